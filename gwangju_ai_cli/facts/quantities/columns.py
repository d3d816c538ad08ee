"""Figures of a table whose column, or row, names a unit of counting in its head: 직원(명), 비율(%), 면적(㎡)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gwangju_ai_cli.captions import captioned_tables
from gwangju_ai_cli.facts.quantities.quantity import Quantity
from gwangju_ai_cli.facts.quantities.units import units
from gwangju_ai_cli.grid import unit_columns
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Number
from gwangju_ai_cli.model import Span

_SHARES = {"%": "%", "％": "%", "퍼센트": "%", "%p": "%p", "%포인트": "%p"}
_SCALED = re.compile(r"(?P<scale>천|만|십만|백만|천만|억)[ ]?(?P<unit>.+)")


def caption_spans(text: str) -> tuple[Span, ...]:
    """Where captions of tables name units: 천명 there is no thousand people."""
    return captioned_tables(text).captions


def column_quantities(text: str) -> Iterator[Quantity]:
    """The figures that the head of their column gives a unit; what it heads is what is counted.

    >>> text = "연도 | 직원(명) | 비율(%)\\n2020 | 1,240 | 35.2"
    >>> [(str(q.low), q.unit, q.counted.of(text)) for q in column_quantities(text)]
    [('1240', '명', '직원'), ('35.2', '%', '비율')]
    """
    for column in (*unit_columns(text), *captioned_tables(text).columns):
        written = column.unit.of(text).strip()
        unit, scale = _unit(written)
        if unit is None:
            continue
        for figure in column.figures:
            low, high = figure.number.low * scale, figure.number.high * scale
            yield Quantity(
                figure.span,
                "quantity.column",
                -low if figure.negative else low,
                -high if figure.negative else high,
                unit,
                figure.number.unit * scale,
                counted=column.name if column.name.start < column.name.end else None,
            )


def _unit(written: str) -> tuple[str | None, Decimal]:
    """The unit that a head names, and how many of it one of the figures stands for: 천명 is a thousand 명.

    >>> _unit("천명"), _unit("%"), _unit("백만원")
    (('명', Decimal('1000')), ('%', Decimal('1')), (None, Decimal('1')))
    """
    known = units().get(written)
    if written in _SHARES or known is not None:
        return _SHARES.get(written) or (known.unit if known else None), Decimal(1)
    scaled = _SCALED.fullmatch(written)
    counted = units().get(scaled["unit"]) if scaled else None
    scale = numerals.parse(f"1{scaled['scale']}") if scaled and counted else None
    return (counted.unit, scale.low) if counted and isinstance(scale, Number) else (None, Decimal(1))
