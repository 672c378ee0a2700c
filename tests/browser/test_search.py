"""Searching in a real browser: Vietnamese with and without marks, by keyboard, heard and seen.

What comes first is judged twice: on a few invented sections, where each rule of ranking is alone,
and on the pages of the running demo.
"""

import unicodedata
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.conftest import PHONE

INDEX = "**/tim-kiem/chi-muc.json"
SECTIONS = {
    "mot-cua": ("Cơ chế một cửa", "Hồ sơ nộp ở một nơi."),
    "roi-rac": ("Trụ sở", "Cửa chính mở lúc 7 giờ. Chỉ một người trực. Cửa phụ đóng, một lối ra."),
    "tham-so": ("Của ai", "Một phần của hồ sơ là của người nộp, một phần của cơ quan."),
    "thu-tuc": ("Thủ tục hành chính", "Trình tự, cách thức thực hiện."),
    "thu-vat": ("Chợ", "Nơi bán thú tục; thú tục được nuôi, thú tục thú tục."),
    "viet-tat": ("Báo cáo", "Số TTHC đã được rà soát trong năm."),
    "so": ("Chuyển đổi số", "Dữ liệu số, kinh tế số."),
    "doi": ("Đổi chỗ", "Chuyển bàn ghế; số ghế; đổi phòng."),
    "papi": ("PAPI: chỉ số của người dân", "Phỏng vấn 16.117 người năm 2022."),
    "nhac": ("Tin cũ", "PAPI PAPI PAPI và các chỉ số khác. Không có năm."),
    "hoa": ("Hoà giải", "Tổ hoà giải ở thôn."),
    "ky": ("Kỹ năng số", "Kỹ năng của công dân."),
    "qd": ("Văn bản", "Quyết định 5 của Ủy ban nhân dân tỉnh."),
}
ENGLISH = ("papi-en", "PAPI", "PAPI PAPI in English")
RANK = """
async ([index, queries]) => {
  const { makeEngine } = await import("/tim-kiem/engine.js");
  const { excerpt } = await import("/tim-kiem/excerpt.js");
  const engine = makeEngine(index);
  return queries.map((query) => {
    const { groups, care } = engine.search(query);
    const hits = groups.flatMap((group) => group.hits);
    const told = hits.length ? excerpt(hits[0].section.text, hits[0]) : [];
    const marks = told.filter((piece) => piece.marked).map((piece) => piece.text);
    return { found: hits.map((hit) => hit.section.anchor), care, marks };
  });
}
"""


def ranked(page: Page, site: str, *queries: str) -> list[dict[str, Any]]:
    page.goto(f"{site}/tim-kiem/")
    index = {
        "pages": [["/trang/", "Trang", [], "vi"], ["/en/", "Page", [], "en"]],
        "sections": [[0, at, *told] for at, told in SECTIONS.items()] + [[1, *ENGLISH]],
    }
    found: list[dict[str, Any]] = page.evaluate(RANK, [index, list(queries)])
    return found


FIRST = [
    ("một cửa", "mot-cua", "syllables side by side are the word; apart they are not"),
    ("mot cua", "mot-cua", "without marks the same"),
    ("MỘT CỬA", "mot-cua", "capitals don't matter"),
    (unicodedata.normalize("NFD", "một cửa"), "mot-cua", "marks typed apart from their letters"),
    ("  một   cửa?! ", "mot-cua", "spaces and signs don't matter"),
    ("thủ tục", "thu-tuc", "marks are meant"),
    ("thú tục", "thu-vat", "even where the others are a title"),
    ("thu tuc", "thu-tuc", "without marks a title comes first"),
    ("tthc", "thu-tuc", "a title written out comes before a mention in short"),
    ("chuyển đổi số", "so", "three syllables as one, though another section has them all"),
    ("chuyen doi so", "so", "without marks the same"),
    ("CĐS", "so", "written out"),
    ("cds", "so", "without marks, too"),
    ("papi", "papi", "the title begins with it; elsewhere it's said more often, or in English"),
    ("papi 2022", "papi", "every word counts"),
    ("16.117", "papi", "a number is one word"),
    ("hòa giải", "hoa", "the mark stands on one letter or the other"),
    ("kĩ năng", "ky", "i and y are two spellings of one sound"),
    ("QĐ 5", "qd", "written out among other words"),
    ("uỷ ban", "qd", "another place of the mark"),
    ("ubnd", "qd", "written out"),
    ("chuyển đổ", "so", "the last word has only begun"),
    ("pap", "papi", "the only word has only begun"),
    ("thu tucc", "thu-tuc", "a letter too many"),
    ("chuyen dooi so", "so", "a letter too many, in the middle"),
    ("thủ tục là gì", "thu-tuc", "what people ask with is left out"),
    ("làm thế nào để kỹ năng", "ky", "in front, too"),
    ("english", "papi-en", "other languages are found by their own words"),
    ("thủ tục hành chính lạ lùng", "thu-tuc", "most of the words, where no section has all"),
]


def test_the_best_section_comes_first(page: Page, site: str) -> None:
    answers = ranked(page, site, *(query for query, *_ in FIRST))
    wrong = [
        (query, answer["found"][:2], why)
        for (query, first, why), answer in zip(FIRST, answers, strict=True)
        if answer["found"][:1] != [first]
    ]
    assert wrong == []


FOUND = [
    ("thu tuc", {"thu-tuc", "thu-vat"}, "all", "both readings"),
    ("thủ tục hành chính", {"thu-tuc", "viet-tat"}, "all", "the abbreviation stands for it"),
    ("một cửa", {"mot-cua", "roi-rac"}, "all", "«một … của» is no answer to who types marks"),
    ("thủ tục", {"thu-tuc", "thu-vat"}, "all", "other marks come last, but are told"),
    ("zzz", set(), "all", "nothing is nothing"),
    ("", set(), "all", "nor is nothing asked"),
    ("…?!", set(), "all", "no word in it"),
    ("thu tucc", {"thu-tuc", "thu-vat"}, "similar", "said to be only similar"),
]


def test_what_is_found_and_what_is_not(page: Page, site: str) -> None:
    answers = ranked(page, site, *(query for query, *_ in FOUND))
    for (query, wanted, care, why), answer in zip(FOUND, answers, strict=True):
        assert (set(answer["found"]), answer["care"]) == (wanted, care), (query, why)


def test_what_was_meant_is_marked(page: Page, site: str) -> None:
    """Words side by side as one; the same letters with other marks are not what was typed."""
    ours, other = ranked(page, site, "phỏng vấn 16.117", "một phần của")
    assert ours["marks"] == ["Phỏng vấn 16.117"]
    assert other["marks"] == ["Một phần của", "một phần của"]


PAGES = [
    ("thể lệ", "/the-le/", "the page of that name"),
    ("the le", "/the-le/", "without marks"),
    (unicodedata.normalize("NFD", "thể lệ"), "/the-le/", "marks typed apart"),
    ("the lee", "/the-le/", "a slip of the finger"),
    ("minh bach", "/minh-bach/", "the page of that name, without marks"),
    ("đối chiếu biên nhận", "/minh-bach/", "a section by its heading"),
    ("khong duoc du thi", "/the-le/|/doi-tuong/|/cau-hoi-thuong-gap/", "rules, or told in short"),
    ("xếp hạng", "/the-le/|/ket-qua/|/giai-thuong/", "how it is done, or what came of it"),
]


@pytest.mark.parametrize(("query", "pages", "why"), PAGES)
def test_pages_of_the_site_are_found(
    page: Page, site: str, query: str, pages: str, why: str
) -> None:
    asked_for(page, site, query)
    first = page.locator(".found > li").first.get_by_role("link").first
    expect(first, why).to_be_visible()
    address = (first.get_attribute("href") or "").partition("#")[0]
    assert address in pages.split("|"), why


def asked_for(page: Page, site: str, query: str) -> None:
    page.goto(f"{site}/tim-kiem/")
    page.get_by_role("searchbox", name="Từ cần tìm").fill(query)
    page.get_by_role("button", name="Tìm", exact=True).click()


def test_it_works_by_keyboard_and_goes_back(page: Page, site: str) -> None:
    """Typed, heard, followed, and back where it was; the address tells what was asked for."""
    page.goto(f"{site}/tim-kiem/")
    field = page.get_by_role("searchbox", name="Từ cần tìm")
    field.focus()
    page.keyboard.type("biên nhận")
    page.keyboard.press("Enter")
    said = page.locator("#da-tim[role=status]")
    expect(said).to_contain_text("kết quả cho «biên nhận»")
    assert page.url == f"{site}/tim-kiem/?q=bi%C3%AAn+nh%E1%BA%ADn"
    expect(page).to_have_title("biên nhận | Tìm kiếm | Hội thi CCHC Đắk Lắk 2023")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    link = page.locator(".found a").first
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/tim-kiem/" not in url)
    page.go_back()
    expect(field).to_have_value("biên nhận")
    expect(said).to_contain_text("kết quả cho «biên nhận»")
    field.fill("thi thử")
    field.press("Enter")
    expect(said).to_contain_text("«thi thử»")
    page.go_back()
    expect(said).to_contain_text("«biên nhận»")


def test_a_result_leads_to_its_section_with_words_marked(page: Page, site: str) -> None:
    asked_for(page, site, "doi chieu bien nhan")
    section = page.get_by_role("link", name="Đối chiếu biên nhận của mình")
    expect(section.locator("mark")).to_have_text("Đối chiếu biên nhận")
    section.click()
    page.wait_for_url(f"{site}/minh-bach/#doi-chieu-bien-nhan")
    expect(page.locator("#doi-chieu-bien-nhan")).to_be_in_viewport()


def test_nothing_found_comes_with_help(page: Page, site: str) -> None:
    asked_for(page, site, "khôngcótừnàynhưthế")
    expect(page.get_by_role("status").filter(has_text="Không tìm thấy")).to_be_visible()
    expect(page.get_by_text("gõ không dấu")).to_be_visible()
    expect(page.get_by_role("heading", name="Chủ đề")).to_be_visible()
    expect(page.locator(".found")).to_have_count(0)
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator("#da-tim")).to_be_empty()
    assert page.url == f"{site}/tim-kiem/"


def test_what_is_typed_is_text(page: Page, site: str) -> None:
    """Never markup, wherever it is shown again."""
    asked_for(page, site, "<img src=x onerror=alert(1)>")
    expect(page.locator("#da-tim")).to_contain_text("<img src=x")
    expect(page.locator("main img")).to_have_count(0)


def test_the_index_is_fetched_once_and_no_query_is_sent(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/tim-kiem/", wait_until="networkidle")
    assert not [url for url in asked if "chi-muc" in url]
    page.get_by_role("searchbox").focus()
    with page.expect_response(INDEX):
        page.get_by_role("searchbox").fill("giải thưởng")
    for _ in range(2):
        page.get_by_role("button", name="Tìm", exact=True).click()
        expect(page.locator("#da-tim")).to_contain_text("giải thưởng")
    assert len([url for url in asked if "chi-muc" in url]) == 1
    assert not [url for url in asked if "q=" in url]


def test_without_the_network_it_says_so_and_tries_again(page: Page, site: str) -> None:
    def fail(route: Route) -> None:
        route.abort()

    page.route(INDEX, fail)
    asked_for(page, site, "giải thưởng")
    expect(page.get_by_role("alert")).to_contain_text("Chưa tải được phần tìm kiếm")
    page.unroute(INDEX)
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator("#da-tim")).to_contain_text("kết quả cho «giải thưởng»")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_without_scripts_there_is_a_way_on(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/tim-kiem/?q=gi%E1%BA%A3i")
    assert "Phần tìm kiếm cần JavaScript" in page.locator("noscript").inner_html()
    expect(page.get_by_role("main").get_by_role("link", name="thể lệ")).to_be_visible()
    context.close()


@pytest.mark.parametrize("query", ["", "kết quả", "zzzz", "ket quar"])
def test_it_fits_a_phone_and_axe_finds_nothing(page: Page, site: str, query: str) -> None:
    """Empty, with results, with none, with similar ones; fingers have room."""
    asked_for(page, site, query)
    if query:
        expect(page.locator("#da-tim")).to_contain_text(query)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert Axe().run(page).response["violations"] == []
    targets = page.locator("#tim input, #tim button, .found h2 a, .found h3 a, .found summary")
    assert all(each["height"] >= 48 for each in boxes(targets.all()))


def boxes(targets: list[Any]) -> list[Any]:
    return [box for each in targets if (box := each.bounding_box())]
