"""Many entries as the table would hand them out: two official rounds, all of them sat by everybody.

Made as text, not as items: a million of them would take longer to write down than to rank.
"""

import base64
import json
import random
from collections.abc import Iterator, Mapping

from contest.domain.agency import Agency
from contest.domain.edition import Edition
from contest.domain.grading import PaperKey
from contest.domain.phase import milliseconds
from contest.domain.privacy import personal_key, seal_personal
from contest.domain.rules import Contest, Round, RoundKind
from contest.domain.seal import base64url

_SHEETS_PER_PAPER = 300
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PERSONAL = "x" * 220
"""About as long as a profile's sealed part is in base64."""


class Million:
    """So many entries of a contest; the same each time."""

    def __init__(
        self,
        contest: Contest,
        agencies: tuple[Agency, ...],
        editions: Mapping[str, Edition],
        secret: bytes,
    ) -> None:
        self._key = personal_key(secret)
        self._profiles: dict[str, str] = {}
        self._chance = random.Random(860_768)
        self._rounds = [each for each in contest.rounds if each.kind is RoundKind.OFFICIAL]
        self._agencies = [each for each in agencies if any(each.headcount.values())]
        self._sheets = {each.id: self._filled(editions[each.id]) for each in self._rounds}

    def texts(self, entries: int) -> Iterator[tuple[str, str, int]]:
        """Each item's person, text and size; a person's items together, in order of the keys."""
        for number in range(entries // len(self._rounds)):
            key = f"C#{base64url(self._chance.randbytes(32))}"
            for text in self._person(number, key):
                yield key, text, len(text)

    def _filled(self, edition: Edition) -> list[tuple[str, str, str, str]]:
        """Filled-in sheets of all papers: edition, paper, grade, answers."""
        return [
            (edition.id, paper, *self._answers(key))
            for paper, key in edition.keys.items()
            for _ in range(_SHEETS_PER_PAPER)
        ]

    def _answers(self, key: PaperKey) -> tuple[str, str]:
        knows = self._chance.choice((0.6, 0.8, 0.95, 0.995))
        letters, right = [], 0
        for question in key:
            knew = self._chance.random() < knows
            wrong = sorted(set("ABCDEFGH"[: question.options]) - question.right)
            letters.append("".join(sorted(question.right)) if knew else self._chance.choice(wrong))
            right += knew
        return f"{right}/{len(key)}/{right}/{len(key)}", ",".join(letters)

    def _person(self, number: int, key: str) -> Iterator[str]:
        code = _code(number)
        agency = self._agencies[int(self._chance.random() ** 2 * len(self._agencies))]
        group = self._chance.choice([*(g for g, n in agency.headcount.items() if n), "staff"])
        registered = milliseconds(self._rounds[0].opens_at) - self._chance.randrange(10**9)
        post = f'"agency":{{"S":"{agency.id}"}},"group":{{"S":"{group}"}}'
        for rules in self._rounds:
            yield self._entry(key, code, rules, registered)
        self._profiles[key] = (
            f'{{"pk":{{"S":"{key}"}},"sk":{{"S":"PERSON#PROFILE"}},"code":{{"S":"{code}"}},{post},'
            f'"reg":{{"N":"{registered}"}},"sealed":{{"B":"{_PERSONAL}"}}}}'
        )
        yield self._profiles[key]

    def profile(self, key: str) -> str:
        """Somebody's profile with a name in it, sealed as the registrar seals it."""
        named = json.dumps({"full_name": "Nguyễn Thử Nghiệm", "position": None}).encode()
        sealed = seal_personal(self._key, key.removeprefix("C#"), named, bytes(12))
        return self._profiles[key].replace(_PERSONAL, base64.b64encode(sealed).decode())

    def _entry(self, key: str, code: str, rules: Round, registered: int) -> str:
        attempts = 1 + (self._chance.random() < 0.3)
        lines = ",".join(f'{{"S":"{self._line(n + 1, rules)}"}}' for n in range(attempts))
        return (
            f'{{"pk":{{"S":"{key}"}},"sk":{{"S":"ENTRY#{rules.id}"}},"code":{{"S":"{code}"}},'
            f'"reg":{{"N":"{registered}"}},"n":{{"N":"{attempts}"}},"g":{{"L":[{lines}]}}}}'
        )

    def _line(self, number: int, rules: Round) -> str:
        edition, paper, grade, answers = self._chance.choice(self._sheets[rules.id])
        started = milliseconds(rules.opens_at) + self._chance.randrange(800_000_000)
        limit = int(rules.limit.total_seconds() * 1000)
        ended = started + self._chance.randrange(120_000, limit)
        return (
            f"{number}|s|{edition}|{paper}|{started}|{started + limit}|{ended}|{grade}||{answers}"
        )


def _code(number: int) -> str:
    """A code of its own for each, spread over all first letters."""
    mixed = number * 2_654_435_761 % 2**32
    letters = "".join(_CROCKFORD[mixed >> shift & 31] for shift in (27, 22, 17, 12, 7, 2))
    tail = "".join(_CROCKFORD[number >> shift & 31] for shift in (15, 10, 5, 0))
    return f"{letters[:5]}-{letters[5]}{tail}"
