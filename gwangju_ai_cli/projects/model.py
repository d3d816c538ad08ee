"""What a document says of projects (small, to be kept of a million documents), and the projects that come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar, Literal

from gwangju_ai_cli.model import BudgetStatus, Funding, Json, Modifier, Period, Role
from gwangju_ai_cli.model.fact import number_to_json

FigureKind = Literal["total", "year", "part", "plain"]
STATUS_ORDER: tuple[BudgetStatus, ...] = ("requested", "planned", "secured", "spent")


@dataclass(frozen=True, slots=True)
class Source:
    """One place that says a figure: the document, the span in code points, and the words there.

    `sentence` is what stands around it, at most a few lines, with the words from `at` on; `title` and `date` are the
    document's.
    """

    source: str
    start: int
    end: int
    text: str
    sentence: str = field(default="", compare=False)
    at: int = field(default=0, compare=False)
    title: str = field(default="", compare=False)
    date: str | None = field(default=None, compare=False)

    def to_dict(self) -> Json:
        """The place as the contract's object."""
        return {"source": self.source, "start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount that a document says of one of its projects.

    `topic` is the project's number in the document. `kind` says what the amount is of: the whole, a year, a
    component (`label` names it), or not said. `old` figures stand only to be compared with, `direct` ones right before
    what they became; `asked` ones were asked for; `extra` ones come on top (추경). `unit` is the precision of
    the amount itself.
    """

    topic: int
    place: Source
    amount: Decimal
    amount_max: Decimal | None = None
    currency: str | None = None
    modifier: Modifier | None = None
    kind: FigureKind = "plain"
    label: str | None = None
    year: int | None = None
    period: Period | None = None
    phase: str | None = None
    status: BudgetStatus | None = None
    funding: tuple[Funding, ...] = ()
    role: Role | None = None
    old: bool = False
    direct: bool = False
    asked: bool = False
    extra: bool = False
    unit: Decimal = Decimal(1)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """A name that a document gives a project: as written, and what `names.Name` compares it by."""

    text: str
    core: str
    pieces: tuple[str, ...]
    build: bool = False
    change: tuple[str, ...] = ()
    programme: bool = False
    founder: str | None = None
    place: str | None = None
    introduced: bool = False
    """The document says of this name that it is another of the same project (이하 ‘…’)."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One project as one document speaks of it: its names, the fullest first, where it lies, who pays."""

    names: tuple[Naming, ...]
    place: str | None = None
    level: str | None = None
    payer: str | None = None
    round: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """All that linking needs of one document. `places` are its municipalities: stem → full name."""

    source: str
    date: str | None
    title: str
    topics: tuple[Topic, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of a project, said however often."""

    amount: Decimal
    amount_max: Decimal | None
    currency: str | None
    modifier: Modifier | None
    period: Period | None
    funding: tuple[Funding, ...]
    status: BudgetStatus | None
    role: Role | None
    date: str | None
    sources: tuple[Source, ...]
    figure: str = field(default="", compare=False)

    def to_dict(self) -> Json:
        """The entry as the contract's object."""
        return {
            "amount": number_to_json(self.amount),
            "amount_max": number_to_json(self.amount_max),
            "currency": self.currency,
            "modifier": self.modifier,
            "period": self.period.to_dict() if self.period else None,
            "funding": [source.to_dict() for source in self.funding],
            "status": self.status,
            "role": self.role,
            "date": self.date,
            "sources": [source.to_dict() for source in self.sources],
        }


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of a project that is said otherwise later."""

    figure: str
    before: Decimal
    after: Decimal
    from_date: str | None
    to_date: str | None
    from_source: str | None
    to_source: str | None

    def to_dict(self) -> Json:
        """The change as the contract's object."""
        return {
            "figure": self.figure,
            "from": number_to_json(self.before),
            "to": number_to_json(self.after),
            "from_date": self.from_date,
            "to_date": self.to_date,
            "from_source": self.from_source,
            "to_source": self.to_source,
        }


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two names were joined, or kept apart: the names, where they stand, and the rule's id."""

    one: str
    other: str
    rule: str
    same: bool
    where: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """One project over many documents."""

    kind: ClassVar[str] = "project"

    name: str
    aliases: tuple[str, ...]
    payer: str | None
    phase: str | None
    of: str | None
    entries: tuple[Entry, ...]
    changes: tuple[Change, ...]
    reasons: tuple[Reason, ...] = field(default=(), compare=False)

    @property
    def documents(self) -> int:
        """How many documents speak of its figures."""
        return len({place.source for entry in self.entries for place in entry.sources})

    def to_dict(self) -> Json:
        """The project as one JSON object, fields in the contract's order."""
        return {
            "kind": self.kind,
            "name": self.name,
            "aliases": list(self.aliases),
            "payer": self.payer,
            "phase": self.phase,
            "of": self.of,
            "entries": [entry.to_dict() for entry in self.entries],
            "changes": [change.to_dict() for change in self.changes],
        }


Record = dict[str, Any]
