"""The site on an author's own machine, built anew whenever a file is saved.

    Preview(Path("."), print).serve(8001)     # until Ctrl-C

Mistakes are told and never end it: a page that can be built is shown, one that can't stays as it
was. MkDocs' own server tells browsers to look again.
"""

import logging
import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import TemplateSyntaxError
from mkdocs.livereload import LiveReloadServer

from contest.content.checks.project import Judged, judge_pages, judge_questions
from contest.content.mistakes import Mistake, MistakesError
from contest.content.preview_pages import DRAFTS, write_drafts, write_preview
from contest.content.sources import Sources

Say = Callable[[str], None]
_WATCHED = ("site", "question_src", "docs")
_QUESTIONS = "question_src"
_HOST = "127.0.0.1"
_LOOK_EVERY = 0.25  # seconds between two looks at the files
_FEW = 5
_OF_EDITORS = re.compile(r"^\.|~$|\.sw.$|^4913$")
"""Files that editors put beside the one that is being edited."""


class PortTakenError(Exception):
    """Another program listens at that port."""


class _Server(LiveReloadServer):
    """MkDocs' server, which tells when it has begun to serve."""

    def __init__(self, preview: "Preview", port: int, folder: str) -> None:
        super().__init__(preview.again, _HOST, port, folder, polling_interval=_LOOK_EVERY)
        self._preview: Preview | None = preview

    def service_actions(self) -> None:
        """Called by the standard library between requests, for the first time when all runs."""
        if self._preview:
            self._preview.announce()
            self._preview = None


class Preview:
    """Builds into a folder aside; what was last built well is served."""

    def __init__(self, root: Path, say: Say) -> None:
        self._root, self._say = root, say
        self._saved = dict(self._stamps())
        self._questions: Judged | None = None
        self._sources: Sources | None = None
        self._builds = 0

    def serve(self, port: int) -> None:
        """Build, then serve and build anew until interrupted; raises PortTakenError."""
        _claim(port)
        logging.getLogger("mkdocs").setLevel(logging.CRITICAL)  # we say ourselves what matters
        with TemporaryDirectory(prefix="xem-truoc-") as folder:
            self._served = Path(folder) / "0"
            self._served.mkdir()
            self._server = _Server(self, port, folder)
            self._server.error_handler = self._missing
            for name in _WATCHED:
                self._server.watch(str(self._root / name))
            with suppress(KeyboardInterrupt):
                self._run()
        self._say("\nĐã dừng.")

    def _run(self) -> None:
        try:
            self._build()
            self._server.serve()  # type: ignore[no-untyped-call]
        finally:
            if self._server.serve_thread.is_alive():
                self._server.shutdown(wait=True)

    def announce(self) -> None:
        """Tell where to look, once the server looks out for what is saved."""
        url = self._server.url
        self._say(f"Xem trước: {url} · câu hỏi niêm phong: {url}{DRAFTS}/")
        self._say("Lưu tệp thì trang tự cập nhật. Dừng: Ctrl-C.")

    def again(self) -> None:
        """A file was saved."""
        before, self._saved = self._saved, dict(self._stamps())
        names = before.keys() | self._saved.keys()
        changed = sorted(each for each in names if before.get(each) != self._saved.get(each))
        if not changed:
            return
        shown = ", ".join(changed[:_FEW]) + (", …" if len(changed) > _FEW else "")
        self._say(f"\n{time.strftime('%H:%M:%S')} Đã thay đổi: {shown}")
        if any(each.startswith(_QUESTIONS) for each in changed):
            self._questions = None
        self._build()

    def _build(self) -> None:
        """Judge and build. Nothing that goes wrong may end the server or keep browsers waiting."""
        started, mistakes = time.perf_counter(), list[Mistake]()
        self._builds += 1
        fresh = self._served.parent / str(self._builds)
        try:
            mistakes += self._judge()
            self._tell(mistakes)
            self._write(fresh, mistakes)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - an author's slip may be anything
            self._keep(fresh, mistakes, _why(error))
        else:
            before, self._served = self._served, fresh
            shutil.rmtree(before)
            self._say(f"Đã cập nhật trang ({time.perf_counter() - started:.1f} giây).")
        self._server.root = str(self._served)

    def _judge(self) -> list[Mistake]:
        self._questions = self._questions or judge_questions(self._root)
        # Questions that can't be read for the moment are shown as they were.
        self._sources = self._questions.sources or self._sources
        pages = judge_pages(self._root, self._questions.contest)
        return sorted({*self._questions.mistakes, *pages})

    def _tell(self, mistakes: list[Mistake]) -> None:
        for each in mistakes:
            self._say(str(each))
        self._say(f"Còn {len(mistakes)} sai sót." if mistakes else "Không có sai sót.")

    def _write(self, fresh: Path, mistakes: list[Mistake]) -> None:
        if self._sources is None:
            raise MistakesError(mistakes)
        write_preview(self._root, self._sources, fresh, mistakes)

    def _keep(self, fresh: Path, mistakes: list[Mistake], why: str) -> None:
        """Go on with what was built before; the drafters' page says why."""
        self._say(f"Chưa dựng được trang, trình duyệt vẫn hiện bản trước: {why}")
        shutil.rmtree(fresh, ignore_errors=True)
        write_drafts(self._root, self._sources, self._served, mistakes, why)

    def _missing(self, code: int) -> bytes | None:
        """The site's own page for what isn't there; before the first build, what is wrong."""
        for page in (self._served / f"{code}.html", self._served / DRAFTS / "index.html"):
            if page.is_file():
                return page.read_bytes()
        return None

    def _stamps(self) -> Iterator[tuple[str, int]]:
        for name in _WATCHED:
            for path in (self._root / name).rglob("*"):
                if not _OF_EDITORS.search(path.name) and path.is_file():
                    yield path.relative_to(self._root).as_posix(), path.stat().st_mtime_ns


def _claim(port: int) -> None:
    try:
        socket.create_server((_HOST, port)).close()
    except OSError as error:
        raise PortTakenError(port) from error


def _why(error: BaseException) -> str:
    """What went wrong; MkDocs keeps it to itself and only says that it gives up."""
    if isinstance(error, MistakesError):
        return "còn sai sót nêu ở trên"
    cause = error.__context__ or error
    if isinstance(cause, TemplateSyntaxError):
        return f"{cause.name}:{cause.lineno}: {cause}"
    return str(cause) or type(error).__name__
