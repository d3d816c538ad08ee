"""Weekdays written beside dates that fall on another day of the week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.findings import finding
from gwangju_ai_cli.checks.claims.periods import weekday_claims
from gwangju_ai_cli.model import DateFact, Fix, IssueFact, Span
from gwangju_ai_cli.wording import with_particle

WEEKDAYS = "월화수목금토일"
# A bare day (6일(목)) has its month by inference: where its weekday disagrees, another month is meant.
_NAMES_MONTH = regex.compile(r"[월달]\s*[0-9]|[0-9]\s*[./-]\s*[0-9]")


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each date whose weekday is another one.

    A date detector that reads a weekday leaves its span in the fact's evidence: `weekday` for the date or
    the start of a range, `weekday_end` for the end of a range.
    """
    for fact in analysis.facts("date"):
        if isinstance(fact, DateFact):
            # "2024-05-24(목)까지": an open range has its only day at the end.
            first = fact.end_date if (fact.value or "").startswith("../") else fact.start_date
            for day, slot in ((first, "weekday"), (fact.end_date, "weekday_end")):
                span = fact.evidence.get(slot)
                if day is not None and span is not None and _NAMES_MONTH.search(fact.text):
                    yield from _compare(analysis, fact, day, span)
    for claim in weekday_claims(analysis):
        if claim.day.start_date and claim.day.grain == "day" and _NAMES_MONTH.search(claim.day.text):
            yield from _compare(analysis, claim.day, claim.day.start_date, claim.span)


def _compare(analysis: Analysis, fact: DateFact, day: date, span: Span) -> Iterator[IssueFact]:
    # The first sign only: 일 of 일요일, 월 of 월요일.
    written = span.of(analysis.text).lstrip("( ")[:1]
    at = span.end - len(span.of(analysis.text).lstrip("( "))
    right = WEEKDAYS[day.weekday()]
    if written in WEEKDAYS and written and written != right:
        yield finding(
            analysis,
            "weekday",
            "check.weekday",
            f"요일이 맞지 않습니다: {with_particle(day.isoformat(), '은')} {right}요일, 본문은 {written}요일",
            [fact, span],
            expected=right,
            found=written,
            fix=Fix(at, at + 1, right),
        )
