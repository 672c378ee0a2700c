"""What `contest.yaml` says: each value in words, and the placeholder that shows it on a page.

The linter compares figures on pages with these, and names the placeholder to write instead.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Generic, NamedTuple, TypeVar

from contest.content.pages.vietnamese import vn_date, vn_length, vn_moment
from contest.domain.phase import VIETNAM
from contest.domain.rules import Contest

_Value = TypeVar("_Value")
_MINUTE = 60


class Told(NamedTuple, Generic[_Value]):
    """A value of the rules: what it is of, in Vietnamese, and how a page writes it."""

    value: _Value
    placeholder: str
    words: str
    of: str = ""

    @property
    def whole(self) -> str:
        """The placeholder, and in brackets what it shows."""
        return f"{{{{ {self.placeholder} }}}} ({self.words})"


def questions(contest: Contest) -> Iterator[Told[int]]:
    """Questions of a paper."""
    for at, each in enumerate(contest.rounds):
        words = f"{each.questions} câu"
        yield Told(each.questions, f"contest.rounds[{at}].questions", words, each.title)


def minutes(contest: Contest) -> Iterator[Told[int]]:
    """Minutes of an attempt; what isn't whole minutes can't be told wrongly as such."""
    for at, each in enumerate(contest.rounds):
        length, rest = divmod(int(each.limit.total_seconds()), _MINUTE)
        words, how = vn_length(each.limit), f"contest.rounds[{at}].limit | vn_length"
        yield Told(-1 if rest else length, how, words, each.title)


def attempts(contest: Contest) -> Iterator[Told[int]]:
    """Attempts that one person has, in a round and in a day."""
    for at, each in enumerate(contest.rounds):
        rules = each.attempts
        for key, count in (("per_round", rules.per_round), ("per_day", rules.per_day)):
            if count is not None:
                how = f"contest.rounds[{at}].attempts.{key}"
                yield Told(count, how, f"{count} lượt", each.title)


def ages(contest: Contest) -> Iterator[Told[int]]:
    """The least age."""
    age = contest.entry.minimum_age
    yield Told(age, "contest.entry.minimum_age", f"{age} tuổi" if age else "không giới hạn tuổi")


def prizes(contest: Contest) -> Iterator[Told[int]]:
    """How many prizes there are of each name; `of` is the name."""
    for at, ranking in enumerate(contest.awards.rankings):
        for row, prize in enumerate(ranking.prizes):
            how = f"contest.awards.rankings[{at}].prizes[{row}].count"
            yield Told(prize.count, how, str(prize.count), prize.name)


def percents(contest: Contest) -> Iterator[Told[int]]:
    """Shares that agencies owe; `of` is the group."""
    for at, quota in enumerate(contest.quotas):
        group = contest.group(quota.group)
        if quota.percent is not None and group:
            how = f"contest.quotas[{at}].percent"
            yield Told(quota.percent, how, f"{quota.percent}%", group.name)


def openings(contest: Contest) -> Iterator[Told[datetime]]:
    """When rounds open."""
    for at, each in enumerate(contest.rounds):
        yield _moment(each.opens_at, f"contest.rounds[{at}].opens_at", f"{each.title} mở")


def closings(contest: Contest) -> Iterator[Told[datetime]]:
    """When rounds close."""
    for at, each in enumerate(contest.rounds):
        yield _moment(each.closes_at, f"contest.rounds[{at}].closes_at", f"{each.title} đóng")


def _moment(moment: datetime, place: str, of: str) -> Told[datetime]:
    words = vn_moment(moment).removesuffix(" (giờ Việt Nam)")
    return Told(moment.astimezone(VIETNAM), f"{place} | vn_moment", words, of)


def papers(contest: Contest) -> Iterator[tuple[Told[str], Told[date]]]:
    """The documents the contest rests on: number and date of each."""
    info = contest.contest
    for key, paper in (("plan", info.plan), ("committee", info.committee)):
        place = f"contest.contest.{key}"
        yield (
            Told(paper.number, f"{place}.number", f"số {paper.number}"),
            Told(paper.date, f"{place}.date | vn_date", f"ngày {vn_date(paper.date)}"),
        )
