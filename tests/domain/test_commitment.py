"""Commitments: a chain nobody can reorder, and contents nobody can guess or exchange."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from contest.domain.record import commitment
from contest.domain.record.commitment import Commitment, CommitmentKind, Grounds, Lists
from contest.domain.seal import base64url, canonical
from tests.domain.builders import at, table
from tests.held import hold

ZEROS = "0" * 64
SALT = base64url(bytes(32))


def a_chain(*moments: str) -> list[Commitment]:
    made: list[Commitment] = []
    for each in moments:
        digest = commitment.sha256(each.encode())
        made.append(commitment.append(made, CommitmentKind.OPEN, "vong-1", at(each), digest))
    return made


CHAIN = a_chain("2023-11-01 08:00", "2023-11-02 08:00", "2023-11-17 18:00")


def wrong(made: list[Commitment]) -> str:
    return " ".join(f"{number}.{name}" for number, name in commitment.check_chain(made))


def test_the_chain_is_the_documented_one() -> None:
    """Each entry names the one before; `chain` is the digest of all of it but itself."""
    before = ZEROS
    for number, entry in enumerate(CHAIN, start=1):
        document = entry.document()
        chain = document.pop("chain")
        text = json.dumps(document, sort_keys=True, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == chain
        assert (document["number"], document["before"]) == (number, before)
        assert list(document) == ["number", "kind", "round", "at", "digest", "before"]
        before = chain
    assert commitment.tip(CHAIN) == before
    assert commitment.tip([]) == ZEROS


def test_an_honest_chain_is_right_and_survives_its_file() -> None:
    document = json.loads(canonical(commitment.log("cuoc-thi", CHAIN)))
    read = [Commitment.read(each) for each in document["commitments"]]
    assert read == CHAIN and not wrong(read)
    assert (document["format"], document["contest"]) == (1, "cuoc-thi")


def relinked(made: list[Commitment], index: int, **changes: Any) -> list[Commitment]:
    """The chain with an entry changed and its own link mended, as a forger would."""
    forged = replace(made[index], **changes)
    forged = replace(forged, chain=forged.link())
    return [*made[:index], forged, *made[index + 1 :]]


@table(
    "made problems",
    ([], "", "no commitments: nothing is wrong with them"),
    ([CHAIN[1]], "1.number 1.before", "the first taken away"),
    ([CHAIN[0], CHAIN[2]], "2.number 2.before", "one taken out of the middle"),
    ([CHAIN[1], CHAIN[0]], "1.number 1.before 2.number 2.at 2.before", "two exchanged"),
    ([replace(CHAIN[0], digest=ZEROS), *CHAIN[1:]], "1.chain", "a digest exchanged"),
    (relinked(CHAIN, 0, digest=ZEROS), "2.before", "and its link mended: the next one tells"),
    (relinked(CHAIN, 1, at=CHAIN[0].at[:-1] + "0"), "2.at 3.before", "dated back"),
    (relinked(CHAIN, 2, round="vong-2"), "", "the last one alone cannot tell: seals do"),
)  # fmt: skip
def test_a_forged_chain_is_told(made: list[Commitment], problems: str) -> None:
    assert wrong(made) == problems


def test_a_clock_that_went_back_breaks_no_chain() -> None:
    made = a_chain("2023-11-02 08:00", "2023-11-01 08:00")
    assert made[1].at == made[0].at
    assert not wrong(made)


HELD = hold(3, people=3, rounds=1)
GROUNDS = Grounds(b'{"rules":1}', b'{"keys":[]}', b"[]", b'{"at":1}')
LISTS = Lists(roster=("key-b", "key-a"), excluded=())


def an_opening(**changes: Any) -> dict[str, Any]:
    facts = {"salt": SALT, "grounds": GROUNDS, "lists": LISTS, "rules": HELD.rounds[0], **changes}
    return commitment.opening(
        facts["salt"],
        "cuoc-thi",
        facts["rules"],
        HELD.editions[0],
        facts["grounds"],
        facts["lists"],
    )


def test_an_opening_names_all_that_decides() -> None:
    edition, rules = HELD.editions[0], HELD.rounds[0]
    assert an_opening() == {
        "salt": SALT,
        "contest": "cuoc-thi",
        "kind": "open",
        "round": rules.id,
        "opens_at": "2023-11-07T01:00:00.000Z",
        "closes_at": "2023-11-14T01:00:00.000Z",
        "edition": edition.edition,
        "opened": hashlib.sha256(canonical(edition.document())).hexdigest(),
        "rules": hashlib.sha256(b'{"rules":1}').hexdigest(),
        "keys": hashlib.sha256(b'{"keys":[]}').hexdigest(),
        "agencies": hashlib.sha256(b"[]").hexdigest(),
        "headcounts": hashlib.sha256(b'{"at":1}').hexdigest(),
        "roster": hashlib.sha256(b"key-a\nkey-b\n").hexdigest(),
        "excluded": hashlib.sha256(b"").hexdigest(),
        "people": {"roster": 2, "excluded": 0},
    }
    assert set(GROUNDS.by_digest().values()) == set(vars(GROUNDS).values())


@table(
    "other",
    (an_opening(salt=base64url(bytes([1] * 32))), "another salt: nothing can be guessed"),
    (an_opening(grounds=replace(GROUNDS, headcounts=b"{}")), "other headcounts"),
    (an_opening(lists=replace(LISTS, roster=("key-a",))), "somebody less on the roster"),
    (an_opening(lists=replace(LISTS, excluded=("key-c",))), "somebody excluded"),
    (commitment.closing(SALT, "cuoc-thi", "vong-1", 0, ZEROS), "another kind"),
)
def test_whatever_changes_the_digest_does(other: dict[str, Any]) -> None:
    assert commitment.content_digest(other) != commitment.content_digest(an_opening())


def test_a_closing_fixes_the_sheets() -> None:
    content = commitment.closing(SALT, "cuoc-thi", "vong-1", 2, ZEROS)
    head = {"salt": SALT, "contest": "cuoc-thi", "kind": "close", "round": "vong-1"}
    assert content == {**head, "entries": 2, "sheets": ZEROS}
    assert commitment.content_digest(content) == hashlib.sha256(canonical(content)).hexdigest()


def test_the_order_of_people_does_not_matter() -> None:
    assert commitment.people_digest(["b", "a"]) == commitment.people_digest(["a", "b"])
