"""Figures of tables: `(단위: 백만원)` governs the bare numbers below it, `매출액(억원)` those of its column or row.

A unit line governs the rest of its own line and the lines below, up to the next unit line, a line of prose, or
an empty line after the table began. Figures that carry a unit of their own, row numbers and years are none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from gwangju_ai_cli.captions import captioned_tables
from gwangju_ai_cli.grid import UnitColumn, unit_columns
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Number
from gwangju_ai_cli.model import Span

_UNIT = r"(?P<scale>십억|백만|천만|조|억|만|천|백)?[ ]?(?P<name>원|달러|유로|엔|위안|US\$|USD|불)"
_UNIT_LINE = re.compile(
    rf"[(\[<〈【]?[ ]?단[ ]?위[ ]?[:;]?[ ]?{_UNIT}"
    r"(?P<rest>[^\n)\]>〉】]{0,20})[)\]>〉】]?"
)
# "매출액(억원)", "사업비(국비, 백만원)", "수출액(백만 달러)"
_COLUMN_UNIT = re.compile(rf"(?:[^,/]{{1,8}}[,/][ ]?)?{_UNIT}")
# "사업비(백만원) | 미정": in the head of a cell no amount either, whatever its cells say.
_HEAD_UNIT = re.compile(rf"[(\[][ ]?{_UNIT}[ ]?[)\]](?=[ ]*(?:[|\t]|$))", re.MULTILINE)
_ANY_UNIT = re.compile(r"단[ ]?위")
_ANY_UNIT_LINE = re.compile(r"단[ ]?위[ ]?[:;]")
_FIGURE = re.compile(
    rf"(?<![0-9A-Za-z.,/~])(?<![0-9]:)(?P<sign>[-△▵▲][ ]?)?(?P<num>{numerals.DIGITS})"
    r"(?![0-9])(?![ ]?(?:[가-힣%A-Za-z℃㎡㎞~/:]|-[0-9]))"
)
_ROW_NUMBER = re.compile(r"[ \t]*(?:[(<]?[0-9]{1,2}[.)>][ \t]|제[ ]?[0-9]+)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# "2020 | 1,240": what a row begins with names it.
_YEAR_CELL = re.compile(rf"[ \t|]*{_YEAR.pattern}[ ]?(?=[\t|])")
_PROSE = re.compile(r"[다요음함임][.。]?[ \t\"'”’)]*$")
_SHARES = re.compile(r"%|비율|비중|증감률|증가율|감소율|구성비|집행률")
_LIMIT = 4000


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A bare number of a table with what its unit line says: the currency's name and how many units one counts."""

    span: Span
    number: Number
    scale: Decimal
    currency: str
    negative: bool
    unit_line: Span


def unit_lines(text: str) -> tuple[Span, ...]:
    """Where a unit line names its unit: `단위: 백만원` is no amount.

    >>> [span.of("(단위: 천원)") for span in unit_lines("(단위: 천원)")]
    ['(단위: 천원)']
    """
    return tuple(Span(*match.span()) for match in _unit_lines(text))


def _unit_lines(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_UNIT_LINE.finditer(text)) if _ANY_UNIT.search(text) else ()


def table_figures(text: str) -> Iterator[TableFigure]:
    """The figures that a unit line makes money, in order.

    >>> [figure.number.value * figure.scale for figure in table_figures("(단위: 백만원)\\n국비 240, 시비 95")]
    [Decimal('240000000'), Decimal('95000000')]
    """
    for match in _unit_lines(text):
        # "(단위: 백만원, 명)": which column is which the text does not say; a share is none with thousands.
        rest = match["rest"].strip(" ,·/")
        if rest and rest != "%" and not rest.startswith(("부가세", "VAT")):
            continue
        factor = _factor(match)
        unit_line = Span(match.start(), match.end())
        for start, end, shares in _governed(text, match.end()):
            found = _figures(text, start, end, factor, match["name"], unit_line, shares=shares and factor < 10**8)
            yield from (figure for figure in found if rest != "%" or figure.number.high >= 1000)


def _factor(unit: re.Match[str]) -> Decimal:
    """How many units of its currency a figure stands for, by the match of `_UNIT`."""
    scale = numerals.parse(f"1{unit['scale']}") if unit["scale"] else None
    return scale.low if isinstance(scale, Number) else Decimal(1)


@dataclass(frozen=True, slots=True)
class TableMoney:
    """The figures under, or beside, a head that names a currency, those that a caption of several units makes money,
    and where figures and units of others stand, which are no money whatever a unit line says: the shares of
    `집행률(%)`, and `백만원` of a head itself."""

    headed: tuple[TableFigure, ...]
    captioned: tuple[TableFigure, ...]
    others: tuple[Span, ...]


def table_money(text: str) -> TableMoney:
    """What the heads and captions of a text's tables say of their figures.

    >>> text = "연도 | 매출(백만원) | 인원(명)\\n2020 | 240 | 12"
    >>> found = table_money(text)
    >>> [int(figure.number.value * figure.scale) for figure in found.headed], [span.of(text) for span in found.others]
    ([240000000], ['(백만원)', '백만원', '명', '12'])
    """
    captioned = captioned_tables(text)
    heads = (Span(*match.span()) for match in _HEAD_UNIT.finditer(text))
    others: list[Span] = [*captioned.strangers, *captioned.captions, *heads]
    headed = tuple(_in_columns(text, unit_columns(text), others))
    return TableMoney(headed, tuple(_in_columns(text, captioned.columns, others)), tuple(others))


def _in_columns(text: str, columns: Iterable[UnitColumn], others: list[Span]) -> Iterator[TableFigure]:
    """The figures of the columns whose unit is a currency; those of the rest, and the units, go to `others`."""
    for column in columns:
        others.append(column.unit)
        unit = _COLUMN_UNIT.fullmatch(text, column.unit.start, column.unit.end)
        if unit is None:
            others += [figure.span for figure in column.figures]
            continue
        for figure in column.figures:
            yield TableFigure(figure.span, figure.number, _factor(unit), unit["name"], figure.negative, column.unit)


def _governed(text: str, pos: int) -> Iterator[tuple[int, int, bool]]:
    """The stretches of text that a unit line ending at `pos` governs, a line each."""
    rows = 0
    shares = False
    limit = min(len(text), pos + _LIMIT)
    while pos < limit:
        end = text.find("\n", pos)
        end = len(text) if end < 0 else end
        line = text[pos:end]
        if not line.strip():
            if rows:
                return
        elif line.lstrip()[:1] in ("※", "*") or (_PROSE.search(line) and not line.lstrip().startswith("|")):
            return
        else:
            if (other := _ANY_UNIT_LINE.search(line)) is not None:
                end = pos + other.start()
            shares = shares or _SHARES.search(line) is not None
            yield pos, end, shares
            if other is not None:
                return
            rows += any(char.isdigit() for char in line)
        pos = end + 1


def _figures(
    text: str, start: int, end: int, factor: Decimal, name: str, unit_line: Span, *, shares: bool
) -> Iterator[TableFigure]:
    row = _ROW_NUMBER.match(text, start, end) or _YEAR_CELL.match(text, start, end)
    found = list(_FIGURE.finditer(text, row.end() if row else start, end))
    if found and all(_YEAR.fullmatch(match["num"]) for match in found):
        return
    for match in found:
        number = numerals.parse(match["num"], match.start("num"))
        # A column of shares stands beside the amounts: "240 | 12.5".
        if not isinstance(number, Number) or (shares and "." in match["num"]):
            continue
        begin = match.start("sign") if match["sign"] else match.start("num")
        yield TableFigure(Span(begin, match.end("num")), number, factor, name, match["sign"] is not None, unit_line)
