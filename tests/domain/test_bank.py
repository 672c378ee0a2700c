"""The bank: which questions are in use, and whether they fill the blueprint."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.bank import Bank, BankQuestion, in_use, matching, shortfalls
from contest.domain.paper import compose
from tests.domain.builders import (
    DIFFICULTIES,
    MASTER,
    a_bank,
    a_question,
    a_round,
    any_bank,
    any_line,
    fillable_blueprint,
    line,
    real_contest,
    real_sources,
    table,
)


def test_drafts_are_never_used() -> None:
    """Only appraised questions reach a paper."""
    draft = BankQuestion("mot", a_question(id="nhap", status="draft"))
    done = BankQuestion("mot", a_question(id="xong"))
    assert in_use([draft, done]) == (done,)


@given(any_bank(), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(bank: Bank, chance: Any) -> None:
    """However files are named or sorted, the bank and so the papers are the same."""
    shuffled = list(bank)
    chance.shuffle(shuffled)
    assert in_use(shuffled) == in_use(bank)


BANK = (*a_bank("mot", ["easy", "easy", "hard"]), *a_bank("hai", ["medium"], prefix="khac"))


@table(
    "topic difficulty ids",
    ("mot", "easy", ["cau-1", "cau-2"], "one topic, one difficulty"),
    ("mot", None, ["cau-1", "cau-2", "cau-3"], "no difficulty means any"),
    ("mot", "medium", [], "none of that difficulty"),
    ("hai", None, ["khac-1"], "another topic"),
    ("ba", None, [], "a topic without questions"),
)
def test_what_a_line_may_draw_from(topic: str, difficulty: str | None, ids: list[str]) -> None:
    """A blueprint line draws from its topic and difficulty and from nothing else."""
    assert [each.question.id for each in matching(BANK, line(topic, 1, difficulty))] == ids


@table(
    "lines expected",
    ([line("mot", 2, "easy"), line("mot", 1, "hard"), line("hai", 1)], [], "just enough"),
    ([line("mot", 3)], [], "any difficulty: just enough"),
    ([line("mot", 3, "easy")], [(3, 2)], "one easy question missing"),
    ([line("mot", 1, "medium")], [(1, 0)], "none of that difficulty"),
    ([line("ba", 1)], [(1, 0)], "none of that topic"),
    ([line("mot", 1, "easy"), line("mot", 2, "easy")], [(3, 2)], "two lines of one pool together"),
    ([line("mot", 2), line("mot", 2, "easy")], [(4, 3)], "named lines first: too little left"),
    ([line("mot", 1), line("mot", 2, "easy")], [], "named lines first, and the rest is enough"),
    ([line("mot", 9), line("hai", 9)], [(9, 3), (9, 1)], "every line that falls short is told"),
)  # fmt: skip
def test_what_the_bank_lacks(lines: list[Any], expected: list[tuple[int, int]]) -> None:
    """A line that can't be filled is told with what all lines so far need and what there is."""
    found = shortfalls(BANK, tuple(lines))
    assert [(short.needed, short.available) for short in found] == expected


@st.composite
def bank_and_blueprint(draw: st.DrawFn) -> tuple[Bank, tuple[Any, ...]]:
    """A bank and a blueprint that it may or may not fill."""
    bank = draw(any_bank())
    anything = st.lists(any_line, min_size=1, max_size=5).map(tuple)
    return bank, draw(anything | fillable_blueprint(bank))


@given(bank_and_blueprint())
def test_no_shortfall_means_every_paper_is_full(given_both: tuple[Bank, tuple[Any, ...]]) -> None:
    """Nothing is told to be missing exactly where composing fills every paper."""
    bank, blueprint = given_both
    rules = a_round(blueprint=blueprint, papers=5)
    sizes = {len(paper.questions) for paper in compose(bank, rules, MASTER)}
    assert (not list(shortfalls(bank, blueprint))) is (sizes == {rules.questions})


@given(
    st.lists(st.sampled_from(DIFFICULTIES), min_size=1, max_size=12),
    st.integers(1, 6),
    st.integers(0, 6),
)
def test_a_topic_is_asked_for_no_more_than_it_has(
    difficulties: list[str], anyhow: int, easy: int
) -> None:
    """Lines with and without a difficulty share a topic: together they may use it up, not more."""
    bank = a_bank("mot", difficulties)
    blueprint = [line("mot", anyhow)] + ([line("mot", easy, "easy")] if easy else [])
    enough = easy <= difficulties.count(DIFFICULTIES[0]) and anyhow + easy <= len(bank)
    assert (not list(shortfalls(bank, tuple(blueprint)))) is enough


def test_the_real_banks_fill_the_real_rounds() -> None:
    """Every round of `contest.yaml` can be composed from the bank it names."""
    for rules in real_contest().rounds:
        bank = in_use(real_sources().bank(rules.bank))
        assert list(shortfalls(bank, rules.blueprint)) == [], rules.id
