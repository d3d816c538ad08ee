"""The words of events, from `vocab/event_*.tsv`: senses of predicates, occasions, idioms, carriers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

import regex

from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.vocab import alternation, load_vocab

Frame = Literal["", "go", "meet", "pass", "receive", "ask", "become", "choose", "office", "join", "hold"]
Outlook = Literal["planned", "done", "open"]

HOLDING = frozenset(("열", "열리", "갖", "가지", "개최", "거행", "치르", "치러지", "진행", "마련", "마련되", "하"))
"""Stems that say no more than that an occasion takes place: the occasion tells the type."""
_HOLDING_FORMS = (
    "열|여는|연다|연 |갖|가졌|가진|가질|가져|개최|거행|치르|치렀|치른|치러|진행|마련"
    "|회담을 |회의를 |회견을 |간담회를 |면담을 |회동을 |토론회를 |설명회를 |공청회를 |공연을 |집회를 |훈련을 |식을 "
)


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a predicate: its type, the frame of its arguments, and what its theme must and must not hold."""

    event_type: str
    frame: Frame = ""
    needs: regex.Pattern[str] | None = None
    bars: regex.Pattern[str] | None = None

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
        sense = Sense(
            row["event_type"],
            cast("Frame", row["frame"]),
            regex.compile(row["needs"]) if row["needs"] else None,
            regex.compile(row["bars"]) if row["bars"] else None,
        )
        out[row["stem"]] = (*out.get(row["stem"], ()), sense)
    return out


@cache
def idioms() -> dict[tuple[str, str], Sense]:
    """Verbs with the one noun that makes them an event: (열, 문)."""
    return {
        (row["stem"], row["noun"]): Sense(row["event_type"], cast("Frame", row["frame"]))
        for row in load_vocab("event_idioms")
    }


@cache
def carriers(use: Literal["verb", "noun"]) -> dict[str, Outlook]:
    """Verbs (건립을 추진한다) or nouns (준공 예정) that carry a noun of an event, with what they say of it."""
    return {row["word"]: cast("Outlook", row["outlook"]) for row in load_vocab("event_carriers") if row["use"] == use}


@cache
def _occasions() -> dict[str, str]:
    return {row["noun"]: row["event_type"] for row in load_vocab("event_occasions")}


def occasion(theme: str) -> str | None:
    """The type of event that a phrase's last noun makes when it takes place; None where it is no occasion.

    >>> occasion("가온도서관 착공식"), occasion("주민 간담회"), occasion("대책")
    ('construction', 'meeting', None)
    """
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
    if stem in HOLDING or lemma in HOLDING:
        held = occasion(theme)
        if held is not None:
            return Sense(held, "hold")
    for sense in senses().get(lemma, ()) or senses().get(stem, ()):
        if sense.fits(theme):
            return sense
    return None


def _forms() -> list[str]:
    forms = [form for row in load_vocab("event_predicates") for form in (row["forms"] or row["stem"]).split("|")]
    forms += [form for row in load_vocab("event_idioms") for form in row["forms"].split("|")]
    return [*forms, *_HOLDING_FORMS.split("|")]


def _trigger() -> re.Pattern[str]:
    """The forms by their first syllable, and with `re`: found in a sixth of the time (a third of what events took)."""
    rests: dict[str, list[str]] = {}
    for form in dict.fromkeys(_forms()):
        rests.setdefault(form[0], []).append(form[1:])
    return pattern("|".join(f"{re.escape(first)}(?:{alternation(rest)})" for first, rest in rests.items()))


TRIGGER = _trigger()
"""The stems as a text may write them; one that changes its sounds (짓다: 지었다) names its forms."""
