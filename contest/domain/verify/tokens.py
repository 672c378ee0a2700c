"""Signed statements of a record read by the letter: seals of results, and receipts.

A JWT can be written in several ways that verify alike (spare bits of base64url); here only the one
that its signer wrote will do.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from contest.domain.seal import base64url

_PARTS = 3
Keys = Mapping[str, Ed25519PublicKey]
"""Public keys by their `kid`."""


class TokenError(Exception):
    """A token is not what it should be; the message says why, in Vietnamese."""


@dataclass(frozen=True)
class Token:
    """A token whose signature holds."""

    kid: str
    claims: Mapping[str, Any]


def public_keys(jwks: Mapping[str, Any]) -> Keys:
    """The keys of a JWK set of the right shape; raises TokenError if two share a name."""
    keys = {each["kid"]: _public(each["x"]) for each in jwks["keys"]}
    if len(keys) != len(jwks["keys"]):
        raise TokenError("có hai khóa cùng tên")
    return keys


def _public(x: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(_decoded(x))


def read_token(text: str, typ: str, prefix: str, keys: Keys) -> Token:
    """A token of that `typ`, by a key whose name begins so; raises TokenError otherwise."""
    parts = text.split(".")
    if len(parts) != _PARTS:
        raise TokenError("không phải JWT (cần ba phần cách nhau bằng dấu chấm)")
    header, claims = _object(parts[0]), _object(parts[1])
    if header.get("typ") != typ or header.get("alg") != "EdDSA":
        raise TokenError(f"phần đầu phải ghi typ «{typ}», alg «EdDSA»")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid.startswith(prefix) or kid not in keys:
        raise TokenError(f"ký bằng khóa «{kid}», không có trong khoa.json cho việc này")
    try:
        keys[kid].verify(_decoded(parts[2]), f"{parts[0]}.{parts[1]}".encode())
    except InvalidSignature as error:
        raise TokenError(f"chữ ký không khớp với khóa «{kid}»") from error
    return Token(kid, claims)


def _object(part: str) -> dict[str, Any]:
    try:
        value = json.loads(_decoded(part))
    except (ValueError, RecursionError) as error:
        raise TokenError("không đọc được nội dung JWT") from error
    if not isinstance(value, dict):
        raise TokenError("không đọc được nội dung JWT")
    return value


def _decoded(text: str) -> bytes:
    """Base64url without padding, written as its bytes are written and in no other way."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise TokenError("không phải base64url") from error
    if base64url(data) != text:
        raise TokenError("không phải base64url")
    return data
