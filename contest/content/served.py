"""Scripts and styles as they are served: without the comments that are meant for us.

On a poor network each kilobyte is waited for. Only comments that stand on lines of their own go,
so that nothing inside code or text can be hit; libraries keep theirs, licences among them.
"""

import re
import shutil
from pathlib import Path

_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_OURS = (".js", ".css")


def without_comments(text: str) -> str:
    """The text of a script or style without the comments on lines of their own."""
    return _COMMENT.sub("", text)


def copy_served(source: str, target: str) -> str:
    """Copy a file of `site/app/` as it is served; a copy function for `shutil.copytree`."""
    if "vendor" in Path(source).parts or Path(source).suffix not in _OURS:
        return str(shutil.copy(source, target))
    Path(target).write_text(without_comments(Path(source).read_text("utf-8")), "utf-8")
    return target
