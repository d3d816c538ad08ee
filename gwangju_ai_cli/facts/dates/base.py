"""What a point is resolved against, and what comes out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gwangju_ai_cli import timex
from gwangju_ai_cli.facts.dates.tense import Tense
from gwangju_ai_cli.model import DateFact, Fact, Grain, Span
from gwangju_ai_cli.timex import Bounds, Partial

_MEMORY = 40
"""How many dates back an anchor is looked for."""
_REACH = 12
"""How many dates back a paragraph is searched."""


class Base:
    """What a point is resolved against: a reference date, the dates before it (the latest first) and the tense.

    All but the reference is worked out on the first request: most dates say all that they need themselves.
    """

    __slots__ = (
        "_around", "_before", "_beside", "_budget_year", "_near", "_previous", "_start", "_tense", "_told", "here",
        "reference", "text",
    )  # fmt: skip

    def __init__(
        self,
        reference: date | None,
        previous: Sequence[Fact],
        start: int,
        beside: Callable[[DateFact], bool],
        tense: Callable[[], Tense | None],
        text: str = "",
        budget_year: Callable[[], int | None] = lambda: None,
        here: Span | None = None,
    ) -> None:
        """`previous` are the facts so far, `start` is where the sentence begins, `beside` tells whether a fact stands
        in its paragraph, `budget_year` is that of the budget which the text speaks of,
        `here` is where the expression stands in `text`."""
        self.reference = reference
        self._previous = previous
        self._before: Sequence[DateFact] | None = None
        self._start = start
        self._beside = beside
        self._told = tense
        self._tense: Tense | Literal["unknown"] | None = "unknown"
        self._near: Sequence[DateFact] | None = None
        self._around: Sequence[DateFact] | None = None
        self.text = text
        self.here = here or Span(0, 0)
        self._budget_year = budget_year

    @property
    def budget_year(self) -> int | None:
        """The year of the first budget that the text names: 2020년도 본예산안, 내년 예산."""
        return self._budget_year()

    def forget_sentence(self) -> None:
        """Leaves out what the sentence itself named: `지난 5일 … 데 이어 이날` is another day."""
        self._before = [fact for fact in self.before if fact.start < self._start]
        self._near = self._around = None

    @property
    def before(self) -> Sequence[DateFact]:
        """The dates before it, the latest first, without those that only measure others: 전년 대비, 지난해 동기."""
        if self._before is None:
            self._before = [
                fact
                for fact in reversed(self._previous[-_MEMORY:])
                if isinstance(fact, DateFact) and "comparison" not in fact.evidence
            ]
        return self._before

    @property
    def tense(self) -> Tense | None:
        """The tense of what happens at the date."""
        if self._tense == "unknown":
            self._tense = self._told()
        return self._tense

    @property
    def near(self) -> Sequence[DateFact]:
        """The dates before it in its sentence."""
        if self._near is None:
            self._near = [fact for fact in self.before if fact.start >= self._start]
        return self._near

    @property
    def around(self) -> Sequence[DateFact]:
        """The dates before it in its paragraph."""
        if self._around is None:
            self._around = [fact for fact in self.before[:_REACH] if fact.start >= self._start or self._beside(fact)]
        return self._around

    @property
    def behind(self) -> bool:
        """Whether the verb tells of what was: 열렸다, 열린, or reports: … 고 밝혔다."""
        return self.tense in ("past", "report")

    @property
    def ahead(self) -> bool:
        """Whether the verb announces: 열 예정이다, 연다, 열기로 했다."""
        return self.tense in ("future", "present", "plan")


@dataclass(slots=True)  # not frozen, as all that is made for every date: made in a third of the time
class Resolved:
    """A point's value: its EDTF text, bounds (None while unknown) and grain; `anchor` is the date it leans on."""

    value: str
    bounds: Bounds | None
    grain: Grain | None
    partial: Partial | None = None
    anchor: Span | None = None


class NoSuchDay(ValueError):
    """The words name a day that no calendar has."""


def leads(fact: DateFact) -> bool:
    """Whether a later date may lean on this one."""
    return fact.type in ("date", "range", "time") and fact.value is not None and not fact.value.startswith("T")


def last_partial(fact: DateFact) -> Partial | None:
    """The partial date that a fact ends with."""
    return timex.read_partial((fact.value or "").split("/")[-1])
