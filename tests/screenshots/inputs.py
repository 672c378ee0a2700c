"""What decides how the pictures look, and its digest.

Whatever draws or speaks on the screens that are shown counts, and those facts of the contest that
are read there. What only computes, keeps or sends does not: it can be mended without a new picture.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from contest.content.public_files import contest_json
from contest.content.sources import Sources, load

ROOT = Path(__file__).parents[2]
AGENCY = "so-noi-vu"
"""Where the invented people of the pictures work; no other agency is seen."""

EXAM_ROOM, CONSOLE = "thi", "to-chuc"
"""Groups of pictures, named after the folders of their screens."""
_SENT_AND_KEPT = (
    "api", "back", "clock", "device", "draft", "exam", "journey", "keep", "offline", "paper",
    "retry", "room", "saver", "sheet", "status", "sw",
)  # fmt: skip
_FETCHED = ("api", "load", "router", "session", "state", "status")
QUIET = {EXAM_ROOM: frozenset(_SENT_AND_KEPT), CONSOLE: frozenset(_FETCHED)}
"""Modules that draw nothing and say nothing, by name; a new module counts until it stands here."""

_SHARED = (
    "site/app/shared/tokens.css",
    "site/app/shared/vendor/preact-htm.js",
    "site/app/shared/vendor/lean-qr.js",
    "site/theme/fonts/*.woff2",
    "tests/screenshots/camera.py",
    "tests/screenshots/colours.py",
    "tests/screenshots/stand_still.js",
    "tests/screenshots/invented.py",
    "tests/screenshots/walk.py",
)
_CONSOLE_SCREENS = ("agency", "agency-tools", "figures", "imports", "import-preview")


class _Of(NamedTuple):
    """The inputs of one group of pictures: files, and facts of the contest."""

    files: tuple[str, ...]
    facts: Callable[[Sources], Any]


def _what_is_asked(sources: Sources) -> dict[str, Any]:
    """`/contest.json`, of all agencies only the one that is seen."""
    told = contest_json(sources)
    told["agencies"] = [each for each in told["agencies"] if each["id"] == AGENCY]
    return told


def _what_is_owed(sources: Sources) -> list[Any]:
    """What the agency's page rests on: headcounts, quotas, prizes for agencies."""
    contest = sources.contest.model_dump(mode="json")
    ours = [each.model_dump(mode="json") for each in sources.agencies if each.id == AGENCY]
    owed = [each for each in contest["quotas"] if each["level"] == ours[0]["level"]]
    collective = [each["required"] for each in contest["awards"]["collective"]]
    return [_what_is_asked(sources), ours, owed, contest["participation"], collective]


GROUPS = {
    EXAM_ROOM: _Of(
        (*_SHARED, "site/app/thi/index.html", "site/app/thi/*.css", "site/app/thi/**/*.js"),
        _what_is_asked,
    ),
    CONSOLE: _Of(
        (
            *_SHARED,
            "tests/screenshots/desk.py",
            "site/app/to-chuc/index.html",
            "site/app/to-chuc/to-chuc.css",
            *(f"site/app/to-chuc/screens/{name}.js" for name in _CONSOLE_SCREENS),
            *(f"site/app/to-chuc/{name}.js" for name in ("chart", "dialog", "field", "format")),
            *(
                f"site/app/to-chuc/{name}.js"
                for name in ("icons", "job", "parts", "table", "words")
            ),
            *(f"site/app/to-chuc/words/{name}.js" for name in ("figures", "reminder", "work")),
            "contest/office/people.py",
        ),
        _what_is_owed,
    ),
}


def files(root: Path, group: str) -> Iterator[Path]:
    """The files that count for a group, in a fixed order."""
    found = {path for pattern in GROUPS[group].files for path in root.glob(pattern)}
    return (path for path in sorted(found) if path.stem not in QUIET[group])


def digests(root: Path) -> dict[str, str]:
    """SHA-256 over everything that counts, for each group."""
    sources = load(root / "question_src")
    return {group: _digest(_parts(root, group, sources)) for group in GROUPS}


def _parts(root: Path, group: str, sources: Sources) -> Iterator[bytes]:
    for path in files(root, group):
        yield path.relative_to(root).as_posix().encode()
        yield path.read_bytes()
    facts = GROUPS[group].facts(sources)
    yield json.dumps(facts, ensure_ascii=False, sort_keys=True, default=str).encode()


def _digest(parts: Iterable[bytes]) -> str:
    """Over the digests of the parts, so that no part can run into the next."""
    return hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in parts)).hexdigest()
