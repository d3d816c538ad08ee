"""Lengths, anniversaries and ages that their dates refute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import value_of
from gwangju_ai_cli.checks.claims.findings import finding
from gwangju_ai_cli.checks.claims.model import AfterClaim, AgeClaim, AnniversaryClaim, LengthClaim, SinceClaim
from gwangju_ai_cli.checks.claims.periods import (
    after_claims,
    age_claims,
    anniversary_claims,
    length_claims,
    named_ages,
    since_claims,
)
from gwangju_ai_cli.model import DateFact, IssueFact
from gwangju_ai_cli.wording import with_particle

_WRITTEN = {"D": "일", "W": "주", "M": "개월", "Y": "년"}
DAYS_A_MONTH, DAYS_A_YEAR = 30.44, 365.25
CLOSE = 0.75
HALF_DAY = 12 * 60
_HOURS = regex.compile(r"PT(\d+)H")
_ISO = regex.compile(r"P(\d+)([DWMY])")


def check(analysis: Analysis) -> Iterator[IssueFact]:
    """A finding for each length, anniversary or age that the dates beside it refute."""
    for length in length_claims(analysis):
        yield from _length(analysis, length)
    for anniversary in anniversary_claims(analysis):
        yield from _anniversary(analysis, anniversary)
    for age in (*age_claims(analysis), *named_ages(analysis)):
        yield from _age(analysis, age)
    for since in since_claims(analysis):
        yield from _since(analysis, since)
    for after in after_claims(analysis):
        yield from _after(analysis, after)


def _length(analysis: Analysis, claim: LengthClaim) -> Iterator[IssueFact]:
    if claim.period.start_time and claim.period.end_time:
        yield from _hours(analysis, claim)
        return
    match = _ISO.fullmatch(claim.length.value or "")
    if match is None or claim.length.modifier is not None or claim.period.modifier is not None:
        return
    stated, unit = int(match[1]), match[2]
    lengths = _lengths(claim.period, unit)
    if not lengths or stated in lengths:
        return
    # "2014년부터 2018년까지 4년간 재직했다": the time that went by.
    own = unit == {"month": "M", "year": "Y"}.get(claim.period.grain or "")
    doubtful = own and not claim.whole and stated + 1 in lengths
    right = f"{min(lengths)}{_WRITTEN[unit]}"
    yield finding(
        analysis,
        "duration",
        "check.duration.length",
        f"기간의 길이가 맞지 않습니다: {with_particle(claim.period.text, '은')} {right}, 본문은 {claim.length.text}",
        [claim.period, claim.length],
        expected=right,
        found=claim.length.text,
        doubtful=doubtful,
    )


def _lengths(period: DateFact, unit: str) -> set[int]:
    """The lengths that a period may be said to have; empty where it cannot be told.

    Where the unit is the period's own grain both ends count (3일부터 5일까지: three days). Where it is
    coarser, a year from March to March is one year as well as thirteen months.
    """
    start, end = period.start_date, period.end_date
    if start is None or end is None or end < start:
        return set()
    days = (end - start).days + 1
    months = (end.year - start.year) * 12 + end.month - start.month
    years = end.year - start.year
    if unit == "D":
        return {days} if period.grain == "day" else set()
    if unit == "W":
        return {days // 7, -(-days // 7), round(days / 7), round((days - 1) / 7)} if period.grain == "day" else set()
    if unit == "M":
        if period.grain == "month":
            # "7월 중순부터 8월 중순까지 한 달간": from the middle of one to the middle of the next.
            whole = start.day == 1 and (end + timedelta(days=1)).day == 1
            return {months + 1} if whole else {months, months + 1}
        if period.grain == "day":
            return _about(days / DAYS_A_MONTH)
        return {months + 1} if period.grain in ("quarter", "half", "year") else set()
    return {years + 1} if period.grain == "year" else _about(days / DAYS_A_YEAR)


def _about(length: float) -> set[int]:
    """The whole lengths that lie less than three quarters of a unit away."""
    return {whole for whole in range(int(length), int(length) + 2) if abs(length - whole) < CLOSE}


def _hours(analysis: Analysis, claim: LengthClaim) -> Iterator[IssueFact]:
    match = _HOURS.fullmatch(claim.length.value or "")
    if match is None or claim.length.modifier or claim.period.modifier or claim.period.start_date:
        return
    start, end = (_minutes(time) for time in (claim.period.start_time, claim.period.end_time))
    # "오전 10~5시": whether the end is of the morning is open, so twelve hours more or less are no matter.
    lasting, stated = (end - start) % HALF_DAY, int(match[1]) * 60
    if abs(lasting - stated % HALF_DAY) < 60 or abs(lasting - stated % HALF_DAY) > HALF_DAY - 60:
        return
    hours, minutes = divmod((end - start) % (2 * HALF_DAY), 60)
    right = f"{hours}시간" + (f" {minutes}분" if minutes else "")
    yield finding(
        analysis,
        "duration",
        "check.duration.hours",
        f"시간의 길이가 맞지 않습니다: {with_particle(claim.period.text, '은')} {right}, 본문은 {claim.length.text}",
        [claim.period, claim.length],
        expected=right,
        found=claim.length.text,
    )


def _minutes(time: str | None) -> int:
    hours, _, minutes = (time or "0:0").partition(":")
    return int(hours) * 60 + int(minutes[:2] or 0)


def _since(analysis: Analysis, claim: SinceClaim) -> Iterator[IssueFact]:
    if claim.since.start_date is None:
        return
    right = claim.year - claim.since.start_date.year
    # Some count the first year as one; a season may begin the year before.
    if right > 0 and abs(right - claim.count) > 1:
        yield finding(
            analysis,
            "duration",
            "check.duration.since",
            f"햇수가 맞지 않습니다: {claim.since.start_date.year}년에서 {claim.year}년까지 {right}년, "
            f"본문은 {claim.count}년 만",
            [claim.since, claim.length],
            expected=f"{right}년",
            found=f"{claim.count}년",
        )


def _after(analysis: Analysis, claim: AfterClaim) -> Iterator[IssueFact]:
    match = _ISO.fullmatch(claim.length.value or "")
    start, end = claim.start.start_date, claim.end.start_date
    if match is None or match[2] not in "MY" or claim.length.modifier or start is None or end is None or end < start:
        return
    months, stated = (end.year - start.year) * 12 + end.month - start.month, int(match[1])
    if match[2] == "M" and "year" not in (claim.start.grain, claim.end.grain) and abs(months - stated) > 1:
        right = f"{months}개월"
    elif match[2] == "Y" and abs(end.year - start.year - stated) > 1:
        right = f"{end.year - start.year}년"
    else:
        return
    yield finding(
        analysis,
        "duration",
        "check.duration.after",
        f"걸린 기간이 맞지 않습니다: {claim.start.text}부터 {claim.end.text}까지 {right}, "
        f"본문은 {claim.length.text} 만",
        [claim.start, claim.length, claim.end],
        expected=right,
        found=claim.length.text,
    )


def _anniversary(analysis: Analysis, claim: AnniversaryClaim) -> Iterator[IssueFact]:
    if claim.founded.start_date is None or claim.founded.start_date.year + claim.number == claim.year:
        return
    right = f"{claim.year - claim.founded.start_date.year}주년"
    yield finding(
        analysis,
        "duration",
        "check.duration.anniversary",
        f"주년이 맞지 않습니다: {claim.founded.text}부터 {claim.year}년까지 {right}, 본문은 {claim.number}주년",
        [claim.founded, claim.count],
        expected=right,
        found=f"{claim.number}주년",
    )


def _age(analysis: Analysis, claim: AgeClaim) -> Iterator[IssueFact]:
    age = value_of(claim.age)
    if age is None:
        return
    full = claim.year - claim.born
    # 만 나이 before or after the birthday, or the Korean count until 2023.
    if full - 1 <= age <= full + 1:
        return
    yield finding(
        analysis,
        "duration",
        "check.duration.age",
        f"나이가 맞지 않습니다: {claim.born}년생은 {claim.year}년에 {full}세, 본문은 {claim.age.text}",
        [claim.span, claim.age],
        expected=f"{full}세",
        found=claim.age.text,
    )
