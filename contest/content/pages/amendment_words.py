"""Amendments in words: for the pages, and for the one whose `publish` was refused."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from contest.content.pages.rule_words import parameter, section, subject
from contest.content.pages.vietnamese import capital, vn_date
from contest.domain.amendment import Told
from contest.domain.amendment_rules import Change
from contest.domain.parameters import read
from contest.domain.rules import Contest


class Line(NamedTuple):
    """A change as told on a page: on which day, in which words, by which amendment (from 1)."""

    on: date
    words: str
    number: int


def change_words(change: Change, contest: Contest) -> str:
    """Vòng 1, thời gian làm bài: từ 20 phút thành 30 phút. Then what the author adds.

    Without the full stop at the end.
    """
    known, told = parameter(change.what), (change.told or "").rstrip(".")
    if known is None:
        return capital(told or change.what)
    before, after = (
        known.say(read(change.what, value), contest) for value in (change.before, change.after)
    )
    place = ", ".join(each for each in (subject(change.what, contest), known.name) if each)
    words = f"{capital(place)}: từ {before} thành {after}{known.tail}"
    return f"{words}. {told}" if told else words


def amended(contest: Contest, sections: Iterable[str]) -> list[Line]:
    """What has been changed of these sections of the rules page, oldest first."""
    wanted = set(sections)
    return [
        Line(amendment.on, change_words(change, contest), number)
        for number, amendment in enumerate(contest.amendments, start=1)
        for change in amendment.changes
        if section(change.what) in wanted
    ]


def refusal(unexplained: Sequence[Change], withdrawn: Sequence[Told], contest: Contest) -> str:
    """Why nothing was published, and what to write so that it can be."""
    return "\n".join(_refusal(unexplained, withdrawn, contest))


def _refusal(
    unexplained: Sequence[Change], withdrawn: Sequence[Told], contest: Contest
) -> Iterator[str]:
    yield "Chưa công bố gì: cuộc thi đã mở, nên thể lệ đổi điều gì thì phải nêu thành sửa đổi."
    if withdrawn:
        yield "\nNhững sửa đổi đã công bố mà nay không còn trong contest.yaml; hãy ghi lại:"
        yield from (f"  - ngày {vn_date(on)}: {each.what}" for on, each in withdrawn)
    if unexplained:
        yield "\nNhững điều khác với thể lệ đang công bố mà chưa được nêu:"
        yield from (f"  - {each.what}: {_said(each, contest)}" for each in unexplained)
        yield "\nKhông định đổi thì ghi lại như cũ. Định đổi thì thêm vào cuối «amendments»:"
        yield from ("", "  - on: <ngày, ví dụ 2023-11-10>", "    reason: <lý do>", "    changes:")
        yield from (f"      - {line(each)}" for each in unexplained)


def _said(change: Change, contest: Contest) -> str:
    if parameter(change.what):
        return change_words(change, contest)
    return f"từ {flow(change.before)} thành {flow(change.after)}"


def line(change: Change) -> str:
    """A change as it is written in the file, in one line."""
    parts = {"what": change.what, "before": flow(change.before), "after": flow(change.after)}
    if parameter(change.what) is None:
        parts["told"] = '"<viết thành câu điều gì đã đổi>"'
    return "{" + ", ".join(f"{key}: {value}" for key, value in parts.items()) + "}"


def flow(value: Any) -> str:
    """A value as YAML takes it within a line."""
    return json.dumps(value, ensure_ascii=False)
