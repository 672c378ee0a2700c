"""HTTP at the edge of a function: what routes there are, and how failures are told.

Powertools routes, logs and counts. Bodies are read by pydantic here rather than by Powertools'
validation, whose machinery for API documents costs a cold start more than it saves (decision
0003); `infra.openapi` writes the document from the same routes.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.metrics import MetricUnit
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contest.domain import refusal
from contest.domain.keys import Kind
from contest.domain.refusal import FieldError, Refusal
from contest.domain.token import Verified, verify
from contest.store.publication import NotPublishedError
from functions._wiring import Function, Outside

_ANSWER = "application/json; charset=utf-8"
_PROBLEM = "application/problem+json; charset=utf-8"
_UNCACHED: dict[str, Any] = {"Cache-Control": "no-store"}
_MISSING = "Vui lòng điền mục này."
_WRONG_FORM = "Mục này chưa đúng dạng. Vui lòng xem lại."


Device = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$", description="A random id the browser keeps")
]


class RefusedError(Exception):
    """Raised where a handler cannot go on; carries what to answer."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.code)
        self.reason = reason


class Body(BaseModel):
    """A request or response body; unknown members are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Answer:
    """What a handler answers when it doesn't refuse."""

    status: int
    body: Body


@dataclass(frozen=True)
class Route:
    """A route: what it takes, who does the work, what it may answer."""

    method: str
    path: str
    do: Callable[..., Answer]
    answers: Mapping[int, type[Body]]
    body: type[Body] | None = None
    session: bool = False


class Api:
    """The routes of one function, served."""

    def __init__(self, name: str, *routes: Route) -> None:
        self.routes = routes
        self._resolver = APIGatewayHttpResolver()
        self._logger = Logger(service=name)
        self._metrics = Metrics(namespace="HoiThiCCHC", service=name)
        for route in routes:
            path = route.path.replace("{", "<").replace("}", ">")
            self._resolver.route(path, route.method)(self._handler(route))
        tell = self._resolver.exception_handler
        tell(RefusedError)(self._refused)
        # Forms are read below: a shape that fails anywhere else is ours, not the asker's.
        tell([NotPublishedError, BotoCoreError, ClientError, ValidationError])(self._broken)
        tell(NotFoundError)(lambda _: _problem(refusal.NOT_FOUND))

    def function(self) -> Function:
        """The handler of the function's events."""
        return self._resolver.resolve

    def _handler(self, route: Route) -> Callable[..., Response[str]]:
        def handle(**arguments: Any) -> Response[str]:
            event = self._resolver.current_event
            if route.body is not None:
                try:
                    arguments["form"] = route.body.model_validate_json(event.decoded_body or "")
                except ValidationError as error:
                    return _invalid(error)
                except UnicodeDecodeError:
                    return _problem(refusal.MALFORMED)
            if route.session:
                arguments["session"] = _bearer(event.headers.get("authorization"))
            answer = route.do(**arguments)
            text = answer.body.model_dump_json(exclude_unset=True)
            return Response(answer.status, _ANSWER, text, _UNCACHED)

        return handle

    def _refused(self, error: RefusedError) -> Response[str]:
        # Codes are counted, never logged with a person: see the privacy rules.
        name = f"refused_{error.reason.code}"
        self._metrics.add_metric(name=name, unit=MetricUnit.Count, value=1)
        self._metrics.flush_metrics()
        return _problem(error.reason)

    def _broken(self, error: Exception) -> Response[str]:
        kind = type(error).__name__
        self._logger.error("outside failed", error=kind, reason=_public_reason(error))
        return _problem(refusal.UNAVAILABLE)


def _problem(reason: Refusal) -> Response[str]:
    """A refusal as problem details (RFC 9457)."""
    body: dict[str, Any] = {
        "type": f"urn:hoi-thi-cchc:problem:{reason.code}",
        "title": reason.title,
        "status": reason.status,
        "code": reason.code,
        "detail": reason.detail,
        **reason.extra,
    }
    if reason.errors:
        body["errors"] = [vars(error) for error in reason.errors]
    return Response(reason.status, _PROBLEM, json.dumps(body, ensure_ascii=False), _UNCACHED)


def _public_reason(error: Exception) -> str:
    """The error without what a request held: a code, or our own words."""
    if isinstance(error, ClientError):
        return str(error.response["Error"]["Code"])
    return str(error) if isinstance(error, NotPublishedError) else ""


def _invalid(error: ValidationError) -> Response[str]:
    errors = tuple(_field_errors(error))
    return _problem(refusal.INVALID.because(*errors) if errors else refusal.MALFORMED)


def _field_errors(error: ValidationError) -> Iterator[FieldError]:
    for each in error.errors(include_url=False, include_context=False, include_input=False):
        place = ".".join(str(part) for part in each["loc"])
        if place:
            missing = each["type"] == "missing"
            code = "required" if missing else "invalid"
            yield FieldError(place, code, _MISSING if missing else _WRONG_FORM)


def _bearer(authorization: str | None) -> str:
    """The token of an Authorization header (RFC 6750), or an empty text."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def read_token(
    outside: Outside, token: str, kind: Kind, now: datetime, otherwise: Refusal
) -> Verified:
    """The claims of a genuine token; refuses with `otherwise` if it isn't one."""
    issuer = outside.publication.contest().contest.id
    verified = verify(token, kind, outside.keys(kind), issuer, now)
    if verified is None:
        raise RefusedError(otherwise)
    return verified
