"""The CDN on one machine: the built site, the functions under `/api/`, the template's headers."""

import gzip
import mimetypes
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from werkzeug.http import http_date
from werkzeug.security import safe_join
from werkzeug.wrappers import Request, Response

from infra.caching import SHORT, cache_control
from infra.local import template
from infra.local.gateway import Gateway

_LOOK_AGAIN = "public, max-age=10"
"""Sooner than on AWS: who tries things out on one machine wants to see them."""
mimetypes.add_type("application/jose", ".jwe")
mimetypes.add_type("text/javascript", ".mjs")
mimetypes.add_type("font/woff2", ".woff2")
_COMPRESSED = (
    "text/",
    "application/json",
    "application/javascript",
    "image/svg",
    "application/jose",
)


class Site:
    """A WSGI application; `live` holds the files that change while a round runs."""

    def __init__(
        self, folder: Path, live: Path, gateway: Gateway, clock: Callable[[], datetime]
    ) -> None:
        self._folders = (live, folder)
        self._gateway = gateway
        self._clock = clock
        self._headers = template.security_headers()

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        """Answer a request, with the CDN's headers."""
        request = Request(environ)
        response = self._answer(request)
        response.headers.extend(self._headers)
        response.headers["Date"] = http_date(self._clock())
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if request.path.startswith("/api/"):
            return self._gateway.answer(request)
        if request.method not in ("GET", "HEAD"):
            return Response("", 405)
        return self._file(request)

    def _file(self, request: Request) -> Response:
        path = request.path + ("index.html" if request.path.endswith("/") else "")
        found = self._find(path)
        if found is None and self._find(f"{path}/index.html"):
            return Response("", 302, {"Location": f"{request.path}/"})
        if found is None:
            missing = self._find("/404.html")
            return Response(missing.read_bytes() if missing else "", 404, mimetype="text/html")
        return _send(found, request, path)

    def _find(self, path: str) -> Path | None:
        for folder in self._folders:
            joined = safe_join(str(folder), path.lstrip("/"))
            if joined is not None and Path(joined).is_file():
                return Path(joined)
        return None


def _send(path: Path, request: Request, name: str) -> Response:
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    response = Response(mimetype=kind)
    kept = cache_control(name.lstrip("/"))
    response.headers["Cache-Control"] = _LOOK_AGAIN if kept == SHORT else kept
    stamp = path.stat().st_mtime_ns
    if kind.startswith(_COMPRESSED) and request.accept_encodings.quality("gzip") > 0:
        response.headers["Content-Encoding"] = "gzip"
        response.data = _compressed(path, stamp)
    else:
        response.data = path.read_bytes()
    response.set_etag(f"{stamp:x}")
    return response.make_conditional(request)


@lru_cache(maxsize=512)
def _compressed(path: Path, _stamp: int) -> bytes:
    return gzip.compress(path.read_bytes(), mtime=0)
