"""Subjects of a stretch of text: who may have said what stands beside it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import regex

from gwangju_ai_cli.facts.quotes.people import Speaker, name_around, names_in, read_phrase
from gwangju_ai_cli.facts.quotes.reporting import tokens_between
from gwangju_ai_cli.facts.quotes.speech import pairs
from gwangju_ai_cli.korean.clauses import Phrase, Syntax, parse
from gwangju_ai_cli.model import Span

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

Role = Literal["topic", "subject", "source", "bare"]

_NARROW = frozenset({"adnominal", "nominalised", "complement"})
_AFTER_NAME = regex.compile(
    r"[”\"’'」]?(?:\s?\([^()]{1,40}\))?(?:\s?[가-힣A-Za-z·]{1,14}){0,3}?(?P<particle>은|는|이|가|도|께서는?|측은|측이)(?=[\s,\"“‘'])"
)
_ABOUT = regex.compile(r"대해|관해|관련|위해|통해|에게|에서|으로")
_DEEPEST = 8
"""Pairs of marks before a phrase among which the one around it is looked for."""
_NEXT_TO = 14
"""Characters between a subject and the opening mark within which it is the nearest one (“시의회가 이날 "…"고 하자”)."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A phrase in a subject's place. `free` says that no clause before the quotation has taken it,
    `clause` the index of the one that has."""

    speaker: Speaker
    role: Role
    span: Span
    free: bool
    clause: int = 0
    more: tuple[Speaker, ...] = ()

    @property
    def name(self) -> str:
        """The names of all who are joined in the subject, as one string."""
        return ", ".join(dict.fromkeys([*(one.name for one in self.more), self.speaker.name]))


def read_subjects(analysis: Analysis, begin: int, end: int) -> tuple[list[Subject], Syntax]:
    """The subjects that stand in a stretch, in order, relative clauses left out; with its syntax."""
    text = analysis.text
    syntax = parse(tokens_between(analysis, begin, end), text, Span(begin, end))
    out: list[Subject] = []
    narrow: list[Subject] = []
    for phrase in syntax.phrases:
        role = _role(phrase)
        clause = syntax.clause_of(phrase)
        if role is None:
            continue
        found = subject_of(analysis, syntax, phrase, role, free=clause is None)
        if found is None or _within_marks(analysis, found.span):
            continue
        (narrow if clause is not None and clause.kind in _NARROW else out).append(found)
    # "봉선화씨가 젖은 옷을 들고": only where nobody else may be the subject
    out = out or [one for one in narrow if one.speaker.sort in ("person", "human") and one.role == "subject"]
    out += _unread(analysis, syntax, out, begin, end)
    bare = _bare(analysis, syntax, end)
    if bare is not None and all(found.span.end < bare.span.start for found in out):
        out.append(bare)
    return sorted(out, key=lambda found: found.span), syntax


def _within_marks(analysis: Analysis, span: Span) -> bool:
    """Whether a phrase stands within marks that hold more than it: ‘군민이 우습나’."""
    found, last = pairs(analysis), bisect_right(analysis.memo(_pair_starts), span.start)
    return any(pair.inner.covers(span) and span.end < pair.inner.end for pair in found[max(0, last - _DEEPEST) : last])


def _pair_starts(analysis: Analysis) -> list[int]:
    return [pair.outer.start for pair in pairs(analysis)]


def subject_of(analysis: Analysis, syntax: Syntax, phrase: Phrase, role: Role, *, free: bool) -> Subject | None:
    """The subject that a phrase is, with what belongs to it on the left."""
    begin = phrase.span.start
    at = phrase.index - 1
    while at >= 0 and syntax.phrases[at].case == "genitive" and begin - syntax.phrases[at].span.end <= 4:
        begin = syntax.phrases[at].span.start
        at -= 1
    around = name_around(analysis, begin)
    if around is not None:
        begin = around.span.start
    span = Span(begin, phrase.span.end)
    speaker = read_phrase(analysis, span)
    if speaker is None:
        return None
    clause = syntax.clause_of(phrase)
    # what no clause has taken belongs to the quotation's own: the nearest first
    order = clause.index if clause is not None else len(syntax.clauses) + phrase.index
    return Subject(speaker, role, span, free, order, tuple(_joined(analysis, syntax, at, span, speaker)))


def _joined(analysis: Analysis, syntax: Syntax, before: int, span: Span, speaker: Speaker) -> list[Speaker]:
    """Those who speak too: ‘○○ 군수와 △△ 의장은’, ‘○○·△△ 의원은’. `before` is the phrase to the left of `span`."""
    out: list[Speaker] = []
    if speaker.sort not in ("person", "org"):
        return out
    stretches = [Span(span.start, speaker.span.start)]
    while before >= 0:
        phrase = syntax.phrases[before]
        listed = phrase.case == "conjunct" or (phrase.case == "bare" and phrase.comma)
        if not listed or syntax.clause_of(phrase) is not syntax.clause_of(syntax.phrases[before + 1]):
            break
        stretches.append(phrase.span)
        before -= 1
    for stretch in stretches:
        alike = [n for n in names_in(analysis, stretch) if n.person == (speaker.sort == "person")]
        if not alike:
            if stretch is stretches[0]:
                continue
            break
        if stretch is not stretches[0]:
            alike = alike[-1:]
        elif regex.search("[·,]", analysis.text[alike[0].span.end : speaker.span.start]) is None:
            break
        out = [*(Speaker(name.name, name.span, speaker.sort) for name in alike), *out]
    return out


def _role(phrase: Phrase) -> Role | None:
    if phrase.case == "topic":
        return "topic"
    if phrase.case == "subject":
        return "topic" if phrase.particle.endswith("는") else "subject"
    if phrase.case == "bare" and phrase.particle == "도":
        return "subject"
    if phrase.case == "basis" and regex.search("따르면|의하면", phrase.particle):
        return "source"
    return None


def _unread(analysis: Analysis, syntax: Syntax, known: list[Subject], begin: int, end: int) -> list[Subject]:
    """Names with a subject's particle that the syntax missed: names that the analyser reads as verbs."""
    text = analysis.text
    out = []
    for name in names_in(analysis, Span(begin, end)):
        match = _AFTER_NAME.match(text, name.span.end, min(len(text), end + 1))
        if match is None or any(found.span.overlaps(name.span) for found in known):
            continue
        span = Span(name.span.start, match.start("particle"))
        phrase = syntax.phrase_at(name.span)
        read = phrase is not None and phrase.case not in ("bare", "conjunct", "complement")
        if read or _ABOUT.search(match[0]):
            continue
        if " " in text[name.span.end : span.end].strip() and phrase is not None and not phrase.span.covers(span):
            continue
        speaker = read_phrase(analysis, span)
        if speaker is not None:
            role: Role = "topic" if match["particle"] in ("은", "는", "께서는", "측은", "도") else "subject"
            order = len(syntax.clauses) + (phrase.index if phrase is not None else 0)
            out.append(Subject(speaker, role, span, True, order))
    return out


def _bare(analysis: Analysis, syntax: Syntax, end: int) -> Subject | None:
    """A name without a particle right before the opening mark: a headline, a list of statements."""
    if not syntax.phrases:
        return None
    last = syntax.phrases[-1]
    gap = analysis.text[last.span.end : end]
    if last.case not in ("bare", "label") or syntax.clause_of(last) is not None:
        return None
    if gap.strip(" ,:=·)〉>]…") or len(gap) > 3:
        return None
    found = subject_of(analysis, syntax, last, "bare", free=True)
    if found is None or found.speaker.sort not in ("person", "org") or found.speaker.span.end < last.span.start:
        return None
    return found


def best_subject(found: list[Subject], open_at: int) -> Subject | None:
    """The subject of a quotation among those before it: who is able to speak, then the one next to it, then topics."""
    able = [one for one in found if one.speaker.speaks or one.speaker.sort == "pronoun"]
    plain = [one for one in found if one.speaker.sort == "plain" and one.role == "topic"]
    free = [one for one in plain if one.free]
    if able and free and not any(one.free for one in able) and free[-1].span.start > able[-1].span.start:
        able = []  # "○○ 씨는 웃었고, 시완은": a name that nothing told
    able = able or free or plain
    if not able:
        return None

    def rank(one: Subject) -> tuple[bool, bool, bool, int, int]:
        near = one.role == "subject" and one.free and open_at - one.span.end <= _NEXT_TO
        # of two subjects that one clause took, the first is the sentence's: "○○ 측이 △△씨가 주장한 지"
        return near, one.role == "topic" or near, one.free, one.clause, -one.span.start

    with_particle = [one for one in able if one.role in ("topic", "subject")]
    return max(with_particle or able, key=rank)
