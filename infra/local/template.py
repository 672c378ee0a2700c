"""Reads `infra/template.yaml`, so that nothing else spells tables, routes, permissions again."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

PATH = Path(__file__).parents[1] / "template.yaml"


class Reference(NamedTuple):
    """An intrinsic function as written: `!Ref ContestTable` is Reference("Ref", "ContestTable")."""

    function: str
    argument: Any


class Route(NamedTuple):
    """A route of the HTTP API and the function that answers it."""

    method: str
    path: str
    function: str


class _Loader(yaml.SafeLoader):
    pass


def _intrinsic(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Reference:
    if isinstance(node, yaml.ScalarNode):
        return Reference(suffix, loader.construct_scalar(node))
    if isinstance(node, yaml.SequenceNode):
        return Reference(suffix, loader.construct_sequence(node, deep=True))
    return Reference(suffix, loader.construct_mapping(node, deep=True))  # type: ignore[arg-type]


_Loader.add_multi_constructor("!", _intrinsic)


@cache
def load() -> Mapping[str, Any]:
    """The whole template."""
    document: Mapping[str, Any] = yaml.load(PATH.read_text(), Loader=_Loader)  # noqa: S506 - a SafeLoader
    return document


def resources(kind: str) -> dict[str, Any]:
    """The properties of all resources of a kind, by logical name."""
    return {
        name: each["Properties"]
        for name, each in load()["Resources"].items()
        if each["Type"] == kind
    }


def functions() -> dict[str, Any]:
    """The functions by logical name."""
    return resources("AWS::Serverless::Function")


def routes() -> Iterator[Route]:
    """All routes of the HTTP API."""
    for name, function in functions().items():
        for event in function["Events"].values():
            if event["Type"] == "HttpApi":
                yield Route(event["Properties"]["Method"], event["Properties"]["Path"], name)


def module_name(function: str) -> str:
    """The module that a function's handler stands in."""
    handler: str = functions()[function]["Handler"]
    return handler.rpartition(".")[0]


def environment(function: str, values: Mapping[str, str]) -> dict[str, str]:
    """A function's environment; `values` gives what each `!Ref` stands for."""
    shared = load()["Globals"]["Function"]["Environment"]["Variables"]
    own = functions()[function].get("Environment", {}).get("Variables", {})
    return {name: resolve(each, values) for name, each in {**shared, **own}.items()}


def resolve(value: Any, values: Mapping[str, str]) -> str:
    """A text of the template with its `!Ref` looked up."""
    return values[value.argument] if isinstance(value, Reference) else str(value)


def security_headers() -> dict[str, str]:
    """The headers the CDN adds to every answer."""
    (policy,) = resources("AWS::CloudFront::ResponseHeadersPolicy").values()
    config = policy["ResponseHeadersPolicyConfig"]
    headers, custom = config["SecurityHeadersConfig"], config["CustomHeadersConfig"]["Items"]
    age = headers["StrictTransportSecurity"]["AccessControlMaxAgeSec"]
    return {
        "Content-Security-Policy": headers["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": headers["FrameOptions"]["FrameOption"],
        "Referrer-Policy": headers["ReferrerPolicy"]["ReferrerPolicy"],
        "Strict-Transport-Security": f"max-age={age}",
        **{each["Header"]: each["Value"] for each in custom},
    }


def create_table(client: Any, name: str = "ContestTable") -> str:
    """The template's table in any DynamoDB, with nothing that only AWS itself can do."""
    wanted = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")
    (table,) = resources("AWS::DynamoDB::Table").values()
    client.create_table(TableName=name, **{key: table[key] for key in wanted})
    return name
