"""The data of pictures on pages: `site/data/charts/<id>.yaml`, each with its sources.

A page shows one with `{{ chart("papi-nam") }}`; `pictures` draws them.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from contest.content.site_data import Located, read_lists
from contest.domain.rule_parts import Rules, Slug


class Part(Rules):
    """A component of an index, or one of several things named side by side."""

    name: str
    hint: str | None = None


class Share(Rules):
    """So many points of the whole, and how many of them were reached, where known."""

    name: str
    points: float = Field(gt=0)
    reached: float | None = None


class Year(Rules):
    """What the province got in a year. `derived`: worked out from two published figures."""

    year: int = Field(ge=1990, le=2100)
    score: float | None = None
    rank: int | None = None
    ranked: int | None = None
    derived: bool = False
    note: str | None = None
    sources: tuple[Slug, ...] = Field(min_length=1)


class Named(Rules):
    """A value of something, next to others."""

    name: str
    value: float
    strong: bool = False
    sources: tuple[Slug, ...] = ()


class Picture(Rules):
    """What every picture says about itself."""

    title: str
    note: str | None = None
    sources: tuple[Slug, ...] = ()


class Parts(Picture):
    """Components without points: numbered tiles."""

    kind: Literal["parts"]
    parts: tuple[Part, ...] = Field(min_length=2)


class Shares(Picture):
    """Points out of a whole: bars."""

    kind: Literal["shares"]
    unit: str
    parts: tuple[Share, ...] = Field(min_length=2)


class Years(Picture):
    """Figures by year: columns from zero up to `scale`, with the rank below."""

    kind: Literal["years"]
    unit: str
    scale: float = Field(gt=0)
    parts: tuple[Year, ...] = Field(min_length=1)


class Compare(Picture):
    """Named values next to each other; of ranks (`hạng`) the smaller one is the better."""

    kind: Literal["compare"]
    unit: str
    scale: float = Field(gt=0)
    parts: tuple[Named, ...] = Field(min_length=2)

    @property
    def ranks(self) -> bool:
        """Whether the values are places in a ranking."""
        return self.unit == "hạng"


Chart = Annotated[Parts | Shares | Years | Compare, Field(discriminator="kind")]
_CHART: TypeAdapter[Chart] = TypeAdapter(Chart)


def load_charts(root: Path) -> dict[str, Located[Chart]]:
    """Charts by the name of their file; raises MistakesError with every mistake."""
    return {each.document.path.stem: each for each in read_lists(root, "charts", _CHART)}


def cited_by(chart: Chart) -> tuple[str, ...]:
    """Ids of the sources of a chart, those of its rows among them."""
    rows = (each for part in chart.parts for each in getattr(part, "sources", ()))
    return tuple(dict.fromkeys((*chart.sources, *rows)))
