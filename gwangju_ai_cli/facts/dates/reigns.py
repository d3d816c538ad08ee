"""Years of reigns and eras: 정조 18년 is 1794, 쇼와 15년 is 1940."""

from __future__ import annotations

from gwangju_ai_cli.facts.dates.drafts import Found
from gwangju_ai_cli.facts.dates.readings import Point, Reading
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern

# The year that counts as the first. Source: the Veritable Records of the Joseon Dynasty, whose reigns count from
# the New Year after the accession; only after a deposition (세조, 중종, 인조) from the accession itself.
_FIRST_YEARS = {
    "세종": 1419, "단종": 1453, "세조": 1455, "연산군": 1495, "중종": 1506, "선조": 1568, "광해군": 1609, "인조": 1623,
    "효종": 1650, "영조": 1725, "정조": 1777, "순조": 1801, "철종": 1850, "건양": 1896, "광무": 1897, "융희": 1907,
    "메이지": 1868, "다이쇼": 1912, "쇼와": 1926, "헤이세이": 1989, "레이와": 2019,
}  # fmt: skip
# Names that Goryeo, Silla or China have too: which of them is meant only a word before them tells.
_JOSEON_YEARS = {
    "태조": 1392, "정종": 1399, "태종": 1401, "문종": 1451, "예종": 1469, "성종": 1470, "인종": 1545, "명종": 1546,
    "현종": 1660, "숙종": 1675, "경종": 1721, "헌종": 1835, "고종": 1864, "순종": 1907,
}  # fmt: skip
_REIGN = pattern(
    r"(?<![가-힣])(?:조선|대한제국|고려|신라|백제)?\s?"
    rf"(?P<name>{'|'.join([*_FIRST_YEARS, *_JOSEON_YEARS])}|의종|광종|신종|희종|공민왕|충렬왕|진흥왕|성왕|무왕)"
    r"(?:대왕)?\s?$"
)
# 세종 is a city too: "세종 3년 연속" counts years.
_YEAR = pattern(
    r"(?P<n>\d{1,2})년(?:\s?\((?:서기\s)?(?P<y>\d{3,4})년?\)|(?=에(?!\s걸)|의|\s?때|,|\s\d{1,2}월|\s?무렵|까지|부터))"
)


def read_reign(text: str, pos: int, limit: int) -> Found | None:
    """The year that `정조 18년`, `고종 3년(1866)` name; a name that several dynasties know gives no value alone.

    >>> found = read_reign("정조 18년에 쌓은 성", 3, 11)
    >>> found.rule, found.span, found.reading.start.year
    ('date.year.reign', Span(start=0, end=6), 1794)
    """
    reign = _REIGN.search(text, max(0, pos - 12), pos)
    year = _YEAR.match(text, pos, limit) if reign else None
    if reign is None or year is None or not int(year["n"]):
        return None
    name = reign["name"]
    first = _FIRST_YEARS.get(name) or (_JOSEON_YEARS.get(name) if "조선" in reign.group() else None)
    if year["y"]:
        point = Point(year=int(year["y"]))
    elif first is not None:
        point = Point(year=first + int(year["n"]) - 1)
    else:
        point = Point(year=0)
        point.ancient = "unknown"
    return Found(Span(reign.start(), year.end()), "date.year.reign", Reading("point", point), {})
