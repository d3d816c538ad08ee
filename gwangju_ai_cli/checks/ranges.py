"""Ends before their starts, dates that do not exist, phases that overlap or leave a hole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.findings import finding
from gwangju_ai_cli.checks.claims.model import PhasesClaim
from gwangju_ai_cli.checks.claims.periods import falls, meant_as_date, order_claims, phase_claims
from gwangju_ai_cli.model import DateFact, IssueFact

# How the date type words what it rejects.
NO_SUCH_DAY, NO_SUCH_MONTH, REVERSED = "no such day", "no such month: 1", "the end lies before the start"
_IN_ONE_MONTH = regex.compile(r"(?:[0-9X]{4})-(\d\d)-(\d\d)/(?:[0-9X]{4})-(\d\d)-(\d\d)")
# "6월 20일부터 내년 6월 10일까지", "2023.6.20.~2024.6.10.": a year later, and said so.
_PARTED = regex.compile(r"~|부터|에서")
_NAMES_YEAR = regex.compile(r"[0-9]{4}|[0-9]{2}\.|년|이듬해|다음\s?해|올|[’']")
FALLING = "money.range.falling"


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each reversed range, impossible date, and each pair of phases that do not fit."""
    # Only what no reference date could mend: "지난 19~20일" may be a matter of the day it was written.
    absolute = analysis.undated.outcome("date")[1] if analysis.outcome("date")[1] else ()
    for rejection in absolute:
        text = rejection.span.of(analysis.text)
        if not rejection.reason.startswith((NO_SUCH_DAY, NO_SUCH_MONTH)):
            continue
        if REVERSED in rejection.reason:
            rule, message = "check.range.date", f"끝이 시작보다 앞섭니다: {text}"
        elif meant_as_date(analysis.text, rejection.span.start, rejection.span.end):
            rule, message = "check.range.impossible", f"없는 날짜입니다: {text}"
        else:
            continue
        yield finding(analysis, "range", rule, message, [rejection.span], expected=None, found=text)
    for rejection in analysis.outcome("money")[1]:
        sentence = analysis.sentence_at(rejection.span.start).span.of(analysis.text)
        if rejection.rule == FALLING and not falls(sentence):
            text = rejection.span.of(analysis.text)
            yield finding(
                analysis,
                "range",
                "check.range.money",
                f"끝이 시작보다 작습니다: {text}",
                [rejection.span],
                expected=None,
                found=text,
            )
    for fact in analysis.facts("date"):
        if isinstance(fact, DateFact) and fact.type == "range" and _turned_round(fact):
            yield finding(
                analysis,
                "range",
                "check.range.date",
                f"끝이 시작보다 앞섭니다: {fact.text}",
                [fact],
                expected=None,
                found=fact.text,
            )
    for claim in phase_claims(analysis):
        yield from _phases(analysis, claim)
    for order in order_claims(analysis):
        if order.start.start_date and order.end.end_date and order.end.end_date < order.start.start_date:
            yield finding(
                analysis,
                "range",
                "check.range.order",
                f"끝이 시작보다 앞섭니다: {order.start.text} 시작, {order.end.text} 끝",
                [order.start, order.end],
                expected=None,
                found=order.end.text,
            )


def _turned_round(fact: DateFact) -> bool:
    """Whether a range ends in its first month, before its start, and names no year: nobody means eleven months."""
    days = _IN_ONE_MONTH.fullmatch(fact.value or "")
    end = _PARTED.split(fact.text)[-1]
    if days is None or _NAMES_YEAR.search(end):
        return False
    # "4월 18~9일" is short for the 18th and the 19th.
    short = "~" in fact.text and days[4][0] == "0" and int(days[2][0] + days[4][1]) > int(days[2])
    return days[1] == days[3] and days[4] < days[2] and not short


def _phases(analysis: Analysis, claim: PhasesClaim) -> Iterator[IssueFact]:
    for (number, first), (following, second) in pairwise(claim.periods):
        if following != number + 1 or first.end_date is None or second.start_date is None:
            continue
        if second.start_date <= first.end_date:
            # A year may hold the end of one phase and the start of the next, and phases may run side by side.
            shared = first.grain == "year" and second.start_date.year == first.end_date.year
            yield finding(
                analysis,
                "range",
                "check.range.overlap",
                f"단계가 겹칩니다: {number}단계 {first.text}, {following}단계 {second.text}",
                [first, second],
                expected=None,
                found=second.text,
                doubtful=shared or not claim.consecutive,
            )
        elif second.start_date > first.end_date + timedelta(days=1):
            yield finding(
                analysis,
                "range",
                "check.range.hole",
                f"단계 사이가 빕니다: {number}단계 {first.text}, {following}단계 {second.text}",
                [first, second],
                expected=None,
                found=second.text,
                doubtful=not claim.consecutive,
            )
