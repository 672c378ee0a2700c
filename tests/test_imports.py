"""Who may import what: the table of the design, kept true."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TABLE = {
    "contest/domain": "contest.domain",
    "contest/content": "contest.domain contest.content",
    "contest/office": "contest.domain contest.office",
    "contest/store": "contest.domain contest.store",
    "functions": "contest.domain contest.office contest.store functions",
    "infra": "contest.domain contest.office contest.store functions infra",
    "build.py": "contest.domain contest.content contest.store",
}
OURS = {"", "contest", "functions", "infra", "build", "tests"}  # "" is a relative import
IMPURE_CALL = re.compile(
    r"(open|input|print|exec|eval|__import__)\(|[\w.]+\.(now|utcnow|today)\(|random\.(?!Random\([^)])"
)
# What reaches no file, network, environment, clock or chance.
PURE = """
    array base64 bisect collections contest cryptography dataclasses datetime decimal enum fractions
    functools hashlib heapq hmac itertools json jwt math operator pydantic pydantic_core random
    re string textwrap types typing unicodedata zlib
"""


def sources(place: str) -> dict[str, str]:
    """The modules of a part, by name."""
    paths = [ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py")
    return {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in paths}


def imported(source: str) -> Iterator[str]:
    """Every name imported anywhere in the source, in full: `contest.domain.seal.name`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{each.name}" for each in node.names)


def forbidden(source: str, allowed: str) -> list[str]:
    """What of ours the source imports beyond what is allowed."""
    roots = tuple(f"{root}." for root in allowed.split())
    ours = (name for name in imported(source) if name.split(".")[0] in OURS)
    return [name for name in ours if not f"{name}.".startswith(roots)]


def impure(source: str) -> list[str]:
    """What the source imports or calls that reaches the outside, the clock or chance."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return [
        *(name for name in imported(source) if name.split(".")[0] not in PURE.split()),
        *(name for name in imported(source) if name.startswith("random.")),
        *(text for text in map(ast.unparse, calls) if IMPURE_CALL.match(text)),
    ]


@pytest.mark.parametrize("place", TABLE)
def test_each_part_imports_what_the_table_allows(place: str) -> None:
    """No part reaches a part that the table doesn't name, not even in a late import."""
    found = {name: forbidden(text, TABLE[place]) for name, text in sources(place).items()}
    assert found
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_domain_is_pure() -> None:
    """The domain reaches no file, network, environment, clock or chance of its own."""
    found = {name: impure(text) for name, text in sources("contest/domain").items()}
    assert found
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import contest.store.table",
        "import contest",
        "from contest import content",
        "from contest.content.sources import load",
        "from ..store import table",
        "def late():\n    import functions.grader",
    ],
)
def test_the_walk_sees_a_forbidden_import(source: str) -> None:
    """However an import is written, the walk finds it."""
    assert forbidden(source, TABLE["contest/domain"])


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "from pathlib import Path",
        "import urllib.request",
        "import boto3",
        "from time import time",
        "from random import shuffle",
        "datetime.now(UTC)",
        "datetime.datetime.now()",
        "date.today()",
        "random.shuffle(cards)",
        "random.Random()",
        "random.SystemRandom(1)",
        "open('x')",
    ],
)
def test_the_walk_sees_what_is_impure(source: str) -> None:
    """However the outside is reached, the walk finds it; a seeded draw is let through."""
    assert impure(source)
    assert impure("random.Random(seed).shuffle(cards)") == []
