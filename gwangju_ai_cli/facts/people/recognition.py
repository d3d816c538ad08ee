"""People as they are mentioned: `person_mentions(analysis)`, once a document.

A word becomes a person by evidence of two kinds: its shape (surname and syllables, parts of foreign names, what
Kiwi reads) and what stands around it (titles, honorifics, ages, spellings in parentheses, lists). Each piece
of evidence has an id and a weight; the heaviest one names the rule.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from gwangju_ai_cli.facts.people import context as ctx
from gwangju_ai_cli.facts.people.appointments import appointed
from gwangju_ai_cli.facts.people.candidates import THRESHOLD, Candidate, SentenceReading
from gwangju_ai_cli.facts.people.captions import captioned
from gwangju_ai_cli.facts.people.evidence import (
    choose,
    link_lists,
    link_roles,
    nearest_title,
    prefer_whole,
    share_titles,
    weigh,
)
from gwangju_ai_cli.facts.people.foreign import foreign, spelled
from gwangju_ai_cli.facts.people.korean import aliased, hopes, introduced, known, known_latin, korean, parts
from gwangju_ai_cli.facts.people.surnames import called, given, letters, surnames
from gwangju_ai_cli.model import PersonMention, Sentence, Span
from gwangju_ai_cli.names import shape
from gwangju_ai_cli.names.shape import word_set

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

_CLOSERS = frozenset(")’”」』>》]")
_HANGUL = re.compile("[가-힣]")
_GIVEN_MARK = re.compile("씨| 군| 양|스님")
_AFTER_GIVEN = frozenset((" 씨", " 군", " 양", " 스"))
DOUBTFUL = 6
"""From this evidence on `explain` tells why a candidate is no person."""
LEAST_HOPE = -8
"""From this evidence on a word with a title may be confirmed by a later surname with the same title."""
HOPELESS = -18
"""A shape below this stays a common word, whatever stands around it."""
_REPEATED = frozenset(("full", "foreign", "stage", "given"))


def person_mentions(analysis: Analysis) -> tuple[PersonMention, ...]:
    """Every mention of a person in document order, in view offsets; computed once a document."""
    return analysis.memo(_find)[0]


def person_doubts(analysis: Analysis) -> tuple[PersonMention, ...]:
    """What nearly was a person: some evidence, but less than `THRESHOLD`. For `explain`."""
    return analysis.memo(_find)[1]


def _find(analysis: Analysis) -> tuple[tuple[PersonMention, ...], tuple[PersonMention, ...]]:
    found: list[PersonMention] = []
    doubts: list[PersonMention] = []
    written = [s for s in analysis.sentences if _HANGUL.search(analysis.text, s.span.start, s.span.end)]
    for sentence in written:
        analysis.tokens(sentence)  # all in a row: Kiwi and the rules in turn would drive each other out of the caches
    for sentence in written:
        for mention in _mentions_of(analysis, sentence):
            (found if mention.weight >= THRESHOLD else doubts).append(mention)
    found += _confirmed(analysis.text, found, doubts)
    doubts = [doubt for doubt in doubts if doubt.weight >= DOUBTFUL]
    found = appointed(analysis, found)
    found += _repeats(analysis.text, found)
    taken = sorted(mention.span for mention in found)
    doubts = [doubt for doubt in doubts if not any(doubt.span.overlaps(span) for span in taken)]
    return tuple(sorted(found, key=_place)), tuple(sorted(doubts, key=_place))


def _confirmed(text: str, found: list[PersonMention], doubts: list[PersonMention]) -> list[PersonMention]:
    """Doubtful names that a later surname with the same title confirms: ‘문인 북구청장 … 문 구청장’.

    A surname with a title stands only where the full name stood before: here no other full name explains it.
    """
    out: list[PersonMention] = []
    hopeful = [d for d in doubts if d.form == "full" and d.title is not None and d.title_kind == "title"]
    for later in found if hopeful else ():
        if later.form != "surname" or later.rule != "person.surname.title" or later.title is None:
            continue
        if any(_means(later, mention, text) for mention in (*found, *out) if mention.form == "full"):
            continue
        likely = [doubt for doubt in hopeful if _means(later, doubt, text)]
        if likely:
            best = max(likely, key=lambda doubt: doubt.weight)
            out.append(replace(best, weight=THRESHOLD, rule="person.surname.confirmed"))
    return out


def _means(later: PersonMention, mention: PersonMention, text: str) -> bool:
    """Whether a surname with a title may mean the full name: the same surname before it, no other title."""
    parts = shape.split_korean(mention.text)
    if parts is None or parts[0] != later.text or mention.span.start >= later.span.start:
        return False
    if mention.title is None or later.title is None:
        return mention.weight >= THRESHOLD
    return mention.title.of(text).endswith(later.title.of(text))


def _place(mention: PersonMention) -> Span:
    return mention.span


def _mentions_of(analysis: Analysis, sentence: Sentence) -> Iterator[PersonMention]:
    """The mentions of one sentence, and what nearly is one: told apart by weight."""
    reading = SentenceReading(analysis, sentence)
    lines = list(captioned(reading))
    others = (*letters(reading), *surnames(reading), *known_latin(reading), *aliased(reading), *parts(reading))
    made = [span for line in lines for span in (line.span, *([line.title.phrase] if line.title is not None else []))]
    candidates = [*lines, *(c for c in others if not any(span.overlaps(c.span) for span in made))]
    claimed = [*(candidate.span for candidate in candidates), *made]
    for candidate in spelled(reading):
        weigh(reading, candidate)
        candidates.append(candidate)
    for candidate in _named(reading):
        rivals = [span for span in claimed if candidate.span.overlaps(span)]
        if rivals and _ends_in_surname(candidate, rivals[0]):
            candidates = [other for other in candidates if other.span != rivals[0]]
        elif rivals:
            continue
        candidates.append(candidate)
    if not candidates:
        return
    nearest_title(reading, candidates)
    link_roles(reading, candidates)
    link_lists(reading, candidates)
    prefer_whole(candidates)
    chosen = choose(candidates)
    share_titles(reading, chosen)
    for candidate in chosen:
        yield _mention(candidate)
        if candidate.hanja is not None:
            text = candidate.hanja.of(reading.text)
            yield PersonMention(candidate.hanja, text, "hanja", "person.hanja", candidate.weight)
    for candidate in candidates:
        if DOUBTFUL <= candidate.weight < THRESHOLD or (candidate.title and LEAST_HOPE <= candidate.weight < DOUBTFUL):
            yield _mention(candidate)


def _ends_in_surname(candidate: Candidate, surname: Span) -> bool:
    """Whether what looks like a surname alone ends a whole name: ‘캔디 ○ 씨’."""
    first, _, rest = candidate.text.partition(" ")
    if not rest or candidate.span.end != surname.end or candidate.weight < THRESHOLD:
        return False
    return shape.foreign_words().get(first, "").startswith(("given", "either"))


def _named(reading: SentenceReading) -> Iterator[Candidate]:
    """For each stretch of Hangul the best reading of it as a name, and as one of several words."""
    text, first = reading.text, reading.first
    any_given = _GIVEN_MARK.search(text, reading.span.start, reading.span.end + 3) is not None
    tells_of_group = reading.tells_of_group
    may_introduce = tells_of_group or reading.tells_of_artist
    for begin, end in reading.stretches:
        # Each reading has something that it cannot do without, looked at here: most stretches have none of it.
        word = text[begin:end]
        may_korean, may_foreign, may_known = hopes(word)
        may_give = any_given and (text[end : end + 2] in _AFTER_GIVEN or "씨" in word or "스님" in word)
        token = first.get(begin)
        proper = token is not None and (token.tag == "NNP" or (token.guessed and token.tag == "NNG"))
        if not (proper or may_korean or may_foreign or may_known or may_give or tells_of_group):
            continue
        before = text[begin - 1] if begin else ""
        # After a closing sign stands a particle, not a name: "‘…시사회’에서는".
        if before in _CLOSERS and begin > reading.span.start and not text.endswith("故)", 0, begin):
            continue
        if before in "'\"" and ctx.after_quote(text, begin):
            continue
        options: list[Candidate] = []
        if may_korean:
            options += korean(reading, begin, end)
        if proper or may_foreign:
            options += foreign(reading, begin, end)
        if may_known:
            options += known(reading, begin, end)
        if may_give:
            options += given(reading, begin, end)
        if may_introduce and (proper or tells_of_group):
            options += introduced(reading, begin, end)
        if proper and end - begin > 2 and token is not None and token.end == begin + 2:
            options += called(reading, begin)
        if not options:
            continue
        options = [o for o in options if o.shape >= HOPELESS and o.text not in reading.dictionary]
        for option in options:
            weigh(reading, option)
        # A name of several words may weigh less than its first one, which all know: "아사다 마오".
        for group in (options, [option for option in options if " " in option.text and option.weight >= THRESHOLD]):
            if group:
                yield max(group, key=lambda option: (option.weight, len(option.text)))


def _mention(candidate: Candidate) -> PersonMention:
    title = candidate.title
    return PersonMention(
        candidate.span,
        candidate.text,
        candidate.form,
        candidate.rule,
        candidate.weight,
        title=title.span if title else None,
        title_kind=title.kind if title else "title",
        phrase=title.phrase if title else None,
        former=title.former if title else False,
        latin=candidate.latin,
        note=candidate.note,
        anonymous=candidate.rule == "person.surname.anonymous",
    )


def _repeats(text: str, found: list[PersonMention]) -> list[PersonMention]:
    """Further mentions of the people found: the same name, its surname before the title it had, a foreign family name.

    ‘이 시장’ is a mention only after ‘이○○ 광주광역시장’; without that it is this market.
    """
    out: list[PersonMention] = []
    taken = sorted(mention.span for mention in found)
    seen: set[str] = set()

    def add(mention: PersonMention) -> None:
        index = bisect_left(taken, mention.span)
        if not any(mention.span.overlaps(other) for other in taken[max(0, index - 1) : index + 1]):
            out.append(mention)
            insort(taken, mention.span)

    for mention in sorted(found, key=lambda mention: mention.span):
        for surname, title in _addresses(mention, text):
            if (key := f"{surname} {title}") not in seen:
                seen.add(key)
                for at in _occurrences(text, key, mention.span.end):
                    place, said = Span(at, at + len(surname)), Span(at + len(surname) + 1, at + len(key))
                    rule = "person.repeat.title"
                    add(PersonMention(place, surname, "surname", rule, THRESHOLD, title=said, phrase=said))
        for name, begin in _names_again(mention):
            if name not in seen:
                seen.add(name)
                for at in _occurrences(text, name, begin):
                    add(PersonMention(Span(at, at + len(name)), name, mention.form, "person.repeat", THRESHOLD))
    return out


def _addresses(mention: PersonMention, text: str) -> Iterator[tuple[str, str]]:
    """How a person may be called later: surname and title, the title cut short: 이 시장, 이 광역시장.

    Not those called 전: ‘전 대통령’ is the former one.
    """
    parts = shape.split_korean(mention.text) if mention.form == "full" else None
    if parts is None or parts[0] in word_set("time") or mention.title is None or mention.title_kind != "title":
        return
    title = mention.title.of(text)
    for length in range(2, min(len(title), ctx.LONGEST_TITLE) + 1):
        if title[-length:] in ctx.titles_after():
            yield parts[0], title[-length:]


def _names_again(mention: PersonMention) -> Iterator[tuple[str, int]]:
    """Names by which a person is found again, and from where on: the name itself, a foreigner's family name."""
    if mention.form not in _REPEATED:
        return
    if len(mention.text) >= 3:
        yield mention.text, 0
    first, _, rest = mention.text.rpartition(" ")
    if first and len(rest) >= 2 and rest not in shape.not_names():
        yield rest, mention.span.end


def _occurrences(text: str, name: str, begin: int) -> Iterator[int]:
    """Where `name` stands as a word of its own from `begin` on: before a particle or a sign."""
    at = text.find(name, begin)
    while at >= 0:
        if not text[at - 1 : at].isalnum() and ctx.closes(text, at + len(name)):
            yield at
        at = text.find(name, at + len(name))
