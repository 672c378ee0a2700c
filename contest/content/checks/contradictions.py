"""Numbers on pages that contradict `contest.yaml`: questions, minutes, attempts, ages, prizes.

Few false alarms matter more than many catches: a number counts only next to the words that make
it a rule of the contest, and a sentence that cites a source of its own is left alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from contest.content.checks import told_values
from contest.content.checks.page_sentences import Sentence
from contest.content.checks.told_values import Told
from contest.content.mistakes import Mistake
from contest.domain.rules import Contest

_NEVER = re.compile(r"(?!)")


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@dataclass(frozen=True)
class Kind:
    """A kind of number: how it is written, and by what words it is a rule of the contest."""

    found: re.Pattern[str]
    """The number is what its groups hold."""
    values: Callable[[Contest], Iterable[Told[int]]]
    among: re.Pattern[str]
    """What stands in the sentence or over it."""
    unless_before: re.Pattern[str] = _NEVER
    """What just before it makes it another thing."""
    unless_after: re.Pattern[str] = _NEVER
    unless: re.Pattern[str] = _NEVER
    """What in the sentence makes it another thing."""


_KINDS = (
    Kind(
        _words(r"(?<![\w.,/-])(\d{1,3})\s+(?:câu(?:\s+hỏi)?|questions)(?!\w)"),
        told_values.questions,
        _words(r"\b(?:đề|bài thi|trắc nghiệm|làm bài|lượt thi|papers?)\b|\d\s+phút"),
        unless_before=_words(r"(?:đúng|sai|còn|thêm|hơn|khoảng|chọn|từ|đến|trả lời|bỏ trống)\s+$"),
        unless_after=_words(
            r"\s+(?:đúng|sai|dễ|khó|trung bình|về|thuộc|cuối|đầu|ôn tập|luyện|cùng|trở lên|chưa)\b"
        ),
        unless=_words(r"\b(?:ôn tập|luyện tập|bộ câu hỏi|ngân hàng|thẩm định|soạn)\b"),
    ),
    Kind(
        _words(r"(?<![\w.,/-])(\d{1,3})\s+(?:phút|minutes)(?!\w)"),
        told_values.minutes,
        _words(r"\b(?:làm bài|đề|bài thi|thời gian thi|lượt thi|papers?)\b|\d\s+câu"),
        unless_before=_words(
            r"\b(?:trước|sau|còn|thêm|khoảng|chậm|muộn|sớm|gia hạn|kéo dài|cứ|mỗi|quá|hơn|dưới|"
            r"lần trong|vòng|đúng|cách)(?:\s+\w+)?\s+$"
        ),
        unless_after=_words(r"\s+(?:trước|sau|cuối|đầu|nữa|một lần|sớm|muộn|\d+\s+giây)\b"),
        unless=_words(r"\b(?:tự động|cập nhật|đăng nhập|bàn luận|nghỉ)\b"),
    ),
    Kind(
        _words(r"(?<![\w.,/-])(\d{1,2})\s+(?:lượt|attempts)(?!\w)"),
        told_values.attempts,
        _words(r"tối đa|nhiều nhất|không quá|được (?:thi|dự thi|làm)|mỗi (?:đợt|vòng|người|ngày)"),
        unless_before=_words(r"\b(?:dùng|còn|ví dụ|ít nhất|đúng|hết|thi được|thi đủ)\s+$"),
        unless_after=_words(r"\s+(?:truy cập|xem|tải|chọn|nộp)\b"),
        unless=_words(r"\b(?:tính là đã dự thi|truy cập|lượt xem)\b"),
    ),
    Kind(
        _words(
            r"(?:(?:đủ|từ|trên|ít nhất|at least)\s+(\d{1,2})\s+(?:tuổi|years))"
            r"|(?<![\w.,/-])(\d{1,2})\s+tuổi\s+trở lên"
        ),
        told_values.ages,
        _words(r"\b(?:dự thi|cuộc thi|hội thi|người thi|thí sinh|participants?)\b"),
        unless=_words(r"\b(?:phỏng vấn|khảo sát|PAPI|PCI|SIPAS|tài khoản|căn cước|định danh)\b"),
    ),
)


def contradicting_numbers(sentence: Sentence, contest: Contest) -> Iterator[Mistake]:
    """Numbers of a sentence about the contest that its rules know otherwise."""
    for kind in _KINDS:
        yield from _judged(sentence, kind, [*kind.values(contest)])
    yield from _prizes(sentence, contest)
    yield from _percents(sentence, contest)


def _judged(sentence: Sentence, kind: Kind, told: list[Told[int]]) -> Iterator[Mistake]:
    text = sentence.text
    if kind.unless.search(text) or not kind.among.search(f"{text} {sentence.over}"):
        return
    told = named(sentence, told)
    for found in kind.found.finditer(text):
        other = kind.unless_before.search(text[: found.start()]) or kind.unless_after.match(
            text, found.end()
        )
        if not other and _number(found) not in {each.value for each in told}:
            yield sentence.mistake(found.start(), otherwise(found[0], told, sentence))


def _number(found: re.Match[str]) -> int:
    return int(next(each for each in found.groups() if each))


def named(sentence: Sentence, told: list[Told[int]]) -> list[Told[int]]:
    """What is told of the rounds or groups that the sentence names; of all where it names none."""
    mine = [each for each in told if each.of and _names(each.of, sentence.text)]
    return mine or [each for each in told if each.of and _names(each.of, sentence.over)] or told


def _names(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE))


def otherwise(written: str, told: Iterable[Told[int]], sentence: Sentence) -> str:
    """What is wrong and what to write: placeholders, but in a front matter the value itself."""
    by_value = {each.value: each for each in reversed([*told])}
    several = len(by_value) > 1
    known = "; ".join(
        (f"{each.of}: " if several and each.of else "")
        + (each.words if sentence.block.kind == "head" else each.whole)
        for each in reversed(by_value.values())
    )
    return f"«{' '.join(written.split())}» khác với contest.yaml; hãy viết {known}"


_OF_MONEY = r"(?![\d.,]|\s*(?:đồng|triệu|nghìn|ngàn|tỷ|%|tr\b))"
_OWED = _words(r"\b(?:ít nhất|tối thiểu|bắt buộc|chỉ tiêu|phải cử)\b")
_PEOPLE = _words(r"\b(?:dự thi|tham gia|cử)\b")
_REACHED = _words(
    r"\b(?:đạt|đã có|đã dự|chiếm|giảm|tăng|mới có|mới đạt|hoàn thành|tham gia được)\b"
)
_PERCENT = _words(
    r"(?<![\w.,/-])(\d{1,3})\s*%(?=\s*\||\s+(?:số\s+)?(?:cán bộ|(?:công|viên) chức|lãnh đạo|người))"
)


def _prizes(sentence: Sentence, contest: Contest) -> Iterator[Mistake]:
    told = [*told_values.prizes(contest)]
    for name in dict.fromkeys(each.of for each in told):
        mine = [each for each in told if each.of == name]
        right = {each.value for each in mine} | {sum(each.value for each in mine)}
        words = re.escape(name).replace(r"\ ", r"\s+")
        pattern = _words(
            rf"(?<![\w.,/-])(\d{{1,4}})\s+{words}(?!\w)"
            rf"|(?<!\w){words}\s*(?:[:|]|\()\s*(\d{{1,4}}){_OF_MONEY}(?!\w)"
        )
        for found in pattern.finditer(sentence.text):
            if _number(found) not in right:
                yield sentence.mistake(found.start(), otherwise(found[0], mine, sentence))


def _percents(sentence: Sentence, contest: Contest) -> Iterator[Mistake]:
    told, text = [*told_values.percents(contest)], sentence.text
    under = f"{text} {sentence.over}"
    if _REACHED.search(text) or not (_OWED.search(under) and _PEOPLE.search(under)):
        return
    for found in _PERCENT.finditer(text):
        mine = _of_group(found, sentence, told)
        if mine and _number(found) not in {each.value for each in mine}:
            yield sentence.mistake(found.start(), otherwise(found[0], mine, sentence))


def _of_group(found: re.Match[str], sentence: Sentence, told: list[Told[int]]) -> list[Told[int]]:
    """What is told of the group that the share is of: named right after it, in a table before."""
    in_row = sentence.block.kind == "row"
    beside = sentence.text if in_row else sentence.text[found.end() :].partition("%")[0]
    return [each for each in told if _names(each.of, beside)] or told
