"""The list beside the pictures: what each is, and what it was taken of."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from tests.screenshots.inputs import digests


class Picture(NamedTuple):
    """One picture: `width` and `height` in CSS pixels, `size` in bytes."""

    name: str
    of: str
    width: int
    height: int
    size: int


def folder(root: Path) -> Path:
    """Where pictures and list are."""
    return root / "site/docs/huong-dan/anh"


def _path(root: Path) -> Path:
    return folder(root) / "manifest.json"


def read(root: Path) -> dict[str, Any]:
    """The list: `inputs` by group, `pictures` by name."""
    listed: dict[str, Any] = json.loads(_path(root).read_text(encoding="utf-8"))
    return listed


def write(root: Path, inputs: dict[str, str], taken: Iterable[Picture]) -> None:
    """Write the list; each picture with its own digest, so that none is put there by hand."""
    pictures = {
        each.name: {
            "of": each.of,
            "width": each.width,
            "height": each.height,
            "sha256": _sha256(folder(root) / each.name),
        }
        for each in taken
    }
    text = json.dumps({"inputs": inputs, "pictures": pictures}, indent=1, sort_keys=True)
    _path(root).write_text(text + "\n", encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def complaints(root: Path) -> list[str]:
    """Why the pictures can't be trusted, a sentence each; empty when they can."""
    if not _path(root).exists():
        return ["there is no list of the guides' pictures"]
    listed = read(root)
    return [*_stale(root, listed["inputs"]), *_strange(root, listed["pictures"])]


def _stale(root: Path, inputs: dict[str, str]) -> Iterator[str]:
    for group, digest in digests(root).items():
        if inputs.get(group) != digest:
            yield f"the guides' pictures of {group} are stale"


def _strange(root: Path, pictures: dict[str, Any]) -> Iterator[str]:
    there = {path.name: path for path in folder(root).glob("*.webp")}
    for name in sorted(there.keys() | pictures.keys()):
        if name not in there:
            yield f"{name} is listed and not there"
        elif name not in pictures:
            yield f"{name} is there and not listed"
        elif _sha256(there[name]) != pictures[name]["sha256"]:
            yield f"{name} is not the picture that was taken"
