"""The kinds of facts, each with its fields in the contract's order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal, Self, TypeAlias

from gwangju_ai_cli.model.fact import Fact, Json, date_to_json, number_to_json, pairs
from gwangju_ai_cli.model.texts import Span

Modifier = Literal["approx", "equal_or_more", "more_than", "equal_or_less", "less_than", "start", "mid", "end"]
DateType = Literal["date", "range", "duration", "time", "recurring"]
Grain = Literal["minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade"]
OrgType = Literal[
    "company",
    "government",
    "local_government",
    "public_institution",
    "research_institute",
    "university",
    "school",
    "association",
    "committee",
    "media",
    "party",
    "court_police",
    "military",
    "sports",
    "hospital",
    "finance",
    "international",
    "other",
]
BudgetStatus = Literal["planned", "requested", "secured", "spent"]
Role = Literal["total", "part"]
EventType = Literal[
    "budgeting",
    "submission",
    "request",
    "approval",
    "rejection",
    "funding",
    "call",
    "selection",
    "award",
    "agreement",
    "meeting",
    "visit",
    "participation",
    "holding",
    "construction",
    "groundbreaking",
    "completion",
    "opening",
    "closing",
    "launch",
    "change",
    "establishment",
    "appointment",
    "resignation",
    "hiring",
    "death",
    "investment",
    "acquisition",
    "donation",
    "announcement",
    "inspection",
    "legal",
    "incident",
    "protest",
]
EventStatus = Literal["done", "planned"]
Day: TypeAlias = date
"""The type again, for a class that has a field of its name."""
IssueCode = Literal[
    "sum", "share", "product", "difference", "conversion", "weekday", "duration", "range", "count", "repeat"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyFact(Fact):
    """An amount in base units of its currency (won, not 억); `amount_max` only for ranges.

    `unit` is the smallest unit written (10**8 for 4061억), the amount's own precision;
    `outer_modifier` words (총, 최대) stand in `evidence`.
    """

    kind: ClassVar[str] = "money"

    amount: Decimal | None
    amount_max: Decimal | None = None
    currency: str | None = None
    modifier: Modifier | None = None
    unit: Decimal = Decimal(1)

    def _fields(self) -> Json:
        return {
            "amount": number_to_json(self.amount),
            "amount_max": number_to_json(self.amount_max),
            "currency": self.currency,
            "modifier": self.modifier,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFact(Fact):
    """A date, range, duration, time of day or recurrence; bounds are inclusive, null = open or unresolved."""

    kind: ClassVar[str] = "date"

    type: DateType
    value: str | None
    start_date: date | None = None
    end_date: date | None = None
    start_time: str | None = None
    end_time: str | None = None
    grain: Grain | None = None
    modifier: Modifier | None = None

    def _fields(self) -> Json:
        return {
            "type": self.type,
            "value": self.value,
            "start_date": date_to_json(self.start_date),
            "end_date": date_to_json(self.end_date),
            "start_time": self.start_time,
            "end_time": self.end_time,
            "grain": self.grain,
            "modifier": self.modifier,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityFact(Fact):
    """A count or measure with its unit; percentages have the unit `%`."""

    kind: ClassVar[str] = "quantity"

    value: Decimal | None
    value_max: Decimal | None = None
    unit: str | None = None
    counted: str | None = None
    modifier: Modifier | None = None
    precision: Decimal = Decimal(1)

    def _fields(self) -> Json:
        return {
            "value": number_to_json(self.value),
            "value_max": number_to_json(self.value_max),
            "unit": self.unit,
            "counted": self.counted,
            "modifier": self.modifier,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityFact(Fact):
    """A named entity of a document: its canonical name and each place it is mentioned.

    `mention_rules` runs parallel to `mentions` and says which rule found each.
    """

    name: str
    mentions: tuple[Span, ...] = ()
    mention_rules: tuple[str, ...] = ()

    def moved(self, locate: Callable[[Span], Span], text: str) -> Self:
        """The same entity with its own span and all its mentions relocated."""
        span = locate(self.span)
        return replace(
            self,
            start=span.start,
            end=span.end,
            text=span.of(text),
            evidence={name: locate(found) for name, found in self.evidence.items()},
            same_as=locate(self.same_as) if self.same_as else None,
            mentions=tuple(locate(mention) for mention in self.mentions),
        )

    def occurrences(self, text: str) -> tuple[Self, ...]:
        """One fact a mention, each with the span and rule of its own occurrence in `text`."""
        rules = self.mention_rules or (self.rule,) * len(self.mentions)
        return tuple(
            replace(self, start=span.start, end=span.end, text=span.of(text), rule=rule)
            for span, rule in zip(self.mentions, rules, strict=True)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrgFact(EntityFact):
    """An organization."""

    kind: ClassVar[str] = "org"

    org_type: OrgType = "other"
    aliases: tuple[str, ...] = ()
    note: str | None = None

    def _fields(self) -> Json:
        return {
            "name": self.name,
            "org_type": self.org_type,
            "aliases": list(self.aliases),
            "note": self.note,
            "mentions": pairs(self.mentions),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFact(EntityFact):
    """A person; the span is the name alone."""

    kind: ClassVar[str] = "person"

    title: str | None = None
    org: str | None = None
    role_note: str | None = None
    latin: str | None = None

    def _fields(self) -> Json:
        return {
            "name": self.name,
            "title": self.title,
            "org": self.org,
            "role_note": self.role_note,
            "latin": self.latin,
            "mentions": pairs(self.mentions),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFact(EntityFact):
    """A place as a location."""

    kind: ClassVar[str] = "place"

    def _fields(self) -> Json:
        return {"name": self.name, "mentions": pairs(self.mentions)}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFact(Fact):
    """The words between quotation marks, with who said them."""

    kind: ClassVar[str] = "quote"

    speaker: str | None = None
    verb: str | None = None

    def _fields(self) -> Json:
        return {"speaker": self.speaker, "verb": self.verb}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFact(Fact):
    """What happened or is to happen: the span is its predicate."""

    kind: ClassVar[str] = "event"

    event_type: EventType
    actors: tuple[str, ...] = ()
    object: str | None = None
    place: str | None = None
    date: str | None = None
    start_date: Day | None = None
    end_date: Day | None = None
    status: EventStatus | None = None

    def _fields(self) -> Json:
        return {
            "event_type": self.event_type,
            "actors": list(self.actors),
            "object": self.object,
            "place": self.place,
            "date": self.date,
            "start_date": date_to_json(self.start_date),
            "end_date": date_to_json(self.end_date),
            "status": self.status,
        }


@dataclass(frozen=True, slots=True)
class Period:
    """When a budget is spent: an EDTF value with inclusive bounds."""

    value: str | None
    start_date: date | None
    end_date: date | None

    def to_dict(self) -> Json:
        """The period as the contract's object."""
        return {
            "value": self.value,
            "start_date": date_to_json(self.start_date),
            "end_date": date_to_json(self.end_date),
        }


@dataclass(frozen=True, slots=True)
class Funding:
    """A source of money (국비, 시비, 민자) and, where the text says it, how much of it."""

    source: str
    amount: Decimal | None = None

    def to_dict(self) -> Json:
        """The source as the contract's object."""
        return {"source": self.source, "amount": number_to_json(self.amount)}


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetFact(Fact):
    """Money with its circumstances: who spends how much, on what, when, out of whose money."""

    kind: ClassVar[str] = "budget"

    amount: Decimal | None
    amount_max: Decimal | None = None
    currency: str | None = None
    modifier: Modifier | None = None
    period: Period | None = None
    payer: str | None = None
    project: str | None = None
    phase: str | None = None
    status: BudgetStatus | None = None
    funding: tuple[Funding, ...] = ()
    role: Role | None = None
    parts: tuple[Decimal, ...] = ()

    def _fields(self) -> Json:
        return {
            "amount": number_to_json(self.amount),
            "amount_max": number_to_json(self.amount_max),
            "currency": self.currency,
            "modifier": self.modifier,
            "period": self.period.to_dict() if self.period else None,
            "payer": self.payer,
            "project": self.project,
            "phase": self.phase,
            "status": self.status,
            "funding": [source.to_dict() for source in self.funding],
            "role": self.role,
            "parts": [number_to_json(part) for part in self.parts],
            "evidence": {name: [span.start, span.end] for name, span in self.evidence.items()},
        }


@dataclass(frozen=True, slots=True)
class Fix:
    """The edit that would mend a text: what stands from `start` to `end` is replaced by `text`."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> Span:
        """What is replaced."""
        return Span(self.start, self.end)

    def to_dict(self) -> Json:
        """The edit as JSON: offsets in code points, end exclusive."""
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFact(Fact):
    """Figures that contradict each other, found by `check`.

    `fix` is one edit after which the finding is gone, where one figure follows from the others; which of them is
    wrong only the author knows.
    """

    kind: ClassVar[str] = "issue"

    code: IssueCode
    message: str
    expected: str | None = None
    found: str | None = None
    spans: tuple[Span, ...] = ()
    fix: Fix | None = None
    doubtful: bool = False

    def moved(self, locate: Callable[[Span], Span], text: str) -> Self:
        """The same finding with its span and its evidence relocated."""
        span = locate(self.span)
        edited = locate(self.fix.span) if self.fix else None
        return replace(
            self,
            start=span.start,
            end=span.end,
            text=span.of(text),
            same_as=locate(self.same_as) if self.same_as else None,
            spans=tuple(locate(found) for found in self.spans),
            fix=Fix(edited.start, edited.end, self.fix.text) if self.fix and edited else None,
        )

    def _fields(self) -> Json:
        return {
            "code": self.code,
            "message": self.message,
            "expected": self.expected,
            "found": self.found,
            "evidence": pairs(self.spans),
            "fix": self.fix.to_dict() if self.fix else None,
        }
