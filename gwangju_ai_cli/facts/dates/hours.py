"""Times of day as they are shown, and what the two ends of a range take over from one another."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from gwangju_ai_cli.facts.dates.readings import Length, Point
from gwangju_ai_cli.model import Grain


def moment_after(day: date, clock: tuple[int, int], length: Length) -> datetime | None:
    """The moment some hours and minutes after a time of a day; None for other lengths."""
    if not set(length.parts) <= {"hour", "minute"} or any(count is None for count in length.parts.values()):
        return None
    hours, minutes = (int(length.parts.get(unit) or 0) for unit in ("hour", "minute"))
    begin = datetime(day.year, day.month, day.day) + timedelta(hours=clock[0], minutes=clock[1])
    return begin + timedelta(hours=hours, minutes=minutes)


def show_clock(hour: int, minute: int = 0) -> str:
    """The time as `HH:MM`; the end of a day is 24:00."""
    return "24:00" if hour >= 24 else f"{hour:02d}:{minute:02d}"


def closing(point: Point) -> Point:
    """A point as the end of something: 자정 and 밤 12시 end the day that they are said of."""
    return point.changed(clock=(24, 0)) if point.midnight else point


def times_of(point: Point) -> tuple[tuple[str | None, str | None], Grain | None]:
    """Start and end time of a point, with their grain: a clock time is one moment, a part of the day has no hours."""
    if point.clock is not None:
        # "18일 밤 12시" is the end of the 18th; of no day it is midnight.
        clock = (24, 0) if point.midnight == "hour" and point.names_day() else point.clock
        shown = show_clock(*clock)
        return (shown, shown), "minute" if point.clock[1] else "hour"
    if point.daypart is not None:
        return (None, None), "hour"
    return (None, None), None


def hours_of_day(start: Point, end: Point | None = None) -> str | None:
    """The value of parts of a day that stand without a day: `T12:00/T18:00` for 오후; None for a clock time."""
    last = (end or start).daypart
    if start.daypart is None or last is None:
        return None
    return f"T{show_clock(start.daypart[0])}/T{show_clock(last[1])}"


def times_of_range(start: Point, end: Point, *, same_day: bool = True) -> tuple[str | None, str | None]:
    """The times of a range: `오후 4~6시`, `오후 1시부터 3시까지` take over the part of the day.

    Not so `20일 10:00~22일 10:00`, whose end names a day of its own.
    """
    first, last = start.clock, closing(end).clock
    if (
        same_day
        and first is not None
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
    return (show_clock(*first) if first else None), (show_clock(*last) if last else None)
