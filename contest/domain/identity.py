"""Who a contestant is: the national id, the key it becomes, and the code shown to people.

The id itself is stored nowhere. The contestant's key is HMAC-SHA-256(pepper, national id); the
candidate code is derived from the key with the same pepper and says nothing about the person.
"""

import base64
import hashlib
import hmac
import re
import unicodedata
from datetime import date
from typing import Literal, NamedTuple, NewType

from contest.domain.seal import base64url

ContestantKey = NewType("ContestantKey", str)
CandidateCode = NewType("CandidateCode", str)
Sex = Literal["male", "female"]

_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_NAME_LENGTH = 80
_PHONE = re.compile(r"0[35789]\d{8}|02\d{9}", re.ASCII)


class NationalId(NamedTuple):
    """What the twelve digits say (NĐ 137/2015/NĐ-CP, Điều 13): province, sex, birth year."""

    number: str
    province: str
    sex: Sex
    birth_year: int


def read_national_id(text: str) -> NationalId | None:
    """The id in `text`, or None if it isn't twelve digits of a kind that can exist.

    Digits 1-3 are the province of birth registration, digit 4 century and sex (0 and 1: male and
    female born 1900-1999; 2 and 3: 2000-2099 …), digits 5-6 the birth year.
    """
    number = re.sub(r"[\s.]", "", text)
    if not re.fullmatch(r"[0-9]{12}", number) or number[:3] == "000":
        return None
    century, sex = divmod(int(number[3]), 2)
    year = 1900 + 100 * century + int(number[4:6])
    return NationalId(number, number[:3], "female" if sex else "male", year)


def contestant_key(pepper: bytes, national_id: NationalId) -> ContestantKey:
    """The key a contestant is stored under: 43 characters."""
    return ContestantKey(_keyed(pepper, f"contestant|{national_id.number}"))


def phone_key(pepper: bytes, phone: str) -> str:
    """The key a phone number is reserved under, where one phone may serve one person only."""
    return _keyed(pepper, f"phone|{phone}")


def candidate_code(pepper: bytes, key: ContestantKey) -> CandidateCode:
    """The code (mã dự thi) shown to people, e.g. `7K3MQ-9TZ0B`: 50 bits, no letters I L O U."""
    digest = hmac.new(pepper, f"code|{key}".encode(), hashlib.sha256).digest()
    code = base64.b32encode(digest)[:10].decode().translate(_CROCKFORD)
    return CandidateCode(f"{code[:5]}-{code[5:]}")


def _keyed(pepper: bytes, message: str) -> str:
    return base64url(hmac.new(pepper, message.encode(), hashlib.sha256).digest())


def device_mark(device: str) -> str:
    """A browser's random id as it is stored: 72 bits of its digest."""
    return base64url(hashlib.sha256(device.encode()).digest())[:12]


def read_phone(text: str) -> str | None:
    """A Vietnamese phone number as ten or eleven digits from 0, or None."""
    number = re.sub(r"[\s.\-()]", "", text)
    number = re.sub(r"^(\+84|0084|84(?=\d{9,10}$))", "0", number)
    return number if _PHONE.fullmatch(number) else None


def read_name(text: str) -> str | None:
    """A full name: NFC, single spaces, at least two words of letters; None if it isn't one."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    words = re.sub(r"['’.\u0300-\u036f]", "", name).replace("-", " ").split()
    one_word = len(words) <= 1
    if one_word or len(name) > _NAME_LENGTH or not all(word.isalpha() for word in words):
        return None
    return name


def age_on(born: date, day: date) -> int:
    """Completed years of age; who was born on 29 February ages on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
