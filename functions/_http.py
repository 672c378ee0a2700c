"""HTTP at the edge of a function: what routes there are, and how failures are told.

Powertools routes, logs and counts. Bodies are read by pydantic here rather than by Powertools'
validation, whose machinery for API documents costs a cold start more than it saves (decision
0003); `infra.openapi` writes the document from the same routes. Routes of a function that has a
`Guard` are handed out only to whom it admits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Protocol

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel, Field, ValidationError

from contest.domain import refusal
from contest.domain.keys import Kind
from contest.domain.organizer import Organizer, Role
from contest.domain.privacy import TamperedError
from contest.domain.refusal import Refusal
from contest.domain.token import Verified, verify
from contest.store.publication import NotPublishedError
from functions._answers import (
    Answer,
    Body,
    File,
    RefusedError,
    SetCookie,
    problem,
    read_form,
    respond,
)
from functions._wiring import Function, Outside

__all__ = ["Answer", "Api", "Asked", "Body", "Device", "File", "Guard", "RefusedError", "Route"]
__all__ += ["SetCookie", "read_token"]


Device = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$", description="A random id the browser keeps")
]


@dataclass(frozen=True)
class Route:
    """A route: what it takes, who does the work, what it may answer.

    Parts of the path in braces are handed over by name; besides, as the fields below say: `form`,
    `session`, `who` (behind a guard, where roles are named), `query` and `cookies`.
    """

    method: str
    path: str
    do: Callable[..., Answer]
    answers: Mapping[int, type[BaseModel]]
    body: type[Body] | None = None
    session: bool = False
    roles: frozenset[Role] | None = None
    """Who may ask; None is anybody: signing in cannot ask for a session."""
    query: bool = False
    cookies: bool = False


@dataclass(frozen=True)
class Asked:
    """What a guard sees of a request; header names are lower-case."""

    route: Route
    headers: Mapping[str, str]
    cookies: Mapping[str, str]


class Guard(Protocol):
    """Whoever stands before the routes of a function."""

    def recognise(self, asked: Asked) -> Organizer | None:
        """Who is behind the request as far as anybody can tell; refuses nothing yet."""

    def admit(self, asked: Asked, who: Organizer | None) -> None:
        """Lets the request pass or raises RefusedError."""

    def refused(self, who: Organizer | None, route: Route, reason: Refusal) -> None:
        """Told of every refusal, the guard's own and those of the handlers."""


class Api:
    """The routes of one function, served."""

    def __init__(self, name: str, *routes: Route, guard: Guard | None = None) -> None:
        self.routes = routes
        self._guard = guard
        self._resolver = APIGatewayHttpResolver()
        self._logger = Logger(service=name)
        self._name = name
        for route in routes:
            path = route.path.replace("{", "<").replace("}", ">")
            self._resolver.route(path, route.method)(self._handler(route))
        tell = self._resolver.exception_handler
        tell(RefusedError)(self._refused)
        # Forms are read below: a shape that fails anywhere else is ours, not the asker's.
        ours = [NotPublishedError, TamperedError, BotoCoreError, ClientError, ValidationError]
        tell(ours)(self._broken)
        tell(NotFoundError)(lambda _: problem(refusal.NOT_FOUND))

    def function(self) -> Function:
        """The handler of the function's events."""
        return self._resolver.resolve

    def _handler(self, route: Route) -> Callable[..., Response[Any]]:
        def handle(**arguments: Any) -> Response[Any]:
            if self._guard is None:
                return respond(route.do(**arguments, **self._taken(route)))
            return self._behind(self._guard, route, arguments)

        return handle

    def _behind(self, guard: Guard, route: Route, arguments: dict[str, Any]) -> Response[Any]:
        """A request that a guard must admit first; every refusal is told to it."""
        event = self._resolver.current_event
        headers = {name.lower(): value for name, value in event.headers.items()}
        asked = Asked(route, headers, self._cookies())
        who = guard.recognise(asked)
        try:
            guard.admit(asked, who)
            known = {"who": who} if route.roles is not None else {}
            return respond(route.do(**arguments, **self._taken(route), **known))
        except RefusedError as error:
            guard.refused(who, route, error.reason)
            raise

    def _taken(self, route: Route) -> dict[str, Any]:
        """What the route takes of a request besides its path."""
        event = self._resolver.current_event
        taken: dict[str, Any] = {}
        if route.body is not None:
            taken["form"] = read_form(route.body, event)
        if route.session:
            taken["session"] = _bearer(event.headers.get("authorization"))
        if route.query:
            taken["query"] = dict(event.query_string_parameters or {})
        if route.cookies:
            taken["cookies"] = self._cookies()
        return taken

    def _cookies(self) -> dict[str, str]:
        # The gateway takes cookies out of the headers into a list of their own (payload 2.0).
        pairs = (each.partition("=") for each in self._resolver.current_event.get("cookies") or [])
        return {name.strip(): value for name, _, value in pairs}

    def _refused(self, error: RefusedError) -> Response[str]:
        # Codes are counted, never logged with a person: see the privacy rules.
        name = f"refused_{error.reason.code}"
        # Of its own each time: what `Metrics` shares, a request beside this one may have flushed.
        metrics = EphemeralMetrics(namespace="HoiThiCCHC", service=self._name)
        metrics.add_metric(name=name, unit=MetricUnit.Count, value=1)
        metrics.flush_metrics()
        return problem(error.reason)

    def _broken(self, error: Exception) -> Response[str]:
        kind = type(error).__name__
        self._logger.error("outside failed", error=kind, reason=_public_reason(error))
        return problem(refusal.UNAVAILABLE)


def _public_reason(error: Exception) -> str:
    """The error without what a request held: a code, or our own words."""
    if isinstance(error, ClientError):
        return str(error.response["Error"]["Code"])
    return str(error) if isinstance(error, NotPublishedError) else ""


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
