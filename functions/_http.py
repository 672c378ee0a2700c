"""HTTP at the edge of a function: Powertools routes and validates, refusals are problem details."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.metrics import MetricUnit
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel, ConfigDict

from contest.domain import refusal
from contest.domain.refusal import FieldError, Refusal
from contest.domain.token import Kind, Verified, verify
from contest.store.publication import NotPublishedError
from functions._wiring import Function, Outside

_ANSWER = "application/json; charset=utf-8"
_PROBLEM = "application/problem+json; charset=utf-8"
_MISSING = "Vui lòng điền mục này."
_WRONG_FORM = "Mục này chưa đúng dạng. Vui lòng xem lại."


class RefusedError(Exception):
    """Raised where a handler cannot go on; carries what to answer."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.code)
        self.reason = reason


class Body(BaseModel):
    """A request or response body; unknown members are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def answer(status: int, body: Body) -> Response[Any]:
    """A JSON answer that no cache keeps."""
    headers = {"Cache-Control": "no-store"}
    return Response(status, _ANSWER, body.model_dump_json(exclude_unset=True), headers)  # type: ignore[arg-type]


def problem(reason: Refusal) -> Response[Any]:
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
    text = json.dumps(body, ensure_ascii=False)
    return Response(reason.status, _PROBLEM, text, {"Cache-Control": "no-store"})


class Api:
    """The routes of one function, and how its failures are told."""

    def __init__(self, name: str) -> None:
        self.resolver = APIGatewayHttpResolver(enable_validation=True)
        self._logger = Logger(service=name)
        self._metrics = Metrics(namespace="HoiThiCCHC", service=name)
        self.resolver.exception_handler(RefusedError)(self._refused)
        self.resolver.exception_handler(RequestValidationError)(_invalid)
        self.resolver.exception_handler([NotPublishedError, BotoCoreError, ClientError])(
            self._broken
        )
        self.resolver.exception_handler(NotFoundError)(lambda _: problem(refusal.NOT_FOUND))

    def function(self) -> Function:
        """The handler of the function's events."""

        def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:
            try:
                return self.resolver.resolve(event, context)
            finally:
                self._metrics.flush_metrics()

        return handle

    def _refused(self, error: RefusedError) -> Response[Any]:
        # Codes are counted, never logged with a person: see the privacy rules.
        self._metrics.add_metric(
            name=f"refused_{error.reason.code}", unit=MetricUnit.Count, value=1
        )
        return problem(error.reason)

    def _broken(self, error: Exception) -> Response[Any]:
        self._logger.error(
            "outside failed", error=type(error).__name__, reason=_public_reason(error)
        )
        return problem(refusal.UNAVAILABLE)


def _public_reason(error: Exception) -> str:
    """The error without what a request held: a code, or our own words."""
    if isinstance(error, ClientError):
        return str(error.response["Error"]["Code"])
    return str(error) if isinstance(error, NotPublishedError) else ""


def _invalid(error: RequestValidationError) -> Response[Any]:
    errors = tuple(_field_errors(error))
    return problem(refusal.INVALID.because(*errors) if errors else refusal.MALFORMED)


def _field_errors(error: RequestValidationError) -> Iterator[FieldError]:
    for each in error.errors():
        place = [str(part) for part in each["loc"] if part not in ("body", "header", "path")]
        if place and each["type"] != "json_invalid":
            missing = each["type"] == "missing"
            code = "required" if missing else "invalid"
            yield FieldError(".".join(place), code, _MISSING if missing else _WRONG_FORM)


def bearer(authorization: str | None) -> str:
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
