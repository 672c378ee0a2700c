"""What MkDocs is asked to do at each step of a build: `site/mkdocs.yml` names this module.

A build hands over what pages tell in `config.extra`: `contest`, `results`, `archive`. Where it
doesn't, as in a preview, they are read anew or empty.
"""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from contest.content.pages.chart_data import load_charts
from contest.content.pages.citations import by_id, load_sources, with_notes
from contest.content.pages.filling import compiled_templates, equip, render
from contest.content.pages.icalendar import calendar_file
from contest.content.pages.machine_files import (
    link_picture,
    write_link_pictures,
    write_machine_files,
)
from contest.content.pages.news import load as load_news
from contest.content.pages.pictures import drawn
from contest.content.pages.search_index import write_index
from contest.content.pages.structured import things
from contest.content.results import results_pages
from contest.content.results.published import NO_RESULTS
from contest.content.sources import load_contest

# The authors' reference is a page as it stands beside the files that they write.
_AUTHORS = """---
title: Quy cách tệp nội dung
description: Cách viết câu hỏi, danh sách cơ quan và thể lệ, kèm ví dụ đủ mọi loại câu.
search: false
verbatim: true
---
"""
# The record's format is a page for programmers, in English, as it stands in `docs/`.
_AS_IT_IS = """---
title: Định dạng hồ sơ công khai
description: Định dạng các tệp của hồ sơ công khai, đủ để viết chương trình kiểm tra riêng.
template: english.html
search: false
verbatim: true
---
"""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Hook: read the contest unless a build hands it over; the site is named after it."""
    root = Path(config.config_file_path).parents[1]
    contest = config.extra.setdefault("contest", None) or load_contest(root / "question_src")
    config.extra.update(contest=contest, compiled=compiled_templates(root))
    config.extra.update(sources=by_id(load_sources(root)), chart=drawn(load_charts(root)))
    config.extra.setdefault("results", NO_RESULTS)
    config.extra.setdefault("archive", False)
    config.extra.update(news=load_news(Path(config.docs_dir)), rendered=[])
    config.site_name = contest.contest.short_name
    config.site_url = contest.contest.address
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Hook: files without a source of their own, as pages of results and the calendar's file."""
    root = Path(config.config_file_path).parents[1]
    described, authors = root / "docs/record-format.md", root / "question_src/README.md"
    made = [
        *results_pages.own_pages(config.extra["results"]),
        ("minh-bach/dinh-dang.md", _AS_IT_IS + described.read_text(encoding="utf-8")),
        ("huong-dan/soan-cau-hoi/quy-cach.md", _AUTHORS + authors.read_text(encoding="utf-8")),
    ]
    for path, content in made:
        files.append(File.generated(config, path, content=content))
    calendar = calendar_file(config.extra["contest"])
    files.append(File.generated(config, "lich-thi/lich-thi.ics", content=calendar))
    return files


def on_env(env: Environment, *, config: MkDocsConfig, **_: Any) -> Environment:
    """Hook: templates of the theme speak like the pages."""
    env.undefined, env.trim_blocks, env.lstrip_blocks = StrictUndefined, True, True
    env.bytecode_cache = config.extra["compiled"]
    results_pages.equip(env, config.extra["results"])
    env.globals.update(
        archive=config.extra["archive"],
        news=config.extra["news"],
        things=things,
        link_picture=link_picture,
    )
    return equip(env, config.extra["contest"])


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Hook: fill a page in before MkDocs reads its Markdown."""
    if page.meta.get("verbatim"):
        return markdown
    extra = config.extra
    told = {name: extra[name] for name in ("archive", "chart", "news")}
    given = extra["contest"], extra["compiled"], extra["results"], told
    try:
        filled = render(markdown, *given, name=f"pages/{page.file.src_uri}")
        return with_notes(filled, extra["sources"], page.meta.get("lang", "vi"))
    except TemplateError as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from error
    except KeyError as error:
        raise PluginError(f"{page.file.src_uri}: chưa có nguồn hoặc hình {error}") from error


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Hook: a row's first cell names it, for screen readers too; sources come last on a page."""
    html = re.sub(r"<th(?![^>]*\bscope=)(?=[ >])", '<th scope="col"', html)
    html = re.sub(r"<tr>\n<td(.*?)>(.*?)</td>", r'<tr>\n<th scope="row"\1>\2</th>', html)
    content, head, sources = html.partition('<h2 class="sources-head"')
    page.meta["sources"] = head + sources
    config.extra["rendered"].append(page)
    return content


def on_post_build(*, config: MkDocsConfig) -> None:
    """Hook: what machines read, once the pages are there."""
    contest, root = config.extra["contest"], Path(config.config_file_path).parents[1]
    site = Path(config.site_dir)
    if config.extra["archive"]:
        return
    write_index(site)
    if contest.contest.address:
        write_machine_files(site, contest, config.extra["news"])
        write_link_pictures(root, site, contest, config.extra["rendered"])
