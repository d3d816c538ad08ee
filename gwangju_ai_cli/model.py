"""The types every part of the program speaks: spans, documents, tokens, mentions and facts.

Standard library only, and no behaviour beyond what a value knows of itself. Offsets count Unicode code
points and spans are half-open. Inside the pipeline offsets refer to the normalised view of a document
(`text.TextView`); the pipeline maps them back before facts leave the program.
"""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

SCHEMA_VERSION = "1.1"

Modifier = Literal[
    "approx", "equal_or_more", "more_than", "equal_or_less", "less_than", "start", "mid", "end"
]
DateType = Literal["date", "range", "duration", "time", "recurring"]
Grain = Literal["minute", "hour", "day", "week", "month", "quarter", "half", "year", "decade"]
OrgType = Literal[
    "company", "government", "local_government", "public_institution", "research_institute",
    "university", "school", "association", "committee", "media", "party", "court_police",
    "military", "sports", "hospital", "finance", "international", "other",
]
BudgetStatus = Literal["planned", "requested", "secured", "spent"]
Role = Literal["total", "part"]
EventStatus = Literal["done", "planned"]
IssueCode = Literal["sum", "weekday", "duration", "range", "percent"]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of text, in code points.

    >>> Span(2, 5).of("가나다라마바")
    '다라마'
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """The slice of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether both spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One text exactly as decoded; `source` is its path or JSONL id.

    `pages` are the offsets where its pages begin, () where it has none; `date_origin` says, for people, where the
    reference date was found.
    """

    text: str
    source: str = "-"
    reference_date: date | None = None
    pages: tuple[int, ...] = ()
    date_origin: str | None = field(default=None, compare=False)

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, that an offset stands on; None where the document has no pages.

        >>> Document("첫 쪽\\n둘째 쪽", pages=(0, 4)).page_of(5)
        2
        """
        return max(1, bisect_right(self.pages, offset)) if self.pages else None


@dataclass(slots=True, unsafe_hash=True)  # not frozen, as Token: a document has many, and nobody changes one
class Sentence:
    """A sentence of the view: its place in the document and the paragraph it stands in."""

    span: Span
    index: int
    paragraph: int


@dataclass(slots=True, unsafe_hash=True)
class Token:
    """One morpheme as Kiwi reads it. Spans may coincide (하 and 었 of 했).

    `guessed` says that its dictionary does not hold the form: a name, more often than not.
    """

    # Offsets of its own and not frozen: made in a sixth of the time, and a document has thousands. Nobody changes one.
    form: str
    tag: str
    start: int
    end: int
    guessed: bool = False

    @property
    def span(self) -> Span:
        """Where the morpheme stands."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Mention:
    """What a rule found before its value is known: a span, the rule's id and named slots.

    A `blocker` claims its span so that nothing else reads it: it never becomes a fact.
    `order` is the rule's rank where spans tie: the lower wins.
    `reading` carries what the detector already parsed, for its own `normalize`.
    """

    kind: str
    span: Span
    rule: str
    slots: Mapping[str, Span] = field(default_factory=dict)
    order: int = 0
    blocker: bool = False
    reading: Any = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A mention that became no fact: blocked, overlapped by another, or without a value."""

    kind: str
    span: Span
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the caller should tell the user of a document: a time limit met, a part left unread."""

    source: str
    span: Span | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has. `evidence` names the spans its slots were read from."""

    kind: ClassVar[str] = "fact"

    source: str
    start: int
    end: int
    text: str
    rule: str
    evidence: Mapping[str, Span] = field(default_factory=dict)
    page: int | None = None

    @property
    def span(self) -> Span:
        """The fact's own span."""
        return Span(self.start, self.end)

    def to_dict(self) -> Json:
        """The fact as one JSON object, fields in the contract's order; `page` only where the document has pages."""
        paged = {"page": self.page} if self.page is not None else {}
        return {
            "kind": self.kind, "source": self.source, "start": self.start, "end": self.end,
            "text": self.text, "rule": self.rule, **paged, **self._fields(),
        }

    def _fields(self) -> Json:
        return {}

    def moved(self, locate: Callable[[Span], Span], text: str) -> Self:
        """The same fact with every span put through `locate`; `text` is what the new spans index."""
        span = locate(self.span)
        return replace(
            self, start=span.start, end=span.end, text=span.of(text),
            evidence={name: locate(found) for name, found in self.evidence.items()},
        )


def number_to_json(value: Decimal | None) -> int | float | None:
    """A JSON number: an integer where the value is whole.

    >>> number_to_json(Decimal("1.50")), number_to_json(Decimal("4E+3")), number_to_json(None)
    (1.5, 4000, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _date_to_json(value: date | None) -> str | None:
    return value.isoformat() if value is not None else None


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


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
            "amount": number_to_json(self.amount), "amount_max": number_to_json(self.amount_max),
            "currency": self.currency, "modifier": self.modifier,
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
            "type": self.type, "value": self.value,
            "start_date": _date_to_json(self.start_date), "end_date": _date_to_json(self.end_date),
            "start_time": self.start_time, "end_time": self.end_time,
            "grain": self.grain, "modifier": self.modifier,
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
            "value": number_to_json(self.value), "value_max": number_to_json(self.value_max),
            "unit": self.unit, "counted": self.counted, "modifier": self.modifier,
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
            self, start=span.start, end=span.end, text=span.of(text),
            evidence={name: locate(found) for name, found in self.evidence.items()},
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
            "name": self.name, "org_type": self.org_type, "aliases": list(self.aliases),
            "note": self.note, "mentions": _pairs(self.mentions),
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
            "name": self.name, "title": self.title, "org": self.org, "role_note": self.role_note,
            "latin": self.latin, "mentions": _pairs(self.mentions),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFact(EntityFact):
    """A place as a location."""

    kind: ClassVar[str] = "place"

    def _fields(self) -> Json:
        return {"name": self.name, "mentions": _pairs(self.mentions)}


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

    event_type: str
    actors: tuple[str, ...] = ()
    object: str | None = None
    place: str | None = None
    date: str | None = None
    status: EventStatus | None = None

    def _fields(self) -> Json:
        return {
            "event_type": self.event_type, "actors": list(self.actors), "object": self.object,
            "place": self.place, "date": self.date, "status": self.status,
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
            "value": self.value, "start_date": _date_to_json(self.start_date),
            "end_date": _date_to_json(self.end_date),
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
            "amount": number_to_json(self.amount), "amount_max": number_to_json(self.amount_max),
            "currency": self.currency, "modifier": self.modifier,
            "period": self.period.to_dict() if self.period else None,
            "payer": self.payer, "project": self.project, "phase": self.phase,
            "status": self.status, "funding": [source.to_dict() for source in self.funding],
            "role": self.role, "parts": [number_to_json(part) for part in self.parts],
            "evidence": {name: [span.start, span.end] for name, span in self.evidence.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFact(Fact):
    """Figures that contradict each other, found by `check`."""

    kind: ClassVar[str] = "issue"

    code: IssueCode
    message: str
    expected: str | None = None
    found: str | None = None
    spans: tuple[Span, ...] = ()
    doubtful: bool = False

    def moved(self, locate: Callable[[Span], Span], text: str) -> Self:
        """The same finding with its span and its evidence relocated."""
        span = locate(self.span)
        return replace(
            self, start=span.start, end=span.end, text=span.of(text),
            spans=tuple(locate(found) for found in self.spans),
        )

    def _fields(self) -> Json:
        return {
            "code": self.code, "message": self.message, "expected": self.expected,
            "found": self.found, "evidence": _pairs(self.spans),
        }


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a fact type's table: a Korean head and what a fact shows there."""

    head: str
    cell: Callable[[Any], str]
    justify: Literal["left", "right", "center"] = "left"
    ratio: int = 1


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in one document, in the original text's offsets, sorted by start, end and kind."""

    document: Document
    facts: tuple[Fact, ...]
    rejections: tuple[Rejection, ...] = ()
    notices: tuple[Notice, ...] = ()

    def of_kind(self, kind: str) -> tuple[Fact, ...]:
        """The facts of one kind, in document order."""
        return tuple(fact for fact in self.facts if fact.kind == kind)
