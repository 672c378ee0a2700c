"""Function packages: one zip per function, holding its module and what it imports of ours.

The libraries lie in a layer that all functions share. The same code gives the same bytes.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path

_MIDNIGHT = (1980, 1, 1, 0, 0, 0)
_READ_ONLY = 0o444 << 16


def function_names(root: Path) -> list[str]:
    """The functions there are: the public modules of `functions/`."""
    return sorted(path.stem for path in (root / "functions").glob("[!_]*.py"))


def write_package(root: Path, name: str, target: Path) -> None:
    """Write the zip of one function."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as package:
        for path in sorted(_files(root, name)):
            info = zipfile.ZipInfo(path.relative_to(root).as_posix(), _MIDNIGHT)
            info.external_attr = _READ_ONLY
            package.writestr(info, path.read_bytes())


def _files(root: Path, name: str) -> Iterator[Path]:
    yield root / "contest/__init__.py"
    yield from (root / "contest/domain").rglob("*.py")
    yield from (root / "contest/office").glob("*.py")
    yield from (root / "contest/store").glob("*.py")
    yield from (root / "functions").glob("_*.py")
    yield root / f"functions/{name}.py"
