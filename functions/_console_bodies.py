"""What the console sends, and what it is answered."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, RootModel

from functions._http import Body

Reason = Annotated[str, Field(min_length=1, max_length=500)]
ImportKind = Literal["roster", "headcounts", "exclusions"]
ExportKind = Literal["contestants", "participation", "report"]
ExportFormat = Literal["xlsx", "csv", "docx"]


class Document(RootModel[dict[str, Any]]):
    """A document as it was counted beforehand, handed on as it is."""


class RulingForm(Body):
    """A disqualification or a reinstatement."""

    disqualified: bool
    reason: Reason


class PostForm(Body):
    """A move to another agency or group."""

    agency: str | None = None
    group: Annotated[str, Field(max_length=40)]
    reason: Reason


class ReasonForm(Body):
    """Why something is done that needs nothing else."""

    reason: Reason


class AdjustmentForm(Body):
    """A round extended or moved; what is null stays as it is."""

    opens_at: AwareDatetime | None = None
    closes_at: AwareDatetime | None = None
    add_minutes: Annotated[int, Field(ge=0, le=600)] = 0
    reason: Reason


class NoticeForm(Body):
    """What every page shall show; empty takes it away."""

    text: Annotated[str, Field(max_length=500)]


class LinkForm(Body):
    """For how many days a focal point's link is good."""

    days: Annotated[int, Field(ge=1, le=60)] = 14


class ImportForm(Body):
    """A file handed in, base64."""

    kind: ImportKind
    file_name: Annotated[str, Field(min_length=1, max_length=200)]
    content: Annotated[str, Field(min_length=1, max_length=6_000_000)]


class ExportForm(Body):
    """Which file is wanted, and as of when."""

    kind: ExportKind
    format: ExportFormat
    as_of: AwareDatetime | None = None


class RecountForm(Body):
    """The past moment that figures are wanted of."""

    as_of: AwareDatetime


class Started(Body):
    """A job that has been begun."""

    job: str
