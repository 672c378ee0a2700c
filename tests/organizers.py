"""Organizers at their desks, over the same world as the contestants.

office = Office(world, cognito)
desk = office.desk("thu-ky")                       # signed in through Cognito (moto), cookie kept
desk.get("/overview").body["totals"]
"""

import base64
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import boto3
from moto.server import ThreadedMotoServer
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from contest.store.forge import Forge, NoForge
from contest.store.identity_provider import IdentityProvider, PublishedKeys
from functions import secretary
from infra.local import organizers
from infra.local.gateway import Context, to_event
from tests.world import Answer, World, match

BASE = "/api/organizer"


@dataclass
class Cognito:
    """A user pool with somebody for each role."""

    provider: IdentityProvider
    people: dict[str, organizers.Sample]


@contextmanager
def cognito(agency: str = "so-noi-vu") -> Iterator[Cognito]:
    """The template's user pool in moto's server."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    client = boto3.client("cognito-idp", endpoint_url=endpoint)
    values = organizers.create_pool(client)
    people = {each.username: each for each in organizers.samples(agency)}
    for person in people.values():
        organizers.invite(client, values["Organizers"], person)
    pool, app = values["Organizers"], values["OrganizersApp"]
    keys = PublishedKeys(f"{endpoint}/{pool}/.well-known/jwks.json")
    try:
        yield Cognito(IdentityProvider(client, pool, app, keys), people)
    finally:
        client.close()
        server.stop()


class Office:
    """The secretary over a world; what it asks of the clerk is done at once."""

    def __init__(self, world: World, pool: Cognito, forge: Forge | None = None) -> None:
        self.world = world
        self.pool = pool
        self.api = secretary.routes(world.outside, pool.provider, self, forge or NoForge())
        self.handler = self.api.function()

    def invoke(self, payload: dict[str, Any]) -> None:
        """What the secretary hands the clerk."""
        self.world.clerk(payload, None)

    def count(self) -> None:
        """Let the clerk come by, and whatever just happened be long enough ago to count."""
        from datetime import timedelta

        self.world.clock.now += timedelta(minutes=1)
        self.world.clerk({}, None)

    def desk(self, username: str) -> "Desk":
        """Somebody signed in."""
        desk = Desk(self)
        password = self.pool.people[username].password
        answer = desk.post("/sessions", {"username": username, "password": password})
        assert answer.status == 200, answer.body
        return desk


@dataclass
class Desk:
    """A browser with the console in it."""

    office: Office
    jar: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        """Look at something."""
        return self.call("GET", path, None, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """Do something."""
        return self.call("POST", path, body, **headers)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One request, with the header and cookies that a browser on our page sends."""
        sent = {"X-To-Chuc": "1"} | {name.replace("_", "-"): each for name, each in headers.items()}
        sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        builder = EnvironBuilder(BASE + path, method=method, headers=sent, json=body)
        request = Request(builder.get_environ())
        route, values = match(method, request.path)
        event = to_event(request, route, values)
        result = self.office.handler(event, Context("Secretary"))
        self._keep(result.get("cookies", []))
        return Answer(result["statusCode"], _body(result), result["headers"])

    def _keep(self, cookies: list[str]) -> None:
        for each in cookies:
            name, _, value = each.partition(";")[0].partition("=")
            self.jar[name] = value

    def import_file(self, kind: str, name: str, content: bytes) -> Answer:
        """Hand a file in, for a preview."""
        form = {"kind": kind, "file_name": name, "content": base64.b64encode(content).decode()}
        return self.post("/imports", form)

    def job(self, job_id: str) -> Any:
        """How a job stands."""
        return self.get(f"/jobs/{job_id}").body

    def export(self, kind: str, form: str, as_of: str | None = None) -> tuple[Any, bytes]:
        """Have a file made and fetch it."""
        asked = self.post("/exports", {"kind": kind, "format": form, "as_of": as_of})
        job = self.job(asked.body["job"])
        assert job["state"] == "done", job
        parts = (self.get(f"/jobs/{job['id']}/parts/{n}") for n in range(job["result"]["parts"]))
        return job, b"".join(part.body for part in parts)


def _body(result: dict[str, Any]) -> Any:
    if result.get("isBase64Encoded"):
        return base64.b64decode(result["body"])
    return json.loads(result["body"])
