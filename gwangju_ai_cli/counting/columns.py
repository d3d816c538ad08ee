"""Figures of a table whose column, or row, names a unit of counting in its head: 직원(명), 비율(%), 면적(㎡)."""
from __future__ import annotations

import re
from collections.abc import Iterator

from gwangju_ai_cli import numerals
from gwangju_ai_cli.counting.quantity import Quantity
from gwangju_ai_cli.counting.units import units
from gwangju_ai_cli.grid import unit_columns
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.numerals import Number

_FIGURE = re.compile(rf"(?P<sign>[-△▵▲][ ]?)?(?:[+][ ]?)?(?P<num>{numerals.DIGITS})")
_SHARES = {"%": "%", "％": "%", "퍼센트": "%", "%p": "%p", "%포인트": "%p"}


def column_quantities(text: str) -> Iterator[Quantity]:
    """The figures that the head of their column gives a unit; what it heads is what is counted.

    >>> text = "연도 | 직원(명) | 비율(%)\\n2020 | 1,240 | 35.2"
    >>> [(str(q.low), q.unit, q.counted.of(text)) for q in column_quantities(text)]
    [('1240', '명', '직원'), ('35.2', '%', '비율')]
    """
    for column in unit_columns(text):
        written = column.unit.of(text).strip()
        known = units().get(written)
        unit = _SHARES.get(written) or (known.unit if known else None)
        if unit is None:
            continue
        for cell in column.cells:
            match = _FIGURE.match(text, cell.start, cell.end)
            number = numerals.parse(match["num"], match.start("num")) if match else None
            if match is None or not isinstance(number, Number):
                continue
            sign = -1 if match["sign"] else 1
            start = match.start("sign") if match["sign"] else match.start("num")
            yield Quantity(
                Span(start, match.end("num")), "quantity.column", sign * number.low, sign * number.high, unit,
                number.unit, counted=column.name if column.name.start < column.name.end else None,
            )
