"""API Gateway on one machine: the template's routes, HTTP requests as its version 2.0 events."""

import base64
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from infra.local import template


@dataclass(frozen=True)
class Context:
    """What Lambda tells a handler about itself."""

    function_name: str
    aws_request_id: str = "local"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:local"


class Gateway:
    """Sends each request to the function whose route it matches."""

    def __init__(self, functions: Mapping[str, Any]) -> None:
        self._functions = functions
        self._routes = Map([_rule(route) for route in template.routes()])
        # Powertools keeps the current event on a class: one request at a time in one process.
        self._one_at_a_time = threading.Lock()

    def answer(self, request: Request) -> Response:
        """The function's answer to a request, or API Gateway's own."""
        try:
            adapter = self._routes.bind(request.host)
            route, values = adapter.match(request.path, method=request.method)
        except HTTPException as error:
            text = '{"message":"Not Found"}'
            return Response(text, status=error.code, mimetype="application/json")
        event = to_event(request, route, values)
        with self._one_at_a_time:
            result = self._functions[route.function](event, Context(route.function))
        return Response(_body(result), result["statusCode"], _headers(result))


def _rule(route: template.Route) -> Rule:
    path = route.path.replace("{", "<").replace("}", ">")
    return Rule(path, methods=[route.method], endpoint=route)


def _body(result: Mapping[str, Any]) -> str | bytes:
    body: str = result["body"]
    return base64.b64decode(body) if result.get("isBase64Encoded") else body


def _headers(result: Mapping[str, Any]) -> list[tuple[str, str]]:
    headers = [(name, str(value)) for name, value in result.get("headers", {}).items()]
    return headers + [("Set-Cookie", each) for each in result.get("cookies", [])]


def to_event(
    request: Request, route: template.Route, values: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A request as API Gateway hands it to a function (payload format 2.0).

    Cookies are taken out of the headers into a list of their own.
    """
    body = request.get_data()
    headers = {name.lower(): value for name, value in request.headers.items()}
    cookies = [each.strip() for each in headers.pop("cookie", "").split(";") if each.strip()]
    text = request.mimetype.startswith(("application/json", "text/"))
    http = {"method": request.method, "path": request.path, "sourceIp": request.remote_addr or ""}
    return {
        "version": "2.0",
        "routeKey": f"{route.method} {route.path}",
        "rawPath": request.path,
        "rawQueryString": request.query_string.decode(),
        "headers": headers,
        "cookies": cookies,
        "queryStringParameters": request.args.to_dict(),
        "pathParameters": dict(values or {}),
        "requestContext": {"http": http, "requestId": "local", "stage": "$default"},
        "body": body.decode(errors="replace") if text else base64.b64encode(body).decode(),
        "isBase64Encoded": not text,
    }
