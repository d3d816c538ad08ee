"""From readings to days: what a point names, given a reference date, the dates before it and the verb's tense.

Order of what decides: the words themselves (2019년, 내년, 지난달), a lead (오는, 지난), the date that stands
before it in a list, range, sentence or paragraph, a weekday beside it, the tense, and last the nearest day.
What nothing decides stays unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from gwangju_ai_cli import timex
from gwangju_ai_cli.facts.dates.base import Base, NoSuchDay, Resolved
from gwangju_ai_cli.facts.dates.beside import REPORT_DAY
from gwangju_ai_cli.facts.dates.named import Named
from gwangju_ai_cli.facts.dates.readings import Point
from gwangju_ai_cli.facts.dates.tense import FINAL_N, ending_in
from gwangju_ai_cli.model import DateFact, Grain
from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.timex import Bounds, Partial


def resolve_point(point: Point, base: Base) -> Resolved:
    """The days that a point names. Raises NoSuchDay for 2월 30일 and the like."""
    resolver = _Resolver(point, base)
    found = resolver.run()
    return replace(found, anchor=resolver.anchor) if resolver.anchor and not found.anchor else found


@lru_cache(maxsize=512)  # an article has one reference date, and its days come again
def _days_around(month: date, day: int) -> Sequence[date]:
    """The days of that number in the seven months around one, given by its first day."""
    return tuple(
        date(first.year, first.month, day)
        for first in (timex.shift_months(month, step) for step in range(-3, 4))
        if day <= timex.days_in_month(first.year, first.month)
    )


class _Resolver(Named):
    """Resolves one point."""

    def run(self) -> Resolved:
        point = self.point
        if point.ancient is not None:
            return _ancient(point.year or 0, point.ancient)
        if point.same_period:
            return self._same_period()
        if point.decade is not None:
            partial = Partial(decade=point.decade, grain="decade")
            return self._with_part(partial, "decade")
        if point.century is not None:
            return self._with_part(Partial(century=point.century), None)
        if point.turn is not None:
            return self._turn()
        if point.holiday is not None:
            return self._holiday()
        if point.week_offset is not None or (point.weekend and point.month is None) or point.midweek:
            return self._week()
        if point.week_nth is not None or point.nth is not None:
            return self._nth()
        if point.day_offset is not None or point.day_same is not None:
            return self._relative_day()
        if point.lunar:
            return self._lunar()
        if point.weekday is not None and point.day is None and point.month is None:
            return self._weekday()
        if point.season is not None:
            return self._season()
        if point.week_same is not None:
            return self._week_before(point.week_same)
        if point.quarter_same is not None:
            return self._quarter_before(point.quarter_same)
        if point.term is not None or point.term_offset is not None:
            return self._term()
        if point.half is not None or point.quarter is not None or point.quarter_offset is not None:
            return self._portion()
        return self._calendar()

    def _calendar(self) -> Resolved:
        point = self.point
        if point.year_starts != 1 and point.month is None and point.day is None and point.month_offset is None:
            return self._shifted_year(point.year_starts)
        year = self.year()
        month = point.month
        if point.month_offset is not None:
            if self.reference is None:
                return self._close(Partial(None, None, point.day, grain="day" if self._daily() else "month"))
            moved = timex.shift_months(self.reference.replace(day=1), point.month_offset)
            year, month = (year if self.names_year() and year is not None else moved.year), moved.month
        elif point.month_same is not None:
            year, month = self.same_month(point.month_same)
        elif month is not None and not self.names_year():
            year = self.year_of_month(month)
        elif month is None and point.day is not None and not self.names_year():
            return self._bare_day(point.day)
        day = point.day
        if point.last_day:
            if year is None or month is None:
                return self._close(Partial(year, month, grain="day"))
            day = timex.days_in_month(year, month)
        if day is not None and not timex.is_day(year, month, day):
            if point.month is None and day <= 31:
                # "지난달 31일" in October: the words and the reference date do not go together.
                return self._close(Partial(day=day, grain="day"))
            raise NoSuchDay(f"{month}월에는 {day}일이 없다")
        grain: Grain = "day" if self._daily() else "month" if month is not None else "year"
        if month is None and point.month_same is not None:
            grain = "day" if self._daily() else "month"
        return self._close(Partial(year, month, day, grain=grain))

    def _daily(self) -> bool:
        return self.point.day is not None or self.point.last_day

    def _bare_day(self, day: int) -> Resolved:
        """A day without a month: the nearest month that the words allow."""
        point, reference = self.point, self.reference
        if not 1 <= day <= 31:
            raise NoSuchDay(f"{day}일은 없다")
        leaning = None if point.lead in ("past", "next") else self.leaning_month(day)
        if leaning is not None:
            return self._close(leaning)
        if reference is None:
            return self._close(Partial(day=day, grain="day"))
        picked = self.pick_day(_days_around(reference.replace(day=1), day))
        return self._close(Partial(picked.year, picked.month, picked.day, grain="day"))

    def _beside(self, month: int | None, day: int) -> Resolved:
        """The day that a parenthesis names beside a word: 오늘(18일)."""
        base = self.reference
        if month is not None and (base is None or self.point.day_offset is None):
            return _Resolver(Point(month=month, day=day), self.base).run()
        if month is not None and base is not None:
            near = base + timedelta(days=self.point.day_offset or 0)
            years = [year for year in (near.year - 1, near.year, near.year + 1) if timex.is_day(year, month, day)]
            if not years:
                raise NoSuchDay(f"{month}월에는 {day}일이 없다")
            return self._day(min((date(year, month, day) for year in years), key=lambda option: abs(option - near)))
        if base is None:
            return self._close(Partial(day=day, grain="day"))
        base += timedelta(days=self.point.day_offset or 0)
        options = [
            first.replace(day=day)
            for step in (-1, 0, 1)
            if day <= timex.days_in_month((first := timex.shift_months(base.replace(day=1), step)).year, first.month)
        ]
        return self._day(min(options, key=lambda option: abs((option - base).days)))

    def _relative_day(self) -> Resolved:
        point = self.point
        if point.beside is not None:
            return self._beside(*point.beside)
        if point.day_offset is not None:
            if self.reference is None:
                return self._close(Partial(grain="day"))
            return self._day(self.reference + timedelta(days=point.day_offset))
        offset = point.day_same or 0
        for fact in self.base.before:
            if fact.type not in ("date", "time", "range") or fact.grain not in ("day", "hour", "minute"):
                continue
            if offset == 0 and fact.text.startswith(_LAST_NIGHT):
                continue  # "지난밤 당직을 서다 이날 쓰러졌다"
            if fact.start_date is None and fact.end_date is not None and fact.end_time is not None:
                self.anchor = fact.span  # "24일 오전 1시 30분까지 … 이날 아침"
                return self._day(fact.end_date + timedelta(days=offset))
            if fact.start_date is None:
                partial = timex.read_partial(fact.value.split("/")[-1]) if fact.value else None
                if partial is None or partial.day is None:
                    continue
                if self.reference is None and 1 <= partial.day + offset <= 28:
                    self.anchor = fact.span
                    return self._close(replace(partial, day=partial.day + offset))
                continue
            if fact.type == "range" and (fact.end_date is None or fact.start_date != fact.end_date):
                if offset > 0 and fact.end_date is not None:
                    self.anchor = fact.span
                    return self._day(fact.end_date + timedelta(days=offset))
                continue
            told = self._event_reported(fact) if offset == 0 else fact
            day = told.start_date or fact.start_date
            # "오는 14일 부산에서 맞붙는다. … 이날 45호 홈런을 쳤다": what has happened is of no day to come.
            to_come = self.reference is not None and day + timedelta(days=offset) > self.reference
            if to_come and offset <= 0 and self.base.behind and fact not in self.base.near:
                continue
            self.anchor = told.span
            return self._day(day + timedelta(days=offset))
        # 다음 날 counts from a day of the story: without one it is unknown, unless it is still to come.
        if self.reference is None or (offset > 0 and not self.base.ahead):
            return self._close(Partial(grain="day"))
        return self._day(self.reference + timedelta(days=offset))

    def _event_reported(self, fact: DateFact) -> DateFact:
        """The day of what is reported, where `fact` is that of the report: `12일 맺었다고 13일 밝혔다. 이날`."""
        text = self.base.text
        if not REPORT_DAY.match(text, fact.end) or not _SAID_BEFORE.search(text, 0, fact.start):
            return fact
        for event in self.base.before:
            if event.start >= fact.start:
                continue
            between = text[event.end : fact.start]
            if "\n" in between or ". " in between or not event.grain:
                return fact
            single = event.grain in ("day", "hour", "minute") and event.start_date is not None
            if single and event.start_date == event.end_date and not _BACKGROUND.match(between):
                return event
        return fact

    def _weekday(self) -> Resolved:
        point, reference = self.point, self.reference
        weekday = point.weekday or 0
        if reference is None or (point.lead is None and "generic" in point.slots):
            return self._close(Partial(grain="day"))
        monday = reference - timedelta(days=reference.weekday())
        here = monday + timedelta(days=weekday)
        if point.lead == "this":
            return self._day(here)
        if point.lead == "next":
            # 다음 금요일 is next week's; 오는 금요일 the first one to come.
            if "coming" in point.slots:
                return self._day(here if here > reference else here + timedelta(days=7))
            return self._day(here + timedelta(days=7))
        if point.lead == "past":
            return self._day(here if here < reference else here - timedelta(days=7))
        past, coming = (
            (here if here <= reference else here - timedelta(days=7)),
            (here if here >= reference else here + timedelta(days=7)),
        )
        if self.base.behind:
            return self._day(past)
        if self.base.ahead:
            return self._day(coming)
        return self._day(coming if coming > reference else coming + timedelta(days=7))

    def _week(self) -> Resolved:
        point, reference = self.point, self.reference
        offset = point.week_offset
        if offset is None and point.lead is not None:
            offset = {"past": -1, "next": 1, "this": 0, "last": -1}[point.lead]
            if point.weekend and reference is not None and "coming" in point.slots and reference.weekday() < 5:
                offset = 0
        elif offset is None and point.weekend and reference is not None and "single" in point.slots:
            offset = self._bare_weekend(reference)
        if reference is None or offset is None:
            return Resolved("XXXX-XX-XX/XXXX-XX-XX", None, "week")
        first, last = timex.week_bounds(reference + timedelta(days=7 * offset))
        if point.weekday is not None:
            return self._day(first + timedelta(days=point.weekday))
        if point.weekend:
            first = last - timedelta(days=1)
        elif point.midweek:
            last = first + timedelta(days=4)
        bounds = first, last
        if point.part is not None and not point.weekend:
            bounds = {
                "start": (first, first + timedelta(days=2)),
                "mid": (first + timedelta(days=2), first + timedelta(days=4)),
                "end": (first + timedelta(days=3), last),
            }[point.part]
        return Resolved(f"{first.isoformat()}/{last.isoformat()}", bounds, "week")

    def _bare_weekend(self, reference: date) -> int | None:
        """Which week a bare 주말에 is of: the one at hand, or the last where the verb is past and it is yet to come."""
        if self.base.tense == "past":
            return 0 if reference.weekday() >= 5 else -1
        return 0 if self.base.ahead else None

    def _nth(self) -> Resolved:
        """첫째 주 금요일, 10월 둘째 주, 2027년 셋째 주."""
        point = self.point
        year, month = self._month_and_year()
        nth = point.nth if point.nth is not None else point.week_nth or 1
        whole_year = month is None and self.names_year()
        if year is None or (month is None and not whole_year):
            return (
                self._close(Partial(year, month, grain="day"))
                if point.weekday is not None
                else Resolved("XXXX-XX-XX/XXXX-XX-XX", None, "week")
            )
        if point.weekday is not None and month is not None:
            day = timex.nth_weekday(year, month, nth, point.weekday)
            if day is None:
                raise NoSuchDay(f"{month}월에는 {nth}번째 {'월화수목금토일'[point.weekday]}요일이 없다")
            return self._day(day)
        first, last = timex.nth_week(year, month, nth)
        if point.weekday is not None:
            return self._day(first + timedelta(days=point.weekday))
        return Resolved(f"{first.isoformat()}/{last.isoformat()}", (first, last), "week")

    def _month_and_year(self) -> tuple[int | None, int | None]:
        point = self.point
        if point.month is None and point.month_offset is None and point.month_same is None:
            if self.names_year():
                return self.year(), None
            return (self.reference.year, self.reference.month) if self.reference else (None, None)
        bare = point.changed(week_nth=None, nth=None, weekday=None, weekend=False, day=None)
        inner = _Resolver(bare, self.base)
        resolved = inner.run()
        self.anchor = inner.anchor
        return (resolved.partial.year, resolved.partial.month) if resolved.partial else (None, None)

    def _portion(self) -> Resolved:
        point = self.point
        if point.quarter_offset is not None:
            if self.reference is None:
                return Resolved("XXXX-XX", None, "quarter")
            index = self.reference.year * 4 + (self.reference.month - 1) // 3 + point.quarter_offset
            return self._with_part(Partial(index // 4, quarter=index % 4 + 1, grain="quarter"), "quarter")
        grain: Grain = "half" if point.half is not None else "quarter"

        def made(year: int | None) -> Partial:
            return Partial(year, quarter=point.quarter, half=point.half, grain=grain)

        year = self.year()
        if not self.names_year():
            first = made(2000).bounds()
            year = self.leaning_year(first[0].month) if first is not None and point.lead is None else None
            if year is None and self.reference is not None:
                here = self.reference.year
                options = {y: bounds for y in (here - 1, here, here + 1) if (bounds := made(y).bounds())}
                year = self.pick_portion(options)
        return self._with_part(made(year), grain)

    def _term(self) -> Resolved:
        """A half of a school year: March to August, September to February."""
        term, year = self.point.term or 1, self.year()
        if self.point.term_offset is not None:
            if self.reference is None:
                return Resolved("XXXX-XX/XXXX-XX", None, "half")
            months = self.reference.year * 12 + self.reference.month - 3
            index = months // 6 + self.point.term_offset
            year, term = index // 2, index % 2 + 1

        def made(year: int) -> Bounds:
            return timex.months_bounds(year, 3, 8) if term == 1 else timex.months_bounds(year, 9, 2)

        if year is None and not self.names_year() and self.reference is not None:
            here = self.reference.year
            year = self.pick_portion({y: made(y) for y in (here - 1, here, here + 1)})
        if year is None:
            return Resolved("XXXX-03/XXXX-08" if term == 1 else "XXXX-09/XXXX-02", None, "half")
        bounds = made(year)
        return Resolved(f"{bounds[0]:%Y-%m}/{bounds[1]:%Y-%m}", bounds, "half")

    def _shifted_year(self, starts: int) -> Resolved:
        """A year that begins in another month than January: 2026학년도, and years of account abroad."""
        year = self.year()
        if year is None:
            return Resolved("XXXX", None, "year")
        first = year - (starts > 4)  # the American year of account 2024 begins in October 2023
        bounds = timex.months_bounds(first, starts, starts - 1)
        return Resolved(f"{bounds[0]:%Y-%m}/{bounds[1]:%Y-%m}", bounds, "year")

    def _week_before(self, offset: int) -> Resolved:
        """전주: the week before the one that the paragraph named last; unknown where it named none."""
        for fact in self.base.around:
            if fact.start_date is not None and fact.end_date is not None and fact.type in ("date", "range", "time"):
                if (fact.end_date - fact.start_date).days > 6:
                    continue
                self.anchor = fact.span
                first, last = timex.week_bounds(fact.start_date + timedelta(days=7 * offset))
                return Resolved(f"{first.isoformat()}/{last.isoformat()}", (first, last), "week")
        if self.reference is None:
            return Resolved("XXXX-XX-XX/XXXX-XX-XX", None, "week")
        first, last = timex.week_bounds(self.reference + timedelta(days=7 * offset))
        return Resolved(f"{first.isoformat()}/{last.isoformat()}", (first, last), "week")

    def _quarter_before(self, offset: int) -> Resolved:
        """전분기: the one before the quarter that the text named last, else before that of the reference date."""
        day = self.reference
        for fact in self.base.before:
            if fact.grain == "quarter" and fact.start_date is not None and fact.type == "date":
                self.anchor, day = fact.span, fact.start_date
                break
        if day is None:
            return Resolved("XXXX-XX", None, "quarter")
        index = day.year * 4 + (day.month - 1) // 3 + offset
        return self._with_part(Partial(index // 4, quarter=index % 4 + 1, grain="quarter"), "quarter")

    def _same_period(self) -> Resolved:
        """지난해 같은 기간, 전년 동기: the period that the text speaks of, in that year."""
        year = self.year()
        fact = self._topic(year)
        if fact is None or fact.start_date is None or fact.end_date is None or year is None:
            self.anchor = None
            return Resolved(Partial(year, grain="year").edtf(), None, "year")
        self.anchor = fact.span
        years = (year - fact.start_date.year) or -1
        if self.point.year_same is not None:
            years = self.point.year_same
        start, end = (timex.shift_months(day, 12 * years) for day in (fact.start_date, fact.end_date))
        if fact.end_date.day == timex.days_in_month(fact.end_date.year, fact.end_date.month):
            end = end.replace(day=timex.days_in_month(end.year, end.month))
        partial = timex.read_partial(fact.value or "")
        value = replace(partial, year=(partial.year or year) + years).edtf() if partial else None
        if value is None:
            form = "%Y-%m" if fact.grain == "month" else "%Y" if fact.grain == "year" else "%Y-%m-%d"
            value = f"{start.strftime(form)}/{end.strftime(form)}"
        return Resolved(value, (start, end), fact.grain)

    def _topic(self, year: int | None) -> DateFact | None:
        """The date or range that a comparison measures: a period before a day, and no day on which one reports."""
        same = self.point.same_period
        known = [
            fact
            for fact in (*self.base.around, *self.base.before)
            if fact.type in ("date", "range")
            and fact.start_date is not None
            and fact.end_date is not None
            and not (fact.grain == "year" and fact.start_date.year == year)
        ]
        single = [fact for fact in known if fact.start_date == fact.end_date]
        periods = [fact for fact in known if fact.start_date != fact.end_date]
        if same == "day":
            return next(iter(single), None)
        if same in ("month", "quarter"):
            return next((fact for fact in periods if fact.grain == same), None)
        narrow = next((fact for fact in periods if fact.grain != "year"), None)
        if narrow is not None and narrow in self.base.around:
            return narrow
        whole = next((fact for fact in periods if fact.grain == "year" and fact in self.base.around), None)
        if whole is not None:  # "올해 … 지난해 같은 기간": how much of the year the text does not say
            return whole if self.point.year_same is not None else None
        if narrow is not None:
            return narrow
        return next((fact for fact in single if not REPORT_DAY.match(self.base.text, fact.end)), None)


_LAST_NIGHT = ("지난밤", "간밤", "어젯밤")
_SAID_BEFORE = pattern(r"[가-힣](?:다|라)(?:고|며|면서)\s(?:[가-힣A-Za-z]+[은는이가]\s)?$")
_BACKGROUND = pattern(
    rf"에?\s?(?:[가-힣]+(?:에서|에|을|를)\s){{0,2}}[가-힣]*(?:[{ending_in(FINAL_N, '은는')}]|[받맺맡찾얻잡]은)\s"
)


def _ancient(year: int, unit: str) -> Resolved:
    """A year or a century before our era, in astronomical years (기원전 57년 is -0056): `date` has none of them."""
    if unit == "unknown":  # 고종 3년: of which dynasty?
        return Resolved("XXXX", None, "year")
    if unit == "year":
        return Resolved(f"-{-year:04d}" if year else "0000", None, "year")
    # 기원전 14세기: the years 1400 to 1301 before our era.
    return Resolved(f"-{-year - 1:04d}/-{-year - 100:04d}" if year < -100 else "-0099/0000", None, None)


def part_of(point: Point) -> timex.Part | None:
    """초, 중순or 말 of a point, also where a word such as 연말 holds it."""
    if point.turn in ("year-start", "month-start", "week-start"):
        return "start"
    if point.turn in ("year-end", "month-end"):
        return "end"
    return point.part
