"""Which phase of its project a figure is of: the one that the text speaks of where it stands."""

from __future__ import annotations

import re
from dataclasses import replace

from gwangju_ai_cli.projects.amounts import Amount
from gwangju_ai_cli.projects.casting import Topic
from gwangju_ai_cli.projects.desk import Desk, elsewhere
from gwangju_ai_cli.projects.model import Figure

_PHASE = re.compile(r"(?:제\s?)?(\d{1,2})\s?단계(?!\s?(?:높|낮|올|내|상향|하향|격상|로\s?격상))")
_ALL = re.compile(r"전체\s?사업비|합쳐|통틀어|모두\s합")
_NEAR = 12
Mark = tuple[int, str]


def with_phases(figures: list[Figure], desk: Desk) -> list[Figure]:
    """The figures, each with its phase; where no phase is said it is the whole's."""
    marks = [(match.start(), f"{match[1]}단계") for match in _PHASE.finditer(desk.text)]
    if not marks:
        return figures
    view = desk.scene.analysis.view
    amounts = {view.locate(amount.span).start: amount for amount in desk.found}
    owned: dict[int, list[Mark]] = {}
    for at, phase in marks:
        topic = _topic_at(at, desk)
        if topic is not None:
            owned.setdefault(topic.number, []).append((at, phase))
    return [
        replace(figure, phase=_phase(figure, figures, amounts[figure.place.start], owned.get(figure.topic, [])))
        for figure in figures
    ]


def _phase(figure: Figure, figures: list[Figure], amount: Amount, own: list[Mark]) -> str | None:
    """The phase named last before the amount, else right behind it; of a document with one phase only, that."""
    if not own or _ALL.search(amount.whole[-20:]):
        return None
    past = [phase for at, phase in own if at < amount.span.start]
    limit = min(amount.span.end + _NEAR, amount.sentence.span.end)
    behind = [phase for at, phase in own if amount.span.end <= at < limit]
    if past or behind:
        return (past[-1:] or behind)[0]
    only = len({phase for _, phase in own}) == 1
    return own[0][1] if only and not _whole_beside(figure, figures, own[0][0]) else None


def _whole_beside(figure: Figure, figures: list[Figure], at: int) -> bool:
    """Whether a total stands before the only phase is named, and another, smaller, behind it."""
    return figure.kind == "total" and any(
        other.kind == "total"
        and other.topic == figure.topic
        and other.amount * 10 < figure.amount * 9
        and other.place.start > at
        for other in figures
    )


def _topic_at(at: int, desk: Desk) -> Topic | None:
    """The topic that a phase named at that place is of."""
    sentence = desk.scene.analysis.sentence_at(at)
    main = desk.cast.main if desk.over is None else None
    best: Topic | None = None
    for index, mention in enumerate(desk.cast.mentions):
        topic = desk.topic(index)
        if mention.span.start > at or topic.round is not None or mention.paragraph != sentence.paragraph:
            continue
        known = main is None or topic is main or elsewhere(topic, main)
        inside = mention.sentence == sentence.index
        if known or (inside and (mention.strong or mention.phase is not None)):
            best = topic
    return best or main
