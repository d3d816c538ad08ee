"""Whose office a title is where the text names the body elsewhere: 시장 of the city, 총장 of the university."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from gwangju_ai_cli.coreference import local_body, meant, mentions
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names.heads import load_heads
from gwangju_ai_cli.vocab import load_vocab

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis
    from gwangju_ai_cli.model import PersonMention

_LONGEST = 6


@cache
def _offices() -> dict[str, tuple[tuple[str, bool], ...]]:
    """The nouns of the bodies that a title is of, each with whether the text must have one such body only."""
    out: dict[str, tuple[tuple[str, bool], ...]] = {}
    for row in load_vocab("offices"):
        out[row["title"]] = (*out.get(row["title"], ()), (row["noun"], row["how"] == "sole"))
    return out


def pointed_body(analysis: Analysis, phrase: Span, title: Span) -> str | None:
    """The body that a title phrase points back to: `이 대학` of ‘이 대학 총장’; None for nobody."""
    said = Span(phrase.start, title.start).of(analysis.text).rstrip()
    found = meant(analysis, Span(phrase.start, phrase.start + len(said)), ("org",)) if said else ()
    return found[0].name if len(found) == 1 else None


def body_of(analysis: Analysis, mention: PersonMention) -> str | None:
    """The body of which somebody is the head or a member by the title alone, or None.

    The mayor is of the city that the text tells of up to there, or else of the only one that it names at all.
    """
    if mention.title is None or mention.former:
        return None
    title = mention.title.of(analysis.text)
    index = mentions(analysis, ("org",))
    for noun, alone in _nouns(title):
        sole = index.sole(noun)
        if sole is not None:
            return sole.name
        if alone:
            continue
        found = index.antecedent(noun, mention.span.start) or local_body(analysis, noun, mention.span.start)
        if found is not None:
            return found.name
    return None


def _nouns(title: str) -> tuple[tuple[str, bool], ...]:
    """What the body of a title is called: 시 of 시장, 협회 of 협회장."""
    for size in range(min(_LONGEST, len(title)), 1, -1):
        known = _offices().get(title[-size:])
        if known is not None:
            return known
    body = title.removesuffix("장")
    return ((body, True),) if body != title and len(body) > 1 and body in load_heads() else ()
