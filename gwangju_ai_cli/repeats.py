"""The same said twice: a headline and its lead, figures and the Hangul in parentheses after them.

Facts that say what an earlier one of the document says already get its span as `same_as`. Equal values alone are no
proof (국비 50억원, 시비 50억원): one has to stand in the head of the text and the other in its lead, or both side by
side. A kind that knows better sets `same_as` itself, and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from gwangju_ai_cli.heading import Heading, find_heading
from gwangju_ai_cli.model import (
    BudgetFact,
    DateFact,
    EventFact,
    Fact,
    MoneyFact,
    QuantityFact,
    QuoteFact,
    Span,
)

_BESIDE = re.compile(r"정?\s?[(（]\s?(?:금|일금)?\s?")
_LONGEST_BESIDE = 6
_KEYS: Mapping[type[Fact], Callable[[Any], Hashable]] = {
    MoneyFact: lambda fact: (fact.amount, fact.amount_max, fact.currency, fact.modifier),
    DateFact: lambda fact: (fact.value, fact.type, fact.start_time, fact.end_time, fact.modifier),
    QuantityFact: lambda fact: (fact.value, fact.value_max, fact.unit, fact.modifier),
    QuoteFact: lambda fact: "".join(fact.text.split()),
    EventFact: lambda fact: (fact.object, fact.event_type, fact.status),
    # 국비 50억원, 시비 50억원 are two: a source is part of what a budget says.
    BudgetFact: lambda fact: (fact.amount, fact.amount_max, fact.currency, tuple(f.source for f in fact.funding)),
}


def mark_repeats(facts: Iterable[Fact], text: str) -> list[Fact]:
    """The facts, in their order, those that repeat an earlier one with its span.

    Spans are offsets of `text`.

    >>> from gwangju_ai_cli import extract
    >>> text = "한빛시, 도서관에 50억원\\n\\n한빛시는 도서관에 오십억원을 쓴다."
    >>> [fact.to_dict()["same_as"] for fact in extract(text, kinds=["money"]).facts]
    [None, [10, 14]]
    """
    out = list(facts)
    order = sorted(range(len(out)), key=lambda index: (out[index].start, out[index].end))
    heading = find_heading(text)
    firsts: dict[tuple[str, Hashable], list[tuple[int, Span]]] = {}
    before: Fact | None = None
    for index in order:
        fact = out[index]
        value = _value(fact)
        if value is None:
            continue
        key = fact.kind, value
        same = fact.same_as or _beside(before, key, fact, text)
        zone = _zone(heading, fact) if heading else None
        if zone is not None:
            seen = firsts.setdefault(key, [])
            # One a line: "국비 50억원, 시비 50억원" under "국비 50억원" repeats it once.
            if same is None and seen and all(zone != other for other, _ in seen):
                same = seen[0][1]
            seen.append((zone, fact.span))
        if same is not None and fact.same_as is None:
            out[index] = replace(fact, same_as=same)
        before = out[index]
    return out


def _value(fact: Fact) -> Hashable | None:
    """What a fact says, to compare; None for kinds that say it once anyway, and where it says nothing."""
    key = _KEYS.get(type(fact))
    value = key(fact) if key else None
    return None if isinstance(value, tuple) and value[0] is None else value


def _zone(heading: Heading, fact: Fact) -> int | None:
    """The line of the head, or the lead behind them, that a fact stands in; None further down."""
    for number, span in enumerate((*heading.lines, heading.lead)):
        if span.start <= fact.start and fact.end <= span.end:
            return number
    return None


def _beside(before: Fact | None, key: tuple[str, Hashable], fact: Fact, text: str) -> Span | None:
    """The span of the fact right before this one, where this one says it again in parentheses."""
    if before is None or (before.kind, _value(before)) != key or fact.start - before.end > _LONGEST_BESIDE:
        return None
    between = text[before.end : fact.start]
    return (before.same_as or before.span) if _BESIDE.fullmatch(between) else None


def fold_repeats(facts: Iterable[Fact]) -> tuple[list[Fact], dict[int, list[Span]]]:
    """The facts that say something new, and, by the place of each in that list, the spans that say it again.

    A repeat whose first fact is not among them stays.
    """
    all_facts = list(facts)
    spans = {(fact.kind, fact.span) for fact in all_facts if fact.same_as is None}
    new = [fact for fact in all_facts if fact.same_as is None or (fact.kind, fact.same_as) not in spans]
    places = {(fact.kind, fact.span): index for index, fact in reversed(list(enumerate(new)))}
    again: dict[int, list[Span]] = {}
    for fact in all_facts:
        if fact.same_as is not None and (fact.kind, fact.same_as) in spans:
            again.setdefault(places[fact.kind, fact.same_as], []).append(fact.span)
    return new, again
