"""Amendments in the sources, on the pages and at publishing: told truly, or nothing goes out."""

import re
import runpy
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import boto3
import pytest
import yaml
from moto import mock_aws

from contest.content.checks.amendments import amendment_mistakes
from contest.content.checks.question_sources import check
from contest.content.mistakes import Mistake, MistakesError
from contest.content.pages import rule_words
from contest.content.pages.amendment_words import change_words, refusal
from contest.content.sources import Sources
from contest.domain.adjustment import Adjustment
from contest.domain.amendment_rules import Change
from contest.domain.parameters import values
from contest.domain.rules import Contest
from contest.store import publication
from contest.store.live import Live, LiveState
from contest.store.table import Table
from contest.store.unsaid import unsaid
from infra.local import template
from tests.content.test_pages import CONTEST, bent, page
from tests.content.workspace import SMALL, Workspace, append, line_of, swap
from tests.domain.builders import at, table

DURATION = "rounds.vong-1.duration_minutes"
CLOSES = "rounds.vong-1.closes_at"
CHAIN = "awards.rankings.ca-nhan.tie_break"


FLOOR = "UBND cấp xã, công chức không giữ chức vụ lãnh đạo, quản lý, tỷ lệ tối thiểu: "
ORDER = "Xếp hạng cá nhân, tiêu chí xếp hạng theo thứ tự: "


def amendments(*changes: str, on: str = "2024-03-02") -> str:
    lines = "".join(f"      - {{{each}}}\n" for each in changes)
    return f"  - on: {on}\n    reason: Vì thế\n    changes:\n{lines}"


def amended(*written: str) -> str:
    return "\namendments:\n" + "".join(written)


# ------------------------------------------------------------------------------ the sources


@table(
    "written at_line words",
    (
        amended(amendments("what: rounds.vong-1.duration_minute, before: 15, after: 20")),
        "what:",
        "thể lệ không có mục «rounds.vong-1.duration_minute»; có phải «" + DURATION + "»?",
        "a name misspelt",
    ),
    (
        amended(amendments("what: xyz, before: 15, after: 20")),
        "what:",
        "không có mục «xyz»; hãy viết như «rounds.vong-1.duration_minutes»",
        "a name like nothing",
    ),
    (
        amended(amendments(f"what: {DURATION}, before: nhanh, after: 20")),
        "what:",
        f'«{DURATION}» không thể là "nhanh"',
        "a value that it can't have",
    ),
    (
        amended(amendments(f"what: {DURATION}, before: 15, after: 25")),
        "what:",
        "thể lệ đang ghi 20; hãy sửa thể lệ cho khớp với «after»",
        "the page would tell what isn't done",
    ),
    (
        amended(
            amendments(f"what: {DURATION}, before: 10, after: 12"),
            amendments(f"what: {DURATION}, before: 15, after: 20", on="2024-03-04"),
        ),
        "what:",
        "lần sửa đổi ngày 04/03/2024 lại ghi trước đó là 15; hãy sửa cho khớp",
        "a chain with a gap",
    ),
    (
        amended(
            amendments(f"what: {DURATION}, before: 10, after: 15"),
            amendments(f"what: {DURATION}, before: 15, after: 20", on="2024-03-01"),
        ),
        "on: 2024-03-01",
        "hãy xếp theo ngày: lần sửa đổi trước ghi ngày 02/03/2024",
        "not in order",
    ),
    (
        amended(amendments(f"what: {DURATION}, before: 20, after: 20")),
        "what:",
        "trước và sau giống nhau",
        "nothing changed",
    ),
    (
        amended(amendments("what: rounds, before: [vong-1], after: [thi-thu, vong-1]")),
        "what:",
        "«rounds» cần một câu cho người đọc; hãy viết thêm «told»",
        "two lists of ids say little",
    ),
    (
        amended(
            amendments(
                "what: rounds.thi-thu.papers, before: 10, after: 12",
                "what: rounds, before: [vong-1], after: [thi-thu, vong-1], told: Thêm",
            )
        ),
        "what:",
        "lúc ấy không có mục «rounds.thi-thu.papers»",
        "of a round that had not come yet",
    ),
    (
        amended(amendments(f"what: {DURATION}, before: 15")),
        "what:",
        "«after»: thiếu mục này; hãy viết thêm",
        "half a change",
    ),
    (
        amended("  - on: 2024-03-02\n    reason: Vì thế\n    changes: []\n"),
        "changes:",
        "«changes»: cần ít nhất 1 dòng",
        "an amendment of nothing",
    ),
)
def test_an_amendment_that_does_not_tell_the_truth_is_told_at_its_line(
    written: str, at_line: str, words: str, tmp_path: Path
) -> None:
    text = (SMALL / "contest.yaml").read_text(encoding="utf-8")
    found = mistakes_of(text + written, tmp_path)
    assert [words in str(each) for each in found] == [True], found
    expected = line_of(text + written, "amendments:") + line_of(written.strip(), at_line) - 1
    assert found[0].line == expected


def sources_of(text: str, folder: Path) -> Sources:
    root = folder / "question_src"
    shutil.copytree(SMALL, root)
    (root / "contest.yaml").write_text(text, encoding="utf-8")
    return check(root)


def mistakes_of(text: str, folder: Path) -> list[Mistake]:
    try:
        sources_of(text, folder)
    except MistakesError as error:
        return list(error.mistakes)
    return []


def test_true_amendments_are_no_mistake(tmp_path: Path) -> None:
    written = amended(
        amendments(
            f"what: {DURATION}, before: 10, after: 15",
            "what: rounds, before: [vong-1], after: [thi-thu, vong-1], told: Thêm đợt thi thử",
            f"what: {CHAIN}, before: [correct], after: [correct, duration]",
            f"what: {CLOSES}, before: 2024-03-09T17:00+07:00, after: 2024-03-10T10:00Z",
        ),
        amendments(f"what: {DURATION}, before: 15, after: 20", on="2024-03-04"),
    )
    text = (SMALL / "contest.yaml").read_text(encoding="utf-8")
    assert mistakes_of(append(written)(text), tmp_path) == []


def test_a_quota_is_owed_once(tmp_path: Path) -> None:
    """Or pages would show one of two, and an amendment could mean either."""
    text = (SMALL / "contest.yaml").read_text(encoding="utf-8")
    line = "  - {level: province, group: leader, people: 1, clause: I.1}\n"
    (found,) = mistakes_of(swap(line, line + line)(text), tmp_path)
    assert "cấp «province» đã có chỉ tiêu cho nhóm «leader»; hãy bỏ một" in found.message


def test_the_example_that_authors_copy_from_can_be_read() -> None:
    """Its places, its values and its words; what it leads to is not in force, of course."""
    guide = (SMALL.parents[2] / "question_src/README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```yaml\n(amendments:.*?)```", guide, re.DOTALL)
    # Moments stay text, as in the sources.
    told = yaml.load(example, yaml.BaseLoader)["amendments"]
    contest = Contest.model_validate(CONTEST.model_dump() | {"amendments": told})
    found = [message for _, message in amendment_mistakes(contest)]
    assert all(message.startswith("thể lệ đang ghi") for message in found), found


# -------------------------------------------------------------------------------- the words


def test_every_scalar_of_what_contestants_meet_has_words() -> None:
    """And every value that it can have now is said, in a contest with everything in it."""
    wanted = ("rounds", "entry", "participation", "privacy")
    for place, value in values(CONTEST).items():
        scalar = value is None or isinstance(value, bool | int | str | StrEnum | datetime)
        if place.split(".")[0] in wanted and scalar and place not in UNTOLD:
            known = rule_words.parameter(place)
            assert known, place
            assert known.say(value, CONTEST), place


UNTOLD = {"entry.access_code_sha256", *(f"rounds.{each.id}.prediction" for each in CONTEST.rounds)}
"""A secret's digest, and a part of several things: two values don't say what changed."""


def test_words_are_for_parameters_there_are() -> None:
    known = {rule_words._pattern(place) for place in values(CONTEST)}
    assert set(rule_words.PARAMETERS) <= known
    assert {rule_words.section(place) for place in values(CONTEST)} > {None}


@table(
    "what before after said",
    (DURATION, 20, 30, "Vòng 1, thời gian làm bài: từ 20 phút thành 30 phút", "minutes"),
    (
        "rounds.vong-2.closes_at",
        "2023-11-29T22:00+07:00",
        "2023-11-30T15:00Z",
        "Vòng 2, giờ đóng: từ 22:00 ngày 29/11/2023 thành 22:00 ngày 30/11/2023 (giờ Việt Nam)",
        "moments, in Vietnam",
    ),
    (
        "rounds.vong-1.attempts.per_day",
        None,
        2,
        "Vòng 1, số lượt thi tối đa mỗi ngày: từ không giới hạn thành 2 lượt",
        "no number means something",
    ),
    (
        "rounds.vong-1.attempts.counted",
        "best",
        "last",
        "Vòng 1, lượt thi được tính: từ lượt có kết quả cao nhất thành lượt cuối cùng",
        "a value with words",
    ),
    (
        "rounds.vong-1.shuffle_options",
        True,
        False,
        "Vòng 1, trộn thứ tự phương án: từ có thành không",
        "yes and no",
    ),
    (
        "rounds.vong-1.open_to",
        None,
        ["leader", "citizen"],
        "Vòng 1, người được dự thi: từ mọi người thành lãnh đạo cơ quan, đơn vị và công dân",
        "groups",
    ),
    (
        "quotas.commune-official.percent",
        30,
        40,
        FLOOR + "từ 30% thành 40%",
        "a floor",
    ),
    (
        "awards.rankings.ca-nhan.tie_break",
        ["score"],
        ["score", "lot"],
        ORDER + "từ điểm cao hơn thành điểm cao hơn; bốc thăm",
        "criteria in order",
    ),
    (
        "rounds.vong-9.papers",
        10,
        20,
        "Vong-9, số đề được trộn sẵn: từ 10 đề thành 20 đề",
        "a round that is there no longer",
    ),
    (
        "privacy.keep_personal_days",
        180,
        90,
        "Thời hạn giữ dữ liệu cá nhân: từ 180 ngày thành 90 ngày",
        "days",
    ),
    (
        "entry.fields.email",
        "off",
        "required",
        "Địa chỉ thư điện tử: từ không hỏi thành bắt buộc khai",
        "a field",
    ),
    (
        "entry.mode",
        "open",
        "roster",
        "Cách vào dự thi: từ tự đăng ký thành chỉ người được cử",
        "a mode",
    ),
)
def test_a_change_is_said_in_a_sentence(what: str, before: Any, after: Any, said: str) -> None:
    assert change_words(Change(what=what, before=before, after=after), CONTEST) == said


def test_what_an_author_adds_stands_behind_or_alone() -> None:
    change = Change(what=DURATION, before=20, after=30, told="Vì mạng chậm.")
    assert change_words(change, CONTEST).endswith("thành 30 phút. Vì mạng chậm")
    added = Change(what="rounds", before=["vong-1"], after=["vong-1", "vong-2"], told="thêm Vòng 2")
    assert change_words(added, CONTEST) == "Thêm Vòng 2"


# -------------------------------------------------------------------------------- the pages

PAPER = {"number": "12/TB-BTC", "date": "2023-11-08", "title": "Thông báo sửa đổi"}


def with_amendments(*changes: dict[str, Any]) -> Contest:
    told = {"on": "2023-11-08", "reason": "Vì mất điện.", "document": PAPER, "changes": changes}
    return Contest.model_validate(bent().model_dump() | {"amendments": [told]})


def test_pages_say_nothing_of_amendments_where_there_are_none() -> None:
    for name in ("the-le.md", "doi-tuong.md", "giai-thuong.md", "lich-thi.md"):
        assert "ửa đổi" not in page(name)


def test_the_rules_tell_what_was_changed_when_why_and_by_what() -> None:
    text = page("the-le.md", with_amendments({"what": DURATION, "before": 15, "after": 20}))
    assert "## Sửa đổi, bổ sung {: #sua-doi }" in text
    assert "### Ngày 08/11/2023 {: #sua-doi-1 }" in text
    assert "- Vòng 1, thời gian làm bài: từ 15 phút thành 20 phút.\n" in text
    assert "Lý do: Vì mất điện. Căn cứ: Thông báo sửa đổi, số 12/TB-BTC ngày 08/11/2023." in text
    head = text.index("## 6. Đề thi")
    assert text.index("**Sửa đổi ngày 08/11/2023.** Vòng 1, thời gian") - head < 40


@table(
    "what before after marked",
    (DURATION, 15, 20, {"the-le.md"}, "a paper"),
    (
        "rounds.vong-1.closes_at",
        "2023-11-16T17:00+07:00",
        "2023-11-17T17:00+07:00",
        {"the-le.md", "lich-thi.md"},
        "times",
    ),
    ("quotas.commune-official.percent", 20, 30, {"the-le.md", "doi-tuong.md"}, "a floor"),
    ("exclusions.who", [], ["Giám khảo"], {"the-le.md", "doi-tuong.md"}, "who may not"),
    (
        "awards.rankings.ca-nhan.prizes",
        [],
        [{"name": "A", "count": 1}],
        {"the-le.md", "giai-thuong.md"},
        "prizes",
    ),
    (
        "awards.collective.tap-the-tinh.required",
        [],
        ["participants"],
        {"the-le.md", "giai-thuong.md"},
        "agencies' prizes",
    ),
    ("signals.people_per_device", 4, 5, set(), "nothing that pages speak of"),
)
def test_an_amendment_is_marked_where_pages_speak_of_it(
    what: str, before: Any, after: Any, marked: set[str]
) -> None:
    contest = with_amendments({"what": what, "before": before, "after": after, "told": "đổi"})
    names = ("the-le.md", "doi-tuong.md", "giai-thuong.md", "lich-thi.md")
    assert {name for name in names if "**Sửa đổi ngày" in page(name, contest)} == marked


# ------------------------------------------------------------------------------- publishing


@pytest.fixture
def kept() -> Iterator[Table]:
    with mock_aws():
        client: Any = boto3.client("dynamodb", region_name="ap-southeast-1")
        made = Table(client, "contest")
        template.create_table(client, made.name)
        yield made


def put(kept: Table, contest: Contest) -> None:
    publication.write(kept, contest, (), {"keys": []}, ())


RUNNING = at("2023-11-08 08:00")
LONGER = bent(rounds__duration_minutes=30)


def test_a_first_publication_needs_no_words(kept: Table) -> None:
    assert unsaid(kept, LONGER, RUNNING) == ([], [])


@table(
    "coming now asked",
    (CONTEST, RUNNING, [], "the same again"),
    (LONGER, at("2023-11-06 08:00"), [], "before the first round, only the rehearsal is open"),
    (LONGER, RUNNING, ["thi-thu", "vong-1", "vong-2"], "unsaid, in every round"),
    (with_amendments({"what": DURATION, "before": 15, "after": 20}), RUNNING, [], "words alone"),
)
def test_what_runs_changes_with_an_amendment_or_not_at_all(
    kept: Table, coming: Contest, now: datetime, asked: list[str]
) -> None:
    put(kept, CONTEST)
    found = unsaid(kept, coming, now)
    assert [each.what.split(".")[1] for each in found.unexplained] == asked
    assert found.withdrawn == []


def test_a_change_that_is_told_passes_and_stays_told(kept: Table) -> None:
    put(kept, CONTEST)
    changes = [
        {"what": f"rounds.{each.id}.duration_minutes", "before": 20, "after": 30}
        for each in CONTEST.rounds
    ]
    told = with_amendments(*changes).amendments
    coming = LONGER.model_copy(update={"amendments": told})
    assert unsaid(kept, coming, RUNNING) == ([], [])
    put(kept, coming)
    assert unsaid(kept, coming, RUNNING) == ([], [])
    assert len(unsaid(kept, LONGER, RUNNING).withdrawn) == len(CONTEST.rounds)


def test_a_round_opened_earlier_at_the_console_has_begun(kept: Table) -> None:
    """Adjustments are no change of the rules, but they move the opening."""
    put(kept, CONTEST)
    early = at("2023-11-06 08:00")
    moved = Adjustment(at=early, opens_at=early, reason="mở sớm")
    kept.client.transact_write_items(
        TransactItems=[Live(kept).write(LiveState().adjusting("vong-1", moved), 0)]
    )
    assert unsaid(kept, CONTEST, early) == ([], [])
    assert unsaid(kept, LONGER, early).unexplained


def test_a_refusal_says_what_to_write(kept: Table) -> None:
    put(kept, with_amendments({"what": "exclusions.who", "before": [], "after": ["A"]}))
    coming = bent(rounds__duration_minutes=30, privacy__consent=["Tôi đồng ý."])
    text = refusal(*unsaid(kept, coming, RUNNING), coming)
    assert text.startswith("Chưa công bố gì")
    assert "- ngày 08/11/2023: exclusions.who" in text
    assert f"- {DURATION}: Vòng 1, thời gian làm bài: từ 20 phút thành 30 phút\n" in text
    assert f"      - {{what: {DURATION}, before: 20, after: 30}}" in text
    assert '"Tôi đồng ý."], told: "<' in text


def test_the_lines_of_a_refusal_are_yaml_that_passes(kept: Table, tmp_path: Path) -> None:
    """Taken over as they are, with a day, a reason and the sentences asked for."""
    small = (SMALL / "contest.yaml").read_text(encoding="utf-8")
    put(kept, sources_of(small, tmp_path / "a").contest)
    changed = swap("duration_minutes: 20", "duration_minutes: 25")(small)
    changed = swap("difficulty: easy, count: 2}", "difficulty: easy, count: 1}")(changed)
    changed = swap("closes_at: 2024-03-10T17:00", "closes_at: 2024-03-11T17:00")(changed)
    changed = swap("consent: [Tôi đồng ý.]", "consent: ['Tôi \"đồng ý\": có.']")(changed)
    coming = sources_of(changed, tmp_path / "b").contest
    now = at("2024-03-02 08:00")
    text = refusal(*unsaid(kept, coming, now), coming)
    lines = text[text.index("  - on:") :].replace("<ngày, ví dụ 2023-11-10>", "2024-03-02")
    explained = sources_of(f"{changed}\namendments:\n{lines}\n", tmp_path / "c").contest
    assert unsaid(kept, explained, now) == ([], [])


def test_publish_refuses_before_it_writes_anything(
    kept: Table, small_built: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command itself: published, changed, refused, told, published."""
    monkeypatch.setenv("CONTEST_TABLE", kept.name)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "ap-southeast-1")
    assert small_built.run_inside("publish").code == 0
    before = contents(kept)
    path = "question_src/contest.yaml"
    small_built.change(path, swap("per_round: 3", "per_round: 2"))
    small_built.build()
    refused = refusal_of(small_built, monkeypatch)
    assert refused.startswith("Chưa công bố gì")
    assert contents(kept) == before
    lines = refused[refused.index("  - on:") :].replace("<ngày, ví dụ 2023-11-10>", "2024-03-02")
    small_built.change(path, append(f"\namendments:\n{lines}\n"))
    small_built.build()
    assert small_built.run_inside("publish").code == 0
    assert contents(kept) != before


def contents(kept: Table) -> list[Any]:
    return sorted(map(repr, kept.client.scan(TableName=kept.name)["Items"]))


def refusal_of(workspace: Workspace, patch: pytest.MonkeyPatch) -> str:
    """What `publish` says when it ends with a sentence instead of a number."""
    command = str(workspace.root / "build.py")
    patch.setattr(sys, "argv", [command, "publish"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_path(command, run_name="__main__")
    return str(ended.value.code)
