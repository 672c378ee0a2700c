"""The camera: a phone of 360 pixels, a font of ours, a screen that stands still, small files.

What differs from one walk to the next (codes, moments, scores, questions) is written over with
fixed words in a copy of the screen, so the same screens give the same bytes wherever it is done.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FloatRect, Page

from tests.screenshots.colours import palette
from tests.screenshots.invented import CODE
from tests.screenshots.manifest import Picture

WIDTH = 360
SCALE = 1.5
LOW = 640
"""A phone is at least so high; a lower picture is the upper part of what it shows."""

Words = dict[str, str | list[str]]
"""What to say in place of what elements say, by selector."""
_AIR = 12
"""Above the element that a picture begins with, in pixels."""
_RANGES = {
    "latin": "U+0000-00FF, U+2000-206F",
    "vietnamese": "U+0102-0103, U+0110-0111, U+0128-0129, U+0168-0169, U+01A0-01A1, "
    "U+01AF-01B0, U+0300-0301, U+0303-0304, U+0308-0309, U+0323, U+0329, U+1EA0-1EF9",
}
_FACES = "".join(
    f"@font-face {{ font-family: Fixed; font-weight: {weight};"
    f' src: url("/fonts/be-vietnam-pro-{part}-{weight}-normal.woff2"); unicode-range: {letters} }}'
    for weight in (400, 600)
    for part, letters in _RANGES.items()
)
# The machine's own font would make other pictures on another machine.
_STYLE = (
    _FACES
    + "* { font-family: Fixed !important; caret-color: transparent !important }"
    + "dialog::backdrop { background: var(--line) !important }"  # half-dark is no colour of ours
)

_STAND_STILL = (Path(__file__).parent / "stand_still.js").read_text(encoding="utf-8")
_GO_ON = "() => globalThis.goOn()"


def pocket(browser: Browser) -> BrowserContext:
    """A phone with nothing kept, in light colours; its policy lets our font in."""
    return browser.new_context(
        viewport={"width": WIDTH, "height": LOW},
        device_scale_factor=SCALE,
        locale="vi-VN",
        color_scheme="light",
        reduced_motion="reduce",
        bypass_csp=True,
    )


class Camera:
    """Takes pictures of one group into a folder; `today` is the day of the demo, as shown."""

    def __init__(self, folder: Path, group: str, root: str, today: str) -> None:
        self._folder, self._group, self._root = folder, group, root
        self._said = [
            ["[0-9A-Z]{5}-[0-9A-Z]{5}", CODE],
            [rf"\d\d:\d\d(:\d\d)?(,| ngày) {today}", rf"08:45$2 {today}"],
            [r"^\d\d:\d\d$", "16:42"],
            [r"^(\d+ phút )?\d+ giây$", "6 phút 52 giây"],
        ]
        self.taken: list[Picture] = []

    def take(
        self,
        page: Page,
        name: str,
        height: int,
        held: Words | None = None,
        top: str | None = None,
    ) -> None:
        """Take what a phone of that height shows, from the element `top` on if one is named.

        Of a list in `held` each element gets its own word; an option without one is left out.
        """
        page.set_viewport_size({"width": WIDTH, "height": max(height, LOW)})
        page.mouse.move(0, 0)
        with self._still(page, held or {}):
            y = self._top(page, top)
            clip: FloatRect = {"x": 0, "y": y, "width": WIDTH, "height": height}
            picture = page.screenshot(clip=clip, full_page=top is not None)
        page.set_viewport_size({"width": WIDTH, "height": LOW})
        target = self._folder / f"{name}.webp"
        target.write_bytes(_small(picture))
        size = target.stat().st_size
        self.taken.append(Picture(target.name, self._group, WIDTH, height, size))

    @contextmanager
    def _still(self, page: Page, held: Words) -> Iterator[None]:
        page.add_style_tag(content=_STYLE)
        page.evaluate(_STAND_STILL, [self._root, held, self._said, CODE])
        page.evaluate("() => document.fonts.ready.then(() => null)")
        page.wait_for_timeout(200)
        yield
        page.evaluate(_GO_ON)

    def _top(self, page: Page, top: str | None) -> float:
        """Where the picture begins, in pixels from the page's own top."""
        page.evaluate("scrollTo(0, 0)")
        if top is None:
            return 0
        box = page.locator(top).first.bounding_box()
        assert box is not None, top
        return box["y"] - _AIR


def _small(picture: bytes) -> bytes:
    """The picture as WebP; few colours without loss are sharper than a lossy file, and smaller."""
    whole = Image.open(io.BytesIO(picture)).convert("RGB")
    few = whole.quantize(palette=palette(), dither=Image.Dither.NONE)
    held = io.BytesIO()
    few.convert("RGB").save(held, "WEBP", lossless=True, quality=100, method=6)
    return held.getvalue()
