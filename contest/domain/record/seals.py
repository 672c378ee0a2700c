"""Sealing a result: a signed statement of its number, manifest, and what came before.

It is a JWT in `muc-luc.json`, so that nobody can put another result in a published one's place
without the key, nor leave one out without breaking the row.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from contest.domain.keys import RESULT, SigningKey
from contest.domain.phase import timestamp
from contest.domain.record.commitment import FORMAT, NOTHING_BEFORE
from contest.domain.token import VerifyingKeys, sign, verify


@dataclass(frozen=True)
class Published:
    """A result as `muc-luc.json` lists it; `manifest` is the SHA-256 of its `ho-so.json`."""

    number: int
    at: str
    manifest: str
    reason: str
    seal: str


@dataclass(frozen=True)
class Sealing:
    """Who seals, when, and the chain of the last commitment published by then."""

    contest: str
    at: datetime
    chain: str
    key: SigningKey


def seal_result(
    before: Sequence[Published], manifest: str, reason: str, sealing: Sealing
) -> Published:
    """The next result of the index, sealed."""
    number = len(before) + 1
    claims = {
        "iss": sealing.contest,
        "iat": int(sealing.at.timestamp()),
        "num": number,
        "man": manifest,
        "prv": last_manifest(before),
        "cmt": sealing.chain,
    }
    seal = sign(claims, RESULT, sealing.key)
    return Published(number, timestamp(sealing.at), manifest, reason, seal)


def last_manifest(before: Sequence[Published]) -> str:
    """The manifest of the latest result, zeros before the first."""
    return before[-1].manifest if before else NOTHING_BEFORE


def read_seal(seal: str, keys: VerifyingKeys, contest: str, at: datetime) -> dict[str, Any] | None:
    """The claims of a genuine seal of that contest, or None. A seal never expires."""
    verified = verify(seal, RESULT, keys, contest, at)
    return verified.claims if verified else None


def index(contest: str, results: Sequence[Published]) -> dict[str, Any]:
    """`muc-luc.json`."""
    return {"format": FORMAT, "contest": contest, "results": [asdict(each) for each in results]}
