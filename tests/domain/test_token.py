"""Tokens: each way to be wrong beside its valid twin, forged by hand where a library refuses to."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import assume, given
from hypothesis import strategies as st
from joserfc import jwt as other_jwt
from joserfc.jwk import OKPKey

from contest.domain.keys import EXAM, RECEIPT, SESSION, Kind, SigningKey, public_jwk, signing_key
from contest.domain.phase import milliseconds, moment
from contest.domain.token import Verified, sign, verify, verifying_keys
from tests.domain.builders import MASTER, at, table

ISSUER = "cchc-dak-lak-2023"
NOW = at("2023-11-08 08:10")
EXPIRES = int(at("2023-11-08 08:20").timestamp())
KINDS = {"session": SESSION, "exam": EXAM, "receipt": RECEIPT}
KEYS = {name: signing_key(MASTER, kind) for name, kind in KINDS.items()}
PUBLISHED = {"keys": [public_jwk(key) for key in KEYS.values()]}
COMMON = {"iss": ISSUER, "sub": "contestant", "iat": EXPIRES - 1200}
CLAIMS: dict[str, dict[str, Any]] = {
    "session": COMMON
    | {"aud": "contestant", "exp": EXPIRES, "code": "7K3MQ-9TZ0B", "grp": "citizen", "reg": 1},
    "exam": COMMON
    | {"aud": "grader", "exp": EXPIRES, "rnd": "vong-1", "att": 1, "ppr": "paper", "edn": "edition"}
    | {"code": "7K3MQ-9TZ0B", "start": 1, "end": 2},
    "receipt": COMMON
    | {"aud": "public", "rnd": "vong-1", "att": 1, "ppr": "paper", "edn": "edition", "ans": "x"},
}
MUST_CARRY = [(name, claim) for name, claims in CLAIMS.items() for claim in claims]
each_kind = pytest.mark.parametrize("name", sorted(KINDS))
any_json: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)


def encoded(value: Any) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def header_of(name: str, **changes: Any) -> dict[str, Any]:
    """The header of a genuine token of that kind, bent; None takes a member out."""
    header = {"alg": "EdDSA", "typ": KINDS[name].typ, "kid": KEYS[name].kid, **changes}
    return {key: value for key, value in header.items() if value is not None}


def forge(header: Any, claims: Any, key: SigningKey) -> str:
    """A token written by hand, signed truly: whatever it says, its signature is that key's."""
    signed = f"{encoded(header)}.{encoded(claims)}"
    return f"{signed}.{encoded(key.private.sign(signed.encode()))}"


def forge_hs256(header: Mapping[str, Any], claims: Any, secret: bytes) -> str:
    """A token signed with HMAC, the public key serving as a secret."""
    signed = f"{encoded(header)}.{encoded(claims)}"
    return f"{signed}.{encoded(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"


def judge(token: str, name: str = "exam", now: datetime = NOW) -> Verified | None:
    """What a function makes of a token, with the keys published for its kind."""
    return verify(token, KINDS[name], verifying_keys(PUBLISHED, KINDS[name]), ISSUER, now)


@each_kind
def test_a_genuine_token_is_accepted(name: str) -> None:
    """The valid twin of all that follows: signed by us, or by hand just as we would."""
    genuine = sign(CLAIMS[name], KINDS[name], KEYS[name])
    for token in (genuine, forge(header_of(name), CLAIMS[name], KEYS[name])):
        assert judge(token, name) == Verified(CLAIMS[name], expired=False)


@pytest.mark.filterwarnings("ignore:EdDSA is deprecated")  # for «Ed25519», by RFC 9864
@each_kind
def test_another_library_accepts_it(name: str) -> None:
    """Anyone can check a token with the published key and code that isn't ours."""
    (jwk,) = (each for each in PUBLISHED["keys"] if each["kid"] == KEYS[name].kid)
    token = sign(CLAIMS[name], KINDS[name], KEYS[name])
    found = other_jwt.decode(token, OKPKey.import_key(jwk), algorithms=["EdDSA"])
    assert found.claims == CLAIMS[name]
    assert found.header == {"alg": "EdDSA", "typ": KINDS[name].typ, "kid": KEYS[name].kid}


@table(
    "now expired",
    (NOW, False, "ten minutes before"),
    (datetime.fromtimestamp(EXPIRES, UTC), False, "the very instant"),
    (datetime.fromtimestamp(EXPIRES + 0.001, UTC), True, "a millisecond after"),
    (NOW + timedelta(days=365), True, "a year after"),
)
def test_expiry_is_told(now: datetime, expired: bool) -> None:
    """An expired token is genuine but told to be expired, so that late answers can be kept."""
    for name in ("session", "exam"):
        token = sign(CLAIMS[name], KINDS[name], KEYS[name])
        assert judge(token, name, now) == Verified(CLAIMS[name], expired)


def test_the_clock_is_the_one_handed_in() -> None:
    """A token from the future of the machine's clock is judged by the clock of the request."""
    later = {"exp": EXPIRES + 10**10, "iat": EXPIRES + 10**9, "nbf": EXPIRES + 10**9}
    found = judge(sign(CLAIMS["exam"] | later, EXAM, KEYS["exam"]))
    assert found is not None and not found.expired


@pytest.mark.parametrize(("name", "claim"), MUST_CARRY)
@pytest.mark.parametrize("how", ["missing", "null"])
def test_every_claim_must_be_there(name: str, claim: str, how: str) -> None:
    """A token that lacks a single claim, or has null for it, is no token of its kind."""
    claims = {key: value for key, value in CLAIMS[name].items() if key != claim}
    if how == "null":
        claims[claim] = None
    assert judge(forge(header_of(name), claims, KEYS[name]), name) is None


@each_kind
def test_no_other_claim_is_asked_for(name: str) -> None:
    """The claims above are all that a kind requires."""
    assert set(KINDS[name].required) == set(CLAIMS[name])


STRANGER = SigningKey(KEYS["exam"].kid, signing_key(b"another secret", EXAM).private)
PUBLIC = KEYS["exam"].private.public_key()
PEM = PUBLIC.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
RAW = PUBLIC.public_bytes(Encoding.Raw, PublicFormat.Raw)
JWK = json.dumps(public_jwk(KEYS["exam"])).encode()
GOOD = CLAIMS["exam"]
TRUE = forge(header_of("exam"), GOOD, KEYS["exam"])
HEADER, BODY, SIGNATURE = TRUE.split(".")


@table(
    "token",
    (f"{HEADER}.{encoded(GOOD | {'att': 2})}.{SIGNATURE}", "other claims under a true signature"),
    (f"{encoded(header_of('exam', x=1))}.{BODY}.{SIGNATURE}", "another header, true signature"),
    (f"{HEADER}.{BODY}.{'A' if SIGNATURE[0] != 'A' else 'B'}{SIGNATURE[1:]}", "a wrong signature"),
    (f"{HEADER}.{BODY}.{encoded(bytes(64))}", "a signature of zeros"),
    (f"{HEADER}.{BODY}.{SIGNATURE[:-2]}", "a signature cut short"),
    (f"{HEADER}.{BODY}.", "no signature"),
    (f"{HEADER}.{BODY}", "two parts"),
    (f"{TRUE}.{SIGNATURE}", "four parts"),
    (f"{HEADER}..{SIGNATURE}", "no claims"),
    (forge(header_of("exam"), GOOD, STRANGER), "signed by a stranger under our key's id"),
    (forge(header_of("exam", jwk=public_jwk(STRANGER)), GOOD, STRANGER), "brings its own key"),
    (forge(header_of("exam", jku="https://example.org/jwks.json"), GOOD, STRANGER),
     "says where its key lies"),
    (forge(header_of("exam"), GOOD | {"aud": "contestant"}, KEYS["exam"]), "for another audience"),
    (forge(header_of("exam"), GOOD | {"aud": []}, KEYS["exam"]), "for nobody"),
    (forge(header_of("exam"), GOOD | {"iss": "another"}, KEYS["exam"]), "of another contest"),
    (forge(header_of("exam"), GOOD | {"iss": [ISSUER, "x"]}, KEYS["exam"]), "two issuers"),
    (forge(header_of("exam"), GOOD | {"iss": ISSUER + "4"}, KEYS["exam"]), "nearly the issuer"),
    (forge(header_of("exam", typ="session+jwt"), GOOD, KEYS["exam"]), "of another kind"),
    (forge(header_of("exam", typ="JWT"), GOOD, KEYS["exam"]), "of no kind in particular"),
    (forge(header_of("exam", typ=None), GOOD, KEYS["exam"]), "of no kind at all"),
    (forge(header_of("exam", typ=["exam+jwt"]), GOOD, KEYS["exam"]), "a kind of the wrong type"),
    (forge(header_of("exam", alg="none"), GOOD, KEYS["exam"]), "alg none, signed all the same"),
    (f"{encoded(header_of('exam', alg='none'))}.{BODY}.", "alg none, unsigned"),
    (f"{encoded(header_of('exam', alg='NONE'))}.{BODY}.", "alg NONE, unsigned"),
    (forge(header_of("exam", alg=None), GOOD, KEYS["exam"]), "no alg"),
    (forge(header_of("exam", alg="ES256"), GOOD, KEYS["exam"]), "another alg"),
    (forge(header_of("exam", alg=["EdDSA"]), GOOD, KEYS["exam"]), "an alg of the wrong type"),
    (forge_hs256(header_of("exam", alg="HS256"), GOOD, PEM), "HS256 with the public key as PEM"),
    (forge_hs256(header_of("exam", alg="HS256"), GOOD, RAW), "HS256 with the public key, raw"),
    (forge_hs256(header_of("exam", alg="HS256"), GOOD, JWK), "HS256 with the public key as JWK"),
    (forge_hs256(header_of("exam"), GOOD, RAW), "an HMAC said to be EdDSA"),
    (forge(header_of("exam", kid="exam-unknown"), GOOD, KEYS["exam"]), "an unknown key id"),
    (forge(header_of("exam", kid=None), GOOD, KEYS["exam"]), "no key id"),
    (forge(header_of("exam", kid=7), GOOD, KEYS["exam"]), "a number for a key id"),
    (forge(header_of("exam", kid=[KEYS["exam"].kid]), GOOD, KEYS["exam"]), "a list for a key id"),
    (forge(header_of("exam", kid={"a": 1}), GOOD, KEYS["exam"]), "an object for a key id"),
    (forge(header_of("exam", kid="../exam"), GOOD, KEYS["exam"]), "a path for a key id"),
    (forge(header_of("exam", kid=KEYS["session"].kid), GOOD, KEYS["session"]),
     "signed with the key for sessions, and saying so"),
    (forge(header_of("exam"), GOOD, KEYS["session"]), "signed with the key for sessions, secretly"),
    (forge(header_of("exam", crit=["exp"]), GOOD, KEYS["exam"]), "asks for an unknown extension"),
    (forge(header_of("exam", crit=["b64"], b64=False), GOOD, KEYS["exam"]), "a detached payload"),
    (forge([header_of("exam")], GOOD, KEYS["exam"]), "a list for a header"),
    (forge(header_of("exam"), [GOOD], KEYS["exam"]), "a list for claims"),
    (forge(header_of("exam"), "x", KEYS["exam"]), "a text for claims"),
    (forge(header_of("exam"), b"\xff\xfe", KEYS["exam"]), "claims that are no text"),
    (forge(b'{"alg":' * 50_000, GOOD, KEYS["exam"]), "a header nested without end"),
    ("", "nothing"),
    ("..", "three empty parts"),
    ("null", "null"),
    ("Bearer " + TRUE, "with its scheme before it"),
    (" " + TRUE, "with a space before it"),
    ("phiếu.thi.giả", "words with marks"),
    ("\ud800.\ud800.\ud800", "half a surrogate pair"),
    ("\x00" * 20, "zero bytes"),
    ("A" * 5000, "one long word"),
)  # fmt: skip
def test_what_is_no_exam_token(token: str) -> None:
    """Forged, stolen from another use, or garbage: refused, and never an error of ours."""
    assert judge(TRUE) is not None
    assert judge(token) is None


@pytest.mark.parametrize("used_as", sorted(KINDS))
@each_kind
def test_one_kind_never_passes_for_another(name: str, used_as: str) -> None:
    """A session starts no exam, a receipt opens no session: each token serves its own purpose."""
    token = sign(CLAIMS[name], KINDS[name], KEYS[name])
    assert (judge(token, used_as) is not None) is (name == used_as)


@pytest.mark.parametrize("used_as", sorted(KINDS))
@each_kind
def test_one_key_never_signs_for_another_purpose(name: str, used_as: str) -> None:
    """A function that holds one key can't make tokens of a kind it may not issue."""
    own = forge(header_of(used_as, kid=KEYS[name].kid), CLAIMS[used_as], KEYS[name])
    borrowed = forge(header_of(used_as), CLAIMS[used_as], KEYS[name])
    assert (judge(own, used_as) is not None) is (name == used_as)
    assert (judge(borrowed, used_as) is not None) is (name == used_as)


@given(st.integers(0, len(TRUE) - 2), st.sampled_from("ABCdef019-_."))
def test_no_letter_of_a_token_can_be_changed(place: int, letter: str) -> None:
    """Change any letter but the very last, which carries unused bits, and it is no token."""
    assume(TRUE[place] != letter)
    assert judge(f"{TRUE[:place]}{letter}{TRUE[place + 1 :]}") is None


@given(st.text(max_size=200))
def test_any_text_is_answered(token: str) -> None:
    """Whatever a stranger sends, the answer is no, not a crash."""
    assert judge(token) is None


@given(any_json, any_json)
def test_any_json_is_answered(header: Any, claims: Any) -> None:
    """Whatever JSON a stranger wraps up as a token, the answer is no, not a crash."""
    assert judge(f"{encoded(header)}.{encoded(claims)}.{SIGNATURE}") is None


@given(st.sampled_from(["alg", "typ", "kid", "crit", "b64", "jwk", "x5c"]), any_json)
def test_any_header_member_is_answered(member: str, value: Any) -> None:
    """Whatever a single member of the header is, a stranger's token is answered no."""
    assert judge(forge(header_of("exam") | {member: value}, GOOD, STRANGER)) is None


def test_rotation() -> None:
    """Tokens of the old key are good while its public half is published, and no longer."""
    old, new = signing_key(b"last year's secret", EXAM), KEYS["exam"]
    tokens = [sign(GOOD, EXAM, key) for key in (old, new)]
    both = verifying_keys({"keys": [public_jwk(new), public_jwk(old)]}, EXAM)
    only = verifying_keys({"keys": [public_jwk(new)]}, EXAM)
    assert [verify(each, EXAM, both, ISSUER, NOW) is not None for each in tokens] == [True, True]
    assert [verify(each, EXAM, only, ISSUER, NOW) is not None for each in tokens] == [False, True]
    assert verify(tokens[1], EXAM, {}, ISSUER, NOW) is None


def test_signing_is_repeatable() -> None:
    """The same claims give the same token: a repeated request gets the same answer."""
    assert sign(GOOD, EXAM, KEYS["exam"]) == sign(GOOD, EXAM, signing_key(MASTER, EXAM))


def test_the_audience_comes_from_the_kind() -> None:
    """Claims can't talk a token into another audience."""
    found = judge(sign(GOOD | {"aud": "public"}, EXAM, KEYS["exam"]))
    assert found is not None and found.claims["aud"] == "grader"


def test_keys_come_from_secret_and_purpose() -> None:
    """One secret gives each purpose a key of its own; another secret gives others."""
    secrets = (MASTER, b"short", b"a text of any length " * 9)
    keys = [signing_key(secret, kind) for secret in secrets for kind in KINDS.values()]
    assert len({key.kid for key in keys}) == len({public_jwk(key)["x"] for key in keys}) == 9


@each_kind
def test_what_is_published_is_public(name: str) -> None:
    """The published key has its purpose in its id, and no private half."""
    jwk = public_jwk(KEYS[name])
    assert set(jwk) == {"kty", "crv", "alg", "use", "kid", "x"}
    assert jwk["kid"].startswith(f"{name}-")
    assert set(verifying_keys(PUBLISHED, KINDS[name])) == {jwk["kid"]}


@table(
    "kind purposes",
    (SESSION, {"session"}, "sessions"),
    (Kind("sess", "x", "x", ()), set(), "the beginning of a purpose is not a purpose"),
)
def test_only_keys_of_the_purpose_are_taken(kind: Kind, purposes: set[str]) -> None:
    """Among published keys a purpose finds its own and no other's."""
    assert {kid.split("-")[0] for kid in verifying_keys(PUBLISHED, kind)} == purposes


@given(st.integers(0, 4_102_444_800_000))
def test_moments_are_kept_to_the_millisecond(number: int) -> None:
    """What is written into a token reads back as the same moment, in UTC."""
    assert milliseconds(moment(number)) == number
    assert moment(number).utcoffset() == timedelta(0)
