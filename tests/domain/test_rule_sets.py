"""Contests that others have held can be held by data alone: 20 rule sets from over the country.

Rows are those of the comparison that the files name. Every one is read by the real loader and ranks
a seeded crowd; then each is asked for what its own rules are about.
"""

import re
from datetime import timedelta
from itertools import pairwise

import pytest

from contest.content.checks.awards import award_mistakes
from contest.domain import refusal
from contest.domain.attempt import Entry, refuse_start
from contest.domain.awards.prizes import grades
from contest.domain.rules import EntryMode, Level, RoundKind
from contest.domain.sheets import RAN_OUT
from tests.domain.contests_of_others import (
    FOLDER,
    NAMES,
    Crowd,
    a_crowd,
    an_agency,
    awarded,
    rules_of,
    work_out,
)

everywhere = pytest.mark.parametrize("name", NAMES)


@everywhere
def test_a_rule_set_names_its_source_and_makes_sense(name: str) -> None:
    """A row of the comparison, an address, and rules that the author's check passes."""
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    assert re.match(r"# Nguồn: dòng \d+ .+\n# https?://\S+\n", text)
    assert list(award_mistakes(rules_of(name))) == []


@everywhere
def test_everybody_who_may_is_ranked_once_and_all_prizes_go_out(name: str) -> None:
    """In every ranking of every contest."""
    contest, people = rules_of(name), list(a_crowd(name))
    result, won = work_out(contest, people), set()
    for ranking in contest.awards.rankings:
        table, prizes = result.tables[ranking.id], result.winners(ranking.id)
        may = [
            each.code
            for each in people
            if (ranking.open_to is None or each.group in ranking.open_to)
            and set(ranking.rounds) & set(each.entries)
        ]
        assert sorted(result.codes(ranking.id)) == sorted(may)
        assert [each.rank for each in table] == list(range(1, len(may) + 1))
        free = [each for each in may if each not in won]
        assert list(prizes.values()) == list(grades(ranking.prizes))[: len(free)]
        won |= set(prizes) if contest.awards.one_prize_per_person else set()


@everywhere
def test_crowds_tie_and_every_row_tells_what_decided(name: str) -> None:
    """Perfect scores are so common that tie-breaks decide every prize (facts §3)."""
    result = work_out(rules_of(name), a_crowd(name))
    for ranking, table in result.tables.items():
        assert len({each.values[0] for each in table}) < len(table), ranking
        assert all(re.match("hơn nhờ: |bằng nhau ở", each.decided) for each in table[:-1])


def grades_of(name: str, ranking: str) -> list[int]:
    found = rules_of(name).awards.ranking(ranking)
    assert found is not None
    return [each.count for each in found.prizes]


# ------------------------------------------------------------------ what each is about


def test_dak_lak_2023_breaks_ties_by_time_attempts_and_registration() -> None:
    """Row 1: and 31 prizes, 1/2/3/25."""
    crowd = Crowd("dak-lak-2023")
    crowd.sits("ONE", "vong-1", 0, duration_ms=299_000)
    crowd.sits("TWO", "vong-1", 0)
    crowd.sits("THREE", "vong-2", 0, 0)
    crowd.sits("FOUR", "vong-2", 0, 1)
    crowd.people["FOUR"].registered_ms = 5_000
    rows = crowd.result.tables["ca-nhan"]
    assert [(each.code, each.decided) for each in rows] == [
        ("ONE", "hơn nhờ: thời gian làm bài ngắn hơn 1 giây"),
        ("TWO", "hơn nhờ: ít hơn 1 lượt thi"),
        ("THREE", "hơn nhờ: đăng ký sớm hơn 5 giây"),
        ("FOUR", ""),
    ]
    assert grades_of("dak-lak-2023", "ca-nhan") == [1, 2, 3, 25]


def test_dak_lak_2023_gives_agencies_prizes_for_three_things_together() -> None:
    """Row 1: all mandatory people, a winner, and of these the highest rate; a district apart."""
    best, winnerless = an_agency("best", rate=0.8), an_agency("winnerless", rate=1.0, winners=0)
    short, district = an_agency("short", rate=1.0, met=False), an_agency("d", level=Level.DISTRICT)
    placed = awarded(
        "dak-lak-2023", "tap-the-tinh", short, winnerless, an_agency("a"), best, district
    )
    assert [(each.agency, each.prize) for each in placed.values()] == [
        ("best", "Giải tập thể"),
        ("a", None),
        ("short", None),
        ("winnerless", None),
    ]
    assert list(awarded("dak-lak-2023", "tap-the-huyen", best, district)) == ["d"]


@pytest.mark.parametrize("name", ["hoa-binh-2023", "thua-thien-hue-2022", "binh-thuan-2024"])
def test_the_nearest_guess_of_perfect_people_of_the_round_decides(name: str) -> None:
    """Rows 3, 6, 22: two are perfect in round 1, one in round 2; who guessed so is first there."""
    crowd = Crowd(name)
    crowd.sits("A", "dot-1", 0, prediction=4)
    crowd.sits("B", "dot-1", 0, prediction=2)
    crowd.sits("C", "dot-1", 1, prediction=2)
    crowd.sits("A", "dot-2", 1, prediction=0)
    crowd.sits("B", "dot-2", 0, prediction=9)
    crowd.sits("C", "dot-2", 1, prediction=1)
    result = crowd.result
    assert result.targets == {"dot-1": 2, "dot-2": 1}
    assert result.codes("dot-1") == ["B", "A", "C"]
    assert result.codes("dot-2") == ["B", "C", "A"]
    assert result.tables["dot-1"][0].decided == "hơn nhờ: dự đoán gần hơn 2"


def test_binh_thuan_2024_counts_people_not_papers() -> None:
    """Row 22: 987 people were all right, in 33,549 attempts of several each."""
    crowd = Crowd("binh-thuan-2024")
    crowd.sits("A", "dot-1", 0, 0, 0, prediction=1)
    assert crowd.result.targets["dot-1"] == 1


def test_thua_thien_hue_2022_is_for_staff_only() -> None:
    """Row 6: a citizen among the sheets, by whatever mistake, is in no table."""
    crowd = Crowd("thua-thien-hue-2022")
    crowd.sits("A", "dot-1", 3)
    crowd.sits("B", "dot-1", 0, group="citizen")
    assert crowd.result.codes("dot-1") == ["A"]
    assert all(each.open_to == ("leader", "official", "one_stop") for each in crowd.contest.rounds)


def test_hoa_binh_2022_has_a_prize_of_its_own_for_the_closest_guess() -> None:
    """Row 4: 15 + 1; whoever guesses best need not be among the best."""
    crowd = Crowd("hoa-binh-2022")
    for n in range(20):
        crowd.sits(f"P{n:02}", "tuan-1", 0, duration_ms=300_000 + n, prediction=1_000)
    crowd.sits("SEER", "tuan-4", 9, prediction=21)
    result = crowd.result
    assert result.targets["tuan-4"] == 21
    assert list(result.winners("ca-nhan")) == [f"P{n:02}" for n in range(15)]
    assert result.winners("du-doan") == {"SEER": "Giải dự đoán"}


def test_hoa_binh_2022_gives_five_agencies_a_prize() -> None:
    """Row 4."""
    agencies = [an_agency(each, participants=n) for n, each in enumerate("abcdefg")]
    placed = awarded("hoa-binh-2022", "tap-the", *agencies)
    assert [each.agency for each in placed.values() if each.prize] == list("gfedc")


def test_lam_dong_2023_closes_every_week_for_half_an_hour() -> None:
    """Row 5: Monday 10:00 to Monday 09:30, ten prizes a week; one may win every week."""
    contest = rules_of("lam-dong-2023")
    weeks = contest.rounds
    gaps = {b.opens_at - a.closes_at for a, b in pairwise(weeks)}
    assert gaps == {timedelta(minutes=30)}
    crowd = Crowd("lam-dong-2023")
    for week in weeks:
        crowd.sits("A", week.id, 0)
        for n in range(12):
            crowd.sits(f"P{n:02}", week.id, 1)
    result = crowd.result
    assert [len(result.winners(each.id)) for each in weeks] == [10] * 4
    assert all(result.winners(each.id)["A"] == "Giải Nhất" for each in weeks)


def test_hue_2025_gives_three_staff_and_three_citizens_a_prize_every_week() -> None:
    """Row 7: of two banks, so in two tables; staff never take a citizen's prize."""
    crowd = Crowd("hue-2025")
    for n in range(9):
        for week in range(1, 5):
            crowd.sits(f"S{n}", f"tuan-{week}-can-bo", 0, prediction=n)
            crowd.sits(f"C{n}", f"tuan-{week}-cong-dan", 1, group="citizen", prediction=n)
    result = crowd.result
    for week in range(1, 5):
        staff, citizens = f"tuan-{week}-can-bo", f"tuan-{week}-cong-dan"
        assert (result.targets[staff], result.targets[citizens]) == (9, 0)
        assert list(result.winners(staff)) == ["S8", "S7", "S6"]
        assert list(result.winners(citizens)) == ["C0", "C1", "C2"]


def test_hai_duong_2024_leaves_out_agencies_under_half() -> None:
    """Row 8: 49,9 % is out however good; of equal rates the higher average wins; 1/2/3."""
    agencies = [
        an_agency("under", rate=0.499, average_score=20.0),
        an_agency("half", rate=0.5, average_score=12.0),
        an_agency("half-but-better", rate=0.5, average_score=18.25),
        an_agency("most", rate=0.9, average_score=10.0),
    ]
    placed = awarded("hai-duong-2024", "nhom-tinh", *agencies)
    assert [(each.agency, each.prize) for each in placed.values()] == [
        ("most", "Giải Nhất"),
        ("half-but-better", "Giải Nhì"),
        ("half", "Giải Nhì"),
        ("under", None),
    ]
    assert placed["half-but-better"].decided == "hơn nhờ: điểm trung bình 18,25 so với 12"
    assert "cần ít nhất 50\N{NO-BREAK SPACE}%" in placed["under"].decided


@pytest.mark.parametrize(
    ("name", "round_id", "cap"),
    [
        ("hai-duong-2024", "tuan-1", 3),
        ("hai-phong-2025", "dot-1", 1),
        ("hue-2025", "tuan-1-can-bo", 1),
        ("bo-gtvt-2020", "dot-1", 1),
        ("bo-tu-phap-2021", "dot-1", 3),
        ("gia-lai-2025", "dot-1", 1),
        ("quang-nam-2014", "dot-1", 1),
        ("cong-doan-2023", "tuan-1", 2),
        ("bau-cu-2026", "tuan-1", 7),
    ],
)
def test_attempts_are_capped_and_the_best_counts(name: str, round_id: str, cap: int) -> None:
    """Rows 7-9, 12, 18, 20, 25, 27, 28: the last allowed improves the result, no more begins."""
    crowd = Crowd(name)
    rules = crowd.contest.round(round_id)
    assert rules is not None
    assert refuse_start(Entry(started=cap - 1), rules.attempts) is None
    assert refuse_start(Entry(started=cap), rules.attempts) is refusal.NO_ATTEMPTS_LEFT
    crowd.sits("A", round_id, *range(cap - 1, -1, -1))
    assert crowd.result.tables[crowd.contest.awards.rankings[0].id][0].values[0] == rules.questions


def test_hai_phong_2025_asks_for_a_shared_code_phone_and_mail() -> None:
    """Row 9."""
    entry = rules_of("hai-phong-2025").entry
    assert entry.mode is EntryMode.ACCESS_CODE
    assert (entry.fields.phone, entry.fields.email) == ("required", "required")


def test_vinh_long_2025_rewards_28_people_and_18_agencies() -> None:
    """Row 10: 25 questions in 30 minutes; 1/3/4/20 and 1/3/4/10."""
    (rules,) = rules_of("vinh-long-2025").rounds
    assert (rules.questions, rules.limit) == (25, timedelta(minutes=30))
    assert grades_of("vinh-long-2025", "ca-nhan") == [1, 3, 4, 20]
    agencies = [an_agency(f"a{n:02}", participants=n) for n in range(30)]
    placed = awarded("vinh-long-2025", "tap-the", *agencies)
    assert [each.agency for each in placed.values() if each.prize] == [
        f"a{n:02}" for n in range(29, 11, -1)
    ]


def test_soc_trang_2022_asks_small_agencies_for_more() -> None:
    """Row 11: under 50 people 30 %, under 100 25 %; individuals by right answers and speed."""
    placed = awarded(
        "soc-trang-2022",
        "tap-the",
        an_agency("small", headcount=49, rate=14 / 49),
        an_agency("small-enough", headcount=49, rate=15 / 49),
        an_agency("middle", headcount=50, rate=13 / 50),
        an_agency("middle-short", headcount=99, rate=24 / 99),
    )
    assert {each.agency for each in placed.values() if each.place} == {"small-enough", "middle"}
    crowd = Crowd("soc-trang-2022")
    for n in range(12):
        crowd.sits(f"P{n:02}", "truc-tuyen", 0, duration_ms=300_000 - n)
    assert list(crowd.result.winners("ca-nhan")) == [f"P{n:02}" for n in range(11, 1, -1)]


def test_bo_gtvt_2020_draws_15_by_blueprint_and_asks_for_the_number_of_entrants() -> None:
    """Row 12: 2/2/4/2/2/1/2; from 16 on; of equals the nearest guess, quick or not."""
    crowd = Crowd("bo-gtvt-2020")
    (rules,) = crowd.contest.rounds
    assert [each.count for each in rules.blueprint] == [2, 2, 4, 2, 2, 1, 2]
    assert (rules.questions, crowd.contest.entry.minimum_age) == (15, 16)
    crowd.sits("QUICK", "dot-1", 0, duration_ms=60_000, prediction=9)
    crowd.sits("NEAR", "dot-1", 0, duration_ms=600_000, prediction=4)
    crowd.sits("SILENT", "dot-1", 0, duration_ms=50_000)
    assert crowd.result.targets == {"dot-1": 3}
    rows = crowd.result.tables["ca-nhan"]
    assert [(each.code, each.decided) for each in rows] == [
        ("NEAR", "hơn nhờ: dự đoán gần hơn 5"),
        ("QUICK", "hơn nhờ: có dự đoán, người xếp ngay sau không dự đoán"),
        ("SILENT", ""),
    ]


def test_thai_nguyen_2022_hands_out_a_hundred_prizes_in_four_rounds() -> None:
    """Row 14: 8/20/32/40 in all; agencies 1/1/1/5."""
    contest = rules_of("thai-nguyen-2022")
    counts = [grades_of("thai-nguyen-2022", each.id) for each in contest.awards.rankings]
    assert [sum(each) for each in zip(*counts, strict=True)] == [8, 20, 32, 40]
    crowd = Crowd("thai-nguyen-2022")
    for n in range(120):
        for rules in contest.rounds:
            crowd.sits(f"P{n:03}", rules.id, 0, duration_ms=300_000 + n)
    winners = [code for each in crowd.result.handed.prizes.values() for code in each]
    assert len(winners) == len(set(winners)) == 100


def test_bo_tu_phap_2021_rewards_36_people() -> None:
    """Row 18: 19 questions and a guess in 20 minutes; 1/5/10/20."""
    (rules,) = rules_of("bo-tu-phap-2021").rounds
    assert (rules.questions, rules.limit) == (19, timedelta(minutes=20))
    assert grades_of("bo-tu-phap-2021", "ca-nhan") == [1, 5, 10, 20]
    assert (
        len(work_out(rules_of("bo-tu-phap-2021"), a_crowd("bo-tu-phap-2021")).winners("ca-nhan"))
        == 36
    )


def test_gia_lai_2025_ranks_by_score_then_time() -> None:
    """Row 20: 1/3/10/15; the school with most entrants need not have most winners."""
    crowd = Crowd("gia-lai-2025")
    crowd.sits("A", "dot-1", 1, duration_ms=60_000)
    crowd.sits("B", "dot-1", 0, duration_ms=890_000)
    crowd.sits("C", "dot-1", 0, duration_ms=890_412)
    rows = crowd.result.tables["ca-nhan"]
    assert [(each.code, each.decided) for each in rows] == [
        ("B", "hơn nhờ: thời gian làm bài ngắn hơn 0,412 giây"),
        ("C", "hơn nhờ: nhiều hơn 1 điểm"),
        ("A", ""),
    ]
    assert grades_of("gia-lai-2025", "ca-nhan") == [1, 3, 10, 15]
    schools = (an_agency("big", participants=900, winners=1), an_agency("good", winners=5))
    firsts = [
        next(iter(awarded("gia-lai-2025", each, *schools)))
        for each in ("dong-nhat", "nhieu-giai-nhat")
    ]
    assert firsts == ["big", "good"]


@pytest.mark.parametrize("name", ["quang-ninh-2023", "quang-nam-2014"])
def test_of_equal_guesses_the_earlier_entry_wins(name: str) -> None:
    """Rows 24, 25: guess, then moment; nobody else's moment is shown."""
    crowd = Crowd(name)
    crowd.sits("LATE", "dot-1", 0, prediction=5, submitted_ms=60_000)
    crowd.sits("EARLY", "dot-1", 0, prediction=5, submitted_ms=0)
    crowd.sits("NEAR", "dot-1", 0, prediction=4, submitted_ms=90_000)
    crowd.sits("FAR", "dot-1", 0, prediction=900, submitted_ms=0)
    rows = crowd.result.tables["dot-1"]
    assert [each.code for each in rows] == ["NEAR", "EARLY", "LATE", "FAR"]
    assert rows[1].decided == "hơn nhờ: nộp bài sớm hơn 1 phút"
    assert [each.values[2] for each in rows] == [None, 0, 60_000, None]


def test_quang_ninh_2023_counts_only_what_is_answered_in_full() -> None:
    """Row 24: nine questions and the guess of entrants of the phase; a blank voids the paper."""
    crowd = Crowd("quang-ninh-2023")
    crowd.sits("A", "dot-1", 1, blank=1, ended=RAN_OUT)
    crowd.sits("B", "dot-1", 8)
    crowd.sits("C", "dot-2", 0)
    result = crowd.result
    assert [(each.code, each.values[0]) for each in result.tables["dot-1"]] == [("B", 1), ("A", 0)]
    assert result.targets == {"dot-1": 2, "dot-2": 1, "dot-3": 0}


def test_quang_nam_2014_draws_seven_three_and_five() -> None:
    """Row 25: 15 questions by topic, once a round, in three rounds."""
    rounds = rules_of("quang-nam-2014").rounds
    assert [[each.count for each in rules.blueprint] for rules in rounds] == [[7, 3, 5]] * 3


def test_bau_cu_2026_gives_26_prizes_a_week() -> None:
    """Row 28: 1/2/3/10 and ten for effort, within ten minutes a paper."""
    contest = rules_of("bau-cu-2026")
    assert {each.limit for each in contest.rounds} == {timedelta(minutes=10)}
    assert grades_of("bau-cu-2026", "tuan-1") == [1, 2, 3, 10, 10]
    result = work_out(contest, a_crowd("bau-cu-2026"))
    assert [len(each) for each in result.handed.prizes.values()] == [26, 26]


def test_ereka_gives_ten_seconds_a_question() -> None:
    """Row 29: two fixed sittings a day of 15 minutes, 100 seconds of work in each."""
    rounds = rules_of("ereka").rounds
    assert {each.limit for each in rounds} == {timedelta(seconds=100)}
    assert {each.closes_at - each.opens_at for each in rounds} == {timedelta(minutes=15)}
    assert all(each.kind is RoundKind.OFFICIAL for each in rounds)
