"""Agencies (cơ quan, đơn vị) and how many people each has per group."""

from pydantic import Field

from contest.domain.rules import Level, Rules, Slug


class Agency(Rules):
    """One line of `agencies.csv`. Headcounts are None where nobody has supplied them."""

    id: Slug
    name: str = Field(min_length=1)
    level: Level
    parent: str | None
    headcount: dict[str, int | None]
    headcount_note: str | None = None
