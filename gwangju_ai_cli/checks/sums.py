"""Parts that do not add up to their total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import Bounds, bounds_of, comparable, figure_of, value_of, write_alike
from gwangju_ai_cli.checks.claims.findings import finding, fix_of
from gwangju_ai_cli.checks.claims.lists import list_claims
from gwangju_ai_cli.checks.claims.model import SumClaim
from gwangju_ai_cli.checks.claims.partitions import partition_claims
from gwangju_ai_cli.checks.claims.sums import sum_claims
from gwangju_ai_cli.checks.claims.tables import table_claims
from gwangju_ai_cli.model import IssueFact

NEARLY = Decimal("0.2")
"""How far an open list may stay from its total and still look as if it was meant to be complete."""

FEW = 3
"""Parts of which rounding hardly adds up to more than one unit."""


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each total that its parts contradict."""
    refuted: set[int] = set()
    listed = (claim for claim in list_claims(analysis) if not _told(analysis, claim))
    parted = (claim for claim in partition_claims(analysis) if claim.complete or not _told(analysis, claim))
    for claim in chain(sum_claims(analysis), table_claims(analysis), parted, listed):
        found = _refute(analysis, claim)
        if found is not None and (claim.total.start not in refuted or found.doubtful):
            refuted |= set() if found.doubtful else {claim.total.start}
            yield found


def _rounded(claim: SumClaim, missed: Decimal) -> bool:
    """Whether rounding explains by how much the parts miss their total.

    It could add up to half a unit per figure, but hardly ever does: 18억원, 15억원 and 14억원 are no 45억원. Figures
    that are told as approximate may miss by all that their words allow.
    """
    figures = [figure for figure in map(figure_of, (claim.total, *claim.parts)) if figure]
    if any(modifier for _, _, _, modifier in figures):
        return True
    unit = max(unit for _, _, unit, _ in figures)
    count = len(claim.parts)
    return missed <= unit * (Decimal(1) if count <= FEW else max(Decimal("1.5"), Decimal(count) / 4))


def _told(analysis: Analysis, claim: SumClaim) -> bool:
    """Whether the text states elsewhere what the parts add up to: then they are the parts of that figure."""
    added = Bounds(Decimal(0), Decimal(0))
    for part in claim.parts:
        bounds = bounds_of(part)
        if bounds is None or not bounds.high.is_finite():
            return True
        added = added + bounds
    others = (fact for kind in ("money", "quantity") for fact in analysis.facts(kind) if comparable(fact, claim.total))
    for fact in others:
        bounds = bounds_of(fact)
        if fact is not claim.total and fact not in claim.parts and bounds is not None and bounds.meets(added):
            return True
    return False


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
    doubtful = not claim.certain or (added.meets(total) and _rounded(claim, abs(whole - stated)))
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
