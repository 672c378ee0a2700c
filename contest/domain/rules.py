"""What an organizer can set: the shape of `question_src/contest.yaml`.

Every rule of the contest is data. The rules page, the behaviour of the functions and the words
on a result all come from these models. Parameters are those seen in 31 real contests of this
kind; clauses (II.2.a …) are those of plan 115/KH-UBND.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, PositiveInt

from contest.domain.amendment_rules import Amendment
from contest.domain.award_rules import Awards
from contest.domain.rule_parts import Document, Level, Minute, Rules, Slug

__all__ = ["Amendment", "Awards", "Document", "Level", "Minute", "Rules", "Slug"]


class Difficulty(StrEnum):
    """How hard a question is held to be by those who appraised it."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Contact(Rules):
    """Whom to ask, as shown to everybody."""

    name: str
    about: str | None = None
    """What this place answers."""
    phone: str | None = None
    email: str | None = None
    address: str | None = None


class ContestInfo(Rules):
    """Who holds which contest; nothing else in the project spells name or year."""

    id: Slug
    name: str
    short_name: str
    year: int = Field(ge=2000, le=2100)
    timezone: Literal["Asia/Ho_Chi_Minh"]
    organizer: str
    standing_body: str
    plan: Document
    committee: Document
    address: str = Field(default="", pattern=r"^(https://[^\s/]+/)?$")
    """Where the site is, with a slash at the end: for feeds, search engines, posters."""
    contacts: tuple[Contact, ...] = ()


class EntryMode(StrEnum):
    """How people come in: by themselves, from nominated lists, or with a shared code."""

    OPEN = "open"
    ROSTER = "roster"
    ACCESS_CODE = "access_code"


class FieldUse(StrEnum):
    """Whether the registration form asks for a field."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    OFF = "off"


class EntryFields(Rules):
    """The fields of the registration form that vary between contests."""

    phone: FieldUse
    commune: FieldUse
    email: FieldUse
    position: FieldUse
    sex: FieldUse


class SignInRules(Rules):
    """Limits on signing in again, per identity and never per address (R20)."""

    tries: PositiveInt
    per_minutes: PositiveInt
    session_hours: PositiveInt


class EntryRules(Rules):
    """Who may register and what they are asked (II.2.b; one person, one national id)."""

    minimum_age: int = Field(ge=0, le=100)
    mode: EntryMode
    access_code_sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    unique_phone: bool
    fields: EntryFields
    sign_in: SignInRules


class Topic(Rules):
    """A part of the syllabus (chuyên đề)."""

    id: Slug
    name: str


class Group(Rules):
    """A kind of contestant (nhóm đối tượng); no levels means: belongs to no agency."""

    id: str = Field(pattern=r"^[a-z]+(_[a-z]+)*$")
    name: str
    levels: tuple[Level, ...]


class BlueprintLine(Rules):
    """So many questions of one topic and difficulty; no difficulty means any."""

    topic: Slug
    difficulty: Difficulty | None = None
    count: PositiveInt


class Counted(StrEnum):
    """Which of a contestant's attempts counts."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"


class AttemptRules(Rules):
    """How often one may try, what counts, and what an answer sheet must be."""

    per_round: Annotated[int, Field(ge=1, le=20)]
    per_day: PositiveInt | None
    counted: Counted
    answer_all: bool
    answers_may_change: bool


class PredictionTarget(StrEnum):
    """What the prediction question asks for."""

    PERFECT_SCORES = "perfect_scores"
    ENTRANTS = "entrants"


class Prediction(Rules):
    """The optional tie-break question; it never carries points."""

    target: PredictionTarget
    scope: Literal["round", "contest"]
    unit: Literal["people", "attempts"]
    question: str


class RoundKind(StrEnum):
    """A rehearsal (thi thử) never counts for results or quotas."""

    REHEARSAL = "rehearsal"
    OFFICIAL = "official"


class Round(Rules):
    """One round (đợt thi): its window, its paper, its attempts."""

    id: Slug
    kind: RoundKind
    title: str
    opens_at: Minute
    closes_at: Minute
    open_to: tuple[str, ...] | None
    """Ids of the groups that may sit it; None means everybody."""
    bank: Slug
    """The folder of `question_src/` that the questions come from."""
    blueprint: tuple[BlueprintLine, ...] = Field(min_length=1)
    papers: Annotated[int, Field(ge=1, le=2000)]
    shuffle_questions: bool
    shuffle_options: bool
    points_per_question: PositiveInt
    duration_minutes: PositiveInt
    question_seconds: PositiveInt | None
    grace_seconds: Annotated[int, Field(ge=0, le=600)]
    attempts: AttemptRules
    prediction: Prediction | None
    score_shown: Literal["at_once", "after_close"]

    @property
    def questions(self) -> int:
        """How many questions a paper of this round has."""
        return sum(line.count for line in self.blueprint)

    @property
    def limit(self) -> timedelta:
        """The time one attempt gets when the round's end does not cut it short."""
        if self.question_seconds is not None:
            return timedelta(seconds=self.question_seconds * self.questions)
        return timedelta(minutes=self.duration_minutes)

    @property
    def grace(self) -> timedelta:
        """Slack for slow networks after a deadline; nobody is told to use it."""
        return timedelta(seconds=self.grace_seconds)


class Quota(Rules):
    """The least participation an agency owes: a floor, never a ceiling (II.2.a)."""

    level: Level
    group: str
    people: PositiveInt | None = None
    percent: Annotated[int, Field(ge=1, le=100)] | None = None
    within: str | None = None
    """A group of the same level whose headcount and participants hold this group's too."""
    clause: str


class TakingPart(StrEnum):
    """Which official attempts make somebody a participant."""

    SUBMITTED = "submitted"
    """Handed in."""
    GRADED = "graded"
    """Handed in, or ran out with answers saved, which the clerk grades."""
    STARTED = "started"
    """Begun, whatever became of it."""


class ParticipationRules(Rules):
    """What counts as taking part in the figures that quotas are judged by."""

    counts: TakingPart
    attempts: PositiveInt
    """How many official attempts of that kind, over all rounds, make a participant."""
    excluded_in_headcount: bool
    """Headcounts include people who may not take part, so they come off the denominator."""
    smallest_cell: PositiveInt
    """Public figures of agencies with fewer participants than this are merged."""


class SignalRules(Rules):
    """From where on a pattern is shown to a human; never a penalty."""

    seconds_per_question: PositiveInt
    """An attempt handed in faster than this for each of its questions is worth a look."""
    same_second_people: Annotated[int, Field(ge=2)]
    """So many of one agency, or with the same answers, handing in within one second."""
    people_per_device: Annotated[int, Field(ge=2)]
    """So many people of one round on one device."""


class Exclusions(Rules):
    """Who may not take part (note under II.2.a)."""

    clause: str
    who: tuple[str, ...]


class WinnerNames(StrEnum):
    """How winners are named in public."""

    FULL = "full"
    INITIALS = "initials"
    """The given name in full, the rest by first letters."""
    NONE = "none"
    """By candidate code only."""


class Privacy(Rules):
    """What a contestant agrees to, how long it is kept, and how winners are named."""

    consent: tuple[str, ...] = Field(min_length=1)
    keep_personal_days: PositiveInt
    winners: WinnerNames


class Contest(Rules):
    """The whole of `contest.yaml`."""

    contest: ContestInfo
    entry: EntryRules
    topics: tuple[Topic, ...] = Field(min_length=1)
    groups: tuple[Group, ...] = Field(min_length=1)
    rounds: tuple[Round, ...] = Field(min_length=1)
    awards: Awards
    quotas: tuple[Quota, ...]
    participation: ParticipationRules
    signals: SignalRules
    exclusions: Exclusions
    privacy: Privacy
    amendments: tuple[Amendment, ...] = ()
    """What has been changed since the rules were made known, oldest first."""

    def round(self, round_id: str) -> Round | None:
        """The round of that id, or None."""
        return next((each for each in self.rounds if each.id == round_id), None)

    def group(self, group_id: str) -> Group | None:
        """The group of that id, or None."""
        return next((each for each in self.groups if each.id == group_id), None)
