"""A point under construction, and what the parser hands back."""

from __future__ import annotations

from dataclasses import dataclass

from gwangju_ai_cli.facts.dates.readings import Point, Reading
from gwangju_ai_cli.model import Span

YEAR, MONTH, WEEK, DAY, WEEKDAY, TIME = 1, 2, 3, 4, 5, 6


@dataclass(slots=True)
class Found:
    """An expression in the text: where, by which rule, and its reading; a blocker has none."""

    span: Span
    rule: str
    reading: Reading | None
    slots: dict[str, Span]


class Draft:
    """A point under construction; `twin` is the other end where a component is a range (6~11일)."""

    rank = 0
    twin: Point | None = None
    listed: tuple[int, ...] = ()
    flaw: str | None = None
    numeric = False
    shape = ""
    expected = False  # the other end of a range has been read

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.point = Point()

    def both(self) -> tuple[Point, ...]:
        return (self.point,) if self.twin is None else (self.point, self.twin)

    def set(self, rank: int, end: int, **fields: object) -> None:
        self.point.__dict__.update(fields)
        if self.twin is not None:
            self.twin.__dict__.update(fields)
        self.rank, self.end = rank, end

    def fork(self) -> Point:
        self.twin = self.point.changed(slots={})
        return self.twin


def takes_time(draft: Draft) -> bool:
    """Whether a time of day may follow: behind a day or on its own, not behind 다음 주."""
    return draft.rank < TIME and (not draft.rank or draft.point.names_day() or draft.point.weekend)


def slots_of(*points: Point | None) -> dict[str, Span]:
    slots: dict[str, Span] = {}
    for point, suffix in zip(points, ("", "_end"), strict=False):
        if point is not None:
            slots |= {name + suffix: span for name, span in point.slots.items()}
    return slots
