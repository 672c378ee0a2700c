"""Registrar: registers people, signs them in again, tells them how they stand.

Holds the identity pepper and the session signing key. Cannot see a question or a key.
"""

import hashlib
from datetime import date, datetime, timedelta
from typing import Annotated, Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.params import Header
from pydantic import Field

from contest.domain import refusal
from contest.domain.attempt import (
    ClosedAttempt,
    Entry,
    OpenAttempt,
    State,
    attempts_left,
    counted,
    is_over,
    refuse_start,
)
from contest.domain.eligibility import Application, Person, read, refuse
from contest.domain.identity import (
    ContestantKey,
    Sex,
    candidate_code,
    contestant_key,
    phone_key,
    read_national_id,
    read_phone,
)
from contest.domain.phase import Phase, allot, phase, timestamp
from contest.domain.rules import Contest, Round
from contest.domain.token import SESSION, milliseconds, sign, signing_key
from contest.store.entries import day_name
from contest.store.people import About, Profile
from functions._http import Api, Body, RefusedError, answer, bearer, read_token
from functions._wiring import Function, Outside, lambda_handler

Text = Annotated[str, Field(max_length=200)]


class Registration(Body):
    """The registration form."""

    full_name: Text
    birth_date: Annotated[str, Field(description="YYYY-MM-DD", max_length=10)]
    national_id: Annotated[str, Field(description="12 digits", max_length=20)]
    phone: Text | None = None
    agency: Text | None = None
    group: Text
    commune: Text | None = None
    consent: bool
    email: Text | None = None
    position: Text | None = None
    sex: Sex | None = None
    access_code: Text | None = None


class SignIn(Body):
    """What a registered person signs in with again."""

    national_id: Annotated[str, Field(max_length=20)]
    birth_date: Annotated[str, Field(max_length=10)]
    phone: Text | None = None


class Session(Body):
    """A session: a token for `Authorization: Bearer`."""

    candidate_code: str
    session: str
    expires_at: str


class AttemptView(Body):
    """One attempt as its owner sees it; scores are null until they may be told."""

    attempt: int
    state: str
    started_at: str
    deadline: str
    submitted_at: str | None
    score: int | None
    max_score: int | None
    correct: int | None
    total: int | None
    duration_s: int | None
    counts: bool


class RoundView(Body):
    """One round as a contestant stands in it; `limit_s` is what a start right now would get."""

    round: str
    phase: str
    opens_at: str
    closes_at: str
    limit_s: int | None
    shortened: bool
    attempts_left: int
    attempts: list[AttemptView]


class Me(Body):
    """How a contestant stands."""

    candidate_code: str
    full_name: str
    agency: str | None
    group: str
    now: str
    rounds: list[RoundView]


def build(outside: Outside) -> Function:
    """The function over the given outside."""
    return routes(outside).function()


def routes(outside: Outside) -> Api:
    """The routes, for serving and for the API document."""
    api = Api("registrar")
    desk = _Desk(outside)

    @api.resolver.post("/api/contestants", responses=_answers(201, Session, "Registered"))
    def register(form: Registration) -> Response[Any]:
        """Register a person once."""
        return answer(201, desk.register(form))

    @api.resolver.post("/api/sessions", responses=_answers(200, Session, "Signed in"))
    def sign_in(form: SignIn) -> Response[Any]:
        """Sign a registered person in again."""
        return answer(200, desk.sign_in(form))

    @api.resolver.get("/api/me", responses=_answers(200, Me, "How the contestant stands"))
    def me(authorization: Annotated[str | None, Header()] = None) -> Response[Any]:
        """How the contestant stands in each round."""
        return answer(200, desk.me(bearer(authorization)))

    return api


def _answers(status: int, model: type[Body], description: str) -> Any:
    content = {"application/json": {"model": model}}
    return {status: {"description": description, "content": content}}


class _Desk:
    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._pepper, session_key = outside.secrets.get("identity-pepper", "session-key")
        self._key = signing_key(session_key, SESSION)

    def register(self, form: Registration) -> Session:
        now = self._outside.clock()
        contest, agencies = (
            self._outside.publication.contest(),
            self._outside.publication.agencies(),
        )
        person = read(Application(**form.model_dump()), contest, agencies, now.date())
        if not isinstance(person, Person):
            raise RefusedError(refusal.INVALID.because(*person))
        key = contestant_key(self._pepper, person.national_id)
        about = self._outside.people.about(key)
        self._refuse(person, form.access_code, about, now.date())
        profile = self._profile(person, key, now)
        self._keep(key, profile)
        return self._session(key, profile, now)

    def _refuse(self, person: Person, access_code: str | None, about: About, today: date) -> None:
        publication = self._outside.publication
        reason = refuse(
            person,
            publication.contest(),
            publication.agencies(),
            today=today,
            excluded=about.excluded,
            on_roster=about.on_roster,
            access_code=access_code,
        )
        if reason is None and about.profile is not None:
            reason = refusal.ALREADY_REGISTERED
        if reason is not None:
            raise RefusedError(reason)

    def _profile(self, person: Person, key: ContestantKey, now: datetime) -> Profile:
        consent = "\n".join(self._outside.publication.contest().privacy.consent)
        return Profile(
            code=candidate_code(self._pepper, key),
            full_name=person.full_name,
            birth_date=person.birth_date,
            phone=person.phone,
            agency=person.agency,
            group=person.group,
            commune=person.commune,
            email=person.email,
            position=person.position,
            consent=hashlib.sha256(consent.encode()).hexdigest()[:16],
            registered_at=now,
        )

    def _keep(self, key: ContestantKey, profile: Profile) -> None:
        people = self._outside.people
        if self._outside.publication.contest().entry.unique_phone and profile.phone:
            phone = phone_key(self._pepper, profile.phone)
            taken = people.register_with_phone(key, profile, phone)
        else:
            taken = None if people.register(key, profile) else "contestant"
        if taken is not None:
            raise RefusedError(
                refusal.PHONE_TAKEN if taken == "phone" else refusal.ALREADY_REGISTERED
            )

    def sign_in(self, form: SignIn) -> Session:
        now = self._outside.clock()
        identity = read_national_id(form.national_id)
        if identity is None:
            raise RefusedError(refusal.NO_MATCH)
        key = contestant_key(self._pepper, identity)
        window = self._count_try(key, now)
        profile = self._outside.people.about(key).profile
        if profile is None or not _matches(profile, form):
            raise RefusedError(refusal.NO_MATCH)
        self._outside.people.forget_tries(key, window)
        return self._session(key, profile, now)

    def _count_try(self, key: ContestantKey, now: datetime) -> int:
        rules = self._outside.publication.contest().entry.sign_in
        length = timedelta(minutes=rules.per_minutes)
        window = int(now.timestamp() // length.total_seconds())
        if not self._outside.people.count_try(key, window, rules.tries, now + 2 * length):
            raise RefusedError(refusal.too_many_tries(rules.per_minutes))
        return window

    def _session(self, key: ContestantKey, profile: Profile, now: datetime) -> Session:
        contest = self._outside.publication.contest()
        expires = now + timedelta(hours=contest.entry.sign_in.session_hours)
        claims = {
            "iss": contest.contest.id,
            "sub": key,
            "iat": int(now.timestamp()),
            "exp": int(expires.timestamp()),
            "code": profile.code,
            "agy": profile.agency,
            "grp": profile.group,
            "reg": milliseconds(profile.registered_at),
        }
        token = sign(claims, SESSION, self._key)
        return Session(candidate_code=profile.code, session=token, expires_at=timestamp(expires))

    def me(self, token: str) -> Me:
        now = self._outside.clock()
        verified = read_token(self._outside, token, SESSION, now, refusal.INVALID_SESSION)
        about = self._outside.people.about(verified.claims["sub"], entries=True, day=day_name(now))
        if verified.expired or about.profile is None:
            raise RefusedError(refusal.INVALID_SESSION)
        return Me(
            candidate_code=about.profile.code,
            full_name=about.profile.full_name,
            agency=about.profile.agency,
            group=about.profile.group,
            now=timestamp(now),
            rounds=_rounds(self._outside.publication.contest(), about, now),
        )


def _matches(profile: Profile, form: SignIn) -> bool:
    phone = read_phone(form.phone) if form.phone else None
    return profile.birth_date.isoformat() == form.birth_date and profile.phone == phone


def _rounds(contest: Contest, about: About, now: datetime) -> list[RoundView]:
    return [_round(rules, about.entries.get(rules.id, Entry()), now) for rules in contest.rounds]


def _round(rules: Round, entry: Entry, now: datetime) -> RoundView:
    stage = phase(rules, now)
    may_start = stage is Phase.OPEN and refuse_start(entry, rules.attempts) is None
    allotment = allot(rules, now) if may_start else None
    left = int((allotment.deadline - now).total_seconds()) if allotment else None
    return RoundView(
        round=rules.id,
        phase=stage,
        opens_at=timestamp(rules.opens_at),
        closes_at=timestamp(rules.closes_at),
        limit_s=left,
        shortened=bool(allotment and allotment.shortened),
        attempts_left=attempts_left(entry, rules.attempts),
        attempts=list(_attempts(rules, entry, now)),
    )


def _attempts(rules: Round, entry: Entry, now: datetime) -> list[AttemptView]:
    best = counted(entry.closed, rules.attempts.counted)
    told = rules.score_shown == "at_once" or phase(rules, now) is Phase.CLOSED
    views = [_closed(each, told, counts=told and each is best) for each in entry.closed]
    return views + ([_open(entry.open, now)] if entry.open else [])


def _closed(attempt: ClosedAttempt, told: bool, counts: bool) -> AttemptView:
    grade = attempt.grade if told else None
    handed_in = attempt.state is State.SUBMITTED
    return AttemptView(
        attempt=attempt.number,
        state=State.RAN_OUT if attempt.state is State.PENDING else attempt.state,
        started_at=timestamp(attempt.started_at),
        deadline=timestamp(attempt.deadline),
        submitted_at=timestamp(attempt.submitted_at) if handed_in else None,
        score=grade.score if grade else None,
        max_score=grade.max_score if grade else None,
        correct=grade.correct if grade else None,
        total=grade.total if grade else None,
        duration_s=int(attempt.duration.total_seconds()),
        counts=counts,
    )


def _open(attempt: OpenAttempt, now: datetime) -> AttemptView:
    return AttemptView(
        attempt=attempt.number,
        state=State.RAN_OUT if is_over(attempt, now) else State.OPEN,
        started_at=timestamp(attempt.started_at),
        deadline=timestamp(attempt.deadline),
        submitted_at=None,
        score=None,
        max_score=None,
        correct=None,
        total=None,
        duration_s=None,
        counts=False,
    )


handler = lambda_handler(build)
