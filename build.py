"""The content side's command line: check · build · archive · verify · publish · schema.

python build.py check               everything that is wrong with question_src/ and pages, at once
python build.py build [--record …]  question_src/, site/ and what is published → dist/
python build.py preview [--port …]  the pages on this machine, built anew whenever a file is saved
python build.py archive --record …  pages, record and a verifier in one file, to be kept
python build.py verify PLACE        a published record, from a folder, bundle or address
python build.py publish             dist/ → the table (CONTEST_TABLE, AWS_ENDPOINT_URL)
python build.py schema [--check]    the JSON Schemas that editors use
"""

import argparse
import gc
import json
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from contest.content import schemas
from contest.content.checks.project import check_project, pages_judged_by, sound_questions
from contest.content.checks.question_sources import check
from contest.content.mistakes import MistakesError
from contest.content.results.published import NO_RESULTS, RecordError, Results, load
from contest.domain.rules import Contest
from contest.store.secrets import SecretName, SecretsFile

ROOT = Path(__file__).parent
_NEEDED: tuple[SecretName, ...] = (
    "session-key",
    "exam-token-key",
    "receipt-key",
    "result-key",
    "paper-master-key",
)


def say(text: str) -> None:
    """Tell progress, apart from what a command answers."""
    print(text, file=sys.stderr, flush=True)


def run_check(_: argparse.Namespace) -> None:
    """Read and judge all sources."""
    sources = check_project(ROOT)
    drafts = sum(each.entry.question.status == "draft" for each in sources.questions)
    say(
        f"Không có sai sót: {len(sources.contest.rounds)} đợt thi, "
        f"{len(sources.agencies)} cơ quan, {len(sources.questions)} câu hỏi ({drafts} câu nháp)."
    )


def run_build(arguments: argparse.Namespace) -> None:
    """Build `dist/`."""
    from contest.content.output import SecretsGiven, build_all  # MkDocs: only where it is needed

    sources = sound_questions(ROOT)
    results = _results(arguments.record, sources.contest)
    given = SecretsGiven(*SecretsFile(arguments.secrets).get(*_NEEDED))
    with ProcessPoolExecutor(1) as another:
        approve = pages_judged_by(another, ROOT, sources.contest)
        try:
            build_all(ROOT, sources, given, say, results, another, approve)
        except (Exception, SystemExit):
            approve()  # what authors can mend comes first
            raise


def _results(record: str | None, contest: Contest) -> Results:
    """What the public record at a place tells; nothing without a place."""
    if not record:
        return NO_RESULTS
    try:
        return load(record, contest.contest.id)
    except (RecordError, OSError) as error:
        sys.exit(f"Hồ sơ công khai tại {record}: {error}")


def run_preview(arguments: argparse.Namespace) -> None:
    """Serve the pages on this machine and build them anew whenever a file is saved."""
    from contest.content.preview import PortTakenError, Preview  # MkDocs: only where it is needed

    gc.enable()  # this step goes on until it is stopped
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        Preview(ROOT, say).serve(arguments.port)
    except PortTakenError:
        sys.exit(f"Cổng {arguments.port} đang được dùng; hãy chọn cổng khác: --port 8081")


def run_archive(arguments: argparse.Namespace) -> None:
    """Pack pages, record and a verifier into one file that works from a folder, offline."""
    from contest.content.archive import write_archive  # MkDocs: only where it is needed

    sources = check(ROOT / "question_src")
    results = _results(arguments.record, sources.contest)
    if not results.latest:
        sys.exit(f"Chưa có kết quả nào tại {arguments.record}: chưa có gì để lưu trữ.")
    write_archive(ROOT, sources.contest, results, arguments.record, arguments.out)
    say(f"Đã đóng gói kết quả số {results.latest.number}: {arguments.out}")


def run_verify(arguments: argparse.Namespace) -> None:
    """Check a public record by its files alone; exits with 1 if anything is wrong."""
    from contest.content.results.verify_command import run

    sys.exit(0 if run(arguments.place, arguments.receipt, arguments.result) else 1)


def run_publish(_: argparse.Namespace) -> None:
    """Put what was built into the table that CONTEST_TABLE names."""
    from contest.content.pages.amendment_words import refusal
    from contest.domain.record.opened_edition import OpenedEdition
    from contest.store import headcounts, opened_editions, publication  # boto3: only here
    from contest.store.table import Table
    from contest.store.unsaid import unsaid

    built = json.loads((ROOT / "dist/private/publication.json").read_text(encoding="utf-8"))
    table = Table.connect(os.environ)
    now = datetime.now(UTC)
    coming = Contest.model_validate(built["contest"])
    # Before anything is written: what has begun changes with an amendment, or not at all.
    if any(found := unsaid(table, coming, now)):
        sys.exit(refusal(*found, coming))
    # Then first of all: what attempts begin with must be there to be committed to, and opened.
    opened = [OpenedEdition.read(each) for each in built["opened"]]
    opened_editions.publish(table, coming, opened, now)
    contest, agencies = publication.write_built(table, built)
    headcounts.publish(table, contest, agencies, now)
    say(f"Đã công bố {len(built['editions'])} bản đề vào bảng {os.environ['CONTEST_TABLE']}.")


def run_schema(arguments: argparse.Namespace) -> None:
    """Write the schemas, or prove them fresh."""
    folder = ROOT / "question_src"
    if not arguments.check:
        schemas.write_all(folder)
    elif stale := list(schemas.stale(folder)):
        sys.exit(f"Lược đồ đã cũ: {', '.join(stale)}; hãy chạy `python build.py schema`")


def main() -> None:
    """Read the command line and run one step."""
    gc.disable()  # a step makes what it writes and ends; there is no garbage worth looking for
    parser = argparse.ArgumentParser(description="Nội dung cuộc thi: kiểm tra, dựng, công bố.")
    steps = parser.add_subparsers(required=True, metavar="check | build | archive | verify | …")
    steps.add_parser("check", help="kiểm tra mọi tệp nguồn").set_defaults(run=run_check)
    build = steps.add_parser("build", help="dựng dist/ từ các tệp nguồn")
    build.add_argument("--secrets", type=Path, default=ROOT / ".secrets/contest.json")
    build.add_argument("--record", help="thư mục hoặc địa chỉ có hồ sơ công khai (ho-so)")
    build.set_defaults(run=run_build)
    preview = steps.add_parser("preview", help="xem trang trên máy này, lưu tệp là tự cập nhật")
    preview.add_argument("--port", type=int, default=8001, help="cổng, mặc định 8001")
    preview.set_defaults(run=run_preview)
    archive = steps.add_parser("archive", help="gói lưu trữ: trang, hồ sơ, chương trình kiểm tra")
    archive.add_argument("--record", required=True, help="thư mục hoặc địa chỉ có hồ sơ công khai")
    archive.add_argument("--out", type=Path, default=ROOT / "dist/archive.zip")
    archive.set_defaults(run=run_archive)
    verify = steps.add_parser("verify", help="kiểm tra hồ sơ công khai: chấm lại, xếp hạng lại")
    verify.add_argument("place", help="thư mục, gói .zip hoặc địa chỉ web có hồ sơ (ho-so)")
    verify.add_argument("--receipt", type=Path, help="tệp biên nhận, mỗi dòng một biên nhận")
    verify.add_argument("--result", type=int, help="chỉ kiểm tra kết quả số này")
    verify.set_defaults(run=run_verify)
    steps.add_parser("publish", help="đưa bản đã dựng vào bảng dữ liệu").set_defaults(
        run=run_publish
    )
    schema = steps.add_parser("schema", help="viết lược đồ cho trình soạn thảo")
    schema.add_argument("--check", action="store_true", help="chỉ kiểm tra lược đồ còn mới")
    schema.set_defaults(run=run_schema)
    arguments = parser.parse_args()
    try:
        arguments.run(arguments)
    except MistakesError as error:
        print(*error.mistakes, sep="\n")
        sys.exit(1)


if __name__ == "__main__":
    main()
