"""The dated facts and budget periods of a document as panels of a chart, each with one even scale.

A year and a day do not show on one scale. So what is shorter than a year and stands close together gets a panel
of its own, and what lies far off another: the scale of a panel never changes within it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

SHORT_DAYS = 300
"""Facts shorter than this are days and months; the others are years."""
CLOSE_DAYS = 400
"""Days and months further apart than this are not one panel."""
ONE_PANEL_DAYS = 3 * 366
FAR_SHARE, FAR_DAYS = 0.6, 12 * 365
"""An empty stretch that fills so much of a panel, and is so long, parts it."""
MOST_PANELS = 3
MOST_ROWS = 40
"""More rows than this are drawn as bars without words, several in a line."""
ROW, LANE, LOOSE, TOP = 36, 12, 22, 26
"""Heights in pixels: a row with its words above it, one without, one with its words beside it, and the axis."""
LETTER = 1.75
"""Percent of the width of a phone that a letter of a tick's label takes."""
_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Item:
    """One fact on the chart; bounds are inclusive, None is open. `fact` is its number in the document."""

    fact: int
    kind: str
    label: str
    value: str
    start: date | None
    end: date | None

    @property
    def first(self) -> int:
        """The first day that is known of it, as an ordinal."""
        known = self.start or self.end
        return known.toordinal() if known else 0

    @property
    def last(self) -> int:
        """The last day that is known of it."""
        known = self.end or self.start
        return known.toordinal() if known else 0


@dataclass(slots=True)
class Row:
    """A bar for all facts of one kind with the same bounds; places are percents of the panel's width."""

    items: list[Item]
    x: float = 0.0
    width: float = 0.0
    y: int = 0

    @property
    def head(self) -> Item:
        """The first of its facts."""
        return self.items[0]

    @property
    def open_start(self) -> bool:
        """Whether it has no beginning."""
        return self.head.start is None

    @property
    def open_end(self) -> bool:
        """Whether it has no end."""
        return self.head.end is None

    @property
    def mark(self) -> float:
        """Where its beginning is marked: a stroke of three pixels, inside the chart."""
        return min(self.x, 99.1)

    @property
    def surfaces(self) -> list[tuple[str, Item]]:
        """How the text writes it, each way once, with the first fact that does."""
        first: dict[str, Item] = {}
        for item in self.items:
            first.setdefault(item.label, item)
        return list(first.items())

    @property
    def numbers(self) -> str:
        """The numbers of all its facts."""
        return " ".join(str(item.fact) for item in self.items)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis and what stands at it."""

    x: float
    label: str


@dataclass(slots=True)
class Panel:
    """A part of the chart with one scale, or a list of `loose` facts that stand too far off for any."""

    rows: list[Row]
    title: str = ""
    ticks: list[Tick] = field(default_factory=list)
    height: int = 0
    dense: bool = False
    loose: bool = False
    reference: float | None = None


def draw_panels(items: Iterable[Item], reference: date | None = None) -> list[Panel]:
    """The panels of a chart: years first, then days and months, each in order of time.

    >>> day, year = Item(0, "date", "오는 6일", "", date(2019, 10, 6), date(2019, 10, 6)), date(2029, 12, 31)
    >>> items = [day, Item(1, "date", "11일", "", date(2019, 10, 11), date(2019, 10, 11)),
    ...          Item(2, "date", "2029년까지", "", date(2020, 1, 1), year)]
    >>> [(panel.title, len(panel.rows)) for panel in draw_panels(items)]
    [('2019년 10월 6~11일', 2), ('따로 떨어진 때', 1)]
    """
    rows = _rows(items)
    if not rows:
        return []
    if len(rows) > 1 and _extent(rows) <= ONE_PANEL_DAYS:
        return [_finish(rows, reference)]
    short = [row for row in rows if not (row.open_start or row.open_end) and _days(row) < SHORT_DAYS]
    close = [cluster for cluster in _clusters(short) if len(cluster) > 1]
    close = sorted(sorted(close, key=len, reverse=True)[:MOST_PANELS], key=lambda cluster: cluster[0].head.first)
    drawn = {id(row) for cluster in close for row in cluster}
    groups = [*_part([row for row in rows if id(row) not in drawn]), *close]
    # One bar alone fills its panel and says nothing by its length.
    alone = [row for group in groups if len(group) == 1 for row in group]
    panels = [_finish(group, reference) for group in groups if len(group) > 1]
    return [*panels, _list_loose(alone)] if alone else panels


def _rows(items: Iterable[Item]) -> list[Row]:
    rows: dict[tuple[str, date | None, date | None, str], Row] = {}
    for item in items:
        # Two budgets of the same years are two bars.
        key = item.kind, item.start, item.end, item.label if item.kind == "budget" else ""
        rows.setdefault(key, Row([])).items.append(item)
    return sorted(rows.values(), key=lambda row: (row.head.first, row.head.last, row.head.kind, row.head.fact))


def _days(row: Row) -> int:
    return row.head.last - row.head.first + 1


def _extent(rows: Sequence[Row]) -> int:
    return max(row.head.last for row in rows) - min(row.head.first for row in rows) + 1


def _clusters(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows in order, parted where the next begins long after all before it have ended."""
    out: list[list[Row]] = []
    end = 0
    for row in rows:
        if out and row.head.first - end <= CLOSE_DAYS:
            out[-1].append(row)
        else:
            out.append([row])
        end = max(end, row.head.last)
    return out


def _part(rows: list[Row], most: int = MOST_PANELS) -> list[list[Row]]:
    """Rows parted at an empty stretch that would leave the rest no room: 1392년 beside 2024년."""
    if not rows:
        return []
    extent, end, cut, widest = _extent(rows), rows[0].head.last, 0, 0
    for number, (_, row) in enumerate(pairwise(rows), 1):
        if row.head.first - end > widest:
            widest, cut = row.head.first - end, number
        end = max(end, row.head.last)
    if most > 1 and widest > max(FAR_SHARE * extent, FAR_DAYS):
        return [*_part(rows[:cut], 1), *_part(rows[cut:], most - 1)]
    return [rows]


def _finish(rows: list[Row], reference: date | None) -> Panel:
    first, last = min(row.head.first for row in rows), max(row.head.last for row in rows)
    start, end, ticks = _axis(date.fromordinal(first), date.fromordinal(last), rows)
    panel = Panel(rows, _title(rows), dense=len(rows) > MOST_ROWS)
    span = end - start

    def place(ordinal: int) -> float:
        return round(100 * (ordinal - start) / span, 2)

    panel.ticks = [
        # A label that would leave the chart is left out; its line stays.
        Tick(x, label if x + LETTER * len(label) < 99 else "")
        for day, label in ticks
        if start <= day < end
        for x in (place(day),)
    ]
    for number, row in enumerate(rows):
        row.x = 0.0 if row.open_start else place(row.head.first)
        row.width = round((100.0 if row.open_end else place(row.head.last + 1)) - row.x, 2)
        row.y = TOP + number * ROW
    lines = _pack(rows) if panel.dense else len(rows)
    panel.height = TOP + lines * (LANE if panel.dense else ROW) + 6
    if reference is not None and start <= reference.toordinal() < end:
        panel.reference = place(reference.toordinal())
    return panel


def _list_loose(rows: list[Row]) -> Panel:
    for number, row in enumerate(rows):
        row.y = number * LOOSE
    return Panel(rows, "따로 떨어진 때", height=len(rows) * LOOSE + 4, loose=True)


def _pack(rows: Sequence[Row]) -> int:
    """Puts each row into the first line where it has room; the number of lines comes back."""
    ends: list[float] = []
    for row in rows:
        line = next((line for line, end in enumerate(ends) if end + 0.8 <= row.x), len(ends))
        ends[line : line + 1] = [row.x + max(row.width, 1.2)]
        row.y = TOP + line * LANE
    return len(ends)


def _axis(first: date, last: date, rows: Sequence[Row]) -> tuple[int, int, list[tuple[int, str]]]:
    """Where the axis begins and ends, as ordinals, and its ticks: days, months or years, seven at the most."""
    days = (last - first).days + 1
    room = max(1, days // 12)
    before = room if any(row.open_start for row in rows) else 0
    after = room if any(row.open_end for row in rows) else 0
    if days <= 45:
        pad = 1 + days // 10
        start = max(1, first.toordinal() - before - pad)
        end = min(_LAST_DAY, last.toordinal() + after + pad) + 1
        step = next(step for step in (1, 2, 3, 5, 7, 10, 14, 30) if (end - start) / step <= 7)
        return (
            start,
            end,
            [
                (day, f"{shown.month}.{shown.day}.")
                for day in range(start, end, step)
                for shown in (date.fromordinal(day),)
            ],
        )
    opening, closing = _moved(first, -before), _moved(last, after)
    months = (closing.year - opening.year) * 12 + closing.month - opening.month + 1
    if months <= 36 and closing.year < date.max.year:
        step = next(step for step in (1, 2, 3, 4, 6) if months / step <= 7)
        at = opening.year * 12 + opening.month - 1
        points = [divmod(month, 12) for month in range(at, at + months + 1)]
        ordinals = [date(year, month + 1, 1).toordinal() for year, month in points]
        labels = [f"{year}.{month + 1}." for year, month in points]
        return ordinals[0], ordinals[-1], list(zip(ordinals, labels, strict=True))[:-1:step]
    years = closing.year - opening.year + 1
    step = next(size for size in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if years / size <= 6)
    start_year = max(1, opening.year // step * step if step <= 10 else opening.year)
    first_tick = -(-start_year // step) * step
    ticks = [(date(year, 1, 1).toordinal(), str(year)) for year in range(max(1, first_tick), closing.year + 1, step)]
    return date(start_year, 1, 1).toordinal(), date(closing.year, 12, 31).toordinal() + 1, ticks


def _moved(day: date, days: int) -> date:
    """The day so many days on, where the calendar has one."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return day


def _title(rows: Sequence[Row]) -> str:
    first = date.fromordinal(min(row.head.first for row in rows))
    last = date.fromordinal(max(row.head.last for row in rows))
    return write_period(first, last, by_year=(last - first).days > ONE_PANEL_DAYS)


def write_period(first: date, last: date, *, by_year: bool = False) -> str:
    """A stretch of time in Korean words, inclusive; the end leaves out what the beginning says.

    >>> write_period(date(2019, 10, 6), date(2019, 10, 11)), write_period(date(2019, 8, 1), date(2020, 3, 31))
    ('2019년 10월 6~11일', '2019년 8월~2020년 3월')
    >>> write_period(date(2020, 1, 1), date(2024, 12, 31)), write_period(date(2020, 12, 28), date(2021, 1, 3))
    ('2020~2024년', '2020년 12월 28일~2021년 1월 3일')
    """
    first_year, last_year = f"{first.year}년", f"{last.year}년"
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if by_year or (whole_months and first.month == 1 and last.month == 12):
        return first_year if first.year == last.year else f"{first.year}~{last_year}"
    same_month = (first.year, first.month) == (last.year, last.month)
    if whole_months:
        if same_month:
            return f"{first_year} {first.month}월"
        if first.year == last.year:
            return f"{first_year} {first.month}~{last.month}월"
        return f"{first_year} {first.month}월~{last_year} {last.month}월"
    day = f"{first_year} {first.month}월 {first.day}일"
    if first == last:
        return day
    if same_month:
        return f"{day[:-1]}~{last.day}일"
    year = "" if first.year == last.year else f"{last_year} "
    return f"{day}~{year}{last.month}월 {last.day}일"
