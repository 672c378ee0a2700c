"""YAML files as data that remembers its lines.

Read by YAML 1.2's rules: only `true` and `false` are booleans, dates and times stay text, so that
`no`, `off` and `12:30` mean what they say.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from contest.content.mistakes import Mistake

Place = tuple[str | int, ...]

_TEXT = "tag:yaml.org,2002:str"
_BaseLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_BaseLoader):  # type: ignore[misc]
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the shape PyYAML asks for


for tag, pattern, first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"[-+]?(0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]+", "-+0123456789"),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^({pattern})$"), list(first)
    )


@dataclass
class Document:
    """A file's data, the line of each place in it, and what was wrong with reading it."""

    path: Path
    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    readable: bool = True

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it that is written down."""
        known = tuple(part for part in place)
        while known not in self.lines and known:
            known = known[:-1]
        return self.lines.get(known, 1)

    def mistake(self, place: Place, message: str) -> Mistake:
        """A mistake at a place."""
        return Mistake(self.path, self.line(place), message)


def read(path: Path, shown: Path) -> Document:
    """The document in a file; `shown` is the path that mistakes name."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Document(shown, mistakes=[not_utf8(shown)], readable=False)
    return parse(text, shown)


def parse(text: str, shown: Path) -> Document:
    """The document in a text that begins where the file `shown` begins."""
    document = Document(shown, readable=False)
    document.mistakes += decomposed(text, shown)
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except yaml.reader.ReaderError:
        message = "có ký tự không đọc được; hãy xóa đi rồi gõ lại"
        document.mistakes.append(Mistake(shown, _line_of_control_character(text), message))
    except yaml.MarkedYAMLError as error:
        document.mistakes.append(_syntax_mistake(shown, error))
    else:
        document.readable = True
        document.data = _plain(node, (), document, loader) if node else None
    return document


HEAD = re.compile(r"---\n(.*?)^---[ \t]*$", re.DOTALL | re.MULTILINE)
"""The front matter of a page, from its very beginning on."""


def front_matter(text: str, shown: Path) -> Document | None:
    """What is told above a page, on the lines where it stands; None where nothing is."""
    found = HEAD.match(text)
    return parse(f"\n{found[1]}", shown) if found else None


def not_utf8(path: Path) -> Mistake:
    """The file is in another encoding."""
    return Mistake(path, 1, "tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8")


def decomposed(text: str, path: Path) -> Iterator[Mistake]:
    """Letters and marks that stand apart: the same word would not be the same bytes.

    Told once a file, at the first such line, for it is mended by converting the file.
    """
    lines = enumerate(text.splitlines(), start=1)
    found = [line for line, words in lines if not unicodedata.is_normalized("NFC", words)]
    if found:
        message = f"có {len(found)} dòng chữ có dấu chưa ở dạng Unicode dựng sẵn (NFC)"
        yield Mistake(path, found[0], f"{message}; hãy gõ lại hoặc chuyển mã cả tệp")


def _line_of_control_character(text: str) -> int:
    found = yaml.reader.Reader.NON_PRINTABLE.search(text)
    return text.count("\n", 0, found.start() if found else 0) + 1


def _syntax_mistake(path: Path, error: yaml.MarkedYAMLError) -> Mistake:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    return Mistake(
        path,
        line,
        "không đọc được từ dòng này; hãy xem lại khoảng thụt đầu dòng, dấu hai chấm, "
        f"và đặt chữ có dấu «: » hoặc «#» trong dấu nháy kép ({error.problem})",
    )


def _plain(node: yaml.Node, place: Place, document: Document, loader: Any) -> Any:
    document.lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, document, loader)
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(child, (*place, index), document, loader)
            for index, child in enumerate(node.value)
        ]
    if node.tag != _TEXT and node.tag != loader.resolve(yaml.ScalarNode, node.value, (True, False)):
        message = "dấu «!» ở đầu có nghĩa riêng trong YAML; hãy đặt cả câu trong dấu nháy kép"
        document.mistakes.append(document.mistake(place, message))
        return None
    return loader.construct_object(node)


def _mapping(
    node: yaml.MappingNode, place: Place, document: Document, loader: Any
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, child in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in found:
            message = f"mục «{key}» bị viết hai lần; hãy bỏ một"
            document.mistakes.append(Mistake(document.path, line, message))
        found[key] = _plain(child, (*place, key), document, loader)
        document.lines[*place, key] = line
    return found
