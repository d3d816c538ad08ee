"""Excel workbooks (.xlsx), row by row: each sheet that has a text, below whatever title it has."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, BinaryIO

from gwangju_ai_cli.inputs import Failure, Input
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.records import Chosen, listed
from gwangju_ai_cli.tables import OURS
from gwangju_ai_cli.tables.rows import Row, choose, documents_of, header_row, unique

HEAD_ROWS = 25
MARK = "gwangju-ai-cli"
LARGEST_BYTES, LARGEST_RATIO = 1 << 31, 300
"""What a workbook may unpack to at the most, and what times its size beyond a few megabytes."""


def read(stream: BinaryIO, form: str, source: str, path: Path | None, how: Input) -> Iterator[Document | Failure]:
    """The documents of all sheets; where more than one has some, rows are named after their sheet too."""
    try:
        import openpyxl
    except ImportError:
        yield Failure(source, ".xlsx needs one more package: pip install openpyxl")
        return
    from io import BytesIO

    held = BytesIO(stream.read()) if path is None else path.open("rb")
    with held:
        try:
            if reason := _refused(held):
                yield Failure(source, reason)
                return
            book = openpyxl.load_workbook(held, read_only=True, data_only=True)
            yield from _read_book(book, source, how, source if path else None)
        # The library raises what its parts raise: a broken workbook is no reason to stop.
        except (zipfile.BadZipFile, KeyError, ValueError, TypeError, AttributeError, OSError, SyntaxError) as error:
            yield Failure(source, f"cannot be read as .xlsx: {' '.join(str(error).split()) or type(error).__name__}")


def _refused(held: Any) -> str | None:
    """Why a workbook is not opened: it would unpack to more than any table."""
    try:
        with zipfile.ZipFile(held) as packed:
            entries = packed.infolist()
    except zipfile.BadZipFile as error:
        return f"is no .xlsx: {error}; an .xls of old has to be saved as .xlsx first"
    whole, small = sum(entry.file_size for entry in entries), sum(entry.compress_size for entry in entries)
    held.seek(0)
    if whole > LARGEST_BYTES or (whole > 1 << 26 and whole > LARGEST_RATIO * max(small, 1)):
        return f"is refused: its {small:,} bytes unpack to {whole:,}"
    return None


def _read_book(book: Any, source: str, how: Input, path: str | None) -> Iterator[Document | Failure]:
    if book.properties is not None and book.properties.creator == MARK and how.columns.text is None:
        yield Failure(source, OURS, skipped=True)
        return
    found: list[tuple[Any, int, Chosen]] = []
    refused: list[tuple[str, Failure]] = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # some writers state wrong ones
        head = [list(row) for row in islice(sheet.iter_rows(values_only=True), HEAD_ROWS)]
        at = header_row(head, how)
        rows = [row for row in head if any(cell is not None for cell in row)]
        if at is None and not rows:
            continue
        chosen = choose(_names(head[at] if at is not None else max(rows[:5], key=_filled)), source, how)
        if isinstance(chosen, Failure):
            refused.append((sheet.title, chosen))
        else:
            found.append((sheet, at or 0, chosen))
    for sheet, at, chosen in found:
        place = f"{source}:{sheet.title}" if len(found) > 1 else None
        yield from documents_of(_rows(sheet, at), chosen, source, how, path, place)
    if not found and refused:
        sheet_title, failure = refused[0]
        others = f"; other sheets: {listed([title for title, _ in refused[1:]])}" if refused[1:] else ""
        yield Failure(source, f"sheet {sheet_title}: {failure.message}{others}", None, "columns", failure.skipped)
    elif not found:
        yield Failure(source, "is empty: no sheet of it has a row", what="columns")


def _filled(row: list[Any]) -> int:
    return sum(cell is not None for cell in row)


def _names(head: list[Any]) -> list[str]:
    return unique(str(cell) if cell is not None else "" for cell in head)


def _rows(sheet: Any, at: int) -> Iterator[Row]:
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    head = next(islice(rows, at, None))
    names = _names(list(head[1]))
    for number, row in chain(rows):
        if any(cell is not None and str(cell).strip() for cell in row):
            yield number, dict(zip(names, row, strict=False))
