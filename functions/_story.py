"""One person's whole story, told from the items under their key."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from contest.domain.attempt import ClosedAttempt, Entry, OpenAttempt, State, is_over
from contest.domain.participation import Post, stand
from contest.domain.phase import moment, timestamp
from contest.store.dossiers import Dossiers
from contest.store.entries import read_late
from contest.store.facts import read_person
from contest.store.histories import read_exclusions, read_nominations, read_posts, read_rulings
from contest.store.publication import Publication
from contest.store.table import Item
from functions._recount import entries_by_now

_PERSONAL = ("full_name", "birth_date", "phone", "email", "position", "commune")


def tell(
    dossiers: Dossiers,
    contestant: str,
    items: Mapping[str, Item],
    publication: Publication,
    now: datetime,
) -> dict[str, Any]:
    """The story of a person: who it is, what was ruled, every attempt."""
    profile, roster = items.get("PERSON#PROFILE"), items.get("PERSON#ROSTER")
    personal = dossiers.open(contestant, profile)
    nominee = dossiers.open(contestant, roster)
    contest, entries = publication.contest(), entries_by_now(publication, items)
    graces = {each.id: each.grace for each in contest.rounds}
    standing = stand(read_person(contestant, items, entries, graces), contest, now)
    return {
        "code": profile["code"]["S"] if profile else None,
        "name": personal.get("full_name") or nominee.get("full_name"),
        **{name: personal.get(name) for name in _PERSONAL[1:]},
        "registered_at": _time(profile["reg"]["N"]) if profile else None,
        "erased": profile is not None and not personal,
        "posts": list(_posts(profile, items.get("PERSON#POSTS"))),
        "nominations": [
            {"at": timestamp(each.at), **_post(each.post)} for each in read_nominations(roster)
        ],
        "exclusions": [
            {"at": timestamp(each.at), "stands": each.stands, "reason": each.reason}
            for each in read_exclusions(items.get("PERSON#EXCLUSION"))
        ],
        "rulings": [
            {"at": timestamp(each.at), "stands": each.stands, "by": actor, "reason": each.reason}
            for each, actor in read_rulings(items.get("PERSON#RULING"))
        ],
        "rounds": [
            _round(round_id, entry, items[f"ENTRY#{round_id}"], now)
            for round_id, entry in entries.items()
        ],
        "flags": list(standing.flags),
    }


def _posts(profile: Item | None, moves: Item | None) -> Iterator[dict[str, Any]]:
    if profile is not None:
        agency = profile["agency"]["S"] if "agency" in profile else None
        first = Post(agency, profile["group"]["S"])
        yield {"at": _time(profile["reg"]["N"]), **_post(first), "by": None, "reason": ""}
    for held, by in read_posts(moves):
        yield {
            "at": timestamp(held.at),
            **_post(held.post),
            "by": by.actor,
            "reason": by.reason,
        }


def _post(post: Post | None) -> dict[str, Any]:
    return {"agency": post.agency if post else None, "group": post.group if post else None}


def _round(round_id: str, entry: Entry, item: Item, now: datetime) -> dict[str, Any]:
    attempts = [_attempt(each, _device(item, each.number)) for each in entry.closed]
    if entry.open is not None:
        attempts.append(_open(entry.open, now))
    return {
        "round": round_id,
        "attempts": attempts,
        "late": [
            {"attempt": each.number, "at": timestamp(each.submitted_at)} for each in read_late(item)
        ],
    }


def _device(item: Item, attempt: int) -> str | None:
    mark = item.get(f"v{attempt}")
    return mark["S"] if mark else None


def _attempt(attempt: ClosedAttempt, device: str | None) -> dict[str, Any]:
    grade = attempt.grade
    handed_in = attempt.state is State.SUBMITTED
    return {
        "attempt": attempt.number,
        "state": attempt.state,
        "started_at": timestamp(attempt.started_at),
        "deadline": timestamp(attempt.deadline),
        "submitted_at": timestamp(attempt.submitted_at) if handed_in else None,
        "duration_s": int(attempt.duration.total_seconds()),
        "score": grade.score if grade else None,
        "max_score": grade.max_score if grade else None,
        "correct": grade.correct if grade else None,
        "total": grade.total if grade else None,
        "device": device,
    }


def _open(attempt: OpenAttempt, now: datetime) -> dict[str, Any]:
    unknown = ("submitted_at", "duration_s", "score", "max_score", "correct", "total")
    return {
        "attempt": attempt.number,
        "state": State.PENDING if is_over(attempt, now) else State.OPEN,
        "started_at": timestamp(attempt.started_at),
        "deadline": timestamp(attempt.deadline),
        **dict.fromkeys(unknown),
        "device": attempt.device,
    }


def _time(milliseconds: str) -> str:
    return timestamp(moment(int(milliseconds)))
