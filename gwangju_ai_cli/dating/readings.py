"""What a text says of a time, before anything is resolved: points, lengths, and how they are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from gwangju_ai_cli.model import Span
from gwangju_ai_cli.timex import Part, Unit

Lead = Literal["past", "next", "this", "last"]
Turn = Literal["week-start", "month-start", "month-end", "year-start", "year-end", "year-turn", "year", "new-year"]
Shape = Literal["point", "range", "from", "until", "after", "before", "length", "shift", "recurring", "moment"]
Clock = tuple[int, int]


@dataclass(slots=True)
class Point:
    """One end of time as written. None is what the text leaves out.

    `*_offset` counts from the reference date (내년 is year_offset 1), `*_same` from the date that the text named
    last (이듬해 is year_same 1). `days` holds further days of a list (8·9일).
    """

    lead: Lead | None = None
    year: int | None = None
    short_year: bool = False
    year_offset: int | None = None
    year_same: int | None = None
    decade: int | None = None
    century: int | None = None
    half: int | None = None
    quarter: int | None = None
    quarter_offset: int | None = None
    quarter_same: int | None = None
    season: int | None = None
    month: int | None = None
    month_offset: int | None = None
    month_same: int | None = None
    week_offset: int | None = None
    week_same: int | None = None
    week_nth: int | None = None
    weekend: bool = False
    midweek: bool = False
    day: int | None = None
    day_offset: int | None = None
    day_same: int | None = None
    last_day: bool = False
    weekday: int | None = None
    nth: int | None = None
    holiday: str | None = None
    lunar: bool = False
    leap_month: bool = False
    turn: Turn | None = None
    part: Part | None = None
    late: bool = False
    same_period: bool = False
    clock: Clock | None = None
    daypart: tuple[int, int] | None = None
    afternoon: bool | None = None
    fallback_weekday: int | None = None
    beside: tuple[int | None, int] | None = None
    since: bool = False
    ancient: Literal["year", "century", "unknown"] | None = None
    slots: dict[str, Span] = field(default_factory=dict)

    def changed(self, **fields: object) -> Point:
        """A copy with some fields changed (several times faster than `dataclasses.replace`)."""
        copy = object.__new__(Point)
        for name in Point.__slots__:
            setattr(copy, name, getattr(self, name))
        for name, value in fields.items():
            setattr(copy, name, value)
        return copy

    def names_day(self) -> bool:
        """Whether the point names a single day (or a time of one)."""
        return (
            self.day is not None
            or self.day_offset is not None
            or self.day_same is not None
            or self.last_day
            or (self.weekday is not None)
            or (self.holiday is not None)
        )

    def names_date(self) -> bool:
        """Whether anything but a time of day is named."""
        return (
            self.names_day()
            or any(
                value is not None
                for value in (
                    self.year,
                    self.year_offset,
                    self.year_same,
                    self.decade,
                    self.century,
                    self.half,
                    self.quarter,
                    self.quarter_offset,
                    self.quarter_same,
                    self.season,
                    self.month,
                    self.month_offset,
                    self.month_same,
                    self.week_offset,
                    self.week_same,
                    self.week_nth,
                    self.turn,
                )
            )
            or self.weekend
            or self.midweek
        )


@dataclass(frozen=True, slots=True)
class Length:
    """A length as written: counts by unit (None: 수, 몇, 여러) and, for 2~3년, the larger count of the last unit."""

    parts: Mapping[Unit, Decimal | None]
    high: Decimal | None = None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What the parser made of an expression; `flaw` says why it can have no value."""

    shape: Shape
    start: Point | None = None
    end: Point | None = None
    length: Length | None = None
    listed: tuple[int, ...] = ()
    sign: int = 0
    lead: Lead | None = None
    every: str | None = None
    flaw: str | None = None
    bound: str | None = None
