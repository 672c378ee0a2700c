"""What the linter tells of a page: each row a text, what it must be told as, or None, and why.

Pages are judged against the small contest of `small/`, so that organizers may edit the real one.
"""

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest

from contest.content.checks.site_pages import page_mistakes
from contest.content.sources import load_contest
from contest.domain.rules import Contest
from tests.content.workspace import ROOT, SMALL, Workspace, append, swap

HEAD = "---\ntitle: {title}\ndescription: Một trang để thử.\n---\n"
SOURCES = """\
- id: bao-cao
  document: Báo cáo năm 2022
  seen:
    - https://example.vn/bao-cao
"""
OTHER = (
    HEAD.format(title="Khác")
    + "# Trang khác\n\n## Một mục {: #mot-muc }\n\n## Cách tính\n[^bao-cao]\n"
)


class Row(NamedTuple):
    """A text below the heading, words of the one mistake it must make or None, and the reason."""

    text: str
    words: str | None
    reason: str
    title: str = "Trang"


UNCITED = "chưa có nguồn"
FIGURES = [
    Row("Năm 2022 phỏng vấn 16.117 người.", f"«16.117» {UNCITED}", "a figure without a source"),
    Row("Phỏng vấn 16.117 người[^bao-cao].", None, "cited"),
    Row("Phỏng vấn 16.117 người[^bao-cáo].", "có phải «bao-cao»", "a source that is not there"),
    Row("Có 63 tỉnh.\n\nVà 8 nội dung[^bao-cao].", "«63»", "the source of another paragraph"),
    Row("Có 63 tỉnh\nvà 8 nội dung[^bao-cao].", None, "one paragraph on two lines"),
    Row("- 63 tỉnh\n- 8 nội dung[^bao-cao]", "«63»", "each item has its own"),
    Row("Có[^bao-cao]:\n\n- 63 tỉnh\n- 8 nội dung", None, "the words that a list goes on from"),
    Row("Có[^bao-cao].\n\n- 63 tỉnh", "«63»", "a paragraph that doesn't lead on to the list"),
    Row("- Có[^bao-cao]:\n    - 63 tỉnh", None, "an item that leads on to others"),
    Row("- Có:\n\n  63 tỉnh[^bao-cao].", None, "a paragraph within an item"),
    Row("| A |\n| --- |\n| 63 |", "«63»", "a row of a table"),
    Row("| A[^bao-cao] |\n| --- |\n| 63 |", None, "cited in the head of the table"),
    Row("Theo báo cáo[^bao-cao]:\n\n| A |\n| --- |\n| 63 |", None, "cited right before the table"),
    Row("| A |\n| --- |\n| 63[^bao-cao] |\n| 64 |", "«64»", "the source of another row"),
    Row("Số tỉnh[^bao-cao]\n:   Có 63.", None, "the term cites for its definition"),
    Row("Số tỉnh\n:   Có 63.", "«63»", "a definition"),
    Row("Tối thiểu 50% lãnh đạo (mục II.2.a).", None, "a clause of the plan in words"),
    Row("Theo điểm a khoản 2 Mục II, cử 5 người.", None, "the same, as papers write it"),
    Row("At least 18 years (clause II.2.b).", None, "the same in English"),
    Row("{{ contest.rounds[0].questions }} câu; {{ 5 }} người.", None, "Jinja's figures"),
    Row(
        "Một\n{{ contest.rounds[0].tile }}", "trang.md:8: chỗ trống không điền được", "no such name"
    ),
    Row("{{ contest.year | vn_dat }}", "No filter named 'vn_dat'", "no such filter"),
    Row("{% if contest %}", "viết chưa đúng", "Jinja that never ends"),
    Row('{{ chart("hinh") }}', "không có hình «hinh»", "no such chart"),
    Row("{% set n = 12 %}\n{# 63 tỉnh #}\n\nChữ.", None, "Jinja's marks and comments"),
    Row(
        "Có 63 tỉnh\n{% if contest %}\nvà thành phố[^bao-cao].\n{% endif %}", None, "Jinja's lines"
    ),
    Row("Gõ `python -c 63`.", None, "code"),
    Row("```\n63 tỉnh\n```", None, "a block of code"),
    Row("<pre><code>63 tỉnh\n\n64 tỉnh\n</code></pre>", None, "code as HTML"),
    Row("[Báo cáo](https://example.vn/2022/63)", None, "the target of a link"),
    Row('<span title="63 tỉnh">Chữ</span>', None, "an attribute"),
    Row("Chữ.\n{: .rong-63 }", None, "an attribute list"),
    Row("## 5. Cách tính 63 điểm", None, "a heading"),
    Row("1. Một\n2. Hai", None, "numbers of a list"),
    Row("In khổ A4, mã SHA-256, UTC+7, 3G.", None, "glued to a letter"),
    Row("Năm 2022, giai đoạn 2021–2025, tháng 4 năm 2023.", None, "years and months alone"),
    Row("Có 2022 người.", "«2022»", "not a year"),
    Row("Công bố ngày 12/4/2023.", "«12/4/2023»", "a day is a fact"),
    Row("Làm như bước 2, 3 và mục 4 ở trên.", None, "steps and sections of the page"),
    Row("Ảnh nhỏ hơn 300 KB, rộng 800 px.", None, "sizes of files"),
    Row("Cần Python 3.9, đạt WCAG 2.2, RFC 3797.", None, "versions and standards"),
    Row("Phòng thi hiện “còn 5 phút”.", None, "words on a screen"),
    Row("Hai người, ví dụ 6 và 7, xếp sau.", None, "an example"),
    Row("Nghị quyết 76/NQ-CP", "«76»", "a paper is named by whoever has read it"),
]

CONTEST = [
    Row("Mỗi đề thi có 25 câu (mục I.1).", "«25 câu» khác với contest.yaml", "questions"),
    Row("Mỗi đề thi có 3 câu (mục I.1).", None, "as many as there are"),
    Row("Đề Vòng 1 có 1 câu (mục I.1).", "contest.rounds[1].questions", "right for another round"),
    Row("Mỗi đề thi có **25** câu (mục I.1).", "«25 câu»", "emphasis doesn't hide it"),
    Row(
        "- 25 câu (mục I.1)", "{{ contest.rounds[1].questions }} (3 câu)", "under a title", "Đề thi"
    ),
    Row("Ôn tập: mỗi lần 10 câu hỏi, như đề thi (mục I.1).", None, "practice has its own"),
    Row("Trả lời đúng 15 câu của đề thi (mục I.1).", None, "right answers, not all of them"),
    Row("Bộ câu hỏi của cuộc thi có 179 câu (mục I.1).", None, "the bank"),
    Row("PAPI hỏi người dân 120 câu[^bao-cao].", None, "not about the contest"),
    Row("Mỗi đề thi có 25 câu[^bao-cao].", None, "cited from elsewhere"),
    Row("Làm bài trong 30 phút (mục I.1).", "{{ contest.rounds[0].limit | vn_length }}", "minutes"),
    Row("Làm bài trong 20 phút (mục I.1).", None, "as many as there are"),
    Row("Nên vào phòng thi trước 15 phút để làm bài (mục I.1).", None, "minutes before"),
    Row("Còn 5 phút thì phòng thi nhắc nộp bài thi (mục I.1).", None, "minutes left"),
    Row("Mỗi người được thi 5 lượt (mục I.1).", "«5 lượt»", "attempts"),
    Row("Mỗi người được thi tối đa 3 lượt (mục I.1).", None, "as many as there are"),
    Row("Mỗi ngày có 18.000 lượt dự thi (mục I.1).", None, "how many there were"),
    Row("Người dự thi từ đủ 16 tuổi (mục I.1).", "{{ contest.entry.minimum_age }}", "age"),
    Row("Người dự thi 18 tuổi trở lên (mục I.1).", None, "the age as it is"),
    Row("PAPI phỏng vấn người từ 20 tuổi[^bao-cao].", None, "another age"),
    Row("Có 02 giải Nhất (mục I.1).", "rankings[0].prizes[0].count", "prizes"),
    Row("Có 01 giải Nhất (mục I.1).", None, "as many as there are"),
    Row("| Giải Nhất | 2 | (mục I.1)", "«Giải Nhất | 2»", "prizes in a table"),
    Row("Giải Nhất: 5.000.000 đồng (mục I.1).", None, "money"),
    Row("Cử ít nhất 40% công chức dự thi (mục I.1).", "{{ contest.quotas[1].percent }}", "a quota"),
    Row("Cử ít nhất 30% công chức dự thi (mục I.1).", None, "as it is"),
    Row("Dự thi đạt 95% chỉ tiêu tối thiểu (mục I.1).", None, "what was reached"),
    Row("Vòng 1 mở ngày 02/03/2024 (mục I.1).", "«ngày 02/03/2024»", "a round's day"),
    Row("Vòng 1 mở ngày 01/03/2024 (mục I.1).", None, "as it is"),
    Row(
        "Vòng 1 mở lúc 09:00 ngày 01/03/2024 giờ Việt Nam (mục I.1).",
        "{{ contest.rounds[1].opens_at | vn_moment }} (08:00 ngày 01/03/2024)",
        "the right day at a wrong time",
    ),
    Row("Vòng 1 mở 8 giờ ngày 1/3 theo giờ Việt Nam (mục I.1).", None, "written shorter"),
    Row(
        "Vòng 1 đóng ngày 01/03/2024 (mục I.1).",
        "contest.rounds[1].closes_at",
        "opening for closing",
    ),
    Row("Vòng 1 từ 01/03/2024 đến 11/03/2024 (mục I.1).", "đến 11/03/2024", "from and to"),
    Row("Vòng 1 từ ngày 1 tháng 3 đến ngày 10/3/2024 (mục I.1).", None, "months in words"),
    Row("| Vòng 1 | 01/03/2024 | 12/03/2024 | (mục I.1)", "12/03/2024", "a row of a schedule"),
    Row("Cuộc thi bắt đầu ngày 05/03/2024 (mục I.1).", "Vòng 1 mở", "the contest as a whole"),
    Row("Lễ trao giải cuộc thi bắt đầu ngày 05/04/2024 (mục I.1).", None, "a ceremony"),
    Row("Vòng 1: danh sách gửi đến ngày 20/02/2024 (mục I.1).", None, "a deadline for lists"),
    Row("Kết quả khảo sát có từ ngày 05/03/2024[^bao-cao].", None, "not about the contest"),
    Row(
        "Kế hoạch số 5/KH-UBND về cuộc thi (mục I.1).", "{{ contest.contest.plan.number }}", "plan"
    ),
    Row("Kế hoạch số 5/KH-UBND về chuyển đổi số (mục I.1).", None, "another plan"),
    Row("Cuộc thi theo Kế hoạch 1/KH-UBND ngày 03/01/2024 (mục I.1).", "02/01/2024", "its day"),
    Row("Cuộc thi theo Kế hoạch 1/KH-UBND ngày 02/01/2024 (mục I.1).", None, "its day as it is"),
    Row(
        "Quyết định 9/QĐ-UBND thành lập Ban Tổ chức cuộc thi (mục I.1).",
        "{{ contest.contest.committee.number }}",
        "the committee's decision",
    ),
    Row("Hội thi nhỏ năm 2023 sắp mở.", "cuộc thi là của năm 2024", "another year"),
    Row("Hội thi nhỏ năm 2024 sắp mở.", None, "its own year"),
    Row(
        "Vòng 1 mở lúc 08:00 ngày 01/03/2024 (mục I.1).",
        "chưa nói giờ nào",
        "a time without its zone",
    ),
    Row("Vòng 1 mở 08:00 ngày 01/03/2024 (mục I.1).\n\nGiờ Việt Nam.", None, "said once a page"),
]

WRITTEN = [
    Row("Ngày 31/11/2023[^bao-cao].", "không có ngày «Ngày 31/11/2023»", "no such day"),
    Row("Ngày 29/2/2024[^bao-cao].", None, "a leap day"),
    Row("Ngày 29/2/2023[^bao-cao].", "không có ngày", "no leap day"),
    Row("Thứ Hai, ngày 07/11/2023[^bao-cao].", "là thứ Ba", "a weekday that doesn't fit"),
    Row("Thứ Ba, ngày 07/11/2023[^bao-cao].", None, "a weekday that fits"),
    Row("Chủ nhật (12/11/2023)[^bao-cao].", None, "a Sunday"),
    Row("Xếp hạng 47/63, đạt 12/20 câu[^bao-cao].", None, "shares are no dates"),
    Row("Phỏng vấn 16,117 người[^bao-cao].", "hãy viết 16.117", "thousands the English way"),
    Row("Tối đa 1,000 điểm[^bao-cao].", "hãy viết 1.000", "a round thousand"),
    Row("Đạt 0,716 điểm; 84,473 điểm[^bao-cao].", None, "three decimals"),
    Row("Đạt 90.10 điểm[^bao-cao].", "hãy viết 90,10", "a decimal point"),
    Row("Quảng Ninh 90.10, Hải Phòng 90,09[^bao-cao].", "hãy viết 90,10", "without its unit"),
    Row("Tăng 2.5%[^bao-cao].", "hãy viết 2,5", "percent with a point"),
    Row("Đạt WCAG 2.2 và mục 2.1; 16.117 người[^bao-cao].", None, "versions, sections, thousands"),
    Row("Công bố 2023-04-19[^bao-cao].", "19/04/2023", "a date as machines write it"),
    Row("Tệp `2023-04-19-tin.md`.", None, "a date in code"),
    Row("[Tin](https://example.vn/2023-04-19/)", None, "a date in an address"),
    Row(unicodedata.normalize("NFD", "Tiếng Việt."), "dựng sẵn (NFC)", "letters and marks apart"),
]

LINKS = [
    Row("[Trang khác](khac.md)", None, "a page"),
    Row("[Trang khác](khac.md#mot-muc)", None, "a section with an id"),
    Row("[Trang khác](khac.md#cach-tinh)", None, "a section by MkDocs' own id"),
    Row("[Trang khác](khac.md#nguon)", None, "the sources that the build adds"),
    Row("[Trang khác](khac.md#mot-mut)", "có phải «#mot-muc»?", "no such section"),
    Row("[Trang khác](khacs.md)", "có phải «khac.md»?", "no such page"),
    Row("[Mục dưới](#duoi)\n\n## Dưới {: #duoi }", None, "a section of the page itself"),
    Row("[Mục dưới](#duoi)", "không có mục «#duoi»", "no such section of the page itself"),
    Row("[Xếp hạng](#hang-2)\n\n## A {: #hang-{{ 1 + 1 }} }", None, "an id that Jinja fills in"),
    Row("[Văn bản]({{ contest.contest.plan.number }})", None, "a target that Jinja fills in"),
    Row("[Gọi](tel:{{ 'a b' | replace(' ', '') }})", None, "a number that Jinja fills in"),
    Row("[Vào thi](/thi/) và [ôn tập](/on-tap/cau-hoi.json)", None, "apps and built files"),
    Row("[Vào thi](/thi)", "thêm dấu gạch chéo", "an app without its slash"),
    Row("[Hồ sơ](/ho-so/danh-muc.json)", None, "what functions write"),
    Row("[Vào thi](/thii/)", "không có «/thii/»", "no such app"),
    Row("[Khác](/khac/#mot-muc)", None, "a page by its address"),
    Row("[Báo](https://example.vn/a?b=1)", None, "an address elsewhere"),
    Row("[Báo](https://example/)", "chưa đúng", "no such host can be"),
    Row("[Báo](htps://example.vn/)", "chỉ dùng liên kết http", "a scheme misspelt"),
    Row("[Thư](mailto:a@example.vn)", None, "a mail address"),
    Row("Xem [tại đây](khac.md)", "không nói liên kết dẫn đến đâu", "words that say nothing"),
    Row('<a href="khac.md">Bấm vào đây</a>', "không nói liên kết dẫn đến đâu", "the same in HTML"),
    Row("[](khac.md)", "không có chữ", "no words at all"),
    Row("![Bản đồ tỉnh](hinh.png)", None, "a picture"),
    Row("![](hinh.png)", "chưa có lời tả", "a picture that nobody describes"),
    Row("![Bản đồ](khong.png)", "không có trang hay tệp «khong.png»", "no such picture"),
    Row('<img src="hinh.png" alt="">', None, "an ornament"),
    Row('<img src="hinh.png">', "chưa có lời tả", "a picture without alt"),
    Row("Gõ `[chữ](khong.md)`.", None, "a link in code"),
]


@pytest.fixture(scope="module")
def contest() -> Contest:
    small = load_contest(SMALL)
    info = small.contest.model_copy(update={"name": "Hội thi nhỏ năm 2024"})
    return small.model_copy(update={"contest": info})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of one page besides the one to be judged."""
    for name, text in {
        "site/data/sources/a.yaml": SOURCES,
        "site/docs/khac.md": OTHER,
        "site/docs/hinh.png": "",
        "site/app/thi/index.html": "",
        "site/theme/main.html": '<main id="chinh">',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def told(site: Path, contest: Contest | None, text: str) -> list[str]:
    (site / "site/docs/trang.md").write_text(text, encoding="utf-8")
    return sorted({str(each) for each in page_mistakes(site, contest)})


def title(row: Row) -> str:
    return f"{row.reason} - {row.text}".replace("\n", "⏎")


@pytest.mark.parametrize("row", [*FIGURES, *CONTEST, *WRITTEN, *LINKS], ids=title)
def test_a_text_is_told_as(row: Row, site: Path, contest: Contest) -> None:
    """One mistake in the words of the row, at the page's path and a line; or none at all."""
    found = told(site, contest, f"{HEAD.format(title=row.title)}# Trang\n\n{row.text}\n")
    if row.words is None:
        assert found == []
    else:
        [mistake] = found
        assert re.match(r"site/docs/trang\.md:\d+: ", mistake)
        assert row.words in mistake


@pytest.mark.parametrize(
    ("head", "words", "reason"),
    [
        ("title: Trang\ndescription: Một trang.\n", None, "all there"),
        ("description: Một trang.\n", "2: thiếu «title»", "no title"),
        ("title: Trang\n", "2: thiếu «description»", "no description"),
        ("title: Trang\ndescription:\n", "3: thiếu «description»", "an empty one"),
        (f"title: A\ndescription: {'dài ' * 41}\n", "dài 163 ký tự", "a long one"),
        ("title: A\ndescription: B.\ntemplate: x.html\n", "4: không có mẫu trang", "no template"),
        ("title: A\ndescription: B.\ntemplate: main.html\n", None, "a template"),
        ("title: A\ndescription: a: b\n", "không đọc được từ dòng này", "no YAML"),
        ("title: A\ndescription: Đề thi có 25 câu.\n", "hãy viết Thi thử: 1 câu", "told wrongly"),
    ],
)
def test_a_front_matter(
    head: str, words: str | None, reason: str, site: Path, contest: Contest
) -> None:
    found = told(site, contest, f"---\n{head}---\n# Trang\n")
    assert (words is None and not found) or (words and words in "\n".join(found)), reason


def test_a_page_without_front_matter(site: Path, contest: Contest) -> None:
    assert "mở đầu bằng phần khai báo" in told(site, contest, "# Trang\n")[0]


def test_all_mistakes_are_told_with_their_lines(site: Path, contest: Contest) -> None:
    text = HEAD.format(title="Trang") + "# Trang\n\nMột\nhai 63\nba.\n\n- [đây](khong.md)\n"
    found = told(site, contest, text)
    assert [each.split(":")[1] for each in found] == ["11", "11", "8"]


def test_sources_are_cited_and_named_once(site: Path, contest: Contest) -> None:
    more = SOURCES.replace("bao-cao\n", "du-thua\n", 1) + SOURCES
    (site / "site/data/sources/b.yaml").write_text(more, encoding="utf-8")
    found = told(site, contest, HEAD.format(title="A") + "# A\n")
    assert [each.split(": ", 1)[0] for each in found] == [
        "site/data/sources/b.yaml:1",
        "site/data/sources/b.yaml:5",
    ]
    assert "chưa trang nào dẫn" in found[0] and "đã dùng ở site/data/sources/a.yaml:1" in found[1]


def test_english_pages_keep_english_figures(site: Path, contest: Contest) -> None:
    head = HEAD.format(title="English").replace("---\n", "---\nlang: en\n", 1)
    assert told(site, contest, f"{head}# English\n\n16,117 people, 90.10 points[^bao-cao].\n") == []
    found = told(site, contest, f"{head}# The contest\n\nPapers have 25 questions (clause I.1).\n")
    assert len(found) == 1 and "«25 questions»" in found[0]


def test_without_a_contest_the_rest_is_told(site: Path) -> None:
    text = HEAD.format(title="A") + "# A\n\nĐề thi có 25 câu, [đây](khac.md).\n"
    assert len(told(site, None, text)) == 2


def test_check_tells_pages_and_questions_together(small: Workspace) -> None:
    """`build.py check` names what is wrong in both, at once."""
    small.change("question_src/exam/pci.yaml", swap("topic: pci", "topic: pcj"))
    small.change("site/docs/lien-he.md", append("\nCó 12345 người.\n"))
    done = small.run("check")
    assert done.code == 1
    assert "question_src/exam/pci.yaml:1: " in done.out
    assert re.search(r"site/docs/lien-he\.md:\d+: số liệu «12345»", done.out)


def test_the_real_pages_are_quickly_judged() -> None:
    """Nothing is fetched and nothing rendered: the linter is for every save."""
    import time

    contest = load_contest(ROOT / "question_src")
    started = time.process_time()
    list(page_mistakes(ROOT, contest))
    assert time.process_time() - started < 1.0
