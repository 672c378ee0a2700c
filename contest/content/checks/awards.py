"""Whether rankings and prizes make sense: rules that no contest could be ranked by are mistakes."""

from collections.abc import Iterator, Sequence
from datetime import date

from contest.content.mistakes import Mistake
from contest.content.sources import Sources
from contest.domain.award_rules import CollectiveCriterion, Criterion, Ranking, Step
from contest.domain.phase import VIETNAM
from contest.domain.rules import Contest, Round, RoundKind

Found = Iterator[tuple[tuple[str | int, ...], str]]
"""Places in `contest.yaml` and what is wrong there."""


def awards_make_sense(sources: Sources) -> Iterator[Mistake]:
    """Each ranking and collective prize can be decided by what the contest will know."""
    for place, message in award_mistakes(sources.contest):
        yield sources.contest_document.mistake(("awards", *place), message)


def award_mistakes(contest: Contest) -> Found:
    """What is wrong under `awards`, and where."""
    for rule in _RULES:
        yield from rule(contest)


def _ids_are_unique(contest: Contest) -> Found:
    """Among rankings and collective prizes together: results name both by id."""
    seen: set[str] = set()
    for key in ("rankings", "collective"):
        for index, each in enumerate(getattr(contest.awards, key)):
            if each.id in seen:
                yield (key, index, "id"), f"mã «{each.id}» bị dùng hai lần; hãy đặt mã khác"
            seen.add(each.id)


def _rounds_are_official(contest: Contest) -> Found:
    for index, ranking in enumerate(contest.awards.rankings):
        for place, message in _round_mistakes(contest, ranking):
            yield ("rankings", index, "rounds", place), message


def _round_mistakes(contest: Contest, ranking: Ranking) -> Iterator[tuple[int, str]]:
    for place, round_id in enumerate(ranking.rounds):
        rules = contest.round(round_id)
        if rules is None:
            yield place, f"không có đợt thi «{round_id}» trong «rounds»"
        elif rules.kind is RoundKind.REHEARSAL:
            words = f"{rules.title} là đợt thi thử, không được tính vào kết quả"
            yield place, f"{words}; hãy chọn đợt thi chính thức"
        if round_id in ranking.rounds[:place]:
            yield place, f"đợt thi «{round_id}» bị ghi hai lần; hãy bỏ một"


def _groups_are_known(contest: Contest) -> Found:
    for index, ranking in enumerate(contest.awards.rankings):
        place = ("rankings", index, "open_to")
        unknown = [each for each in ranking.open_to or () if contest.group(each) is None]
        if unknown:
            yield place, f"không có nhóm «{', '.join(unknown)}» trong «groups»"
        elif ranking.open_to == ():
            yield place, "không nhóm nào được xếp hạng; hãy ghi nhóm, hoặc null cho mọi người"


def _chains_say_each_once(contest: Contest) -> Found:
    for index, ranking in enumerate(contest.awards.rankings):
        for place, each in enumerate(ranking.tie_break):
            if each in ranking.tie_break[:place]:
                message = f"tiêu chí «{each}» bị ghi hai lần; hãy bỏ một"
                yield ("rankings", index, "tie_break", place), message


def _nothing_follows_a_lot(contest: Contest) -> Found:
    for index, ranking in enumerate(contest.awards.rankings):
        if Criterion.LOT in ranking.tie_break[:-1]:
            message = "bốc thăm (lot) luôn phân định được; hãy đặt «lot» cuối cùng"
            yield ("rankings", index, "tie_break"), message


def _lots_have_a_source(contest: Contest) -> Found:
    """Where the seed comes from is named before anybody knows it, or it proves nothing."""
    awards = contest.awards
    drawn = [n for n, each in enumerate(awards.rankings) if Criterion.LOT in each.tie_break]
    if drawn and awards.lot is None:
        message = (
            "có bốc thăm (lot) mà chưa nêu nguồn số ngẫu nhiên; hãy viết «awards.lot» "
            "gồm «source» và «drawn_on»"
        )
        yield ("rankings", drawn[0], "tie_break"), message
    if awards.lot is not None and not drawn:
        message = (
            "không bảng xếp hạng nào bốc thăm; hãy thêm «lot» vào cuối «tie_break», "
            "hoặc viết «lot: null»"
        )
        yield ("lot",), message


def _lots_are_drawn_after(contest: Contest) -> Found:
    """Where the seed is known while people still sit the rounds, nobody can trust the draw."""
    lot = contest.awards.lot
    if lot is None:
        return
    drawing = [each for each in contest.awards.rankings if Criterion.LOT in each.tie_break]
    rounds = {each for ranking in drawing for each in ranking.rounds}
    days = [_closing_day(each) for each in contest.rounds if each.id in rounds]
    if days and lot.drawn_on < max(days):
        message = f"phải bốc thăm sau khi các đợt thi đã đóng; hãy chọn từ ngày {max(days)}"
        yield ("lot", "drawn_on"), message


def _closing_day(rules: Round) -> date:
    return rules.closes_at.astimezone(VIETNAM).date()


def _guesses_are_asked(contest: Contest) -> Found:
    """A chain that looks at guesses needs them in all of its rounds."""
    for index, ranking in enumerate(contest.awards.rankings):
        if Criterion.PREDICTION not in ranking.tie_break:
            continue
        rounds = [each for each in contest.rounds if each.id in ranking.rounds]
        without = [each.title for each in rounds if each.prediction is None]
        if without:
            message = (
                f"{', '.join(without)} không có câu hỏi dự đoán; hãy viết «prediction» cho đợt "
                "thi, hoặc bỏ tiêu chí «prediction»"
            )
            yield ("rankings", index, "tie_break"), message


def _ladders_ascend(contest: Contest) -> Found:
    for index, award in enumerate(contest.awards.collective):
        for place, message in _step_mistakes(award.least_participation):
            yield ("collective", index, "least_participation", place), message


def _step_mistakes(steps: Sequence[Step]) -> Iterator[tuple[int, str]]:
    below = 0
    for place, each in enumerate(steps):
        if each.below is None:
            if place < len(steps) - 1:
                yield place, "«below: null» là mọi quy mô còn lại; hãy đặt ở dòng cuối"
            return
        if each.below <= below:
            yield place, f"hãy xếp quy mô tăng dần: «below» phải lớn hơn {below}"
        below = each.below


def _levels_can_win(contest: Contest) -> Found:
    known = {level for each in contest.groups for level in each.levels}
    for index, award in enumerate(contest.awards.collective):
        for place, level in enumerate(award.levels):
            if level not in known:
                message = f"cấp «{level}» không có nhóm nào trong «groups»; hãy bỏ cấp này"
                yield ("collective", index, "levels", place), message
            if level in award.levels[:place]:
                yield ("collective", index, "levels", place), f"cấp «{level}» bị ghi hai lần"


def _winners_can_be(contest: Contest) -> Found:
    """Agencies can't be asked for winners where nobody can win."""
    if any(each.prizes for each in contest.awards.rankings):
        return
    for index, award in enumerate(contest.awards.collective):
        for key in ("required", "ranked_by"):
            if set(getattr(award, key)) & _OF_WINNERS:
                message = "cần người đoạt giải cá nhân mà không bảng xếp hạng nào có «prizes»"
                yield ("collective", index, key), f"{message}; hãy thêm giải hoặc bỏ tiêu chí"


_OF_WINNERS = {CollectiveCriterion.HAS_INDIVIDUAL_WINNER, CollectiveCriterion.INDIVIDUAL_WINNERS}

_RULES = (
    _ids_are_unique,
    _rounds_are_official,
    _groups_are_known,
    _chains_say_each_once,
    _nothing_follows_a_lot,
    _lots_have_a_source,
    _lots_are_drawn_after,
    _guesses_are_asked,
    _ladders_ascend,
    _levels_can_win,
    _winners_can_be,
)
