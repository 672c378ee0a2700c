"""The forge on one machine: a rebuild runs the build itself, in a process beside the demo.

`dist/` is swapped in one move by the build, so the site keeps being served. What was built is then
published into the table, as the pipeline does: papers and pointer stay a pair.
"""

import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from contest.domain.rebuild import WORDS, Run, State

_KEPT = 20
_LONGEST_LINE = 200


def build_commands(root: Path, secrets: Path, live: Path) -> tuple[Sequence[str], ...]:
    """The steps of a rebuild: build with what is published under `live`, then publish."""
    build = (sys.executable, str(root / "build.py"))
    return (
        (*build, "build", "--secrets", str(secrets), "--record", str(live)),
        (*build, "publish"),
    )


class LocalForge:
    """Runs the commands of a rebuild one after the other, one rebuild at a time."""

    kind = "local"

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self._commands = commands
        self._runs: list[Run] = []
        self._lock = threading.Lock()
        self._one_at_a_time = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._stopped = False

    def start(self, key: str, now: datetime) -> Run:
        """Begin a rebuild."""
        run = Run(key, key, State.QUEUED, now, "", WORDS[State.QUEUED])
        with self._lock:
            self._runs = [run, *self._runs][:_KEPT]
        threading.Thread(target=self._rebuild, args=(key,), daemon=True).start()
        return run

    def runs(self) -> list[Run]:
        """All rebuilds since the demo was started; one under way tells its last line."""
        with self._lock:
            return list(self._runs)

    def stop(self) -> None:
        """Begin nothing more, and end what runs."""
        with self._lock:
            self._stopped = True
            if self._process:
                self._process.terminate()

    def _rebuild(self, key: str) -> None:
        with self._one_at_a_time:
            self._tell(key, State.RUNNING, WORDS[State.RUNNING])
            for command in self._commands:
                if (code := self._run(key, command)) != 0:
                    self._tell(key, State.FAILED, f"{self._words(key)} (mã {code})")
                    return
            self._tell(key, State.DONE, WORDS[State.DONE])

    def _run(self, key: str, command: Sequence[str]) -> int:
        with self._lock:
            if self._stopped:
                return -1
            self._process = process = subprocess.Popen(  # noqa: S603 - our own commands
                command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
            )
        with process:
            for line in process.stdout or ():
                if text := line.strip():
                    self._tell(key, State.RUNNING, text[:_LONGEST_LINE])
        return process.returncode

    def _words(self, key: str) -> str:
        return next(run.words for run in self.runs() if run.key == key)

    def _tell(self, key: str, state: State, words: str) -> None:
        with self._lock:
            self._runs = [
                replace(run, state=state, words=words) if run.key == key else run
                for run in self._runs
            ]
