"""Products and ratios that a sentence states: so much a head, so much a year, so many for a place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.model import InstalmentClaim, ProductClaim, RatioClaim
from gwangju_ai_cli.checks.claims.skeleton import ANY_SIGN, COUNT, LENGTH, MONEY, RANGE, Skeleton, sentence_skeletons
from gwangju_ai_cli.model import DateFact, MoneyFact, QuantityFact

_NO_SIGN = ANY_SIGN.replace("[", "[^").replace("]", ".!?;\\n]")
_TOTAL = r"(?:총|모두|전체|합계)"
_HEAD = rf"(?:{COUNT}\s?당|[가-힣]+당|한 [가-힣]+에|각각|각)"
_NOT_ALL = regex.compile(
    r"등\s|등을|포함|비롯|이 (?:중|가운데)|[했였]으며|[했였]고|"
    r"매[월달]|월\s?$|월\s?[^가-힣]|월세|다달이|매년|해마다|연간|연\s|하루|매일|시간당|최대|최소"
)
# "450명이 지원해 일반전형은 20대 1": the ratio of some of the places.
_OF_SOME = regex.compile(r"전형|부문|분야|직렬|직류|학과|여성|남성|지역|일반|지난해|작년|최고|최저")
_HOMES = frozenset({"가구", "세대", "호", "실", "필지"})
_APPLICANTS = frozenset({"명", "건", "곳", "팀"})
_ADDED_TO = regex.compile(r"이자|매칭|같은 금액|보태|더해|더하|지원금|별도")
_ISO = regex.compile(r"P(\d+)([YM])")


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    to = r"(?:에게는?|에는?|한테)"
    gift = rf"(?:\s{_NO_SIGN}{{1,8}}?)??\s?"
    applied = (
        rf"(?:총\s|모두\s)?(?P<many>{COUNT})(?:이|가)?\s?(?:지원|응시|신청|접수|몰[려리]|원서)[^{COUNT}0-9.]{{0,24}}?"
        r"(?P<ratio>[0-9]+(?:\.[0-9]+)?)\s?대\s?1(?![0-9.])"
    )
    return {
        # "1인당 30만원씩 200명에게 총 6000만원"
        "each_first": regex.compile(
            rf"{_HEAD}\s?(?P<each>{MONEY})(?:씩)?,?\s?"
            rf"{_NO_SIGN}{{0,10}}?(?P<count>{COUNT})(?:에게|에|을|를)?,?\s?{_NO_SIGN}{{0,10}}?{_TOTAL}\s?(?P<total>{MONEY})"
        ),
        # "대학생 30명에게 장학금 200만원씩, 고등학생 50명에게 100만원씩 모두 1억1000만원"
        "count_first": regex.compile(
            rf"(?:(?P<count>{COUNT}){to}{gift}(?:{_HEAD}\s?)?(?P<each>{MONEY})(?:씩)?(?:을|를)?,?\s{_NO_SIGN}{{0,8}}?)+"
            rf"{_TOTAL}\s?(?P<total>{MONEY})"
        ),
        # "학교당 2억원씩 12개교에 24억원을 지원한다"
        "each_given": regex.compile(
            rf"{_HEAD}\s?(?P<each>{MONEY})씩,?\s{_NO_SIGN}{{0,4}}?(?P<count>{COUNT})(?:\s[가-힣]{{1,6}}?)?{to},?\s(?P<total>{MONEY})(?=[을를])"
        ),
        # "25개 마을에 5000만원씩 모두 12억5000만원", "10개 팀에 팀당 3000만원, 총 3억원"
        "count_of": regex.compile(
            rf"(?P<count>{COUNT})\s[가-힣]{{1,6}}?{to}\s(?:{_HEAD}\s?)?(?P<each>{MONEY})(?:씩,?|,)\s{_TOTAL}\s?(?P<total>{MONEY})"
        ),
        # "2억4000만원을 들여 800만원짜리 기계 30대를 샀다"
        "priced": regex.compile(
            rf"(?P<total>{MONEY})(?:을|를)\s(?:들여|투입해|써서|써)\s{_NO_SIGN}{{0,8}}?(?P<each>{MONEY})짜리\s{_NO_SIGN}{{1,10}}?(?P<count>{COUNT})"
            rf"(?=[을를]\s(?:모두\s)?(?:샀|사들|구입|구매|매입|도입|장만|마련|설치|지었|짓는|지급|보급)[^{MONEY}{COUNT},]{{0,8}}$)"
        ),
        # "3년간 매년 20억원씩 총 60억원", "월세 40만원씩 12개월간 총 480만원"
        "instalment": regex.compile(
            rf"(?P<period>{LENGTH}|{RANGE})(?:\s?동안)?,?\s(?P<often>매년|해마다|연간|매월|매달|다달이|월)\s?(?P<each>{MONEY})(?:씩)?,?\s"
            rf"{_TOTAL}\s?(?P<total>{MONEY})"
        ),
        "instalment_after": regex.compile(
            rf"(?P<often>매년|해마다|연간|매월|매달|다달이|월세?)\s?(?P<each>{MONEY})씩?,?\s(?:최대\s|최장\s)?(?P<period>{LENGTH}|{RANGE})"
            rf"(?:\s?동안)?,?\s{_TOTAL}\s?(?P<total>{MONEY})"
        ),
        # "매년 200억원씩 5년간 1000억원을 지원한다"
        "instalment_given": regex.compile(
            rf"(?P<often>매년|해마다|연간|매월|매달|다달이|월)\s?(?P<each>{MONEY})씩,?\s(?P<period>{LENGTH}|{RANGE})(?:\s?동안)?,?\s"
            rf"(?P<total>{MONEY})(?=[을를])"
        ),
        # "5년간 매년 30억원씩 150억원을 출연한다"
        "instalment_put": regex.compile(
            rf"(?P<period>{LENGTH}|{RANGE})(?:\s?동안)?,?\s(?P<often>매년|해마다|매월|매달|다달이)\s?(?P<each>{MONEY})씩,?\s(?P<total>{MONEY})(?=[을를])"
        ),
        # "하루 평균 2500명씩 30일간 모두 7만5000명"
        "counted": regex.compile(
            rf"(?P<often>매일|매달|매월|매년|해마다|{LENGTH})(?:에)?\s(?P<mean>평균\s|약\s)?(?P<each>{COUNT})(?:씩|이|꼴로)?,?\s"
            rf"{_NO_SIGN}{{0,8}}?(?P<period>{LENGTH})(?:\s?동안)?,?\s{_NO_SIGN}{{0,4}}?(?:총|모두|도합)\s(?P<total>{COUNT})"
        ),
        # "해마다 40대씩 2030년까지 5년 동안 200대를 늘린다"
        "counted_given": regex.compile(
            rf"(?P<often>매일|매달|매월|매년|해마다)\s(?P<each>{COUNT})씩,?\s(?:{RANGE}\s)?(?P<period>{LENGTH})(?:\s?동안)?,?\s(?P<total>{COUNT})(?=[을를])"
        ),
        # "30명 모집에 450명이 지원해 15대 1의 경쟁률을 보였다"
        "ratio": regex.compile(
            rf"(?P<few>{COUNT})(?:을|를)?\s?(?:모집|선발|뽑는|채용|정원)[가-힣 ]{{0,4}}(?:에|데)\s?{applied}"
        ),
        # "300가구에 4200명이 몰려 14대 1"
        "ratio_homes": regex.compile(rf"(?P<few>{COUNT})에\s?{applied}"),
        "ratio_quota": regex.compile(rf"정원\s?(?P<few>{COUNT})에\s?{applied}"),
    }


def product_claims(analysis: Analysis) -> Iterator[ProductClaim]:
    """Every stated product of an amount a head and a count, or the sum of several."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        claimed: set[int] = set()
        for name in ("count_first", "each_first", "priced", "each_given", "count_of"):
            for match in skeleton.finditer(_patterns()[name]):
                total = skeleton.fact(match, "total")
                # "1인당 월 30만원씩": one month is not the whole.
                if total is None or total.start in claimed or _NOT_ALL.search(match.group()):
                    continue
                claimed.add(total.start)
                factors = _factors(skeleton, match)
                # "1등 500만원, 2등 2명에게 각각 200만원씩 총 …": amounts before it belong to the total.
                if factors and isinstance(total, MoneyFact) and MONEY not in skeleton.text[: match.start()]:
                    yield ProductClaim(factors, total)


def _factors(skeleton: Skeleton, match: regex.Match[str]) -> tuple[tuple[MoneyFact, QuantityFact], ...]:
    each, counts = skeleton.captured(match, "each"), skeleton.captured(match, "count")
    return tuple(
        (one, many)
        for one, many in zip(each, counts, strict=False)
        if isinstance(one, MoneyFact) and isinstance(many, QuantityFact)
    )


def instalment_claims(analysis: Analysis) -> Iterator[InstalmentClaim]:
    """Every amount a year or a month that is said to make a total over a period."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for name in ("instalment", "instalment_after", "instalment_given", "instalment_put"):
            for match in skeleton.finditer(_patterns()[name]):
                each, period, total = (skeleton.fact(match, group) for group in ("each", "period", "total"))
                # "청년 200명에게 매월 30만원씩 6개월간": for each of them.
                # "매달 10만원씩 3년간 총 720만원(본인 360만원, 정부 360만원)": more than what is paid in.
                if _ADDED_TO.search(skeleton.text) or skeleton.text[match.end() :].lstrip().startswith("("):
                    continue
                if COUNT in skeleton.text[: match.start()] or not isinstance(period, DateFact):
                    continue
                times = _times(period, yearly=match["often"] in ("매년", "해마다", "연간"))
                if times and isinstance(each, MoneyFact) and isinstance(total, MoneyFact):
                    yield InstalmentClaim(each, times, period, total)


def counted_claims(analysis: Analysis) -> Iterator[InstalmentClaim]:
    """Every count a day, a month or a year that is said to make a total over as many of them."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for match in (m for name in ("counted", "counted_given") for m in skeleton.finditer(_patterns()[name])):
            each, period, total = (skeleton.fact(match, group) for group in ("each", "period", "total"))
            if not isinstance(each, QuantityFact) or not isinstance(total, QuantityFact) or each.unit != total.unit:
                continue
            length = _LENGTH.fullmatch(period.value or "") if isinstance(period, DateFact) else None
            often = skeleton.fact(match, "often")
            rate = _OFTEN.get(often.text if often else match["often"])
            # "한 달 500명씩 2년간": a month of which there are many; only like units are multiplied.
            if isinstance(period, DateFact) and length and not period.modifier and rate == length[2]:
                yield InstalmentClaim(each, int(length[1]), period, total, average=bool(match.groupdict().get("mean")))


_LENGTH = regex.compile(r"P(\d+)([DMY])")
_OFTEN = {
    "하루": "D",
    "매일": "D",
    "매달": "M",
    "매월": "M",
    "한 달": "M",
    "한달": "M",
    "매년": "Y",
    "해마다": "Y",
    "한 해": "Y",
}


def _times(period: DateFact, *, yearly: bool) -> int | None:
    if period.type == "duration":
        match = _ISO.fullmatch(period.value or "")
        if match is None or period.modifier is not None or (match[2] == "M" and yearly):
            return None
        return int(match[1]) * (12 if match[2] == "Y" and not yearly else 1)
    if yearly and period.grain == "year" and period.start_date and period.end_date:
        return period.end_date.year - period.start_date.year + 1
    return None


def ratio_claims(analysis: Analysis) -> Iterator[RatioClaim]:
    """Every rate of competition beside the places and the applicants."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for name in ("ratio", "ratio_quota", "ratio_homes"):
            for match in skeleton.finditer(_patterns()[name]):
                if _OF_SOME.search(match.group()):
                    continue
                few, many = skeleton.fact(match, "few"), skeleton.fact(match, "many")
                if name == "ratio_homes" and getattr(few, "unit", None) not in _HOMES:
                    continue
                if isinstance(few, QuantityFact) and isinstance(many, QuantityFact) and many.unit in _APPLICANTS:
                    written = match["ratio"]
                    places = len(written.partition(".")[2])
                    span = skeleton.span(match.start("ratio"), match.end())
                    yield RatioClaim(few, many, Decimal(written), places, span)
