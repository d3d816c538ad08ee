"""Counts that the list beside them refutes."""

from __future__ import annotations

from collections.abc import Iterator

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.counts import CountClaim, count_claims
from gwangju_ai_cli.checks.claims.findings import finding
from gwangju_ai_cli.model import Fix, IssueFact
from gwangju_ai_cli.wording import with_particle


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each count whose list has more names, or, where the list is closed, fewer."""
    for claim in count_claims(analysis):
        listed = len(claim.names)
        few = listed < claim.count and not claim.open and _almost(claim)
        if listed > claim.count or few:
            names = with_particle(", ".join(claim.names), "은")
            yield finding(
                analysis,
                "count",
                "check.count",
                f"개수가 맞지 않습니다: {names} 모두 {listed}개, 본문은 {claim.count}개",
                [claim.number, claim.listed],
                expected=str(listed),
                found=claim.number.of(analysis.text),
                fix=Fix(claim.number.start, claim.number.end, str(listed)),
            )


def _almost(claim: CountClaim) -> bool:
    """Whether the list is long enough to have been meant as all of them: "12곳(한식, 중식)" tells of what kind."""
    return 2 * len(claim.names) > claim.count
