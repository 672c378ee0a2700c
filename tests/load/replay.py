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
from collections.abc import Iterable, Iterator
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

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["X-Amz-Target"].endswith(".Scan"):
            self._send(200, self._page(json.loads(body)))
        else:
            self._send(*self._forward(body))

    def _page(self, asked: dict[str, Any]) -> bytes:
        time.sleep(_PAGE_SECONDS)
        start = asked.get("ExclusiveStartKey")
        index = int(start["sk"]["S"]) if start else 0
        items = ",".join(self.pages[index])
        more = f',"LastEvaluatedKey":{{"pk":{{"S":"p"}},"sk":{{"S":"{index + 1}"}}}}'
        last = "" if index + 1 == len(self.pages) else more
        return f'{{"Items":[{items}],"Count":{len(self.pages[index])}{last}}}'.encode()

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
    pages = list(_pages(items, left_out))
    handler = type("_Replaying", (_Handler,), {"pages": pages, "endpoint": endpoint})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _pages(items: Iterable[dict[str, Any]], left_out: set[str]) -> Iterator[list[str]]:
    page: list[str] = []
    size = 0
    for item in items:
        size += len(_json(item))
        page.append(_json({name: each for name, each in item.items() if name not in left_out}))
        if size > _PAGE_BYTES:
            yield page
            page, size = [], 0
    yield page


def _json(item: dict[str, Any]) -> str:
    return json.dumps(item, default=lambda data: base64.b64encode(data).decode())
