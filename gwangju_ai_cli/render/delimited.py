"""CSV and TSV: a head, then a line a fact. Lists are JSON in their cell; null is an empty cell.

A spreadsheet runs a cell that begins with = + - @ (or a tab or line end before them) as a formula, and a text
is not to be trusted: such a cell gets one apostrophe before it, but for - alone, which names standard input. To undo
it, take one apostrophe from every cell that matches `^'+[=+\\-@＝＋－＠\\t\\r\\n]`.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from typing import Any

from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.schema import COMMON_FIELDS, flat_fields, flatten

_FORMULA = re.compile(r"(?!-\Z)'*[=+\-@＝＋－＠\t\r\n]")


class _File:
    def __init__(self, write: Write) -> None:
        self.write = write


def columns_of(kinds: tuple[str, ...], extras: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The columns of a table of facts of these kinds: common ones first, then each kind's own, then `extras`."""
    return tuple(dict.fromkeys((*COMMON_FIELDS, *(name for kind in kinds for name in flat_fields(kind)), *extras)))


def disarm(text: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> disarm("=1+2"), disarm("'=x"), disarm("'90년대"), disarm("50억원"), disarm("-")
    ("'=1+2", "''=x", "'90년대", '50억원', '-')
    """
    return "'" + text if _FORMULA.match(text) else text


def cell(value: Any) -> Any:
    """A value as it stands in a cell: no formula, lists as JSON, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, str):
        return disarm(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict, bool)) else value


def _render(results: Iterable[Result], layout: Layout, write: Write, delimiter: str) -> None:
    if layout.bom:
        write("\ufeff")
    names = columns_of(layout.kinds, layout.extras)
    writer = csv.writer(_File(write), delimiter=delimiter, lineterminator="\n")
    writer.writerow(names)
    for result in results:
        for record in result.records:
            flat = flatten(record)
            writer.writerow([cell(flat.get(name)) for name in names])


def render_csv(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """Comma-separated, quoted where needed."""
    _render(results, layout, write, ",")


def render_tsv(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """Tab-separated, quoted where needed."""
    _render(results, layout, write, "\t")
