"""Which rounds a result may tell of: those that are over, and whose questions may be opened.

A result opens the questions of its rounds. So as long as another official round that draws on the
same bank is not over, neither can be told; once told, they are open anyway.
"""

from collections.abc import Collection, Mapping
from typing import Literal

from contest.domain.phase import OVER, Phase
from contest.domain.rules import Contest, Round, RoundKind

Obstacle = Literal["rehearsal", "not_over", "shared_bank"]


def obstacle(
    rules: Round, contest: Contest, phases: Mapping[str, Phase], told: Collection[str]
) -> Obstacle | None:
    """What keeps a round out of a result, or None; `told`: rounds of the result before."""
    if rules.kind is not RoundKind.OFFICIAL:
        return "rehearsal"
    if phases[rules.id] not in OVER:
        return "not_over"
    if rules.id not in told and _is_shared(rules, contest, phases):
        return "shared_bank"
    return None


def _is_shared(rules: Round, contest: Contest, phases: Mapping[str, Phase]) -> bool:
    return any(
        each.bank == rules.bank and each.kind is RoundKind.OFFICIAL and phases[each.id] not in OVER
        for each in contest.rounds
    )


def rounds_to_tell(
    contest: Contest, phases: Mapping[str, Phase], told: Collection[str]
) -> tuple[str, ...] | Obstacle:
    """The rounds of the next result in the order of the rules, or why there is none.

    A round that has been told stays in every later result, so it must be over.
    """
    found = {each.id: obstacle(each, contest, phases, told) for each in contest.rounds}
    rounds = tuple(each for each, why in found.items() if why is None)
    if any(found.get(each) == "not_over" for each in told):
        return "not_over"
    if not rounds:
        return "shared_bank" if "shared_bank" in found.values() else "not_over"
    return rounds
