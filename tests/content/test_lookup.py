"""Look-up and certificates in a real browser, from the public record alone, as it is served."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect
from werkzeug.serving import WSGIRequestHandler, make_server

from contest.content.results.published import load
from contest.content.site import write_pages
from contest.domain.awards.judging import Judge
from contest.domain.sheets import LAPSED
from infra.local.site import Site
from tests.domain.builders import table
from tests.records import Made, a_record

ROOT = Path(__file__).parents[2]
NOBODY = "00000-00000"


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        """Nothing."""


class Public(NamedTuple):
    """A site with its record, and where it is."""

    made: Made
    address: str


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Public]:
    place = tmp_path_factory.mktemp("public")
    made = a_record(place, seed=4, people=60, results=2)
    contest = made.held.contest
    write_pages(ROOT, contest, place / "site", load(str(place), contest.contest.id))
    serve: Any = Site(place / "site", place, None, lambda: datetime.now(UTC))  # type: ignore[arg-type]
    server = make_server("127.0.0.1", 0, serve, threaded=True, request_handler=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Public(made, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()


def asked(page: Page, public: Public, code: str) -> None:
    """Type a code and press Enter."""
    page.goto(f"{public.address}/tra-cuu/")
    page.get_by_role("textbox", name="Mã dự thi").fill(code)
    page.get_by_role("textbox", name="Mã dự thi").press("Enter")
    expect(page.locator("#look-up h2").first).to_be_visible()


def test_whoever_is_ranked_finds_rank_prize_and_what_decided(page: Page, public: Public) -> None:
    """The first and the last of each ranking, as the result says it."""
    composition = public.made.compositions[-1]
    for ranking in composition.basis.rankings:
        for row in (composition.tables[ranking.id][0], composition.tables[ranking.id][-1]):
            asked(page, public, row.code)
            part = page.locator(".ranked", has=page.get_by_role("heading", name=ranking.title))
            expect(part).to_contain_text(f"Hạng {row.rank}")
            if row.decided:
                expect(part).to_contain_text(row.decided)
            prize = composition.handed.prizes[ranking.id].get(row.code)
            expect(part.locator(".prize")).to_have_count(1 if prize else 0)


@table(
    "typed",
    (lambda code: code, "as it is"),
    (lambda code: code.lower(), "small letters"),
    (lambda code: code.replace("-", ""), "no hyphen"),
    (lambda code: code.replace("0", "o").replace("1", "l"), "letters for digits"),
    (lambda code: f" {code.replace('-', ' – ').replace('1', 'I')} ", "spaces and a dash"),
)
def test_a_code_is_found_however_it_is_typed(page: Page, public: Public, typed: Any) -> None:
    codes = [each.code for each in public.made.held.people if each.entries]
    code = next(each for each in codes if "0" in each and "1" in each)
    asked(page, public, typed(code))
    expect(page.get_by_role("heading", level=2).first).to_contain_text(code)
    expect(page.get_by_role("textbox", name="Mã dự thi")).to_have_value(code)


def test_what_cannot_be_a_code_is_said_beside_the_field(page: Page, public: Public) -> None:
    page.goto(f"{public.address}/tra-cuu/")
    field = page.get_by_role("textbox", name="Mã dự thi")
    field.fill("7K3MQ-9TZ")
    page.get_by_role("button", name="Tra cứu").click()
    expect(page.locator("#ma-loi")).to_contain_text("10 chữ số và chữ cái")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "")


def test_the_code_is_never_sent_and_little_is_fetched(page: Page, public: Public) -> None:
    """No request bears it, in address or body; of each ranking one shard."""
    row = next(iter(public.made.compositions[-1].tables.values()))[0]
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.post_data}"))
    asked(page, public, row.code)
    assert not [each for each in sent if row.code in each or row.code[:5] in each]
    rankings = [each for each in sent if "/xep-hang/" in each]
    assert len(rankings) == len(public.made.compositions[-1].tables)


def test_a_link_with_the_code_opens_the_answer(page: Page, public: Public) -> None:
    """The part after `#`, as on certificates; browsers keep it to themselves."""
    row = next(iter(public.made.compositions[-1].tables.values()))[0]
    page.goto(f"{public.address}/tra-cuu/#{row.code}")
    expect(page.get_by_role("heading", level=2).first).to_contain_text(row.code)


def test_own_sheets_are_judged_as_the_result_judges_them(page: Page, public: Public) -> None:
    """Every graded attempt of three people: right answers as the domain counts them, corrected."""
    basis = public.made.compositions[-1].basis
    judge = Judge(basis.editions, basis.corrections)
    people = [each for each in public.made.held.people if each.entries][:3]
    for person in people:
        asked(page, public, person.code)
        for rules in public.made.held.rounds:
            for sheet in person.entries[rules.id].sheets if rules.id in person.entries else ():
                if sheet.ended == LAPSED:
                    continue
                name = f"Xem từng câu và đáp án, {rules.title}, lượt {sheet.number}"
                page.get_by_role("button", name=name, exact=True).click()
                listed = page.get_by_role("list", name=f"Các câu của lượt {sheet.number}").last
                verdicts = judge.verdicts(sheet.edition, sheet.paper, sheet.answers)
                expect(listed.locator("> li")).to_have_count(len(verdicts))
                assert listed.locator("> li.hit").count() == sum(verdicts)


def test_who_is_not_ranked_is_told_so(page: Page, public: Public) -> None:
    out = dict(public.made.compositions[-1].out)
    assert out
    for code in list(out)[:2]:
        asked(page, public, code)
        expect(page.locator("#look-up")).to_contain_text("Mã này không được xếp hạng")
        expect(page.locator(".ranked")).to_have_count(0)


def test_a_code_that_is_not_there_is_told_what_to_do(page: Page, public: Public) -> None:
    asked(page, public, NOBODY)
    expect(page.locator("#look-up")).to_contain_text("Không có mã này trong hồ sơ của kết quả số 2")
    expect(page.get_by_role("link", name="xem cách đối chiếu")).to_be_visible()


def test_before_results_it_says_that_there_are_none(page: Page, public: Public) -> None:
    page.route("**/ho-so/**", lambda route: route.fulfill(status=404))
    asked(page, public, NOBODY)
    expect(page.get_by_role("heading", name="Chưa có kết quả")).to_be_visible()


def test_without_a_network_it_can_be_tried_again(page: Page, public: Public) -> None:
    row = next(iter(public.made.compositions[-1].tables.values()))[0]

    def gone(route: Route) -> None:
        route.abort()

    page.route("**/ho-so/**", gone)
    page.goto(f"{public.address}/tra-cuu/#{row.code}")
    expect(page.get_by_role("alert")).to_contain_text("Chưa tải được hồ sơ công khai")
    page.unroute("**/ho-so/**")
    page.get_by_role("button", name="Thử lại").click()
    expect(page.locator(".ranked").first).to_be_visible()


def test_a_certificate_tells_the_prize_and_can_be_written_on(page: Page, public: Public) -> None:
    """Nobody is signed in: a line for the name. Choosing changes what is certified."""
    composition = public.made.compositions[-1]
    ranking = composition.basis.rankings[0]
    code, prize = next(iter(composition.handed.prizes[ranking.id].items()))
    page.goto(f"{public.address}/chung-nhan/#{code}")
    sheet = page.locator(".certificate")
    expect(sheet).to_contain_text(f"đạt {prize}, {ranking.title}")
    expect(sheet).to_contain_text("Họ và tên")
    expect(sheet).to_contain_text(code)
    expect(sheet).to_contain_text("Kết quả số 2")
    expect(sheet.locator("svg path")).to_have_count(1)
    page.get_by_label("Nội dung").select_option(label="Đã tham gia")
    expect(sheet).to_contain_text("đã tham gia Cuộc thi")


def test_a_certificate_bears_the_name_of_who_is_signed_in(page: Page, public: Public) -> None:
    composition = public.made.compositions[-1]
    row = composition.tables[composition.basis.rankings[0].id][0]
    agency = public.made.held.agencies[0]
    me = {"candidate_code": row.code, "full_name": "Nguyễn Văn Thử Nghiệm", "agency": agency.id}
    agencies = [{"id": agency.id, "name": agency.name}]
    page.route("**/api/me", lambda route: route.fulfill(json=me))
    page.route("**/contest.json", lambda route: route.fulfill(json={"agencies": agencies}))
    page.goto(f"{public.address}/tra-cuu/")
    kept = {"candidate_code": row.code, "session": "abc", "expires_at": ""}
    page.evaluate("kept => localStorage.setItem('thi.session', JSON.stringify(kept))", kept)
    page.goto(f"{public.address}/chung-nhan/")
    expect(page.locator(".certificate")).to_contain_text("Nguyễn Văn Thử Nghiệm")
    expect(page.locator(".certificate")).to_contain_text(agency.name)


def test_a_certificate_prints_on_one_page_across(page: Page, public: Public) -> None:
    row = next(iter(public.made.compositions[-1].tables.values()))[0]
    page.goto(f"{public.address}/chung-nhan/#{row.code}")
    expect(page.locator(".certificate svg path")).to_have_count(1)
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 1
    assert b"/MediaBox [0 0 842" in printed or b"/MediaBox [0 0 841" in printed


@pytest.mark.parametrize(
    "place",
    [
        "ket-qua",
        "ket-qua/cau-hoi",
        "minh-bach",
        "minh-bach/dinh-dang",
        "tra-cuu",
        "chung-nhan",
        "the-le",
    ],
)
def test_pages_fit_a_phone_and_axe_finds_nothing(page: Page, public: Public, place: str) -> None:
    row = next(iter(public.made.compositions[-1].tables.values()))[0]
    page.goto(f"{public.address}/{place}/#{row.code}")
    page.wait_for_load_state("networkidle")
    wider = "document.documentElement.scrollWidth - window.innerWidth"
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert page.evaluate(wider) <= 0
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


@table(
    "state built told",
    ("open", 0, "", "nothing to tell"),
    ("published", 0, "Kết quả đã được công bố. Xem kết quả", "the page is older"),
    ("published", 1, "", "the page shows it"),
    ("corrected", 1, "Kết quả đã được đính chính. Xem kết quả", "the page is older"),
    ("corrected", 2, "", "the page shows it"),
)
def test_an_old_page_learns_of_results(
    page: Page, public: Public, state: str, built: int, told: str
) -> None:
    status = {"notice": None, "rounds": [{"id": "vong-1", "state": state, **MOMENTS}]}
    page.route("**/status.json", lambda route: route.fulfill(json=status))

    def older(route: Route) -> None:
        body = route.fetch().text().replace('data-built="2"', f'data-built="{built}"')
        route.fulfill(body=body, content_type="text/html")

    page.route("**/the-le/", older)
    with page.expect_response("**/status.json"):
        page.goto(f"{public.address}/the-le/")
    page.wait_for_timeout(100)
    assert page.locator("#co-ket-qua").inner_text() == told


MOMENTS = {"opens_at": "2023-11-07T01:00:00Z", "closes_at": "2023-11-17T10:00:00Z"}
