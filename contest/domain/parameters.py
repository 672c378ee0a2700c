"""Every parameter of the rules by its place: `rounds.vong-1.duration_minutes`.

A parameter is a value, or a list as a whole. Lists of things with an id (rounds, topics, rankings)
are something else: each thing is found by its id, a quota by level and group, and the list itself
is its ids in order. So a round that comes or goes is a change of `rounds`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from contest.domain.rules import Contest, Quota, Rules

_NAMES: Mapping[type[Rules], frozenset[str]] = {
    Contest: frozenset({"amendments"}),
    Quota: frozenset({"level", "group"}),
}
"""Fields that are no parameters: what a thing is found by, and what only tells of parameters."""

Values = dict[str, Any]
"""By place, as the models read them: moments as moments, lists as tuples."""


class NoSuchRuleError(LookupError):
    """There is no parameter at a place, whatever the contest."""


class NoSuchValueError(ValueError):
    """A parameter can't have that value."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """What a field holds: a part with fields of its own, a list of things with ids, or a value."""

    annotation: Any
    model: type[Rules] | None = None
    listed: bool = False


@cache
def _shapes(model: type[Rules]) -> Mapping[str, _Shape]:
    names = _NAMES.get(model, frozenset()) | {"id"}
    fields = model.model_fields.items()
    return {
        name: _shape(field.annotation, field.metadata)
        for name, field in fields
        if name not in names
    }


def _shape(annotation: Any, metadata: list[Any]) -> _Shape:
    listed = get_origin(annotation) is tuple
    inner = get_args(annotation)[0] if listed else annotation
    if _is_part(inner) and (not listed or inner is Quota or "id" in inner.model_fields):
        return _Shape(tuple[str, ...], inner, listed)
    whole: Any = Annotated
    return _Shape(whole[(annotation, *metadata)] if metadata else annotation)


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Rules)


def values(contest: Contest) -> Values:
    """All parameters of a contest."""
    return dict(_values(contest, ""))


def _values(rules: Rules, place: str) -> Iterator[tuple[str, Any]]:
    for name, shape in _shapes(type(rules)).items():
        value, here = getattr(rules, name), f"{place}{name}"
        if shape.listed:
            yield here, tuple(thing_id(each) for each in value)
            for each in value:
                yield from _values(each, f"{here}.{thing_id(each)}.")
        elif shape.model:
            yield from _values(value, f"{here}.")
        else:
            yield here, value


def thing_id(thing: Any) -> str:
    """What a thing in a list is found by."""
    return f"{thing.level.value}-{thing.group}" if isinstance(thing, Quota) else str(thing.id)


def read(place: str, value: Any) -> Any:
    """A value of the file as the rules read it; raises NoSuchRuleError, NoSuchValueError."""
    try:
        return _reader(place).validate_python(value)
    except ValidationError as error:
        raise NoSuchValueError(place) from error


def written(place: str, value: Any) -> Any:
    """The inverse of `read`: a value as it is written in the file."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return _reader(place).dump_python(value, mode="json", exclude_defaults=True)


def is_list_of_things(place: str) -> bool:
    """Whether a place is a list of ids; raises NoSuchRuleError."""
    return _found(place).listed


@cache
def _reader(place: str) -> TypeAdapter[Any]:
    return TypeAdapter(_found(place).annotation)


def _found(place: str) -> _Shape:
    model: type[Rules] | None = Contest
    steps = place.split(".")
    while steps and model:
        shape = _shapes(model).get(steps.pop(0))
        if shape is None:
            break
        if not steps and (shape.listed or shape.model is None):
            return shape
        model = shape.model
        steps = steps[1:] if shape.listed else steps
    raise NoSuchRuleError(place)
