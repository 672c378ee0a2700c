"""Writes `dist/`: everything into a folder aside first, then in its place in one move.

dist/site/       what visitors see
dist/functions/  one package per function
dist/private/    what `publish` puts into the table; answer keys among it, so never public
"""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, wait
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from contest.content import public_files
from contest.content.checks.built_links import link_mistakes
from contest.content.editions import MadeEdition, make_edition
from contest.content.mistakes import MistakesError
from contest.content.packages import function_names, write_package
from contest.content.public_files import write_json
from contest.content.results.published import Results
from contest.content.site import stamp, write_pages
from contest.content.sources import Sources
from contest.domain.edition import write_key

Say = Callable[[str], None]


class SecretsGiven:
    """The secrets a build needs."""

    def __init__(
        self, session: bytes, exam: bytes, receipt: bytes, result: bytes, master: bytes
    ) -> None:
        self.session, self.exam, self.receipt, self.master = session, exam, receipt, master
        self.result = result


def build_all(
    root: Path,
    sources: Sources,
    secrets: SecretsGiven,
    say: Say,
    results: Results,
    another: Executor,
    approve: Callable[[], None],
) -> None:
    """Build `dist/` from checked sources. If anything fails, `dist/` stays as it was.

    Papers and packages are made by `another` process while this one renders the pages. `approve`
    has the last word before the new build takes the old one's place: it raises.
    """
    with _aside(root / "dist") as target, _packing(another, root, target / "functions") as packed:
        making = {
            rules.id: another.submit(make_edition, sources, rules, secrets.master)
            for rules in sources.contest.rounds
        }
        with _step(say, "Trang thông tin"):
            write_pages(root, sources.contest, target / "site", results)
        made: list[MadeEdition] = []
        for rules in sources.contest.rounds:
            with _step(say, f"Đề thi, {rules.title}"):
                edition = making[rules.id].result()
                folder = target / "site/de-thi" / rules.id
                folder.mkdir(parents=True)
                for path, text in edition.sealed.files.items():
                    (folder / Path(path).name).write_text(text, encoding="ascii")
                made.append(edition)
        with _step(say, "Tệp công khai"):
            keys = _public(sources, secrets, target / "site")
            write_json(target / "site/build.json", stamp(root, target / "site", results))
        with _step(say, "Liên kết"):
            _follow_links(root, target / "site", sources.contest.contest.address)
        with _step(say, "Gói hàm"):
            packed.result()
        _private(sources, keys, made, target / "private")
        approve()


@contextmanager
def _packing(another: Executor, root: Path, target: Path) -> Iterator[Future[None]]:
    """Packages in the making; whatever happens, nobody writes into `target` any more afterwards."""
    packed = another.submit(_write_packages, root, target)
    try:
        yield packed
    finally:
        wait([packed])


def _write_packages(root: Path, target: Path) -> None:
    for name in function_names(root):
        write_package(root, name, target / f"{name}.zip")


def _follow_links(root: Path, site: Path, address: str) -> None:
    """See to it that no page leads nowhere; raises MistakesError."""
    if found := link_mistakes(root, site, address):
        raise MistakesError(found)


@contextmanager
def _aside(place: Path) -> Iterator[Path]:
    """A new folder that takes the place of `place` when all went well."""
    with TemporaryDirectory(dir=place.parent, prefix=".dist-") as aside:
        fresh = Path(aside) / "new"
        fresh.mkdir()
        yield fresh
        if place.exists():
            place.rename(Path(aside) / "old")
        fresh.rename(place)


@contextmanager
def _step(say: Say, name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    say(f"{name}: xong ({time.perf_counter() - started:.1f} giây)")


def _public(sources: Sources, secrets: SecretsGiven, site: Path) -> dict[str, Any]:
    keys = public_files.jwks_json(secrets.session, secrets.exam, secrets.receipt, secrets.result)
    public_files.write_read_by_pages(sources, site)
    write_json(site / ".well-known/jwks.json", keys)
    return keys


def _private(sources: Sources, keys: dict[str, Any], made: list[MadeEdition], target: Path) -> None:
    target.mkdir(mode=0o700)
    document = {
        "contest": sources.contest.model_dump(mode="json"),
        "agencies": [agency.model_dump(mode="json") for agency in sources.agencies],
        "keys": keys,
        "editions": [
            {
                "id": each.id,
                "round_id": each.round_id,
                "questions": each.questions,
                "keys": {paper: write_key(key) for paper, key in each.keys.items()},
            }
            for each in (edition.sealed.edition for edition in made)
        ],
        "opened": [each.opened.document() for each in made],
    }
    write_json(target / "publication.json", document)
