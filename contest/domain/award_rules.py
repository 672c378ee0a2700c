"""What an organizer can set about rankings and prizes: `awards` in `question_src/contest.yaml`.

A contest has any number of rankings (bảng xếp hạng): one over all rounds, one for each week, one
for officials and one for citizens, one for the closest guess. Each has its own tie-break chain and
prizes. Parameters are those of contests that have been held (rules and prize page of 2023; V.2.f).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, PositiveInt

from contest.domain.rule_parts import Level, Rules, Slug


class Criterion(StrEnum):
    """One link of the tie-break chain (R14)."""

    CORRECT = "correct"
    SCORE = "score"
    DURATION = "duration"
    ATTEMPTS_USED = "attempts_used"
    PREDICTION = "prediction"
    SUBMITTED_EARLIER = "submitted_earlier"
    REGISTERED_EARLIER = "registered_earlier"
    LOT = "lot"


class Combine(StrEnum):
    """How the results of several rounds become one; a round not sat is worth nothing."""

    BEST_ROUND = "best_round"
    """The round that ranks highest by score, then shorter time, then the earlier round."""
    LAST_ROUND = "last_round"
    """The last of the rounds that was sat."""
    SUM = "sum_of_rounds"
    """Points, right answers, time, attempts and misses of the guess added up over all rounds."""


class Prize(Rules):
    """So many prizes of one grade; grades are handed out in the order written."""

    name: str
    count: PositiveInt
    worth: str | None = None
    """What it is worth, in words."""


class Ranking(Rules):
    """One table of individuals, and the prizes that its order decides."""

    id: Slug
    title: str
    rounds: tuple[Slug, ...] = Field(min_length=1)
    combine: Combine = Combine.BEST_ROUND
    open_to: tuple[str, ...] | None = None
    """Ids of the groups that it ranks; None means everybody."""
    tie_break: tuple[Criterion, ...] = Field(min_length=1)
    prizes: tuple[Prize, ...] = ()


class CollectiveCriterion(StrEnum):
    """What an agency must reach, or is ranked by, for a collective prize."""

    MANDATORY_COMPLETE = "mandatory_complete"
    HAS_INDIVIDUAL_WINNER = "has_individual_winner"
    PARTICIPATION_RATE = "participation_rate"
    PARTICIPANTS = "participants"
    AVERAGE_SCORE = "average_score"
    INDIVIDUAL_WINNERS = "individual_winners"


class Step(Rules):
    """The least participation for agencies of a size: under `below` people, or all the rest."""

    below: PositiveInt | None
    percent: Annotated[int, Field(ge=1, le=100)]


class CollectiveRanking(Rules):
    """Prizes for agencies of the given levels: all that meet what is required, ranked."""

    id: Slug
    title: str
    levels: tuple[Level, ...] = Field(min_length=1)
    required: tuple[CollectiveCriterion, ...] = ()
    """All of them together (AND)."""
    least_participation: tuple[Step, ...] = ()
    """A ladder by size, smallest first; no step that fits: nothing is asked."""
    ranked_by: tuple[CollectiveCriterion, ...] = Field(min_length=1)
    prizes: tuple[Prize, ...] = Field(min_length=1)


class Lot(Rules):
    """Where the public seed of a draw of lots comes from, named in advance (RFC 3797 §4)."""

    source: str
    drawn_on: date


class Awards(Rules):
    """Rankings and prizes (giải cá nhân, giải tập thể)."""

    one_prize_per_person: bool
    """Over all rankings, in the order written: who has won is passed over in the later ones."""
    lot: Lot | None = None
    rankings: tuple[Ranking, ...]
    collective: tuple[CollectiveRanking, ...] = ()

    def ranking(self, ranking_id: str) -> Ranking | None:
        """The ranking of that id, or None."""
        return next((each for each in self.rankings if each.id == ranking_id), None)
