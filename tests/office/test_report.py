"""The secretariat's report: the layout the decree asks for, the figures the console shows."""

import copy
import io
from datetime import timedelta
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from contest.domain.rules import Contest
from contest.office.report import place_of, report
from tests.office.figures import AGENCIES, AS_OF, CONTEST, OVERVIEW, QUOTAS


def opened(**changes: Any) -> Any:
    given = {"quotas": QUOTAS, "overview": OVERVIEW, "contest": CONTEST} | changes
    as_of = given.pop("as_of", AS_OF)
    return Document(io.BytesIO(report(agencies=AGENCIES, as_of=as_of, **given)))


def text(document: Any) -> str:
    """All words of the paper, tables included, in the order they stand."""
    paragraphs = document.element.body.iter(qn("w:p"))
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)


def rows(document: Any, number: int) -> list[list[str]]:
    """A numbered table without its headings; the first table of the paper is its head."""
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows[1:]]


@pytest.fixture(scope="module")
def paper() -> Any:
    return opened()


def test_the_head_is_that_of_an_official_paper(paper: Any) -> None:
    """Nation, motto, issuer, number, place and date stand where the decree puts them."""
    left, right = (cell.text.split("\n") for cell in paper.tables[0].rows[0].cells)
    assert right[:2] == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert right[-1] == "Đắk Lắk, ngày … tháng … năm …"
    assert left[:2] == ["BAN TỔ CHỨC", "TỔ THƯ KÝ CUỘC THI"]
    assert left[-1].startswith("Số:") and left[-1].endswith("/BC-TTK")
    rules = list(paper.element.body.iter(qn("w:pBdr")))
    assert len(rules) == 3  # under the issuer, the motto and the subject


def test_the_page_is_set_as_the_decree_says(paper: Any) -> None:
    """A4, margins 20/20/30/15 mm, Times New Roman 14, page numbers above from page 2 on."""
    section = paper.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in margins] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    normal = paper.styles["Normal"].font
    assert (normal.name, normal.size.pt) == ("Times New Roman", 14)
    assert (
        section.different_first_page_header_footer
        and not section.first_page_header._element.xpath(".//w:t")
    )
    assert section.header._element.xpath(".//w:fldSimple/@w:instr") == ["PAGE"]


def test_kind_subject_basis_sections_and_ending_follow_in_order(paper: Any) -> None:
    """From BÁO CÁO to Nơi nhận, nothing is missing or out of place."""
    words, place = text(paper), 0
    for part in (
        "BÁO CÁO",
        f"Kết quả tham gia {CONTEST.contest.name}",
        "Căn cứ Kế hoạch số 115/KH-UBND ngày 07/7/2023 của Ủy ban nhân dân tỉnh Đắk Lắk về tổ chức",
        "Căn cứ Quyết định số 1493/QĐ-UBND ngày 07/8/2023 của Chủ tịch Ủy ban nhân dân tỉnh",
        "08 giờ 00 ngày 08/11/2023 (giờ Việt Nam)",
        "I. TÌNH HÌNH THAM GIA",
        "II. KẾT QUẢ THEO CẤP",
        "III. CƠ QUAN, ĐƠN VỊ CHƯA ĐẠT CHỈ TIÊU",
        "IV. CÁC TRƯỜNG HỢP CẦN XEM XÉT",
        "V. KIẾN NGHỊ",
        "kính báo cáo./.",
        "Nơi nhận:",
        "- Lưu: VT, TTK.",
        "TM. TỔ THƯ KÝ",
        "TỔ TRƯỞNG",
    ):
        place = words.find(part, place)
        assert place >= 0, part


def test_every_table_repeats_its_headings_and_breaks_no_row(paper: Any) -> None:
    """A table over many pages can be read on each of them."""
    for each in paper.tables[1:-1]:
        first, *others = each._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in (first, *others))


def test_the_figures_of_the_rounds_are_those_of_the_overview(paper: Any) -> None:
    """Official rounds only, thousands with points."""
    assert rows(paper, 1) == [
        ["Vòng 1", "07/11/2023 – 17/11/2023", "1.212", "1.521", "1.500", "20", "1"],
        ["Vòng 2", "20/11/2023 – 29/11/2023", "1.212", "1.521", "1.500", "20", "1"],
    ]
    assert "có 2.345 người đăng ký, 1.212 người đã dự thi với 1.521 lượt thi" in text(paper)


def test_the_figures_by_level_are_those_of_the_document(paper: Any) -> None:
    """Levels as they are, and a sum; who owes nothing has no duty figures. 37/66 is 56,06 %."""
    assert rows(paper, 2) == [
        ["Cấp tỉnh", "1", "0", "1", "0", "17", "3", "1.200", "55,00%"],
        ["Cấp huyện", "1", "1", "0", "0", "2", "0", "4", "66,67%"],
        ["Cấp xã", "1", "0", "0", "1", "0", "0", "1", "–"],
        ["Cơ quan, đơn vị khác", "1", "–", "–", "–", "–", "–", "7", "–"],
        ["Cộng", "4", "1", "1", "1", "19", "3", "1.212", "56,06%"],
    ]


def test_the_figures_by_group_add_up_the_lines(paper: Any) -> None:
    """Under each level its groups; unknown headcounts are a dash, never a zero."""
    told = [each[1:] for each in rows(paper, 3)]
    assert told == [
        ["Cấp tỉnh"] * 6,
        ["01 người", "3", "1", "1", "0", "1/1"],
        ["30%", "51", "16", "13", "3", "0/1"],
        ["Cấp huyện"] * 6,
        ["01 người", "6", "1", "4", "0", "1/1"],
        ["Cấp xã"] * 6,
        ["30%", "–", "–", "1", "–", "0/1"],
    ]


def test_who_is_behind_is_named_with_the_groups_that_lack_people(paper: Any) -> None:
    """One row per agency behind; those without headcounts stand apart, with their district."""
    group = CONTEST.group("official")
    assert group
    assert rows(paper, 4)[1] == ["1", "Sở Mẫu", f"- {group.name} (13/16)", "17", "3"]
    assert rows(paper, 5)[1] == ["1", "UBND xã Mẫu (UBND huyện Mẫu)", "1.234", "1"]


def test_cases_are_counts_and_only_those_that_exist(paper: Any) -> None:
    """Zero mismatches are not mentioned; no person is."""
    words = text(paper)
    assert "- 02 người đã dự thi nhưng thuộc diện không được dự thi;" in words
    assert "- 15 người trong danh sách không được dự thi." in words
    assert "khai cơ quan" not in words


def test_recommendations_follow_from_the_figures() -> None:
    """While a round is open: send people; afterwards: say why; nobody behind: neither."""
    assert "01 cơ quan, đơn vị chưa đạt chỉ tiêu cử đủ ít nhất 03 người còn thiếu" in text(opened())
    after = text(opened(as_of=AS_OF + timedelta(days=60)))
    assert "đôn đốc" not in after and "báo cáo Ban Tổ chức nguyên nhân" in after
    good = copy.deepcopy(QUOTAS)
    good["agencies"] = [good["agencies"][1]]
    calm = copy.deepcopy(OVERVIEW)
    calm["totals"] |= {"flagged": 0, "disqualified": 0, "excluded": 0}
    words = text(opened(quotas=good, overview=calm))
    assert "Không có cơ quan, đơn vị nào chưa đạt chỉ tiêu." in words
    assert "Không phát sinh trường hợp cần xem xét." in words
    assert "đôn đốc" not in words and "1. Đề nghị Sở Nội vụ tỉnh Đắk Lắk sử dụng" in words


def test_an_empty_contest_still_has_a_report() -> None:
    """Before anybody has done anything the paper is made all the same."""
    empty = {"as_of": QUOTAS["as_of"], "headcounts": None, "levels": [], "agencies": []}
    assert "Biên chế theo: chưa có số liệu." in text(opened(quotas=empty))


def test_names_and_years_come_from_the_contest() -> None:
    """Another province's contest has no trace of this one in its report."""
    other = CONTEST.model_dump(mode="json")
    plan = {"number": "7/KH-UBND", "date": "2031-02-03", "title": "Kế hoạch"}
    other["contest"] |= {"name": "Hội thi khác", "year": 2031, "plan": plan, "committee": plan}
    other["contest"] |= {
        "organizer": "Ủy ban nhân dân thành phố Thử Nghiệm",
        "standing_body": "Sở Thử",
    }
    words = text(opened(contest=Contest.model_validate(other)))
    assert "Thử Nghiệm, ngày" in words and "Hội thi khác" in words
    assert (
        "Chỉ số cải cách hành chính năm 2031, theo Kế hoạch số 7/KH-UBND ngày 03/02/2031" in words
    )
    assert "Căn cứ Kế hoạch số 7/KH-UBND ngày 03/02/2031 của Ủy ban nhân dân thành phố Thử" in words
    assert "Đắk Lắk" not in words and "115" not in words


@pytest.mark.parametrize(
    ("organizer", "place"),
    [
        ("Ủy ban nhân dân tỉnh Đắk Lắk", "Đắk Lắk"),
        ("UBND thành phố Cần Thơ", "Cần Thơ"),
        ("Ủy ban nhân dân tỉnh", "…"),
    ],
)
def test_the_place_is_in_the_organizers_name(organizer: str, place: str) -> None:
    """The province's name; where there is none, it is left open like the date."""
    assert place_of(organizer) == place


def test_the_same_figures_make_the_same_paper() -> None:
    """Asked again for the same moment, the report says the same, down to its properties."""
    one, two = opened(), opened()
    assert one.element.xml == two.element.xml
    assert one.core_properties.modified == two.core_properties.modified
