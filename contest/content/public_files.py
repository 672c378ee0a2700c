"""The public JSON files beside the pages, as `docs/architecture.md` describes them."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contest.content.sources import PUBLIC_BANK, Sources
from contest.domain.bank import BankQuestion, in_use
from contest.domain.keys import EXAM, RECEIPT, RESULT, SESSION, public_jwk, signing_key
from contest.domain.rules import Contest, Round


def write_read_by_pages(sources: Sources, site: Path) -> None:
    """The files that scripts of pages read, into the folder of a site."""
    write_json(site / "contest.json", contest_json(sources))
    write_json(site / "on-tap/cau-hoi.json", practice_json(sources))


def write_json(path: Path, value: Any) -> None:
    """JSON in as few bytes as it takes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), "utf-8")


def contest_json(sources: Sources) -> dict[str, Any]:
    """`/contest.json`: what a page or a program must know before it talks to the API."""
    contest = sources.contest
    info = contest.contest
    return {
        "contest": {
            "id": info.id,
            "name": info.name,
            "short_name": info.short_name,
            "year": info.year,
            "timezone": info.timezone,
        },
        "entry": _entry(contest),
        "rounds": [_round(rules) for rules in contest.rounds],
        "agencies": [
            {"id": each.id, "name": each.name, "level": each.level, "parent": each.parent}
            for each in sources.agencies
        ],
        "groups": [group.model_dump(mode="json") for group in contest.groups],
        "topics": [topic.model_dump(mode="json") for topic in contest.topics],
    }


def _entry(contest: Contest) -> dict[str, Any]:
    return {
        "minimum_age": contest.entry.minimum_age,
        "mode": contest.entry.mode,
        "fields": contest.entry.fields.model_dump(mode="json"),
        "consent": list(contest.privacy.consent),
        "privacy_url": "/the-le/#du-lieu",
    }


def _round(rules: Round) -> dict[str, Any]:
    return {
        "id": rules.id,
        "kind": rules.kind,
        "title": rules.title,
        "opens_at": _utc(rules.opens_at),
        "closes_at": _utc(rules.closes_at),
        "open_to": rules.open_to,
        "duration_s": int(rules.limit.total_seconds()),
        "question_s": rules.question_seconds,
        "grace_s": rules.grace_seconds,
        "questions": rules.questions,
        "attempts": rules.attempts.per_round,
        "attempts_per_day": rules.attempts.per_day,
        "counted": rules.attempts.counted,
        "answer_all": rules.attempts.answer_all,
        "answers_may_change": rules.attempts.answers_may_change,
        "prediction": {"question": rules.prediction.question} if rules.prediction else None,
    }


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def practice_json(sources: Sources) -> dict[str, Any]:
    """`/on-tap/cau-hoi.json`: the public questions, answered in the page without a server.

    `check` sees to it that no official round draws on this bank.
    """
    bank = in_use(sources.bank(PUBLIC_BANK))
    used = {each.topic for each in bank}
    return {
        "topics": [
            {"id": topic.id, "name": topic.name}
            for topic in sources.contest.topics
            if topic.id in used
        ],
        "questions": [_practice_question(each) for each in bank],
    }


def _practice_question(each: BankQuestion) -> dict[str, Any]:
    question = each.question
    options = list(zip("abcdefgh", question.options, strict=False))
    return {
        "id": question.id,
        "topic": each.topic,
        "type": question.type,
        "difficulty": question.difficulty,
        "stem": question.stem,
        "options": [{"id": letter, "text": option.text} for letter, option in options],
        "right": [letter for letter, option in options if option.right],
        "explanation": question.explanation,
        "source": question.source.model_dump(mode="json"),
    }


def jwks_json(session: bytes, exam: bytes, receipt: bytes, result: bytes) -> dict[str, Any]:
    """`/.well-known/jwks.json`: the keys of sessions, exam tokens, receipts and sealed results."""
    keys = ((session, SESSION), (exam, EXAM), (receipt, RECEIPT), (result, RESULT))
    return {"keys": [public_jwk(signing_key(secret, kind)) for secret, kind in keys]}
