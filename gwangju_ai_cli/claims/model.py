"""The claims that a text makes of its figures."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gwangju_ai_cli.model import DateFact, Fact, MoneyFact, QuantityFact, Span

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class SumClaim:
    """`parts` are of `total`: all of them (`complete`), or some.

    `certain` is False where the grammar leaves open whether the parts are disjoint or complete.
    """

    total: Fact
    parts: tuple[Fact, ...]
    complete: bool
    certain: bool = True


@dataclass(frozen=True, slots=True)
class ChangeClaim:
    """From `before` to `after`: by `rate` (a percentage) or by `difference` (a figure of the same kind)."""

    before: Fact
    after: Fact
    direction: Direction
    rate: QuantityFact | None = None
    difference: Fact | None = None


@dataclass(frozen=True, slots=True)
class ShareClaim:
    """`part` is `rate` percent of `whole`."""

    part: Fact
    whole: Fact
    rate: QuantityFact


@dataclass(frozen=True, slots=True)
class ProductClaim:
    """`count` times `each` makes `total` (1인당 30만원씩 200명에게 총 6000만원)."""

    each: MoneyFact
    count: QuantityFact
    total: MoneyFact


@dataclass(frozen=True, slots=True)
class ConversionClaim:
    """`foreign` is said to be worth `won`."""

    foreign: MoneyFact
    won: MoneyFact


@dataclass(frozen=True, slots=True)
class LengthClaim:
    """`period` is said to last `length`."""

    period: DateFact
    length: DateFact


@dataclass(frozen=True, slots=True)
class PhasesClaim:
    """Periods that the text numbers as phases, in the order of their numbers.

    `consecutive` where the text says that one follows the other.
    """

    periods: tuple[tuple[int, DateFact], ...]
    consecutive: bool


@dataclass(frozen=True, slots=True)
class AnniversaryClaim:
    """What began in `founded` (a year) has its `count`-th anniversary in the year of `at`."""

    founded: DateFact
    count: Fact
    number: int
    year: int


@dataclass(frozen=True, slots=True)
class AgeClaim:
    """Somebody born in the year `born`, written at `span`, is `age` in the year of the text."""

    born: int
    span: Span
    age: QuantityFact
    year: int
