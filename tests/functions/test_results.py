"""From the last sheet to the record: ranked by one, approved by another, corrected in the open."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from contest.content.offline import kiem_chung
from contest.domain.award_rules import Criterion, Prize, Ranking
from contest.domain.keys import RESULT, signing_key
from contest.domain.organizer import Organizer, Role
from contest.domain.record.commitment import check_chain
from contest.domain.rules import Contest
from contest.domain.verify.verification import MissingFileError, Report, Source, verify
from contest.store.public_files import FolderFiles
from functions import clerk
from functions._commit import Chain
from functions._console import Console
from functions._console_drafts import DraftDesk, DraftForm
from functions._jobs import JobFailedError
from tests.functions.test_races import at_once
from tests.organizers import Cognito, Desk, Office
from tests.world import Answer, Built, World, application

BEFORE = datetime.fromisoformat("2023-11-06T08:00:00+07:00")
INSIDE = datetime.fromisoformat("2023-11-08T08:00:00+07:00")
BETWEEN = datetime.fromisoformat("2023-11-18T08:00:00+07:00")
INSIDE_2 = datetime.fromisoformat("2023-11-21T08:00:00+07:00")
AFTER = datetime.fromisoformat("2023-12-01T08:00:00+07:00")
WHY = "Theo biên bản họp Ban Tổ chức"


def two_tables(rules: Contest) -> Contest:
    """The contest of 2023 with a bank for each round, and a table of round 1 by itself."""
    first, second = rules.rounds[1:]
    chain = (
        Criterion.CORRECT,
        Criterion.DURATION,
        Criterion.ATTEMPTS_USED,
        Criterion.REGISTERED_EARLIER,
    )
    prizes = (Prize(name="Giải Nhất", count=1), Prize(name="Giải Nhì", count=1))
    of_round = Ranking(
        id="tuan-1", title="Vòng 1", rounds=(first.id,), tie_break=chain, prizes=prizes
    )
    whole = rules.awards.rankings[0].model_copy(update={"prizes": prizes})
    awards = rules.awards.model_copy(
        update={"rankings": (of_round, whole), "one_prize_per_person": False}
    )
    rounds = (rules.rounds[0], first, second.model_copy(update={"bank": "other"}))
    return rules.model_copy(update={"rounds": rounds, "awards": awards})


@dataclass
class Season:
    """A contest that is being held, and everybody in it."""

    office: Office
    proposer: Desk
    approver: Desk
    people: list[Answer] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    forms: list[dict[str, Any]] = field(default_factory=list)

    def join(self, name: str) -> Answer:
        """Somebody registers."""
        form = application(full_name=name)
        self.forms.append(form)
        self.people.append(self.world.call("POST", "/api/contestants", form))
        return self.people[-1]

    def sign_in(self, number: int) -> Answer:
        """Somebody who has registered signs in again."""
        names = ("national_id", "birth_date", "phone")
        known = {name: self.forms[number][name] for name in names}
        return self.world.call("POST", "/api/sessions", known)

    @property
    def world(self) -> World:
        return self.office.world

    def sit(self, round_id: str, person: Answer, right: int, seconds: int = 300) -> Answer:
        """Somebody hands in so many right answers, after so many seconds."""
        world = self.world
        attempt = world.start(person, round_id)
        answers = world.right_answers(attempt)
        wrong = world.wrong_answers(attempt)
        world.clock.now += timedelta(seconds=seconds)
        answer = world.submit(attempt, [*answers[:right], *wrong[right:]])
        assert answer.status == 201, answer.body
        self.receipts.append(answer.body["receipt"])
        return answer

    def at(self, moment: datetime) -> None:
        """It is that moment, and the clerk comes by."""
        self.world.clock.now = moment
        self.office.count()

    def draft(self, corrections: Any = (), **more: Any) -> Answer:
        """The proposer has a result worked out."""
        self.world.clock.now += timedelta(minutes=1)
        form = {"reason": WHY, "corrections": list(corrections), "lot": None} | more
        return self.proposer.post("/drafts", form)

    def results(self, desk: Desk | None = None) -> Any:
        """The page about results."""
        return (desk or self.approver).get("/results").body

    def approve(self, desk: Desk | None = None) -> Answer:
        """The approver approves what there is to be seen."""
        self.world.clock.now += timedelta(minutes=1)
        digest = self.results()["draft"]["digest"]
        return (desk or self.approver).post("/drafts/current/approval", {"digest": digest})

    def publish(self, corrections: Any = ()) -> Any:
        """Both of them do their part."""
        drafted = self.draft(corrections)
        assert drafted.status == 202, drafted.body
        assert self.job(drafted)["state"] == "done", self.job(drafted)
        approved = self.approve()
        assert approved.status == 202, approved.body
        assert self.job(approved)["state"] == "done", self.job(approved)
        return self.record("muc-luc.json")["results"][-1]

    def job(self, begun: Answer) -> Any:
        """How a job stands."""
        return self.proposer.job(begun.body["job"])

    @property
    def folder(self) -> Path:
        """Where the record lies."""
        return self.world.live / "ho-so"

    def record(self, path: str) -> Any:
        """A file of the record."""
        return json.loads((self.folder / path).read_bytes())

    def status(self) -> Any:
        """What every page polls."""
        return json.loads((self.world.live / "status.json").read_text())

    def files(self) -> dict[str, bytes]:
        """The whole record."""
        found = (each for each in self.folder.rglob("*") if each.is_file())
        return {str(each.relative_to(self.folder)): each.read_bytes() for each in found}

    def verify(self, result: int | None = None) -> Report:
        """What anybody finds who checks the record with all receipts."""

        def read(path: str) -> bytes:
            try:
                return (self.folder / path).read_bytes()
            except OSError as error:
                raise MissingFileError(str(error)) from error

        source = Source(read, self.files)
        return verify(source, self.receipts, lambda _: None, result)

    def verify_otherwise(self) -> subprocess.CompletedProcess[str]:
        """What the verifier finds that was written from the format alone."""
        receipts = self.world.live / "bien-nhan.txt"
        receipts.write_text("\n".join(self.receipts), encoding="utf-8")
        command = [sys.executable, "-I", kiem_chung.__file__, str(self.world.live)]
        command += ["--bien-nhan", str(receipts)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def assert_true(report: Report) -> None:
    """A record in which nothing is wrong."""
    assert report.ok, [str(each) for each in report.faults]


def hold(world: World, pool: Cognito) -> Season:
    """A contest from the day before it opens."""
    world.clock.now = BEFORE
    office = Office(world, pool)
    office.count()
    return Season(office, office.desk("thu-ky"), office.desk("thu-ky-2"))


@pytest.fixture
def season(client: Any, tmp_path: Path, built: Built, pool: Cognito) -> Season:
    """Nobody has come yet."""
    return hold(World(client, tmp_path, built, two_tables(built.sources.contest)), pool)


@pytest.fixture
def first_round(season: Season) -> Season:
    """Five have sat round 1, which is over: right answers, seconds."""
    season.world.clock.now = INSIDE
    names = ("Một", "Hai", "Ba", "Bốn", "Năm")
    for name, right, seconds in zip(
        names, (20, 20, 18, 17, 9), (300, 240, 200, 200, 90), strict=True
    ):
        season.sit("vong-1", season.join(f"Nguyễn Văn Thử {name}"), right, seconds)
    season.at(BETWEEN)
    return season


def code(person: Answer) -> str:
    found: str = person.body["candidate_code"]
    return found


def order(table: Any) -> list[str]:
    """The codes of a table of the draft, best first."""
    return [row["code"] for row in table["rows"]]


# ---- the whole way --------------------------------------------------------------------------


def test_what_one_works_out_another_publishes_and_anybody_verifies(first_round: Season) -> None:
    """The draft tells names to organizers, the record codes to all; every receipt is in it."""
    season = first_round
    drafted = season.draft()
    assert (drafted.status, season.job(drafted)["state"]) == (202, "done")
    assert not (season.folder / "muc-luc.json").exists(), "nothing is out before it is approved"
    draft = season.results()["draft"]
    assert (draft["state"], draft["number"], draft["may_approve"]) == ("ready", 1, True)
    (table,) = draft["rankings"]
    one, two, three, four, five = map(code, season.people)
    assert order(table) == [two, one, three, four, five]
    assert (table["rows"][0]["name"], table["rows"][0]["prize"]) == (
        "Nguyễn Văn Thử Hai",
        "Giải Nhất",
    )
    assert table["rows"][0]["agency"] == "so-noi-vu"
    entry = None
    approved = season.approve()
    assert season.job(approved)["state"] == "done"
    (entry,) = season.record("muc-luc.json")["results"]
    assert (entry["number"], entry["reason"]) == (1, "")
    winners = season.record("1/ket-qua.json")["individual"][0]["winners"]
    assert [(each["code"], each["name"]) for each in winners] == [
        (two, "N. V. T. Hai"),
        (one, "N. V. T. Một"),
    ]
    assert_true(season.verify())
    second = season.verify_otherwise()
    assert second.returncode == 0, second.stdout
    assert season.status()["result"] == {"number": 1, "at": entry["at"]}
    (told,) = season.results()["published"]
    assert (told["number"], told["rounds"], told["manifest"]) == (1, ["vong-1"], entry["manifest"])


def test_nobody_approves_what_they_have_proposed(first_round: Season) -> None:
    """Nor what they have not seen, nor twice."""
    season = first_round
    season.draft()
    assert season.results(season.proposer)["draft"]["may_approve"] is False
    assert season.approve(season.proposer).code == "same_person"
    other = season.approver.post("/drafts/current/approval", {"digest": "0" * 64})
    assert other.code == "draft_changed"
    assert season.approve().status == 202
    assert season.approve().code == "draft_changed"
    assert len(season.record("muc-luc.json")["results"]) == 1


def test_a_result_without_somebody_disqualified_has_others_move_up(first_round: Season) -> None:
    """Out of the ranking, named in the record by code, sheets still there."""
    season = first_round
    first = code(season.people[1])
    ruled = {"disqualified": True, "reason": WHY}
    assert season.proposer.post(f"/contestants/{first}/rulings", ruled).status == 200
    season.publish()
    winners = season.record("1/ket-qua.json")["individual"][0]["winners"]
    assert [each["code"] for each in winners] == [code(season.people[n]) for n in (0, 2)]
    assert season.record("1/loai.json")["out"] == [[first, "not_ranked"]]
    assert_true(season.verify())


def test_a_wrong_key_is_mended_in_the_open(first_round: Season) -> None:
    """Prizes move, the reason is public; of the first result not a byte changes."""
    season = first_round
    season.publish()
    before = season.files()
    item = max(season.results()["draft"]["items"], key=lambda each: each["right_count"])
    others = [n for n in range(len(item["options"])) if n not in item["right"]]
    wrong = [
        {
            "question": each["question"],
            "action": "key",
            "options": [_other(each)],
            "reason": "Điều 7",
        }
        for each in season.results()["draft"]["items"]
        if each["right_count"] and each is not item
    ]
    assert others
    drafted = season.draft(wrong)
    assert season.job(drafted)["state"] == "done"
    changes = season.results()["draft"]["changes"]
    assert changes["moved"] > 0
    assert {each["name"] for each in changes["prizes"]} >= {"Nguyễn Văn Thử Hai"}
    assert season.job(season.approve())["state"] == "done"
    after = season.files()
    assert {path: after[path] for path in before if path != "muc-luc.json"} == {
        path: data for path, data in before.items() if path != "muc-luc.json"
    }
    entries = season.record("muc-luc.json")["results"]
    assert [each["reason"] for each in entries] == ["", WHY]
    assert season.record("2/ho-so.json")["corrections"] == wrong
    assert season.record("2/thay-doi.json")["prizes"]
    assert_true(season.verify())
    assert [each["state"] for each in season.status()["rounds"]] == ["open", "corrected", "planned"]
    second = season.verify_otherwise()
    assert second.returncode == 0, second.stdout


def _other(item: Any) -> int:
    return next(n for n in range(len(item["options"])) if n not in item["right"])


def test_a_further_round_is_a_further_result_and_corrects_nothing(first_round: Season) -> None:
    """The table of round 1 stays; the one over both is new."""
    season = first_round
    season.publish()
    season.world.clock.now = INSIDE_2
    season.sit("vong-2", season.sign_in(4), 20, 60)
    season.at(AFTER)
    season.publish()
    manifest = season.record("2/ho-so.json")
    assert manifest["rounds"] == ["vong-1", "vong-2"]
    assert manifest["rankings"] == ["tuan-1", "ca-nhan"]
    assert season.record("2/thay-doi.json")["moved"] == 0
    states = [each["state"] for each in season.status()["rounds"]]
    assert states == ["closed", "published", "published"]
    whole = next(
        each
        for each in season.record("2/ket-qua.json")["individual"]
        if each["ranking"] == "ca-nhan"
    )
    assert whole["winners"][0]["code"] == code(season.people[4])
    assert_true(season.verify())


# ---- what keeps it from being made ----------------------------------------------------------


def test_nothing_is_ranked_before_its_round_is_over(season: Season) -> None:
    """Not while it is open, not in the slack, not while added minutes run."""
    season.world.clock.now = INSIDE
    assert season.draft().code == "not_over"
    rounds = {each["id"]: each for each in season.results()["rounds"]}
    assert [rounds[each]["ready"] for each in ("thi-thu", "vong-1", "vong-2")] == [False] * 3
    assert rounds["vong-1"]["todo"].startswith("Chờ đợt thi đóng")


def test_questions_that_are_still_needed_are_not_opened(
    client: Any, tmp_path: Path, built: Built, pool: Cognito
) -> None:
    """As long as round 2 draws on the same bank, round 1 waits for it."""
    season = hold(World(client, tmp_path, built), pool)
    season.at(BETWEEN)
    assert season.draft().code == "shared_bank"
    assert (
        "bộ câu hỏi" in next(e for e in season.results()["rounds"] if e["id"] == "vong-1")["todo"]
    )
    season.at(AFTER)
    assert season.draft().status == 202


def test_whoever_ran_out_is_graded_before_anything_is_ranked(season: Season) -> None:
    """Though the clerk has not come by since: the walk settles what it meets."""
    world = season.world
    world.clock.now = season.world.contest.rounds[1].closes_at - timedelta(minutes=10)
    person = world.register()
    attempt = world.start(person)
    world.save(attempt, world.right_answers(attempt))
    gone = world.register()
    world.start(gone)
    world.clock.now += timedelta(minutes=15)
    drafted = season.draft()
    assert season.job(drafted)["state"] == "done", season.job(drafted)
    (table,) = season.results()["draft"]["rankings"]
    assert order(table) == [code(person)]
    assert season.job(season.approve())["state"] == "done"
    assert_true(season.verify())


def test_late_sheets_are_told_and_do_not_count(season: Season) -> None:
    world = season.world
    world.clock.now = season.world.contest.rounds[1].closes_at - timedelta(minutes=10)
    person = world.register()
    attempt = world.start(person)
    right = world.right_answers(attempt)
    world.save(attempt, world.wrong_answers(attempt))
    world.clock.now += timedelta(minutes=11)
    assert world.submit(attempt, right).code == "too_late"
    season.office.count()
    assert next(e for e in season.results()["rounds"] if e["id"] == "vong-1")["late"] == 1
    season.draft()
    draft = season.results()["draft"]
    assert any("1 bài nộp đến sau hết giờ" in each for each in draft["warnings"])
    assert draft["rankings"][0]["rows"][0]["values"]["correct"] == 0


def test_letters_that_no_paper_offers_spoil_nobodys_record(season: Season) -> None:
    """A checkpoint may hold anything: whoever keeps it does not know the paper."""
    world = season.world
    world.clock.now = season.world.contest.rounds[1].closes_at - timedelta(minutes=10)
    attempt = world.start(world.register())
    right = world.right_answers(attempt)
    assert world.save(attempt, [["H"], ["A", "B", "C"], *right[2:]]).status == 200
    season.at(BETWEEN)
    season.publish()
    assert_true(season.verify())


def test_a_lot_is_asked_for_where_the_rules_draw_one(
    client: Any, tmp_path: Path, built: Built, pool: Cognito
) -> None:
    """Without it nothing is worked out; once published it stays the same."""
    rules = two_tables(built.sources.contest)
    rankings = tuple(
        each.model_copy(update={"tie_break": (Criterion.CORRECT, Criterion.LOT)})
        for each in rules.awards.rankings
    )
    awards = rules.awards.model_copy(update={"rankings": rankings})
    world = World(client, tmp_path, built, rules.model_copy(update={"awards": awards}))
    season = hold(world, pool)
    season.world.clock.now = INSIDE
    for _ in range(2):
        season.sit("vong-1", season.world.register(), 20)
    season.at(BETWEEN)
    assert season.draft().code == "lot_missing"
    assert season.job(season.draft(lot="12 7 45"))["state"] == "done"
    assert season.job(season.approve())["state"] == "done"
    assert_true(season.verify())
    assert season.draft(lot="1 2 3").code == "invalid"
    assert season.job(season.draft())["state"] == "done"
    assert season.results()["draft"]["lot"] == "12 7 45"


def test_corrections_that_make_no_sense_are_told_in_words(first_round: Season) -> None:
    season = first_round
    wrong = {"question": "khong-co", "action": "void", "options": [], "reason": "Nhầm"}
    job = season.job(season.draft([wrong]))
    assert job["state"] == "failed"
    assert "khong-co" in job["words"]
    assert season.results()["draft"]["state"] == "failed"
    assert season.draft().status == 202


# ---- two moments, two people, two at once ---------------------------------------------------


def test_a_ruling_after_the_draft_waits_for_the_next_result(first_round: Season) -> None:
    """The console warns; what was approved is what is published."""
    season = first_round
    season.draft()
    first = code(season.people[1])
    season.world.clock.now += timedelta(minutes=1)
    ruled = {"disqualified": True, "reason": WHY}
    assert season.proposer.post(f"/contestants/{first}/rulings", ruled).status == 200
    assert any("chưa tính đến" in each for each in season.results()["draft"]["warnings"])
    assert season.job(season.approve())["state"] == "done"
    assert season.record("1/ket-qua.json")["individual"][0]["winners"][0]["code"] == first
    assert_true(season.verify())
    season.publish()
    assert season.record("2/loai.json")["out"] == [[first, "not_ranked"]]
    assert_true(season.verify())


def test_a_draft_that_can_not_be_worked_out_again_is_not_published(first_round: Season) -> None:
    """Somebody has changed a sheet in the table: the digest tells."""
    season = first_round
    season.draft()
    world = season.world
    (entry, *_) = [
        item
        for item in world.client.scan(TableName=world.table.name)["Items"]
        if item["sk"]["S"] == "ENTRY#vong-1"
    ]
    lines = [{"S": each["S"].replace("|s|", "|r|")} for each in entry["g"]["L"]]
    world.client.put_item(TableName=world.table.name, Item=entry | {"g": {"L": lines}})
    job = season.job(season.approve())
    assert job["state"] == "failed"
    assert "khác dự thảo" in job["words"]
    assert not (season.folder / "muc-luc.json").exists()
    assert not (season.folder / "1").exists()
    assert season.results()["draft"]["state"] == "failed"


def test_of_two_drafts_at_once_one_is_made(first_round: Season) -> None:
    """While the clerk is at work on one nobody can ask for another."""
    season = first_round
    season.office.invoke = lambda payload: None  # type: ignore[method-assign]
    assert season.draft().status == 202
    assert season.draft().code == "draft_busy"
    season.office.count()
    assert season.results()["draft"]["state"] == "ready", "the clerk finds what it was not told of"


def test_asked_for_at_the_same_instant_one_draft_is_made(first_round: Season) -> None:
    """The other one is told to look again, whichever of the two was faster."""
    season = first_round
    console = Console(season.world.outside, season.world.built.secrets.get("profile-key")[0])
    desk = DraftDesk(console, Unheard())
    who = organizer(season, "thu-ky"), organizer(season, "thu-ky-2")
    with ThreadPoolExecutor(2) as pool:
        asked = [lambda one=one: desk.ask(DraftForm(reason=WHY), one) for one in who]
        told = at_once(pool, *asked)
    codes = sorted(each if isinstance(each, str) else "made" for each in told)
    assert codes in (["conflict", "made"], ["draft_busy", "made"])
    drafts = [e for e in season.proposer.get("/audit").body["entries"] if e["action"] == "draft"]
    assert len(drafts) == 1


class Unheard:
    """A clerk whose calls get lost."""

    def invoke(self, payload: dict[str, Any]) -> None:
        """Nobody hears."""


def organizer(season: Season, name: str) -> Organizer:
    """Somebody of the secretariat."""
    now = season.world.clock.now
    until = now + timedelta(hours=8)
    return Organizer(name, Role.SECRETARIAT, None, until, name, "token", issued_at=now)


def moved(season: Season, minutes: int = 30) -> Answer:
    """The proposer opens the first round again."""
    later = season.world.clock.now + timedelta(minutes=minutes)
    form = {"closes_at": later.isoformat(), "reason": WHY}
    return season.proposer.post("/rounds/vong-1/adjustments", form)


@pytest.mark.parametrize("told", ["drafted", "withdrawn", "published"])
def test_a_round_whose_answers_have_been_opened_is_not_opened_again(
    first_round: Season, told: str
) -> None:
    """Whoever sat it then could have read the answers: in a draft, or on the site."""
    if told == "published":
        first_round.publish()
    else:
        first_round.draft()
    if told == "withdrawn":
        first_round.proposer.call("DELETE", "/drafts/current", {"reason": WHY})
    answer = moved(first_round)
    assert (answer.status, answer.code) == (409, "round_told")


def test_a_round_that_nobody_has_ranked_may_still_be_opened_again(first_round: Season) -> None:
    assert moved(first_round).status == 200
    refused = first_round.draft()
    assert (refused.status, refused.code) == (409, "not_over")


def test_no_result_is_sealed_by_a_key_that_its_record_does_not_name(
    first_round: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It could never be verified, nor replaced: nothing of it is written."""
    drafted = first_round.draft()
    assert first_round.job(drafted)["state"] == "done"
    monkeypatch.setattr("functions._publish.signing_key", lambda *_: signing_key(b"new", RESULT))
    approved = first_round.approve()
    assert first_round.job(approved)["state"] == "failed"
    assert not (first_round.folder / "1").exists()
    assert first_round.results()["published"] == []


def test_a_draft_taken_back_is_gone(first_round: Season) -> None:
    season = first_round
    season.draft()
    digest = season.results()["draft"]["digest"]
    gone = season.proposer.call("DELETE", "/drafts/current", {"reason": WHY})
    assert gone.status == 200
    assert season.results()["draft"]["state"] == "withdrawn"
    late = season.approver.post("/drafts/current/approval", {"digest": digest})
    assert late.code == "draft_changed"
    assert season.proposer.call("DELETE", "/drafts/current", {"reason": WHY}).code == "no_draft"
    actions = [each["action"] for each in season.proposer.get("/audit").body["entries"]]
    assert actions[:2] == ["withdraw", "draft"]


def test_only_the_secretariat_proposes_and_approves(first_round: Season) -> None:
    """An auditor sees the draft, a drafter and a focal point do not even that."""
    season = first_round
    season.draft()
    auditor = season.office.desk("kiem-tra")
    seen = season.results(auditor)["draft"]
    assert (seen["state"], seen["may_approve"]) == ("ready", False)
    assert season.approve(auditor).code == "forbidden"
    assert auditor.post("/drafts", {"reason": WHY}).code == "forbidden"
    for name in ("soan-thao", "dau-moi"):
        assert season.office.desk(name).get("/results").code == "forbidden"


# ---- cut off ----------------------------------------------------------------------------------


class CutOffError(Exception):
    """The power is gone."""


class HaltingFiles(FolderFiles):
    """A folder whose machine stops after so many files of the record."""

    left: int | None = None
    at = ""

    def put_bytes(self, name: str, data: bytes) -> None:
        is_of_result = name.startswith("ho-so/") and not name.endswith("cam-ket.json")
        if self.left is not None and is_of_result:
            if type(self).left == 0 or name.endswith(self.at or "never"):
                raise CutOffError
            type(self).left = self.left - 1
        super().put_bytes(name, data)


@pytest.fixture
def cutting(first_round: Season) -> Iterator[Callable[[int | str | None], None]]:
    """Sets after how many files of the record, or before which one, the machine stops."""
    season = first_round
    season.world.clerk = clerk.build(season.world.outside, HaltingFiles(season.world.live))

    def stop(files: int | str | None) -> None:
        HaltingFiles.left = 10**9 if isinstance(files, str) else files
        HaltingFiles.at = files if isinstance(files, str) else ""

    yield stop
    stop(None)


@pytest.mark.parametrize("files", [0, 5, "1/ho-so.json", "muc-luc.json"])
def test_publishing_that_is_cut_off_is_taken_up_and_gives_the_same(
    first_round: Season, cutting: Callable[[int | str | None], None], files: int | str
) -> None:
    """Nothing is out before the index is; the clerk goes on when it comes by, seconds later."""
    season = first_round
    season.draft()
    season.world.clock.now += timedelta(minutes=1)
    digest = season.results()["draft"]["digest"]
    cutting(files)
    with pytest.raises(JobFailedError, match="CutOffError"):
        season.approver.post("/drafts/current/approval", {"digest": digest})
    assert not (season.folder / "muc-luc.json").exists()
    assert season.status()["result"] is None
    halfway = season.files()
    cutting(None)
    season.office.count()
    (entry,) = season.record("muc-luc.json")["results"]
    assert season.results()["draft"]["state"] == "published"
    after = season.files()
    assert {path: after[path] for path in halfway} == halfway
    assert season.record("1/ho-so.json")["at"] == entry["at"]
    assert_true(season.verify())
    season.office.count()
    assert season.files() == after


def test_what_never_succeeds_is_given_up_in_words(
    first_round: Season, cutting: Callable[[int | str | None], None]
) -> None:
    season = first_round
    season.draft()
    digest = season.results()["draft"]["digest"]
    cutting(0)
    with pytest.raises(JobFailedError, match="CutOffError"):
        season.approver.post("/drafts/current/approval", {"digest": digest})
    for _ in range(4):
        season.office.count()
    draft = season.results()["draft"]
    assert draft["state"] == "failed"
    assert "nhiều lần" in draft["words"]
    cutting(None)
    season.publish()
    assert_true(season.verify())


# ---- privacy ------------------------------------------------------------------------------------


def test_the_record_names_nobody_but_winners_and_them_masked(first_round: Season) -> None:
    """No name in full, no phone, no key of anybody; and drafts lie sealed in the table."""
    season = first_round
    season.publish()
    record = b"".join(season.files().values()).decode()
    assert "Nguyễn Văn Thử" not in record
    assert "0912345678" not in record
    items = season.world.client.scan(TableName=season.world.table.name)["Items"]
    for key in {each["pk"]["S"][2:] for each in items if each["pk"]["S"].startswith("C#")}:
        assert key not in record
    drafts = [each for each in items if each["pk"]["S"] == "DRAFT"]
    assert len(drafts) >= 2
    assert "Thử" not in str(drafts)


# ---- commitments --------------------------------------------------------------------------------


def test_what_decides_a_round_is_fixed_before_it_opens(season: Season) -> None:
    """One link for each official round; another one when something changes, none otherwise."""
    chain = season.record("cam-ket.json")["commitments"]
    assert [(each["kind"], each["round"]) for each in chain] == [
        ("open", "vong-1"),
        ("open", "vong-2"),
    ]
    season.office.count()
    assert season.record("cam-ket.json")["commitments"] == chain
    moved = {"closes_at": "2023-11-17T18:00:00+07:00", "reason": WHY}
    assert season.proposer.post("/rounds/vong-1/adjustments", moved).status == 200
    season.office.count()
    after = season.record("cam-ket.json")["commitments"]
    assert after[:2] == chain
    assert [each["round"] for each in after[2:]] == ["vong-1", "vong-2"]
    assert "salt" not in json.dumps(after)
    assert [each["number"] for each in season.results()["commitments"]] == [1, 2, 3, 4]


def test_two_clerks_never_take_the_same_number(season: Season) -> None:
    """Whoever is second finds out, and nothing is told of what was not kept."""
    world = season.world
    ours, theirs = (Chain(world.outside, FolderFiles(world.live)).read() for _ in range(2))
    assert ours.commit_sheets("vong-1", 1, "0" * 64)
    assert not theirs.commit_sheets("vong-1", 2, "1" * 64)
    assert theirs.read().commit_sheets("vong-1", 2, "1" * 64)
    assert list(check_chain(theirs.entries())) == []
    assert len(theirs.entries()) == 4


def test_sheets_are_fixed_before_they_are_ranked(first_round: Season) -> None:
    """One link, however often it is ranked; two clerks never take the same number."""
    season = first_round
    season.draft()
    season.draft()
    chain = season.record("cam-ket.json")["commitments"]
    assert [(each["kind"], each["round"]) for each in chain[2:]] == [("close", "vong-1")]
