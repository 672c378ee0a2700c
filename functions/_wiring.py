"""What a function is handed from the outside: clock, table, secrets."""

import gc
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from contest.domain.keys import Kind
from contest.domain.phase import VIETNAM
from contest.domain.privacy import personal_key
from contest.domain.token import VerifyingKeys
from contest.store.entries import Entries
from contest.store.people import People
from contest.store.publication import Publication
from contest.store.secrets import ManagedSecrets, SecretName
from contest.store.table import Table

Clock = Callable[[], datetime]
Function = Callable[[dict[str, Any], Any], dict[str, Any]]


class Secrets(Protocol):
    """Where secrets come from."""

    def get(self, *names: SecretName) -> tuple[bytes, ...]:
        """The secrets of those names."""


@dataclass(frozen=True)
class Outside:
    """Everything a function can reach. A handler reads the clock once per request."""

    clock: Clock
    table: Table
    secrets: Secrets
    publication: Publication

    @classmethod
    def connect(cls, environ: Mapping[str, str], clock: Clock | None = None) -> "Outside":
        """The outside that an environment describes."""
        clock, table = clock or real_now, Table.connect(environ)
        return cls(clock, table, ManagedSecrets(environ), Publication(table))

    def now(self) -> datetime:
        """The instant of this request, in whole milliseconds: as it is stored, so it is told."""
        now = self.clock()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)

    def people(self, profile_secret: bytes) -> People:
        """Profiles, exclusions, rosters, for whoever holds the secret they are sealed under."""
        return People(self.table, personal_key(profile_secret))

    @property
    def entries(self) -> Entries:
        """Entries and attempts."""
        return Entries(self.table)

    def keys(self, kind: Kind) -> VerifyingKeys:
        """The public keys that vouch for a kind of token."""
        return self.publication.verifying_keys(kind)


def real_now() -> datetime:
    """The instant by the machine's own clock."""
    return datetime.now(VIETNAM)


def lambda_handler(build: Callable[[Outside], Function]) -> Function | None:
    """The handler on AWS, built while the container starts; None anywhere else."""
    if "AWS_LAMBDA_FUNCTION_NAME" not in os.environ:
        return None
    function = build(Outside.connect(os.environ))
    calm_collector()
    return function


def calm_collector() -> None:
    """Set the garbage collector for serving: what is loaded stays, so it is never looked at again.

    What a request leaves is freed by counting; the collector need only come for rare cycles.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
