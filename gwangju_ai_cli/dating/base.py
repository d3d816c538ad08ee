"""What a point is resolved against, and what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gwangju_ai_cli import timex
from gwangju_ai_cli.dating.tense import Tense
from gwangju_ai_cli.model import DateFact, Grain, Span
from gwangju_ai_cli.timex import Bounds, Partial


@dataclass(frozen=True, slots=True)
class Base:
    """What a point is resolved against.

    `near` are the dates before it in its sentence, `around` those of its paragraph, `before` all of the document,
    each the latest first.
    """

    reference: date | None
    tense: Tense | None = None
    near: Sequence[DateFact] = ()
    around: Sequence[DateFact] = ()
    before: Sequence[DateFact] = ()

    @property
    def behind(self) -> bool:
        """Whether the verb tells of what was: 열렸다, 열린, or reports: … 고 밝혔다."""
        return self.tense in ("past", "report")

    @property
    def ahead(self) -> bool:
        """Whether the verb announces: 열 예정이다, 연다."""
        return self.tense in ("future", "present")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A point's value: its EDTF text, bounds (None while unknown) and grain; `anchor` is the date it leans on."""

    value: str
    bounds: Bounds | None
    grain: Grain | None
    partial: Partial | None = None
    anchor: Span | None = None
    flaw: str | None = None
    leaned: frozenset[str] = field(default_factory=frozenset)


class NoSuchDay(ValueError):
    """The words name a day that no calendar has."""


def leads(fact: DateFact) -> bool:
    """Whether a later date may lean on this one."""
    return fact.type in ("date", "range", "time") and fact.value is not None and not fact.value.startswith("T")


def last_partial(fact: DateFact) -> Partial | None:
    """The partial date that a fact ends with."""
    return timex.read_partial((fact.value or "").split("/")[-1])
