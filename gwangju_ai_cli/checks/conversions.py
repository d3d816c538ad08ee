"""The same amount or measure, told twice in brackets with two values."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import bounds_of, value_of, write_value
from gwangju_ai_cli.checks.claims.changes import conversion_claims
from gwangju_ai_cli.checks.claims.conversions import SameAmountClaim, UnitClaim, conversion_pairs
from gwangju_ai_cli.checks.claims.findings import finding
from gwangju_ai_cli.checks.claims.model import ConversionClaim
from gwangju_ai_cli.model import IssueFact
from gwangju_ai_cli.wording import with_particle

# Won for one unit, far beyond what was ever paid since 1995: only a slip of 만, 억 or 조 leaves these bounds.
WON_FOR_ONE = {
    "USD": (Decimal(600), Decimal(2200)),
    "EUR": (Decimal(900), Decimal(2500)),
    "GBP": (Decimal(1000), Decimal(3000)),
    "JPY": (Decimal(5), Decimal(20)),
    "CNY": (Decimal(80), Decimal(320)),
}


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each figure that its own conversion refutes."""
    for conversion in conversion_claims(analysis):
        yield from _conversion(analysis, conversion)
    for pair in conversion_pairs(analysis):
        yield from _same(analysis, pair) if isinstance(pair, SameAmountClaim) else _unit(analysis, pair)


def _same(analysis: Analysis, claim: SameAmountClaim) -> Iterator[IssueFact]:
    one, other = bounds_of(claim.one), bounds_of(claim.other)
    value = value_of(claim.one)
    if one is not None and other is not None and value is not None and not one.meets(other):
        yield finding(
            analysis,
            "conversion",
            "check.conversion.writing",
            f"같은 금액이 서로 다릅니다: {with_particle(claim.one.text, '과')} {claim.other.text}",
            [claim.one, claim.other],
            expected=write_value(value, claim.one),
            found=claim.other.text,
        )


def _unit(analysis: Analysis, claim: UnitClaim) -> Iterator[IssueFact]:
    stated = bounds_of(claim.other)
    if stated is not None and (stated.high < claim.low or stated.low > claim.high):
        right = write_value(round(claim.right, 1 if claim.right < 100 else 0), claim.other)
        yield finding(
            analysis,
            "conversion",
            "check.conversion.unit",
            f"환산이 맞지 않습니다: {with_particle(claim.one.text, '은')} {right}, 본문은 {claim.other.text}",
            [claim.one, claim.other],
            expected=right,
            found=claim.other.text,
        )


def _conversion(analysis: Analysis, claim: ConversionClaim) -> Iterator[IssueFact]:
    limits = WON_FOR_ONE.get(claim.foreign.currency or "")
    foreign, won = value_of(claim.foreign), value_of(claim.won)
    if limits is None or not foreign or not won:
        return
    rate = won / foreign
    if not limits[0] <= rate <= limits[1]:
        least, most = (write_value(foreign * limit, claim.won) for limit in limits)
        yield finding(
            analysis,
            "conversion",
            "check.conversion.currency",
            f"환산액의 단위가 맞지 않아 보입니다: {with_particle(claim.foreign.text, '은')} {least}~{most} 사이, "
            f"본문은 {claim.won.text}",
            [claim.foreign, claim.won],
            expected=f"{least}~{most}",
            found=claim.won.text,
        )
