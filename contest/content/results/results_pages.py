"""How results get onto pages: what the templates in `site/theme/results/` ask of the record."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from contest.content.pages import charts
from contest.content.results import question_pages, spoken
from contest.content.results.published import Document, Result, Results
from contest.domain.award_rules import CollectiveRanking, Criterion


def chain(result: Result, ranking: str) -> tuple[Criterion, ...]:
    """The tie-break chain of a ranking of the result."""
    found = result.rules.awards.ranking(ranking)
    return found.tie_break if found else ()


def award_rules(result: Result, award: str) -> CollectiveRanking:
    """The rules of a collective prize of the result."""
    return next(each for each in result.rules.awards.collective if each.id == award)


def award_title(result: Result, award: str) -> str:
    """What a collective prize is called."""
    return award_rules(result, award).title


def ranking_title(result: Result, ranking: str) -> str:
    """What a ranking is called."""
    found = result.rules.awards.ranking(ranking)
    return found.title if found else ranking


def round_title(result: Result, round_id: str) -> str:
    """What a round is called."""
    found = result.rules.round(round_id)
    return found.title if found else round_id


def result_rounds(rounds: Iterable[str], result: Result) -> list[str]:
    """Titles of rounds, as the result's own rules call them."""
    return [round_title(result, each) for each in rounds]


def titles(rankings: Iterable[Document]) -> dict[str, str]:
    """Titles of rankings by id."""
    return {each["ranking"]: each["title"] for each in rankings}


def titles_of(topics: Iterable[Any]) -> dict[str, str]:
    """Names of topics by id."""
    return {each.id: each.name for each in topics}


def columns_used(chain: Sequence[Criterion], winners: Sequence[Document]) -> list[int]:
    """The criteria worth a column: those that any of the winners has a value for."""
    return [
        at for at in range(len(chain)) if any(each["values"][at] is not None for each in winners)
    ]


def groups_of(rows: Iterable[Document], key: str) -> Iterator[tuple[Any, list[Document]]]:
    """Neighbouring rows with the same value, together."""
    for value, grouped in groupby(rows, itemgetter(key)):
        yield value, list(grouped)


def head(criterion: Criterion) -> str:
    """What stands over a column of a criterion's values."""
    return spoken.HEADS[criterion]


def reached(criterion: Document) -> str:
    """What an agency reached in a criterion, where it is a number; else only met or not."""
    if criterion["value"] is None:
        return "" if criterion["met"] is not None else spoken.DASH
    return spoken.reached_words(criterion["value"], criterion["criterion"])


def number_or_dash(value: float | None) -> str:
    """A number; a dash for what isn't known."""
    return spoken.DASH if value is None else spoken.vn_number(value)


def scores_chart(scores: Document, result: Result) -> Markup:
    """How many people had how many right answers; the full mark stands out."""
    counted = _counts(scores, result)
    points = [
        charts.Point(str(right), people, strong=right == len(counted) - 1)
        for right, people in enumerate(counted)
    ]
    title = round_title(result, scores["round"])
    told = f"{title}: biểu đồ số người theo số câu trả lời đúng; số liệu ở bảng bên dưới"
    return charts.columns(points, told, "Số câu trả lời đúng")


def score_rows(scores: Document, result: Result) -> Iterator[tuple[str, str, str]]:
    """The same as a table: right answers, people, share."""
    counted = _counts(scores, result)
    whole = sum(counted) or 1
    for right, people in enumerate(counted):
        yield str(right), spoken.vn_number(people), spoken.vn_percent(people / whole)


def _counts(scores: Document, result: Result) -> list[int]:
    """People by right answers, from none to all the questions of a paper; without gaps."""
    counted: dict[int, int] = dict(scores["distribution"])
    rules = result.rules.round(scores["round"])
    most = max([*counted, rules.questions if rules else 0])
    return [counted.get(right, 0) for right in range(most + 1)]


def level_rate(level: Document) -> Markup:
    """The rate of a level, as bar and words."""
    headcount, rated = level["headcount"], level["rated"]
    return _rate(rated / headcount if headcount and rated is not None else None, None)


def agency_rate(agency: Document, result: Result) -> Markup:
    """The rate of an agency, with the floor it owes, as bar and words."""
    least, headcount = owed(agency, result), agency["headcount"]
    return _rate(agency["rate"], least / headcount if least and headcount else None)


def _rate(rate: float | None, least: float | None) -> Markup:
    words = Markup('<span class="words">{}</span>').format(spoken.vn_percent(rate))
    return words if rate is None else words + charts.bar(rate, least)


def owed(agency: Document, result: Result) -> int | None:
    """How many people an agency owes in all; a group within another is in the other's number."""
    lines = agency.get("lines") or ()
    level = agency["level"]
    inside = {q.group for q in result.rules.quotas if q.level == level and q.within}
    owing: list[int | None] = [line["owed"] for line in lines if line["group"] not in inside]
    known = [each for each in owing if each is not None]
    return sum(known) if owing and len(known) == len(owing) else None


def by_rate(agencies: Iterable[Document]) -> list[Document]:
    """The best rate first; those whose rate isn't known, and merged ones, last."""
    return sorted(agencies, key=lambda each: (each["agency"] is None, -(each["rate"] or -1)))


def weight(result: Result) -> str:
    """How much there is to download, all files of a result together."""
    size = sum(each["bytes"] for each in result.manifest["files"].values())
    unit, name = (_MEGABYTE, "MB") if size >= _MEGABYTE else (_KILOBYTE, "KB")
    return f"{spoken.vn_number(size / unit, 1)} {name}"


_KILOBYTE, _MEGABYTE = 1_000, 1_000_000


_DESCRIBED = {
    "ket-qua.json": "người đoạt giải, giải tập thể, phổ điểm, thống kê câu hỏi",
    "tham-gia.json": "số liệu tham gia theo cơ quan, đơn vị và nhóm đối tượng",
    "the-le.json": "thể lệ có hiệu lực khi tính kết quả",
    "co-quan.json": "cơ quan, đơn vị và biên chế",
    "khoa.json": "khóa công khai để kiểm tra chữ ký",
    "loai.json": "mã dự thi không được xếp hạng",
    "thay-doi.json": "khác gì so với kết quả trước",
}


def main_files(result: Result) -> Iterator[tuple[str, str]]:
    """The files worth a link by name, each with what it holds."""
    files = result.manifest["files"]
    for name, words in _DESCRIBED.items():
        if (path := f"{result.number}/{name}") in files:
            yield path, words
    for path in sorted(files):
        if path.startswith("bo-de/"):
            yield path, "câu hỏi, đáp án và các đề thi"


_FILTERS = (
    chain, award_rules, award_title, ranking_title, round_title, result_rounds, titles, titles_of,
    columns_used, groups_of, head, reached, number_or_dash, scores_chart, score_rows, level_rate,
    agency_rate, owed, by_rate, weight, main_files, *question_pages.FILTERS, charts.bar,
    spoken.vn_number, spoken.vn_percent, spoken.instant, spoken.value_words, spoken.decided_words,
)  # fmt: skip


def equip(environment: Environment, results: Results) -> None:
    """Teach templates the results. Those under `results/` escape what they are given.

    Names of winners are what people typed themselves.
    """
    environment.filters.update({each.__name__: each for each in _FILTERS})
    environment.globals.update(results=results)
    environment.autoescape = lambda name: bool(name and name.startswith("results/"))


def own_pages(results: Results) -> Iterator[tuple[str, str]]:
    """A page for each numbered result: its path among the sources, and its Markdown."""
    for each in results.all:
        head = (
            "---\n"
            f"title: Kết quả số {each.number}\n"
            f"description: Kết quả số {each.number}, được giữ nguyên như khi công bố.\n"
            "template: results/page.html\n"
            "styles: [/css/results.css]\n"
            f"result: {each.number}\n"
            "search: false\n"
            "---\n"
        )
        yield f"ket-qua/{each.number}.md", f"{head}# Kết quả số {each.number}\n"
