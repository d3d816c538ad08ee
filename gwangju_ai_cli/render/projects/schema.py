"""The JSON Schema of a project."""

from __future__ import annotations

from typing import Any, get_args

from gwangju_ai_cli.model import SCHEMA_VERSION, BudgetStatus, Json, Modifier, Role
from gwangju_ai_cli.projects.model import Project
from gwangju_ai_cli.schema import DIALECT

_TEXT: Json = {"type": "string"}
_WORDS: Json = {"type": ["string", "null"]}
_AMOUNT: Json = {"type": "number", "description": "in base units of the currency (won, not 억)"}
_DAY: Json = {"type": ["string", "null"], "format": "date"}


def project_schema() -> Json:
    """The schema of one line of `extract projects --jsonl`; strict: no other fields, and none missing.

    >>> list(project_schema()["properties"])
    ['kind', 'name', 'aliases', 'payer', 'phase', 'of', 'entries', 'changes']
    """
    fields: Json = {
        "kind": {"const": Project.kind},
        "name": {**_TEXT, "description": "the fullest name that the project was given"},
        "aliases": {"type": "array", "items": _TEXT, "description": "its other names, as they are written"},
        "payer": {**_WORDS, "description": "the body whose project it is"},
        "phase": {**_WORDS, "description": "1단계, 2단계 …: phases are projects of their own"},
        "of": {**_WORDS, "description": "the name of the whole that a phase is of"},
        "entries": {"type": "array", "items": _entry()},
        "changes": {"type": "array", "items": _change()},
    }
    return {"$schema": DIALECT, "schema_version": SCHEMA_VERSION, "title": "project", **_object(fields)}


def _entry() -> Json:
    return _object(
        {
            "amount": _AMOUNT,
            "amount_max": {"type": ["number", "null"], "description": "upper end of a range, else null"},
            "currency": {**_WORDS, "description": "ISO 4217"},
            "modifier": _choice(Modifier),
            "period": {**_object({"value": _WORDS, "start_date": _DAY, "end_date": _DAY}), "type": _MAYBE},
            "funding": {
                "type": "array",
                "items": _object({"source": _TEXT, "amount": {"type": ["number", "null"]}}),
            },
            "status": {**_choice(BudgetStatus), "description": "the furthest that was said"},
            "role": _choice(Role),
            "date": {**_DAY, "description": "the day of the document that says it first"},
            "sources": {"type": "array", "minItems": 1, "items": _source()},
        }
    )


def _source() -> Json:
    offset = {"type": "integer", "minimum": 0}
    return _object({"source": _TEXT, "start": offset, "end": offset, "text": _TEXT})


def _change() -> Json:
    return _object(
        {
            "figure": {**_TEXT, "description": "what moved: total, or a year"},
            "from": _AMOUNT,
            "to": _AMOUNT,
            "from_date": _DAY,
            "to_date": _DAY,
            "from_source": _WORDS,
            "to_source": _WORDS,
        }
    )


_MAYBE = ["object", "null"]


def _choice(literal: Any) -> Json:
    return {"enum": [*get_args(literal), None]}


def _object(properties: Json) -> Json:
    """A strict object."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
