"""From text to readings: finds each time expression of a sentence and says what it names, unresolved.

One scan finds where an expression can begin; from there small patterns are tried in the order in which Korean
puts a date together. Offsets are those of the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gwangju_ai_cli.dating import lexicon as lex
from gwangju_ai_cli.dating.drafts import Found
from gwangju_ai_cli.dating.joining import read_expression, read_recurring
from gwangju_ai_cli.dating.near_misses import near_miss
from gwangju_ai_cli.model import Span


def parse(text: str, start: int, end: int) -> Iterator[Found]:
    """The time expressions between two offsets, left to right, without overlap."""
    pos = start
    heads = lex.head_pattern()
    while match := heads.search(text, pos, end):
        kind = match.lastgroup or ""
        found = None
        if kind == "blocked":
            found = Found(Span(*match.span()), "date.block.name", None, {})
        elif kind == "every":
            found = read_recurring(text, match, end)
        else:
            found = near_miss(text, match, kind) or read_expression(text, match.start(), end, kind)
        if found is not None:
            yield found
            pos = max(found.span.end, match.start() + 1)
        elif kind == "num":
            pos = _skip_number(text, match.start())
        else:
            pos = match.end() if kind == "word" else match.start() + 1


_RUN = re.compile(r"['’‘]?\d+(?:[.,]\d+)*")


def _skip_number(text: str, pos: int) -> int:
    run = _RUN.match(text, pos)
    return run.end() if run else pos + 1
