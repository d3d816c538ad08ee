"""From a reading to a fact: type, EDTF or ISO 8601 value, bounds, times, grain and modifier."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

from gwangju_ai_cli import timex
from gwangju_ai_cli.dating.base import Base, NoSuchDay, Resolved
from gwangju_ai_cli.dating.ends import end_of_length, inherit_end, shifted
from gwangju_ai_cli.dating.readings import Length, Point, Reading
from gwangju_ai_cli.dating.resolving import part_of, resolve_point
from gwangju_ai_cli.model import DateFact, DateType, Grain, Mention, Modifier, Span

# ---------------------------------------------------------------- modifiers around an expression

_BEFORE = re.compile(
    r"(?P<approx>약|대략|얼추)\s?$|(?P<most>최대|최장|많게는|길게는)\s?$|(?P<least>최소|적어도|최소한|짧게는)\s?$"
)
_AFTER = re.compile(
    r"\s?(?:(?P<approx>가량|정도|안팎|내외|남짓|께|쯤|경(?![가-힣])|경(?=에|부터|까지)|무렵|전후)|(?P<min>이상)(?![향하적형민한])|(?P<max>이하|이내|안에|내에)"
    r"|(?P<less>미만)|(?P<more>초과|넘게|넘는|이\s?넘|을\s?넘))"
)
_BOUNDS: dict[str, Modifier] = {
    "approx": "approx",
    "most": "equal_or_less",
    "least": "equal_or_more",
    "min": "equal_or_more",
    "max": "equal_or_less",
    "less": "less_than",
    "more": "more_than",
}


def _neighbour(text: str, span: Span) -> tuple[Modifier, Span] | None:
    """약, 가량, 이상 … beside an expression, with their place."""
    if after := _AFTER.match(text, span.end):
        name = after.lastgroup or "approx"
        return _BOUNDS[name], Span(after.start(name), after.end(name))
    if before := _BEFORE.search(text, max(0, span.start - 5), span.start):
        name = before.lastgroup or "approx"
        return _BOUNDS[name], Span(before.start(name), before.end(name))
    return None


class Valuer:
    """Makes one fact of one reading; `text` is the whole view, `source` the document's name."""

    def __init__(self, mention: Mention, base: Base, text: str, source: str) -> None:
        self.mention = mention
        self.reading: Reading = mention.reading
        self.base = base
        self.text = text
        self.source = source
        self.evidence = {
            name: span for name, span in mention.slots.items() if name not in ("lead", "coming", "generic")
        }

    def fact(self) -> DateFact:
        reading = self.reading
        if reading.shape == "length":
            return self._length(reading.length or Length({}))
        if reading.shape == "shift":
            return self._shift(reading.length or Length({}), reading.sign)
        if reading.shape == "moment":
            return self._make("time", None, grain="minute")
        if reading.shape == "recurring":
            return self._recurring()
        if reading.shape == "range" and reading.start is not None:
            if reading.length is not None:
                return self._by_length(reading.start, reading.length)
            if reading.end is not None:
                return self._range(reading.start, reading.end)
        if reading.shape in ("from", "after") and reading.start is not None:
            return self._open(reading.start, upward=True)
        if reading.shape in ("until", "before") and reading.end is not None:
            return self._open(reading.end, upward=False)
        return self._point(reading.start or Point())

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
        if modifier is None and (found := _neighbour(text, span)) and (type_ in ("duration",) or found[0] == "approx"):
            modifier = found[0]
            self.evidence["modifier"] = found[1]
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

    # ------------------------------------------------------------ points and ranges

    def _resolve(self, point: Point) -> Resolved:
        """The days of a point; a bare time of day belongs to the day named just before it."""
        if not point.names_date():
            for fact in self.base.around:
                if (
                    fact.start_date is not None
                    and fact.grain in ("day", "hour", "minute")
                    and (fact.type in ("date", "time") and fact.start_date == fact.end_date)
                ):
                    day = fact.start_date
                    return Resolved(day.isoformat(), (day, day), "day", anchor=fact.span)
                if fact.type in ("date", "time") and fact.grain in ("day", "hour", "minute") and fact.value:
                    break
            reference = self.base.reference
            if (
                reference is not None
                and self.base.tense is None
                and not self.base.before
                and self.reading.shape == "point"
                and point.clock is not None
            ):
                # The first time that a text names, before any day: that of its publication.
                return Resolved(reference.isoformat(), (reference, reference), "day")
            return Resolved("", None, None)
        return resolve_point(point, self.base)

    def _of_event(self) -> bool:
        """Whether 당일, 다음 날, 전날 belong to something that happens: 사건 다음 날, 선거 당일."""
        word = self.mention.span.of(self.text)
        return word.startswith(("당일", "다음", "이튿날", "전날")) and _counts_from_event(self.text, self.mention.span)

    def _clock_in_context(self, point: Point) -> Point:
        """`오후 9시 41분쯤 …, 9시 59분까지`: an hour takes over the half of the day named before it."""
        if point.clock is None or point.afternoon is not None or point.clock[0] >= 12 or not self.base.near:
            return point
        known = next((fact for fact in self.base.near[:3] if fact.type != "duration"), self.base.near[0])
        earlier = known.end_time or known.start_time
        if earlier is None or earlier < "12:00":
            return point
        raised = (point.clock[0] + 12, point.clock[1])
        return point.changed(clock=raised) if _clock(*raised) >= earlier else point

    def _beside_holiday(self, point: Point) -> Point:
        """`크리스마스이브인 24일`, `추석 연휴(12~15일)`: the holiday tells the month of a bare day beside it."""
        before = self.base.before
        if not (before and _bare_day(point) and before[0].rule == "date.holiday" and before[0].start_date is not None):
            return point
        if not _APPOSED.fullmatch(self.text, before[0].end, self.mention.span.start):
            return point
        holiday = before[0].start_date
        first = holiday.replace(day=1)
        days = [
            month.replace(day=point.day)
            for month in (timex.shift_months(first, step) for step in (-1, 0, 1))
            if point.day is not None and 1 <= point.day <= timex.days_in_month(month.year, month.month)
        ]
        nearest = min(days, key=lambda day: abs(day - holiday)) if days else None
        return point.changed(year=nearest.year, month=nearest.month) if nearest else point

    def _point(self, point: Point) -> DateFact:
        point = self._beside_holiday(self._clock_in_context(point))
        if point.day_same is not None and point.beside is None and self._of_event():
            times, time_grain = _times(point)
            return self._make("time" if time_grain else "date", "XXXX-XX-XX", grain=time_grain or "day", times=times)
        begin = self.mention.span.start
        if point.day_same == 0 and _CONTRASTED.search(self.text, max(0, begin - 12), begin):
            self.base.forget_sentence()
        found = self._resolve(point)
        start, end = found.bounds or (None, None)
        part = part_of(point)
        times, grain = _times(point)
        if grain is not None:
            first, last = times
            if not found.value:
                value = f"T{first}" if point.clock is not None else f"T{first}/T{last}"
            elif found.bounds is not None and point.clock is not None:
                value = f"{found.value}T{first}"
            else:
                value = found.value
            modifier: Modifier | None = None
            return self._make(
                "time", value, start, end, grain=grain, times=times, modifier=modifier, anchor=found.anchor
            )
        several = point.holiday is not None or point.turn == "year-turn"
        type_: DateType = "range" if several and "/" in found.value else "date"
        return self._make(type_, found.value, start, end, grain=found.grain, modifier=part, anchor=found.anchor)

    def _range(self, start: Point, end: Point) -> DateFact:
        if (
            start.day is not None
            and start.month is None
            and start.month_offset is None
            and end.month is not None
            and end.day is not None
        ):
            # "28~3월 2일": the start leaves its month to the end.
            month = end.month if start.day <= end.day else (end.month - 2) % 12 + 1
            start = start.changed(month=month, year=end.year, year_offset=end.year_offset)
        if start.month is not None and not _has_year(start) and end.year is not None and not start.lead:
            start = start.changed(year=end.year if start.month <= (end.month or 12) else end.year - 1)
        if start.quarter is not None and not _has_year(start) and end.year is not None:
            start = start.changed(year=end.year)
        if start.lead == "past" and start.month and end.month and not _has_year(start) and not _has_year(end):
            # "지난 2~9월" lies behind as a whole: its end tells the year.
            until = resolve_point(end.changed(lead="past"), self.base)
            year = until.partial.year if until.partial else None
            if year is not None:
                start = start.changed(lead=None, year=year - (start.month > end.month))
                end = end.changed(lead=None, year=year)
        held = self._beside_holiday(start)
        if held is not start and _bare_day(end):
            start = held
            if (end.day or 0) >= (held.day or 0):
                end = end.changed(year=held.year, month=held.month)
        if start.season and end.season and end.season < start.season and _has_year(end):  # "2019년 겨울~봄"
            end = end.changed(
                year=end.year + 1 if end.year is not None else None,
                year_offset=end.year_offset + 1 if end.year_offset is not None else None,
            )
        end, taken = inherit_end(start, end)
        first = self._resolve(start)
        if first.bounds is not None and end.day_same == 1:  # "6일 밤부터 다음 날 새벽까지": the day after the start
            next_day = first.bounds[0] + timedelta(days=1)
            end = end.changed(day_same=None, year=next_day.year, month=next_day.month, day=next_day.day)
        last = self._end(first, start, end, taken)
        times = _span_times(start, end)
        low = first.bounds[0] if first.bounds else None
        high = last.bounds[1] if last.bounds else None
        grain: Grain | None = first.grain if start.names_date() else last.grain
        values = first.value, last.value
        if self.reading.listed and first.partial is not None:
            partial = first.partial
            members = [
                replace(partial, day=n)
                if start.day is not None
                else replace(partial, quarter=n)
                if start.quarter is not None
                else replace(partial, month=n)
                if start.month is not None
                else replace(partial, year=n)
                for n in self.reading.listed
            ]
            values_listed = ",".join(member.edtf() for member in members)
            return self._make("range", f"{{{values_listed}}}", low, high, grain=grain, anchor=first.anchor)
        if low is not None and high is not None and high < low and not taken and _bare_day(start):
            # "오는 10일부터 내달 1일까지" on the 15th: the end tells which month the day belongs to.
            low = _last_such_day(high, start.day or 1)
            values = low.isoformat(), values[1]
        if low is not None and high is not None and high < low:
            raise NoSuchDay(f"{self.mention.span.of(self.text)}: the end lies before the start")
        if times != (None, None) and not first.value and end.day_same is not None and times[0] and times[1]:
            # "밤 11시부터 다음 날 새벽 4시까지" of no day: a night, not tomorrow.
            low = high = None
            values = "", ""
        if times != (None, None):
            grain = "minute" if ":" in "".join(t[2:] for t in times if t and not t.endswith(":00")) else "hour"
            if values == ("", ""):
                return self._make("time", f"T{times[0]}/T{times[1]}", None, None, grain=grain, times=times)
            if times[0] and times[1] and low is not None and high is not None:
                if low == high and times[1] < times[0]:
                    high += timedelta(days=1)
                value = f"{low.isoformat()}T{times[0]}/{high.isoformat()}T{times[1]}"
                return self._make("range", value, low, high, grain=grain, times=times, anchor=first.anchor)
        value = timex.edtf_interval(*_dates_only(values))
        return self._make("range", value, low, high, grain=grain, times=times, anchor=first.anchor or last.anchor)

    def _end(self, first: Resolved, start: Point, end: Point, taken: frozenset[str]) -> Resolved:
        """The end of a range; what it leaves out follows the start, into the next month or year where it must."""
        partial = first.partial
        if "month" in taken and end.day is not None and partial is not None and partial.month is not None:
            year, month = partial.year, partial.month
            if partial.day is not None and end.day < partial.day:
                month = month % 12 + 1
                year = year + (month == 1) if year is not None else None
            if not timex.is_day(year, month, end.day):
                raise NoSuchDay(f"{month}월에는 {end.day}일이 없다")
            made = timex.Partial(year, month, end.day, grain="day")
            return Resolved(made.edtf(), made.bounds(), "day", made)
        if "year" in taken and end.month is not None and partial is not None and partial.year is not None:
            year = partial.year
            if (end.month, end.day or 31) < (partial.month or 0, partial.day or 0):
                year += 1
            return resolve_point(end.changed(year=year, year_offset=None, year_same=None), self.base)
        if (
            "year" in taken
            and partial is not None
            and partial.year is not None
            and (end.quarter or end.half or end.season)
        ):
            later = end.season is not None and end.season < (start.season or 0)  # "겨울~봄"
            return resolve_point(end.changed(year=partial.year + later, year_offset=None, year_same=None), self.base)
        if not end.names_date():
            return first
        if end.names_date() and end == start:
            return first
        return resolve_point(end, self.base)

    def _by_length(self, start: Point, length: Length) -> DateFact:
        first = self._resolve(start)
        if start.clock is not None and first.bounds is not None:
            day, begin = first.bounds[0], _clock(*start.clock)
            if moved := _moved(day, start.clock, length):  # "2일 오후 9시 15분부터 200분간"
                value = f"{first.value}T{begin}/{moved.date().isoformat()}T{moved:%H:%M}"
                grain: Grain = "minute" if start.clock[1] or moved.minute else "hour"
                times = begin, f"{moved:%H:%M}"
                return self._make("range", value, day, moved.date(), grain=grain, times=times, anchor=first.anchor)
        closing, last = end_of_length(first, length)
        low = first.bounds[0] if first.bounds else None
        if closing is None:
            closing = "XXXX-XX-XX" if first.grain == "day" else "XXXX"
        return self._make("range", f"{first.value}/{closing}", low, last, grain=first.grain, anchor=first.anchor)

    def _open(self, point: Point, *, upward: bool) -> DateFact:
        point = self._clock_in_context(point)
        found = self._resolve(point)
        times, time_grain = _times(point)
        low, high = found.bounds or (None, None)
        value = found.value
        if self.reading.shape == "before" and found.bounds is not None and time_grain is None:
            high = found.bounds[0] - timedelta(days=1)
            value = _same_grain(high, found)
        first, _, last = value.partition("/")
        if time_grain is not None and point.clock is not None:
            value = f"{found.value}T{times[0]}" if found.bounds else (found.value or f"T{times[0]}")
            first = last = value
        grain = time_grain or found.grain
        if not found.value and time_grain is not None:
            bounds = (times[0], None) if upward else (None, times[0] if point.clock else times[1])
            return self._make("time", f"T{bounds[0] or bounds[1]}", grain=grain, times=bounds)
        if upward:
            return self._make(
                "range",
                timex.edtf_interval(first, None),
                low,
                None,
                grain=grain,
                times=(times[0], None),
                anchor=found.anchor,
            )
        return self._make(
            "range",
            timex.edtf_interval(None, last or first),
            None,
            high,
            grain=grain,
            times=(None, times[0] if point.clock else times[1]),
            anchor=found.anchor,
        )

    # ------------------------------------------------------------ lengths, shifts, repetitions

    def _length(self, length: Length) -> DateFact:
        grain = _grain(length)
        modifier: Modifier | None = self.reading.bound or (
            "approx" if length.approx or length.high is not None else None
        )  # type: ignore[assignment]
        low = high = None
        reference = self.base.reference
        if self.reading.lead in ("past", "next") and reference is not None:
            if self.reading.lead == "next":
                far = timex.shift_day(reference, dict(length.parts), 1)
                low, high = (reference + timedelta(days=1), far) if far else (None, None)
            else:
                far = timex.shift_day(reference, dict(length.parts), -1)
                low, high = (far, reference - timedelta(days=1)) if far else (None, None)
            if low is not None and high is not None and high < low:
                low = high = None
        value = timex.iso_length(dict(length.parts))
        return self._make("duration", value, low, high, grain=grain, modifier=modifier)

    def _shift(self, length: Length, sign: int) -> DateFact:
        vague = any(count is None for count in length.parts.values())
        if set(length.parts) & {"hour", "minute", "second"}:
            return self._length(length)
        origin, anchor = self.base.reference, None
        if _counts_from_event(self.text, self.mention.span):
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
            clock, time_grain = _times(point)
            times = clock if point.clock is None or reading.end is None else _span_times(point, reading.end)
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


_APPOSED = re.compile(r"\s?(?:(?:첫날|마지막\s?날|이튿날|기간|당일)?인\s|\()")
# "지난 5일 금메달을 딴 데 이어 이날": this day is not the one just named.
_CONTRASTED = re.compile(r"(?:데|것에|[0-9]일에)\s이어\s(?:[가-힣]{1,5}\s)?$|와는?\s달리\s$")
_COUNTED_FROM = re.compile(r"(?P<word>[가-힣A-Za-z0-9)”’\"']+)(?P<stop>[,.]?)\s?$")
_FREE_WORD = re.compile(
    r"(?:[은는이가을를에의도로와과만고며나면서한된던지다요약꼭딱또께중때후뒤해여아어려져]|부터|까지|보다|불과|이미|지난|무려|겨우|하루"
    r"|벌써|당초|특히|실제|당시|처음|모두|최근|앞서|그러나|따라|통해|위해|대해|결국|정확히)$"
)


_EVENT_NOUN = re.compile(
    r"(?:사고|선고|보고|신고|경고|공고|예고|권고|최고|원고|통과|개통|사태|회의|투표|선거|수사|공연|경기|대회|행사)$"
)


def _counts_from_event(text: str, span: Span) -> bool:
    """Whether a length counts from something that happens, not from today: 선거일 하루 전, 통과일로부터 1년 후."""
    before = _COUNTED_FROM.search(text, max(0, span.start - 14), span.start)
    if before is None or before["stop"]:
        return False
    if _EVENT_NOUN.search(before["word"]):
        return True
    return before["word"].endswith(("로부터", "기준으로", "이후", "직후")) or _FREE_WORD.search(before["word"]) is None


def _moved(day: date, clock: tuple[int, int], length: Length) -> datetime | None:
    """The moment some hours and minutes after a time of a day; None for other lengths."""
    if not set(length.parts) <= {"hour", "minute"} or any(count is None for count in length.parts.values()):
        return None
    hours, minutes = (int(length.parts.get(unit) or 0) for unit in ("hour", "minute"))
    begin = datetime(day.year, day.month, day.day) + timedelta(hours=clock[0], minutes=clock[1])
    return begin + timedelta(hours=hours, minutes=minutes)


def _bare_day(point: Point) -> bool:
    return point.day is not None and point.month is None and point.month_offset is None and point.month_same is None


def _last_such_day(until: date, day: int) -> date:
    """The last day with that number on or before `until`."""
    first = until.replace(day=1)
    while day > timex.days_in_month(first.year, first.month) or first.replace(day=day) > until:
        first = timex.shift_months(first, -1)
    return first.replace(day=day)


def _has_year(point: Point) -> bool:
    return point.year is not None or point.year_offset is not None or point.year_same is not None


def _dates_only(values: tuple[str, str]) -> tuple[str, str]:
    return values[0].split("/")[0], values[1].split("/")[-1]


def _same_grain(day: date, found: Resolved) -> str:
    if found.grain == "year":
        return f"{day.year:04d}"
    return f"{day.year:04d}-{day.month:02d}" if found.grain == "month" else day.isoformat()


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


def _clock(hour: int, minute: int = 0) -> str:
    return "23:59" if hour >= 24 else f"{hour:02d}:{minute:02d}"


def _times(point: Point) -> tuple[tuple[str | None, str | None], Grain | None]:
    """Start and end time of a point, with their grain; a part of the day has bounds, a clock time is one moment."""
    if point.clock is not None:
        shown = _clock(*point.clock)
        return (shown, shown), "minute" if point.clock[1] else "hour"
    if point.daypart is not None:
        return (_clock(point.daypart[0]), _clock(point.daypart[1])), "hour"
    return (None, None), None


def _span_times(start: Point, end: Point) -> tuple[str | None, str | None]:
    """The times of a range: `오후 4~6시`, `오후 1시부터 3시까지` take over the part of the day."""
    first, last = start.clock, end.clock
    if first is None and start.daypart is not None:
        first = (start.daypart[0], 0)
    if last is None and end.daypart is not None:
        last = (end.daypart[1], 0)
    if (
        first is not None
        and last is not None
        and end.afternoon is None
        and end.clock is not None
        and last <= first
        and last[0] < 12
    ):
        raised = (last[0] + 12, last[1])
        if (raised > first and start.afternoon is not False) or (start.afternoon is False and raised > first):
            last = raised
    if (
        first is not None
        and last is not None
        and start.afternoon is None
        and end.afternoon
        and first[0] + 12 < last[0] + (last[1] > 0)
    ):
        first = (first[0] + 12, first[1])
    return (_clock(*first) if first else None), (_clock(*last) if last else None)
