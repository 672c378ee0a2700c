"""Takes the pictures of the guides, or proves that those there are still true.

python -m tests.screenshots            take them all with Chromium, in about a minute and a half
python -m tests.screenshots --check    compare what they show with what they were taken of
"""

import sys

from tests.screenshots import manifest
from tests.screenshots.inputs import ROOT, digests


def take() -> None:
    """Walk through the demo with a camera, and write down what was taken of what."""
    from tests.screenshots.walk import walk  # a browser is needed here and nowhere else

    folder, before = manifest.folder(ROOT), digests(ROOT)
    taken = walk(folder)
    for old in set(folder.glob("*.webp")) - {folder / each.name for each in taken}:
        old.unlink()
    manifest.write(ROOT, before, taken)
    for each in taken:
        print(f"{each.name}: {each.width} × {each.height}, {each.size / 1000:.1f} kB")


def main() -> None:
    """The command."""
    if "--check" not in sys.argv:
        take()
    elif wrong := manifest.complaints(ROOT):
        sys.exit("\n".join([*wrong, "run `make screenshots`"]))


if __name__ == "__main__":
    main()
