"""What `build.py publish` puts into the table and the functions read: rules, editions, keys.

Editions never change once published, so they are read once and kept; the rules, what organizers
have adjusted, and the pointer to the current edition are looked at again after a minute. No request
waits for them in between, but one about to be refused because of the time: see `refresh`.
"""

import math
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from contest.domain.adjustment import Adjustment, adjusted
from contest.domain.agency import Agency
from contest.domain.edition import Edition, read_key, write_key
from contest.domain.grading import PaperKey
from contest.domain.keys import EXAM, RECEIPT, SESSION, Kind
from contest.domain.phase import Outcome, Phase, phase
from contest.domain.rules import Contest, Round
from contest.domain.token import VerifyingKeys, verifying_keys
from contest.store.documents import get_document, put_document
from contest.store.live import PLACE, Live, LiveState
from contest.store.results import PLACE as _RESULT
from contest.store.results import Latest, Results, ResultState
from contest.store.table import Table

_Kept = TypeVar("_Kept")
_Place = tuple[str, str]
_LOOK_AGAIN_SECONDS = 60
_REFRESH_SECONDS = 1
_LIVE = PLACE


class NotPublishedError(LookupError):
    """The table lacks what `build.py publish` should have put there."""


class PaperList(NamedTuple):
    """The papers of an edition, in the order that they are dealt from."""

    questions: int
    papers: tuple[str, ...]


class _Keys(NamedTuple):
    """The published keys: as they are, and by the purpose they vouch for."""

    document: Mapping[str, Any]
    by_purpose: Mapping[str, VerifyingKeys]


class _Merged(NamedTuple):
    """The rules with what has been adjusted, and what they were put together from."""

    written: Contest
    live: LiveState
    contest: Contest


class Publication:
    """What is published now. One instance lives as long as a function's container."""

    def __init__(self, table: Table, seconds: Callable[[], float] = time.monotonic) -> None:
        self._table = table
        self._seconds = seconds
        self._kept: dict[_Place, Any] = {}
        self._until: dict[_Place, float] = {}
        self._next_refresh = -math.inf
        self._merged: _Merged | None = None

    def contest(self) -> Contest:
        """The rules, with the rounds as the organizers have moved them."""
        written, live = self._written(), self._live()
        kept = self._merged
        if kept is None or kept.written is not written or kept.live is not live:
            kept = self._merged = _Merged(written, live, _as_moved(written, live))
        return kept.contest

    def written_round(self, round_id: str) -> Round | None:
        """The round as it was published, before any adjustment; None if there is no such round."""
        return self._written().round(round_id)

    def adjustments(self, round_id: str) -> tuple[Adjustment, ...]:
        """What organizers have adjusted about a round, oldest first."""
        return self._live().adjustments.get(round_id, ())

    def notice(self) -> str:
        """What organizers have to tell everybody; empty if nothing."""
        return self._live().notice

    def outcome(self, round_id: str) -> Outcome:
        """What has come of a round, as of the last minute."""
        return self._result().outcome(round_id)

    def latest_result(self) -> Latest | None:
        """The published result in force, as of the last minute."""
        return self._result().latest

    def phase(self, rules: Round, now: datetime) -> Phase:
        """Where a round stands; `rules` as `contest` has them."""
        return phase(rules, now, self.adjustments(rules.id), self.outcome(rules.id))

    def forget_result(self) -> None:
        """Look at what has come of rounds anew, before anything is told of it."""
        self._until.pop(_RESULT, None)

    def _result(self) -> ResultState:
        state, _version = self._renewed(_RESULT, Results(self._table).read)
        return state

    def refresh(self) -> bool:
        """Look for adjustments made since the last look, and tell whether there are any.

        To be asked before a "no" because of the time, so that a round extended seconds before its
        close is open everywhere. Looks once a second at most, however many are to be refused, and
        raises if the look fails: "try again" is better than a "no" that may be wrong.
        """
        now = self._seconds()
        if now < self._next_refresh:
            return False
        before, self._kept[_LIVE] = self._kept.get(_LIVE), Live(self._table).read()
        self._next_refresh, self._until[_LIVE] = now + _REFRESH_SECONDS, now + _LOOK_AGAIN_SECONDS
        return before is None or before[1] != self._kept[_LIVE][1]

    def _written(self) -> Contest:
        return self._recent("CONTEST", "RULES", Contest.model_validate)

    def _live(self) -> LiveState:
        state, _version = self._renewed(_LIVE, Live(self._table).read)
        return state

    def agencies(self) -> Mapping[str, Agency]:
        """All agencies by id."""
        return self._recent("CONTEST", "AGENCIES", _agencies)

    def verifying_keys(self, kind: Kind) -> VerifyingKeys:
        """The published keys that vouch for a kind of token, rotated ones included."""
        return self._keys().by_purpose[kind.purpose]

    def key_set(self) -> Mapping[str, Any]:
        """The published keys as a JWK set."""
        return self._keys().document

    def _keys(self) -> _Keys:
        return self._recent("CONTEST", "KEYS", _all_keys)

    def current_edition(self, round_id: str) -> str:
        """The edition that attempts begun now belong to."""
        return self._recent(f"ROUND#{round_id}", "CURRENT", str)

    def editions(self, round_id: str) -> tuple[str, ...]:
        """All editions that attempts of a round may have begun with, oldest first."""
        return tuple(get_document(self._table, f"ROUND#{round_id}", "EDITIONS") or ())

    def papers(self, edition: str) -> PaperList:
        """The papers of an edition and how many questions each has."""
        return self._for_good(f"PAPERS#{edition}", "PAPERS", _paper_list)

    def paper_key(self, edition: str, paper: str) -> PaperKey:
        """The right answers of a paper; only grader and clerk are let near."""
        keys = self._for_good(f"KEY#{edition}", "KEY", _as_is)
        return read_key(keys[paper])

    def _recent(self, pk: str, sk: str, read: Callable[[Any], _Kept]) -> _Kept:
        return self._renewed((pk, sk), lambda: read(self._load(pk, sk)))

    def _renewed(self, place: _Place, look: Callable[[], _Kept]) -> _Kept:
        now = self._seconds()
        if now >= self._until.get(place, now):
            self._look_again(place, look)
            self._until[place] = now + _LOOK_AGAIN_SECONDS
        kept: _Kept = self._kept[place]
        return kept

    def _look_again(self, place: _Place, look: Callable[[], Any]) -> None:
        try:
            self._kept[place] = look()
        except (BotoCoreError, ClientError):
            if place not in self._kept:  # what was known a minute ago is better than a refusal
                raise

    def _for_good(self, pk: str, sk: str, read: Callable[[Any], _Kept]) -> _Kept:
        if (pk, sk) not in self._kept:
            self._kept[pk, sk] = read(self._load(pk, sk))
        kept: _Kept = self._kept[pk, sk]
        return kept

    def _load(self, pk: str, sk: str) -> Any:
        document = get_document(self._table, pk, sk)
        if document is None:
            raise NotPublishedError(f"{pk}/{sk}: nothing there; run `build.py publish`")
        return document


def _as_moved(written: Contest, live: LiveState) -> Contest:
    rounds = tuple(adjusted(each, live.adjustments.get(each.id, ())) for each in written.rounds)
    return written.model_copy(update={"rounds": rounds})


def _all_keys(jwks: Mapping[str, Any]) -> _Keys:
    kinds = (SESSION, EXAM, RECEIPT)
    return _Keys(jwks, {kind.purpose: verifying_keys(jwks, kind) for kind in kinds})


def _as_is(document: Any) -> Any:
    return document


def _paper_list(document: dict[str, Any]) -> PaperList:
    return PaperList(document["questions"], tuple(document["papers"]))


def _agencies(rows: list[Any]) -> dict[str, Agency]:
    return {row["id"]: Agency.model_validate(row) for row in rows}


def write(
    table: Table,
    contest: Contest,
    agencies: tuple[Agency, ...],
    public_keys: Mapping[str, Any],
    editions: tuple[Edition, ...],
) -> None:
    """Publish: editions first, the pointers to them last, so that nothing points nowhere."""
    for edition in editions:
        keys = {paper: write_key(each) for paper, each in edition.keys.items()}
        put_document(table, f"KEY#{edition.id}", "KEY", keys)
        put_document(
            table,
            f"PAPERS#{edition.id}",
            "PAPERS",
            {"questions": edition.questions, "papers": edition.papers},
        )
    put_document(table, "CONTEST", "KEYS", public_keys)
    put_document(
        table, "CONTEST", "AGENCIES", [agency.model_dump(mode="json") for agency in agencies]
    )
    put_document(table, "CONTEST", "RULES", contest.model_dump(mode="json"))
    for edition in editions:
        _list_edition(table, edition)
        put_document(table, f"ROUND#{edition.round_id}", "CURRENT", edition.id)


def _list_edition(table: Table, edition: Edition) -> None:
    """Remember an edition before anybody can begin with it."""
    place = (f"ROUND#{edition.round_id}", "EDITIONS")
    known = get_document(table, *place) or []
    if edition.id not in known:
        put_document(table, *place, [*known, edition.id])


def write_built(table: Table, built: Mapping[str, Any]) -> tuple[Contest, tuple[Agency, ...]]:
    """Publish what a build left in `dist/private/publication.json`; returns rules and agencies."""
    contest = Contest.model_validate(built["contest"])
    agencies = tuple(Agency.model_validate(each) for each in built["agencies"])
    write(
        table,
        contest,
        agencies,
        built["keys"],
        tuple(_edition(each) for each in built["editions"]),
    )
    return contest, agencies


def _edition(built: Mapping[str, Any]) -> Edition:
    keys = {paper: read_key(line) for paper, line in built["keys"].items()}
    return Edition(built["id"], built["round_id"], built["questions"], tuple(keys), keys)
