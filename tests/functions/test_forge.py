"""Our client against a forge on loopback: what it sends, what it makes of every answer."""

import json
import re
import socket
import threading
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from contest.domain.rebuild import State
from contest.store import forge_http
from contest.store.forge import ForgeError, NoForge, Trouble, connect
from contest.store.forge_github import API, GitHubForge, Workflow
from contest.store.forge_gitlab import GitLabForge
from contest.store.forge_http import Web
from infra.local import template
from tests.domain.builders import table
from tests.forges import TOKEN, PlayedForge, github_run, gitlab_pipeline, playing

NOW = datetime(2023, 12, 1, 9, tzinfo=UTC)
KEY = "1701421200000-0a1b2c3d"
KINDS = ("github", "gitlab")


@pytest.fixture
def forge() -> Iterator[PlayedForge]:
    with playing() as played:
        yield played


def test_github_is_asked_for_a_run_and_told_nothing_of_people(forge: PlayedForge) -> None:
    """Branch and key, the version of the API, the token in its header and nowhere else."""
    run = forge.github.start(KEY, NOW)
    assert (run.id, run.state, run.key) == ("100", State.QUEUED, KEY)
    assert run.url == "https://github.example/tinh/hoi-thi/actions/runs/100"
    (seen,) = forge.seen
    assert seen.body == {"ref": "main", "inputs": {"key": KEY}}
    assert seen.headers["x-github-api-version"] == "2026-03-10"
    assert seen.headers["authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in seen.path + json.dumps(seen.body)


def test_a_run_that_github_does_not_name_is_found_by_our_key(forge: PlayedForge) -> None:
    """An answer of 204, as before 2026: the run's name carries the key."""
    forge.tells_runs = False
    assert forge.github.start(KEY, NOW).id == ""
    (run,) = forge.github.runs()
    assert (run.id, run.key) == ("100", KEY)


def test_gitlab_is_asked_for_a_pipeline(forge: PlayedForge) -> None:
    """Branch alone: new projects take no variables."""
    run = forge.gitlab.start(KEY, NOW)
    assert (run.id, run.state, run.key) == ("60", State.QUEUED, KEY)
    (seen,) = forge.seen
    assert seen.body == {"ref": "main"} and seen.headers["private-token"] == TOKEN
    assert [each.id for each in forge.gitlab.runs()] == ["60"]


@table(
    "status conclusion state words",
    ("queued", None, State.QUEUED, "chờ", "no machine yet"),
    ("requested", None, State.QUEUED, "chờ", "no machine yet"),
    ("waiting", None, State.QUEUED, "cho phép", "somebody must approve"),
    ("of tomorrow", None, State.QUEUED, "chờ", "a word they add later"),
    ("in_progress", None, State.RUNNING, "Đang dựng", "at work"),
    ("completed", "success", State.DONE, "xong", "well"),
    ("completed", "failure", State.FAILED, "nhật ký", "not well"),
    ("completed", "cancelled", State.FAILED, "hủy", "by hand"),
    ("completed", "timed_out", State.FAILED, "thời gian", "too long"),
    ("completed", "of tomorrow", State.FAILED, "nhật ký", "only success is success"),
    ("completed", None, State.FAILED, "nhật ký", "only success is success"),
)
def test_how_a_run_stands_on_github(
    status: str, conclusion: str | None, state: State, words: str
) -> None:
    """Every status has a state, and words for people."""
    with playing() as forge:
        forge.runs = [github_run(5, status, conclusion)]
        (run,) = forge.github.runs()
        assert run.state is state and words in run.words


@table(
    "status state",
    ("created", State.QUEUED, "no runner yet"),
    ("waiting_for_resource", State.QUEUED, "another one is at work"),
    ("manual", State.QUEUED, "somebody must approve"),
    ("running", State.RUNNING, "at work"),
    ("success", State.DONE, "well"),
    ("failed", State.FAILED, "not well"),
    ("canceled", State.FAILED, "by hand"),
    ("skipped", State.FAILED, "nothing was built"),
    ("of tomorrow", State.QUEUED, "a word they add later"),
)
def test_how_a_pipeline_stands_on_gitlab(status: str, state: State) -> None:
    """Every status has a state."""
    with playing() as forge:
        forge.runs = [gitlab_pipeline(5, status)]
        (run,) = forge.gitlab.runs()
        assert run.state is state


BAD_ANSWERS: list[tuple[int, dict[str, str], str, Trouble]] = [
    (401, {}, '{"message": "Bad credentials"}', Trouble.TOKEN),
    (403, {}, '{"message": "Resource not accessible"}', Trouble.PERMISSION),
    (403, {"x-ratelimit-remaining": "0"}, "{}", Trouble.BUSY),
    (403, {"Retry-After": "90"}, "{}", Trouble.BUSY),
    (404, {}, '{"message": "Not Found"}', Trouble.NOT_FOUND),
    (422, {}, '{"message": "No ref found for: main"}', Trouble.REJECTED),
    (400, {}, '{"message": {"base": ["Pipeline filtered out"]}}', Trouble.REJECTED),
    (429, {"Retry-After": "Wed, 21 Oct"}, "", Trouble.BUSY),
    (500, {}, "<html>oops</html>", Trouble.DOWN),
    (503, {}, "", Trouble.DOWN),
    (301, {"Location": "http://127.0.0.1:1/elsewhere"}, "", Trouble.STRANGE),
    (418, {}, "", Trouble.STRANGE),
    (200, {}, "<html>sign in</html>", Trouble.STRANGE),
    (200, {}, '{"other": "shape"}', Trouble.STRANGE),
    (200, {}, "[]" * 1_100_000, Trouble.STRANGE),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("status", "headers", "text", "trouble"), BAD_ANSWERS)
def test_every_bad_answer_is_told_in_words_without_the_token(
    forge: PlayedForge,
    kind: str,
    status: int,
    headers: dict[str, str],
    text: str,
    trouble: Trouble,
) -> None:
    """What to do, in Vietnamese; neither the token nor what the forge said itself."""
    forge.answers = [(status, headers, text)]
    with pytest.raises(ForgeError) as caught:
        getattr(forge, kind).start(KEY, NOW)
    error = caught.value
    assert error.trouble is trouble
    assert error.words.endswith(".") and "Vui lòng" in error.words and "{" not in error.words
    assert TOKEN not in "".join(traceback.format_exception(error))
    if headers.get("Retry-After") == "90":
        assert "2 phút" in error.words


def test_a_redirect_does_not_take_the_token_along(forge: PlayedForge) -> None:
    """Wherever it points, nothing is asked there."""
    with playing() as elsewhere:
        forge.answers = [(302, {"Location": f"{elsewhere.base}/"}, "")]
        with pytest.raises(ForgeError):
            forge.github.runs()
        assert elsewhere.seen == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_slow_forge_is_given_up_soon(
    forge: PlayedForge, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gateway waits half a minute at most; we say so before."""
    assert forge_http._TIMEOUT + forge_http._WHOLE_TIMEOUT < 20
    monkeypatch.setattr(forge_http, "_TIMEOUT", 0.2)
    forge.slow_seconds = 1
    began = time.monotonic()
    with pytest.raises(ForgeError) as caught:
        getattr(forge, kind).runs()
    assert caught.value.trouble is Trouble.DOWN
    assert time.monotonic() - began < 1


def test_a_forge_that_drips_is_given_up_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte now and then keeps a connection alive, not our patience."""
    monkeypatch.setattr(forge_http, "_WHOLE_TIMEOUT", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_drip, args=(server,), daemon=True).start()
        web = Web(f"http://127.0.0.1:{server.getsockname()[1]}", lambda: TOKEN, "X-Token")
        with pytest.raises(ForgeError) as caught:
            web.ask("GET", "/")
        assert caught.value.trouble is Trouble.DOWN


def _drip(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(10_000)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
        try:
            for _ in range(100):
                connection.sendall(b" ")
                time.sleep(0.05)
        except OSError:
            pass


def test_nobody_there_is_told_as_such() -> None:
    """A refused connection is no crash."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    workflow = Workflow("tinh/hoi-thi", "publish.yml", "main")
    with pytest.raises(ForgeError) as caught:
        GitHubForge(workflow, lambda: TOKEN, f"http://127.0.0.1:{port}").runs()
    assert caught.value.trouble is Trouble.DOWN


@table(
    "token",
    ("", "none was put there"),
    (f"{TOKEN}\nX-Evil: 1", "a line break would make a header of its own"),
    (f"{TOKEN} {TOKEN}", "two of them"),
    ("khóa-tiếng-Việt", "no header takes it"),
)
def test_a_token_that_is_none_is_not_sent_and_not_quoted(token: str) -> None:
    """The libraries would quote it in their error; we say which secret to look at."""
    with playing() as forge:
        forge.token = token
        with pytest.raises(ForgeError) as caught:
            forge.github.runs()
        assert caught.value.trouble is Trouble.TOKEN and forge.seen == []
        told = "".join(traceback.format_exception(caught.value))
        assert TOKEN not in told and "forge-token" in caught.value.words


def test_links_lead_to_https_only(forge: PlayedForge) -> None:
    """A forge that was taken over cannot put a script behind a link of the console."""
    forge.runs = [github_run(5, "queued", None) | {"html_url": "javascript:alert(1)"}]
    assert [each.url for each in forge.github.runs()] == [""]


class OneSecret:
    """A secret store that says when it was asked, and what for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.token = f" {TOKEN}\n"

    def get(self, *names: Any) -> tuple[bytes, ...]:
        self.asked += names
        return tuple(self.token.encode() for _ in names)


EXAMPLES = [
    ("", "none", "the site is rebuilt by hand"),
    ("github:tinh/hoi-thi:publish.yml@main", "github", "as documented"),
    ("github:tinh/hoi.thi:publish.yaml@release/2023", "github", "a branch with a slash"),
    ("gitlab:https://gitlab.example.org:nhom/hoi-thi@main", "gitlab", "as documented"),
    ("gitlab:https://gitlab.example.org:8443:a/b/c@main", "gitlab", "a port, a group in a group"),
    ("gitlab:http://gitlab.example.org:nhom/hoi-thi@main", None, "a token never goes unencrypted"),
    ("github:tinh/hoi-thi", None, "which workflow?"),
    ("github:tinh:publish.yml@main", None, "whose repository?"),
    ("github:tinh/../..:publish.yml@main", None, "no way up"),
    ("github:tinh/hoi-thi:publish.yml@main?x=1", None, "no query"),
    ("gitea:tinh/hoi-thi:publish.yml@main", None, "not known"),
    ("github:tinh/hoi-thi:publish.yml@main\n", None, "no line break"),
]


@pytest.mark.parametrize(("text", "kind", "reason"), EXAMPLES)
def test_what_forge_may_say(text: str, kind: str | None, reason: str) -> None:
    """The code and the template take the same, so that a slip stops at deployment."""
    pattern = template.load()["Parameters"]["Forge"]["AllowedPattern"]
    assert bool(re.fullmatch(pattern, text)) == (kind is not None), reason
    secrets = OneSecret()
    if kind is None:
        with pytest.raises(ValueError, match="FORGE reads"):
            connect({"FORGE": text}, secrets)
    else:
        assert connect({"FORGE": text}, secrets).kind == kind, reason
    assert secrets.asked == [], "a token is read when it is needed"


def test_an_address_that_is_not_https_is_refused() -> None:
    """Except on this machine, for tests."""
    for base in ("http://gitlab.example.org", "ftp://127.0.0.1", "gitlab.example.org"):
        with pytest.raises(ValueError, match="https"):
            Web(base, lambda: TOKEN, "X-Token")
    assert API.startswith("https://")


def test_a_new_token_counts_at_once(forge: PlayedForge) -> None:
    """Whoever puts one in place waits for no container to end."""
    secrets = OneSecret()
    made = connect({"FORGE": "gitlab:https://gitlab.example.org:nhom/hoi-thi@main"}, secrets)
    assert isinstance(made, GitLabForge)
    for token in ("the-first", "the-second"):
        secrets.token = token
        assert made._web._token() == token
    assert secrets.asked == ["forge-token"] * 2


def test_no_forge_begins_nothing() -> None:
    """It lists nothing, and refuses in words."""
    assert NoForge().runs() == []
    with pytest.raises(ForgeError):
        NoForge().start(KEY, NOW)
