"""Lies about the figures of a record: participation, statistics, collective prizes, changes."""

from collections.abc import Callable
from typing import Any

from tests.content.forger import Forger


def change_outcome(f: Forger, how: Callable[[Any], Any]) -> str:
    """Change `ket-qua.json` of the latest result; its path."""
    f.change(f"{f.last}/ket-qua.json", how)
    return f"{f.last}/ket-qua.json"


def change_participation(f: Forger, how: Callable[[Any], Any]) -> str:
    """Change `tham-gia.json` of the latest result; its path."""
    f.change(f"{f.last}/tham-gia.json", how)
    return f"{f.last}/tham-gia.json"


def _named(f: Forger, fits: Callable[[Any], bool]) -> int | None:
    """The place of the first agency shown by name that fits."""
    rows = f.doc(f"{f.last}/tham-gia.json")["agencies"]
    fitting = (at for at, row in enumerate(rows) if row["agency"] and fits(row))
    return next(fitting, None)


def one_participant_more(f: Forger) -> str | None:
    at = _named(f, lambda row: row["participants"] > 0)
    if at is None:
        return None

    def add(whole: Any) -> None:
        whole["agencies"][at]["participants"] += 1

    level = f.doc(f"{f.last}/tham-gia.json")["agencies"][at]["level"]
    return change_participation(f, add) + f": cấp {level}: «participants»"


def everywhere_more_people(f: Forger) -> str | None:
    def add(whole: Any) -> None:
        whole["totals"]["took_part"] += 1
        whole["totals"]["citizens"] += 1
        whole["totals"]["registered"] += 1

    return change_participation(f, add) + ": «took_part» ghi"


def a_better_rate(f: Forger) -> str | None:
    at = _named(f, lambda row: row["rate"] is not None)
    if at is None:
        return None
    name = f.doc(f"{f.last}/tham-gia.json")["agencies"][at]["agency"]
    path = change_participation(f, lambda whole: whole["agencies"][at].update(rate=1.5))
    return f"{path}, {name}: tỷ lệ"


def _line(f: Forger, change: dict[str, Any], fits: Callable[[Any], bool]) -> str | None:
    at = _named(f, lambda row: any(fits(line) for line in row["lines"]))
    if at is None:
        return None
    row = f.doc(f"{f.last}/tham-gia.json")["agencies"][at]
    line = next(index for index, each in enumerate(row["lines"]) if fits(each))
    path = change_participation(
        f, lambda whole: whole["agencies"][at]["lines"][line].update(change)
    )
    return f"{path}, {row['agency']}: chỉ tiêu nhóm {row['lines'][line]['group']}"


def a_smaller_quota(f: Forger) -> str | None:
    return _line(f, {"owed": 0}, lambda line: (line["owed"] or 0) > 0)


def more_people_than_there_are(f: Forger) -> str | None:
    return _line(f, {"people": 5000}, lambda line: line["people"] is not None)


def a_quota_met_by_too_few(f: Forger) -> str | None:
    def missed(row: Any) -> bool:
        return None not in row["groups"].values() and row["lines"][0]["met"] is False

    at = _named(f, missed)
    if at is None:
        return None
    path = change_participation(f, lambda whole: whole["agencies"][at]["lines"][0].update(met=True))
    return f"{path}, {f.doc(path)['agencies'][at]['agency']}: chỉ tiêu nhóm"


def an_agency_that_met_all(f: Forger) -> str | None:
    at = _named(f, lambda row: row["met"] is False)
    if at is None:
        return None
    path = change_participation(f, lambda whole: whole["agencies"][at].update(met=True))
    return f"{path}, {f.doc(path)['agencies'][at]['agency']}: «met»"


def a_few_people_shown(f: Forger) -> str | None:
    at = _named(f, lambda row: None in row["groups"].values())
    smallest = f.rules["participation"]["smallest_cell"]
    if at is None or smallest < 2:
        return None

    def show(whole: Any) -> None:
        groups = whole["agencies"][at]["groups"]
        groups[next(name for name, cell in groups.items() if cell is None)] = 1

    return change_participation(f, show).replace(".json", ".json, ")


def _candidate(f: Forger, fits: Callable[[Any], bool]) -> tuple[int, int] | None:
    awards = f.doc(f"{f.last}/ket-qua.json")["collective"]
    found = (
        (a, c)
        for a, award in enumerate(awards)
        for c, candidate in enumerate(award["candidates"])
        if fits(candidate)
    )
    return next(found, None)


def _change_candidate(
    f: Forger, fits: Callable[[Any], bool], how: Callable[[Any], Any]
) -> str | None:
    found = _candidate(f, fits)
    if found is None:
        return None
    award, at = found
    path = change_outcome(f, lambda whole: how(whole["collective"][award]["candidates"][at]))
    said = f.doc(path)["collective"][award]
    return f"{path}, {said['award']}: {said['candidates'][at]['agency']}: "


def a_prize_for_an_agency(f: Forger) -> str | None:
    give = {"place": 1, "prize": "Giải tập thể"}
    return _change_candidate(f, lambda each: each["place"] is None, lambda each: each.update(give))


def no_prize_for_an_agency(f: Forger) -> str | None:
    return _change_candidate(
        f, lambda each: each["prize"] is not None, lambda each: each.update(prize=None)
    )


def a_criterion_reached(f: Forger) -> str | None:
    return _change_candidate(
        f,
        lambda each: each["criteria"][0]["met"] is False,
        lambda each: each["criteria"][0].update(met=True),
    )


def a_candidate_left_out(f: Forger) -> str | None:
    found = _candidate(f, lambda _: True)
    if found is None:
        return None
    change_outcome(f, lambda whole: whole["collective"][found[0]]["candidates"].pop(found[1]))
    return ": xét ["


def another_distribution(f: Forger) -> str | None:
    def shift(whole: Any) -> None:
        pairs = whole["scores"][0]["distribution"]
        pairs[0][1] += 1

    return change_outcome(f, shift) + ": phổ điểm vong-1: «distribution»"


def more_entrants(f: Forger) -> str | None:
    def add(whole: Any) -> None:
        whole["scores"][0]["entrants"] += 1

    return change_outcome(f, add) + ": phổ điểm vong-1: «entrants»"


def _item(f: Forger, **changes: Any) -> str | None:
    path = change_outcome(f, lambda whole: whole["items"][0].update(changes))
    return f"{path}: câu {f.doc(path)['items'][0]['question']}"


def an_easier_question(f: Forger) -> str | None:
    return _item(f, difficulty=0.0001)


def a_question_more_telling(f: Forger) -> str | None:
    return _item(f, discrimination=0.9999)


def a_question_more_seen(f: Forger) -> str | None:
    return _item(f, seen=100_000)


def options_otherwise_chosen(f: Forger) -> str | None:
    return _item(f, options=[0, 0, 0, 0])


def a_question_kept_quiet(f: Forger) -> str | None:
    name = f.doc(f"{f.last}/ket-qua.json")["items"][0]["question"]
    change_outcome(f, lambda whole: whole["items"].pop(0))
    return f"{f.last}/ket-qua.json: thiếu thống kê câu {name}"


def another_true_number(f: Forger) -> str | None:
    if not f.doc(f"{f.last}/ket-qua.json")["predictions"]:
        return None

    def add(whole: Any) -> None:
        whole["predictions"][0]["value"] += 1

    return change_outcome(f, add) + ": số đúng của dự đoán"


def change_changes(f: Forger, how: Callable[[Any], Any]) -> str | None:
    """Change `thay-doi.json` of the latest result, where something moved; its path."""
    path = f"{f.last}/thay-doi.json"
    if path not in f.files or not f.doc(path)["moved"]:
        return None
    f.change(path, how)
    return path


def fewer_moved(f: Forger) -> str | None:
    path = change_changes(f, lambda whole: whole.update(moved=whole["moved"] - 1))
    return path and f"{path}: «moved»"


def a_rank_before(f: Forger) -> str | None:
    path = change_changes(f, lambda whole: whole["ranks"][0].__setitem__(2, 999))
    return path and f"{path}: «ranks»"


def a_lost_prize_kept_quiet(f: Forger) -> str | None:
    path = f"{f.last}/thay-doi.json"
    if path not in f.files or not f.doc(path)["prizes"]:
        return None
    f.change(path, lambda whole: whole["prizes"].pop())
    return f"{path}: «prizes»"


def another_reason(f: Forger) -> str | None:
    path = change_changes(f, lambda whole: whole.update(reason="Khác"))
    return path and f"{path}: lý do"
