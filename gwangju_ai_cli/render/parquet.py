"""A Parquet file, typed as the JSON is: dates as dates, lists as lists, amounts as doubles. Needs pyarrow."""

from __future__ import annotations

import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import SCHEMA_VERSION, Json, Span
from gwangju_ai_cli.render import Layout, Result
from gwangju_ai_cli.render.ours import MARK
from gwangju_ai_cli.schema import COMMON_FIELDS, field_types

ROWS_A_GROUP = 20_000
_COMMON = {"start": int, "end": int, "page": int, "same_as": Span}


def render(results: Iterable[Result], layout: Layout, path: Path) -> None:
    """Writes the file in row groups as facts come. Raises UsageError without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow, which is not installed: pip install pyarrow") from error
    hints = _hints(layout.kinds)
    schema = pa.schema(
        [(name, _arrow(hint, pa)) for name, hint in hints.items()],
        metadata={"schema_version": SCHEMA_VERSION, "writer": MARK},
    )
    with pq.ParquetWriter(path, schema) as writer:
        rows: list[Json] = []
        for result in results:
            rows += [{name: _value(record.get(name), hints[name]) for name in hints} for record in result.records]
            if len(rows) >= ROWS_A_GROUP:
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                rows = []
        writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _hints(kinds: tuple[str, ...]) -> dict[str, Any]:
    out: dict[str, Any] = {name: _COMMON.get(name, str) for name in COMMON_FIELDS}
    for kind in kinds:
        for name, hint in field_types(kind).items():
            # Of several kinds in one file a name may stand for a number here and a string there: then both are text.
            out[name] = hint if name not in out or _same(out[name], hint) else str
    return out


def _same(one: Any, other: Any) -> bool:
    return bool(_plain(one) == _plain(other))


def _plain(hint: Any) -> Any:
    """The type without None, literals as strings."""
    if get_origin(hint) in (Union, types.UnionType):
        return _plain(next(arg for arg in get_args(hint) if arg is not type(None)))
    return str if get_origin(hint) is Literal else hint


def _arrow(hint: Any, pa: Any) -> Any:
    hint = _plain(hint)
    origin, args = get_origin(hint), get_args(hint)
    if hint is Span:
        return pa.list_(pa.int64())
    if origin is tuple:
        return pa.list_(_arrow(args[0], pa))
    if origin is not None and issubclass(origin, Mapping):
        return pa.map_(pa.string(), _arrow(args[1], pa))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return pa.struct([(field.name, _arrow(hints[field.name], pa)) for field in fields(hint)])
    return {str: pa.string(), int: pa.int64(), Decimal: pa.float64(), date: pa.date32(), bool: pa.bool_()}[hint]


def _value(value: Any, hint: Any) -> Any:
    hint = _plain(hint)
    if value is None:
        return None
    if hint is date:
        return date.fromisoformat(value)
    if hint is Decimal:
        return float(value)
    if hint is str:
        return str(value).encode("utf-8", "backslashreplace").decode("utf-8")
    if get_origin(hint) is tuple:
        return [_value(item, get_args(hint)[0]) for item in value]
    if isinstance(value, dict) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return {name: _value(inner, hints[name]) for name, inner in value.items()}
    return list(value.items()) if isinstance(value, dict) else value
