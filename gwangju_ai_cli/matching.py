"""What a fact module is, rules as patterns, and the one policy for overlapping mentions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import regex

from gwangju_ai_cli.errors import FAULTS, describe_fault
from gwangju_ai_cli.model import Column, Fact, Mention, Notice, Rejection, Span

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis


@dataclass(frozen=True, slots=True)
class Context:
    """What `normalize` may look at: the document's analysis and the facts of this kind before the mention."""

    analysis: Analysis
    previous: list[Fact]


class FactModule(Protocol):
    """What a module in `facts/` provides. `link(facts, analysis)` is optional: merging, coreference.
    So is `mentions(analysis)`: where its entities are mentioned, for kinds that ask for no more.

    `TRIGGER` is a necessary condition for any fact of the kind, cheap to search; None where there is none.
    `normalize` gets the mentions that `resolve` kept, in document order.
    """

    TRIGGER: regex.Pattern[str] | None
    COLUMNS: tuple[Column, ...]

    def detect(self, analysis: Analysis) -> Iterable[Mention]:
        """Every mention that some rule sees, overlapping or not."""

    def normalize(self, mention: Mention, context: Context) -> Fact | Rejection:
        """The mention's value, or why it has none."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with a stable id. Named groups that matched become the mention's slots.

    The span is the group `span` where the pattern has one, else the whole match.
    """

    id: str
    pattern: regex.Pattern[str]
    order: int = 0
    blocker: bool = False
    static: Mapping[str, Any] = field(default_factory=dict)

    def mention(self, kind: str, match: regex.Match[str]) -> Mention:
        """The mention that a match of the pattern stands for."""
        groups = match.re.groupindex
        slots = {name: Span(*match.span(name)) for name in groups if match.start(name) >= 0}
        span = slots.pop("span", None) or Span(*match.span())
        return Mention(kind, span, self.id, slots, self.order, self.blocker, self.static or None)


def scan(kind: str, rules: Iterable[Rule], analysis: Analysis, trigger: regex.Pattern[str] | None) -> Iterator[Mention]:
    """Every match of every rule in the sentences that pass the trigger."""
    rules = tuple(rules)
    for sentence in analysis.triggered(trigger):
        for rule in rules:
            for match in analysis.finditer(rule.pattern, sentence.span):
                yield rule.mention(kind, match)


def resolve(mentions: Iterable[Mention]) -> tuple[list[Mention], list[Rejection]]:
    """The mentions that stand, in document order, and those that another one overlaps.

    The longer span wins, then the earlier start, then the rule's order, then its id: a total order,
    so that the outcome never hangs on the order of detection.

    >>> kept, dropped = resolve([Mention("date", Span(3, 5), "date.day"), Mention("date", Span(0, 5), "date.range")])
    >>> [mention.rule for mention in kept], dropped[0].reason
    (['date.range'], 'overlapped by date.range')
    """
    ranked = sorted(mentions, key=lambda m: (m.span.start - m.span.end, m.span.start, m.order, m.rule))
    kept: list[Mention] = []
    starts: list[int] = []
    dropped: list[Rejection] = []
    for mention in ranked:
        at = bisect_left(starts, mention.span.start)
        rival = next(
            (kept[i] for i in (at - 1, at) if 0 <= i < len(kept) and kept[i].span.overlaps(mention.span)), None
        )
        if rival is None and mention.span.start < mention.span.end:
            starts.insert(at, mention.span.start)
            kept.insert(at, mention)
        elif rival is not None and (rival.span, rival.rule) != (mention.span, mention.rule):
            reason = f"blocked by {rival.rule}" if rival.blocker else f"overlapped by {rival.rule}"
            dropped.append(Rejection(mention.kind, mention.span, mention.rule, reason))
    return kept, dropped


def _normalized(module: FactModule, mention: Mention, context: Context) -> Fact | Rejection:
    """What the module makes of a mention; a mistake in that costs this one fact."""
    analysis = context.analysis
    try:
        return module.normalize(mention, context)
    except FAULTS as error:
        if not analysis.guards:
            raise
        span = analysis.view.locate(mention.span)
        said = describe_fault(error)
        analysis.notices.append(Notice(analysis.doc.source, span, f"{said}; its {mention.kind} is missing", fault=True))
        return Rejection(mention.kind, mention.span, mention.rule, said)


def run(module: FactModule, kind: str, analysis: Analysis) -> tuple[tuple[Fact, ...], tuple[Rejection, ...]]:
    """All facts of one kind in a document, with what was rejected and why."""
    if not analysis.passes(module.TRIGGER):
        return (), ()
    kept, rejections = resolve(module.detect(analysis))
    facts: list[Fact] = []
    context = Context(analysis, facts)
    for mention in kept:
        if mention.blocker:
            rejections.append(Rejection(kind, mention.span, mention.rule, "blocker"))
            continue
        outcome = _normalized(module, mention, context)
        if isinstance(outcome, Rejection):
            rejections.append(outcome)
        else:
            facts.append(outcome)
    link = getattr(module, "link", None)
    linked = tuple(link(tuple(facts), analysis)) if link else tuple(facts)
    return linked, tuple(rejections)
