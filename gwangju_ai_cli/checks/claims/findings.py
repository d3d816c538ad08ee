"""How a refuted claim becomes a finding: its code, one Korean line, and the spans of the figures."""

from __future__ import annotations

from collections.abc import Sequence

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.model import Fact, IssueCode, IssueFact, Span


def finding(
    analysis: Analysis,
    code: IssueCode,
    rule: str,
    message: str,
    evidence: Sequence[Fact | Span],
    *,
    expected: str | None,
    found: str | None,
    doubtful: bool = False,
) -> IssueFact:
    """A finding that spans from the first to the last of its evidence; `doubtful` ones need `--strict`."""
    spans = tuple(sorted(item if isinstance(item, Span) else item.span for item in evidence))
    start, end = spans[0].start, max(span.end for span in spans)
    return IssueFact(
        source=analysis.doc.source,
        start=start,
        end=end,
        text=analysis.text[start:end],
        rule=rule,
        code=code,
        message=message,
        expected=expected,
        found=found,
        spans=spans,
        doubtful=doubtful,
    )
