"""Parts that do not add up to their total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import Bounds, bounds_of, value_of, write_alike
from gwangju_ai_cli.checks.claims.findings import finding, fix_of
from gwangju_ai_cli.checks.claims.model import SumClaim
from gwangju_ai_cli.checks.claims.partitions import partition_claims
from gwangju_ai_cli.checks.claims.sums import sum_claims
from gwangju_ai_cli.checks.claims.tables import table_claims
from gwangju_ai_cli.model import IssueFact

NEARLY = Decimal("0.2")
"""How far an open list may stay from its total and still look as if it was meant to be complete."""


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each total that its parts contradict."""
    for claim in chain(sum_claims(analysis), partition_claims(analysis), table_claims(analysis)):
        found = _refute(analysis, claim)
        if found is not None:
            yield found


def _refute(analysis: Analysis, claim: SumClaim) -> IssueFact | None:
    total = bounds_of(claim.total)
    parts = [bounds_of(part) for part in claim.parts]
    values = [value_of(part) for part in claim.parts]
    stated = value_of(claim.total)
    if total is None or stated is None or None in parts or None in values:
        return None
    added = Bounds(Decimal(0), Decimal(0))
    for part in parts:
        if part is not None:
            added = added + part
    whole = sum((value for value in values if value is not None), Decimal(0))
    if whole == stated or (not claim.complete and added.low <= total.high):
        return None
    # Within what rounding allows: only a careful reader wants to know.
    doubtful = not claim.certain or added.meets(total)
    if not claim.complete and whole <= stated:
        return None
    if not claim.certain and abs(whole - stated) > stated * NEARLY:
        return None  # "어른 212명과 아이 30명을 포함해 총 391명": an open list, not a wrong sum
    (*each, written), result, note = write_alike([*claim.parts, claim.total], whole)
    listed = " + ".join(each)
    message = (
        f"합계가 맞지 않습니다: {listed} = {result}, 본문은 {written}{note}"
        if claim.complete
        else f"부분이 전체보다 큽니다: {listed}, 전체는 {written}{note}"
    )
    return finding(
        analysis,
        "sum",
        "check.sum",
        message,
        [claim.total, *claim.parts],
        expected=result,
        found=written,
        fix=fix_of(claim.total, whole) if claim.complete else None,
        doubtful=doubtful,
    )
