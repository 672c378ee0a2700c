"""What the pipeline does on AWS around a build (`.github/workflows/publish.yml`, `.gitlab-ci.yml`).

python -m infra.upload secrets FILE   what a build needs of the secrets, into a file for its eyes
python -m infra.upload papers         sealed papers into the bucket: they come before all else
python -m infra.upload pages          the rest of the site, pages last
python -m infra.upload refresh        the CDN forgets what it kept

Nothing is ever deleted, and what functions write is never touched: the public record (`ho-so/`) and
the figures. The pipeline's role may do neither (docs/operating.md); this is the first of two locks.
"""

import json
import mimetypes
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3

from contest.store.public_files import RECORD
from contest.store.secrets import ManagedSecrets, SecretName
from infra.caching import PAPERS, cache_control

SITE = Path(__file__).parents[1] / "dist/site"
BUILD_SECRETS: tuple[SecretName, ...] = (
    "session-key",
    "exam-token-key",
    "receipt-key",
    "result-key",
    "paper-master-key",
)
"""What `build.py build` reads; the others reach functions only."""

WRITTEN_BY_FUNCTIONS = re.compile(rf"{RECORD}/.*|status\.json|participation\.json")

STAMP = "build.json"
"""What the site was built from: once it is there, so is all the rest."""

_AT_ONCE = 16
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jwe": "application/jose",
    ".py": "text/plain; charset=utf-8",
    ".LICENSE": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}


def secrets(path: Path, environ: Mapping[str, str]) -> None:
    """Write the secrets of a build into a file that only its owner can read."""
    values = ManagedSecrets(environ).get(*BUILD_SECRETS)
    kept = {name: value.decode() for name, value in zip(BUILD_SECRETS, values, strict=True)}
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(kept))


class Bucket:
    """The bucket behind the CDN, filled from the folder of a built site."""

    def __init__(self, client: Any, name: str, site: Path) -> None:
        self._client = client
        self._name = name
        self._site = site

    def papers(self) -> int:
        """Put the papers that are not there yet; those of earlier editions stay. How many."""
        there = set(self._listed(PAPERS))
        return self._put(each for each in self._files() if self._is_new_paper(each, there))

    @staticmethod
    def _is_new_paper(name: str, there: set[str]) -> bool:
        return name.startswith(PAPERS) and name not in there

    def pages(self) -> int:
        """Put everything else: what pages use, the pages themselves, what it was built from."""
        files = [each for each in self._files() if not each.startswith(PAPERS)]
        steps: dict[int, list[str]] = {0: [], 1: [], 2: []}
        for each in files:
            steps[2 if each == STAMP else 1 if each.endswith(".html") else 0].append(each)
        return sum(self._put(names) for names in steps.values())

    def _files(self) -> Iterator[str]:
        found = (each for each in sorted(self._site.rglob("*")) if each.is_file())
        names = (each.relative_to(self._site).as_posix() for each in found)
        return (each for each in names if not WRITTEN_BY_FUNCTIONS.fullmatch(each))

    def _listed(self, prefix: str) -> Iterator[str]:
        pages = self._client.get_paginator("list_objects_v2")
        for page in pages.paginate(Bucket=self._name, Prefix=prefix):
            yield from (each["Key"] for each in page.get("Contents", ()))

    def _put(self, names: Iterator[str] | list[str]) -> int:
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return len(list(pool.map(self._put_one, names)))

    def _put_one(self, name: str) -> None:
        self._client.put_object(
            Bucket=self._name,
            Key=name,
            Body=(self._site / name).read_bytes(),
            ContentType=content_type(name),
            CacheControl=cache_control(name),
        )


def content_type(name: str) -> str:
    """What a file of the site is."""
    known = _TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0]
    return known or "application/octet-stream"


def refresh(client: Any, distribution: str, key: str) -> None:
    """Have the CDN forget what it kept; once for each run, however often that is tried."""
    batch = {"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": key}
    client.create_invalidation(DistributionId=distribution, InvalidationBatch=batch)


def main(arguments: list[str], environ: Mapping[str, str]) -> None:
    """One step, named on the command line."""
    steps: dict[str, Callable[[], object]] = {
        "secrets": lambda: secrets(Path(arguments[1]), environ),
        "papers": lambda: _bucket(environ).papers(),
        "pages": lambda: _bucket(environ).pages(),
        "refresh": lambda: refresh(
            boto3.client("cloudfront"), environ["DISTRIBUTION"], environ["RUN"]
        ),
    }
    if not arguments or arguments[0] not in steps:
        sys.exit(__doc__)
    done = steps[arguments[0]]()
    sys.stderr.write(f"{arguments[0]}: {'xong' if done is None else f'{done} tệp'}\n")


def _bucket(environ: Mapping[str, str]) -> Bucket:
    return Bucket(boto3.client("s3"), environ["SITE_BUCKET"], SITE)


if __name__ == "__main__":
    main(sys.argv[1:], os.environ)
