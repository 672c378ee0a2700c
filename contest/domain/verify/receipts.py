"""Receipts: what contestants hold in their hands must stand in the record, to the letter."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contest.domain.receipt import answers_digest
from contest.domain.sheets import RAN_OUT, EntrySheets, Sheet
from contest.domain.verify.case import Case, need
from contest.domain.verify.findings import Fault, number, shown
from contest.domain.verify.shape import CODE, COUNT, misfit
from contest.domain.verify.tokens import TokenError, read_token

Wanted = frozenset[tuple[str, str]]
"""Codes and rounds whose entries are kept while sheets are read."""
_CLAIMS = {
    "iss": str,
    "aud": {"public"},
    "sub": CODE,
    "iat": COUNT,
    "rnd": str,
    "att": COUNT,
    "ppr": str,
    "edn": str,
    "ans": str,
    "ms": COUNT,
}
_SCORES = {"cor": COUNT, "sco": COUNT, "max": COUNT}


@dataclass(frozen=True)
class Receipts:
    """Receipts to check a record by, as they were given."""

    texts: Sequence[str]

    @property
    def wanted(self) -> Wanted:
        """What they are about, by their own word."""
        return frozenset(filter(None, map(_about, self.texts)))

    def check(self, case: Case) -> str | None:
        """Check all of them against one result; what was checked, in words."""
        kept, found = need(case.kept), 0
        for position, text in enumerate(self.texts, start=1):
            place = f"Biên nhận {position}"
            try:
                token = read_token(text, "receipt+jwt", "receipt-", need(case.keys))
            except TokenError as error:
                case.findings.fault(Fault("khoa.json", place, str(error)))
                continue
            found += _Receipt(case, place, token.claims).check(kept)
        return f"{number(found)} biên nhận có trong hồ sơ, đúng từng chữ" if found else None


def _about(text: str) -> tuple[str, str] | None:
    """Code and round of a receipt, before anything of it has been proved."""
    try:
        part = text.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        return str(claims["sub"]), str(claims["rnd"])
    except (IndexError, KeyError, TypeError, ValueError, RecursionError):
        return None


@dataclass(frozen=True)
class _Receipt:
    """One receipt whose signature holds."""

    case: Case
    place: str
    claims: Mapping[str, Any]

    def check(self, kept: Mapping[tuple[str, str], EntrySheets]) -> bool:
        claims = dict(self.claims)
        shape = _CLAIMS | (_SCORES if "cor" in claims else {})
        if found := misfit(claims, shape):
            self._fault("biên nhận sai hình thức", found.stands, f"{found.place} {found.should}")
            return False
        contest = need(self.case.manifest)["contest"]
        if claims["iss"] != contest:
            self._fault("của cuộc thi khác", shown(claims["iss"]), shown(contest))
            return False
        if claims["rnd"] not in need(self.case.manifest)["rounds"]:
            self.case.findings.note(
                f"{self.place}: đợt «{claims['rnd']}» chưa có trong kết quả {self.case.number}"
            )
            return False
        return self._compare(kept.get((claims["sub"], claims["rnd"])))

    def _compare(self, entry: EntrySheets | None) -> bool:
        claims = self.claims
        whose = f"{claims['sub']}, lượt {claims['att']}, đợt {claims['rnd']}"
        sheets = entry.sheets if entry else ()
        sheet = next((each for each in sheets if each.number == claims["att"]), None)
        if sheet is None:
            self._fault(f"hồ sơ không có bài làm của {whose}: đã bị bỏ sót")
            return False
        wrong = list(self._differences(sheet))
        if not wrong and "cor" in claims:
            wrong = list(self._scores(sheet))
        for name, stands, should in wrong:
            self._fault(f"bài làm của {whose} khác biên nhận, {name}", stands, should)
        return not wrong

    def _differences(self, sheet: Sheet) -> Iterator[tuple[str, str, str]]:
        claims = self.claims
        for name, stands, claim in (
            ("đề", sheet.paper, "ppr"),
            ("bộ đề", sheet.edition, "edn"),
            ("mã băm câu trả lời", answers_digest(sheet.answers), "ans"),
            ("thời gian (ms)", sheet.duration_ms, "ms"),
        ):
            if stands != claims[claim]:
                yield name, shown(stands), shown(claims[claim])

    def _scores(self, sheet: Sheet) -> Iterator[tuple[str, str, str]]:
        judge = need(self.case.judge)
        right = judge.right(sheet.edition, sheet.paper, sheet.answers)
        if self.claims["cor"] in (right, 0 if sheet.ended == RAN_OUT else right):
            return
        corrected = {each["question"] for each in need(self.case.manifest)["corrections"]}
        asked = self.case.editions[sheet.edition].question_ids(sheet.paper)
        if corrected.intersection(asked):
            self.case.findings.note(
                f"{self.place}: lúc nộp được {self.claims['cor']} câu đúng, nay {right}, "
                "vì câu hỏi đã được đính chính"
            )
        else:
            yield "số câu đúng", str(right), str(self.claims["cor"])

    def _fault(self, problem: str, stands: str | None = None, should: str | None = None) -> None:
        self.case.findings.fault(Fault("bai-lam", self.place, problem, stands, should))
