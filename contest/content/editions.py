"""Bank → papers → editions, one per round: sealed for the site, opened for the clerk."""

from typing import NamedTuple

from contest.content.sources import Sources
from contest.domain.bank import in_use
from contest.domain.paper import compose
from contest.domain.record.opened_edition import OpenedEdition, opened_edition
from contest.domain.rules import Round
from contest.domain.seal import derive
from contest.domain.sealing import SealedEdition, edition_salt, seal_edition


class MadeEdition(NamedTuple):
    """An edition sealed for the site, and opened for the clerk to keep until the round is over."""

    sealed: SealedEdition
    opened: OpenedEdition


def make_edition(sources: Sources, rules: Round, master: bytes) -> MadeEdition:
    """The edition of a round: the same sources and master key give the same bytes."""
    bank = in_use(sources.bank(rules.bank))
    papers = compose(bank, rules, derive(master, f"draw of papers {rules.id}"))
    sealed = seal_edition(rules, papers, master)
    salt = edition_salt(master, rules.id)
    return MadeEdition(sealed, opened_edition(sealed.edition, papers, bank, salt))
