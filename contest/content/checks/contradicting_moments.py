"""Dates and times on pages that contradict `contest.yaml`.

A date is judged only next to a round's name or the contest, and to the word that says that it
opens or closes; meetings, ceremonies and other papers have dates of their own.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from contest.content.checks import told_values
from contest.content.checks.page_dates import Moment, moments
from contest.content.checks.page_sentences import Sentence
from contest.content.checks.told_values import Told
from contest.content.mistakes import Mistake
from contest.domain.rules import Contest

_OPENS = re.compile(r"\b(?:mở|bắt đầu|khai mạc|từ)\b", re.IGNORECASE)
_CLOSES = re.compile(r"\b(?:đóng|kết thúc|đến|hết|tới|hạn chót|hạn cuối)\b|[–-]\s*$", re.IGNORECASE)
_ALL_ROUNDS = re.compile(r"\b(?:cuộc thi|hội thi|các đợt thi|các vòng thi)\b", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:lễ|trao|tổng kết|họp|tập huấn|công bố|báo cáo|gửi|danh sách|đăng ký|kế hoạch|quyết định"
    r"|công văn|nghị quyết|thông báo|sửa đổi|điều chỉnh|phát động|chốt|khảo sát|biên chế|sinh"
    r"|bốc thăm|cập nhật|giờ làm việc|ôn tập|ban hành|chạy thử|kiểm tra|bảo trì|trước|sau)\b",
    re.IGNORECASE,
)


_FEW = 2


class _Said(NamedTuple):
    """A date, what is said just before it, and which round that is about."""

    moment: Moment
    before: str
    round: int | None

    @property
    def role(self) -> re.Pattern[str] | None:
        """Whether it opens or closes: the word that stands nearest."""
        last = {
            each: _last(each, f"{self.before} {self.moment.written}") for each in (_OPENS, _CLOSES)
        }
        nearest = max(last, key=lambda each: last[each])
        return nearest if last[nearest] >= 0 else None


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((each.start() for each in pattern.finditer(text)), default=-1)


def contradicting_moments(sentence: Sentence, contest: Contest) -> Iterator[Mistake]:
    """Dates of a sentence about the contest that its rules know otherwise."""
    for said in _said(sentence, contest):
        told = _meant(said, sentence, contest)
        if told and not _OTHER.search(said.before) and not _fits(said.moment, told):
            words = _otherwise(said.moment, told, sentence)
            yield sentence.mistake(said.moment.start, words)


def _said(sentence: Sentence, contest: Contest) -> Iterator[_Said]:
    at, known = 0, _round(sentence.over, contest)
    for moment in moments(sentence.text):
        before = sentence.text[at : moment.start]
        named = _round(before, contest)
        known = named if named is not None else known
        yield _Said(moment, before, known)
        at = moment.end


def _round(text: str, contest: Contest) -> int | None:
    """The round that is named last in a text."""
    last = {
        number: _last(re.compile(rf"(?<!\w){re.escape(each.title)}(?!\w)", re.IGNORECASE), text)
        for number, each in enumerate(contest.rounds)
    }
    nearest = max(last, key=lambda each: last[each])
    return nearest if last[nearest] >= 0 else None


def _meant(said: _Said, sentence: Sentence, contest: Contest) -> list[Told[dt.datetime]]:
    """The moments that the date may be; none where we can't tell."""
    told: list[Told[dt.datetime]] = []
    if said.role is _OPENS or sentence.block.kind == "row":
        told += told_values.openings(contest)
    if said.role is _CLOSES or sentence.block.kind == "row":
        told += told_values.closings(contest)
    if said.round is not None:
        title = contest.rounds[said.round].title
        return [each for each in told if each.of.startswith(f"{title} ")]
    return told if _ALL_ROUNDS.search(sentence.text) else []


def _fits(moment: Moment, told: list[Told[dt.datetime]]) -> bool:
    return any(
        (moment.day, moment.month) == (each.value.day, each.value.month)
        and moment.year in (None, each.value.year)
        and moment.time in (None, each.value.time())
        for each in told
    )


def _otherwise(moment: Moment, told: list[Told[dt.datetime]], sentence: Sentence) -> str:
    in_head = sentence.block.kind == "head"
    known = "; ".join(
        f"{each.of}: {each.words if in_head else each.whole}" for each in told[-_FEW:]
    )
    return f"«{moment.written}» khác với contest.yaml; hãy viết {known}"
