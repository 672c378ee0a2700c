"""Checking a public record from its files alone, by nobody's word (`build.py verify`).

    report = verify(Source(read, listing), receipts, say)
    report.ok

Subject by subject, each told as it ends; what each one checks is in its `verify_*` module. Format:
`docs/record-format.md`.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from contest.domain.verify.basis import check_scope, read_agencies, read_out, read_rules
from contest.domain.verify.case import Case, Json, need
from contest.domain.verify.changes import check_changes, read_standings
from contest.domain.verify.collective import check_collective
from contest.domain.verify.commitments import CHAIN_FILE, check_count, open_commitments, read_chain
from contest.domain.verify.contents import check_contents, check_listing
from contest.domain.verify.editions import read_editions
from contest.domain.verify.files import Files, MissingFileError, Source
from contest.domain.verify.findings import Fault, Findings, Report, Say, Step, number, spoken
from contest.domain.verify.grounds import check_rounds
from contest.domain.verify.index import INDEX_FILE, check_seal, read_index, read_keys, read_manifest
from contest.domain.verify.participation import check_participation, check_totals
from contest.domain.verify.prizes import check_prizes
from contest.domain.verify.rankings import check_rankings
from contest.domain.verify.receipts import Receipts
from contest.domain.verify.regrading import regrade
from contest.domain.verify.statistics import check_statistics, read_result

__all__ = ["MissingFileError", "Report", "Source", "Step", "verify"]

_Check = Callable[[], str | None]
"""Tells faults as it finds them; returns what was checked, in words."""


def verify(source: Source, receipts: Sequence[str], say: Say, result: int | None = None) -> Report:
    """Check a record: all its results, or result number `result` alone."""
    findings = Findings(say)
    run = _Run(Files(source, findings), Receipts(receipts))
    run.index()
    for case in run.chosen(result):
        run.result(case, alone=result is not None)
    findings.check("Danh sách tệp", run.listing)
    return findings.report()


class _Run:
    """One verification under way."""

    def __init__(self, files: Files, receipts: Receipts) -> None:
        self._files, self._receipts = files, receipts
        self._findings = files.findings
        self._contest: str | None = None
        self._cases: list[Case] = []
        self._chain: Sequence[Json] | None = None

    def index(self) -> None:
        """Index, chain and seals, of all results."""
        self._findings.check("Mục lục", self._read_index, INDEX_FILE)
        self._findings.check("Cam kết", self._read_chain)
        self._findings.check("Chữ ký", self._check_seals)

    def chosen(self, result: int | None) -> list[Case]:
        """The results to look into."""
        chosen = [each for each in self._cases if result in (None, each.number)]
        if result is not None and not chosen:
            place, problem = "Mục lục", f"không có kết quả số {result}"
            self._findings.check("Mục lục", partial(self._raise, Fault(INDEX_FILE, place, problem)))
        return chosen

    def result(self, case: Case, *, alone: bool) -> None:
        """Everything about one result; `alone` if the one before it has not been looked into."""
        self._findings.heading(_title(case))
        if alone and case.before is not None:
            self._findings.check(f"Kết quả {case.number - 1}", partial(_read_before, case.before))
        for name, check in self._checks(case):
            self._findings.check(name, check)
        self._release(case)

    def listing(self) -> str | None:
        """Whether anything lies in the record that nothing tells of."""
        count = check_listing(self._files, self._cases)
        if count is None:
            self._findings.note("Tệp thừa: không kiểm được vì không liệt kê được thư mục")
            return None
        return f"{number(count)} tệp, không thiếu, không thừa"

    def _checks(self, case: Case) -> Iterator[tuple[str, _Check]]:
        yield "Thể lệ", _told(read_rules, case, "Thể lệ: đọc được, đúng hình thức")
        yield "Cơ quan", _told(read_agencies, case)
        yield "Người không xếp hạng", _told(read_out, case)
        yield "Phạm vi kết quả", _told(check_scope, case, "Đợt thi, bảng xếp hạng, giải: đủ, đúng")
        yield "Cam kết", partial(self._commitments, case)
        yield "Danh sách tệp", _told(check_contents, case)
        yield "Bộ đề", _told(read_editions, case, "Bộ đề, đáp án: đúng như đã niêm phong")
        yield "Bài làm", partial(regrade, case, self._receipts.wanted)
        yield "Xếp hạng", partial(check_rankings, case)
        yield "Kết quả", _told(read_result, case)
        yield "Giải cá nhân", partial(check_prizes, case)
        yield "Tham gia", partial(check_participation, case)
        yield "Tham gia, toàn cuộc thi", partial(check_totals, case)
        yield "Giải tập thể", partial(check_collective, case)
        yield "Thống kê", partial(check_statistics, case)
        yield "Thay đổi", partial(check_changes, case)
        yield "Biên nhận", partial(self._receipts.check, case)

    def _read_index(self) -> str | None:
        if self._is_before_all_results():
            self._findings.note("Chưa có kết quả nào được công bố")
            return None
        self._contest, self._cases = read_index(self._files)
        return f"Mục lục: {number(len(self._cases))} kết quả"

    def _is_before_all_results(self) -> bool:
        """Commitments are published long before there is anything else."""
        has = self._files.has
        return has(CHAIN_FILE) and not has(INDEX_FILE) and not has("1/ho-so.json")

    def _read_chain(self) -> str:
        self._chain = read_chain(self._files, self._contest)
        return f"{number(len(self._chain))} cam kết nối thành chuỗi"

    def _check_seals(self) -> str | None:
        for case in self._cases:
            self._findings.check(f"Hồ sơ kết quả {case.number}", partial(_open_result, case))
        held = [check_seal(case) for case in self._cases if case.manifest and case.keys]
        return f"Chữ ký của {number(len(held))} kết quả" if held else None

    def _commitments(self, case: Case) -> str:
        chain = need(self._chain)
        check_count(case, chain)
        open_commitments(case, chain)
        need(case.contest)
        check_rounds(case)
        return f"{number(len(need(case.openings)))} cam kết mở ra: đúng như đã công bố trước"

    def _release(self, case: Case) -> None:
        """Forget what no later check needs: a result of a million entries is large."""
        case.regraded = case.tables = case.kept = None

    def _raise(self, fault: Fault) -> str | None:
        raise self._findings.stop(fault)


def _told(read: Callable[[Case], None], case: Case, words: str | None = None) -> _Check:
    def check() -> str | None:
        read(case)
        return words

    return check


def _open_result(case: Case) -> None:
    read_manifest(case)
    read_keys(case)


def _read_before(case: Case) -> None:
    """What the result before said, where it is not looked into itself."""
    read_rules(case)
    read_result(case)
    read_standings(case)


def _title(case: Case) -> str:
    return f"Kết quả số {case.number}, công bố lúc {spoken(case.entry['at'])}"
