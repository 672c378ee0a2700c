"""Whether each figure on a page says where it is from.

A figure needs a citation in its block, in what the block goes on from, or a clause of the plan in
words («mục II.2.a»). No figures are: numbers glued to a letter (A4, SHA-256), years and months
alone, numbers of steps and sections, data sizes, what stands in quotation marks as shown on a
screen, and examples.
"""

import re
from collections.abc import Iterator

from contest.content.checks.page_blocks import Block
from contest.content.checks.page_source import Page
from contest.content.mistakes import Mistake
from contest.content.pages.citations import CITATION

CLAUSE = re.compile(
    r"\b(?:mục|điểm|khoản|phần|clauses?)\s+(?:[a-zđ]\s+)?(?:khoản\s+\d+\s+)?(?:mục\s+)?"
    r"[IVX]+(?:\.\d+)*(?:\.[a-zđ])?(?!\w)",
    re.IGNORECASE,
)
"""A clause of the plan in words."""

_FIGURE = re.compile(r"(?<![\w])(?<![A-Za-zÀ-ỹ][-+/.&])\d+(?:[.,/:]\d+)*%?(?![\w])")
_NO_FIGURE = re.compile(
    r"“[^”]*”|«[^»]*»|\"[^\"\n]*\""
    r"|(?:\bví dụ|\bchẳng hạn|\bgiả sử|\bthí dụ|\bfor example)[^.;]*"
    r"|\b(?:bước|mục|phần|hình|bảng|trang|dòng|cột|câu số|vòng|đợt|lần|số thứ tự|steps?|rounds?)"
    r"\s+\d+(?:\.\d+)*(?:\s*(?:,|và|đến|–|-|and|to)\s*\d+)*(?![\w/])"
    r"|\btháng\s+\d{1,2}(?:/\d{4})?(?![\w/])"
    r"|\b(?:RFC|ISO|TCVN|WCAG|TLS|HTTP|HTML|CSS|Unicode|Android|iOS|Windows|Python)[\s/]\d[\d.]*"
    r"|(?<![\w.,/])(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?"
    r"(?![\w%]|[,./:]\d|\s*(?:người|điểm|câu|hồ sơ|đồng))"
    r"|\b24/7\b"
    r"|\b\d+(?:[.,]\d+)?\s*(?:[KMG]B|px|dpi|pixel)\b",
    re.IGNORECASE,
)
_SHOWN = 3


def uncited(page: Page) -> Iterator[Mistake]:
    """The blocks with figures that nobody vouches for."""
    for block in page.blocks:
        if block.kind in ("heading", "head") or _vouched(f"{block.lead} {block.text}"):
            continue
        found = [*figures(block)]
        if found:
            yield page.mistake(block.line(found[0].start()), _words([each[0] for each in found]))


def figures(block: Block) -> Iterator[re.Match[str]]:
    """The figures of a block."""
    text = _NO_FIGURE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), block.text)
    yield from _FIGURE.finditer(text)


def _vouched(text: str) -> bool:
    return any(each.search(text) for each in (CITATION, CLAUSE))


def _words(figures: list[str]) -> str:
    shown = ", ".join(f"«{each}»" for each in figures[:_SHOWN])
    more = ", …" if len(figures) > _SHOWN else ""
    return (
        f"số liệu {shown}{more} chưa có nguồn; hãy thêm [^mã-nguồn] khai trong site/data/sources/, "
        "hoặc nêu mục của Kế hoạch; số liệu của cuộc thi thì viết {{ contest… }}"
    )
