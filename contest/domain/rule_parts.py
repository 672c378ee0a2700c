"""What all rules are made of: a frozen model, short names, moments, levels, official papers."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
"""A short name for a file or an address: lower-case letters without marks, digits, hyphens."""


def _on_the_minute(moment: datetime) -> datetime:
    if moment.second or moment.microsecond:
        raise ValueError("phải tròn phút, ví dụ 2023-11-07T08:00+07:00")
    return moment


Minute = Annotated[AwareDatetime, AfterValidator(_on_the_minute)]


class Rules(BaseModel):
    """A frozen part of the rules; an unknown key is a mistake, never ignored."""

    # Built when first used: a function that starts cold should not build what it doesn't read.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Level(StrEnum):
    """The level (cấp) an agency belongs to."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    OTHER = "other"


class Document(Rules):
    """An official paper that something rests on."""

    number: str
    date: date
    title: str
    url: str | None = None
