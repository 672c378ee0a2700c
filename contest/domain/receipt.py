"""Receipts (biên nhận): a signed statement of what was handed in, when, and how it did.

A receipt names no person. It is a JWT, so anyone can check it against the published keys, and it
is signed anew from the stored facts for a repeat: the same facts give the same receipt.
"""

import hashlib
from typing import Any

from contest.domain.attempt import ClosedAttempt
from contest.domain.identity import CandidateCode
from contest.domain.keys import RECEIPT, SigningKey
from contest.domain.seal import base64url
from contest.domain.token import sign


def answers_digest(answers: str) -> str:
    """SHA-256 of the answer sheet in a line (`grading.write_answers`), base64url."""
    return base64url(hashlib.sha256(answers.encode()).digest())


def write(
    attempt: ClosedAttempt,
    code: CandidateCode,
    issuer: str,
    round_id: str,
    *,
    show_score: bool,
    key: SigningKey,
) -> str:
    """The receipt of an attempt; without its score where scores are told after the close only."""
    claims: dict[str, Any] = {
        "iss": issuer,
        "sub": code,
        "iat": int(attempt.submitted_at.timestamp()),
        "rnd": round_id,
        "att": attempt.number,
        "ppr": attempt.paper,
        "edn": attempt.edition,
        "ans": answers_digest(attempt.answers),
        "ms": round(attempt.duration.total_seconds() * 1000),
    }
    if show_score and attempt.grade is not None:
        claims |= {
            "cor": attempt.grade.correct,
            "sco": attempt.grade.score,
            "max": attempt.grade.max_score,
        }
    return sign(claims, RECEIPT, key)
