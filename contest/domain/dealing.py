"""Dealing papers: which one an attempt gets, without looking anything up."""

import hashlib
import hmac
import random


def deal(master: bytes, contestant: str, round_id: str, attempt: int, papers: int) -> int:
    """Which of `papers` papers the attempt gets: an index from 0.

    A keyed permutation of (contestant, round): attempts 1, 2, 3 … walk through it, so that no paper
    comes twice before all have come once. Nobody without the key can tell the next one.
    """
    message = f"deal|{round_id}|{contestant}".encode()
    seed = hmac.new(master, message, hashlib.sha256).digest()
    order = random.Random(seed).sample(range(papers), papers)  # noqa: S311 - keyed by a secret
    return order[(attempt - 1) % papers]
