"""Registrar: registers people, signs them in again, tells them how they stand.

Holds the identity pepper, the session signing key and the key of personal data. Cannot see a
question or an answer key.
"""

import hashlib
from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import Field

from contest.domain import refusal
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
from contest.domain.keys import SESSION, signing_key
from contest.domain.phase import milliseconds, timestamp
from contest.domain.token import sign
from contest.store.entries import day_name
from contest.store.people import About, Profile
from functions._http import Answer, Api, Body, RefusedError, Route, read_token
from functions._standing import RoundStanding, standing
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


class Me(Body):
    """How a contestant stands."""

    candidate_code: str
    full_name: str
    agency: str | None
    group: str
    now: str
    rounds: list[RoundStanding]


def build(outside: Outside) -> Function:
    """The function over the given outside."""
    return routes(outside).function()


def routes(outside: Outside) -> Api:
    """The routes, for serving and for the API document."""
    desk = _Desk(outside)
    return Api(
        "registrar",
        Route("POST", "/api/contestants", desk.register, {201: Session}, body=Registration),
        Route("POST", "/api/sessions", desk.sign_in, {200: Session}, body=SignIn),
        Route("GET", "/api/me", desk.me, {200: Me}, session=True),
    )


class _Desk:
    def __init__(self, outside: Outside) -> None:
        self._outside = outside
        self._pepper, session_key, profile_secret = outside.secrets.get(
            "identity-pepper", "session-key", "profile-key"
        )
        self._key = signing_key(session_key, SESSION)
        self._people = outside.people(profile_secret)

    def register(self, form: Registration) -> Answer:
        """Register a person once."""
        now = self._outside.now()
        contest, agencies = (
            self._outside.publication.contest(),
            self._outside.publication.agencies(),
        )
        person = read(Application(**form.model_dump()), contest, agencies, now.date())
        if not isinstance(person, Person):
            raise RefusedError(refusal.INVALID.because(*person))
        key = contestant_key(self._pepper, person.national_id)
        about = self._people.about(key)
        self._refuse(person, form.access_code, about, now.date())
        profile = self._profile(person, key, now)
        self._keep(key, profile)
        return Answer(201, self._session(key, profile, now))

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
        people = self._people
        if self._outside.publication.contest().entry.unique_phone and profile.phone:
            phone = phone_key(self._pepper, profile.phone)
            taken = people.register_with_phone(key, profile, phone)
        else:
            taken = None if people.register(key, profile) else "contestant"
        if taken is not None:
            raise RefusedError(
                refusal.PHONE_TAKEN if taken == "phone" else refusal.ALREADY_REGISTERED
            )

    def sign_in(self, form: SignIn) -> Answer:
        """Sign a registered person in again."""
        now = self._outside.now()
        identity = read_national_id(form.national_id)
        if identity is None:
            raise RefusedError(refusal.NO_MATCH)
        key = contestant_key(self._pepper, identity)
        window = self._count_try(key, now)
        about = self._people.about(key)
        profile = about.profile
        if profile is None or not _matches(profile, form):
            raise RefusedError(refusal.NO_MATCH)
        if about.excluded:
            raise RefusedError(refusal.EXCLUDED)
        self._people.forget_tries(key, window)
        return Answer(200, self._session(key, profile, now))

    def _count_try(self, key: ContestantKey, now: datetime) -> int:
        rules = self._outside.publication.contest().entry.sign_in
        length = timedelta(minutes=rules.per_minutes)
        window = int(now.timestamp() // length.total_seconds())
        if not self._people.count_try(key, window, rules.tries, now + 2 * length):
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

    def me(self, session: str) -> Answer:
        """Tell how the contestant stands in each round."""
        now = self._outside.now()
        verified = read_token(self._outside, session, SESSION, now, refusal.INVALID_SESSION)
        about = self._people.about(verified.claims["sub"], entries=True, day=day_name(now))
        if verified.expired or about.profile is None:
            raise RefusedError(refusal.INVALID_SESSION)
        me = Me(
            candidate_code=about.profile.code,
            full_name=about.profile.full_name,
            agency=about.profile.agency,
            group=about.profile.group,
            now=timestamp(now),
            rounds=standing(self._outside.publication, about.entries, now),
        )
        return Answer(200, me)


def _matches(profile: Profile, form: SignIn) -> bool:
    phone = read_phone(form.phone) if form.phone else None
    return profile.birth_date.isoformat() == form.birth_date and profile.phone == phone


handler = lambda_handler(build)
