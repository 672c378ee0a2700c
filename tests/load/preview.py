"""How long an author waits: from saving a file to the new text being served by the preview.

.venv/bin/python -m tests.load.preview
"""

import re
import shutil
import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.previewed import Previewed, previewed

_ROOT = Path(__file__).parents[2]
_COPIED = ("question_src", "site", "contest", "docs", "build.py")
_RUNS = 5


def seconds_to_see(folder: Path) -> dict[str, float]:
    """The median seconds after saving a page, a practice question, a sealed question."""
    folder.mkdir(exist_ok=True)
    for name in _COPIED:
        copy = shutil.copytree if (_ROOT / name).is_dir() else shutil.copy
        copy(_ROOT / name, folder / name)
    questions = folder / "question_src"
    practice = min((questions / "practice").glob("*.yaml"))
    sealed = min((questions / "exam").glob("*.yaml"))
    with previewed(folder) as preview:
        return {
            "a page": _median(preview, folder / "site/docs/lien-he.md", _appended, "/lien-he/"),
            "a practice question": _median(preview, practice, _asked, "/on-tap/cau-hoi.json"),
            "a sealed question": _median(preview, sealed, _asked, "/xem-truoc/"),
        }


def _median(preview: Previewed, path: Path, change: Callable[[str, str], str], place: str) -> float:
    """Save the file several times; what is there from one run stays for the next."""
    taken = []
    for run in range(_RUNS):
        mark = f"Lần lưu thứ {'abcdefghij'[run]}{path.stem}"
        path.write_text(change(path.read_text("utf-8"), mark), "utf-8")
        taken.append(preview.wait_for(place, mark))
    return statistics.median(taken)


def _appended(text: str, mark: str) -> str:
    return f"{text}\n{mark}.\n"


def _asked(text: str, mark: str) -> str:
    return re.sub(r"(stem: (?:>-\s+|[\"'])?)(?=\w)", rf"\g<1>{mark} ", text, count=1)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for what, seconds in seconds_to_see(Path(place)).items():
            print(f"{what}: {seconds:.2f} s")
