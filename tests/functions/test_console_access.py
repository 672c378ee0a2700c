"""Who may ask for what: every route of the console, every role, another agency's data."""

from typing import Any

import pytest

from contest.domain.organizer import Role
from tests.organizers import BASE, Desk, Office

PEOPLE = {
    Role.SECRETARIAT: "thu-ky",
    Role.DRAFTER: "soan-thao",
    Role.AGENCY: "dau-moi",
    Role.AUDITOR: "kiem-tra",
}
LOOK = {Role.SECRETARIAT, Role.AUDITOR}
DO = {Role.SECRETARIAT}
FIGURES = LOOK | {Role.DRAFTER}
OWN = LOOK | {Role.AGENCY}
# Written out once more, by hand: a right given by mistake must not slip through unseen.
MATRIX: list[tuple[str, str, set[Role], str]] = [
    ("GET", "/overview", FIGURES, "figures, nobody's name"),
    ("GET", "/quotas", FIGURES, "figures, nobody's name"),
    ("GET", "/agencies/so-noi-vu", OWN, "the focal point's own agency, with names"),
    ("GET", "/agencies/so-tu-phap", LOOK, "another agency's names are nothing for a focal point"),
    ("GET", "/contestants", LOOK, "names of all"),
    ("GET", "/contestants/ABCDE-FGHJK", LOOK, "a person's data"),
    ("GET", "/signals", LOOK, "suspicions about people"),
    ("GET", "/audit", LOOK, "who did what"),
    ("GET", "/imports", LOOK, "files handed in"),
    ("GET", "/rebuilds", LOOK, "how the site is rebuilt"),
    ("GET", "/results", LOOK, "a draft with names and answers"),
    ("GET", "/imports/templates/roster", LOOK, "an empty form"),
    ("GET", "/jobs/nothing", LOOK, "how far a job has come"),
    ("GET", "/jobs/nothing/parts/0", LOOK, "a file with names"),
    ("POST", "/exports", LOOK, "reading, though a file is made"),
    ("POST", "/recounts", LOOK, "reading, though something is counted"),
    ("POST", "/imports", DO, "changes lists"),
    ("POST", "/imports/nothing/confirmation", DO, "changes lists"),
    ("POST", "/contestants/ABCDE-FGHJK/rulings", DO, "takes somebody out"),
    ("POST", "/contestants/ABCDE-FGHJK/posts", DO, "moves somebody"),
    ("POST", "/contestants/ABCDE-FGHJK/erasure", DO, "forgets somebody"),
    ("POST", "/rounds/vong-1/adjustments", DO, "changes the time of all"),
    ("PUT", "/notice", DO, "tells everybody something"),
    ("POST", "/drafts", DO, "has a result worked out"),
    ("DELETE", "/drafts/current", DO, "takes a draft back"),
    ("POST", "/drafts/current/approval", DO, "publishes a result"),
    ("POST", "/rebuilds", DO, "rebuilds what everybody sees"),
    ("POST", "/agencies/so-noi-vu/links", DO, "lets somebody in"),
]


@pytest.fixture
def desks(office: Office) -> dict[Role, Desk]:
    return {role: office.desk(name) for role, name in PEOPLE.items()}


def ask(desk: Desk, method: str, path: str, **headers: str) -> Any:
    """A request whose form is wrong, if it needs one: rights are looked at before forms."""
    return desk.call(method, path, {} if method != "GET" else None, **headers)


def test_the_matrix_names_every_route(office: Office) -> None:
    """A new route must say here who may ask for it."""
    ours = {(each.method, each.path) for each in office.api.routes if each.roles is not None}
    signing = {("GET", "/me"), ("POST", "/totp"), ("PUT", "/totp")}
    shapes = {(method, _shape(path)) for method, path, _, _ in MATRIX}
    assert {(method, _shape(path.removeprefix(BASE))) for method, path in ours} == {
        (method, _shape(path)) for method, path in signing
    } | shapes


def _shape(path: str) -> str:
    named = ("rounds", "agencies", "contestants", "jobs", "parts", "templates")
    parts = path.strip("/").split("/")
    variable = {n for n, part in enumerate(parts, 1) if part in named}
    variable |= {1} if parts[0] == "imports" and parts[-1] == "confirmation" else set()
    return "/".join("*" if n in variable else part for n, part in enumerate(parts))


@pytest.mark.parametrize(("method", "path", "allowed", "reason"), MATRIX)
def test_each_role_gets_what_is_its_own_and_no_more(
    office: Office, desks: dict[Role, Desk], method: str, path: str, allowed: set[Role], reason: str
) -> None:
    """Whoever may not is refused as forbidden, and the trail tells of it."""
    office.count()
    for role, desk in desks.items():
        answer = ask(desk, method, path)
        if role in allowed:
            assert answer.status not in (401, 403), f"{role}: {reason}"
        else:
            assert (answer.status, answer.code) == (403, "forbidden"), f"{role}: {reason}"
    entries = desks[Role.AUDITOR].get("/audit").body["entries"]
    told = {each["actor"] for each in entries if each["action"] == "refused"}
    assert told == {PEOPLE[role] for role in Role if role not in allowed}


@pytest.mark.parametrize(("method", "path", "allowed", "reason"), MATRIX)
def test_nobody_gets_in_without_a_session_or_from_elsewhere(
    office: Office, desks: dict[Role, Desk], method: str, path: str, allowed: set[Role], reason: str
) -> None:
    """No cookie, a made-up one, no header of ours, another site: each is refused."""
    desk = desks[Role.SECRETARIAT]
    forged = desk.jar["to_chuc"][:-8] + "AAAAAAAA"
    stranger, forger = Desk(office), Desk(office, {"to_chuc": forged})
    assert ask(stranger, method, path).code == "not_signed_in"
    assert ask(forger, method, path).code == "not_signed_in"
    assert ask(desk, method, path, X_To_Chuc="").code == "cross_site"
    for site in ("cross-site", "same-site", "none"):
        assert ask(desk, method, path, Sec_Fetch_Site=site).code == "cross_site", site


def test_refusals_of_nobody_known_are_counted(office: Office) -> None:
    """They can't fill the trail up, and can't go unseen either."""
    for _ in range(3):
        Desk(office).get("/overview")
    trail = office.desk("kiem-tra").get("/audit").body
    assert {(each["code"], each["count"]) for each in trail["refused"]} == {("not_signed_in", 3)}
    assert all(each["action"] != "refused" for each in trail["entries"])


def test_a_link_opens_one_agency_and_only_until_it_is_replaced(office: Office) -> None:
    """A focal point's link: own agency, nothing of any other, void once a newer one is made."""
    secretary = office.desk("thu-ky")
    first = secretary.post("/agencies/so-tu-phap/links", {"days": 7}).body["url"].split("/")[-1]
    focal = Desk(office)
    assert focal.post("/sessions", {"link": first}).body["agency"] == "so-tu-phap"
    assert focal.get("/agencies/so-tu-phap").status == 200
    assert focal.get("/agencies/so-noi-vu").code == "forbidden"
    assert focal.get("/contestants").code == "forbidden"
    secretary.post("/agencies/so-tu-phap/links", {"days": 7})
    assert focal.get("/agencies/so-tu-phap").code == "not_signed_in"
    assert Desk(office).post("/sessions", {"link": first}).code == "link_expired"
