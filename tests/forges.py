"""A forge on loopback: plays GitHub and GitLab as their APIs are documented, good days and bad.

with playing() as forge:
    forge.github                      # a GitHubForge that talks to it
    forge.answers = [(403, {}, "")]   # what it answers next, instead of what it should
    forge.seen                        # the requests that came in
"""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from contest.store.forge_github import GitHubForge, Workflow
from contest.store.forge_gitlab import GitLabForge, Project

TOKEN = "sample-token-of-a-test-4711"
WHEN = "2023-12-01T02:00:00Z"


@dataclass
class Seen:
    """A request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass
class PlayedForge:
    """What the forge holds, what it was asked, and what it shall answer out of turn."""

    base: str = ""
    token: str = TOKEN
    tells_runs: bool = True
    """Whether a dispatch is answered with the run (200), as of 2026, or with nothing (204)."""
    runs: list[dict[str, Any]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], str]] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    slow_seconds: float = 0

    @property
    def github(self) -> GitHubForge:
        workflow = Workflow("tinh/hoi-thi", "publish.yml", "main")
        return GitHubForge(workflow, lambda: self.token, self.base)

    @property
    def gitlab(self) -> GitLabForge:
        return GitLabForge(Project(self.base, "nhom/hoi-thi", "main"), lambda: self.token)

    def answer(self, asked: Seen) -> tuple[int, dict[str, str], str]:
        """As the API in question would."""
        self.seen.append(asked)
        if self.answers:
            return self.answers.pop(0)
        if asked.path.startswith("/api/v4/"):
            return self._gitlab(asked)
        return self._github(asked)

    def _github(self, asked: Seen) -> tuple[int, dict[str, str], str]:
        if asked.headers.get("authorization") != f"Bearer {TOKEN}":
            return 401, {}, '{"message": "Bad credentials"}'
        root = "/repos/tinh/hoi-thi/actions/workflows/publish.yml"
        if (asked.method, asked.path) == ("POST", f"{root}/dispatches"):
            title = f"Dựng trang {asked.body['inputs']['key']}"
            self.runs.insert(0, github_run(100 + len(self.runs), "queued", None, title))
            told = {"workflow_run_id": self.runs[0]["id"], "html_url": self.runs[0]["html_url"]}
            return (200, {}, json.dumps(told)) if self.tells_runs else (204, {}, "")
        if asked.method == "GET" and asked.path.startswith(f"{root}/runs?branch=main&"):
            told = {"total_count": len(self.runs), "workflow_runs": self.runs}
            return 200, {}, json.dumps(told)
        return 404, {}, '{"message": "Not Found"}'

    def _gitlab(self, asked: Seen) -> tuple[int, dict[str, str], str]:
        if asked.headers.get("private-token") != TOKEN:
            return 401, {}, '{"message": "401 Unauthorized"}'
        root = "/api/v4/projects/nhom%2Fhoi-thi"
        if (asked.method, asked.path) == ("POST", f"{root}/pipeline"):
            self.runs.insert(0, gitlab_pipeline(60 + len(self.runs), "created"))
            return 201, {}, json.dumps(self.runs[0])
        if asked.method == "GET" and re.match(
            rf"{root}/pipelines\?ref=main&name=publish&", asked.path
        ):
            return 200, {}, json.dumps(self.runs)
        return 404, {}, '{"message": "404 Project Not Found"}'


def github_run(number: int, status: str, conclusion: str | None, title: str = "") -> dict[str, Any]:
    """A workflow run as GitHub lists it."""
    return {
        "id": number,
        "name": "publish",
        "display_title": title,
        "event": "workflow_dispatch",
        "status": status,
        "conclusion": conclusion,
        "html_url": f"https://github.example/tinh/hoi-thi/actions/runs/{number}",
        "created_at": WHEN,
    }


def gitlab_pipeline(number: int, status: str) -> dict[str, Any]:
    """A pipeline as GitLab lists it."""
    return {
        "id": number,
        "iid": 7,
        "status": status,
        "source": "api",
        "ref": "main",
        "name": "publish",
        "web_url": f"https://gitlab.example/nhom/hoi-thi/-/pipelines/{number}",
        "created_at": WHEN,
    }


@contextmanager
def playing() -> Iterator[PlayedForge]:
    """The forge, served."""
    played = PlayedForge()

    class Handler(BaseHTTPRequestHandler):
        def _do(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, more, text = played.answer(Seen(self.command, self.path, headers, body))
            time.sleep(played.slow_seconds)
            self.send_response(status)
            for name, value in more.items():
                self.send_header(name, value)
            data = text.encode()
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        do_GET = do_POST = _do  # noqa: N815

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    played.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()
