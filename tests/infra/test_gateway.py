"""API Gateway on one machine: cookies and files travel as they do on AWS (payload format 2.0)."""

from typing import Any

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request, Response

from functions._http import Answer, Api, File, Route, SetCookie
from infra.local import template
from infra.local.gateway import Gateway, to_event

ME = template.Route("GET", "/api/organizer/me", "Secretary")
CONTENT = bytes(range(256))


def hand_out(cookies: dict[str, str], query: dict[str, str]) -> Answer:
    """A file, and a cookie for the way home."""
    name = f"{cookies['a']}-{query['q']}.xlsx"
    file = File(content=CONTENT, media_type="application/x-test", file_name=name)
    return Answer(200, file, (SetCookie("b", "2", "/api"), SetCookie("gone", "", "/api")))


def answer(**request: Any) -> Response:
    route = Route("GET", ME.path, hand_out, {200: File}, query=True, cookies=True)
    functions = {"Secretary": Api("secretary", route).function()}
    builder = EnvironBuilder(ME.path, **request)
    return Gateway(functions).answer(Request(builder.get_environ()))


def test_a_file_goes_out_byte_by_byte_under_its_name() -> None:
    """However odd its bytes, and whatever letters its name has."""
    got = answer(headers={"Cookie": "x=1; a=tệp".encode().decode("latin-1")}, query_string="q=số 1")
    assert (got.status_code, got.data, got.mimetype) == (200, CONTENT, "application/x-test")
    assert got.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert got.headers["Cache-Control"] == "no-store"


def test_cookies_come_in_beside_the_headers_and_go_out_one_by_one() -> None:
    """A function that read the header would find nothing on AWS."""
    request = Request(EnvironBuilder(ME.path, headers={"Cookie": "a=1; b=x=y"}).get_environ())
    event = to_event(request, ME)
    assert event["cookies"] == ["a=1", "b=x=y"]
    assert "cookie" not in event["headers"]
    got = answer(headers={"Cookie": "a=1"}, query_string="q=2")
    assert got.headers.getlist("Set-Cookie") == [
        "b=2; Path=/api; HttpOnly; Secure; SameSite=Strict",
        "gone=; Path=/api; Max-Age=0; HttpOnly; Secure; SameSite=Strict",
    ]
