"""Who works for the contest: roles, and the two proofs of being an organizer.

A person signs in at the identity provider and shows its ID token (OpenID Connect Core 1.0 §2); the
focal point (đầu mối) of an agency may instead hold a link, which is worth a session of role
`agency` for that agency and nothing else. Links and their sessions are ours, signed with Ed25519.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import jwt

from contest.domain.keys import Kind

LINK = Kind("link", "link+jwt", "link", ("iss", "aud", "sub", "exp", "iat", "jti"))
ORGANIZER_SESSION = Kind(
    "organizer", "organizer+jwt", "organizer", ("iss", "aud", "sub", "exp", "iat", "jti", "link")
)
LINK_SESSION = timedelta(hours=12)
"""The longest that a link's session lasts; a link that ends sooner ends it."""

_SIGNED_BY_PROVIDER = ["RS256"]
_NEEDED = ["iss", "aud", "sub", "exp", "iat", "jti", "token_use", "cognito:username"]
_CLOCK_IS_OURS = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}


class Role(StrEnum):
    """What an organizer may do; the identity provider's groups are named after them."""

    SECRETARIAT = "secretariat"
    """Tổ Thư ký: sees and does everything."""
    DRAFTER = "drafter"
    """Tổ soạn thảo: sees how rounds stand, nobody's name."""
    AGENCY = "agency"
    """Đầu mối of one agency: sees that agency, changes nothing."""
    AUDITOR = "auditor"
    """Sees everything, changes nothing."""


ANYONE = frozenset(Role)
READERS = frozenset({Role.SECRETARIAT, Role.AUDITOR})
WRITERS = frozenset({Role.SECRETARIAT})


@dataclass(frozen=True)
class Organizer:
    """Whoever stands behind a request."""

    username: str
    role: Role
    agency: str | None
    """The agency of a focal point; nobody else has one."""
    expires_at: datetime
    """When the session ends, by the contest's clock."""
    subject: str
    """What signing out is kept under: the person's id at the provider, or a link session's own."""
    token_id: str
    issued_at: datetime
    """When the session began, by the clock of whoever signed it."""

    @property
    def by_link(self) -> bool:
        """Whether this is a focal point's link rather than a person with an account."""
        return self.subject == self.token_id

    def may_see(self, agency: str) -> bool:
        """Whether the figures and people of an agency are for these eyes."""
        return self.role in READERS or (self.role is Role.AGENCY and self.agency == agency)


@dataclass(frozen=True)
class Issuer:
    """The identity provider's name, and what our tokens are made out to."""

    name: str
    audience: str


def read_id_token(token: str, key: Any, issuer: Issuer, now: datetime) -> dict[str, Any] | None:
    """The claims of a genuine ID token that has not expired, or None.

    One algorithm, one issuer, one audience; an access token of the same person is none. `now` is
    real time, for the provider's clock can't be moved.
    """
    options: Any = {"require": _NEEDED, **_CLOCK_IS_OURS}
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=_SIGNED_BY_PROVIDER,
            audience=issuer.audience,
            issuer=issuer.name,
            options=options,
        )
    except (jwt.InvalidTokenError, ValueError, TypeError):
        return None
    return claims if _is_current(claims, now) else None


def _is_current(claims: Mapping[str, Any], now: datetime) -> bool:
    try:
        is_id = claims["token_use"] == "id"  # noqa: S105 - the claim's value, no password
        return is_id and now.timestamp() < float(claims["exp"])
    except (TypeError, ValueError):
        return False


def role_of(claims: Mapping[str, Any]) -> tuple[Role, str | None] | None:
    """The role that an ID token's groups stand for, and the agency of a focal point.

    None for whoever is in no group of ours, in several, or a focal point of no agency: rights that
    are in doubt are not given.
    """
    groups = claims.get("cognito:groups")
    roles = [role for role in Role if role in groups] if isinstance(groups, list) else []
    if len(roles) != 1:
        return None
    if roles[0] is not Role.AGENCY:
        return roles[0], None
    agency = claims.get("custom:agency")
    return (Role.AGENCY, agency) if isinstance(agency, str) and agency else None


def organizer_of(claims: Mapping[str, Any], now: datetime, real_now: datetime) -> Organizer | None:
    """The organizer that an ID token vouches for; None if its groups give no role.

    `now` is the contest's clock, in which the end of the session is told.
    """
    found = role_of(claims)
    if found is None:
        return None
    role, agency = found
    return Organizer(
        username=str(claims["cognito:username"]),
        role=role,
        agency=agency,
        expires_at=now + timedelta(seconds=int(claims["exp"] - real_now.timestamp())),
        subject=str(claims["sub"]),
        token_id=str(claims["jti"]),
        issued_at=datetime.fromtimestamp(int(claims["iat"]), real_now.tzinfo),
    )


def link_claims(agency: str, issuer: str, link_id: str, now: datetime, days: int) -> dict[str, Any]:
    """The claims of a link for an agency's focal point, good for so many days."""
    return {
        "iss": issuer,
        "sub": agency,
        "jti": link_id,
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(days=days)).timestamp()),
    }


def link_session_claims(link: Mapping[str, Any], session_id: str, now: datetime) -> dict[str, Any]:
    """The claims of the session that a link is worth; it never outlives the link."""
    ends = min(int((now + LINK_SESSION).timestamp()), int(link["exp"]))
    return {
        "iss": link["iss"],
        "sub": link["sub"],
        "jti": session_id,
        "link": link["jti"],
        "iat": int(now.timestamp()),
        "exp": ends,
    }


def focal_point_of(claims: Mapping[str, Any], now: datetime) -> Organizer:
    """The organizer that a link's session vouches for."""
    return Organizer(
        username=f"link/{claims['sub']}",
        role=Role.AGENCY,
        agency=str(claims["sub"]),
        expires_at=datetime.fromtimestamp(int(claims["exp"]), now.tzinfo),
        subject=str(claims["jti"]),
        token_id=str(claims["jti"]),
        issued_at=datetime.fromtimestamp(int(claims["iat"]), now.tzinfo),
    )
