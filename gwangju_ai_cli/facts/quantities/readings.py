"""What a counter with several meanings means after a number: 대 (vehicles, a scale, an age group), 도, 세, 회 …"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from gwangju_ai_cli.facts.quantities import units
from gwangju_ai_cli.facts.quantities.units import Unit
from gwangju_ai_cli.korean.wordlists import words
from gwangju_ai_cli.model import Span

_WINDOW = 120
"""Characters around a number in which a word of temperature makes its 도 a degree."""


def counts(text: str, span: Span, unit: Unit, value: Decimal) -> bool:
    """Whether a counter counts here: `listed` ones by the words beside them, or with large round numbers.

    >>> [counts(t, Span(3, 5), units.units()["기"], Decimal(3)) for t in ("미사일 3기", "제18 3기")]
    [True, False]
    """
    if unit.when != "listed":
        return unit.when != "large" or value >= 20
    large = value >= 10_000 or (value >= 1000 and unit.surface in ("회", "부", "주"))
    if large and unit.surface not in _SMALL:
        return True  # "임대주택 5만3천호": those of _SMALL need a word beside them
    if unit.surface == "호" and value < 10:
        return False
    if unit.surface == "동" and value >= 100 and _FLATS.search(text, max(0, span.start - 6), span.start):
        return False  # "아파트 101동"
    if unit.surface == "분" and _MINUTES.match(text, span.end):
        return False  # "의원은 5분 발언에서"
    table = units.contexts()
    if (left := table.get((unit.surface, "left"))) and left.search(text, max(0, span.start - 20), span.start):
        return True
    if (right := table.get((unit.surface, "right"))) and right.match(text, span.end):
        return unit.surface != "인" or value > 1
    return False


# Counters that are other words after large numbers too, or count nothing that comes in ten thousands.
_SMALL = frozenset({"호", "동", "문", "등", "도", "차로", "기", "층", "면", "분", "구", "자", "족", "방"})
_MINUTES = re.compile(
    r"[ ]?(?:자유[ ]?)?(?:발언|연설|토론|질의|거리|만에|동안|간격|간(?![가-힣])|이내|전(?![가-힣])|뒤|후(?![가-힣]))"
)
_FLATS = re.compile(r"(?:아파트|빌라|단지|오피스텔)[ ]?$")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    age_end = (
        r"(?:[ ]?(?:초반|중반|후반|초|중|후))?(?:[ ]?(?:이상|이하|미만))?"
        r"(?:인|의|에|가|는|은|를|로|와|과|도|들|부터|까지|에서|에게|에는|이|였|이다|인데)?(?:[ ,.·~)\]'\"’”]|$)"
    )
    return {
        "scale": re.compile(rf"[ ]?(?:{words('scale_noun')})"),
        "ordinal": re.compile(rf"[ ]?(?:{words('ordinal_noun')})"),
        "age": re.compile(rf"{age_end}|[ ]?(?:{words('age_noun')})"),
        "celsius": re.compile(words("celsius_near")),
        "angle": re.compile(rf"[ ]?(?:{words('angle')})"),
        "not_degree": re.compile(rf"[ ]?(?:{words('not_degree')})"),
        "age_left": re.compile(rf"(?:{words('age_left')})[ ]?$"),
        "age_right": re.compile(rf"[ ]?(?:{words('age_right')})"),
    }


_WORLD = re.compile(r"(?:세계|국내|전국|한국|주요|아시아|글로벌|선정|핵심|서울|업계|올해|재계)[ ]?$")
_MACHINE = re.compile(
    r"의[ ](?:[가-힣]{1,6}[ ])?[가-힣]*(?:머신|기기|기계|장비|차량|버스|택시|헬기|컴퓨터|카메라|로봇|서버|드론|열차)"
)
_VEHICLE = re.compile(
    r"(?:차량|승용차|차|버스|택시|컴퓨터|카메라|CCTV|장비|트럭|헬기|전투기|로봇|드론|단말기|총|모두)[ ]?$"
)


def read_dae(
    text: str, span: Span, low: Decimal, high: Decimal, *, approximate: bool = False
) -> tuple[str, str, Decimal] | None:
    """What 대 after a number means: rule, unit and upper bound; None for an ordinal (20대 국회).

    >>> [read_dae(t, Span(0, 3), Decimal(20), Decimal(20)) for t in ("20대 남성", "20대 기업", "20대 국회")]
    [('quantity.age_group', '세', Decimal('29')), ('quantity.scale', '대', Decimal('20')), None]
    """
    patterns = _patterns()
    if patterns["ordinal"].match(text, span.end):
        return None
    if patterns["scale"].match(text, span.end):
        return "quantity.scale", "대", high
    if approximate:
        return "quantity.counter", "대", high  # "20여대"
    decade = low % 10 == 0 and 10 <= low <= 90 and high % 10 == 0 and patterns["age"].match(text, span.end)
    if decade and _WORLD.search(text, max(0, span.start - 5), span.start) and text[span.end : span.end + 1] == " ":
        return "quantity.scale", "대", high  # "세계 10대 친환경 기관"
    vehicle = _VEHICLE.search(text, max(0, span.start - 6), span.start) or _MACHINE.match(text, span.end)
    if vehicle or (not decade and counts(text, span, units.units()["대"], high)):
        return "quantity.counter", "대", high
    if low % 1 and not re.match(r"[ ]?[0-9]", text[span.end : span.end + 2]):
        return "quantity.counter", "대", high  # "가구당 1.4대꼴"; "3.5대 1" is odds
    if decade and high <= 90:
        return "quantity.age_group", "세", high + 9
    if low == high < 10 and re.match(r"[ ][가-힣]{2}", text[span.end : span.end + 3]):
        return "quantity.scale", "대", high
    return ("quantity.counter", "대", high) if high >= 100 else None


_SCALE_BEFORE = re.compile(r"(섭씨|화씨|북위|남위|동경|서경|위도|경도|각도)[ ]?(?:(?:영하|영상|약|마이너스)[ ]?)?$")


def read_degree(text: str, span: Span, value: Decimal) -> str | None:
    """What 도 after a number measures: ℃, ℉ or °; None where it is no degree (2도 화상).

    >>> [read_degree(t, Span(4, 7), Decimal(3)) for t in ("기온이 30도까지", "카메라 90도 회전", "왼팔에 12도 화상")]
    ['℃', '°', None]
    """
    patterns = _patterns()
    before, after = text[max(0, span.start - _WINDOW) : span.start], text[span.end : span.end + _WINDOW // 4]
    before = before[max(before.rfind(". "), before.rfind("\n")) + 1 :]
    if patterns["not_degree"].match(after):
        return None
    if (scale := _SCALE_BEFORE.search(before)) is not None:
        return {"섭씨": "℃", "화씨": "℉"}.get(scale.group(1), "°")
    if patterns["angle"].match(after):
        return "°"
    if patterns["celsius"].search(before) or patterns["celsius"].search(after):
        return "℃"
    # "서해 5도", "1도 2부": below ten the word may be an island or a level.
    if value < 10:
        return None
    return "℃" if value % 1 else "°"  # "서울은 32.6도": tenths are of a thermometer


def is_age(text: str, span: Span, value: Decimal) -> bool:
    """Whether 세 after a number is an age: not 엘리자베스 2세, 재벌 3세.

    >>> [is_age(t, Span(3, 5), Decimal(2)) for t in ("루이 2세의", "생후 2세 미만")]
    [False, True]
    """
    patterns = _patterns()
    if value > 4:
        return True
    if patterns["age_left"].search(text, max(0, span.start - 5), span.start):
        return True
    if patterns["age_right"].match(text, span.end):
        return True
    return value > 0 and not re.search(r"[가-힣A-Za-z][ ]?$", text[max(0, span.start - 2) : span.start])
