"""The exam room in a real browser, against the running demo."""

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from contest.content.checks.question_sources import check
from tests.browser.journey import Candidate
from tests.world import ROOT

RIGHT = {
    " ".join(each.entry.question.stem.split()): {
        " ".join(option.text.split()) for option in each.entry.question.options if option.right
    }
    for each in check(ROOT / "question_src").questions
}


def answer_all(
    candidate: Candidate, *, right: bool = True, first: int = 1, last: int = 20
) -> list[str]:
    """Answer question after question; returns the stems seen."""
    stems = []
    for number in range(first, last + 1):
        candidate.heading(f"Câu {number}/20")
        stem = " ".join(candidate.stem().split())
        stems.append(stem)
        wanted = RIGHT[stem]
        wrong = [text for text in candidate.options() if text not in wanted]
        candidate.tick(*(sorted(wanted) if right else wrong[:1]))
        candidate.next()
    return stems


def test_the_whole_journey(page: Page, site: str) -> None:
    """Register → rehearse → official attempt → reload in the middle → submit → receipt → again."""
    candidate = Candidate(page, site)
    candidate.register()

    candidate.start("Thi thử")
    rehearsed = answer_all(candidate)
    candidate.hand_in("Thi thử")
    assert candidate.receipt().count(".") == 2
    candidate.press("Về danh sách đợt thi")

    candidate.heading("Các đợt thi")
    candidate.start("Vòng 1")
    first_half = answer_all(candidate, last=10)
    candidate.saved()
    page.reload()
    candidate.heading("Câu 11/20")
    expect(page.get_by_text("Đã trả lời 10/20")).to_be_visible()
    second_half = answer_all(candidate, first=11)
    candidate.heading("Xem lại bài làm")
    candidate.hand_in("Vòng 1")
    expect(page.get_by_text(re.compile(r"20\s*/\s*20")).first).to_be_visible()
    assert candidate.receipt().count(".") == 2
    assert not set(rehearsed) & set(first_half + second_half), "the rehearsal gives nothing away"
    candidate.press("Về danh sách đợt thi")

    candidate.heading("Các đợt thi")
    candidate.start("Vòng 1")
    again = answer_all(candidate, right=False)
    assert again != first_half + second_half
    candidate.hand_in("Vòng 1")
    expect(page.get_by_text(re.compile(r"\b0\s*/\s*20")).first).to_be_visible()


def test_signing_in_again_on_another_phone_takes_the_attempt_over(
    page: Page, site: str, browser: Any
) -> None:
    """The second phone goes on with the answers of the first, and the first is told."""
    candidate = Candidate(page, site)
    candidate.register()
    candidate.start("Vòng 1")
    answer_all(candidate, last=2)
    candidate.saved()

    other = browser.new_page()
    second = Candidate(other, site)
    other.goto(f"{site}/thi/")
    second.press("Đăng nhập lại")
    second.fill("Số định danh cá nhân", candidate.national_id)
    second.fill("Ngày sinh", candidate.birth_date)
    second.fill("Số điện thoại", "+84987654321")
    second.press("Đăng nhập")
    second.heading("Các đợt thi")
    second.press("Tiếp tục làm bài: Vòng 1")
    expect(other.get_by_text("Đã trả lời 2/20")).to_be_visible(timeout=15_000)

    candidate.tick(candidate.options()[0])
    candidate.heading("Bài thi đang mở trên máy khác")
    candidate.press("Tiếp tục trên máy này")
    expect(page.get_by_text(re.compile("Đã trả lời [23]/20"))).to_be_visible(timeout=15_000)
    other.close()


def test_answers_survive_a_dead_network_and_a_killed_tab(page: Page, site: str) -> None:
    """What was ticked without a network is there after the tab was killed, and is handed in."""
    candidate = Candidate(page, site)
    candidate.register()
    candidate.start("Vòng 1")
    answer_all(candidate, last=3)
    candidate.saved()
    page.context.set_offline(True)
    answer_all(candidate, first=4, last=6)
    expect(page.get_by_text("Đã lưu trên máy").first).to_be_visible()
    context, room = page.context, page.url
    page.close(run_before_unload=False)
    context.set_offline(False)
    revived = Candidate(context.new_page(), site)
    revived.page.goto(room)
    expect(revived.page.get_by_text("Đã trả lời 6/20")).to_be_visible(timeout=15_000)
    revived.saved()
    revived.press("Danh sách câu")
    revived.hand_in("Vòng 1")
    expect(revived.page.get_by_text(re.compile(r"\b6\s*/\s*20")).first).to_be_visible()


def test_a_moved_clock_on_the_phone_changes_nothing(page: Page, site: str) -> None:
    """An hour forward on the device; the time left stays the server's."""
    page.add_init_script(
        "const now = Date.now; Date.now = () => now() + 3600e3;"
        "const Real = Date; globalThis.Date = class extends Real {"
        " constructor(...a) { a.length ? super(...a) : super(now() + 3600e3); } };"
    )
    candidate = Candidate(page, site)
    candidate.register()
    candidate.start("Vòng 1")
    left = page.get_by_role("timer").inner_text()
    minutes = int(re.search(r"\d+", left).group())  # type: ignore[union-attr]
    assert minutes in (19, 20), left


def test_mistakes_of_the_form_are_all_told_and_nothing_is_lost(page: Page, site: str) -> None:
    """One summary with a link to each field; what was right stays."""
    candidate = Candidate(page, site)
    page.goto(f"{site}/thi/")
    candidate.press("Đăng ký dự thi")
    candidate.fill("Họ và tên", "Lê Thị Thử")
    candidate.fill("Ngày sinh", "31/02/1990")
    candidate.fill("Số định danh cá nhân", "123")
    candidate.press("Gửi đăng ký")
    summary = page.get_by_role("alert")
    expect(summary.get_by_role("link")).not_to_have_count(0)
    assert summary.get_by_role("link").count() >= 4
    expect(page.get_by_label("Họ và tên").first).to_have_value("Lê Thị Thử")


def test_the_server_s_refusal_stands_at_its_field(page: Page, site: str) -> None:
    """A national id of another birth year is refused by the server, in words, at the field."""
    candidate = Candidate(page, site)
    candidate.birth_date = "20/04/1998"
    page.goto(f"{site}/thi/")
    with pytest.raises(AssertionError):
        candidate.register()
    expect(page.get_by_text("Số định danh không khớp với năm sinh").first).to_be_visible()


def test_keyboard_alone_is_enough(page: Page, site: str) -> None:
    """From a question to its answer and on, without a pointer."""
    candidate = Candidate(page, site)
    candidate.register()
    candidate.start("Vòng 1")
    page.get_by_role("group").locator("input").first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Đã trả lời 1/20")).to_be_visible()
    button = page.get_by_role("button", name="Câu sau", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    candidate.heading("Câu 2/20")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_screen(page: Page, site: str, scheme: Any) -> None:
    """From the door to the receipt, in both colour schemes."""
    page.emulate_media(color_scheme=scheme)
    candidate = Candidate(page, site)
    page.goto(f"{site}/thi/")
    candidate.press("Đăng ký dự thi")
    inspect(page)
    candidate.register()
    inspect(page)
    candidate.press("Vào thi: Thi thử")
    candidate.heading("Trước khi thi: Thi thử")
    inspect(page)
    page.get_by_role("checkbox", name=re.compile("Tôi đã đọc thể lệ")).check()
    candidate.press("Bắt đầu làm bài")
    candidate.heading("Câu 1/20")
    inspect(page)
    candidate.press("Danh sách câu")
    inspect(page)
    candidate.hand_in("Thi thử")
    inspect(page)


@pytest.mark.parametrize("path", ["/", "/the-le/", "/on-tap/", "/thi/"])
def test_axe_finds_nothing_on_the_pages(page: Page, site: str, path: str) -> None:
    """The pages anyone may open."""
    page.goto(site + path)
    page.get_by_role("heading", level=1).first.wait_for()
    inspect(page)


def inspect(page: Page) -> None:
    """Axe over the screen once it stands still: a button at work is dimmed for a moment."""
    page.wait_for_timeout(400)
    found = Axe().run(page).response["violations"]
    assert not found, json.dumps([(v["id"], [n["html"] for n in v["nodes"]]) for v in found])


def test_no_request_leaves_the_origin(page: Page, site: str) -> None:
    """Neither fonts nor scripts nor anything else come from elsewhere."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/the-le/", "/on-tap/", "/thi/"):
        page.goto(site + path, wait_until="networkidle")
    assert len(asked) > 10
    assert [url for url in asked if not url.startswith(site)] == []
