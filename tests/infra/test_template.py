"""What `infra/template.yaml` grants: no function can reach what its row in the design denies it.

Policies are judged as AWS judges them (`Policies.allow`), so a statement added later counts, too.
"""

import fnmatch
import importlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from contest.domain.phase import VIETNAM
from contest.domain.rules import Contest
from contest.store.public_files import FolderFiles
from contest.store.publication import Publication
from contest.store.secrets import NAMES, SecretName, SecretsFile, variable
from contest.store.table import Table
from functions._wiring import Function, Outside
from infra.local import template
from infra.local.template import Reference
from tests.world import OTHER_DEVICE, Built, World, application, blank

ROOT = Path(__file__).parents[2]
FUNCTIONS = ("Registrar", "Proctor", "Grader", "Clerk")
WITH_ROUTES = ("Registrar", "Proctor", "Grader")
TABLE = Reference("GetAtt", "ContestTable.Arn")
READS = ("GetItem", "BatchGetItem", "Query", "Scan")
WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")
KEYS = {
    "rules": "CONTEST",
    "pointer": "ROUND#vong-1",
    "papers": "PAPERS#abc",
    "answers": "KEY#abc",
    "person": "C#abc",
    "tries": "T#abc",
    "phone": "H#abc",
}


def statements(function: str) -> Iterator[dict[str, Any]]:
    for policy in template.functions()[function]["Policies"]:
        assert isinstance(policy, dict), "a policy by name grants what nobody reads here"
        yield from policy["Statement"]


def as_list(value: Any) -> list[Any]:
    # A Reference is a tuple, and one resource.
    return list(value) if isinstance(value, list) else [value]


def allows(statement: dict[str, Any], action: str, resource: Any, leading: str | None) -> bool:
    """Whether one statement allows an action; the leading key is None where a call names none."""
    assert statement["Effect"] == "Allow"
    if not any(
        fnmatch.fnmatchcase(action.lower(), a.lower()) for a in as_list(statement["Action"])
    ):
        return False
    if resource not in as_list(statement["Resource"]):
        return False
    return all(
        holds(operator, wanted, leading)
        for operator, keys in statement.get("Condition", {}).items()
        for wanted in [keys["dynamodb:LeadingKeys"]]
    )


def holds(operator: str, wanted: list[str], leading: str | None) -> bool:
    """ForAllValues holds where there is no value at all: AWS says so, and attackers know it."""
    assert operator in {"ForAllValues:StringEquals", "ForAllValues:StringLike"}
    if leading is None:
        return True
    if operator.endswith("Equals"):
        return leading in wanted
    return any(fnmatch.fnmatchcase(leading, pattern) for pattern in wanted)


def may(function: str, action: str, resource: Any, leading: str | None = None) -> bool:
    """Whether a function's policies allow it."""
    return any(allows(each, action, resource, leading) for each in statements(function))


def may_touch(function: str, actions: tuple[str, ...], leading: str) -> bool:
    return any(may(function, f"dynamodb:{action}", TABLE, leading) for action in actions)


@pytest.mark.parametrize(
    ("statement", "leading", "allowed", "reason"),
    [
        ({}, "KEY#a", True, "no condition: everything"),
        ({"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["C"]}}, "C", True, "equal"),
        ({"ForAllValues:StringEquals": {"dynamodb:LeadingKeys": ["C*"]}}, "CC", False, "no wild"),
        ({"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["C#*"]}}, "C#a", True, "like"),
        (
            {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["C#*"]}},
            "KEY#C#a",
            False,
            "unlike",
        ),
        (
            {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["C#*"]}},
            None,
            True,
            "no key named",
        ),
    ],
)
def test_conditions_are_judged_as_by_aws(
    statement: dict[str, Any], leading: str | None, allowed: bool, reason: str
) -> None:
    """The evaluator below would see a hole if there were one."""
    whole = {
        "Effect": "Allow",
        "Action": "dynamodb:Get*",
        "Resource": TABLE,
        "Condition": statement,
    }
    assert allows(whole, "dynamodb:GetItem", TABLE, leading) == allowed, reason
    assert not allows(whole, "dynamodb:PutItem", TABLE, leading)
    assert not allows(whole, "dynamodb:GetItem", Reference("Ref", "SessionKey"), leading)


def test_these_are_all_functions() -> None:
    """A function added later must get its row in the tables below."""
    assert set(template.functions()) == set(FUNCTIONS)


@pytest.mark.parametrize(
    ("key", "readers", "reason"),
    [
        ("rules", {"Registrar", "Proctor", "Grader", "Clerk"}, "all go by the rules"),
        ("pointer", {"Proctor", "Clerk"}, "who starts attempts must know the edition"),
        ("papers", {"Proctor", "Clerk"}, "who deals papers must know their names"),
        ("answers", {"Grader", "Clerk"}, "only who grades may see an answer"),
        ("person", {"Registrar", "Proctor", "Grader", "Clerk"}, "entries stand there"),
        ("tries", {"Clerk"}, "tries are counted under a condition, never read"),
        ("phone", {"Registrar", "Clerk"}, "only who registers people knows phones"),
    ],
)
def test_who_may_read_what(key: str, readers: set[str], reason: str) -> None:
    """Reads by leading key. The clerk walks the whole table, so it is in every row."""
    assert {each for each in FUNCTIONS if may_touch(each, READS, KEYS[key])} == readers, reason


@pytest.mark.parametrize(
    ("key", "writers", "reason"),
    [
        ("rules", set(), "rules are published, never changed by a function"),
        ("pointer", set(), "editions are published"),
        ("papers", set(), "editions are published"),
        ("answers", set(), "no function can change an answer"),
        ("person", {"Registrar", "Proctor", "Grader", "Clerk"}, "entries stand there"),
        ("tries", {"Registrar"}, "tries are counted at sign-in"),
        ("phone", {"Registrar"}, "phones are reserved at registration"),
    ],
)
def test_who_may_write_what(key: str, writers: set[str], reason: str) -> None:
    """Writes by leading key."""
    assert {each for each in FUNCTIONS if may_touch(each, WRITES, KEYS[key])} == writers, reason


def test_only_the_clerk_walks_the_table() -> None:
    """A scan names no key, so no condition holds it back; nobody else may ask for one."""
    assert {each for each in FUNCTIONS if may(each, "dynamodb:Scan", TABLE)} == {"Clerk"}


def test_nobody_reaches_the_table_by_another_door() -> None:
    """Actions that name no leading key, or no item at all, are granted to none but the walk."""
    doors = ["PartiQLSelect", "PartiQLUpdate", "PartiQLInsert", "PartiQLDelete", "GetRecords"]
    doors += ["ExportTableToPointInTime", "CreateBackup", "UpdateTable", "DeleteTable"]
    for door in doors:
        assert not [each for each in FUNCTIONS if may(each, f"dynamodb:{door}", TABLE)], door


@pytest.mark.parametrize(
    ("action", "allowed", "reason"),
    [
        ("PutItem", {"Registrar"}, "who registers people makes their profiles"),
        ("UpdateItem", {"Proctor", "Grader", "Clerk"}, "entries are updated under a condition"),
        ("DeleteItem", set(), "nobody can erase a person or an entry"),
    ],
)
def test_who_may_do_what_to_people_and_entries(action: str, allowed: set[str], reason: str) -> None:
    """Making, changing and erasing are three things."""
    able = {each for each in FUNCTIONS if may_touch(each, (action,), KEYS["person"])}
    assert able == allowed, reason


SECRETS: dict[SecretName, set[str]] = {
    "identity-pepper": {"Registrar"},
    "session-key": {"Registrar"},
    "exam-token-key": {"Proctor"},
    "paper-master-key": {"Proctor"},
    "receipt-key": {"Grader"},
}


def logical(name: SecretName) -> Reference:
    return Reference("Ref", "".join(part.title() for part in name.split("-")))


def test_each_secret_of_the_code_is_in_the_template() -> None:
    """None is missing on AWS, none lies there unused."""
    there = template.resources("AWS::SecretsManager::Secret")
    assert set(there) == {logical(name).argument for name in NAMES}
    assert set(SECRETS) == set(NAMES)
    for each in there.values():
        assert "SecretString" not in each, "a secret written into a template is none"
        assert each["GenerateSecretString"]["PasswordLength"] >= 64


@pytest.mark.parametrize("name", NAMES)
def test_each_secret_has_one_keeper(name: SecretName) -> None:
    """The table of the design: who may read which secret."""
    action = "secretsmanager:GetSecretValue"
    assert {each for each in FUNCTIONS if may(each, action, logical(name))} == SECRETS[name]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_is_told_of_the_secrets_it_may_read_and_no_other(function: str) -> None:
    """Its SECRET_… variables name exactly what its policy grants, each by its own name."""
    own = template.functions()[function]["Environment"]["Variables"]
    told = {key: value for key, value in own.items() if key.startswith("SECRET_")}
    granted = {variable(name): logical(name) for name in NAMES if function in SECRETS[name]}
    assert told == granted


def test_nothing_is_granted_by_wildcard() -> None:
    """Every action is spelt out, every resource is one of ours, every policy is Allow by name."""
    for function in FUNCTIONS:
        for each in statements(function):
            assert not {"NotAction", "NotResource", "NotPrincipal"} & set(each)
            for action in as_list(each["Action"]):
                assert re.fullmatch(r"[a-z0-9]+:[A-Za-z]+", action), (function, action)
            for resource in as_list(each["Resource"]):
                assert isinstance(resource, Reference), (function, resource)
                assert "*" not in resource.argument


def test_a_function_has_no_role_but_its_own() -> None:
    """No shared role, and no policy for all functions in Globals."""
    shared = template.load()["Globals"]["Function"]
    assert not {"Role", "Policies"} & set(shared)
    assert not [name for name, each in template.functions().items() if "Role" in each]
    assert not template.resources("AWS::IAM::Role")


def test_the_clerk_alone_tells_the_public_and_one_file_only() -> None:
    """It may replace /status.json, and nothing else on the site: no page, no script, no paper."""
    actions = {
        (function, action, resource)
        for function in FUNCTIONS
        for each in statements(function)
        for action in as_list(each["Action"])
        for resource in as_list(each["Resource"])
        if action.startswith("s3:")
    }
    status = Reference("Sub", "${SiteBucket.Arn}/status.json")
    assert actions == {("Clerk", "s3:PutObject", status)}


def test_the_clerk_has_no_door() -> None:
    """Nothing outside can call it: no route, no address of its own."""
    clerk = template.functions()["Clerk"]
    assert {event["Type"] for event in clerk["Events"].values()} == {"Schedule"}
    assert not [name for name, each in template.functions().items() if "FunctionUrlConfig" in each]
    assert not template.resources("AWS::Lambda::Permission")


def test_a_failure_that_is_told_politely_rings_too() -> None:
    """A 503 of a function is no error of Lambda's: only the API itself counts it."""
    alarms = template.resources("AWS::CloudWatch::Alarm").values()
    assert ("AWS/ApiGateway", "5xx") in {(each["Namespace"], each["MetricName"]) for each in alarms}


def test_no_function_shares_another_ones_route() -> None:
    """Each method and path leads to one function."""
    routes = [(route.method, route.path) for route in template.routes()]
    assert len(set(routes)) == len(routes)


class Secrets:
    """Secrets that are worth nothing."""

    def get(self, *names: SecretName) -> tuple[bytes, ...]:
        """One for each name."""
        return tuple(name.encode() for name in names)


@pytest.mark.parametrize("function", WITH_ROUTES)
def test_the_routes_of_the_template_are_those_of_the_code(function: str) -> None:
    """What the gateway sends, the function answers; what it answers can be reached."""
    table = Table.connect({"CONTEST_TABLE": "none"})
    outside = Outside(lambda: datetime.now(VIETNAM), table, Secrets(), Publication(table))
    module = importlib.import_module(template.module_name(function))
    answered = {(each.method, each.path) for each in module.routes(outside).routes}
    sent = {(each.method, each.path) for each in template.routes() if each.function == function}
    assert answered == sent
    assert sent


@pytest.mark.parametrize("function", FUNCTIONS)
def test_the_template_names_what_there_is(function: str) -> None:
    """The handler exists, and its package is the one that the build writes."""
    properties = template.functions()[function]
    module = importlib.import_module(template.module_name(function))
    assert hasattr(module, properties["Handler"].rpartition(".")[2])
    assert properties["Handler"] == f"functions.{function.lower()}.handler"
    assert properties["CodeUri"] == f"../dist/functions/{function.lower()}.zip"


def test_the_table_is_as_the_code_writes_it() -> None:
    """Two text keys; old tries go by themselves; what was stored survives a slip."""
    (table,) = template.resources("AWS::DynamoDB::Table").values()
    assert table["KeySchema"] == [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "sk", "KeyType": "RANGE"},
    ]
    assert {
        each["AttributeName"]: each["AttributeType"] for each in table["AttributeDefinitions"]
    } == {
        "pk": "S",
        "sk": "S",
    }
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    assert table["SSESpecification"]["SSEEnabled"] is True
    resource = template.load()["Resources"]["ContestTable"]
    assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"


def test_every_reference_leads_somewhere() -> None:
    """No `!Ref`, `!GetAtt` or `!Sub` names a resource that isn't there."""
    document = template.load()
    there = set(document["Resources"]) | {"AWS"}
    named = set(
        names(document["Resources"]) | names(document["Globals"]) | names(document["Outputs"])
    )
    assert named
    assert named <= there


def names(node: Any) -> set[str]:
    if isinstance(node, Reference):
        text = str(node.argument)
        found = (
            re.findall(r"\$\{(\w+)", text) if node.function == "Sub" else [re.split(r"\.", text)[0]]
        )
        return set(found)
    if isinstance(node, dict):
        return set().union(*(names(each) for each in node.values()))
    return set().union(*(names(each) for each in node)) if isinstance(node, list) else set()


def test_the_site_is_behind_the_cdn_only() -> None:
    """The bucket is closed to the world; only this distribution reads it."""
    (bucket,) = template.resources("AWS::S3::Bucket").values()
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    (policy,) = template.resources("AWS::S3::BucketPolicy").values()
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert statement["Action"] == "s3:GetObject"
    assert "AWS:SourceArn" in statement["Condition"]["StringEquals"]


def test_no_script_runs_but_our_own() -> None:
    """The content security policy allows this origin and nothing inline or evaluated."""
    policy = template.security_headers()["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == directives["script-src"] == "'self'"
    assert directives["object-src"] == directives["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy
    assert "http" not in policy


def pins(path: str) -> dict[str, str]:
    text = (ROOT / path).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


def test_the_layer_is_what_was_tested() -> None:
    """The functions' layer pins the very versions of the project's lock, each by its hash."""
    layer, project = pins("infra/functions-layer/requirements.txt"), pins("requirements.txt")
    assert layer
    assert layer == {name: project.get(name) for name in layer}
    asked = (ROOT / "infra/functions-layer/requirements.in").read_text().split()
    assert {re.sub(r"\[.*", "", each) for each in asked} <= set(layer)
    text = (ROOT / "infra/functions-layer/requirements.txt").read_text()
    assert text.count("==") == len(re.findall(r"==\S+[^\n]*\\\n\s+--hash=sha256:", text))


# ---- what the functions really do ---------------------------------------------------------------


class Guard:
    """Judges each call of a client by the policies of the function that is at work."""

    def __init__(self, client: Any) -> None:
        self.at_work: str | None = None
        self.calls: set[tuple[str, str, str]] = set()
        client.meta.events.register("provide-client-params.dynamodb.*", self.judge)

    def over(self, function: str, handler: Function) -> Function:
        """The handler under guard."""

        def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
            self.at_work = function
            try:
                return handler(event, context)
            finally:
                self.at_work = None

        return handle

    def judge(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        """Refuse what AWS would refuse."""
        if self.at_work is None:
            return
        for action, leading in asked(model.name, params):
            self.calls.add((self.at_work, action, leading or ""))
            assert may(self.at_work, f"dynamodb:{action}", TABLE, leading), (
                f"{self.at_work} may not {action} {leading}"
            )


def asked(operation: str, params: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """The permissions that a call needs; a transaction needs those of its parts."""
    if operation == "TransactWriteItems":
        for part in params["TransactItems"]:
            ((kind, inner),) = part.items()
            action = "ConditionCheckItem" if kind == "ConditionCheck" else f"{kind}Item"
            yield action, inner.get("Key", inner.get("Item"))["pk"]["S"]
    elif operation == "Query":
        yield operation, params["ExpressionAttributeValues"][":pk"]["S"]
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


@contextmanager
def guarded(built: Built, rules: Contest, folder: Path) -> Iterator[tuple[World, Guard]]:
    """A contest whose functions are held to their policies; each has its own memory."""
    with mock_aws():
        client = boto3.client("dynamodb")
        guard = Guard(client)
        world = World(client, folder, built, rules)
        for name in FUNCTIONS:
            module = importlib.import_module(template.module_name(name))
            table = world.table
            outside = Outside(
                world.clock, table, GuardedSecrets(name, built.secrets), Publication(table)
            )
            extra = (FolderFiles(world.live),) if name == "Clerk" else ()
            handler = guard.over(name, module.build(outside, *extra))
            if name == "Clerk":
                world.clerk = handler
            else:
                world.handlers[name] = handler
        yield world, guard
        client.close()


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


@pytest.fixture(scope="module")
def calls(built: Built, tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str, str]]:
    """Every call of every function, each allowed by its policy or else the walk ends here."""
    found: set[tuple[str, str, str]] = set()
    rules = built.sources.contest
    for each in (rules, strictest(rules)):
        with guarded(built, each, tmp_path_factory.mktemp("world")) as (world, guard):
            walk(world)
            found |= guard.calls
    return found


@pytest.mark.parametrize("function", FUNCTIONS)
def test_policies_allow_what_the_functions_do(
    function: str, calls: set[tuple[str, str, str]]
) -> None:
    """From registration to the clerk, nothing is asked for that AWS would refuse."""
    assert [call for call in calls if call[0] == function]


@pytest.mark.parametrize("function", FUNCTIONS)
def test_policies_allow_nothing_that_no_function_does(
    function: str, calls: set[tuple[str, str, str]]
) -> None:
    """In each statement every action is taken, and every kind of key touched, under some rules."""
    for each in statements(function):
        allowed = [
            (f"dynamodb:{action}", leading)
            for name, action, leading in calls
            if name == function and allows(each, f"dynamodb:{action}", TABLE, leading or None)
        ]
        actions = {each for each in as_list(each["Action"]) if each.startswith("dynamodb:")}
        assert {action for action, _ in allowed} == actions, each["Sid"]
        for wanted in each.get("Condition", {}).values():
            for pattern in wanted["dynamodb:LeadingKeys"]:
                assert any(fnmatch.fnmatchcase(key, pattern) for _, key in allowed), pattern


def test_the_guard_refuses(built: Built, tmp_path: Path) -> None:
    """A function that did more than its row says would be found out."""
    with guarded(built, built.sources.contest, tmp_path) as (world, guard):
        edition = world.built.editions["vong-1"].edition.id

        def peek(_event: Any, _context: Any) -> Any:
            return world.table.get(f"KEY#{edition}", "KEY")

        with pytest.raises(AssertionError, match="Proctor may not GetItem KEY#"):
            guard.over("Proctor", peek)({}, None)
