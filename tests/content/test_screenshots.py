"""The guides' pictures are of the screens as they are, and each stands on a page, described."""

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from contest.content.pages.filling import render
from contest.content.sources import load_contest
from tests.screenshots import manifest
from tests.screenshots.inputs import CONSOLE, EXAM_ROOM, GROUPS, QUIET, ROOT, digests, files

LARGEST = 14_000
"""Bytes of a picture, which a phone fetches when somebody asks for it."""
GUIDES = ROOT / "site/docs/huong-dan"
CONTEST = load_contest(ROOT / "question_src")


class Images(HTMLParser):
    """The attributes of every image, as a browser reads them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append(dict(attrs))


def shown() -> list[dict[str, str | None]]:
    """Every image of the guides."""
    pages = sorted(GUIDES.glob("*.md"))
    return [
        image
        for page in pages
        if "shot.md" in (text := page.read_text("utf-8"))
        for image in Images(render(text, CONTEST)).found
    ]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of all that decides the pictures, with pictures just taken."""
    shutil.copytree(ROOT / "question_src", tmp_path / "question_src")
    for path in {each for group in GROUPS for each in files(ROOT, group)}:
        copy(tmp_path, path)
    for name in ("saver.js", "screens/door.js"):
        copy(tmp_path, ROOT / "site/app/thi" / name)
    manifest.folder(tmp_path).mkdir(parents=True)
    (manifest.folder(tmp_path) / "a.webp").write_bytes(b"a picture")
    manifest.write(tmp_path, digests(tmp_path), [manifest.Picture("a.webp", CONSOLE, 360, 9, 9)])
    return tmp_path


def copy(root: Path, path: Path) -> None:
    target = root / path.relative_to(ROOT)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, target)


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new), encoding="utf-8")


BOTH = {EXAM_ROOM, CONSOLE}


@pytest.mark.parametrize(
    ("path", "old", "new", "stale"),
    [
        ("site/app/shared/tokens.css", "#9c2a1f", "#9c2a20", BOTH),
        ("site/app/thi/words.js", "Nộp bài", "Gửi bài", {EXAM_ROOM}),
        ("site/app/thi/screens/door.js", "doors", "gates", {EXAM_ROOM}),
        ("site/app/thi/saver.js", "2_000", "3_000", set()),
        ("site/app/to-chuc/words/figures.js", "Kết quả chung", "Tóm tắt", {CONSOLE}),
        ("question_src/contest.yaml", "duration_minutes: 20", "duration_minutes: 25", BOTH),
        ("question_src/contest.yaml", "title: Vòng 1", "title: Đợt 1", BOTH),
        ("question_src/contest.yaml", "percent: 50, clause", "percent: 60, clause", {CONSOLE}),
        ("question_src/contest.yaml", "name: Giải Nhất", "name: Giải Vàng", set()),
        ("question_src/contest.yaml", "keep_personal_days: 180", "keep_personal_days: 90", set()),
        (
            "question_src/agencies.csv",
            "Sở Nội vụ,province,,3,",
            "Sở Nội vụ,province,,4,",
            {CONSOLE},
        ),
        ("question_src/agencies.csv", "Sở Tư pháp", "Sở Pháp chế", set()),
        ("question_src/README.md", "Kính gửi", "Gửi", set()),
    ],
)
def test_what_is_seen_makes_the_pictures_stale_and_nothing_else(
    project: Path, path: str, old: str, new: str, stale: set[str]
) -> None:
    """A change to what a picture shows is told, of those pictures only; any other is let be."""
    assert manifest.complaints(project) == []
    replaced(project / path, old, new)
    told = manifest.complaints(project)
    assert told == [
        f"the guides' pictures of {group} are stale" for group in GROUPS if group in stale
    ]


def test_pictures_that_nobody_took_are_told(project: Path) -> None:
    """One put there by hand, one altered, one lost."""
    folder = manifest.folder(project)
    (folder / "b.webp").write_bytes(b"of somewhere else")
    assert manifest.complaints(project) == ["b.webp is there and not listed"]
    (folder / "b.webp").unlink()
    (folder / "a.webp").write_bytes(b"retouched")
    assert manifest.complaints(project) == ["a.webp is not the picture that was taken"]
    (folder / "a.webp").unlink()
    assert manifest.complaints(project) == ["a.webp is listed and not there"]


@pytest.mark.parametrize("group", QUIET)
def test_what_is_left_out_draws_nothing(group: str) -> None:
    """Modules that don't count exist, and put nothing on the screen."""
    for name in QUIET[group]:
        text = (ROOT / "site/app" / group / f"{name}.js").read_text("utf-8")
        assert "html`" not in text, name


def test_whatever_a_pictured_screen_of_the_console_draws_with_counts() -> None:
    """What these modules import is among them too, unless it draws nothing."""
    counted = set(files(ROOT, CONSOLE))
    modules = [path for path in counted if path.suffix == ".js" and "to-chuc" in path.parts]
    assert len(modules) > 10
    for module in modules:
        for name in re.findall(r'from "(\.[^"]+\.js)"', module.read_text("utf-8")):
            target = (module.parent / name).resolve()
            assert target in counted or target.stem in QUIET[CONSOLE], f"{module.name}: {name}"


def test_every_picture_on_a_page_is_there_and_described() -> None:
    """With its size, so that nothing jumps; with words for those who don't see; not all at once."""
    listed: dict[str, Any] = manifest.read(ROOT)["pictures"]
    images = shown()
    assert images
    for image in images:
        picture = listed[Path(image["src"] or "").name]
        assert (image["width"], image["height"]) == (str(picture["width"]), str(picture["height"]))
        assert image["src"] == f"/huong-dan/anh/{Path(image['src'] or '').name}"
        assert image["loading"] == "lazy"
        assert len(image["alt"] or "") > 40, image


def test_every_picture_is_used_and_light() -> None:
    """None lies there for nothing; none costs a phone more than it shows."""
    used = {Path(image["src"] or "").name for image in shown()}
    there = {path.name: path.stat().st_size for path in manifest.folder(ROOT).glob("*.webp")}
    assert used == set(there)
    assert {name: size for name, size in there.items() if size > LARGEST} == {}


def test_no_picture_is_taken_of_an_official_paper() -> None:
    """The walk takes pictures in the rehearsal; an official round is sat without the camera."""
    text = (ROOT / "tests/screenshots/walk.py").read_text("utf-8")
    official = text[text.index("def _take_part") :]
    assert "camera" not in official
