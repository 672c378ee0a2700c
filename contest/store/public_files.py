"""Public files: small ones that change while a round runs, and the record, which never does.

A file of the record is written once and kept by caches for good; `/status.json` and the two files
that say what there is (`MOVING`) are looked at again after a few seconds.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from contest.domain.seal import canonical
from contest.store.results import Results

RECORD = "ho-so"
"""The folder of the public record."""
MOVING = frozenset({"muc-luc.json", "cam-ket.json"})
"""Files of the record that change."""
_WRITERS = 16
_CONFIG = Config(max_pool_connections=_WRITERS, retries={"mode": "standard", "max_attempts": 5})
_SOON, _NEVER = "public, max-age=10", "public, max-age=31536000, immutable"


class PublicFiles(Protocol):
    """Where public files are put; names are paths on the site without the first slash."""

    def put(self, name: str, text: str) -> None:
        """Replace a file; caches keep it for a few seconds at most."""

    def put_bytes(self, name: str, data: bytes) -> None:
        """Write a file of the record, byte by byte as it is."""

    def get(self, name: str) -> bytes | None:
        """What a file holds, None if there is none."""


@dataclass(frozen=True)
class BucketFiles:
    """Files in the bucket behind the CDN."""

    bucket: str
    client: Any = field(default_factory=lambda: boto3.client("s3", config=_CONFIG))

    def put(self, name: str, text: str) -> None:
        """Replace an object."""
        self._put(name, text.encode(), _SOON)

    def put_bytes(self, name: str, data: bytes) -> None:
        """Write an object of the record."""
        self._put(name, data, _lifetime(name))

    def _put(self, name: str, data: bytes, lifetime: str) -> None:
        self.client.put_object(
            Bucket=self.bucket,
            Key=name,
            Body=data,
            ContentType="application/json; charset=utf-8",
            CacheControl=lifetime,
        )

    def get(self, name: str) -> bytes | None:
        """What an object holds."""
        try:
            found: bytes = self.client.get_object(Bucket=self.bucket, Key=name)["Body"].read()
        except ClientError as error:
            # Who may not list the bucket is told 403 of what isn't there.
            if error.response["Error"]["Code"] not in ("NoSuchKey", "AccessDenied"):
                raise
            return None
        return found


@dataclass(frozen=True)
class FolderFiles:
    """Files in a folder on this machine."""

    folder: Path

    def put(self, name: str, text: str) -> None:
        """Replace a file in one move, so that no reader sees half of it."""
        self.put_bytes(name, text.encode())

    def put_bytes(self, name: str, data: bytes) -> None:
        """Write a file in one move."""
        place = self.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        aside = place.with_name(f".{place.name}")
        aside.write_bytes(data)
        aside.rename(place)

    def get(self, name: str) -> bytes | None:
        """What a file holds."""
        place = self.folder / name
        return place.read_bytes() if place.is_file() else None


def put_many(files: PublicFiles, written: Iterable[tuple[str, bytes]]) -> Iterator[str]:
    """Write many files of the record at once, few of them in memory; tells each as it is done."""
    with ThreadPoolExecutor(_WRITERS) as pool:
        waiting: set[Future[str]] = set()
        for path, data in written:
            waiting.add(pool.submit(_put_one, files, path, data))
            if len(waiting) >= 2 * _WRITERS:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (each.result() for each in done)
        yield from (each.result() for each in waiting)


def _put_one(files: PublicFiles, path: str, data: bytes) -> str:
    files.put_bytes(f"{RECORD}/{path}", data)
    return path


def put_json(files: PublicFiles, name: str, document: Mapping[str, Any]) -> None:
    """Replace a small file by a document."""
    files.put(name, json.dumps(document, ensure_ascii=False))


def put_index(files: PublicFiles, results: Results) -> None:
    """Let everybody see which results there are; nothing before the first."""
    told = results.index()
    if told is not None:
        files.put_bytes(f"{RECORD}/muc-luc.json", canonical(told))


def _lifetime(name: str) -> str:
    path = name.removeprefix(f"{RECORD}/")
    # A result's own files are named by its number: one that was never finished may be written anew.
    return _SOON if path in MOVING or path[:1].isdecimal() else _NEVER


def connect(environ: Mapping[str, str]) -> PublicFiles:
    """The place that `PUBLIC_FILES` names: a bucket, or a folder given as a path."""
    place = environ["PUBLIC_FILES"]
    return FolderFiles(Path(place)) if place.startswith("/") else BucketFiles(place)
