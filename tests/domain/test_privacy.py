"""Personal data at rest: opened with its own key, in its own place, and not otherwise."""

import pytest

from contest.domain.privacy import (
    NONCE_BYTES,
    TamperedError,
    open_personal,
    personal_key,
    seal_personal,
)

KEY = personal_key(b"a secret of a test")
NONCE = bytes(NONCE_BYTES)
NAME = "Nguyễn Thử Nghiệm".encode()
SEALED = seal_personal(KEY, "person-1", NAME, NONCE)


def test_what_was_sealed_can_be_opened() -> None:
    """The data comes back, and stands nowhere in what is stored."""
    assert open_personal(KEY, "person-1", SEALED) == NAME
    assert NAME not in SEALED


@pytest.mark.parametrize(
    ("key", "place", "sealed", "reason"),
    [
        (personal_key(b"another secret"), "person-1", SEALED, "another key"),
        (KEY, "person-2", SEALED, "put under another person"),
        (KEY, "person-1", SEALED[:-1] + bytes([SEALED[-1] ^ 1]), "a byte changed at the end"),
        (KEY, "person-1", bytes([SEALED[0] ^ 1]) + SEALED[1:], "another nonce"),
        (KEY, "person-1", SEALED[:20], "cut short"),
    ],
)
def test_nothing_else_opens_it(key: bytes, place: str, sealed: bytes, reason: str) -> None:
    """Another key, place or byte opens nothing."""
    with pytest.raises(TamperedError):
        open_personal(key, place, sealed)
