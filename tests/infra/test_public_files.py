"""The bucket behind the CDN: what never changes is cached for good, the rest for seconds."""

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from contest.store.public_files import BucketFiles, put_many


@pytest.fixture
def files() -> Iterator[BucketFiles]:
    with mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket="site")
        yield BucketFiles("site", client)


def lifetime(files: BucketFiles, name: str) -> str:
    head = files.client.head_object(Bucket="site", Key=name)
    assert head["ContentType"] == "application/json; charset=utf-8"
    lasts: str = head["CacheControl"]
    return lasts


def test_files_named_by_content_are_kept_for_good_and_what_may_be_written_anew_is_not(
    files: BucketFiles,
) -> None:
    written = {f"1/{n}.json": b"{}" for n in range(50)}
    names = ("muc-luc.json", "cam-ket.json")
    assert set(put_many(files, written.items())) == set(written)
    for name in names:
        files.put_bytes(f"ho-so/{name}", b"{}")
    files.put("status.json", "{}")
    files.put_bytes("ho-so/bo-de/x.json", b"{}")
    assert "immutable" in lifetime(files, "ho-so/bo-de/x.json")
    short = (*(f"ho-so/{each}" for each in names), "status.json", "ho-so/1/7.json")
    for name in short:
        assert lifetime(files, name) == "public, max-age=10"


def test_what_was_put_is_got_byte_by_byte(files: BucketFiles) -> None:
    files.put_bytes("ho-so/x.json", b'{"a":"\xc3\xa0"}')
    assert files.get("ho-so/x.json") == b'{"a":"\xc3\xa0"}'
    assert files.get("ho-so/none.json") is None
