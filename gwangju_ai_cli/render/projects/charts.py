"""A small chart of one project: its total over the days of publication, a year's money as dots, changes marked.

Places are percentages of the width and pixels of the height, so that letters keep their size on any screen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from gwangju_ai_cli.projects.model import Entry, Project
from gwangju_ai_cli.render.projects.table import amount_of

HEIGHT, TOP, BOTTOM = 150, 30, 22
LEFT, RIGHT = 1.5, 92.0
LABEL_WIDTH, LABEL_HEIGHT = 18.0, 14.0
"""What a label takes: percent of the width, as on a narrow screen, and pixels."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One entry: where it stands, what it says, whether it is a total; `label_y` is None where no room is left."""

    x: float
    y: float
    label: str
    date: str
    row: int
    total: bool
    moved: bool
    anchor: str
    label_y: float | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """The total from one day to the next, and the rise or fall at its end."""

    x1: float
    x2: float
    y: float
    to: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """All that the template draws; `ticks` are years with their places."""

    dots: list[Dot]
    steps: list[Step]
    ticks: list[tuple[float, str]]
    height: int = HEIGHT
    base: int = HEIGHT - BOTTOM


def draw(project: Project) -> Chart | None:
    """The chart; None where fewer than two dated amounts of one currency are there."""
    dated = [
        (number, entry, date.fromisoformat(entry.date))
        for number, entry in enumerate(project.entries, 1)
        if entry.date is not None and entry.currency in (None, "KRW") and entry.amount > 0
    ]
    if len(dated) < 2 or len({day for _, _, day in dated}) < 2:
        return None
    first, last = min(day for _, _, day in dated), max(day for _, _, day in dated)
    top = max(entry.amount for _, entry, _ in dated)
    days = max(1, (last - first).days)

    def across(day: date) -> float:
        return round(LEFT + (RIGHT - LEFT) * (day - first).days / days, 2)

    def down(entry: Entry) -> float:
        return round(HEIGHT - BOTTOM - float(entry.amount / top) * (HEIGHT - BOTTOM - TOP), 1)

    moved = {change.after for change in project.changes if change.figure == "total"}
    dots = [
        Dot(
            across(day),
            down(entry),
            amount_of(entry),
            entry.date or "",
            number,
            entry.figure == "total",
            entry.figure == "total" and entry.amount in moved,
            "start" if across(day) < 55 else "end",
        )
        for number, entry, day in dated
    ]
    dots = _labelled(dots)
    totals = _current([dot for dot in dots if dot.total])
    ends = [*(dot.x for dot in totals[1:]), across(last)]
    after = [*(dot.y for dot in totals[1:]), None]
    steps = [Step(dot.x, end, dot.y, to) for dot, end, to in zip(totals, ends, after, strict=False)]  # none of none
    return Chart(dots, steps, _ticks(first, last, across))


def _labelled(dots: list[Dot]) -> list[Dot]:
    """The dots, each total with a place for its label above or below it where no other label stands."""
    taken: list[tuple[float, float]] = []
    out: list[Dot] = []
    for dot in dots:
        begin = dot.x if dot.anchor == "start" else dot.x - LABEL_WIDTH
        free = (
            y
            for y in (dot.y - 9, dot.y + 19)
            if all(abs(y - other) > LABEL_HEIGHT or abs(begin - at) > LABEL_WIDTH for at, other in taken)
        )
        label_y = next(free, None) if dot.total else None
        if label_y is not None:
            taken.append((begin, label_y))
        out.append(replace(dot, label_y=label_y))
    return out


def _current(totals: list[Dot]) -> list[Dot]:
    """One total a day, in order: the last of those that were said on it."""
    return list({dot.x: dot for dot in totals}.values())


def _ticks(first: date, last: date, across: Callable[[date], float]) -> list[tuple[float, str]]:
    """Years that begin within the chart, at most eight of them; where none does, the days at its ends."""
    years = list(range(first.year + 1, last.year + 1))
    step = max(1, -(-len(years) // 6))
    out = [(across(date(year, 1, 1)), str(year)) for year in years[::step]]
    return out or [(LEFT, first.isoformat()), (RIGHT - 12, last.isoformat())]
