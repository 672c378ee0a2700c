"""Requests no page would send, and failures that are ours: each is told as what it is."""

import base64
import json

from contest.store.documents import put_document
from infra.local.gateway import Context
from tests.world import World, application, event_of


def test_a_body_that_is_no_text_is_malformed_and_no_crash(world: World) -> None:
    """A crash would be counted as a failing submission, so anyone could ring the alarm."""
    for path in ("/api/contestants", "/api/submissions"):
        function, event = event_of("POST", path)
        event |= {"body": base64.b64encode(b"\xff\xfe").decode(), "isBase64Encoded": True}
        answer = world.handlers[function](event, Context(function))
        assert (answer["statusCode"], json.loads(answer["body"])["code"]) == (400, "malformed")


def test_rules_that_cannot_be_read_are_not_the_askers_mistake(world: World) -> None:
    """Rules newer than the code: the form is not called wrong, the page tries again by itself."""
    newer = world.contest.model_dump(mode="json") | {"of_next_year": True}
    put_document(world.table, "CONTEST", "RULES", newer)
    answer = world.call("POST", "/api/contestants", application())
    assert (answer.status, answer.code) == (503, "unavailable")
