"""From readings to days: what a point names, given a reference date, the dates before it and the verb's tense.

Order of what decides: the words themselves (2019년, 내년, 지난달), a lead (오는, 지난), the date that stands
before it in a list, range, sentence or paragraph, a weekday beside it, the tense, and last the nearest day.
What nothing decides stays unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from gwangju_ai_cli import timex
from gwangju_ai_cli.dating.lexicon import holidays
from gwangju_ai_cli.dating.readings import Length, Point
from gwangju_ai_cli.dating.tense import Tense
from gwangju_ai_cli.model import DateFact, Grain, Span
from gwangju_ai_cli.timex import Bounds, Partial


@dataclass(frozen=True, slots=True)
class Base:
    """What a point is resolved against.

    `near` are the dates before it in its sentence, `around` those of its paragraph, `before` all of the document,
    each the latest first.
    """

    reference: date | None
    tense: Tense | None = None
    near: Sequence[DateFact] = ()
    around: Sequence[DateFact] = ()
    before: Sequence[DateFact] = ()

    @property
    def behind(self) -> bool:
        """Whether the verb tells of what was: 열렸다, 열린, or reports: … 고 밝혔다."""
        return self.tense in ("past", "report")

    @property
    def ahead(self) -> bool:
        """Whether the verb announces: 열 예정이다, 연다."""
        return self.tense in ("future", "present")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A point's value: its EDTF text, bounds (None while unknown) and grain; `anchor` is the date it leans on."""

    value: str
    bounds: Bounds | None
    grain: Grain | None
    partial: Partial | None = None
    anchor: Span | None = None
    flaw: str | None = None
    leaned: frozenset[str] = field(default_factory=frozenset)


class NoSuchDay(ValueError):
    """The words name a day that no calendar has."""


def resolve_point(point: Point, base: Base) -> Resolved:
    """The days that a point names. Raises NoSuchDay for 2월 30일 and the like."""
    resolver = _Resolver(point, base)
    found = resolver.run()
    return replace(found, anchor=found.anchor or resolver.anchor, leaned=frozenset(resolver.leaned))


class _Resolver:
    def __init__(self, point: Point, base: Base) -> None:
        self.point = point
        self.base = base
        self.reference = base.reference
        self.anchor: Span | None = None
        self.leaned: set[str] = set()

    def run(self) -> Resolved:
        point = self.point
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
        if point.half is not None or point.quarter is not None or point.quarter_offset is not None:
            return self._portion()
        return self._calendar()

    # ------------------------------------------------------------ years and what hangs on them

    def _year(self) -> int | None:
        """The year that the words name; None where they name none or it hangs on an unknown reference."""
        point = self.point
        if point.year is not None:
            return point.year
        if point.year_offset is not None:
            return self.reference.year + point.year_offset if self.reference else None
        if point.year_same is not None:
            # "전년 대비" leans on a date of its own sentence only; 그해 and 이듬해 on the latest one.
            known = self.base.near if point.year_same < 0 else self.base.before
            for fact in known:
                if fact.start_date is not None and fact.type != "duration":
                    self.anchor = fact.span
                    return fact.start_date.year + point.year_same
            return self.reference.year + point.year_same if self.reference and point.year_same < 0 else None
        return None

    def _names_year(self) -> bool:
        point = self.point
        return point.year is not None or point.year_offset is not None or point.year_same is not None

    def _leaning_year(self, month: int) -> int | None:
        """The year of an earlier date that a bare month follows: `2017년 3월에 시작해 5월에`, or any where no
        reference date is known."""
        for fact in self.base.around:
            if not _leads(fact):
                continue
            assert_date = fact.start_date
            if assert_date is None or fact.grain in ("decade",):
                continue
            if self.reference is not None and (fact in self.base.near or fact.grain != "year"):
                if assert_date.year == self.reference.year or (month < assert_date.month and fact.grain != "year"):
                    return None
                if self._recent(month):
                    return None
                self.anchor = fact.span
                return assert_date.year
            if self.reference is None:
                self.anchor = fact.span
                return _nearest_year(assert_date, month)
            return None
        if self.reference is None:
            for fact in self.base.before:
                if fact.start_date is not None and fact.type in ("date", "range", "time"):
                    self.anchor = fact.span
                    return _nearest_year(fact.start_date, month)
        return None

    def _recent(self, month: int) -> bool:
        """Whether a month-day lies in the week before publication: then the report's own day is meant."""
        if (
            self.reference is None
            or self.point.day is None
            or not timex.is_day(self.reference.year, month, self.point.day)
        ):
            return False
        return 0 <= (self.reference - date(self.reference.year, month, self.point.day)).days <= 7

    def _pick_year(self, make: dict[int, Bounds]) -> int | None:
        """The year among candidates (year → bounds) that lead, weekday, tense or nearness choose."""
        reference = self.reference
        if reference is None or not make:
            return None
        years = [year for year in sorted(make) if abs(year - reference.year) <= 1]
        chosen = self._choose_year(years, make, reference)
        weekday = self.point.fallback_weekday
        if weekday is None or self.point.lead is not None or self.base.tense in ("past", "report", "future"):
            return chosen
        # A weekday beside a far date decides its year; beside a near one a wrong weekday is the writer's slip.
        if make[chosen][0].weekday() == weekday or abs((make[chosen][0] - reference).days) <= 90:
            return chosen
        agreeing = [year for year in years if make[year][0] == make[year][1] and make[year][0].weekday() == weekday]
        return self._choose_year(agreeing, make, reference) if agreeing else chosen

    def _choose_year(self, years: list[int], make: dict[int, Bounds], reference: date) -> int:
        lead = self.point.lead
        if lead == "past":
            return next((year for year in reversed(years) if make[year][1] < reference), None) or years[0]
        if lead == "next":
            return next((year for year in years if make[year][1] >= reference), None) or years[-1]
        if lead == "this":
            return reference.year
        if self.base.tense == "past" or (self.base.tense == "report" and self.point.day is None):
            return next((year for year in reversed(years) if make[year][0] <= reference), years[0])
        if self.base.tense == "report":
            return min(years, key=lambda year: abs((make[year][0] - reference).days))
        if self.base.ahead:
            coming = next((year for year in years if make[year][1] >= reference), years[-1])
            # "추진한다" also reports: a day or month just past is nearer than one almost a year away.
            gone = next((year for year in reversed(years) if make[year][1] < reference), None)
            if (
                self.base.tense == "present"
                and gone is not None
                and (make[coming][0] - reference).days > 270
                and (reference - make[gone][1]).days <= 45
            ):
                return gone
            return coming
        return reference.year if reference.year in years else years[0]

    # ------------------------------------------------------------ plain dates

    def _calendar(self) -> Resolved:
        point = self.point
        year = self._year()
        month = point.month
        if point.month_offset is not None:
            if self.reference is None:
                return self._close(Partial(None, None, point.day, grain="day" if self._daily() else "month"))
            moved = timex.shift_months(self.reference.replace(day=1), point.month_offset)
            year, month = (year if self._names_year() and year is not None else moved.year), moved.month
        elif point.month_same is not None:
            year, month = self._same_month(point.month_same)
        elif month is not None and not self._names_year():
            year = self._year_of_month(month)
        elif month is None and point.day is not None and not self._names_year():
            return self._bare_day(point.day)
        day = point.day
        if point.last_day:
            if year is None or month is None:
                return self._close(Partial(year, month, grain="day"))
            day = timex.days_in_month(year, month)
        if day is not None and not timex.is_day(year, month, day):
            raise NoSuchDay(f"{month}월에는 {day}일이 없다")
        grain: Grain = "day" if self._daily() else "month" if month is not None else "year"
        if month is None and point.month_same is not None:
            grain = "day" if self._daily() else "month"
        return self._close(Partial(year, month, day, grain=grain))

    def _daily(self) -> bool:
        return self.point.day is not None or self.point.last_day

    def _same_month(self, offset: int) -> tuple[int | None, int | None]:
        for fact in self.base.near if offset < 0 else self.base.before:
            if (
                fact.start_date is not None
                and fact.grain in ("day", "month", "hour", "minute")
                and fact.type != "duration"
            ):
                self.anchor = fact.span
                moved = timex.shift_months(fact.start_date.replace(day=1), offset)
                return moved.year, moved.month
        if offset < 0 and self.reference is not None:
            moved = timex.shift_months(self.reference.replace(day=1), offset)
            return moved.year, moved.month
        return None, None

    def _year_of_month(self, month: int) -> int | None:
        point = self.point
        if not 1 <= month <= 12:
            raise NoSuchDay(f"{month}월은 없다")
        if point.lead is None and (year := self._leaning_year(month)) is not None:
            self.leaned.add("year")
            return year
        if self.reference is None:
            return None
        here = self.reference.year
        if point.lead == "past" and point.day is None:
            return here if month < self.reference.month else here - 1
        self.leaned.add("year")
        candidates: dict[int, Bounds] = {}
        for year in range(here - 8, here + 9):
            if point.day is None or timex.is_day(year, month, point.day):
                day = date(year, month, point.day) if point.day is not None else None
                candidates[year] = (day, day) if day else timex.month_bounds(year, month)
        if not candidates:
            raise NoSuchDay(f"{month}월에는 {point.day}일이 없다")
        return self._pick_year(candidates)

    def _bare_day(self, day: int) -> Resolved:
        """A day without a month: the nearest month that the words allow."""
        point, reference = self.point, self.reference
        if not 1 <= day <= 31:
            raise NoSuchDay(f"{day}일은 없다")
        self.leaned |= {"year", "month"}
        leaning = None if point.lead in ("past", "next") else self._leaning_month(day)
        if leaning is not None:
            return self._close(leaning)
        if reference is None:
            return self._close(Partial(day=day, grain="day"))
        month = reference.replace(day=1)
        candidates = [
            date(first.year, first.month, day)
            for first in (timex.shift_months(month, step) for step in range(-3, 4))
            if day <= timex.days_in_month(first.year, first.month)
        ]
        picked = self._pick_day(candidates)
        return self._close(Partial(picked.year, picked.month, picked.day, grain="day"))

    def _leaning_month(self, day: int) -> Partial | None:
        """The month of an earlier date that a bare day follows in a list or an account."""
        reference, point = self.reference, self.point
        for fact in self.base.around:
            if not _leads(fact) or fact.grain not in ("day", "hour", "minute", "month"):
                continue
            partial = _last_partial(fact)
            if partial is None or partial.month is None:
                if reference is None and partial is not None and partial.day is not None:
                    continue
                if reference is None:
                    continue
                return None
            if reference is not None:
                if partial.year is None:
                    return None
                if day <= (partial.day or 0) or not timex.is_day(partial.year, partial.month, day):
                    return None
                if 0 <= (reference - _day_in_or_before(reference, day)).days <= 3:
                    return None  # the report's own day
                ahead = date(partial.year, partial.month, day) > reference
                if (self.base.behind and ahead) or (self.base.ahead and not ahead):
                    return None
                if fact.grain == "month" and fact not in self.base.near:
                    return None
            month = Partial(partial.year, partial.month, day, grain="day")
            if not timex.is_day(month.year, partial.month, day):
                return None
            self.anchor = fact.span
            return month
        if reference is None and point.lead is None:
            for fact in self.base.before:
                partial = _last_partial(fact) if _leads(fact) else None
                if partial is not None and partial.month is not None and partial.day is not None:
                    self.anchor = fact.span
                    return self._follow(partial, day)
        return None

    def _follow(self, partial: Partial, day: int) -> Partial:
        """The day nearest to a date of the text that serves as the reference."""
        month = partial.month or 1
        if partial.year is None or partial.day is None:
            return Partial(partial.year, partial.month, day, grain="day")
        here = date(partial.year, month, partial.day)
        options = []
        for step in (-1, 0, 1):
            first = timex.shift_months(here.replace(day=1), step)
            if day <= timex.days_in_month(first.year, first.month):
                options.append(first.replace(day=day))
        picked = min(options, key=lambda option: (abs((option - here).days), option < here))
        return Partial(picked.year, picked.month, picked.day, grain="day")

    def _pick_day(self, candidates: list[date]) -> date:
        """The day among candidates that lead, weekday, tense or nearness choose."""
        reference = self.reference
        if reference is None:
            return candidates[0]
        chosen = self._choose_day(candidates, reference)
        weekday = self.point.fallback_weekday
        if weekday is None or self.point.lead is not None or chosen.weekday() == weekday:
            return chosen
        if abs((chosen - reference).days) <= 10:
            return chosen
        near = [day for day in candidates if day.weekday() == weekday and abs((day - reference).days) <= 45]
        return self._choose_day(near, reference) if near else chosen

    def _choose_day(self, candidates: list[date], reference: date) -> date:
        gone = [day for day in candidates if day <= reference]
        coming = [day for day in candidates if day >= reference]
        lead = self.point.lead
        if lead == "past":
            strictly = [day for day in gone if day < reference]
            return strictly[-1] if strictly else candidates[0]
        if lead == "next":
            return coming[0] if coming else candidates[-1]
        if lead == "this":
            same = [day for day in candidates if (day.year, day.month) == (reference.year, reference.month)]
            return same[0] if same else candidates[0]
        nearest = min(candidates, key=lambda day: (abs((day - reference).days), day > reference))
        if self.base.behind and gone:
            return gone[-1]
        if self.base.ahead and coming:
            # A day just past is nearer than one weeks ahead: "추진한다" reports as well as it announces.
            if (
                self.base.tense == "present"
                and gone
                and (coming[0] - reference).days > 16
                and (reference - gone[-1]).days <= 12
            ):
                return gone[-1]
            return coming[0]
        return nearest

    # ------------------------------------------------------------ days and weeks by relation

    def _beside(self, month: int | None, day: int) -> Resolved:
        """The day that a parenthesis names beside a word: 오늘(18일)."""
        if month is not None:
            return _Resolver(Point(month=month, day=day), self.base).run()
        base = self.reference
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
            self.anchor = fact.span
            return self._day(fact.start_date + timedelta(days=offset))
        # 다음 날 counts from a day of the story: without one it is unknown, unless it is still to come.
        if self.reference is None or (offset > 0 and not self.base.ahead):
            return self._close(Partial(grain="day"))
        return self._day(self.reference + timedelta(days=offset))

    def _day(self, day: date) -> Resolved:
        return self._close(Partial(day.year, day.month, day.day, grain="day"))

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

    def _nth(self) -> Resolved:
        """첫째 주 금요일, 10월 둘째 주, 2027년 셋째 주."""
        point = self.point
        year, month = self._month_and_year()
        nth = point.nth if point.nth is not None else point.week_nth or 1
        whole_year = month is None and self._names_year()
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
            if self._names_year():
                return self._year(), None
            return (self.reference.year, self.reference.month) if self.reference else (None, None)
        bare = replace(point, week_nth=None, nth=None, weekday=None, weekend=False, day=None)
        inner = _Resolver(bare, self.base)
        resolved = inner.run()
        self.anchor = inner.anchor
        return (resolved.partial.year, resolved.partial.month) if resolved.partial else (None, None)

    # ------------------------------------------------------------ parts of a year

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

        year = self._year()
        if not self._names_year():
            first = made(2000).bounds()
            year = self._leaning_year(first[0].month) if first is not None and point.lead is None else None
            if year is None and self.reference is not None:
                here = self.reference.year
                options = {y: bounds for y in (here - 1, here, here + 1) if (bounds := made(y).bounds())}
                year = self._pick_portion(options)
        return self._with_part(made(year), grain)

    def _pick_portion(self, options: dict[int, Bounds]) -> int:
        """The year of a bare quarter or half: this year unless lead or tense forbid it."""
        reference = self.reference
        if reference is None:
            return min(options)
        here = reference.year
        if self.point.lead == "past" or (self.point.lead is None and self.base.behind):
            return here if options[here][0] <= reference else here - 1
        if self.point.lead == "next" or (self.point.lead is None and self.base.ahead):
            return here if options[here][1] >= reference else here + 1
        return here

    def _season(self) -> Resolved:
        point = self.point
        season = point.season or 1
        year = self._year()
        if year is None and self.reference is not None and point.lead is not None:
            here = self.reference.year
            bounds = Partial(here, season=season).bounds()
            if bounds is not None:
                if point.lead == "past":
                    year = here if bounds[1] < self.reference else here - 1
                elif point.lead == "next":
                    year = here if bounds[0] > self.reference else here + 1
                else:
                    year = here if season != 4 or self.reference.month > 6 else here - 1
        return self._with_part(Partial(year, season=season, grain="quarter"), "quarter")

    def _turn(self) -> Resolved:
        """연초, 연말, 연내, 월말, 새해."""
        point, reference = self.point, self.reference
        turn = point.turn or "year"
        year = self._year()
        if year is None and not self._names_year() and reference is not None:
            year = reference.year
            if point.lead == "past":
                year -= 1
            elif turn == "new-year":
                year += reference.month >= 10
            elif turn == "year-start" and reference.month >= 10 and self.base.ahead:
                year += 1
            elif turn == "year-end" and reference.month <= 3 and self.base.behind:
                year -= 1
        if turn in ("year", "new-year"):
            return self._close(Partial(year, grain="year"))
        if turn in ("year-start", "year-end"):
            # One fixed way of writing it: the year with its part, as 2022년 말.
            return self._with_part(Partial(year, grain="year"), "year", "start" if turn == "year-start" else "end")
        if reference is None:
            return Resolved(
                "XXXX-XX" if turn.startswith("month") else "XXXX-XX-XX/XXXX-XX-XX",
                None,
                "month" if turn.startswith("month") else "week",
            )
        if turn == "week-start":
            first, last = timex.week_bounds(reference)
            return Resolved(f"{first.isoformat()}/{last.isoformat()}", (first, first + timedelta(days=2)), "week")
        month = Partial(reference.year, reference.month, grain="month")
        return self._with_part(month, "month", "start" if turn == "month-start" else "end")

    # ------------------------------------------------------------ holidays and the lunar calendar

    def _holiday(self) -> Resolved:
        row = holidays()[(self.point.holiday or "").replace(" ", "")]
        month, day = int(row["month"]), int(row["day"])
        lunar = row["calendar"] == "lunar"
        offset, length = int(row["offset"] or 0), int(row["span"] or 0)

        def made(year: int) -> Bounds | None:
            first = timex.solar_of_lunar(year, month, day) if lunar else date(year, month, day)
            if first is None:
                return None
            first += timedelta(days=offset)
            return first, first + timedelta(days=length)

        year = self._year()
        if year is None and not self._names_year():
            year = self._year_of_holiday(made)
        bounds = made(year) if year is not None else None
        if bounds is None:
            if lunar:
                return self._close(Partial(year, grain="day"))
            return self._close(Partial(year, month, day, grain="day"))
        if bounds[0] == bounds[1]:
            return self._day(bounds[0])
        return Resolved(f"{bounds[0].isoformat()}/{bounds[1].isoformat()}", bounds, "day")

    def _year_of_holiday(self, made: object) -> int | None:
        if self.reference is None or not callable(made):
            return None
        here = self.reference.year
        options: dict[int, Bounds] = {}
        for year in (here - 1, here, here + 1):
            bounds = made(year)
            if bounds is not None:
                options[year] = bounds
        return self._pick_year(options)

    def _lunar(self) -> Resolved:
        point = self.point
        year = self._year()
        month, day = point.month or 1, point.day
        if day is None:
            return self._close(Partial(year, grain="month"))
        if day > 30 or not 1 <= month <= 12:
            raise NoSuchDay(f"음력 {month}월에는 {day}일이 없다")

        def made(year: int) -> Bounds | None:
            found = timex.solar_of_lunar(year, month, day, leap=point.leap_month)
            return (found, found) if found else None

        if year is None and not self._names_year():
            year = self._year_of_holiday(made)
        bounds = made(year) if year is not None else None
        return self._day(bounds[0]) if bounds else self._close(Partial(grain="day"))

    # ------------------------------------------------------------ values

    def _same_period(self) -> Resolved:
        """지난해 같은 기간: the period named last, in that year."""
        year = self._year()
        for fact in self.base.around or self.base.before:
            if fact.type not in ("date", "range") or fact.start_date is None or fact.end_date is None:
                continue
            if year is None or (fact.start_date.year == year and fact.grain == "year"):
                continue
            self.anchor = fact.span
            years = year - fact.start_date.year
            if fact.grain == "year" and years:
                break
            if years == 0:
                years = -1
            start = timex.shift_months(fact.start_date, 12 * years)
            end = timex.shift_months(fact.end_date, 12 * years)
            if fact.end_date.day == timex.days_in_month(fact.end_date.year, fact.end_date.month):
                end = end.replace(day=timex.days_in_month(end.year, end.month))
            partial = timex.read_partial(fact.value or "")
            value = replace(partial, year=(partial.year or year) + years).edtf() if partial else None
            if value is None:
                form = "%Y-%m" if fact.grain == "month" else "%Y" if fact.grain == "year" else "%Y-%m-%d"
                value = f"{start.strftime(form)}/{end.strftime(form)}"
            return Resolved(value, (start, end), fact.grain)
        self.anchor = None
        return Resolved(Partial(year, grain="year").edtf(), None, "year")

    def _close(self, partial: Partial) -> Resolved:
        return self._with_part(partial, partial.grain)

    def _with_part(self, partial: Partial, grain: Grain | None, part: timex.Part | None = None) -> Resolved:
        bounds = partial.bounds()
        part = part or self.point.part
        if bounds is not None and part is not None and grain != "day":
            late = self.point.late
            if grain == "month":
                bounds = timex.part_of_month(bounds, part)
            elif grain == "year":
                bounds = timex.part_of_year(bounds, part, late=late)
            elif grain == "decade" or grain is None:
                bounds = timex.part_of_decade(bounds, part)
            else:
                bounds = timex.part_of_bounds(bounds, part)
        return Resolved(partial.edtf(), bounds, grain, partial)


def part_of(point: Point) -> timex.Part | None:
    """초, 중순or 말 of a point, also where a word such as 연말 holds it."""
    if point.turn in ("year-start", "month-start", "week-start"):
        return "start"
    if point.turn in ("year-end", "month-end"):
        return "end"
    return point.part


def _leads(fact: DateFact) -> bool:
    """Whether a later date may lean on this one."""
    return fact.type in ("date", "range", "time") and fact.value is not None and not fact.value.startswith("T")


def _last_partial(fact: DateFact) -> Partial | None:
    value = (fact.value or "").split("/")[-1]
    return timex.read_partial(value)


def _day_in_or_before(reference: date, day: int) -> date:
    first = reference.replace(day=1)
    if day > reference.day:
        first = timex.shift_months(first, -1)
    return first.replace(day=min(day, timex.days_in_month(first.year, first.month)))


def _nearest_year(anchor: date, month: int) -> int:
    """The year of a month nearest to a date of the text; the same year unless more than eight months part them."""
    gap = month - anchor.month
    if gap < -8:
        return anchor.year + 1
    return anchor.year - 1 if gap > 10 else anchor.year


# ---------------------------------------------------------------- ends of ranges, lengths, shifts


_DATE_FIELDS = ("lead", "year", "year_offset", "year_same")
_MONTH_FIELDS = ("month", "month_offset", "month_same")
_DAY_FIELDS = ("week_offset", "day", "day_offset", "day_same", "weekday", "holiday", "fallback_weekday")


def inherit_end(start: Point, end: Point) -> tuple[Point, frozenset[str]]:
    """The end of a range with what it leaves to the start, and the names of what it took over."""
    if not end.names_date():
        names: Iterable[str] = (*_DATE_FIELDS, *_MONTH_FIELDS, *_DAY_FIELDS)
        taken = {name: getattr(start, name) for name in names}
        return replace(end, **taken), frozenset({"year", "month", "day"})
    own_year = (
        end.year is not None or end.year_offset is not None or end.year_same is not None or end.decade is not None
    )
    own_month = end.month is not None or end.month_offset is not None or end.month_same is not None
    relative = (
        end.day_offset is not None
        or end.day_same is not None
        or end.week_offset is not None
        or end.turn is not None
        or end.holiday is not None
        or end.lead is not None
    )
    if own_year or relative or end.month_offset is not None:
        return end, frozenset()
    if own_month or end.quarter is not None or end.half is not None or end.season is not None:
        return replace(end, **{name: getattr(start, name) for name in _DATE_FIELDS if name != "lead"}), frozenset(
            {"year"}
        )
    if end.day is not None or end.last_day:
        taken = {name: getattr(start, name) for name in (*_DATE_FIELDS, *_MONTH_FIELDS) if name != "lead"}
        return replace(end, **taken), frozenset({"year", "month"})
    if end.weekday is not None:
        return replace(end, week_offset=start.week_offset), frozenset()
    return end, frozenset()


def end_of_length(start: Resolved, length: Length) -> tuple[str | None, date | None]:
    """Value and last day of a range that a length closes: 2022년부터 3년간 ends with 2024."""
    if start.bounds is None:
        return None, None
    first = start.bounds[0]
    moved = timex.shift_day(first, dict(length.parts), 1)
    if moved is None:
        return None, None
    last = moved - timedelta(days=1)
    if last < start.bounds[0]:
        last = start.bounds[1]
    if start.grain == "year" and set(length.parts) == {"year"}:
        return f"{last.year:04d}", last
    if start.grain in ("month", "year", "quarter", "half") and set(length.parts) <= {"year", "month"}:
        return f"{last.year:04d}-{last.month:02d}", last
    return last.isoformat(), last


def shifted(length: Length, sign: int, origin: date) -> tuple[Resolved, Resolved] | None:
    """The points a length away from `origin`, first and last (different for 2~3년 전); None where it is vague."""
    points = []
    counts = [dict(length.parts)]
    if length.high is not None:
        last_unit = list(length.parts)[-1]
        counts.append({**length.parts, last_unit: length.high})
    for parts in counts:
        day = timex.shift_day(origin, parts, sign)
        if day is None or not parts:
            return None
        if set(parts) == {"year"}:
            partial = Partial(day.year, grain="year")
        elif set(parts) <= {"year", "month"}:
            partial = Partial(day.year, day.month, grain="month")
        else:
            partial = Partial(day.year, day.month, day.day, grain="day")
        points.append(Resolved(partial.edtf(), partial.bounds(), partial.grain, partial))
    points.sort(key=lambda point: point.value)
    return points[0], points[-1]
