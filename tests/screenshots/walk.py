"""An invented person's way through the exam room, with a camera in hand.

Every picture is of the rehearsal: an official paper is seen by nobody who does not sit it.
"""

import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from contest.content.sources import load_contest
from contest.domain.rules import Contest, RoundKind
from infra.local.demo import inside_first_round
from tests import demo
from tests.browser.journey import CHROMIUM, Candidate
from tests.screenshots.camera import Camera, Words, pocket
from tests.screenshots.desk import at_the_desk, nominate
from tests.screenshots.inputs import CONSOLE, EXAM_ROOM, ROOT
from tests.screenshots.invented import CODE, OPTIONS, QUESTION, SITTER
from tests.screenshots.manifest import Picture

_BAR = 84
"""The height of the bar above a question."""
_RIGHT_BUT = 2
"""So many questions of the picture's result are wrong."""


def walk(folder: Path) -> list[Picture]:
    """Take all pictures into the folder; needs Chromium."""
    contest = load_contest(ROOT / "question_src")
    moment = inside_first_round(contest)
    today = f"{moment:%d/%m/%Y}"
    room = Camera(folder, EXAM_ROOM, "#room", today)
    console = Camera(folder, CONSOLE, "#console", today)
    with demo.running(moment.isoformat()) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        nominate(browser, site, console)
        _sit(browser, site, contest, room)
        at_the_desk(browser, site, console)
        browser.close()
    return [*room.taken, *console.taken]


def _sit(browser: Browser, site: str, contest: Contest, camera: Camera) -> None:
    page = pocket(browser).new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    sitter = Candidate(page, site)
    sitter.national_id, sitter.birth_date = SITTER.national_id, SITTER.birth_date
    sitter.phone = SITTER.phone
    rehearsal = next(each for each in contest.rounds if each.kind is RoundKind.REHEARSAL)
    official = next(each for each in contest.rounds if each.kind is RoundKind.OFFICIAL)
    _come_in(sitter, camera)
    _begin(sitter, camera, rehearsal.title, rehearsal.questions)
    _answer(sitter, camera, rehearsal.questions)
    _elsewhere(browser, sitter, camera, rehearsal.title)
    _finish(sitter, camera, rehearsal.title, rehearsal.questions)
    _take_part(sitter, official.title, official.questions)
    page.context.close()


def _come_in(sitter: Candidate, camera: Camera) -> None:
    sitter.page.goto(f"{sitter.site}/thi/")
    sitter.press("Đăng ký dự thi")
    sitter.heading("Đăng ký dự thi")
    sitter.fill("Họ và tên", SITTER.name)
    sitter.fill("Ngày sinh", SITTER.birth_date)
    sitter.fill("Số định danh cá nhân", SITTER.national_id)
    sitter.fill("Số điện thoại", SITTER.phone)
    sitter.choose("Nơi công tác", "Cơ quan, đơn vị cấp tỉnh")
    sitter.choose("Cơ quan, đơn vị", "Sở Nội vụ")
    sitter.choose("Nhóm đối tượng", "Công chức không giữ chức vụ lãnh đạo, quản lý")
    camera.take(sitter.page, "dang-ky", 590, top="form h2")
    sitter.page.get_by_role("checkbox", name="Tôi đã đọc và đồng ý").check()
    sitter.press("Gửi đăng ký")
    sitter.heading("Các đợt thi")
    camera.take(sitter.page, "dot-thi", 700, top="h1")


def _begin(sitter: Candidate, camera: Camera, title: str, questions: int) -> None:
    sitter.press(f"Vào thi: {title}")
    sitter.heading(f"Trước khi thi: {title}")
    sitter.page.get_by_role("checkbox", name=re.compile("Tôi đã đọc thể lệ")).check()
    camera.take(sitter.page, "truoc-khi-thi", 400, top="ul.rules")
    sitter.press("Bắt đầu làm bài")
    sitter.heading(f"Câu 1/{questions}")


def _illustrated(page: Page) -> dict[str, str | list[str]]:
    """A question of nobody's, over the one that the paper has."""
    topic = page.locator(".topic").first.inner_text()
    assert topic, "the question's topic stands above it"
    return {
        ".topic": "Chuyên đề của câu hỏi",
        "legend": QUESTION,
        ".option .text": list(OPTIONS),
        ".choice > .hint": [],
    }


def _answer(sitter: Candidate, camera: Camera, questions: int) -> None:
    """Answer all but one, which is marked; a question of one right answer in four is pictured."""
    pictured = False
    for number in range(1, questions + 1):
        sitter.heading(f"Câu {number}/{questions}")
        if number == questions - 1:
            sitter.press("Xem lại sau")
        elif not pictured and number > 1 and _is_plain(sitter.page):
            _with_and_without_network(sitter, camera, questions)
            pictured = True
        else:
            sitter.tick(sitter.options()[0])
        sitter.next()
    assert pictured, "no question with one right answer in four"


def _is_plain(page: Page) -> bool:
    return page.locator(".option input[type=radio]").count() == len(OPTIONS)


def _with_and_without_network(sitter: Candidate, camera: Camera, questions: int) -> None:
    """An answer as the server has received it; then another, kept on the device alone."""
    page = sitter.page
    # Which question of a paper is plain is a matter of the draw, so the count is written over.
    fourth: Words = {"h1": f"Câu 4/{questions}", ".answered strong": f"4/{questions}"}
    instead: Words = {".topic": "Chuyên đề", "legend": QUESTION, ".option .text": list(OPTIONS)}
    sitter.tick(sitter.options()[0])
    sitter.saved()
    camera.take(page, "cau-hoi", 640, instead | fourth)
    camera.take(page, "may-chu-da-nhan", _BAR, fourth)
    page.context.set_offline(True)
    sitter.tick(sitter.options()[1])
    state = page.get_by_role("region", name="Tình trạng bài làm")
    expect(state).to_contain_text("chờ mạng", timeout=15_000)
    camera.take(page, "da-luu-tren-may", _BAR, fourth)
    page.context.set_offline(False)
    sitter.saved()


def _elsewhere(browser: Browser, sitter: Candidate, camera: Camera, title: str) -> None:
    """The attempt goes on on another phone, and comes back."""
    other = Candidate(pocket(browser).new_page(), sitter.site)
    other.page.goto(f"{sitter.site}/thi/")
    other.press("Đăng nhập lại")
    other.fill("Số định danh cá nhân", sitter.national_id)
    other.fill("Ngày sinh", sitter.birth_date)
    other.fill("Số điện thoại", sitter.phone)
    other.press("Đăng nhập")
    other.heading("Các đợt thi")
    camera.take(other.page, "tiep-tuc", 300, top=".round .note")
    other.press(f"Tiếp tục làm bài: {title}")
    other.heading(re.compile("^Câu"))
    sitter.press("Tiếp tục làm bài")
    sitter.tick(sitter.options()[-1])
    sitter.heading("Bài thi đang mở trên máy khác")
    camera.take(sitter.page, "may-khac", 390)
    sitter.press("Tiếp tục trên máy này")
    sitter.heading(re.compile("^Câu|Xem lại"))
    other.page.context.close()


def _finish(sitter: Candidate, camera: Camera, title: str, questions: int) -> None:
    page = sitter.page
    if page.get_by_role("button", name="Danh sách câu", exact=True).count():
        sitter.press("Danh sách câu")
    sitter.heading("Xem lại bài làm")
    camera.take(page, "xem-lai", 700)
    sitter.press("Nộp bài")
    sitter.heading("Xác nhận nộp bài")
    camera.take(page, "xac-nhan", 560)
    sitter.press("Đồng ý nộp bài")
    sitter.heading(f"Đã nộp bài: {title}")
    page.locator("svg.qr path").wait_for()
    right = questions - _RIGHT_BUT
    held: Words = {
        ".big-score strong": str(right),
        ".facts tr:first-child td": f"{right}/{questions}",
        ".receipt-text": f"eyJ… (biên nhận minh họa của mã {CODE})",
    }
    camera.take(page, "ket-qua", 680, held)
    camera.take(page, "bien-nhan", 750, held, top=".receipt")
    sitter.press("Về danh sách đợt thi")


def _take_part(sitter: Candidate, title: str, questions: int) -> None:
    """Sit the official round out of the picture, so that the console has somebody to count."""
    sitter.heading("Các đợt thi")
    sitter.start(title)
    sitter.tick(sitter.options()[0])
    sitter.saved()
    for _ in range(questions):
        sitter.next()
    sitter.hand_in(title)
