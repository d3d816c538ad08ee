"""The one lexer of Korean and mixed numbers: text → `Number` (exact `Decimal`, or bounds), or why it is none.

What is read: `27,350,000`, `1.5조`, `6조 2천417억`, `3억5천만`, `500백만`, `4061 억` (PDF text), `이천만`,
`삼백오십억`, `일점이삼`, `수십억` (bounds), `50여억`, `8억3000여만`, `스물다섯`, `두세`, `서너`.

A run of characters that looks like a number is taken whole and then parsed strictly, so that no number is
ever read from its middle or cut short: `1.844.036`, `3만 2억` and `1,23,456` come out as `Malformed`, with
the name of the rule that they break. All patterns are linear: numbers are possessive, pieces bounded.

`read` and `scan` serve callers who look at a text; `DIGIT_LED`, `SINO_LED`, `VAGUE_LED`, `NATIVE` and `YEO` are
fragments for patterns of one's own, whose match goes through `parse`. Offsets are those of the text given.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from gwangju_ai_cli.model import Span

Style = Literal["digits", "mixed", "sino", "native", "vague"]

_SMALL = {"십": 10, "백": 100, "천": 1000}
_MYRIAD = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16, "해": 10**20}
_SINO = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
_PAIRS = {"일": "이", "이": "삼", "삼": "사", "사": "오", "오": "육", "육": "칠", "칠": "팔", "팔": "구"}
_VAGUE_LOW, _VAGUE_HIGH = 2, 9  # 수십: several tens, so 20 to 90

_UNIT = "[십백천만억조경]"
# "4061 억원", "2345억\n6000만": layouts put a space or a line end inside a number.
_GAP = r"(?:[ \t]?\r?\n[ \t]?|[ \t])"
DIGITS = r"[0-9]++(?:[.,][0-9]++)*+"
"""A run of figures with commas and dots, whether well grouped or not; `parse` tells."""

_SINO_DIGIT = "[일이삼사오육륙칠팔구]"
_UNITS = rf"{_UNIT}++(?:여{_GAP}?{_UNIT}++)?"
_SCALED = rf"{DIGITS}(?:여{_GAP}?|{_GAP})?{_UNITS}"
# "29만 천 890 톤", "2만 오천 원"; not the 조 of "2백만 조회" or the 천 of "100만 천안 시민".
_LONE = (
    rf"{_GAP}{_SINO_DIGIT}?[십백천][십백천만억]*+(?![가-힣])"
    rf"|{_GAP}{_SINO_DIGIT}?[십백천]{{1,3}}+(?=[만억원달유엔위파불명개톤미킬건곳])"
    rf"|{_GAP}[만억](?=여?[ \t]?(?:명|원|달러|유로|엔|위안|파운드|톤|마리))"
)
_PIECE = rf"(?:{_GAP}?{_SCALED}|{_SINO_DIGIT}?{_UNITS}|{_LONE})"
DIGIT_LED = rf"{DIGITS}(?:(?:여{_GAP}?|{_GAP})?{_UNITS}{_PIECE}{{0,15}}(?:{_GAP}?{DIGITS})?)?"
"""A number that begins with figures, with any units: 4061억, 1조 2345억 6000만, 3만5000, 8억3000여만."""

_SINO_CHAR = "[영공일이삼사오육륙칠팔구십백천만억조경]"
SINO_LED = (
    rf"(?:[십백천만]{{1,3}}+[ \t]?{_SCALED}{_PIECE}{{0,4}}"
    rf"|{_SINO_CHAR}++(?:[ \t]{_SINO_CHAR}++){{0,12}}(?:[점쩜][영공일이삼사오육륙칠팔구]++)?)"
)
"""A number in Sino-Korean words: 이천만, 삼백오십억, 일억 이천만, 일점이삼, 만 6천. Check what stands before it."""

VAGUE_LED = rf"(?:십수|수|몇){_GAP}?{_UNIT}++(?:{_GAP}{_UNIT}++)?"
"""A number without an exact value: 수십억, 몇백만, 수 천만, 십수만."""

YEO = r"(?:[ \t]?여(?![가-힣])|여(?![성객당행야자의론유권력러신관기동]))"
"""여 after a number (20여 개, 50억여원), not the first syllable of a word (3여성)."""

_NATIVE_ONES = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "서": 3, "넷": 4, "네": 4, "넉": 4, "너": 4,
    "다섯": 5, "닷": 5, "여섯": 6, "엿": 6, "일곱": 7, "여덟": 8, "아홉": 9,
}
_NATIVE_TENS = {
    "열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60, "일흔": 70, "여든": 80, "아흔": 90,
}
_NATIVE_BOUNDS = {
    "한둘": (1, 2), "한두": (1, 2), "두셋": (2, 3), "두세": (2, 3), "두서너": (2, 4), "두어": (2, 3), "서넛": (3, 4),
    "서너": (3, 4), "너댓": (4, 5), "네댓": (4, 5), "네다섯": (4, 5), "너더댓": (4, 5), "대여섯": (5, 6),
    "대엿": (5, 6), "예닐곱": (6, 7), "일고여덟": (7, 8), "일여덟": (7, 8), "엳아홉": (8, 9), "여남은": (10, 13),
}


def _alternation(words: Iterator[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_ONES = _alternation(iter([*_NATIVE_ONES, *_NATIVE_BOUNDS]))
NATIVE = rf"(?:(?:{'|'.join(_NATIVE_TENS)})(?:{_ONES})?|{_ONES})"
"""A native numeral below 100, free or before a noun: 하나, 두, 스물다섯, 서너. Check what stands on both sides."""

_NATIVE_RE = re.compile(rf"(?P<tens>{'|'.join(_NATIVE_TENS)})?(?P<ones>{_ONES})?")
_TOKEN = re.compile(rf"(?P<digits>{DIGITS})|(?P<char>[가-힣])|\s+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as read: `low` and `high` are equal where its value is exact.

    `unit` is the smallest unit written (10**8 for 4061억, 10**11 for 1.5조 and 2천억), the number's own
    precision. `scale` is the myriad it ends in (10**8 for 4061억, 1 for 3만5000): what `3` takes over from
    `5억` in `3~5억`. `approx` tells of 여, 수, 몇 or a pair such as 두세.
    """

    span: Span
    low: Decimal
    high: Decimal
    unit: Decimal
    scale: Decimal
    style: Style
    approx: bool = False

    @property
    def value(self) -> Decimal | None:
        """The exact value (with 여: the value named), or None where the text gives bounds only."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Malformed:
    """What looks like a number and is none; `rule` names what it breaks.

    `numerals.grouping` (1,23,456), `numerals.decimal` (1.844.036), `numerals.order` (3만 2억) or
    `numerals.syntax`.
    """

    span: Span
    rule: str
    reason: str


class _Broken(Exception):
    """A rule of number writing is broken: `rule`, then what is wrong."""

    def __init__(self, rule: str, reason: str) -> None:
        super().__init__(reason)
        self.rule = f"numerals.{rule}"
        self.reason = reason


def parse(surface: str, start: int = 0) -> Number | Malformed:
    """The number that `surface` is, whole; `start` is its offset in the text, for the span.

    >>> parse("6조 2천417억").value, parse("1.5조").unit == 10**11, parse("500백만").value
    (Decimal('6241700000000'), True, Decimal('500000000'))
    >>> parse("수십억").low, parse("수십억").value
    (Decimal('2000000000'), None)
    >>> parse("1.844.036").rule, parse("3만 2억").rule, parse("1,23,456").rule
    ('numerals.decimal', 'numerals.order', 'numerals.grouping')
    """
    outcome = _parse(surface)
    span = Span(start, start + len(surface))
    return replace(outcome, span=span)


@lru_cache(maxsize=4096)
def _parse(surface: str) -> Number | Malformed:
    span = Span(0, len(surface))
    try:
        native = _parse_native(surface)
        return native if native is not None else _Reader().read(surface)
    except _Broken as broken:
        return Malformed(span, broken.rule, broken.reason)


def _parse_native(surface: str) -> Number | None:
    body = surface.removesuffix("여").rstrip()
    match = _NATIVE_RE.fullmatch(body) if body else None
    if match is None:
        return None
    tens, ones = match["tens"], match["ones"]
    low, high = _NATIVE_BOUNDS.get(ones or "", (_NATIVE_ONES.get(ones or "", 0),) * 2)
    base = _NATIVE_TENS.get(tens or "", 0)
    unit = Decimal(1)
    approx = low != high or body != surface
    return Number(Span(0, len(surface)), Decimal(base + low), Decimal(base + high), unit, unit, "native", approx)


class _Reader:
    """Reads one surface; values are pairs (low, high), equal unless 수 or 몇 stands in it."""

    def __init__(self) -> None:
        self.total = (Decimal(0), Decimal(0))
        self.bound = Decimal(10) ** 30  # the myriad closed last: what follows must stay below it
        self.section: tuple[Decimal, Decimal] | None = None  # below the next myriad: 3천5백
        self.small = Decimal(10) ** 30  # the 십, 백 or 천 closed last
        self.current: tuple[Decimal, Decimal] | None = None  # figures that wait for a unit
        self.place = Decimal(1)  # what the last figure of `current` counts
        self.unit = Decimal(1)
        self.scale = Decimal(1)
        self.figures = ""  # the words of `current`, where it came from words
        self.fraction = False
        self.low_figure: Decimal | None = None  # of a pair such as 이삼
        self.approx = False
        self.kinds: set[str] = set()
        self.pieces = 0

    def read(self, surface: str) -> Number:
        at = 0
        for match in _TOKEN.finditer(surface):
            if match.start() != at:
                raise _Broken("syntax", f"{surface[at]!r} belongs to no number")
            at = match.end()
            if match["digits"]:
                self._digits(match["digits"])
            elif match["char"]:
                self._char(match["char"])
        if at != len(surface) or not self.kinds - {"여"}:
            raise _Broken("syntax", f"{surface!r} is no number")
        return self._close(surface)

    def _digits(self, digits: str) -> None:
        if self.current is not None:
            raise _Broken("syntax", f"{digits} follows figures without a unit between")
        if digits.count(".") > 1:
            raise _Broken("decimal", f"{digits} has more than one decimal point")
        if not _GROUPED.fullmatch(digits):
            raise _Broken("grouping", f"the commas of {digits} are not at the thousands")
        whole, _, decimals = digits.replace(",", "").partition(".")
        value = Decimal(f"{whole}.{decimals}" if decimals else whole)
        self.current, self.place = (value, value), Decimal(1).scaleb(-len(decimals))
        self.figures = ""
        self.kinds.add("digits")

    def _char(self, char: str) -> None:
        if char in _SINO:
            self._sino(char)
        elif char in _SMALL:
            self._small(Decimal(_SMALL[char]))
        elif char in _MYRIAD:
            self._myriad(Decimal(_MYRIAD[char]))
        elif char in "점쩜":
            if self.fraction or (self.current is None and self.section is None and not self.kinds):
                raise _Broken("syntax", "점 without a figure before it")
            self.fraction = True
            self.current = self.current or (Decimal(0), Decimal(0))
            self.place = Decimal(1)
        elif char == "여":
            self.approx = True
        elif char in "수몇":
            if self.current is not None:
                raise _Broken("syntax", f"{char} follows figures")
            self.current = (Decimal(_VAGUE_LOW), Decimal(_VAGUE_HIGH))
            self.place, self.approx = Decimal(1), True
            self.kinds.add("vague")
        else:
            raise _Broken("syntax", f"{char!r} belongs to no number")

    def _sino(self, char: str) -> None:
        figure = Decimal(_SINO[char])
        char = "육" if char == "륙" else char
        if not figure and not self.fraction and (self.section is not None or self.pieces):
            raise _Broken("syntax", f"{char} after a unit is no figure")  # "이천공장"
        if self.fraction:
            self.place /= 10
            low, high = self.current or (Decimal(0), Decimal(0))
            self.current = (low + figure * self.place, high + figure * self.place)
        elif self.current is None:
            self.current, self.place = (figure, figure), Decimal(1)
        elif self.figures in _PAIRS and _PAIRS[self.figures] == char and self.low_figure is None:
            # "이삼백만원", "오륙 명": two or three.
            self.low_figure = self.current[0]
            self.current, self.approx = (self.current[0], figure), True
        elif self.figures and self.section is None and not self.pieces:
            # "이공일구": figures read out one by one.
            low, high = self.current
            if self.low_figure is not None:
                low, self.low_figure, self.approx = low * 10 + high, None, False
            self.current = (low * 10 + figure,) * 2
        else:
            raise _Broken("syntax", f"{char} follows another figure")
        self.figures += char
        self.kinds.add("sino")

    def _small(self, scale: Decimal) -> None:
        if scale >= self.small:
            raise _Broken("order", "a smaller unit stands before a larger one")
        low, high = self.current or (Decimal(1), Decimal(1))
        # "500백만원", "2,500천원" are units of account and stand alone; "1조 2345천" is nothing.
        if high >= 10 and (self.section is not None or self.pieces or self.figures):
            raise _Broken("order", f"{high} does not fit before a unit of {scale}")
        if self.figures[:1] in ("공", "영"):
            raise _Broken("syntax", f"{self.figures} takes no unit")  # 공천, 영천
        base = self.section or (Decimal(0), Decimal(0))
        self.section = (base[0] + low * scale, base[1] + high * scale)
        self.unit = scale * (self.place if self.current is not None else 1)
        self.small, self.current, self.figures, self.low_figure = scale, None, "", None
        self.kinds.add("unit")

    def _myriad(self, scale: Decimal) -> None:
        if not self.fraction and len(self.figures) > (1 if self.low_figure is None else 2):
            raise _Broken("syntax", f"{self.figures} is read out, and takes no unit")
        low, high = self._take()
        if self.section is None and self.current is None:
            if scale != 10**4 or self.pieces:
                raise _Broken("syntax", "a unit without figures before it")
            low, high = Decimal(1), Decimal(1)
            self.unit = Decimal(1)
        if high * scale >= self.bound or scale >= self.bound:
            raise _Broken("order", "a smaller unit stands before a larger one")
        self.total = (self.total[0] + low * scale, self.total[1] + high * scale)
        self.unit *= scale
        self.bound = self.scale = scale
        self.section, self.small, self.current = None, Decimal(10) ** 30, None
        self.fraction, self.figures, self.low_figure = False, "", None
        self.pieces += 1
        self.kinds.add("unit")

    def _take(self) -> tuple[Decimal, Decimal]:
        """The figures since the last myriad; `unit` becomes their smallest unit."""
        low, high = self.section or (Decimal(0), Decimal(0))
        if self.current is not None:
            if self.current[1] >= self.small:
                raise _Broken("order", f"{self.current[1]} is too large after a unit of {self.small}")
            low, high = low + self.current[0], high + self.current[1]
            self.unit = self.place
        return low, high

    def _close(self, surface: str) -> Number:
        if self.section is not None or self.current is not None:
            low, high = self._take()
            if high >= self.bound:
                raise _Broken("order", f"{high} is too large after a unit of {self.bound}")
            self.total = (self.total[0] + low, self.total[1] + high)
            self.scale = Decimal(1)
        style: Style = "digits"
        if "vague" in self.kinds:
            style = "vague"
        elif "digits" in self.kinds:
            style = "mixed" if "unit" in self.kinds else "digits"
        elif "sino" in self.kinds or "unit" in self.kinds:
            style = "sino"
        low, high = (bound if bound % 1 else bound.to_integral_value() for bound in self.total)
        return Number(Span(0, len(surface)), low, high, self.unit, self.scale, style, self.approx)


FIGURE = re.compile(DIGITS)
"""A run of figures: where a number in figures begins."""


def matches(pattern: re.Pattern[str], hint: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of `pattern`, tried only where `hint` matches: the same as `finditer`, at a multiple of its speed.

    >>> [match.group() for match in matches(re.compile("(?<!제)[0-9]+조"), FIGURE, "제3조, 3조 4000억")]
    ['3조']
    """
    end = 0
    for found in hint.finditer(text):
        if found.start() >= end and (match := pattern.match(text, found.start())) is not None:
            yield match
            end = match.end()


_LEFT = r"(?<![0-9A-Za-z])(?<![0-9][.,])"
# A spaced last piece must not be the year, day or number of what follows: "3만 2015년".
_LAST = r"(?![0-9])(?![ \t]?(?:년|월|일|시|분|초|호|층|번지))"


@cache
def _reader() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What `read` and `scan` match: a number, a native numeral, where a number may begin."""
    return (
        re.compile(
            rf"(?:{DIGITS}(?:(?:여{_GAP}?|{_GAP})?{_UNITS}{_PIECE}{{0,15}}(?:{DIGITS}|{_GAP}{DIGITS}{_LAST})?)?"
            rf"|{VAGUE_LED}|{SINO_LED})(?:{YEO})?"
        ),
        re.compile(rf"{NATIVE}(?:{YEO})?"),
        re.compile(rf"{_LEFT}(?:(?=[0-9])|(?<![가-힣])(?=(?:십수|[수몇])?[ \t]?{_SINO_CHAR}))"),
    )


def read(text: str, pos: int = 0, *, native: bool = False) -> Number | Malformed | None:
    """The longest number that begins at `pos`, with a 여 after it; None where none begins.

    With `native`, native numerals (두, 스물다섯, 서너) are read too. What stands before `pos` and what follows
    the number is the caller's to judge: 이천 may be a city, 두 the end of 모두.

    >>> read("사업비 1조 2345억 6000만 원", 4).value
    Decimal('1234560000000')
    >>> read("20여 년 동안").approx, read("스물다섯 명", native=True).value
    (True, Decimal('25'))
    >>> read("회의") is None
    True
    """
    number, native_numeral, _ = _reader()
    match = number.match(text, pos)
    if native:
        other = native_numeral.match(text, pos)
        # 일 is Sino-Korean, 일곱 is native: the longer reading is meant.
        match = max((match, other), key=lambda found: found.end() if found else -1)
    return parse(match.group(), pos) if match else None


def scan(text: str, start: int = 0, end: int | None = None) -> Iterator[Number | Malformed]:
    """The numbers between `start` and `end` in figures, mixed or Sino-Korean writing, left to right.

    A Sino-Korean number has to begin a word; native numerals are left out, for they need their counter.

    >>> [number.value for number in scan("3억5천만과 이천만, 1.5조")]
    [Decimal('350000000'), Decimal('20000000'), Decimal('1500000000000')]
    """
    end = len(text) if end is None else end
    pos = start
    _, _, begin = _reader()
    while match := begin.search(text, pos, end):
        found = read(text, match.start())
        if found is None or found.span.end > end:
            pos = match.start() + 1
        else:
            yield found
            pos = found.span.end


def inherit(first: Number, last: Number) -> Number:
    """`first` of a range with the unit that it leaves to `last`: in `3~5억`, 3 is 3억.

    The largest unit of `last` under which the range still ascends: `300~5천만` begins at 300만,
    `5000~1만` at 5000.

    >>> inherit(parse("3"), parse("5억")).value, inherit(parse("2"), parse("3천만")).value
    (Decimal('300000000'), Decimal('20000000'))
    >>> inherit(parse("5000"), parse("1만")).value, inherit(parse("1천500"), parse("2천만")).value
    (Decimal('5000'), Decimal('15000000'))
    """
    if first.scale != 1 or (last.unit <= 1 and last.scale == 1):
        return first
    small = last.unit / last.scale if last.unit > last.scale else Decimal(1)
    scales = [last.scale * small] if first.style == "digits" and small > 1 else []
    # Nobody writes 50~1억 for 50만~1억: below 100 the unit is the other's, and the range may fall.
    if first.low < 100 and not scales:
        scales = [last.scale]
    if first.low < 100:
        scale = next((scale for scale in scales if first.low * scale < last.high), scales[-1])
        return _times(first, scale, last.scale)
    scales += [scale for scale in map(Decimal, (10**12, 10**8, 10**4)) if scale <= last.scale]
    for scale in scales:
        if first.low * scale < last.high:
            return _times(first, scale, last.scale)
    return first


def _times(number: Number, scale: Decimal, ends_in: Decimal) -> Number:
    return replace(
        number, low=number.low * scale, high=number.high * scale, unit=number.unit * scale, scale=ends_in
    )
