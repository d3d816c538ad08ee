"""Changes, shares, products and conversions that a sentence states of its figures."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.claims.bounds import comparable
from gwangju_ai_cli.claims.model import ChangeClaim, ConversionClaim, Direction, ProductClaim, ShareClaim
from gwangju_ai_cli.claims.skeleton import (
    ANY_SIGN,
    COUNT,
    FIGURE,
    MONEY,
    PERCENT,
    WITHIN,
    Skeleton,
    sentence_skeletons,
)
from gwangju_ai_cli.model import Fact, MoneyFact, QuantityFact
from gwangju_ai_cli.vocab import alternation, load_vocab

_PLAIN = rf"[^{MONEY}{COUNT}{PERCENT}.!?;:\"“”'‘’\n]"  # no further figure, no end of a clause
_NO_SIGN = ANY_SIGN.replace("[", "[^").replace("]", ".!?;\\n]")
_ABOUT = r"(?:약\s*|무려\s*|총\s*|각각\s*)?"
_AROUND = r"(?:\s?(?:이나|가량|정도|안팎|가까이|넘게|이|가|을|를))?"


@cache
def _directions() -> dict[str, Direction]:
    return {row["stem"]: "up" if row["direction"] == "up" else "down" for row in load_vocab("change_verbs")}


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    verb = rf"(?P<verb>{alternation(list(_directions()))})"
    rate = rf"{_ABOUT}(?P<rate>{FIGURE}|{PERCENT})(?:\s?\((?P<rate2>{FIGURE}|{PERCENT})\))?{_AROUND}"
    return {
        # "2500억원에서 올해 3000억원으로 20% 늘었다"
        "change.from_to": regex.compile(
            rf"(?P<before>{FIGURE})(?:이던|이었던)?\s?(?:에서|였던 것이|이던 것이){_PLAIN}{{0,25}}?"
            rf"(?P<after>{FIGURE})(?:으로|로)\s?{_PLAIN}{{0,12}}?{rate}\s?(?:더\s|나\s)?{verb}"
        ),
        # "지난해 310억원보다 25억원 늘어난 335억원", "전년(310억원) 대비 8% 증가한 335억원"
        "change.than": regex.compile(
            rf"(?P<before>{FIGURE})\)?\s?(?:보다|에 비해|에 견줘|대비)\s?{_PLAIN}{{0,10}}?{rate}\s?(?:더\s)?{verb}"
            rf"[가-힣]{{0,3}}\s{_PLAIN}{{0,15}}?(?P<after>{FIGURE})"
        ),
        # "올해 예산은 335억원으로 지난해 310억원보다 25억원 늘었다"
        "change.after_first": regex.compile(
            rf"(?P<after>{FIGURE})(?:으로|로|이며|,)\s?,?{_PLAIN}{{0,25}}?(?P<before>{FIGURE})\)?\s?"
            rf"(?:보다|에 비해|에 견줘|대비)\s?{_PLAIN}{{0,10}}?{rate}\s?(?:더\s)?{verb}"
        ),
        # "전체 1000명의 30%인 300명", "예산 500억원의 20%에 해당하는 100억원"
        "share.of": regex.compile(
            rf"(?P<whole>{FIGURE})(?:의\s?|{WITHIN}){_ABOUT}(?P<rate>{PERCENT})"
            rf"(?:인|에 해당하는|에 해당되는|를 차지하는|에 달하는|에 이르는)\s?{_ABOUT}(?P<part>{FIGURE})"
        ),
        # "300억원은 전체 예산 1000억원의 30%"
        "share.is": regex.compile(
            rf"(?P<part>{FIGURE})(?:은|는|으로|로)\s?{_NO_SIGN}{{0,12}}?(?P<whole>{FIGURE})의\s?{_ABOUT}(?P<rate>{PERCENT})"
            r"(?!\s?(?:를|을)?\s?(?:넘|웃|밑|이상|이하|초과|미만))"
        ),
        # "응답자 500명 중 230명(46%)이 찬성했고 150명(30%)이 반대했다"
        "share.list": regex.compile(
            rf"(?P<whole>{FIGURE}){WITHIN}"
            rf"(?:{_NO_SIGN}{{0,20}}?(?P<part>{FIGURE})\s?\((?P<rate>{PERCENT})\)(?:이|가|은|는|만|,|과|와|으로|이고|로)?)+"
        ),
        # "1인당 30만원씩 200명에게 총 6000만원", "200명에게 30만원씩 모두 6000만원"
        "product.each_first": regex.compile(
            rf"(?:{COUNT}\s?당|[가-힣]+당|한 [가-힣]+에|각각)\s?(?P<each>{MONEY})(?:씩)?,?\s?"
            rf"{_NO_SIGN}{{0,10}}?(?P<count>{COUNT})(?:에게|에|을|를)?,?\s?{_NO_SIGN}{{0,10}}?(?:총|모두|전체)\s?(?P<total>{MONEY})"
        ),
        "product.count_first": regex.compile(
            rf"(?P<count>{COUNT})(?:에게|에)\s?(?:각각\s?|{COUNT}당\s?|[가-힣]+당\s?)?(?P<each>{MONEY})씩,?\s?"
            rf"{_NO_SIGN}{{0,10}}?(?:총|모두|전체)\s?(?P<total>{MONEY})"
        ),
        # "4억2000만달러(약 5500억원)"
        "conversion": regex.compile(
            rf"(?P<foreign>{MONEY})\s?\((?:약|(?:한화|우리\s?돈|원화)(?:으로|로)?)?\s?(?:약\s?)?(?P<won>{MONEY})\)"
        ),
    }


def change_claims(analysis: Analysis) -> Iterator[ChangeClaim]:
    """Every stated change from one figure to another by a rate or a difference."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for name in ("change.from_to", "change.than", "change.after_first"):
            for match in skeleton.finditer(_patterns()[name]):
                yield from _change(skeleton, match)


def _change(skeleton: Skeleton, match: regex.Match[str]) -> Iterator[ChangeClaim]:
    before, after = skeleton.fact(match, "before"), skeleton.fact(match, "after")
    if before is None or after is None or not comparable(before, after):
        return
    direction = _directions()[match["verb"]]
    rate: QuantityFact | None = None
    difference: Fact | None = None
    for group in ("rate", "rate2"):
        stated = skeleton.fact(match, group)
        if isinstance(stated, QuantityFact) and stated.unit == "%":
            rate = stated
        elif stated is not None and comparable(before, stated):
            difference = stated
        elif stated is not None and group == "rate":
            return
    if rate or difference:
        yield ChangeClaim(before, after, direction, rate, difference)


def share_claims(analysis: Analysis) -> Iterator[ShareClaim]:
    """Every stated share: a part, its whole and the percentage."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for name in ("share.of", "share.is"):
            for match in skeleton.finditer(_patterns()[name]):
                part, whole, rate = (skeleton.fact(match, group) for group in ("part", "whole", "rate"))
                yield from _share(part, whole, rate)
        for match in skeleton.finditer(_patterns()["share.list"]):
            whole = skeleton.fact(match, "whole")
            pairs = zip(skeleton.captured(match, "part"), skeleton.captured(match, "rate"), strict=True)
            for part, rate in pairs:
                yield from _share(part, whole, rate)


def _share(part: Fact | None, whole: Fact | None, rate: Fact | None) -> Iterator[ShareClaim]:
    if part and whole and isinstance(rate, QuantityFact) and rate.unit == "%" and comparable(part, whole):
        yield ShareClaim(part, whole, rate)


def product_claims(analysis: Analysis) -> Iterator[ProductClaim]:
    """Every stated product of an amount a head and a count."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for name in ("product.each_first", "product.count_first"):
            for match in skeleton.finditer(_patterns()[name]):
                each, count, total = (skeleton.fact(match, group) for group in ("each", "count", "total"))
                if isinstance(each, MoneyFact) and isinstance(count, QuantityFact) and isinstance(total, MoneyFact):
                    yield ProductClaim(each, count, total)


def conversion_claims(analysis: Analysis) -> Iterator[ConversionClaim]:
    """Every foreign amount with its worth in won beside it."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for match in skeleton.finditer(_patterns()["conversion"]):
            foreign, won = skeleton.fact(match, "foreign"), skeleton.fact(match, "won")
            if not isinstance(foreign, MoneyFact) or not isinstance(won, MoneyFact):
                continue
            if foreign.currency != won.currency == "KRW":
                yield ConversionClaim(foreign, won)
