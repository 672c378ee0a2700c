"""The site's pages, scripts and styles, and what a finished site says about itself."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from contest.content.results.published import Results
from contest.content.served import copy_served
from contest.domain.rules import Contest

VERIFIER = Path(__file__).parent / "offline/kiem_chung.py"
"""The second verifier: one file, written from the record's description alone."""
_NOT_SERVED = shutil.ignore_patterns("*.d.ts")
_SOURCES = ("site", "question_src", "docs/record-format.md")
_SEALED = "question_src/exam"


def write_pages(
    root: Path, contest: Contest, target: Path, results: Results, *, archive: bool = False
) -> None:
    """Render the pages, and put the scripts and styles beside them."""
    # MkDocs stamps its sitemap; a fixed moment keeps the same sources the same bytes.
    opening = contest.rounds[0].opens_at.timestamp()
    os.environ.setdefault("SOURCE_DATE_EPOCH", str(int(opening)))
    config = load_config(
        str(root / "site/mkdocs.yml"),
        site_dir=str(target),
        strict=True,
        extra={"contest": contest, "results": results, "archive": archive},
    )
    mkdocs_build(config)
    if not archive:
        shutil.copy(VERIFIER, target / "minh-bach/kiem-chung.py")
    app = root / "site/app"
    shutil.copytree(app, target, dirs_exist_ok=True, ignore=_NOT_SERVED, copy_function=copy_served)


def stamp(root: Path, site: Path, results: Results) -> dict[str, Any]:
    """`/build.json`: the result that the pages tell, and a digest of what they were built from.

    Sealed questions stand in it as the names of their papers, which nobody can guess from a
    question: a digest over texts would let a guess at one be tried.
    """
    digest = hashlib.sha256()
    for name, data in _parts(root, site):
        digest.update(f"{name} {hashlib.sha256(data).hexdigest()}\n".encode())
    latest = results.latest
    return {"result": latest.number if latest else None, "content": digest.hexdigest()}


def _parts(root: Path, site: Path) -> Iterator[tuple[str, bytes]]:
    sealed = root / _SEALED
    for place in (root / each for each in _SOURCES):
        for path in sorted(_files(place)):
            if not path.is_relative_to(sealed):
                yield path.relative_to(root).as_posix(), path.read_bytes()
    for path in sorted(site.glob("de-thi/*/*.jwe")):
        yield path.relative_to(site).as_posix(), b""


def _files(place: Path) -> list[Path]:
    return [place] if place.is_file() else [each for each in place.rglob("*") if each.is_file()]
