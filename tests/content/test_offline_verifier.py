"""The verifier that anyone can read and run offline, against honest records and against lies.

It runs as anyone would run it: one file, `python -I`, nothing of the project in reach.
"""

import ast
import itertools
import random
import re
import shutil
import subprocess
import sys
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from contest.content.offline import kiem_chung
from tests.content.forger import (
    SCRIPT,
    ZEROS,
    Forger,
    Lie,
    assert_found,
    check_receipts,
    first_rank,
    first_table,
    receipts_of,
    record,
    run,
    save,
    told,
)
from tests.content.lies import (
    a_bent_signature,
    a_better_value,
    a_changed_byte,
    a_changed_manifest,
    a_close_before_the_end,
    a_correction_of_nothing,
    a_cut_chain,
    a_dropped_commitment,
    a_dropped_result,
    a_file_not_named,
    a_file_too_many,
    a_forgotten_correction,
    a_key_twice,
    a_line_break_more,
    a_lost_file,
    a_lucky_lot,
    a_moment_kept_back,
    a_moment_nobody_needs,
    a_moved_commitment,
    a_prize_for_a_friend,
    a_promise_after_the_opening,
    a_reason_for_the_first,
    a_seal_without_its_key,
    a_secret_key,
    a_seed_written_otherwise,
    a_sheet_never_handed_in,
    a_sheet_taken_away,
    a_short_salt,
    a_slower_sheet,
    a_strangers_signature,
    a_stray_file,
    a_stray_hidden_file,
    a_winner_with_another_prize,
    an_answer_after_the_close,
    an_edition_nobody_promised,
    another_promise,
    another_right_answer,
    another_seed,
    another_winner,
    no_json_at_all,
    no_words,
    nobody_passed_over,
    not_a_number,
    of_another_round,
    options_in_another_order,
    other_moments,
    other_rules,
    ruled_out_twice,
    signed_by_the_receipt_key,
    somebody_from_nowhere,
    somebody_left_out,
    somebody_ruled_out,
    swapped_ranks,
)
from tests.content.lies_in_figures import (
    a_better_rate,
    a_candidate_left_out,
    a_criterion_reached,
    a_few_people_shown,
    a_lost_prize_kept_quiet,
    a_prize_for_an_agency,
    a_question_kept_quiet,
    a_question_more_seen,
    a_question_more_telling,
    a_quota_met_by_too_few,
    a_rank_before,
    a_smaller_quota,
    an_agency_that_met_all,
    an_easier_question,
    another_distribution,
    another_reason,
    another_true_number,
    everywhere_more_people,
    fewer_moved,
    more_entrants,
    more_people_than_there_are,
    no_prize_for_an_agency,
    one_participant_more,
    options_otherwise_chosen,
)
from tests.domain.builders import table

HONEST = range(24)


@pytest.mark.parametrize("seed", HONEST)
def test_an_honest_record_and_its_receipts_pass_every_check(seed: int, tmp_path: Path) -> None:
    made, receipts = record(seed), [text for text, _ in receipts_of(record(seed))]
    done = check_receipts(made.files, receipts, tmp_path)
    assert done.returncode == 0, done.stdout
    assert "✗" not in done.stdout
    assert done.stdout.count("Kết quả số") == len(made.results)
    assert done.stdout.count("✓ Biên nhận thứ") == len(receipts)
    assert done.stdout.endswith("KẾT LUẬN: mọi điều kiểm được đều ĐÚNG.\n")


def test_without_a_folder_it_checks_the_one_it_lies_in(tmp_path: Path) -> None:
    save(record(1).files, tmp_path)
    script = shutil.copy(SCRIPT, tmp_path / "kiem-chung.py")
    command = [sys.executable, "-I", str(script)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd="/")
    assert done.returncode == 0
    assert str(tmp_path) in done.stdout


def test_the_folder_may_be_the_record_itself(tmp_path: Path) -> None:
    assert run(save(record(1).files, tmp_path) / "ho-so").returncode == 0


def test_a_folder_without_a_record_is_told_in_one_line(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 1
    assert done.stdout.count("\n") == 1
    assert "không thấy ho-so/muc-luc.json" in done.stdout


def test_a_contest_without_results_yet_shows_its_commitments(tmp_path: Path) -> None:
    forger = Forger(record(0))
    forger.change("muc-luc.json", lambda index: index.update(results=[]))
    kept = {name: forger.files[name] for name in ("muc-luc.json", "cam-ket.json")}
    done = run(save(kept, tmp_path))
    assert done.returncode == 0
    assert "chưa có kết quả" in done.stdout


def test_resealing_changes_nothing_of_an_honest_record() -> None:
    forger = Forger(record(2))
    forger.recommit()
    forger.reseal()
    del forger.files["muc-luc.json"]  # the same claims may be signed in another order
    assert forger.files.items() <= record(2).files.items()


@table(
    "lie",
    (a_line_break_more, "a file is not canonical"),
    (a_changed_byte, "a file is not the one of the manifest"),
    (a_lost_file, "a file is missing"),
    (a_stray_file, "a file nobody names"),
    (a_stray_hidden_file, "a hidden file nobody names"),
    (a_changed_manifest, "a manifest is not the one of the index"),
    (a_bent_signature, "a signature has been changed"),
    (a_strangers_signature, "a signature is by another key"),
    (a_dropped_result, "a result has been taken out of the index"),
    (a_reason_for_the_first, "the first result has a reason"),
    (a_moved_commitment, "a commitment has another moment"),
    (a_dropped_commitment, "the last commitment is missing"),
    (a_cut_chain, "a commitment follows no other"),
    (a_key_twice, "a key stands twice"),
    (no_json_at_all, "a file is no text"),
    (not_a_number, "a number is none"),
)
def test_somebody_who_changes_files_is_found_out(lie: Lie, tmp_path: Path) -> None:
    assert_found(*told(lie), tmp_path)


@table(
    "lie",
    (swapped_ranks, "two people change places"),
    (a_better_value, "somebody has one more right than their sheet"),
    (somebody_left_out, "somebody with a sheet is in no ranking"),
    (somebody_from_nowhere, "somebody without a sheet is ranked"),
    (no_words, "nothing says why somebody is ahead"),
    (a_moment_nobody_needs, "a moment is told though no tie needs it"),
    (a_moment_kept_back, "a tie is broken by a moment that is not told"),
    (a_lucky_lot, "a lot is not the one of the seed"),
    (another_seed, "all lots are of another seed"),
    (a_seed_written_otherwise, "a seed is not canonical"),
    (a_prize_for_a_friend, "the last one gets a prize"),
    (another_winner, "a stranger stands among the winners"),
    (a_winner_with_another_prize, "a winner has another prize than in the ranking"),
    (nobody_passed_over, "who was passed over is not told"),
    (a_forgotten_correction, "a correction is not told though it was applied"),
    (a_correction_of_nothing, "a correction is of no question"),
    (another_right_answer, "a right answer is another one"),
    (an_edition_nobody_promised, "an edition is not the promised one"),
    (options_in_another_order, "options stand in another order than on the paper"),
    (one_participant_more, "an agency has one participant more"),
    (everywhere_more_people, "more people took part than sheets show"),
    (a_better_rate, "a rate is not the quotient"),
    (a_smaller_quota, "a quota owes less than the rules say"),
    (more_people_than_there_are, "a quota is of more people than the headcount"),
    (a_quota_met_by_too_few, "a quota is met though too few took part"),
    (an_agency_that_met_all, "an agency met all although a line is not met"),
    (a_few_people_shown, "a cell of very few people is shown"),
    (a_prize_for_an_agency, "an agency gets a prize it has not earned"),
    (no_prize_for_an_agency, "an agency does not get its prize"),
    (a_criterion_reached, "a criterion is said to be reached"),
    (a_candidate_left_out, "an agency is not considered"),
    (another_distribution, "the distribution counts somebody more"),
    (more_entrants, "a round has one more entrant"),
    (an_easier_question, "a difficulty is another"),
    (a_question_more_telling, "a discrimination is another"),
    (a_question_more_seen, "a question was seen more often"),
    (options_otherwise_chosen, "options were chosen otherwise"),
    (a_question_kept_quiet, "a question is missing in the statistics"),
    (another_true_number, "the true number of a prediction is another"),
    (fewer_moved, "fewer people moved"),
    (a_rank_before, "a rank before the correction is another"),
    (a_lost_prize_kept_quiet, "a prize that changed hands is not told"),
    (another_reason, "the reason is another"),
    (somebody_ruled_out, "the best one is said to be ruled out"),
    (ruled_out_twice, "somebody is ruled out twice"),
    (other_rules, "the rules give one prize more"),
    (a_file_too_many, "a manifest names a file of no kind"),
    (a_file_not_named, "a manifest does not name a file"),
    (a_secret_key, "a key set tells a secret key"),
    (a_seal_without_its_key, "the key of a seal is not in the key set"),
    (another_promise, "a promise is not the one that was made"),
    (an_answer_after_the_close, "a sheet is not the one at the close"),
    (a_sheet_taken_away, "a sheet of the close is missing"),
)
def test_a_holder_who_signs_a_lie_is_found_out(lie: Lie, tmp_path: Path) -> None:
    forger, place = told(lie)
    forger.reseal()
    assert_found(forger, place, tmp_path)


def test_a_seal_of_another_kind_is_none(tmp_path: Path) -> None:
    assert_found(*told(signed_by_the_receipt_key), tmp_path)


@table(
    "claim value",
    ("iss", "another-contest", "another contest's"),
    ("aud", "contestant", "for somebody else"),
    ("iat", 0, "of another moment"),
    ("num", True, "a truth is no number"),
    ("num", 2, "of another result"),
    ("man", ZEROS, "of another manifest"),
    ("prv", "1" * 64, "after another result"),
    ("cmt", "1" * 64, "after other commitments"),
)
def test_a_seal_must_say_what_it_seals(claim: str, value: Any, tmp_path: Path) -> None:
    forger = Forger(record(0))
    entry = forger.doc("muc-luc.json")["results"][0]
    chain = forger.doc("1/ho-so.json")["commitments"]["chain"]
    seal = forger.seal(entry, ZEROS, chain, **{claim: value})
    forger.change("muc-luc.json", lambda index: index["results"][0].update(seal=seal))
    assert_found(forger, f"dấu của kết quả 1: «{claim}» là", tmp_path)


@table(
    "lie",
    (a_sheet_never_handed_in, "the sheet of the first is taken away"),
    (a_slower_sheet, "the first was slower than the ranking says"),
    (a_promise_after_the_opening, "the promise is younger than the round"),
    (a_close_before_the_end, "sheets are fixed while people still sit"),
    (a_short_salt, "a salt is too short to hide anything"),
    (other_moments, "a promise contradicts its own rules"),
    (of_another_round, "a promise is of another round than it says"),
)
def test_a_holder_who_promises_anew_is_found_out(lie: Lie, tmp_path: Path) -> None:
    forger, place = told(lie)
    forger.recommit()
    forger.reseal()
    assert_found(forger, place, tmp_path)


@table(
    "at value words",
    (0, 9, "số thứ tự lượt 9", "more attempts than were begun"),
    (0, True, "số thứ tự lượt True", "a truth is no number"),
    (1, "x", "cách kết thúc", "no such way to end"),
    (1, [], "cách kết thúc", "a list is no way to end"),
    (1, "l", "lượt bỏ trống mà lại có bài", "nothing saved, and yet answers"),
    (2, "abc", "bộ đề 'abc' không có", "no such edition"),
    (3, "abc", "đề 'abc'", "no such paper"),
    (4, -1, "mili giây", "time does not run backwards"),
    (4, 1.5, "mili giây", "whole milliseconds"),
    (5, -3, "số dự đoán", "no guess below nothing"),
    (6, "Z", "bài làm «Z»", "no such letter"),
    (6, "BA,,,,,", "bài làm «BA,,,,,»", "letters out of order"),
    (6, None, "không phải chữ", "answers are text"),
)
def test_a_sheet_out_of_form_is_named(at: int, value: Any, words: str, tmp_path: Path) -> None:
    forger = Forger(record(0))
    rows = [row for path in forger.paths("bai-lam/.*") for row in forger.doc(path)["rows"]]
    code = next(row[0] for row in rows if row[2] and row[2][0][1] == "s")
    forger.change_row(code, lambda row: row[2][0].__setitem__(at, value))
    forger.recommit()
    forger.reseal()
    assert_found(forger, f"mã {code}: ", tmp_path)
    assert words in run(tmp_path).stdout


def test_a_sheet_in_the_wrong_place_is_named(tmp_path: Path) -> None:
    forger = Forger(record(0))
    path = forger.paths("bai-lam/.*")[0]
    forger.change(path, lambda whole: whole["rows"].append(whole["rows"][0]))
    forger.reseal()
    code = forger.doc(forger.paths("bai-lam/.*")[0])["rows"][0][0]
    assert_found(forger, f"mã {code}: đứng sau", tmp_path)


def test_odd_values_anywhere_are_told_and_never_make_it_fall_over(tmp_path: Path) -> None:
    chance, forger = random.Random(4), Forger(record(2))
    root = save(forger.files, tmp_path) / "ho-so"
    for path, odd in itertools.product(sorted(forger.files), chance.sample(ODD, 4)):
        bent = Forger(record(2))
        bent.change(path, lambda whole, odd=odd: put_somewhere(whole, odd, chance))
        (root / path).write_bytes(bent.files[path])
        report = kiem_chung.Report(lambda _: None)
        kiem_chung.verify(kiem_chung.Record(root, report), [])
        assert report.failures or bent.files == forger.files, (path, odd)
        (root / path).write_bytes(forger.files[path])


ODD = (None, -1, "", [], {}, 1e308, True, "\u0000", 10**30)


def put_somewhere(whole: Any, odd: Any, chance: random.Random) -> None:
    """Put an odd value in a random place of a document."""
    while True:
        keys = list(whole) if isinstance(whole, dict) else list(range(len(whole)))
        key = chance.choice(keys)
        if not isinstance(whole[key], dict | list) or not whole[key] or chance.random() < 0.2:
            whole[key] = odd
            return
        whole = whole[key]


def test_a_code_is_looked_up_however_it_is_typed(tmp_path: Path) -> None:
    forger, ranking = next(
        (forger, name)
        for forger in map(Forger, map(record, range(60)))
        if (name := first_table(forger)) and forger.table(name)[0][4]
    )
    rank, code, _, words, prize = forger.table(ranking)[0]
    done = run(save(forger.files, tmp_path), "--ma", f" {code.lower().replace('0', 'o')} ")
    assert done.returncode == 0, done.stdout
    assert f"Mã dự thi {code}" in done.stdout
    assert f"hạng {rank}, {prize}" in done.stdout
    assert f"so với người liền sau: {words}" in done.stdout
    assert re.search(r"Lượt 1: .* giây", done.stdout)
    assert re.search(r" 1\. (đúng|sai ) +chọn ", done.stdout)


def test_an_unknown_code_is_not_found(tmp_path: Path) -> None:
    done = run(save(record(0).files, tmp_path), "--ma", "00000-00000")
    assert done.returncode == 1
    assert "Không thấy mã này" in done.stdout


def test_what_is_looked_up_must_be_sealed(tmp_path: Path) -> None:
    forger = Forger(record(0))
    ranking, code = first_rank(forger)
    forger.change_table(ranking, lambda rows: rows[0].__setitem__(4, "Giải Đặc biệt"))
    done = run(save(forger.files, tmp_path), "--ma", code)
    assert done.returncode == 1
    assert f"✗ {forger.last}/xep-hang/{ranking}/tat-ca.json: mã băm khác" in done.stdout


def test_the_folder_can_be_opened_on_this_machine_only(tmp_path: Path) -> None:
    save(record(0).files, tmp_path)
    (tmp_path / "index.html").write_text("<p>Lưu trữ</p>", "utf-8")
    command = [sys.executable, "-I", str(SCRIPT), str(tmp_path), "--mo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().split(": ", 1)[1].strip()
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(address, timeout=10) as page:
                assert "Lưu trữ" in page.read().decode("utf-8")
            with urllib.request.urlopen(f"{address}ho-so/muc-luc.json", timeout=10) as index:
                assert index.headers["Content-Type"] == "application/json"
                assert index.read() == record(0).files["muc-luc.json"]
        finally:
            server.terminate()


def test_it_needs_nothing_but_python(tmp_path: Path) -> None:
    tree = ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 9))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert names <= sys.stdlib_module_names


@table(
    "drawn seed",
    ("069478", "69478./", "no zeros in front"),
    ("9319 / 12 5 2; 40\n7", "9319./2.5.12./40./7./", "sources apart, numbers in order"),
    ("9319./2.5.12./", "9319./2.5.12./", "canonical already"),
    (" Giải ĐB 12 ", "Giải ĐB 12", "a text stays one"),
)
def test_seeds_are_canonical(drawn: str, seed: str) -> None:
    assert kiem_chung.canonical_seed(drawn) == seed


def test_a_record_is_fetched_from_a_site_and_then_checked(tmp_path: Path) -> None:
    """A doubter needs the one file and an address; a site that names odd places is refused."""
    save(record(1).files, tmp_path / "site")
    pages = partial(QuietPages, directory=str(tmp_path / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        fetched = run(tmp_path / "mine", "--tai", address)
        index = tmp_path / "site/ho-so/muc-luc.json"
        index.write_text(index.read_text("utf-8").replace('"number":1', '"number":"../.."'))
        refused = run(tmp_path / "other", "--tai", address)
        server.shutdown()
    assert fetched.returncode == 0, fetched.stdout
    assert "mọi điều kiểm được đều ĐÚNG" in fetched.stdout
    assert refused.returncode == 1
    assert "✗" in refused.stdout


class QuietPages(SimpleHTTPRequestHandler):
    """A site, as files."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""
