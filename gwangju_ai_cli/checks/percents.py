"""Rates, shares, differences, products and conversions that do not follow from their figures."""
from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.claims.bounds import APPROXIMATE, HALF, Bounds, bounds_of, value_of, write_value
from gwangju_ai_cli.claims.changes import change_claims, conversion_claims, product_claims, share_claims
from gwangju_ai_cli.claims.findings import finding
from gwangju_ai_cli.claims.model import ChangeClaim, ConversionClaim, ProductClaim, ShareClaim
from gwangju_ai_cli.model import IssueFact, QuantityFact
from gwangju_ai_cli.wording import group_number

TEN = Decimal(10)
# Won for one unit, far beyond what was ever paid since 1995: only a slip of 만, 억 or 조 leaves these bounds.
WON_FOR_ONE = {
    "USD": (Decimal(600), Decimal(2200)), "EUR": (Decimal(900), Decimal(2500)), "GBP": (Decimal(1000), Decimal(3000)),
    "JPY": (Decimal(5), Decimal(20)), "CNY": (Decimal(80), Decimal(320)),
}


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each stated rate, share, difference, product or conversion that its figures refute."""
    for change in change_claims(analysis):
        yield from _change(analysis, change)
    for share in share_claims(analysis):
        yield from _share(analysis, share)
    for product in product_claims(analysis):
        yield from _product(analysis, product)
    for conversion in conversion_claims(analysis):
        yield from _conversion(analysis, conversion)


def _tolerated(rate: QuantityFact, computed: Bounds) -> bool:
    """Whether a stated percentage fits: one unit of its last digit, since editors round and cut alike."""
    if rate.value is None:
        return True
    if rate.value_max is not None:
        return computed.meets(Bounds(rate.value, rate.value_max).widened(rate.precision))
    if rate.modifier in ("equal_or_more", "more_than"):
        return computed.high >= rate.value - rate.precision
    if rate.modifier in ("equal_or_less", "less_than"):
        return computed.low <= rate.value + rate.precision
    margin = rate.precision + (abs(rate.value) * APPROXIMATE if rate.modifier == "approx" else 0)
    return computed.meets(Bounds(rate.value, rate.value).widened(margin))


def _ratio(part: Bounds, whole: Bounds) -> Bounds | None:
    if whole.low <= 0 or not whole.high.is_finite() or not part.high.is_finite():
        return None
    return Bounds(part.low / whole.high * 100, part.high / whole.low * 100)


def _percent(value: Decimal) -> str:
    return f"{group_number(round(value, 1))}%"


def _change(analysis: Analysis, claim: ChangeClaim) -> Iterator[IssueFact]:
    before, after = bounds_of(claim.before), bounds_of(claim.after)
    start, end = value_of(claim.before), value_of(claim.after)
    if before is None or after is None or start is None or end is None or start <= 0:
        return
    grown = after - before if claim.direction == "up" else before - after
    moved = end - start if claim.direction == "up" else start - end
    said = "증가" if claim.direction == "up" else "감소"
    if grown.high < 0:
        yield finding(
            analysis, "percent", "check.percent.direction",
            f"늘고 줄어든 방향이 맞지 않습니다: {claim.before.text} → {claim.after.text}, 본문은 {said}",
            [claim.before, claim.after], expected="감소" if said == "증가" else "증가", found=said,
        )
        return
    if claim.rate is not None:
        computed = _ratio(grown, before)
        if computed and not _tolerated(claim.rate, computed):
            right = _percent(moved / start * 100)
            yield finding(
                analysis, "percent", "check.percent.change",
                f"증감률이 맞지 않습니다: {claim.before.text} → {claim.after.text}은(는) {right} {said}, "
                f"본문은 {claim.rate.text}",
                [claim.before, claim.after, claim.rate], expected=right, found=claim.rate.text,
            )
    if claim.difference is not None:
        stated = bounds_of(claim.difference)
        if stated and not stated.meets(grown):
            right = write_value(moved, claim.difference)
            yield finding(
                analysis, "percent", "check.percent.difference",
                f"차액이 맞지 않습니다: {claim.before.text} → {claim.after.text}의 차이는 {right}, "
                f"본문은 {claim.difference.text}",
                [claim.before, claim.after, claim.difference], expected=right, found=claim.difference.text,
            )


def _share(analysis: Analysis, claim: ShareClaim) -> Iterator[IssueFact]:
    part, whole = bounds_of(claim.part), bounds_of(claim.whole)
    some, all_ = value_of(claim.part), value_of(claim.whole)
    if part is None or whole is None or not some or not all_:
        return
    if all_ <= TEN or all_ == TEN * TEN:
        part = part.widened(HALF)  # "10명 중 8명(81.9%)": the rate in round words
    computed = _ratio(part, whole)
    if computed and not _tolerated(claim.rate, computed):
        right = _percent(some / all_ * 100)
        yield finding(
            analysis, "percent", "check.percent.share",
            f"비율이 맞지 않습니다: {claim.whole.text} 중 {claim.part.text}은(는) {right}, 본문은 {claim.rate.text}",
            [claim.part, claim.whole, claim.rate], expected=right, found=claim.rate.text,
        )


def _product(analysis: Analysis, claim: ProductClaim) -> Iterator[IssueFact]:
    each, count, total = bounds_of(claim.each), bounds_of(claim.count), bounds_of(claim.total)
    one, many = value_of(claim.each), value_of(claim.count)
    if each is None or count is None or total is None or one is None or many is None:
        return
    if not Bounds(each.low * count.low, each.high * count.high).meets(total):
        right = write_value(one * many, claim.total)
        yield finding(
            analysis, "percent", "check.percent.each",
            f"곱이 맞지 않습니다: {claim.each.text} × {claim.count.text} = {right}, 본문은 {claim.total.text}",
            [claim.each, claim.count, claim.total], expected=right, found=claim.total.text,
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
            analysis, "percent", "check.percent.conversion",
            f"환산액의 단위가 맞지 않아 보입니다: {claim.foreign.text}은(는) {least}~{most} 사이, "
            f"본문은 {claim.won.text}",
            [claim.foreign, claim.won], expected=f"{least}~{most}", found=claim.won.text,
        )
