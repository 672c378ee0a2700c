"""The forge that rebuilds the site: GitHub, GitLab, or none (see decision 0011).

`FORGE` says which:
    github:owner/name:publish.yml@main
    gitlab:https://gitlab.example.org:group/project@main
    (empty: none; the site is rebuilt by hand)
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from contest.domain.rebuild import Run
from contest.store.forge_http import ForgeError, Trouble
from contest.store.secrets import SecretName

__all__ = ["Forge", "ForgeError", "NoForge", "Trouble", "connect"]

_GITHUB = re.compile(r"github:([\w.-]+/[\w.-]+):([\w.-]+\.ya?ml)@([\w./-]+)", re.ASCII)
_GITLAB = re.compile(
    r"gitlab:(https://[\w.-]+(?::\d+)?):([\w.-]+(?:/[\w.-]+)+)@([\w./-]+)", re.ASCII
)


class Forge(Protocol):
    """Whoever rebuilds the site."""

    @property
    def kind(self) -> str:
        """Which forge it is: github, gitlab, local or none."""

    def start(self, key: str, now: datetime) -> Run:
        """Begin a rebuild under a key of ours; don't wait for it. Raises ForgeError.

        The run's id is empty if the forge doesn't tell it yet.
        """

    def runs(self) -> list[Run]:
        """The newest runs, in any order. Raises ForgeError."""


class NoForge:
    """No forge: nothing is rebuilt from the console."""

    kind = "none"

    def start(self, key: str, now: datetime) -> Run:  # noqa: ARG002 - there is none to tell
        """Refuses."""
        raise ForgeError(Trouble.NOT_FOUND)

    def runs(self) -> list[Run]:
        """None."""
        return []


class Secrets(Protocol):
    """Where the forge's token comes from."""

    def get(self, *names: SecretName) -> tuple[bytes, ...]:
        """The secrets of those names."""


def connect(environ: Mapping[str, str], secrets: Secrets) -> Forge:
    """The forge that `FORGE` names. Raises ValueError if it reads otherwise than above.

    The token is read when it is needed: a new one counts at once, and who has no forge needs none.
    """

    def token() -> str:
        (secret,) = secrets.get("forge-token")
        return secret.decode(errors="replace").strip()

    text = environ.get("FORGE", "")
    if not text:
        return NoForge()
    if found := _GITHUB.fullmatch(text):
        from contest.store.forge_github import GitHubForge, Workflow  # one forge is enough

        return GitHubForge(Workflow(*found.groups()), token)
    if found := _GITLAB.fullmatch(text):
        from contest.store.forge_gitlab import GitLabForge, Project

        return GitLabForge(Project(*found.groups()), token)
    raise ValueError(
        "FORGE reads github:owner/name:file.yml@branch or gitlab:https://…:path@branch"
    )
