"""What `build.py check` tells authors: every mistake, at its line, in words they can act on.

The cases bend the small contest of `small/`, so that organizers may edit the real sources freely.
"""

import re
import shutil
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.content.checks.question_sources import check
from contest.content.mistakes import Mistake, MistakesError
from tests.content.workspace import (
    ROOT,
    SMALL,
    Change,
    Workspace,
    append,
    both,
    line_of,
    swap,
)

CONTEST, AGENCIES = "contest.yaml", "agencies.csv"
EXAM, PCI, PRACTICE = "exam/the-che.yaml", "exam/pci.yaml", "practice/the-che.yaml"
FORM = re.compile(r"question_src/[\w./-]+:[0-9]+: .+")


class Case(NamedTuple):
    """A change to a file, and what it must be told as: at the line of `at`, in these words."""

    file: str
    change: Change
    at: str
    words: str
    reason: str


OPTIONS = """\
    options:
      - text: Luật
        right: true
      - text: Pháp lệnh
        right: true
      - text: Giấy mời
"""
SECOND = "    options:\n      - text: Luật\n"
A_QUESTION = """\
  - id: {id}
    type: true_false
    difficulty: medium
    stem: PCI có mười chỉ số thành phần.
    right: true
    explanation: Doanh nghiệp trả lời khảo sát.
    source: {{document: Báo cáo PCI, url: https://example.org/pci}}
"""


def an_option(text: str, words: str, reason: str, at: str = SECOND) -> Case:
    """An option of the second question reads otherwise."""
    return Case(EXAM, swap("- text: Giấy mời", f"- text: {text}"), at, words, reason)


def unpinned(text: str) -> Case:
    words = f"«{text}» nói về các phương án khác; hãy thêm «pin: last»"
    return an_option(text, words, f"unpinned, and speaks of the others (R12) - {text}")


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


QUESTIONS = [
    Case(
        EXAM,
        swap(OPTIONS, OPTIONS.replace("        right: true\n", "")),
        SECOND,
        "câu the-che-002: chưa có đáp án; hãy thêm «right: true»",
        "no answer is marked",
    ),
    Case(
        EXAM,
        swap("- text: Nghị định\n", "- text: Nghị định\n        right: true\n"),
        "    options:",
        "câu the-che-001: có 2 phương án đúng nhưng câu hỏi là «single»",
        "two right options in a single choice",
    ),
    Case(
        EXAM,
        swap(OPTIONS, OPTIONS.replace("lệnh\n        right: true", "lệnh")),
        SECOND,
        "câu the-che-002: chỉ có một phương án đúng; hãy đổi thành «type: single»",
        "one right option in a multiple choice",
    ),
    an_option(
        "Giấy mời\n        right: true",
        "câu the-che-002: mọi phương án đều đúng",
        "all options are right, so there is nothing to choose",
    ),
    Case(
        EXAM,
        swap(OPTIONS, "    options:\n      - text: Luật\n        right: true\n"),
        SECOND,
        "có 1 phương án; hãy viết từ 2 đến 8 phương án",
        "one option is no choice",
    ),
    Case(
        EXAM,
        swap(OPTIONS, OPTIONS + "".join(f"      - text: Văn bản {n}\n" for n in range(6))),
        SECOND,
        "có 9 phương án; hãy viết từ 2 đến 8 phương án",
        "letters name eight options at most",
    ),
    an_option(
        "pháp  lệnh.",
        "phương án «pháp  lệnh.» bị lặp; hãy viết lại một trong hai",
        "two options that read the same",
    ),
    an_option(
        "2023", "«text»: phải là chữ; hãy đặt trong dấu nháy kép", "unquoted number", "- text: 2023"
    ),
    an_option(
        "10.5",
        "«text»: phải là chữ; hãy đặt trong dấu nháy kép",
        "unquoted decimal",
        "- text: 10.5",
    ),
    an_option(
        "true", "«text»: phải là chữ; hãy đặt trong dấu nháy kép", "unquoted true", "- text: true"
    ),
    an_option("", "«text»: còn trống; hãy viết nội dung", "option left empty", "- text: \n"),
    unpinned("Tất cả các phương án trên"),
    unpinned("Cả ba phương án trên đều sai"),
    unpinned("Không phương án nào đúng"),
    an_option("Cả A và B", "gọi phương án khác bằng chữ cái", "letters move when shuffled (R12)"),
    unpinned("Cả 3 phương án trên"),
    unpinned("Các phương án trên đều đúng"),
    an_option("A và B đều đúng", "bằng chữ cái", "letters, without a word before (R12)"),
    Case(
        EXAM,
        append(A_QUESTION.format(id="pci-001")),
        "- id: pci-001",
        "câu pci-001: mã này đã dùng ở question_src/exam/pci.yaml:3; hãy đặt mã khác",
        "an id used in two files (R27)",
    ),
    Case(
        PCI,
        append(A_QUESTION.format(id="pci-001")),
        A_QUESTION.format(id="pci-001"),
        "câu pci-001: mã này đã dùng ở question_src/exam/pci.yaml:3",
        "an id used twice in one file (R27)",
    ),
    Case(
        PRACTICE,
        swap("Cơ quan nào ban hành nghị định?", "văn bản nào do  Hội đồng nhân dân tỉnh ban hành"),
        "stem:",
        "câu on-the-che-001: câu hỏi này đã có ở question_src/exam/the-che.yaml:6",
        "practice asks a sealed question, in other spaces and capitals (R11)",
    ),
    Case(
        "exam/papi.yaml",
        append("# Chỉ số PAPI\ntopic: papi\nquestions:\n" + A_QUESTION.format(id="papi-001")),
        "topic: papi",
        "chuyên đề «papi» không có trong contest.yaml; hãy dùng: pci, the-che",
        "a file of a topic that the contest lacks",
    ),
    Case(
        PCI,
        swap("topic: pci", "topic: papi"),
        "topic: papi",
        "«topic» phải là «pci», trùng với tên tệp",
        "topic and file name differ",
    ),
    Case(
        PCI,
        swap("    stem:", "    steam:"),
        "steam:",
        "câu pci-001: «steam»: không có mục tên này; hãy xem lại chính tả",
        "a typo in a key",
    ),
    Case(
        PCI,
        swap("    stem:", "    steam:"),
        "- id: pci-001",
        "câu pci-001: «stem»: thiếu mục này",
        "a typo in a key leaves the key missing",
    ),
    Case(
        PCI,
        swap("    explanation: Doanh nghiệp là người trả lời khảo sát PCI.\n", ""),
        "- id: pci-001",
        "câu pci-001: «explanation»: thiếu mục này; hãy viết thêm",
        "an explanation is missing",
    ),
    Case(
        PCI,
        swap("Doanh nghiệp là người trả lời khảo sát PCI.", '""'),
        "explanation:",
        "câu pci-001: «explanation»: còn trống; hãy viết nội dung",
        "an explanation is empty",
    ),
    Case(
        PCI,
        swap("    right: true\n", ""),
        "- id: pci-001",
        "câu pci-001: «right»: thiếu mục này",
        "a statement without its answer",
    ),
    Case(
        PCI,
        swap("right: true", "right: có"),
        "right: có",
        "câu pci-001: «right»: phải là true hoặc false",
        "a statement's answer in other words",
    ),
    Case(
        PCI,
        swap("type: true_false", "type: dung_sai"),
        "- id: pci-001",
        "«type» phải là single, multiple hoặc true_false",
        "a kind of question there isn't",
    ),
    Case(
        PCI,
        swap("difficulty: medium", "difficulty: vừa"),
        "difficulty: vừa",
        "«difficulty»: phải là một trong: 'easy', 'medium' hoặc 'hard'",
        "a difficulty there isn't",
    ),
    Case(
        PCI,
        swap("id: pci-001", "id: PCI_001"),
        "- id: PCI_001",
        "«id»: chỉ gồm chữ thường không dấu, chữ số và dấu nối",
        "an id with capitals",
    ),
    Case(
        PCI,
        swap("https://example.org/pci", "example.org/pci"),
        "source:",
        "câu pci-001: «url»: phải là địa chỉ web bắt đầu bằng http:// hoặc https://",
        "an address without https",
    ),
    Case(
        PCI,
        swap("https://example.org/pci", "javascript:alert(1)"),
        "source:",
        "câu pci-001: «url»: phải là địa chỉ web",
        "an address that is a script",
    ),
    Case(PCI, decomposed, "stem:", "Unicode dựng sẵn (NFC)", "decomposed letters, told once"),
]

RULES = [
    Case(
        CONTEST,
        swap("difficulty: easy, count: 2", "difficulty: easy, count: 3"),
        "- {topic: the-che, difficulty: easy",
        "Vòng 1: ma trận đề cần 3 câu «the-che» độ khó easy, bộ câu hỏi «exam» chỉ có 2",
        "a blueprint that the bank can't fill, written in round_defaults",
    ),
    Case(
        CONTEST,
        swap("{topic: the-che, count: 1}", "{topic: the-che, count: 2}"),
        "- {topic: the-che, count: 2}",
        "Thi thử: ma trận đề cần 2 câu «the-che», bộ câu hỏi «practice» chỉ có 1",
        "a blueprint that the practice bank can't fill",
    ),
    Case(
        CONTEST,
        swap("{topic: pci, count: 1}", "{topic: papi, count: 1}"),
        "- {topic: papi",
        "chuyên đề «papi» không có trong «topics»",
        "a blueprint of an unknown topic",
    ),
    Case(
        CONTEST,
        swap("    bank: practice", "    bank: on-tap"),
        "- {topic: the-che, count: 1}",
        "bộ câu hỏi «on-tap» chỉ có 0",
        "a bank that isn't there",
    ),
    Case(
        CONTEST,
        swap("bank: exam", "bank: practice"),
        "bank: practice",
        "«practice» là câu hỏi công khai; Vòng 1 cần bộ câu hỏi khác",
        "an official round from the published bank",
    ),
    Case(
        CONTEST,
        swap("    bank: practice\n", "    bank: exam\n"),
        "    bank: exam",
        "Thi thử lấy câu hỏi của đợt thi chính thức nên làm lộ đề",
        "a rehearsal from the sealed bank",
    ),
    Case(
        CONTEST,
        swap("closes_at: 2024-03-10", "closes_at: 2024-02-10"),
        "closes_at: 2024-02-10",
        "Vòng 1 đóng trước khi mở; hãy sửa «opens_at» hoặc «closes_at»",
        "a round closes before it opens",
    ),
    Case(
        CONTEST,
        swap("closes_at: 2024-03-10T17:00", "closes_at: 2024-03-01T08:00"),
        "closes_at: 2024-03-01",
        "Vòng 1 đóng trước khi mở",
        "a round closes the minute it opens",
    ),
    Case(
        CONTEST,
        swap("opens_at: 2024-03-01T08:00+", "opens_at: 2024-03-01T08:00:30+"),
        "opens_at: 2024-03-01",
        "«opens_at»: phải tròn phút, ví dụ 2023-11-07T08:00+07:00",
        "seconds in a moment",
    ),
    Case(
        CONTEST,
        swap("opens_at: 2024-03-01T08:00+07:00", "opens_at: 2024-03-01T08:00"),
        "opens_at: 2024-03-01",
        "«opens_at»: thiếu múi giờ; hãy viết như 2023-11-07T08:00+07:00",
        "a moment without zone",
    ),
    Case(
        CONTEST,
        swap("opens_at: 2024-03-01T08:00+07:00", "opens_at: 01/03/2024 08:00"),
        "opens_at: 01/03/2024",
        "«opens_at»: phải là ngày như 2023-07-07, hoặc ngày giờ",
        "a moment as written by hand",
    ),
    Case(
        CONTEST,
        swap("    opens_at: 2024-03-01T08:00+07:00\n", ""),
        "- id: vong-1",
        "«opens_at»: thiếu mục này",
        "a round that never opens",
    ),
    Case(
        CONTEST,
        swap("[correct, duration]", "[correct, speed]"),
        "tie_break:",
        "phải là một trong: 'correct', 'score', 'duration'",
        "a tie-break criterion there isn't",
    ),
    Case(
        CONTEST,
        swap("[correct, duration]", "[]"),
        "tie_break:",
        "«tie_break»: cần ít nhất 1 dòng",
        "no tie-break at all (R14)",
    ),
    Case(
        CONTEST,
        swap("level: province, group: leader", "level: province, group: citizen"),
        "- {level: province",
        "cấp «province» không có nhóm «citizen» trong «groups»",
        "a quota of a group that the level lacks",
    ),
    Case(
        CONTEST,
        swap("level: province, group: leader", "level: province, group: chief"),
        "- {level: province",
        "cấp «province» không có nhóm «chief» trong «groups»",
        "a quota of a group there isn't",
    ),
    Case(
        CONTEST,
        swap("people: 1, clause", "people: 1, percent: 5, clause"),
        "- {level: province",
        "hãy viết một trong hai: «people» (số người) hoặc «percent» (phần trăm)",
        "a quota in people and percent",
    ),
    Case(
        CONTEST,
        swap("percent: 30", "percent: 130"),
        "- {level: commune",
        "«percent»: không được quá 100",
        "a quota above all",
    ),
    Case(
        CONTEST,
        swap("percent: 30, clause", "percent: 30, within: leader, clause"),
        "- {level: commune",
        "«leader» phải là một nhóm có chỉ tiêu riêng ở cấp «commune» và không nằm trong nhóm khác",
        "a quota within one that the level doesn't have",
    ),
    Case(
        CONTEST,
        swap("percent: 30, clause", "percent: 30, within: official, clause"),
        "- {level: commune",
        "«official» phải là một nhóm có chỉ tiêu riêng ở cấp «commune»",
        "a quota within itself",
    ),
    Case(
        CONTEST,
        swap("smallest_cell: 5}", "smallest_cell: 0}"),
        "participation:",
        "«smallest_cell»",
        "small cells of nobody",
    ),
    Case(
        CONTEST,
        swap("counts: submitted", "counts: opened"),
        "participation:",
        "«counts»",
        "a way of taking part there isn't",
    ),
    Case(
        CONTEST,
        swap("same_second_people: 3", "same_second_people: 1"),
        "signals:",
        "«same_second_people»",
        "one person is no pattern",
    ),
    Case(
        CONTEST,
        swap("mode: open", "mode: access_code"),
        "access_code_sha256:",
        "«access_code_sha256» cần có khi «mode: access_code», và chỉ khi đó",
        "access_code without a hash",
    ),
    Case(
        CONTEST,
        swap("access_code_sha256: null", f"access_code_sha256: {'0af9' * 16}"),
        "access_code_sha256:",
        "«access_code_sha256» cần có khi «mode: access_code», và chỉ khi đó",
        "a hash without access_code",
    ),
    Case(
        CONTEST,
        both(
            swap("mode: open", "mode: access_code"),
            swap("access_code_sha256: null", "access_code_sha256: HoiThi2024"),
        ),
        "access_code_sha256:",
        "«access_code_sha256»: phải là mã băm SHA-256: 64 chữ số thập lục phân",
        "the shared code itself in place of its hash",
    ),
    Case(
        CONTEST,
        swap("  - id: vong-1\n", "  - id: thi-thu\n"),
        "- id: thi-thu\n    kind: official",
        "mã «thi-thu» bị dùng hai lần; hãy đặt mã khác",
        "two rounds of one id",
    ),
    Case(
        CONTEST,
        swap("{id: pci,", "{id: the-che,"),
        "- {id: the-che, name: Chỉ số",
        "mã «the-che» bị dùng hai lần",
        "two topics of one id",
    ),
    Case(
        CONTEST,
        swap("  open_to: null", "  open_to: [official, chief]"),
        "open_to:",
        "không có nhóm «chief» trong «groups»",
        "a round open to a group there isn't",
    ),
    Case(
        CONTEST,
        swap("  duration_minutes: 20", "  duration_minutes: 20 phút"),
        "duration_minutes:",
        "«duration_minutes»: phải là số nguyên",
        "words in a number, in round_defaults",
    ),
    Case(
        CONTEST,
        swap("  duration_minutes: 20", "  duration_minute: 20"),
        "duration_minute:",
        "«duration_minute»: không có mục tên này",
        "a typo in round_defaults",
    ),
    Case(
        CONTEST,
        swap("per_round: 3", "per_round: 0"),
        "attempts:",
        "«per_round»: phải từ 1 trở lên",
        "no attempt at all, deep in round_defaults",
    ),
    Case(
        CONTEST,
        lambda text: re.sub(r"round_defaults:\n(  .*\n)+", "round_defaults: [exam]\n", text),
        "round_defaults:",
        "«round_defaults»: phải là các mục «tên: nội dung»",
        "round_defaults as a list",
    ),
    Case(
        CONTEST,
        append("\nprizes_extra: none\n"),
        "prizes_extra:",
        "«prizes_extra»: không có mục tên này",
        "a part of the rules there isn't",
    ),
    Case(CONTEST, lambda _: "", "", "thiếu mục này", "an empty contest.yaml"),
]

PRIZE = "        - {name: Giải Nhất, count: 1}\n"
SECOND_RANKING = """\
    - id: {id}
      title: Xếp hạng của tuần
      rounds: [vong-1]
      tie_break: [correct]
"""
AGENCY_PRIZE = """\
  collective:
    - id: tap-the
      title: Giải tập thể
      levels: [province]
      ranked_by: [participants]
      prizes: [{name: Giải tập thể, count: 1}]
"""


def an_agency_prize(change: Change) -> Change:
    """A collective prize after the only ranking, bent."""
    return both(swap(PRIZE, PRIZE + AGENCY_PRIZE), change)


def a_ladder(*steps: str) -> Change:
    ladder = "".join(f"        - {each}\n" for each in steps)
    title = "      levels: [province]\n"
    return an_agency_prize(swap(title, f"{title}      least_participation:\n{ladder}"))


A_LOT = '  lot: {source: "Xổ số kiến thiết", drawn_on: %s}\n  rankings:\n'
AWARDS = [
    Case(
        CONTEST,
        swap(PRIZE, PRIZE + SECOND_RANKING.format(id="ca-nhan")),
        SECOND_RANKING.format(id="ca-nhan"),
        "mã «ca-nhan» bị dùng hai lần; hãy đặt mã khác",
        "two rankings of one id",
    ),
    Case(
        CONTEST,
        an_agency_prize(swap("id: tap-the", "id: ca-nhan")),
        "    - id: ca-nhan\n      title: Giải tập thể",
        "mã «ca-nhan» bị dùng hai lần",
        "a ranking and a collective prize of one id",
    ),
    Case(
        CONTEST,
        swap("rounds: [vong-1]", "rounds: [vong-2]"),
        "rounds: [vong-2]",
        "không có đợt thi «vong-2» trong «rounds»",
        "a ranking over a round there isn't",
    ),
    Case(
        CONTEST,
        swap("rounds: [vong-1]", "rounds: [thi-thu, vong-1]"),
        "rounds: [thi-thu",
        "Thi thử là đợt thi thử, không được tính vào kết quả; hãy chọn đợt thi chính thức",
        "a ranking over a rehearsal",
    ),
    Case(
        CONTEST,
        swap("rounds: [vong-1]", "rounds: [vong-1, vong-1]"),
        "rounds: [vong-1, vong-1]",
        "đợt thi «vong-1» bị ghi hai lần; hãy bỏ một",
        "a round that would be added up twice",
    ),
    Case(
        CONTEST,
        swap("      tie_break:", "      open_to: [official, chief]\n      tie_break:"),
        "      open_to: [official",
        "không có nhóm «chief» trong «groups»",
        "a ranking open to a group there isn't",
    ),
    Case(
        CONTEST,
        swap("      tie_break:", "      open_to: []\n      tie_break:"),
        "      open_to: []",
        "không nhóm nào được xếp hạng; hãy ghi nhóm, hoặc null cho mọi người",
        "a ranking open to nobody",
    ),
    Case(
        CONTEST,
        swap("[correct, duration]", "[correct, duration, correct]"),
        "tie_break:",
        "tiêu chí «correct» bị ghi hai lần; hãy bỏ một",
        "a tie-break that can't decide a second time",
    ),
    Case(
        CONTEST,
        swap("[correct, duration]", "[correct, lot]"),
        "tie_break:",
        "chưa nêu nguồn số ngẫu nhiên; hãy viết «awards.lot» gồm «source» và «drawn_on»",
        "a draw of lots whose seed anybody could choose afterwards",
    ),
    Case(
        CONTEST,
        swap("  rankings:\n", A_LOT % "2024-03-12"),
        "  lot:",
        "không bảng xếp hạng nào bốc thăm; hãy thêm «lot» vào cuối «tie_break»",
        "a seed that nothing is drawn with",
    ),
    Case(
        CONTEST,
        both(swap("  rankings:\n", A_LOT % "2024-03-12"), swap("[correct, du", "[lot, du")),
        "tie_break:",
        "bốc thăm (lot) luôn phân định được; hãy đặt «lot» cuối cùng",
        "a tie-break that nothing is left for",
    ),
    Case(
        CONTEST,
        both(swap("  rankings:\n", A_LOT % "2024-03-09"), swap("duration]", "lot]")),
        "  lot:",
        "phải bốc thăm sau khi các đợt thi đã đóng; hãy chọn từ ngày 2024-03-10",
        "a seed known while the round is open",
    ),
    Case(
        CONTEST,
        swap("[correct, duration]", "[correct, prediction]"),
        "tie_break:",
        "Vòng 1 không có câu hỏi dự đoán; hãy viết «prediction» cho đợt thi",
        "guesses that nobody is asked for",
    ),
    Case(
        CONTEST,
        a_ladder("{below: 100, percent: 25}", "{below: 50, percent: 30}"),
        "- {below: 50",
        "hãy xếp quy mô tăng dần: «below» phải lớn hơn 100",
        "a ladder that goes down",
    ),
    Case(
        CONTEST,
        a_ladder("{below: null, percent: 20}", "{below: 50, percent: 30}"),
        "- {below: null",
        "«below: null» là mọi quy mô còn lại; hãy đặt ở dòng cuối",
        "a ladder whose first step is for all",
    ),
    Case(
        CONTEST,
        an_agency_prize(swap("levels: [province]\n", "levels: [province, other]\n")),
        "levels: [province, other]",
        "cấp «other» không có nhóm nào trong «groups»; hãy bỏ cấp này",
        "a prize for a level that nobody belongs to",
    ),
    Case(
        CONTEST,
        an_agency_prize(swap("levels: [province]\n", "levels: [province, province]\n")),
        "levels: [province, province]",
        "cấp «province» bị ghi hai lần",
        "a level named twice",
    ),
    Case(
        CONTEST,
        both(
            an_agency_prize(
                swap("ranked_by: [par", "required: [has_individual_winner]\n      ranked_by: [par")
            ),
            swap("      prizes:\n" + PRIZE, ""),
        ),
        "      required:",
        "cần người đoạt giải cá nhân mà không bảng xếp hạng nào có «prizes»",
        "a prize that asks for winners where nobody wins",
    ),
]

FILES = [
    Case(
        PCI,
        swap("    difficulty:", "\tdifficulty:"),
        "\tdifficulty:",
        "không đọc được từ dòng này; hãy xem lại khoảng thụt đầu dòng",
        "YAML: indented with a tab",
    ),
    Case(
        PCI,
        swap("stem: PCI do", "stem: PCI: do"),
        "stem:",
        "không đọc được từ dòng này",
        "YAML: a colon in unquoted text",
    ),
    Case(
        PCI,
        swap("stem: PCI do", 'stem: "PCI" do'),
        "stem:",
        "không đọc được từ dòng này",
        "YAML: text goes on after its quote",
    ),
    Case(
        PCI,
        swap("PCI do doanh", "PCI do\x0bdoanh"),
        "stem:",
        "có ký tự không đọc được; hãy xóa đi rồi gõ lại",
        "YAML: a soft line break pasted from Word",
    ),
    Case(
        PCI,
        swap("stem: PCI do", "stem: !PCI do"),
        "stem:",
        "dấu «!» ở đầu có nghĩa riêng trong YAML; hãy đặt cả câu trong dấu nháy kép",
        "YAML: text that begins with an exclamation mark",
    ),
    Case(
        PCI,
        append("---\ntopic: pci\n"),
        "---",
        "không đọc được từ dòng này",
        "YAML: a second document",
    ),
    Case(
        PCI,
        swap("    right: true\n", "    right: true\n    right: false\n"),
        "right: false",
        "mục «right» bị viết hai lần; hãy bỏ một",
        "YAML: a key written twice",
    ),
    Case(
        PCI,
        lambda text: text.encode("utf-16"),
        "",
        "tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8",
        "YAML: not UTF-8",
    ),
    Case(PCI, lambda _: "", "", "thiếu danh sách «questions»", "YAML: an empty file"),
    Case(
        PCI,
        lambda _: "topic: pci\nquestions: none\n",
        "questions:",
        "thiếu danh sách «questions»",
        "YAML: questions that are no list",
    ),
    Case(
        PCI,
        lambda text: text.replace("    type", "type"),
        "    difficulty:",
        "không đọc được từ dòng này",
        "YAML: indent lost in the middle of a question",
    ),
    Case(
        AGENCIES,
        lambda text: text.replace(",", ";"),
        "id;name",
        "dòng đầu phải là «id,name,level,parent,leader",
        "CSV: semicolons, as Excel writes here (R18)",
    ),
    Case(AGENCIES, swap("one_stop", "mot_cua"), "id,", "dòng đầu phải là", "CSV: other columns"),
    Case(AGENCIES, lambda _: "", "", "dòng đầu phải là", "CSV: empty file"),
    Case(
        AGENCIES,
        lambda text: text.encode("utf-16"),
        "",
        "tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8",
        "CSV: not UTF-8, Excel's Unicode text (R18)",
    ),
    Case(
        AGENCIES,
        swap("Huyện B", "Huyện B, phía đông"),
        "huyen-b",
        "có 10 cột thay vì 9; hãy đặt tên có dấu phẩy trong dấu nháy kép",
        "CSV: an unquoted comma in a name",
    ),
    Case(
        AGENCIES,
        both(swap("Sở A", '"Sở\nA"'), swap(",district,", ",quan,")),
        "huyen-b,",
        "«level»: phải là một trong: 'province', 'district', 'commune' hoặc 'other'",
        "CSV: an unknown level, below a name in two lines",
    ),
    Case(
        AGENCIES,
        both(swap("Sở A", '"Sở\nA"'), swap("xa-c,Xã C,commune,huyen-b", "xa-c,Xã C,commune,")),
        "xa-c,",
        "cấp xã cần ghi mã của huyện ở cột «parent»",
        "CSV: a commune without its district, below a name in two lines",
    ),
    Case(
        AGENCIES,
        swap("xa-c,Xã C,commune,huyen-b", "xa-c,Xã C,commune,so-a"),
        "xa-c,",
        "cấp xã cần ghi mã của huyện",
        "CSV: a commune whose parent is no district",
    ),
    Case(
        AGENCIES,
        swap("so-a,Sở A,province,", "so-a,Sở A,province,huyen-b"),
        "so-a,",
        "cột «parent» chỉ dùng cho cấp xã; hãy để trống",
        "CSV: a parent of a province's department",
    ),
    Case(
        AGENCIES,
        append("so-a,Sở A nữa,province,,1,1,1,1,\n"),
        "so-a,Sở A nữa",
        "mã «so-a» bị dùng hai lần",
        "CSV: one id twice",
    ),
    Case(
        AGENCIES,
        swap("xa-c,Xã C,commune,huyen-b,2,,9,1", "xa-c,Xã C,commune,huyen-b,2,,9,10"),
        "xa-c,",
        "số người Một cửa (one_stop) nhiều hơn số công chức (official)",
        "CSV: more one-stop staff than officials",
    ),
    Case(
        AGENCIES,
        swap("province,,3,10", "province,,-3,10"),
        "so-a,",
        "«leader»: phải là số nguyên, chỉ gồm chữ số",
        "CSV: a negative headcount",
    ),
    *(
        Case(
            AGENCIES,
            swap("province,,3,10", f"province,,{wrong},10"),
            "so-a,",
            "«leader»: phải là số nguyên, chỉ gồm chữ số",
            f"CSV: a headcount of {wrong}",
        )
        for wrong in ("ba", "3.5", "1.000", "1_000", "0x3")
    ),
    Case(AGENCIES, swap("Sở A", ""), "so-a,", "«name»: còn trống", "CSV: an agency without name"),
]

CASES = QUESTIONS + RULES + AWARDS + FILES


@pytest.fixture
def sources(tmp_path: Path) -> Workspace:
    """The small contest and the command line over it; nothing to build with."""
    return Workspace.create(tmp_path, "build.py", sources=SMALL)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.reason)
def test_a_mistake_is_told_at_its_line(case: Case, sources: Workspace) -> None:
    """Exit 1, `file:line: what is wrong and what to write`, and nothing else."""
    sources.change(f"question_src/{case.file}", case.change)
    ran = sources.run_inside("check")
    assert (ran.code, ran.err) == (1, "")
    original = SMALL / case.file
    changed = case.change(original.read_text(encoding="utf-8") if original.exists() else "")
    line = line_of(changed, case.at) if isinstance(changed, str) else 1
    lines = ran.out.splitlines()
    assert all(FORM.fullmatch(each) for each in lines), ran.out
    place = f"question_src/{case.file}:{line}: "
    assert any(each.startswith(place) and case.words in each for each in lines), ran.out


def test_mistakes_of_all_files_are_told_at_once(small: Workspace) -> None:
    """One run tells the mistakes of every file, sorted by file and line, and none twice."""
    small.change(f"question_src/{CONTEST}", swap("duration_minutes: 20", "duration_minutes: 0"))
    small.change(f"question_src/{AGENCIES}", swap(",district,", ",quan,"))
    small.change(f"question_src/{PCI}", swap("    right: true\n", ""))
    small.change(f"question_src/{EXAM}", swap("id: the-che-002", "id: THE-CHE"))
    small.change(f"question_src/{EXAM}", swap("- text: Giấy mời", "- text: 5"))
    ran = small.run("check")
    assert ran.code == 1
    places = [each.split(": ")[0] for each in ran.out.splitlines()]
    assert places == [
        "question_src/agencies.csv:3",
        "question_src/contest.yaml:34",
        "question_src/exam/pci.yaml:3",
        "question_src/exam/the-che.yaml:18",
        "question_src/exam/the-che.yaml:27",
    ]


def test_mistakes_of_sense_are_told_at_once_too(small: Workspace) -> None:
    """Rules that look across files don't wait for one another."""
    small.change(f"question_src/{CONTEST}", swap("closes_at: 2024-03-10", "closes_at: 2024-02-10"))
    small.change(f"question_src/{AGENCIES}", swap(",huyen-b,", ",,"))
    small.change(f"question_src/{EXAM}", append(A_QUESTION.format(id="pci-001")))
    files = [each.split(":")[0] for each in small.run("check").out.splitlines()]
    assert sorted(set(files)) == [
        "question_src/agencies.csv",
        "question_src/contest.yaml",
        "question_src/exam/the-che.yaml",
    ]


@pytest.mark.parametrize("file", [CONTEST, PCI])
def test_a_file_that_cannot_be_read_is_told_once(sources: Workspace, file: str) -> None:
    """One slip in the YAML isn't followed by complaints of all that couldn't be found."""
    sources.change(f"question_src/{file}", append("\t- oh\n"))
    assert len(sources.run_inside("check").out.splitlines()) == 1


def test_build_tells_the_same_as_check(small: Workspace) -> None:
    """Nobody has to run check first."""
    small.change(f"question_src/{PCI}", swap("right: true", "right: có"))
    checked, built = small.run("check"), small.run("build")
    assert built.out == checked.out
    assert built.code == 1


@pytest.mark.parametrize(
    ("file", "change", "reason"),
    [
        (PCI, lambda text: text, "the sources as they stand"),
        (PCI, lambda text: "\ufeff" + text, "YAML with a byte order mark, as Notepad saves"),
        (PCI, lambda text: text.replace("\n", "\r\n"), "YAML with the line ends of Windows"),
        (CONTEST, lambda text: "\ufeff" + text, "rules with a byte order mark"),
        (CONTEST, swap('email: "off"', "email: off"), "off is a word here, not a boolean"),
        (CONTEST, swap("prediction: null", "prediction:"), "nothing written means null"),
        (AGENCIES, lambda text: "\ufeff" + text, "CSV with a byte order mark, as Excel saves"),
        (AGENCIES, lambda text: text.replace("\n", "\r\n"), "CSV with the line ends of Windows"),
        (AGENCIES, append("\n\n"), "CSV with empty lines at the end"),
        (AGENCIES, append(",,,,,,,,\n"), "CSV with an empty row at the end, as Excel saves"),
        (EXAM, swap("Giấy mời", "Toàn bộ tất cả"), "speaks of all, but of no other option"),
        (PCI, swap("right: true", "right: false"), "a statement that is wrong"),
        (PCI, append(A_QUESTION.format(id="pci-002")), "one question more"),
        (CONTEST, a_ladder("{below: 50, percent: 30}"), "a ladder for small agencies only"),
        (
            CONTEST,
            both(swap("  rankings:\n", A_LOT % "2024-03-10"), swap("duration]", "lot]")),
            "lots drawn on the evening of the last day",
        ),
    ],
)
def test_what_is_right_is_left_alone(
    sources: Workspace, file: str, change: Change, reason: str
) -> None:
    """What an author may well write, or an editor save, passes."""
    sources.change(f"question_src/{file}", change)
    ran = sources.run_inside("check")
    assert (ran.code, ran.out) == (0, ""), reason


def test_the_real_sources_are_sound(workspace: Workspace) -> None:
    """What is committed can be published; check says how much there is, and of drafts."""
    ran = workspace.run("check")
    assert (ran.code, ran.out) == (0, "")
    assert re.search(
        r"Không có sai sót: \d+ đợt thi, \d+ cơ quan, \d+ câu hỏi \(\d+ câu nháp\)", ran.err
    )


def test_the_example_that_authors_copy_from_is_sound(sources: Workspace) -> None:
    """The whole file shown in question_src/README.md passes as it stands, all three kinds of it."""
    guide = (ROOT / "question_src/README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(topic:.*?)```", guide, re.DOTALL)
    sources.change(
        f"question_src/{CONTEST}", swap("  - {id: pci", "  - {id: thu-tuc, name: X}\n  - {id: pci")
    )
    sources.change("question_src/vi-du/thu-tuc.yaml", append(example))
    ran = sources.run_inside("check")
    assert (ran.code, ran.out) == (0, "")
    assert "7 câu hỏi (1 câu nháp)" in ran.err


NASTY = ["", " ", "\t", "\x00", "\x0b", "\r", "-", "- x", "[]", "{}", "{", "null", "5", "-1", "NaN"]
NASTY += ["'", '"', ": ", "x: y: z", "#", "|", ",,,", "&a", "*a", "? [a]", "<<: {}", "1e999"]
NASTY += ["!", "!Chú ý", "!!int x", "!!binary x", "!!python/name:os"]


@given(data=st.data())
def test_no_slip_of_the_pen_makes_check_crash(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A line lost, doubled or spoilt is passed or told: with a line that the file has."""
    root = tmp_path_factory.mktemp("slip") / "question_src"
    shutil.copytree(SMALL, root)
    path = root / data.draw(st.sampled_from([CONTEST, AGENCIES, EXAM, PCI]), "file")
    lines = path.read_text(encoding="utf-8").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1), "line")
    nasty = data.draw(st.sampled_from(NASTY), "nasty")
    line = lines[at]
    cut = data.draw(st.integers(0, len(line)), "cut")
    slips = ([], [line, line], [nasty], [line[:cut] + nasty], [line.split(":")[0] + ": " + nasty],
             [line[:cut] + nasty + line[cut:]])  # fmt: skip
    lines[at : at + 1] = data.draw(st.sampled_from(slips), "slip")
    path.write_text("\n".join(lines), encoding="utf-8")
    for mistake in mistakes(root):
        length = (root.parent / mistake.path).read_text(encoding="utf-8").count("\n") + 2
        assert 1 <= mistake.line <= length
        assert FORM.fullmatch(str(mistake))
    shutil.rmtree(root.parent)


def mistakes(root: Path) -> tuple[Mistake, ...]:
    """What check tells, or nothing."""
    try:
        check(root)
    except MistakesError as error:
        return error.mistakes
    return ()
