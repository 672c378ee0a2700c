"""Grading all sheets anew: how everybody did, how rounds and questions went."""

from collections.abc import Mapping

from contest.domain.awards.guess import Sat, sat
from contest.domain.awards.mark import Mark, judged, mark
from contest.domain.record.item_analysis import ItemAnalysis
from contest.domain.rules import TakingPart
from contest.domain.sheets import HANDED_IN, EntrySheets
from contest.domain.verify.case import Case, need
from contest.domain.verify.entries import SheetReader, people
from contest.domain.verify.findings import Fault, number
from contest.domain.verify.grounds import closings_of
from contest.domain.verify.receipts import Wanted
from contest.domain.verify.tally import Regraded, RoundSheets


def regrade(case: Case, wanted: Wanted) -> str | None:
    """Grade everything anew; what was graded, in words."""
    readers = [SheetReader(case, rules) for rules in case.rounds]
    grader = _Grader(case, Regraded({each.found.rules.id: each.found for each in readers}))
    kept: dict[tuple[str, str], EntrySheets] = {}
    for code, entries in people(readers):
        grader.add(code, entries)
        if wanted:
            kept |= {(code, each): entries[each] for each in entries if (code, each) in wanted}
    case.kept = kept
    if not all(each.found.clean for each in readers):
        return None  # what is wrong has been told; all that follows would be wrong by it
    case.regraded = grader.done()
    for each in readers:
        _check_closed(case, each.found)
    for code in sorted(need(case.out).keys() - case.regraded.codes):
        place, problem = f"Người không xếp hạng {code}", "không có bài làm nào"
        case.findings.fault(Fault(case.path("loai.json"), place, problem))
    _tell_oddities(case, case.regraded)
    return f"{number(case.regraded.closed)} bài làm chấm lại: khớp"


class _Grader:
    """Takes everybody once, in order of code."""

    def __init__(self, case: Case, found: Regraded) -> None:
        contest = need(case.contest)
        self._out = need(case.out)
        self._judge = need(case.judge)
        self._rules = {each.id: each for each in case.rounds}
        self._taking_part = contest.participation
        self._analysis = ItemAnalysis(contest, list(case.editions.values()), self._judge)
        self._found = found

    def add(self, code: str, entries: Mapping[str, EntrySheets]) -> None:
        """Grade somebody's sheets."""
        self._found.codes.add(code)
        if code in self._out:
            return
        marks: dict[str, Mark] = {}
        attended: dict[str, Sat] = {}
        for round_id, entry in entries.items():
            self._grade(round_id, entry, marks, attended)
        self._found.turnout.add(attended)
        if marks:
            self._found.marks.append((code, marks))
        taken = sum(map(self._taken, entries.values()))
        self._found.took_part += taken >= self._taking_part.attempts

    def done(self) -> Regraded:
        """Everything, once everybody has been added."""
        self._found.items = self._analysis.items()
        return self._found

    def _grade(
        self, round_id: str, entry: EntrySheets, marks: dict[str, Mark], attended: dict[str, Sat]
    ) -> None:
        rules = self._rules[round_id]
        graded = judged(entry, rules, self._judge)
        for sheet, correct in graded:
            self._analysis.add(round_id, sheet, correct)
        attended[round_id] = sat(graded, rules.questions)
        found = mark(graded, entry.started, rules)
        if found is not None:
            marks[round_id] = found
            self._found.rounds[round_id].by_correct[found.correct] += 1

    def _taken(self, entry: EntrySheets) -> int:
        """The attempts that make somebody a participant."""
        if self._taking_part.counts is TakingPart.STARTED:
            return entry.started
        if self._taking_part.counts is TakingPart.SUBMITTED:
            return sum(each.ended == HANDED_IN for each in entry.sheets)
        return sum(each.graded for each in entry.sheets)


def _check_closed(case: Case, found: RoundSheets) -> None:
    """The sheets are those that were fixed before anything was ranked."""
    for closing in closings_of(case, found.rules)[-1:]:
        place = f"Cam kết số {closing['number']}, bài làm {found.rules.title}"
        file = f"bai-lam/{found.rules.id}"
        if found.entries != closing["entries"]:
            stands, should = number(found.entries), number(closing["entries"])
            fault = Fault(file, place, "số người có bài làm", stands, should)
            case.findings.fault(fault)
        if found.digest() != closing["sheets"]:
            problem = "bài làm đã bị thay đổi sau khi cam kết"
            fault = Fault(file, place, problem, found.digest(), str(closing["sheets"]))
            case.findings.fault(fault)


def _tell_oddities(case: Case, found: Regraded) -> None:
    """What an honest reader should know of sheets that are otherwise right."""
    for each in found.rounds.values():
        title, note = each.rules.title, case.findings.note
        if each.begun > each.closed:
            note(f"{title}: {number(each.begun - each.closed)} lượt đã vào thi không có bài làm")
        if each.too_long:
            note(
                f"{title}: {number(each.too_long)} bài làm lâu hơn giới hạn "
                "(có thể do Ban Tổ chức đã cộng thêm phút)"
            )
        if each.blanks:
            note(f"{title}: {number(each.blanks)} bài đã nộp còn câu bỏ trống")
