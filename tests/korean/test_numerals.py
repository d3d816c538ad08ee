"""Every integer below 10^16 written in each style reads back to itself; malformed numbers are named."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Malformed, Number, inherit, parse, read, scan

INTEGERS = st.one_of(
    st.integers(0, 10**16 - 1),
    st.integers(0, 10**5),
    st.builds(lambda figure, power: figure * 10**power, st.integers(1, 9999), st.integers(0, 12)),
)
_MYRIADS = ("", "만", "억", "조")
_FIGURES = "영일이삼사오육칠팔구"


def _groups(value: int) -> list[tuple[int, str]]:
    """The groups of four figures that are not zero, the largest first, with their units."""
    out = []
    for power in reversed(range(4)):
        group = value // 10 ** (4 * power) % 10**4
        if group:
            out.append((group, _MYRIADS[power]))
    return out


def _plain(value: int) -> str:
    return str(value)


def _commas(value: int) -> str:
    return f"{value:,}"


def _myriads(value: int) -> str:
    return "".join(f"{group}{unit}" for group, unit in _groups(value)) or "0"


def _spaced_myriads(value: int) -> str:
    return " ".join(f"{group}{unit}" for group, unit in _groups(value)) or "0"


def _comma_myriads(value: int) -> str:
    return "".join(f"{group:,}{unit}" for group, unit in _groups(value)) or "0"


def _loose_units(value: int) -> str:
    """4061 억 2000 만, as PDF text has it."""
    return " ".join(f"{group} {unit}".rstrip() for group, unit in _groups(value)) or "0"


def _thousands(value: int) -> str:
    """2천417억: the house style of news agencies."""
    out = ""
    for group, unit in _groups(value):
        thousands, rest = divmod(group, 1000)
        out += (f"{thousands}천" if thousands else "") + (str(rest) if rest else "") + unit
    return out or "0"


def _all_units(value: int) -> str:
    """2천4백1십7억."""
    out = ""
    for group, unit in _groups(value):
        for scale, small in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
            figure = group // scale % 10
            out += f"{figure}{small}" if figure else ""
        out += unit
    return out or "0"


def _words(value: int, *, one: bool = False, space: str = "") -> str:
    pieces = []
    for group, unit in _groups(value):
        piece = ""
        for scale, small in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
            figure = group // scale % 10
            if figure:
                piece += ("" if figure == 1 and small and not one else _FIGURES[figure]) + small
        pieces.append(piece + unit)
    return space.join(pieces) or "영"


def _words_with_one(value: int) -> str:
    return _words(value, one=True)


def _spaced_words(value: int) -> str:
    return _words(value, space=" ")


STYLES: list[Callable[[int], str]] = [
    _plain,
    _commas,
    _myriads,
    _spaced_myriads,
    _comma_myriads,
    _loose_units,
    _thousands,
    _all_units,
    _words,
    _words_with_one,
    _spaced_words,
]


@pytest.mark.parametrize("write", STYLES)
@given(value=INTEGERS)
def test_every_integer_reads_back(write: Callable[[int], str], value: int) -> None:
    surface = write(value)
    number = parse(surface)
    assert isinstance(number, Number), (surface, number)
    assert number.value == value, surface
    assert number.value % number.unit == 0, surface
    assert read(f"약 {surface}원", 2) == parse(surface, 2)
    assert [found.span for found in scan(f"{surface}.")] == [number.span]


@pytest.mark.parametrize("write", STYLES)
def test_round_numbers_read_back(write: Callable[[int], str]) -> None:
    for power in range(16):
        for figure in (1, 2, 9, 10, 11, 99, 101):
            value = figure * 10**power
            if value < 10**16:
                number = parse(write(value))
                assert isinstance(number, Number)
                assert number.value == value


@given(value=st.decimals(0, 10**6, places=3), unit=st.sampled_from(["", "만", "억", "조", "백만", "천"]))
def test_decimals_read_back(value: Decimal, unit: str) -> None:
    scale = {"": 1, "만": 10**4, "억": 10**8, "조": 10**12, "백만": 10**6, "천": 10**3}[unit]
    number = parse(f"{value}{unit}")
    assert isinstance(number, Number)
    assert number.value == value * scale
    assert number.unit == scale * Decimal("0.001")


@given(text=st.text(alphabet="0123456789,. 십백천만억조여수몇일이삼점\n", max_size=40))
def test_any_text_is_read_without_error(text: str) -> None:
    end = 0
    for found in scan(text):
        assert found.span.start >= end
        assert found.span.end <= len(text)
        end = found.span.end
        if isinstance(found, Number):
            assert 0 <= found.low <= found.high
            assert found.unit > 0


@pytest.mark.parametrize(
    ("surface", "rule"),
    [
        ("1.844.036", "decimal"),
        ("1.844.036.360", "decimal"),
        ("2019.10.06", "decimal"),
        ("1,23,456", "grouping"),
        ("12,34", "grouping"),
        ("1,2345", "grouping"),
        ("0,123", "grouping"),
        ("1234,567", "grouping"),
        ("1.234,56", "grouping"),
        ("1,234,56", "grouping"),
        ("3만 2억", "order"),
        ("2억3조", "order"),
        ("5백3천", "order"),
        ("3만50000", "order"),
        ("1억 20000만", "order"),
        ("1조 2345천", "order"),
        ("억", "syntax"),
        ("점", "syntax"),
        ("", "syntax"),
        ("3원", "syntax"),
        ("이공백만", "order"),
        ("오십이백", "order"),
        ("이공일구만", "syntax"),
    ],
)
def test_malformed_numbers_are_named(surface: str, rule: str) -> None:
    number = parse(surface)
    assert isinstance(number, Malformed), number
    assert number.rule == f"numerals.{rule}"
    assert number.reason


@pytest.mark.parametrize(
    ("surface", "low", "high"),
    [
        ("수십억", 20 * 10**8, 90 * 10**8),
        ("수백만", 2 * 10**6, 9 * 10**6),
        ("수천", 2000, 9000),
        ("수 천만", 2 * 10**7, 9 * 10**7),
        ("몇십만", 2 * 10**5, 9 * 10**5),
        ("수만", 2 * 10**4, 9 * 10**4),
        ("십수만", 120000, 190000),
        ("수조", 2 * 10**12, 9 * 10**12),
        ("두세", 2, 3),
        ("서너", 3, 4),
        ("대여섯", 5, 6),
        ("이삼백만", 2 * 10**6, 3 * 10**6),
        ("오륙천", 5000, 6000),
        ("칠팔십", 70, 80),
        ("삼사", 3, 4),
        ("십이삼", 12, 13),
    ],
)
def test_vague_numbers_have_bounds(surface: str, low: int, high: int) -> None:
    number = parse(surface)
    assert isinstance(number, Number)
    assert number.low == low
    assert number.high == high
    assert number.value is None
    assert number.approx


@pytest.mark.parametrize(
    ("surface", "value"),
    [
        ("50여억", 50 * 10**8),
        ("50억여", 50 * 10**8),
        ("8억3000여만", 8_3000_0000),
        ("3천여", 3000),
        ("20여", 20),
        ("1억5천여만", 1_5000_0000),
        ("2천여만", 2000_0000),
        ("10여만", 10_0000),
    ],
)
def test_yeo_is_approximate(surface: str, value: int) -> None:
    number = parse(surface)
    assert isinstance(number, Number)
    assert number.value == value
    assert number.approx


_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
_ONES = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_BOUND_ONES = ("", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉")


@pytest.mark.parametrize("value", range(1, 100))
def test_native_numerals_read_back(value: int) -> None:
    tens, ones = divmod(value, 10)
    for words in (_ONES, _BOUND_ONES):
        surface = _TENS[tens] + words[ones]
        number = parse(surface)
        assert isinstance(number, Number)
        assert number.value == value
        assert read(f"{surface} 명", native=True) == number


@pytest.mark.parametrize(
    ("surface", "unit"),
    [
        ("4061억", 10**8),
        ("1.5조", 10**11),
        ("2천억", 10**11),
        ("27,350,000", 1),
        ("3만5000", 1),
        ("2천735만", 10**4),
        ("88.5", Decimal("0.1")),
        ("1조 2345억 6000만", 10**4),
        ("500백만", 10**6),
    ],
)
def test_the_smallest_unit_written(surface: str, unit: int | Decimal) -> None:
    number = parse(surface)
    assert isinstance(number, Number)
    assert number.unit == unit


@pytest.mark.parametrize(
    ("first", "last", "value"),
    [
        ("3", "5억", 3 * 10**8),
        ("300", "5천만", 300 * 10**4),
        ("2", "3천만", 2 * 10**7),
        ("5000", "1만", 5000),
        ("5000", "1억", 5000 * 10**4),
        ("1천500", "2천만", 1500 * 10**4),
        ("400억", "450억", 400 * 10**8),
        ("1.5", "2조", 15 * 10**11),
        ("3", "5", 3),
        ("100", "200", 100),
    ],
)
def test_a_range_shares_its_unit(first: str, last: str, value: int) -> None:
    one, two = parse(first), parse(last)
    assert isinstance(one, Number)
    assert isinstance(two, Number)
    assert inherit(one, two).value == value


def test_reading_stops_where_the_number_does() -> None:
    assert [found.span.end for found in [numerals.read("3만 2015년", 0)] if found] == [2]
    assert [found.span.end for found in [numerals.read("3여성단체", 0)] if found] == [1]
    assert numerals.read("원", 0) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2백만 조회", 2000000),
        ("100만 천안 시민", 1000000),
        ("300만 조합원", 3000000),
        ("29만 천 890 톤", 291890),
        ("3만 오천 원", 35000),
        ("1억 오천만 원", 150000000),
        ("10만 백신", 100000),
    ],
)
def test_a_word_after_a_space_is_no_unit(text: str, value: int) -> None:
    number = read(text)
    assert isinstance(number, Number)
    assert number.value == value
