"""A text and its pieces: spans, documents, sentences and tokens."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(slots=True, order=True, unsafe_hash=True)  # not frozen: made in a third of the time, and nobody changes one
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
    reference date was found, `gaps` what of the document could not be read, and `left_out` what was and is no part of
    the text: `2 headers`. `title` is a headline that stands beside the text, `kept` what is passed through of its
    record, and `path` the file that it stands in.
    """

    text: str
    source: str = "-"
    reference_date: date | None = None
    pages: tuple[int, ...] = ()
    date_origin: str | None = field(default=None, compare=False)
    gaps: tuple[str, ...] = field(default=(), compare=False)
    left_out: tuple[str, ...] = field(default=(), compare=False)
    title: str | None = None
    kept: tuple[Any, ...] = ()
    path: str | None = field(default=None, compare=False)

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
class PersonMention:
    """One place where a person is named.

    `span` is the name alone. `form`: full (a Korean name), surname, letter, given, foreign, hanja, or the kind of a
    known name (stage, group, latin, historic). `title` is the title's own word, `phrase` the whole title phrase
    with the organization in it, `former` says that 전 stood in it; `title_kind` is title, kin or role. `note` is
    a further role, `latin` the spelling in parentheses; `anonymous` marks 김모(33)씨. `weight` is the evidence
    in half bits.
    """

    span: Span
    text: str
    form: str
    rule: str
    weight: int = 0
    title: Span | None = None
    title_kind: str = "title"
    phrase: Span | None = None
    former: bool = False
    latin: Span | None = None
    note: Span | None = None
    anonymous: bool = False
