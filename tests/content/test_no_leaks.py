"""No sealed question, answer or secret is in anything public, nor where it isn't needed (R11).

What is sealed is read from `question_src/exam` as plain YAML, and every built file is searched as a
curious visitor would: decoded, unescaped, without tags, in any case and spacing.
"""

import base64
import gzip
import html
import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
import yaml

from contest.domain.keys import EXAM, RECEIPT, SESSION, signing_key
from contest.domain.seal import base64url, paper_key
from tests.content.opened import open_papers
from tests.content.workspace import ROOT, SMALL, Workspace

PRACTICE_FILE = "on-tap/cau-hoi.json"
DESCRIBED = {
    "minh-bach/dinh-dang/index.html",
    "minh-bach/kiem-chung.py",
    "huong-dan/soan-cau-hoi/quy-cach/index.html",
}
"""They say how records and questions are written, right options among it; they hold none."""
FUNCTIONS = {"registrar", "proctor", "grader", "secretary", "clerk"}

# Shorter options ("Sai", "5%") give nothing away: they are in any page, as parts of words. Nor do
# bare numbers with a unit ("15 phút"), which the rules page composes out of `contest.yaml`.
LEAST = 4
BARE_NUMBER = re.compile(r"\d+([.,]\d+)? ?[^\s\d]*")
# In code even a longer one may be part of a message; ciphers and fonts spell anything by chance.
LEAST_IN_CODE = LEAST_IN_NOISE = 12
NOISE = {".jwe", ".woff2"}


class Texts(NamedTuple):
    """What must not be found: each with what it is."""

    stems: dict[str, str]
    explanations: dict[str, str]
    options: dict[str, str]
    urls: dict[str, str]

    def all(self) -> dict[str, str]:
        return {**self.options, **self.urls, **self.explanations, **self.stems}


def folded(text: str) -> str:
    """The text in one line, composed, without case."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def questions_of(folder: Path) -> Texts:
    """The texts of all questions of a folder of sources, drafts among them."""
    texts = Texts({}, {}, {}, {})
    for path in sorted(folder.glob("*.yaml")):
        for each in yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]:
            name = each["id"]
            texts.stems[folded(each["stem"])] = f"{name}: stem"
            texts.explanations[folded(each["explanation"])] = f"{name}: explanation"
            texts.urls[folded(each["source"]["url"])] = f"{name}: url"
            for option in each.get("options", ()):
                texts.options[folded(option["text"])] = f"{name}: option"
    return texts


def views(path: Path) -> Iterator[str]:
    """A file's text as it stands, and as readers of JSON, HTML, addresses or base64 see it."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if path.suffix == ".jwe":
        parts = data.decode().split(".")
        yield data.decode()
        yield from (_base64url(part).decode(errors="replace") for part in parts)
        return
    text = data.decode(errors="replace")
    plain = html.unescape(text)
    yield from (text, plain, re.sub(r"<[^>]*>", " ", plain), re.sub(r"<[^>]*>", "", plain))
    yield unquote(text)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text).translate(_UNESCAPE)
    yield re.sub(r"\\[nrt]", " ", plain).translate(_UNESCAPE)


_UNESCAPE = {ord("\\"): None}


def _base64url(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def leaks(site: Path, sealed: Mapping[str, str]) -> list[str]:
    """Where a sealed text stands in any file below a folder: `path: what`."""
    found = []
    for path in sorted(each for each in site.rglob("*") if each.is_file()):
        haystack = "\n".join(folded(view) for view in {*views(path)})
        name = path.relative_to(site).as_posix()
        least = LEAST_IN_NOISE if path.suffix in NOISE else 0
        found += [
            f"{name}: {what}"
            for text, what in sealed.items()
            if len(text) >= least and text in haystack
        ]
    return found


@pytest.fixture(scope="module")
def sealed(built: Workspace) -> Texts:
    return questions_of(built.root / "question_src/exam")


@pytest.fixture(scope="module")
def public(built: Workspace) -> str:
    """Everything that is public in source form: what is in here is given away by nobody's mistake.

    Practice, rules, agencies, topic names, pages, theme and scripts; never the built site. And the
    words of office papers, which call groups and bodies what everybody calls them.
    """
    practice = built.root / "question_src/practice"
    names = ("question_src/contest.yaml", "question_src/agencies.csv")
    files = [*(built.root / name for name in names), *practice.glob("*.yaml")]
    files += [path for path in (built.root / "site").rglob("*") if path.is_file()]
    files += (built.root / "contest/office").glob("*.py")
    texts = [folded(path.read_text(encoding="utf-8", errors="replace")) for path in files]
    return "\n".join([*questions_of(practice).all(), *texts])


@pytest.fixture(scope="module")
def site(built: Workspace) -> Path:
    return built.dist / "site"


def test_there_is_something_to_seal(sealed: Texts) -> None:
    """The tests below search for a whole bank, not for nothing."""
    assert min(len(sealed.stems), len(sealed.explanations), len(sealed.options)) > 50


def test_no_sealed_stem_or_explanation_is_public(site: Path, sealed: Texts) -> None:
    """Not one, in no file."""
    assert leaks(site, sealed.stems | sealed.explanations) == []


def test_no_sealed_option_is_public_but_by_its_own_right(
    site: Path, sealed: Texts, public: str
) -> None:
    """An option may stand in a public file only where its words are public anyway."""
    secret = {
        text: what
        for text, what in sealed.options.items()
        if len(text) >= LEAST and not BARE_NUMBER.fullmatch(text) and text not in public
    }
    assert len(secret) > len(sealed.options) / 2
    assert leaks(site, secret) == []


def test_no_sealed_source_is_told_of_a_question(built: Workspace, tmp_path: Path) -> None:
    """The address that a question was taken from would give both question and answer away.

    Pages cite the same documents to everybody, question by question nobody does: what is made of
    questions holds no address but those of practice.
    """
    practice = questions_of(built.root / "question_src/practice").urls
    sealed = questions_of(built.root / "question_src/exam").urls
    secret = {url: what for url, what in sealed.items() if url not in practice}
    assert len(secret) > 20
    site = shutil.copytree(built.dist / "site", tmp_path / "site", ignore=_PAGES)
    assert (site / PRACTICE_FILE).is_file()
    assert leaks(site, secret) == []


_PAGES = shutil.ignore_patterns("*.html", "atom.xml")


def disguises(stem: str) -> dict[str, bytes]:
    """A stem as it might slip into a file."""
    tagged = stem.replace(" ", " <b>", 1).replace(" ", "</b> ", 2)
    return {
        "a.txt": stem.encode(),
        "a.html": f"<p>{html.escape(stem)}</p>".encode(),
        "entities.html": stem.encode("ascii", "xmlcharrefreplace"),
        "tags.html": tagged.encode(),
        "a.json": json.dumps({"stem": stem}).encode(),
        "wrapped.md": stem.replace(" ", "\n    ").encode(),
        "shouted.js": f'let a = "{stem.upper()}"'.encode(),
        "decomposed.css": unicodedata.normalize("NFD", stem).encode(),
        "a.xml.gz": gzip.compress(stem.encode()),
        "open.jwe": b"e30.." + base64.urlsafe_b64encode(stem.encode()).rstrip(b"=") + b".",
        ".hidden/deep/a": stem.encode(),
    }


@pytest.mark.parametrize("name", list(disguises("")))
def test_a_planted_leak_is_found(tmp_path: Path, sealed: Texts, name: str) -> None:
    """The search finds a stem in any file and disguise, and names file and question."""
    path = ROOT / "question_src/exam"
    first = min(path.glob("*.yaml"))
    question = yaml.safe_load(first.read_text(encoding="utf-8"))["questions"][0]
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(disguises(question["stem"])[name])
    (tmp_path / "innocent.html").write_text("Cải cách hành chính")
    assert leaks(tmp_path, sealed.stems) == [f"{name}: {question['id']}: stem"]


MARKER = re.compile(
    r"""["']?\b(right|correct|is_?correct|answer_?keys?|dap_?an)\b["']?\s*[:=]\s*"""
    r"""["']?(true\b|\[|[a-h]["']|\{\s*["']?[\w-]*\d)""",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ('{"right": ["a"]}', True),
        ('{"right":true}', True),
        ("right: true", True),
        ('"isCorrect": true', True),
        ('"answer_key" : {"1": "A"}', True),
        ('<li data-correct="true">', True),
        ('{"the-che-001": {"right": "B"}}', True),
        ("{ right: 0; }", False),
        ('"copyright": "MIT"', False),
        ('{"correct": 18}', False),
        ('{"correct": {"anyOf": [{"type": "integer"}]}}', False),
        ('{ correct: "Số câu đúng" }', False),
        ("question.right.includes(chosen)", False),
    ],
)
def test_the_mark_of_a_right_option_is_known(text: str, marked: bool) -> None:
    """Marks in JSON, YAML and HTML are seen; layout, code and a result's count are none."""
    assert bool(MARKER.search(text)) == marked


def test_only_practice_marks_right_options(site: Path) -> None:
    """One public file tells right options, and that one holds practice questions alone."""
    marked = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and any(MARKER.search(view) for view in views(path))
    }
    assert marked == {PRACTICE_FILE, *DESCRIBED}


def test_the_practice_file_holds_exactly_the_practice_questions(
    built: Workspace, site: Path
) -> None:
    """All of them, complete, and no other."""
    file = json.loads((site / PRACTICE_FILE).read_text(encoding="utf-8"))
    wanted = [
        {"topic": path.stem, **each}
        for path in (built.root / "question_src/practice").glob("*.yaml")
        for each in yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]
        if each.get("status") != "draft"
    ]
    assert [each["id"] for each in file["questions"]] == sorted(each["id"] for each in wanted)
    written = {each["id"]: each for each in wanted}
    for each in file["questions"]:
        source = written[each["id"]]
        right = {option["text"] for option in each["options"] if option["id"] in each["right"]}
        if source["type"] == "true_false":
            assert right == {"Đúng" if source["right"] else "Sai"}
        else:
            assert right == {o["text"] for o in source["options"] if o.get("right")}
            assert [o["text"] for o in each["options"]] == [o["text"] for o in source["options"]]
        for key in ("topic", "type", "difficulty", "stem", "explanation"):
            assert each[key] == source[key]


# ---- sealed papers ------------------------------------------------------------------------------


def test_every_paper_is_a_compact_jwe(built: Workspace, site: Path) -> None:
    """Five parts (RFC 7516), a key agreed beforehand, AES-GCM; as many as the rules ask for."""
    rules = yaml.safe_load((built.root / "question_src/contest.yaml").read_text(encoding="utf-8"))
    for each in rules["rounds"]:
        papers = list((site / "de-thi" / each["id"]).iterdir())
        assert len(papers) == each.get("papers", rules["round_defaults"]["papers"])
        for path in papers:
            header, key, nonce, _, tag = path.read_text().split(".")
            assert json.loads(_base64url(header)) == {"alg": "dir", "enc": "A256GCM"}
            assert (key, len(_base64url(nonce)), len(_base64url(tag))) == ("", 12, 16)
            assert re.fullmatch(r"[a-z2-7]{20}", path.stem), "96 bits that nobody can guess"


def test_no_two_papers_share_a_nonce(site: Path) -> None:
    """Each is sealed with its own nonce, as each is with its own key."""
    nonces = [path.read_text().split(".")[2] for path in site.rglob("*.jwe")]
    assert len(set(nonces)) == len(nonces)


def test_an_opened_paper_tells_no_answer(built: Workspace) -> None:
    """It opens with the proctor's key, and holds what is asked and nothing else."""
    papers = open_papers(built)
    assert papers
    for paper in papers:
        assert set(paper.content) == {"paper", "edition", "round", "questions"}
        assert (paper.content["paper"], paper.content["round"]) == (paper.name, paper.round_id)
        for question in paper.content["questions"]:
            assert set(question) == {"id", "type", "topic", "stem", "options"}
            letters = [option["id"] for option in question["options"]]
            assert letters == list("ABCDEFGH"[: len(letters)])
            assert all(set(option) == {"id", "text"} for option in question["options"])


def test_rehearsals_ask_practice_questions_and_rounds_sealed_ones(
    built: Workspace, sealed: Texts
) -> None:
    """Who rehearses sees nothing of the sealed bank; who sits a round has seen nothing of it."""
    practice = questions_of(built.root / "question_src/practice")
    rules = yaml.safe_load((built.root / "question_src/contest.yaml").read_text(encoding="utf-8"))
    kinds = {each["id"]: each["kind"] for each in rules["rounds"]}
    for paper in open_papers(built):
        allowed = practice if kinds[paper.round_id] == "rehearsal" else sealed
        stems = {folded(question["stem"]) for question in paper.content["questions"]}
        assert stems <= set(allowed.stems)


def test_where_the_right_option_stands_tells_nothing(built: Workspace) -> None:
    """Over all papers of a round, no letter is right much more often than another."""
    editions = json.loads(built.read("dist/private/publication.json"))["editions"]
    for edition in editions:
        words = " ".join(edition["keys"].values()).split()
        of_four = [word[2:] for word in words if word.startswith("s4")]
        shares = [of_four.count(letter) / len(of_four) for letter in "ABCD"]
        assert 0.15 < min(shares) <= max(shares) < 0.35


# ---- secrets ------------------------------------------------------------------------------------


def secret_texts(built: Workspace) -> dict[str, str]:
    """Every secret and every key made from one, as it might be written down."""
    kept = json.loads(built.read(".secrets/contest.json"))
    texts = {secret: name for name, secret in kept.items()}
    master = kept["paper-master-key"].encode()
    for path in built.dist.rglob("*.jwe"):
        key = paper_key(master, path.stem)
        texts |= {base64url(key): f"key of {path.stem}", key.hex(): f"key of {path.stem}"}
    for name, kind in (
        ("session-key", SESSION),
        ("exam-token-key", EXAM),
        ("receipt-key", RECEIPT),
    ):
        private = signing_key(kept[name].encode(), kind).private.private_bytes_raw()
        texts |= {base64url(private): f"private {name}", private.hex(): f"private {name}"}
    return {folded(text): what for text, what in texts.items()}


def test_no_secret_is_anywhere_in_what_was_built(built: Workspace) -> None:
    """Neither a secret nor a paper's or a signer's key, in site, packages or private files."""
    assert leaks(built.dist, secret_texts(built)) == []


def test_a_planted_secret_is_found(built: Workspace, tmp_path: Path) -> None:
    """The search above can fail."""
    texts = secret_texts(built)
    (tmp_path / "contest.json").write_text(json.dumps({"k": next(iter(texts)).upper()}))
    assert len(leaks(tmp_path, texts)) == 1


def test_public_keys_are_public_keys(site: Path) -> None:
    """Four, for three kinds of token and for results; none with a private member."""
    keys = json.loads((site / ".well-known/jwks.json").read_text())["keys"]
    assert len({key["kid"] for key in keys}) == len(keys) == 4
    for key in keys:
        assert (key["kty"], key["crv"]) == ("OKP", "Ed25519")
        assert not set(key) & {"d", "k", "p", "q"}


def test_contest_json_names_no_key_and_no_paper(built: Workspace, site: Path) -> None:
    """What pages must know of the contest: no code, no hash of one, no paper, no edition."""
    text = (site / "contest.json").read_text(encoding="utf-8")
    for path in site.rglob("*.jwe"):
        assert path.stem not in text
    for edition in json.loads(built.read("dist/private/publication.json"))["editions"]:
        assert edition["id"] not in text
    assert not re.search(r"sha256|secret|master|pepper|edition|\bkey\b", text)


def test_answer_keys_are_for_their_owner_only(built: Workspace) -> None:
    """The folder of what `publish` needs can't be entered by others, and lies outside the site."""
    private = built.dist / "private"
    assert private.stat().st_mode & 0o777 == 0o700
    assert sorted(path.name for path in built.dist.iterdir()) == ["functions", "private", "site"]


# ---- packages of the functions ------------------------------------------------------------------


@pytest.fixture(scope="module")
def packages(built: Workspace) -> dict[str, Path]:
    return {path.stem: path for path in (built.dist / "functions").iterdir()}


def test_each_function_has_its_package(packages: dict[str, Path]) -> None:
    """One per trust boundary, and none for their private helpers."""
    assert set(packages) == FUNCTIONS
    assert {path.suffix for path in packages.values()} == {".zip"}


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_package_holds_its_function_alone(packages: dict[str, Path], name: str) -> None:
    """Python only, and of the functions this one: no sources, no content side, no other trust."""
    with zipfile.ZipFile(packages[name]) as package:
        files = package.namelist()
    assert all(re.fullmatch(r"(contest|functions)/[\w/]+\.py", file) for file in files)
    assert [file for file in files if re.match("functions/[^_]", file)] == [f"functions/{name}.py"]
    assert not [file for file in files if file.startswith("contest/content/")]


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_package_holds_no_question(
    packages: dict[str, Path], tmp_path: Path, sealed: Texts, public: str, name: str
) -> None:
    """Functions see letters, never texts: no stem, explanation or option, but public words."""
    with zipfile.ZipFile(packages[name]) as package:
        package.extractall(tmp_path)
    options = {t: what for t, what in sealed.options.items() if t not in public}
    texts = sealed.stems | sealed.explanations | sealed.urls | options
    texts = {text: what for text, what in texts.items() if len(text) >= LEAST_IN_CODE}
    assert len(texts) > len(sealed.stems) + len(sealed.explanations)
    assert leaks(tmp_path, texts) == []


PROBE = """
import json, sys

class Elsewhere:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {absent!r}:
            raise ModuleNotFoundError(f"on Lambda there is no {{name}}", name=name)

sys.meta_path.insert(0, Elsewhere())
sys.path[:0] = [{package!r}]
sys.path.append({libraries!r})
import functions.{name} as function
ours = [m.__file__ for name, m in sys.modules.items() if name.startswith(("contest", "functions"))]
print(json.dumps([callable(function.build), ours]))
"""


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_package_runs_on_its_own(packages: dict[str, Path], tmp_path: Path, name: str) -> None:
    """It imports with nothing but itself, the layer's libraries and what Lambda brings along."""
    there = _layer() | _brought_along("boto3")
    absent = {
        top
        for top, providers in importlib.metadata.packages_distributions().items()
        if not there & {_normal(each) for each in providers}
    }
    assert "yaml" in absent
    libraries = sysconfig.get_paths()["purelib"]
    script = PROBE.format(
        package=str(packages[name]), libraries=libraries, name=name, absent=absent
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script],
        cwd=tmp_path,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    ready, ours = json.loads(done.stdout)
    assert ready
    assert ours
    assert all(each.startswith(f"{packages[name]}/") for each in ours)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _layer() -> set[str]:
    text = (ROOT / "infra/functions-layer/requirements.txt").read_text()
    return {_normal(name) for name in re.findall(r"^([\w.-]+)==", text, re.MULTILINE)}


def _brought_along(name: str) -> set[str]:
    """A library and what it needs; boto3 is part of Lambda's own runtime."""
    needs = [each for each in importlib.metadata.requires(name) or () if "extra ==" not in each]
    named = [_normal(re.split(r"[^\w.-]", each, maxsplit=1)[0]) for each in needs]
    return {name}.union(*(_brought_along(each) for each in named))


def test_the_small_contest_seals_as_well() -> None:
    """The reader of sealed texts reads what a test can count: three questions, seven options."""
    texts = questions_of(SMALL / "exam")
    assert (len(texts.stems), len(texts.explanations), len(texts.options)) == (3, 3, 7)
