"""The forges' pipelines: well-formed, pinned, in order, and unable to harm the public record."""

import fnmatch
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3
import pytest
import yaml
from moto import mock_aws

from contest.store.forge_gitlab import PIPELINE
from contest.store.secrets import variable
from infra import upload
from infra.local import template
from tests.world import Built, World

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
POLICY = ROOT / "infra/publisher-policy.json"
PIPELINES = [*WORKFLOWS, GITLAB]
BEFORE = ("apt-get ", "rm -rf ", "(umask 077; printf '%s' \"$AWS_ID_TOKEN\" > ")
"""Lines that are no command of ours: they set the machine up and leave nothing behind."""


def read(path: Path) -> dict[Any, Any]:
    document: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return document


def github(name: str) -> dict[Any, Any]:
    return read(ROOT / f".github/workflows/{name}.yml")


def steps(name: str) -> list[dict[str, Any]]:
    (job,) = github(name)["jobs"].values()
    found: list[dict[str, Any]] = job["steps"]
    return found


def lines(path: Path) -> list[str]:
    """Every line that a pipeline has a shell run, in order."""
    if path == GITLAB:
        jobs = [each for each in read(path).values() if isinstance(each, dict)]
        parts = ("before_script", "script", "after_script")
        return [line for job in jobs for part in parts for line in job.get(part, [])]
    texts = [each["run"] for each in steps(path.stem) if "run" in each]
    return [line.strip() for text in texts for line in text.splitlines()]


def ours(path: Path) -> list[str]:
    return [line for line in lines(path) if not line.startswith(BEFORE)]


@pytest.mark.parametrize(
    ("path", "schema"),
    [(path, ["vendor.github-workflows"]) for path in WORKFLOWS]
    + [(GITLAB, ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"])],
    ids=lambda each: getattr(each, "name", ""),
)
def test_a_pipeline_is_well_formed(path: Path, schema: list[str]) -> None:
    """By the schemas that come with the linter: no network is asked."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *schema, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", PIPELINES, ids=lambda each: each.name)
def test_every_line_is_a_command_that_there_is(path: Path) -> None:
    """Steps of the build, targets of make, files of the project: a renamed one fails here."""
    assert ours(path)
    for line in ours(path):
        assert known(line), line


def known(line: str) -> bool:
    words = line.split()
    if words[0] == "make":
        return (
            re.search(rf"^{words[1]}:", (ROOT / "Makefile").read_text(), re.MULTILINE) is not None
        )
    if words[:2] == [".venv/bin/python", "build.py"]:
        asked = [sys.executable, str(ROOT / "build.py"), words[2], "--help"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        options = [word for word in words[3:] if word.startswith("--")]
        return done.returncode == 0 and all(each in done.stdout for each in options)
    if words[:3] == [".venv/bin/python", "-m", "infra.upload"]:
        return f"python -m infra.upload {words[3]}" in (upload.__doc__ or "")
    path = ROOT / words[0]
    return path.is_file() and path.stat().st_mode & 0o111 != 0


@pytest.mark.parametrize(
    "line", ["make nothing", ".venv/bin/python build.py bulid", "aws s3 rm", ".ci/walk"]
)
def test_a_line_that_is_no_command_is_seen(line: str) -> None:
    """The check above can fail."""
    assert not known(line)


def test_both_forges_do_the_same_in_the_same_order() -> None:
    """Papers before the pointers to them, pages after both; the CDN forgets at the end."""
    publish = [
        "make check",
        ".venv/bin/python -m infra.upload secrets .secrets/contest.json",
        '.venv/bin/python build.py build --record "$SITE_ADDRESS"',
        ".venv/bin/python -m infra.upload papers",
        ".venv/bin/python build.py publish",
        ".venv/bin/python -m infra.upload pages",
        ".venv/bin/python -m infra.upload refresh",
    ]
    assert ours(ROOT / ".github/workflows/publish.yml") == publish
    assert ours(GITLAB) == [".ci/run", *publish]
    assert ours(ROOT / ".github/workflows/test.yml") == [".ci/run"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda each: each.name)
def test_what_others_wrote_is_pinned_by_its_commit(path: Path) -> None:
    """A tag can be moved under our feet; the comment says which version it is."""
    uses = re.findall(r"uses: (.*)", path.read_text())
    assert uses
    for each in uses:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each), each


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda each: each.name)
def test_nothing_from_outside_is_pasted_into_a_shell(path: Path) -> None:
    """A branch or an input with quotes in its name must stay a name."""
    assert not [line for line in lines(path) if "${{" in line]
    text = path.read_text()
    assert "pull_request_target" not in text and "workflow_run" not in text


def test_each_job_may_do_the_least() -> None:
    """Nothing by default; reading the sources, and for publishing proving who it is."""
    permissions = {
        path.stem: (read(path)["permissions"], [job["permissions"] for job in jobs])
        for path in WORKFLOWS
        for jobs in [read(path)["jobs"].values()]
    }
    assert permissions == {
        "test": ({}, [{"contents": "read"}]),
        "publish": ({}, [{"contents": "read", "id-token": "write"}]),
    }
    for path in WORKFLOWS:
        for step in steps(path.stem):
            if "checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False


def test_publishing_is_for_the_main_branch_by_hand_or_by_content() -> None:
    """Nobody's pull request publishes; every path that is watched is there."""
    on = github("publish")[True]  # YAML 1.1 reads `on` as true, and GitHub knows it
    assert set(on) == {"workflow_dispatch", "push"}
    assert set(on["workflow_dispatch"]["inputs"]) == {"key"}
    assert on["push"]["branches"] == ["main"]
    gitlab = read(GITLAB)["workflow"]["rules"]
    watched = [each.replace("/**/*", "/**") for each in gitlab[1]["changes"]]
    assert watched == on["push"]["paths"]
    for pattern in watched:
        assert (ROOT / pattern.removesuffix("/**")).exists(), pattern
    named = [(each["variables"]["PIPELINE"], "$CI_DEFAULT_BRANCH" in each["if"]) for each in gitlab]
    assert named == [(PIPELINE, True), (PIPELINE, True), ("test", False)]
    assert read(GITLAB)["workflow"]["name"] == "$PIPELINE"


def test_the_run_carries_the_key_by_which_the_console_finds_it() -> None:
    """In its name, which the API tells as `display_title`."""
    assert "${{ inputs.key" in github("publish")["run-name"]


def test_runs_do_not_overlap_and_are_not_cut_off() -> None:
    """Half of one site and half of another is none."""
    assert github("publish")["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    job = read(GITLAB)["publish"]
    assert (job["resource_group"], job["interruptible"]) == ("publish", False)
    (publish,) = github("publish")["jobs"].values()
    assert publish["timeout-minutes"] <= 30 and job["timeout"] == "30m"


def test_the_pipeline_is_given_what_the_steps_read() -> None:
    """And the page for operators names every variable, for GitLab has them in its settings."""
    (job,) = github("publish")["jobs"].values()
    secrets = {variable(name) for name in upload.BUILD_SECRETS}
    needed = secrets | {"SITE_BUCKET", "SITE_ADDRESS", "DISTRIBUTION", "CONTEST_TABLE"}
    assert set(job["env"]) == needed | {"RUN"}
    page = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    for name in needed | {"AWS_ROLE_ARN", "AWS_REGION", "AWS_DEFAULT_REGION"}:
        assert f"`{name}`" in page, name


@pytest.mark.parametrize("path", PIPELINES, ids=lambda each: each.name)
def test_no_pipeline_holds_a_secret_or_tells_one(path: Path) -> None:
    """No value of a secret is written there, none is echoed, none is fetched from an address."""
    text = path.read_text()
    assert "://" not in text and "secrets." not in text.replace(".secrets", "")
    for line in lines(path):
        assert not re.search(r"\becho\b|\bcat\b|\benv\b|set -x|printenv", line), line
    printed = [line for line in lines(path) if "AWS_ID_TOKEN" in line and ">" not in line]
    assert printed == []


# ---- the record is out of reach -----------------------------------------------------------


def policy() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(POLICY.read_text())["Statement"]
    return found


def may(action: str, resource: str) -> bool:
    """Whether the pipeline's role allows it: a denial beats whatever is allowed."""
    hits = [
        each["Effect"]
        for each in policy()
        if any(fnmatch.fnmatchcase(action, each_) for each_ in each["Action"])
        and any(fnmatch.fnmatchcase(resource, pattern) for pattern in each["Resource"])
    ]
    return "Allow" in hits and "Deny" not in hits


BUCKET = "arn:aws:s3:::${SITE_BUCKET}"


@pytest.mark.parametrize(
    ("action", "name", "allowed", "reason"),
    [
        ("s3:PutObject", "index.html", True, "pages"),
        ("s3:PutObject", "de-thi/vong-1/abc.jwe", True, "papers"),
        ("s3:PutObject", "ho-so/muc-luc.json", False, "the record's index"),
        ("s3:PutObject", "ho-so/1/ho-so.json", False, "the record"),
        ("s3:PutObject", "status.json", False, "the clerk's"),
        ("s3:DeleteObject", "ho-so/1/ho-so.json", False, "the record"),
        ("s3:DeleteObject", "index.html", False, "nothing is ever deleted"),
        ("s3:DeleteObjectVersion", "index.html", False, "nothing is ever deleted"),
        ("s3:PutBucketPolicy", "", False, "whose bucket it is"),
    ],
)
def test_no_job_can_delete_or_forge_the_record(
    action: str, name: str, allowed: bool, reason: str
) -> None:
    """By the role itself, whatever a pipeline says one day."""
    assert may(action, f"{BUCKET}/{name}" if name else BUCKET) == allowed, reason


def test_the_role_has_no_wildcard_and_no_way_to_erase() -> None:
    """Actions are spelt out, and none deletes; no item of a person or a result is in reach."""
    for each in policy():
        for action in each["Action"]:
            assert re.fullmatch(r"[a-z0-9]+:[A-Za-z]+", action)
            assert each["Effect"] == "Deny" or "Delete" not in action
    (table,) = [each for each in policy() if "dynamodb:PutItem" in each["Action"]]
    (keys,) = table["Condition"]["ForAllValues:StringLike"].values()
    for private in ("C#abc", "RESULT", "DRAFT", "COMMITMENT", "AUDIT", "LIVE", "JOB#abc"):
        assert not [each for each in keys if fnmatch.fnmatchcase(private, each)], private


def test_the_role_reads_the_secrets_of_a_build_and_no_other() -> None:
    """Not the pepper, not the key of personal data, not the forge's own token."""
    (secrets,) = [each for each in policy() if each["Sid"] == "SecretsOfABuild"]
    wanted = {f"${{{variable(name).removeprefix('SECRET_')}}}" for name in upload.BUILD_SECRETS}
    assert set(secrets["Resource"]) == wanted


def test_no_line_of_a_pipeline_deletes_anything_but_its_own() -> None:
    """What it removes lies on the machine that it ran on."""
    for path in PIPELINES:
        removing = [line for line in lines(path) if re.search(r"\brm\b|delet|sync", line)]
        assert all(line.startswith("rm -rf .secrets dist/private") for line in removing)
    assert "delete" not in (ROOT / "infra/upload.py").read_text().lower().replace("deleted", "")


def test_publishing_needs_what_the_role_allows(tmp_path: Path) -> None:
    """`build.py publish` writes through the very functions; each call must be in the policy."""
    asked: set[tuple[str, str]] = set()

    def note(params: dict[str, Any], model: Any, **_: Any) -> None:
        if model.name not in ("CreateTable", "DescribeTable"):
            item = params.get("Key", params.get("Item")) or {}
            value = item.get("pk") or params["ExpressionAttributeValues"][":pk"]
            asked.add((f"dynamodb:{model.name}", value["S"]))

    with mock_aws():
        client: Any = boto3.client("dynamodb")
        client.meta.events.register("provide-client-params.dynamodb.*", note)
        World(client, tmp_path, Built.make(tmp_path))
    (table,) = [each for each in policy() if "dynamodb:PutItem" in each["Action"]]
    (keys,) = table["Condition"]["ForAllValues:StringLike"].values()
    assert asked
    for action, key in asked:
        assert action in table["Action"], action
        assert any(fnmatch.fnmatchcase(key, pattern) for pattern in keys), key


def test_asking_what_was_moved_is_reading_only() -> None:
    """Before it writes, publishing looks whether a round was opened earlier at the console."""
    (moved,) = [each for each in policy() if each["Sid"] == "SeeWhichRoundsWereMoved"]
    assert moved["Action"] == ["dynamodb:GetItem"]
    assert moved["Condition"]["ForAllValues:StringEquals"]["dynamodb:LeadingKeys"] == ["LIVE"]


def test_the_stack_tells_what_the_pipeline_must_be_told() -> None:
    """Its outputs are what operators copy."""
    assert {"Site", "Table", "Bucket", "Distribution"} <= set(template.load()["Outputs"])
