"""`build.py verify`: reads a record from a folder, a bundle or the web, and tells what is wrong."""

import sys
import zipfile
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from contest.domain.verify.findings import PROGRESS
from contest.domain.verify.verification import MissingFileError, Report, Source, Step, verify

LARGEST = 256 * 1024 * 1024
"""No file of a record is larger, in bytes."""
_FOLDER = "ho-so"
_AT_ONCE, _TRIES, _SECONDS = 16, 3, 30


def run(place: str, receipts: Path | None, result: int | None) -> bool:
    """Verify the record at a place and tell everything; whether nothing is wrong.

    Exits where there is nothing to verify, or no receipt to read.
    """
    try:
        told = receipts.read_text(encoding="utf-8").split() if receipts else []
        source = open_source(place)
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile, MissingFileError) as error:
        sys.exit(f"Không đọc được: {error}")
    report = verify(source, told, tell, result)
    _end_line()
    print(conclusion(report))
    return report.ok


def conclusion(report: Report) -> str:
    """The last line."""
    if report.ok:
        return "Không thấy sai lệch nào: tính lại từ hồ sơ công khai ra đúng điều đã công bố."
    return f"CÓ SAI LỆCH: {len(report.faults)} lỗi, xem các dòng ✗ ở trên."


def tell(step: Step) -> None:
    """A line to the screen; progress stands on one line that is written over."""
    if step.mark == PROGRESS:
        if sys.stderr.isatty():
            print(f"\r\x1b[2K{step}", end="", file=sys.stderr, flush=True)
        return
    _end_line()
    print(step, flush=True)


def _end_line() -> None:
    if sys.stderr.isatty():
        print("\r\x1b[2K", end="", file=sys.stderr, flush=True)


def open_source(place: str) -> Source:
    """Where a record can be read: a site's folder or address, its `ho-so`, or a bundle.

    Raises MissingFileError, OSError or BadZipFile where there is nothing of the kind.
    """
    if place.startswith(("https://", "http://")):
        if place.endswith(".zip"):
            return _bundle(BytesIO(fetch(place)))
        return _web(place.rstrip("/"))
    path = Path(place)
    if not path.exists():
        raise MissingFileError(f"không có {place}")
    if zipfile.is_zipfile(path):
        return _bundle(path)
    return _folder(path / _FOLDER if (path / _FOLDER).is_dir() else path)


def _folder(root: Path) -> Source:
    def read(path: str) -> bytes:
        try:
            if (root / path).stat().st_size > LARGEST:
                raise MissingFileError("tệp quá lớn")
            return (root / path).read_bytes()
        except OSError as error:
            raise MissingFileError("thiếu tệp, hoặc không đọc được") from error

    def listing() -> Iterable[str]:
        return [each.relative_to(root).as_posix() for each in root.rglob("*") if each.is_file()]

    return Source(read, listing)


def _bundle(file: Path | BytesIO) -> Source:
    """A zip that holds the folder `ho-so`, at whatever depth."""
    bundle = zipfile.ZipFile(file)
    names = [each for each in bundle.namelist() if not each.endswith("/")]
    inside = sorted((each for each in names if f"/{_FOLDER}/" in f"/{each}"), key=len)
    root = inside[0][: f"/{inside[0]}".index(f"/{_FOLDER}/") + len(_FOLDER) + 1] if inside else ""

    def read(path: str) -> bytes:
        try:
            if bundle.getinfo(root + path).file_size > LARGEST:
                raise MissingFileError("tệp quá lớn")
            return bundle.read(root + path)
        except (KeyError, zipfile.BadZipFile, OSError, EOFError) as error:
            raise MissingFileError("thiếu tệp, hoặc tệp nén bị hỏng") from error

    return Source(
        read, lambda: [each.removeprefix(root) for each in names if each.startswith(root)]
    )


def _web(address: str) -> Source:
    """A record on a site; files that will be asked for are fetched several at a time."""
    root = address if address.endswith(f"/{_FOLDER}") else f"{address}/{_FOLDER}"
    ahead = _Ahead(lambda path: fetch(f"{root}/{path}"))
    return Source(ahead.read, None, ahead.expect)


class _Ahead:
    """Fetches what will be asked for, so many files before it is."""

    def __init__(self, get: Callable[[str], bytes]) -> None:
        self._get = get
        self._pool = ThreadPoolExecutor(_AT_ONCE)
        self._coming: dict[str, Future[bytes]] = {}
        self._later: deque[str] = deque()

    def expect(self, paths: Sequence[str]) -> None:
        self._later.extend(paths)
        self._fill()

    def read(self, path: str) -> bytes:
        future = self._coming.pop(path, None)
        with suppress(ValueError):
            self._later.remove(path)
        self._fill()
        return future.result() if future else self._get(path)

    def _fill(self) -> None:
        while self._later and len(self._coming) < 2 * _AT_ONCE:
            path = self._later.popleft()
            self._coming[path] = self._pool.submit(self._get, path)


def fetch(address: str) -> bytes:
    """A file from the web; raises MissingFileError where it cannot be had."""
    error: Exception = MissingFileError("không tải được")
    for _ in range(_TRIES):
        try:
            request = Request(address, headers={"Accept": "*/*"})  # noqa: S310 - http(s) only
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
                data: bytes = answer.read(LARGEST + 1)
        except HTTPError as problem:
            error = MissingFileError(f"máy chủ trả lời {problem.code}")
            if problem.code < 500:  # noqa: PLR2004 - it will say the same again
                break
        except (URLError, OSError, ValueError) as problem:
            error = MissingFileError(f"không tải được ({problem})")
        else:
            if len(data) > LARGEST:
                raise MissingFileError("tệp quá lớn")
            return data
    raise error
