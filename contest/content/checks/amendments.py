"""Whether amendments tell the truth: each names a rule, and they lead to the rules in force."""

from collections.abc import Iterator

from contest.content.mistakes import Mistake
from contest.content.pages.amendment_words import flow
from contest.content.pages.rule_words import parameter
from contest.content.pages.vietnamese import vn_date
from contest.content.sources import Sources
from contest.content.wording import nearest
from contest.domain.amendment import Contradiction, contradictions
from contest.domain.amendment_rules import Change
from contest.domain.parameters import NoSuchRuleError, NoSuchValueError, read, values
from contest.domain.rules import Contest

Found = Iterator[tuple[tuple[str | int, ...], str]]
"""Places under `amendments` and what is wrong there."""


def amendments_make_sense(sources: Sources) -> Iterator[Mistake]:
    """What was changed is told as it was, in the order it happened."""
    for place, message in amendment_mistakes(sources.contest):
        yield sources.contest_document.mistake(("amendments", *place), message)


def amendment_mistakes(contest: Contest) -> Found:
    """What is wrong under `amendments`, and where."""
    found = [*_dates_ascend(contest), *_changes_can_be_read(contest)]
    yield from found
    if not found:
        yield from _words_are_there(contest)
        yield from _contradictions(contest)


def _dates_ascend(contest: Contest) -> Found:
    before = None
    for number, each in enumerate(contest.amendments):
        if before and each.on < before:
            message = f"hãy xếp theo ngày: lần sửa đổi trước ghi ngày {vn_date(before)}"
            yield (number, "on"), message
        before = each.on


def _changes_can_be_read(contest: Contest) -> Found:
    for place, change in _changes(contest):
        for key, message in _unreadable(change, contest):
            yield (*place, key), message


def _unreadable(change: Change, contest: Contest) -> Iterator[tuple[str, str]]:
    for key, value in (("before", change.before), ("after", change.after)):
        try:
            read(change.what, value)
        except NoSuchRuleError:
            yield "what", f"thể lệ không có mục «{change.what}»{_hint(change.what, contest)}"
            return
        except NoSuchValueError:
            yield key, f"«{change.what}» không thể là {flow(value)}; hãy viết như ở mục ấy"


def _hint(what: str, contest: Contest) -> str:
    near = nearest(what, values(contest))
    return f"; có phải «{near}»?" if near else "; hãy viết như «rounds.vong-1.duration_minutes»"


def _words_are_there(contest: Contest) -> Found:
    for place, change in _changes(contest):
        if read(change.what, change.before) == read(change.what, change.after):
            yield (*place, "after"), "trước và sau giống nhau; hãy sửa lại hoặc bỏ dòng này"
        if parameter(change.what) is None and not change.told:
            message = f"«{change.what}» cần một câu cho người đọc; hãy viết thêm «told»"
            yield place, message


def _contradictions(contest: Contest) -> Found:
    for each in contradictions(contest):
        place = (each.amendment, "changes", each.change)
        if each.lost:
            what = contest.amendments[each.amendment].changes[each.change].what
            message = f"lúc ấy không có mục «{what}»; hãy xem lại tên, hoặc bỏ dòng này"
            yield (*place, "what"), message
        else:
            yield (*place, "after"), _contradiction(each, contest)


def _contradiction(found: Contradiction, contest: Contest) -> str:
    value = flow(found.value)
    if found.later is None:
        return (
            f"thể lệ đang ghi {value}; hãy sửa thể lệ cho khớp với «after», "
            "hoặc nêu thêm lần sửa đổi sau"
        )
    day = vn_date(contest.amendments[found.later].on)
    return f"lần sửa đổi ngày {day} lại ghi trước đó là {value}; hãy sửa cho khớp"


def _changes(contest: Contest) -> Iterator[tuple[tuple[str | int, ...], Change]]:
    for number, amendment in enumerate(contest.amendments):
        for index, change in enumerate(amendment.changes):
            yield (number, "changes", index), change
