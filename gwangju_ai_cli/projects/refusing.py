"""Amounts that are no figures of a project: prices and rates, what it brings, by how much it moved. Rules as rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.projects.amounts import Amount, just_before
from gwangju_ai_cli.projects.vocabulary import words
from gwangju_ai_cli.vocab import alternation

SMALL = Decimal(10_000_000)
"""Below it an amount is what people pay or get, unless a word of budgets stands beside it."""
_MORE = r"(?:이나|여|가량|정도|안팎|이상)?\s?(?:원)?\s?(?:이|가|을|를|씩|만)?\s?"
_MOVES = (
    r"(?:더|덜|추가로|넘게|가까이)?\s?(?:늘어|늘었|늘린|늘려|늘리|늘고|불어|증액|증가|감소|감액|삭감|줄어|줄었|줄인|줄이|깎|많|적|비싸"
    r"|비싼|싸|모자라|부족|초과|웃돌|웃도|밑돌|높|낮|더해|보태|보탰|얹|올랐|오른|올린|올렸|올려|내렸|내린|낮춘|줄였|낮췄|아꼈|아낀|절감|더\s(?:들|썼|필요))"
)
_DIFFERENCE = pattern(rf"{_MORE}(?:더(?!라도|\s(?:쓴|투입|들이|들여|지원|편성|반영|담))|덜|{_MOVES})")
_ADDED = pattern(r"(?:원)?(?:과|와|,)[^.]{0,28}(?:더해|합쳐져\s늘|늘어난\s결과)")
_BECAME = pattern(r"(?:원)?(?:으?로|까지)")
_RISEN = pattern(
    r"(?:늘어난|늘어나는|줄어든|줄어드는|증액된|감액된|삭감된|추가된|더해진|불어난|오른)\s?(?:[가-힣]+\s)?$"
)
_BY = pattern(r"(?:[조억만천]\s?원?|%|퍼센트|배|크게|대폭)$")
_BURDEN = pattern(r"[^.]{0,24}(?:나눠|각각)\s?(?:부담|낸다|내기로|분담)")
_EFFECT = pattern(r"(?:원)?\s?(?:규모|상당|어치)?의?\s?(?:경제|생산|부가|파급|고용)[가-힣\s]{0,8}(?:효과|유발|가치)")
_RATE = pattern(r"(?:당|월|연)\s?(?:최대\s|약\s)?$")


@cache
def _paid() -> re.Pattern[str]:
    chosen = alternation(sorted(word for word in words("perunit") if len(word) > 1))
    return re.compile(rf"(?:원)?의?\s?(?:[가-힣]{{1,6}}\s)?(?:{chosen})(?:을|를|이|가|으로)?")


@cache
def _gain() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(sorted(words('gain')))})(?:도|은|는|이|가|만|분|)\s?(?:약\s)?$")


def _is_rate(amount: Amount) -> bool:
    small = amount.money.amount is not None and amount.money.amount < SMALL * 10
    return bool(
        just_before("perunit").search(amount.left)
        or (small and _RATE.search(amount.left))
        or _paid().match(amount.right)
    )


def _is_small(amount: Amount) -> bool:
    value = amount.money.amount
    return value is not None and value < SMALL and not re.search(r"예산|사업비", amount.left[-16:])


def _is_effect(amount: Amount) -> bool:
    near = amount.left[-24:]
    return any(word in near for word in words("effect")) or _EFFECT.match(amount.right) is not None


def _is_gain(amount: Amount) -> bool:
    return _gain().search(amount.left) is not None


def _is_risen(amount: Amount) -> bool:
    """늘어난 46억원 is by how much; 정부안보다 50억원 늘어난 170억원 is what it became."""
    risen = _RISEN.search(amount.whole)
    if risen is None or len(risen[0]) > len(amount.left):
        return False
    return not _BY.search(amount.whole[: risen.start()].rstrip()) and "보다" not in amount.whole


def _is_difference(amount: Amount) -> bool:
    risen = _RISEN.search(amount.left) or _BECAME.match(amount.right)
    return risen is None and bool(_DIFFERENCE.match(amount.onward) or _ADDED.match(amount.rest))


def _is_share(amount: Amount) -> bool:
    return _BURDEN.match(amount.rest) is not None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A rule that says why an amount is no figure of a project, with an example."""

    id: str
    note: str
    example: str
    holds: Callable[[Amount], bool]


REFUSALS = (
    Refusal("project.not.rate", "what one person, flat or month costs", "1인당 20만원의 수당", _is_rate),
    Refusal("project.not.small", "too little for a project", "50만원을 준다", _is_small),
    Refusal("project.not.effect", "what the project is said to bring", "생산유발 효과 2조원", _is_effect),
    Refusal("project.not.gain", "by how much it moved", "늘어나는 85억원", _is_gain),
    Refusal("project.not.risen", "by how much it moved", "늘어난 46억원", _is_risen),
    Refusal("project.not.difference", "by how much it moved", "20억원 줄었다", _is_difference),
    Refusal("project.not.share", "who bears how much of a rise", "시가 16억원을 나눠 부담한다", _is_share),
)


def refusal(amount: Amount) -> Refusal | None:
    """The first rule that says that the amount is no figure; None where nothing speaks against it."""
    return next((rule for rule in REFUSALS if rule.holds(amount)), None)
