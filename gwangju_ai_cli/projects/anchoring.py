"""Which project an amount belongs to: rules as rows, the first that gives one decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gwangju_ai_cli.projects import amounts
from gwangju_ai_cli.projects.amounts import Amount
from gwangju_ai_cli.projects.casting import Topic
from gwangju_ai_cli.projects.desk import Desk, before, elsewhere, own_right

NEAR = 60
"""How far behind an amount the project may be named that it pays for: 120억원을 들여 도서관을 짓는다."""
_BODY = re.compile(
    r"(?:총예산|총\s예산|예산\s?(?:규모|총액)|살림|본예산|당초예산|재정\s?규모"
    r"|(?:시|군|구|도)의?\s(?:올해|내년|한 해)?\s?예산)"
    r"(?:은|는|이|가|을|를)?\s?(?:[가-힣]+\s)?$"
)
_SIZE = re.compile(r"\s*(?:이번\s)?(?:추경(?:안|예산안)?의?\s)?(?:전체\s)?규모는\s(?:총\s|모두\s|약\s)?$")
_ITEM = re.compile(r"[△▲▷▶○●◆■□,·]")
_NEXT_ITEM = re.compile(r"[조억만천]\s?원?\)?\s?[△▲▷▶○●◆■□,·]")
_APART = re.compile(r"[.…]|\d\s?[조억]")


@dataclass(frozen=True, slots=True)
class Anchor:
    """The topic that an amount is of, the mention that says so where one does, and the rule's id."""

    topic: Topic
    mention: int | None
    rule: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to tell whose an amount is."""

    id: str
    note: str
    find: Callable[[Amount, Desk], Anchor | None]


def _in_parenthesis(amount: Amount, desk: Desk) -> Anchor | None:
    if not amount.enclosed:
        return None
    opened = amount.sentence.span.start + amount.whole.rfind("(")
    for index, mention in enumerate(desk.cast.mentions):
        between = desk.text[mention.span.end : opened].replace("사업", "")
        near = 0 <= opened - mention.span.end <= 5 and not re.search(r"[가-힣]", between)
        if near and own_right(index, amount, desk):
            return Anchor(desk.topic(index), index, "project.figure.parenthesis")
    return None


def _named_before(amount: Amount, desk: Desk) -> Anchor | None:
    index = before(amount, desk, lambda index: own_right(index, amount, desk))
    if index is None:
        return None
    between = desk.text[desk.mention(index).span.end : amount.span.start]
    if desk.topic(index).round is not None and _BODY.search(between):
        return None
    if desk.over is not None and _NEXT_ITEM.search(between):
        return None  # of an item whose name is none that is known, not of the one before
    return Anchor(desk.topic(index), index, "project.figure.before")


def _named_behind(amount: Amount, desk: Desk) -> Anchor | None:
    if _is_of_body(amount):
        return None
    limit = min(amount.sentence.span.end, amount.span.end + NEAR)
    for index, mention in enumerate(desk.cast.mentions):
        if not (amount.span.end <= mention.span.start < limit and own_right(index, amount, desk)):
            continue
        topic, main = desk.topic(index), desk.cast.main
        free = main is None or topic is main or desk.over is not None or elsewhere(topic, main)
        if desk.over is not None and _ITEM.search(desk.text, amount.span.end, mention.span.start):
            return None
        if free and not _APART.search(desk.text, amount.span.end, mention.span.start):
            return Anchor(topic, index, "project.figure.behind")
        return None
    return None


def _spoken_of(amount: Amount, desk: Desk) -> Anchor | None:
    """The project that the paragraph speaks of; in a list only where a total goes on with the sentence before."""
    if _is_of_body(amount):
        return None
    for index in range(len(desk.cast.mentions) - 1, -1, -1):
        mention = desk.mention(index)
        earlier = mention.paragraph == amount.sentence.paragraph and mention.span.end <= amount.sentence.span.start
        if not earlier or mention.headline or desk.topic(index).round is not None:
            continue
        if not own_right(index, amount, desk):
            continue
        goes_on = mention.sentence + 1 == amount.sentence.index and amounts.is_total(amount)
        return Anchor(desk.topic(index), None, "project.figure.focus") if desk.over is None or goes_on else None
    return None


def _of_document(amount: Amount, desk: Desk) -> Anchor | None:
    if desk.over is not None or desk.cast.main is None or _is_of_body(amount):
        return None
    return Anchor(desk.cast.main, None, "project.figure.document")


def _is_of_body(amount: Amount) -> bool:
    return _BODY.search(amount.whole) is not None


def _of_round(amount: Amount, desk: Desk) -> Anchor | None:
    """A sentence that goes on with the size of the round: 규모는 2천500억원이다."""
    if desk.over is None or desk.over.round is None or not _SIZE.match(amount.whole):
        return None
    return Anchor(desk.over.round, None, "project.figure.round")


RULES = (
    Rule("project.figure.round", "the size of the supplementary budget", _of_round),
    Rule("project.figure.parenthesis", "the name before the parenthesis", _in_parenthesis),
    Rule("project.figure.before", "the name before it in the sentence", _named_before),
    Rule("project.figure.behind", "the name right behind it", _named_behind),
    Rule("project.figure.focus", "what the paragraph speaks of", _spoken_of),
    Rule("project.figure.document", "what the document is about", _of_document),
)


def anchor(amount: Amount, desk: Desk) -> Anchor | None:
    """Whose the amount is; None where it is of a whole body, or of nothing that is named."""
    return next((found for rule in RULES if (found := rule.find(amount, desk)) is not None), None)
