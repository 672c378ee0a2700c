"""Valid things to bend: each test says only what it is about, the rest comes from here."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from pydantic import TypeAdapter

from contest.content.sources import Sources, load, load_contest
from contest.domain.agency import Agency
from contest.domain.attempt import ClosedAttempt, State
from contest.domain.bank import Bank, BankQuestion
from contest.domain.eligibility import Application
from contest.domain.grading import Grade, PaperKey, QuestionKey
from contest.domain.participation import Held, Nomination, PersonFacts, Post, Ruling, Taken
from contest.domain.phase import VIETNAM
from contest.domain.question import Question
from contest.domain.rules import BlueprintLine, Contest, Difficulty, Level, Round

ROOT = Path(__file__).parents[2]
MASTER = bytes(range(32))
PEPPER = b"a pepper of tests, never of a contest"
LETTERS = "ABCDEFGH"
DIFFICULTIES = tuple(Difficulty)
_QUESTION: TypeAdapter[Any] = TypeAdapter(Question)


def table(names: str, *rows: tuple[Any, ...]) -> pytest.MarkDecorator:
    """A table of cases whose last column is the reason, told when a row fails."""
    cases = [pytest.param(*row[:-1], id=row[-1]) for row in rows]
    return pytest.mark.parametrize(tuple(names.split()), cases)


def at(text: str) -> datetime:
    """A moment in Vietnam: `at("2023-11-08 08:00")`."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@cache
def real_contest() -> Contest:
    """The rules organizers wrote."""
    return load_contest(ROOT / "question_src")


@cache
def real_sources() -> Sources:
    """Everything organizers wrote."""
    return load(ROOT / "question_src")


def a_round(**changes: Any) -> Round:
    """Round 1 of 2023: 7 November 08:00 to 17 November 17:00, 20 minutes, 30 seconds of slack."""
    rules = real_contest().round("vong-1")
    assert rules is not None
    attempts = rules.attempts.model_copy(update=changes.pop("attempts", {}))
    return rules.model_copy(update={"attempts": attempts, **changes})


def a_contest(*, fields: dict[str, Any] | None = None, **entry: Any) -> Contest:
    """The contest of 2023 with some of its entry rules otherwise."""
    contest = real_contest()
    form = contest.entry.fields.model_copy(update=fields or {})
    rules = contest.entry.model_copy(update={"fields": form, **entry})
    return contest.model_copy(update={"entry": rules})


def a_quota_contest(**participation: Any) -> Contest:
    """The contest of 2023 with some of what counts as taking part otherwise."""
    contest = real_contest()
    rules = contest.participation.model_copy(update=participation)
    return contest.model_copy(update={"participation": rules})


def an_agency(name: str, level: Level, parent: str | None = None) -> Agency:
    return Agency(id=name, name=f"Đơn vị {name}", level=level, parent=parent, headcount={})


AGENCIES = {
    "so-noi-vu": an_agency("so-noi-vu", Level.PROVINCE),
    "buon-ho": an_agency("buon-ho", Level.DISTRICT),
    "tan-lap": an_agency("tan-lap", Level.COMMUNE),
    "hoi-nong-dan": an_agency("hoi-nong-dan", Level.OTHER),
}


def an_application(**changes: Any) -> Application:
    """A citizen who may take part: born 15 June 1990, male."""
    form: dict[str, Any] = {
        "full_name": "Nguyễn Văn An",
        "birth_date": "1990-06-15",
        "national_id": "066090001234",
        "phone": "0912345678",
        "agency": None,
        "group": "citizen",
        "commune": None,
        "consent": True,
    }
    return Application(**{**form, **changes})


def a_question(**changes: Any) -> Any:
    """An easy single choice of four options, the second right; `type=` makes it another kind."""
    row: dict[str, Any] = {
        "id": "cau-1",
        "type": "single",
        "difficulty": "easy",
        "stem": "Chỉ số nào đo sự hài lòng?",
        "explanation": "SIPAS đo sự hài lòng.",
        "source": {"document": "Nghị quyết 76/NQ-CP", "url": "https://example.org/nq-76"},
        "options": options("PAR INDEX", "*SIPAS", "PAPI", "PCI"),
        **changes,
    }
    if row["type"] == "true_false":
        row = {"right": True, **row}
        del row["options"]
    return _QUESTION.validate_python(row)


def options(*texts: str) -> list[dict[str, Any]]:
    """Options in short: `*` before the text marks it right, `!` pins it last."""
    return [
        {
            "text": text.lstrip("*!"),
            "right": "*" in text[:2],
            "pin": "last" if "!" in text[:2] else None,
        }
        for text in texts
    ]


def a_bank(topic: str, difficulties: Sequence[str], prefix: str = "cau") -> Bank:
    """Single choices of one topic, one for each difficulty named."""
    return tuple(
        BankQuestion(topic, a_question(id=f"{prefix}-{number}", difficulty=difficulty))
        for number, difficulty in enumerate(difficulties, start=1)
    )


def line(topic: str, count: int, difficulty: str | None = None) -> BlueprintLine:
    return BlueprintLine(topic=topic, count=count, difficulty=difficulty)


def a_key(*words: str) -> PaperKey:
    """A paper's key of four options a question: `a_key("B", "AC")`; two letters mean multiple."""
    return tuple(QuestionKey(frozenset(word), 4, len(word) > 1) for word in words)


def closed(number: int = 1, score: int | None = 10, seconds: int = 600, **changes: Any) -> Any:
    """An attempt handed in after `seconds` with that many of 20 right; no score, no grade."""
    started = at("2023-11-08 08:00") + timedelta(days=number)
    facts: dict[str, Any] = {
        "number": number,
        "edition": "edition",
        "paper": "paper",
        "started_at": started,
        "deadline": started + timedelta(minutes=20),
        "submitted_at": started + timedelta(seconds=seconds),
        "state": State.SUBMITTED if score is not None else State.PENDING,
        "answers": "B,AC,,D",
        "grade": None if score is None else Grade(score, 20, score, 20),
    }
    return ClosedAttempt(**{**facts, **changes})


SIGNED_UP = at("2023-11-01 08:00")


def handed_in(when: str | datetime, **changes: Any) -> Taken:
    """An attempt of round 1 handed in at that moment, ten minutes after its start."""
    moment = at(when) if isinstance(when, str) else when
    facts: dict[str, Any] = {
        "round_id": "vong-1",
        "number": 1,
        "started_at": moment - timedelta(minutes=10),
        "at": moment,
        "state": State.SUBMITTED,
        "duration": timedelta(minutes=10),
    }
    return Taken(**{**facts, **changes})


def a_post(text: str) -> Post:
    """`so-noi-vu/leader`; without an agency a citizen's: `/citizen`."""
    agency, _, group = text.partition("/")
    return Post(agency or None, group)


def a_person(code: str | None, post: str | None = None, *sat: str, **changes: Any) -> PersonFacts:
    """Somebody who registered on 1 November for a post and handed in at those moments."""
    facts: dict[str, Any] = {
        "key": f"key-{code}",
        "code": code,
        "registered_at": SIGNED_UP if post else None,
        "posts": (Held(SIGNED_UP, a_post(post)),) if post else (),
        "attempts": tuple(handed_in(each, number=n) for n, each in enumerate(sat, start=1)),
    }
    return PersonFacts(**{**facts, **changes})


def moved(when: str, post: str) -> Held:
    return Held(at(when), a_post(post))


def nominated(when: str, post: str | None) -> Nomination:
    return Nomination(at(when), a_post(post) if post else None)


def ruled(when: str, post: str | None = None, *, stands: bool = True) -> Ruling:
    """An exclusion (which may name a post), a disqualification, or the end of one."""
    return Ruling(at(when), stands, "lý do", a_post(post) if post else None)


@st.composite
def any_question(draw: st.DrawFn, number: int) -> Any:
    """A question without mistakes, of any kind, with up to eight options, some of them pinned."""
    kind = draw(st.sampled_from(["single", "multiple", "true_false"]))
    common = {"id": f"cau-{number}", "difficulty": draw(st.sampled_from(DIFFICULTIES))}
    if kind == "true_false":
        return a_question(type=kind, right=draw(st.booleans()), **common)
    count = draw(st.integers(3 if kind == "multiple" else 2, 8))
    many = draw(st.integers(2, count - 1)) if kind == "multiple" else 1
    right = draw(st.permutations(range(count)))[:many]
    pinned = draw(st.sets(st.integers(0, count - 1), max_size=2))
    written = [
        f"{'*' if index in right else ''}{'!' if index in pinned else ''}phương án {number}.{index}"
        for index in range(count)
    ]
    return a_question(type=kind, options=options(*written), **common)


@st.composite
def any_bank(draw: st.DrawFn, most: int = 14) -> Bank:
    """A bank of three topics."""
    size = draw(st.integers(1, most))
    topics = st.sampled_from(["mot", "hai", "ba"])
    return tuple(
        BankQuestion(draw(topics), draw(any_question(number))) for number in range(1, size + 1)
    )


any_line = st.builds(
    line,
    st.sampled_from(["mot", "hai", "ba"]),
    st.integers(1, 3),
    st.sampled_from([None, *DIFFICULTIES]),
)


@st.composite
def fillable_blueprint(draw: st.DrawFn, bank: Bank) -> tuple[BlueprintLine, ...]:
    """Lines that the bank can surely fill: written from the questions of a paper."""
    paper = draw(st.lists(st.sampled_from(bank), min_size=1, max_size=6, unique=True))
    return tuple(
        line(each.topic, 1, draw(st.sampled_from([None, each.question.difficulty])))
        for each in paper
    )


@st.composite
def any_paper_key(draw: st.DrawFn) -> PaperKey:
    """The key of a paper of one to six questions."""
    return tuple(
        _key_of(draw(any_question(number))) for number in range(1, draw(st.integers(1, 6)) + 1)
    )


def _key_of(question: Any) -> QuestionKey:
    marked = zip(LETTERS, question.options, strict=False)
    right = frozenset(letter for letter, option in marked if option.right)
    return QuestionKey(right, len(question.options), question.type == "multiple")
