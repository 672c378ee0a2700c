"""Editions: named by all that is in them, sealed without loss, and telling nobody the answers."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from joserfc import jwe
from joserfc.jwk import OctKey

from contest.domain.bank import Bank
from contest.domain.edition import read_key, write_key
from contest.domain.grading import PaperKey, QuestionKey
from contest.domain.paper import compose
from contest.domain.rules import Round
from contest.domain.seal import paper_key, paper_path
from contest.domain.sealing import SealedEdition, seal_edition
from tests.domain.builders import (
    MASTER,
    a_bank,
    a_key,
    a_question,
    a_round,
    any_paper_key,
    line,
    options,
    real_contest,
    real_sources,
    table,
)

BANK = a_bank("mot", ["easy"] * 6)
RULES = a_round(blueprint=(line("mot", 4),), papers=5)


def sealed(bank: Bank = BANK, rules: Round = RULES, master: bytes = MASTER) -> SealedEdition:
    return seal_edition(rules, compose(bank, rules, b"seed"), master)


def opened(edition: SealedEdition, paper: str) -> Any:
    """A paper as a browser reads it: from its path, with the key the proctor hands out."""
    text = edition.files[paper_path(edition.edition.round_id, paper)]
    key = OctKey.import_key(paper_key(MASTER, paper))
    found = jwe.decrypt_compact(text, key, algorithms=["dir", "A256GCM"]).plaintext
    assert found is not None
    return json.loads(found)


def with_first(**changes: Any) -> Bank:
    """The bank with its first question written otherwise."""
    first = replace(BANK[0], question=a_question(id=BANK[0].question.id, **changes))
    return (first, *BANK[1:])


def test_every_paper_can_be_opened() -> None:
    """Each paper opens to what was composed, and says which paper of which edition it is."""
    made, papers = sealed(), compose(BANK, RULES, b"seed")
    assert len(made.edition.papers) == len(made.files) == len(papers)
    for name, paper in zip(made.edition.papers, papers, strict=True):
        assert opened(made, name) == {
            "paper": name,
            "edition": made.edition.id,
            "round": "vong-1",
            "questions": paper.public(),
        }


def test_every_paper_has_its_own_key() -> None:
    """The answers a grader finds under a paper's name are those of the paper opened."""
    made, papers = sealed(), compose(BANK, RULES, b"seed")
    assert made.edition.questions == 4
    assert list(made.edition.keys) == list(made.edition.papers)
    for name, paper in zip(made.edition.papers, papers, strict=True):
        assert made.edition.keys[name] == paper.key()


def test_no_file_of_a_real_edition_tells_anything() -> None:
    """In files and paths nobody finds a question, an answer or the order of papers (R11)."""
    rules = real_contest().rounds[1]
    bank = real_sources().bank(rules.bank)
    made = seal_edition(rules, compose(bank, rules, b"seed"), MASTER)
    assert len(made.files) == rules.papers
    for path, text in made.files.items():
        assert path.startswith(f"/de-thi/{rules.id}/")
        assert text.isascii() and text.count(".") == 4
        assert not any(each.question.id in path + text for each in bank)
    assert list(made.files) != sorted(made.files)


def test_building_again_changes_nothing() -> None:
    """The same bank, rules and secrets give the same edition and the same files."""
    assert sealed() == sealed()


@table(
    "other",
    (sealed(with_first(stem="Chỉ số nào đo sự hài lòng của người dân?")), "a stem is mended"),
    (sealed(with_first(options=options("*PAR INDEX", "SIPAS", "PAPI", "PCI"))),
     "only the key is corrected"),
    (sealed(with_first(options=options("PAR", "*SIPAS", "PAPI", "PCI"))), "an option is mended"),
    (sealed(BANK[1:]), "a question is taken out"),
    (sealed(rules=a_round(blueprint=RULES.blueprint, papers=4)), "a paper less"),
    (sealed(rules=a_round(id="vong-2", blueprint=RULES.blueprint, papers=5)), "another round"),
    (sealed(master=bytes(32)), "another master key: no answer can be tried against the id"),
)  # fmt: skip
def test_a_change_makes_a_new_edition(other: SealedEdition) -> None:
    """Whatever changes, the edition has another id and no file in common with the one before."""
    made = sealed()
    assert other.edition.id != made.edition.id
    assert not set(other.files) & set(made.files)
    assert not set(other.edition.papers) & set(made.edition.papers)


@given(any_paper_key())
def test_a_key_is_stored_and_read_again(key: PaperKey) -> None:
    """A paper's key survives the line it is stored as."""
    assert read_key(write_key(key)) == key


def test_a_stored_key_can_be_read_by_people() -> None:
    """The stored line is the documented one, letters in order."""
    assert write_key(a_key("B", "AC")) == "s4B m4AC"
    assert write_key((QuestionKey(frozenset("HGFEDCB"), 8, multiple=True),)) == "m8BCDEFGH"
