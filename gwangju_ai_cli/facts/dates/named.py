"""Times with a name of their own: 봄, 연말, 추석, 음력 8월 15일; and the bounds that 초, 중순, 말 cut out of a time."""

from __future__ import annotations

from datetime import date, timedelta

from gwangju_ai_cli import timex
from gwangju_ai_cli.facts.dates.base import NoSuchDay, Resolved
from gwangju_ai_cli.facts.dates.choosing import Chooser
from gwangju_ai_cli.facts.dates.lexicon import holidays
from gwangju_ai_cli.model import Grain
from gwangju_ai_cli.timex import Bounds, Partial
from gwangju_ai_cli.vocab import Row

_AT_HAND = 30
"""Within so many days a holiday to come is meant, though the verb is past."""


def _first_day(row: Row, year: int) -> date | None:
    """The first day of a holiday in a year; None where the calendar has none."""
    month, day, offset = int(row["month"]), int(row["day"] or 0), timedelta(days=int(row["offset"] or 0))
    kind = row["calendar"]
    if kind == "nth":  # 성년의 날: the third Monday of May
        return timex.nth_weekday(year, month, int(row["offset"]), int(row["span"]))
    if kind == "term":
        return timex.solar_term(year - bool(offset), month) + offset
    if kind == "dog":
        return timex.dog_day(year, month)
    if kind == "easter":
        return timex.easter(year)
    first = timex.solar_of_lunar(year, month, day) if kind == "lunar" else date(year, month, day)
    return first + offset if first else None


class Named(Chooser):
    """Resolves a season, the turn of a year or month, a holiday, a lunar day."""

    def _day(self, day: date) -> Resolved:
        return self._close(Partial(day.year, day.month, day.day, grain="day"))

    def _season(self) -> Resolved:
        point = self.point
        season = point.season or 1
        year = self.year()
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
        year = self.year()
        if year is None and not self.names_year() and reference is not None:
            year = reference.year
            if point.lead == "past":
                year -= 1
            elif turn == "new-year":
                year = min(year + (reference.month >= 10), 9999)
            elif turn == "year-start" and reference.month >= 10 and self.base.ahead:
                year += 1
            elif turn in ("year-end", "year-turn") and reference.month <= 3 and self.base.behind:
                year -= 1
        if turn in ("year", "new-year"):
            return self._close(Partial(year, grain="year"))
        if turn == "year-turn":
            return self._around_new_year(year)
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

    def _around_new_year(self, year: int | None) -> Resolved:
        """연말연시: December and the January that follows."""
        if year is None or year >= 9999:
            return Resolved("XXXX-12/XXXX-01", None, "month")
        return Resolved(f"{year:04d}-12/{year + 1:04d}-01", timex.months_bounds(year, 12, 1), "month")

    def _holiday(self) -> Resolved:
        row = holidays()[(self.point.holiday or "").replace(" ", "")]
        fixed = row["calendar"] == ""
        length, beside = 0 if row["calendar"] == "nth" else int(row["span"] or 0), self.point.holiday_shift

        def made(year: int) -> Bounds | None:
            first = _first_day(row, year)
            if first is None:
                return None
            last = first + timedelta(days=length)
            if beside:  # "추석 전날", "설 연휴 다음 날"
                first = last = (last if beside > 0 else first) + timedelta(days=beside)
            return first, last

        year = self.year()
        if year is None and not self.names_year():
            if self.base.near and self.base.near[0].type == "recurring" and self.base.near[0].value == "R/P1Y":
                return self._close(Partial(grain="day"))  # "매년 설, 추석"
            year = self._year_of_holiday(made)
        bounds = made(year) if year is not None else None
        if bounds is None:
            if not fixed or beside:
                return self._close(Partial(year, grain="day"))
            return self._close(Partial(year, int(row["month"]), int(row["day"]), grain="day"))
        if bounds[0] == bounds[1]:
            return self._day(bounds[0])
        return Resolved(f"{bounds[0].isoformat()}/{bounds[1].isoformat()}", bounds, "day")

    def _year_of_holiday(self, made: object) -> int | None:
        if not callable(made):
            return None
        for fact in self.base.near[:2]:  # "10월 9일 한글날": the day is named already
            day = fact.start_date if fact.type == "date" and fact.grain == "day" else None
            known: Bounds | None = made(day.year) if day is not None else None
            if day is not None and known is not None and known[0] <= day <= known[1]:
                self.anchor = fact.span
                return known[0].year
        if self.reference is None:
            return None
        here = self.reference.year
        options: dict[int, Bounds] = {}
        for year in (here - 1, here, here + 1):
            bounds = made(year)
            if bounds is not None:
                options[year] = bounds
        if self.point.lead is None and self.base.tense is None and here in options:
            # This year's, unless it lies more than half a year back: the next one is meant then.
            return here + ((self.reference - options[here][1]).days > 200)
        chosen = self.pick_year(options)
        if self.base.behind and self.point.lead is None and chosen is not None and chosen + 1 in options:
            # "추석 연휴 대책을 세웠다" a week before it: the one at hand, not that of a year ago.
            ahead = (options[chosen + 1][0] - self.reference).days
            if 0 <= ahead <= _AT_HAND and (self.reference - options[chosen][1]).days > 300:
                return chosen + 1
        return chosen

    def _lunar(self) -> Resolved:
        point = self.point
        year = self.year()
        month, day = point.month or 1, point.day
        if day is None and point.last_day:
            day = 30
        if day is None:
            return self._close(Partial(year, grain="month"))
        if day > 30 or not 1 <= month <= 12:
            raise NoSuchDay(f"음력 {month}월에는 {day}일이 없다")

        def made(year: int) -> Bounds | None:
            found = timex.solar_of_lunar(year, month, day, leap=point.leap_month)
            if found is None and point.last_day:  # 그믐 of a month of 29 days
                found = timex.solar_of_lunar(year, month, 29, leap=point.leap_month)
            return (found, found) if found else None

        if year is None and not self.names_year():
            year = self._year_of_holiday(made)
        bounds = made(year) if year is not None else None
        return self._day(bounds[0]) if bounds else self._close(Partial(grain="day"))

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
