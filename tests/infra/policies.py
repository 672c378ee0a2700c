"""Policies of the template, judged as AWS judges them, so that a statement added later counts."""

import fnmatch
from collections.abc import Iterator
from typing import Any

from contest.store.secrets import SecretName
from infra.local import template
from infra.local.template import Reference

FUNCTIONS = ("Registrar", "Proctor", "Grader", "Secretary", "Clerk")
WITH_ROUTES = ("Registrar", "Proctor", "Grader", "Secretary")
TABLE = Reference("GetAtt", "ContestTable.Arn")
INDEX = Reference("Sub", "${ContestTable.Arn}/index/ByCode")
POOL = Reference("GetAtt", "Organizers.Arn")
CLERK = Reference("GetAtt", "Clerk.Arn")
SECRETS: dict[SecretName, set[str]] = {
    "identity-pepper": {"Registrar", "Secretary"},
    "session-key": {"Registrar"},
    "exam-token-key": {"Proctor"},
    "paper-master-key": {"Proctor"},
    "receipt-key": {"Grader"},
    "result-key": {"Clerk"},
    "profile-key": {"Registrar", "Secretary", "Clerk"},
    "link-key": {"Secretary"},
    "forge-token": {"Secretary"},
}


def statements(function: str) -> Iterator[dict[str, Any]]:
    """The statements of a function's own policies."""
    for policy in template.functions()[function]["Policies"]:
        assert isinstance(policy, dict), "a policy by name grants what nobody reads here"
        yield from policy["Statement"]


def as_list(value: Any) -> list[Any]:
    """One or many, as many; a Reference is a tuple, and one resource."""
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
    """Whether a function may do any of these to items under a key."""
    return any(may(function, f"dynamodb:{action}", TABLE, leading) for action in actions)
