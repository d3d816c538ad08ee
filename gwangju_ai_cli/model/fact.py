"""What every rule gives: mentions, and the fact, rejection or notice that comes of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

from gwangju_ai_cli.model.texts import Document, Span

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


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found in one document, in the original text's offsets, sorted by start, end and kind.

    `beside` is what else was asked for of the same analysis, to be put together with other documents'.
    """

    document: Document
    facts: tuple[Fact, ...]
    rejections: tuple[Rejection, ...] = ()
    notices: tuple[Notice, ...] = ()
    beside: object = None

    def of_kind(self, kind: str) -> tuple[Fact, ...]:
        """The facts of one kind, in document order."""
        return tuple(fact for fact in self.facts if fact.kind == kind)
