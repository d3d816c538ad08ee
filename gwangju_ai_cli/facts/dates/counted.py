"""The facts of what is counted: lengths (3년간), days a length away (3년 전), repetitions (매주 월요일)."""

from __future__ import annotations

from datetime import date, timedelta

from gwangju_ai_cli import timex
from gwangju_ai_cli.facts.dates.base import Base
from gwangju_ai_cli.facts.dates.beside import counts_from_event, modifier_beside
from gwangju_ai_cli.facts.dates.ends import shifted
from gwangju_ai_cli.facts.dates.hours import times_of, times_of_range
from gwangju_ai_cli.facts.dates.readings import Length, Reading
from gwangju_ai_cli.model import DateFact, DateType, Grain, Mention, Modifier, Span
from gwangju_ai_cli.patterns import pattern

_FOR_READING = ("lead", "coming", "generic", "fiscal", "single")
"""Slots that help to read an expression and are no evidence of their own."""


class Counted:
    """Makes the facts of lengths, shifts and repetitions; `text` is the whole view, `source` the document's name."""

    def __init__(self, mention: Mention, base: Base, text: str, source: str) -> None:
        self.mention = mention
        self.reading: Reading = mention.reading
        self.base = base
        self.text = text
        self.source = source
        self.evidence = {name: span for name, span in mention.slots.items() if name not in _FOR_READING}

    def _make(
        self,
        type_: DateType,
        value: str | None,
        start: date | None = None,
        end: date | None = None,
        *,
        grain: Grain | None = None,
        modifier: Modifier | None = None,
        times: tuple[str | None, str | None] = (None, None),
        anchor: Span | None = None,
    ) -> DateFact:
        span, text = self.mention.span, self.text
        beside = modifier_beside(text, span) if modifier is None else None
        if beside is not None and (type_ == "duration" or beside[0] == "approx"):
            modifier = beside[0]
            self.evidence["modifier"] = beside[1]
        if anchor is not None:
            self.evidence["anchor"] = anchor
        return DateFact(
            source=self.source,
            start=span.start,
            end=span.end,
            text=span.of(text),
            rule=self.mention.rule,
            evidence=self.evidence,
            type=type_,
            value=value,
            start_date=start,
            end_date=end,
            start_time=times[0],
            end_time=times[1],
            grain=grain,
            modifier=modifier,
        )

    def _length(self, length: Length) -> DateFact:
        grain = _grain(length)
        modifier: Modifier | None = self.reading.bound or (
            "approx" if length.approx or length.high is not None else None
        )  # type: ignore[assignment]
        low = high = None
        reference = self.base.reference
        if self.reading.lead in ("past", "next") and reference is not None and not self.reading.lasting:
            if self.reading.lead == "next":
                far = timex.shift_day(reference, dict(length.parts), 1)
                low, high = (reference + timedelta(days=1), far) if far else (None, None)
            else:
                far = timex.shift_day(reference, dict(length.parts), -1)
                low, high = (far, reference - timedelta(days=1)) if far else (None, None)
            if low is not None and high is not None and high < low:
                low = high = None
        value: str | None = timex.iso_length(dict(length.parts))
        begin = self.mention.span.start
        if self.reading.lead is None and _OF_WORK.search(self.text, max(0, begin - 12), begin):
            value = None  # "영업일 기준 닷새": how many days of the calendar the text does not say
        return self._make("duration", value, low, high, grain=grain, modifier=modifier)

    def _shift(self, length: Length, sign: int) -> DateFact:
        vague = any(count is None for count in length.parts.values())
        if set(length.parts) & {"hour", "minute", "second"}:
            return self._length(length)
        origin, anchor = self.base.reference, None
        if counts_from_event(self.text, self.mention.span):
            origin = None
        if sign > 0 and self.base.behind:
            # "3일 … 이틀 뒤 …했다": an account counts from the day that it named last.
            for fact in self.base.around:
                if (
                    fact.start_date is not None
                    and fact.grain in ("day", "hour", "minute")
                    and fact.start_date == fact.end_date
                ):
                    origin, anchor = fact.start_date, fact.span
                    break
            else:
                origin = None  # "4개월 뒤에는 병이 났다": after what the text leaves unnamed, not after today
        if sign < 0 and dict(length.parts) == {"day": 1} and self.base.behind and origin is not None:
            # "지난 2일 … 하루 전": the day before the one just named; of today one says 어제.
            for fact in self.base.near[:1]:
                if fact.start_date is not None and fact.start_date == fact.end_date and fact.start_date < origin:
                    origin, anchor = fact.start_date, fact.span
        grain = _grain(length)
        unknown = timex.Partial(grain="day" if grain in ("day", "week") else grain).edtf()
        modifier: Modifier | None = "approx" if length.approx or length.high is not None else None
        found = shifted(length, sign, origin) if origin is not None and not vague else None
        if found is None:
            return self._make("date", unknown, grain=grain, modifier=modifier)
        first, last = found
        bounds_first, bounds_last = first.bounds, last.bounds
        value = first.value if first.value == last.value else f"{first.value}/{last.value}"
        return self._make(
            "date",
            value,
            bounds_first[0] if bounds_first else None,
            bounds_last[1] if bounds_last else None,
            grain=first.grain,
            modifier=modifier,
            anchor=anchor,
        )

    def _recurring(self) -> DateFact:
        reading, point = self.reading, self.reading.start
        every = reading.every or "P1Y"
        times: tuple[str | None, str | None] = (None, None)
        grain: Grain | None = {"Y": "year", "M": "month", "W": "week", "D": "day"}.get(every[-1])  # type: ignore[assignment]
        if "T" in every:
            grain = "hour" if every.endswith("H") else "minute"
        value = f"R/{every}"
        if point is not None:
            clock, time_grain = times_of(point)
            times = clock if point.clock is None or reading.end is None else times_of_range(point, reading.end)
            if point.clock is not None and reading.end is None:
                times = (clock[0], None)
            grain = time_grain or ("day" if point.names_day() else "month" if point.month else grain)
            if every == "P1Y" and point.month is not None and point.week_nth is None and point.nth is None:
                value = timex.Partial(None, point.month, point.day, grain="day" if point.day else "month").edtf()
            elif every == "P1M" and point.day is not None:
                value = timex.Partial(None, None, point.day, grain="day").edtf()
            elif every == "P1Y" and (point.half or point.quarter):
                value = timex.Partial(None, quarter=point.quarter, half=point.half).edtf()
        return self._make("recurring", value, grain=grain, times=times)


_OF_WORK = pattern(r"(?:영업일|근무일|거래일|평일)\s?기준(?:으로)?\s(?:약\s)?$")


def _grain(length: Length) -> Grain | None:
    units = [unit for unit in timex.UNIT_ORDER if unit in length.parts]
    grains: dict[str, Grain] = {
        "year": "year",
        "month": "month",
        "week": "week",
        "day": "day",
        "hour": "hour",
        "minute": "minute",
        "second": "minute",
    }
    return grains[units[-1]] if units else None
