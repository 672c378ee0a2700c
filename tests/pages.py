"""The public pages of a site, as its sitemap lists them, and one of each type."""

import re
from pathlib import Path
from urllib.request import urlopen

TYPES = (
    "/",
    "/the-le/",
    "/doi-tuong/",
    "/lich-thi/",
    "/giai-thuong/",
    "/kien-thuc/",
    "/kien-thuc/par-index/",
    "/on-tap/",
    "/huong-dan/du-thi/",
    "/cau-hoi-thuong-gap/",
    "/tin-tuc/",
    "/tai-lieu/",
    "/tham-gia/",
    "/ket-qua/",
    "/tra-cuu/",
    "/minh-bach/",
    "/lien-he/",
    "/tim-kiem/",
    "/en/",
)
"""One page of every kind; news items, being added all the time, are found in the sitemap."""


def in_sitemap(text: str) -> list[str]:
    """Paths of the pages of a sitemap, in its order."""
    return re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", text)


def of_site(address: str) -> list[str]:
    """Paths of all public pages of a running site."""
    with urlopen(f"{address}/sitemap.xml", timeout=20) as answer:
        return in_sitemap(answer.read().decode())


def of_build(site: Path) -> list[str]:
    """Paths of all public pages of a built site."""
    return in_sitemap((site / "sitemap.xml").read_text(encoding="utf-8"))


def types_of(paths: list[str]) -> list[str]:
    """One of each type, a news item among them."""
    news = next(each for each in paths if re.match(r"/tin-tuc/.", each))
    return [*TYPES, news]
