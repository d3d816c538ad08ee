"""From a reading to a fact: type, EDTF or ISO 8601 value, bounds, times, grain and modifier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from gwangju_ai_cli import timex
from gwangju_ai_cli.facts.dates.base import NoSuchDay, Resolved
from gwangju_ai_cli.facts.dates.beside import APPOSED, CONTRASTED, counts_from_event
from gwangju_ai_cli.facts.dates.counted import Counted
from gwangju_ai_cli.facts.dates.ends import end_of_length, inherit_end
from gwangju_ai_cli.facts.dates.hours import closing, hours_of_day, moment_after, show_clock, times_of, times_of_range
from gwangju_ai_cli.facts.dates.readings import Length, Point
from gwangju_ai_cli.facts.dates.resolving import part_of, resolve_point
from gwangju_ai_cli.model import DateFact, DateType, Grain, Modifier
from gwangju_ai_cli.patterns import pattern


class Valuer(Counted):
    """Makes one fact of one reading."""

    def fact(self) -> DateFact:
        reading = self.reading
        if reading.shape == "length":
            return self._length(reading.length or Length({}))
        if reading.shape == "shift":
            return self._shift(reading.length or Length({}), reading.sign)
        if reading.shape == "moment":
            # How much of the match had been played: "후반 35분".
            return self._make("time", timex.iso_length(dict((reading.length or Length({})).parts)), grain="minute")
        if reading.shape == "recurring":
            return self._recurring()
        if reading.shape == "range" and reading.start is not None:
            if reading.length is not None:
                return self._by_length(reading.start, reading.length)
            if reading.end is not None:
                return self._range(reading.start, reading.end)
        if reading.shape in ("from", "after") and reading.start is not None:
            return self._open(reading.start, upward=True)
        if reading.shape in ("until", "within", "before") and reading.end is not None:
            return self._open(reading.end, upward=False)
        return self._point(reading.start or Point())

    def _resolve(self, point: Point) -> Resolved:
        """The days of a point; a bare time of day belongs to the day named just before it."""
        if not point.names_date():
            for fact in self.base.around:
                if (
                    fact.start_date is not None
                    and fact.grain in ("day", "hour", "minute")
                    and (fact.type in ("date", "time", "range") and fact.start_date == fact.end_date)
                ):
                    day = fact.start_date
                    return Resolved(day.isoformat(), (day, day), "day", anchor=fact.span)
                if fact.type in ("date", "time") and fact.grain in ("day", "hour", "minute") and fact.value:
                    break
            reference = self.base.reference
            if (
                reference is not None
                and not self.base.before
                and self._of_today()
                and self.reading.shape == "point"
                and point.clock is not None
            ):
                return Resolved(reference.isoformat(), (reference, reference), "day")
            return Resolved("", None, None)
        return resolve_point(point, self.base)

    def _of_today(self) -> bool:
        """Whether a time of day without a day is that of the reference: `오전 9시 30분 현재`, or nothing but a time."""
        span = self.mention.span
        before = self.text[: span.start].rpartition("\n\n")[2]  # a paragraph beside it changes nothing
        after = self.text[span.end :].partition("\n\n")[0]
        rest = len((before + after).strip())
        return _NOW.match(self.text, span.end) is not None or (rest <= 2 and self.base.tense is None)

    def _of_event(self) -> bool:
        """Whether 당일, 다음 날, 전날 belong to something that happens: 사건 다음 날, 선거 당일."""
        word = self.mention.span.of(self.text)
        if word.startswith(("당일", "그날", "그 날")) and not any(
            fact.grain in ("day", "hour", "minute") for fact in self.base.before
        ):
            return True  # "당일 접수": the day of something unnamed, not of the report
        return word.startswith(("당일", "다음", "이튿날", "전날")) and counts_from_event(self.text, self.mention.span)

    def _clock_in_context(self, point: Point) -> Point:
        """`오후 9시 41분쯤 …, 9시 59분까지`: an hour takes over the half of the day named before it."""
        if point.clock is None or point.afternoon is not None or point.clock[0] >= 12 or not self.base.near:
            return point
        known = next((fact for fact in self.base.near[:3] if fact.type != "duration"), self.base.near[0])
        earlier = known.end_time or known.start_time or ("12:00" if _LATE_PART.search(known.text) else None)
        if earlier is None or earlier < "12:00" or point.midnight:
            return point
        raised = (point.clock[0] + 12, point.clock[1])
        return point.changed(clock=raised) if show_clock(*raised) >= earlier else point

    def _beside_holiday(self, point: Point) -> Point:
        """`크리스마스이브인 24일`, `추석 연휴(12~15일)`: the holiday tells the month of a bare day beside it."""
        if not _bare_day(point) or not (before := self.base.before):
            return point
        if before[0].rule != "date.holiday" or before[0].start_date is None:
            return point
        if not APPOSED.fullmatch(self.text, before[0].end, self.mention.span.start):
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
        if point.turn == "year":
            return self._open(point, upward=False)  # 연내: up to the end of the year
        point = self._beside_holiday(self._clock_in_context(point))
        if point.day_same is not None and point.beside is None and self._of_event():
            times, time_grain = times_of(point)
            return self._make("time" if time_grain else "date", "XXXX-XX-XX", grain=time_grain or "day", times=times)
        begin = self.mention.span.start
        if point.day_same == 0 and CONTRASTED.search(self.text, max(0, begin - 12), begin):
            self.base.forget_sentence()
        found = self._resolve(point)
        start, end = found.bounds or (None, None)
        part = part_of(point)
        times, grain = times_of(point)
        if grain is not None:
            first = times[0]
            value: str | None
            if not found.value:
                value = f"T{first}" if point.clock is not None else hours_of_day(point)
            elif found.bounds is not None and point.clock is not None:
                value = f"{found.value}T{first}"
            else:
                value = found.value
            modifier: Modifier | None = None
            return self._make(
                "time", value, start, end, grain=grain, times=times, modifier=modifier, anchor=found.anchor
            )
        if point.overnight and start is not None and end is not None:
            # "밤사이 비가 왔다": from the evening before to this morning; of a named day on to the next.
            low = start - timedelta(days=1) if point.day_offset == 0 and not self.base.ahead else start
            high = low + timedelta(days=1)
            return self._make("range", f"{low.isoformat()}/{high.isoformat()}", low, high, grain="hour")
        if point.approx:
            return self._make("date", found.value, start, end, grain=found.grain, modifier="approx")
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
        past = start.lead == "past" and end.lead in (None, "past")
        if past and start.month and end.month and not _has_year(start) and not _has_year(end):
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
        same_day = not end.names_date()
        end, taken = inherit_end(start, end)
        first = self._resolve(start)
        if first.bounds is not None and end.day_same == 1:  # "6일 밤부터 다음 날 새벽까지": the day after the start
            next_day = first.bounds[0] + timedelta(days=1)
            end = end.changed(day_same=None, year=next_day.year, month=next_day.month, day=next_day.day)
        last = self._end(first, start, end, taken)
        first, last = self._running(start, end, first, last, taken)
        times = times_of_range(start, end, same_day=same_day)
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
            if list(self.reading.listed) != sorted(self.reading.listed):  # "2023, 2021년": the last is not the latest
                spans = [member.bounds() for member in members]
                known = [span for span in spans if span is not None]
                whole = len(known) == len(spans)
                low = min(span[0] for span in known) if whole else None
                high = max(span[1] for span in known) if whole else None
            values_listed = ",".join(member.edtf() for member in members)
            return self._make("range", f"{{{values_listed}}}", low, high, grain=grain, anchor=first.anchor)
        if low is not None and high is not None and high < low and not taken and _bare_day(start):
            # "오는 10일부터 내달 1일까지" on the 15th: the end tells which month the day belongs to.
            low = _last_such_day(high, start.day or 1)
            values = low.isoformat(), values[1]
        if low is not None and high is not None and high < low and end.weekday is not None and end.day is None:
            high += timedelta(days=-(-(low - high).days // 7) * 7)  # "일요일 밤부터 월요일까지": the Monday behind it
            values = values[0], high.isoformat()
        if low is not None and high is not None and high < low:
            raise NoSuchDay(f"{self.mention.span.of(self.text)}: the end lies before the start")
        if times == (None, None) and not first.value and not last.value and (parts := hours_of_day(start, end)):
            return self._make("time", parts, grain="hour")  # "새벽부터 아침 사이"
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
        if start.part and end.part and values[0] == values[1] and start.part != end.part:
            return self._make("date", values[0], low, high, grain=grain, anchor=first.anchor)  # "4월 초·중순"
        value = timex.edtf_interval(*_dates_only(values))
        return self._make("range", value, low, high, grain=grain, times=times, anchor=first.anchor or last.anchor)

    def _running(
        self, start: Point, end: Point, first: Resolved, last: Resolved, taken: frozenset[str]
    ) -> tuple[Resolved, Resolved]:
        """The ends of a range that has begun already: `17일부터 26일까지 열겠습니다` on the 19th is not next month."""
        reference = self.base.reference
        if (
            reference is None
            or first.bounds is None
            or first.bounds[0] <= reference
            or first.anchor is not None
            or start.lead is not None
            or (start.day is None and start.month is None)
            or _has_year(start)
            or _has_year(end)
            or start.month_offset is not None
            or start.month_same is not None
        ):
            return first, last
        earlier = timex.shift_months(first.bounds[0], -1 if start.month is None else -12)
        if earlier.day != (start.day or 1) or earlier > reference:
            return first, last
        begun = self._resolve(start.changed(year=earlier.year, month=earlier.month))
        until = self._end(begun, start, end, taken)
        if until.bounds is None or until.bounds[1] < reference:
            return first, last
        # An end that stays where it was belongs to the later start: "6일 밤부터 다음 날 새벽까지".
        stays = last.bounds is not None and until.bounds == last.bounds and last.bounds[1] >= first.bounds[0]
        return (first, last) if stays else (begun, until)

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
            day, begin = first.bounds[0], show_clock(*start.clock)
            if moved := moment_after(day, start.clock, length):  # "2일 오후 9시 15분부터 200분간"
                value = f"{first.value}T{begin}/{moved.date().isoformat()}T{moved:%H:%M}"
                grain: Grain = "minute" if start.clock[1] or moved.minute else "hour"
                times = begin, f"{moved:%H:%M}"
                return self._make("range", value, day, moved.date(), grain=grain, times=times, anchor=first.anchor)
        if start.clock is not None and not first.value and (moved := moment_after(_ANY_DAY, start.clock, length)):
            times = show_clock(*start.clock), f"{moved:%H:%M}"  # "밤 8시 30분부터 2시간 동안" of no day
            return self._make("time", f"T{times[0]}/T{times[1]}", grain="minute", times=times)
        closing, last = end_of_length(first, length)
        low = first.bounds[0] if first.bounds else None
        if closing is None:
            closing = "XXXX-XX-XX" if first.grain == "day" else "XXXX"
        return self._make("range", f"{first.value}/{closing}", low, last, grain=first.grain, anchor=first.anchor)

    def _open(self, point: Point, *, upward: bool) -> DateFact:
        point = self._clock_in_context(point)
        if not upward:
            point = closing(point)
        if point.day_same is not None and point.beside is None and self._of_event():  # "공고일 전날까지"
            found = Resolved("XXXX-XX-XX", None, "day")
        else:
            found = self._resolve(point)
        times, time_grain = times_of(point)
        low, high = found.bounds or (None, None)
        value = found.value
        if self.reading.shape == "before" and found.bounds is not None and time_grain is None:
            high = found.bounds[0] - timedelta(days=1)
            value = _same_grain(high, found)
        if found.partial is not None and (found.partial.quarter or found.partial.half) and low and high:
            value = f"{low:%Y-%m}/{high:%Y-%m}"  # no reader of EDTF takes a half year as a bound
        if (self.reading.shape == "within" or point.turn == "year") and high is not None:
            value = high.isoformat()  # "상반기 안에": up to its last day
        first, _, last = value.partition("/")
        if time_grain is not None and point.clock is not None:
            value = f"{found.value}T{times[0]}" if found.bounds else (found.value or f"T{times[0]}")
            first = last = value
        grain = time_grain or found.grain
        if not found.value and time_grain is not None:
            if point.clock is None:
                return self._make("time", hours_of_day(point), grain=grain)
            bounds = (times[0], None) if upward else (None, times[0])
            return self._make("time", f"T{times[0]}", grain=grain, times=bounds)
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
            times=(None, times[0]),
            anchor=found.anchor,
        )


_LATE_PART = pattern(r"오후|저녁|밤|낮|점심")
_ANY_DAY = date(2000, 1, 1)
_NOW = pattern(r"\s?현재")


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
