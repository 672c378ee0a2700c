"""What an attacker might send instead of a token, at each door that takes one."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contest.domain.keys import EXAM, SESSION, Kind, signing_key
from contest.domain.token import sign
from tests.world import DEVICE, World, blank

Forge = Callable[[World, str], str]


def claims_of(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def key_of(world: World, name: Any, kind: Kind) -> Any:
    (secret,) = world.built.secrets.get(name)
    return signing_key(secret, kind)


def by_hand(
    header: dict[str, Any], claims: dict[str, Any], signature: Callable[[bytes], bytes]
) -> str:
    """A token that no library would write."""
    parts = [
        base64.urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in (header, claims)
    ]
    signed = b".".join(parts)
    return (signed + b"." + base64.urlsafe_b64encode(signature(signed)).rstrip(b"=")).decode()


def forged(world: World, token: str) -> str:
    head, body, signature = token.split(".")
    flipped = ("A" if signature[0] != "A" else "B") + signature[1:]
    return f"{head}.{body}.{flipped}"


def changed_inside(world: World, token: str) -> str:
    head, body, signature = token.split(".")
    claims = claims_of(token) | {"exp": 9999999999}
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    return f"{head}.{body}.{signature}"


def re_signed(world: World, token: str) -> str:
    """By a key of the attacker's, under the kid of ours."""
    header = jwt.get_unverified_header(token)
    key = Ed25519PrivateKey.generate()
    return jwt.encode(claims_of(token), key, algorithm="EdDSA", headers=header)


def wrong_audience(world: World, token: str) -> str:
    key = key_of(world, "exam-token-key", EXAM)
    headers = {"typ": EXAM.typ, "kid": key.kid}
    return jwt.encode(
        claims_of(token) | {"aud": "somebody"}, key.private, algorithm="EdDSA", headers=headers
    )


def wrong_typ(world: World, token: str) -> str:
    key = key_of(world, "exam-token-key", EXAM)
    headers = {"typ": "JWT", "kid": key.kid}
    return jwt.encode(claims_of(token), key.private, algorithm="EdDSA", headers=headers)


def wrong_issuer(world: World, token: str) -> str:
    return sign(claims_of(token) | {"iss": "other"}, EXAM, key_of(world, "exam-token-key", EXAM))


def another_purpose(world: World, token: str) -> str:
    """Signed by the session key, which is ours but has no say here."""
    return sign(claims_of(token), EXAM, key_of(world, "session-key", SESSION))


def alg_none(world: World, token: str) -> str:
    header = {"typ": EXAM.typ, "alg": "none", "kid": jwt.get_unverified_header(token)["kid"]}
    return by_hand(header, claims_of(token), lambda _: b"")


def hs256_with_public_key(world: World, token: str) -> str:
    """The old trick: our public key as an HMAC secret."""
    kid = jwt.get_unverified_header(token)["kid"]
    jwk = next(each for each in world.jwks["keys"] if each["kid"] == kid)
    secret = base64.urlsafe_b64decode(jwk["x"] + "=")
    header = {"typ": EXAM.typ, "alg": "HS256", "kid": kid}
    return by_hand(
        header, claims_of(token), lambda signed: hmac.new(secret, signed, hashlib.sha256).digest()
    )


def garbage(world: World, token: str) -> str:
    return "không.phải.phiếu"


FORGERIES: list[Forge] = [
    forged,
    changed_inside,
    re_signed,
    wrong_audience,
    wrong_typ,
    wrong_issuer,
    another_purpose,
    alg_none,
    hs256_with_public_key,
    garbage,
]


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_bad_exam_token_opens_nothing(world: World, forge: Forge) -> None:
    """Refused at checkpoint and submission alike, while its valid twin is taken."""
    attempt = world.start(world.register())
    bad = forge(world, attempt.body["token"])
    sheet = blank(attempt)
    save = {"token": bad, "device": DEVICE, "seq": 1, "answers": sheet}
    assert world.call("PUT", "/api/attempts/current", save).code == "invalid_token"
    hand_in = {"token": bad, "answers": sheet, "prediction": None}
    refused = world.call("POST", "/api/submissions", hand_in)
    assert (refused.status, refused.code) == (401, "invalid_token")
    assert world.save(attempt, sheet).status == 200
    assert world.submit(attempt, sheet).status == 201


def test_an_expired_exam_token_saves_nothing(world: World) -> None:
    """Deadline and grace over: no checkpoint, and a submission is not counted."""
    attempt = world.start(world.register())
    world.clock.now += timedelta(minutes=20, seconds=32)
    assert world.save(attempt, blank(attempt)).code == "invalid_token"
    assert world.submit(attempt, blank(attempt)).code == "too_late"


def test_a_session_is_no_exam_token_and_the_other_way_round(world: World) -> None:
    """One kind never passes for another."""
    person = world.register()
    attempt = world.start(person)
    hand_in = {"token": person.body["session"], "answers": blank(attempt), "prediction": None}
    assert world.call("POST", "/api/submissions", hand_in).code == "invalid_token"
    assert world.call("GET", "/api/me", session=attempt.body["token"]).code == "invalid_session"


def test_a_token_of_an_attempt_that_never_was_grades_nothing(world: World) -> None:
    """A genuine signature over facts the table doesn't know gives no result."""
    attempt = world.start(world.register())
    claims = claims_of(attempt.body["token"]) | {"att": 2}
    attempt.body["token"] = sign(claims, EXAM, key_of(world, "exam-token-key", EXAM))
    assert world.submit(attempt, blank(attempt)).code == "invalid_token"
