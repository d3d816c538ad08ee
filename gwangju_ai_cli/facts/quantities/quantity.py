"""A quantity as written, before it becomes a fact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from gwangju_ai_cli.korean.numerals import Malformed
from gwangju_ai_cli.model import Span


@dataclass(frozen=True, slots=True)
class Quantity:
    """Number or bounds with the unit, and the noun counted where the text glues it to the unit.

    `precision` is the smallest unit written; `broken` says why the number is none.
    """

    span: Span
    rule: str
    low: Decimal
    high: Decimal
    unit: str | None
    precision: Decimal = Decimal(1)
    approximate: bool = False
    counted: Span | None = None
    broken: Malformed | None = None
    is_range: bool = False
