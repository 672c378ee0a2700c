"""The draw of lots: the same seed however it is typed, and a lot that nobody else moves."""

import hashlib
import unicodedata
from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.awards.lot import canonical_seed, lot
from tests.domain.builders import table

RFC = "9319./2.5.8.10.12./9.18.26.34.41.45./"
"""The seed of the example in RFC 3797 §6."""


@table(
    "typed canonical",
    ("9319; 2 5 12 8 10; 9, 18, 26, 34, 41, 45", RFC, "the RFC's example, as one would type it"),
    ("9319\n2 5 12 8 10\n45 41 34 26 18 9\n", RFC, "a source a line, drawn in another order"),
    ("9319/2.5.8.10.12/9.18.26.34.41.45", RFC, "almost canonical"),
    (RFC, RFC, "canonical already"),
    ("  012345 ", "12345./", "a lottery number that begins with 0"),
    ("0", "0./", "nothing but zero"),
    ("10 9", "9.10./", "sorted as numbers, not as text"),
    ("7 7 7", "7.7.7./", "the same number thrice"),
    ("Giải Đặc biệt: 12345", "Giải Đặc biệt: 12345", "text stays as it is"),
    (" VN-Index 1.102,3 điểm ", "VN-Index 1.102,3 điểm", "text, without spaces at its ends"),
    ("-5", "-5", "not a whole number"),
    ("1 2 ①", "1 2 ①", "digits of other kinds are text"),
    ("", "", "nothing"),
    ("/", "/", "no number at all"),
)
def test_a_seed_has_one_form(typed: str, canonical: str) -> None:
    """Two people who type the same draw draw the same lots."""
    assert canonical_seed(typed) == canonical


def test_marks_typed_apart_are_the_same_seed() -> None:
    """Some keyboards write letters and marks apart."""
    text = "Giải Đặc biệt"
    assert canonical_seed(unicodedata.normalize("NFD", text)) == text


@given(st.text("0123456789 .,/;\nảa-"))
def test_a_canonical_seed_stays(text: str) -> None:
    """Whether it has been made canonical already need not be known."""
    assert canonical_seed(canonical_seed(text)) == canonical_seed(text)


@given(st.lists(st.integers(0, 99_999), min_size=1, max_size=8), st.randoms())
def test_the_order_in_which_numbers_were_drawn_is_of_no_matter(
    numbers: list[int], chance: Random
) -> None:
    """Nor is the way they are parted."""
    drawn = [str(each) for each in numbers]
    chance.shuffle(drawn)
    expected = "".join(f"{each}." for each in sorted(numbers)) + "/"
    for between in (" ", ", ", "."):
        assert canonical_seed(between.join(drawn)) == expected


def test_a_lot_is_the_digest_that_anybody_can_work_out() -> None:
    """As the record's format says: seed, ranking, code, a line each."""
    digest = hashlib.sha256(f"{RFC}\nca-nhan\n7K3MQ-9TZ0B".encode()).hexdigest()
    assert lot(RFC, "ca-nhan", "7K3MQ-9TZ0B") == digest


def test_lots_favour_nobody() -> None:
    """Of three people, each is first about as often over many seeds."""
    first = Counter(
        min("ABC", key=lambda code: lot(canonical_seed(str(seed)), "tuan-1", code))
        for seed in range(3000)
    )
    assert all(900 < count < 1100 for count in first.values())
