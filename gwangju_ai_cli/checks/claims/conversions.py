"""What a text says twice in brackets: an amount in won, in Hangul or figures, a measure in another unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import bounds_of, value_of
from gwangju_ai_cli.checks.claims.skeleton import COUNT, MONEY, Skeleton, sentence_skeletons
from gwangju_ai_cli.model import Fact, MoneyFact, QuantityFact
from gwangju_ai_cli.vocab import load_vocab

_TWICE = regex.compile(
    rf"(?P<one>[{MONEY}{COUNT}])(?:정|의)?\s?[(（]\s?(?:약|금|￦|₩|한화|일금)?\s?(?P<other>[{MONEY}{COUNT}])(?:정|여|가량)?\s?[)）]"
)
_HANGUL = regex.compile(r"(?:일?금\s?)?[일이삼사오육칠팔구십백천만억조\s]+원?정?")
ROUNDED = Decimal("0.01")
"""How far a measure may be rounded in its conversion, where it says no more digits."""


@dataclass(frozen=True, slots=True)
class SameAmountClaim:
    """`one` and `other` are the same amount in two writings: 270,000,000원(이억칠천만원)."""

    one: MoneyFact
    other: MoneyFact


@dataclass(frozen=True, slots=True)
class UnitClaim:
    """`one` is `other` in another unit of the same family; `right` is what `one` makes in the other's unit."""

    one: QuantityFact
    other: QuantityFact
    right: Decimal
    low: Decimal
    high: Decimal


@cache
def _factors() -> dict[str, tuple[str, Decimal, Decimal]]:
    return {
        row["unit"]: (row["family"], Decimal(row["factor"]), Decimal(row["slack"]))
        for row in load_vocab("unit_factors")
    }


def conversion_pairs(analysis: Analysis) -> Iterator[SameAmountClaim | UnitClaim]:
    """Every figure with its own conversion in brackets right behind it."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for match in skeleton.finditer(_TWICE):
            yield from _claim(skeleton, match)


def _claim(skeleton: Skeleton, match: regex.Match[str]) -> Iterator[SameAmountClaim | UnitClaim]:
    one, other = skeleton.fact(match, "one"), skeleton.fact(match, "other")
    if isinstance(one, MoneyFact) and isinstance(other, MoneyFact):
        if one.currency == other.currency and _written_out(one) != _written_out(other):
            yield SameAmountClaim(one, other)
    elif isinstance(one, QuantityFact) and isinstance(other, QuantityFact):
        yield from _units(one, other)


def _written_out(fact: Fact) -> bool:
    """Whether an amount is written in Hangul alone: figures beside it are the same amount, not a part of it."""
    return bool(_HANGUL.fullmatch(fact.text))


def _units(one: QuantityFact, other: QuantityFact) -> Iterator[UnitClaim]:
    first, second = _factors().get(one.unit or ""), _factors().get(other.unit or "")
    value, bounds, stated = value_of(one), bounds_of(one), bounds_of(other)
    if not first or not second or first[0] != second[0] or one.unit == other.unit:
        return
    if value is None or bounds is None or stated is None or not bounds.high.is_finite():
        return
    ratio = first[1] / second[1]
    slack = value * ratio * max(first[2], second[2], ROUNDED)
    low, high = bounds.low * ratio - slack, bounds.high * ratio + slack
    yield UnitClaim(one, other, value * ratio, low, high)
