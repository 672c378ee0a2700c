"""Loads `question_src/`: the shape of every file, all mistakes at once.

    from contest.content.sources import load
    sources = load(Path("question_src"))      # raises MistakesError

Whether the files make sense together is judged in `check`.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from contest.content.documents import Document, Place, decomposed, not_utf8, read
from contest.content.mistakes import Mistake, MistakesError
from contest.content.wording import describe, objections
from contest.domain.agency import Agency
from contest.domain.bank import BankQuestion
from contest.domain.question import Question
from contest.domain.rules import Contest

_Model = TypeVar("_Model", bound=BaseModel)
_QUESTION: TypeAdapter[Any] = TypeAdapter(Question)
PUBLIC_BANK = "practice"
"""The folder whose questions are published with their answers; no official round may draw on it."""
_COLUMNS = (
    "id",
    "name",
    "level",
    "parent",
    "leader",
    "division_leader",
    "official",
    "one_stop",
    "headcount_note",
)
_HEADCOUNTS = _COLUMNS[4:8]


@dataclass(frozen=True)
class Located:
    """A question and where it stands."""

    bank: str
    entry: BankQuestion
    document: Document
    place: Place

    def mistake(self, key: str, message: str) -> Mistake:
        """A mistake in this question, told with its id."""
        text = f"câu {self.entry.question.id}: {message}"
        return self.document.mistake((*self.place, key), text)


@dataclass(frozen=True)
class Sources:
    """Everything organizers wrote, with the lines it stands on."""

    contest: Contest
    contest_document: Document
    agencies: tuple[Agency, ...]
    agencies_path: Path
    agencies_lines: tuple[int, ...]
    questions: tuple[Located, ...]

    def bank(self, name: str) -> tuple[BankQuestion, ...]:
        """All questions of a folder, drafts included."""
        return tuple(each.entry for each in self.questions if each.bank == name)

    def agency_mistake(self, index: int, message: str) -> Mistake:
        """A mistake in a line of `agencies.csv`; index from 0."""
        return Mistake(self.agencies_path, self.agencies_lines[index], message)


@dataclass
class _Reader:
    root: Path
    mistakes: list[Mistake] = field(default_factory=list)

    def document(self, path: Path) -> Document:
        document = read(path, self.shown(path))
        self.mistakes += document.mistakes
        return document

    def shown(self, path: Path) -> Path:
        return Path(self.root.name) / path.relative_to(self.root)


def load(root: Path) -> Sources:
    """All sources under `question_src/`; raises MistakesError with every mistake of shape."""
    reader = _Reader(root)
    document = _contest_document(reader)
    contest = _validate(Contest, document, reader.mistakes)
    agencies = dict(_agencies(reader))
    questions = tuple(_questions(reader))
    if reader.mistakes or contest is None:
        raise MistakesError(reader.mistakes)
    path = reader.shown(root / "agencies.csv")
    lines, listed = tuple(agencies), tuple(agencies.values())
    return Sources(contest, document, listed, path, lines, questions)


def load_contest(root: Path) -> Contest:
    """The rules alone, for what needs no questions."""
    reader = _Reader(root)
    contest = _validate(Contest, _contest_document(reader), reader.mistakes)
    if reader.mistakes or contest is None:
        raise MistakesError(reader.mistakes)
    return contest


def _contest_document(reader: _Reader) -> Document:
    """`contest.yaml` with `round_defaults` laid under each round."""
    document = reader.document(reader.root / "contest.yaml")
    if not isinstance(document.data, dict):
        document.data = {}
    defaults = document.data.pop("round_defaults", None) or {}
    if not isinstance(defaults, dict):
        message = "«round_defaults»: phải là các mục «tên: nội dung»"
        reader.mistakes.append(document.mistake(("round_defaults",), message))
        defaults = {}
    rounds = document.data.get("rounds")
    for index, each in enumerate(rounds if isinstance(rounds, list) else []):
        if isinstance(each, dict):
            _inherit(document, ("rounds", index), each, defaults)
    return document


def _inherit(
    document: Document, place: Place, each: dict[str, Any], defaults: dict[str, Any]
) -> None:
    """Give a round what it doesn't say itself, and let mistakes point at where it is written."""
    for key, value in defaults.items():
        if key not in each:
            each[key] = value
            for known, line in list(document.lines.items()):
                if known[:2] == ("round_defaults", key):
                    document.lines[(*place, *known[1:])] = line


def _validate(model: type[_Model], document: Document, mistakes: list[Mistake]) -> _Model | None:
    if not document.readable:
        return None
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        mistakes += [
            document.mistake(tuple(each["loc"]), describe(each)) for each in objections(error)
        ]
        return None


def _questions(reader: _Reader) -> Iterator[Located]:
    for path in sorted(reader.root.glob("*/*.yaml")):
        document = reader.document(path)
        if not document.readable:
            continue
        data = document.data if isinstance(document.data, dict) else {}
        rows = data.get("questions")
        topic = data.get("topic")
        if topic != path.stem:
            message = f"«topic» phải là «{path.stem}», trùng với tên tệp"
            reader.mistakes.append(document.mistake(("topic",), message))
        if not isinstance(rows, list):
            message = "thiếu danh sách «questions»; hãy viết «questions:» rồi các câu hỏi"
            reader.mistakes.append(document.mistake(("questions",), message))
            continue
        for index, row in enumerate(rows):
            question = _question(document, index, row, reader.mistakes)
            if question is not None:
                entry = BankQuestion(path.stem, question)
                yield Located(path.parent.name, entry, document, ("questions", index))


def _question(document: Document, index: int, row: Any, mistakes: list[Mistake]) -> Any:
    try:
        return _QUESTION.validate_python(row)
    except ValidationError as error:
        name = row.get("id", index + 1) if isinstance(row, dict) else index + 1
        for each in objections(error):
            # A discriminated union puts its tag into the place; it is no place in the file.
            parts = tuple(each["loc"])
            tagged = isinstance(row, dict) and parts and parts[0] == row.get("type")
            place = ("questions", index, *(parts[1:] if tagged else parts))
            mistakes.append(document.mistake(place, f"câu {name}: {describe(each)}"))
        return None


def _agencies(reader: _Reader) -> Iterator[tuple[int, Agency]]:
    """Each agency with the line it stands on."""
    path = reader.root / "agencies.csv"
    shown = reader.shown(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        reader.mistakes.append(not_utf8(shown))
        return
    reader.mistakes += decomposed(text, shown)
    rows = csv.reader(io.StringIO(text, newline=""))
    if next(rows, None) != list(_COLUMNS):
        message = f"dòng đầu phải là «{','.join(_COLUMNS)}», các cột cách nhau bằng dấu phẩy"
        reader.mistakes.append(Mistake(shown, 1, message))
        return
    for line, row in _filled(rows):
        if len(row) != len(_COLUMNS):
            message = (
                f"có {len(row)} cột thay vì {len(_COLUMNS)}; "
                "hãy đặt tên có dấu phẩy trong dấu nháy kép"
            )
            reader.mistakes.append(Mistake(shown, line, message))
            continue
        cells = dict(zip(_COLUMNS, row, strict=True))
        # Digits and nothing else: elsewhere `1.000` is one, here it is a thousand.
        wrong = [group for group in _HEADCOUNTS if not re.fullmatch(r"[0-9]*", cells[group])]
        words = "phải là số nguyên, chỉ gồm chữ số"
        reader.mistakes += [Mistake(shown, line, f"«{group}»: {words}") for group in wrong]
        try:
            yield line, Agency.model_validate(_agency_data(cells | dict.fromkeys(wrong, "")))
        except ValidationError as error:
            reader.mistakes += [Mistake(shown, line, describe(each)) for each in objections(error)]


def _filled(rows: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the line it begins on: a cell may span lines."""
    line = rows.line_num + 1
    for row in rows:
        if any(row):
            yield line, row
        line = rows.line_num + 1


def _agency_data(row: dict[str, str]) -> dict[str, Any]:
    return {
        "id": row["id"],
        "name": row["name"],
        "level": row["level"],
        "parent": row["parent"] or None,
        "headcount": {group: row[group] or None for group in _HEADCOUNTS},
        "headcount_note": row["headcount_note"] or None,
    }
