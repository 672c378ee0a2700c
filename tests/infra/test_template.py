"""What `infra/template.yaml` grants: no function can reach what its row in the design denies it."""

import importlib
import re
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from contest.domain.organizer import Role
from contest.domain.phase import VIETNAM
from contest.store.forge import NoForge
from contest.store.publication import Publication
from contest.store.secrets import NAMES, SecretName, variable
from contest.store.table import Table
from functions._wiring import Outside
from infra.local import template
from infra.local.template import Reference
from tests.infra.policies import (
    CLERK,
    FUNCTIONS,
    INDEX,
    POOL,
    SECRETS,
    TABLE,
    WITH_ROUTES,
    allows,
    as_list,
    may,
    may_touch,
    statements,
)

ROOT = Path(__file__).parents[2]
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
    "adjustments": "LIVE",
    "figures": "FIGURES#NOW",
    "directory": "DIRECTORY#1#000",
    "headcounts": "HEADCOUNTS",
    "job": "JOB#abc",
    "imports": "IMPORTS",
    "trail": "AUDIT",
    "head of the trail": "AUDITHEAD",
    "refusals": "REFUSED",
    "signed out": "ORGANIZER#abc",
    "link": "AGENCY#abc",
    "rebuilds": "REBUILDS",
    "opened edition": "EDITION#abc",
    "commitment": "COMMITMENT",
    "fact": "FACT#abc",
    "result": "RESULT",
    "draft": "DRAFT",
}
ALL = set(FUNCTIONS)


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
        ("rules", ALL, "all go by the rules"),
        ("adjustments", ALL, "all go by the rounds as they were moved"),
        ("pointer", {"Proctor"}, "who starts attempts must know the edition"),
        ("papers", {"Proctor"}, "who deals papers must know their names"),
        ("answers", {"Grader"}, "only who grades may see an answer"),
        ("person", ALL, "entries stand there"),
        ("tries", set(), "tries are counted under a condition, never read"),
        ("phone", {"Registrar"}, "only who registers people knows phones"),
        ("figures", {"Secretary"}, "organizers look at what was counted"),
        ("directory", {"Secretary"}, "organizers look people up"),
        ("headcounts", {"Secretary"}, "an import is compared with them"),
        ("job", {"Secretary"}, "organizers ask how far it has come"),
        ("imports", {"Secretary"}, "organizers look at what was imported"),
        ("trail", {"Secretary"}, "organizers look at what was done"),
        ("head of the trail", {"Secretary"}, "each deed is chained to the one before"),
        ("refusals", {"Secretary"}, "organizers look at what was refused"),
        ("signed out", {"Secretary"}, "only who signs organizers in knows who has left"),
        ("link", {"Secretary"}, "only who takes links knows which is good"),
        ("rebuilds", {"Secretary"}, "organizers look at how the site is rebuilt"),
        ("opened edition", set(), "questions with answers and salts are the clerk's alone"),
        ("commitment", set(), "salts stay with the clerk until a result tells them"),
        ("fact", set(), "what commitments name is told by results"),
        ("result", {"Registrar", "Secretary"}, "who tells a phase knows what came of the round"),
        ("draft", {"Secretary"}, "organizers look at a draft"),
    ],
)
def test_who_may_read_what(key: str, readers: set[str], reason: str) -> None:
    """Reads by leading key. The clerk walks the whole table, so it is in every row."""
    able = {each for each in FUNCTIONS if may_touch(each, READS, KEYS[key])}
    assert able == readers | {"Clerk"}, reason


@pytest.mark.parametrize(
    ("key", "writers", "reason"),
    [
        ("rules", set(), "rules are published, never changed by a function"),
        ("adjustments", {"Secretary"}, "only organizers move a round"),
        ("pointer", set(), "editions are published"),
        ("papers", set(), "editions are published"),
        ("answers", set(), "no function can change an answer"),
        ("person", ALL, "entries and histories stand there"),
        ("tries", {"Registrar", "Secretary"}, "tries are counted at sign-in"),
        ("phone", {"Registrar"}, "phones are reserved at registration"),
        ("figures", {"Clerk"}, "only the clerk counts"),
        ("directory", {"Clerk"}, "only the clerk counts"),
        ("headcounts", {"Clerk"}, "only the clerk does what an import says"),
        ("job", {"Secretary", "Clerk"}, "one begins it, the other does it"),
        ("imports", {"Secretary", "Clerk"}, "one begins it, the other does it"),
        ("trail", {"Secretary", "Clerk"}, "who does a deed tells of it"),
        ("head of the trail", {"Secretary", "Clerk"}, "who does a deed tells of it"),
        ("refusals", {"Secretary"}, "who refuses counts"),
        ("signed out", {"Secretary"}, "who signs organizers out remembers it"),
        ("link", {"Secretary"}, "who gives links out remembers which is good"),
        ("rebuilds", {"Secretary"}, "who asks for a rebuild remembers it"),
        ("opened edition", set(), "editions are published"),
        ("commitment", {"Clerk"}, "only the clerk commits"),
        ("fact", {"Clerk"}, "only the clerk commits"),
        ("result", {"Clerk"}, "only the clerk publishes"),
        ("draft", {"Secretary", "Clerk"}, "one asks and approves, the other works it out"),
    ],
)
def test_who_may_write_what(key: str, writers: set[str], reason: str) -> None:
    """Writes by leading key."""
    assert {each for each in FUNCTIONS if may_touch(each, WRITES, KEYS[key])} == writers, reason


def test_the_trail_is_only_ever_added_to() -> None:
    """No function can erase or update a deed, nor anything but a count beside it."""
    for action in ("UpdateItem", "DeleteItem", "BatchWriteItem"):
        for key in ("trail", "head of the trail"):
            assert not [each for each in FUNCTIONS if may_touch(each, (action,), KEYS[key])]


def test_the_index_tells_keys_only_and_only_organizers() -> None:
    """It leads from a candidate code to a person, and holds nothing else of them."""
    (table,) = template.resources("AWS::DynamoDB::Table").values()
    (index,) = table["GlobalSecondaryIndexes"]
    assert index["KeySchema"] == [{"AttributeName": "who", "KeyType": "HASH"}]
    assert index["Projection"] == {"ProjectionType": "KEYS_ONLY"}
    assert INDEX.argument.endswith(f"/index/{index['IndexName']}")
    able = {
        each for each in FUNCTIONS for action in READS if may(each, f"dynamodb:{action}", INDEX)
    }
    assert able == {"Secretary"}


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
        ("UpdateItem", ALL - {"Registrar"}, "entries and histories are updated under a condition"),
        ("DeleteItem", set(), "nobody can erase a person or an entry"),
    ],
)
def test_who_may_do_what_to_people_and_entries(action: str, allowed: set[str], reason: str) -> None:
    """Making, changing and erasing are three things."""
    able = {each for each in FUNCTIONS if may_touch(each, (action,), KEYS["person"])}
    assert able == allowed, reason


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
def test_each_secret_has_its_keepers(name: SecretName) -> None:
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
                assert re.fullmatch(r"[a-z0-9-]+:[A-Za-z]+", action), (function, action)
            for resource in as_list(each["Resource"]):
                assert isinstance(resource, Reference), (function, resource)
                assert "*" not in resource.argument.removesuffix("/ho-so/*")


def test_a_function_has_no_role_but_its_own() -> None:
    """No shared role, and no policy for all functions in Globals."""
    shared = template.load()["Globals"]["Function"]
    assert not {"Role", "Policies"} & set(shared)
    assert not [name for name, each in template.functions().items() if "Role" in each]
    assert not template.resources("AWS::IAM::Role")


def test_the_clerk_alone_tells_the_public_and_the_record_only() -> None:
    """It may replace what rounds and figures stand in, and keep the record: no page, no paper."""
    actions = {
        (function, action, resource)
        for function in FUNCTIONS
        for each in statements(function)
        for action in as_list(each["Action"])
        for resource in as_list(each["Resource"])
        if action.startswith("s3:")
    }
    files = ("status.json", "participation.json")
    wanted = {Reference("Sub", f"${{SiteBucket.Arn}}/{name}") for name in files}
    record = Reference("Sub", "${SiteBucket.Arn}/ho-so/*")
    kept = {("Clerk", f"s3:{action}", record) for action in ("PutObject", "GetObject")}
    assert actions == {("Clerk", "s3:PutObject", each) for each in wanted} | kept


def test_the_clerk_has_no_door() -> None:
    """Nothing outside can call it: no route, no address of its own; the secretary alone may."""
    clerk = template.functions()["Clerk"]
    assert {event["Type"] for event in clerk["Events"].values()} == {"Schedule"}
    assert not [name for name, each in template.functions().items() if "FunctionUrlConfig" in each]
    assert not template.resources("AWS::Lambda::Permission")
    callers = {
        (function, resource)
        for function in FUNCTIONS
        for each in statements(function)
        for resource in as_list(each["Resource"])
        if any(action.startswith("lambda:") for action in as_list(each["Action"]))
    }
    assert callers == {("Secretary", CLERK)}


# ---- organizers: the user pool --------------------------------------------------------------


def test_only_the_secretary_signs_organizers_in() -> None:
    """Four actions on one pool; it can make nobody an organizer and change nobody's group."""
    granted = {
        (function, action, resource)
        for function in FUNCTIONS
        for each in statements(function)
        for action in as_list(each["Action"])
        for resource in as_list(each["Resource"])
        if action.startswith("cognito")
    }
    actions = ("InitiateAuth", "RespondToAuthChallenge", "GetUser", "UserGlobalSignOut")
    assert granted == {("Secretary", f"cognito-idp:Admin{each}", POOL) for each in actions}


def test_nobody_becomes_an_organizer_by_themselves() -> None:
    """Accounts are made by an administrator, with long passwords; one-time codes may be had."""
    (pool,) = template.resources("AWS::Cognito::UserPool").values()
    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert pool["Policies"]["PasswordPolicy"]["MinimumLength"] >= 12
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("OPTIONAL", ["SOFTWARE_TOKEN_MFA"])
    assert pool["AccountRecoverySetting"]["RecoveryMechanisms"][0]["Name"] == "admin_only"


def test_no_browser_signs_in_past_the_secretary() -> None:
    """One flow, which needs AWS's own signature; an agency is written by administrators only."""
    (app,) = template.resources("AWS::Cognito::UserPoolClient").values()
    assert app["ExplicitAuthFlows"] == ["ALLOW_ADMIN_USER_PASSWORD_AUTH"]
    assert app["PreventUserExistenceErrors"] == "ENABLED"
    assert "custom:agency" in app["ReadAttributes"]
    assert not [each for each in app["WriteAttributes"] if each.startswith("custom:")]
    assert (app["IdTokenValidity"], app["TokenValidityUnits"]["IdToken"]) == (8, "hours")


def test_each_role_is_a_group() -> None:
    """As the code spells them."""
    groups = template.resources("AWS::Cognito::UserPoolGroup").values()
    assert {each["GroupName"] for each in groups} == set(Role)


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
    extra = (SimpleNamespace(), SimpleNamespace(), NoForge()) if function == "Secretary" else ()
    answered = {(each.method, each.path) for each in module.routes(outside, *extra).routes}
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
        "who": "S",
    }
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    assert table["SSESpecification"]["SSEEnabled"] is True
    resource = template.load()["Resources"]["ContestTable"]
    assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"


def test_every_reference_leads_somewhere() -> None:
    """No `!Ref`, `!GetAtt` or `!Sub` names a resource that isn't there."""
    document = template.load()
    there = set(document["Resources"]) | set(document["Parameters"]) | {"AWS"}
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
