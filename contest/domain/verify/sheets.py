"""What an answer sheet in the record must be: known paper, legal letters, numbers in order."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from contest.domain.paper import LETTERS
from contest.domain.record.opened_edition import OpenedEdition
from contest.domain.rules import Round
from contest.domain.sheets import HANDED_IN, LAPSED, RAN_OUT
from contest.domain.verify.findings import shown
from contest.domain.verify.shape import CODE, MOST

_ROW_LENGTH = 3
_TYPES = {(int, str, str, str, int, type(None), str), (int, str, str, str, int, int, str)}
_ENDS = (HANDED_IN, RAN_OUT, LAPSED)
_SHAPE = "[lượt, cách kết thúc, bộ đề, đề, ms, dự đoán, trả lời]"
_is_code = CODE.pattern.fullmatch


class Problem(NamedTuple):
    """What is wrong with a row or with one of its sheets, of attempt `number`."""

    what: str
    stands: str | None = None
    should: str | None = None
    number: str | None = None


class SheetRules:
    """Judges the rows of one round; each row must come after the last."""

    def __init__(self, rules: Round, editions: Iterable[OpenedEdition]) -> None:
        self._rules = rules
        self._legal = {
            (each.edition, paper.paper): _legal(each, paper.paper)
            for each in editions
            if each.round == rules.id
            for paper in each.papers
        }
        self._last = ""

    def problems(self, row: Any, prefix: str) -> list[Problem]:
        """What is wrong with a row of the shard that begins so; of a right one, nothing."""
        if type(row) is not list or len(row) != _ROW_LENGTH or type(row[0]) is not str:
            return [Problem("sai hình thức", shown(row), "[mã dự thi, số lượt, [lượt…]]")]
        code, started, sheets = row
        if type(started) is not int or type(sheets) is not list:
            return [Problem("sai hình thức", shown(row[1:]), "số lượt, [lượt…]")]
        if problem := self._misplaced(code, prefix):
            return [problem]
        self._last = code
        return self._counts(started, sheets)

    def _misplaced(self, code: str, prefix: str) -> Problem | None:
        if not _is_code(code):
            return Problem("mã dự thi sai dạng", None, CODE.words)
        if not code.startswith(prefix):
            return Problem("nằm sai phần", f"«{prefix}»", f"«{code[: len(prefix)]}»")
        if code <= self._last:
            return Problem("trùng hoặc sai thứ tự mã", f"sau {self._last}", "mã tăng dần")
        return None

    def _counts(self, started: int, sheets: Sequence[Any]) -> list[Problem]:
        least, most = max(1, len(sheets)), self._rules.attempts.per_round
        if started < least:
            return [Problem("số lượt đã vào thi", str(started), f"từ {least} trở lên")]
        if started > most:
            return [Problem("số lượt đã vào thi", str(started), f"không quá {most}")]
        found, last = [], 0
        for sheet in sheets:
            problem = self._sheet(sheet, last, started)
            if problem is None:
                last = sheet[0]
            else:
                number = shown(sheet[0]) if type(sheet) is list and sheet else "?"
                found.append(problem._replace(number=number))
        return found

    def _sheet(self, sheet: Any, last: int, started: int) -> Problem | None:
        if type(sheet) is not list or tuple(map(type, sheet)) not in _TYPES:
            return Problem("sai hình thức", shown(sheet), _SHAPE)
        number, ended, edition, paper, duration, prediction, answers = sheet
        if not last < number <= started:
            return Problem("số thứ tự lượt", str(number), f"từ {last + 1} đến {started}")
        if not 0 <= duration < MOST:
            return Problem("thời gian làm bài", str(duration), "từ 0 ms trở lên")
        if ended == LAPSED:
            left, empty = [paper, answers, prediction], ["", "", None]
            return None if left == empty else Problem("lượt bỏ trống", shown(left), shown(empty))
        return self._filled(ended, (edition, paper), prediction, answers)

    def _filled(
        self, ended: str, place: tuple[str, str], prediction: int | None, answers: str
    ) -> Problem | None:
        """What is wrong with a sheet that has been graded."""
        legal = self._legal.get(place)
        if legal is None or ended not in _ENDS:
            return self._unknown(ended, *place)
        if not legal.fullmatch(answers):
            return Problem("trả lời không thể có ở đề này", f"«{answers}»", _legal_words(legal))
        if prediction is not None and not self._may_predict(prediction):
            return Problem("dự đoán", str(prediction), "null, hoặc số từ 0 ở đợt có câu dự đoán")
        return None

    def _may_predict(self, prediction: int) -> bool:
        return self._rules.prediction is not None and 0 <= prediction < MOST

    def _unknown(self, ended: str, edition: str, paper: str) -> Problem:
        if ended not in _ENDS:
            return Problem("cách kết thúc", f"«{ended}»", "s, r hoặc l")
        if any(name == edition for name, _ in self._legal):
            return Problem(f"đề không có trong bộ đề {edition}", f"«{paper}»")
        return Problem("bộ đề không được công bố hoặc không của đợt này", f"«{edition}»")


def _legal(edition: OpenedEdition, paper: str) -> re.Pattern[str]:
    """What may be answered on a paper: one letter or none, or any letters in order."""
    parts = []
    for question, order in edition.orders[paper]:
        letters = LETTERS[: len(order)]
        multiple = edition.questions[question].multiple
        parts.append("".join(f"{each}?" for each in letters) if multiple else f"[{letters}]?")
    return _pattern(",".join(parts))


@lru_cache(maxsize=4096)  # most papers of a round look alike
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


def _legal_words(legal: re.Pattern[str]) -> str:
    return f"{legal.pattern.count(',') + 1} phần, mỗi phần là chữ của phương án có trong đề"
