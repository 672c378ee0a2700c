"""A province of plainly invented people, as the items that the functions would have written."""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from contest.domain.agency import Agency
from contest.domain.phase import VIETNAM, milliseconds
from contest.domain.privacy import personal_key, seal_personal
from contest.domain.seal import base64url

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Niê", "Êban", "Ayun", "Đặng", "Mlô")
_MIDDLE = ("Thử", "Thị Thử", "Văn Thử", "Y Thử", "H' Thử", "Đức Thử", "Ngọc Thử")
_GIVEN = ("Nghiệm", "Một", "Hai", "Ba", "Đo", "Đạc", "Mẫu", "Giả", "Định", "Lường")
_OPENS = datetime(2023, 11, 7, 8, tzinfo=VIETNAM)
_AT_ONCE = 25


def crowd(agencies: tuple[Agency, ...], secret: bytes, people: int) -> Iterator[dict[str, Any]]:
    """The items of so many people: nine in ten registered, six in ten nominated."""
    return _Crowd(agencies, secret).items(people)


def fill(client: Any, table: str, items: Iterator[dict[str, Any]]) -> None:
    """Write items into a table."""
    while batch := list(islice(items, _AT_ONCE)):
        left: Any = {table: [{"PutRequest": {"Item": each}} for each in batch]}
        while left:
            left = client.batch_write_item(RequestItems=left).get("UnprocessedItems")


class _Crowd:
    def __init__(self, agencies: tuple[Agency, ...], secret: bytes) -> None:
        self._agencies = agencies
        self._key = personal_key(secret)
        self._random = random.Random(115)  # the same crowd each time

    def items(self, people: int) -> Iterator[dict[str, Any]]:
        """The items of everybody, each person's together."""
        for number in range(people):
            yield from self._person(number)

    def _person(self, number: int) -> Iterator[dict[str, Any]]:
        chance = self._random
        key = base64url(chance.randbytes(32))
        agency = chance.choice(self._agencies)
        group = chance.choice([*agency.headcount, "staff"])
        code = f"T{number:07}"
        name = " ".join(chance.choice(names) for names in (_FAMILY, _MIDDLE, _GIVEN))
        registered = _OPENS - timedelta(minutes=chance.randrange(10_000))
        if chance.random() < 0.9:
            yield self._profile(key, code, name, agency.id, group, registered)
            yield from self._entries(key, code, agency.id, group, registered)
        else:
            yield self._listed(key, "ROSTER", f"0|import|{agency.id}|{group}", name)
            return
        if chance.random() < 0.6:
            yield self._listed(key, "ROSTER", f"0|import|{agency.id}|{group}", name)
        if chance.random() < 0.005:
            yield self._listed(key, "EXCLUSION", f"0|import|+|{agency.id}|{group}|Tổ Thư ký", name)

    def _profile(
        self, key: str, code: str, name: str, agency: str, group: str, registered: datetime
    ) -> dict[str, Any]:
        personal = {
            "full_name": name,
            "birth_date": "1990-02-03",
            "phone": "0912345678",
            "commune": "Xã Thử Nghiệm",
            "email": None,
            "position": "Chuyên viên thử nghiệm",
        }
        texts = {"code": code, "who": code, "agency": agency, "group": group, "consent": "x" * 22}
        return (
            _key(key, "PERSON#PROFILE")
            | {attribute: {"S": value} for attribute, value in texts.items()}
            | {"reg": {"N": str(milliseconds(registered))}, "sealed": self._seal(key, personal)}
        )

    def _listed(self, key: str, kind: str, line: str, name: str) -> dict[str, Any]:
        sealed = self._seal(key, {"full_name": name, "position": "Chuyên viên thử nghiệm"})
        return _key(key, f"PERSON#{kind}") | {"h": {"L": [{"S": line}]}, "sealed": sealed}

    def _seal(self, key: str, personal: dict[str, Any]) -> dict[str, bytes]:
        data = json.dumps(personal).encode()
        return {"B": seal_personal(self._key, key, data, self._random.randbytes(12))}

    def _entries(
        self, key: str, code: str, agency: str, group: str, registered: datetime
    ) -> Iterator[dict[str, Any]]:
        """Six in seven have sat the first round, a third a second time; a fifth the rehearsal."""
        for round_id, share in (("vong-1", 0.85), ("thi-thu", 0.2)):
            if self._random.random() < share:
                lines = [self._line(1)] + ([self._line(2)] if self._random.random() < 0.33 else [])
                texts = {"code": code, "agy": agency, "grp": group}
                texts |= {f"v{number}": base64url(self._random.randbytes(16)) for number in (1,)}
                yield (
                    _key(key, f"ENTRY#{round_id}")
                    | {name: {"S": value} for name, value in texts.items()}
                    | {"reg": {"N": str(milliseconds(registered))}, "n": {"N": str(len(lines))}}
                    | {"g": {"L": [{"S": line} for line in lines]}}
                )

    def _line(self, number: int) -> str:
        chance = self._random
        started = _OPENS + timedelta(seconds=chance.randrange(80_000))
        taken = timedelta(seconds=chance.randrange(200, 1200))
        right = chance.randrange(21)
        marks = [milliseconds(each) for each in (started, started + timedelta(minutes=20))]
        answers = ",".join(chance.choice("ABCD") for _ in range(20))
        grade = f"{right}/20/{right}/20"
        head = f"{number}|s|edition-of-a-test|paper-of-a-test-{chance.randrange(60)}"
        return f"{head}|{marks[0]}|{marks[1]}|{milliseconds(started + taken)}|{grade}||{answers}"


def _key(key: str, sk: str) -> dict[str, Any]:
    return {"pk": {"S": f"C#{key}"}, "sk": {"S": sk}}
