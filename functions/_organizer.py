"""The door of the organizers' console: who is behind a request, and whether it may pass.

A session is a cookie: an ID token of the identity provider, or a session that a focal point's link
was worth. No page of another site gets through: the cookie is SameSite=Strict, and every request
carries a header that no form can set.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contest.domain import refusal
from contest.domain.keys import Kind, signing_key
from contest.domain.organizer import (
    LINK,
    ORGANIZER_SESSION,
    Organizer,
    focal_point_of,
    link_claims,
    link_session_claims,
    organizer_of,
    read_id_token,
)
from contest.domain.phase import moment
from contest.domain.refusal import Refusal
from contest.domain.token import sign, verify
from contest.store.identity_provider import IdentityProvider
from contest.store.organizer_sessions import OrganizerSessions
from functions._http import Asked, RefusedError, Route
from functions._wiring import Clock, Outside

COOKIE = "to_chuc"
COOKIE_PATH = "/api/organizer"

Did = Callable[[Organizer, str, str], None]
"""Told of what somebody did: who, action, target."""
WasRefused = Callable[[Organizer | None, str, str], None]
"""Told of what was refused: who if known, route, code."""


@dataclass(frozen=True)
class NewLink:
    """A link for a focal point. It is good once `write` is done, and the one before no more."""

    token: str
    expires_at: datetime
    write: Mapping[str, Any]


class Links:
    """Links for focal points, and the sessions they are worth."""

    def __init__(self, outside: Outside, secret: bytes) -> None:
        self._outside = outside
        self._keys = {kind: signing_key(secret, kind) for kind in (LINK, ORGANIZER_SESSION)}
        self._kept = OrganizerSessions(outside.table)

    def make(self, agency: str, days: int, now: datetime) -> NewLink:
        """A new link for an agency, in the place of the one it had."""
        link_id = secrets.token_urlsafe(12)
        claims = link_claims(agency, self._issuer(), link_id, now, days)
        write = self._kept.replace_link(agency, link_id)
        return NewLink(self._sign(claims, LINK), moment(claims["exp"] * 1000), write)

    def session(self, link: str, now: datetime) -> str:
        """The session that a link is worth; refuses one that is not good or not good any more."""
        claims = self._read(link, LINK, now)
        if claims is None or not self._stands(claims["sub"], claims["jti"]):
            raise RefusedError(refusal.LINK_EXPIRED)
        return self._sign(
            link_session_claims(claims, secrets.token_urlsafe(12), now), ORGANIZER_SESSION
        )

    def owner(self, session: str, now: datetime) -> Organizer | None:
        """The focal point whose session it is, or None."""
        claims = self._read(session, ORGANIZER_SESSION, now)
        if claims is None or not self._stands(claims["sub"], claims["link"]):
            return None
        return focal_point_of(claims, now)

    def _stands(self, agency: str, link_id: str) -> bool:
        known = agency in self._outside.publication.agencies()
        return known and self._kept.good_link(agency) == link_id

    def _sign(self, claims: Mapping[str, Any], kind: Kind) -> str:
        return sign(claims, kind, self._keys[kind])

    def _read(self, token: str, kind: Kind, now: datetime) -> dict[str, Any] | None:
        key = self._keys[kind]
        keys = {key.kid: key.private.public_key()}
        verified = verify(token, kind, keys, self._issuer(), now)
        return None if verified is None or verified.expired else verified.claims

    def _issuer(self) -> str:
        return self._outside.publication.contest().contest.id


class Door:
    """Stands before the console's routes; see `functions._http.Guard`."""

    def __init__(
        self,
        outside: Outside,
        provider: IdentityProvider,
        link_secret: bytes,
        real_now: Clock,
        did: Did,
        refused: WasRefused,
    ) -> None:
        self.provider = provider
        self.links = Links(outside, link_secret)
        self.did = did
        self._outside = outside
        self._real_now = real_now
        self._sessions = OrganizerSessions(outside.table)
        self._refused = refused

    def recognise(self, asked: Asked) -> Organizer | None:
        """Who is signed in; where anybody may ask, nobody is looked up."""
        return None if asked.route.roles is None else self.who(asked.cookies)

    def admit(self, asked: Asked, who: Organizer | None) -> None:
        """Refuse what comes from elsewhere, from nobody, or from somebody without the right."""
        if not _is_from_our_page(asked.headers):
            raise RefusedError(refusal.CROSS_SITE)
        roles = asked.route.roles
        if roles is not None and who is None:
            raise RefusedError(refusal.NOT_SIGNED_IN)
        if roles is not None and who is not None and who.role not in roles:
            raise RefusedError(refusal.FORBIDDEN)

    def refused(self, who: Organizer | None, route: Route, reason: Refusal) -> None:
        """Hand on what was refused, for the audit trail."""
        self._refused(who, f"{route.method} {route.path}", reason.code)

    def who(self, cookies: Mapping[str, str]) -> Organizer | None:
        """Whose session a cookie holds; None if it is no good or has been signed out."""
        token = cookies.get(COOKIE, "")
        who = self.owner(token) if token else None
        return None if who is None or self._sessions.is_signed_out(who) else who

    def owner(self, token: str) -> Organizer | None:
        """Whose a genuine token is that has not expired, or None."""
        now = self._outside.now()
        return self.links.owner(token, now) or self._signed_in(token, now)

    def _signed_in(self, token: str, now: datetime) -> Organizer | None:
        """The person whose ID token it is. The provider's clock is real, so real time judges it."""
        real = self._real_now()
        key = self.provider.keys.key(token)
        claims = key and read_id_token(token, key, self.provider.issuer, real)
        return organizer_of(claims, now, real) if claims else None

    def sign_out(self, who: Organizer) -> None:
        """End all sessions of a person, or the one of a link."""
        if who.by_link:
            self._sessions.sign_out(who, self._outside.now())
        else:
            self._sessions.sign_out(who, self._real_now())
            self.provider.sign_out(who.username)


def _is_from_our_page(headers: Mapping[str, str]) -> bool:
    """Fetch Metadata where the browser sends it, and our header in any case."""
    site = headers.get("sec-fetch-site", "same-origin")
    return headers.get("x-to-chuc") == "1" and site == "same-origin"
