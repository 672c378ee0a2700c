"""Small public files that change while a round runs, such as `/status.json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import boto3


class PublicFiles(Protocol):
    """Where public files are put."""

    def put(self, name: str, text: str) -> None:
        """Replace a file; caches keep it for a few seconds at most."""


@dataclass(frozen=True)
class BucketFiles:
    """Files in the bucket behind the CDN."""

    bucket: str

    def put(self, name: str, text: str) -> None:
        """Replace an object."""
        boto3.client("s3").put_object(
            Bucket=self.bucket,
            Key=name,
            Body=text.encode(),
            ContentType="application/json; charset=utf-8",
            CacheControl="public, max-age=10",
        )


@dataclass(frozen=True)
class FolderFiles:
    """Files in a folder on this machine."""

    folder: Path

    def put(self, name: str, text: str) -> None:
        """Replace a file in one move, so that no reader sees half of it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        aside = self.folder / f".{name}"
        aside.write_text(text, encoding="utf-8")
        aside.rename(self.folder / name)


def connect(environ: Mapping[str, str]) -> PublicFiles:
    """The place that `PUBLIC_FILES` names: a bucket, or a folder given as a path."""
    place = environ["PUBLIC_FILES"]
    return FolderFiles(Path(place)) if place.startswith("/") else BucketFiles(place)
