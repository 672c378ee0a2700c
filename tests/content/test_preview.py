"""The preview as an author uses it: start it, save a file, look again; no slip ends it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.content.workspace import SMALL, Workspace, append, swap
from tests.previewed import Previewed, previewed

PAGE = "site/docs/lien-he.md"
ALONE = "Chỉ xem trên máy này"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    place = tmp_path_factory.mktemp("preview")
    return Workspace.create(place, "build.py", "contest", "docs", "site", sources=SMALL)


@pytest.fixture(scope="module")
def preview(workspace: Workspace) -> Iterator[Previewed]:
    with previewed(workspace.root) as preview:
        yield preview


def test_pages_and_apps_are_served(preview: Previewed) -> None:
    assert "Hội thi nhỏ" in preview.get("/the-le/")
    assert "on-tap.js" in preview.get("/on-tap/")
    assert "livereload(" in preview.get("/")
    assert re.search(r"Xem trước: http://127\.0\.0\.1:\d+/", "\n".join(preview.said))


def test_a_saved_page_is_shown(preview: Previewed, workspace: Workspace) -> None:
    since = len(preview.said)
    workspace.change(PAGE, append("\nMột câu vừa viết.\n"))
    preview.wait_for("/lien-he/", "Một câu vừa viết.")
    assert f"Đã thay đổi: {PAGE}" in preview.wait_until_said("Đã thay đổi", since)
    preview.wait_until_said("Đã cập nhật trang", since)


def test_saved_questions_are_shown(preview: Previewed, workspace: Workspace) -> None:
    """Public ones where people practise, sealed ones to drafters only."""
    workspace.change("question_src/practice/the-che.yaml", swap("nghị định?", "nghị định vậy?"))
    preview.wait_for("/on-tap/cau-hoi.json", "nghị định vậy?")
    workspace.change("question_src/exam/the-che.yaml", swap("Giấy mời", "Giấy mời họp"))
    preview.wait_for("/xem-truoc/", "Giấy mời họp")
    assert ALONE in preview.get("/xem-truoc/")
    assert "Giấy mời" not in preview.get("/on-tap/cau-hoi.json")


def test_rules_are_shown_on_every_page(preview: Previewed, workspace: Workspace) -> None:
    workspace.change("question_src/contest.yaml", swap("per_round: 3", "per_round: 4"))
    preview.wait_for("/the-le/", "tối đa <strong>4 lượt</strong>")


def test_a_mistake_is_told_and_the_page_is_shown(preview: Previewed, workspace: Workspace) -> None:
    since = len(preview.said)
    workspace.change(PAGE, append("\nNăm 2022 có 16117 người.\n"))
    preview.wait_for("/lien-he/", "16117 người")
    assert f"{PAGE}:" in preview.wait_until_said("«16117» chưa có nguồn", since)
    assert "«16117» chưa có nguồn" in preview.get("/xem-truoc/")
    workspace.change(PAGE, swap("\nNăm 2022 có 16117 người.\n", ""))
    preview.wait_for("/xem-truoc/", "«16117»", gone=True)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (PAGE, "\n{{ contest.khong_co }}\n", "khong_co"),
        (PAGE, "\n{% if %}\n", "lien-he.md"),
        (PAGE, "\nMột câu[^khong-co].\n", "khong-co"),
        ("question_src/contest.yaml", "\n  a: [\n", "question_src/contest.yaml:"),
        ("question_src/exam/pci.yaml", "\n  - id: 1\n", "question_src/exam/pci.yaml:"),
        ("site/theme/main.html", "{% if %}", "main"),
    ],
    ids=lambda each: each.strip(),
)
def test_what_cannot_be_built_keeps_the_server(
    name: str, text: str, told: str, preview: Previewed, workspace: Workspace
) -> None:
    """The pages stay as they were, the mistake is told, and mending it is enough."""
    since, before = len(preview.said), workspace.read(name)
    workspace.change(name, append(text))
    preview.wait_until_said("Đã thay đổi", since)
    assert told in "\n".join(preview.said[since:]) or preview.wait_until_said(told, since)
    assert "Liên hệ" in preview.get("/lien-he/")
    since = len(preview.said)
    workspace.change(name, lambda _: before + "\n")
    preview.wait_until_said("Đã cập nhật trang", since)


def test_a_new_page_and_a_removed_one(preview: Previewed, workspace: Workspace) -> None:
    head = "---\ntitle: Mới\ndescription: Một trang mới.\n---\n"
    workspace.change("site/docs/moi.md", append(f"{head}# Mới\n\nMột trang mới tinh.\n"))
    preview.wait_for("/moi/", "Một trang mới tinh.")
    (workspace.root / "site/docs/moi.md").unlink()
    preview.wait_for("/moi/", "Một trang mới tinh.", gone=True)


def test_a_port_in_use_is_told(workspace: Workspace, preview: Previewed) -> None:
    done = workspace.run("preview", "--port", preview.port)
    assert done.code == 1 and "đang được dùng" in done.err


def test_it_starts_with_sources_that_cannot_be_read(tmp_path: Path) -> None:
    """Whoever starts it to find the mistake gets to see it."""
    workspace = Workspace.create(tmp_path, "build.py", "contest", "docs", "site", sources=SMALL)
    right = workspace.read("question_src/contest.yaml")
    workspace.change("question_src/contest.yaml", append("\n  a: [\n"))
    with previewed(workspace.root) as preview:
        assert "question_src/contest.yaml" in preview.get("/")
        workspace.change("question_src/contest.yaml", lambda _: right)
        preview.wait_for("/the-le/", "Hội thi nhỏ")


def test_no_build_holds_the_drafters_page(built: Workspace) -> None:
    """Sealed questions are shown on the author's machine only."""
    assert not (built.dist / "site/xem-truoc").exists()
    pages = built.dist.rglob("*.html")
    assert [each for each in pages if ALONE in each.read_text("utf-8")] == []
