"""How a refuted claim becomes a finding: its code, one Korean line, and the spans of the figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import write_value
from gwangju_ai_cli.model import Fact, Fix, IssueCode, IssueFact, Span

_TAIL = regex.compile(r"[^()\n]{0,12}\)")
_SPACED = regex.compile(r"[조억만천] 원")


def finding(
    analysis: Analysis,
    code: IssueCode,
    rule: str,
    message: str,
    evidence: Sequence[Fact | Span],
    *,
    expected: str | None,
    found: str | None,
    fix: Fix | None = None,
    doubtful: bool = False,
) -> IssueFact:
    """A finding that spans from the first to the last of its evidence; `doubtful` ones need `--strict`."""
    spans = tuple(sorted(item if isinstance(item, Span) else item.span for item in evidence))
    start, end = spans[0].start, _closed(analysis.text, spans[0].start, max(span.end for span in spans))
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
        fix=fix,
        doubtful=doubtful,
    )


def fix_of(fact: Fact, value: Decimal) -> Fix:
    """The edit that writes a value where a stated figure stands, spaced as that one is."""
    written = write_value(value, fact)
    if _SPACED.search(fact.text):
        written = regex.sub(r"(?<=[조억만천])(?=원)", " ", written)
    return edit(fact, written)


def edit(fact: Fact, text: str) -> Fix:
    """The edit that writes `text` where a fact stands."""
    return Fix(fact.start, fact.end, text)


def _closed(text: str, start: int, end: int) -> int:
    """Where a finding ends: with the bracket that its last figure stands in, where that closes at once.

    "480억원(국비 240억원, 시비 200억원)", "3월 5일(금)": the last figure ends before the bracket.
    """
    tail = _TAIL.match(text, end)
    opened = text.count("(", start, end) > text.count(")", start, end)
    return tail.end() if tail and opened else end
