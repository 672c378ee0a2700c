"""What MkDocs is asked to do at each step of a build: `site/mkdocs.yml` names this module.

A build hands over what pages tell in `config.extra`: `contest`, `results`, `archive`. Where it
doesn't, as in a preview, they are read anew or empty.
"""

import re
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    StrictUndefined,
    TemplateError,
)
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from contest.content import results_pages
from contest.content.pages import equip, render
from contest.content.results import NO_RESULTS
from contest.content.sources import load_contest

# The record's format is a page for programmers, in English, as it stands in `docs/`.
_AS_IT_IS = """---
title: Định dạng hồ sơ công khai
description: Định dạng các tệp của hồ sơ công khai, đủ để viết chương trình kiểm tra riêng.
template: english.html
verbatim: true
---
"""


def compiled_templates(root: Path) -> BytecodeCache:
    """Templates as compiled by the last build; Jinja compiles anew what has changed since."""
    folder = root / ".cache/templates"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Hook: read the contest unless a build hands it over; the site is named after it."""
    root = Path(config.config_file_path).parents[1]
    contest = config.extra.setdefault("contest", None) or load_contest(root / "question_src")
    config.extra.update(contest=contest, compiled=compiled_templates(root))
    config.extra.setdefault("results", NO_RESULTS)
    config.extra.setdefault("archive", False)
    config.site_name = contest.contest.short_name
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Hook: pages without a source of their own, one for each result and the record's format."""
    described = Path(config.config_file_path).parents[1] / "docs/record-format.md"
    made = [
        *results_pages.own_pages(config.extra["results"]),
        ("minh-bach/dinh-dang.md", _AS_IT_IS + described.read_text(encoding="utf-8")),
    ]
    for path, content in made:
        files.append(File.generated(config, path, content=content))
    return files


def on_env(env: Environment, *, config: MkDocsConfig, **_: Any) -> Environment:
    """Hook: templates of the theme speak like the pages."""
    env.undefined, env.trim_blocks, env.lstrip_blocks = StrictUndefined, True, True
    env.bytecode_cache = config.extra["compiled"]
    results_pages.equip(env, config.extra["results"])
    env.globals.update(archive=config.extra["archive"])
    return equip(env, config.extra["contest"])


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Hook: fill a page in before MkDocs reads its Markdown."""
    if page.meta.get("verbatim"):
        return markdown
    extra = config.extra
    archive = extra["archive"]
    try:
        return render(
            markdown, extra["contest"], extra["compiled"], extra["results"], archive=archive
        )
    except TemplateError as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from error


def on_page_content(html: str, **_: Any) -> str:
    """Hook: the first cell of a table row names the row, for screen readers too."""
    html = re.sub(r"<th(?![^>]*\bscope=)(?=[ >])", '<th scope="col"', html)
    return re.sub(r"<tr>\n<td(.*?)>(.*?)</td>", r'<tr>\n<th scope="row"\1>\2</th>', html)
