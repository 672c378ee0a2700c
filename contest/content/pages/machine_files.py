"""Files beside the pages that machines read: the feed, robots.txt, pictures for messengers."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from mkdocs.structure.pages import Page

from contest.content.pages import feed, link_pictures
from contest.content.pages.link_pictures import LinkPicture
from contest.content.pages.news import NewsItem
from contest.domain.rules import Contest

_FOLDER = "anh"
_HOME = f"{_FOLDER}/trang-chu.png"
_PICTURED = ("knowledge.html", "news.html")
_ROBOTS = """\
User-agent: *
Disallow: /api/
Disallow: /to-chuc/
Sitemap: {address}sitemap.xml
"""


def link_picture(page: Page) -> str:
    """The file of the picture that is shown with a link to a page: its own, or the site's."""
    if page.meta.get("template") not in _PICTURED:
        return _HOME
    return f"{_FOLDER}/{page.url.strip('/').replace('/', '-')}.png"


def write_machine_files(site: Path, contest: Contest, news: Sequence[NewsItem]) -> None:
    """Feed and robots.txt of a site whose address is known."""
    (site / "robots.txt").write_text(_ROBOTS.format(address=contest.contest.address), "utf-8")
    (site / feed.PATH).parent.mkdir(exist_ok=True)
    (site / feed.PATH).write_text(feed.feed(news, contest), encoding="utf-8")


def write_link_pictures(root: Path, site: Path, contest: Contest, pages: Iterable[Page]) -> None:
    """The site's picture, and one for each page that has its own."""
    info = contest.contest
    told = {_HOME: LinkPicture(info.organizer, info.name, _host(info.address))}
    for page in pages:
        picture = LinkPicture(info.short_name, _heading(page), _host(info.address))
        told.setdefault(link_picture(page), picture)
    for name, picture in told.items():
        link_pictures.write(picture, root / "site/theme", root / ".cache/anh", site / name)


def _heading(page: Page) -> str:
    """What stands over a page: its first heading says more than its name in the menu."""
    first = page.toc.items[0] if page.toc.items else None
    return str(first.title if first else page.title)


def _host(address: str) -> str:
    return address.removeprefix("https://").rstrip("/")
