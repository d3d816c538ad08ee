"""Direct speech: the words between quotation marks that somebody said, with who said them and the verb of saying."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.quotes.speakers import utterances
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import Column, Fact, Mention, QuoteFact, Rejection

TRIGGER = regex.compile("[\"“”„‟〝〞'‘’‚‛`´「」『』]")

COLUMNS = (
    Column("말한 이", lambda fact: fact.speaker or "", ratio=2),
    Column("말", lambda fact: fact.text, ratio=6),
    Column("동사", lambda fact: fact.verb or "", ratio=1),
)


def detect(analysis: Analysis) -> Iterable[Mention]:
    """Every quotation; of nested ones the outer."""
    for utterance in utterances(analysis):
        slots = {"verb": utterance.verb, "speaker": utterance.at}
        known = {name: span for name, span in slots.items() if span is not None}
        yield Mention("quote", utterance.quotation.inner, utterance.quotation.rule, known, reading=utterance)


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """The quotation with its speaker and verb; both null where the text leaves them open."""
    analysis, utterance = context.analysis, mention.reading
    return QuoteFact(
        source=analysis.doc.source,
        start=mention.span.start,
        end=mention.span.end,
        text=mention.span.of(analysis.text),
        rule=mention.rule,
        speaker=utterance.name or None,
        verb=utterance.verb.of(analysis.text) if utterance.verb is not None else None,
        evidence=dict(mention.slots),
    )
