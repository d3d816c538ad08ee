"""Figures of a table whose column, or row, names a unit of counting in its head: 직원(명), 비율(%), 면적(㎡)."""

from __future__ import annotations

from collections.abc import Iterator

from gwangju_ai_cli.facts.quantities.quantity import Quantity
from gwangju_ai_cli.facts.quantities.units import units
from gwangju_ai_cli.grid import unit_columns

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
        for figure in column.figures:
            low, high = figure.number.low, figure.number.high
            yield Quantity(
                figure.span,
                "quantity.column",
                -low if figure.negative else low,
                -high if figure.negative else high,
                unit,
                figure.number.unit,
                counted=column.name if column.name.start < column.name.end else None,
            )
