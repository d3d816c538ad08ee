"""JSON Schemas of the output, derived from the model's own types, and the flat fields of CSV and SQL.

A field that the model gains stands in the schema at once; its name comes from `to_dict`, its type from the
dataclass.
"""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import SCHEMA_VERSION, Fact, Json, Span

DIALECT = "https://json-schema.org/draft/2020-12/schema"
COMMON_FIELDS = ("kind", "source", "start", "end", "text", "rule", "page", "same_as")
"""What every fact has, whatever its kind and whatever was read: columns never depend on the run."""
_JSON_TYPES: Mapping[Any, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
}
_PAIR: Json = {
    "type": "array",
    "prefixItems": [{"type": "integer", "minimum": 0}] * 2,
    "minItems": 2,
    "maxItems": 2,
    "description": "start and end in code points, end exclusive",
}
_DESCRIPTIONS = {
    "source": "path of the file, id of the JSONL record, or - for standard input",
    "start": "first code point of the fact in the document as decoded",
    "end": "code point after the fact",
    "text": "exactly the document's slice from start to end",
    "rule": "stable id of the rule that found it",
    "amount": "in base units of the currency (won, not 억)",
    "amount_max": "upper end of a range, else null",
    "currency": "ISO 4217",
    "value": "dates: EDTF or an ISO 8601 duration; quantities: a number",
    "start_date": "inclusive; null where open or unresolved",
    "end_date": "inclusive; null where open or unresolved",
    "start_time": "HH:MM",
    "end_time": "HH:MM",
    "mentions": "every place where the document names it",
    "evidence": "the spans that the fact's slots were read from",
    "page": "page of the document, from 1; null where it has none",
    "same_as": "span of the fact of this document that says the same first (headline and lead); else null",
}
_EXTRAS: Mapping[str, Json] = {
    "title": {"type": ["string", "null"], "description": "the document's title: its record's, else its headline"},
    "reference_date": {"type": ["string", "null"], "format": "date", "description": "day of publication"},
    "line": {"type": "integer", "minimum": 1, "description": "line of the fact's first character, from 1"},
    "column": {"type": "integer", "minimum": 1, "description": "place in that line, from 1, in code points"},
    "sentence": {"type": ["string", "null"], "description": "the sentence that holds the fact, as it stands"},
}
# `_fields` of an issue writes its spans under this name.
_RENAMED = {("issue", "evidence"): "spans"}


@cache
def fact_classes() -> dict[str, type[Fact]]:
    """The model's class for each kind."""
    found: dict[str, type[Fact]] = {}
    waiting: list[type[Fact]] = [Fact]
    while waiting:
        cls = waiting.pop(0)
        waiting += cls.__subclasses__()
        if "kind" in vars(cls) and cls is not Fact:
            found[cls.kind] = cls
    return found


@cache
def field_types(kind: str) -> dict[str, Any]:
    """The type of each JSON field of a kind beyond the common ones, in the order of the output."""
    cls = fact_classes().get(kind)
    if cls is None:
        raise UsageError(f"no fact has the kind {kind!r}; known kinds: {', '.join(fact_classes())}")
    hints = get_type_hints(cls)
    return {
        name: hints[_RENAMED.get((kind, name), name)] for name in _sample(cls).to_dict() if name not in COMMON_FIELDS
    }


def _sample(cls: type[Fact]) -> Fact:
    """An instance that is good for nothing but to ask which fields its JSON has."""
    required = {
        field.name: None for field in fields(cls) if field.default is MISSING and field.default_factory is MISSING
    }
    return cls(**required)  # type: ignore[arg-type]


@cache
def flat_fields(kind: str) -> tuple[str, ...]:
    """The columns of a kind in CSV and SQL: nested objects of known shape taken apart.

    >>> flat_fields("budget")[12:16]
    ('period_value', 'period_start_date', 'period_end_date', 'payer')
    """
    out = list(COMMON_FIELDS)
    for name, hint in field_types(kind).items():
        inner = _object_type(hint)
        out += [f"{name}_{field.name}" for field in fields(inner)] if inner else [name]
    return tuple(out)


def flatten(record: Json) -> Json:
    """One fact's JSON with nested objects of known shape taken apart; lists and maps stay as they are."""
    out: Json = {}
    types_of = field_types(record["kind"])
    for name, value in record.items():
        inner = _object_type(types_of[name]) if name in types_of else None
        if inner is None:
            out[name] = value
        else:
            for field in fields(inner):
                out[f"{name}_{field.name}"] = value[field.name] if value else None
    return out


def _object_type(hint: Any) -> Any:
    for arg in (hint, *get_args(hint)):
        if isinstance(arg, type) and is_dataclass(arg) and not issubclass(arg, Span) and get_origin(hint) is not tuple:
            return arg
    return None


def fact_schema(kind: str, extras: Sequence[str] = ()) -> Json:
    """The JSON Schema of one fact of a kind; strict: no other fields, and none missing.

    `extras` are the fields of `--context` and `--keep` that a run adds.

    >>> fact_schema("money")["properties"]["amount"]["type"]
    ['number', 'null']
    """
    properties: Json = {"kind": {"const": kind}}
    properties |= {name: {"type": "string"} for name in ("source", "text", "rule")}
    properties |= {name: {"type": "integer", "minimum": 0} for name in ("start", "end")}
    properties["page"] = {"type": ["integer", "null"], "minimum": 1}
    properties["same_as"] = {**_PAIR, "type": ["array", "null"]}
    properties = {name: properties[name] for name in COMMON_FIELDS}
    for name, hint in field_types(kind).items():
        properties[name] = _type_schema(hint)
    for name in extras:
        properties[name] = dict(_EXTRAS.get(name, {"description": "as the record has it; null where it has none"}))
    for name, text in _DESCRIPTIONS.items():
        if name in properties:
            properties[name] = {**properties[name], "description": text}
    return {
        "title": kind,
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def output_schema(kinds: tuple[str, ...], extras: Sequence[str] = ()) -> Json:
    """The JSON Schema of one line of `--jsonl`; of `--json` it describes each item of the array."""
    head: Json = {"$schema": DIALECT, "schema_version": SCHEMA_VERSION}
    if len(kinds) == 1:
        return head | fact_schema(kinds[0], extras)
    return head | {
        "title": "fact",
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds],
        "$defs": {kind: fact_schema(kind, extras) for kind in kinds},
    }


def _type_schema(hint: Any) -> Json:
    origin, args = get_origin(hint), get_args(hint)
    if hint is Span:
        return _PAIR
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (Union, types.UnionType):
        inner = _type_schema(next(arg for arg in args if arg is not type(None)))
        if "enum" in inner:
            return {"enum": [*inner["enum"], None]}
        return {**inner, "type": [inner["type"], "null"]}
    if origin is tuple:
        return {"type": "array", "items": _type_schema(args[0])}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _type_schema(args[1])}
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        properties = {field.name: _type_schema(hints[field.name]) for field in fields(hint)}
        return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return dict(_JSON_TYPES[hint])
