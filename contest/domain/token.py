"""Tokens: JWTs signed with Ed25519 (RFC 8037), one kind never passing for another.

Each kind has its own `typ`, audience and keys; exactly one algorithm is accepted; the clock is
handed in. Sign with one key, verify with any that is still published for the purpose.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from contest.domain.keys import ALGORITHM, Kind, SigningKey

_CLOCK_IS_OURS = {"verify_exp": False, "verify_iat": False, "verify_nbf": False}


@dataclass(frozen=True)
class Verified:
    """A token's claims. `expired` is a fact, not yet a verdict: late answers are kept."""

    claims: dict[str, Any]
    expired: bool


VerifyingKeys = Mapping[str, Ed25519PublicKey]


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
    return jwt.encode(payload, key.private, algorithm=ALGORITHM, headers=headers)


def verify(
    token: str, kind: Kind, keys: VerifyingKeys, issuer: str, now: datetime
) -> Verified | None:
    """The claims of a genuine token of that kind, or None. Expiry is told, not judged.

    pyjwt would read the clock itself, so its check of `exp` is off and ours stands in its place.
    """
    for kid, key in keys.items():
        read = _read(token, kind, key, issuer)
        if read is not None and _is_labelled(read["header"], kind, kid):
            claims = read["payload"]
            expires = claims.get("exp")
            return Verified(claims, expires is not None and now.timestamp() > expires)
    return None


def _is_labelled(header: Mapping[str, Any], kind: Kind, kid: str) -> bool:
    """Whether a token says itself that it is of that kind and by that key."""
    return header.get("typ") == kind.typ and header.get("kid") == kid


def _read(token: str, kind: Kind, key: Ed25519PublicKey, issuer: str) -> dict[str, Any] | None:
    options: Any = {"require": list(kind.required), **_CLOCK_IS_OURS}
    try:
        return jwt.decode_complete(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=kind.audience,
            issuer=issuer,
            options=options,
        )
    except (jwt.InvalidTokenError, ValueError):
        return None
