"""The site's fonts, cut to what its pages write: `python -m infra.fonts`.

`--check` proves them fresh. A first visit is mostly fonts: Be Vietnam Pro as published (npm, pinned
in package-lock.json) brings 67 KB for two weights; without letters of other languages and without
instructions for the screens of old it is 28 KB. Its licence (OFL 1.1, no reserved name) allows it.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.subset import Options, Subsetter, load_font, save_font

_ROOT = Path(__file__).parents[1]
_PUBLISHED = _ROOT / "node_modules/@fontsource/be-vietnam-pro/files"
_OURS = _ROOT / "site/theme/fonts"
_NAMES = tuple(
    f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
    for subset in ("latin", "vietnamese")
    for weight in (400, 600)
)
_SPANS = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xFF),  # Western Europe: à, é, ô …; «», ×, ·
    (0x102, 0x103), (0x110, 0x111), (0x128, 0x129), (0x168, 0x169), (0x1A0, 0x1A1),
    (0x1AF, 0x1B0), (0x1EA0, 0x1EF9),  # the rest of Vietnamese
    (0x2010, 0x2027), (0x2030, 0x203A),  # dashes, quotes, ellipsis, ‰, ›
    (0x20AB, 0x20AB), (0x2190, 0x2193), (0x2212, 0x2212),  # ₫, arrows, minus
)  # fmt: skip
LETTERS = frozenset(each for first, last in _SPANS for each in range(first, last + 1))
"""Code points that the fonts hold, where the published ones do."""


def write_all(target: Path) -> None:
    """All fonts into a folder."""
    for name in _NAMES:
        _cut(_PUBLISHED / name, target / name)


def _cut(published: Path, target: Path) -> None:
    options = Options(flavor="woff2", hinting=False, layout_features=["kern"])
    options.recalc_timestamp = False  # the same input, the same bytes
    font = load_font(str(published), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    save_font(font, str(target), options)


def stale() -> list[str]:
    """Names of fonts that are not what this module would write."""
    with TemporaryDirectory() as folder:
        write_all(Path(folder))
        return [
            name
            for name in _NAMES
            if (Path(folder) / name).read_bytes() != (_OURS / name).read_bytes()
        ]


if __name__ == "__main__":
    if "--check" not in sys.argv:
        write_all(_OURS)
    elif found := stale():
        sys.exit(f"stale: {', '.join(found)}; run `python -m infra.fonts`")
