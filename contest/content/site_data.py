"""What pages rest on and isn't prose: YAML below `site/data/`, with the lines it stands on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from contest.content.documents import Document, Place, read
from contest.content.mistakes import Mistake, MistakesError
from contest.content.wording import describe, objections

_Entry = TypeVar("_Entry")
DATA = "site/data"


@dataclass(frozen=True)
class Located(Generic[_Entry]):
    """An entry, and where it stands."""

    entry: _Entry
    document: Document
    place: Place

    def mistake(self, message: str, *keys: str | int) -> Mistake:
        """A mistake in this entry."""
        return self.document.mistake((*self.place, *keys), message)


def read_lists(root: Path, folder: str, shape: TypeAdapter[_Entry]) -> tuple[Located[_Entry], ...]:
    """All entries of the lists in `site/data/<folder>/*.yaml`; raises MistakesError."""
    found: list[Located[_Entry]] = []
    mistakes: list[Mistake] = []
    for document in _documents(root, folder, mistakes):
        entries = document.data if isinstance(document.data, list) else [document.data]
        for index, entry in enumerate(entries):
            place = (index,) if isinstance(document.data, list) else ()
            found += _entry(entry, shape, document, place, mistakes)
    if mistakes:
        raise MistakesError(mistakes)
    return tuple(found)


def _documents(root: Path, folder: str, mistakes: list[Mistake]) -> Iterator[Document]:
    for path in sorted((root / DATA / folder).glob("*.yaml")):
        document = read(path, path.relative_to(root))
        mistakes += document.mistakes
        if document.readable:
            yield document


def _entry(
    data: object,
    shape: TypeAdapter[_Entry],
    document: Document,
    place: Place,
    mistakes: list[Mistake],
) -> Iterator[Located[_Entry]]:
    try:
        entry = shape.validate_python(data)
    except ValidationError as error:
        mistakes += [
            document.mistake((*place, *each["loc"]), describe(each)) for each in objections(error)
        ]
    else:
        yield Located(entry, document, place)
