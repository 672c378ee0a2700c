"""What goes out of a function, and what of a request is read: bodies, files, cookies, refusals."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.shared.cookies import Cookie, SameSite
from pydantic import BaseModel, ConfigDict, ValidationError

from contest.domain import refusal
from contest.domain.refusal import FieldError, Refusal

_ANSWER = "application/json; charset=utf-8"
_PROBLEM = "application/problem+json; charset=utf-8"
_UNCACHED: dict[str, Any] = {"Cache-Control": "no-store"}
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


class File(Body):
    """A body that is a file rather than JSON, handed on byte by byte."""

    content: bytes
    media_type: str
    file_name: str | None = None
    """What the browser shall call it when it is saved; None leaves that to the page."""


@dataclass(frozen=True)
class SetCookie:
    """A cookie that no script can read and no other site can send; an empty one goes away.

    It has no lifetime of its own: it ends with the browser, or with the token in it.
    """

    name: str
    value: str
    path: str


@dataclass(frozen=True)
class Answer:
    """What a handler answers when it doesn't refuse."""

    status: int
    body: BaseModel
    cookies: tuple[SetCookie, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def respond(answer: Answer) -> Response[Any]:
    """An answer as it goes out: JSON, or a file byte by byte."""
    cookies = [_cookie(each) for each in answer.cookies]
    headers = _UNCACHED | dict(answer.headers)
    if isinstance(answer.body, File):
        content, kind = answer.body.content, answer.body.media_type
        return Response(answer.status, kind, content, headers | _named(answer.body), cookies)
    text = answer.body.model_dump_json(exclude_unset=True)
    return Response(answer.status, _ANSWER, text, headers, cookies)


def _named(file: File) -> dict[str, str]:
    """What a file is called when it is saved (RFC 6266; names in UTF-8 as of RFC 8187)."""
    if file.file_name is None:
        return {}
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.file_name)}"}


def _cookie(cookie: SetCookie) -> Cookie:
    return Cookie(
        cookie.name,
        cookie.value,
        path=cookie.path,
        secure=True,
        http_only=True,
        same_site=SameSite.STRICT_MODE,
        max_age=None if cookie.value else 0,
    )


def problem(reason: Refusal) -> Response[str]:
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


def read_form(form: type[Body], event: Any) -> Body:
    """The body of a request, read; refuses one that has another form, naming the fields."""
    try:
        return form.model_validate_json(event.decoded_body or "")
    except ValidationError as error:
        errors = tuple(_field_errors(error))
        reason = refusal.INVALID.because(*errors) if errors else refusal.MALFORMED
        raise RefusedError(reason) from None
    except UnicodeDecodeError:
        raise RefusedError(refusal.MALFORMED) from None


def _field_errors(error: ValidationError) -> Iterator[FieldError]:
    for each in error.errors(include_url=False, include_context=False, include_input=False):
        place = ".".join(str(part) for part in each["loc"])
        if place:
            missing = each["type"] == "missing"
            code = "required" if missing else "invalid"
            yield FieldError(place, code, _MISSING if missing else _WRONG_FORM)
