"""Sealed papers of a build, opened as the browser opens them, by another library than ours."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from joserfc import jwe
from joserfc.jwk import OctKey

from contest.domain.seal import paper_key
from contest.store.secrets import SecretsFile
from tests.content.workspace import Workspace


class OpenPaper(NamedTuple):
    """A paper, its place and what was sealed in it."""

    name: str
    round_id: str
    content: dict[str, Any]


def open_papers(workspace: Workspace) -> tuple[OpenPaper, ...]:
    """All papers on the built site."""
    return _open_all(workspace.root, (workspace.dist / "private").stat().st_ctime_ns)


@cache
def _open_all(root: Path, _built: int) -> tuple[OpenPaper, ...]:
    (master,) = SecretsFile(root / ".secrets/contest.json").get("paper-master-key")
    return tuple(_open(path, master) for path in sorted((root / "dist/site").rglob("*.jwe")))


def _open(path: Path, master: bytes) -> OpenPaper:
    key = OctKey.import_key(paper_key(master, path.stem))
    opened = jwe.decrypt_compact(path.read_text(), key, algorithms=["dir", "A256GCM"])
    return OpenPaper(path.stem, path.parent.name, json.loads(opened.plaintext or b""))
