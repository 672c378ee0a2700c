"""What the parts of the console share: the outside, and who is behind a candidate code."""

from contest.domain import refusal
from contest.domain.privacy import personal_key
from contest.store.audit import Audit
from contest.store.dossiers import Dossiers
from contest.store.jobs import Jobs
from functions._http import RefusedError
from functions._wiring import Outside

_KEY_LENGTH = 43


class Console:
    """The outside as the secretary sees it; `profile_secret` opens personal data."""

    def __init__(self, outside: Outside, profile_secret: bytes) -> None:
        key = personal_key(profile_secret)
        self.outside = outside
        self.personal_key = key
        self.dossiers = Dossiers(outside.table, key)
        self.jobs = Jobs(outside.table, key)
        self.audit = Audit(outside.table)

    def key_of(self, code: str) -> str:
        """The contestant's key behind a candidate code; refuses one that is nobody's.

        Who is nominated but has not registered has no code yet, and is named by the key itself.
        """
        found = self._is_key(code) or self.dossiers.key_of(code.strip().upper())
        if found is None:
            raise RefusedError(refusal.UNKNOWN_CONTESTANT)
        return found

    def _is_key(self, text: str) -> str | None:
        known = len(text) == _KEY_LENGTH and self.dossiers.get(text)
        return text if known else None
