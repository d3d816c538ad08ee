"""Dates, ranges, lengths, times of day and repetitions: words to readings (`parsing`), those to days (`resolving`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import zip_longest

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.dateline import stated_date
from gwangju_ai_cli.facts.dates.base import Base, NoSuchDay
from gwangju_ai_cli.facts.dates.parsing import parse
from gwangju_ai_cli.facts.dates.readings import Reading
from gwangju_ai_cli.facts.dates.tense import tense_after
from gwangju_ai_cli.facts.dates.values import Valuer
from gwangju_ai_cli.korean.numerals import torn_at_line_ends
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import Column, DateFact, Fact, Mention, Rejection

# Nearly every sentence holds a figure or a word of time, and the parser's own scan is as fast as any gate.
TRIGGER: regex.Pattern[str] | None = None

_TYPES = {"date": "날짜", "range": "기간", "duration": "길이", "time": "시각", "recurring": "반복"}
_GRAINS = {
    "minute": "분",
    "hour": "시",
    "day": "일",
    "week": "주",
    "month": "월",
    "quarter": "분기",
    "half": "반기",
    "year": "연",
    "decade": "연대",
    None: "",
}
COLUMNS = (
    Column("표현", lambda fact: fact.text, ratio=3),
    Column("종류", lambda fact: _TYPES[fact.type]),
    Column("값", lambda fact: fact.value or "", ratio=3),
    Column("시작", lambda fact: _shown(fact.start_date, fact.start_time), ratio=2),
    Column("끝", lambda fact: _shown(fact.end_date, fact.end_time), ratio=2),
    Column("단위", lambda fact: _GRAINS[fact.grain]),
)


def _shown(day: date | None, time: str | None) -> str:
    return " ".join(part for part in (day.isoformat() if day else "", time or "") if part)


def detect(analysis: Analysis) -> Iterable[Mention]:
    """Every time expression, with the parser's reading; near misses come as blockers."""
    torn = {half.start for half in torn_at_line_ends(analysis.text)}
    for found in parse(analysis.text, [sentence.span for sentence in analysis.triggered(TRIGGER)]):
        if found.span.start in torn:
            yield Mention("date", found.span, "date.not.torn", blocker=True)
            continue
        yield Mention("date", found.span, found.rule, found.slots, blocker=found.reading is None, reading=found.reading)


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """The value of an expression, or why it has none (2월 30일, 25시)."""
    reading: Reading = mention.reading
    if reading.flaw:
        return Rejection("date", mention.span, mention.rule, reading.flaw)
    base = _base(mention, context)
    try:
        return Valuer(mention, base, context.analysis.text, context.analysis.doc.source).fact()
    except NoSuchDay as error:
        return Rejection("date", mention.span, mention.rule, f"no such day: {error}")
    except (OverflowError, ValueError) as error:
        if isinstance(error, ValueError) and "year" not in str(error):
            raise
        return Rejection("date", mention.span, mention.rule, f"before the year 1 or after 9999: {error}")


def reference_date(analysis: Analysis) -> date | None:
    """The day the document was published: as given, else as its own metadata or dateline state it."""
    return analysis.reference_date or analysis.memo(_stated)


def _stated(analysis: Analysis) -> date | None:
    return stated_date(analysis.text)


def _base(mention: Mention, context: Context) -> Base:
    analysis = context.analysis
    sentence = analysis.sentence_at(mention.span.start)
    start, end = sentence.span.start, sentence.span.end
    return Base(
        reference_date(analysis),
        context.previous,
        start,
        lambda fact: analysis.sentence_at(fact.start).paragraph == sentence.paragraph,
        lambda: tense_after(analysis.text, mention.span.end, end, start, mention.span.start),
        analysis.text,
        lambda: analysis.memo(_budget_year),
        mention.span,
    )


_BUDGET_OF = regex.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})(?:년도|년|학년도|회계연도)|(?P<next>내년도?|새해))\s(?:[가-힣]{1,7}\s){0,2}[가-힣]{0,4}예산"
)


def _budget_year(analysis: Analysis) -> int | None:
    """The year of the first budget that the text names; None where it names none."""
    found = _BUDGET_OF.search(analysis.text)
    if found is None:
        return None
    if found["year"]:
        return int(found["year"])
    reference = reference_date(analysis)
    return reference.year + 1 if reference else None


def link(facts: tuple[Fact, ...], analysis: Analysis) -> Iterable[Fact]:
    """The facts, where one stands in apposition to the next (2주 전인 지난달 6일, 마지막 날인 11일) with its value."""
    for fact, following in zip_longest(facts, facts[1:]):
        if (
            isinstance(fact, DateFact)
            and isinstance(following, DateFact)
            and fact.type in ("date", "time")
            and fact.rule in ("date.shift", "date.day_same", "date.day", "date.weekday", "date.weekend", "date.holiday")
            and following.type in ("date", "time")
            and (following.grain in ("day", "hour", "minute") or following.grain == fact.grain)
            and analysis.text[fact.end : following.start].strip() == "인"
            and not (fact.rule == "date.day" and fact.text[0].isdigit())
        ):
            yield replace(
                fact,
                value=(following.value or "").split("T")[0] or None,
                start_date=following.start_date,
                end_date=following.end_date,
                grain=following.grain if following.type == "date" else "day",
                evidence={**fact.evidence, "anchor": following.span},
            )
        else:
            yield fact
