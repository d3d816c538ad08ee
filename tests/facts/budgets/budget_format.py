"""The documents of tests/facts/budgets/texts: a text with its amounts marked, and every slot of each budget.

    @date 2023-11-20              the reference date
    @held-out                     written after the rules; reported apart
    the text, with «the amounts that are budgets» marked; any other amount must not be one
    ===
    amount=400 period=2024/2026 payer=나주시 funding=["국비"] …      one line a mark, in order; a slot left out is null

`a|b` accepts either reading, where a careful reader could give both.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gwangju_ai_cli.model import Fact
from tests.corpus_format import read_marked

BUDGET_DIR = Path(__file__).parent / "texts"
SLOTS = ("amount", "period", "payer", "project", "phase", "status", "funding", "role", "parts")
_VALUE = r'(?:"[^"]*"|\[[^\]]*\]|[^\s|"\[]+)'
_FIELD = re.compile(rf"(\w+)=({_VALUE}(?:\|{_VALUE})*)")


@dataclass(frozen=True)
class Document:
    """A marked text with its gold: for each marked span, the readings that each slot accepts."""

    name: str
    text: str
    date: str | None
    held_out: bool
    gold: tuple[tuple[tuple[int, int], dict[str, list[Any]]], ...]


@dataclass
class Score:
    """Amounts found and slots right in one document, with what is wrong in words."""

    gold: int = 0
    found: int = 0
    hits: int = 0
    slots: int = 0
    slots_right: int = 0
    problems: list[str] = field(default_factory=list)


def read_document(path: Path) -> Document:
    """One document of tests/facts/budgets/texts."""
    date, held_out, text, rows = read_marked(path)
    return Document(path.stem, text, date, held_out, tuple((span, dict(_readings(row))) for span, row in rows))


def read_documents() -> tuple[Document, ...]:
    """All documents, in the order of their names."""
    return tuple(read_document(path) for path in sorted(BUDGET_DIR.glob("*.txt")))


def _readings(line: str) -> Iterable[tuple[str, list[Any]]]:
    for name, raw in _FIELD.findall(line):
        values: list[Any] = []
        for piece in re.findall(_VALUE, raw):
            for part in piece.strip('"').split("|") if piece.startswith('"') else [piece]:
                if name in ("amount", "funding", "parts") or part == "null":
                    values.append(json.loads(part))
                else:
                    values.append(part)
        yield name, values


def slot_of(fact: Fact, name: str) -> Any:
    """A fact's slot in the form of the gold: the period's value, the sources of the funding."""
    value = fact.to_dict()[name]
    if name == "period":
        return value and value["value"]
    if name == "funding":
        return [source["source"] for source in value]
    return value


def score(document: Document, facts: Iterable[Fact]) -> Score:
    """How well `facts` agree with a document's gold; a missed budget has every slot wrong."""
    out = Score(gold=len(document.gold))
    by_span = {(fact.start, fact.end): fact for fact in facts}
    out.found = len(by_span)
    wanted = {span for span, _ in document.gold}
    out.problems += [f"spurious {fact.text!r} ({fact.rule})" for span, fact in by_span.items() if span not in wanted]
    for span, gold in document.gold:
        fact = by_span.get(span)
        out.slots += len(SLOTS)
        if fact is None:
            out.problems.append(f"missed {document.text[slice(*span)]!r}")
            continue
        out.hits += 1
        for name in SLOTS:
            nothing: list[Any] = [[]] if name in ("funding", "parts") else [None]
            accepted = gold.get(name, nothing)
            value = slot_of(fact, name)
            if value in accepted:
                out.slots_right += 1
            else:
                out.problems.append(f"{fact.text!r} ({fact.rule}): {name} is {value!r}, not {accepted!r}")
    return out
