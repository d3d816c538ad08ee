"""The documents of texts/: a text with the predicates of its events marked, and every slot of each event.

    @date 2023-11-20              the reference date
    @held-out                     written after the rules, never tuned to; reported apart
    the text, with «the predicates» marked; whatever else is found there is spurious
    ===
    type | actors; in any order | object | place | date | status         one line a mark, in order; `-` is null

`a^b` accepts either reading, where careful readers could give both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from gwangju_ai_cli.model import Fact
from tests.corpus_format import read_marked

EVENT_DIR = Path(__file__).parent / "texts"
SLOTS = ("object", "place", "date", "status")


@dataclass(frozen=True)
class Gold:
    """One event as careful readers see it: for each slot the readings that they accept."""

    span: tuple[int, int]
    types: frozenset[str]
    actors: frozenset[str]
    slots: dict[str, frozenset[str | None]]


@dataclass(frozen=True)
class Document:
    """A marked text with its events."""

    name: str
    text: str
    date: str | None
    held_out: bool
    gold: tuple[Gold, ...]


@dataclass
class Score:
    """Counts over one or more documents; `right` counts by slot among events whose span and type are right."""

    gold: int = 0
    found: int = 0
    typed: int = 0
    exact: int = 0
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SLOTS, 0))
    actors: tuple[int, int, int] = (0, 0, 0)
    problems: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.gold + other.gold,
            self.found + other.found,
            self.typed + other.typed,
            self.exact + other.exact,
            {slot: self.right[slot] + other.right[slot] for slot in SLOTS},
            (
                self.actors[0] + other.actors[0],
                self.actors[1] + other.actors[1],
                self.actors[2] + other.actors[2],
            ),
            self.problems + other.problems,
        )

    def _f1(self, hits: int) -> float:
        return 2 * hits / max(1, self.found + self.gold)

    @property
    def type_f1(self) -> float:
        """F1 of events with the right predicate and type."""
        return self._f1(self.typed)

    @property
    def object_f1(self) -> float:
        """F1 of events with the right predicate, type and object."""
        return self._f1(self.right["object"])

    def rate(self, slot: str) -> float:
        """How many of the events with the right predicate and type have the right value in `slot`."""
        return self.right[slot] / max(1, self.typed)

    @property
    def actor_f1(self) -> float:
        """F1 of single actors over the events with the right predicate and type."""
        hits, found, gold = self.actors
        return 2 * hits / max(1, found + gold)

    def __str__(self) -> str:
        return (
            f"{self.gold} events, {self.found} found: type {self.type_f1:.3f}, object {self.object_f1:.3f}, "
            f"date {self.rate('date'):.3f}, status {self.rate('status'):.3f}, place {self.rate('place'):.3f}, "
            f"actors {self.actor_f1:.3f}, exact spans {self.exact}/{self.typed}"
        )


def read_document(path: Path) -> Document:
    """One document of tests/facts/events/texts."""
    date, held_out, text, rows = read_marked(path)
    return Document(path.stem, text, date, held_out, tuple(_gold(span, row, path.name) for span, row in rows))


def read_documents() -> tuple[Document, ...]:
    """All documents, in the order of their names."""
    return tuple(read_document(path) for path in sorted(EVENT_DIR.glob("*.txt")))


def _gold(span: tuple[int, int], row: str, name: str) -> Gold:
    cells = [cell.strip() for cell in row.split(" | ")]
    if len(cells) != 6:
        raise ValueError(f"{name}: {len(cells)} cells, not 6: {row!r}")
    kinds, actors, *slots = cells
    return Gold(
        span,
        frozenset(kinds.split("^")),
        frozenset(actor.strip() for actor in actors.split(";") if actor.strip() != "-"),
        {
            slot: frozenset(None if reading == "-" else reading for reading in cell.split("^"))
            for slot, cell in zip(SLOTS, slots, strict=True)
        },
    )


def score(document: Document, facts: Iterable[Fact]) -> Score:
    """How well `facts` agree with a document's gold: an event is found where a fact's span touches its mark."""
    out = Score(gold=len(document.gold))
    left = {(fact.start, fact.end): fact.to_dict() for fact in facts}
    out.found = len(left)
    hits = found = wanted = 0
    for gold in document.gold:
        wanted += len(gold.actors)
        start, end = gold.span
        marked = document.text[start:end]
        over = next((span for span in left if span[0] < end and start < span[1]), None)
        if over is None:
            out.problems.append(f"{document.name}: missed {marked!r} ({'/'.join(sorted(gold.types))})")
            continue
        fact = left.pop(over)
        if fact["event_type"] not in gold.types:
            out.problems.append(f"{document.name}: {marked!r} is {fact['event_type']}, not {'/'.join(gold.types)}")
            continue
        out.typed += 1
        out.exact += over == gold.span
        if over != gold.span:
            out.problems.append(f"{document.name}: {marked!r}: span {fact['text']!r}")
        for slot, accepted in gold.slots.items():
            if fact[slot] in accepted:
                out.right[slot] += 1
            else:
                readings = "^".join(str(value) for value in accepted)
                out.problems.append(f"{document.name}: {marked!r}: {slot} is {fact[slot]!r}, not {readings!r}")
        hits += len(gold.actors & set(fact["actors"]))
        found += len(fact["actors"])
        if gold.actors != set(fact["actors"]):
            out.problems.append(f"{document.name}: {marked!r}: actors {fact['actors']}, not {sorted(gold.actors)}")
    for fact in left.values():
        out.problems.append(f"{document.name}: spurious {fact['text']!r} ({fact['rule']}, {fact['object']!r})")
    out.actors = (hits, found, wanted)
    return out
