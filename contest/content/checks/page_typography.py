"""How figures, dates and times are written on Vietnamese pages: 16.117 người, 90,10 điểm."""

import re
from collections.abc import Iterator

from contest.content.checks.page_blocks import Block
from contest.content.checks.page_dates import iso_dates, moments, wrong_dates
from contest.content.checks.page_sentences import Sentence
from contest.content.checks.page_source import Page
from contest.content.mistakes import Mistake

_THOUSANDS = re.compile(r"(?<![\w.,/-])[1-9]\d{0,2}(?:,\d{3})+(?![\w,]|\.\d)")
_COUNTED = re.compile(
    r"\s*(?:người|hộ|doanh nghiệp|lượt|đơn vị|cơ quan|thủ tục|hồ sơ|đồng|tỷ|triệu|nghìn|câu|bài|xã"
    r"|huyện|tổ chức|cá nhân|công dân|phiếu|văn bản|cán bộ|công chức|viên chức|ý kiến|dịch vụ|m2)\b"
)
_ROUND_THOUSAND = re.compile(r",\d{3},|,000$")
_DECIMAL = re.compile(r"(?<![\w.,/:-])(?<!v)\d+\.(?:\d{1,2}|\d{4,})(?![\w/:]|[.,]\d)")
_MEASURED = re.compile(r"\s*(?:%|(?:điểm|phần trăm|tỷ|triệu|nghìn|lần|km|ha|kg)\b)")
_TWO_AND_TWO = re.compile(r"\d{2,}\.\d{2}$")
_NUMBERED = re.compile(
    r"(?:\b(?:phiên bản|bản|mục|phần|chương|khoản|điều|điểm|tiêu chí|tiêu chí thành phần|nội dung"
    r"|nhiệm vụ|chỉ số thành phần|phụ lục|biểu|bảng|hình|v|HTTP|TLS|WCAG|CSS|HTML|Unicode|Android"
    r"|iOS|Windows|Chrome|Safari|Firefox|Edge|PDF|CC BY(?:-SA)?)|,|và)\s+$",
    re.IGNORECASE,
)
_ZONE = re.compile(r"giờ\s+Việt\s+Nam", re.IGNORECASE)


def ill_written(page: Page) -> Iterator[Mistake]:
    """What is written in another country's way, and days that don't exist."""
    for block in page.blocks:
        for at, message in _ill_written(block, page):
            yield page.mistake(block.line(at), message)


def _ill_written(block: Block, page: Page) -> Iterator[tuple[int, str]]:
    if not any(each.isdigit() for each in block.text):
        return
    yield from iso_dates(block.text)
    if page.vietnamese:
        yield from wrong_dates(block.text)
        yield from _english_thousands(block.text)
        yield from _english_decimals(block.text)


def _english_thousands(text: str) -> Iterator[tuple[int, str]]:
    for found in _THOUSANDS.finditer(text):
        if _ROUND_THOUSAND.search(found[0]) or _COUNTED.match(text, found.end()):
            right = found[0].replace(",", ".")
            yield found.start(), f"«{found[0]}»: phần nghìn viết bằng dấu chấm, hãy viết {right}"


def _english_decimals(text: str) -> Iterator[tuple[int, str]]:
    for found in _DECIMAL.finditer(text):
        measured = _MEASURED.match(text, found.end()) or _TWO_AND_TWO.match(found[0])
        if measured and not _NUMBERED.search(text[: found.start()]):
            right = found[0].replace(".", ",")
            yield found.start(), f"«{found[0]}»: phần lẻ viết bằng dấu phẩy, hãy viết {right}"


def zoneless(sentence: Sentence) -> Iterator[Mistake]:
    """A time of the contest on a page that never says whose time it is."""
    page = sentence.page
    if not page.vietnamese or page.part or _ZONE.search(page.text):
        return
    for moment in moments(sentence.text):
        if moment.time is not None:
            words = "hãy thêm «(giờ Việt Nam)», hoặc viết một câu «Mọi giờ là giờ Việt Nam»"
            yield sentence.mistake(moment.start, f"«{moment.written}»: chưa nói giờ nào; {words}")
