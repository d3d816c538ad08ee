"""A Parquet file, typed as the JSON is: dates as dates, lists as lists, money as exact decimals. Needs pyarrow.

The columns depend on the command alone, never on what was read: files of several runs are one table.
"""

from __future__ import annotations

import json
import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Context, Decimal
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import SCHEMA_VERSION, Json, Span
from gwangju_ai_cli.render import Layout, Result
from gwangju_ai_cli.render.ours import MARK
from gwangju_ai_cli.schema import COMMON_FIELDS, field_types

ROWS_A_GROUP = 20_000
MONEY = frozenset({"amount", "amount_max", "parts"})
"""Fields that hold money, which no double holds exactly."""
DIGITS, PLACES = 38, 4
"""Of a decimal: SQL sums them without leaving the type, and no currency has more than four places."""
_MOST = Decimal(10) ** (DIGITS - PLACES)
_EXACT = Context(prec=2 * DIGITS)
_PLACE = Decimal(1).scaleb(-PLACES)
_EXTRAS: dict[str, Any] = {"line": int, "column": int, "reference_date": date}
_COMMON = {"start": int, "end": int, "page": int, "same_as": Span}


def render(results: Iterable[Result], layout: Layout, path: Path) -> None:
    """Writes the file in row groups as facts come. Raises UsageError without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow, which is not installed: pip install pyarrow") from error
    hints = _hints(layout)
    schema = _schema(hints, pa)
    with pq.ParquetWriter(path, schema) as writer:
        for rows in _groups(results, hints):
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def render_folder(results: Iterable[Result], layout: Layout, path: Path) -> None:
    """Writes a folder of files, one folder a value of `partition_by`, as Hive names them (`kind=money`).

    Year is that of the document's day of publication. Every file has the same columns, without that of its folder.
    """
    try:
        import pyarrow as pa
        import pyarrow.dataset as ds
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow, which is not installed: pip install pyarrow") from error
    key = layout.partition_by or "kind"
    hints = _hints(layout) | ({"year": int} if key == "year" else {})
    schema = _schema(hints, pa)
    if key == "year":
        results = map(_with_year, results)
    batches = (pa.RecordBatch.from_pylist(rows, schema=schema) for rows in _groups(results, hints))
    ds.write_dataset(
        batches,
        str(path),
        schema=schema,
        format="parquet",
        partitioning=ds.partitioning(pa.schema([schema.field(key)]), flavor="hive"),
        max_partitions=1_000_000,
        existing_data_behavior="overwrite_or_ignore",
        use_threads=False,
    )


def _with_year(result: Result) -> Result:
    day = result.document.reference_date
    year = {"year": day.year if day else None}
    return replace(result, records=tuple(record | year for record in result.records))


def table_of(records: Iterable[Json], layout: Layout) -> Any:
    """A pyarrow Table of facts, with the columns of a file of that layout. Raises ImportError without pyarrow."""
    import pyarrow as pa

    hints = _hints(layout)
    rows = [{name: _value(name, record.get(name), hints[name]) for name in hints} for record in records]
    return pa.Table.from_pylist(rows, schema=_schema(hints, pa))


def _schema(hints: Mapping[str, Any], pa: Any) -> Any:
    return pa.schema(
        [(name, _arrow(name, hint, pa)) for name, hint in hints.items()],
        metadata={"schema_version": SCHEMA_VERSION, "writer": MARK},
    )


def _groups(results: Iterable[Result], hints: Mapping[str, Any]) -> Iterator[list[Json]]:
    """The rows of the file, so many at a time; the last ones may be none."""
    rows: list[Json] = []
    for result in results:
        rows += [{name: _value(name, record.get(name), hints[name]) for name in hints} for record in result.records]
        if len(rows) >= ROWS_A_GROUP:
            yield rows
            rows = []
    yield rows


def _hints(layout: Layout) -> dict[str, Any]:
    out: dict[str, Any] = {name: _COMMON.get(name, str) for name in COMMON_FIELDS}
    for kind in layout.kinds:
        for name, hint in field_types(kind).items():
            # Of several kinds in one file a name may stand for a number here and a string there: then both are text.
            out[name] = hint if name not in out or _same(out[name], hint) else str
    # What is kept is text, for its type would depend on what was read.
    return out | {name: _EXTRAS.get(name, str) if name not in layout.keep else str for name in layout.extras}


def _same(one: Any, other: Any) -> bool:
    return bool(_plain(one) == _plain(other))


def _plain(hint: Any) -> Any:
    """The type without None, literals as strings."""
    if get_origin(hint) in (Union, types.UnionType):
        return _plain(next(arg for arg in get_args(hint) if arg is not type(None)))
    return str if get_origin(hint) is Literal else hint


def _arrow(name: str, hint: Any, pa: Any) -> Any:
    hint = _plain(hint)
    origin, args = get_origin(hint), get_args(hint)
    if hint is Span:
        return pa.list_(pa.int64())
    if origin is tuple:
        return pa.list_(_arrow(name, args[0], pa))
    if origin is not None and issubclass(origin, Mapping):
        return pa.map_(pa.string(), _arrow(name, args[1], pa))
    if is_dataclass(hint):
        hints = get_type_hints(hint)
        return pa.struct([(field.name, _arrow(field.name, hints[field.name], pa)) for field in fields(hint)])
    if hint is Decimal and name in MONEY:
        return pa.decimal128(DIGITS, PLACES)
    return {str: pa.string(), int: pa.int64(), Decimal: pa.float64(), date: pa.date32(), bool: pa.bool_()}[hint]


def _value(name: str, value: Any, hint: Any) -> Any:
    hint = _plain(hint)
    if value is None:
        return None
    if hint is date:
        return date.fromisoformat(value)
    if hint is Decimal:
        return _money(value) if name in MONEY else float(value)
    if hint is str:
        written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        return written.encode("utf-8", "backslashreplace").decode("utf-8")
    if get_origin(hint) is tuple:
        return [_value(name, item, get_args(hint)[0]) for item in value]
    if isinstance(value, dict) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return {key: _value(key, inner, hints[key]) for key, inner in value.items()}
    return list(value.items()) if isinstance(value, dict) else value


def _money(value: int | float) -> Decimal | None:
    """An amount as the column holds it; None for one that no money ever had."""
    exact = Decimal(str(value))
    return exact.quantize(_PLACE, context=_EXACT) if abs(exact) < _MOST else None
