"""What a cell of a sheet says: text in its one form, whoever typed it on whatever machine."""

import re
import unicodedata

_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_KEPT_AS_TEXT = re.compile(r"=\"(.*)\"|'(?=[\d=+\-@])(.*)")
_LONG_NUMBER = re.compile(r"\d(?:[\s.\-]?\d){8,}")
_SHOWN = 60


class UnreadableError(ValueError):
    """A file that can't be taken as a whole; its Vietnamese sentence says what to do."""


class Numeric(str):
    """A cell that Excel held as a number: what Excel does to numbers may have happened to it."""

    __slots__ = ()


def clean(text: str) -> str:
    """NFC, on one line, single spaces, nothing invisible, no mark that only says «this is text»."""
    seen = _UNSEEN.sub("", text.replace("_x000D_", " "))
    words = " ".join(unicodedata.normalize("NFC", seen).split())
    marked = _KEPT_AS_TEXT.fullmatch(words)
    return (marked[1] or marked[2] or "").strip() if marked else words


def masked(text: str) -> str:
    """The text with every number of nine or more digits hidden but for three and two of them."""
    return _LONG_NUMBER.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", found[0])
    return f"{digits[:3]}{'*' * (len(digits) - 5)}{digits[-2:]}"


def quoted(text: str) -> str:
    """A cell's words as a message shows them: short, and without anybody's number."""
    shown = masked(text)
    return f"«{shown[:_SHOWN]}…»" if len(shown) > _SHOWN else f"«{shown}»"
