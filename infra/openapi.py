"""The API as an OpenAPI document, generated from the routes of the functions.

python -m infra.openapi            write site/app/openapi.json
python -m infra.openapi --check    prove it fresh
"""

import inspect
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from contest.domain import refusal
from contest.domain.refusal import Refusal
from contest.store.publication import Publication
from contest.store.table import Table
from functions import grader, proctor, registrar
from functions._http import Route
from functions._wiring import Outside

TARGET = Path(__file__).parents[1] / "site/app/openapi.json"
_REF = "#/components/schemas/{model}"
_DESCRIPTION = (
    "Register, sit a paper, hand in, get a receipt. Refusals are RFC 9457 problem details; "
    "`code` is stable, `detail` is Vietnamese and meant for people."
)


class _NoSecrets:
    """Routes are described without any secret of a real contest."""

    def get(self, *names: str) -> tuple[bytes, ...]:
        """Zeros, as many as asked for."""
        return tuple(bytes(32) for _ in names)


def all_routes() -> tuple[Route, ...]:
    """The routes of all functions; nothing is read to list them."""
    table = Table(None, "")  # type: ignore[arg-type]
    outside = Outside(lambda: datetime.now(UTC), table, _NoSecrets(), Publication(table))
    return tuple(
        route for each in (registrar, proctor, grader) for route in each.routes(outside).routes
    )


def document() -> dict[str, Any]:
    """The document of all functions together."""
    routes = all_routes()
    paths: dict[str, Any] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    schemas = {"Problem": _problem(), **_schemas(routes)}
    session = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    components = {"schemas": schemas, "securitySchemes": {"session": session}}
    info = {"title": "Hội thi CCHC", "version": "1", "description": _DESCRIPTION}
    return {"openapi": "3.1.0", "info": info, "paths": paths, "components": components}


def _schemas(routes: tuple[Route, ...]) -> dict[str, Any]:
    taken = {(route.body, "validation") for route in routes if route.body}
    given = {(model, "serialization") for route in routes for model in route.answers.values()}
    models: Any = sorted(taken | given, key=lambda pair: pair[0].__name__)
    schemas: dict[str, Any] = models_json_schema(models, ref_template=_REF)[1]["$defs"]
    return schemas


def _operation(route: Route) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.do.__name__,
        "summary": inspect.getdoc(route.do),
        "responses": {
            str(status): {"description": _words(model), "content": _json(model)}
            for status, model in route.answers.items()
        },
    }
    problem = {"application/problem+json": {"schema": {"$ref": _REF.format(model="Problem")}}}
    operation["responses"]["default"] = {"description": "Refused", "content": problem}
    if route.body:
        operation["requestBody"] = {"required": True, "content": _json(route.body)}
    if route.session:
        operation["security"] = [{"session": []}]
    if names := re.findall(r"{(\w+)}", route.path):
        operation["parameters"] = [_parameter(name) for name in names]
    return operation


def _parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _json(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(model=model.__name__)}}}


def _words(model: type[BaseModel]) -> str:
    return inspect.getdoc(model) or ""


def _problem() -> dict[str, Any]:
    codes = sorted(each.code for each in vars(refusal).values() if isinstance(each, Refusal))
    text = {"type": "string"}
    error = {"type": "object", "properties": {"field": text, "code": text, "detail": text}}
    return {
        "type": "object",
        "required": ["type", "title", "status", "code", "detail"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "code": {"type": "string", "enum": codes},
            "detail": text,
            "errors": {"type": "array", "items": error},
            "seq": {"type": "integer", "description": "with `stale`: the newer checkpoint's"},
        },
    }


def main() -> None:
    """Write the document, or prove it fresh."""
    text = json.dumps(document(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if "--check" not in sys.argv:
        TARGET.write_text(text, encoding="utf-8")
    elif not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
        sys.exit(f"{TARGET.name} is stale; run `python -m infra.openapi`")


if __name__ == "__main__":
    main()
