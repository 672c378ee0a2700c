"""The few colours of a picture: the tokens, and their steps towards paper in letters' edges.

A palette that is drawn from each picture would lose a word's green among much black.
"""

import re
from pathlib import Path

from PIL import Image

from tests.screenshots.inputs import ROOT

_TOKENS = ROOT / "site/app/shared/tokens.css"
_GROUNDS = ("paper", "wash", "line")
_STEPS = {"ink": 3, "quiet": 2, "basalt": 2, "forest": 2, "amber": 2, "brick": 2, "sky": 2}
"""Between a colour of letters and paper, so many."""

Colour = tuple[int, int, int]


def palette(tokens: Path = _TOKENS) -> Image.Image:
    """The colours as an image to quantize by: of the light scheme, which comes first."""
    light = tokens.read_text(encoding="utf-8").partition("@media")[0]
    known = {
        name: _rgb(digits) for name, digits in re.findall(r"--([a-z]+): #([0-9a-f]{6})", light)
    }
    colours = [known[name] for name in _GROUNDS]
    for name, steps in _STEPS.items():
        colours += [_mixed(known[name], known["paper"], i / (steps + 1)) for i in range(steps + 1)]
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in colours for part in colour])
    return image


def _rgb(digits: str) -> Colour:
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
