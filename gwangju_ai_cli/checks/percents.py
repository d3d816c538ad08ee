"""Rates, shares, differences and conversions that do not follow from their figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.answers import answers_claims
from gwangju_ai_cli.checks.claims.bounds import (
    APPROXIMATE,
    HALF,
    Bounds,
    bounds_of,
    rate_bounds_of,
    value_of,
    write_value,
)
from gwangju_ai_cli.checks.claims.changes import (
    adjusted_claims,
    change_claims,
    next_claims,
    points_claims,
    share_claims,
    step_claims,
)
from gwangju_ai_cli.checks.claims.findings import edit, finding, fix_of
from gwangju_ai_cli.checks.claims.model import (
    AdjustedClaim,
    AnswersClaim,
    ChangeClaim,
    PointsClaim,
    ShareClaim,
    StepClaim,
)
from gwangju_ai_cli.model import Fact, IssueFact, QuantityFact
from gwangju_ai_cli.wording import group_number, with_particle

TEN, HUNDRED = Decimal(10), Decimal(100)


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each stated rate, share, difference or conversion that its figures refute."""
    for change in (*change_claims(analysis), *next_claims(analysis)):
        yield from _change(analysis, change)
    for adjusted in adjusted_claims(analysis):
        yield from _adjusted(analysis, adjusted)
    for share in share_claims(analysis):
        yield from _share(analysis, share)
    for step in step_claims(analysis):
        yield from _step(analysis, step)
    for points in points_claims(analysis):
        yield from _points(analysis, points)
    for answers in answers_claims(analysis):
        yield from _answers(analysis, answers)


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
            analysis,
            "difference",
            "check.difference.direction",
            f"늘고 줄어든 방향이 맞지 않습니다: {claim.before.text} → {claim.after.text}, 본문은 {said}",
            [claim.before, claim.after],
            expected="감소" if said == "증가" else "증가",
            found=said,
        )
        return
    if claim.rate is not None:
        computed = _rate_of(claim)
        if computed and not _tolerated(claim.rate, computed):
            right = _percent(moved / start * 100)
            yield finding(
                analysis,
                "difference",
                "check.difference.rate",
                f"증감률이 맞지 않습니다: {claim.before.text} → {with_particle(claim.after.text, '은')} {right} "
                f"{said}, 본문은 {claim.rate.text}",
                [claim.before, claim.after, claim.rate],
                expected=right,
                found=claim.rate.text,
                fix=edit(claim.rate, right),
            )
    if claim.times is not None and claim.direction == "up":
        ratio, many = end / start, value_of(claim.times)
        # "3배 늘었다" is said of three times as many and of three times more.
        if many is not None and not claim.times.modifier and min(abs(ratio - many), abs(ratio - 1 - many)) >= 1:
            right = f"{group_number(round(ratio, 1))}배"
            yield finding(
                analysis,
                "difference",
                "check.difference.times",
                f"배수가 맞지 않습니다: {claim.before.text} → {with_particle(claim.after.text, '은')} {right}, "
                f"본문은 {claim.times.text}",
                [claim.before, claim.after, claim.times],
                expected=right,
                found=claim.times.text,
            )
    if claim.difference is not None:
        stated = bounds_of(claim.difference)
        if stated and not stated.meets(grown):
            right = write_value(moved, claim.difference)
            yield finding(
                analysis,
                "difference",
                "check.difference.amount",
                f"차액이 맞지 않습니다: {claim.before.text} → {claim.after.text}의 차이는 {right}, "
                f"본문은 {claim.difference.text}",
                [claim.before, claim.after, claim.difference],
                expected=right,
                found=claim.difference.text,
                fix=fix_of(claim.difference, moved),
            )


def _rate_of(claim: ChangeClaim) -> Bounds | None:
    """The rate of a change, as both figures allow it."""
    before, after = rate_bounds_of(claim.before), rate_bounds_of(claim.after)
    if before is None or after is None:
        return None
    return _ratio(after - before if claim.direction == "up" else before - after, before)


def _adjusted(analysis: Analysis, claim: AdjustedClaim) -> Iterator[IssueFact]:
    reached, stated = bounds_of(claim.before), bounds_of(claim.after)
    value = value_of(claim.before)
    for step, added in claim.steps:
        by, exact = bounds_of(step), value_of(step)
        if reached is None or by is None or exact is None or value is None:
            return
        reached, value = (reached + by, value + exact) if added else (reached - by, value - exact)
    if reached is None or stated is None or value is None or stated.meets(reached):
        return
    steps = "".join(f" {'+' if added else '-'} {step.text}" for step, added in claim.steps)
    right = write_value(value, claim.after)
    yield finding(
        analysis,
        "difference",
        "check.difference.adjusted",
        f"증감한 금액이 맞지 않습니다: {claim.before.text}{steps} = {right}, 본문은 {claim.after.text}",
        [claim.before, *(step for step, _ in claim.steps), claim.after],
        expected=right,
        found=claim.after.text,
        fix=fix_of(claim.after, value),
    )


def _fits(rate: QuantityFact, part: Bounds, wholes: Sequence[Fact]) -> bool:
    """Whether the part is that share of another figure nearby."""
    ratios = (_ratio(part, whole) for whole in map(bounds_of, wholes) if whole)
    return any(ratio is not None and _tolerated(rate, ratio) for ratio in ratios)


def _share(analysis: Analysis, claim: ShareClaim) -> Iterator[IssueFact]:
    part, whole = rate_bounds_of(claim.part), rate_bounds_of(claim.whole)
    some, all_ = value_of(claim.part), value_of(claim.whole)
    if part is None or whole is None or not some or not all_:
        return
    if all_ <= TEN or all_ == HUNDRED:
        part = part.widened(HALF)  # "10명 중 8명(81.9%)": the rate in round words
    computed = _ratio(part, whole)
    if computed and not _tolerated(claim.rate, computed) and not _fits(claim.rate, part, claim.others):
        right = _percent(some / all_ * 100)
        yield finding(
            analysis,
            "share",
            "check.share.part",
            f"비율이 맞지 않습니다: {claim.whole.text} 중 {with_particle(claim.part.text, '은')} {right}, "
            f"본문은 {claim.rate.text}",
            [claim.part, claim.whole, claim.rate],
            expected=right,
            found=claim.rate.text,
            fix=edit(claim.rate, right),
        )


def _step(analysis: Analysis, claim: StepClaim) -> Iterator[IssueFact]:
    difference, after = rate_bounds_of(claim.difference), rate_bounds_of(claim.after)
    by, end = value_of(claim.difference), value_of(claim.after)
    if difference is None or after is None or not by or not end or claim.rate.value is None:
        return
    up = claim.direction == "up"
    start = end - by if up else end + by
    computed = _ratio(difference, after - difference if up else after + difference)
    # "60억원(130%) 늘어난 100억원" is meant, yet rates far beyond a hundred are told in many ways.
    if start > 0 and computed and not _tolerated(claim.rate, computed) and claim.rate.value < HUNDRED:
        right = _percent(by / start * 100)
        said = "증가" if up else "감소"
        yield finding(
            analysis,
            "difference",
            "check.difference.step",
            f"증감률이 맞지 않습니다: {claim.difference.text} {said}해 "
            f"{with_particle(claim.after.text, '이')} 됐다면 {right}, 본문은 {claim.rate.text}",
            [claim.difference, claim.rate, claim.after],
            expected=right,
            found=claim.rate.text,
            fix=edit(claim.rate, right),
        )


def _points(analysis: Analysis, claim: PointsClaim) -> Iterator[IssueFact]:
    before, after, stated = bounds_of(claim.before), bounds_of(claim.after), bounds_of(claim.points)
    start, end = value_of(claim.before), value_of(claim.after)
    if before is None or after is None or stated is None or start is None or end is None:
        return
    moved = end - start if claim.direction == "up" else start - end
    said = "상승" if claim.direction == "up" else "하락"
    if moved < 0:
        yield finding(
            analysis,
            "difference",
            "check.difference.direction",
            f"늘고 줄어든 방향이 맞지 않습니다: {claim.before.text} → {claim.after.text}, 본문은 {said}",
            [claim.before, claim.after, claim.points],
            expected="하락" if said == "상승" else "상승",
            found=said,
        )
    elif not stated.meets(after - before if claim.direction == "up" else before - after):
        right = f"{group_number(moved)}%포인트"
        yield finding(
            analysis,
            "difference",
            "check.difference.points",
            f"차이가 맞지 않습니다: {claim.before.text} → {with_particle(claim.after.text, '은')} {right}, "
            f"본문은 {claim.points.text}",
            [claim.before, claim.after, claim.points],
            expected=right,
            found=claim.points.text,
            fix=edit(claim.points, right),
        )


def _answers(analysis: Analysis, claim: AnswersClaim) -> Iterator[IssueFact]:
    added = sum((part.value or Decimal(0) for part in claim.parts), Decimal(0))
    facts = [*claim.parts, claim.total] if claim.total else [*claim.parts]
    slack = sum((fact.precision for fact in facts), Decimal(0)) / 2  # each figure may have been rounded
    stated = claim.total.value if claim.total and claim.total.value is not None else HUNDRED
    if abs(added - stated) <= slack or (claim.total is None and added < stated):
        return
    right, listed = f"{group_number(added)}%", " + ".join(part.text for part in claim.parts)
    found = claim.total.text if claim.total else right
    message = f"합계가 맞지 않습니다: {listed} = {right}, 본문은 {found}"
    if claim.total is None:
        message = f"응답 비율의 합이 100%를 넘습니다: {listed} = {right}"
    yield finding(
        analysis,
        "sum",
        "check.sum.answers",
        message,
        facts,
        expected=right if claim.total else "100%",
        found=found,
    )
