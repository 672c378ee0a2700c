"""Papers: they fill the blueprint, shuffle without losing the answer, and are dealt fairly."""

import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contest.domain.bank import Bank, in_use
from contest.domain.dealing import deal
from contest.domain.paper import Paper, compose
from contest.domain.rules import Round
from tests.domain.builders import (
    DIFFICULTIES,
    LETTERS,
    MASTER,
    a_bank,
    a_question,
    a_round,
    any_bank,
    fillable_blueprint,
    line,
    options,
    real_contest,
    real_sources,
)

OTHER = b"another master key, as long as it"[:32]
REAL_ROUNDS = real_contest().rounds


@pytest.fixture(params=REAL_ROUNDS, ids=lambda rules: rules.id)
def real(request: pytest.FixtureRequest) -> tuple[Bank, Round, tuple[Paper, ...]]:
    """Each real round with its real bank and the papers composed from them."""
    rules: Round = request.param
    bank = in_use(real_sources().bank(rules.bank))
    return bank, rules, compose(bank, rules, MASTER)


@st.composite
def fillable(draw: st.DrawFn) -> tuple[Bank, Round, tuple[Paper, ...]]:
    """A random bank and a round it can fill, with the papers composed from them."""
    bank = draw(any_bank())
    blueprint = draw(fillable_blueprint(bank))
    switches = {"shuffle_questions": draw(st.booleans()), "shuffle_options": draw(st.booleans())}
    rules = a_round(blueprint=blueprint, papers=draw(st.integers(1, 8)), **switches)
    return bank, rules, compose(bank, rules, draw(st.binary(min_size=1, max_size=32)))


def assert_fills(bank: Bank, rules: Round, paper: Paper) -> None:
    """Each topic as often as asked, each named difficulty at least; nothing twice."""
    known = {each.question.id: each for each in bank}
    ids = [question.id for question in paper.questions]
    assert len(set(ids)) == len(ids)
    assert all(known[question.id].topic == question.topic for question in paper.questions)
    topics = Counter(question.topic for question in paper.questions)
    pools = Counter((known[name].topic, known[name].question.difficulty) for name in ids)
    asked: Counter[str] = Counter()
    named: Counter[Any] = Counter()
    for each in rules.blueprint:
        asked[each.topic] += each.count
        if each.difficulty is not None:
            named[each.topic, each.difficulty] += each.count
    assert topics == asked
    assert named <= pools


def assert_options_kept(bank: Bank, rules: Round, paper: Paper) -> None:
    """No option lost, pinned ones last, Đúng before Sai, and letters that follow the right text."""
    known = {each.question.id: each.question for each in bank}
    for question, key, shown in zip(paper.questions, paper.key(), paper.public(), strict=True):
        source = known[question.id]
        texts = [option["text"] for option in shown["options"]]
        assert sorted(texts) == sorted(option.text for option in source.options)
        assert [option["id"] for option in shown["options"]] == list(LETTERS[: len(texts)])
        pins = [option.pin is not None for option in question.options]
        assert pins == sorted(pins)
        if source.type == "true_false" or not (rules.shuffle_options or any(pins)):
            assert texts == [option.text for option in source.options]
        chosen = {option["text"] for option in shown["options"] if option["id"] in key.right}
        assert chosen == {option.text for option in source.options if option.right}
        assert (key.options, key.multiple) == (len(texts), source.type == "multiple")
        assert (shown["type"], shown["stem"]) == (
            "multiple" if source.type == "multiple" else "single",
            source.stem,
        )


def test_real_papers_fill_the_blueprint(real: tuple[Bank, Round, tuple[Paper, ...]]) -> None:
    """All papers that contestants will sit are there, full, and hold no question twice."""
    bank, rules, papers = real
    assert len(papers) == rules.papers
    for paper in papers:
        assert_fills(bank, rules, paper)


@given(fillable())
def test_any_paper_fills_the_blueprint(made: tuple[Bank, Round, tuple[Paper, ...]]) -> None:
    """From any bank that suffices, every paper is full and holds no question twice."""
    bank, rules, papers = made
    assert papers
    for paper in papers:
        assert_fills(bank, rules, paper)


def test_real_papers_keep_their_options(real: tuple[Bank, Round, tuple[Paper, ...]]) -> None:
    """On every real paper the key's letters stand before the texts marked right in the source."""
    bank, rules, papers = real
    for paper in papers:
        assert_options_kept(bank, rules, paper)


@given(fillable())
def test_any_paper_keeps_its_options(made: tuple[Bank, Round, tuple[Paper, ...]]) -> None:
    """Shuffled or not, pinned or not: the right option follows its text to its letter."""
    bank, rules, papers = made
    for paper in papers:
        assert_options_kept(bank, rules, paper)


def test_real_papers_tell_no_answer(real: tuple[Bank, Round, tuple[Paper, ...]]) -> None:
    """What a browser gets has no mark and no explanation, only the keys of the contract (R11)."""
    _, _, papers = real
    for paper in papers:
        text = json.dumps(paper.public(), ensure_ascii=False)
        assert "right" not in text and "explanation" not in text
        for question in paper.public():
            assert set(question) == {"id", "type", "topic", "stem", "options"}
            assert all(set(option) == {"id", "text"} for option in question["options"])


@given(fillable())
def test_which_option_is_right_leaves_no_trace(
    made: tuple[Bank, Round, tuple[Paper, ...]],
) -> None:
    """Marking the other options right changes nothing of what a contestant is shown."""
    _, _, papers = made
    for paper in papers:
        turned = Paper(
            tuple(
                replace(
                    question,
                    options=tuple(
                        option.model_copy(update={"right": not option.right})
                        for option in question.options
                    ),
                )
                for question in paper.questions
            )
        )
        assert turned.public() == paper.public()
        assert turned.key() != paper.key()


def test_shuffling_moves_the_right_letter() -> None:
    """An author who always writes the right option second gives nothing away."""
    bank = a_bank("mot", ["easy"] * 40)
    papers = compose(bank, a_round(blueprint=(line("mot", 20),), papers=40), MASTER)
    letters = Counter(letter for paper in papers for key in paper.key() for letter in key.right)
    assert set(letters) == set("ABCD")
    assert max(letters.values()) < 1.4 * min(letters.values())


def test_unshuffled_papers_keep_the_authors_order() -> None:
    """Where the rules don't shuffle options, they stand as written, pinned ones still last."""
    written = options("một", "!Tất cả các phương án trên", "*ba")
    (each,) = a_bank("mot", ["easy"])
    bank = (replace(each, question=a_question(options=written)),)
    rules = a_round(blueprint=(line("mot", 1),), papers=1, shuffle_options=False)
    (paper,) = compose(bank, rules, MASTER)
    shown = [option["text"] for option in paper.public()[0]["options"]]
    assert shown == ["một", "ba", "Tất cả các phương án trên"]
    assert paper.key()[0].right == {"B"}


def spread(papers: tuple[Paper, ...], pool: set[str]) -> int:
    """How much oftener the most used question of a pool comes than the least used."""
    used = Counter(question.id for paper in papers for question in paper.questions)
    uses = [used[name] for name in pool]
    return max(uses) - min(uses)


def test_real_questions_are_used_about_as_often(
    real: tuple[Bank, Round, tuple[Paper, ...]],
) -> None:
    """Where only named lines draw from a pool, no question comes twice oftener than another."""
    bank, rules, papers = real
    free = {each.topic for each in rules.blueprint if each.difficulty is None}
    drawn = {(each.topic, each.difficulty) for each in rules.blueprint if each.topic not in free}
    assert drawn
    for topic, difficulty in drawn:
        pool = {
            each.question.id
            for each in bank
            if (each.topic, each.question.difficulty) == (topic, difficulty)
        }
        assert spread(papers, pool) <= 1, (topic, difficulty)


@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 9), st.integers(1, 30))
def test_any_pool_is_used_evenly(first: int, second: int, spare: int, papers: int) -> None:
    """However many lines draw from a pool, its questions come equally often, give or take one."""
    bank = a_bank("mot", ["easy"] * (first + second + spare))
    rules = a_round(
        blueprint=(line("mot", first, "easy"), line("mot", second, "easy")), papers=papers
    )
    composed = compose(bank, rules, MASTER)
    assume(len(composed) == papers)  # papers that came out alike are kept once
    assert spread(composed, {each.question.id for each in bank}) <= 1


def test_the_seed_decides_the_draw(real: tuple[Bank, Round, tuple[Paper, ...]]) -> None:
    """The same seed gives the same papers; another seed gives papers nobody has seen."""
    bank, rules, papers = real
    assert compose(bank, rules, MASTER) == papers
    assert not set(compose(bank, rules, OTHER)) & set(papers)


def test_chance_decides_among_questions_equally_used() -> None:
    """Which questions come first hangs on the seed, not on how they are named."""
    bank = a_bank("mot", ["easy"] * 12)
    rules = a_round(blueprint=(line("mot", 1),), papers=1)
    drawn = {compose(bank, rules, bytes([seed]))[0].questions[0].id for seed in range(60)}
    assert len(drawn) > 6


def test_papers_alike_are_kept_once() -> None:
    """A bank with one possible paper gives one paper, however many are asked for."""
    bank = a_bank("mot", ["easy", "hard"])
    rules = a_round(
        blueprint=(line("mot", 1, "easy"), line("mot", 1, "hard")),
        papers=9,
        shuffle_questions=False,
        shuffle_options=False,
    )
    assert len(compose(bank, rules, MASTER)) == 1


def test_questions_are_shuffled_only_where_the_rules_say() -> None:
    """With shuffling, the same two questions come in both orders; without it, in one."""
    bank = a_bank("mot", ["easy", "hard"])
    rules = a_round(blueprint=(line("mot", 1, "easy"), line("mot", 1, "hard")), papers=20)
    for shuffle, orders in ((True, 2), (False, 1)):
        papers = compose(bank, rules.model_copy(update={"shuffle_questions": shuffle}), MASTER)
        assert len({tuple(each.id for each in paper.questions) for paper in papers}) == orders


@given(st.text(min_size=1, max_size=43), st.sampled_from(["vong-1", "vong-2"]), st.integers(1, 60))
def test_no_paper_comes_twice_before_all_have_come(who: str, round_id: str, papers: int) -> None:
    """Attempts 1 to n walk through all n papers, and only then begin again."""
    dealt = [deal(MASTER, who, round_id, number, papers) for number in range(1, papers + 1)]
    assert sorted(dealt) == list(range(papers))
    again = [deal(MASTER, who, round_id, papers + number, papers) for number in (1, papers)]
    assert again == [dealt[0], dealt[-1]]


@given(st.text(max_size=43), st.integers(1, 20), st.integers(1, 200))
def test_dealing_is_repeatable(who: str, attempt: int, papers: int) -> None:
    """The same attempt gets the same paper each time: a reload reshuffles nothing (R12)."""
    first = deal(MASTER, who, "vong-1", attempt, papers)
    assert 0 <= first < papers
    assert deal(MASTER, who, "vong-1", attempt, papers) == first


def test_nobody_can_tell_the_next_paper() -> None:
    """Who sits beside you, in another round or under another key gets another order."""
    walks = {
        tuple(deal(master, who, round_id, number, 60) for number in range(1, 11))
        for master in (MASTER, OTHER)
        for who in ("a", "b", "ab")
        for round_id in ("vong-1", "vong-2")
    }
    assert len(walks) == 12


def test_papers_are_dealt_evenly() -> None:
    """Of 6,000 contestants each of 60 papers gets about a hundred, at first and second tries."""
    for attempt in (1, 2):
        dealt = Counter(deal(MASTER, f"người {n}", "vong-1", attempt, 60) for n in range(6000))
        assert len(dealt) == 60
        assert sum((count - 100) ** 2 / 100 for count in dealt.values()) < 110  # χ², 59 degrees


def test_every_difficulty_is_known_to_the_blueprint() -> None:
    """A question of any difficulty can be drawn by naming it."""
    bank = a_bank("mot", DIFFICULTIES)
    for number, difficulty in enumerate(DIFFICULTIES, start=1):
        rules = a_round(blueprint=(line("mot", 1, difficulty),), papers=1)
        (paper,) = compose(bank, rules, MASTER)
        assert [question.id for question in paper.questions] == [f"cau-{number}"]
