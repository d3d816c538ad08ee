"""Products and ratios that do not follow from their factors."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import APPROXIMATE, Bounds, bounds_of, value_of, write_value
from gwangju_ai_cli.checks.claims.findings import finding
from gwangju_ai_cli.checks.claims.model import InstalmentClaim, ProductClaim, RatioClaim
from gwangju_ai_cli.checks.claims.products import counted_claims, instalment_claims, product_claims, ratio_claims
from gwangju_ai_cli.model import IssueFact
from gwangju_ai_cli.wording import group_number


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each stated product or ratio that its factors refute."""
    for product in product_claims(analysis):
        yield from _product(analysis, product)
    for instalment in (*instalment_claims(analysis), *counted_claims(analysis)):
        yield from _instalment(analysis, instalment)
    for ratio in ratio_claims(analysis):
        yield from _ratio(analysis, ratio)


def _product(analysis: Analysis, claim: ProductClaim) -> Iterator[IssueFact]:
    total = bounds_of(claim.total)
    made, exact = Bounds(Decimal(0), Decimal(0)), Decimal(0)
    for each, count in claim.factors:
        one, many = bounds_of(each), bounds_of(count)
        value, number = value_of(each), value_of(count)
        if one is None or many is None or value is None or number is None:
            return
        made += Bounds(one.low * many.low, one.high * many.high)
        exact += value * number
    if total is not None and not made.meets(total):
        right = write_value(exact, claim.total)
        written = " + ".join(f"{each.text} × {count.text}" for each, count in claim.factors)
        yield finding(
            analysis,
            "product",
            "check.product.each",
            f"곱이 맞지 않습니다: {written} = {right}, 본문은 {claim.total.text}",
            [*(fact for factor in claim.factors for fact in factor), claim.total],
            expected=right,
            found=claim.total.text,
        )


def _instalment(analysis: Analysis, claim: InstalmentClaim) -> Iterator[IssueFact]:
    each, total, value = bounds_of(claim.each), bounds_of(claim.total), value_of(claim.each)
    if each is None or total is None or value is None:
        return
    if claim.average:
        each = each.widened(abs(value) * APPROXIMATE)
    if not Bounds(each.low * claim.times, each.high * claim.times).meets(total):
        right = write_value(value * claim.times, claim.total)
        yield finding(
            analysis,
            "product",
            "check.product.each",
            f"곱이 맞지 않습니다: {claim.each.text} × {claim.times}회 = {right}, 본문은 {claim.total.text}",
            [claim.each, claim.period, claim.total],
            expected=right,
            found=claim.total.text,
        )


def _ratio(analysis: Analysis, claim: RatioClaim) -> Iterator[IssueFact]:
    few, many = value_of(claim.few), value_of(claim.many)
    if not few or many is None or claim.few.modifier or claim.many.modifier:
        return
    ratio = many / few
    unit = Decimal(1).scaleb(-claim.places)
    if abs(ratio - claim.ratio) > unit:
        right, written = (f"{group_number(value)}대 1" for value in (round(ratio, max(1, claim.places)), claim.ratio))
        yield finding(
            analysis,
            "product",
            "check.product.ratio",
            f"경쟁률이 맞지 않습니다: {claim.few.text}에 {claim.many.text}이면 {right}, 본문은 {written}",
            [claim.few, claim.many, claim.span],
            expected=right,
            found=written,
        )
