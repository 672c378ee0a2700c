"""GitLab as a forge: a rebuild is a pipeline.

REST API v4. Where it stands:
- Starting: `POST /projects/:id/pipeline` with `ref` answers 201 with the pipeline, its `id` and
  `web_url`. No variables are sent: new projects forbid them by default ("pipeline variables" in
  the project's settings), and nothing is needed of them.
- Looking: `GET /projects/:id/pipelines`, by branch and by `name` (GitLab 16.9 and newer), which
  `workflow:name` in `.gitlab-ci.yml` gives to pipelines that build the site.
- The token: fine-grained (beta in 2026) with "Pipeline": create and read, or a project access
  token with scope `api`, whose role may push or merge to the branch if that is protected.
- Limits: 429 with `retry-after`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple
from urllib.parse import quote

from pydantic import AwareDatetime, BaseModel

from contest.domain.rebuild import WORDS, Run, State
from contest.store.forge_http import Web, public_url, shaped

PIPELINE = "publish"
"""The name of pipelines that build the site."""

_LISTED = 20
_STATES = {
    "running": State.RUNNING,
    "success": State.DONE,
    "failed": State.FAILED,
    "canceled": State.FAILED,
    "canceling": State.FAILED,
    "skipped": State.FAILED,
}
_SPECIAL = {
    "manual": "Đang chờ người có thẩm quyền cho phép ở kho mã nguồn.",
    "canceled": "Đã bị hủy ở kho mã nguồn.",
    "canceling": "Đã bị hủy ở kho mã nguồn.",
}


class Project(NamedTuple):
    """A project by its server's address, its path, and the branch."""

    server: str
    path: str
    branch: str


class _Pipeline(BaseModel):
    id: int
    status: str
    web_url: str = ""
    created_at: AwareDatetime


class _Pipelines(BaseModel):
    all: tuple[_Pipeline, ...]


class GitLabForge:
    """The pipelines of a project on a GitLab server."""

    kind = "gitlab"

    def __init__(self, project: Project, token: Callable[[], str]) -> None:
        self._web = Web(project.server, token, "PRIVATE-TOKEN")
        self._branch = project.branch
        self._path = f"/api/v4/projects/{quote(project.path, safe='')}"

    def start(self, key: str, now: datetime) -> Run:  # noqa: ARG002 - the forge's own clock counts
        """Begin a pipeline. Raises ForgeError."""
        answer = self._web.ask("POST", f"{self._path}/pipeline", {"ref": self._branch})
        return _run(shaped(_Pipeline, answer), key)

    def runs(self) -> list[Run]:
        """The newest pipelines that build the site, however they began. Raises ForgeError."""
        query = f"?ref={quote(self._branch, safe='')}&name={PIPELINE}&per_page={_LISTED}"
        answer = self._web.ask("GET", f"{self._path}/pipelines{query}")
        return [_run(each) for each in shaped(_Pipelines, {"all": answer}).all]


def _run(told: _Pipeline, key: str = "") -> Run:
    state = _STATES.get(told.status, State.QUEUED)
    words = _SPECIAL.get(told.status, WORDS[state])
    return Run(str(told.id), key, state, told.created_at, public_url(told.web_url), words)
