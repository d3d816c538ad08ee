"""Numbers in a text: where they begin, how far they reach, and what a range leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

from gwangju_ai_cli.korean.numerals.reading import Malformed, Number, parse
from gwangju_ai_cli.korean.numerals.writing import (
    DIGITS,
    GAP,
    NATIVE,
    PIECE,
    SINO_CHAR,
    SINO_LED,
    UNITS,
    VAGUE_LED,
    YEO,
)
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern

FIGURE = pattern(DIGITS)
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
            rf"(?:{DIGITS}(?:(?:여{GAP}?|{GAP})?{UNITS}{PIECE}{{0,15}}(?:{DIGITS}|{GAP}{DIGITS}{_LAST})?)?"
            rf"|{VAGUE_LED}|{SINO_LED})(?:{YEO})?"
        ),
        re.compile(rf"{NATIVE}(?:{YEO})?"),
        re.compile(rf"{_LEFT}(?:(?=[0-9])|(?<![가-힣])(?=(?:십수|[수몇])?[ \t]?{SINO_CHAR}))"),
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
    return replace(number, low=number.low * scale, high=number.high * scale, unit=number.unit * scale, scale=ends_in)


# "모두 1⏎20억원", "4,0⏎61억원", "1,⏎200명"; a year stands above an amount: "2020⏎20억원".
_TORN = pattern(
    r"(?:(?<=[가-힣] )[0-9]{1,3}(?:,[0-9]{3})*,?|(?<![0-9A-Za-z.,])[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{0,2})"
    r"[ ]?\n[ \t]*(?=[0-9])(?P<tail>[0-9][0-9,.]*)"
)


def torn_at_line_ends(text: str) -> tuple[Span, ...]:
    """Where the second half of a number stands that a line end tore in two: nobody can tell what it was.

    >>> text = "직원은 모두 1\\n20명이다."
    >>> [span.of(text) for span in torn_at_line_ends(text)]
    ['20']
    """
    return tuple(Span(*match.span("tail")) for match in _TORN.finditer(text)) if "\n" in text else ()
