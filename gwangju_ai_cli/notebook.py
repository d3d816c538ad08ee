"""Facts as a notebook shows them: the text with marks, each with what it says."""

from __future__ import annotations

from html import escape
from itertools import pairwise

from gwangju_ai_cli.model import EntityFact, Fact, Facts, IssueFact, Json, Span

_LARGEST = 20_000
"""Characters that are shown: a notebook keeps what it shows."""
_COLORS = {"money": "#fde68a", "budget": "#fcd34d", "date": "#bfdbfe", "org": "#bbf7d0", "person": "#fbcfe8"}
_COLOR = "#e5e7eb"
_COMMON = frozenset({"kind", "source", "start", "end", "text", "rule", "page", "same_as", "evidence", "mentions"})


def marked_text(facts: Facts) -> str:
    """The document's text as HTML, with a `mark` wherever a fact stands; its tip says which facts and their values.

    >>> from gwangju_ai_cli import extract
    >>> "<mark" in marked_text(extract("예산 50억원 <b>", kinds=["money"])), "<b>" in marked_text(extract("<b>"))
    (True, False)
    """
    text = facts.document.text[:_LARGEST]
    spans = [(span.start, span.end, fact) for fact in facts for span in _places(fact) if span.start < span.end]
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end) if edge < len(text))})
    pieces: list[str] = []
    for start, end in pairwise(edges):
        # The shortest of those that overlap gives the colour.
        here = sorted((span for span in spans if span[0] <= start and end <= span[1]), key=lambda s: s[1] - s[0])
        piece = escape(text[start:end])
        if here:
            tip = escape("\n".join(_said(fact) for _, _, fact in here))
            color = _COLORS.get(here[0][2].kind, _COLOR)
            piece = f'<mark style="background:{color};color:#111" title="{tip}">{piece}</mark>'
        pieces.append(piece)
    more = "…" if len(facts.document.text) > _LARGEST else ""
    head = escape(repr(facts).removeprefix("Facts"))
    return f'<div><small>{head}</small><div style="white-space:pre-wrap">{"".join(pieces)}{more}</div></div>'


def _places(fact: Fact) -> tuple[Span, ...]:
    more = fact.mentions if isinstance(fact, EntityFact) else fact.spans if isinstance(fact, IssueFact) else ()
    return more or (fact.span,)


def _said(fact: Fact) -> str:
    """A fact's fields that say something, in a line."""
    record: Json = fact.to_dict()
    said = [f"{name}={value}" for name, value in record.items() if name not in _COMMON and value not in (None, [], {})]
    return f"{fact.kind}: {', '.join(said)}"
