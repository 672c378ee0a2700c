"""GitHub as a forge: a rebuild is a run of a workflow (GitHub Actions).

REST API, version 2026-03-10. Where it stands:
- Starting: `POST /repos/{owner}/{repo}/actions/workflows/{file}/dispatches` with `ref` and
  `inputs`. Since February 2026 the API can tell the run it has begun, and this version always does
  (200 with `workflow_run_id`, `html_url`); before, it answered 204 and nothing. Both are taken: the
  run's name carries our key (`run-name` in `publish.yml`), by which it is found in the list.
- Looking: `GET …/workflows/{file}/runs`; it lags behind by some seconds.
- The token: fine-grained, for this repository only, permission "Actions": read and write.
- Limits: 403 or 429, with `retry-after` or `x-ratelimit-remaining: 0`.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from pydantic import AwareDatetime, BaseModel

from contest.domain.rebuild import WORDS, Run, State
from contest.store.forge_http import Web, public_url, shaped

API = "https://api.github.com"
_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2026-03-10"}
_KEY = re.compile(r"\d{13}-[0-9a-f]{8}")
_LISTED = 20
_STATES = {"in_progress": State.RUNNING}
_ENDED = {"success": State.DONE}
_SPECIAL = {
    "waiting": "Đang chờ người có thẩm quyền cho phép ở kho mã nguồn.",
    "cancelled": "Đã bị hủy ở kho mã nguồn.",
    "timed_out": "Quá thời gian cho phép. Vui lòng dựng lại.",
}


class Workflow(NamedTuple):
    """Where the workflow is: `owner/name`, file name, and the branch it runs on."""

    repository: str
    file: str
    branch: str


class _Started(BaseModel):
    workflow_run_id: int
    html_url: str = ""


class _Run(BaseModel):
    id: int
    status: str | None
    conclusion: str | None
    display_title: str = ""
    html_url: str = ""
    created_at: AwareDatetime


class _Runs(BaseModel):
    workflow_runs: tuple[_Run, ...]


class GitHubForge:
    """A workflow of a repository on GitHub."""

    kind = "github"

    def __init__(self, workflow: Workflow, token: Callable[[], str], base: str = API) -> None:
        self._web = Web(base, token, "Authorization", "Bearer ")
        self._branch = workflow.branch
        self._path = f"/repos/{workflow.repository}/actions/workflows/{workflow.file}"

    def start(self, key: str, now: datetime) -> Run:
        """Begin a run under our key. Raises ForgeError."""
        wanted = {"ref": self._branch, "inputs": {"key": key}}
        answer = self._web.ask("POST", f"{self._path}/dispatches", wanted, _HEADERS)
        if answer is None:
            return Run("", key, State.QUEUED, now, "", WORDS[State.QUEUED])
        told = shaped(_Started, answer)
        url = public_url(told.html_url)
        return Run(str(told.workflow_run_id), key, State.QUEUED, now, url, WORDS[State.QUEUED])

    def runs(self) -> list[Run]:
        """The newest runs on the branch, however they began. Raises ForgeError."""
        query = f"?branch={quote(self._branch, safe='')}&per_page={_LISTED}"
        answer = self._web.ask("GET", f"{self._path}/runs{query}", headers=_HEADERS)
        return [_run(each) for each in shaped(_Runs, answer).workflow_runs]


def _run(told: _Run) -> Run:
    word = (told.conclusion if told.status == "completed" else told.status) or ""
    if told.status == "completed":
        state = _ENDED.get(word, State.FAILED)
    else:
        state = _STATES.get(word, State.QUEUED)
    key = _KEY.search(told.display_title)
    words = _SPECIAL.get(word, WORDS[state])
    url = public_url(told.html_url)
    return Run(str(told.id), key[0] if key else "", state, told.created_at, url, words)
