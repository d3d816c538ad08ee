"""Records of tables and JSON → documents: which cell is the text, the name, the day.

Names of columns are compared without case, spaces and underscores; of several that fit, the first of the vocabulary
counts. What a user names goes before what is found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from gwangju_ai_cli.dateline import find_date_in_name, find_stated_date, read_day
from gwangju_ai_cli.errors import SourceError
from gwangju_ai_cli.inputs import Columns, Input
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.vocab import load_vocab

Role = Literal["text", "id", "date", "title"]
_OURS = frozenset({"kind", "source", "start", "end", "rule"})
_SHOWN = 30


class NoText(SourceError):
    """A table of which no column is a text: it may be no table of documents at all."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The names of the columns that were chosen; `guessed` has the roles that the user did not name."""

    text: str
    id: str | None
    date: str | None
    title: str | None
    guessed: frozenset[str] = frozenset()


@cache
def known_names(role: str) -> tuple[str, ...]:
    """The names that a column of that role usually has, the best first, folded."""
    rows = load_vocab("column_names")
    return tuple(fold(name) for row in rows if row["role"] == role for name in row["names"].split(", "))


def fold(name: str) -> str:
    """A column's name without what is spelled now this way, now that.

    >>> fold("Published_At "), fold("기사 본문")
    ('publishedat', '기사본문')
    """
    return "".join(char for char in name.casefold() if char not in " _-.\u00a0\ufeff\t\n\r()[]")


def find_column(names: Iterable[str], role: Role) -> str | None:
    """The name among `names` that a column of that role has; None where none has one.

    >>> find_column(["번호", "제목", "기사 본문"], "text"), find_column(["a", "b"], "text") is None
    ('기사 본문', True)
    """
    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(fold(name), name)
    for known in known_names(role):
        if known in folded:
            return folded[known]
    if role == "text":
        # "보도내용", "news_text", "본문(요약)"; but not "content_type" or "article_id".
        ends = known_names("text_end")
        return next((name for key, name in folded.items() if key.endswith(ends) or key.startswith("본문")), None)
    return None


def choose_columns(names: Sequence[str], wanted: Columns) -> Chosen:
    """Which of a table's columns are read. Raises SourceError, with the columns there are, where that is not clear."""
    given = {"text": wanted.text, "id": wanted.id, "date": wanted.date}
    found = {role: named(names, name, f"--{role}-column") for role, name in given.items() if name is not None}
    for name in wanted.keep:
        named(names, name, "--keep")
    rest = [name for name in names if name not in found.values()]
    text = found.get("text") or find_column(rest, "text")
    if text is None:
        shown = " ".join(load_vocab("column_names")[0]["names"].split(", ")[:5])
        raise NoText(
            f"no column is called {shown} or alike; its columns: {listed(names)}; say which one with --text-column"
        )
    rest = [name for name in rest if name != text]
    return Chosen(
        text,
        found.get("id") or find_column(rest, "id"),
        found.get("date") or find_column(rest, "date"),
        find_column(rest, "title"),
        frozenset(given) - frozenset(found),
    )


def named(names: Sequence[str], wanted: str, option: str) -> str:
    """The column that a user named: as it is spelled, else the only one of that name whatever its case."""
    if wanted in names:
        return wanted
    alike = [name for name in names if fold(name) == fold(wanted)]
    if len(alike) == 1:
        return alike[0]
    raise SourceError(f"no column is called {wanted!r} ({option}); its columns: {listed(names)}")


def listed(names: Sequence[str]) -> str:
    """Names for a message, not more than a reader wants."""
    shown = ", ".join((name[:_SHOWN] + "…" if len(name) > _SHOWN else name) or "(no name)" for name in names[:_SHOWN])
    return shown + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "") or "none"


def is_ours(names: Iterable[str]) -> bool:
    """Whether a table's columns, or a record's keys, say that this program wrote it."""
    return set(names) >= _OURS


def document_of(row: Mapping[str, Any], chosen: Chosen, place: str, how: Input, path: str | None) -> Document:
    """The document that a row of a table is. Raises SourceError where a cell cannot be what it is said to be."""
    doc = make_document(_written(row.get(chosen.text)), _name_of(row, chosen.id) or place, how, path)
    if chosen.date is not None:
        doc = _dated(doc, row.get(chosen.date), chosen.date, how, certain="date" not in chosen.guessed)
    title = _written(row.get(chosen.title)).strip() if chosen.title is not None else ""
    return replace(doc, title=title or doc.title, kept=kept_of(row, how.columns.keep))


def kept_of(row: Mapping[str, Any], keep: Sequence[str]) -> tuple[Any, ...]:
    """What is passed through of a record, as JSON can say it; None where it has no such key."""
    by_fold = {fold(str(name)): name for name in row} if keep else {}
    return tuple(plain(row.get(name, row.get(by_fold.get(fold(name), name)))) for name in keep)


def make_document(text: str, source: str, how: Input, path: str | None) -> Document:
    """A text with its reference date: the one given, else the one it states, else the one in its file's name."""
    kept = (None,) * len(how.columns.keep)
    if how.reference_date is not None:
        return Document(text, source, how.reference_date, date_origin="--date", kept=kept, path=path)
    stated = find_stated_date(text)
    if stated:
        return Document(text, source, stated.day, date_origin=f"“{stated.line}”", kept=kept, path=path)
    if how.date_from_name and (day := find_date_in_name(source) or find_date_in_name(path or "")):
        return Document(text, source, day, date_origin="its name", kept=kept, path=path)
    return Document(text, source, kept=kept, path=path)


def _dated(doc: Document, said: Any, column: str, how: Input, *, certain: bool) -> Document:
    if plain(said) in (None, "") or (isinstance(said, str) and not said.strip()):
        return doc
    try:
        day = read_day(said)
    except ValueError as error:
        if certain:
            raise SourceError(f'"{column}" is no date: {said!r}; {error}') from error
        return replace(doc, gaps=(*doc.gaps, f'its "{column}" is no date: {said!r}'))
    if how.reference_date is not None:
        return doc
    return replace(doc, reference_date=day, date_origin=f'the record\'s "{column}"')


def _name_of(row: Mapping[str, Any], column: str | None) -> str | None:
    """The name of a row's document; None where the cell is empty, for an empty name names nothing."""
    said = plain(row.get(column)) if column is not None else None
    if isinstance(said, (list, dict, bool)):
        raise SourceError(f'"{column}" is neither a string nor a whole number: {said!r}')
    return _written(said).strip() or None


def _written(cell: Any) -> str:
    """A cell as text: exactly as it stands where it is one."""
    if isinstance(cell, str):
        return cell
    said = plain(cell)
    return "" if said is None else str(said)


def plain(cell: Any) -> Any:
    """A cell as JSON has it: days in ISO, whole numbers as such, what is no number as null.

    >>> plain(3.0), plain(float("nan")), plain(datetime(2025, 2, 10, 9, 30)), plain(datetime(2025, 2, 10))
    (3, None, '2025-02-10T09:30:00', '2025-02-10')
    """
    if isinstance(cell, datetime):
        return cell.isoformat() if cell.time() != time() or cell.tzinfo else cell.date().isoformat()
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, (float, Decimal)):
        if not math.isfinite(cell):
            return None
        return int(cell) if cell == int(cell) else float(cell)
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "backslashreplace")
    if isinstance(cell, Mapping):
        return {str(name): plain(value) for name, value in cell.items()}
    if isinstance(cell, (list, tuple)):
        return [plain(item) for item in cell]
    return cell if cell is None or isinstance(cell, (str, int, bool)) else str(cell)


def place_of(path: Path | None, source: str, sheet: str | None = None) -> str:
    """What the rows of a file, or of one of its sheets, are named after."""
    name = path.as_posix() if path is not None else source
    return name if sheet is None else f"{name}:{sheet}"
