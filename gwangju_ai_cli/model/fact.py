"""What every rule gives: mentions, and the fact, rejection or notice that comes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self, overload

from gwangju_ai_cli.model.texts import Document, Span

if TYPE_CHECKING:
    from gwangju_ai_cli.model.kinds import (
        BudgetFact,
        DateFact,
        EventFact,
        IssueFact,
        MoneyFact,
        OrgFact,
        PersonFact,
        PlaceFact,
        QuantityFact,
        QuoteFact,
    )

SCHEMA_VERSION = "1.3"

Json = dict[str, Any]


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
    """Something the caller should tell the user of a document: a time limit met, a part left unread.

    `silenced` counts findings that somebody asked not to hear of; such notices are added up, and told once.
    A `fault` is a mistake of ours.
    """

    source: str
    span: Span | None
    message: str
    silenced: int = 0
    fault: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has. `evidence` names the spans its slots were read from.

    `same_as` is the span of the fact of this kind in this document that says the same first, as a headline does
    before its lead; else None.
    """

    kind: ClassVar[str] = "fact"

    source: str
    start: int
    end: int
    text: str
    rule: str
    evidence: Mapping[str, Span] = field(default_factory=dict)
    page: int | None = None
    same_as: Span | None = None

    @property
    def span(self) -> Span:
        """The fact's own span."""
        return Span(self.start, self.end)

    def to_dict(self) -> Json:
        """The fact as one JSON object, fields in the contract's order."""
        return {
            "kind": self.kind,
            "source": self.source,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "rule": self.rule,
            "page": self.page,
            "same_as": [self.same_as.start, self.same_as.end] if self.same_as else None,
            **self._fields(),
        }

    def _fields(self) -> Json:
        return {}

    def moved(self, locate: Callable[[Span], Span], text: str) -> Self:
        """The same fact with every span put through `locate`; `text` is what the new spans index."""
        span = locate(self.span)
        return replace(
            self,
            start=span.start,
            end=span.end,
            text=span.of(text),
            evidence={name: locate(found) for name, found in self.evidence.items()},
            same_as=locate(self.same_as) if self.same_as else None,
        )


def number_to_json(value: Decimal | None) -> int | float | None:
    """A JSON number: an integer where the value is whole.

    >>> number_to_json(Decimal("1.50")), number_to_json(Decimal("4E+3")), number_to_json(None)
    (1.5, 4000, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def date_to_json(value: date | None) -> str | None:
    """An ISO date, or null."""
    return value.isoformat() if value is not None else None


def pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    """Spans as JSON arrays of start and end."""
    return [[span.start, span.end] for span in spans]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a fact type's table: a Korean head and what a fact shows there."""

    head: str
    cell: Callable[[Any], str]
    justify: Literal["left", "right", "center"] = "left"
    ratio: int = 1


@dataclass(frozen=True, slots=True, repr=False)
class Facts:
    """What was found in one document, in the original text's offsets, sorted by start, end and kind.

    `beside` is what else was asked for of the same analysis, to be put together with other documents'.
    """

    document: Document
    facts: tuple[Fact, ...]
    rejections: tuple[Rejection, ...] = ()
    notices: tuple[Notice, ...] = ()
    beside: object = None
    kinds: tuple[str, ...] = ()
    """What was asked for, whether something was found of it or not."""

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def __bool__(self) -> bool:
        return True  # that nothing was found is an answer too; ask len()

    def __repr__(self) -> str:
        counts = Counter(fact.kind for fact in self.facts)
        found = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        counted = f"{len(self)} fact{'' if len(self) == 1 else 's'}"
        return f"Facts({self.document.source!r}, {counted}{': ' + found if found else ''})"

    def _repr_html_(self) -> str:
        """The text with its facts marked, as notebooks show it."""
        return _by_name("notebook").marked_text(self)  # type: ignore[no-any-return]

    @overload
    def of_kind(self, kind: Literal["money"]) -> tuple[MoneyFact, ...]: ...
    @overload
    def of_kind(self, kind: Literal["date", "dates"]) -> tuple[DateFact, ...]: ...
    @overload
    def of_kind(self, kind: Literal["org", "orgs"]) -> tuple[OrgFact, ...]: ...
    @overload
    def of_kind(self, kind: Literal["person", "people"]) -> tuple[PersonFact, ...]: ...
    @overload
    def of_kind(self, kind: Literal["place", "places"]) -> tuple[PlaceFact, ...]: ...
    @overload
    def of_kind(self, kind: Literal["quantity", "quantities"]) -> tuple[QuantityFact, ...]: ...
    @overload
    def of_kind(self, kind: Literal["quote", "quotes"]) -> tuple[QuoteFact, ...]: ...
    @overload
    def of_kind(self, kind: Literal["event", "events"]) -> tuple[EventFact, ...]: ...
    @overload
    def of_kind(self, kind: Literal["budget", "budgets"]) -> tuple[BudgetFact, ...]: ...
    @overload
    def of_kind(self, kind: Literal["issue", "issues"]) -> tuple[IssueFact, ...]: ...
    @overload
    def of_kind(self, kind: str) -> tuple[Fact, ...]: ...

    def of_kind(self, kind: str) -> tuple[Fact, ...]:
        """The facts of one kind, by its name or its command's, in document order. Raises TypeError for no name."""
        if not isinstance(kind, str):
            raise TypeError(f"kind is to be a name such as 'money', not {type(kind).__name__}")
        wanted = _COMMANDS.get(kind, kind)
        return tuple(fact for fact in self.facts if fact.kind == wanted)

    def to_dicts(self, *, context: bool = False) -> list[Json]:
        """Each fact as the object that `--jsonl` writes; with `context`, what `--context` adds."""
        records = [fact.to_dict() for fact in self.facts]
        return list(_by_name("context").add_extras(records, self.document, context=context, keep=()))

    def to_arrow(self) -> Any:
        """A pyarrow Table with the columns of `-o x.parquet`. Raises ImportError where pyarrow is not installed."""
        return _by_name("render.frames").to_arrow(self)

    def to_pandas(self) -> Any:
        """A pandas DataFrame with the columns of CSV, typed. Raises ImportError where pandas is not installed."""
        return _by_name("render.frames").to_pandas(self)

    def to_polars(self) -> Any:
        """A Polars DataFrame, typed as Parquet. Raises ImportError where Polars or pyarrow is not installed."""
        return _by_name("render.frames").to_polars(self)


_COMMANDS = {
    "dates": "date",
    "orgs": "org",
    "people": "person",
    "places": "place",
    "quantities": "quantity",
    "quotes": "quote",
    "events": "event",
    "budgets": "budget",
    "issues": "issue",
}


def _by_name(module: str) -> Any:
    """A module above this one, on use: what facts can be turned into is known there."""
    return import_module(f"gwangju_ai_cli.{module}")
