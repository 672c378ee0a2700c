"""Lighthouse's performance mark, phone preset, for a page of each type."""

import statistics

from tests import demo, pages
from tests.lighthouse import audit

_RUNS = 3


def slowest() -> tuple[str, float]:
    """The page type with the lowest mark, the median of a few runs, and its points short of 100."""
    with demo.running() as site:
        paths = pages.types_of(pages.of_site(site))
        marks: dict[str, list[int]] = {path: [] for path in paths}
        for _ in range(_RUNS):
            for each in audit(site, paths, ["performance"]):
                marks[each["path"]].append(each["scores"]["performance"])
    path = min(paths, key=lambda each: statistics.median(marks[each]))
    return path, 100 - statistics.median(marks[path])
