"""What a text says of a time, before anything is resolved: points, lengths, and how they are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gwangju_ai_cli.model import Span
from gwangju_ai_cli.timex import Part, Unit

Lead = Literal["past", "next", "this", "last"]
Turn = Literal["week-start", "month-start", "month-end", "year-start", "year-end", "year-turn", "year", "new-year"]
Shape = Literal[
    "point", "range", "from", "until", "within", "after", "before", "length", "shift", "recurring", "moment"
]
Clock = tuple[int, int]


class Point:
    """One end of time as written. None is what the text leaves out.

    `*_offset` counts from the reference date (내년 is year_offset 1), `*_same` from the date that the text named
    last (이듬해 is year_same 1). `slots` are the spans of what was read.

    No dataclass: of its forty fields a text names two or three, and only these are stored. The parser makes and copies
    points all the time; so a point is made in a seventh of the time.
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
    term: int | None = None
    term_offset: int | None = None
    year_starts: int = 1
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
    holiday_shift: int = 0
    lunar: bool = False
    leap_month: bool = False
    turn: Turn | None = None
    part: Part | None = None
    late: bool = False
    same_period: Literal["day", "month", "quarter", "period"] | None = None
    clock: Clock | None = None
    daypart: tuple[int, int] | None = None
    afternoon: bool | None = None
    approx: bool = False
    overnight: bool = False
    midnight: Literal["word", "hour"] | None = None
    fallback_weekday: int | None = None
    beside: tuple[int | None, int] | None = None
    since: bool = False
    ancient: Literal["year", "century", "unknown"] | None = None
    slots: dict[str, Span]

    def __init__(self, **fields: object) -> None:
        self.slots = {}
        if fields:
            self.__dict__.update(fields)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Point):
            return NotImplemented
        names = self.__dict__.keys() | other.__dict__.keys()
        return all(getattr(self, name) == getattr(other, name) for name in names)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Point({', '.join(f'{name}={value!r}' for name, value in self.__dict__.items())})"

    def changed(self, **fields: object) -> Point:
        """A copy with some fields changed; it shares the slots."""
        copy = object.__new__(Point)
        copy.__dict__ = self.__dict__ | fields
        return copy

    def names_day(self) -> bool:
        """Whether the point names a single day (or a time of one)."""
        return self._names(_DAY)

    def names_date(self) -> bool:
        """Whether anything but a time of day is named."""
        return self._names(_DATE)

    def _names(self, fields: frozenset[str]) -> bool:
        for name, value in self.__dict__.items():  # noqa: SIM110 (a generator takes twice the time)
            if name in fields and value is not None and value is not False:
                return True
        return False


_DAY = frozenset(("day", "day_offset", "day_same", "last_day", "weekday", "holiday"))
_DATE = _DAY | {
    "year", "year_offset", "year_same", "decade", "century", "half", "quarter", "quarter_offset", "quarter_same",
    "season", "term", "term_offset", "month", "month_offset", "month_same", "week_offset", "week_same", "week_nth",
    "turn", "weekend", "midweek",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Length:
    """A length as written: counts by unit (None: 수, 몇, 여러) and, for 2~3년, the larger count of the last unit."""

    parts: Mapping[Unit, Decimal | None]
    high: Decimal | None = None
    approx: bool = False


@dataclass(slots=True)  # not frozen: made in a third of the time
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
    lasting: bool = False
