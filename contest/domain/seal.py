"""Sealing papers: names nobody can guess, keys only the proctor can derive.

A paper travels the CDN as a JWE in compact form (RFC 7516; `dir`, `A256GCM`). Its name is a keyed
digest of its whole content, its key and nonce come from the master key and that name. So one
key only ever seals one content, and a fixed nonce is safe; and the same sources and secrets
give the same bytes.
"""

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_HEADER = {"alg": "dir", "enc": "A256GCM"}
_TAG_BYTES = 16


def canonical(value: Any) -> bytes:
    """JSON that is the same bytes everywhere: sorted keys, no spaces, UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def base64url(data: bytes) -> str:
    """Base64url without padding, as JOSE writes it (RFC 7515 §2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def name(digest: bytes) -> str:
    """A digest as a short name for files and tokens: 96 bits, lower-case base32."""
    return base64.b32encode(digest[:12]).decode().rstrip("=").lower()


def derive(secret: bytes, label: str, length: int = 32) -> bytes:
    """HKDF-SHA-256 (RFC 5869) of a secret for one purpose."""
    kdf = HKDF(algorithm=hashes.SHA256(), length=length, salt=None, info=label.encode())
    return kdf.derive(secret)


def paper_id(master: bytes, content: dict[str, Any]) -> str:
    """The unguessable name of a paper; `content` is everything in it, or digests of it."""
    key = derive(master, "paper name")
    return name(hmac.new(key, canonical(content), hashlib.sha256).digest())


def paper_key(master: bytes, paper: str) -> bytes:
    """The key that opens one paper: 32 bytes."""
    return derive(master, f"paper key {paper}")


def paper_path(round_id: str, paper: str) -> str:
    """Where a sealed paper lies on the site."""
    return f"/de-thi/{round_id}/{paper}.jwe"


def seal(master: bytes, paper: str, content: bytes) -> str:
    """The sealed paper as a compact JWE. One name must only ever stand for one content."""
    header = base64url(canonical(_HEADER))
    nonce = derive(master, f"paper nonce {paper}", 12)
    sealed = AESGCM(paper_key(master, paper)).encrypt(nonce, content, header.encode())
    parts = (nonce, sealed[:-_TAG_BYTES], sealed[-_TAG_BYTES:])
    return f"{header}..{'.'.join(base64url(part) for part in parts)}"
