"""Candidates for people in one sentence: what may be a name, with the evidence found for it so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from gwangju_ai_cli.facts.people import context as ctx
from gwangju_ai_cli.facts.people import frames
from gwangju_ai_cli.model import Sentence, Span, Token
from gwangju_ai_cli.names import shape

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

THRESHOLD = 12
"""Half bits of evidence from which on a candidate is a person."""

LONGEST_GROUP = 13
_MARKS = "'\"‘’“”"
_MARKED = re.compile(f"[{_MARKS}]")
AFTER = {"strong": 10, "medium": 5, "weak": 2}
BEFORE = {"strong": 10, "medium": 6, "weak": 4}
"""Half bits that a title tells by its strength, after a name and before it."""


def is_proper(token: Token | None) -> bool:
    """Whether Kiwi takes a token for a proper noun, or for a noun that its dictionary does not hold."""
    return token is not None and (token.tag == "NNP" or (token.guessed and token.tag == "NNG"))


@dataclass(slots=True)
class Candidate:
    """A stretch that may name a person.

    `form` is full (a Korean name), surname, letter, given, foreign, or the kind of a known name (stage, group,
    latin, historic). `shape` is what the word itself tells, `evidence` what stands around it, each with its rule.
    """

    span: Span
    text: str
    form: str
    shape: int
    evidence: list[tuple[int, str]] = field(default_factory=list)
    title: ctx.Title | None = None
    latin: Span | None = None
    hanja: Span | None = None
    note: Span | None = None
    unknown: bool = False
    """Whether it has a name's shape, but Kiwi takes it for a common noun, as it does with words it does not know."""

    @property
    def weight(self) -> int:
        """All evidence together, in half bits."""
        return self.shape + sum([weight for weight, _ in self.evidence]) if self.evidence else self.shape

    @property
    def rule(self) -> str:
        """The id of the heaviest evidence, or of the shape where nothing around the word speaks for it."""
        best = max(self.evidence, default=(0, ""))
        return best[1] if best[0] > 0 else f"person.{self.form}.shape"


_STRETCH = re.compile(r"(?<![가-힣A-Za-z0-9])[가-힣]+")


class SentenceReading:
    """One sentence as the rules for people see it: text, tokens and words, with look-ups by position.

    `said` is its text; `stretches` are the runs of Hangul in it that begin a word.
    """

    def __init__(self, analysis: Analysis, sentence: Sentence) -> None:
        self.text = analysis.text
        self.span = sentence.span
        self.said = sentence.span.of(self.text)
        self.stretches = [m.span() for m in _STRETCH.finditer(self.text, sentence.span.start, sentence.span.end)]
        self.dictionary = analysis.dictionary
        self.tokens = analysis.tokens(sentence)
        self.starts = [token.start for token in self.tokens]
        self.first = {token.start: token for token in reversed(self.tokens)}
        self.ends = {token.end for token in self.tokens}
        self._titles_after: dict[int, ctx.Title | None] = {}
        self._titles_before: dict[int, ctx.Title | None] = {}

    @cached_property
    def words(self) -> list[ctx.Word]:
        """The stretches between spaces."""
        return ctx.read_words(self.text, self.span, self.tokens)

    @cached_property
    def word_starts(self) -> list[int]:
        """Where the words begin."""
        return [word.start for word in self.words]

    @cached_property
    def title_words(self) -> list[int]:
        """Which words have a title in them: no other ends the phrase after a name."""
        return [index for index, word in enumerate(self.words) if ctx.holds_title(self.text[word.start : word.end])]

    @cached_property
    def tells_of_group(self) -> bool:
        """Whether a pop group may be named: a word is one, or too long for `after_group` to see the whole of it."""
        groups, words = shape.group_names(), self.said.split(" ")
        return (
            not groups.isdisjoint(words)
            or max(map(len, words)) >= LONGEST_GROUP - 1
            or (_MARKED.search(self.said) is not None and not groups.isdisjoint([word.strip(_MARKS) for word in words]))
        )

    @cached_property
    def tells_of_artist(self) -> bool:
        """Whether a word stands in it after which a proper noun is an artist: most sentences have none."""
        return shape.artists().search(self.said) is not None

    @cached_property
    def has_frames(self) -> bool:
        """Whether any sign stands in it that asks for a name: most sentences have none."""
        return frames.may_frame(self.said)

    def token_at(self, at: int) -> Token | None:
        """The first token that begins at `at`."""
        return self.first.get(at)

    def tokens_between(self, begin: int, stop: int) -> tuple[Token, ...]:
        """The tokens that begin in a stretch."""
        return self.tokens[bisect_left(self.starts, begin) : bisect_left(self.starts, stop)]

    def is_cut(self, at: int) -> bool:
        """Whether Kiwi parts the text at `at`."""
        return at in self.ends or at in self.first

    def is_proper(self, begin: int, stop: int) -> bool:
        """Whether Kiwi reads exactly this stretch as one proper noun."""
        token = self.first.get(begin)
        return token is not None and token.end == stop and is_proper(token)

    def title_after(self, at: int) -> ctx.Title | None:
        """The title phrase that follows `at`."""
        if at not in self._titles_after:
            index = bisect_left(self.word_starts, at)
            nearest = bisect_left(self.title_words, index)
            hope = nearest < len(self.title_words) and self.title_words[nearest] - index <= ctx.MOST_MODIFIERS
            self._titles_after[at] = ctx.title_after(self.text, at, self.words, self.word_starts) if hope else None
        return self._titles_after[at]

    def title_before(self, at: int) -> ctx.Title | None:
        """The title that ends right before `at`."""
        if at not in self._titles_before:
            self._titles_before[at] = ctx.title_before(self.text, at, self.words, self.word_starts)
        return self._titles_before[at]

    def after_group(self, at: int) -> bool:
        """Whether a pop group stands right before `at`: ‘걸스데이 혜리’."""
        if not self.tells_of_group:
            return False
        left = self.text[max(self.span.start, at - LONGEST_GROUP) : at]
        return left.endswith(" ") and left[:-1].rsplit(" ", 1)[-1].strip(_MARKS) in shape.group_names()
