"""Bank → papers → sealed editions, one per round."""

from contest.content.sources import Sources
from contest.domain.bank import in_use
from contest.domain.paper import compose
from contest.domain.rules import Round
from contest.domain.seal import derive
from contest.domain.sealing import SealedEdition, seal_edition


def make_edition(sources: Sources, rules: Round, master: bytes) -> SealedEdition:
    """The edition of a round: the same sources and master key give the same bytes."""
    bank = in_use(sources.bank(rules.bank))
    seed = derive(master, f"draw of papers {rules.id}")
    return seal_edition(rules, compose(bank, rules, seed), master)
