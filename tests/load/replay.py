"""A table that hands out a walk's pages as DynamoDB does: a megabyte each, after a moment.

DynamoDB Local sorts all it holds for every page: 250,000 items took it four minutes to hand out,
however little is done with them. So the pages of a scan come from here, cut as DynamoDB cuts them
(1 MB before projection), and everything else goes on to DynamoDB Local.
"""

import base64
import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

_PAGE_BYTES = 1_000_000
_PAGE_SECONDS = 0.05
_KEPT_HEADERS = ("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pages: list[list[str]]
    endpoint: str
    profile: Callable[[str], str] | None = None

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = self.headers["X-Amz-Target"].partition(".")[2]
        if asked == "Scan":
            self._send(200, self._page(json.loads(body)))
        elif asked == "BatchGetItem" and self.profile and b"PERSON#PROFILE" in body:
            self._send(200, self._profiles(json.loads(body), self.profile))
        else:
            self._send(*self._forward(body))

    def _page(self, asked: dict[str, Any]) -> bytes:
        """A page; where the walk is split in segments, each has its stretch of all pages."""
        time.sleep(_PAGE_SECONDS)
        segment, segments = asked.get("Segment", 0), asked.get("TotalSegments", 1)
        first, end = (len(self.pages) * (segment + n) // segments for n in (0, 1))
        start = asked.get("ExclusiveStartKey")
        index = int(start["sk"]["S"]) if start else first
        if index >= end:
            return b'{"Items":[],"Count":0}'
        more = f',"LastEvaluatedKey":{{"pk":{{"S":"p"}},"sk":{{"S":"{index + 1}"}}}}'
        last = "" if index + 1 == end else more
        items = ",".join(self.pages[index])
        return f'{{"Items":[{items}],"Count":{len(self.pages[index])}{last}}}'.encode()

    def _profiles(self, asked: dict[str, Any], profile: Callable[[str], str]) -> bytes:
        ((table, wanted),) = asked["RequestItems"].items()
        items = ",".join(profile(each["pk"]["S"]) for each in wanted["Keys"])
        return f'{{"Responses":{{"{table}":[{items}]}},"UnprocessedKeys":{{}}}}'.encode()

    def _forward(self, body: bytes) -> tuple[int, bytes]:
        headers = {name: self.headers[name] for name in _KEPT_HEADERS if name in self.headers}
        request = urllib.request.Request(self.endpoint, body, headers)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def _send(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/x-amz-json-1.0")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def replaying(endpoint: str, items: Iterable[dict[str, Any]], left_out: set[str]) -> Iterator[str]:
    """The address of such a table in front of DynamoDB Local; attributes not asked for left out."""
    with serving(endpoint, list(_pages(_texts(items, left_out)))) as address:
        yield address


@contextmanager
def replaying_texts(
    endpoint: str, texts: Iterable[tuple[str, str, int]], profile: Callable[[str], str]
) -> Iterator[str]:
    """The same of items as JSON texts, by person; `profile` makes the one of a key up."""
    with serving(endpoint, list(_pages(texts)), profile) as address:
        yield address


@contextmanager
def serving(
    endpoint: str, pages: list[list[str]], profile: Callable[[str], str] | None = None
) -> Iterator[str]:
    """The address that hands out these pages."""
    own = {"pages": pages, "endpoint": endpoint, "profile": profile and staticmethod(profile)}
    handler = type("_Replaying", (_Handler,), own)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _texts(items: Iterable[dict[str, Any]], left_out: set[str]) -> Iterator[tuple[str, str, int]]:
    """Each item's person, text as asked for, and size as it is stored."""
    for item in items:
        asked = {name: each for name, each in item.items() if name not in left_out}
        yield item["pk"]["S"], _json(asked), len(_json(item))


def _pages(texts: Iterable[tuple[str, str, int]]) -> Iterator[list[str]]:
    """Pages of a megabyte as stored; a person's items come together."""
    page: list[str] = []
    size = 0
    before = ""
    for person, text, stored in texts:
        if size > _PAGE_BYTES and person != before:
            yield page
            page, size = [], 0
        page.append(text)
        size, before = size + stored, person
    yield page


def _json(item: dict[str, Any]) -> str:
    return json.dumps(item, default=lambda data: base64.b64encode(data).decode())
