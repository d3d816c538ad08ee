"""Findings of `check` as a baseline: what is known of them, without their places."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from gwangju_ai_cli.model import IssueFact, Span
from gwangju_ai_cli.render import Layout, Result, Write

VERSION = 1


def figures_of(issue: IssueFact) -> tuple[str, ...]:
    """The figures of a finding as they are written, in text order, without spaces."""
    texts = (span.of(issue.text) for span in (_inside(issue)))
    return tuple("".join(text.split()) for text in texts)


def _inside(issue: IssueFact) -> Iterable[Span]:
    return (Span(span.start - issue.start, span.end - issue.start) for span in issue.spans)


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """One JSON object, a finding a line, so that a version control shows what came and went."""
    known: Counter[tuple[str, str, tuple[str, ...]]] = Counter()
    for result in results:
        for fact in result.facts:
            if isinstance(fact, IssueFact):
                known[fact.source, fact.code, figures_of(fact)] += 1
    rows = [
        {"source": source, "code": code, "figures": list(figures), "count": count}
        for (source, code, figures), count in sorted(known.items())
    ]
    lines = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    write(f'{{"baseline": {VERSION}, "findings": [' + (f"\n{lines}\n" if rows else "") + "]}\n")
