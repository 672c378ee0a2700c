"""What a build promises: whole or not at all, the same bytes from the same sources, no drafts."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from contest.content.checks.question_sources import check
from contest.domain.edition import read_key
from contest.domain.seal import paper_path
from tests.content.opened import open_papers
from tests.content.workspace import Change, Workspace, append, swap

EXAM, PRACTICE = "question_src/exam/the-che.yaml", "question_src/practice/the-che.yaml"
CONTEST = "question_src/contest.yaml"


def tree(folder: Path) -> dict[str, str]:
    """Every path below a folder: a file's digest, a folder's mode."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest()
            if path.is_file()
            else oct(path.stat().st_mode)
        )
        for path in sorted(folder.rglob("*"))
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def publication(workspace: Workspace) -> dict[str, Any]:
    """What the build hands to `publish`."""
    document: dict[str, Any] = json.loads(workspace.read("dist/private/publication.json"))
    return document


def edition_ids(workspace: Workspace) -> dict[str, str]:
    return {each["round_id"]: each["id"] for each in publication(workspace)["editions"]}


@pytest.mark.parametrize(
    ("file", "change", "reason"),
    [
        (EXAM, swap("- text: Nghị quyết\n        right: true", "- text: Nghị quyết"), "no answer"),
        (EXAM, append("\t- oh\n"), "no YAML"),
        (CONTEST, swap("kind: official", "kind: real"), "no such kind"),
        ("site/docs/the-le.md", append("\n{{ contest.contest.nmae }}\n"), "no such name in a page"),
        ("site/docs/index.md", append("\n[đi](khong-co.md)\n"), "a page links to nowhere"),
    ],
)
def test_a_build_that_fails_leaves_the_last_one(
    small_built: Workspace, file: str, change: Change, reason: str
) -> None:
    """Exit is not 0, and `dist/` is byte for byte what it was, with nothing left beside it."""
    before, beside = tree(small_built.dist), names(small_built.root)
    small_built.change(file, change)
    assert small_built.run("build").code == 1, reason
    assert tree(small_built.dist) == before, reason
    assert names(small_built.root) == beside, reason


def test_a_first_build_that_fails_leaves_nothing(small: Workspace) -> None:
    """There is no half a `dist/`."""
    small.change(EXAM, append("\t- oh\n"))
    assert small.run("build").code == 1
    assert not small.dist.exists()


def test_a_build_takes_the_place_of_the_last_one(small_built: Workspace) -> None:
    """Nothing of an older build stays: no page that was removed, no paper of an old bank."""
    (small_built.dist / "site/old.html").write_text("old")
    small_built.change(CONTEST, swap("papers: 12", "papers: 1"))
    small_built.build()
    assert not (small_built.dist / "site/old.html").exists()
    assert len(names(small_built.dist / "site/de-thi/vong-1")) == 1


def test_the_same_sources_and_secrets_give_the_same_bytes(
    built: Workspace, workspace: Workspace
) -> None:
    """Elsewhere, in another zone and language, with other hashes: every file is the same."""
    secrets = built.root / ".secrets/contest.json"
    workspace.build(
        "--secrets", str(secrets), TZ="Pacific/Auckland", PYTHONHASHSEED="7", LC_ALL="C", LANG="C"
    )
    assert tree(workspace.dist) == tree(built.dist)


def test_other_secrets_give_other_papers(built: Workspace, workspace: Workspace) -> None:
    """Who knows all sources, but not the secrets, can guess no name and no order of papers."""
    workspace.build()
    ours = {path.relative_to(workspace.dist) for path in workspace.dist.rglob("*.jwe")}
    theirs = {path.relative_to(built.dist) for path in built.dist.rglob("*.jwe")}
    assert ours
    assert not ours & theirs
    assert not set(edition_ids(workspace).values()) & set(edition_ids(built).values())
    assert workspace.read("dist/site/.well-known/jwks.json") != built.read(
        "dist/site/.well-known/jwks.json"
    )


def test_secrets_are_made_once_and_for_their_owner_only(small: Workspace) -> None:
    """The first build makes them, readable by nobody else; the next one keeps them."""
    small.build()
    path = small.root / ".secrets/contest.json"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    made = path.read_bytes()
    small.build()
    assert path.read_bytes() == made


def test_progress_is_told_step_by_step(small: Workspace) -> None:
    """One line per step, each round by its title, apart from the answer on stdout."""
    done = small.build()
    assert done.out == ""
    steps = [line.split(": xong (")[0] for line in done.err.splitlines()]
    assert steps == [
        "Trang thông tin",
        "Đề thi, Thi thử",
        "Đề thi, Vòng 1",
        "Tệp công khai",
        "Liên kết",
        "Gói hàm",
    ]


DRAFT = """
  - id: {id}
    type: single
    difficulty: easy
    status: {status}
    stem: Câu chưa thẩm định?
    options:
      - text: Phương án nháp một
        right: true
      - text: Phương án nháp hai
    explanation: Lời giải nháp.
    source: {{document: Văn bản nháp, url: https://example.org/nhap}}
"""


@pytest.mark.parametrize(
    ("status", "there"), [("draft", False), ("appraised", True)], ids=["draft", "appraised"]
)
def test_a_question_is_used_once_appraised(small: Workspace, status: str, there: bool) -> None:
    """A draft reaches no paper and no practice file; the very same question appraised does."""
    small.change(CONTEST, swap("papers: 12", "papers: 120"))
    small.change(EXAM, append(DRAFT.format(id="nhap-1", status=status)))
    small.change(PRACTICE, append(DRAFT.format(id="nhap-2", status=status).replace("Câu", "Bài")))
    small.build()
    asked = {
        question["id"] for paper in open_papers(small) for question in paper.content["questions"]
    }
    practised = {
        each["id"] for each in json.loads(small.read("dist/site/on-tap/cau-hoi.json"))["questions"]
    }
    assert ("nhap-1" in asked, "nhap-2" in practised) == (there, there)
    assert {"the-che-001", "on-the-che-001"} <= asked | practised


@pytest.mark.parametrize(
    ("file", "change", "changed", "reason"),
    [
        (
            EXAM,
            swap("- text: Thông tư", "- text: Chỉ thị"),
            ["vong-1"],
            "an option reads otherwise",
        ),
        (
            EXAM,
            swap(
                "Pháp lệnh\n        right: true\n      - text: Giấy mời",
                "Pháp lệnh\n      - text: Giấy mời\n        right: true",
            ),
            ["vong-1"],
            "another option is right, and no paper reads otherwise",
        ),
        (
            EXAM,
            swap("explanation: Luật", "explanation: Vì luật"),
            [],
            "explanations are in no paper",
        ),
        (EXAM, swap("questions:", "# lời ghi\nquestions:"), [], "a comment"),
        (PRACTICE, swap("- text: Quốc hội", "- text: Bộ Tư pháp"), ["thi-thu"], "practice only"),
        (CONTEST, swap("papers: 12", "papers: 1"), ["thi-thu", "vong-1"], "fewer papers"),
        (CONTEST, swap("grace_seconds: 30", "grace_seconds: 40"), [], "a rule that no paper shows"),
        ("site/docs/index.md", append("\nMới.\n"), [], "a page"),
    ],
)
def test_an_edition_changes_with_its_questions_alone(
    small_built: Workspace, file: str, change: Change, changed: list[str], reason: str
) -> None:
    """A round gets a new edition when what is asked or right changes, and else keeps it (R27)."""
    before = edition_ids(small_built)
    small_built.change(file, change)
    assert small_built.run_inside("build").code == 0
    after = edition_ids(small_built)
    assert before.keys() == after.keys() == {"thi-thu", "vong-1"}
    assert [each for each in after if after[each] != before[each]] == changed, reason


def test_papers_ask_what_authors_wrote_and_keys_mark_what_they_marked(built: Workspace) -> None:
    """Through shuffle, seal and key: the letters of the key stand before the texts marked right."""
    written = {
        each.entry.question.id: each.entry.question
        for each in check(built.root / "question_src").questions
    }
    keys = {
        paper: read_key(line)
        for edition in publication(built)["editions"]
        for paper, line in edition["keys"].items()
    }
    papers = open_papers(built)
    assert {each.name for each in papers} == set(keys)
    for paper in papers:
        for asked, key in zip(paper.content["questions"], keys[paper.name], strict=True):
            question = written[asked["id"]]
            texts = {option["id"]: option["text"] for option in asked["options"]}
            assert asked["stem"] == question.stem
            assert sorted(texts.values()) == sorted(option.text for option in question.options)
            assert {texts[letter] for letter in key.right} == {
                option.text for option in question.options if option.right
            }
            assert (asked["type"] == "multiple") == key.multiple == (question.type == "multiple")


def test_pinned_options_stand_last_in_every_paper(small: Workspace) -> None:
    """R12: "none of these" stays below them, while the other options are shuffled."""
    small.change(CONTEST, swap("papers: 12", "papers: 120"))
    small.build()
    orders = {
        tuple(option["text"] for option in asked["options"])
        for paper in open_papers(small)
        for asked in paper.content["questions"]
        if asked["id"] == "the-che-001"
    }
    assert {order[-1] for order in orders} == {"Không có văn bản nào"}
    assert len(orders) == 6


def test_papers_follow_the_blueprint(built: Workspace) -> None:
    """Every paper of a round has as many questions of each topic as the rules say."""
    rounds = {each.id: each for each in check(built.root / "question_src").contest.rounds}
    for paper in open_papers(built):
        wanted: dict[str, int] = {}
        for line in rounds[paper.round_id].blueprint:
            wanted[line.topic] = wanted.get(line.topic, 0) + line.count
        topics = [question["topic"] for question in paper.content["questions"]]
        assert {topic: topics.count(topic) for topic in topics} == wanted
        ids = [question["id"] for question in paper.content["questions"]]
        assert len(set(ids)) == len(ids)


def test_every_published_paper_lies_on_the_site(built: Workspace) -> None:
    """The table names exactly the papers that can be fetched, where the proctor sends people."""
    named = {
        paper_path(edition["round_id"], paper)
        for edition in publication(built)["editions"]
        for paper in edition["keys"]
    }
    site = built.dist / "site"
    assert named == {f"/{path.relative_to(site).as_posix()}" for path in site.rglob("*.jwe")}


def test_contest_json_says_what_the_rules_say(small: Workspace) -> None:
    """Moments in UTC, durations in seconds, and a changed rule changes it."""
    small.change(CONTEST, swap("duration_minutes: 20", "duration_minutes: 25"))
    small.build()
    document = json.loads(small.read("dist/site/contest.json"))
    official = document["rounds"][1]
    assert (official["id"], official["questions"], official["duration_s"]) == ("vong-1", 3, 1500)
    assert (official["opens_at"], official["closes_at"]) == (
        "2024-03-01T01:00:00Z",
        "2024-03-10T10:00:00Z",
    )
    assert [each["parent"] for each in document["agencies"]] == [None, None, "huyen-b", None]
    assert document["contest"]["name"] == "Hội thi nhỏ"


SCHEMAS = ["question_src/contest.schema.json", "question_src/questions.schema.json"]


def test_committed_schemas_are_fresh(workspace: Workspace) -> None:
    """Editors know every key of the rules as they are now."""
    assert workspace.run("schema", "--check").code == 0


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_stale_schema_is_told_and_mended(workspace: Workspace, name: str) -> None:
    """`schema --check` names the file and writes nothing; `schema` brings it back."""
    committed = workspace.read(name)
    workspace.change(name, swap('"type": "object"\n}', '"type": "objects"\n}'))
    changed = workspace.read(name)
    ran = workspace.run("schema", "--check")
    assert ran.code == 1
    assert Path(name).name in ran.err
    assert workspace.read(name) == changed
    assert workspace.run("schema").code == 0
    assert workspace.read(name) == committed


@pytest.mark.parametrize(("name", "file"), [(SCHEMAS[0], CONTEST), (SCHEMAS[1], EXAM)])
def test_a_schema_knows_every_key_that_is_written(
    workspace: Workspace, name: str, file: str
) -> None:
    """An editor underlines no key of the real sources, and all references of the schema lead on."""
    schema = json.loads(workspace.read(name))
    unknown = list(keys_unknown_to(schema, schema, yaml.safe_load(workspace.read(file))))
    assert unknown == []
    for reference in references(schema):
        assert reference.removeprefix("#/$defs/") in schema["$defs"]


def references(node: Any) -> list[str]:
    if isinstance(node, list):
        return [found for each in node for found in references(each)]
    if not isinstance(node, dict):
        return []
    own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
    return own + [found for each in node.values() for found in references(each)]


def shapes(schema: Any, node: Any) -> list[Any]:
    """The schemas that a node may follow, references and alternatives resolved."""
    if "$ref" in node:
        return shapes(schema, schema["$defs"][node["$ref"].removeprefix("#/$defs/")])
    choices = [*node.get("anyOf", []), *node.get("oneOf", [])]
    return [found for each in choices for found in shapes(schema, each)] or [node]


def keys_unknown_to(schema: Any, node: Any, data: Any) -> list[str]:
    """Keys of the data that no schema at their place lists."""
    found = []
    for each in shapes(schema, node):
        if isinstance(data, list) and "items" in each:
            return [key for row in data for key in keys_unknown_to(schema, each["items"], row)]
        if isinstance(data, dict) and data.keys() <= each.get("properties", {}).keys():
            inner = each["properties"]
            return [k for key in data for k in keys_unknown_to(schema, inner[key], data[key])]
        found = list(data) if isinstance(data, dict) else []
    return found
