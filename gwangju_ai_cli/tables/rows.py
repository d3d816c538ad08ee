"""Rows with named cells → documents: what all forms of tables share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from gwangju_ai_cli.errors import SourceError
from gwangju_ai_cli.inputs import Failure, Input
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.records import Chosen, NoText, choose_columns, document_of, is_ours
from gwangju_ai_cli.tables import OURS

LONGEST_NAME = 80
Row = tuple[int, Mapping[str, Any] | str]
"""The line or row in the file, and its cells by column; or what is wrong with it."""


def choose(names: Sequence[str], source: str, how: Input) -> Chosen | Failure:
    """The columns to read of a table of these; or why none of it can be read."""
    if is_ours(names) and how.columns.text is None:
        return Failure(source, f"{OURS}; name a column with --text-column to read it all the same", skipped=True)
    try:
        return choose_columns(names, how.columns)
    except SourceError as error:
        # Only a table that was named has to be one of documents; what --text-column names has to be there.
        skipped = isinstance(error, NoText)
        return Failure(source, str(error), what="columns", skipped=skipped)


def documents_of(
    rows: Iterable[Row], chosen: Chosen, source: str, how: Input, path: str | None, place: str | None = None
) -> Iterator[Document | Failure]:
    """The documents of rows, named by their cells or, after `place`, by their numbers."""
    for number, row in rows:
        try:
            if isinstance(row, str):
                raise SourceError(row)
            yield document_of(row, chosen, f"{place or source}:{number}", how, path)
        except SourceError as error:
            yield Failure(place or source, str(error), number, "record")


def unique(names: Iterable[str]) -> list[str]:
    """Names of columns, each once: a second `date` is `date.2`, one without a name `column 3`.

    >>> unique(["a", "a", "", " b "])
    ['a', 'a.2', 'column 3', 'b']
    """
    out: list[str] = []
    for number, name in enumerate(names, 1):
        bare = name.strip().strip("\ufeff") or f"column {number}"
        wanted, count = bare, 1
        while wanted in out:
            count += 1
            wanted = f"{bare}.{count}"
        out.append(wanted)
    return out


def header_row(rows: Sequence[Sequence[Any]], how: Input) -> int | None:
    """Which of the first rows of a table names its columns: the first that has a text; None where none does.

    A title and empty lines may stand before it; a head has a name for most of its columns.
    """
    width = max((_filled(row) for row in rows), default=0)
    for number, row in enumerate(rows):
        names = [str(cell) if cell is not None else "" for cell in row]
        if 2 * _filled(row) < width or any(len(name) >= LONGEST_NAME or "\n" in name.strip() for name in names):
            continue
        chosen = choose(unique(names), "", how)
        if isinstance(chosen, Chosen) or (chosen.skipped and chosen.message.startswith(OURS)):
            return number
    return None


def _filled(row: Sequence[Any]) -> int:
    return sum(cell is not None and bool(str(cell).strip()) for cell in row)
