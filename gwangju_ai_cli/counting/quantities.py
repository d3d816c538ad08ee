"""Quantities beside a unit or counter: 50명 이상, 16.79㎢, 다섯 살, 5.2%포인트, 3할, 절반, 3분의 2, 영하 10도.

The number is taken whole and parsed by `numerals`. Counters that are other words too (대, 회, 번, 층 …) count
only where the words beside them say so. Ranges are one quantity.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from gwangju_ai_cli import numerals
from gwangju_ai_cli.counting import units
from gwangju_ai_cli.counting.units import Unit
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.numerals import Malformed, Number

RANGE = r"(?:[ ]?~[ ]?|[ ]-[ ]|-)"
_LEFT = r"(?<![0-9A-Za-z])(?<![0-9][.,])(?<![0-9]-)"
_YEO = r"(?:[ \t]?여)?"
_WINDOW = 40


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as written: number or bounds, unit, and the noun counted where the text glues it to the unit."""

    span: Span
    rule: str
    low: Decimal
    high: Decimal
    unit: str | None
    precision: Decimal = Decimal(1)
    approximate: bool = False
    counted: Span | None = None
    broken: Malformed | None = None
    number_end: int = 0


@cache
def _figures() -> re.Pattern[str]:
    number = numerals.DIGIT_LED
    return re.compile(
        rf"{_LEFT}(?:(?P<first>{number}){_YEO}{RANGE}(?:약[ ])?)?(?P<num>{number})(?P<yeo>{_YEO}){units.after_number()}"
    )


@cache
def _words() -> re.Pattern[str]:
    sino = rf"(?:{numerals.VAGUE_LED}|{numerals.SINO_LED})"
    return re.compile(
        rf"(?<![가-힣A-Za-z0-9])(?:약(?={sino}))?(?P<num>{sino})(?P<yeo>{_YEO}){units.after_number()}"
    )


@cache
def _natives() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![가-힣A-Za-z0-9])(?P<num>{numerals.NATIVE}|수|몇|수십|수백)(?P<yeo>{_YEO}){units.native_counters()}"
    )


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order, ranges joined.

    >>> text = "직원 3명에서 5명, 2.5% 인상"
    >>> [(text[q.span.start:q.span.end], q.low, q.high) for q in find_quantities(text)]
    [('3명에서 5명', Decimal('3'), Decimal('5')), ('2.5%', Decimal('2.5'), Decimal('2.5'))]
    """
    found = [*_beside(text, _figures()), *_beside(text, _words()), *_native(text), *_shares(text), *_scales(text)]
    found.sort(key=lambda quantity: (quantity.span.start, -quantity.span.end))
    return tuple(_join(text, found))


_ORDINAL = re.compile(r"(?:제|No\.|no\.|#)[ ]?$")


def _beside(text: str, pattern: re.Pattern[str]) -> Iterator[Quantity]:
    """Numbers in figures or Sino-Korean words with a unit or counter after them."""
    table = units.units()
    for match in pattern.finditer(text):
        surface = match["latin"] or match["hangul"]
        unit = table[surface]
        groups = match.re.groupindex
        start = match.start("first") if "first" in groups and match["first"] else match.start("num")
        last = numerals.parse(match["num"] + match["yeo"], match.start("num"))
        first = None
        if "first" in groups and match["first"]:
            first = numerals.parse(match["first"], match.start("first"))
        if isinstance(last, Malformed) or isinstance(first, Malformed):
            if "first" in groups:  # words that are no number are just words
                broken = last if isinstance(last, Malformed) else first
                assert isinstance(broken, Malformed)
                yield Quantity(Span(start, match.end()), "quantity.malformed", Decimal(0), Decimal(0), None, broken=broken)
            continue
        if last.style == "sino" and not _is_spelled(match["num"], unit, glued=match.end("num") == match.start("hangul")):
            continue
        if _ORDINAL.search(text, max(0, start - 4), start):
            continue
        quantity = _quantity(text, start, match.end(), first, last, unit)
        if quantity is not None:
            yield replace(quantity, number_end=match.end("yeo"))


def _is_spelled(num: str, unit: Unit, *, glued: bool) -> bool:
    """Whether Sino-Korean words before a unit are a number: 이십이 퍼센트, 이센치; not 이 개, 구조 대."""
    if num[-1] in "십백천만억조경" or any(char in num for char in "십백천만억"):
        return not (len(num) == 1 and num + unit.surface != "십세" and unit.surface in ("위", "세", "대", "회", "점", "표", "석", "개", "장", "부", "배", "편"))
    return unit.measure and unit.surface not in ("평", "돈쭝", "근", "나노", "볼트", "비트", "마일") and (
        glued or unit.unit in ("%", "gal", "km", "m", "cm", "kg", "L")
    )


def _quantity(text: str, start: int, end: int, first: Number | None, last: Number, unit: Unit) -> Quantity | None:
    """The quantity that a number and its unit make, where the unit counts here."""
    span = Span(start, end)
    name: str | None = unit.unit
    rule = "quantity.measure" if unit.measure else "quantity.counter"
    low, high, precision, approximate = last.low, last.high, last.unit, last.approx
    if first is not None:
        first = numerals.inherit(first, last)
        low, precision, approximate = first.low, min(precision, first.unit), approximate or first.approx
        if low > high:
            return None
    if unit.surface == "대":
        special = _dae(text, span, low, high)
        if special is None:
            return None
        rule, name, high = special
    elif unit.surface == "도":
        name = _degree(text, span)
        if name is None:
            return None
        rule = "quantity.degree"
    elif unit.surface == "세":
        if _is_reign(text, span, last):
            return None
    elif unit.surface == "위":
        rule = "quantity.rank"
    elif unit.when == "large":
        if high < 20:
            return None
    elif unit.when == "listed":
        if not _is_listed(text, span, unit, high):
            return None
    elif unit.unit in ("%", "%p"):
        rule = "quantity.percent"
    if unit.unit in ("km", "m", "mi") and (speed := _speed(text, start)) is not None:
        start, name = speed[0], {"시속": f"{unit.unit}/h", "초속": f"{unit.unit}/s", "분속": f"{unit.unit}/min"}[speed[1]]
        rule = "quantity.speed"
    sign_start, negative = _sign(text, start)
    if negative:
        low, high = -high, -low
    counted = None
    if unit.surface == "개" and (thing := units.THING.match(text, end)) is not None:
        counted = Span(*thing.span("thing"))
    return Quantity(Span(sign_start, end), rule, low, high, name, precision, approximate, counted)


_MINUS = re.compile(r"(?:(?<![0-9가-힣A-Za-z)~%])-|(?:마이너스|영하)[ ]?)$")


def _sign(text: str, start: int) -> tuple[int, bool]:
    """Where the span begins with a sign, and whether it is negative: -5%, 마이너스 266만kW, 영하 10도."""
    match = _MINUS.search(text, max(0, start - 6), start)
    return (match.start(), True) if match else (start, False)


_SPEED = re.compile(r"(시속|초속|분속)[ ]?(?:약[ ]|최고[ ]|최대[ ])?$")


def _speed(text: str, start: int) -> tuple[int, str] | None:
    match = _SPEED.search(text, max(0, start - 9), start)
    return (match.start(), match.group(1)) if match else None


def _is_listed(text: str, span: Span, unit: Unit, value: Decimal) -> bool:
    """Whether the words beside a counter say that it counts; large round numbers always do."""
    if value >= 10_000 or (value >= 1000 and unit.surface in ("회", "부", "주")):
        return unit.surface not in ("호", "동", "문", "등", "도", "차로", "번", "기", "층", "면")
    table = units.contexts()
    if (left := table.get((unit.surface, "left"))) and left.search(text, max(0, span.start - 20), span.start):
        return True
    if (right := table.get((unit.surface, "right"))) and right.match(text, span.end):
        return unit.surface != "인" or value > 1
    return False


_SCALE_NOUN = re.compile(
    r"[ ]?(?:핵심|주요|국정|중점|메이저|전략|대형|국내)?[ ]?(?:기업|그룹|대기업|과제|사업|강국|은행|건설사|도시|뉴스|브랜드|요인|상장사|부자|제약사|"
    r"증권사|원칙|키워드|정책|전략|의제|대학|손보사|저축은행|로펌|교역국|수출국|매체|일간지|이동통신|악|명산|관광|성인병|암|종단|광역시|권역|분야|"
    r"목표|비전|공약|추진|의무|성과|축|메가|전자상가|영화제|미항|개혁|과업|불가사의|투자은행|백화점|마트|포털|통신사|방송사|지상파|거점|성장동력|"
    r"품목|작물|산업|신산업|국책|폭포|트렌드|쟁점|법안|선언|덕목|발명|쇼핑|명절|패션쇼|회계법인|글로벌|완성차|시중은행|금융그룹|지주|재벌|불법|"
    r"범죄|사회악|프로|혁신|리그|테마|축제|국적|항공사|정유사|정당|지침|안전|수칙)"
)
_REIGN_NOUN = re.compile(
    r"[ ]?(?:국회|총선|대선|대통령|총장|회장|사장|이사장|의장|원장|청장|시장|달라이|교황|왕|총리|의회|위원장|지사|도지사|군수|구청장|교육감|총재|"
    r"협회장|대표|감독|주인|째|손|조|황제|국왕|장관|사령관|시의회|도의회|의원|임금|독자|상임위|교구장|대법원장|이사회|당대표|학장|병원장|0|1)"
)
_DECADE_LEFT = re.compile(r"(?:차량|승용차|차|버스|택시|컴퓨터|카메라|CCTV|장비|트럭|헬기|전투기|로봇|드론|단말기|총|모두)[ ]?$")


def _dae(text: str, span: Span, low: Decimal, high: Decimal) -> tuple[str, str, Decimal] | None:
    """What 대 after a number means: vehicles and devices, a scale (4대 강국), an age group (50대)."""
    unit = units.units()["대"]
    if _REIGN_NOUN.match(text, span.end):
        return None
    if _SCALE_NOUN.match(text, span.end):
        return "quantity.scale", "대", high
    if _is_listed(text, span, unit, high) and not (
        high < 100 and high % 10 == 0 and not _DECADE_LEFT.search(text, max(0, span.start - 6), span.start)
        and _AGE_NOUN.match(text, span.end)
    ):
        return "quantity.counter", "대", high
    if low % 10 == 0 and 10 <= low <= 90 and high % 10 == 0 and _AGE_NOUN.match(text, span.end):
        return "quantity.age_group", "세", high + 9
    if low == high < 10 and re.match(r"[ ][가-힣]{2}", text[span.end : span.end + 3]):
        return "quantity.scale", "대", high
    if high >= 100:
        return "quantity.counter", "대", high
    return None


_AGE_NOUN = re.compile(
    r"(?:[ ]?(?:초반|중반|후반|초|중|후)?(?:[ ]?(?:이상|이하|미만))?(?:인|의|에|가|는|은|를|로|와|과|도|들|부터|까지|에서|에게|에는|이|였|이다|인데)?)"
    r"(?:[ ,.·~)\]'\"’”]|$)|[ ]?(?:남성|여성|남|여|주부|직장인|청년|가장|부부|아들|딸|환자|노인|배우|가수|미혼|기혼|한국|중국|취업|회사원|"
    r"운전자|엄마|아빠|승객|손님|유권자|고객|용의자|피의자)"
)
_CELSIUS = re.compile(r"섭씨[ ]?(?:영하[ ]?|영상[ ]?|약[ ]?|마이너스[ ]?)?$")
_FAHRENHEIT = re.compile(r"화씨[ ]?(?:약[ ]?|마이너스[ ]?)?$")
_ANGLE = re.compile(r"[ ]?(?:각|회전|경사|방향|틀|꺾|돌|로 꺾|기울|카메라|파노라마|촬영)|각도")
_PLACE = re.compile(r"(?:북위|남위|동경|서경|위도|경도)[ ]?$")
_NOT_DEGREE = re.compile(r"[ ]?(?:화상|인쇄|로교통|의원|지사|민|청|교육|내|시|서관|예|자기|심|로|착|움)")


def _degree(text: str, span: Span) -> str | None:
    """What 도 after a number measures: ℃, ℉ or °; None where it is no degree (2도 화상)."""
    before, after = text[max(0, span.start - _WINDOW) : span.start], text[span.end : span.end + _WINDOW // 2]
    if _NOT_DEGREE.match(after) and not re.match(r"로 ", after):
        return None
    if _FAHRENHEIT.search(before):
        return "℉"
    if _CELSIUS.search(before):
        return "℃"
    if _PLACE.search(before):
        return "°"
    if _ANGLE.match(after) or before.rstrip().endswith("각도"):
        return "°"
    near = units.contexts()["도", "near"]
    return "℃" if near.search(before) or near.search(after) else None


_AGE_WORD = re.compile(r"(?:만|나이|연령|생후|향년|당시|올해|현재|최연소|최고령|평균|나이는|각각|부터|~|·|,|이제)[ ]?$")
_AGE_AFTER = re.compile(r"[ ]?(?:이상|이하|미만|때|나이|어린|아동|아이|여아|남아|영아|유아|부터|까지|의 나이|였|이다|가 된|가 되|짜리|쯤|가량|정도)")


def _is_reign(text: str, span: Span, number: Number) -> bool:
    """Whether 세 after a small number is no age: 엘리자베스 2세, 재벌 3세."""
    if number.low > 16 or number.low == 0:
        return False
    if _AGE_WORD.search(text, max(0, span.start - 5), span.start) or _AGE_AFTER.match(text, span.end):
        return False
    return number.low <= 4 and bool(re.search(r"[가-힣A-Za-z][ ]?$", text[max(0, span.start - 2) : span.start]))


_ONCE = re.compile(r"한[ ]?번")


def _native(text: str) -> Iterator[Quantity]:
    """Native numerals with a counter: 두 차례, 열두명, 스물다섯 살, 몇 가지, 수차례."""
    table = units.units()
    for match in _natives().finditer(text):
        surface = match["glued"] or match["spaced"]
        unit = table[surface]
        num = match["num"]
        if num in ("수", "몇"):
            number = numerals.parse(f"{num}십")
            assert isinstance(number, Number)
            number = replace(number, low=number.low / 10, high=number.high / 10, unit=Decimal(1))
        else:
            parsed = numerals.parse(num + match["yeo"], match.start("num"))
            if isinstance(parsed, Malformed):
                continue
            number = parsed
        glued = match.end("yeo") == match.start("glued") if match["glued"] else False
        if not _counts_natively(text, match, unit, num, glued=glued):
            continue
        rule = "quantity.native"
        yield Quantity(
            Span(match.start("num"), match.end()), rule, number.low, number.high, unit.unit, number.unit,
            number.approx, number_end=match.end("yeo"),
        )


def _counts_natively(text: str, match: re.Match[str], unit: Unit, num: str, *, glued: bool) -> bool:
    """Whether a native numeral before a counter is one: not 세배 (a bow), 한 번 (once), 한 발 물러서다."""
    surface = unit.surface
    if surface == "번":
        return num != "한"
    if num == "한" and surface in ("발", "배", "통", "벌", "줄", "칸", "알", "기", "면", "점", "컷", "대목", "컵", "조각", "편"):
        return re.match(r"(?:을|를|의|에|짜리|씩|이|이다)(?![가-힣])", text[match.end() :][:3]) is not None and surface not in (
            "발", "면", "통",
        )
    if glued and (num + surface) in ("세배", "한배", "네배", "한살", "한곳", "두개골", "세살"):
        return num + surface in ("한곳", "세살") and surface == "살"
    if surface == "분":
        return num in ("한", "두", "세", "네") and re.match(r"(?:이|의|을|은|께|도|과|모두)", text[match.end() :][:2]) is not None
    if surface in ("동", "기", "호"):
        return _is_listed(text, Span(match.start("num"), match.end()), unit, Decimal(2))
    return True


_FRACTION = re.compile(
    rf"(?<![0-9A-Za-z가-힣.,])(?P<den>[1-9][0-9]{{0,3}}|{numerals.SINO_LED})[ ]?분의[ ]?(?P<num>[1-9][0-9]{{0,3}}|[일이삼사오육칠팔구])"
    r"(?![0-9])(?![.,][0-9])(?=[^가-힣]|$|은|는|이|가|을|를|의|에|로|도|만|씩|까지|보다|밖|정도|가량|수준|이상|이하|미만|쯤|꼴|인|과|와)"
)
_HALVES = re.compile(r"(?<![가-힣])절반(?![가-힣]?[가-힣]승)")
_TENTHS = re.compile(
    r"(?<![0-9A-Za-z.,])(?P<hal>[1-9])[ ]?할(?:[ ]?(?P<pun>[0-9])[ ]?푼)?(?:[ ]?(?P<ri>[0-9])[ ]?[리이](?![가-힣]))?"
    r"(?=[^가-힣]|$|은|는|이|가|을|를|의|에|로|대|대의|도|만|이상|정도|가량)"
)
_HALF_UNIT = re.compile(r"(?<![가-힣])반[ ](?P<unit>리터|미터|킬로|평|되|근|톤|갤런|마일|잔|컵|병|그릇|통|스푼)(?=[^가-힣]|$|의|은|이|를|을|에)")
_MAGNITUDE = re.compile(r"규모[ ]?(?P<num>[1-9]\.[0-9])(?![0-9.%])(?=[^가-힣A-Za-z]|의|으로|로|인|에|을|를|짜리|$)")
_TEMPERATURE = re.compile(
    rf"(?P<scale>섭씨|화씨)[ ]?(?P<minus>마이너스[ ]|영하[ ]|-)?(?P<num>{numerals.DIGITS})(?:[ ]?도(?![가-힣]{{0,1}}로교통))?"
)


def _shares(text: str) -> Iterator[Quantity]:
    """Shares without a percent sign: 절반, 3분의 2, 3할 2푼; and half a unit."""
    for match in _HALVES.finditer(text):
        yield Quantity(Span(*match.span()), "quantity.half", Decimal(50), Decimal(50), "%")
    for match in _FRACTION.finditer(text):
        whole, part = numerals.parse(match["den"]), numerals.parse(match["num"])
        if isinstance(whole, Number) and isinstance(part, Number) and whole.value and part.value:
            share = part.value * 100 / whole.value
            share = share if share % 1 else share.to_integral_value()
            yield Quantity(Span(*match.span()), "quantity.fraction", share, share, "%")
    for match in _TENTHS.finditer(text):
        share = Decimal(match["hal"]) * 10 + Decimal(match["pun"] or 0) + Decimal(match["ri"] or 0) / 10
        precision = Decimal("0.1") if match["ri"] else Decimal(1 if match["pun"] else 10)
        yield Quantity(Span(*match.span()), "quantity.tenths", share, share, "%", precision)
    for match in _HALF_UNIT.finditer(text):
        half = Decimal("0.5")
        unit = units.units().get(match["unit"])
        yield Quantity(Span(*match.span()), "quantity.half_unit", half, half, unit.unit if unit else match["unit"], half)


def _scales(text: str) -> Iterator[Quantity]:
    """Numbers whose unit stands before them: 규모 7.8의 강진, 섭씨 20.3."""
    for match in _MAGNITUDE.finditer(text):
        value = Decimal(match["num"])
        yield Quantity(Span(*match.span()), "quantity.magnitude", value, value, "규모", Decimal("0.1"))
    for match in _TEMPERATURE.finditer(text):
        number = numerals.parse(match["num"], match.start("num"))
        if isinstance(number, Number):
            value = -number.low if match["minus"] else number.low
            unit = "℃" if match["scale"] == "섭씨" else "℉"
            yield Quantity(Span(*match.span()), "quantity.temperature", value, value, unit, number.unit)


_TILDE = re.compile(r"[ ]?[~-][ ]?(?:약[ ])?")
_FROM = re.compile(r"(?:에서|부터|내지)[ ]?(?:(?:약|최대|최고|많게는)[ ])?")
_CHANGED = re.compile(r"(?:선|대|수준|가량|정도|안팎)?(?:으로|로)(?!서)|[ ](?:늘|증가|인상|올랐|오른|줄|감소|인하|하락|상승)")


def _join(text: str, found: Iterable[Quantity]) -> Iterator[Quantity]:
    """Quantities of one unit that stand as `A~B` or `A에서 B` become one range."""
    held: Quantity | None = None
    for quantity in found:
        joined = _range_of(text, held, quantity) if held is not None else None
        if held is not None and joined is None:
            yield held
        held = joined or quantity
    if held is not None:
        yield held


def _range_of(text: str, one: Quantity, two: Quantity) -> Quantity | None:
    if not 0 < two.span.start - one.span.end <= 8 or one.unit != two.unit or one.low != one.high or one.broken:
        return None
    gap = text[one.span.end : two.span.start]
    if not _TILDE.fullmatch(gap) and not (_FROM.fullmatch(gap) and not _CHANGED.match(text, two.span.end)):
        return None
    if two.low != two.high or one.low >= two.low or two.unit == "위":
        return None
    return replace(
        two, span=Span(one.span.start, two.span.end), low=one.low, high=two.high,
        precision=min(one.precision, two.precision), approximate=one.approximate or two.approximate,
    )
