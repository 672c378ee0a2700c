"""An agency's poster, QR code, pictures and texts: made, printed, saved, scanned, copied."""

import base64
import csv
import itertools
import json
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from contest.content.sources import load_contest
from tests.conftest import PHONE
from tests.world import ROOT

CONTEST = load_contest(ROOT / "question_src").contest
_FILE = ROOT / "question_src/agencies.csv"
AGENCIES = list(csv.DictReader(_FILE.read_text(encoding="utf-8").splitlines()))
LONGEST = sorted(AGENCIES, key=lambda each: len(each["name"]))[-3:]
SIZES = {
    "Tải áp phích PNG": (2480, 3507),
    "Tải ảnh 1200 × 630": (1200, 630),
    "Tải ảnh 1080 × 1080": (1080, 1080),
    "Tải ảnh 1600 × 400": (1600, 400),
}
SCANNER = (ROOT / "node_modules/jsqr/dist/jsQR.js").read_text(encoding="utf-8")
SCAN = """async ([data, type]) => {
    const image = new Image();
    image.src = `data:${type};base64,${data}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    const scale = Math.min(1, 1400 / image.width);
    Object.assign(canvas, { width: image.width * scale, height: image.height * scale });
    const on = canvas.getContext("2d");
    on.drawImage(image, 0, 0, canvas.width, canvas.height);
    const { data: pixels } = on.getImageData(0, 0, canvas.width, canvas.height);
    return jsQR(pixels, canvas.width, canvas.height)?.data;
}"""


@pytest.fixture
def desk(page: Page) -> Iterator[Page]:
    """A page that may not complain on its console, nor send anything, nor ask anybody else."""
    errors: list[str] = []
    asked: list[tuple[str, str]] = []
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.on("request", lambda sent: asked.append((sent.method, sent.url)))
    yield page
    assert errors == []
    origin = re.match(r"https?://[^/]+", page.url)
    assert origin
    ours = (origin.group(), "data:", "blob:")
    assert [url for _, url in asked if not url.startswith(ours)] == []
    assert {method for method, _ in asked} <= {"GET"}


def opened(page: Page, site: str, agency: str = "") -> None:
    page.goto(f"{site}/tai-lieu/" + (f"?co-quan={agency}" if agency else ""))
    expect(page.locator("svg.poster")).to_be_visible()


def saved(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def scanned(browser: Browser, picture: bytes, kind: str = "image/png") -> Any:
    """What a phone reads."""
    with browser.new_page() as page:
        page.evaluate(SCANNER)
        return page.evaluate(SCAN, [base64.b64encode(picture).decode(), kind])


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def link_for(agency: str) -> str:
    return f"{CONTEST.address}thi/?co-quan={agency}"


def test_an_agency_is_found_by_typing_and_by_level(desk: Page, site: str) -> None:
    """Without marks, by keyboard; where it is in the address, and forgotten without it."""
    opened(desk, site)
    expect(desk.get_by_role("heading", name="Tài liệu dùng chung")).to_be_visible()
    desk.get_by_label("Tên cơ quan, đơn vị").fill("noi vu so")
    choice = desk.get_by_role("list", name="Cơ quan, đơn vị tìm thấy").get_by_role("button")
    expect(choice).to_have_text(["Sở Nội vụ"])
    choice.press("Enter")
    expect(desk.get_by_role("heading", name="Tài liệu của Sở Nội vụ")).to_be_focused()
    expect(desk).to_have_url(re.compile(r"\?co-quan=so-noi-vu$"))
    desk.get_by_label("Cấp", exact=True).select_option(label="UBND cấp huyện")
    districts = [each["name"] for each in AGENCIES if each["level"] == "district"]
    expect(choice).to_have_text(districts)
    desk.get_by_label("Tên cơ quan, đơn vị").fill("xyz")
    expect(desk.get_by_role("status").filter(has_text="Không tìm thấy")).to_be_visible()
    desk.get_by_role("button", name="Bỏ chọn").click()
    expect(desk).to_have_url(f"{site}/tai-lieu/")
    kept = "[localStorage.length, sessionStorage.length, document.cookie]"
    assert desk.evaluate(kept) == [0, 0, ""]


def test_the_poster_tells_who_what_when_and_where(desk: Page, site: str) -> None:
    """Read by eye and by screen reader; communes of the same name are told apart."""
    twin = next(each for each in AGENCIES if each["name"] == "UBND phường Thống Nhất")
    opened(desk, site, twin["id"])
    poster = desk.locator("svg.poster")
    label = poster.get_attribute("aria-label") or ""
    shown = " ".join(poster.locator("text").all_text_contents()).replace("\xa0", " ")
    host = CONTEST.address.removeprefix("https://").rstrip("/")
    for said in (label, shown):
        assert f"{twin['name']}, " in said
        assert "và Nhân dân trên địa bàn" in said
        assert CONTEST.name in said
        assert "từ 08:00 ngày 07/11/2023" in said
        assert "đến 22:00 ngày 29/11/2023" in said
        assert host in said


def test_every_code_leads_to_the_agency(desk: Page, site: str, browser: Browser) -> None:
    """Scanned from the poster, from the square picture, and from both files of the code alone."""
    opened(desk, site, "so-noi-vu")
    for button in ("Tải áp phích PNG", "Tải ảnh 1080 × 1080", "Tải mã QR PNG"):
        name, png = saved(desk, button)
        assert name.endswith("-so-noi-vu.png")
        assert scanned(browser, png) == link_for("so-noi-vu"), button
    name, svg = saved(desk, "Tải mã QR SVG")
    assert name == "ma-qr-so-noi-vu.svg"
    assert scanned(browser, svg, "image/svg+xml") == link_for("so-noi-vu")
    expect(desk.get_by_text("Đã tải xuống.")).to_have_count(4)


def test_pictures_have_their_sizes(desk: Page, site: str) -> None:
    opened(desk, site)
    for button, size in SIZES.items():
        name, png = saved(desk, button)
        assert size_of(png) == size, name
        assert name.endswith("-chung.png")


@pytest.mark.parametrize("scripts", [True, False], ids=["drawn", "without scripts"])
def test_printed_it_is_one_page(browser: Browser, site: str, *, scripts: bool) -> None:
    """The poster and nothing else, from whatever device."""
    for viewport in (PHONE, {"width": 1280, "height": 800}):
        context = browser.new_context(viewport=viewport, java_script_enabled=scripts)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{site}/tai-lieu/")
        expect(page.locator(".poster")).to_be_visible()
        expect(page.locator(".poster")).to_contain_text("Vòng 2")
        pdf = page.pdf(prefer_css_page_size=True)
        context.close()
        assert pages_of(pdf) == 1
        box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
        assert box
        assert [round(float(each)) for each in box.groups()] == [595, 842]


def test_texts_are_copied_as_they_stand(desk: Page, site: str) -> None:
    """With name, dates and address; what somebody changed in them goes along."""
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(desk, site, "so-noi-vu")
    lengths = []
    for field in ("Tin nhắn ngắn", "Thông báo đầy đủ"):
        area = desk.get_by_label(field, exact=True)
        area.press("Control+End")
        area.type("Hết.")
        desk.get_by_role("button", name=f"Sao chép {field.lower()}").click()
        expect(desk.locator(".text", has=area).get_by_role("status")).to_have_text("Đã sao chép.")
        copied = desk.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(("Sở Nội vụ mời", "THÔNG BÁO"))
        for part in (
            "Sở Nội vụ",
            CONTEST.name,
            "Vòng 1",
            "từ 08:00 ngày 07/11/2023",
            "giờ Việt Nam",
        ):
            assert part in copied
        assert link_for("so-noi-vu") in copied
        assert copied.endswith("Hết.")
        lengths.append(len(copied))
    assert lengths[0] < 500 < lengths[1]


def test_without_a_clipboard_the_text_is_selected(desk: Page, site: str) -> None:
    desk.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    opened(desk, site)
    desk.get_by_role("button", name="Sao chép tin nhắn ngắn").click()
    expect(desk.get_by_text("Nội dung đã được chọn sẵn")).to_be_visible()
    area = "document.activeElement"
    assert desk.evaluate(f"{area}.selectionEnd - {area}.selectionStart") > 100


MEASURE = """sheet => [...sheet.querySelectorAll("text")].map(node => {
    const { x, y, width, height } = node.getBBox();
    return { text: node.textContent, x, y, width, height, foot: node.y.baseVal[0].value,
             size: parseFloat(node.getAttribute("font-size")), edge: sheet.viewBox.baseVal.width };
})"""


def nothing_is_cut(page: Page, name: str) -> None:
    """Every word of a name is on every picture, inside of it, and no line runs into another."""
    for sheet in page.locator("svg.sheet:not(.qr)").all():
        lines = sheet.evaluate(MEASURE)
        shown = " ".join(line["text"] for line in lines).replace("\xa0", " ")
        assert name in shown
        for line in lines:
            assert line["x"] >= 0
            assert line["x"] + line["width"] <= line["edge"] * 0.97, line
        for one, other in itertools.combinations(lines, 2):
            apart = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            assert apart or abs(one["foot"] - other["foot"]) > 0.95 * min(
                one["size"], other["size"]
            )


@pytest.mark.parametrize("agency", LONGEST, ids=[each["id"] for each in LONGEST])
def test_the_longest_names_are_not_cut(desk: Page, site: str, agency: dict[str, str]) -> None:
    opened(desk, site, agency["id"])
    nothing_is_cut(desk, agency["name"])


def test_names_longer_than_any_are_not_cut_either(desk: Page, site: str, browser: Browser) -> None:
    """Twice as long as real ones; and the code is still to be read."""
    name = "Ban Quản lý các khu công nghiệp và khu kinh tế cửa khẩu tỉnh Đắk Lắk " * 3

    def longer(route: Route) -> None:
        contest = json.loads(route.fetch().text())
        contest["agencies"][0]["name"] = name.strip()
        contest["contest"]["name"] += " và các giải pháp nâng cao chỉ số hài lòng của người dân"
        route.fulfill(json=contest)

    desk.route("**/contest.json", longer)
    opened(desk, site, AGENCIES[0]["id"])
    nothing_is_cut(desk, name.strip())
    assert scanned(browser, saved(desk, "Tải áp phích PNG")[1]) == link_for(AGENCIES[0]["id"])


def test_moved_rounds_are_told_as_moved(desk: Page, site: str) -> None:
    def moved(route: Route) -> None:
        status = json.loads(route.fetch().text())
        for each in status["rounds"]:
            each["closes_at"] = "2023-12-01T10:00:00Z"
        route.fulfill(json=status)

    desk.route("**/status.json", moved)
    opened(desk, site)
    expect(desk.locator("svg.poster")).to_contain_text("đến 17:00 ngày 01/12/2023")


def test_the_page_is_accessible_and_fits_a_phone(desk: Page, site: str) -> None:
    opened(desk, site, LONGEST[-1]["id"])
    desk.get_by_label("Tên cơ quan, đơn vị").fill("ea")
    wider = "document.documentElement.scrollWidth - window.innerWidth"
    small = """[...document.querySelectorAll("main :is(button, input, select)")]
        .filter(each => each.getBoundingClientRect().height < 48).length"""
    for scheme in ("light", "dark"):
        desk.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert desk.evaluate(wider) <= 0
        assert desk.evaluate(small) == 0
        assert Axe().run(desk).response["violations"] == []


def test_without_the_contest_the_page_says_what_to_do(page: Page, site: str) -> None:
    page.route("**/contest.json", lambda route: route.abort())
    page.goto(f"{site}/tai-lieu/")
    expect(page.get_by_role("alert")).to_contain_text("Chưa tải được thông tin cuộc thi")
    page.unroute("**/contest.json")
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator("svg.poster")).to_be_visible()


# The exam room, as the code leads to it


def registering(page: Page, site: str, agency: str) -> None:
    page.goto(link_for(agency).replace(CONTEST.address, f"{site}/"))
    page.get_by_role("button", name="Đăng ký dự thi").click()
    expect(page.get_by_role("heading", level=1, name="Đăng ký dự thi")).to_be_visible()


def test_registration_has_the_agency_chosen_and_lets_it_be_changed(desk: Page, site: str) -> None:
    """A commune with its district; another choice is not undone by going back and forth."""
    commune = next(each for each in AGENCIES if each["level"] == "commune")
    registering(desk, site, commune["id"])
    expect(desk.get_by_label("Nơi công tác")).to_have_value("commune")
    expect(desk.get_by_label("Huyện, thị xã, thành phố", exact=True)).to_have_value(
        commune["parent"]
    )
    agency = desk.get_by_label("Cơ quan, đơn vị", exact=True)
    expect(agency).to_have_value(commune["id"])
    desk.get_by_label("Nơi công tác").select_option("province")
    agency.select_option("so-tu-phap")
    desk.get_by_role("button", name="Quay lại").click()
    desk.get_by_role("button", name="Đăng ký dự thi").click()
    expect(desk.get_by_label("Nơi công tác")).to_have_value("province")
    expect(agency).to_have_value("so-tu-phap")


@pytest.mark.parametrize("agency", ["khong-co", "", "%3Cscript%3E"])
def test_an_unknown_agency_is_ignored(desk: Page, site: str, agency: str) -> None:
    registering(desk, site, agency)
    expect(desk.get_by_label("Nơi công tác")).to_have_value("")
    opened(desk, site, agency)
    expect(desk.get_by_role("heading", name="Tài liệu dùng chung")).to_be_visible()
