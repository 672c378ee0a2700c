"""The rules as organizers write them: what is read, and what is a mistake."""

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from contest.domain.rules import Contest, Round
from tests.domain.builders import a_round, line, real_contest, table

CONTEST = real_contest()


def bent(path: str, value: Any) -> dict[str, Any]:
    """The contest as data, with what stands at the path (`rounds.0.papers`) replaced or added."""
    data = CONTEST.model_dump(mode="json")
    *way, last = path.split(".")
    place: Any = data
    for step in way:
        place = place[int(step)] if step.isdigit() else place[step]
    place[last] = value
    return data


def test_the_contest_survives_writing_and_reading() -> None:
    """Functions read from the table the very rules that organizers wrote."""
    assert Contest.model_validate_json(CONTEST.model_dump_json()) == CONTEST


@table(
    "path value",
    ("contest.id", "Hội thi", "an id with marks and spaces"),
    ("contest.id", "hoi_thi", "an id with an underscore"),
    ("contest.id", "hoi--thi", "an id with two hyphens"),
    ("contest.id", "hoi-thi\n", "an id with a line break"),
    ("contest.id", "a" * 41, "an id too long"),
    ("contest.id", "../bi-mat", "an id that leads elsewhere"),
    ("contest.year", 1999, "a year of the last century"),
    ("contest.timezone", "Asia/Bangkok", "another time zone"),
    ("entry.minimum_age", -1, "an age below zero"),
    ("entry.minimum_age", 101, "an age beyond a hundred"),
    ("entry.mode", "invite", "an unknown way in"),
    ("entry.access_code_sha256", "CCHC2023", "the code itself in place of its digest"),
    ("entry.access_code_sha256", "A" * 64, "a digest in capitals"),
    ("entry.fields.phone", "maybe", "an unknown use of a field"),
    ("entry.fields.phone", True, "yes in place of a use"),
    ("entry.sign_in.tries", 0, "no try at all"),
    ("topics", [], "no topic"),
    ("groups", [], "no group"),
    ("groups.0.id", "lãnh đạo", "a group id with marks"),
    ("groups.0.levels", ["ward"], "an unknown level"),
    ("rounds", [], "no round"),
    ("rounds.0.id", "Vòng 1", "a round id with marks and spaces"),
    ("rounds.0.kind", "final", "an unknown kind of round"),
    ("rounds.0.opens_at", "2023-11-07T08:00", "a time without its zone"),
    ("rounds.0.opens_at", "2023-11-07T08:00:01+07:00", "a time with seconds"),
    ("rounds.0.closes_at", "2023-11-07T08:00:00.5+07:00", "a time with parts of a second"),
    ("rounds.0.closes_at", "7/11/2023 8:00", "a time written as people do"),
    ("rounds.0.blueprint", [], "a paper without questions"),
    ("rounds.0.blueprint.0.count", 0, "a line without questions"),
    ("rounds.0.blueprint.0.difficulty", "dễ", "an unknown difficulty"),
    ("rounds.0.papers", 0, "no paper"),
    ("rounds.0.papers", 2001, "more papers than the site should carry"),
    ("rounds.0.duration_minutes", 0, "no time"),
    ("rounds.0.question_seconds", 0, "no time for a question"),
    ("rounds.0.points_per_question", 0, "questions worth nothing"),
    ("rounds.0.grace_seconds", -1, "slack below zero"),
    ("rounds.0.grace_seconds", 601, "slack beyond ten minutes"),
    ("rounds.0.attempts.per_round", 0, "no attempt"),
    ("rounds.0.attempts.per_round", 21, "more attempts than an entry holds"),
    ("rounds.0.attempts.per_day", 0, "no attempt a day"),
    ("rounds.0.attempts.counted", "mean", "an unknown way to count"),
    ("rounds.0.score_shown", "never", "an unknown time to tell the score"),
    ("awards.rankings.0.tie_break", [], "no criterion"),
    ("awards.rankings.0.tie_break", ["age"], "an unknown criterion"),
    ("awards.rankings.0.prizes.0.count", 0, "no prize of a grade"),
    ("quotas.0.people", 0, "a quota of nobody"),
    ("quotas.1.percent", 101, "more than everybody"),
    ("privacy.consent", [], "nothing to agree to"),
    ("privacy.keep_personal_days", 0, "personal data kept no day"),
    ("rounds.0.per_day", 1, "a key in the wrong place is never ignored"),
    ("contest.nmae", "x", "a misspelt key is never ignored"),
    ("organiser", "x", "an unknown key is never ignored"),
)
def test_what_is_no_contest(path: str, value: Any) -> None:
    """A slip in the rules is told where it stands, never guessed around."""
    Contest.model_validate(CONTEST.model_dump(mode="json"))
    with pytest.raises(ValidationError) as told:
        Contest.model_validate(bent(path, value))
    place = tuple(int(step) if step.isdigit() else step for step in path.split("."))
    assert all(error["loc"][: len(place)] == place for error in told.value.errors())


@table(
    "path value",
    ("rounds.0.opens_at", "2023-11-07T01:00Z", "a time in UTC"),
    ("rounds.0.grace_seconds", 0, "no slack"),
    ("rounds.0.question_seconds", 45, "time for each question"),
    ("rounds.0.attempts.per_day", 1, "one attempt a day"),
    ("rounds.0.open_to", ["leader", "official"], "for some groups only"),
    ("rounds.0.blueprint", [{"topic": "pci", "count": 5}], "any difficulty"),
    ("entry.access_code_sha256", "0" * 64, "a shared code"),
    ("entry.minimum_age", 0, "any age"),
    ("rounds.0.prediction", {"target": "entrants", "scope": "round", "unit": "people",
     "question": "Bao nhiêu người dự thi?"}, "a prediction"),
)  # fmt: skip
def test_what_other_contests_do(path: str, value: Any) -> None:
    """Rules seen in other contests can be written without touching code."""
    Contest.model_validate(bent(path, value))


@table("part key", ("contest", "year", "the contest"), ("entry", "minimum_age", "who may enter"))
def test_rules_cannot_be_changed_on_the_way(part: str, key: str) -> None:
    """Nothing that reads the rules can change them."""
    with pytest.raises(ValidationError, match="frozen"):
        setattr(getattr(CONTEST, part), key, 0)


def test_a_round_knows_its_size_and_time() -> None:
    """Questions are counted from the blueprint; the limit is minutes, or seconds a question."""
    lines = (line("pci", 3), line("dti", 2, "easy"))
    rules = a_round(blueprint=lines, duration_minutes=20, grace_seconds=45)
    assert rules.questions == 5
    assert (rules.limit, rules.grace) == (timedelta(minutes=20), timedelta(seconds=45))
    assert a_round(blueprint=lines, question_seconds=90).limit == timedelta(seconds=450)


def test_rounds_and_groups_are_found_by_id() -> None:
    """What exists is found, what doesn't is None."""
    found = CONTEST.round("vong-2")
    assert isinstance(found, Round) and found.title == "Vòng 2"
    assert CONTEST.round("vong-9") is None
    group = CONTEST.group("citizen")
    assert group is not None and group.levels == ()
    assert CONTEST.group("nobody") is None
