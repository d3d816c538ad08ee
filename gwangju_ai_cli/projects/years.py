"""When an amount's money is spent: the one year, or the stretch of years, that governs it."""

from __future__ import annotations

import re
from datetime import date

from gwangju_ai_cli.model import DateFact, Period
from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.projects.amounts import Amount

_DEADLINE = pattern(
    r"\s?(?:까지|말까지|말|초|상반기|하반기|개통|준공|완공|개관|개장|개원|개소|개교|착공|입주|완료|목표|부터|이후|첫|처음|당시|때|예타|전국|대비|보다|에\s?비해|에\s?견줘|과\s?비교|와\s?비교)"
)
# 2022년도 신규사업에 선정돼: the year of the list, not of the money.
_ENTERED = pattern(
    r"도?의?\s?(?:[가-힣]+\s)?(?:신규\s?사업|공모(?:\s?사업)?|대상지|시범\s?사업)[가-힣]{0,2}\s(?:[가-힣]+\s)?(?:선정|뽑|지정|포함)"
)
_BOOK = pattern(r"도?\s?(?:도\s)?(?:정부\s?)?(?:본)?예산")
_PASSED = pattern(r"국회.{0,14}(?:통과|의결)|정부안(?!보다)|정부\s?예산안")
_YEARLY = pattern(r"(?:올해|내년|지난해|작년|\d{4}년도?)\s(?:국비\s|시비\s)?(?:사업비|예산)[은는이가]?\s?[^,.]{0,8}$")
_BETWEEN = pattern(r"\d\s?[조억]|개통|준공|완공|개관|목표|짓는다|밝|예타|당시")


def _is_year(fact: DateFact) -> bool:
    return fact.grain == "year" and fact.type == "date" and fact.start_date is not None


def year_of(amount: Amount, dates: list[DateFact], text: str) -> int | None:
    """The one year that the amount is of: 올해 예산은 87억원, 내년 국비로 215억원, 5억원이 내년도 예산에."""
    start, end = amount.span.start, amount.span.end
    for fact in reversed(dates):
        inside = amount.sentence.span.start <= fact.start and fact.end <= start
        named = fact.text.isdigit()  # 2024 정원박람회: a piece of a name
        other = named or _DEADLINE.match(text, fact.end) or _ENTERED.match(text, fact.end)
        if inside and _is_year(fact) and fact.start_date is not None and not other:
            return fact.start_date.year
    sized = re.match(r"(?:원)?\s?규모의\s", amount.right)
    for fact in dates:
        near = 0 <= fact.start - end <= 8 and (sized or _BOOK.match(text, fact.end))
        if near and _is_year(fact) and fact.start_date is not None:
            return fact.start_date.year
    return None


def coming_year(amount: Amount, published: date | None) -> int | None:
    """The year of the state's budget that is drafted or passed where no year is said: from August on the next one."""
    around = amount.whole[-40:] + amount.rest[:40]
    if published is None or published.month < 8 or not _PASSED.search(around):
        return None
    return published.year + 1


def is_yearly(amount: Amount) -> bool:
    """Whether a year stands right before the word for the cost: 올해 사업비 300억원."""
    return _YEARLY.search(amount.left) is not None


def theme_year(dates: list[DateFact], head_end: int, text: str) -> int | None:
    """The year that the headline is about: 올해 달라지는 도시."""
    for fact in dates:
        if fact.end <= head_end and _is_year(fact) and fact.start_date and not _DEADLINE.match(text, fact.end):
            return fact.start_date.year
    return None


def range_of(amount: Amount, dates: list[DateFact], text: str) -> Period | None:
    """The stretch of years that the amount is for: 2020년부터 2029년까지, 1단계(2020~2024년)에는, 2023년부터 3년간."""
    for fact in reversed(dates):
        inside = amount.sentence.span.start <= fact.start and fact.end <= amount.span.start
        closed = inside and fact.type == "range" and fact.end_date is not None
        if closed and not _BETWEEN.search(text, fact.end, amount.span.start):
            return Period(fact.value, fact.start_date, fact.end_date)
    budget = amount.budget.period if amount.budget is not None else None
    if budget is not None and budget.start_date and budget.end_date and length(budget) > 1:
        return budget
    return None


def length(period: Period) -> int:
    """How many years a period has; one that is open has two at least, one without days one."""
    if period.start_date is None or period.end_date is None:
        return 2 if period.start_date or period.end_date else 1
    return period.end_date.year - period.start_date.year + 1


def whole_year(year: int) -> Period:
    """The period of one year.

    >>> whole_year(2024).value
    '2024'
    """
    return Period(f"{year}", date(year, 1, 1), date(year, 12, 31))
