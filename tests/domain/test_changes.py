"""What a correction changes: every move, every prize, and nothing that did not change."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from contest.domain.record import changes as module
from contest.domain.record.changes import Standings, changes, read_standings
from tests.domain.builders import table


def standings(text: str, *, collective: str = "") -> Standings:
    """`ca-nhan: A*Nhất B C` is a ranking in order, `tap-the: so*Giải` an award."""
    rankings, awards = {}, {}
    for each in filter(None, text.split(";")):
        name, _, rows = each.partition(":")
        places = [row.partition("*") for row in rows.split()]
        rankings[name.strip()] = {
            code: (rank, prize or None) for rank, (code, _, prize) in enumerate(places, start=1)
        }
    for each in filter(None, collective.split(";")):
        name, _, rows = each.partition(":")
        places = [row.partition("*") for row in rows.split()]
        awards[name.strip()] = {agency: prize for agency, _, prize in places}
    return Standings(rankings, awards)


@table(
    "before after moved ranks prizes",
    ("t: A B C", "t: A B C", 0, [], [], "nothing"),
    ("t: A B C", "t: B A C", 2, [("A", 1, 2), ("B", 2, 1)], [], "two changed places"),
    ("t: A B", "t: A", 1, [("B", 2, None)], [], "somebody is ranked no more"),
    ("t: A", "t: A B", 1, [("B", None, 2)], [], "somebody is ranked who was not"),
    ("t: A*Nhất B*Ba", "t: A*Nhất B", 0, [], [("B", "Ba", None)], "a prize is lost, the rank not"),
    (
        "t: A*Nhất B", "t: B*Nhất A", 2, [("A", 1, 2), ("B", 2, 1)],
        [("A", "Nhất", None), ("B", None, "Nhất")], "a prize goes to another",
    ),
    ("t: A*Nhất", "t: A*Nhì", 0, [], [("A", "Nhất", "Nhì")], "another prize"),
    ("t: A*Nhất", "", 0, [], [], "a ranking that is gone is not compared"),
    ("", "t: A*Nhất", 0, [], [], "nor one that is new: a further round corrects nothing"),
)  # fmt: skip
def test_who_moves(before: str, after: str, moved: int, ranks: Any, prizes: Any) -> None:
    found = changes(standings(before), standings(after))
    assert found.moved == moved
    assert found.ranks == tuple(("t", *each) for each in ranks)
    assert found.prizes == tuple(("t", *each) for each in prizes)


@table(
    "before after differ",
    ("g: so*Giải", "g: so*Giải", [], "nothing"),
    ("g: so*Giải", "g: xa*Giải", [("so", "Giải", None), ("xa", None, "Giải")], "to another"),
    ("g: so*Giải", "g:", [("so", "Giải", None)], "to nobody"),
    ("", "g: so*Giải", [], "an award that was not in the result before"),
)
def test_which_agencies_gain_or_lose(before: str, after: str, differ: Any) -> None:
    found = changes(standings("", collective=before), standings("", collective=after))
    assert found.collective == tuple(("g", *each) for each in differ)


_codes = st.permutations("ABCDEFGH").flatmap(
    lambda order: st.integers(0, 8).map(lambda length: order[:length])
)


@given(_codes, _codes)
def test_all_who_move_and_no_others(before: list[str], after: list[str]) -> None:
    found = changes(standings("t:" + " ".join(before)), standings("t:" + " ".join(after)))
    expected = set()
    for code in {*before, *after}:
        was = before.index(code) + 1 if code in before else None
        now = after.index(code) + 1 if code in after else None
        if was != now:
            expected.add(("t", code, was, now))
    assert set(found.ranks) == expected
    assert found.moved == len(expected)
    best = [min(n for n in each[2:] if n is not None) for each in found.ranks]
    assert best == sorted(best)


def test_of_many_moves_the_best_are_told(monkeypatch: Any) -> None:
    monkeypatch.setattr(module, "RANKS_TOLD", 2)
    found = changes(standings("a: A B C; b: X Y"), standings("a: C B A; b: Y X"))
    assert found.moved == 4
    assert [each[:2] for each in found.ranks] == [("a", "A"), ("a", "C")]


CORRECTED = changes(
    standings("t: A*Nhất B", collective="g: so*Giải"), standings("t: B*Nhất A", collective="g:")
)


def test_the_document() -> None:
    assert CORRECTED.document(1, "Câu 3 sai đáp án") == {
        "previous": 1,
        "reason": "Câu 3 sai đáp án",
        "moved": 2,
        "ranks": [["t", "A", 1, 2], ["t", "B", 2, 1]],
        "prizes": [["t", "A", "Nhất", None], ["t", "B", None, "Nhất"]],
        "collective": [["g", "so", "Giải", None]],
    }


def test_the_draft_names_people_and_agencies() -> None:
    drafted = CORRECTED.drafted({"A": "Mẫu Một", "B": "Mẫu Hai"}.get, {"so": "Sở Mẫu"}.get)
    assert drafted["prizes"][1] == {
        "ranking": "t",
        "code": "B",
        "name": "Mẫu Hai",
        "before": None,
        "after": "Nhất",
    }
    assert drafted["collective"] == [
        {"award": "g", "agency": "so", "name": "Sở Mẫu", "before": "Giải", "after": None}
    ]


def test_standings_are_read_from_published_files() -> None:
    shards = [
        {"ranking": "t", "shard": "A", "rows": [[1, "A", [3], "", "Nhất"]]},
        {"ranking": "t", "shard": "B", "rows": [[2, "B", [2], "", None]]},
    ]
    candidates = [{"agency": "so", "prize": "Giải"}, {"agency": "xa", "prize": None}]
    result = {"collective": [{"award": "g", "candidates": candidates}]}
    assert read_standings(shards, result) == standings("t: A*Nhất B", collective="g: so*Giải")
