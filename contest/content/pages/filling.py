"""The site's pages: Markdown with the contest's own data in it.

`render` runs a page through Jinja2 before MkDocs reads it, so whatever changes in
`question_src/contest.yaml` changes every sentence that rests on it. MkDocs comes here by way of
`hooks`.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.runtime import Context

from contest.content.pages import english
from contest.content.pages.amendment_words import amended, change_words
from contest.content.pages.timeline import timeline
from contest.content.pages.value_words import group_name
from contest.content.pages.vietnamese import (
    FIELDS,
    capital,
    small,
    vn_date,
    vn_length,
    vn_list,
    vn_moment,
    vn_time,
    words,
)
from contest.content.pages.worked_example import worked_example
from contest.content.results import results_pages
from contest.content.results.published import NO_RESULTS, Results
from contest.domain.rules import Contest, EntryFields, FieldUse, Level, Quota, Round, Topic

PARTS = Path(__file__).parents[3] / "site/docs_parts"
"""What pages have in common: macros that they import."""

# What may differ between rounds without changing how they are sat.
_NOT_THE_WAY = {
    "id", "kind", "title", "opens_at", "closes_at", "open_to", "bank", "papers", "grace_seconds",
}  # fmt: skip


def asked(fields: EntryFields, use: FieldUse) -> list[str]:
    """The fields of the registration form that are used so."""
    return [FIELDS[name] for name, each in fields if each == use]


def least(quotas: Iterable[Quota], level: Level, group: str) -> str | None:
    """What an agency of that level owes of that group, or None when nothing is asked."""
    for quota in quotas:
        if (quota.level, quota.group) == (level, group):
            return f"{quota.people} người" if quota.percent is None else f"{quota.percent}%"
    return None


def alike(rounds: Iterable[Round]) -> list[list[Round]]:
    """Rounds that are sat in the same way, together: told once, in one breath."""
    ways: dict[str, list[Round]] = {}
    for each in rounds:
        ways.setdefault(each.model_dump_json(exclude=_NOT_THE_WAY), []).append(each)
    return list(ways.values())


def by_topic(way: Round, topics: Sequence[Topic]) -> Iterator[tuple[str, int, str]]:
    """The blueprint by topic: its name, how many questions, and how hard they are."""
    for topic in topics:
        lines = [line for line in way.blueprint if line.topic == topic.id]
        hard = ", ".join(
            f"{line.count} {words(line.difficulty)}" for line in lines if line.difficulty
        )
        if lines:
            yield topic.name, sum(line.count for line in lines), hard or "mọi mức độ"


def rounds_told(rounds: Iterable[Round]) -> list[dict[str, str]]:
    """What a script on a page has to know of rounds before it hears from the server."""
    return [
        {
            "id": each.id,
            "kind": each.kind,
            "title": each.title,
            "opens_at": each.opens_at.isoformat(),
            "closes_at": each.closes_at.isoformat(),
        }
        for each in rounds
    ]


@pass_context
def round_titles(context: Context, ids: Iterable[str]) -> list[str]:
    """Titles of rounds by id; an id that is known no more stands for itself."""
    known = {each.id: each.title for each in context["contest"].rounds}
    return [known.get(each, each) for each in ids]


_TEXT = (words, capital, small, vn_date, vn_time, vn_moment, vn_length, vn_list)
_RULES = (asked, least, alike, by_topic, round_titles, rounds_told)
_WHOLE = (amended, change_words, group_name, timeline, worked_example)


def equip(environment: Environment, contest: Contest) -> Environment:
    """Teach templates the contest, its words and how Vietnam writes dates."""
    environment.filters.update({each.__name__: each for each in _TEXT + _RULES + _WHOLE})
    environment.globals.update(contest=contest)
    english.equip(environment)
    return environment


def compiled_templates(root: Path) -> BytecodeCache:
    """Templates as compiled by the last build; Jinja compiles anew what has changed since."""
    folder = root / ".cache/templates"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def page_templates(
    pages: BaseLoader,
    contest: Contest,
    compiled: BytecodeCache | None,
    results: Results,
    told: Mapping[str, Any],
    parts: Path = PARTS,
) -> Environment:
    """Pages as templates, with the `parts` they import. `told`: what else they may name."""
    # Markdown goes in and comes out; its data are the organizers' own, so nothing is escaped.
    environment = Environment(  # noqa: S701
        loader=ChoiceLoader([pages, FileSystemLoader(parts)]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled,
    )
    results_pages.equip(environment, results)
    environment.globals.update({"archive": False} | dict(told))
    return equip(environment, contest)


def render(
    markdown: str,
    contest: Contest,
    compiled: BytecodeCache | None = None,
    results: Results = NO_RESULTS,
    told: Mapping[str, Any] | None = None,
    name: str = "page",
) -> str:
    """The Markdown of a page, filled in and NFC; a name unknown to us is an error.

    `told`: what else a page may use: `chart`, and `archive`, which says that the page is for
    keeping, read from a folder, where nothing can be fetched. `name`: by which the page is kept
    in `compiled`, as long as it stays the same.
    """
    pages = DictLoader({name: markdown})
    templates = page_templates(pages, contest, compiled, results, told or {})
    page = templates.get_template(name).render()
    return unicodedata.normalize("NFC", page)
