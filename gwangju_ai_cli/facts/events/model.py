"""A happening: a predicate that stands for an event, in the syntax that it belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from gwangju_ai_cli.facts.events.lexicon import Outlook, Sense
from gwangju_ai_cli.korean.clauses import Clause, Phrase, Syntax
from gwangju_ai_cli.model import Sentence, Span

How = Literal["verb", "noun", "carried"]
"""A verb; a noun on its own, or with 예정이다; a noun as the object of 추진하다."""

_TAKES_NO_OBJECT = frozenset(("열리", "뽑히", "치러지", "담기", "깎이", "잘리", "넘겨지", "정해지", "올라오"))


@dataclass(frozen=True, slots=True)
class Happening:
    """A predicate that stands for an event.

    `phrases` are its arguments in order. `clause` governs them; None for a noun at the end of a headline. `rest` is
    what stands before the noun of a nominal predicate in its own phrase (도서관 in 도서관 착공). `outlook` is what
    the words around say of it (예정, 완료, 을 추진한다); None where only tense can tell. `idiom` is the phrase that
    belongs to the predicate (문 in 문을 열다).
    """

    sense: Sense
    span: Span
    how: How
    sentence: Sentence
    tree: Syntax
    phrases: tuple[Phrase, ...]
    clause: Clause | None
    rest: Span | None = None
    outlook: Outlook | None = None
    idiom: Phrase | None = None

    @property
    def nominal(self) -> bool:
        """Whether a noun alone is the predicate."""
        return self.how != "verb"

    @property
    def passive(self) -> bool:
        """Whether the verb is made by 되 or 받 (선정됐다), or is one by nature (열리다)."""
        if self.clause is None or self.nominal or self.sense.frame == "receive":
            return False  # 국비를 지원받다: who gets it acts
        return (self.clause.passive and self.clause.lemma != "받") or self.clause.lemma in _TAKES_NO_OBJECT
