"""Calendar arithmetic, and the values of dates: EDTF (ISO 8601-2) for dates, ISO 8601 for lengths.

Days are `datetime.date`, bounds are inclusive pairs of days, weeks begin on Monday, weekdays count from Monday
as 0. Nothing here reads the clock or any text.
"""

from __future__ import annotations

import calendar
import math
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from gwangju_ai_cli.model import Grain
from gwangju_ai_cli.patterns import pattern

Bounds = tuple[date, date]
Part = Literal["start", "mid", "end"]
Unit = Literal["year", "month", "week", "day", "hour", "minute", "second"]

UNIT_ORDER: tuple[Unit, ...] = ("year", "month", "week", "day", "hour", "minute", "second")
_LETTER: dict[Unit, str] = {
    "year": "Y",
    "month": "M",
    "week": "W",
    "day": "D",
    "hour": "H",
    "minute": "M",
    "second": "S",
}
SEASONS = ("spring", "summer", "autumn", "winter")  # EDTF 21–24
_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_QUARTER_CODE, _HALF_CODE, _SEASON_CODE = 32, 39, 20


def days_in_month(year: int, month: int) -> int:
    """How many days the month has.

    >>> days_in_month(2020, 2), days_in_month(2019, 2)
    (29, 28)
    """
    return 29 if month == 2 and calendar.isleap(year) else _DAYS[month]


def is_day(year: int | None, month: int | None, day: int) -> bool:
    """Whether such a day can be; an unknown year may be a leap year, an unknown month may have 31 days.

    >>> is_day(2019, 2, 29), is_day(None, 2, 29), is_day(None, 2, 30), is_day(None, None, 31)
    (False, True, False, True)
    """
    if month is None:
        return 1 <= day <= 31
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year if year is not None else 2000, month)


def shift_months(day: date, months: int) -> date:
    """The same day of another month, or its last day where the month is shorter.

    >>> shift_months(date(2020, 1, 31), 1), shift_months(date(2020, 3, 31), -4)
    (datetime.date(2020, 2, 29), datetime.date(2019, 11, 30))
    """
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, days_in_month(year, index + 1)))


def year_bounds(year: int) -> Bounds:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def month_bounds(year: int, month: int) -> Bounds:
    """The first and the last day of a month."""
    return date(year, month, 1), date(year, month, days_in_month(year, month))


def months_bounds(year: int, first: int, last: int) -> Bounds:
    """From the first day of one month to the last day of another; a `last` before `first` lies in the next year."""
    return date(year, first, 1), month_bounds(year + (last < first), last)[1]


def week_bounds(day: date) -> Bounds:
    """Monday to Sunday of the week that holds `day`.

    >>> week_bounds(date(2019, 10, 3))
    (datetime.date(2019, 9, 30), datetime.date(2019, 10, 6))
    """
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth such weekday of a month, the last one for -1; None where the month has none.

    >>> nth_weekday(2019, 10, 1, 4), nth_weekday(2019, 10, -1, 0), nth_weekday(2019, 10, 5, 0)
    (datetime.date(2019, 10, 4), datetime.date(2019, 10, 28), None)
    """
    first, last = month_bounds(year, month)
    if nth < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day <= last else None


def nth_week(year: int, month: int | None, nth: int) -> Bounds:
    """The nth week of a month or (month None) a year, the last one for -1; a week belongs where its Thursday lies.

    >>> nth_week(2018, 1, 3)[0], nth_week(2016, None, -1)[0]
    (datetime.date(2018, 1, 15), datetime.date(2016, 12, 26))
    """
    first, last = year_bounds(year) if month is None else month_bounds(year, month)
    if nth < 0:
        thursday = last - timedelta(days=(last.weekday() - 3) % 7 + 7 * (-nth - 1))
    else:
        thursday = first + timedelta(days=(3 - first.weekday()) % 7 + 7 * (nth - 1))
    return week_bounds(thursday)


def part_of_month(bounds: Bounds, part: Part) -> Bounds:
    """초, 중순, 말 of a month: days 1–10, 11–20, 21–last."""
    first, last = bounds
    return {
        "start": (first, first.replace(day=10)),
        "mid": (first.replace(day=11), first.replace(day=20)),
        "end": (last.replace(day=21), last),
    }[part]


def part_of_year(bounds: Bounds, part: Part, *, late: bool = False) -> Bounds:
    """연초 and 연말: January, December; 중반: May to August. `late` is 후반: September to December."""
    year = bounds[0].year
    if part == "mid":
        return months_bounds(year, 5, 8)
    if part == "start":
        return months_bounds(year, 1, 4) if late else month_bounds(year, 1)
    return months_bounds(year, 9, 12) if late else month_bounds(year, 12)


def part_of_decade(bounds: Bounds, part: Part) -> Bounds:
    """초, 초반 of a decade: years 0–3; 중반 4–6; 후반, 말 7–9. Of a century: its thirds likewise."""
    first, last = bounds[0].year, bounds[1].year
    step = (last - first + 1) // 10
    low, high = {"start": (0, 4), "mid": (4, 7), "end": (7, 10)}[part]
    return date(first + low * step, 1, 1), date(first + high * step - 1, 12, 31)


def part_of_bounds(bounds: Bounds, part: Part) -> Bounds:
    """The first, middle or last third of any other stretch: 3분기 초, 다음 주 초, 하반기 말."""
    first, last = bounds
    length = (last - first).days + 1
    if length >= 80:  # a quarter or a half: its first or last month
        if part == "start":
            return month_bounds(first.year, first.month)
        if part == "end":
            return month_bounds(last.year, last.month)
        return shift_months(first, 1), shift_months(last, -1)
    third = max(1, length // 3)
    if part == "start":
        return first, first + timedelta(days=third - 1)
    if part == "end":
        return last - timedelta(days=third), last
    return first + timedelta(days=third), last - timedelta(days=third)


@dataclass(slots=True, unsafe_hash=True)  # not frozen: made in a third of the time; nobody changes one
class Partial:
    """A calendar date of which some may be unknown. At most one of month, quarter, half and season is set.

    `decade` is the year without its last digit (197 for the 1970s), `century` without its last two.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: int | None = None
    decade: int | None = None
    century: int | None = None
    grain: Grain | None = None

    def edtf(self) -> str:
        """The EDTF value, with X for unknown digits.

        >>> Partial(2019, 10, 6).edtf(), Partial(day=6, grain="day").edtf(), Partial(decade=197).edtf()
        ('2019-10-06', 'XXXX-XX-06', '197X')
        >>> Partial(2026, quarter=1).edtf(), Partial(2026, half=2).edtf(), Partial(grain="month").edtf()
        ('2026-33', '2026-41', 'XXXX-XX')
        """
        if self.decade is not None:
            return f"{self.decade:03d}X"
        if self.century is not None:
            return f"{self.century:02d}XX"
        year = f"{self.year:04d}" if self.year is not None else "XXXX"
        if self.quarter is not None:
            return f"{year}-{_QUARTER_CODE + self.quarter}"
        if self.half is not None:
            return f"{year}-{_HALF_CODE + self.half}"
        if self.season is not None:
            return f"{year}-{_SEASON_CODE + self.season}"
        month = f"{self.month:02d}" if self.month is not None else "XX"
        if self.day is not None or self.grain == "day":
            return f"{year}-{month}-" + (f"{self.day:02d}" if self.day is not None else "XX")
        if self.month is not None or self.grain == "month":
            return f"{year}-{month}"
        return year

    def bounds(self) -> Bounds | None:
        """The first and the last day, or None while anything is unknown."""
        if self.decade is not None:
            return (date(self.decade * 10, 1, 1), date(self.decade * 10 + 9, 12, 31)) if self.decade else None
        if self.century is not None:
            return (date(self.century * 100, 1, 1), date(self.century * 100 + 99, 12, 31)) if self.century else None
        if self.year is None or not 1 <= self.year <= 9998:
            return None
        if self.quarter is not None:
            return months_bounds(self.year, 3 * self.quarter - 2, 3 * self.quarter)
        if self.half is not None:
            return months_bounds(self.year, 6 * self.half - 5, 6 * self.half)
        if self.season is not None:
            first = 3 * self.season
            return months_bounds(self.year, first, (first + 1) % 12 + 1)
        if self.day is not None or self.grain == "day":
            if self.month is None or self.day is None or not is_day(self.year, self.month, self.day):
                return None
            return date(self.year, self.month, self.day), date(self.year, self.month, self.day)
        if self.month is not None:
            return month_bounds(self.year, self.month)
        return None if self.grain == "month" else year_bounds(self.year)


_POINT = pattern(r"(?P<year>\d{4}|XXXX|\d{3}X|\d\dXX)(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?:T.*)?")


def read_partial(value: str) -> Partial | None:
    """The partial date that an EDTF date (no interval) stands for; None where the value is no such date.

    >>> read_partial("XXXX-10-06")
    Partial(year=None, month=10, day=6, quarter=None, half=None, season=None, decade=None, century=None, grain='day')
    """
    match = _POINT.fullmatch(value)
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    if year.endswith("XX") and year != "XXXX":
        return Partial(century=int(year[:2]))
    if year.endswith("X") and year != "XXXX":
        return Partial(decade=int(year[:3]), grain="decade")
    number = None if year == "XXXX" else int(year)
    if month is None:
        return Partial(number, grain="year")
    if day is not None:
        return Partial(number, None if month == "XX" else int(month), None if day == "XX" else int(day), grain="day")
    if month == "XX":
        return Partial(number, grain="month")
    code = int(month)
    if code > _HALF_CODE + 2 or 12 < code <= _SEASON_CODE or (_SEASON_CODE + 4 < code <= _QUARTER_CODE) or not code:
        return None
    if code > _HALF_CODE:
        return Partial(number, half=code - _HALF_CODE, grain="half")
    if code > _QUARTER_CODE:
        return Partial(number, quarter=code - _QUARTER_CODE, grain="quarter")
    if code > _SEASON_CODE:
        return Partial(number, season=code - _SEASON_CODE, grain="quarter")
    return Partial(number, code, grain="month")


def read_bounds(value: str) -> tuple[date | None, date | None] | None:
    """The inclusive bounds of an EDTF date or interval; None on a side that is open or unknown.

    >>> read_bounds("2020/2024")
    (datetime.date(2020, 1, 1), datetime.date(2024, 12, 31))
    >>> read_bounds("../2023-02"), read_bounds("XXXX-10-06")
    ((None, datetime.date(2023, 2, 28)), (None, None))
    """
    first, slash, last = value.partition("/")
    ends: list[date | None] = []
    for side, text in enumerate((first, last if slash else first)):
        partial = None if text == ".." else read_partial(text)
        if partial is None and text != "..":
            return None
        bounds = partial.bounds() if partial is not None else None
        ends.append(bounds[side] if bounds is not None else None)
    return ends[0], ends[1]


def edtf_interval(first: str | None, last: str | None) -> str:
    """The interval of two EDTF dates, an open side written `..`.

    >>> edtf_interval("2020", "2024"), edtf_interval(None, "2023")
    ('2020/2024', '../2023')
    """
    return f"{first or '..'}/{last or '..'}"


def iso_length(parts: dict[Unit, Decimal | None]) -> str:
    """The ISO 8601 length of the parts, smallest last; an unknown count (수년) is X.

    >>> iso_length({"year": Decimal(5)}), iso_length({"hour": Decimal(2), "minute": Decimal(30)})
    ('P5Y', 'PT2H30M')
    >>> iso_length({"year": None}), iso_length({"year": Decimal(3), "month": Decimal(6)})
    ('PXY', 'P3Y6M')
    """
    dates = times = ""
    for unit in UNIT_ORDER:
        if unit in parts:
            count = parts[unit]
            piece = ("X" if count is None else f"{count.normalize():f}") + _LETTER[unit]
            if unit in ("hour", "minute", "second"):
                times += piece
            else:
                dates += piece
    return f"P{dates}" + (f"T{times}" if times else "")


def shift_day(day: date, parts: dict[Unit, Decimal | None], sign: int) -> date | None:
    """The day that lies a length away, in either direction; None where the length is vague or leaves the calendar.

    >>> shift_day(date(2019, 10, 3), {"month": Decimal(1), "day": Decimal(2)}, -1)
    datetime.date(2019, 9, 1)
    """
    if any(count is None for count in parts.values()):
        return None
    counts = {unit: count for unit, count in parts.items() if count is not None}
    months = counts.get("year", Decimal(0)) * 12 + counts.get("month", Decimal(0))
    days = counts.get("week", Decimal(0)) * 7 + counts.get("day", Decimal(0))
    try:
        return shift_months(day, sign * int(months)) + timedelta(days=sign * int(days))
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=1024)  # the calendar counts from the year 1000 on every request
def solar_of_lunar(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """The Gregorian day of a Korean lunar date; None where the calendar has no such day. Years 1000 to 2050.

    >>> solar_of_lunar(2019, 8, 15)
    datetime.date(2019, 9, 13)
    """
    from korean_lunar_calendar import KoreanLunarCalendar  # loaded only when a lunar date occurs

    lunar = KoreanLunarCalendar()
    if not lunar.setLunarDate(year, month, day, leap):
        return None
    return date(lunar.solarYear, lunar.solarMonth, lunar.solarDay)


_KOREA = 9 / 24
"""Korean time is nine hours ahead of universal time."""


def _sun_longitude(moment: float) -> float:
    """The apparent longitude of the sun in degrees at a moment, counted in days from noon of 1 January 2000 (UT).

    Meeus, Astronomical Algorithms, chapter 25: right to a hundredth of a degree, a quarter of an hour.
    """
    century = (moment + 70 / 86400) / 36525  # dynamical time, ahead of UT by about 70 s
    mean = 280.46646 + 36000.76983 * century + 0.0003032 * century**2
    anomaly = math.radians(357.52911 + 35999.05029 * century - 0.0001537 * century**2)
    centre = (
        (1.914602 - 0.004817 * century) * math.sin(anomaly)
        + (0.019993 - 0.000101 * century) * math.sin(2 * anomaly)
        + 0.000289 * math.sin(3 * anomaly)
    )
    node = math.radians(125.04 - 1934.136 * century)
    return (mean + centre - 0.00569 - 0.00478 * math.sin(node)) % 360


@lru_cache(maxsize=256)
def solar_term(year: int, longitude: int) -> date:
    """The Korean day on which the sun reaches a longitude: 315 is 입춘, 0 춘분, 270 동지. Years 1800 to 2200.

    >>> solar_term(2026, 315), solar_term(2026, 270)
    (datetime.date(2026, 2, 4), datetime.date(2026, 12, 22))
    """
    first = (date(year, 1, 1) - date(2000, 1, 1)).days - 0.5
    moment = first + ((longitude - 280) % 360) / 360 * 365.2422
    for _ in range(5):
        gap = (longitude - _sun_longitude(moment) + 180) % 360 - 180
        moment += gap / 360 * 365.2422
    return date(2000, 1, 1) + timedelta(days=math.floor(moment + 0.5 + _KOREA))


def dog_day(year: int, which: int) -> date:
    """초복 (1), 중복 (2): the third and fourth 庚 day from the summer solstice; 말복 (3): the first from 입추.

    >>> [dog_day(2025, which).isoformat() for which in (1, 2, 3)]
    ['2025-07-20', '2025-07-30', '2025-08-09']
    """
    start = solar_term(year, 135 if which == 3 else 90)
    first = start + timedelta(days=(_GENG - start.toordinal()) % 10)
    return first + timedelta(days=0 if which == 3 else 10 * (which + 1))


_GENG = date(2025, 7, 20).toordinal() % 10
"""Days count by tens in the old calendar: the place of 庚, the seventh."""


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher).

    >>> easter(2026)
    datetime.date(2026, 4, 5)
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, skipped = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * skipped + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)
