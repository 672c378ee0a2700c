"""A whole contest to test against: real sources, real handlers, a table, a clock to move.

world = World(client, workdir)
person = world.register()                    # a contestant who doesn't exist
attempt = world.start(person, "vong-1")
world.submit(attempt, world.right_answers(attempt))
"""

import itertools
import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from contest.content.checks.question_sources import check
from contest.content.editions import make_edition
from contest.content.public_files import jwks_json
from contest.content.sources import Sources
from contest.domain.phase import VIETNAM
from contest.domain.record.opened_edition import OpenedEdition
from contest.domain.rules import Contest
from contest.domain.sealing import SealedEdition
from contest.store import headcounts, opened_editions, publication
from contest.store.public_files import FolderFiles
from contest.store.publication import Publication
from contest.store.secrets import SecretName, SecretsFile
from contest.store.table import Table
from functions import clerk, grader, proctor, registrar
from functions._wiring import Outside
from infra.local import template
from infra.local.gateway import Context, to_event

ROOT = Path(__file__).parents[1]
INSIDE_ROUND_1 = datetime(2023, 11, 8, 8, 0, tzinfo=VIETNAM)
DEVICE = "a-device-of-a-test-0001"
OTHER_DEVICE = "a-device-of-a-test-0002"
_numbers = itertools.count(1)


@dataclass
class Answer:
    """What a handler answered."""

    status: int
    body: Any
    headers: dict[str, str]

    @property
    def code(self) -> str | None:
        """The refusal's code."""
        return self.body.get("code")


@dataclass
class MovingClock:
    """A clock that stands still until it is moved."""

    now: datetime = INSIDE_ROUND_1

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Built:
    """Sources and editions: composed once for all tests, for they never change."""

    sources: Sources
    secrets: SecretsFile
    editions: dict[str, SealedEdition] = field(default_factory=dict)
    opened: dict[str, OpenedEdition] = field(default_factory=dict)

    @classmethod
    def make(cls, folder: Path) -> "Built":
        """Compose all rounds' papers from the real bank."""
        built = cls(check(ROOT / "question_src"), SecretsFile(folder / "secrets.json"))
        (master,) = built.secrets.get("paper-master-key")
        for rules in built.sources.contest.rounds:
            made = make_edition(built.sources, rules, master)
            built.editions[rules.id], built.opened[rules.id] = made
        return built


class World:
    """The functions over one table."""

    def __init__(
        self, client: Any, folder: Path, built: Built, contest: Contest | None = None
    ) -> None:
        self.built = built
        self.contest = contest or built.sources.contest
        self.client = client
        self.table = Table(client, f"contest-{next(_numbers)}")
        template.create_table(client, self.table.name)
        self.clock = MovingClock()
        self.live = folder / "live"
        names: tuple[SecretName, ...] = (
            "session-key",
            "exam-token-key",
            "receipt-key",
            "result-key",
        )
        self.jwks = jwks_json(*built.secrets.get(*names))
        self.publish()
        # What a container keeps for a minute grows old by the world's own clock.
        kept = Publication(self.table, lambda: self.clock().timestamp())
        self.outside = Outside(self.clock, self.table, built.secrets, kept)
        self.handlers = {
            "Registrar": registrar.build(self.outside),
            "Proctor": proctor.build(self.outside),
            "Grader": grader.build(self.outside),
        }
        self.clerk = clerk.build(self.outside, FolderFiles(self.live))

    def publish(self) -> None:
        """Publish the contest as it is now."""
        editions = tuple(each.edition for each in self.built.editions.values())
        opened = self.built.opened.values()
        opened_editions.publish(self.table, self.contest, opened, self.clock())
        publication.write(
            self.table, self.contest, self.built.sources.agencies, self.jwks, editions
        )
        headcounts.publish(self.table, self.contest, self.built.sources.agencies, self.clock())

    # ---- the API ---------------------------------------------------------------------------

    def call(self, method: str, path: str, body: Any = None, session: str | None = None) -> Answer:
        """One request through the template's own routes."""
        function, event = event_of(method, path, body, session)
        result = self.handlers[function](event, Context(function))
        return Answer(result["statusCode"], json.loads(result["body"]), result["headers"])

    def register(self, **changes: Any) -> Answer:
        """Register a person who doesn't exist."""
        return self.call("POST", "/api/contestants", application(**changes))

    def start(self, person: Answer, round_id: str = "vong-1", device: str = DEVICE) -> Answer:
        """Start or resume an attempt."""
        path = f"/api/rounds/{round_id}/attempts"
        return self.call("POST", path, {"device": device}, person.body["session"])

    def save(self, attempt: Answer, answers: Any, seq: int = 1, device: str = DEVICE) -> Answer:
        """Send a checkpoint."""
        body = {"token": attempt.body["token"], "device": device, "seq": seq, "answers": answers}
        return self.call("PUT", "/api/attempts/current", body)

    def submit(self, attempt: Answer, answers: Any, **more: Any) -> Answer:
        """Hand in."""
        body = {"token": attempt.body["token"], "answers": answers, "prediction": None, **more}
        return self.call("POST", "/api/submissions", body)

    def submission_event(self, attempt: Answer, answers: Any) -> dict[str, Any]:
        """A submission as the gateway would hand it over."""
        body = {"token": attempt.body["token"], "answers": answers, "prediction": None}
        return event_of("POST", "/api/submissions", body)[1]

    def grade(self, event: dict[str, Any]) -> dict[str, Any]:
        """The grader's answer to an event, and nothing around it."""
        return self.handlers["Grader"](event, Context("Grader"))

    def me(self, person: Answer, round_id: str = "vong-1") -> Any:
        """How a person stands in a round."""
        body = self.call("GET", "/api/me", session=person.body["session"]).body
        return next(each for each in body["rounds"] if each["round"] == round_id)

    # ---- answers, taken from question_src ----------------------------------------------------

    def questions(self, attempt: Answer) -> list[Any]:
        """The paper, opened with the key that came with the token."""
        from joserfc import jwe
        from joserfc.jwk import OctKey

        paper = attempt.body["paper"]
        round_id = paper["url"].split("/")[2]
        sealed = self.built.editions[round_id].files[paper["url"]]
        key = OctKey.import_key({"kty": "oct", "k": paper["key"]})
        opened = jwe.decrypt_compact(sealed, key, algorithms=["dir", "A256GCM"])
        questions: list[Any] = json.loads(opened.plaintext or b"")["questions"]
        return questions

    def right_answers(self, attempt: Answer) -> list[list[str]]:
        """The right answers by the texts that `question_src` marks right."""
        right = {
            each.entry.question.id: {o.text for o in each.entry.question.options if o.right}
            for each in self.built.sources.questions
        }
        return [
            sorted(o["id"] for o in question["options"] if o["text"] in right[question["id"]])
            for question in self.questions(attempt)
        ]

    def wrong_answers(self, attempt: Answer) -> list[list[str]]:
        """One wrong option for every question."""
        right = self.right_answers(attempt)
        return [
            [next(o["id"] for o in question["options"] if o["id"] not in chosen)]
            for question, chosen in zip(self.questions(attempt), right, strict=True)
        ]


def event_of(
    method: str, path: str, body: Any = None, session: str | None = None
) -> tuple[str, dict[str, Any]]:
    """A request as an event, and the function that it goes to."""
    headers = {"Authorization": f"Bearer {session}"} if session else {}
    builder = EnvironBuilder(path, method=method, headers=headers, json=body)
    route, values = match(method, path)
    return route.function, to_event(Request(builder.get_environ()), route, values)


def application(**changes: Any) -> dict[str, Any]:
    """A form that reads well, of a new person each time."""
    number = next(_numbers)
    form = {
        "full_name": "Nguyễn Thử Nghiệm",
        "birth_date": "1990-02-03",
        "national_id": f"066090{number:06d}",
        "phone": "0912345678",
        "agency": "so-noi-vu",
        "group": "official",
        "commune": None,
        "consent": True,
    }
    return form | changes


def blank(attempt: Answer, questions: int = 20) -> list[list[str]]:
    """A sheet with nothing on it."""
    return [[] for _ in range(questions)]


def match(method: str, path: str) -> tuple[template.Route, dict[str, str]]:
    """The template's route for a request, and the parts of its path."""
    for route in template.routes():
        wanted, given = route.path.split("/"), path.split("/")
        if route.method == method and len(wanted) == len(given):
            pairs = list(zip(wanted, given, strict=True))
            if all(w == g or w.startswith("{") for w, g in pairs):
                return route, {w.strip("{}"): g for w, g in pairs if w.startswith("{")}
    raise LookupError(f"{method} {path} is no route of the template")
