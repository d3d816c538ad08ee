"""The other end: what the end of a range takes over from its start, ranges closed by a length, days a length away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from gwangju_ai_cli import timex
from gwangju_ai_cli.facts.dates.base import Resolved
from gwangju_ai_cli.facts.dates.readings import Length, Point
from gwangju_ai_cli.timex import Partial

_DATE_FIELDS = ("lead", "year", "year_offset", "year_same")
_MONTH_FIELDS = ("month", "month_offset", "month_same")
_DAY_FIELDS = ("week_offset", "day", "day_offset", "day_same", "weekday", "holiday", "fallback_weekday")


def inherit_end(start: Point, end: Point) -> tuple[Point, frozenset[str]]:
    """The end of a range with what it leaves to the start, and the names of what it took over."""
    if not end.names_date():
        names: Iterable[str] = (*_DATE_FIELDS, *_MONTH_FIELDS, *_DAY_FIELDS)
        taken = {name: getattr(start, name) for name in names}
        return end.changed(**taken), frozenset({"year", "month", "day"})
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
        return end.changed(**{name: getattr(start, name) for name in _DATE_FIELDS if name != "lead"}), frozenset(
            {"year"}
        )
    if end.day is not None or end.last_day:
        taken = {name: getattr(start, name) for name in (*_DATE_FIELDS, *_MONTH_FIELDS) if name != "lead"}
        return end.changed(**taken), frozenset({"year", "month"})
    if end.weekday is not None:
        return end.changed(week_offset=start.week_offset), frozenset()
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
