"""Events: what somebody did or is to do, as a predicate with its actors, object, place and date."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.clauses import Clause, Phrase, Syntax, syntax
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import (
    Column,
    DateFact,
    EntityFact,
    EventFact,
    EventStatus,
    Fact,
    Mention,
    OrgFact,
    PersonFact,
    PlaceFact,
    Rejection,
    Sentence,
    Span,
)
from gwangju_ai_cli.vocab import load_vocab

COLUMNS = (
    Column("유형", lambda fact: fact.event_type, ratio=2),
    Column("누가", lambda fact: ", ".join(fact.actors), ratio=3),
    Column("무엇을", lambda fact: fact.object or "", ratio=3),
    Column("어디", lambda fact: fact.place or "", ratio=2),
    Column("언제", lambda fact: fact.date or "", ratio=2),
    Column("상태", lambda fact: {"done": "완료", "planned": "예정"}.get(fact.status or "", ""), ratio=1),
    Column("원문", lambda fact: fact.text, ratio=2),
)

_NEGATED = regex.compile(r"지\s?(?:는|도)?\s?(?:않|못|말)|(?:^|\s)(?:안|못)\s|수 없")
# "…토록 힘을 모았다", "…하려고": what is wanted, not what happened.
_WANTED = regex.compile(r"도록|토록|게 하|려고|려는|고자")
# Conditions, alternatives, and what others are asked to do ("지정해 달라고 요청했다").
_OPEN = regex.compile(r"면|거나|든지|을지|ᆯ지|는지|더라도|어야|아야|라고|자고")
_PROGRESSIVE = regex.compile(r"고 있|[어아해] ?왔")
_PRESENT = regex.compile(r"(?:ᆫ|는)?다$")
_LEAD = regex.compile(r"(?:[\s,·'\"‘’“”]|이후\s|이번\s)+")
_MARKS = regex.compile("['\"‘’“”]")
_PARENTHESIS = regex.compile(r"\([A-Za-z0-9가-힣·,& ]{1,30}\)")


@cache
def _predicates() -> dict[str, tuple[str, regex.Pattern[str] | None]]:
    return {
        row["stem"]: (row["event_type"], regex.compile(row["object"]) if row["object"] else None)
        for row in load_vocab("event_predicates")
    }


# The stems as a text may write them; one that changes its sounds (짓다: 지었다) names its forms.
TRIGGER = regex.compile(
    r"\L<forms>",
    forms=[form for row in load_vocab("event_predicates") for form in (row["forms"] or row["stem"]).split("|")],
)


@dataclass(frozen=True, slots=True)
class _Happening:
    """A clause whose predicate stands for an event, in the syntax it belongs to."""

    event_type: str
    clause: Clause
    within: Syntax
    sentence: Sentence


def detect(analysis: Analysis) -> Iterable[Mention]:
    """Every main or coordinate clause with such a predicate, neither negated nor conditional."""
    for sentence in analysis.triggered(TRIGGER):
        tree = syntax(analysis, sentence)
        for clause in tree.clauses:
            happening = _happening(clause, tree, sentence, analysis.text)
            if happening is None:
                continue
            written = clause.predicate.of(analysis.text)
            span = Span(clause.predicate.start, clause.predicate.start + len(written.split(" ")[0].rstrip(",.")))
            yield Mention("event", span, f"event.{happening.event_type}", reading=happening)


def _happening(clause: Clause, tree: Syntax, sentence: Sentence, text: str) -> _Happening | None:
    entry = _predicates().get(clause.stem) or _predicates().get(clause.lemma)
    if entry is None or clause.kind not in ("main", "coordinate", "nominal"):
        return None
    event_type, needed = entry
    if clause.kind == "nominal" and not any(tree.phrases[index].case == "object" for index in clause.phrases):
        return None
    if _NEGATED.search(clause.predicate.of(text)) or _OPEN.search(clause.ending):
        return None
    if needed is not None:
        objects = [phrase for phrase in _phrases(clause, tree) if phrase.case in ("object", "subject", "bare")]
        if not any(needed.search(phrase.span.of(text)) for phrase in objects):
            return None
    return _Happening(event_type, clause, tree, sentence)


def _phrases(clause: Clause, tree: Syntax) -> list[Phrase]:
    return [tree.phrases[index] for index in clause.phrases]


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """The event with the roles that its clause, or the chain of clauses before it, gives."""
    analysis, happening = context.analysis, mention.reading
    text, clause, tree = analysis.text, happening.clause, happening.within
    phrases = _phrases(clause, tree)
    when = _date(analysis, clause, tree)
    phrases = [phrase for phrase in phrases if not _is_time(analysis, phrase)]
    theme = next((p for p in phrases if p.case == "object"), None)
    passive = clause.passive and theme is None and not clause.lemma.endswith("받")
    if passive:
        theme = next((p for p in phrases if p.case in ("subject", "topic", "bare")), None)
    agents = [] if passive else _agents(clause, tree)
    evidence: dict[str, Span] = {}
    if theme is not None:
        evidence["object"] = _trimmed(analysis, theme)
    if when is not None:
        evidence["date"] = when.span
    place = _place(analysis, happening.event_type, phrases, theme)
    if place is not None:
        evidence["place"] = place
    actors = list(_names(analysis, agents))
    actors += _partners(analysis, happening.event_type, phrases, theme)
    written = None
    if theme is not None and not (place is not None and place.overlaps(theme.span)):
        written = _MARKS.sub("", evidence["object"].of(text))
        if (beside := _PARENTHESIS.match(text, evidence["object"].end)) is not None:
            written += beside[0]
    return EventFact(
        source=analysis.doc.source, start=mention.span.start, end=mention.span.end,
        text=mention.span.of(text), rule=mention.rule, event_type=happening.event_type,
        actors=tuple(dict.fromkeys(actors)), object=written, place=place.of(text) if place else None,
        date=when.value if when else None, status=_status(clause, tree, when, analysis), evidence=evidence,
    )


def _is_time(analysis: Analysis, phrase: Phrase) -> bool:
    """Whether a phrase is nothing but a date (다음달, 27일 오후): it says when, never what."""
    return any(fact.start <= phrase.span.start and phrase.span.end <= fact.end for fact in analysis.facts("date"))


def _agents(clause: Clause, tree: Syntax) -> list[Phrase]:
    """The clause's subject or topic; where it has none, that of the nearest clause before it."""
    for index in range(clause.index, -1, -1):
        before = tree.clauses[index]
        if index != clause.index and before.kind not in ("main", "coordinate", "nominal"):
            continue
        phrases = _phrases(before, tree)
        for cases in (("subject",), ("topic",)):
            found = [position for position, phrase in enumerate(phrases) if phrase.case in cases]
            if found:
                first = found[0]
                # "광주시와 광주과학기술원은": what is joined to the subject acts too.
                joined = [p for p in phrases[:first] if p.case == "conjunct"]
                return [*joined, phrases[first]]
    return []


def _partners(analysis: Analysis, event_type: str, phrases: list[Phrase], theme: Phrase | None) -> Iterator[str]:
    """Who else takes part: those met, those agreed with, and who gave the approval."""
    if event_type == "meeting" and theme is not None:
        start = phrases.index(theme)
        while start > 0 and phrases[start - 1].case in ("bare", "conjunct"):
            start -= 1
        people = {fact.name for fact in analysis.facts("person") if isinstance(fact, PersonFact)}
        yield from (name for name in _names(analysis, phrases[start : phrases.index(theme) + 1]) if name in people)
    if event_type in ("agreement", "meeting"):
        yield from _names(analysis, [p for p in phrases if p.case == "conjunct" and p.particle in ("와", "과", "하고")])
    if event_type == "approval":
        givers = [p for p in phrases if p.particle in ("로부터", "으로부터", "에서", "에게서", "한테서")]
        yield from _names(analysis, givers)


def _names(analysis: Analysis, phrases: list[Phrase]) -> Iterator[str]:
    """Names of people, or else organizations, in each phrase: 이용섭 광주광역시장 is the person."""
    for phrase in phrases:
        inside = [(kind, name) for kind, name, mention in analysis.memo(_mentions) if phrase.span.covers(mention)]
        people = [name for kind, name in inside if kind == "person"]
        yield from people or [name for kind, name in inside if kind == "org"]


def _mentions(analysis: Analysis) -> tuple[tuple[str, str, Span], ...]:
    found = [
        (fact.kind, fact.name, mention)
        for kind in ("person", "org", "place")
        for fact in analysis.facts(kind)
        if isinstance(fact, EntityFact) and isinstance(fact, PersonFact | OrgFact | PlaceFact)
        for mention in fact.mentions
    ]
    return tuple(sorted(found, key=lambda row: row[2]))


def _trimmed(analysis: Analysis, phrase: Phrase) -> Span:
    """A phrase without the dates that stand before its noun (내년 3월 인공지능대학원)."""
    start = phrase.span.start
    for fact in analysis.facts("date"):
        if fact.start <= start < fact.end < phrase.span.end:
            start = fact.end
    lead = _LEAD.match(analysis.text, start, phrase.span.end)
    return Span(lead.end() if lead else start, phrase.span.end)


def _place(analysis: Analysis, event_type: str, phrases: list[Phrase], theme: Phrase | None) -> Span | None:
    """Where: for visits what is visited, where it is a place; else what stands with 에서 or, for buildings, 에."""
    places = [mention for kind, _, mention in analysis.memo(_mentions) if kind == "place"]
    if event_type == "visit" and theme is not None and any(theme.span.covers(place) for place in places):
        return _trimmed(analysis, theme)
    particles = ("에서", "에") if event_type in ("establishment", "construction") else ("에서",)
    for phrase in phrases:
        if phrase.particle in particles:
            for place in places:
                if phrase.span.covers(place):
                    return Span(place.start, phrase.span.end) if phrase.span.end - place.end <= 12 else place
    return None


def _date(analysis: Analysis, clause: Clause, tree: Syntax) -> DateFact | None:
    """The date in the clause, or in the nearest clause of the same chain before it; lengths are none."""
    dates = [fact for fact in analysis.facts("date") if isinstance(fact, DateFact) and fact.type in ("date", "range")]
    for index in range(clause.index, -1, -1):
        before = tree.clauses[index]
        if index != clause.index and before.kind not in ("coordinate", "nominal"):
            continue
        spans = [phrase.span for phrase in _phrases(before, tree)]
        inside = [fact for fact in dates if any(span.overlaps(fact.span) for span in spans)]
        if inside:
            return inside[-1]
    return None


def _status(clause: Clause, tree: Syntax, when: DateFact | None, analysis: Analysis) -> EventStatus | None:
    """Planned or done: by the date where it is known, else by the endings of the clause and its chain."""
    today: date | None = analysis.reference_date
    if when is not None and today is not None and when.start_date is not None and when.end_date is not None:
        if when.start_date > today:
            return "planned"
        if when.end_date < today and not clause.plan:
            return "done"
    if clause.plan or _WANTED.search(clause.ending):
        return "planned"
    if clause.past:
        return "done"
    last = next((later for later in tree.clauses[clause.index :] if later.kind == "main"), clause)
    if last.plan:
        return "planned"
    if last.past or _PROGRESSIVE.search(last.predicate.of(analysis.text)):
        return "done"
    return "planned" if last.kind == "main" and _PRESENT.search(last.ending) else None
