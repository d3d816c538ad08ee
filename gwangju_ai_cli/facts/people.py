"""People: one fact a person and document, with title, affiliation and every mention."""
from __future__ import annotations

from collections.abc import Iterable

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import Column, Fact, Mention, PersonFact, Rejection, Span
from gwangju_ai_cli.naming.persons import PersonMention, person_mentions

TRIGGER = regex.compile("[가-힣]")

COLUMNS = (
    Column("이름", lambda fact: fact.name, ratio=2),
    Column("직함", lambda fact: fact.title or "", ratio=2),
    Column("소속", lambda fact: fact.org or "", ratio=3),
    Column("경력·다른 직함", lambda fact: fact.role_note or "", ratio=3),
    Column("원어", lambda fact: fact.latin or "", ratio=2),
)


def detect(analysis: Analysis) -> Iterable[Mention]:
    """Every mention of a person; merging into one fact a person is `link`'s."""
    for found in person_mentions(analysis):
        yield Mention("person", found.span, found.rule, reading=found)


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """One mention as a fact of its own."""
    found: PersonMention = mention.reading
    analysis = context.analysis
    return PersonFact(
        source=analysis.doc.source, start=mention.span.start, end=mention.span.end,
        text=mention.span.of(analysis.text), rule=mention.rule, name=found.text,
        mentions=(mention.span,), mention_rules=(mention.rule,),
        title=found.title.of(analysis.text) if found.title else None,
        latin=found.latin.of(analysis.text) if found.latin else None,
    )
