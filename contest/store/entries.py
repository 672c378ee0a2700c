"""Entries: every step of an attempt as ONE conditional write and no read.

Names are short because an entry must stay under 1 KB, which is what one write unit pays for:

    n     attempts begun; the open one, if any, is number n
    d<yyyymmdd>  attempts begun that day, only where the rules cap them
    o     the open attempt: e edition, s started, d deadline, x expires (ms), v device, q seq;
          a answers and p paper from the first checkpoint on; d and x as promised at the start,
          for an adjustment of the round writes to no entry
    g     closed attempts, oldest first, a line each: number|how it ended|edition|paper|started|
          deadline|handed in (ms)|correct/total/score/max score|prediction|answers
    v<n>  the device in charge when attempt n was handed in
    p     present when `g` holds an attempt that the clerk must grade
    l<n>  a submission of attempt n that came too late, kept for the secretariat
    code, agy, grp, reg   candidate code, agency, group, registered (ms)
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from contest.domain.attempt import ClosedAttempt, Entry, OpenAttempt, State, shelve
from contest.domain.grading import Grade
from contest.domain.phase import VIETNAM, milliseconds, moment
from contest.domain.rules import AttemptRules
from contest.store.table import Item, Table, key, number, refused_item, string

_STATES = {State.PENDING: "p", State.SUBMITTED: "s", State.RAN_OUT: "r", State.LAPSED: "l"}
_STATE_NAMES = {letter: state for state, letter in _STATES.items()}


@dataclass(frozen=True)
class Entrant:
    """Whose entry it is: the facts that stand beside the attempts, without a name."""

    key: str
    code: str
    agency: str | None
    group: str
    registered_at: datetime


@dataclass(frozen=True)
class Checkpoint:
    """A saved state of an answer sheet (bản lưu): replaceable, and never a submission."""

    device: str
    seq: int
    answers: str
    paper: str


@dataclass(frozen=True)
class Entries:
    """The entries of all rounds."""

    table: Table

    def start(
        self, who: Entrant, round_id: str, attempt: OpenAttempt, rules: AttemptRules
    ) -> OpenAttempt | Entry:
        """Begin an attempt if fewer than the cap have begun and none is open.

        Returns the attempt with its number, or the entry as it stands if that was not so.
        """
        values = _entrant_values(who) | {
            ":o": {"M": _open_item(attempt)},
            ":zero": number(0),
            ":one": number(1),
            ":max": number(rules.per_round),
        }
        sets = [f"{name[1:]} = {name}" for name in _entrant_values(who)]
        update = f"SET o = :o, n = if_not_exists(n, :zero) + :one, {', '.join(sets)}"
        condition = "(attribute_not_exists(n) OR n < :max) AND attribute_not_exists(o)"
        day = day_name(attempt.started_at)
        update, condition = _cap_per_day(update, condition, values, day, rules)
        try:
            answer = self._update(who.key, round_id, update, condition, values, "UPDATED_NEW")
        except ClientError as error:
            return read_entry(refused_item(error), day)
        return replace(attempt, number=int(answer["Attributes"]["n"]["N"]))

    def shelve_and_start(
        self,
        who: Entrant,
        round_id: str,
        ran_out: OpenAttempt,
        attempt: OpenAttempt,
        rules: AttemptRules,
    ) -> OpenAttempt | None:
        """Put the attempt that ran out aside for the clerk and begin the next.

        `ran_out` as `prolonged` gives it: its deadline is kept.

        None if the entry has moved on meanwhile, if only by a checkpoint still under way.
        """
        shelved = shelve(ran_out)
        update = "SET g = list_append(if_not_exists(g, :none), :shelved), o = :o, n = n + :one"
        values: dict[str, Any] = {
            ":none": {"L": []},
            ":shelved": {"L": [closed_line(shelved)]},
            ":o": {"M": _open_item(attempt)},
            ":one": number(1),
            ":old": number(ran_out.number),
            ":seq": number(ran_out.seq),
            ":max": number(rules.per_round),
        }
        if shelved.state is State.PENDING:
            update, values[":true"] = update + ", p = :true", {"BOOL": True}
        condition = "n = :old AND n < :max AND o.q = :seq"
        day = day_name(attempt.started_at)
        update, condition = _cap_per_day(update, condition, values, day, rules)
        try:
            self._update(who.key, round_id, update, condition, values)
        except ClientError as error:
            refused_item(error)
            return None
        return replace(attempt, number=ran_out.number + 1)

    def take_over(self, contestant: str, round_id: str, attempt: int, device: str) -> Entry | None:
        """Move the open attempt to another device; returns the entry, None if it is over."""
        values = {":v": string(device), ":n": number(attempt)}
        condition = "n = :n AND attribute_exists(o)"
        try:
            answer = self._update(
                contestant, round_id, "SET o.v = :v", condition, values, "ALL_NEW"
            )
        except ClientError as error:
            refused_item(error)
            return None
        return read_entry(answer["Attributes"])

    def checkpoint(
        self, contestant: str, round_id: str, attempt: int, saved: Checkpoint
    ) -> Entry | None:
        """Save a newer checkpoint from the device in charge; the entry as it stands if refused."""
        values = {
            ":n": number(attempt),
            ":v": string(saved.device),
            ":q": number(saved.seq),
            ":a": string(saved.answers),
            ":p": string(saved.paper),
        }
        update = "SET o.q = :q, o.a = :a, o.p = :p"
        condition = "n = :n AND o.v = :v AND o.q < :q"
        try:
            self._update(contestant, round_id, update, condition, values)
        except ClientError as error:
            return read_entry(refused_item(error))
        return None

    def submit(
        self, contestant: str, round_id: str, attempt: ClosedAttempt, device: str | None = None
    ) -> Entry | None:
        """Close the open attempt with its grade; the entry as it stands if refused.

        A device that names itself must be the one in charge.
        """
        update = (
            f"SET g = list_append(if_not_exists(g, :none), :g), v{attempt.number} = o.v REMOVE o"
        )
        values: dict[str, Any] = {
            ":none": {"L": []},
            ":g": {"L": [closed_line(attempt)]},
            ":n": number(attempt.number),
        }
        condition = "n = :n AND attribute_exists(o)"
        if device is not None:
            condition, values[":v"] = "n = :n AND o.v = :v", string(device)
        try:
            self._update(contestant, round_id, update, condition, values)
        except ClientError as error:
            return read_entry(refused_item(error))
        return None

    def keep_late(self, contestant: str, round_id: str, attempt: ClosedAttempt) -> None:
        """Keep a submission that came too late; the first one of an attempt stays."""
        values = {":l": closed_line(attempt), ":n": number(attempt.number)}
        name = f"l{attempt.number}"
        condition = f"n >= :n AND attribute_not_exists({name})"
        try:
            self._update(contestant, round_id, f"SET {name} = :l", condition, values)
        except ClientError as error:
            refused_item(error)

    def settle(
        self, contestant: str, round_id: str, before: Entry, closed: tuple[ClosedAttempt, ...]
    ) -> bool:
        """Replace the closed attempts by settled ones; False if the entry has moved on meanwhile.

        The open attempt goes too if `closed` holds its number.
        """
        values: dict[str, Any] = {
            ":g": {"L": [closed_line(attempt) for attempt in closed]},
            ":n": number(before.started),
            ":size": number(len(before.closed)),
        }
        update = "SET g = :g REMOVE p"
        condition = "n = :n AND (attribute_not_exists(g) OR size(g) = :size)"
        if before.open and any(attempt.number == before.open.number for attempt in closed):
            update, condition = update + ", o", condition + " AND o.q = :seq"
            values[":seq"] = number(before.open.seq)
        try:
            self._update(contestant, round_id, update, condition, values)
        except ClientError as error:
            refused_item(error)
            return False
        return True

    def get(self, contestant: str, round_id: str) -> Entry:
        """The entry as it stands."""
        return read_entry(self.table.get(f"C#{contestant}", f"ENTRY#{round_id}"))

    def _update(
        self,
        contestant: str,
        round_id: str,
        update: str,
        condition: str,
        values: Mapping[str, Any],
        returned: Any = "NONE",
    ) -> Any:
        return self.table.client.update_item(
            TableName=self.table.name,
            Key=key(f"C#{contestant}", f"ENTRY#{round_id}"),
            UpdateExpression=update,
            ConditionExpression=condition,
            ExpressionAttributeValues=values,
            ReturnValues=returned,
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )


def day_name(at: datetime) -> str:
    """The attribute that counts the attempts begun on a day of the contest."""
    return f"d{at.astimezone(VIETNAM):%Y%m%d}"


def _cap_per_day(
    update: str, condition: str, values: dict[str, Any], day: str, rules: AttemptRules
) -> tuple[str, str]:
    """The write that begins an attempt, counting and capping the day where the rules do."""
    if rules.per_day is None:
        return update, condition
    values[":day"] = number(rules.per_day)
    return (
        f"{update} ADD {day} :one",
        f"{condition} AND (attribute_not_exists({day}) OR {day} < :day)",
    )


def _entrant_values(who: Entrant) -> dict[str, Any]:
    values: dict[str, Any] = {
        ":code": string(who.code),
        ":grp": string(who.group),
        ":reg": number(milliseconds(who.registered_at)),
    }
    return values | ({":agy": string(who.agency)} if who.agency else {})


def _open_item(attempt: OpenAttempt) -> dict[str, Any]:
    item: dict[str, Any] = {
        "e": string(attempt.edition),
        "s": number(milliseconds(attempt.started_at)),
        "d": number(milliseconds(attempt.deadline)),
        "x": number(milliseconds(attempt.expires_at)),
        "v": string(attempt.device),
        "q": number(attempt.seq),
    }
    return item | ({} if attempt.answers is None else {"a": string(attempt.answers)})


def closed_line(attempt: ClosedAttempt) -> dict[str, str]:
    """A closed attempt as one text: a map of a dozen values costs bytes and CPU at every step."""
    grade = attempt.grade
    fields = (
        attempt.number,
        _STATES[attempt.state],
        attempt.edition,
        attempt.paper,
        milliseconds(attempt.started_at),
        milliseconds(attempt.deadline),
        milliseconds(attempt.submitted_at),
        f"{grade.correct}/{grade.total}/{grade.score}/{grade.max_score}" if grade else "",
        "" if attempt.prediction is None else attempt.prediction,
        attempt.answers,
    )
    return string("|".join(str(each) for each in fields))


def read_entry(item: Item | None, day: str | None = None) -> Entry:
    """An entry from its item; `day` names the attribute that counts today's attempts."""
    if item is None:
        return Entry()
    started = int(item["n"]["N"])
    return Entry(
        started=started,
        started_today=int(item[day]["N"]) if day and day in item else 0,
        open=_read_open(item["o"]["M"], started) if "o" in item else None,
        closed=tuple(_read_closed(each["S"]) for each in item["g"]["L"]) if "g" in item else (),
    )


def read_late(item: Item) -> tuple[ClosedAttempt, ...]:
    """The submissions that came too late, kept for the secretariat."""
    names = sorted(name for name in item if name[:1] == "l" and name[1:].isdecimal())
    return tuple(_read_closed(item[name]["S"]) for name in names)


def _read_open(item: Mapping[str, Any], attempt: int) -> OpenAttempt:
    return OpenAttempt(
        number=attempt,
        edition=item["e"]["S"],
        started_at=moment(int(item["s"]["N"])),
        deadline=moment(int(item["d"]["N"])),
        expires_at=moment(int(item["x"]["N"])),
        device=item["v"]["S"],
        seq=int(item["q"]["N"]),
        answers=item["a"]["S"] if "a" in item else None,
        paper=item["p"]["S"] if "p" in item else None,
    )


def _read_closed(line: str) -> ClosedAttempt:
    number, state, edition, paper, started, deadline, submitted, grade, prediction, answers = (
        line.split("|")
    )
    return ClosedAttempt(
        number=int(number),
        edition=edition,
        paper=paper,
        started_at=moment(int(started)),
        deadline=moment(int(deadline)),
        submitted_at=moment(int(submitted)),
        state=_STATE_NAMES[state],
        answers=answers,
        grade=Grade(*(int(part) for part in grade.split("/"))) if grade else None,
        prediction=int(prediction) if prediction else None,
    )
