"""What publishing would change of a contest that has begun, without saying so.

Asked before anything is written: what people rely on changes with an amendment, or not at all.
"""

from datetime import datetime
from typing import NamedTuple

from contest.domain.amendment import Told, has_opened, unexplained, withdrawn
from contest.domain.amendment_rules import Change
from contest.domain.rules import Contest
from contest.store.documents import get_document
from contest.store.publication import Publication
from contest.store.table import Table


class Unsaid(NamedTuple):
    """What the amendments would have to say besides, and what they said and would say no more."""

    unexplained: list[Change]
    withdrawn: list[Told]


def unsaid(table: Table, coming: Contest, now: datetime) -> Unsaid:
    """Both empty where nothing is published yet, or no official round has opened by `now`."""
    document = get_document(table, "CONTEST", "RULES")
    if document is None:
        return Unsaid([], [])
    running = Contest.model_validate(document)
    # A round that organizers have moved may have opened before the time it was published with.
    if not any(has_opened(each, now) for each in (running, Publication(table).contest())):
        return Unsaid([], [])
    return Unsaid(unexplained(running, coming), withdrawn(running, coming))
