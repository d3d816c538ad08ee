"""Phrases, clauses and the syntax of a sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from gwangju_ai_cli.model import Span, Token

Case = Literal[
    "topic",
    "subject",
    "object",
    "adverbial",
    "genitive",
    "conjunct",
    "bare",
    "complement",
    "label",
    "purpose",
    "means",
    "basis",
    "measure",
    "including",
    "about",
]
LINKS = ("어", "아", "여")
"""Endings that tie a clause to the next as its means or manner (들여 짓는다); 해 is read as 하 and 어."""
MEANS = (*LINKS, "어서", "아서", "여서")
"""The same with the endings that name a cause."""
CHAINS = ("고", "며", "면서", *MEANS)
"""Endings that carry a sentence on to its next predicate."""
_GOES_ON = regex.compile(r"고 있|[어아여해] ?왔|는 중|중이")
ClauseKind = Literal["main", "coordinate", "adnominal", "nominalised", "complement", "nominal"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Nouns up to a particle. `span` leaves the particle out; `words` are the pieces between spaces.

    `adnominal` says that a postposition ends it as a modifier of what follows (…를 위한 예산).
    """

    index: int
    span: Span
    words: tuple[Span, ...]
    tokens: tuple[Token, ...]
    case: Case
    particle: str
    comma: bool = False
    adnominal: bool = False
    quoted: bool = False

    @property
    def is_theme(self) -> bool:
        """Whether a topic particle marks it, alone or after another (에는, 에서는)."""
        return self.case == "topic" or (len(self.particle) > 1 and self.particle[-1] in "은는")


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with the phrases that it governs (indices into `Syntax.phrases`).

    `lemma` is the stem in dictionary form without 다: 투입하, 편성되, 들이; for a noun in a predicate's place, 투입.
    `modifies` is the phrase that an adnominal clause describes. `past`, `plan` and
    `negative` (…하지 않았다, 못 했다) read its endings.
    """

    index: int
    span: Span
    predicate: Span
    lemma: str
    kind: ClauseKind
    ending: str
    phrases: tuple[int, ...]
    past: bool = False
    plan: bool = False
    modifies: int | None = None
    negative: bool = False

    @property
    def stem(self) -> str:
        """The noun of a verb in 하, 되, 받 …, or the lemma itself: 투입, 편성, 들이."""
        return (
            self.lemma[:-1] if len(self.lemma) > 1 and self.lemma[-1:] in "하되받" else self.lemma.removesuffix("시키")
        )

    @property
    def passive(self) -> bool:
        """Whether the verb is made by 되 or 받."""
        return self.lemma.endswith(("되", "받", "되어지"))

    def goes_on(self, text: str) -> bool:
        """Whether the predicate tells of what is under way: 짓고 있다, 운영해 왔다, 짓는 중이다."""
        return _GOES_ON.search(self.predicate.of(text)) is not None


@dataclass(frozen=True, slots=True)
class Syntax:
    """A sentence, or what stands in one pair of parentheses: phrases, clauses, and its own parentheses.

    `host` is the phrase of the surrounding syntax that the parentheses follow, where there is one.
    """

    span: Span
    phrases: tuple[Phrase, ...]
    clauses: tuple[Clause, ...]
    inner: tuple[Syntax, ...] = ()
    host: int | None = None

    def clause_of(self, phrase: Phrase) -> Clause | None:
        """The clause that governs a phrase."""
        return next((clause for clause in self.clauses if phrase.index in clause.phrases), None)

    def phrase_at(self, span: Span) -> Phrase | None:
        """The phrase, outside parentheses, that `span` stands in."""
        first = bisect_right(self.phrases, span.start, key=lambda phrase: phrase.span.start) - 1
        near = self.phrases[max(0, first) : first + 3]
        return next((phrase for phrase in near if phrase.span.overlaps(span)), None)

    def path(self, span: Span) -> tuple[Syntax, ...]:
        """The syntaxes around `span`, the innermost first."""
        at = bisect_right(self.inner, span.start, key=lambda inner: inner.span.start) - 1
        if at >= 0 and self.inner[at].span.covers(span):
            return (*self.inner[at].path(span), self)
        return (self,)

    def followers(self, clause: Clause) -> Iterator[Clause]:
        """The clauses after `clause` in the chain that its ending opens (…하여 …했다)."""
        while clause.kind in ("coordinate", "nominalised", "nominal") and clause.index + 1 < len(self.clauses):
            clause = self.clauses[clause.index + 1]
            yield clause
