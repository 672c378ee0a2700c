"""Secrets, each reaching only the functions whose row in the design names it.

On AWS they lie in Secrets Manager under the names in the function's environment. On one machine
they lie in `.secrets/contest.json`, made on first use, readable by its owner only, ignored by git.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

SecretName = Literal[
    "identity-pepper",
    "session-key",
    "exam-token-key",
    "paper-master-key",
    "receipt-key",
    "result-key",
    "profile-key",
    "link-key",
    "forge-token",
]
NAMES: tuple[SecretName, ...] = get_args(SecretName)


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
        """The secrets of those names; one that the file doesn't hold yet is drawn now."""
        kept = json.loads(self.path.read_text()) if self.path.exists() else {}
        if missing := [name for name in NAMES if name not in kept]:
            kept |= {name: secrets.token_urlsafe(48) for name in missing}
            self._write(kept)
        return tuple(kept[name].encode() for name in names)

    def _write(self, kept: Mapping[str, str]) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        self.path.write_text(json.dumps(kept, indent=2))
