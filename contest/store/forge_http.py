"""HTTP to a forge's API: one request, a few seconds, no redirects; failures told in words.

Nothing but `ask` ever holds the token, and nothing that it raises repeats it: not the words, not
the chain of errors behind them.
"""

import json
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pydantic import BaseModel, ValidationError

Shape = TypeVar("Shape", bound=BaseModel)

_TIMEOUT = 6.0
_WHOLE_TIMEOUT = 10.0
_LARGEST = 2_000_000
_ON_THIS_MACHINE = ("127.0.0.1", "localhost")
_MINUTE = 60


class Trouble(StrEnum):
    """What is wrong, for programs."""

    TOKEN = "token"  # noqa: S105 - a word, no token
    PERMISSION = "permission"
    NOT_FOUND = "not_found"
    REJECTED = "rejected"
    BUSY = "busy"
    DOWN = "down"
    STRANGE = "strange"


_WORDS = {
    Trouble.TOKEN: "Khóa truy cập kho mã nguồn chưa có hoặc đã hết hạn. "
    "Vui lòng báo người phụ trách kỹ thuật đặt lại khóa «forge-token».",
    Trouble.PERMISSION: "Khóa truy cập kho mã nguồn không đủ quyền chạy việc dựng trang. "
    "Vui lòng báo người phụ trách kỹ thuật cấp quyền cho khóa «forge-token».",
    Trouble.NOT_FOUND: "Không tìm thấy kho mã nguồn hoặc quy trình dựng trang. "
    "Vui lòng báo người phụ trách kỹ thuật kiểm tra cấu hình FORGE và quyền của khóa.",
    Trouble.REJECTED: "Kho mã nguồn không nhận yêu cầu dựng trang. "
    "Vui lòng báo người phụ trách kỹ thuật kiểm tra nhánh và quy trình trong cấu hình FORGE.",
    Trouble.BUSY: "Kho mã nguồn đang giới hạn số yêu cầu. Vui lòng thử lại sau {minutes} phút.",
    Trouble.DOWN: "Kho mã nguồn đang không trả lời. Vui lòng thử lại sau ít phút; "
    "trang đang có vẫn hoạt động bình thường.",
    Trouble.STRANGE: "Kho mã nguồn trả lời không như mong đợi. "
    "Vui lòng báo người phụ trách kỹ thuật kiểm tra cấu hình FORGE.",
}
_BY_STATUS = {
    400: Trouble.REJECTED,
    401: Trouble.TOKEN,
    403: Trouble.PERMISSION,
    404: Trouble.NOT_FOUND,
    409: Trouble.REJECTED,
    422: Trouble.REJECTED,
    429: Trouble.BUSY,
}


class ForgeError(Exception):
    """A forge did not do what it was asked; `words` say what to do."""

    def __init__(self, trouble: Trouble, minutes: int = 1) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble
        self.words = _WORDS[trouble].format(minutes=minutes)


class Web:
    """A forge's API at an address; `token` is asked for anew each time, so that it can be changed.

    Raises ValueError for an address that is neither https nor on this machine.
    """

    def __init__(self, base: str, token: Callable[[], str], header: str, prefix: str = "") -> None:
        parts = urlsplit(base)
        host = parts.hostname or ""
        if parts.scheme != "https" and not (parts.scheme == "http" and host in _ON_THIS_MACHINE):
            raise ValueError("a forge is reached over https only")
        self._secure, self._host, self._port = parts.scheme == "https", host, parts.port
        self._root = parts.path.rstrip("/")
        self._token, self._header, self._prefix = token, header, prefix

    def ask(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        """The JSON that the API answers, None for an empty answer. Raises ForgeError."""
        sent = {"Accept": "application/json", "User-Agent": "hoi-thi-cchc", **(headers or {})}
        sent[self._header] = self._prefix + _printable(self._token())
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            sent["Content-Type"] = "application/json"
        # What the libraries raise may quote headers; `from None` keeps it out of every traceback.
        try:
            return self._exchange(method, self._root + path, data, sent)
        except (OSError, HTTPException):
            raise ForgeError(Trouble.DOWN) from None
        except ValueError:
            raise ForgeError(Trouble.STRANGE) from None

    def _exchange(
        self, method: str, path: str, data: bytes | None, headers: Mapping[str, str]
    ) -> Any:
        kind = HTTPSConnection if self._secure else HTTPConnection
        connection = kind(self._host, self._port, timeout=_TIMEOUT)
        deadline = time.monotonic() + _WHOLE_TIMEOUT
        try:
            connection.request(method, path, data, dict(headers))
            with connection.getresponse() as response:
                _refuse(response)
                text = _read(response, deadline)
        finally:
            connection.close()
        return json.loads(text) if text.strip() else None


def _printable(token: str) -> str:
    """The token, if it can stand in a header at all."""
    if not token or not (token.isascii() and token.isprintable()) or " " in token:
        raise ForgeError(Trouble.TOKEN)
    return token


def _read(response: HTTPResponse, deadline: float) -> bytes:
    pieces, size = [], 0
    while piece := response.read1(65_536):
        pieces.append(piece)
        size += len(piece)
        if size > _LARGEST:
            raise ForgeError(Trouble.STRANGE)
        if time.monotonic() > deadline:
            raise ForgeError(Trouble.DOWN)
    return b"".join(pieces)


def _refuse(response: HTTPResponse) -> None:
    """Raise ForgeError unless it is a success; a redirect is none, for it would take the token."""
    status, last = response.status, response.headers.get("x-ratelimit-remaining") == "0"
    if 200 <= status < 300:  # noqa: PLR2004 - RFC 9110 §15.3
        return
    retry = response.headers.get("retry-after", "")
    if status == 429 or (status == 403 and (retry or last)):  # noqa: PLR2004 - GitHub says 403, too
        seconds = int(retry) if retry.isdecimal() else _MINUTE
        raise ForgeError(Trouble.BUSY, max(1, -(-seconds // _MINUTE)))
    known = _BY_STATUS.get(status)
    raise ForgeError(known or (Trouble.DOWN if status >= 500 else Trouble.STRANGE))  # noqa: PLR2004


def shaped(shape: type[Shape], answer: Any) -> Shape:
    """An answer in the shape that the API promises. Raises ForgeError."""
    try:
        return shape.model_validate(answer)
    except ValidationError:
        raise ForgeError(Trouble.STRANGE) from None


def public_url(text: str) -> str:
    """An address that a page may link to; anything but https becomes nothing."""
    return text if text.startswith("https://") else ""
