"""Whole expressions by how they begin: figures, words for figures, years that stand bare, 기원전, 음력, court terms."""

from __future__ import annotations

from decimal import Decimal

from gwangju_ai_cli.facts.dates import lexicon as lex
from gwangju_ai_cli.facts.dates.drafts import DAY, MONTH, YEAR, Draft, Found
from gwangju_ai_cli.facts.dates.figures import LEGAL, TERM, names_short_year
from gwangju_ai_cli.facts.dates.joining import joined
from gwangju_ai_cli.facts.dates.lengths import names_date, read_length
from gwangju_ai_cli.facts.dates.ordinals import add_nth
from gwangju_ai_cli.facts.dates.points import chain, parse_point
from gwangju_ai_cli.facts.dates.readings import Length, Point, Reading
from gwangju_ai_cli.facts.dates.recurring import read_weekdays
from gwangju_ai_cli.facts.dates.reigns import read_reign
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern

_SINO = "[영공일이삼사오육칠팔구십백천]"

_SINO_DATE = pattern(
    rf"(?:(?P<y>이천{_SINO}*|천구백{_SINO}*|[일이][구공영]{_SINO}{{2}})년(?:\s|(?=에|도|부터|까지|[일이삼]))\s?)?"
    rf"(?:(?P<m>십[일이]?|[일이삼사오육유칠팔구시])월\s?(?P<d>이?십{_SINO}?|삼십일?|[일이삼사오육칠팔구])일)?"
)

_SINO_DAY = pattern(rf"(?P<d>이?십{_SINO}|이십|삼십일?)일(?=\s?[월화수목금토일]요일)")

_SINO_MONTH = {"유": 6, "시": 10}

_BARE_YEARS = pattern(
    r"(?P<a>(?:19|20)\d\d)(?:\s?[~\-]\s?|(?P<season>/))(?P<b>(?:19|20)?\d\d)(?![\d.,~\-]|[가-힣]*년|\s?(?:원|명|개|호|번|㎡|m|km|톤"
    r"|만))(?=[\s()'’\"”]|$|입니다|이다|시즌)"
)

# A line or a cell that holds a year and nothing else; "매출 5억원(2018)", where figures in a parenthesis name the year.
_LONE_YEAR = pattern(
    r"(?<![^\n|\t])(?:19|20)\d\d(?=\s*(?:[\n|\t]|$))|(?<=[원억만명%건개가-힣]\()(?:19[5-9]|20[0-4])\d(?=\))"
)

_FISCAL_YEAR = pattern(r"FY\s?['’‘]?(?P<y>20\d\d|\d\d)(?!\d)")
_SINO_QUARTER = pattern(r"(?P<n>[일이삼사])\s?사?분기")
_QUARTERS_RUNNING = pattern(r"(?P<n>\d{1,2})(?P<unit>분기)\s?연속")
FOUR = r"['’‘]?(?:19|20)\d\d(?!\d)"
_FOUR = pattern(FOUR)
_EVENT_YEAR = pattern(
    r"(?P<y>(?:19[5-9]|20[0-4])\d)(?=\s(?!(?:봄|여름|가을|겨울)(?![가-힣]))(?:[가-힣A-Za-z·]+\s?){0,4}?[가-힣A-Za-z]*(?:대회|올림픽|월드컵|축제|비엔날레|박람회|엑스포|선수권|시즌"
    r"|총회|포럼|아시안게임|리그|어워즈|시상식|컨퍼런스|콘서트|페스티벌|전당대회|정상회의|영화제|시리즈|봄|가을|여름|겨울|S/S|F/W|컵|랠리|모터쇼|게임|총선|대선|신춘|수능))"
)


def may_be_year(text: str, pos: int) -> bool:
    """Whether four figures without a unit could name a year: 2018 평창동계올림픽, a line with 2019 alone."""
    return _FOUR.match(text, pos) is not None


def _sino(text: str, pos: int, limit: int) -> Draft | None:
    """이천십오년 삼월 삼일; words for figures count only where two parts stand together."""
    match = _SINO_DATE.match(text, pos, limit)
    draft = Draft(pos)
    if match is not None and match.end() > pos and (match["m"] or match["y"]):
        if match["y"]:
            number = numerals.parse(match["y"])
            if isinstance(number, numerals.Malformed) or number.value is None or number.value < 1000:
                return None
            draft.set(YEAR, match.end("y") + 1, year=int(number.value))
            draft.shape = "year"
        if match["m"]:
            month = _SINO_MONTH.get(match["m"]) or int(_value(match["m"]))
            draft.set(DAY, match.end(), month=month, day=int(_value(match["d"])))
            draft.shape = "day"
        return draft
    if match := _SINO_DAY.match(text, pos, limit):
        draft.set(DAY, match.end(), day=int(_value(match["d"])))
        draft.shape = "day"
        return draft
    return None


def _value(words: str) -> Decimal:
    number = numerals.parse(words)
    if isinstance(number, numerals.Malformed) or number.value is None:
        return Decimal(0)
    return number.value


_SENTENCE = pattern(
    r"(?P<y>\d{1,2})년\s?(?P<n>\d{1,2})월(?=의\s?(?:실형|원심|형(?![가-힣])|집행유예|징역|중형)|을\s(?:선고|구형)|형을)"
)
_MAY_BE_LENGTH = frozenset(("num", "native", "vague", "sino", "word", "frame"))


_BEFORE_CHRIST = pattern(
    r"(?:기원전|서기전|(?<![A-Za-z])B\.?\s?C\.?"
    r"|(?P<tangun>(?<![가-힣])단기)|(?P<buddhist>(?<![가-힣])불기))\s?$"
)
_BEFORE_CHRIST_ENDS = frozenset(" 전C.기")
_BUDDHIST = 544  # 불기 2570년 is 2026
_TANGUN = 2333  # 단기 4352년 is 2019
_ANCIENT = pattern(r"(?P<n>\d{1,4}|\d천\d{0,3})(?P<more>\s?~\s?\d{1,4})?\s?(?P<unit>년|세기)(?!간)")


def _before_christ(text: str, pos: int, limit: int) -> Found | None:
    """`기원전 57년`, `BC 3세기`: a year before the calendar begins, where a range has no value; `단기 4352년`."""
    era = _BEFORE_CHRIST.search(text, max(0, pos - 6), pos)
    match = _ANCIENT.match(text, pos, limit) if era else None
    number = int(_value(match["n"])) if match else 0
    if era is None or match is None or not number:
        return None
    span = Span(era.start(), match.end())
    if match["more"]:
        return Found(span, "date.block.before_christ", None, {})
    if era["tangun"]:
        if number <= _TANGUN or match["unit"] != "년":
            return None
        return Found(span, "date.year.tangun", Reading("point", Point(year=number - _TANGUN)), {})
    if era["buddhist"]:
        if not _BUDDHIST < number < _BUDDHIST + 9999 or match["unit"] != "년":
            return None
        return Found(span, "date.year.buddhist", Reading("point", Point(year=number - _BUDDHIST)), {})
    point = Point(year=1 - number) if match["unit"] == "년" else Point(year=-100 * number)
    point.ancient = "year" if match["unit"] == "년" else "century"
    return Found(span, "date.before_christ", Reading("point", point), {})


def read_expression(text: str, pos: int, limit: int, kind: str) -> Found | None:
    if kind == "num" and text[pos - 1 : pos] in _BEFORE_CHRIST_ENDS and (found := _before_christ(text, pos, limit)):
        return found
    simple = lex.SIMPLE.match(text, pos, limit) if kind == "num" else None
    if simple is not None and simple["unit"] == "년" and len(simple["a"]) < 3:
        if reign := read_reign(text, pos, limit):
            return reign
        if sentence := _SENTENCE.match(text, pos, limit):  # "1년6월의 원심": years and months in court
            length = Length({"year": Decimal(sentence["y"]), "month": Decimal(sentence["n"])})
            span = Span(*sentence.span())
            return Found(span, "date.length.term", Reading("length", length=length), {"length": span})
    if kind in ("num", "mixed") and lex.MIXED_YEAR.match(text, pos, limit):
        draft = parse_point(text, pos, limit)
        return joined(text, draft, limit) if draft is not None and draft.rank else None
    if kind == "num" and simple is not None and simple["unit"] == "년" and names_short_year(text, pos, limit):
        draft = parse_point(text, pos, limit)
        return joined(text, draft, limit) if draft is not None and draft.rank else None
    if simple is not None and names_date(text, simple):
        if simple["unit"] != "월" or not LEGAL.search(text, max(0, pos - 12), pos):
            draft = parse_point(text, pos, limit)
            return joined(text, draft, limit) if draft is not None and draft.rank else None
    elif kind in _MAY_BE_LENGTH and (found := read_length(text, pos, limit, kind)):
        return found
    if kind == "num" and (term := TERM.match(text, pos, limit)) and LEGAL.search(text, max(0, pos - 12), pos):
        # "징역 1년 6월": a sentence in court counts months as 월.
        length = Length({"month": Decimal(term["n"])})
        return Found(
            Span(pos, term.end()),
            "date.length.term",
            Reading("length", length=length),
            {"length": Span(pos, term.end())},
        )
    if kind == "sino" and (match := _SINO_QUARTER.match(text, pos, limit)):
        quarter = Draft(pos)
        quarter.set(MONTH, match.end(), quarter="일이삼사".index(match["n"]) + 1)
        quarter.shape = "quarter"
        return joined(text, quarter, limit)
    if kind == "num":
        if match := _LONE_YEAR.match(text, pos, limit):
            return Found(Span(*match.span()), "date.year.alone", Reading("point", Point(year=int(match[0]))), {})
        if match := _BARE_YEARS.match(text, pos + (text[pos] in "'’‘"), limit):
            low = int(match["a"])
            high = int(match["b"]) if len(match["b"]) == 4 else low - low % 100 + int(match["b"])
            if low < high <= low + (1 if match["season"] else 100):  # "2015/16 컬렉션"
                return Found(
                    Span(*match.span()),
                    "date.range.bare_years",
                    Reading("range", Point(year=low), Point(year=high)),
                    {},
                )
        if match := lex.DOTTED_YEARS.match(text, pos, limit):
            low, high = int(match["a"]), int(match["b"])
            if low < high:
                reading = Reading("range", Point(year=low), Point(year=high))
                return Found(Span(*match.span()), "date.range.bare_years", reading, {})
        if match := lex.QUOTED_YEARS.match(text, pos, limit):
            low, high = 2000 + int(match["a"]), 2000 + int(match["b"])
            if low < high:
                reading = Reading("range", Point(year=low), Point(year=high))
                return Found(Span(*match.span()), "date.range.bare_years", reading, {})
        if match := _EVENT_YEAR.match(text, pos + (text[pos] in "'’‘"), limit):
            return Found(
                Span(*match.span("y")), "date.year.of_event", Reading("point", Point(year=int(match["y"]))), {}
            )
    if kind == "weekdays":
        return read_weekdays(text, pos, limit)
    if kind == "fiscal" and (fiscal := _FISCAL_YEAR.match(text, pos, limit)):
        year = int(fiscal["y"]) + (0 if len(fiscal["y"]) == 4 else 2000)
        return Found(Span(*fiscal.span()), "date.year.fiscal", Reading("point", Point(year=year)), {})
    if kind == "num" and (run := _QUARTERS_RUNNING.match(text, pos, limit)):
        length = Length({"month": 3 * Decimal(run["n"])})
        return Found(Span(pos, run.end("unit")), "date.length", Reading("length", length=length), {})
    draft = _sino(text, pos, limit) if kind == "sino" else None
    if draft is not None:
        draft = chain(text, draft, limit, None)
    elif kind == "nth":
        nth = lex.NTH.match(text, pos, limit)
        draft = Draft(pos)
        if nth is None or not add_nth(text, draft, nth) or not draft.rank:
            return None
        draft = chain(text, draft, limit, None)
    else:
        draft = parse_point(text, pos, limit)
    if (draft is None or not draft.rank) and kind == "num" and text[pos] in "'’‘":
        return read_expression(text, pos + 1, limit, kind)  # ‘6월의 노래’: the sign is a quotation mark
    if draft is None or not draft.rank or (draft.point.lunar and draft.point.month is None):
        return None
    return joined(text, draft, limit)
