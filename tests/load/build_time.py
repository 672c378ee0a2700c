"""The full build against a plain MkDocs build of the same pages."""

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from contest.content.pages import render
from contest.content.sources import load_contest

_ROOT = Path(__file__).parents[2]
_RUNS = 9
_COPIED = ("question_src", "site", "contest", "docs", "functions", "build.py")


def full_against_plain(folder: Path) -> tuple[float, float, float]:
    """Wall ms of `build.py build`, of `mkdocs build`, and of it with MkDocs' own theme."""
    full, bare = _workspace(folder / "full"), _bare_site(folder / "bare")
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "-q"]
    ours, plain, plainest = [], [], []
    for _ in range(_RUNS):  # taken in turn, so that a slow moment of the machine hits all
        ours.append(_wall_ms([sys.executable, "build.py", "build"], full))
        plain.append(_wall_ms([*mkdocs, "-f", "site/mkdocs.yml", "-d", str(folder / "out")], full))
        plainest.append(_wall_ms(mkdocs, bare))
    return statistics.median(ours), statistics.median(plain), statistics.median(plainest)


def _workspace(place: Path) -> Path:
    place.mkdir()
    for name in _COPIED:
        source = _ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, place / name)
    return place


def _bare_site(place: Path) -> Path:
    """The same pages, filled in beforehand, with MkDocs' own theme and nothing of ours."""
    contest = load_contest(_ROOT / "question_src")
    pages = _ROOT / "site/docs"
    for page in pages.rglob("*.md"):
        text = page.read_text().replace("template:", "was_template:")  # templates are our theme's
        target = place / "docs" / page.relative_to(pages)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(render(text, contest))
    (place / "mkdocs.yml").write_text(
        "site_name: plain\ntheme: mkdocs\nmarkdown_extensions: [attr_list, md_in_html]\n"
    )
    return place


def _wall_ms(command: list[str], place: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    return (time.perf_counter() - started) * 1000
