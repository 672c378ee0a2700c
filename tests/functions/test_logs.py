"""Logs hold no personal data: a contest is played with the most talkative logs, then searched."""

import base64
from datetime import timedelta
from typing import Any

import pytest

from tests.office.files import roster, text_file
from tests.organizers import Desk, Office
from tests.world import application, blank

NAME, PHONE, BORN = "Lò Thị Bí Mật", "0912999888", "1990-02-03"
NOMINEE, ITS_ID = "Hà Văn Kín Đáo", "066085000077"


def play(office: Office) -> list[str]:
    """Everything that handles personal data, mistakes and crashes included; gives the secrets."""
    world = office.world
    form = application(full_name=NAME, phone=PHONE, birth_date=BORN)
    person = world.call("POST", "/api/contestants", form)
    world.call("POST", "/api/contestants", form)
    world.call("POST", "/api/contestants", form | {"consent": False, "phone": f"{PHONE}99999"})
    wanted = {name: form[name] for name in ("national_id", "birth_date", "phone")}
    world.call("POST", "/api/sessions", wanted)
    world.call("POST", "/api/sessions", wanted | {"phone": "0987000111"})
    attempt = world.start(person)
    world.save(attempt, blank(attempt))
    world.submit(attempt, blank(attempt))
    desk = office.desk("thu-ky")
    lines = roster((1, NOMINEE, ITS_ID, "Sở Nội vụ", "Công chức"), (2, NAME, "12", "?", "?"))
    preview = desk.import_file("roster", "a.csv", text_file(lines)).body
    desk.post(f"/imports/{preview['id']}/confirmation")
    office.count()
    desk.get(f"/contestants?q={form['national_id']}")
    desk.get(f"/contestants/{person.body['candidate_code']}")
    for kind, shape in (("contestants", "xlsx"), ("report", "docx")):
        desk.export(kind, shape)
    break_profile(world, person.body["candidate_code"])
    desk.get(f"/contestants/{person.body['candidate_code']}")
    office.count()
    rank(office, desk)
    secrets = [NAME, "Bí Mật", PHONE, BORN, form["national_id"], NOMINEE, ITS_ID]
    return [*secrets, person.body["session"], attempt.body["token"], desk.jar["to_chuc"]]


def rank(office: Office, desk: Desk) -> None:
    """A result after the last round, with somebody in it whose name cannot be read any more."""
    office.world.clock.now = office.world.contest.rounds[-1].closes_at + timedelta(days=1)
    office.count()
    for _ in range(2):
        job = desk.job(desk.post("/drafts", {"reason": f"Gửi {NAME}"}).body["job"])
        assert job["state"] == "done", job
        draft = desk.get("/results").body["draft"]
        second = office.desk("thu-ky-2")
        second.post("/drafts/current/approval", {"digest": draft["digest"]})
    wrong = {"question": NAME, "action": "void", "options": [], "reason": NAME}
    desk.post("/drafts", {"reason": NAME, "corrections": [wrong]})


def break_profile(world: Any, code: str) -> None:
    """Somebody's sealed data damaged in the table, so that reading it fails."""
    for item in world.client.scan(TableName=world.table.name)["Items"]:
        if item["sk"]["S"] == "PERSON#PROFILE" and item["code"]["S"] == code:
            sealed = base64.b64encode(NAME.encode())
            world.client.put_item(TableName=world.table.name, Item=item | {"sealed": {"B": sealed}})


def test_no_log_line_names_anybody(
    office: Office, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Not by name, number, phone or birth date, and no token that could be used by who reads it."""
    caplog.set_level("DEBUG", logger="registrar")
    for name in ("proctor", "grader", "secretary", "clerk"):
        caplog.set_level("DEBUG", logger=name)
    secrets = play(office)
    out, err = capfd.readouterr()
    said = out + err + caplog.text
    assert said, "nothing was logged, so nothing was searched"
    for secret in secrets:
        assert secret not in said
        assert secret.encode("unicode_escape").decode() not in said, "escaped, as JSON writes it"
