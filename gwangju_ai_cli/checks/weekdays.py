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
_NAMES_MONTH = regex.compile(r"[월달]\s*[0-9]|[0-9]\s*[./-]\s*[0-9]|[내당]월\s")
_DIRECTED = regex.compile(r"오는\s|지난\s|다가오는\s")
NEAR_DAYS = 20
"""A day that 오는 or 지난 puts farther away than this may be one of another month."""
_BESIDE = regex.compile(r"일?\s?[(（](?P<day>[월화수목금토일])(?:요일)?[)）]")


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each date whose weekday is another one.

    A date detector that reads a weekday leaves its span in the fact's evidence: `weekday` for the date or
    the start of a range, `weekday_end` for the end of a range.
    """
    firm: set[int] = set()
    for fact in analysis.facts("date"):
        if isinstance(fact, DateFact):
            # "2024-05-24(목)까지": an open range has its only day at the end.
            first = fact.end_date if (fact.value or "").startswith("../") else fact.start_date
            for day, span in ((first, _weekday(analysis, fact)), (fact.end_date, fact.evidence.get("weekday_end"))):
                if day is not None and span is not None and _is_of(analysis, fact, day, span, firm):
                    firm.add(fact.start)
                    yield from _compare(analysis, fact, day, span)
    for claim in weekday_claims(analysis):
        if claim.day.start_date and claim.day.grain == "day" and _NAMES_MONTH.search(claim.day.text):
            yield from _compare(analysis, claim.day, claim.day.start_date, claim.span)


def _weekday(analysis: Analysis, fact: DateFact) -> Span | None:
    """Where the weekday of a date stands: within it, or in brackets right behind it (2024.12.10일(수))."""
    if "weekday" in fact.evidence or fact.type not in ("date", "time") or fact.grain not in ("day", "hour", "minute"):
        return fact.evidence.get("weekday")
    beside = _BESIDE.match(analysis.text, fact.end)
    return Span(*beside.span("day")) if beside else None


def _is_of(analysis: Analysis, fact: DateFact, day: date, span: Span, firm: set[int]) -> bool:
    """Whether the day is known well enough to be held against its weekday.

    A bare day has its month by inference. It is known beside a day of a known month ("3월 14일(토)부터 15일(월)"), near
    the day of the text with 오는 or 지난, and where no month nearby has such a day ("10일(수)").
    """
    if _NAMES_MONTH.search(fact.text):
        return True
    anchor = fact.evidence.get("anchor")
    if anchor is not None and (anchor.start in firm or _NAMES_MONTH.search(anchor.of(analysis.text))):
        return True
    today = analysis.reference_date
    if today is None:
        return False
    if _DIRECTED.match(fact.text) and abs((day - today).days) <= NEAR_DAYS:
        return True
    written = _written(analysis, span)
    fits = any(WEEKDAYS[other.weekday()] == written for other in _same_days(day))
    if fits and WEEKDAYS[day.weekday()] == written:
        firm.add(fact.start)  # a bare day that agrees with its weekday stands for the days beside it
    return not fits


def _same_days(day: date) -> Iterator[date]:
    """The day and those of the same number in the months before and after."""
    for step in (0, -1, 1):
        month = day.year * 12 + day.month - 1 + step
        try:
            yield date(month // 12, month % 12 + 1, day.day)
        except ValueError:  # no 31st
            continue


def _written(analysis: Analysis, span: Span) -> str:
    """The first sign of a weekday only: 일 of 일요일, 월 of 월요일."""
    return span.of(analysis.text).lstrip("( ")[:1]


def _compare(analysis: Analysis, fact: DateFact, day: date, span: Span) -> Iterator[IssueFact]:
    written = _written(analysis, span)
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
