"""The content side's command line: check · build · publish · schema.

python build.py check              everything that is wrong with question_src/, at once
python build.py build              question_src/ and site/ → dist/
python build.py publish            dist/ → the table (CONTEST_TABLE, AWS_ENDPOINT_URL)
python build.py schema [--check]   the JSON Schemas that editors use
"""

import argparse
import gc
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from contest.content import schemas
from contest.content.check import check
from contest.content.mistakes import MistakesError
from contest.store.secrets import SecretsFile

ROOT = Path(__file__).parent


def say(text: str) -> None:
    """Tell progress, apart from what a command answers."""
    print(text, file=sys.stderr, flush=True)


def run_check(_: argparse.Namespace) -> None:
    """Read and judge all sources."""
    sources = check(ROOT / "question_src")
    drafts = sum(each.entry.question.status == "draft" for each in sources.questions)
    say(
        f"Không có sai sót: {len(sources.contest.rounds)} đợt thi, "
        f"{len(sources.agencies)} cơ quan, {len(sources.questions)} câu hỏi ({drafts} câu nháp)."
    )


def run_build(arguments: argparse.Namespace) -> None:
    """Build `dist/`."""
    from contest.content.output import SecretsGiven, build_all  # MkDocs: only where it is needed

    sources = check(ROOT / "question_src")
    store = SecretsFile(arguments.secrets)
    given = store.get("session-key", "exam-token-key", "receipt-key", "paper-master-key")
    build_all(ROOT, sources, SecretsGiven(*given), say)


def run_publish(_: argparse.Namespace) -> None:
    """Put what was built into the table that CONTEST_TABLE names."""
    from contest.store import headcounts, publication  # boto3: only where it is needed
    from contest.store.table import Table

    built = json.loads((ROOT / "dist/private/publication.json").read_text(encoding="utf-8"))
    table = Table.connect(os.environ)
    contest, agencies = publication.write_built(table, built)
    headcounts.publish(table, contest, agencies, datetime.now(UTC))
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
    steps = parser.add_subparsers(required=True, metavar="check | build | publish | schema")
    steps.add_parser("check", help="kiểm tra mọi tệp nguồn").set_defaults(run=run_check)
    build = steps.add_parser("build", help="dựng dist/ từ các tệp nguồn")
    build.add_argument("--secrets", type=Path, default=ROOT / ".secrets/contest.json")
    build.set_defaults(run=run_build)
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
