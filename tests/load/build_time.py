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
_RUNS = 5
_COPIED = ("question_src", "site", "contest", "functions", "build.py")


def full_against_plain(folder: Path) -> tuple[float, float]:
    """Wall ms of `build.py build` and of `mkdocs build`."""
    full, plain = _workspace(folder / "full"), _plain_site(folder / "plain")
    ours, base = [], []
    for _ in range(_RUNS):
        ours.append(_wall_ms([sys.executable, "build.py", "build"], full))
        base.append(_wall_ms([sys.executable, "-m", "mkdocs", "build", "-q"], plain))
    return statistics.median(ours), statistics.median(base)


def _workspace(place: Path) -> Path:
    place.mkdir()
    for name in _COPIED:
        source = _ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, place / name)
    return place


def _plain_site(place: Path) -> Path:
    """The same pages, filled in beforehand, with MkDocs' own theme and nothing of ours."""
    contest = load_contest(_ROOT / "question_src")
    (place / "docs").mkdir(parents=True)
    for page in (_ROOT / "site/docs").glob("*.md"):
        text = page.read_text().replace("template:", "was_template:")  # templates are our theme's
        (place / "docs" / page.name).write_text(render(text, contest))
    (place / "mkdocs.yml").write_text(
        "site_name: plain\ntheme: mkdocs\nmarkdown_extensions: [attr_list, md_in_html]\n"
    )
    return place


def _wall_ms(command: list[str], place: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    return (time.perf_counter() - started) * 1000
