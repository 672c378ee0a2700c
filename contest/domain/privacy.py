"""Personal data at rest: sealed under a key of its own, apart from what counts and ranks.

AES-256-GCM (NIST SP 800-38D). What is sealed is bound to its place, so that one person's data can't
be put under another's key unnoticed. The nonce is drawn at random for each sealing and handed in.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from contest.domain.seal import derive

NONCE_BYTES = 12


class TamperedError(Exception):
    """Sealed data that its key doesn't open: damaged, or of another place. Says nothing of it."""


def personal_key(secret: bytes) -> bytes:
    """The key for personal data that a secret of any form stands for: 32 bytes."""
    return derive(secret, "personal data")


def seal_personal(key: bytes, place: str, data: bytes, nonce: bytes) -> bytes:
    """Sealed data: the nonce, then ciphertext and tag. A nonce must never be used twice."""
    return nonce + AESGCM(key).encrypt(nonce, data, place.encode())


def open_personal(key: bytes, place: str, sealed: bytes) -> bytes:
    """The inverse of `seal_personal`; raises TamperedError if key, place or a byte is another."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise TamperedError from error
