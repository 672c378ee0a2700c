"""The full build against a plain MkDocs build of the same pages."""

import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

from contest.content.pages.chart_data import load_charts
from contest.content.pages.citations import by_id, load_sources, with_notes
from contest.content.pages.filling import render
from contest.content.pages.news import load as load_news
from contest.content.pages.pictures import drawn
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
    contest, pages = load_contest(_ROOT / "question_src"), _ROOT / "site/docs"
    sources = by_id(load_sources(_ROOT))
    told = {"chart": drawn(load_charts(_ROOT)), "news": load_news(pages)}
    for page in pages.rglob("*.md"):
        text = page.read_text().replace("template:", "was_template:")  # templates are our theme's
        target = place / "docs" / page.relative_to(pages)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(with_notes(render(text, contest, told=told), sources))
    shutil.copytree(pages / "huong-dan/anh", place / "docs/huong-dan/anh")
    extensions = "[attr_list, def_list, footnotes, md_in_html, tables]"
    (place / "mkdocs.yml").write_text(
        f"site_name: plain\ntheme: mkdocs\nmarkdown_extensions: {extensions}\n"
    )
    return place


def _wall_ms(command: list[str], place: Path) -> float:
    started = time.perf_counter()
    subprocess.run(command, cwd=place, check=True, capture_output=True)
    return (time.perf_counter() - started) * 1000
