"""Heads: the last parts of organizations' names, from vocab/org_heads.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.names.chunks import NOMINAL, Word
from gwangju_ai_cli.vocab import load_vocab

PROPER = frozenset({"NNP", "SL", "SH"})
"""Tags of morphemes that make a modifier a name's own."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last part of a name: what it tells of the type, and how far the name reaches to the left."""

    text: str
    org_type: OrgType
    strength: str
    left: str


@dataclass(frozen=True, slots=True)
class Headed:
    """A word with its head: where the head begins, and what stands before it in the word.

    `modifier` is "proper", "common" or "" (the head is the whole word).
    """

    head: Head
    start: int
    modifier: str


@cache
def load_heads() -> dict[str, Head]:
    """All heads by their text."""
    return {
        row["head"]: Head(row["head"], cast(OrgType, row["org_type"]), row["strength"], row["left"])
        for row in load_vocab("org_heads")
    }


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """The lengths of the heads that end in a syllable, the longest first: most words end in none of them."""
    out: dict[str, set[int]] = {}
    for head in load_heads():
        out.setdefault(head[-1], set()).add(len(head))
    return {last: tuple(sorted(sizes, reverse=True)) for last, sizes in out.items()}


@cache
def last_syllables() -> frozenset[str]:
    """How heads end."""
    return frozenset(_sizes())


def head_of(word: Word, end: int | None = None) -> Headed | None:
    """The longest head that ends the word (or its part up to `end`), or None.

    A head begins where a morpheme begins, or inside a proper noun: 식당 has no head 당.
    """
    begin = word.span.start
    text = word.text if end is None else word.text[: end - begin]
    size = len(text)
    heads = load_heads()
    for length in _sizes().get(text[-1:], ()):
        if length > size:
            continue
        head = heads.get(text[size - length :])
        if head is None:
            continue
        start = begin + size - length
        if length == size:
            return Headed(head, start, "")
        modifier = _modifier(word, start)
        if modifier is not None:
            return Headed(head, start, modifier)
    return None


def _modifier(word: Word, start: int) -> str | None:
    """What the morphemes before `start` make of it; None where `start` lies inside a common noun."""
    kind = "common"
    for token in word.tokens:
        span = token.span
        if span.start >= start:
            break
        if span.end > start:
            # "한울과학기술대학교/NNG": a noun that Kiwi has guessed is a name as well.
            return "proper" if token.tag == "NNP" or token.guessed or opens_with_brand(word.text) else None
        if token.guessed or token.tag in PROPER or token.tag not in NOMINAL:
            kind = "proper"
    return "proper" if kind == "common" and opens_with_brand(word.text[: start - word.span.start]) else kind


def opens_with_brand(text: str) -> bool:
    """Whether a word opens as firms, schools and papers call themselves, though it may mean something: 한결, 두레."""
    brands = _brands()
    return text[:2] in brands or text[:3] in brands or text[:4] in brands


@cache
def _brands() -> frozenset[str]:
    return frozenset(row["word"] for row in load_vocab("org_words") if row["kind"] == "brand")
