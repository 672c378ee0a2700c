"""JSON Schemas for editors: what may be written where, from the models that read it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from contest.domain.question import Question
from contest.domain.rules import Contest, Round


def schemas() -> dict[str, dict[str, Any]]:
    """The schema files by name."""
    contest = Contest.model_json_schema()
    # In the file a round may leave to `round_defaults` what all rounds share.
    rounds = contest["$defs"]["Round"]
    rounds["required"] = ["id", "kind", "title", "opens_at", "closes_at"]
    defaults = Round.model_json_schema()["properties"]
    contest["properties"]["round_defaults"] = {"type": "object", "properties": defaults}
    question = TypeAdapter(Question).json_schema(ref_template="#/$defs/{model}")
    definitions = question.pop("$defs")
    file = {
        "type": "object",
        "required": ["topic", "questions"],
        "additionalProperties": False,
        "properties": {
            "topic": {"type": "string"},
            "questions": {"type": "array", "items": question},
        },
        "$defs": definitions,
    }
    return {"contest.schema.json": contest, "questions.schema.json": file}


def stale(folder: Path) -> Iterator[str]:
    """Names of schema files that differ from what the models say now."""
    for name, text in _texts().items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            yield name


def write_all(folder: Path) -> None:
    """Write the schema files."""
    for name, text in _texts().items():
        (folder / name).write_text(text, encoding="utf-8")


def _texts() -> dict[str, str]:
    return {
        name: json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        for name, schema in schemas().items()
    }
