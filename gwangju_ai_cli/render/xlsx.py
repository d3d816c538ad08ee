"""An Excel workbook: a sheet a kind, Korean heads that filter and stay in sight, numbers and days as such.

No cell is ever a formula or a link, whatever a text says. Needs XlsxWriter.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import Json
from gwangju_ai_cli.render import Layout, Result
from gwangju_ai_cli.render.ours import MARK
from gwangju_ai_cli.schema import flat_fields, flatten
from gwangju_ai_cli.vocab import load_vocab

MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767
"""What Excel takes in a sheet and in a cell."""
LARGEST_INTEGER = 10**15
"""Excel's numbers have fifteen digits; longer ones are written as text."""
_MONEY = frozenset({"amount", "amount_max"})
_WIDTHS = {
    "text": 24,
    "source": 24,
    "rule": 20,
    "sentence": 60,
    "message": 60,
    "project": 30,
    "title": 30,
    "amount": 18,
}
_WIDTH = 12
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# XML has none of these, and what reads them back would stumble.
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CREATED = datetime(2000, 1, 1)
"""The same input gives the same bytes."""


@dataclass(slots=True)
class _Sheet:
    """The sheet that facts of a kind are being written to, and how many of them it has."""

    kind: str
    columns: tuple[str, ...]
    page: Any
    rows: int = 0
    number: int = 1
    widths: dict[str, int] = field(default_factory=dict)


def render(results: Iterable[Result], layout: Layout, path: Path) -> None:
    """Writes the workbook, row by row as facts come. Raises UsageError without XlsxWriter."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise UsageError(".xlsx needs XlsxWriter, which is not installed: pip install xlsxwriter") from error
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"author": MARK, "created": _CREATED})
        formats = {
            "head": book.add_format({"bold": True, "bg_color": "#E8EEF4", "bottom": 1}),
            "money": book.add_format({"num_format": "#,##0.####"}),
            "whole": book.add_format({"num_format": "#,##0"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        }
        sheets = {kind: _begin(book, kind, layout, formats, 1) for kind in layout.kinds}
        for result in results:
            for record in result.records:
                sheet = sheets[record["kind"]]
                if sheet.rows + 1 == MOST_ROWS:
                    _end(sheet)
                    sheet = sheets[sheet.kind] = _begin(book, sheet.kind, layout, formats, sheet.number + 1)
                sheet.rows += 1
                _write_row(sheet, flatten(record), formats)
        for sheet in sheets.values():
            _end(sheet)
    with zipfile.ZipFile(path, "a") as packed:
        packed.comment = MARK.encode()


def _begin(book: Any, kind: str, layout: Layout, formats: dict[str, Any], number: int) -> _Sheet:
    name = head_of("kind", kind)
    page = book.add_worksheet(name if number == 1 else f"{name} ({number})")
    columns = (*(name for name in flat_fields(kind) if name != "kind"), *layout.extras)
    for index, column in enumerate(columns):
        page.set_column(index, index, _WIDTHS.get(column, _WIDTH))
    page.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        page.write_string(0, index, column if column in layout.keep else head_of(kind, column), formats["head"])
    return _Sheet(kind, columns, page, number=number)


def _end(sheet: _Sheet) -> None:
    sheet.page.autofilter(0, 0, max(1, sheet.rows), len(sheet.columns) - 1)


def _write_row(sheet: _Sheet, flat: Json, formats: dict[str, Any]) -> None:
    for index, column in enumerate(sheet.columns):
        value = flat.get(column)
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            value = json.dumps(value, ensure_ascii=False)
        if isinstance(value, (int, float)) and abs(value) < LARGEST_INTEGER:
            number_format = formats["whole" if value == int(value) else "money"] if column in _MONEY else None
            sheet.page.write_number(sheet.rows, index, value, number_format)
        elif column.endswith("_date") and _DAY.fullmatch(str(value)) and str(value) >= "1900-03-01":
            sheet.page.write_datetime(sheet.rows, index, date.fromisoformat(str(value)), formats["date"])
        else:
            sheet.page.write_string(sheet.rows, index, cell_text(str(value)))


def cell_text(text: str) -> str:
    r"""A text as a cell can hold it: escapes for what XML cannot say, and an ellipsis where it is too long.

    >>> cell_text("=1+2"), cell_text("a\x00b")
    ('=1+2', 'a\\x00b')
    """
    safe = _NO_XML.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)
    return safe if len(safe) <= MOST_CHARACTERS else safe[: MOST_CHARACTERS - 1] + "…"


@cache
def _heads() -> dict[str, str]:
    return {row["field"]: row["head"] for row in load_vocab("field_heads")}


def head_of(kind: str, column: str) -> str:
    """What the sheet of a kind calls a field.

    >>> head_of("person", "title"), head_of("money", "amount_max")
    ('직함', '금액(최대)')
    """
    heads = _heads()
    return heads.get(f"{kind}.{column}", heads.get(column, column))
