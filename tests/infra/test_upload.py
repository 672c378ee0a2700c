"""What the pipeline puts into the bucket: in which order, for how long; what it never touches."""

import ast
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from contest.store.secrets import ManagedSecrets, SecretName, variable
from infra import upload
from infra.upload import BUILD_SECRETS, Bucket, content_type, main

ROOT = Path(__file__).parents[2]
FILES = {
    "index.html": "<!doctype html>",
    "the-le/index.html": "<!doctype html>",
    "css/a.css": "body{}",
    "shared/live.js": "export {};",
    "contest.json": "{}",
    "build.json": '{"result": 1}',
    "de-thi/vong-1/abc.jwe": "sealed",
    "de-thi/vong-1/def.jwe": "sealed, too",
    "ho-so/muc-luc.json": "forged",
    "ho-so/1/ho-so.json": "forged",
    "status.json": "forged",
    "participation.json": "forged",
}
OURS = {"ho-so/muc-luc.json", "ho-so/1/ho-so.json", "status.json", "participation.json"}


class Watched:
    """A client of the bucket, and what was put through it, in order."""

    def __init__(self) -> None:
        self.client: Any = boto3.client("s3")
        self.client.create_bucket(
            Bucket="site",
            CreateBucketConfiguration={"LocationConstraint": os.environ["AWS_DEFAULT_REGION"]},
        )
        self.asked: list[tuple[str, str]] = []
        self.client.meta.events.register("provide-client-params.s3.*", self._note)

    def _note(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        self.asked.append((model.name, params.get("Key", params.get("Prefix", ""))))

    def put(self) -> list[str]:
        return [key for name, key in self.asked if name == "PutObject"]


@pytest.fixture
def bucket() -> Iterator[Watched]:
    with mock_aws():
        yield Watched()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "site"


def test_papers_come_first_and_the_stamp_last(bucket: Watched, site: Path) -> None:
    """No page points at what is not there yet; the stamp is there when all the rest is."""
    made = Bucket(bucket.client, "site", site)
    assert made.papers() == 2
    assert made.pages() == 6
    put = bucket.put()
    assert set(put[:2]) == {"de-thi/vong-1/abc.jwe", "de-thi/vong-1/def.jwe"}
    assert [each.endswith(".html") for each in put[2:-1]] == [False] * 3 + [True] * 2
    assert put[-1] == "build.json"


def test_what_functions_write_is_never_touched(bucket: Watched, site: Path) -> None:
    """Not the record, not the figures, whatever a build has left under their names."""
    for name in OURS:
        bucket.client.put_object(Bucket="site", Key=name, Body=b"as published")
    bucket.client.put_object(Bucket="site", Key="de-thi/vong-1/of-old.jwe", Body=b"as sealed")
    bucket.asked.clear()
    made = Bucket(bucket.client, "site", site)
    made.papers()
    made.pages()
    assert not OURS & set(bucket.put())
    assert {name for name, _ in bucket.asked} == {"ListObjectsV2", "PutObject"}, "nothing deleted"
    for name in OURS:
        assert bucket.client.get_object(Bucket="site", Key=name)["Body"].read() == b"as published"
    there = {each["Key"] for each in bucket.client.list_objects_v2(Bucket="site")["Contents"]}
    assert "de-thi/vong-1/of-old.jwe" in there, "somebody may be sitting it"


def test_a_paper_that_is_there_is_not_put_again(bucket: Watched, site: Path) -> None:
    """A rebuild after a result changes pages only."""
    made = Bucket(bucket.client, "site", site)
    assert (made.papers(), made.papers()) == (2, 0)


def test_how_long_caches_keep_what(bucket: Watched, site: Path) -> None:
    """Papers for good, for their names say what they hold; anything else a minute."""
    made = Bucket(bucket.client, "site", site)
    made.papers()
    made.pages()
    kept = {
        name: bucket.client.head_object(Bucket="site", Key=name)
        for name in ("de-thi/vong-1/abc.jwe", "index.html", "shared/live.js")
    }
    assert "immutable" in kept["de-thi/vong-1/abc.jwe"]["CacheControl"]
    for name in ("index.html", "shared/live.js"):
        assert kept[name]["CacheControl"] == "public, max-age=60"
    assert kept["index.html"]["ContentType"] == "text/html; charset=utf-8"
    assert kept["shared/live.js"]["ContentType"] == "text/javascript; charset=utf-8"


def test_every_file_of_the_site_has_a_type() -> None:
    """A browser that may not guess (nosniff) must be told."""
    sources = [*(ROOT / "site/app").rglob("*"), *(ROOT / "site/theme").rglob("*")]
    names = {each.name for each in sources if each.is_file() and each.suffix}
    unknown = {each for each in names if content_type(each) == "application/octet-stream"}
    assert {Path(each).suffix for each in unknown} <= {".html"}, unknown


def test_a_build_gets_its_secrets_and_no_other(tmp_path: Path) -> None:
    """In a file for its owner only; none of those that only functions may have."""
    with mock_aws():
        client = boto3.client("secretsmanager")
        environ = {}
        for name in BUILD_SECRETS:
            told = client.create_secret(Name=f"stack-{name}", SecretString=f"secret of {name}")
            environ[variable(name)] = told["ARN"]
        path = tmp_path / "kept/contest.json"
        main(["secrets", str(path)], environ)
    assert json.loads(path.read_text()) == {name: f"secret of {name}" for name in BUILD_SECRETS}
    assert path.stat().st_mode & 0o077 == 0


def test_the_secrets_of_a_build_are_those_that_the_build_reads() -> None:
    """One too few would be drawn anew in silence, and no paper would open."""
    tree = ast.parse((ROOT / "build.py").read_text(encoding="utf-8"))
    known: set[str] = set(SecretName.__args__)  # type: ignore[attr-defined]
    read = {each.value for each in ast.walk(tree) if isinstance(each, ast.Constant)}
    assert read & known == set(BUILD_SECRETS)


def test_the_cdn_is_refreshed_once_for_each_run() -> None:
    """Tried again, it is the same request to AWS."""
    with mock_aws():
        client: Any = boto3.client("cloudfront")
        asked: list[Any] = []
        client.meta.events.register(
            "provide-client-params.cloudfront.*", lambda params, **_: asked.append(params)
        )
        distribution = _distribution(client)
        upload.refresh(client, distribution, "run-7-1")
        upload.refresh(client, distribution, "run-7-1")
    batches = [each["InvalidationBatch"] for each in asked[1:]]
    assert [each["CallerReference"] for each in batches] == ["run-7-1"] * 2
    assert [each["Paths"]["Items"] for each in batches] == [["/*"]] * 2


def _distribution(client: Any) -> str:
    origin = {
        "Id": "site",
        "DomainName": "site.s3.amazonaws.com",
        "S3OriginConfig": {"OriginAccessIdentity": ""},
    }
    config = {
        "CallerReference": "a-test",
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "site",
            "ViewerProtocolPolicy": "redirect-to-https",
            "MinTTL": 0,
            "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}},
        },
    }
    made: str = client.create_distribution(DistributionConfig=config)["Distribution"]["Id"]
    return made


@pytest.mark.parametrize("arguments", [[], ["delete"], ["--help"]])
def test_what_is_no_step_is_explained(arguments: list[str]) -> None:
    """A slip in a pipeline ends it."""
    with pytest.raises(SystemExit, match="what a build needs of the secrets"):
        main(arguments, {})


def test_secrets_on_aws_are_read_by_the_names_of_the_template() -> None:
    """What the pipeline's variables are called, the code reads."""
    assert ManagedSecrets({}).environ == {}
    assert variable("paper-master-key") == "SECRET_PAPER_MASTER_KEY"
