"""The API contract, by a client that knows nothing but `/contest.json` and the documents."""

import base64
import json
import signal
import subprocess
import sys
from http.client import HTTPResponse
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from joserfc import jwe
from joserfc.jwk import OctKey

from tests import demo


class Client:
    """Plain HTTP and JSON."""

    def __init__(self, site: str) -> None:
        self.site = site

    def call(self, method: str, path: str, body: Any = None, session: str = "") -> tuple[int, Any]:
        headers = {"Content-Type": "application/json"}
        if session:
            headers["Authorization"] = f"Bearer {session}"
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.site + path, data, headers, method=method)
        try:
            response: HTTPResponse = urlopen(request, timeout=20)
        except HTTPError as error:
            return error.code, json.loads(error.read())
        with response:
            return response.status, json.loads(response.read())

    def text(self, path: str) -> str:
        with urlopen(self.site + path, timeout=20) as response:
            return response.read().decode()


def test_a_program_can_take_part(site: str) -> None:
    """Contest file → register → rehearse → start → paper → checkpoint → submit → receipt."""
    client = Client(site)
    _, contest = client.call("GET", "/contest.json")
    group = next(each for each in contest["groups"] if each["levels"])
    agency = next(each for each in contest["agencies"] if each["level"] in group["levels"])
    form = {
        "full_name": "Hồ Văn Chương Trình",
        "birth_date": "1985-12-31",
        "national_id": "066085012345",
        "phone": "0905 000 111",
        "agency": agency["id"],
        "group": group["id"],
        "commune": None,
        "consent": True,
    }
    status, person = client.call("POST", "/api/contestants", form)
    assert status == 201
    for rules in (each for each in contest["rounds"] if each["id"] != "vong-2"):
        status, attempt = client.call(
            "POST",
            f"/api/rounds/{rules['id']}/attempts",
            {"device": "a-program-without-a-face"},
            person["session"],
        )
        assert status == 201
        paper = open_paper(client, attempt["paper"])
        assert len(paper["questions"]) == rules["questions"]
        answers = [[question["options"][0]["id"]] for question in paper["questions"]]
        save = {"token": attempt["token"], "device": "a-program-without-a-face", "seq": 1}
        assert client.call("PUT", "/api/attempts/current", {**save, "answers": answers})[0] == 200
        hand_in = {"token": attempt["token"], "answers": answers, "prediction": None}
        status, result = client.call("POST", "/api/submissions", hand_in)
        assert (status, result["total"]) == (201, rules["questions"])
        assert 0 <= result["correct"] < result["total"]
        assert result["receipt"].count(".") == 2
        assert client.call("POST", "/api/submissions", hand_in) == (200, result)
    _, me = client.call("GET", "/api/me", session=person["session"])
    states = {each["round"]: [a["state"] for a in each["attempts"]] for each in me["rounds"]}
    assert states == {"thi-thu": ["submitted"], "vong-1": ["submitted"], "vong-2": []}


def open_paper(client: Client, paper: dict[str, str]) -> Any:
    key = OctKey.import_key({"kty": "oct", "k": paper["key"]})
    opened = jwe.decrypt_compact(client.text(paper["url"]), key, algorithms=["dir", "A256GCM"])
    return json.loads(opened.plaintext or b"")


@pytest.mark.parametrize(
    ("path", "members"),
    [
        ("/status.json", {"generated_at", "notice", "rounds"}),
        ("/.well-known/jwks.json", {"keys"}),
        ("/openapi.json", {"openapi", "info", "paths", "components"}),
    ],
)
def test_public_files_are_there(site: str, path: str, members: set[str]) -> None:
    """Beside the pages, as the contract lists them."""
    status, body = Client(site).call("GET", path)
    assert status == 200
    assert members <= set(body)


def test_the_consent_leads_to_what_it_promises(site: str) -> None:
    """The address of the privacy rules is a place that exists."""
    _, contest = Client(site).call("GET", "/contest.json")
    page, _, anchor = contest["entry"]["privacy_url"].partition("#")
    assert f'id="{anchor}"' in Client(site).text(page)


def test_no_private_half_of_a_key_is_public(site: str) -> None:
    """The key set has public members only."""
    for key in json.loads(Client(site).text("/.well-known/jwks.json"))["keys"]:
        assert "d" not in key
        assert len(base64.urlsafe_b64decode(key["x"] + "=")) == 32


def test_an_unknown_address_is_a_page_that_helps(site: str) -> None:
    """A 404 for people, in Vietnamese, under the same security headers."""
    with pytest.raises(HTTPError) as caught:
        urlopen(f"{site}/khong-co-trang-nay/")
    with caught.value as error:
        assert error.code == 404
        assert "default-src 'self'" in error.headers["Content-Security-Policy"]
        assert 'lang="vi"' in error.read().decode()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_the_demo_stops_cleanly(how: signal.Signals) -> None:
    """No traceback, exit code 0, and the address is free again."""
    command = [sys.executable, "-c", "from infra.local.demo import main; main()"]
    environ = {"PORT": "0", "PATH": "/usr/bin:/bin", "AT": "2023-11-21T10:00+07:00"}
    process = subprocess.Popen(
        command,
        cwd=demo.ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said = ""
    for line in process.stdout:
        said += line
        if "Ctrl-C" in line:
            process.send_signal(how)
    assert process.wait(20) == 0
    process.stdout.close()
    assert "Traceback" not in said
    assert "10:00 ngày 21/11/2023 (giờ Việt Nam)" in said
    assert "Đã dừng." in said


@pytest.mark.parametrize("at", ["2023-13-01", "hôm nay"])
def test_a_wrong_clock_is_explained(at: str) -> None:
    """One line that says what to write."""
    command = [sys.executable, "-m", "infra.local.demo"]
    environ = {"PATH": "/usr/bin:/bin", "AT": at}
    done = subprocess.run(
        command, cwd=demo.ROOT, env=environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "AT=2023-11-08T08:00+07:00" in done.stderr
