"""One number: its surface, parsed strictly into an exact value or bounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from gwangju_ai_cli.korean.numerals.writing import DIGITS, NATIVE_BOUNDS, NATIVE_ONES, NATIVE_TENS, ONES
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern

Style = Literal["digits", "mixed", "sino", "native", "vague"]

_SMALL = {"십": 10, "백": 100, "천": 1000}
_MYRIAD = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16, "해": 10**20}
_SINO = {"영": 0, "공": 0, "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "륙": 6, "칠": 7, "팔": 8, "구": 9}
_PAIRS = {"일": "이", "이": "삼", "삼": "사", "사": "오", "오": "육", "육": "칠", "칠": "팔", "팔": "구"}
_TOO_LARGE = Decimal(10) ** 27  # with hundredths, still within the 28 figures of decimal arithmetic
_VAGUE_LOW, _VAGUE_HIGH = 2, 9  # 수십: several tens, so 20 to 90
_NATIVE_RE = pattern(rf"(?P<tens>{'|'.join(NATIVE_TENS)})?(?P<ones>{ONES})?")
_TOKEN = pattern(rf"(?P<digits>{DIGITS})|(?P<char>[가-힣])|\s+")
_GROUPED = pattern(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")


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

    `numerals.grouping` (1,23,456), `numerals.decimal` (1.844.036), `numerals.order` (3만 2억), `numerals.size`
    (more than 28 figures) or `numerals.syntax`.
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
    low, high = NATIVE_BOUNDS.get(ones or "", (NATIVE_ONES.get(ones or "", 0),) * 2)
    base = NATIVE_TENS.get(tens or "", 0)
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
        elif char in "수몇기":
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
        if self.total[1] >= _TOO_LARGE:
            raise _Broken("size", f"{surface} has more figures than an exact number holds")
        low, high = (bound if bound % 1 else bound.to_integral_value() for bound in self.total)
        return Number(Span(0, len(surface)), low, high, self.unit, self.scale, style, self.approx)
