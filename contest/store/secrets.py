"""Secrets: five of them, each reaching only the function whose row in the design names it.

On AWS they lie in Secrets Manager under the names in the function's environment. On one machine
they lie in `.secrets/contest.json`, made on first use, readable by its owner only, ignored by git.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SecretName = Literal[
    "identity-pepper", "session-key", "exam-token-key", "paper-master-key", "receipt-key"
]
NAMES: tuple[SecretName, ...] = (
    "identity-pepper",
    "session-key",
    "exam-token-key",
    "paper-master-key",
    "receipt-key",
)


def variable(name: SecretName) -> str:
    """The environment variable that holds a secret's name in Secrets Manager."""
    return f"SECRET_{name.replace('-', '_').upper()}"


@dataclass(frozen=True)
class ManagedSecrets:
    """Secrets in AWS Secrets Manager."""

    environ: Mapping[str, str]

    def get(self, *names: SecretName) -> tuple[bytes, ...]:
        """The secrets of those names, as bytes of any length."""
        import boto3  # only on AWS: a build reads a file and should not wait for it

        client = boto3.client("secretsmanager")
        return tuple(
            client.get_secret_value(SecretId=self.environ[variable(name)])["SecretString"].encode()
            for name in names
        )


@dataclass(frozen=True)
class SecretsFile:
    """Secrets in a file on this machine."""

    path: Path

    def get(self, *names: SecretName) -> tuple[bytes, ...]:
        """The secrets of those names; the file is made when there is none yet."""
        if not self.path.exists():
            self._create()
        kept = json.loads(self.path.read_text())
        return tuple(kept[name].encode() for name in names)

    def _create(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        self.path.write_text(
            json.dumps({name: secrets.token_urlsafe(48) for name in NAMES}, indent=2)
        )
