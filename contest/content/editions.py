"""Bank → papers → sealed editions, one per round."""

from contest.content.sources import Sources
from contest.domain.bank import Bank, in_use
from contest.domain.edition import Edition
from contest.domain.paper import Paper, compose
from contest.domain.record.opened_edition import OpenedEdition, opened_edition
from contest.domain.rules import Round
from contest.domain.seal import derive
from contest.domain.sealing import SealedEdition, edition_salt, seal_edition


def make_edition(sources: Sources, rules: Round, master: bytes) -> SealedEdition:
    """The edition of a round: the same sources and master key give the same bytes."""
    _, papers = _papers(sources, rules, master)
    return seal_edition(rules, papers, master)


def open_edition(sources: Sources, rules: Round, master: bytes, edition: Edition) -> OpenedEdition:
    """The same edition opened, for the clerk to keep until its round is over."""
    bank, papers = _papers(sources, rules, master)
    return opened_edition(edition, papers, bank, edition_salt(master, rules.id))


def _papers(sources: Sources, rules: Round, master: bytes) -> tuple[Bank, tuple[Paper, ...]]:
    bank = in_use(sources.bank(rules.bank))
    seed = derive(master, f"draw of papers {rules.id}")
    return bank, compose(bank, rules, seed)
