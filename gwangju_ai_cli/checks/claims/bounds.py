"""What a written figure allows: 4061억원 may stand for anything that rounds to it, 약 and 여 for more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gwangju_ai_cli.model import BudgetFact, Fact, MoneyFact, QuantityFact
from gwangju_ai_cli.wording import group_number, write_money, write_number

APPROXIMATE = Decimal("0.10")
"""How far 약, 여, 가량 may stray from the figure, as a share of it."""
ROUNDING, PRICE_ROUNDING = Decimal("0.05"), Decimal("0.02")
"""How far a figure may have been rounded, as a share of it; prices (5만원) are told more exactly than budgets."""
A_PRICE = 1_000_000
HALF = Decimal("0.5")
INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a figure may stand for, both inclusive."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Bounds) -> Bounds:
        return Bounds(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Bounds) -> Bounds:
        return Bounds(self.low - other.high, self.high - other.low)

    def meets(self, other: Bounds) -> bool:
        """Whether some value satisfies both."""
        return self.low <= other.high and other.low <= self.high

    def widened(self, margin: Decimal) -> Bounds:
        """The bounds with a margin on either side."""
        return Bounds(self.low - margin, self.high + margin)


def bounds_of(fact: Fact) -> Bounds | None:
    """What the figure of a fact allows; None where it has no value.

    Money and measures may have been rounded to the unit they are written in, though never by more than
    a twentieth, prices below a million a fiftieth; counts below ten thousand are exact.

    >>> fact = MoneyFact(source="-", start=0, end=6, text="4061억원", rule="x",
    ...                  amount=Decimal("4061e8"), currency="KRW", unit=Decimal("1e8"))
    >>> bounds = bounds_of(fact)
    >>> int(bounds.low), int(bounds.high)
    (406050000000, 406150000000)
    """
    figure = figure_of(fact)
    if figure is None:
        return None
    value, value_max, unit, modifier = figure
    if value_max is not None:
        return Bounds(min(value, value_max), max(value, value_max))
    if modifier == "approx":
        return Bounds(value, value).widened(abs(value) * APPROXIMATE)
    if modifier in ("equal_or_more", "more_than"):
        return Bounds(value, INFINITY)
    if modifier in ("equal_or_less", "less_than"):
        return Bounds(Decimal(0), value)
    if isinstance(fact, QuantityFact) and unit == 1 and value == value.to_integral_value():
        return Bounds(value, value)
    finest = PRICE_ROUNDING if isinstance(fact, MoneyFact) and abs(value) < A_PRICE else ROUNDING
    return Bounds(value, value).widened(min(unit * HALF, abs(value) * finest))


_SCALE = Decimal(10) ** 8
_TENTH = Decimal("0.1")


def rate_bounds_of(fact: Fact) -> Bounds | None:
    """What a figure allows where a rate is computed of it: 22억 8000만 달러 is told to the tenth of 억, not to the 만.

    Only an amount in 억 and round 만 is widened; one with further digits (22억 8153만) says how exact it is.

    >>> fact = MoneyFact(source="-", start=0, end=10, text="22억 8000만달러", rule="x",
    ...                  amount=Decimal("22.8e8"), currency="USD", unit=Decimal("1e4"))
    >>> bounds = rate_bounds_of(fact)
    >>> int(bounds.low), int(bounds.high)
    (2275000000, 2285000000)
    """
    bounds, value = bounds_of(fact), value_of(fact)
    if bounds is None or value is None or not isinstance(fact, MoneyFact) or fact.modifier:
        return bounds
    tenth = _SCALE * _TENTH
    told_in_tenths = fact.unit < tenth and abs(value) >= _SCALE and value % tenth == 0 and value % _SCALE != 0
    return Bounds(value, value).widened(tenth * HALF) if told_in_tenths else bounds


def figure_of(fact: Fact) -> tuple[Decimal, Decimal | None, Decimal, str | None] | None:
    """Value, upper value, smallest written unit and modifier of a figure; None where it has no value."""
    if isinstance(fact, MoneyFact) and fact.amount is not None:
        return fact.amount, fact.amount_max, fact.unit, fact.modifier
    if isinstance(fact, BudgetFact) and fact.amount is not None:
        return fact.amount, fact.amount_max, Decimal(1), fact.modifier
    if isinstance(fact, QuantityFact) and fact.value is not None:
        return fact.value, fact.value_max, fact.precision, fact.modifier
    return None


def value_of(fact: Fact) -> Decimal | None:
    """The plain value of a figure; None for a range or no value."""
    figure = figure_of(fact)
    return figure[0] if figure and figure[1] is None else None


def comparable(one: Fact, other: Fact) -> bool:
    """Whether two figures can be added: money of one currency, or counts in one unit."""
    if isinstance(one, MoneyFact) and isinstance(other, MoneyFact):
        return one.currency == other.currency
    return isinstance(one, QuantityFact) and isinstance(other, QuantityFact) and one.unit == other.unit


_SCALES = {Decimal(10) ** power: name for power, name in ((3, "천"), (4, "만"), (6, "백만"), (8, "억"), (12, "조"))}
_BARE = re.compile(r"[-△▵▲]?[ ]?[0-9][0-9,.]*")


def write_alike(facts: Sequence[Fact], value: Decimal) -> tuple[list[str], str, str]:
    """The figures of `facts` and a value computed from them in one unit: (each figure, the value, a note).

    Bare figures of one table stay as they are written, and the note tells their unit; where some carry a unit of
    their own and others do not, all are written out. The last fact says how the value is written.
    """
    bare = [_BARE.fullmatch(fact.text) is not None for fact in facts]
    units = {figure_of(fact)[2] for fact in facts if isinstance(fact, MoneyFact) and figure_of(fact)}  # type: ignore[index]
    if not any(bare):
        return [fact.text for fact in facts], write_value(value, facts[-1]), ""
    first = facts[0]
    if all(bare) and len(units) == 1 and isinstance(first, MoneyFact):
        unit = units.pop()
        name = write_money(Decimal(1), None, first.currency).removeprefix("1").strip()
        note = f" (단위: {_SCALES[unit]}{name})" if unit in _SCALES else ""
        return [fact.text for fact in facts], group_number(value / unit), note
    return [write_value(value_of(fact) or Decimal(0), fact) for fact in facts], write_value(value, facts[-1]), ""


def write_value(value: Decimal, like: Fact) -> str:
    """A computed value in the writing of a stated figure: `310억원`, `55명`."""
    if isinstance(like, MoneyFact):
        return write_money(value, None, like.currency)
    unit = like.unit or "" if isinstance(like, QuantityFact) else ""
    return f"{write_number(value)}{unit}"
