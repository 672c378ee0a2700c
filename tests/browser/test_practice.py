"""Practice in a real browser: answered in the page, with explanation and source, no server."""

import re

import pytest
from playwright.sync_api import Page, expect

from contest.content.checks.question_sources import check
from contest.domain.bank import BankQuestion
from tests.world import ROOT

BANK = check(ROOT / "question_src").bank("practice")
PCI = [each for each in BANK if each.topic == "pci"]


def option(page: Page, text: str) -> None:
    page.get_by_label(re.compile(rf"^[A-H]\W*{re.escape(text)}$")).check(force=True)


@pytest.mark.parametrize("right", [True, False], ids=["right", "wrong"])
def test_answers_are_judged_as_the_bank_says(page: Page, site: str, *, right: bool) -> None:
    """Each question of a topic, answered by the bank's key, is told to be so, with its source."""
    page.goto(f"{site}/on-tap/")
    page.get_by_role("button", name=re.compile("Năng lực cạnh tranh|PCI", re.IGNORECASE)).click()
    for each in PCI:
        expect(page.get_by_text(each.question.stem).first).to_be_visible()
        answer(page, each, right=right)
        page.get_by_role("button", name="Kiểm tra").click()
        verdict = page.get_by_role("main").get_by_role("status").first
        expect(verdict).to_contain_text("Đúng." if right else "Chưa đúng.")
        expect(page.get_by_text(each.question.explanation)).to_be_visible()
        link = page.get_by_role("link", name=re.compile(re.escape(each.question.source.document)))
        expect(link).to_have_attribute("href", each.question.source.url)
        page.get_by_role("button", name=re.compile("Câu tiếp theo|Xem kết quả")).click()
    wanted = len(PCI) if right else 0
    expect(page.get_by_text(f"Bạn trả lời đúng {wanted} trên {len(PCI)} câu")).to_be_visible()


def answer(page: Page, each: BankQuestion, *, right: bool) -> None:
    wanted = [option.text for option in each.question.options if option.right is right]
    for text in wanted if right else wanted[:1]:
        option(page, text)


def test_practice_asks_no_server(page: Page, site: str) -> None:
    """After the page and its questions are there, nothing but a picture is fetched."""
    page.goto(f"{site}/on-tap/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name=re.compile("Tất cả chuyên đề")).click()
    page.get_by_role("group").locator("input").first.check(force=True)
    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("úng")
    assert [url for url in asked if "/img/" not in url] == []
