"""A sentence with each figure shrunk to one sign, so that a pattern can speak of figures and grammar alone.

`국비 30억원과 시비 20억원 등 총 50억원` becomes `국비 ¤과 시비 ¤ 등 총 ¤`, where ¤ stands for MONEY. A pattern over
such a text needs to know neither numerals nor dates, and the signs lead back to the facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import regex

from gwangju_ai_cli.analysis import SEARCH_TIMEOUT_S, Analysis
from gwangju_ai_cli.model import DateFact, Fact, MoneyFact, QuantityFact, Sentence, Span

MONEY, COUNT, PERCENT, POINT, RANGE, LENGTH, CLOCK = (
    "\ue000",
    "\ue001",
    "\ue002",
    "\ue003",
    "\ue004",
    "\ue005",
    "\ue006",
)
FIGURE = f"[{MONEY}{COUNT}]"
WITHIN = r"\s?(?:중|가운데)(?:에서|에)?(?=[\s,]),?\s?"
"""Of a whole (500명 중 …), not the first syllable of a word (7개 중대)."""
ANY_SIGN = f"[{MONEY}{COUNT}{PERCENT}{POINT}{RANGE}{LENGTH}{CLOCK}]"


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The shrunk text of a stretch; `offsets[i]` is where its character i begins in the view.

    `stopped` is told where a pattern took too long for it.
    """

    text: str
    offsets: tuple[int, ...]
    facts: dict[int, Fact]
    stopped: Callable[[Span], object] = field(default=lambda _: None, repr=False)

    def finditer(self, pattern: regex.Pattern[str]) -> Iterator[regex.Match[str]]:
        """Matches of a pattern over the shrunk text, under the time limit."""
        try:
            yield from pattern.finditer(self.text, timeout=SEARCH_TIMEOUT_S)
        except TimeoutError:
            self.stopped(Span(self.offsets[0], self.offsets[-1]))

    def match(self, pattern: regex.Pattern[str]) -> regex.Match[str] | None:
        """The match of a pattern at the beginning of the shrunk text, under the time limit."""
        try:
            return pattern.match(self.text, timeout=SEARCH_TIMEOUT_S)
        except TimeoutError:
            self.stopped(Span(self.offsets[0], self.offsets[-1]))
            return None

    def fact(self, match: regex.Match[str], group: str) -> Fact | None:
        """The fact whose sign the group matched; None where the group took no part."""
        return self.facts.get(match.start(group)) if match.start(group) >= 0 else None

    def captured(self, match: regex.Match[str], group: str) -> tuple[Fact, ...]:
        """The facts of every repetition of a group, in order."""
        return tuple(self.facts[start] for start in match.starts(group) if start in self.facts)

    def span(self, start: int, end: int) -> Span:
        """The view's span of a stretch of the shrunk text."""
        return Span(self.offsets[start], self.offsets[end])


def sign_of(fact: Fact) -> str | None:
    """The sign that stands for a fact; None for a kind that claims are not made of."""
    if isinstance(fact, MoneyFact):
        return MONEY
    if isinstance(fact, QuantityFact):
        return PERCENT if fact.unit in ("%", "%p") else COUNT
    if isinstance(fact, DateFact):
        if fact.start_time and fact.end_time:
            return CLOCK
        return {"date": POINT, "range": RANGE, "duration": LENGTH}.get(fact.type)
    return None


def figures(analysis: Analysis, kinds: Sequence[str]) -> tuple[Fact, ...]:
    """Facts of several kinds in document order; where two share a character the longer stays."""
    found = [fact for kind in kinds for fact in analysis.facts(kind) if sign_of(fact)]
    found.sort(key=lambda fact: (fact.start, -fact.end))
    kept: list[Fact] = []
    for fact in found:
        if kept and kept[-1].end > fact.start:
            if fact.end - fact.start > kept[-1].end - kept[-1].start:
                kept[-1] = fact
            continue
        kept.append(fact)
    return tuple(kept)


def shrink(
    text: str, span: Span, facts: Sequence[Fact], stopped: Callable[[Span], object] = lambda _: None
) -> Skeleton:
    """The skeleton of `span`; facts beyond it are left aside.

    >>> fact = MoneyFact(source="-", start=2, end=5, text="5억원", rule="x", amount=None)
    >>> shrink("총 5억원.", Span(0, 6), [fact]).text == f"총 {MONEY}."
    True
    """
    pieces: list[str] = []
    offsets: list[int] = []
    placed: dict[int, Fact] = {}
    at = span.start
    for fact in facts:
        if fact.start < at or fact.end > span.end:
            continue
        pieces.append(text[at : fact.start])
        offsets.extend(range(at, fact.start))
        placed[len(offsets)] = fact
        pieces.append(sign_of(fact) or "")
        offsets.append(fact.start)
        at = fact.end
    pieces.append(text[at : span.end])
    offsets.extend(range(at, span.end + 1))
    return Skeleton("".join(pieces), tuple(offsets), placed, stopped)


_KINDS = ("money", "quantity", "date")


def sentence_skeletons(analysis: Analysis) -> tuple[tuple[Sentence, Skeleton], ...]:
    """Each sentence that holds a figure, shrunk. Computed once a document: ask through `analysis.memo`."""
    out: list[tuple[Sentence, Skeleton]] = []
    facts = figures(analysis, _KINDS)
    at = 0
    for sentence in analysis.sentences:
        inside: list[Fact] = []
        while at < len(facts) and facts[at].start < sentence.span.end:
            inside.append(facts[at])
            at += 1
        if inside:
            out.append((sentence, shrink(analysis.text, sentence.span, inside, analysis.note_stopped)))
    return tuple(out)
