"""Files in and out of the console: what is previewed is what is done, and what is told is true."""

import csv
import io
import random
from typing import Any

import docx
import openpyxl
import pytest

from tests.office.files import a_number, roster, text_file, workbook
from tests.organizers import Desk, Office
from tests.world import application, blank

HEADCOUNT_HEADERS = (
    "Mã cơ quan",
    "Lãnh đạo cơ quan, đơn vị",
    "Lãnh đạo cấp phòng",
    "Công chức không giữ chức vụ lãnh đạo, quản lý",
    "Người làm nhiệm vụ tiếp nhận và trả kết quả (Một cửa)",
)
EXCLUSION_HEADERS = ("Họ và tên", "Số định danh cá nhân", "Lý do")


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.desk("thu-ky")


def confirm(desk: Desk, preview: Any) -> Any:
    """Confirm a preview and see the job through."""
    job = desk.post(f"/imports/{preview['id']}/confirmation").body["job"]
    told = desk.job(job)
    assert told["state"] == "done", told
    return told["result"]


def counts(preview: Any) -> tuple[int, int, int, int]:
    return tuple(preview[each] for each in ("new", "changed", "unchanged", "refused"))  # type: ignore[return-value]


def people(*rows: tuple[str, str, str], group: str = "Công chức") -> list[Any]:
    """Roster lines of (name, id, agency)."""
    return [(n, name, number, place, group) for n, (name, number, place) in enumerate(rows, 1)]


def test_a_messy_roster_changes_exactly_what_was_previewed(office: Office, desk: Desk) -> None:
    """UTF-16, semicolons, letters and marks apart: good lines in, bad ones told by line."""
    good = people(
        ("Nguyễn Thị Ánh", a_number(1), "Sở Nội vụ"),
        ("Trần Văn Bưởi", a_number(2), "SO NOI VU"),
        ("Lê Văn Cam", a_number(3), "Sở Tư pháp"),
    )
    bad = [(4, "Phạm Văn Dừa", "123", "Sở Nội vụ", "Công chức"), (5, "", "", "Sở Không Có", "?")]
    content = text_file(roster(*good, *bad), "utf-16", ";", "NFD")
    preview = desk.import_file("roster", "danh sách.csv", content).body
    assert counts(preview) == (3, 0, 0, 2)
    first = [
        "Nguyễn Thị Ánh",
        "Sở Nội vụ",
        "Công chức không giữ chức vụ lãnh đạo, quản lý",
        "",
        "Cử",
    ]
    assert preview["preview"][0]["cells"] == first
    assert {each["line"] for each in preview["problems"]} == {5, 6}
    assert desk.get("/agencies/so-noi-vu").body["people_missing"] == [], "nothing is done yet"
    assert confirm(desk, preview)["written"] == 3
    office.count()
    stored = str(office.world.client.scan(TableName=office.world.table.name)["Items"])
    assert not any(number in stored for _, _, number, _, _ in good), "ids end at the border"
    missing = desk.get("/agencies/so-noi-vu").body["people_missing"]
    assert {each["name"] for each in missing} == {"Nguyễn Thị Ánh", "Trần Văn Bưởi"}


def test_who_is_nominated_has_a_story_before_registering(office: Office, desk: Desk) -> None:
    """Found by name, told by key: there is no candidate code yet."""
    content = workbook(roster(*people(("Nguyễn Thị Ánh", a_number(1), "Sở Nội vụ"))))
    confirm(desk, desk.import_file("roster", "a.xlsx", content).body)
    office.count()
    (row,) = desk.get("/contestants?q=thi%20anh").body["rows"]
    story = desk.get(f"/contestants/{row['key']}").body
    assert (row["code"], story["code"], story["name"]) == (None, None, "Nguyễn Thị Ánh")
    assert story["nominations"][0]["agency"] == "so-noi-vu"
    assert desk.get(f"/contestants/{'A' * 43}").code == "unknown_contestant"


def test_the_same_file_again_changes_nothing(office: Office, desk: Desk) -> None:
    """No doubles; and confirming the same preview twice does it once."""
    content = workbook(roster(*people(("Nguyễn Thị Ánh", a_number(1), "Sở Nội vụ"))))
    preview = desk.import_file("roster", "a.xlsx", content).body
    confirm(desk, preview)
    assert confirm(desk, preview)["written"] == 1
    assert counts(desk.import_file("roster", "a.xlsx", content).body) == (0, 0, 1, 0)
    moved = workbook(roster(*people(("Nguyễn Thị Ánh", a_number(1), "Sở Tư pháp"))))
    assert counts(desk.import_file("roster", "b.xlsx", moved).body) == (0, 1, 0, 0)


def test_two_imports_at_once_cannot_overwrite_each_other(office: Office, desk: Desk) -> None:
    """The second was previewed before the first was done: its line is told as overtaken."""
    rows = [people(("Nguyễn Thị Ánh", a_number(1), place)) for place in ("Sở Nội vụ", "Sở Y tế")]
    previews = [desk.import_file("roster", "a.xlsx", workbook(roster(*each))).body for each in rows]
    results = [confirm(desk, each) for each in previews]
    assert [(each["written"], each["moved_on"]) for each in results] == [(1, 0), (0, 1)]
    office.count()
    assert len(desk.get("/agencies/so-noi-vu").body["people_missing"]) == 1


def test_new_headcounts_change_what_is_owed_from_then_on(office: Office, desk: Desk) -> None:
    """A version with its date; what the file does not name stays as it was."""
    content = workbook([HEADCOUNT_HEADERS, ("so-noi-vu", 3, 11, 61, 20)])
    preview = desk.import_file("headcounts", "biên chế.xlsx", content).body
    assert counts(preview) == (0, 1, 0, 0)
    confirm(desk, preview)
    office.count()
    told = desk.get("/agencies/so-noi-vu").body
    owed = {each["group"]: each["owed"] for each in told["figures"]["lines"]}
    assert owed == {"leader": 1, "division_leader": 6, "official": 19, "one_stop": 20}
    assert told["figures"]["owed"] == 27, "all one-stop staff are more than 30 % of officials"
    assert told["headcounts"]["source"] == "biên chế.xlsx"


def test_an_exclusion_after_taking_part_flags_and_does_not_hide(office: Office, desk: Desk) -> None:
    """The entry stays to be seen, with a mark; the figure no longer counts it."""
    form = application(full_name="Hoàng Văn Soạn")
    person = office.world.call("POST", "/api/contestants", form)
    attempt = office.world.start(person)
    office.world.submit(attempt, blank(attempt))
    row = ("Hoàng Văn Soạn", form["national_id"], "Thành viên Tổ soạn thảo bộ câu hỏi")
    content = workbook([EXCLUSION_HEADERS, row])
    confirm(desk, desk.import_file("exclusions", "a.xlsx", content).body)
    office.count()
    (found,) = desk.get("/contestants?flag=flagged").body["rows"]
    assert found["code"] == person.body["candidate_code"]
    story = desk.get(f"/contestants/{found['code']}").body
    assert story["exclusions"][0]["stands"] and story["rounds"][0]["attempts"]
    assert desk.get("/overview").body["totals"]["flagged"] == 1


def test_a_file_that_cannot_be_read_says_what_to_do(desk: Desk) -> None:
    """No stack trace, no half-done import: a sentence for people."""
    answer = desk.import_file("roster", "danh sách.pdf", b"%PDF-1.7 ...")
    assert (answer.status, answer.code) == (422, "unreadable_file")
    assert desk.get("/imports").body["imports"] == []


def test_20_000_lines_change_exactly_what_is_right(office: Office, desk: Desk) -> None:
    """500 planted mistakes are refused, and the 19,500 others are in the table."""
    chance = random.Random(20231107)
    planted = set(chance.sample(range(2, 20_002), 500))
    rows = [
        (n, "Nguyễn Thị Mẫu", number, "Sở Nội vụ", "Viên chức")
        for n in range(1, 20_001)
        for number in ["12345" if n + 1 in planted else a_number(n)]
    ]
    preview = desk.import_file("roster", "a.csv", text_file(roster(*rows))).body
    assert counts(preview) == (19_500, 0, 0, 500)
    assert {each["line"] for each in preview["problems"]} == planted
    result = confirm(desk, preview)
    assert (result["written"], result["moved_on"]) == (19_500, 0)
    office.count()
    assert desk.get("/overview").body["totals"]["nominated"] == 19_500
    again = desk.import_file("roster", "a.csv", text_file(roster(*rows))).body
    assert counts(again) == (0, 0, 19_500, 500)


def test_exports_reopen_and_say_what_the_screen_says(office: Office, desk: Desk) -> None:
    """Excel, CSV and Word, made from the same documents; names with formulas are harmless."""
    form = application(full_name="Nguyễn Thị Xuất")
    office.world.call("POST", "/api/contestants", form)
    office.count()
    job, content = desk.export("contestants", "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert "Nguyễn Thị Xuất" in {cell.value for row in sheet.iter_rows() for cell in row}
    assert job["result"]["file_name"].endswith(".xlsx")

    _, content = desk.export("participation", "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    officials = next(
        row
        for row in rows
        if row["Cơ quan, đơn vị"] == "Sở Nội vụ" and row["Nhóm đối tượng"].startswith("Công chức")
    )
    assert (officials["Biên chế"], officials["Phải dự thi"]) == ("62", "19")

    _, content = desk.export("report", "docx")
    words = "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
    assert "BÁO CÁO" in words
    assert office.world.contest.contest.plan.number in words


def test_an_export_of_a_past_moment_is_counted_as_of_then(office: Office, desk: Desk) -> None:
    """The headcounts and figures of that moment, whatever has come since."""
    asked = office.world.clock.now.isoformat()
    content = workbook([HEADCOUNT_HEADERS, ("so-noi-vu", 3, 11, 100, 2)])
    office.count()
    confirm(desk, desk.import_file("headcounts", "a.xlsx", content).body)
    office.count()
    owed = {}
    for as_of in (asked, None):
        _, content = desk.export("participation", "csv", as_of)
        rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
        owed[as_of] = [r["Phải dự thi"] for r in rows if r["Mã cơ quan"] == "so-noi-vu"]
    assert owed == {asked: ["1", "6", "19", "2"], None: ["1", "6", "30", "2"]}


def test_erasing_forgets_the_name_wherever_it_was_listed(office: Office, desk: Desk) -> None:
    """On the roster and among the excluded too; being listed stays, and so does everybody else."""
    form = application(full_name="Lê Thị Xin Xóa")
    code = office.world.call("POST", "/api/contestants", form).body["candidate_code"]
    listed = people(("Lê Thị Xin Xóa", form["national_id"], "Sở Nội vụ"))
    excluded = ("Lê Thị Xin Xóa", form["national_id"], "Thành viên Tổ Thư ký")
    other = people(("Trần Văn Ở Lại", a_number(2), "Sở Nội vụ"))
    for kind, lines in (
        ("roster", roster(*listed, *other)),
        ("exclusions", [EXCLUSION_HEADERS, excluded]),
    ):
        confirm(desk, desk.import_file(kind, "a.xlsx", workbook(lines)).body)
    assert desk.post(f"/contestants/{code}/erasure", {"reason": "Theo yêu cầu"}).status == 200
    items = office.world.client.scan(TableName=office.world.table.name)["Items"]
    assert [item["sk"]["S"] for item in items if "sealed" in item] == ["PERSON#ROSTER"], "the other"
    story = desk.get(f"/contestants/{code}").body
    assert (story["name"], len(story["nominations"]), len(story["exclusions"])) == (None, 1, 1)
