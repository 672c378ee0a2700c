"""`build.py preview` as an author starts it: its words, and what it serves.

with previewed(workspace.root) as preview:
    preview.wait_for("/the-le/", "Thể lệ")
"""

import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 30.0  # seconds: a busy machine is no mistake


class Previewed:
    """A running preview; `said` is what it has told so far."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process = process
        self.port = str(port)
        self.said: list[str] = []
        self._address = f"http://127.0.0.1:{port}"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.said.append(line.rstrip("\n"))

    def get(self, path: str) -> str:
        """What is served at a path, error pages included."""
        try:
            with urllib.request.urlopen(f"{self._address}{path}", timeout=_PATIENCE) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return error.read().decode()

    def wait_for(self, path: str, text: str, gone: bool = False) -> float:
        """Wait until a text is served, or no longer is; the seconds that took."""
        started = time.perf_counter()
        while (text in self.get(path)) == gone:
            assert self.process.poll() is None, self.said
            assert time.perf_counter() - started < _PATIENCE, self.said
            time.sleep(0.02)
        return time.perf_counter() - started

    def wait_until_said(self, words: str, since: int = 0) -> str:
        """Wait for a line with these words among those told since so many lines."""
        ends = time.perf_counter() + _PATIENCE
        while True:
            if found := [each for each in self.said[since:] if words in each]:
                return found[0]
            assert time.perf_counter() < ends and self.process.poll() is None, self.said
            time.sleep(0.02)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def previewed(root: Path) -> Iterator[Previewed]:
    """Start `build.py preview` in a folder, wait until it serves, and stop it in the end."""
    port = free_port()
    command = [sys.executable, "build.py", "preview", "--port", str(port)]
    with subprocess.Popen(
        command, cwd=root, stderr=subprocess.PIPE, encoding="utf-8", env={"PYTHONUTF8": "1"}
    ) as process:
        preview = Previewed(process, port)
        try:
            preview.wait_until_said("Dừng: Ctrl-C")
            yield preview
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE)
