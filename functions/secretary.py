"""Secretary: what organizers see and do, at `/api/organizer/`.

Reads all but answer keys. Acts for nobody but an organizer who is known, and leaves a line in the
audit trail for every deed; see `contest.domain.organizer` for who may do what.
"""

import os
from collections.abc import Mapping
from typing import Any

from contest.domain import refusal
from contest.domain.audit import Deed
from contest.domain.organizer import ANYONE, READERS, WRITERS, Organizer, Role
from contest.domain.phase import timestamp
from contest.store.forge import Forge
from contest.store.forge import connect as connect_forge
from contest.store.identity_provider import IdentityProvider
from contest.store.invoker import Invoker, LambdaInvoker
from functions._console import Console
from functions._console_actions import Actions
from functions._console_bodies import (
    AdjustmentForm,
    Document,
    ExportForm,
    ImportForm,
    LinkForm,
    NoticeForm,
    PostForm,
    ReasonForm,
    RecountForm,
    RulingForm,
    Started,
)
from functions._console_drafts import ApprovalForm, DraftDesk, DraftForm
from functions._console_files import Files
from functions._console_pages import Pages
from functions._console_rebuilds import RebuildDesk
from functions._console_results import ResultPages
from functions._http import Answer, Api, File, RefusedError, Route
from functions._organizer import Door, Links
from functions._signin import SignIn
from functions._wiring import Clock, Function, Outside, lambda_handler, real_now

FIGURES = READERS | {Role.DRAFTER}
_AT = "/api/organizer"
_OVERSTEPPING = {refusal.FORBIDDEN.code, refusal.CROSS_SITE.code}


def build(
    outside: Outside,
    provider: IdentityProvider,
    invoke: Invoker,
    forge: Forge,
    clock: Clock = real_now,
) -> Function:
    """The function over the given outside."""
    return routes(outside, provider, invoke, forge, clock).function()


def routes(
    outside: Outside,
    provider: IdentityProvider,
    invoke: Invoker,
    forge: Forge,
    clock: Clock = real_now,
) -> Api:
    """The routes; `clock` is real time even where the contest's clock has been moved."""
    pepper, profile_secret, link_secret = outside.secrets.get(
        "identity-pepper", "profile-key", "link-key"
    )
    console = Console(outside, profile_secret)
    diary = _Diary(console)
    door = Door(outside, provider, link_secret, clock, diary.did, diary.refused)
    return Api(
        "secretary",
        *SignIn(outside, door).routes(),
        *_pages(Pages(console, pepper)),
        *_actions(Actions(console)),
        *_files(Files(console, pepper, invoke)),
        *_results(ResultPages(console), DraftDesk(console, invoke)),
        *_rebuilds(RebuildDesk(console, forge)),
        _link_route(console, Links(outside, link_secret)),
        guard=door,
    )


def _pages(pages: Pages) -> tuple[Route, ...]:
    ok: Mapping[int, Any] = {200: Document}
    return (
        Route("GET", f"{_AT}/overview", pages.overview, ok, roles=FIGURES),
        Route("GET", f"{_AT}/quotas", pages.quotas, ok, roles=FIGURES, query=True),
        Route("GET", f"{_AT}/agencies/{{agency_id}}", pages.agency, ok, roles=ANYONE),
        Route("GET", f"{_AT}/contestants", pages.contestants, ok, roles=READERS, query=True),
        Route("GET", f"{_AT}/contestants/{{code}}", pages.story, ok, roles=READERS),
        Route("GET", f"{_AT}/signals", pages.signals, ok, roles=READERS),
        Route("GET", f"{_AT}/audit", pages.audit, ok, roles=READERS, query=True),
    )


def _actions(actions: Actions) -> tuple[Route, ...]:
    person = f"{_AT}/contestants/{{code}}"
    ok: Mapping[int, Any] = {200: Document}
    return (
        Route("POST", f"{person}/rulings", actions.rule, ok, RulingForm, roles=WRITERS),
        Route("POST", f"{person}/posts", actions.move, ok, PostForm, roles=WRITERS),
        Route("POST", f"{person}/erasure", actions.erase, ok, ReasonForm, roles=WRITERS),
        Route(
            "POST",
            f"{_AT}/rounds/{{round_id}}/adjustments",
            actions.adjust,
            ok,
            AdjustmentForm,
            roles=WRITERS,
        ),
        Route("PUT", f"{_AT}/notice", actions.announce, ok, NoticeForm, roles=WRITERS),
    )


def _files(files: Files) -> tuple[Route, ...]:
    job, begun = f"{_AT}/jobs/{{job_id}}", {202: Started}
    return (
        Route(
            "GET", f"{_AT}/imports/templates/{{kind}}", files.template, {200: File}, roles=READERS
        ),
        Route("POST", f"{_AT}/imports", files.preview, {201: Document}, ImportForm, roles=WRITERS),
        Route(
            "POST", f"{_AT}/imports/{{import_id}}/confirmation", files.confirm, begun, roles=WRITERS
        ),
        Route("GET", f"{_AT}/imports", files.imports, {200: Document}, roles=READERS),
        Route("POST", f"{_AT}/exports", files.export, begun, ExportForm, roles=READERS),
        Route("POST", f"{_AT}/recounts", files.recount, begun, RecountForm, roles=READERS),
        Route("GET", job, files.job, {200: Document}, roles=READERS),
        Route("GET", f"{job}/parts/{{part}}", files.part, {200: File}, roles=READERS),
    )


def _results(pages: ResultPages, desk: DraftDesk) -> tuple[Route, ...]:
    draft, ok, begun = f"{_AT}/drafts", {200: Document}, {202: Started}
    return (
        Route("GET", f"{_AT}/results", pages.look, ok, roles=READERS),
        Route("POST", draft, desk.ask, begun, DraftForm, roles=WRITERS),
        Route("DELETE", f"{draft}/current", desk.withdraw, ok, ReasonForm, roles=WRITERS),
        Route(
            "POST", f"{draft}/current/approval", desk.approve, begun, ApprovalForm, roles=WRITERS
        ),
    )


def _rebuilds(desk: RebuildDesk) -> tuple[Route, ...]:
    path, begun = f"{_AT}/rebuilds", {200: Document, 202: Document}
    return (
        Route("GET", path, desk.look, {200: Document}, roles=READERS),
        Route("POST", path, desk.start, begun, ReasonForm, roles=WRITERS),
    )


def _link_route(console: Console, links: Links) -> Route:
    """A link for an agency's focal point; it makes every earlier one of that agency void."""

    def make_link(form: LinkForm, who: Organizer, agency_id: str) -> Answer:
        if agency_id not in console.outside.publication.agencies():
            raise RefusedError(refusal.UNKNOWN_AGENCY)
        now = console.outside.now()
        link = links.make(agency_id, form.days, now)
        deed = Deed(now, who.username, who.role, "link", agency_id, detail=f"{form.days}")
        console.audit.record(deed, link.write)
        told = {"url": f"/to-chuc/#/lien-ket/{link.token}"}
        return Answer(200, Document(told | {"expires_at": timestamp(link.expires_at)}))

    path = f"{_AT}/agencies/{{agency_id}}/links"
    return Route("POST", path, make_link, {200: Document}, LinkForm, roles=WRITERS)


class _Diary:
    """Puts into the trail what happens at the door: signing in and out, and refusals."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def did(self, who: Organizer, action: str, target: str) -> None:
        """An organizer did something at the door."""
        deed = Deed(self._console.outside.now(), who.username, who.role, action, target)
        self._console.audit.record(deed)

    def refused(self, who: Organizer | None, route: str, code: str) -> None:
        """A request was refused: told of whoever is known, else counted.

        What somebody known has merely mistyped is no matter for the trail.
        """
        now = self._console.outside.now()
        if who is None:
            self._console.audit.count_refusal(now, code)
        elif code in _OVERSTEPPING:
            deed = Deed(now, who.username, who.role, "refused", route, detail=code)
            self._console.audit.record(deed)


handler = lambda_handler(
    lambda outside: build(
        outside,
        IdentityProvider.connect(os.environ),
        LambdaInvoker(os.environ["CLERK"]),
        connect_forge(os.environ, outside.secrets),
    )
)
