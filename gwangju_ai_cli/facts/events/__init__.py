"""Events: what somebody did or is to do, as a predicate with its actors, object, place and date.

What is an event: a predicate of `vocab/event_predicates.tsv` (or an idiom, or an occasion that is held) in a main
or chained clause, before 뒤 or 것으로 알려졌다, in a relative clause with a date of its own (지난 3월 문을 연 센터);
or a noun with a date, with somebody who acts, or with 예정, 완료, 을 추진한다.

What is none: what is denied (하지 못했다), supposed (하면, 할 경우),
asked for (해 달라고), only looked into (검토), habitual (매년) or general (조정위원은 법원장이 위촉한다): nothing comes
out for it.

Span: the predicate's word, with the noun of an idiom (문을 열었다); the noun alone where 하고, 하며 follow (체결).
Actors: who acts, then partners, those met, givers. Object: the head noun phrase without dates and clauses; none for
visits, whose goal is the place, and none where those met have names. Status: null for what goes on (짓고 있다).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.events import lexicon
from gwangju_ai_cli.facts.events.detecting import happenings
from gwangju_ai_cli.facts.events.model import Happening
from gwangju_ai_cli.facts.events.retelling import mark_retold, with_status
from gwangju_ai_cli.facts.events.roles import roles_of
from gwangju_ai_cli.facts.events.status import status_of
from gwangju_ai_cli.facts.events.times import value_of, when
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import Column, EventFact, EventType, Fact, Mention, Rejection

LABELS: Mapping[EventType, str] = {
    "budgeting": "편성",
    "submission": "제출",
    "request": "요청",
    "approval": "의결·승인",
    "rejection": "삭감·부결",
    "funding": "지원·확보",
    "call": "공모·모집",
    "selection": "선정",
    "award": "수상",
    "agreement": "협약",
    "meeting": "회의",
    "visit": "방문",
    "participation": "참석",
    "holding": "개최",
    "construction": "건립",
    "groundbreaking": "착공",
    "completion": "준공",
    "opening": "개관",
    "closing": "폐쇄·종료",
    "launch": "시작·출시",
    "change": "변경",
    "establishment": "설립",
    "appointment": "임명",
    "resignation": "사임",
    "hiring": "채용",
    "death": "별세",
    "investment": "투자",
    "acquisition": "인수·매입",
    "donation": "기부",
    "announcement": "발표",
    "inspection": "점검·심사",
    "legal": "수사·재판",
    "incident": "사고·재난",
    "protest": "집회·파업",
}
"""The closed list of types with what they are called in Korean."""
TRIGGER = lexicon.TRIGGER
COLUMNS = (
    Column("유형", lambda fact: LABELS[fact.event_type], ratio=2),
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
        date=value_of(moment),
        start_date=moment.start_date if moment else None,
        end_date=moment.end_date if moment else None,
        status=status_of(analysis, happening, moment),
        evidence=evidence,
    )


def link(facts: tuple[Fact, ...], analysis: Analysis) -> tuple[Fact, ...]:
    """The events: headlines with the status of what they announce, repetitions with the span of the first."""
    return tuple(mark_retold(with_status([fact for fact in facts if isinstance(fact, EventFact)])))
