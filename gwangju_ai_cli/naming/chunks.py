"""Nominal words and chunks: what the layers of names (organizations, people, places) stand on.

A word is the nominal part of one stretch between spaces and signs: `광주시는` gives the word `광주시` with the
tail `는`. A chunk is a run of words parted by single spaces only, with no particle between them:
`뉴욕대학교 제임스 랜디 물릭`. Names are sub-sequences of a chunk, or of the morphemes in one of its words.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gwangju_ai_cli.model import Span, Token

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

NOMINAL = frozenset({"NNG", "NNP", "NNB", "NR", "SN", "SL", "SH", "XPN", "XSN", "XR", "SB", "W_SERIAL", "W_HASHTAG"})
"""Tags of morphemes that may stand in a name."""

_CASES = frozenset({"JKS", "JKO", "JKB", "JKG", "JX", "JC"})
_SIGNS = frozenset({"SF", "SP", "SS", "SSO", "SSC", "SE", "SO", "SW"})


@dataclass(frozen=True, slots=True)
class Word:
    """The nominal part of a stretch without spaces or signs.

    `tail` holds the morphemes glued to its right (particles, copula, verbal suffixes) and `particle` is their
    text; `left` is the text between the end of the word before (with its tail) and this word, "" at the start
    of the sentence.
    """

    span: Span
    text: str
    tokens: tuple[Token, ...]
    tail: tuple[Token, ...]
    particle: str
    left: str
    sentence: int
    index: int

    @property
    def tail_tag(self) -> str:
        """The tag of the first morpheme of the tail, or ""."""
        return self.tail[0].tag if self.tail else ""

    @property
    def mixed(self) -> bool:
        """Whether it holds what no common noun does, a determiner or an adnominal form (`정의로운보수당`)."""
        return any(token.tag not in NOMINAL and token.tag != "ETN" for token in self.tokens[:-1])

    @property
    def end(self) -> int:
        """Where the word ends, its tail included."""
        return max(self.span.end, self.tail[-1].span.end) if self.tail else self.span.end


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words in a row, parted by single spaces, without a particle but after the last."""

    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """From the first word to the last, without the tail."""
        return Span(self.words[0].span.start, self.words[-1].span.end)


def words(analysis: Analysis) -> tuple[Word, ...]:
    """All nominal words of a document, in order; ask for them with `analysis.memo(words)`."""
    out: list[Word] = []
    for sentence in analysis.sentences:
        _split(analysis.text, sentence.span.start, sentence.index, analysis.tokens(sentence), out)
    return tuple(out)


def chunks(analysis: Analysis) -> tuple[Chunk, ...]:
    """All chunks of a document, in order; ask for them with `analysis.memo(chunks)`."""
    out: list[Chunk] = []
    run: list[Word] = []
    for word in analysis.memo(words):
        if run and (word.left != " " or run[-1].tail or run[-1].sentence != word.sentence):
            out.append(Chunk(tuple(run)))
            run = []
        run.append(word)
    if run:
        out.append(Chunk(tuple(run)))
    return tuple(out)


def _split(text: str, begin: int, sentence: int, tokens: tuple[Token, ...], out: list[Word]) -> None:
    """Appends the words of one sentence."""
    last_end = begin  # end of the word before, its tail included
    first = True
    at = 0
    count = len(tokens)
    while at < count:
        if tokens[at].tag not in NOMINAL:
            stop = _nominalised(tokens, at) or _adnominal(tokens, at) or _adverbs(tokens, at)
            if not stop:
                at += 1
                continue
        else:
            stop = at + 1
        start, end = tokens[at].span.start, tokens[stop - 1].span.end
        while True:
            while stop < count and tokens[stop].tag in NOMINAL and tokens[stop].span.start <= end:
                end = max(end, tokens[stop].span.end)
                stop += 1
            if _adverb_in_name(tokens, stop):
                end = tokens[stop].span.end
                stop += 1
            tail = stop
            tail_end = end
            while tail < count and tokens[tail].tag not in _SIGNS and tokens[tail].span.start <= tail_end:
                if tokens[tail].tag in NOMINAL and tokens[tail].span.start == tail_end:
                    break
                tail_end = max(tail_end, tokens[tail].span.end)
                tail += 1
            # "정의로운보수당": after an adnominal ending there is a space, unless it stands inside a name.
            if not (stop < tail < count and tokens[tail - 1].tag in ("ETM", "MM") and tokens[tail].tag in NOMINAL
                    and tokens[tail].span.start == tail_end):
                break
            stop, end = tail, tail_end
        out.append(
            Word(
                Span(start, end), text[start:end], tokens[at:stop], tokens[stop:tail], text[end:tail_end],
                "" if first and start == begin else text[last_end:start], sentence, len(out),
            )
        )
        first = False
        last_end = tail_end
        at = tail


def _adnominal(tokens: tuple[Token, ...], at: int) -> int:
    """The index of the noun to which a determiner or adnominal form at `at` is glued, or 0.

    An invented name is often read so: `새/MM 별/NNG 교육청/NNG`, `푸르/VA ㄴ/ETM 솔/NNG`.
    """
    stop = at
    while stop < len(tokens) and stop < at + 4:
        tag = tokens[stop].tag
        if stop > at and tokens[stop].span.start > tokens[stop - 1].span.end:
            return 0
        if tag in NOMINAL:
            return stop + 1 if stop > at and tokens[stop - 1].tag in ("ETM", "MM", "MAG") else 0
        if tag not in ("MM", "MAG", "VA", "VA-I", "VA-R", "VV", "VV-I", "VV-R", "XSA", "XSA-I", "ETM"):
            return 0
        stop += 1
    return 0


def _adverb_in_name(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether an adverb glued to nouns takes a case particle, which adverbs do not: `한상가득은`."""
    if not 0 < at < len(tokens) - 1 or tokens[at].tag != "MAG" or tokens[at].span.start != tokens[at - 1].span.end:
        return False
    after = tokens[at + 1]
    return len(tokens[at].form) > 1 and after.tag in _CASES and after.span.start == tokens[at].span.end


def _adverbs(tokens: tuple[Token, ...], at: int) -> int:
    """The index after two adverbs with a case particle, or 0: only as a name do they take one (`바로번쩍에서`)."""
    stop = at
    while stop < len(tokens) and tokens[stop].tag == "MAG" and (
        stop == at or tokens[stop].span.start == tokens[stop - 1].span.end
    ):
        stop += 1
    if stop - at < 2 or stop == len(tokens) or tokens[stop].tag not in _CASES:
        return 0
    return stop if tokens[stop].span.start == tokens[stop - 1].span.end else 0


def _nominalised(tokens: tuple[Token, ...], at: int) -> int:
    """The index after `동사 + 기/음` that begins at `at` and ends a stretch without particle, or 0."""
    if tokens[at].tag not in ("VV", "VA", "VV-R", "VV-I"):
        return 0
    stop = at + 1
    while stop < len(tokens) and stop < at + 4 and tokens[stop].span.start <= tokens[stop - 1].span.end:
        if tokens[stop].tag == "ETN":
            following = tokens[stop + 1] if stop + 1 < len(tokens) else None
            glued = following is not None and following.span.start <= tokens[stop].span.end
            return 0 if glued and following is not None and following.tag not in NOMINAL else stop + 1
        stop += 1
    return 0
