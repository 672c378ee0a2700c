"""What the functions really do, each held to its policies: nothing is refused, nothing unused."""

import fnmatch
import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import boto3
import jwt
import pytest
from moto import mock_aws
from moto.utilities.utils import load_resource

from contest.domain.rebuild import Run, State
from contest.domain.rules import Contest
from contest.store.identity_provider import IdentityProvider
from contest.store.public_files import FolderFiles
from contest.store.publication import Publication
from contest.store.secrets import SecretName, SecretsFile
from functions import secretary
from functions._wiring import Function, Outside
from infra.local import organizers, template
from infra.local.template import Reference
from tests.infra.policies import (
    CLERK,
    FUNCTIONS,
    INDEX,
    POOL,
    SECRETS,
    TABLE,
    allows,
    as_list,
    may,
    statements,
)
from tests.organizers import Cognito, Desk, Office
from tests.world import OTHER_DEVICE, Built, World, application, blank


class Call(NamedTuple):
    """Something asked of AWS."""

    function: str
    action: str
    resource: Reference
    leading: str | None = None


class Guard:
    """Judges each call of a client by the policies of the function that is at work."""

    def __init__(self, dynamodb: Any, cognito: Any) -> None:
        self.at_work: str | None = None
        self.calls: set[Call] = set()
        for service, client in (("dynamodb", dynamodb), ("cognito-idp", cognito)):
            client.meta.events.register(f"provide-client-params.{service}.*", self.judge)

    def over(self, function: str, handler: Function) -> Function:
        """The handler under guard."""

        def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
            before, self.at_work = self.at_work, function
            try:
                return handler(event, context)
            finally:
                self.at_work = before

        return handle

    def judge(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        """Refuse what AWS would refuse."""
        if self.at_work is None or model.auth_type == "none":
            return  # what a person asks with their own token needs no permission of ours
        for action, leading, resource in asked(model, params):
            self.ask(action, resource, leading)

    def ask(self, action: str, resource: Reference, leading: str | None = None) -> None:
        """Refuse it, or note that it was asked for."""
        assert self.at_work is not None
        self.calls.add(Call(self.at_work, action, resource, leading))
        assert may(self.at_work, action, resource, leading), (
            f"{self.at_work} may not {action} {leading}"
        )


Asked = tuple[str, str | None, Reference]


def asked(model: Any, params: dict[str, Any]) -> Iterator[Asked]:
    """The permissions that a call needs: action, leading key, resource."""
    if model.service_model.service_name == "cognito-idp":
        yield f"cognito-idp:{model.name}", None, POOL
        return
    resource = INDEX if "IndexName" in params else TABLE
    for action, leading in keyed(model.name, params):
        yield f"dynamodb:{action}", leading, resource


def keyed(operation: str, params: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Actions with the keys they are about; a transaction or a batch needs those of its parts."""
    if operation == "TransactWriteItems":
        for part in params["TransactItems"]:
            ((kind, inner),) = part.items()
            action = "ConditionCheckItem" if kind == "ConditionCheck" else f"{kind}Item"
            yield action, inner.get("Key", inner.get("Item"))["pk"]["S"]
    elif operation == "BatchGetItem":
        for wanted in params["RequestItems"].values():
            yield from ((operation, each["pk"]["S"]) for each in wanted["Keys"])
    elif operation == "BatchWriteItem":
        for writes in params["RequestItems"].values():
            yield from ((operation, each["PutRequest"]["Item"]["pk"]["S"]) for each in writes)
    elif operation == "Query":
        values = params["ExpressionAttributeValues"]
        yield operation, values.get(":pk", values.get(":who"))["S"]
    else:
        item = params.get("Key", params.get("Item"))
        yield operation, item["pk"]["S"] if item else None


class GuardedSecrets:
    """Secrets for one function: those that its policy grants."""

    def __init__(self, function: str, kept: SecretsFile) -> None:
        self.function, self.kept = function, kept

    def get(self, *names: SecretName) -> tuple[bytes, ...]:
        """The secrets of those names."""
        assert all(self.function in SECRETS[name] for name in names), (self.function, names)
        return self.kept.get(*names)


def strictest(contest: Contest) -> Contest:
    """The contest with every rule that makes functions read or write more than usual."""
    data = contest.model_dump()
    data["entry"]["unique_phone"] = True
    for each in data["rounds"]:
        each["attempts"] |= {"per_day": 3, "answers_may_change": False}
    return Contest.model_validate(data)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built.make(tmp_path_factory.mktemp("built"))


class PoolKeys:
    """The keys of moto's pools, without a server to fetch them from."""

    def key(self, token: str) -> Any:
        (jwk,) = load_resource("cognitoidp/resources/jwks-public.json")["keys"]
        return jwt.PyJWK.from_dict(jwk).key


class ForgeAtHand:
    """A forge that takes everything on; what it is told over HTTP is tested elsewhere."""

    kind = "github"

    def start(self, key: str, now: datetime) -> Run:
        return Run("1", "", State.RUNNING, now, "", "Đang dựng trang.")

    def runs(self) -> list[Run]:
        return []


class GuardedOffice(Office):
    """The console, under guard; what it asks of the clerk is judged and done at once."""

    def __init__(self, world: World, pool: Cognito, outside: Outside, guard: Guard) -> None:
        self.world, self.pool, self.guard = world, pool, guard
        self.api = secretary.routes(outside, pool.provider, self, ForgeAtHand())
        self.handler = guard.over("Secretary", self.api.function())

    def invoke(self, payload: dict[str, Any]) -> None:
        self.guard.ask("lambda:InvokeFunction", CLERK)
        super().invoke(payload)


@contextmanager
def guarded(
    built: Built, rules: Contest, folder: Path
) -> Iterator[tuple[World, GuardedOffice, Guard]]:
    """A contest whose functions are held to their policies; each has its own memory."""
    with mock_aws():
        client, cognito = boto3.client("dynamodb"), boto3.client("cognito-idp")
        guard = Guard(client, cognito)
        world = World(client, folder, built, rules)

        def outside(name: str) -> Outside:
            secrets = GuardedSecrets(name, built.secrets)
            return Outside(world.clock, world.table, secrets, Publication(world.table))

        for name in ("Registrar", "Proctor", "Grader", "Clerk"):
            module = importlib.import_module(template.module_name(name))
            extra = (FolderFiles(world.live),) if name == "Clerk" else ()
            handler = guard.over(name, module.build(outside(name), *extra))
            if name == "Clerk":
                world.clerk = handler
            else:
                world.handlers[name] = handler
        office = GuardedOffice(world, user_pool(cognito), outside("Secretary"), guard)
        yield world, office, guard
        client.close()
        cognito.close()


def user_pool(client: Any) -> Cognito:
    """The template's pool with somebody for each role."""
    values = organizers.create_pool(client)
    pool, app = values["Organizers"], values["OrganizersApp"]
    people = {each.username: each for each in organizers.samples("so-noi-vu")}
    for each in people.values():
        organizers.invite(client, pool, each)
    return Cognito(IdentityProvider(client, pool, app, PoolKeys()), people)


def walk(world: World) -> None:
    """Everything that happens to entries: sign-in, take-over, hand-in, lateness, running out."""
    form = application(phone="0912000111")
    person = world.call("POST", "/api/contestants", form)
    assert person.status == 201
    assert world.call("POST", "/api/contestants", form).status == 409
    sign_in = {key: form[key] for key in ("national_id", "birth_date", "phone")}
    assert world.call("POST", "/api/sessions", sign_in | {"phone": "0912000112"}).status == 401
    assert world.call("POST", "/api/sessions", sign_in).status == 200
    assert world.me(person)
    first = world.start(person)
    assert world.start(person, device=OTHER_DEVICE).status == 200
    right = world.right_answers(first)
    assert world.save(first, right, device=OTHER_DEVICE).status == 200
    assert world.save(first, right).status == 409
    assert world.submit(first, right).status == 201
    assert world.submit(first, right).status == 200
    second = world.start(person)
    assert world.save(second, blank(second)).status == 200
    world.clock.now += timedelta(hours=1)
    assert world.submit(second, blank(second)).status == 410
    third = world.start(person)
    assert world.save(third, blank(third)).status == 200
    world.clock.now += timedelta(hours=1)
    assert world.clerk({}, None)["settled"] == 1
    assert world.start(person).status == 409


def walk_console(world: World, office: GuardedOffice) -> None:
    """A day at the console: in, look at everything, do everything, out."""
    person = world.register(national_id="066090999001", full_name="Người Được Xem")
    code = person.body["candidate_code"]
    office.count()
    desk = sign_in(office)
    look(desk, code)
    act(desk, code)
    bring_in(desk)
    take_out(desk)
    link = desk.post("/agencies/so-noi-vu/links", {"days": 7}).body["url"].split("/")[-1]
    focal = Desk(office)
    assert focal.post("/sessions", {"link": link}).status == 200
    assert focal.get("/agencies/so-noi-vu").status == 200
    assert focal.get("/contestants").status == 403
    assert Desk(office).get("/me").status == 401
    rank_and_publish(world, office, desk)
    assert desk.call("DELETE", "/sessions").status == 200


def sign_in(office: GuardedOffice) -> Desk:
    """By every step there is; here moto takes any one-time code."""
    wrong = {"username": "thu-ky", "password": "sai"}
    assert Desk(office).post("/sessions", wrong).status == 401
    first = office.desk("thu-ky")
    assert first.post("/totp", {}).status == 200
    assert first.call("PUT", "/totp", {"code": "123456"}).status == 200
    proof = {"username": "thu-ky", "password": office.pool.people["thu-ky"].password}
    desk = Desk(office)
    asked_for = desk.post("/sessions", proof).body
    answer = desk.post("/sessions/challenge", asked_for | {"answer": "123456"})
    assert answer.body["totp"] is True
    return desk


def look(desk: Desk, code: str) -> None:
    """At every page."""
    pages = ["/me", "/overview", "/quotas", "/agencies/so-noi-vu", "/contestants?q=nguoi"]
    pages += ["/contestants?q=066090999001", f"/contestants/{code}", "/signals", "/audit"]
    pages += ["/imports", "/imports/templates/roster", "/rebuilds"]
    for page in pages:
        assert desk.get(page).status == 200, page


def act(desk: Desk, code: str) -> None:
    """Every deed."""
    why = {"reason": "Theo biên bản số 1"}
    person = f"/contestants/{code}"
    for answer in (
        desk.post(f"{person}/rulings", why | {"disqualified": True}),
        desk.post(f"{person}/rulings", why | {"disqualified": False}),
        desk.post(f"{person}/posts", why | {"agency": "so-tu-phap", "group": "official"}),
        desk.post(f"{person}/erasure", why),
        desk.post("/rounds/vong-1/adjustments", why | {"add_minutes": 5}),
        desk.call("PUT", "/notice", {"text": "Gia hạn năm phút."}),
    ):
        assert answer.status == 200, answer.body
    assert desk.post("/rebuilds", why).status == 202


FILES = {
    "roster": "Họ và tên,CCCD,Mã cơ quan,Nhóm\nNgười Được Cử,066090999002,so-noi-vu,{group}\n",
    "exclusions": "Họ và tên,Số định danh,Lý do\nNgười Không Dự Thi,066090999003,{reason}\n",
    "headcounts": "Mã cơ quan,{groups}\nso-noi-vu,{counts}\n",
}


def bring_in(desk: Desk) -> None:
    """Each kind of file; two at once, so that the second finds that the list has moved on."""
    groups = ["Lãnh đạo", "Lãnh đạo cấp phòng", "Công chức", "Một cửa"]
    roster = [FILES["roster"].format(group=each) for each in ("Công chức", "Lãnh đạo cấp phòng")]
    exclusions = FILES["exclusions"].format(reason="Thành viên Tổ Thư ký")
    headcounts = FILES["headcounts"].format(groups=",".join(groups), counts="1,2,9,3")
    files = [("roster", each) for each in roster]
    files += [("exclusions", exclusions), ("headcounts", headcounts)]
    seen = [desk.import_file(kind, f"{kind}.csv", text.encode()) for kind, text in files]
    for answer in seen:
        assert answer.status == 201 and not answer.body["problems"], answer.body
        begun = desk.post(f"/imports/{answer.body['id']}/confirmation", {})
        assert desk.job(begun.body["job"])["state"] == "done"


def take_out(desk: Desk) -> None:
    """Each kind of file, and figures of a past moment."""
    as_of = desk.get("/quotas").body["as_of"]
    begun = desk.post("/recounts", {"as_of": as_of})
    assert desk.job(begun.body["job"])["state"] == "done"
    assert desk.get(f"/quotas?as_of={as_of}").status == 200
    for kind, form in (("contestants", "xlsx"), ("participation", "csv"), ("report", "docx")):
        assert desk.export(kind, form)[1]


def rank_and_publish(world: World, office: GuardedOffice, desk: Desk) -> None:
    """A result after the last round, and a correction of it; one draft is taken back."""
    world.clock.now = world.contest.rounds[-1].closes_at + timedelta(days=1)
    office.count()
    second, why = office.desk("thu-ky-2"), {"reason": "Theo biên bản số 2"}
    for number in (1, 2):
        assert desk.post("/drafts", why).status == 202
        assert desk.call("DELETE", "/drafts/current", why).status == 200
        assert desk.post("/drafts", why).status == 202
        draft = second.get("/results").body["draft"]
        assert (draft["state"], draft["number"]) == ("ready", number), draft["words"]
        approved = second.post("/drafts/current/approval", {"digest": draft["digest"]})
        assert desk.job(approved.body["job"])["state"] == "done"
    office.count()


@pytest.fixture(scope="module")
def calls(built: Built, tmp_path_factory: pytest.TempPathFactory) -> set[Call]:
    """Every call of every function, each allowed by its policy or else the walk ends here."""
    found: set[Call] = set()
    rules = built.sources.contest
    for each in (rules, strictest(rules)):
        with guarded(built, each, tmp_path_factory.mktemp("world")) as (world, office, guard):
            walk(world)
            walk_console(world, office)
            found |= guard.calls
    return found


@pytest.mark.parametrize("function", FUNCTIONS)
def test_policies_allow_what_the_functions_do(function: str, calls: set[Call]) -> None:
    """From registration to the clerk and the console, nothing is asked that AWS would refuse."""
    assert [call for call in calls if call.function == function]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_policies_allow_nothing_that_no_function_does(function: str, calls: set[Call]) -> None:
    """In each statement every action is taken, and every kind of key touched, under some rules."""
    for each in statements(function):
        allowed = [
            call
            for call in calls
            if call.function == function and allows(each, call.action, call.resource, call.leading)
        ]
        actions = {each for each in as_list(each["Action"]) if not each.startswith(UNSEEN)}
        assert {call.action for call in allowed} == actions, each["Sid"]
        for wanted in each.get("Condition", {}).values():
            for pattern in wanted["dynamodb:LeadingKeys"]:
                keys = [call.leading or "" for call in allowed]
                assert any(fnmatch.fnmatchcase(key, pattern) for key in keys), pattern


UNSEEN = ("secretsmanager:", "s3:")  # judged by name in `test_template`, and by `GuardedSecrets`


@pytest.mark.parametrize(
    ("function", "key"), [("Proctor", "KEY#"), ("Secretary", "KEY#"), ("Secretary", "PAPERS#")]
)
def test_the_guard_refuses(built: Built, tmp_path: Path, function: str, key: str) -> None:
    """A function that did more than its row says would be found out."""
    with guarded(built, built.sources.contest, tmp_path) as (world, _, guard):
        edition = world.built.editions["vong-1"].edition.id

        def peek(_event: Any, _context: Any) -> Any:
            return world.table.get(f"{key}{edition}", key.rstrip("#"))

        with pytest.raises(AssertionError, match=f"{function} may not dynamodb:GetItem {key}"):
            guard.over(function, peek)({}, None)


def test_the_guard_watches_the_pool_too(built: Built, tmp_path: Path) -> None:
    """A secretary that made itself friends would be found out."""
    with guarded(built, built.sources.contest, tmp_path) as (_, office, guard):
        stranger = organizers.Sample("ban-be", "Mat-khau-2023", "secretariat", "")

        def befriend(_event: Any, _context: Any) -> Any:
            client: Any = office.pool.provider._client
            organizers.invite(client, office.pool.provider._pool, stranger)

        with pytest.raises(AssertionError, match="Secretary may not cognito-idp:AdminCreateUser"):
            guard.over("Secretary", befriend)({}, None)
