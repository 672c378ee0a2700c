"""Signing keys: one for each kind of token, its public half published for anyone to check by."""

import hashlib
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from contest.domain.seal import base64url, canonical, derive

ALGORITHM = "EdDSA"


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
RESULT = Kind(
    "result",
    "result+jwt",
    "public",
    ("iss", "aud", "iat", "num", "man", "prv", "cmt"),
)


@dataclass(frozen=True)
class SigningKey:
    """A private key for one purpose, with the id its public half is published under."""

    kid: str
    private: Ed25519PrivateKey


def signing_key(secret: bytes, kind: Kind) -> SigningKey:
    """The signing key that a secret of any form stands for."""
    private = Ed25519PrivateKey.from_private_bytes(derive(secret, f"{kind.purpose} signing key"))
    return SigningKey(_key_id(private.public_key(), kind), private)


def public_jwk(key: SigningKey) -> dict[str, str]:
    """The public half as a JWK (RFC 8037 §2)."""
    x = base64url(_raw(key.private.public_key()))
    return {"kty": "OKP", "crv": "Ed25519", "alg": ALGORITHM, "use": "sig", "kid": key.kid, "x": x}


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _key_id(key: Ed25519PublicKey, kind: Kind) -> str:
    """Purpose and the JWK thumbprint (RFC 7638), shortened."""
    required = {"crv": "Ed25519", "kty": "OKP", "x": base64url(_raw(key))}
    return f"{kind.purpose}-{base64url(hashlib.sha256(canonical(required)).digest())[:8]}"
