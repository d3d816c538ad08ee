"""One happening told more than once: headlines take the status of what they announce, later tellings point back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gwangju_ai_cli.facts.events.words import role
from gwangju_ai_cli.model import EventFact, EventType

_AT_ONCE: frozenset[EventType] = frozenset(
    (
        "agreement",
        "approval",
        "appointment",
        "award",
        "selection",
        "announcement",
        "resignation",
        "rejection",
        "funding",
        "budgeting",
        "submission",
        "donation",
        "death",
        "incident",
        "legal",
        "investment",
        "acquisition",
    )
)
"""What a headline's bare noun says is over: 한빛시, 국비 84억 확보."""
_FIGURE = re.compile(r"[0-9][0-9,.]*\s?(?:[조억만천백]|원|건|곳|명|개)")
_WORD = re.compile(r"[가-힣A-Za-z]{2,}[0-9]*")
_COUNTED = re.compile(r"[0-9][0-9,.]*\s?[가-힣]*")
_REMEMBERED = 40
"""Events before one among which its first telling is looked for."""
_BY_DAY: frozenset[EventType] = frozenset(("agreement", "call", "funding", "holding", "meeting"))
"""Types that the day alone tells, where one telling leaves the thing out."""
_TELLING = 3
"""Syllables of a word that alone tells one thing from another."""
_ENOUGH = 0.5
"""The share of the shorter object's words that both have to name."""


def with_status(events: list[EventFact]) -> Iterator[EventFact]:
    """The events, each headline's noun with the status of the next event of its type: it has no tense of its own."""
    following: dict[EventType, EventFact] = {}
    out: list[EventFact] = []
    for event in reversed(events):
        if event.status is None and event.text[-1:] != "다":
            event = _told(event, following.get(event.event_type))
        if event.status is not None:
            following[event.event_type] = event
        out.append(event)
    return reversed(out)


def _told(event: EventFact, later: EventFact | None) -> EventFact:
    if later is not None:
        return replace(event, status=later.status)
    return replace(event, status="done") if event.event_type in _AT_ONCE and event.date is None else event


def mark_retold(events: Iterable[EventFact]) -> Iterator[EventFact]:
    """The events, those that tell an earlier one again with its span as `same_as`.

    Alike are two of one type whose status, dates and actors do not differ, and whose objects share a figure or a name:
    412억원 and 총사업비 412억원, 업무협약 and 청년창업 업무협약.
    """
    firsts: list[EventFact] = []
    for event in events:
        same = next((first for first in reversed(firsts[-_REMEMBERED:]) if _is_retold(first, event)), None)
        if same is None:
            firsts.append(event)
            yield event
        else:
            yield replace(event, same_as=same.span)


def _is_retold(first: EventFact, event: EventFact) -> bool:
    if first.event_type != event.event_type or (first.status and event.status and first.status != event.status):
        return False
    if first.date and event.date and (first.start_date, first.end_date) != (event.start_date, event.end_date):
        return False
    if first.place and event.place and first.place != event.place:
        return False
    return _share_actors(first, event) and _same_thing(first, event)


def _share_actors(first: EventFact, event: EventFact) -> bool:
    """Whether somebody acts in both, or one names nobody; 경북도 is 경상북도."""
    if not first.actors or not event.actors:
        return True
    return any(_is_short(*sorted((one, other), key=len)) for one in first.actors for other in event.actors)


def _is_short(short: str, name: str) -> bool:
    """Whether a name's syllables stand in a longer one, in order."""
    syllables = iter(name)
    return all(syllable in syllables for syllable in short)


def _same_thing(first: EventFact, event: EventFact) -> bool:
    if not first.object or not event.object:
        # Nothing but the day can tell then: "5월 10일까지 접수 … 참여팀을 모집한다".
        told = first.event_type in _BY_DAY and bool(first.object or event.object)
        return told and first.date is not None and first.date == event.date
    figures = set(_FIGURE.findall(first.object)), set(_FIGURE.findall(event.object))
    if figures[0] and figures[1]:
        return bool(figures[0] & figures[1])
    shorter, longer = sorted((_words(first.object), _words(event.object)), key=len)
    if not shorter:
        return False
    shared = [word for word in shorter if any(_alike(word, other) for other in longer)]
    telling = len(shared) > 1 or any(len(word) >= _TELLING for word in shared)  # not 투자, 공모 alone
    return telling and len(shared) / len(shorter) >= _ENOUGH


def _words(thing: str) -> set[str]:
    return set(_WORD.findall(_COUNTED.sub(" ", thing))) - role("small")


def _alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one) or one.endswith(other) or other.endswith(one)
