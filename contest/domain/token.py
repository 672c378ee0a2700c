"""Tokens: JWTs signed with Ed25519 (RFC 8037), one kind never passing for another.

Each kind has its own `typ`, audience and keys; exactly one algorithm is accepted; the clock is
handed in. Sign with one key, verify with any that is still published for the purpose.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from contest.domain.seal import base64url, canonical, derive

_ALGORITHM = "EdDSA"
_CLOCK_IS_OURS = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}


@dataclass(frozen=True)
class Kind:
    """A kind of token: its `typ` header, its audience, and the claims it must carry."""

    purpose: str
    typ: str
    audience: str
    required: tuple[str, ...]


SESSION = Kind(
    "session",
    "session+jwt",
    "contestant",
    ("iss", "aud", "sub", "exp", "iat", "code", "grp", "reg"),
)
EXAM = Kind(
    "exam",
    "exam+jwt",
    "grader",
    ("iss", "aud", "sub", "exp", "iat", "rnd", "att", "ppr", "edn", "code", "start", "end"),
)
RECEIPT = Kind(
    "receipt",
    "receipt+jwt",
    "public",
    ("iss", "aud", "sub", "iat", "rnd", "att", "ppr", "edn", "ans"),
)


@dataclass(frozen=True)
class SigningKey:
    """A private key for one purpose, with the id its public half is published under."""

    kid: str
    private: Ed25519PrivateKey


@dataclass(frozen=True)
class Verified:
    """A token's claims. `expired` is a fact, not yet a verdict: late answers are kept."""

    claims: dict[str, Any]
    expired: bool


VerifyingKeys = Mapping[str, Ed25519PublicKey]


def signing_key(secret: bytes, kind: Kind) -> SigningKey:
    """The signing key that a secret of any form stands for."""
    private = Ed25519PrivateKey.from_private_bytes(derive(secret, f"{kind.purpose} signing key"))
    return SigningKey(_key_id(private.public_key(), kind), private)


def public_jwk(key: SigningKey) -> dict[str, str]:
    """The public half as a JWK (RFC 8037 §2)."""
    x = base64url(_raw(key.private.public_key()))
    return {"kty": "OKP", "crv": "Ed25519", "alg": _ALGORITHM, "use": "sig", "kid": key.kid, "x": x}


def verifying_keys(jwks: Mapping[str, Any], kind: Kind) -> VerifyingKeys:
    """The published keys that may vouch for this kind of token and no other."""
    return {
        jwk["kid"]: jwt.PyJWK.from_dict(jwk).key
        for jwk in jwks["keys"]
        if jwk["kid"].startswith(f"{kind.purpose}-")
    }


def sign(claims: Mapping[str, Any], kind: Kind, key: SigningKey) -> str:
    """A token of that kind. Ed25519 is deterministic: the same claims give the same token."""
    payload = {**claims, "aud": kind.audience}
    headers = {"typ": kind.typ, "kid": key.kid}
    return jwt.encode(payload, key.private, algorithm=_ALGORITHM, headers=headers)


def verify(
    token: str, kind: Kind, keys: VerifyingKeys, issuer: str, now: datetime
) -> Verified | None:
    """The claims of a genuine token of that kind, or None. Expiry is told, not judged.

    pyjwt would read the clock itself, so its check of `exp` is off and ours stands in its place.
    """
    for kid, key in keys.items():
        read = _read(token, kind, key, issuer)
        if read is not None and (read["header"].get("typ"), read["header"].get("kid")) == (
            kind.typ,
            kid,
        ):
            claims = read["payload"]
            expires = claims.get("exp")
            return Verified(claims, expires is not None and now.timestamp() > expires)
    return None


def _read(token: str, kind: Kind, key: Ed25519PublicKey, issuer: str) -> dict[str, Any] | None:
    options: Any = {"require": list(kind.required), **_CLOCK_IS_OURS}
    try:
        return jwt.decode_complete(
            token,
            key,
            algorithms=[_ALGORITHM],
            audience=kind.audience,
            issuer=issuer,
            options=options,
        )
    except (jwt.InvalidTokenError, ValueError):
        return None


def milliseconds(moment: datetime) -> int:
    """A moment as the integer that tokens and items carry."""
    return round(moment.timestamp() * 1000)


def moment(milliseconds: int) -> datetime:
    """The inverse of `milliseconds`, in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _key_id(key: Ed25519PublicKey, kind: Kind) -> str:
    """Purpose and the JWK thumbprint (RFC 7638), shortened."""
    required = {"crv": "Ed25519", "kty": "OKP", "x": base64url(_raw(key))}
    return f"{kind.purpose}-{base64url(hashlib.sha256(canonical(required)).digest())[:8]}"
