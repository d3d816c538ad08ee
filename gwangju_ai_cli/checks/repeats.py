"""Figures that a text says twice, with different values."""

from __future__ import annotations

from collections.abc import Iterator

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import bounds_of
from gwangju_ai_cli.checks.claims.findings import finding
from gwangju_ai_cli.checks.claims.repeats import repeat_claims
from gwangju_ai_cli.model import IssueFact


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each figure that comes back with another value."""
    for claim in repeat_claims(analysis):
        one, two = bounds_of(claim.first), bounds_of(claim.again)
        if one is not None and two is not None and not one.meets(two):
            yield finding(
                analysis,
                "repeat",
                "check.repeat",
                f"같은 수치가 서로 다릅니다: 앞에서는 {claim.first.text}, 뒤에서는 {claim.again.text}",
                [claim.first, claim.again],
                expected=claim.first.text,
                found=claim.again.text,
            )
