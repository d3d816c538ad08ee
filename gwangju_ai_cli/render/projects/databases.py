"""Projects as tables: `projects`, `entries`, `changes`, in one SQLite file or three of Parquet (with pyarrow)."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import SCHEMA_VERSION, Json
from gwangju_ai_cli.projects.model import Project
from gwangju_ai_cli.render.ours import APPLICATION_ID, MARK
from gwangju_ai_cli.render.projects.rows import entry_fields
from gwangju_ai_cli.render.sqlite import refuse_foreign, refuse_namesake

TABLES: dict[str, dict[str, str]] = {
    "projects": {"id": "int", "name": "text", "phase": "text", "of": "text", "payer": "text", "aliases": "list"},
    "entries": {
        "id": "int",
        "project": "int",
        "figure": "text",
        "amount": "number",
        "amount_max": "number",
        "currency": "text",
        "modifier": "text",
        "period_value": "text",
        "period_start_date": "text",
        "period_end_date": "text",
        "funding": "list",
        "status": "text",
        "role": "text",
        "date": "text",
        "sources": "list",
    },
    "changes": {
        "project": "int",
        "figure": "text",
        "from": "number",
        "to": "number",
        "from_date": "text",
        "to_date": "text",
        "from_source": "text",
        "to_source": "text",
    },
}
"""Each table's columns with what they hold; lists are JSON. `project` is the `id` of a row of `projects`."""
_SQL = {"int": "INTEGER", "text": "TEXT", "number": "NUMERIC", "list": "TEXT"}
_INDEXED = {"projects": ("name", "payer"), "entries": ("project", "date", "amount"), "changes": ("project", "to_date")}


def records(projects: Sequence[Project]) -> dict[str, list[Json]]:
    """The rows of each table."""
    out: dict[str, list[Json]] = {name: [] for name in TABLES}
    for number, project in enumerate(projects, 1):
        record = project.to_dict()
        out["projects"].append({"id": number} | {name: record[name] for name in TABLES["projects"] if name != "id"})
        for entry in project.entries:
            row = entry_fields(entry) | {"sources": [place.to_dict() for place in entry.sources]}
            out["entries"].append({"id": len(out["entries"]) + 1, "project": number, **row})
        out["changes"] += [{"project": number, **change} for change in record["changes"]]
    return out


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value


def render_sqlite(projects: Sequence[Project], path: Path) -> None:
    """Writes the three tables anew, in one transaction; other tables of the file stay.

    Raises UsageError where the file is no database, or another program's.
    """
    refuse_foreign(path)
    try:
        connection = sqlite3.connect(path, isolation_level=None)
    except sqlite3.Error as error:
        raise UsageError(f"{path}: cannot be written as an SQLite database: {error}") from error
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for table, columns in TABLES.items():
                try:
                    refuse_namesake(connection, table, columns)
                except UsageError as error:
                    raise UsageError(f"{path}: {error}") from error
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _fill(connection, records(projects))
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
    except sqlite3.DatabaseError as error:
        raise UsageError(f"{path}: cannot be written as an SQLite database: {error}") from error
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, tables: Mapping[str, list[Json]]) -> None:
    for table in reversed(TABLES):
        connection.execute(f'DROP TABLE IF EXISTS "{table}"')
    for table, columns in TABLES.items():
        keyed = [
            f'"{name}" {_SQL[kind]}'
            + (" PRIMARY KEY" if name == "id" else " REFERENCES projects (id)" if name == "project" else "")
            for name, kind in columns.items()
        ]
        connection.execute(f'CREATE TABLE "{table}" ({", ".join(keyed)})')
        for name in _INDEXED[table]:
            connection.execute(f'CREATE INDEX "{table}_{name}" ON "{table}" ("{name}")')
        marks = ", ".join("?" * len(columns))
        rows = [[_cell(row[name]) for name in columns] for row in tables[table]]
        connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)


def render_parquet(projects: Sequence[Project], paths: Mapping[str, Path]) -> None:
    """Writes a file for each table. Raises UsageError without pyarrow."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow, which is not installed: pip install pyarrow") from error
    types = {"int": pa.int64(), "text": pa.string(), "number": pa.float64(), "list": pa.string()}
    tables = records(projects)
    for table, columns in TABLES.items():
        schema = pa.schema(
            [(name, types[kind]) for name, kind in columns.items()],
            metadata={"schema_version": SCHEMA_VERSION, "writer": MARK},
        )
        rows = [
            {
                name: float(row[name]) if kind == "number" and row[name] is not None else _cell(row[name])
                for name, kind in columns.items()
            }
            for row in tables[table]
        ]
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), paths[table])
