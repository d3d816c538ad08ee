"""The words that quotations are read by: verbs and nouns of speech, and what their subjects may be."""

from __future__ import annotations

from functools import cache

import regex

from gwangju_ai_cli.model import Span
from gwangju_ai_cli.vocab import load_vocab

FINITE = regex.compile(
    r"(?:[다요까죠라자네냐군구나데지게걸래어아여해돼워줘봐와져음함임됨오소랴니세야]|[은는]걸|거든|텐데|잖아"
    r"|(?:^|\s|[을를ㄹ할될일])(?:것|뿐|때문|예정|계획|방침|셈|덕분|마련|지경|노릇|따름|터|중))"
    r"(?:\s?\([^()]{1,30}\))?[.?!…~\s]*$"
)
"""How words end that are a sentence, its copula left to the quotative or not: …한다, …했어요, …할 것(이라고)."""
STOPPED = regex.compile(r"[.?!…]\s*(?:\([^()]{1,30}\))?\s*$")


_PLAIN_END = regex.compile(
    r"(?:[다요까죠냐]|\s.*[라자네니어아지음함]|\s(?:것|뿐|때문|예정|계획|방침|셈))[.?!…~\s]*$|[!?]$"
)


@cache
def verb_kinds() -> dict[str, str]:
    """Stems of predicates with what they make of a quotation: say, think, name."""
    return {row["stem"]: row["kind"] for row in load_vocab("speech_verbs")}


@cache
def noun_kinds() -> dict[str, str]:
    """Nouns after …라는 with what they make of a quotation: said, stated, none."""
    return {row["noun"]: row["kind"] for row in load_vocab("speech_nouns")}


@cache
def subject_kinds() -> dict[str, str]:
    """Nouns as subjects with what they are: human, pronoun, issued, never."""
    return {row["noun"]: row["kind"] for row in load_vocab("speech_subjects")}


def noun_kind(word: str) -> str | None:
    """What a noun makes of …라는 before it, compounds read by their end: 공식입장, 반대의견."""
    kinds = noun_kinds()
    for start in range(len(word)):
        if len(word) - start >= 2 or start == 0:
            found = kinds.get(word[start:])
            if found is not None:
                return found
    return None


def is_said(word: str) -> bool:
    """Whether a noun is one of speech."""
    return noun_kind(word) in ("said", "stated")


def is_finite(words: str) -> bool:
    """Whether words are a sentence by their ending.

    >>> is_finite("다리를 놓겠다"), is_finite("광주형 인공지능 모델"), is_finite("정말요?")
    (True, False, True)
    """
    return FINITE.search(words) is not None or words.rstrip()[-1:] in ("!", "?")


def is_sentence(words: str) -> bool:
    """Whether words are a sentence even where they may as well be a name: 특별군 may be taken for an ending in 군."""
    return _PLAIN_END.search(words.rstrip()) is not None


def trimmed(text: str, span: Span) -> Span:
    """A span without the spaces at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
