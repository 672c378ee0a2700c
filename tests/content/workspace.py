"""A project of its own in a temporary folder, driven through the real command line.

workspace = Workspace.create(tmp_path, "build.py", "contest", "question_src")
workspace.change("question_src/exam/pci.yaml", swap("single", "multiple"))
assert workspace.run("check").code == 1
"""

import io
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
SMALL = Path(__file__).parent / "small"

Change = Callable[[str], str | bytes]

RUNS_INLINE = re.compile(
    r"<style|\sstyle=|\son\w+="
    r"|<script(?![^>]*\ssrc=\"/|\stype=\"application/ld\+json\"|\stype=\"text/plain\")"
)
"""Styles and scripts within a page; data for machines are neither."""


class Ran(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


class Workspace:
    """A copy of the project's files that may be changed at will."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.dist = root / "dist"

    @classmethod
    def create(cls, root: Path, *names: str, sources: Path | None = None) -> "Workspace":
        """Copy the named files and folders of the project; `sources` stand in for question_src."""
        root.mkdir(parents=True, exist_ok=True)
        for name in names:
            whole = ROOT / name
            if whole.is_dir():
                shutil.copytree(whole, root / name)
            else:
                shutil.copy(whole, root / name)
        if sources:
            shutil.copytree(sources, root / "question_src")
            shutil.copy(ROOT / "question_src/README.md", root / "question_src")
            _forget_figures(root / "site/docs")
        return cls(root)

    def run(self, *arguments: str, **environ: str) -> Ran:
        """Run `python build.py …` here."""
        shared = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        done = subprocess.run(
            [sys.executable, "build.py", *arguments],
            cwd=self.root,
            env={**shared, "PYTHONIOENCODING": "utf-8", **environ},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def run_inside(self, *arguments: str) -> Ran:
        """As `run`, but in this process and with the code as it is imported: for long tables."""
        out, err = io.StringIO(), io.StringIO()
        argv, environ = sys.argv, dict(os.environ)
        sys.argv = ["build.py", *arguments]
        try:
            with redirect_stdout(out), redirect_stderr(err):
                runpy.run_path(str(self.root / "build.py"), run_name="__main__")
        except SystemExit as ended:
            return Ran(
                ended.code if isinstance(ended.code, int) else 1, out.getvalue(), err.getvalue()
            )
        finally:
            sys.argv = argv
            os.environ.clear()
            os.environ.update(environ)
        return Ran(0, out.getvalue(), err.getvalue())

    def build(self, *arguments: str, **environ: str) -> Ran:
        """Build, and insist that it went well."""
        done = self.run("build", *arguments, **environ)
        assert done.code == 0, done
        return done

    def read(self, name: str) -> str:
        """A file's text."""
        return (self.root / name).read_text(encoding="utf-8")

    def change(self, name: str, change: Change) -> None:
        """Change a file's text; a file that isn't there yet begins empty."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        new = change(self.read(name) if path.exists() else "")
        path.write_bytes(new if isinstance(new, bytes) else new.encode())


_TOLD = re.compile(r"^(?:description|summary): .*$", re.MULTILINE)


def _forget_figures(pages: Path) -> None:
    """Let no front matter tell the real contest's figures: of another contest they are wrong.

    Nothing fills them in there, as placeholders do in the text of a page.
    """
    for path in pages.rglob("*.md"):
        head, mark, text = path.read_text(encoding="utf-8").partition("\n---\n")
        told = _TOLD.sub(lambda found: re.sub(r"\d[\d/.:]*", "nọ", found[0]), head)
        path.write_text(told + mark + text, encoding="utf-8")


def swap(old: str, new: str) -> Change:
    """Put one text in place of another, which must be there exactly once."""

    def change(text: str) -> str:
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        return text.replace(old, new)

    return change


def append(new: str) -> Change:
    """Add text at the end."""
    return lambda text: text + new


def both(*changes: Any) -> Change:
    """One change after another."""

    def change(text: str) -> str:
        for each in changes:
            text = each(text)
        return text

    return change


def line_of(text: str, part: str) -> int:
    """The line on which a part of a text begins; it must be there."""
    return text[: text.index(part)].count("\n") + 1
