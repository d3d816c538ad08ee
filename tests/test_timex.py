"""Calendar arithmetic and values, against the standard library's calendar and an EDTF library."""

from __future__ import annotations

import calendar
import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from gwangju_ai_cli import timex
from gwangju_ai_cli.timex import Partial

DAYS = st.dates(date(1583, 1, 1), date(2200, 12, 31))
YEARS = st.integers(1583, 2200)


@given(DAYS, st.integers(-600, 600))
def test_shifting_months_keeps_the_day_or_takes_the_last(day: date, months: int) -> None:
    moved = timex.shift_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == min(day.day, calendar.monthrange(moved.year, moved.month)[1])


@given(DAYS)
def test_a_week_is_monday_to_sunday_around_the_day(day: date) -> None:
    first, last = timex.week_bounds(day)
    assert first.weekday() == 0
    assert last - first == timedelta(days=6)
    assert first <= day <= last


@given(YEARS, st.integers(1, 12))
def test_parts_of_a_month_cover_it_without_overlap(year: int, month: int) -> None:
    bounds = timex.month_bounds(year, month)
    start, mid, end = (timex.part_of_month(bounds, part) for part in ("start", "mid", "end"))
    assert start[0] == bounds[0]
    assert end[1] == bounds[1]
    assert mid[0] - start[1] == end[0] - mid[1] == timedelta(days=1)


@given(YEARS)
def test_quarters_and_halves_cover_the_year(year: int) -> None:
    for name, count in (("quarter", 4), ("half", 2)):
        bounds = [Partial(year, **{name: number}).bounds() for number in range(1, count + 1)]  # type: ignore[arg-type]
        assert bounds[0] is not None
        assert bounds[0][0] == date(year, 1, 1)
        assert bounds[-1] is not None
        assert bounds[-1][1] == date(year, 12, 31)
        for earlier, later in itertools.pairwise(bounds):
            assert earlier is not None
            assert later is not None
            assert later[0] - earlier[1] == timedelta(days=1)


@given(YEARS, st.integers(1, 12), st.integers(1, 5), st.integers(0, 6))
def test_the_nth_weekday_is_that_weekday(year: int, month: int, nth: int, weekday: int) -> None:
    found = timex.nth_weekday(year, month, nth, weekday)
    days = [
        date(year, month, day)
        for day in range(1, calendar.monthrange(year, month)[1] + 1)
        if date(year, month, day).weekday() == weekday
    ]
    assert found == (days[nth - 1] if nth <= len(days) else None)
    assert timex.nth_weekday(year, month, -1, weekday) == days[-1]


@given(YEARS, st.integers(1, 12) | st.none(), st.integers(1, 4))
def test_the_nth_week_holds_the_nth_thursday(year: int, month: int | None, nth: int) -> None:
    first, last = timex.nth_week(year, month, nth)
    thursday = first + timedelta(days=3)
    assert (last - first).days == 6
    assert thursday.year == year
    assert month is None or (thursday.month == month and (thursday.day - 1) // 7 + 1 == nth)


PARTIALS = st.one_of(
    st.builds(lambda day: Partial(day.year, day.month, day.day, grain="day"), DAYS),
    st.builds(lambda year, month: Partial(year, month, grain="month"), YEARS, st.integers(1, 12)),
    st.builds(lambda year: Partial(year, grain="year"), YEARS),
    st.builds(lambda year, number: Partial(year, quarter=number, grain="quarter"), YEARS, st.integers(1, 4)),
    st.builds(lambda year, number: Partial(year, half=number, grain="half"), YEARS, st.integers(1, 2)),
    st.builds(lambda year, number: Partial(year, season=number, grain="quarter"), YEARS, st.integers(1, 4)),
    st.builds(lambda decade: Partial(decade=decade, grain="decade"), st.integers(100, 299)),
    st.builds(lambda month, day: Partial(None, month, day, grain="day"), st.integers(1, 12), st.integers(1, 28)),
    st.builds(lambda day: Partial(day=day, grain="day"), st.integers(1, 31)),
)


@given(PARTIALS)
def test_values_are_edtf_and_read_back(partial: Partial) -> None:
    value = partial.edtf()
    parse_edtf(value)
    assert timex.read_partial(value) == partial


@given(DAYS, DAYS)
def test_the_bounds_of_an_interval_are_its_ends(one: date, other: date) -> None:
    first, last = sorted((one, other))
    value = timex.edtf_interval(first.isoformat(), last.isoformat())
    assert timex.read_bounds(value) == (first, last)
    assert timex.read_bounds(timex.edtf_interval(None, last.isoformat())) == (None, last)
    assert timex.read_bounds(timex.edtf_interval(first.isoformat(), None)) == (first, None)


@pytest.mark.parametrize("value", ["2019-13", "2019-10-06T10", "R/P1Y", "P3D", "10-06", ""])
def test_what_is_no_edtf_date_has_no_bounds(value: str) -> None:
    assert timex.read_bounds(value) in (None, (None, None)) or value.startswith("2019-10-06T")


@given(st.integers(1, 400), st.integers(0, 40))
def test_a_length_there_and_back(days: int, weeks: int) -> None:
    parts: dict[timex.Unit, Decimal | None] = {"week": Decimal(weeks), "day": Decimal(days)}
    origin = date(2019, 10, 3)
    there = timex.shift_day(origin, parts, 1)
    assert there is not None
    assert timex.shift_day(there, parts, -1) == origin


def test_a_vague_length_leads_nowhere() -> None:
    assert timex.shift_day(date(2019, 10, 3), {"year": None}, -1) is None
    assert timex.shift_day(date(2019, 10, 3), {"year": Decimal(9000)}, 1) is None


@pytest.mark.parametrize(
    ("lunar", "solar"),
    [
        ((2019, 8, 15), date(2019, 9, 13)),
        ((2020, 1, 1), date(2020, 1, 25)),
        ((2024, 1, 1), date(2024, 2, 10)),
        ((2025, 8, 15), date(2025, 10, 6)),
        ((2020, 4, 8), date(2020, 4, 30)),
    ],
)
def test_lunar_days(lunar: tuple[int, int, int], solar: date) -> None:
    assert timex.solar_of_lunar(*lunar) == solar


def test_a_lunar_day_that_is_none() -> None:
    assert timex.solar_of_lunar(2019, 8, 31) is None
    assert timex.solar_of_lunar(2019, 13, 1) is None
