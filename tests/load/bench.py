"""`make bench`: speed as ratios against baselines measured in the same run.

Prints a table and writes dist/bench.json. A machine's own speed cancels out of a ratio, so the
limits hold on any machine; CPU is counted rather than time, so a busy neighbour matters little.
"""

import json
import statistics
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.load import (
    build_time,
    cold_start,
    page_weight,
    preview,
    recount,
    results,
    server_cpu,
    speed_marks,
)

TARGET = Path(__file__).parents[2] / "dist/bench.json"


@dataclass(frozen=True)
class Figure:
    """One measured figure: ours and the baseline in the same unit, and the most it may be."""

    name: str
    unit: str
    ours: float
    baseline_name: str
    baseline: float
    limit: float | None

    @property
    def ratio(self) -> float:
        """Ours in units of the baseline."""
        return self.ours / self.baseline

    @property
    def met(self) -> bool:
        """Whether the figure keeps its limit; one without a limit is for information."""
        return self.limit is None or self.ratio <= self.limit

    def line(self) -> str:
        """A line of the table."""
        limit = "" if self.limit is None else f"{self.limit:.2f}"
        numbers = f"{self.ours:10.2f} {self.baseline:10.2f} {self.ratio:7.2f} {limit:>7}"
        mark = "" if self.met else "  TOO MUCH"
        return f"{self.name:34} {numbers}  {self.unit}, against {self.baseline_name}{mark}"


def figures(folder: Path) -> Iterable[Figure]:
    """Measure everything, one figure after the other."""
    grade, bare = server_cpu.grading(folder)
    yield Figure("grade one submission", "ms CPU", grade, "bare UpdateItem", bare, 1.5)
    journey, update = server_cpu.journey(folder)
    moodle = 314.0  # Moodle 4.3 by its REST interface, on a machine of this kind
    yield Figure(
        "whole journey, functions + table",
        "ms CPU",
        journey,
        "Moodle 4.3, REST",
        moodle,
        40 / moodle,
    )
    yield Figure(
        "whole journey, functions + table", "ms CPU", journey, "bare UpdateItem", update, None
    )
    for name, (ours, base) in cold_start.all_functions(folder).items():
        yield Figure(f"import and set up {name}", "ms CPU", ours, "boto3 client", base, 1.7)
    ours, plain, bare = build_time.full_against_plain(folder)
    yield Figure("full build", "ms", ours, "plain mkdocs build", plain, 1.5)
    yield Figure("full build", "ms", ours, "mkdocs, its own theme", bare, None)
    for what, seconds in preview.seconds_to_see(folder / "preview").items():
        yield Figure(f"preview shows {what}", "s", seconds, "3 s", 3, 1.0)
    yield from _recount(folder)
    yield from _results(folder)
    weight, with_headers, requests = page_weight.until_first_question()
    yield Figure("/thi/ to the first question", "bytes", weight, "60 KB", 60 * 1024, 1.0)
    yield Figure("/thi/ with headers", "bytes, HTTP/1.1", with_headers, "60 KB", 60 * 1024, None)
    yield Figure("/thi/ to the first question", "requests", requests, "one request", 1, None)
    yield from _pages()


def _pages() -> Iterable[Figure]:
    """Pages to read: what they weigh, and Lighthouse's mark for speed on a phone."""
    first, second = page_weight.heaviest_pages()
    yield Figure(f"first visit, {first.path}", "bytes", first.transferred, "110 KB", 110 * 1024, 1)
    yield Figure(f"second page, {second.path}", "bytes", second.transferred, "15 KB", 15 * 1024, 1)
    path, missed = speed_marks.slowest()
    yield Figure(f"Lighthouse, {path}", "points short of 100", missed, "5 points", 5, 1)


def _recount(folder: Path) -> Iterable[Figure]:
    """The clerk's minute and the console's pages over 100,000 people."""
    scan, minute, pages = recount.minute_and_pages(folder)
    yield Figure("recount 100,000 people", "s", minute.seconds, "one minute", 60, 1.0)
    yield Figure("recount 100,000 people", "s", minute.seconds, "bare scan", scan.seconds, None)
    yield Figure("recount 100,000 people", "MB", minute.megabytes, "300 MB", 300, 1.0)
    for name, (cold, warm) in pages.said.items():
        yield Figure(f"console, {name}", "s cold", cold, "one second", 1, 1.0)
        yield Figure(f"console, {name}", "s warm", warm, "one second", 1, 1.0)


_SIZES = (10_000, 100_000, 1_000_000)
_SECONDS = {"rank": None, "publish": 60, "verify": 120}
_MEGABYTES = 2_000


def _results(folder: Path) -> Iterable[Figure]:
    """Ranking, publishing and verifying, and how they grow with the entries.

    Whoever publishes ranks first of all: what is measured is the clerk's whole job.
    """
    before: results.Steps | None = None
    for entries in _SIZES:
        steps = results.results(folder, entries)
        for name, step in vars(steps).items():
            what = f"{name} {entries:,} entries"
            seconds = _SECONDS[name]
            yield Figure(
                what, "s", step.seconds, f"{seconds or 60} s", seconds or 60, seconds and 1
            )
            yield Figure(what, "MB", step.megabytes, "2 GB", _MEGABYTES, 1)
            if before:
                ten_times = vars(before)[name].seconds * 10
                yield Figure(what, "s", step.seconds, "ten times a tenth", ten_times, None)
        before = steps


def main() -> None:
    """Measure, print, keep; exit 1 if a limit is broken."""
    head = f"{'figure':34} {'ours':>10} {'baseline':>10} {'ratio':>7} {'limit':>7}"
    print(head, "-" * len(head), sep="\n", flush=True)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for figure in figures(Path(folder)):
            found.append(figure)
            print(figure.line(), flush=True)
    rows = [asdict(each) | {"ratio": each.ratio, "met": each.met} for each in found]
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(rows, indent=1))
    sys.exit(0 if all(each.met for each in found) else 1)


def middle(values: Iterable[float]) -> float:
    """The median."""
    return statistics.median(values)


if __name__ == "__main__":
    main()
