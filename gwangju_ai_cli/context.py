"""What makes a fact readable by itself: its document's title and day, its line, column and sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.heading import find_heading
from gwangju_ai_cli.model import Document, Json, Sentence, Span
from gwangju_ai_cli.text import TextView, normalize_view, split_sentences

CONTEXT_FIELDS = ("title", "reference_date", "line", "column", "sentence")


class Context:
    """The context of one document's facts.

    >>> context = Context(Document("한빛시, 도서관 짓는다\\n\\n시는 도서관을 짓는다. 예산은 50억원이다."))
    >>> context.at(Span(33, 37))["sentence"], context.at(Span(33, 37))["line"], context.title
    ('예산은 50억원이다.', 3, '한빛시, 도서관 짓는다')
    """

    def __init__(self, doc: Document) -> None:
        self._doc = doc
        self._line_starts = [0, *(index + 1 for index, char in enumerate(doc.text) if char == "\n")]
        self._view: TextView = normalize_view(doc.text)
        self._sentences: tuple[Sentence, ...] = split_sentences(self._view.text)
        self._places = [self._view.locate(sentence.span) for sentence in self._sentences]
        self._starts = [place.start for place in self._places]
        heading = None if doc.title else find_heading(self._view.text)
        self.title = doc.title or (self._view.locate(heading.title).of(doc.text) if heading else None)
        """What stands beside the text as its title, else its headline; None where it has neither."""

    def at(self, span: Span) -> Json:
        """The fields of a fact with that span, in their order."""
        line = bisect_right(self._line_starts, span.start)
        day = self._doc.reference_date
        return {
            "title": self.title,
            "reference_date": day.isoformat() if day else None,
            "line": line,
            "column": span.start - self._line_starts[line - 1] + 1,
            "sentence": self._sentence(span),
        }

    def _sentence(self, span: Span) -> str | None:
        """The sentence that holds the span, or from the first to the last that it touches, as they stand."""
        if not self._places:
            return None
        first = max(0, bisect_right(self._starts, span.start) - 1)
        last = max(first, bisect_right(self._starts, max(span.start, span.end - 1)) - 1)
        return Span(self._places[first].start, max(self._places[last].end, span.end)).of(self._doc.text)


def extra_fields(context: bool, keep: Sequence[str]) -> tuple[str, ...]:
    """The fields that stand behind those of a fact's kind: of the context, then what is kept."""
    return (*(name for name in (CONTEXT_FIELDS if context else ()) if name not in keep), *keep)


def add_extras(records: Iterable[Json], doc: Document, *, context: bool, keep: Sequence[str]) -> tuple[Json, ...]:
    """The records with the fields that `extra_fields` names."""
    records = tuple(records)
    kept = dict(zip(keep, doc.kept, strict=False))
    if not records or not (context or keep):
        return records
    found = Context(doc) if context else None
    return tuple(
        record | (found.at(Span(record["start"], record["end"])) if found else {}) | kept for record in records
    )


def check_names(keep: Sequence[str], fields: Iterable[str], *, context: bool) -> None:
    """Raises UsageError where what is kept would take the place of a fact's own field."""
    taken = {*fields, *(name for name in (CONTEXT_FIELDS[1:] if context else ()))}
    for name in keep:
        if name in taken:
            raise UsageError(f"--keep {name}: facts have a field of that name; rename the column first")
    if len(set(keep)) < len(keep):
        raise UsageError("--keep: names a column twice")
