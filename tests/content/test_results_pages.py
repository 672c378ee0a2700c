"""Results on the site: what the public record says, all of it, and nothing that was damaged."""

import dataclasses
import functools
import html
import json
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from contest.content.results.published import NO_RESULTS, RecordError, Results, load
from contest.content.site import stamp, write_pages
from contest.domain.rules import Contest
from tests.content.workspace import RUNS_INLINE, Workspace
from tests.records import Made, a_record

ROOT = Path(__file__).parents[2]
APPS = ("thi", "to-chuc")
"""Pages that aren't rendered from Markdown; the browser tests hold them to the policy."""
SEED = 3
"""A contest with three rankings, and a correction after which people move."""


class Shown(NamedTuple):
    """A record, what was read of it, and the pages built from that."""

    made: Made
    record: Path
    results: Results
    site: Path

    @property
    def contest(self) -> Contest:
        return self.made.held.contest

    def page(self, place: str) -> str:
        """A page as it is read: without tags, in one line."""
        return text_of((self.site / place / "index.html").read_text(encoding="utf-8"))

    def told(self, number: int) -> Any:
        """`ket-qua.json` of a result, read from the file."""
        return json.loads(self.made.files[f"{number}/ket-qua.json"])


def text_of(source: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", source)).split())


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    place = tmp_path_factory.mktemp("results")
    made = a_record(place, SEED, people=60, results=2)
    contest = made.held.contest
    results = load(str(place), contest.contest.id)
    write_pages(ROOT, contest, place / "site", results)
    return Shown(made, place, results, place / "site")


@pytest.fixture(scope="module")
def before(shown: Shown, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the same contest before anything is published."""
    site = tmp_path_factory.mktemp("before")
    write_pages(ROOT, shown.contest, site, NO_RESULTS)
    return site


# ---- before anything is published ---------------------------------------------------------------


def test_before_results_the_page_says_when_and_how_they_come(shown: Shown, before: Path) -> None:
    said = text_of((before / "ket-qua/index.html").read_text(encoding="utf-8"))
    assert "Chưa có kết quả." in said
    for ranking in shown.contest.awards.rankings:
        assert ranking.title in said
    assert not (before / "ket-qua/1").exists()


def test_before_results_nothing_of_questions_is_told(shown: Shown, before: Path) -> None:
    stems = {
        question.stem
        for edition in shown.made.held.editions
        for question in edition.questions.values()
    }
    pages = "\n".join(path.read_text(encoding="utf-8") for path in before.rglob("*.html"))
    assert stems
    assert not [stem for stem in stems if html.escape(stem) in pages or stem in pages]


def test_commitments_are_shown_before_any_result(shown: Shown, tmp_path: Path) -> None:
    (tmp_path / "ho-so").mkdir()
    (tmp_path / "ho-so/cam-ket.json").write_bytes(shown.made.files["cam-ket.json"])
    results = load(str(tmp_path), shown.contest.contest.id)
    assert results.latest is None
    write_pages(ROOT, shown.contest, tmp_path / "site", results)
    said = (tmp_path / "site/minh-bach/index.html").read_text(encoding="utf-8")
    assert all(each.digest in said for each in results.commitments)
    assert 'href="/ho-so/cam-ket/1.json"' not in said


# ---- results ------------------------------------------------------------------------------------


def test_every_winner_is_shown_with_agency_and_prize(shown: Shown) -> None:
    said = shown.page("ket-qua")
    winners = [each for table in shown.told(2)["individual"] for each in table["winners"]]
    assert winners
    for each in winners:
        who = f"{each['name']} {each['code']} {each['agency_name'] or '–'}"
        assert who in said
        assert each["prize"] in said


def test_every_agency_weighed_for_a_prize_is_shown_with_what_was_missing(shown: Shown) -> None:
    said = shown.page("ket-qua")
    for award in shown.told(2)["collective"]:
        assert award["title"] in said
        for each in award["candidates"]:
            assert each["name"] in said
            assert text_of(each["decided"]).removeprefix("hơn nhờ: ")[1:] in said


def test_the_distribution_is_drawn_and_stands_in_a_table(shown: Shown) -> None:
    source = (shown.site / "ket-qua/index.html").read_text(encoding="utf-8")
    for scores in shown.told(2)["scores"]:
        assert f"{scores['entrants']} người dự thi" in text_of(source)
        for right, people in scores["distribution"]:
            assert f'<tr><th scope="row">{right}</th><td class="figure">{people}</td>' in source
    assert source.count('<svg class="columns"') == len(shown.told(2)["scores"])


def test_participation_is_told_of_every_agency_the_record_names(shown: Shown) -> None:
    said = shown.page("ket-qua")
    names = {each.id: each.name for each in shown.made.held.agencies}
    told = json.loads(shown.made.files["2/tham-gia.json"])
    assert told["agencies"]
    for each in told["agencies"]:
        name = names.get(each["agency"], f"{each['merged']} cơ quan, đơn vị, gộp chung")
        assert f"{name} {each['participants']}" in said


def test_a_correction_is_told_on_top_with_reason_and_who_moved(shown: Shown) -> None:
    said = shown.page("ket-qua")
    changes = json.loads(shown.made.files["2/thay-doi.json"])
    assert changes["moved"]
    first = shown.told(2)["individual"][0]
    assert said.index("Đính chính") < said.index(f"{first['entrants']} người được xếp hạng")
    assert f"Lý do: {changes['reason']}" in said
    assert f"{changes['moved']} dòng" in said
    for _ranking, code, *_ in changes["ranks"]:
        assert code in said


def test_each_result_keeps_a_page_of_its_own(shown: Shown) -> None:
    """The old one stays as it was, and says that it holds no more."""
    old, new = shown.page("ket-qua/1"), shown.page("ket-qua/2")
    assert "Đã có kết quả mới hơn" in old
    assert "Đã có kết quả mới hơn" not in new
    for number, said in ((1, old), (2, new)):
        for table in shown.told(number)["individual"]:
            assert all(each["code"] in said for each in table["winners"])
    for entry in shown.made.results:
        assert entry.manifest in shown.page("ket-qua")


def test_every_question_is_shown_with_its_answer_and_what_was_chosen(shown: Shown) -> None:
    said = shown.page("ket-qua/cau-hoi")
    questions = {
        name: question
        for edition in shown.made.held.editions
        for name, question in edition.questions.items()
    }
    items = shown.told(2)["items"]
    assert items
    for item in items:
        question = questions[item["question"]]
        assert question.stem in said
        assert f"{item['seen']} lượt làm; {item['right']} lượt đúng" in said
        for at in question.right:
            assert question.options[at] in said


def test_a_corrected_question_is_marked_and_says_why(shown: Shown) -> None:
    said = shown.page("ket-qua/cau-hoi")
    for each in shown.made.compositions[-1].basis.corrections:
        assert f"Lý do: {each.reason}" in said
    assert "Đã đính chính." in said


def test_the_record_can_be_followed_from_the_page_on_openness(shown: Shown) -> None:
    """Every file that the page links to is there; every commitment and result has its digest."""
    source = (shown.site / "minh-bach/index.html").read_text(encoding="utf-8")
    linked = re.findall(r'href="/ho-so/([^"]+)"', source)
    assert {"muc-luc.json", "cam-ket.json", "2/ho-so.json", "2/ket-qua.json"} <= set(linked)
    assert set(linked) <= set(shown.made.files)
    assert all(each.digest in source for each in shown.results.commitments)
    assert (shown.site / "minh-bach/kiem-chung.py").is_file()
    assert "Ground rules" in shown.page("minh-bach/dinh-dang")


def test_pages_with_results_keep_the_content_security_policy(shown: Shown) -> None:
    """No inline script or style, no handler: charts are drawn with classes and attributes."""
    pages = [path for path in shown.site.rglob("*.html") if path.parent.name not in APPS]
    assert len(pages) > 10
    for path in pages:
        source = path.read_text(encoding="utf-8")
        assert not RUNS_INLINE.search(source), path


def test_what_people_called_themselves_is_never_markup(shown: Shown, tmp_path: Path) -> None:
    """Names of winners, and reasons, are text, whatever is in them."""
    evil = '<img src=x onerror="alert(1)">{{ 7 * 7 }}'
    latest = shown.results.all[-1]
    told = json.loads(json.dumps(latest.told))
    for table in told["individual"]:
        for each in table["winners"]:
            each.update(name=evil, agency_name=evil, decided=evil)
    changes = {**(latest.changes or {}), "reason": evil}
    bent = dataclasses.replace(latest, told=told, changes=changes)
    results = dataclasses.replace(shown.results, all=(*shown.results.all[:-1], bent))
    write_pages(ROOT, shown.contest, tmp_path, results)
    for path in tmp_path.rglob("*.html"):
        assert "<img src=x" not in path.read_text(encoding="utf-8"), path
    assert evil in text_of((tmp_path / "ket-qua/index.html").read_text(encoding="utf-8"))


def test_the_same_record_gives_the_same_pages(shown: Shown, tmp_path: Path) -> None:
    again = load(str(shown.record / "ho-so"), shown.contest.contest.id)
    write_pages(ROOT, shown.contest, tmp_path, again)
    for path in sorted(shown.site.rglob("*.html")):
        assert (tmp_path / path.relative_to(shown.site)).read_bytes() == path.read_bytes()


# ---- reading the record -------------------------------------------------------------------------


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Nothing."""


@pytest.fixture
def address(shown: Shown) -> Iterator[str]:
    """The record behind an address."""
    handler = functools.partial(_Quiet, directory=str(shown.record))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_record_is_read_from_an_address_as_from_a_folder(shown: Shown, address: str) -> None:
    contest_id = shown.contest.contest.id
    assert load(address, contest_id) == shown.results
    assert load(f"{address}/ho-so/", contest_id) == shown.results


def test_where_nothing_is_published_there_is_nothing(tmp_path: Path, address: str) -> None:
    assert load(str(tmp_path), "any") == NO_RESULTS
    assert load(f"{address}/nowhere", "any") == NO_RESULTS


def test_a_folder_that_is_not_there_is_an_error_not_an_empty_record(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(str(tmp_path / "typo"), "any")


def damaged(shown: Shown, place: Path, path: str, data: bytes) -> str:
    """A copy of the record in which one file is another."""
    for name, content in {**shown.made.files, path: data}.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    return str(place)


@pytest.mark.parametrize(
    "path",
    [
        "cam-ket.json",
        "1/ho-so.json",
        "2/ho-so.json",
        "1/ket-qua.json",
        "2/ket-qua.json",
        "2/tham-gia.json",
        "2/thay-doi.json",
        "2/the-le.json",
        "2/khoa.json",
        "2/co-quan.json",
        "bo-de",
    ],
)
def test_no_page_is_built_from_a_damaged_file(shown: Shown, tmp_path: Path, path: str) -> None:
    """One digit is another; the error names the file."""
    name = next(each for each in shown.made.files if each.startswith(path))
    data = shown.made.files[name]
    at = next(at for at in range(len(data) // 2, len(data)) if data[at : at + 1].isdigit())
    other = b"%d" % ((int(data[at : at + 1]) + 1) % 10)
    place = damaged(shown, tmp_path, name, data[:at] + other + data[at + 1 :])
    with pytest.raises(RecordError, match=re.escape(name)):
        load(place, shown.contest.contest.id)


def swapped_seals(index: Any) -> None:
    index["results"][0]["seal"], index["results"][1]["seal"] = (
        index["results"][1]["seal"],
        index["results"][0]["seal"],
    )


def test_a_seal_of_another_result_is_no_seal(shown: Shown, tmp_path: Path) -> None:
    index = json.loads(shown.made.files["muc-luc.json"])
    swapped_seals(index)
    place = damaged(shown, tmp_path, "muc-luc.json", json.dumps(index).encode())
    with pytest.raises(RecordError, match="chữ ký của kết quả số 1"):
        load(place, shown.contest.contest.id)


def test_a_result_left_out_of_the_index_is_missed(shown: Shown, tmp_path: Path) -> None:
    index = json.loads(shown.made.files["muc-luc.json"])
    del index["results"][0]
    place = damaged(shown, tmp_path, "muc-luc.json", json.dumps(index).encode())
    with pytest.raises(RecordError, match="thiếu kết quả số 1"):
        load(place, shown.contest.contest.id)


def test_the_record_of_another_contest_is_refused(shown: Shown) -> None:
    with pytest.raises(RecordError, match="không phải hồ sơ của cuộc thi mot-cuoc-thi-khac"):
        load(str(shown.record), "mot-cuoc-thi-khac")


# ---- what the site says about itself ------------------------------------------------------------


def test_the_site_says_which_result_it_shows(shown: Shown) -> None:
    assert stamp(ROOT, shown.site, shown.results)["result"] == 2
    assert stamp(ROOT, shown.site, NO_RESULTS)["result"] is None


def test_a_changed_source_changes_the_digest_and_a_result_does_not(
    shown: Shown, small: Workspace
) -> None:
    def content(results: Results = NO_RESULTS) -> Any:
        return stamp(small.root, small.root / "nowhere", results)["content"]

    first = content()
    assert content(shown.results) == first
    small.change("question_src/contest.yaml", lambda text: f"{text}\n# changed\n")
    assert content() != first


def test_the_digest_of_sources_lets_nobody_try_a_guess_at_a_question(small: Workspace) -> None:
    """It is public; were sealed texts in it, a guess at one could be checked against it."""
    before = stamp(small.root, small.root / "nowhere", NO_RESULTS)
    small.change("question_src/exam/pci.yaml", lambda text: f"{text}\n# changed\n")
    assert stamp(small.root, small.root / "nowhere", NO_RESULTS) == before


def test_a_build_with_a_record_shows_its_results(small: Workspace, tmp_path: Path) -> None:
    """Through the command line; a record that is not of this contest stops the build."""
    (tmp_path / "none").mkdir()
    small.build("--record", str(tmp_path / "none"))
    assert json.loads(small.read("dist/site/build.json"))["result"] is None
    made = a_record(tmp_path / "other", seed=1)
    refused = small.run("build", "--record", str(tmp_path / "other"))
    assert made.held.contest.contest.id != "hoi-thi-nho"
    assert refused.code == 1
    assert "không phải hồ sơ của cuộc thi hoi-thi-nho" in refused.err
