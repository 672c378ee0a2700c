"""The forge of one machine: a rebuild's life, told line by line; no build is needed to see it."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contest.domain.rebuild import UNDER_WAY, Run, State
from infra.local.forge import LocalForge, build_commands

NOW = datetime(2023, 12, 1, 9, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def wait_for(forge: LocalForge, key: str, ready: Callable[[Run], bool]) -> Run:
    for _ in range(400):
        run = next(each for each in forge.runs() if each.key == key)
        if ready(run):
            return run
        time.sleep(0.02)
    raise AssertionError(run)


def over(run: Run) -> bool:
    return run.state not in UNDER_WAY


def test_a_rebuild_tells_what_it_is_at_and_that_it_is_done(tmp_path: Path) -> None:
    """The build's own lines are the progress; its errors are lines, too."""
    go = tmp_path / "go"
    code = f"""
import pathlib, sys, time
print("Trang thông tin: xong (1,2 giây)", file=sys.stderr, flush=True)
while not pathlib.Path({str(go)!r}).exists(): time.sleep(0.01)
"""
    forge = LocalForge([python(code)])
    begun = forge.start("a", NOW)
    assert (begun.id, begun.state, begun.at) == ("a", State.QUEUED, NOW)
    wait_for(forge, "a", lambda run: "1,2 giây" in run.words and run.state is State.RUNNING)
    go.touch()
    assert wait_for(forge, "a", over).state is State.DONE


def test_a_build_that_fails_says_why_and_what_follows_is_not_done(tmp_path: Path) -> None:
    """A mistake in a question must not be published half."""
    published = tmp_path / "published"
    forge = LocalForge(
        [
            python("import sys; sys.exit('question_src/bank/a.yaml:3: thiếu đáp án')"),
            python(f"open({str(published)!r}, 'w')"),
        ]
    )
    forge.start("a", NOW)
    run = wait_for(forge, "a", over)
    assert run.state is State.FAILED and "a.yaml:3: thiếu đáp án" in run.words
    assert not published.exists()


def test_two_rebuilds_do_not_run_into_each_other(tmp_path: Path) -> None:
    """The second waits its turn; each is told on its own."""
    log = tmp_path / "log"
    line = f"open({str(log)!r}, 'a').write('{{}}')"
    code = f"import time; {line.format('(')}; time.sleep(0.1); {line.format(')')}"
    forge = LocalForge([python(code)])
    for key in ("a", "b"):
        forge.start(key, NOW)
    for key in ("a", "b"):
        assert wait_for(forge, key, over).state is State.DONE
    assert log.read_text() == "()()"


def test_stopping_the_demo_stops_the_build() -> None:
    """No process is left behind."""
    forge = LocalForge([python("import time; print('đang', flush=True); time.sleep(60)")])
    forge.start("a", NOW)
    wait_for(forge, "a", lambda run: run.words == "đang")
    forge.stop()
    assert wait_for(forge, "a", over).state is State.FAILED


@pytest.mark.parametrize("step", ["build", "publish"])
def test_the_commands_of_a_rebuild_are_steps_of_the_build(step: str, tmp_path: Path) -> None:
    """Build with what is published, then put rules and answers in the table."""
    commands = build_commands(ROOT, tmp_path / "secrets.json", tmp_path / "live")
    (command,) = [each for each in commands if each[2] == step]
    assert command[:2] == (sys.executable, str(ROOT / "build.py"))
    assert json.dumps(command).count("--") == (2 if step == "build" else 0)
    assert [each[2] for each in commands] == ["build", "publish"]
