"""What an organizer writes down of a change: `amendments` in `question_src/contest.yaml`.

The rules stand in force where they always stand; an amendment (sửa đổi) tells what a parameter was
before and what it is now, since when and why. Whether it tells the truth is judged in `amendment`.
"""

from datetime import date
from typing import Any

from pydantic import Field

from contest.domain.rule_parts import Document, Rules


class Change(Rules):
    """One parameter of the rules, what it was, and what it became."""

    what: str = Field(pattern=r"^[a-z0-9_-]+(\.[a-z0-9_-]+)*$")
    """Its place, by dots: `rounds.vong-1.duration_minutes`; what has an id is found by it."""
    before: Any
    after: Any
    told: str | None = None
    """It in a sentence, where two values don't say enough."""


class Amendment(Rules):
    """Changes made on one day for one reason."""

    on: date
    reason: str = Field(min_length=1)
    document: Document | None = None
    """The decision that it rests on."""
    changes: tuple[Change, ...] = Field(min_length=1)
