"""Where a happening takes place."""

from __future__ import annotations

from functools import cache

import regex

from gwangju_ai_cli.facts.events.arguments import Arguments
from gwangju_ai_cli.facts.events.lexicon import BUILDING, senses
from gwangju_ai_cli.facts.events.names import mentions_in
from gwangju_ai_cli.facts.events.words import ending, role
from gwangju_ai_cli.korean.clauses import Phrase
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.vocab import alternation, load_vocab

_LENGTH = regex.compile(r"[0-9]\S*\s?만$")
_SITED = BUILDING | {"establishment", "opening", "investment", "holding"}
"""What has a site, that stands with 에: 부지에 짓는다."""


@cache
def _place_end() -> regex.Pattern[str]:
    heads = {row["head"] for row in load_vocab("place_heads")} | role("place")
    return regex.compile(f"(?:{alternation(tuple(heads))})$")


def place_of(arguments: Arguments, theme: Span | None) -> Span | None:
    """What stands with 에서, for what has a site also with 에; not meetings, contests and other no places."""
    for phrase in reversed(arguments.phrases):
        base = phrase.particle.rstrip("는도만")
        if base not in ("에서", "서") and not (base == "에" and arguments.kind in _SITED):
            continue
        span = arguments.trimmed(phrase.span)
        if (theme is not None and span.overlaps(theme)) or arguments.is_empty(span):
            continue
        words = span.of(arguments.text)
        if ending("no_place").search(words) or words.rpartition(" ")[2] in senses():
            continue  # "2공장 증설에 960억원을": what the money is for
        if _is_place(arguments, span, base):
            return _with_owner(arguments, span, phrase)
    return None


def _is_place(arguments: Arguments, span: Span, base: str) -> bool:
    named = mentions_in(arguments.analysis, span)
    body = bool(named) and named[-1][0] == "org" and named[-1][2].end == span.end
    if base != "에" and not body:
        return True
    if _LENGTH.search(span.of(arguments.text)):
        return False  # "첫 삽을 뜬 지 4년 만에"
    if body and base == "에" and arguments.kind != "investment":
        return False
    return any(kind == "place" for kind, _, _ in named) or bool(_place_end().search(span.of(arguments.text)))


def _with_owner(arguments: Arguments, span: Span, phrase: Phrase) -> Span:
    """A place with the genitive before it: 평화의 전당."""
    before = arguments.happening.tree.phrases[phrase.index - 1] if phrase.index else None
    if before is None or before.case != "genitive" or span.start != phrase.span.start:
        return span
    own = arguments.trimmed(before.span)
    return Span(own.start, span.end) if own.start < own.end else span
