"""Whether a page's placeholders can be filled in: `{{ contest.rounds[0].title }}` and the like.

Each page is rendered as a build would, from its own lines, so that what is wrong is told at the
line where it stands.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import FunctionLoader, TemplateError, TemplateSyntaxError

from contest.content.checks.page_prose import without_head
from contest.content.checks.page_source import PARTS, Page
from contest.content.mistakes import Mistake
from contest.content.pages.filling import compiled_templates, page_templates
from contest.content.results.published import NO_RESULTS
from contest.domain.rules import Contest

_EXAMPLE = "{{ contest.rounds[0].title }}"


class Placeholders:
    """Fills pages in, to see whether that can be done; `told`: what else they may name."""

    def __init__(self, root: Path, contest: Contest, told: Mapping[str, Any]) -> None:
        self._pages: dict[str, Page] = {}
        pages, compiled = FunctionLoader(self._load), compiled_templates(root)
        self._templates = page_templates(pages, contest, compiled, NO_RESULTS, told, root / PARTS)

    def mistakes(self, page: Page) -> Iterator[Mistake]:
        """What keeps a page from being filled in; the first thing, as Jinja stops there."""
        name = str(page.path)
        self._pages[name] = page
        try:
            self._templates.get_template(name).render()
        except TemplateSyntaxError as error:
            # A part that doesn't read is its own mistake, told once, where it is.
            if error.name == name:
                words = f"dấu {{{{ }}}} hoặc {{% %}} viết chưa đúng ({error.message})"
                yield page.mistake(error.lineno, f"{words}; hãy xem lại, ví dụ {_EXAMPLE}")
        except KeyError as error:
            words = f"không có hình «{error.args[0]}» trong site/data/charts/; hãy xem lại tên hình"
            yield page.mistake(_line(error.__traceback__, name), words)
        except (TemplateError, TypeError, ValueError) as error:
            words = f"chỗ trống không điền được ({error}); hãy xem lại tên, ví dụ {_EXAMPLE}"
            yield page.mistake(_line(error.__traceback__, name), words)

    def _load(self, name: str) -> tuple[str, str, Callable[[], bool]] | None:
        page = self._pages.get(name)
        return (without_head(page.text), name, lambda: True) if page else None


def _line(trace: TracebackType | None, name: str) -> int:
    """The line of a page that an error came from: Jinja puts its lines into the trace."""
    line = 1
    while trace:
        if trace.tb_frame.f_code.co_filename == name:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
