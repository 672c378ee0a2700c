"""How long personal data is kept: as the privacy rules of the contest say, and not a day longer."""

from datetime import datetime, timedelta

from contest.domain.rules import Contest


def erase_at(contest: Contest) -> datetime:
    """When personal data must go: so many days after the last round has closed."""
    ended = max(each.closes_at + each.grace for each in contest.rounds)
    return ended + timedelta(days=contest.privacy.keep_personal_days)


def is_due(contest: Contest, now: datetime) -> bool:
    """Whether personal data must be gone by now."""
    return now >= erase_at(contest)
