"""The archive: pages, record and a verifier in one file that works from a folder, for years.

Pages are those of the site, rendered for keeping: no scripts, and every address relative with its
file spelled out, so that they open straight from a folder. The same inputs give the same bytes.
"""

import re
import zipfile
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from tempfile import TemporaryDirectory

from contest.content.pages.vietnamese import vn_moment
from contest.content.results.published import Results
from contest.content.results.record_reader import FOLDER, reader
from contest.content.results.spoken import instant
from contest.content.site import VERIFIER, write_pages
from contest.domain.rules import Contest

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""What every file is dated: the earliest that the format knows."""
_KEPT = (
    "index.html", "the-le", "doi-tuong", "lich-thi", "giai-thuong", "ket-qua", "minh-bach",
    "tra-cuu/index.html", "tra-cuu/tra-cuu.css", "css", "fonts", "img", "shared/tokens.css",
)  # fmt: skip
"""What pages for keeping need. The rest asks a server, or is for a contest that is still on."""
_ELSEWHERE = r"(?![a-z]+:|#)"
_ADDRESS = re.compile(rf'(\s(?:href|src)="){_ELSEWHERE}([^"]*)"')
_LINK = re.compile(rf'<a\b[^>]*?\shref="{_ELSEWHERE}([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_PRELOAD = re.compile(r'\s*<link rel="preload"[^>]*>')
_IN_STYLES = re.compile(r'url\("(/[^"]*)"\)')


def write_archive(root: Path, contest: Contest, results: Results, record: str, out: Path) -> None:
    """Pack the results at a folder or address, and whatever it takes to read and check them."""
    with TemporaryDirectory() as aside:
        site = Path(aside) / "site"
        write_pages(root, contest, site, results, archive=True)
        files = record_files(results)
        pages = _pages(site, {f"{FOLDER}/{path}" for path in files})
        out.parent.mkdir(parents=True, exist_ok=True)
        read = reader(record)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            _put(archive, "DOC-TRUOC.txt", _read_first(contest, results).encode())
            _put(archive, "kiem-chung.py", VERIFIER.read_bytes())
            for path in files:
                _put(archive, f"{FOLDER}/{path}", read(path))
            for path, data in sorted(pages.items()):
                _put(archive, path, data)


def record_files(results: Results) -> list[str]:
    """The paths of all files of the record, in order."""
    named = {path for each in results.all for path in each.manifest["files"]}
    manifests = {f"{each.number}/ho-so.json" for each in results.all}
    return sorted(named | manifests | {"muc-luc.json", "cam-ket.json"})


def _pages(site: Path, record: AbstractSet[str]) -> dict[str, bytes]:
    """The files of the site that are kept, with addresses that work from a folder."""
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    kept = {name: path for name, path in found.items() if name.startswith(_KEPT)}
    known = kept.keys() | record
    return {name: _from_folder(name, path.read_bytes(), known) for name, path in kept.items()}


def _from_folder(name: str, data: bytes, known: AbstractSet[str]) -> bytes:
    if name.endswith(".html"):
        text = _PRELOAD.sub("", data.decode())
        text = _LINK.sub(partial(_alive, name, known), text)
        return _ADDRESS.sub(partial(_relative, name), text).encode()
    if name.endswith(".css"):
        return _IN_STYLES.sub(partial(_relative_style, name), data.decode()).encode()
    return data


def _alive(name: str, known: AbstractSet[str], link: re.Match[str]) -> str:
    """A link to what is in the archive stays; of any other only its words do."""
    return link[0] if _file(name, link[1]) in known else link[2]


def _relative(name: str, found: re.Match[str]) -> str:
    _, mark, fragment = found[2].partition("#")
    address = relpath(_file(name, found[2]), dirname(name) or ".")
    return f'{found[1]}{address}{mark}{fragment}"'


def _relative_style(name: str, found: re.Match[str]) -> str:
    return f'url("{relpath(found[1][1:], dirname(name))}")'


def _file(name: str, address: str) -> str:
    """The file that an address on a page leads to: `/ket-qua/#x` is ket-qua/index.html."""
    path = address.partition("#")[0]
    whole = normpath(join("/", dirname(name), path))[1:]
    return whole if path and not path.endswith("/") else f"{whole}/index.html".lstrip("/")


_READ_FIRST = """\
{name}
Gói lưu trữ kết quả số {number}, công bố lúc {at}

Gói này gồm các trang của cuộc thi, toàn bộ hồ sơ công khai và chương trình kiểm tra.
Mọi thứ chạy từ thư mục này, không cần mạng.

1. Giải nén cả gói vào một thư mục.
2. Đọc kết quả: mở tệp index.html, hoặc ket-qua/index.html, bằng trình duyệt bất kỳ.
3. Kiểm tra kết quả: mở cửa sổ lệnh tại thư mục này rồi chạy
       python kiem-chung.py
   Cần Python 3.9 trở lên, không cần cài gì thêm. Chương trình chấm lại mọi bài, xếp hạng lại,
   xét lại giải, so mã băm, chữ ký và cam kết, rồi nói đã kiểm tra những gì.
4. Đối chiếu biên nhận: để biên nhận vào một tệp rồi chạy
       python kiem-chung.py --bien-nhan TỆP
5. Tra cứu một mã dự thi:
       python kiem-chung.py --ma 7K3MQ-9TZ0B

Mã băm (SHA-256) hồ sơ của từng kết quả; so với mã đã được công bố rộng rãi:
{digests}

Thư mục ho-so chứa hồ sơ; định dạng được mô tả ở minh-bach/dinh-dang/index.html.
"""


def _read_first(contest: Contest, results: Results) -> str:
    latest = results.all[-1]
    digests = "\n".join(f"  số {each.number}: {each.entry['manifest']}" for each in results.all)
    return _READ_FIRST.format(
        name=contest.contest.name,
        number=latest.number,
        at=vn_moment(instant(latest.entry["at"])),
        digests=digests,
    )


def _put(archive: zipfile.ZipFile, path: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(path, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)
