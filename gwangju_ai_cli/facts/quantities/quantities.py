"""Quantities beside a unit or counter: 50명, 16.79㎢, 다섯 살, 5.2%포인트, 시속 300km, 영하 10도.

The number is taken whole and parsed by `numerals`. Counters that are other words too count only where
`readings` says so. Ranges are one quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from gwangju_ai_cli.facts.quantities import readings, units
from gwangju_ai_cli.facts.quantities.quantity import Quantity
from gwangju_ai_cli.facts.quantities.shares import shares
from gwangju_ai_cli.facts.quantities.units import Unit
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Malformed, Number
from gwangju_ai_cli.model import Span

_RANGE = r"(?:[ ]?~[ ]?|[ ]-[ ]|-|[ ]-(?=[0-9]))"
_LEFT = r"(?<![0-9A-Za-z])(?<![0-9][.,/⁄])(?<![0-9]-)"
_YEO = r"(?:[ \t]?여)?"
# Where a number in words may begin; the guard stands after the first character, for speed.
_SINO_HINT = re.compile(r"[수몇십영일이삼사오육륙칠팔구백천만약](?<![가-힣A-Za-z0-9][가-힣])")
_NATIVE_HINT = re.compile(r"[십하한둘두셋세석서넷네넉너다닷여엿일아열스마쉰예대엳수몇](?<![가-힣A-Za-z0-9][가-힣])")


@cache
def _figures() -> re.Pattern[str]:
    number = numerals.DIGIT_LED
    return re.compile(
        rf"{_LEFT}(?:(?P<first>{number}){_YEO}{_RANGE}(?:약[ ])?"
        r"|(?P<pair>[1-9])(?=[ ,·])[ ]?[,·][ ]?(?=[2-9](?![0-9.,])))?"
        rf"(?P<num>{number})(?P<yeo>{_YEO}){units.after_number()}"
    )


@cache
def _words() -> re.Pattern[str]:
    sino = rf"(?:{numerals.VAGUE_LED}|{numerals.SINO_LED})"
    return re.compile(
        rf"(?<![가-힣A-Za-z0-9])(?![일이삼사오육칠팔구][ ][조경만])(?:약(?={sino}))?(?P<first>(?!))?(?P<pair>(?!))?"
        rf"(?P<num>{sino})(?P<yeo>{_YEO}){units.after_number()}"
    )


@cache
def _natives() -> re.Pattern[str]:
    return re.compile(
        r"(?<![가-힣A-Za-z0-9])(?:(?P<pair>한|두|세|네|다섯|여섯|일곱|여덟)[ ]?,[ ]?)?"
        rf"(?P<num>{numerals.NATIVE}|십수|수|몇)(?P<yeo>{_YEO}){units.native_counters()}"
    )


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Every quantity of a text, in order, ranges joined.

    >>> text = "직원 3명에서 5명, 2.5% 인상"
    >>> [(q.span.of(text), str(q.low), str(q.high)) for q in find_quantities(text)]
    [('3명에서 5명', '3', '5'), ('2.5%', '2.5', '2.5')]
    """
    found = [
        *_beside(text, numerals.matches(_figures(), numerals.FIGURE, text), spelled=False),
        *_beside(text, numerals.matches(_words(), _SINO_HINT, text), spelled=True),
        *_native(text),
        *shares(text),
    ]
    found = [_and_half(text, quantity) for quantity in found] + list(_metres(text))
    found.sort(key=lambda quantity: (quantity.span.start, -quantity.span.end))
    return tuple(_join(text, found))


_ORDINAL = re.compile(r"(?:제|No\.|no\.|#)[ ]?$")


def _beside(text: str, matches: Iterable[re.Match[str]], *, spelled: bool) -> Iterator[Quantity]:
    """Numbers in figures or Sino-Korean words with a unit or counter after them."""
    for match in matches:
        unit = units.unit_of(match["latin"] or match["hangul"])
        low = match["first"] or (match["pair"] if _means_some(text, match, unit) else None)
        start = match.start("first" if match["first"] else "pair") if low else match.start("num")
        last = numerals.parse(match["num"] + match["yeo"], match.start("num"))
        first = numerals.parse(low, start) if low else None
        if isinstance(last, Malformed) or isinstance(first, Malformed):
            broken = last if isinstance(last, Malformed) else first
            if not spelled and isinstance(broken, Malformed):  # words that are no number are just words
                span = Span(start, match.end())
                yield Quantity(span, "quantity.malformed", Decimal(0), Decimal(0), None, broken=broken)
            continue
        if last.style == "sino":
            glued = match.end("num") == max(match.start("hangul"), match.start("latin"))
            if not _is_spelled(match["num"], unit, glued=glued):
                continue
        if _ORDINAL.search(text, max(0, start - 4), start) or _is_name(text, start, unit, last):
            continue
        if unit.unit == "%" and _ESCAPED.search(text, max(0, start - 4), start):
            continue  # "%20⏎20%" in an address
        quantity = _quantity(text, start, match.end(), first, last, unit)
        if quantity is not None and match["pair"] and low:
            quantity = replace(quantity, approximate=True)
        if quantity is not None:
            yield replace(quantity, unit=f"{quantity.unit}{match['per']}") if match["per"] else quantity


_ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}\s?$")
# Counters that rank or name when figures are listed before them: "2, 3위", "1, 2층", "3, 4학년".
_LISTED = frozenset(
    {"위", "등", "층", "호", "차로", "차선", "번", "동", "회", "기", "팀", "반", "편", "부", "쪽", "페이지", "도"}
)


def _means_some(text: str, match: re.Match[str], unit: Unit) -> bool:
    """Whether two figures mean about as many: `2, 3명`, the second being the first and one more; no list of places."""
    if not match["pair"] or unit.surface in _LISTED or int(match["num"][0]) != int(match["pair"]) + 1:
        return False
    return not text[max(0, match.start() - 2) : match.start()].rstrip().endswith((",", "·", "제"))


_FLIGHT = re.compile(r"(?:항공|에어|여객기|에어라인|에어웨이즈|[가-힣]+기)[ ]?$")


def _is_name(text: str, start: int, unit: Unit, number: Number) -> bool:
    """Whether a number before a counter is part of a name: 강력3팀, 보잉777 기종, 아시아나항공 214편, 3조 경기."""
    if number.scale == 10**12 and unit.surface not in ("개", "마리", "건", "회") and not unit.measure:
        return True  # "3조 경기", "2조 팀": groups
    if unit.surface in ("팀", "기종", "반"):
        return re.match(r"[가-힣A-Za-z]", text[start - 1 : start]) is not None
    return unit.surface == "편" and number.low >= 100 and _FLIGHT.search(text, max(0, start - 8), start) is not None


_UNIT_CHARS = frozenset("십백천만억조경")
# Measures whose names after 이, 일 or 사 make no other word.
_SAFE_MEASURES = frozenset({"%", "%p", "gal", "km", "m", "cm", "mm", "kg", "g", "L", "mL"})
_DAYS = frozenset({"만일", "백일", "천일", "천사", "만사", "백사", "이만"})
_LOOSE = frozenset(
    {"명", "개", "사람", "마리", "가구", "건", "편", "곳", "장", "권", "송이", "그루", "배", "점", "표", "가지", "번"}
)


def _is_spelled(num: str, unit: Unit, *, glued: bool) -> bool:
    """Whether Sino-Korean words before a unit are a number: 이십이 퍼센트, 이센치; not 이 개, 구조 대, 천송이."""
    if re.fullmatch("[일이삼사오육칠팔구]조", num) or unit.surface == "인":
        return False  # "구조 대원", "20일 만인 지난달"
    if num in _DAYS or (glued and unit.surface == "석"):
        return False  # "만일 주 정부가", "오만석 씨"
    if len(num) == 1 and num in _UNIT_CHARS:
        if unit.surface == "세":
            return num == "십"
        return unit.measure or unit.surface == "명" or (unit.surface in _LOOSE and not glued)
    if set(num) & _UNIT_CHARS:
        return True
    return unit.unit in _SAFE_MEASURES


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
        special = readings.read_dae(text, span, low, high, approximate=approximate)
        if special is None:
            return None
        rule, name, high = special
    elif unit.surface == "도":
        name = readings.read_degree(text, span, high)
        if name is None:
            return None
        rule = "quantity.degree"
    elif unit.surface == "세":
        if not readings.is_age(text, span, high):
            return None
    elif not readings.counts(text, span, unit, high):
        return None
    elif unit.unit in ("%", "%p"):
        rule = "quantity.percent"
    elif unit.surface == "위":
        rule = "quantity.rank"
    if unit.unit in ("km", "m", "mi") and (speed := _SPEED.search(text, max(0, start - 9), start)) is not None:
        start, name = speed.start(), unit.unit + {"시": "/h", "초": "/s", "분": "/min"}[speed["per"]]
        rule = "quantity.speed"
    if (minus := _MINUS.search(text, max(0, start - 6), start)) is not None and (
        minus["sign"] != "- " or rule == "quantity.degree"
    ):
        if first is not None and -low <= high:
            start, low = minus.start(), -low  # "-30~100℃": only the first is below zero
        elif not _LOOSE_DASH.search(text, max(0, start - 8), start):
            start, low, high = minus.start(), -high, -low
    thing = units.thing().match(text, end) if unit.surface == "개" else None
    counted = Span(*thing.span("thing")) if thing else None
    return Quantity(
        Span(start, end), rule, low, high, name, precision, approximate, counted, is_range=first is not None
    )


# "-5%", "마이너스 266만kW", "영하 10도"; "기온은 - 4.9도" with a space for degrees only.
_MINUS = re.compile(
    r"(?P<sign>(?<![0-9가-힣A-Za-z)~%])-[ ]?|(?:마이너스|영하)[ ]?|(?<=대비[ ])△|(?<=[(|,:])△|(?<=[|,:][ ])△)$"
)
_LOOSE_DASH = re.compile(r"[0-9][ ]-$")  # "35 -85mm": the dash of a range
_SPEED = re.compile(r"(?P<per>[시초분])속[ ]?(?:(?:약|최고|최대)[ ])?$")


def _native(text: str) -> Iterator[Quantity]:
    """Native numerals with a counter: 두 차례, 열두명, 스물다섯 살, 몇 가지, 수차례."""
    for match in numerals.matches(_natives(), _NATIVE_HINT, text):
        unit = units.unit_of(match["glued"] or match["spaced"])
        num = match["num"]
        parsed = numerals.parse(f"{num}십" if num in ("수", "몇") else num + match["yeo"], match.start("num"))
        if isinstance(parsed, Malformed):
            continue
        low, high = parsed.low, parsed.high
        if num in ("수", "몇"):
            low, high = low / 10, high / 10
        span = Span(match.start("num"), match.end())
        approximate = parsed.approx
        pair = numerals.parse(match["pair"]) if match["pair"] else None
        if isinstance(pair, Number) and pair.low + 1 == low == high:  # "두, 세 명"
            span, low, approximate = Span(match.start("pair"), match.end()), pair.low, True
        glued = match["glued"] is not None and match.end("yeo") == match.start("glued")
        if _counts_natively(text, span, unit, num, glued=glued):
            yield Quantity(span, "quantity.native", low, high, unit.unit, Decimal(1), approximate)


_SEVERAL = frozenset({"명", "개", "건", "곳", "마리", "장", "편", "배"})
_IDIOM = frozenset(
    {"발", "통", "벌", "줄", "칸", "알", "기", "면", "점", "컵", "조각", "편", "배", "팀", "건", "수", "줌", "뿌리"}
)
_GLUED_WORDS = frozenset({"세배", "한배", "네배", "한살", "한그루", "두근"})


def _counts_natively(text: str, span: Span, unit: Unit, num: str, *, glued: bool) -> bool:
    """Whether a native numeral before a counter is one: not 세배 (a bow), 한 번 (once), 한 발 물러서다."""
    surface, after = unit.surface, text[span.end : span.end + 3]
    if num in ("서", "너", "석", "넉", "닷", "엿") and surface not in ("장", "대", "점", "근", "통", "잔"):
        return False  # "서 의원": a surname
    if num == "수":
        return surface == "차례" or (not glued and surface in _SEVERAL)  # "수배", "수명", "수개": words
    if surface == "번":
        return num != "한"
    if glued and num + surface in _GLUED_WORDS:
        return False
    if num == "한" and surface in _IDIOM:
        # "한 편", "한 점도 없이", "한 발 앞서": only as an object or before a noun.
        counted = re.match(r"(?:을|를|의|짜리|씩)(?![가-힣])", after) is not None
        return counted and surface not in ("발", "면", "통", "점", "수")
    if surface == "분":
        return num in ("한", "두", "세", "네") and re.match(r"이|의|을|은|께|도|과|모두", after) is not None
    if unit.when == "native":
        return num not in ("한", "수", "몇")  # "한 회사" is some company
    if unit.when == "listed" and surface not in ("대", "분"):
        return readings.counts(text, span, unit, Decimal(2))
    return True


# "물 1컵 반", "두 배 반"; "3개 반 학생" are classes.
_HALVED = frozenset(
    {"컵", "큰술", "작은술", "스푼", "배", "바퀴", "말", "되", "근", "술", "병", "공기", "뼘", "길", "잔"}
)
_HALF = re.compile(r"[ ]반(?=[은는이가을를의과와만도씩]?(?:[^가-힣A-Za-z0-9]|$)|으로|에[ ]|이[나상])")


def _and_half(text: str, quantity: Quantity) -> Quantity:
    """A quantity with the half that follows its unit."""
    if quantity.unit not in _HALVED or quantity.low != quantity.high or quantity.broken:
        return quantity
    match = _HALF.match(text, quantity.span.end)
    if match is None:
        return quantity
    value = quantity.low + Decimal("0.5")
    span = Span(quantity.span.start, match.end())
    return replace(quantity, span=span, low=value, high=value, precision=Decimal("0.1"))


# "2m31을 넘었다", "8m34": metres and centimetres of a jump or a throw.
_METRES = re.compile(r"(?<![0-9A-Za-z.,/-])(?P<m>[0-9]{1,2})[mｍ](?P<cm>[0-9]{2})(?![0-9A-Za-z.])(?![ ]?(?:cm|㎝|대))")


def _metres(text: str) -> Iterator[Quantity]:
    for match in _METRES.finditer(text):
        value = Decimal(f"{match['m']}.{match['cm']}")
        yield Quantity(Span(*match.span()), "quantity.measure", value, value, "m", Decimal("0.01"))


_TILDE = re.compile(r"[ ]?[~-][ ]?(?:약[ ])?")
_FROM = re.compile(r"(?:에서|부터|내지)[ ]?(?:(?:약|최대|최고|많게는)[ ])?")
# "3명에서 5명으로": a change, not a range.
_CHANGED = re.compile(
    r"(?:선|대|수준|가량|정도|안팎)?(?:으로|로)(?!서)|[ ](?:늘|증가|인상|올랐|오른|줄|감소|인하|하락|상승)"
)


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
        two,
        span=Span(one.span.start, two.span.end),
        low=one.low,
        high=two.high,
        precision=min(one.precision, two.precision),
        approximate=one.approximate or two.approximate,
        is_range=True,
    )
