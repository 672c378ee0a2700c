"""The contest's papers by another number or date, and its name with another year."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from contest.content.checks import told_values
from contest.content.checks.page_dates import moments
from contest.content.checks.page_sentences import Sentence
from contest.content.checks.told_values import Told
from contest.content.mistakes import Mistake
from contest.content.pages.vietnamese import vn_date
from contest.domain.rules import Contest

_ABOUT = re.compile(r"\b(?:cuộc thi|hội thi|ban tổ chức)\b", re.IGNORECASE)
_NEAR = 24


class _Paper(NamedTuple):
    """What a paper of the contest is called, and what must follow for it to be meant."""

    kind: str
    after: re.Pattern[str]


_PAPERS = (
    _Paper("kế hoạch", re.compile(r"\b(?:tổ chức|về)\s+(?:cuộc|hội)\s+thi\b", re.IGNORECASE)),
    _Paper("quyết định", re.compile(r"\bthành lập\s+ban tổ chức\b", re.IGNORECASE)),
)


def contradicting_papers(sentence: Sentence, contest: Contest) -> Iterator[Mistake]:
    """The plan of the contest, or the decision on its committee, otherwise than they are."""
    for (number, date), paper in zip(told_values.papers(contest), _PAPERS, strict=True):
        yield from _dates(sentence, number, date)
        yield from _numbers(sentence, number, paper)


def _dates(sentence: Sentence, number: Told[str], date: Told[dt.date]) -> Iterator[Mistake]:
    for found in re.finditer(rf"(?<![\w/]){re.escape(number.value)}(?!\w)", sentence.text):
        moment = next(moments(sentence.text[found.end() : found.end() + _NEAR]), None)
        if not moment or not moment.year or moment.date == date.value:
            continue
        # Numbers begin anew each year: another year may mean another paper.
        if moment.year == date.value.year or _ABOUT.search(sentence.text):
            right = vn_date(date.value) if sentence.block.kind == "head" else date.whole
            words = (
                f"«{number.value} {moment.written}» khác với contest.yaml; hãy viết ngày {right}"
            )
            yield sentence.mistake(found.end() + moment.start, words)


def _numbers(sentence: Sentence, number: Told[str], paper: _Paper) -> Iterator[Mistake]:
    suffix = re.escape(number.value.partition("/")[2])
    pattern = rf"{paper.kind}\s+(?:số\s+)?(?P<n>\d+/{suffix})(?P<after>[^.;]*)"
    for found in re.finditer(pattern, sentence.text, re.IGNORECASE):
        if found["n"] != number.value and paper.after.search(found["after"]):
            right = number.value if sentence.block.kind == "head" else number.whole
            words = f"«{found['n']}» khác với contest.yaml; hãy viết số {right}"
            yield sentence.mistake(found.start("n"), words)


def contradicting_year(sentence: Sentence, contest: Contest) -> Iterator[Mistake]:
    """The contest's name with another year in it."""
    info = contest.contest
    for key, name in (("name", info.name), ("short_name", info.short_name)):
        head, year, _ = name.partition(str(info.year))
        words = re.escape(head).replace(r"\ ", r"\s+")
        for found in re.finditer(rf"{words}(\d{{4}})(?!\d)", sentence.text, re.IGNORECASE):
            if year and found[1] != year:
                right = (
                    name if sentence.block.kind == "head" else f"{{{{ contest.contest.{key} }}}}"
                )
                message = f"cuộc thi là của năm {year}, không phải {found[1]}; hãy viết {right}"
                yield sentence.mistake(found.start(1), message)
