"""How opened questions get onto pages: how many chose what, what was right, what was corrected."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from contest.content.results import spoken
from contest.content.results.published import Document, Results


def by_topic_of(
    items: Iterable[Document], results: Results
) -> list[tuple[str, list[tuple[Document, Document]]]]:
    """Items with their questions, by topic in the order of the rules."""
    found = [(each, results.questions[each["round"], each["question"]]) for each in items]
    topics = results.latest.rules.topics if results.latest else ()
    order = [topic.id for topic in topics]
    found.sort(key=lambda pair: (order.index(pair[1]["topic"]), pair[0]["question"]))
    return [(topic, list(pairs)) for topic, pairs in groupby(found, lambda pair: pair[1]["topic"])]


class Chosen(NamedTuple):
    """An option and how often it was chosen."""

    text: str
    right: bool
    said: str
    times: int
    share: float


def options_of(
    item: Document, question: Document, corrections: Iterable[Document]
) -> Iterator[Chosen]:
    """The options of a question in the order of the bank, with how many chose each."""
    right, accepted = _right(item["question"], question, corrections)
    for at, (text, count) in enumerate(zip(question["options"], item["options"], strict=False)):
        said = "Đáp án đúng" if at in right else "Được nhận thêm" if at in accepted else ""
        yield Chosen(text, bool(said), said, count, count / item["seen"] if item["seen"] else 0.0)


def _right(
    question_id: str, question: Document, corrections: Iterable[Document]
) -> tuple[set[int], set[int]]:
    right, accepted = set(question["right"]), set[int]()
    for each in corrections:
        if each["question"] != question_id:
            continue
        if each["action"] == "void":
            return set(), set()
        if each["action"] == "key":
            right, accepted = set(each["options"]), set()
        elif each["action"] == "accept":
            accepted |= set(each["options"]) - right
    return right, accepted


def correction_words(correction: Document, question: Document | None) -> str:
    """What was decided about a question, in one sentence."""
    about = f"Câu “{question['stem']}”" if question else f"Câu {correction['question']}"
    chosen = [question["options"][at] for at in correction["options"]] if question else []
    listed = "; ".join(f"“{text}”" for text in chosen)
    if correction["action"] == "void":
        return f"{about}: bỏ câu hỏi, mọi người làm câu này đều được tính đúng."
    if correction["action"] == "key":
        return f"{about}: sửa đáp án đúng thành {listed}."
    return f"{about}: nhận thêm đáp án {listed}."


class Cited(NamedTuple):
    """Where an answer can be read."""

    text: str
    url: str | None


def cited(source: Mapping[str, str | None]) -> Cited:
    """A question's source as one text."""
    parts = (source.get("article"), source.get("document"))
    return Cited(", ".join(part for part in parts if part), source.get("url"))


FILTERS = (
    by_topic_of,
    options_of,
    correction_words,
    cited,
    spoken.difficulty_words,
    spoken.discrimination_words,
)
