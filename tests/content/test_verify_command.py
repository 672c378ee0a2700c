"""`build.py verify`, from outside: a folder, a bundle, a site; what it prints and how it exits."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from contest.content.results.verify_command import run
from tests.domain.builders import ROOT
from tests.records import Made, a_record

FINE = "Không thấy sai lệch nào: tính lại từ hồ sơ công khai ra đúng điều đã công bố."


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site's folder with a record in it."""
    a_record(tmp_path, 5, people=12, results=2)
    return tmp_path


@pytest.fixture
def made() -> Made:
    return a_record(None, 5, people=12, results=2)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def address(site: Path) -> Iterator[str]:
    """The site on the loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def bundle(site: Path, inside: str = "") -> Path:
    path = site.parent / f"{site.name}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for each in sorted((site / "ho-so").rglob("*.json")):
            archive.write(each, f"{inside}{each.relative_to(site).as_posix()}")
    return path


def break_a_table(site: Path) -> str:
    path = site / "ho-so/2/xep-hang/ca-nhan/tat-ca.json"
    path.write_bytes(path.read_bytes().replace(b"[1,", b"[7,", 1))
    return "2/xep-hang/ca-nhan/tat-ca.json"


@pytest.mark.parametrize("inside", ["", "ho-so"])
def test_a_folder_is_verified(site: Path, inside: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(str(site / inside), None, None)
    out = capsys.readouterr().out
    assert "✓ Chữ ký của 2 kết quả" in out
    assert out.rstrip().endswith(FINE)


@pytest.mark.parametrize("inside", ["", "goi/luu-tru/"])
def test_a_bundle_is_verified_whatever_folder_it_is_in(site: Path, inside: str) -> None:
    assert run(str(bundle(site, inside)), None, None)


def test_a_bundle_that_lacks_a_file_fails(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "ho-so/1/loai.json").unlink()
    assert not run(str(bundle(site)), None, None)
    assert "✗ Tệp 1/loai.json: thiếu tệp, hoặc tệp nén bị hỏng" in capsys.readouterr().out


@pytest.mark.parametrize("inside", ["", "/", "/ho-so", "/ho-so/"])
def test_a_site_is_verified(address: str, inside: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(address + inside, None, None), capsys.readouterr().out
    assert "! Tệp thừa: không kiểm được" in capsys.readouterr().out


def test_a_site_that_lacks_a_file_fails(
    site: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "ho-so/1/loai.json").unlink()
    assert not run(address, None, None)
    assert "✗ Tệp 1/loai.json: máy chủ trả lời 404" in capsys.readouterr().out


def test_an_old_index_on_a_site_is_noticed(
    site: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one = a_record(None, 5, people=12, results=1)
    (site / "ho-so/muc-luc.json").write_bytes(one.files["muc-luc.json"])
    assert not run(address, None, None)
    assert "có hồ sơ kết quả số 2 nhưng mục lục không nói tới" in capsys.readouterr().out


def test_nobody_at_home_is_told_and_no_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    assert not run("http://127.0.0.1:9", None, None)
    assert "✗ Mục lục: không tải được" in capsys.readouterr().out


def test_what_is_no_bundle_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gia.zip").write_bytes(b"PK\x03\x04 no archive")
    assert not run(str(tmp_path / "gia.zip"), None, None)
    assert "✗" in capsys.readouterr().out


def test_receipts_come_from_a_file_one_a_line(
    site: Path, made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bien-nhan.txt"
    file.write_text("\n\n".join(made.all_receipts) + "\r\n", encoding="utf-8")
    assert run(str(site), file, 1)
    assert f"✓ {len(made.all_receipts)} biên nhận có trong hồ sơ" in capsys.readouterr().out


def test_the_command_exits_by_what_it_found(site: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "verify", str(site), "--result", "2"]
    fine = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert fine.returncode == 0, fine.stderr
    assert fine.stdout.rstrip().endswith(FINE)
    file = break_a_table(site)
    wrong = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert wrong.returncode == 1
    assert f"✗ Tệp {file}: sai mã băm" in wrong.stdout
    assert "CÓ SAI LỆCH: 1 lỗi" in wrong.stdout
    assert not wrong.stderr


def test_a_receipt_file_that_is_not_there_is_told(site: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "verify", str(site), "--receipt", "la.txt"]
    told = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert told.returncode == 1
    assert "la.txt" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("place", ["khong-co", "http://127.0.0.1:9/goi.zip"])
def test_a_place_that_is_not_there_is_told(place: str) -> None:
    with pytest.raises(SystemExit, match="Không đọc được: "):
        run(place, None, None)
