"""An SQLite database: a table a kind (named as its command), and `documents` with the texts.

Written in one transaction: all or nothing. Running again replaces the rows of the documents that it reads,
for the kinds it was asked for, and leaves the others alone. Lists are JSON, for SQLite's `json_each`. A table
of an older version gains the columns that it lacks.

A database says in its head (`application_id`) that it is ours; another program's is refused. Tables that somebody has
added to ours are left alone, even where they refer to a row that goes.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.render import Layout, Result
from gwangju_ai_cli.render.ours import APPLICATION_ID, SQLITE_SIGNATURE
from gwangju_ai_cli.schema import field_types, flat_fields, flatten

USER_VERSION = 1
_INDEXED = (
    "source",
    "rule",
    "amount",
    "start_date",
    "period_start_date",
    "name",
    "org_type",
    "payer",
    "speaker",
    "event_type",
    "value",
    "unit",
    "code",
    "date",
)
_NUMERIC = ("start", "end", "amount", "amount_max")
_DOCUMENT_COLUMNS = ("source", "reference_date", "characters", "sha256", "text")
_FACT_COLUMNS = ("id", "source", "start", "end", "text", "rule")
"""What the tables of every version have."""
_HEAD_BYTES = 100
_APPLICATION_ID_AT = slice(68, 72)
_JOURNAL_MODE_AT = 18
_WRITE_AHEAD = 2
_LONGEST_INTEGER = 2**63 - 1


def render(results: Iterable[Result], layout: Layout, path: Path) -> None:
    """Fills the database at `path`. Raises UsageError where the file is no database or not one of ours."""
    refuse_foreign(path)
    try:
        connection = sqlite3.connect(path, isolation_level=None)
    except sqlite3.Error as error:
        raise UsageError(f"{path}: cannot be written as an SQLite database: {error}") from error
    try:
        connection.execute("PRAGMA foreign_keys = OFF")  # rows of others that refer to ours would go with them
        connection.execute("BEGIN IMMEDIATE")
        try:
            try:
                _create(connection, layout)
            except UsageError as error:
                raise UsageError(f"{path}: {error}") from error
            folder = Path(os.path.realpath(path.parent))
            for result in results:
                _replace(connection, result, layout, folder)
            if layout.prune:
                _prune(connection, layout, folder)
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                # After an error of the disk itself, the next look at the file is what takes the half back.
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            raise
    except sqlite3.DatabaseError as error:
        raise UsageError(f"{path}: cannot be written as an SQLite database: {error}") from error
    finally:
        connection.close()


def refuse_foreign(path: Path) -> None:
    """Raises UsageError where a file is there that is neither empty nor a database of ours. It is not touched."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
    except FileNotFoundError:
        return
    except OSError as error:
        raise UsageError(f"{path}: cannot be written as an SQLite database: {error.strerror or error}") from error
    if not head or head[_APPLICATION_ID_AT] == APPLICATION_ID.to_bytes(4):
        return
    if not head.startswith(SQLITE_SIGNATURE):
        raise UsageError(f"{path}: cannot be written as an SQLite database: it is there already, and is none")
    if head[_JOURNAL_MODE_AT] == _WRITE_AHEAD or not _is_empty(path):
        raise UsageError(
            f"{path}: is a database of another program, which stays as it is; give -o another name "
            "(and ATTACH the one to the other to ask both)"
        )


def _is_empty(path: Path) -> bool:
    """Whether a database holds nothing, looked at without a lock and without a trace."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            objects, version, program = (
                connection.execute(query).fetchone()[0]
                for query in ("SELECT count(*) FROM sqlite_master", "PRAGMA user_version", "PRAGMA application_id")
            )
    except sqlite3.Error:
        return False
    return not (objects or version or program)


def _create(connection: sqlite3.Connection, layout: Layout) -> None:
    tables = [(layout.commands.get(kind, kind), _FACT_COLUMNS) for kind in layout.kinds]
    for name, needed in (("documents", _DOCUMENT_COLUMNS), *tables):
        refuse_namesake(connection, name, needed)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {USER_VERSION}")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS documents (source TEXT PRIMARY KEY, reference_date TEXT, characters INTEGER, "
        "sha256 TEXT, text TEXT, file TEXT, place TEXT)"
    )
    _add_columns(connection, "documents", {"file": "TEXT", "place": "TEXT"})
    connection.execute("CREATE INDEX IF NOT EXISTS documents_file ON documents (file, place)")
    for kind in layout.kinds:
        table = layout.commands.get(kind, kind)
        columns = ", ".join(f"{_quoted(name)} {_type(kind, name, layout)}" for name in _columns(kind, layout))
        connection.execute(
            f'CREATE TABLE IF NOT EXISTS "{table}" (id INTEGER PRIMARY KEY, {columns}, '
            "FOREIGN KEY (source) REFERENCES documents (source))"
        )
        _add_missing(connection, table, kind, layout)
        for name in _columns(kind, layout):
            if name in _INDEXED:
                connection.execute(f'CREATE INDEX IF NOT EXISTS "{table}_{name}" ON "{table}" ("{name}")')


def refuse_namesake(connection: sqlite3.Connection, table: str, columns: Iterable[str]) -> None:
    """Raises UsageError where something of this name is there that we did not make, or an older version did."""
    found = connection.execute("SELECT type FROM sqlite_master WHERE name = ? COLLATE NOCASE", (table,)).fetchone()
    if found is None or (found[0] == "table" and _has_columns(connection, table, columns)):
        return
    raise UsageError(f"it has a {found[0]} {table!r} that is not ours; rename that, or give -o another name")


def _has_columns(connection: sqlite3.Connection, table: str, columns: Iterable[str]) -> bool:
    there = {name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    return there.issuperset(columns)


def _columns(kind: str, layout: Layout) -> tuple[str, ...]:
    return (*(name for name in flat_fields(kind) if name != "kind"), *layout.extras)


def _quoted(name: str) -> str:
    """A column's name as SQL writes it: it may come from a table of anybody."""
    return '"' + name.replace('"', '""') + '"'


def _type(kind: str, name: str, layout: Layout) -> str:
    """Numbers sort as numbers; a column without a type keeps what it is given."""
    if name in layout.keep:
        return ""
    if name in ("page", "line", "column"):
        return "INTEGER"
    hint = field_types(kind).get(name)
    if name in _NUMERIC or (hint is not None and "Decimal" in str(hint) and "tuple" not in str(hint)):
        return "NUMERIC"
    return "TEXT"


def _replace(connection: sqlite3.Connection, result: Result, layout: Layout, folder: Path) -> None:
    doc = result.document
    file, place = _file_of(doc, folder)
    source = _known_name(connection, file, place) or _text(doc.source)
    before = connection.execute("SELECT sha256 FROM documents WHERE source = ?", (source,)).fetchone()
    # Offsets into a text that has changed mean nothing any more, whatever their kind.
    stale = _fact_tables(connection, layout) if before is not None and before[0] != digest(doc) else ()
    for old in (*stale, *(layout.commands.get(kind, kind) for kind in layout.kinds)):
        connection.execute(f'DELETE FROM "{old}" WHERE source = ?', (source,))
    connection.execute(
        "INSERT INTO documents (source, reference_date, characters, sha256, text, file, place) "
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET "
        "reference_date = excluded.reference_date, characters = excluded.characters, sha256 = excluded.sha256, "
        "text = excluded.text, file = excluded.file, place = excluded.place",
        (
            source,
            doc.reference_date and doc.reference_date.isoformat(),
            len(doc.text),
            digest(doc),
            _text(doc.text),
            file,
            place,
        ),
    )
    for record in result.records:
        flat = flatten(record) | {"source": source}
        kind: str = record["kind"]
        table = layout.commands.get(kind, kind)
        names = _columns(kind, layout)
        quoted = ", ".join(map(_quoted, names))
        marks = ", ".join("?" * len(names))
        connection.execute(
            f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', [_value(flat.get(name)) for name in names]
        )


def _file_of(doc: Document, folder: Path) -> tuple[str | None, str | None]:
    """The file that a document stands in, the same however it was spelled, and its place in it: "" for all of it.

    Below the folder of the database it is relative to that, so that both can move together. The place is None for a
    record that has a name of its own.
    """
    if doc.path is None:
        return None, None
    path = Path(doc.path)
    real = Path(os.path.realpath(path.parent), path.name)
    file = real.relative_to(folder) if real.is_relative_to(folder) else real
    if not doc.source.startswith(doc.path):
        return _text(file.as_posix()), None
    return _text(file.as_posix()), _text(doc.source.removeprefix(doc.path))


def _known_name(connection: sqlite3.Connection, file: str | None, place: str | None) -> str | None:
    """What a document is called here already: `.`, a relative path and an absolute one are one document."""
    if file is None or place is None:
        return None
    found = connection.execute("SELECT source FROM documents WHERE file = ? AND place = ?", (file, place)).fetchone()
    return str(found[0]) if found else None


def _prune(connection: sqlite3.Connection, layout: Layout, folder: Path) -> None:
    """Takes out the documents, with all their facts, whose file is there no more."""
    files = connection.execute("SELECT DISTINCT file FROM documents WHERE file IS NOT NULL").fetchall()
    gone = [file for (file,) in files if not os.path.lexists(folder / file)]
    for file in gone:
        for table in _fact_tables(connection, layout):
            connection.execute(
                f'DELETE FROM "{table}" WHERE source IN (SELECT source FROM documents WHERE file = ?)', (file,)
            )
        connection.execute("DELETE FROM documents WHERE file = ?", (file,))


def _add_missing(connection: sqlite3.Connection, table: str, kind: str, layout: Layout) -> None:
    """Columns that the facts of an earlier version, or of a run without them, did not have."""
    _add_columns(connection, table, {name: _type(kind, name, layout) for name in _columns(kind, layout)})


def _add_columns(connection: sqlite3.Connection, table: str, columns: Mapping[str, str]) -> None:
    there = {name.lower() for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    for name, type_name in columns.items():
        if name.lower() not in there:
            connection.execute(f'ALTER TABLE "{table}" ADD COLUMN {_quoted(name)} {type_name}')


def _fact_tables(connection: sqlite3.Connection, layout: Layout) -> tuple[str, ...]:
    """The tables of ours whose rows belong to a document."""
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return tuple(
        table for table in layout.commands.values() if table in found and _has_columns(connection, table, _FACT_COLUMNS)
    )


def digest(doc: Document) -> str:
    """The SHA-256 of a document's text, in hexadecimal."""
    return hashlib.sha256(doc.text.encode("utf-8", "surrogatepass")).hexdigest()


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (list, dict)):
        return _text(json.dumps(value, ensure_ascii=False))
    return float(value) if isinstance(value, int) and abs(value) > _LONGEST_INTEGER else value


def _text(value: str) -> str:
    """UTF-8 has no lone surrogates: they become escapes."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8")
