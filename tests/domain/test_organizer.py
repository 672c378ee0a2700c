"""Roles: what groups stand for, who may see which agency, how long a link's session lasts."""

from datetime import UTC, datetime, timedelta
from typing import Any

from contest.domain.organizer import (
    LINK_SESSION,
    Organizer,
    Role,
    link_claims,
    link_session_claims,
    organizer_of,
    role_of,
)
from tests.domain.builders import table

NOW = datetime(2023, 11, 8, 8, 0, tzinfo=UTC)
REAL = datetime(2030, 1, 1, tzinfo=UTC)


@table(
    "claims role",
    ({"cognito:groups": ["secretariat"]}, (Role.SECRETARIAT, None), "one group, one role"),
    ({"cognito:groups": ["drafter", "phong-hop"]}, (Role.DRAFTER, None), "others are no matter"),
    ({"cognito:groups": ["auditor", "drafter"]}, None, "two roles: in doubt, none"),
    ({"cognito:groups": []}, None, "no group"),
    ({}, None, "no groups at all"),
    ({"cognito:groups": "secretariat"}, None, "a text is no list of groups"),
    ({"cognito:groups": ["Secretariat"]}, None, "spelt otherwise"),
    (
        {"cognito:groups": ["agency"], "custom:agency": "so-noi-vu"},
        (Role.AGENCY, "so-noi-vu"),
        "a focal point has an agency",
    ),
    ({"cognito:groups": ["agency"]}, None, "a focal point of no agency"),
    ({"cognito:groups": ["agency"], "custom:agency": ""}, None, "of an empty one"),
    (
        {"cognito:groups": ["auditor"], "custom:agency": "so-noi-vu"},
        (Role.AUDITOR, None),
        "an agency means nothing to another role",
    ),
)
def test_a_role_is_given_only_where_it_is_beyond_doubt(claims: dict[str, Any], role: Any) -> None:
    """Groups of an ID token, and the agency of a focal point."""
    assert role_of(claims) == role


def organizer(role: Role, agency: str | None = None) -> Organizer:
    return Organizer("ai-đó", role, agency, NOW, "s", "t", NOW)


@table(
    "who own other",
    (organizer(Role.SECRETARIAT), True, True, "sees all"),
    (organizer(Role.AUDITOR), True, True, "sees all, too"),
    (organizer(Role.DRAFTER), False, False, "sees no names"),
    (organizer(Role.AGENCY, "so-noi-vu"), True, False, "sees its own"),
    (organizer(Role.DRAFTER, "so-noi-vu"), False, False, "the role decides"),
)
def test_a_focal_point_sees_its_own_agency(who: Organizer, own: bool, other: bool) -> None:
    """Names are for the secretariat, the auditor, and the agency itself."""
    assert (who.may_see("so-noi-vu"), who.may_see("so-tu-phap")) == (own, other)


def test_the_end_is_told_by_the_contests_clock() -> None:
    """An hour left is an hour left, whatever year the rehearsal has."""
    claims = {
        "cognito:groups": ["auditor"],
        "cognito:username": "kiem-tra",
        "sub": "s",
        "jti": "t",
        "iat": int(REAL.timestamp()),
        "exp": int((REAL + timedelta(hours=1)).timestamp()),
    }
    who = organizer_of(claims, NOW, REAL)
    assert who is not None
    assert (who.expires_at, who.issued_at) == (NOW + timedelta(hours=1), REAL)


@table(
    "later ends",
    (timedelta(0), LINK_SESSION, "half a day"),
    (timedelta(hours=20), timedelta(hours=24), "the link ends first"),
)
def test_a_session_never_outlives_its_link(later: timedelta, ends: timedelta) -> None:
    """Whenever it is opened."""
    link = link_claims("so-noi-vu", "contest", "id", NOW, days=1)
    session = link_session_claims(link, "session", NOW + later)
    assert session["exp"] == int((NOW + ends).timestamp())
    assert (session["sub"], session["link"]) == ("so-noi-vu", "id")
