"""The roles of a happening: actors, object and place."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.events.arguments import Arguments
from gwangju_ai_cli.facts.events.doers import actors_of_happening
from gwangju_ai_cli.facts.events.model import Happening
from gwangju_ai_cli.facts.events.names import mentions_in
from gwangju_ai_cli.facts.events.sites import place_of
from gwangju_ai_cli.facts.events.themes import theme_of
from gwangju_ai_cli.model import Span

_BRACKETS = (("「", "」"), ("『", "』"), ("<", ">"), ("〈", "〉"), ("《", "》"))
_HALVES = regex.compile("[「」『』<>〈〉《》]")
_MARKS = regex.compile("['\"‘’“”]")
_PARENTHESIS = regex.compile(r"\((?:[A-Za-z0-9·&-]{2,20}|[가-힣]{2,10})\)")


@dataclass(frozen=True, slots=True)
class Roles:
    """Who, what and where, with the spans that object and place were read from."""

    actors: tuple[str, ...]
    object: str | None
    place: str | None
    evidence: dict[str, Span]


def roles_of(analysis: Analysis, happening: Happening) -> Roles:
    """The roles that a happening's own clause, or the chain before it, gives.

    What is visited is the place, and those met by name are actors: neither is the object too.
    """
    arguments = Arguments(analysis, happening)
    theme = theme_of(arguments)
    thing, place = theme.span, place_of(arguments, theme.span)
    if happening.sense.frame == "go" and thing is not None:
        thing, place = None, thing
    named = mentions_in(analysis, thing) if happening.sense.frame == "meet" and thing is not None else []
    if any(kind == "person" for kind, _, _ in named):
        thing = None
    evidence = {name: span for name, span in (("object", thing), ("place", place)) if span is not None}
    return Roles(
        tuple(dict.fromkeys(actors_of_happening(arguments, theme))),
        _written(analysis.text, thing),
        _written(analysis.text, place),
        evidence,
    )


def _written(text: str, span: Span | None) -> str | None:
    """A stretch without quotation marks, and with the short form in parentheses after it: 업무협약(MOU)."""
    if span is None:
        return None
    beside = _PARENTHESIS.match(text, span.end)
    words = _MARKS.sub("", span.of(text))
    if any(words.count(left) != words.count(right) for left, right in _BRACKETS):
        words = _HALVES.sub("", words)  # 구축사업」공모
    return (words.strip() + (beside[0] if beside else "")) or None
