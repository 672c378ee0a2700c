"""Lighthouse over pages of a running site."""

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

_SCRIPT = Path(__file__).parent / "browser/lighthouse.mjs"
NOT_TIMED = ("accessibility", "best-practices", "seo")
"""Categories that say the same on any machine."""
_PATIENCE_SECONDS = 60


def audit(site: str, paths: Iterable[str], categories: Iterable[str]) -> list[dict[str, Any]]:
    """Scores from 0 to 100 by category for each page, and what cost points."""
    pages = list(paths)
    command = ["node", str(_SCRIPT), site, ",".join(categories), *pages]
    patience = _PATIENCE_SECONDS * len(pages)
    done = subprocess.run(command, capture_output=True, text=True, timeout=patience, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]
