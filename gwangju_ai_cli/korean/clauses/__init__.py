"""Clauses and grammatical roles, read from Kiwi's morphemes: who does what to whom, as far as endings tell.

Korean puts the predicate last and marks each argument by a particle, so that one pass from left to right is
enough: phrases wait until a predicate closes their clause. What a clause may take is decided by its ending:

- EC (…하고, …하여) and EF (…한다.): every phrase that waits;
- ETM (…하는 사업) and ETN (…하기 위해): the phrases next to it, back to a topic, past no subject, one of a case;
- verbs that have become postpositions (를 위해, 에 따라, 를 포함한): only the phrase that they follow;
- nouns that stand for a predicate (4061억 투입, …): what waits, where a comma or the end of the line follows.

Parentheses are read on their own and hang on the phrase before them. Nothing here knows of budgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gwangju_ai_cli.korean.clauses.model import CHAINS, LINKS, MEANS, Case, Clause, ClauseKind, Phrase, Syntax
from gwangju_ai_cli.korean.clauses.reader import NOMINAL, read_tokens
from gwangju_ai_cli.model import Sentence, Span, Token

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

__all__ = [
    "CHAINS",
    "LINKS",
    "MEANS",
    "NOMINAL",
    "Case",
    "Clause",
    "ClauseKind",
    "Phrase",
    "Syntax",
    "parse",
    "syntax",
]


def syntax(analysis: Analysis, sentence: Sentence) -> Syntax:
    """The syntax of one sentence, read on the first request; tokenises that sentence only."""
    cache_ = analysis.memo(_store)
    if sentence.index not in cache_:
        cache_[sentence.index] = parse(analysis.tokens(sentence), analysis.text, sentence.span)
    return cache_[sentence.index]


def _store(analysis: Analysis) -> dict[int, Syntax]:
    return {}


def parse(tokens: Sequence[Token], text: str, span: Span) -> Syntax:
    """The syntax of `tokens`, whose spans index `text`.

    >>> from gwangju_ai_cli.morph import tokenize
    >>> text = "시는 국비를 포함한 예산 40억원을 들여 도서관을 짓는다."
    >>> read = parse(tokenize(text), text, Span(0, len(text)))
    >>> for clause in read.clauses:
    ...     phrases = [read.phrases[index] for index in clause.phrases]
    ...     print(clause.lemma, clause.kind, [(phrase.span.of(text), phrase.case) for phrase in phrases])
    들이 coordinate [('시', 'topic'), ('국비', 'including'), ('예산 40억원', 'object')]
    짓 main [('도서관', 'object')]
    """
    return read_tokens(list(tokens), text, span, None)
