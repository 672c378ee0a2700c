"""Pictures that messengers show with a link to a page (Open Graph), drawn at build time.

1200 × 630 pixels, the page's title over a woven band. A picture is drawn once: it is kept by what
stands on it, and taken from there as long as nothing of that changes.
"""

import hashlib
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

SIZE = WIDTH, HEIGHT = 1200, 630
_MARGIN, _BAND, _LINES, _ROOM = 84, 76, 4, 270
_PAPER, _INK, _QUIET, _BASALT = "#ffffff", "#1c1b1a", "#57534e", "#9c2a1f"
_SQUARE = 4
_PATH = re.compile(r'<path fill="(#[0-9a-f]{6})" d="([^"]*)"')
_BOX = re.compile(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z")
_VERSION = "1"
"""Changes with how pictures are drawn, so that kept ones are drawn anew."""


class LinkPicture(NamedTuple):
    """What stands on a picture, from top to bottom."""

    above: str
    title: str
    below: str


def write(picture: LinkPicture, theme: Path, kept: Path, target: Path) -> None:
    """Put a picture at `target`: out of the folder `kept`, or drawn and kept there."""
    told = "\n".join((_VERSION, *picture))
    known = kept / f"{hashlib.sha256(told.encode()).hexdigest()}.png"
    if not known.exists():
        kept.mkdir(parents=True, exist_ok=True)
        draw(picture, theme).save(known, compress_level=6)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(known, target)


def draw(picture: LinkPicture, theme: Path) -> Image.Image:
    """The picture, with fonts and weaving of the theme, in as few colours as letters need."""
    image, fonts = Image.new("RGB", SIZE, _PAPER), theme / "fonts"
    pen = ImageDraw.Draw(image)
    _weave(image, theme / "img/weave.svg")
    _line(pen, picture.above, (fonts, 400, 34), 112, _QUIET)
    size, lines = _fitting(picture.title, fonts)
    for at, line in enumerate(lines):
        _line(pen, line, (fonts, 600, size), 230 + round(at * size * 1.28), _INK)
    _line(pen, picture.below, (fonts, 600, 34), HEIGHT - _BAND - 44, _BASALT)
    return image.quantize(24, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _fitting(title: str, fonts: Path) -> tuple[int, list[str]]:
    """The largest size at which a title fits, and its lines."""
    for size in (76, 64, 54, 46):
        lines = list(_wrapped(title, (fonts, 600, size)))
        if len(lines) * size <= _ROOM and len(lines) <= _LINES:
            return size, lines
    return size, lines[:_LINES]


_Face = tuple[Path, int, int]
"""Folder of fonts, weight, size in pixels."""


def _wrapped(text: str, face: _Face) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and _length(longer, face) > WIDTH - 2 * _MARGIN:
            yield line
            longer = word
        line = longer
    yield line


def _line(pen: ImageDraw.ImageDraw, text: str, face: _Face, y: int, colour: str) -> None:
    x: float = _MARGIN
    for letter in text:
        font = _font(*face, _subset(letter))
        pen.text((x, y), letter, font=font, fill=colour, anchor="ls")
        x += font.getlength(letter)


def _length(text: str, face: _Face) -> float:
    return sum(_font(*face, _subset(letter)).getlength(letter) for letter in text)


def _subset(letter: str) -> str:
    """Which of the two files of a weight has a letter; as `unicode-range` in site.css says."""
    vietnamese = letter in "ĂăĐđĨĩŨũƠơƯư" or "Ạ" <= letter <= "ỹ"
    return "vietnamese" if vietnamese else "latin"


@cache
def _font(fonts: Path, weight: int, size: int, subset: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(fonts / f"be-vietnam-pro-{subset}-{weight}-normal.woff2", size)


def _weave(image: Image.Image, pattern: Path) -> None:
    """The band under the header of the pages, four pixels a square."""
    tile = _tile(pattern)
    for x in range(0, WIDTH, tile.width):
        image.paste(tile, (x, HEIGHT - tile.height))


@cache
def _tile(pattern: Path) -> Image.Image:
    tile = Image.new("RGB", (32 * _SQUARE, 19 * _SQUARE))
    pen = ImageDraw.Draw(tile)
    for fill, path in _PATH.findall(pattern.read_text(encoding="utf-8")):
        for box in _BOX.findall(path):
            x, y, wide, high = (_SQUARE * int(each) for each in box)
            pen.rectangle((x, y, x + wide - 1, y + high - 1), fill=fill)
    return tile
