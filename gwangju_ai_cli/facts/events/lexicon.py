"""The words of events, from `vocab/event_*.tsv`: senses of predicates, occasions, idioms, carriers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from gwangju_ai_cli.model import EventType
from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.vocab import alternation, load_vocab

Frame = Literal["", "go", "meet", "pass", "receive", "ask", "become", "choose", "office", "join", "hold"]
Outlook = Literal["planned", "done", "open"]

_CLASS = re.compile(r"\{([a-z_]+)\}")
_FIRST_SYLLABLE, _SYLLABLES, _FINALS, _VOWELS = ord("가"), 11172, 28, 21
_FINAL_N, _FINAL_L, _FINAL_B, _FINAL_S, _FINAL_SS, _FINAL_H = 4, 8, 17, 19, 20, 27
_VOWEL_EU, _VOWEL_EO = 18, 4
_CONTRACTED = {20: 6, 13: 14, 8: 9, 11: 10}
"""Vowels that melt with 어 or 아, by their number: ㅣ to ㅕ, ㅜ to ㅝ, ㅗ to ㅘ, ㅚ to ㅙ."""

HOLDING = frozenset(("열", "열리", "갖", "가지", "개최", "거행", "치르", "치러지", "진행", "마련", "마련되", "하"))
"""Stems that say no more than that an occasion takes place: the occasion tells the type."""

BUILDING: frozenset[EventType] = frozenset(("construction", "groundbreaking", "completion"))
"""Types in which something is built, and its subject may be what is built."""


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a predicate: its type, the frame of its arguments, and what its theme must and must not hold."""

    event_type: EventType
    frame: Frame = ""
    needs: re.Pattern[str] | None = None
    bars: re.Pattern[str] | None = None

    def fits(self, theme: str) -> bool:
        """Whether a theme (the text of a noun phrase, "" where there is none) allows this sense."""
        if self.needs is not None and not self.needs.search(theme):
            return False
        return self.bars is None or not self.bars.search(theme)


@cache
def senses() -> dict[str, tuple[Sense, ...]]:
    """The senses of each stem, in the order in which they are tried."""
    out: dict[str, tuple[Sense, ...]] = {}
    for row in load_vocab("event_predicates"):
        kind, frame = cast("EventType", row["event_type"]), cast("Frame", row["frame"])
        sense = Sense(kind, frame, _condition(row["needs"]), _condition(row["bars"]))
        for stem in row["stems"].split(" "):
            out[stem] = (*out.get(stem, ()), sense)
    return out


@cache
def _classes() -> dict[str, str]:
    return {row["class"]: row["pattern"] for row in load_vocab("event_themes")}


@cache
def _condition(written: str) -> re.Pattern[str] | None:
    """A condition on themes, the classes in it written out; None for an empty one."""
    return pattern(_CLASS.sub(lambda found: _classes()[found[1]], written)) if written else None


@cache
def idioms() -> dict[tuple[str, str], Sense]:
    """Verbs with the one noun that makes them an event: (열, 문)."""
    return {
        (row["stem"], row["noun"]): Sense(cast("EventType", row["event_type"]), cast("Frame", row["frame"]))
        for row in load_vocab("event_idioms")
    }


@cache
def carriers(use: Literal["verb", "noun"]) -> dict[str, Outlook]:
    """Verbs (건립을 추진한다) or nouns (준공 예정) that carry a noun of an event, with what they say of it."""
    return {row["word"]: cast("Outlook", row["outlook"]) for row in load_vocab("event_carriers") if row["use"] == use}


@cache
def _occasions() -> dict[str, EventType]:
    return {row["noun"]: cast("EventType", row["event_type"]) for row in load_vocab("event_occasions")}


def occasion(theme: str) -> EventType | None:
    """The type of event that a phrase's last noun makes when it takes place; None where it is no occasion.

    >>> occasion("가온도서관 착공식"), occasion("주민 간담회"), occasion("대책")
    ('groundbreaking', 'meeting', None)
    """
    theme = theme.removesuffix(" 심의").removesuffix(" 심사")  # "12일 열리는 임시회 심의를 거쳐"
    if theme == "전" or theme.endswith(" 전"):
        return "holding"
    for length in range(min(8, len(theme)), 0, -1):
        found = _occasions().get(theme[-length:])
        if found is not None:
            return found
    return None


def sense_of(stem: str, lemma: str, theme: str) -> Sense | None:
    """What a predicate with this theme means as an event.

    >>> found = sense_of("개통", "개통되", "우회도로")
    >>> found and found.event_type
    'opening'
    >>> sense_of("열", "열", "마음") is None
    True
    """
    if len(stem) == 1 and stem != lemma:
        stem = lemma  # 달하다 is no 달다
    if stem in HOLDING or lemma in HOLDING:
        held = occasion(theme)
        if held is not None:
            return Sense(held, "hold")
    for sense in senses().get(lemma, ()) or senses().get(stem, ()):
        if sense.fits(theme):
            return sense
    return None


def written_forms(stem: str) -> Iterator[str]:
    """How a text may begin to write a stem: itself, and with the endings and contractions that change its sounds.

    >>> sorted(written_forms("넘기")), sorted(written_forms("열"))
    (['넘겨', '넘겼', '넘기', '넘긴', '넘길', '넘깁', '넘깄'], ['여', '연', '열', '엽'])
    """
    yield stem
    head, last = stem[:-1], ord(stem[-1]) - _FIRST_SYLLABLE
    if not 0 <= last < _SYLLABLES:
        return
    final, vowel = last % _FINALS, last // _FINALS % _VOWELS
    open_syllable = last - final
    if final == _FINAL_L:  # 여는, 연, 엽니다
        yield from (head + chr(_FIRST_SYLLABLE + open_syllable + added) for added in (0, _FINAL_N, _FINAL_B))
    elif final == _FINAL_H and vowel in _CONTRACTED:  # 놓다: 놔, 놨
        changed = _FIRST_SYLLABLE + open_syllable + (_CONTRACTED[vowel] - vowel) * _FINALS
        yield from (head + chr(changed), head + chr(changed + _FINAL_SS))
    elif final == _FINAL_S:  # 짓다: 지은
        yield head + chr(_FIRST_SYLLABLE + open_syllable)
    elif final == 0:
        yield from (head + chr(_FIRST_SYLLABLE + last + added) for added in (_FINAL_N, _FINAL_L, _FINAL_B, _FINAL_SS))
        joined = _CONTRACTED.get(vowel)
        if joined is not None:  # 넘겨, 넘겼; 세워, 세웠
            changed = _FIRST_SYLLABLE + last + (joined - vowel) * _FINALS
            yield from (head + chr(changed), head + chr(changed + _FINAL_SS))
        if vowel == _VOWEL_EU:  # 모으다: 모아; 오르다: 올라; 뜨다: 떠
            yield from _without_eu(head, stem[-1])


def _without_eu(head: str, last: str) -> Iterator[str]:
    """How a stem in ㅡ begins where its vowel falls away: before it, with what the syllable leaves."""
    if not head:
        dark = ord(last) - (_VOWEL_EU - _VOWEL_EO) * _FINALS
        yield from (chr(dark), chr(dark + _FINAL_SS))
    elif last == "르":
        yield chr(ord(head[-1]) + _FINAL_L) if len(head) == 1 else head[:-1] + chr(ord(head[-1]) + _FINAL_L)
    else:
        yield head


def _forms() -> list[str]:
    stems = [stem for row in load_vocab("event_predicates") for stem in row["stems"].split(" ")]
    stems += [*HOLDING - {"하"}, *(row["stem"] for row in load_vocab("event_idioms"))]
    # 하다 holds an occasion, and a headline names it alone: 정상회담을 하고, 개관식.
    nouns = [row["noun"] for row in load_vocab("event_occasions")]
    return [form for stem in stems for form in written_forms(stem) if form] + nouns


def _trigger() -> re.Pattern[str]:
    """The forms by their first syllable, and with `re`: found in a sixth of the time (a third of what events took)."""
    rests: dict[str, list[str]] = {}
    for form in dict.fromkeys(_forms()):
        rests.setdefault(form[0], []).append(form[1:])
    alone = (re.escape(first) for first, tails in rests.items() if "" in tails)
    branches = (f"{re.escape(first)}(?:{alternation(tails)})" for first, tails in rests.items() if "" not in tails)
    return pattern("|".join((*alone, *branches)))


TRIGGER = _trigger()
"""The stems as a text may write them, and the nouns of occasions."""
