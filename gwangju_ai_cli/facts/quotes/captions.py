"""Captions of broadcasters: `[이름/직함 : "…"]`, `▶ 인터뷰 : 이름 / 직함`, `◀INT▶ 이름 직함/기관`, `이름 직함 : "…"`.

What stands under a caption is spoken by whom it names, whatever the reporter's sentences around it tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.facts.quotes.people import names_in, read_phrase
from gwangju_ai_cli.facts.quotes.words import subject_kinds
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names.shape import surnames
from gwangju_ai_cli.text import BULLETS
from gwangju_ai_cli.vocab import alternation, load_vocab

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

LONGEST = 60
"""Characters of a caption: a name, offices, a body, remarks such as 음성변조."""
_LINES_BACK = 6
"""Lines of speech under one caption."""
_EMPTY = regex.compile(rf"[–—\s{BULLETS}]*$")
_OPENED = regex.compile(r"\s*\[\s*(?P<label>[^\[\]\n]*?)\s*[:：]?\s*$")
_CLOSED = regex.compile(r"[.?!…\s]*\]")
_LABELLED = regex.compile(rf"[–—\s{BULLETS}]*(?P<label>[^\[\]\n\"“”:：]+?)\s*[:：]\s*$")
_SPOKEN = regex.compile(rf"[–—\s{BULLETS}]*[\"“”].*[\"“”]\s*$")
_PARENTHESIS = regex.compile(r"\s*[(（][^()（）]*[)）]")
_WITHIN = regex.compile(r"[(（](?P<within>[^()（）]*)[)）]")
_ANONYMOUS = regex.compile(r"[가-힣]\s?(?:모|[○OＯ]{1,2}|[*]{1,2})(?:\s?씨)?(?![가-힣])")
_NAME = regex.compile(r"[가-힣]{2,4}")
_PARTED = regex.compile(r"\s*[/／|,]\s*")


@dataclass(frozen=True, slots=True)
class Caption:
    """Who a caption names: the words to show and where they stand; both null where it names nobody."""

    name: str | None
    at: Span | None
    person: bool = False


@cache
def _cue() -> regex.Pattern[str]:
    """What opens a caption: a cue (인터뷰, INT, 싱크) in a broadcaster's marks, or behind a bullet."""
    words = alternation(tuple(row["word"] for row in load_vocab("speech_cues")))
    inside = rf"\s?(?:전화\s?|화상\s?|현장\s?|대역\s?)?(?:{words})(?:\s?\([^()]*\))?\s?\d*\s?"
    return regex.compile(
        rf"\s*(?:[◀◁<〈【\[(]{inside}[▶▷>〉】\])]|[▶▷►■●◆-]{inside}(?=[:：)\]]|\s|$)|{inside}(?:[:：)]))\s*[:：]?\s*"
    )


def caption_of(analysis: Analysis, outer: Span) -> Caption | None:
    """The caption of the quotation whose marks stand at `outer`; None where none stands before it."""
    text = analysis.text
    line = text.rfind("\n", 0, outer.start) + 1
    if outer.start - line > LONGEST:
        return _within_line(analysis, outer.start)
    opened = _OPENED.fullmatch(text, line, outer.start)
    if opened is not None and _CLOSED.match(text, outer.end) is not None:
        return _read(analysis, Span(*opened.span("label")), sure=True)
    cued = _cue().match(text, line, outer.start)
    if cued is not None:
        return _read(analysis, _label(text, cued.end(), outer.start), sure=True)
    if _EMPTY.fullmatch(text, line, outer.start) is not None:
        return _above(analysis, line)
    labelled = _LABELLED.fullmatch(text, line, outer.start)
    return _read(analysis, Span(*labelled.span("label")), sure=False) if labelled is not None else None


def _within_line(analysis: Analysis, open_at: int) -> Caption | None:
    """The caption after a cue in brackets, in a script that was put into one paragraph: [인터뷰]이름/직함 "…"."""
    text = analysis.text
    begin = text.rfind("[", open_at - LONGEST, open_at)
    cued = _cue().match(text, begin, open_at) if begin >= 0 else None
    if cued is None or text.find("]", begin, cued.end()) < 0:
        return None
    return _read(analysis, _label(text, cued.end(), open_at), sure=True)


def _above(analysis: Analysis, line: int) -> Caption | None:
    """The caption in the lines before the one that begins at `line`: other speech may stand between."""
    text, named = analysis.text, None
    for _ in range(_LINES_BACK):
        end = len(text[:line].rstrip())
        begin = text.rfind("\n", 0, end) + 1
        if begin >= end or text.count("\n", end, line) > 2:
            return None
        cued = _cue().match(text, begin, end)
        if cued is not None:
            return _read(analysis, _label(text, cued.end(), end) if cued.end() < end else named, sure=True)
        if named is not None:
            return None
        if _SPOKEN.fullmatch(text, begin, end) is None:
            if end - begin > LONGEST:
                return None
            bracketed = _OPENED.fullmatch(text, begin, end - 1) if text[end - 1] == "]" else None
            named = Span(*bracketed.span("label")) if bracketed is not None else Span(begin, end)
            if bracketed is not None or _PARTED.search(text, begin, end) is not None:
                found = _read(analysis, named, sure=False)
                if found is not None:
                    return found
        line = begin
    return None


def _label(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in " :：\t":
        end -= 1
    return Span(start, end)


def _read(analysis: Analysis, label: Span | None, *, sure: bool) -> Caption | None:
    """Whom a label names: a known person, a name by its place before a slash or a title, else its first words.

    Unless it is `sure` that this is a caption, the label must name a person.
    """
    if label is None or label.end - label.start > LONGEST:
        return None
    text = analysis.text
    if not label.of(text).strip():
        return Caption(None, None) if sure else None
    first = _PARTED.split(label.of(text), maxsplit=1)[0]
    own = Span(label.start, label.start + len(first))
    nameless = _ANONYMOUS.match(first)
    if nameless is not None and (sure or len(first) < len(label.of(text))):
        return Caption(nameless[0], Span(label.start, label.start + nameless.end()), True)
    people = [name for name in names_in(analysis, label) if name.person]
    if people and (sure or people[0].span.start == label.start or len(first) < len(label.of(text))):
        return Caption(people[0].name, people[0].span, True)
    words = _PARENTHESIS.sub("", first).split()
    parted = len(first) < len(label.of(text)) or _WITHIN.search(first) is not None
    if words and _is_name(words, parted=parted, sure=sure):
        at = text.find(words[0], own.start)
        return Caption(words[0], Span(at, at + len(words[0])), True)
    if not sure:
        return None
    shown = " ".join(words)
    if not shown:
        return Caption(None, None)
    known = read_phrase(analysis, own)
    if known is not None and known.sort in ("human", "org"):
        shown = known.name
    return Caption(shown, own)


def _is_name(words: list[str], *, parted: bool, sure: bool) -> bool:
    """Whether a label's first word is a name: a surname first, and an office, a slash or a bracket behind it."""
    word = words[0]
    if _NAME.fullmatch(word) is None or subject_kinds().get(word) is not None:
        return False
    family = word[:2] in surnames() or word[:1] in surnames()
    if not family or len(word) < 2:
        return False
    titled = len(words) > 1 and any(words[-1].endswith(title) for title in _titles())
    return titled or (parted and len(words) == 1 and (sure or len(word) == 3))


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["title"] for row in load_vocab("titles") if len(row["title"]) > 1 or row["title"] == "씨")
