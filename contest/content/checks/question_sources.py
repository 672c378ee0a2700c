"""Whether the sources make sense together: one rule per function, each yielding mistakes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from contest.content.checks.amendments import amendments_make_sense
from contest.content.checks.awards import awards_make_sense
from contest.content.mistakes import Mistake, MistakesError
from contest.content.sources import PUBLIC_BANK, Sources, load
from contest.domain.bank import in_use, shortfalls
from contest.domain.question import mistakes as question_mistakes
from contest.domain.question import plain
from contest.domain.rules import EntryMode, Level, Round, RoundKind


def check(root: Path) -> Sources:
    """Sources that can be built from; raises MistakesError with everything to mend."""
    sources = load(root)
    if found := mistakes(sources):
        raise MistakesError(found)
    return sources


def mistakes(sources: Sources) -> list[Mistake]:
    """Everything to mend in sources that are of the right shape."""
    return [mistake for rule in _RULES for mistake in rule(sources)]


def _questions_are_sound(sources: Sources) -> Iterator[Mistake]:
    """Each question has the right number of answers, no double options, clean text."""
    for each in sources.questions:
        for key, message in question_mistakes(each.entry.question):
            yield each.mistake(key, message)


def _ids_are_unique(sources: Sources) -> Iterator[Mistake]:
    """A question id is used once in all files."""
    first: dict[str, str] = {}
    for each in sources.questions:
        where = f"{each.document.path}:{each.document.line((*each.place, 'id'))}"
        before = first.setdefault(each.entry.question.id, where)
        if before != where:
            yield each.mistake("id", f"mã này đã dùng ở {before}; hãy đặt mã khác")


def _stems_are_unique(sources: Sources) -> Iterator[Mistake]:
    """No question is asked twice; practice gives nothing of the sealed bank away."""
    first: dict[str, str] = {}
    for each in sources.questions:
        where = f"{each.document.path}:{each.document.line((*each.place, 'stem'))}"
        before = first.setdefault(plain(each.entry.question.stem), where)
        if before != where:
            yield each.mistake("stem", f"câu hỏi này đã có ở {before}; hãy bỏ một trong hai")


def _topics_are_known(sources: Sources) -> Iterator[Mistake]:
    """A file's topic is one of the contest's topics."""
    known = {topic.id for topic in sources.contest.topics}
    documents = {each.document.path: each for each in sources.questions}
    for each in documents.values():
        if each.entry.topic not in known:
            names = ", ".join(sorted(known))
            message = (
                f"chuyên đề «{each.entry.topic}» không có trong contest.yaml; hãy dùng: {names}"
            )
            yield each.document.mistake(("topic",), message)


def _blueprints_can_be_filled(sources: Sources) -> Iterator[Mistake]:
    """Each round's bank holds what its blueprint asks for."""
    known = {topic.id for topic in sources.contest.topics}
    for index, rules in enumerate(sources.contest.rounds):
        place = ("rounds", index, "blueprint")
        for row, line in enumerate(rules.blueprint):
            if line.topic not in known:
                message = f"chuyên đề «{line.topic}» không có trong «topics»"
                yield sources.contest_document.mistake((*place, row), message)
        for short in shortfalls(in_use(sources.bank(rules.bank)), rules.blueprint):
            row = rules.blueprint.index(short.line)
            kind = f" độ khó {short.line.difficulty}" if short.line.difficulty else ""
            message = (
                f"{rules.title}: ma trận đề cần {short.needed} câu «{short.line.topic}»{kind}, "
                f"bộ câu hỏi «{rules.bank}» chỉ có {short.available}; "
                "hãy viết thêm câu hoặc sửa ma trận"
            )
            yield sources.contest_document.mistake((*place, row), message)


def _rounds_make_sense(sources: Sources) -> Iterator[Mistake]:
    """A round closes after it opens, lets known groups in, and has its own id."""
    groups = {group.id for group in sources.contest.groups}
    sealed = {each.bank for each in sources.contest.rounds if each.kind is RoundKind.OFFICIAL}
    for index, rules in enumerate(sources.contest.rounds):
        for key, message in _round_mistakes(rules, groups, sealed):
            yield sources.contest_document.mistake(("rounds", index, key), message)


def _round_mistakes(rules: Round, groups: set[str], sealed: set[str]) -> Iterator[tuple[str, str]]:
    if rules.kind is RoundKind.OFFICIAL and rules.bank == PUBLIC_BANK:
        yield "bank", f"«{PUBLIC_BANK}» là câu hỏi công khai; {rules.title} cần bộ câu hỏi khác"
    if rules.kind is RoundKind.REHEARSAL and rules.bank in sealed - {PUBLIC_BANK}:
        words = f"{rules.title} lấy câu hỏi của đợt thi chính thức nên làm lộ đề"
        yield "bank", f"{words}; hãy dùng «bank: {PUBLIC_BANK}»"
    if rules.closes_at <= rules.opens_at:
        yield "closes_at", f"{rules.title} đóng trước khi mở; hãy sửa «opens_at» hoặc «closes_at»"
    unknown = [group for group in rules.open_to or () if group not in groups]
    if unknown:
        yield "open_to", f"không có nhóm «{', '.join(unknown)}» trong «groups»"


def _contest_ids_are_unique(sources: Sources) -> Iterator[Mistake]:
    """Topics, groups and rounds have an id each."""
    contest = sources.contest
    for key, things in (
        ("topics", contest.topics),
        ("groups", contest.groups),
        ("rounds", contest.rounds),
    ):
        for index in _repeats(thing.id for thing in things):
            message = f"mã «{things[index].id}» bị dùng hai lần; hãy đặt mã khác"
            yield sources.contest_document.mistake((key, index, "id"), message)


def _repeats(ids: Iterable[str]) -> Iterator[int]:
    seen: set[str] = set()
    for index, each in enumerate(ids):
        if each in seen:
            yield index
        seen.add(each)


def _quotas_make_sense(sources: Sources) -> Iterator[Mistake]:
    """A quota names a group that its level has, and either people or percent."""
    groups = {group.id: group for group in sources.contest.groups}
    for index, quota in enumerate(sources.contest.quotas):
        group = groups.get(quota.group)
        if group is None or quota.level not in group.levels:
            message = f"cấp «{quota.level}» không có nhóm «{quota.group}» trong «groups»"
            yield sources.contest_document.mistake(("quotas", index), message)
        if (quota.people is None) == (quota.percent is None):
            message = "hãy viết một trong hai: «people» (số người) hoặc «percent» (phần trăm)"
            yield sources.contest_document.mistake(("quotas", index), message)


def _quotas_are_owed_once(sources: Sources) -> Iterator[Mistake]:
    """A level owes one quota of a group: pages show one, and amendments find it by both."""
    quotas = sources.contest.quotas
    for index in _repeats(f"{each.level} {each.group}" for each in quotas):
        quota = quotas[index]
        message = f"cấp «{quota.level}» đã có chỉ tiêu cho nhóm «{quota.group}»; hãy bỏ một"
        yield sources.contest_document.mistake(("quotas", index), message)


def _quotas_lie_within_quotas(sources: Sources) -> Iterator[Mistake]:
    """A quota within another: of the same level, and that one within none."""
    quotas = sources.contest.quotas
    outer = {(each.level, each.group) for each in quotas if each.within is None}
    for index, quota in enumerate(quotas):
        if quota.within is not None and (quota.level, quota.within) not in outer:
            message = (
                f"«{quota.within}» phải là một nhóm có chỉ tiêu riêng ở cấp «{quota.level}» "
                "và không nằm trong nhóm khác"
            )
            yield sources.contest_document.mistake(("quotas", index, "within"), message)


def _entry_makes_sense(sources: Sources) -> Iterator[Mistake]:
    """A shared code is given exactly when the mode asks for it."""
    entry = sources.contest.entry
    if (entry.mode is EntryMode.ACCESS_CODE) != (entry.access_code_sha256 is not None):
        message = "«access_code_sha256» cần có khi «mode: access_code», và chỉ khi đó"
        yield sources.contest_document.mistake(("entry", "access_code_sha256"), message)


def _agencies_make_sense(sources: Sources) -> Iterator[Mistake]:
    """Ids are unique; a commune names its district; one-stop staff are among the officials."""
    districts = {each.id for each in sources.agencies if each.level is Level.DISTRICT}
    for index in _repeats(agency.id for agency in sources.agencies):
        yield sources.agency_mistake(index, f"mã «{sources.agencies[index].id}» bị dùng hai lần")
    for index, agency in enumerate(sources.agencies):
        if agency.level is Level.COMMUNE and agency.parent not in districts:
            yield sources.agency_mistake(index, "cấp xã cần ghi mã của huyện ở cột «parent»")
        if agency.level is not Level.COMMUNE and agency.parent is not None:
            yield sources.agency_mistake(index, "cột «parent» chỉ dùng cho cấp xã; hãy để trống")
        counts = agency.headcount
        if (counts["one_stop"] or 0) > (counts["official"] or 0):
            message = "số người Một cửa (one_stop) nhiều hơn số công chức (official); hãy sửa lại"
            yield sources.agency_mistake(index, message)


_RULES = (
    _questions_are_sound,
    _ids_are_unique,
    _stems_are_unique,
    _topics_are_known,
    _blueprints_can_be_filled,
    _rounds_make_sense,
    _contest_ids_are_unique,
    _quotas_make_sense,
    _quotas_are_owed_once,
    _quotas_lie_within_quotas,
    _entry_makes_sense,
    _agencies_make_sense,
    awards_make_sense,
    amendments_make_sense,
)
