"""One document's analysis: view, sentences, tokens and facts by kind, each computed once, on first request."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal, TypeVar, cast

import regex

from gwangju_ai_cli.model import Document, Fact, Notice, PersonMention, Rejection, Sentence, Span, Token
from gwangju_ai_cli.text import TextView, normalize_view, split_sentences

SEARCH_TIMEOUT_S = 2.0
"""How long one pattern may search one sentence; what it did not reach is reported, never dropped in silence."""

T = TypeVar("T")
Outcome = tuple[tuple[Fact, ...], tuple[Rejection, ...]]
Trigger = regex.Pattern[str] | re.Pattern[str]
Provider = Callable[["Analysis"], Outcome]
Mentions = Callable[["Analysis"], tuple[PersonMention, ...]]


@dataclass(frozen=True, slots=True)
class Kind:
    """How the facts of one kind are found, and which others that may ask for: so the order of work is one table.

    `mentions` finds where its entities are mentioned, for kinds that need no more than that (`reads`) and on which
    the facts of this kind may build in turn.
    """

    provide: Provider
    needs: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    mentions: Mentions | None = None


class Analysis:
    """What rules see of a document. `text` is the normalised view; all offsets here refer to it.

    `kinds` says how the facts of each kind are found; the pipeline injects them, so that a derived fact type can ask
    for the kinds that it is built of without importing their modules.
    With `gates` off every sentence is searched, whatever its trigger says: the facts must be the same. With `guards`
    off a mistake in a rule is raised, and not told in `notices`.
    """

    def __init__(
        self,
        doc: Document,
        kinds: Mapping[str, Kind],
        *,
        gates: bool = True,
        dictionary: Mapping[str, tuple[str, str]] | None = None,
        guards: bool = True,
    ) -> None:
        self.doc = doc
        self.gates = gates
        self.guards = guards
        self.dictionary = dictionary or {}
        self.notices: list[Notice] = []
        self._kinds = kinds
        self._outcomes: dict[str, Outcome] = {}
        self._running: list[str] = []
        self._tokens: dict[int, tuple[Token, ...]] = {}
        self._memo: dict[Callable[[Analysis], object], object] = {}

    @cached_property
    def view(self) -> TextView:
        """The normalised view with its map back to the original."""
        return normalize_view(self.doc.text)

    @cached_property
    def text(self) -> str:
        """The normalised text that rules read."""
        return self.view.text

    @property
    def reference_date(self) -> date | None:
        """The day the text was published, where it is known."""
        return self.doc.reference_date

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return split_sentences(self.text)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that covers `offset`, or the last one that begins before it."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    @cached_property
    def undated(self) -> Analysis:
        """The same document without a reference date: what holds there holds whenever it was written."""
        return self.of(replace(self.doc, reference_date=None), guards=self.guards)

    def of(self, doc: Document, *, guards: bool = False) -> Analysis:
        """Another document, with the same kinds and words."""
        return Analysis(doc, self._kinds, gates=self.gates, dictionary=self.dictionary, guards=guards)

    def passes(self, trigger: Trigger | None) -> bool:
        """Gate 1: whether the document holds the trigger at all."""
        return trigger is None or not self.gates or trigger.search(self.text) is not None

    def triggered(self, trigger: Trigger | None) -> Iterator[Sentence]:
        """Gate 2: the sentences that hold the trigger, in order."""
        if trigger is None or not self.gates:
            yield from self.sentences
            return
        last = -1
        match = trigger.search(self.text) if self.sentences else None
        while match is not None:
            sentence = self.sentence_at(match.start())
            if sentence.index > last:
                last = sentence.index
                yield sentence
            # One match a sentence will do: the search goes on behind it.
            match = trigger.search(self.text, max(match.end(), match.start() + 1, sentence.span.end))

    def finditer(self, pattern: regex.Pattern[str], span: Span) -> Iterator[regex.Match[str]]:
        """Matches of `pattern` within `span`, under the time limit; a breach becomes a notice."""
        try:
            yield from pattern.finditer(self.text, span.start, span.end, timeout=SEARCH_TIMEOUT_S)
        except TimeoutError:
            self.note_stopped(span)

    def note_stopped(self, span: Span) -> None:
        """A rule came to its time limit within `span`: it is said once."""
        message = f"a rule was stopped after {SEARCH_TIMEOUT_S:g} s; this stretch may lack facts"
        notice = Notice(self.doc.source, span, message)
        if notice not in self.notices:
            self.notices.append(notice)

    def tokens(self, sentence: Sentence) -> tuple[Token, ...]:
        """Gate 3: Kiwi's morphemes of one sentence; the first request loads Kiwi."""
        found = self._tokens.get(sentence.index)
        if found is None:
            from gwangju_ai_cli.morph import tokenize

            found = self._tokens[sentence.index] = tokenize(sentence.span.of(self.text), sentence.span.start)
        return found

    def memo(self, make: Callable[[Analysis], T]) -> T:
        """What `make(self)` returns, computed once a document: for layers that several fact types share."""
        if make not in self._memo:
            self._memo[make] = make(self)
        return cast(T, self._memo[make])

    def outcome(self, kind: str) -> Outcome:
        """Facts and rejections of one kind, found on first request."""
        if kind not in self._outcomes:
            if kind in self._running:
                raise RuntimeError(f"facts of kind {kind!r} depend on themselves: {' → '.join([*self._running, kind])}")
            self._declared(kind, "needs")
            self._running.append(kind)
            try:
                self._outcomes[kind] = self._kinds[kind].provide(self)
            finally:
                self._running.pop()
        return self._outcomes[kind]

    def facts(self, kind: str) -> tuple[Fact, ...]:
        """The facts of one kind, in view offsets. Ask for the kinds that a derived fact is built of."""
        return self.outcome(kind)[0]

    def mentions(self, kind: Literal["person"]) -> tuple[PersonMention, ...]:
        """Where entities of one kind are mentioned, before they are facts: in document order, in view offsets."""
        self._declared(kind, "reads")
        find = self._kinds[kind].mentions
        if find is None:
            raise RuntimeError(f"facts of kind {kind!r} have no mentions to read")
        return find(self)

    def _declared(self, kind: str, how: Literal["needs", "reads"]) -> None:
        asking = self._running[-1] if self._running else None
        if asking is not None and kind != asking and kind not in getattr(self._kinds[asking], how):
            raise RuntimeError(
                f"facts of kind {asking!r} ask for {kind!r}, which the registry does not say: add it to {how}"
            )
