"""What looks like a date and is none: each a blocker with its own id, so that `explain` can name it."""

from __future__ import annotations

from gwangju_ai_cli.facts.dates.drafts import Found
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern

# "5·18민주화운동", "6·25전쟁": a day in a name, read as no day. "8·9일" is a list of days.
_EVENT = (
    r"['’‘]?(?:[1-9]|1[0-2])·(?:3[01]|[12]\d|[1-9])(?![\d~]|\s?(?:일|월|년|분기|시|분|호|명|개|회|차|%|단계|급|세|·))(?!절(?![가-힣])"
    r"|절(?=[에을은이과부인]))(?:['’]?\s?[가-힣]{0,10})?"
)

_ERA = r"(?:6월\s?(?:민주)?항쟁|10월\s?유신|(?:2|10)월\s?혁명|5월\s?(?:광장|단체|정신|항쟁|어머니회))"
_PHONE = (
    r"(?:0\d{1,2}[-)]\s?\d{3,4}-\d{4}|1[568]\d\d-\d{4}(?!년)|\d{2,4}-\d{3,4}-\d{2,4}(?!년)|97[89]-?\d+-[\d-]+[\dX]"
    r"|\d{6}-\d{7})(?!\d)"
)

_SCORE = (
    r"\d{1,3}-\d{1,3}(?=\s?(?:로|으로|의|패|승|무)?\s?(?:이[겼긴기]|졌|패|승|역전|완승|앞|뒤|무승부|끌려|리드|제압|꺾))"
)

_CITIES = r"\d{1,2}개?\s?시[\s·,]\s?\d{1,2}개?\s?(?:군|구|도)"

_CODE = r"제?\d{4}-\d{2,6}\s?호|제\s?\d+\s?(?:주년|주기|회|차|호|조|항|기|대|년차)"

_FRACTION = (
    r"\d+(?:\.\d+)?\s?분의\s?[\d일이삼사오]+"
    r"|\d+/\d+(?=\s?(?:로|으로|에\s(?:불과|해당|그[치친쳤])|수준|이하|이상|가량|정도|의\s))"
)

_OPEN_ALL_DAY = (
    r"24시(?:\s?(?:편의점|영업|찜질|카페|간병|돌봄|"
    r"무인|콜|마트|약국|식당|체제|감자|해장|국밥|전화|상담|편의|동물|응급|병원))"
)

# Programmes whose names are known without a quotation mark.
_PROGRAMME = (
    r"['’‘]?1박\s?2일(?=['’”\"》>]|\s?(?:시즌|멤버|제작진))|100분\s?토론|[89]시\s?뉴스(?![가-힣]{2})"
    r"|(?:(?<=다큐)|(?<=다큐 )|(?<=다큐멘터리 ))3일(?!간)"
)
_MARKET = r"\d일장(?![가-힣])|\d일장(?=[을이은의에으])"
# A form to fill in: "202 년 월 일", "0000년 00월 00일", "(20 년)".
_BLANK = (
    r"\d{2,4}\s{0,4}년\s{1,8}월\s{1,8}일(?![가-힣])|(?<=\()20\s{1,4}년(?=\))"
    r"|0{2,4}\s?년(?:\s?0{1,2}\s?월)?(?:\s?0{1,2}\s?일)?"
)
_KINDS = {
    "era": _ERA, "phone": _PHONE, "event": _EVENT, "score": _SCORE, "places": _CITIES, "code": _CODE,
    "fraction": _FRACTION, "open_all_day": _OPEN_ALL_DAY, "market": _MARKET, "programme": _PROGRAMME,
    "blank": _BLANK,
}  # fmt: skip
_ANY = pattern("|".join(f"(?P<{name}>{source})" for name, source in _KINDS.items()))
# What must stand behind the figures for any of them: a sign, or the first letter of a word.
HINT = (
    r"['’‘]?\d+(?:[-·/)]|개?\s?시|일장|박\s?2일|분\s?토론|월\s?[민항유혁단정어광]"
    r"|\s{0,4}년(?:\s{1,8}월\s|\s?0{1,2}월|\))|\s?분의|\.\d+\s?분의)|제|3일"
)
_HINTED = pattern(HINT)


def near_miss(text: str, pos: int) -> Found | None:
    """The blocker that begins at `pos`, or None.

    >>> near_miss("4·19혁명 기념", 0).rule, near_miss("4·5일 이틀", 0)
    ('date.block.event', None)
    """
    if not _HINTED.match(text, pos):
        return None
    hit = _ANY.match(text, pos)
    return Found(Span(pos, hit.end()), f"date.block.{hit.lastgroup}", None, {}) if hit else None
