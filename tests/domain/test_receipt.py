"""Receipts: anyone can check them, they name no person, and repeats are alike."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from contest.domain.attempt import State
from contest.domain.identity import CandidateCode
from contest.domain.keys import RECEIPT, public_jwk, signing_key
from contest.domain.receipt import answers_digest, write
from contest.domain.token import Verified, verify, verifying_keys
from tests.domain.builders import MASTER, closed, table

KEY = signing_key(MASTER, RECEIPT)
PUBLISHED = {"keys": [public_jwk(KEY)]}
ISSUER = "cchc-dak-lak-2023"
CODE = CandidateCode("7K3MQ-9TZ0B")
MUCH_LATER = datetime(2033, 1, 1, tzinfo=UTC)


def receipt(*, show_score: bool = True, **changes: Any) -> str:
    """The receipt of an attempt of ten minutes with 10 of 20 right, bent."""
    return write(closed(**changes), CODE, ISSUER, "vong-1", show_score=show_score, key=KEY)


def checked(text: str, now: datetime = MUCH_LATER) -> Verified:
    found = verify(text, RECEIPT, verifying_keys(PUBLISHED, RECEIPT), ISSUER, now)
    assert found is not None
    return found


def test_anyone_can_check_a_receipt() -> None:
    """The published key vouches for who, what, when and how well, and for nothing else."""
    attempt = closed()
    assert checked(receipt()).claims == {
        "iss": ISSUER,
        "aud": "public",
        "sub": CODE,
        "iat": int(attempt.submitted_at.timestamp()),
        "rnd": "vong-1",
        "att": 1,
        "ppr": "paper",
        "edn": "edition",
        "ans": answers_digest("B,AC,,D"),
        "ms": 600_000,
        "cor": 10,
        "sco": 10,
        "max": 20,
    }


def test_a_receipt_is_good_for_ever() -> None:
    """Ten years on a receipt still proves what it says."""
    assert not checked(receipt(), MUCH_LATER).expired


@table(
    "show_score changes told",
    (True, {}, True, "told at once"),
    (True, {"score": 0}, True, "no point is told too"),
    (False, {}, False, "told after the close only"),
    (True, {"score": None}, False, "not graded yet"),
    (False, {"score": None}, False, "neither graded nor told"),
)
def test_when_a_receipt_tells_the_score(
    show_score: bool, changes: dict[str, Any], told: bool
) -> None:
    """A receipt tells the score where the rules tell it, and otherwise not even the maximum."""
    claims = checked(receipt(show_score=show_score, **changes)).claims
    assert {"cor", "sco", "max"} & set(claims) == ({"cor", "sco", "max"} if told else set())


def test_the_same_facts_give_the_same_receipt() -> None:
    """Who hands in twice gets the very same receipt."""
    assert receipt() == receipt()


@table(
    "changes",
    ({"answers": "B,AC,A,D"}, "another answer"),
    ({"answers": "AC,B,,D"}, "the answers of two questions exchanged"),
    ({"number": 2}, "another attempt"),
    ({"paper": "other"}, "another paper"),
    ({"edition": "other"}, "another edition"),
    ({"score": 11}, "another score"),
    ({"seconds": 601}, "another time"),
)
def test_other_facts_give_another_receipt(changes: dict[str, Any]) -> None:
    """No fact can be changed behind a receipt's back."""
    assert checked(receipt(**changes)).claims != checked(receipt()).claims


@given(st.text("ABCD,", max_size=20), st.text("ABCD,", max_size=20))
def test_the_digest_changes_with_the_answers(one: str, other: str) -> None:
    """Two answer sheets never share a digest, and the digest doesn't show them."""
    assert (answers_digest(one) == answers_digest(other)) is (one == other)
    assume(len(one) > 5)
    assert one not in answers_digest(one)


def test_a_changed_receipt_is_refused() -> None:
    """Who writes a better score into a receipt has none."""
    header, body, signature = receipt().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    better = (
        base64.urlsafe_b64encode(json.dumps(claims | {"sco": 20}).encode()).decode().rstrip("=")
    )
    keys = verifying_keys(PUBLISHED, RECEIPT)
    forged = f"{header}.{better}.{signature}"
    assert verify(forged, RECEIPT, keys, ISSUER, MUCH_LATER) is None


def test_an_attempt_that_ran_out_has_a_receipt_too() -> None:
    """What the clerk graded is proved as what was handed in is."""
    attempt = closed()
    ran_out = replace(attempt, state=State.RAN_OUT, submitted_at=attempt.deadline)
    text = write(ran_out, CODE, ISSUER, "vong-1", show_score=True, key=KEY)
    assert checked(text).claims["ms"] == timedelta(minutes=20) / timedelta(milliseconds=1)
