"""Signing organizers in and out, and one-time codes for those who want them."""

import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import quote, urlencode

from contest.domain import refusal
from contest.domain.organizer import ANYONE, Organizer
from contest.domain.phase import timestamp
from contest.domain.refusal import FieldError, Refusal
from contest.store.identity_provider import Challenge, Denied, DeniedError, Tokens
from contest.store.people import People
from functions._http import Answer, RefusedError, Route, SetCookie
from functions._organizer import COOKIE, COOKIE_PATH, Door
from functions._signin_bodies import (
    ChallengeForm,
    ChallengeView,
    CodeForm,
    Entered,
    Me,
    Nothing,
    SignInForm,
    TotpSecret,
)
from functions._wiring import Outside

TOTP_COOKIE = "to_chuc_totp"
TOTP_PATH = f"{COOKIE_PATH}/totp"


class SignIn:
    """The routes at the door."""

    def __init__(self, outside: Outside, door: Door) -> None:
        self._outside = outside
        self._door = door
        self._people = People(outside.table, b"")  # to count tries, which needs no key

    def routes(self) -> tuple[Route, ...]:
        """What the door answers."""
        base, entered = COOKIE_PATH, {200: Entered}
        return (
            Route("GET", f"{base}/me", self.me, {200: Me}, roles=ANYONE),
            Route("POST", f"{base}/sessions", self.enter, entered, body=SignInForm),
            Route("POST", f"{base}/sessions/challenge", self.answer, entered, body=ChallengeForm),
            Route("DELETE", f"{base}/sessions", self.leave, {200: Nothing}, cookies=True),
            Route(
                "POST",
                TOTP_PATH,
                self.new_totp,
                {200: TotpSecret},
                body=Nothing,
                roles=ANYONE,
                cookies=True,
            ),
            Route(
                "PUT",
                TOTP_PATH,
                self.turn_totp_on,
                {200: Nothing},
                body=CodeForm,
                roles=ANYONE,
                cookies=True,
            ),
        )

    def me(self, who: Organizer) -> Answer:
        """Tell who is signed in."""
        return Answer(200, self._view(who))

    def _view(self, who: Organizer) -> Me:
        return Me(
            username=who.username,
            role=who.role,
            agency=who.agency,
            totp=not who.by_link and self._door.provider.has_totp(who.username),
            now=timestamp(self._outside.now()),
            expires_at=timestamp(who.expires_at),
            title=self._outside.publication.contest().contest.short_name,
        )

    # ---- in and out -------------------------------------------------------------------------

    def enter(self, form: SignInForm) -> Answer:
        """Sign in with name and password, or with a focal point's link."""
        if form.link is not None:
            return self._welcome(self._door.links.session(form.link, self._outside.now()))
        missing = [name for name in ("username", "password") if getattr(form, name) is None]
        if form.username is None or form.password is None:
            words = "Vui lòng điền mục này."
            errors = (FieldError(name, "required", words) for name in missing)
            raise RefusedError(refusal.INVALID.because(*errors))
        window = self._count_try(form.username)
        try:
            given = self._door.provider.start(form.username, form.password)
        except DeniedError as error:
            raise RefusedError(_REASONS[error.why]) from None
        return self._go_on(given, form.username, window)

    def answer(self, form: ChallengeForm) -> Answer:
        """Go on signing in with a new password or a one-time code."""
        window = self._count_try(form.username)
        if form.challenge == "totp" and not re.fullmatch(r"[0-9]{6}", form.answer):
            raise RefusedError(refusal.WRONG_CODE)
        challenge = Challenge(form.challenge, form.session, form.username)
        try:
            given = self._door.provider.answer(challenge, form.answer)
        except DeniedError as error:
            raise RefusedError(_REASONS[error.why]) from None
        return self._go_on(given, form.username, window)

    def _go_on(self, given: Tokens | Challenge, username: str, window: int) -> Answer:
        """Tries are forgotten once somebody is in; a right password alone is only half way."""
        if isinstance(given, Challenge):
            view = ChallengeView(
                challenge=given.step, session=given.session, username=given.username
            )
            return Answer(200, Entered(view))
        self._people.forget_tries(_tries_key(username), window)
        return self._welcome(given.identity, given.access)

    def _welcome(self, token: str, access: str = "") -> Answer:
        who = self._door.owner(token)
        if who is None:  # genuine, but in no group of ours: no rights at all
            raise RefusedError(refusal.FORBIDDEN)
        self._door.did(who, "sign_in", who.agency or "")
        cookies = (
            SetCookie(COOKIE, token, COOKIE_PATH),
            SetCookie(TOTP_COOKIE, access, TOTP_PATH),
        )
        return Answer(200, Entered(self._view(who)), cookies)

    def leave(self, cookies: Mapping[str, str]) -> Answer:
        """Sign out, on all devices; whoever isn't signed in is just told so."""
        who = self._door.who(cookies)
        if who is not None:
            self._door.sign_out(who)
            self._door.did(who, "sign_out", who.agency or "")
        gone = (SetCookie(COOKIE, "", COOKIE_PATH), SetCookie(TOTP_COOKIE, "", TOTP_PATH))
        return Answer(200, Nothing(), gone)

    def _count_try(self, username: str) -> int:
        """Count a try before it is judged; per account, never per address (R20)."""
        now = self._outside.now()
        rules = self._outside.publication.contest().entry.sign_in
        length = timedelta(minutes=rules.per_minutes)
        window = int(now.timestamp() // length.total_seconds())
        if not self._people.count_try(_tries_key(username), window, rules.tries, now + 2 * length):
            raise RefusedError(refusal.too_many_sign_ins(rules.per_minutes))
        return window

    # ---- one-time codes ---------------------------------------------------------------------

    def new_totp(self, form: Nothing, who: Organizer, cookies: Mapping[str, str]) -> Answer:  # noqa: ARG002 - an empty form is a form
        """A secret for the person's authenticator app; nothing is turned on yet."""
        try:
            secret = self._door.provider.new_totp_secret(_access(who, cookies))
        except DeniedError as error:
            raise RefusedError(_TOTP_REASONS[error.why]) from None
        title = self._outside.publication.contest().contest.short_name
        return Answer(200, TotpSecret(secret=secret, uri=_totp_uri(title, who.username, secret)))

    def turn_totp_on(self, form: CodeForm, who: Organizer, cookies: Mapping[str, str]) -> Answer:
        """From now on ask for a one-time code at sign-in."""
        access = _access(who, cookies)
        window = self._count_try(who.username)
        try:
            self._door.provider.turn_totp_on(access, form.code)
        except DeniedError as error:
            raise RefusedError(_TOTP_REASONS[error.why]) from None
        self._people.forget_tries(_tries_key(who.username), window)
        self._door.did(who, "totp_on", "")
        return Answer(200, Nothing())


def _tries_key(username: str) -> str:
    """What tries are counted under: a digest, for people type passwords into the wrong field."""
    return f"organizer-{hashlib.sha256(username.casefold().encode()).hexdigest()[:32]}"


def _access(who: Organizer, cookies: Mapping[str, str]) -> str:
    """The access token of a person; a link has none, for nobody can set it up for others."""
    if who.by_link:
        raise RefusedError(refusal.FORBIDDEN)
    if not cookies.get(TOTP_COOKIE):
        raise RefusedError(refusal.NOT_SIGNED_IN)
    return cookies[TOTP_COOKIE]


def _totp_uri(title: str, username: str, secret: str) -> str:
    """The key URI that authenticator apps read from a QR code."""
    label = f"{quote(title)}:{quote(username)}"
    return (
        f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': title}, quote_via=quote)}"
    )


_REASONS: Mapping[Denied, Refusal] = {
    Denied.SIGN_IN: refusal.WRONG_SIGN_IN,
    Denied.CODE: refusal.WRONG_CODE,
    Denied.PASSWORD: refusal.WEAK_PASSWORD,
    Denied.EXPIRED: refusal.SIGN_IN_EXPIRED,
}
_TOTP_REASONS = {**_REASONS, Denied.EXPIRED: refusal.NOT_SIGNED_IN}
