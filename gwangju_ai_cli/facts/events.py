"""Events: what somebody did or is to do, as a predicate with its actors, object, place and date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.happening import lexicon
from gwangju_ai_cli.happening.finding import happenings
from gwangju_ai_cli.happening.model import Happening
from gwangju_ai_cli.happening.roles import roles_of
from gwangju_ai_cli.happening.status import status_of
from gwangju_ai_cli.happening.times import when
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import Column, EventFact, Fact, Mention, Rejection

TRIGGER = lexicon.TRIGGER
COLUMNS = (
    Column("유형", lambda fact: fact.event_type, ratio=2),
    Column("누가", lambda fact: ", ".join(fact.actors), ratio=3),
    Column("무엇을", lambda fact: fact.object or "", ratio=3),
    Column("어디", lambda fact: fact.place or "", ratio=2),
    Column("언제", lambda fact: fact.date or "", ratio=2),
    Column("상태", lambda fact: {"done": "완료", "planned": "예정"}.get(fact.status or "", ""), ratio=1),
    Column("원문", lambda fact: fact.text, ratio=2),
)


def detect(analysis: Analysis) -> Iterable[Mention]:
    """Every predicate that stands for an event that happened or is to happen."""
    for sentence in analysis.triggered(TRIGGER):
        for happening in happenings(analysis, sentence):
            yield Mention("event", happening.span, f"event.{happening.sense.event_type}", reading=happening)


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """The event with the roles that its clause, or the chain of clauses before it, gives."""
    analysis = context.analysis
    happening: Happening = mention.reading
    moment = when(analysis, happening)
    roles = roles_of(analysis, happening)
    evidence = roles.evidence | ({"date": moment.span} if moment else {})
    return EventFact(
        source=analysis.doc.source,
        start=mention.span.start,
        end=mention.span.end,
        text=mention.span.of(analysis.text),
        rule=mention.rule,
        event_type=happening.sense.event_type,
        actors=roles.actors,
        object=roles.object,
        place=roles.place,
        date=moment.value if moment else None,
        status=status_of(analysis, happening, moment),
        evidence=evidence,
    )


def link(facts: tuple[Fact, ...], analysis: Analysis) -> tuple[Fact, ...]:
    """The events, headlines with the status of what they announce: their noun has no tense of its own."""
    events = [fact for fact in facts if isinstance(fact, EventFact)]
    return tuple(_told(event, events[index + 1 :]) for index, event in enumerate(events))


def _told(event: EventFact, later: list[EventFact]) -> EventFact:
    if event.status is not None or event.text[-1:] == "다":
        return event
    same = next((other for other in later if other.event_type == event.event_type and other.status), None)
    if same is not None:
        return replace(event, status=same.status)
    return replace(event, status="done") if event.event_type in _AT_ONCE and event.date is None else event


_AT_ONCE = frozenset(("agreement", "approval", "appointment", "award", "selection", "announcement", "resignation"))
