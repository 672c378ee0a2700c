"""Sealed papers: opened by any JWE library with the key, by nobody without it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwe
from joserfc.errors import DecodeError, JoseError
from joserfc.jwk import OctKey

from contest.domain.seal import canonical, derive, name, paper_id, paper_key, paper_path
from contest.domain.seal import seal as seal_bytes
from tests.domain.builders import MASTER, table

OTHER = bytes(reversed(MASTER))
CONTENT = {"round": "vong-1", "questions": [{"id": "cau-1", "stem": "Chỉ số nào?"}]}
any_content = st.dictionaries(
    st.text(max_size=5), st.recursive(st.text() | st.integers(), st.lists, max_leaves=5)
)


def seal(master: bytes, paper: str, content: Any) -> str:
    """The content as a paper holds it, sealed."""
    return seal_bytes(master, paper, canonical(content))


def opened(sealed: str, key: bytes) -> Any:
    """The content as an independent implementation of RFC 7516 reads it."""
    found = jwe.decrypt_compact(sealed, OctKey.import_key(key), algorithms=["dir", "A256GCM"])
    assert found.plaintext is not None
    return json.loads(found.plaintext)


@given(any_content)
def test_another_library_opens_it(content: dict[str, Any]) -> None:
    """What was sealed comes out whole, in code that isn't ours."""
    paper = paper_id(MASTER, content)
    assert opened(seal(MASTER, paper, content), paper_key(MASTER, paper)) == content


@table(
    "key",
    (paper_key(OTHER, "de-mot"), "of another master key"),
    (paper_key(MASTER, "de-hai"), "of another paper"),
    (MASTER, "the master key itself"),
    (bytes(32), "a guess"),
)
def test_another_key_opens_nothing(key: bytes) -> None:
    """Only the paper's own key opens it."""
    sealed = seal(MASTER, "de-mot", CONTENT)
    assert opened(sealed, paper_key(MASTER, "de-mot")) == CONTENT
    with pytest.raises(DecodeError):
        opened(sealed, key)


def test_a_sealed_paper_cannot_be_altered() -> None:
    """A single character changed in header, nonce, text or tag, and it doesn't open."""
    sealed = seal(MASTER, "de-mot", CONTENT)
    places = [place for place, letter in enumerate(sealed) if letter != "."]
    ends = {place - 1 for place, letter in enumerate(f"{sealed}.") if letter == "."}
    for place in set(places) - ends:  # the last letter of a part may carry unused bits
        letter = "A" if sealed[place] != "A" else "B"
        with pytest.raises((JoseError, ValueError)):
            opened(f"{sealed[:place]}{letter}{sealed[place + 1 :]}", paper_key(MASTER, "de-mot"))


def test_a_sealed_paper_shows_nothing() -> None:
    """No word of a question can be read in the file."""
    sealed = seal(MASTER, "de-mot", CONTENT)
    for part in sealed.split("."):
        assert "cau-1" not in part and canonical("cau-1").decode() not in part
    assert sealed.split(".")[1] == "", "`dir` carries no key"


def test_the_same_sources_give_the_same_bytes() -> None:
    """Building again changes no file; another master key changes all of it."""
    assert seal(MASTER, "de-mot", CONTENT) == seal(
        MASTER, "de-mot", dict(reversed(CONTENT.items()))
    )
    assert seal(MASTER, "de-mot", CONTENT) != seal(OTHER, "de-mot", CONTENT)


@given(any_content, any_content)
def test_a_paper_is_named_by_its_content(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Different content never shares a name, and so never shares a key and nonce."""
    assert (paper_id(MASTER, one) == paper_id(MASTER, other)) is (one == other)


def test_no_two_papers_share_a_key_or_a_nonce() -> None:
    """Each paper is sealed with a key and a nonce of its own."""
    papers = [f"de-{number}" for number in range(50)]
    assert len({paper_key(MASTER, paper) for paper in papers}) == 50
    assert len({seal(MASTER, paper, CONTENT).split(".")[2] for paper in papers}) == 50


def test_a_name_cannot_be_guessed_from_the_content() -> None:
    """Who knows every question still can't name the file: the name changes with the master key."""
    assert paper_id(MASTER, CONTENT) != paper_id(OTHER, CONTENT)
    assert paper_id(MASTER, CONTENT) != name(derive(b"", "paper name"))


@given(any_content)
def test_a_name_fits_an_address(content: dict[str, Any]) -> None:
    """Names are short, lower-case and need no escaping in an address or on a phone."""
    paper = paper_id(MASTER, content)
    assert len(paper) == 20 and paper.isascii() and paper.isalnum() and paper == paper.lower()
    assert paper_path("vong-1", paper) == f"/de-thi/vong-1/{paper}.jwe"


def test_keys_of_different_purposes_differ() -> None:
    """One secret serves many purposes without one telling another."""
    labels = ["paper name", "paper key a", "paper key b", "paper nonce a", "session signing key"]
    assert len({derive(MASTER, label) for label in labels}) == len(labels)
    assert derive(MASTER, "paper key a") == paper_key(MASTER, "a")


@given(any_content)
def test_canonical_form_ignores_the_order_of_keys(content: dict[str, Any]) -> None:
    """The same values written in another order are the same bytes, and read back the same."""
    turned = dict(reversed(content.items()))
    assert canonical(turned) == canonical(content)
    assert json.loads(canonical(content)) == content
