"""The archive works from a folder, offline: pages, record and verifier, for years."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from contest.content.archive import write_archive
from contest.content.results.published import load
from tests.content.workspace import Workspace
from tests.records import Made, a_record

ROOT = Path(__file__).parents[2]
ADDRESS = re.compile(r'<(\w+)\b[^>]*?\s(?:href|src)="([^"]*)"')


class Kept(NamedTuple):
    """What was published, the archive of it, and the folder it was unpacked into."""

    made: Made
    archive: Path
    folder: Path


def packed(place: Path, made: Made, out: Path) -> Path:
    contest = made.held.contest
    write_archive(ROOT, contest, load(str(place), contest.contest.id), str(place), out)
    return out


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    place = tmp_path_factory.mktemp("archive")
    made = a_record(place, seed=3, people=40, results=2)
    archive = packed(place, made, place / "out/archive.zip")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(place / "unpacked")
    return Kept(made, archive, place / "unpacked")


def pages(kept: Kept) -> list[Path]:
    return sorted(kept.folder.rglob("*.html"))


def test_every_address_leads_to_a_file_in_the_folder(kept: Kept) -> None:
    """Relative, with the file spelled out, and to a place that is there on the page."""
    found = 0
    for page in pages(kept):
        for tag, address in ADDRESS.findall(page.read_text(encoding="utf-8")):
            parts = urlsplit(address)
            if tag == "a" and parts.scheme in ("http", "https"):
                continue  # a source to be read elsewhere
            assert not parts.scheme, (page, address)
            assert not parts.path.startswith("/"), (page, address)
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file(), (page, address)
            assert target.is_relative_to(kept.folder), (page, address)
            if parts.fragment:
                assert f'id="{parts.fragment}"' in target.read_text("utf-8"), (page, address)
            found += 1
    assert found > 100


def test_styles_find_their_fonts_and_pictures(kept: Kept) -> None:
    for sheet in kept.folder.rglob("*.css"):
        for address in re.findall(r'url\("?([^")]+)', sheet.read_text(encoding="utf-8")):
            assert (sheet.parent / address).is_file(), (sheet, address)


def test_pages_need_no_script_and_fetch_nothing(kept: Kept) -> None:
    for page in pages(kept):
        source = page.read_text(encoding="utf-8")
        assert not re.search(r"<script|<iframe|<form|\son\w+=|\sstyle=", source), page
        assert "/thi/" not in source, page


def test_a_browser_reads_the_results_from_the_folder(kept: Kept, browser: Browser) -> None:
    """From file:// with scripts off: winners stand there, in the contest's own type."""
    winner = kept.made.compositions[-1].tables["ca-nhan"][0].code
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto((kept.folder / "index.html").as_uri())
    page.get_by_role("link", name="Xem kết quả", exact=True).first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Kết quả"
    assert page.get_by_role("rowheader", name=winner).first.is_visible()
    page.get_by_role("link", name="Minh bạch").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Minh bạch"
    context.close()
    assert failed == []


def test_the_whole_record_is_in_it_byte_for_byte(kept: Kept) -> None:
    for path, data in kept.made.files.items():
        assert (kept.folder / "ho-so" / path).read_bytes() == data
    there = [each for each in (kept.folder / "ho-so").rglob("*") if each.is_file()]
    assert len(there) == len(kept.made.files)


def test_the_same_record_gives_the_same_archive(kept: Kept, tmp_path: Path) -> None:
    made = a_record(tmp_path, seed=3, people=40, results=2)
    again = packed(tmp_path, made, tmp_path / "again.zip")
    assert again.read_bytes() == kept.archive.read_bytes()


def test_read_first_says_how_and_names_every_result(kept: Kept) -> None:
    said = (kept.folder / "DOC-TRUOC.txt").read_text(encoding="utf-8")
    assert "python kiem-chung.py" in said
    for each in kept.made.results:
        assert f"số {each.number}: {each.manifest}" in said


def run(kept: Kept, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """The verifier, as whoever has nothing but the folder and Python would run it."""
    command = [sys.executable, "-I", "-X", "utf8", "kiem-chung.py", *arguments]
    return subprocess.run(command, cwd=kept.folder, capture_output=True, text=True, check=False)


def test_the_verifier_in_it_finds_everything_right(kept: Kept, tmp_path: Path) -> None:
    receipts = tmp_path / "bien-nhan.txt"
    receipts.write_text("\n".join(kept.made.all_receipts), encoding="utf-8")
    done = run(kept, "--bien-nhan", str(receipts))
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_code_is_looked_up_in_it_without_a_network(kept: Kept) -> None:
    row = kept.made.compositions[-1].tables["ca-nhan"][0]
    done = run(kept, "--ma", row.code.lower())
    assert done.returncode == 0, done.stdout + done.stderr
    assert row.code in done.stdout


def test_there_is_no_archive_of_nothing(small: Workspace, tmp_path: Path) -> None:
    """Before anything is published, the command says so and writes no file."""
    out = tmp_path / "archive.zip"
    done = small.run("archive", "--record", str(tmp_path), "--out", str(out))
    assert done.code == 1
    assert "Chưa có kết quả nào" in done.err
    assert not out.exists()
