"""Answers that a paper offers: what a checkpoint says beyond that is left out.

A submission is looked at before it is taken. A checkpoint is not, for whoever keeps it must not
know the key; so an attempt graded from one may hold letters that its paper doesn't have.
"""

from collections.abc import Iterable

from contest.domain.paper import LETTERS
from contest.domain.record.opened_edition import OpenedEdition


class Lawful:
    """Reads answers against the papers of some editions."""

    def __init__(self, editions: Iterable[OpenedEdition]) -> None:
        self._editions = {each.edition: each for each in editions}

    def answers(self, edition: str, paper: str, answers: str) -> str:
        """The answers, each question blank that no such answer fits; unknown papers are as told."""
        opened = self._editions.get(edition)
        if opened is None or paper not in opened.orders:
            return answers
        parts = zip(opened.orders[paper], answers.split(","), strict=True)
        return ",".join(
            part if _fits(part, len(order), opened.questions[question].multiple) else ""
            for (question, order), part in parts
        )


def _fits(part: str, options: int, multiple: bool) -> bool:
    return set(part) <= set(LETTERS[:options]) and (multiple or len(part) <= 1)
