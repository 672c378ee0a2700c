"""What a result rests on besides people: as committed to while its rounds ran, or as published.

Rules, agencies, headcounts and keys are those of the last commitment from before a round's close:
whatever was changed when sheets were in already changes no result.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contest.domain.agency import Agency
from contest.domain.awards.judging import Correction, OpenedEdition, unfit
from contest.domain.phase import timestamp
from contest.domain.quota import Headcounts, in_force
from contest.domain.record.commitment import CommitmentKind
from contest.domain.record.composition import Basis
from contest.domain.rules import Contest, Round
from contest.store import headcounts
from contest.store.commitments import Commitments, Kept
from contest.store.drafts import Draft
from contest.store.opened_editions import OpenedEditions
from contest.store.publication import Publication
from functions._wiring import Outside

_DECIDING = ("awards", "quotas", "participation", "groups", "privacy")


class CannotError(Exception):
    """A result cannot be made; the message says why and what to do, for the console."""


@dataclass(frozen=True)
class Grounded:
    """The basis, and what else a result is published with."""

    basis: Basis
    keys: Mapping[str, Any]
    committed: frozenset[str]
    """Editions that the rounds ran under."""
    warnings: tuple[str, ...]


def ground(outside: Outside, made: Sequence[Kept], draft: Draft) -> Grounded:
    """The basis of a draft's result; `made` are the commitments so far."""
    contest = outside.publication.contest()
    ran = {each: ran_under(made, _round(contest, each)) for each in draft.rounds}
    last = [kept[-1] for kept in ran.values() if kept]
    facts = _Facts(outside, last)
    contest_then = facts.contest()
    listed, version = facts.agencies(), facts.headcounts(draft)
    basis = Basis(
        contest=contest_then,
        rounds=draft.rounds,
        agencies=listed,
        headcounts=version,
        editions=_editions(outside, draft.rounds),
        corrections=tuple(map(Correction.model_validate, draft.corrections)),
        lot=draft.lot,
    )
    _check_corrections(basis)
    warnings = (*_uncommitted(contest_then, ran), *_changed(outside, basis, draft))
    committed = frozenset(each.content["edition"] for kept in ran.values() for each in kept)
    return Grounded(basis, facts.keys(), committed, warnings)


def ran_under(made: Sequence[Kept], rules: Round) -> list[Kept]:
    """What was committed to about a round, from the last before its opening on to its close."""
    about = [
        each
        for each in made
        if each.entry.kind is CommitmentKind.OPEN
        and each.entry.round == rules.id
        and each.entry.at < each.content["closes_at"]
    ]
    if not about:
        return []
    opens = about[-1].content["opens_at"]
    before = [each for each in about if each.entry.at < opens]
    return before[-1:] + [each for each in about if each.entry.at >= opens]


class _Facts:
    """The documents that the last commitments of the rounds name; without any, as published."""

    def __init__(self, outside: Outside, last: Sequence[Kept]) -> None:
        self._outside = outside
        self._publication: Publication = outside.publication
        self._last = sorted(last, key=lambda each: each.entry.number)
        self._kept = Commitments(outside.table)

    def _named(self, what: str, kept: Kept | None = None) -> Any:
        kept = kept or (self._last[-1] if self._last else None)
        if kept is None:
            return None
        ((_, data),) = self._kept.facts([kept.content[what]])
        return json.loads(data)

    def contest(self) -> Contest:
        """The rules, each round of the result as it was last committed to."""
        document = self._named("rules")
        if document is None:
            return self._publication.contest()
        then = {each.entry.round: self._named("rules", each) for each in self._last}
        document["rounds"] = [
            next(
                (
                    one
                    for one in then.get(each["id"], document)["rounds"]
                    if one["id"] == each["id"]
                ),
                each,
            )
            for each in document["rounds"]
        ]
        return Contest.model_validate(document)

    def agencies(self) -> tuple[Agency, ...]:
        """All agencies; headcounts are in a document of their own."""
        listed = self._named("agencies")
        if listed is None:
            return tuple(self._publication.agencies().values())
        return tuple(Agency.model_validate({**each, "headcount": {}}) for each in listed)

    def headcounts(self, draft: Draft) -> Headcounts:
        """The version of headcounts in force."""
        version = self._named("headcounts")
        if version is None:
            return in_force(headcounts.versions(self._outside.table), _moment(draft.as_of))
        return Headcounts(_moment(version["at"]), version["source"], version["counts"])

    def keys(self) -> Mapping[str, Any]:
        """The JWK set."""
        return self._named("keys") or self._publication.key_set()


def _editions(outside: Outside, rounds: Sequence[str]) -> tuple[OpenedEdition, ...]:
    kept, publication = OpenedEditions(outside.table), outside.publication
    found = []
    for edition in (name for each in rounds for name in publication.editions(each)):
        opened = kept.get(edition)
        if opened is None:
            words = f"Chưa có nội dung bản đề {edition}. Vui lòng báo người phụ trách kỹ thuật"
            raise CannotError(f"{words} công bố lại bản dựng (build.py publish), rồi tính lại.")
        found.append(opened)
    return tuple(found)


def _check_corrections(basis: Basis) -> None:
    for each in basis.corrections:
        why = unfit(each, basis.editions)
        if why is not None:
            raise CannotError(f"Đính chính câu {each.question} chưa đúng: {why}.")


def _uncommitted(contest: Contest, ran: Mapping[str, Sequence[Kept]]) -> Iterator[str]:
    """Rounds that nothing was committed to before they opened: whoever verifies will be told."""
    for round_id, kept in ran.items():
        rules = _round(contest, round_id)
        if not kept or kept[0].entry.at >= timestamp(rules.opens_at):
            yield f"{rules.title}: không có cam kết nào trước giờ mở; người kiểm chứng sẽ thấy."


def _changed(outside: Outside, basis: Basis, draft: Draft) -> Iterator[str]:
    """What has been changed since the rounds were over, and so does not count."""
    now = outside.publication.contest()
    rules = [_round(now, each) != _round(basis.contest, each) for each in basis.rounds]
    if any(rules) or any(getattr(now, e) != getattr(basis.contest, e) for e in _DECIDING):
        yield "Thể lệ đã đổi sau khi đợt thi đóng; kết quả tính theo thể lệ đã cam kết."
    version = in_force(headcounts.versions(outside.table), _moment(draft.as_of))
    if dict(version.counts) != dict(basis.headcounts.counts):
        yield "Biên chế đã đổi sau khi đợt thi đóng; kết quả tính theo biên chế đã cam kết."


def _round(contest: Contest, round_id: str) -> Round:
    rules = contest.round(round_id)
    if rules is None:
        raise CannotError("Thể lệ không còn đợt thi của dự thảo. Vui lòng tính lại.")
    return rules


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
