"""Tables in plain text: lines that tabs, bars or wide gaps divide, and the columns whose head names their unit.

`| 구분 | 매출액(억원) | 직원(명) |`: what stands in the parenthesis governs the bare figures below it. The same
holds across a row (`매출액(억원) | 1,240 | 1,310`). All spans are those of the text given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Number
from gwangju_ai_cli.model import Span

RULE = re.compile(r"[ \t|:=+─━-]+")
_BARS = re.compile(r"[^|]+")
_GAPS = re.compile(r"\S+(?:[ ]\S+)*")
_WORDS = re.compile(r"(?:\([^()\n]*\)|\[[^\[\]\n]*\]|\S)+?(?=\s|$)")
HEAD = re.compile(r"(?P<name>[^()\[\]\n]*?)[ ]?[(\[](?:단[ ]?위[ ]?[:;]?[ ]?)?(?P<unit>[^()\[\]\n|\t]{1,12})[)\]]")
_HINT = re.compile(r"[(\[][^()\[\]\n|\t]{1,18}[)\]](?=[ ]*(?:[|\t\n]|[ ]\S))")
# In accounts a triangle is a minus: "△120"; "35 (12%)" is the 35.
_FIGURE = re.compile(rf"(?:(?P<minus>[-△▵▲])[ ]?|[+][ ]?)?(?P<num>{numerals.DIGITS})(?:[ ]?\([^()]{{1,12}}\))?")
_ROWS = 200
"""Rows below a head that are looked at."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
SORTING = re.compile(
    r"(?:구[ ]?분|항[ ]?목|과[ ]?목|분[ ]?류|분[ ]?야|연[ ]?도|년[ ]?도|지[ ]?역|사[ ]?업(?:[ ]?명)?|내[ ]?역)?"
)
"""What stands over the first column, whose cells name the rows; nothing may."""
# "7,000(국비 3,500, 시비 3,500)": a value with its parts. What follows a figure directly would be its own unit.
_PARTED = re.compile(
    rf"(?:[가-힣]{{1,6}}[ :]{{0,2}})?{numerals.DIGITS}"
    rf"(?:[ ]?[(,/·+=)][ ]?(?:[가-힣]{{1,6}}[ :]{{0,2}})?(?:{numerals.DIGITS})?){{1,12}}[ ]?"
)
_PART = re.compile(rf"(?<![0-9A-Za-z.,/~]){numerals.DIGITS}(?![0-9])(?![ ]?[가-힣%A-Za-z~])")
# "계 7,000", "총 7,000": a value with no parts.
_SUMMED = re.compile(rf"(?:총[ ]?액?|합?[ ]?계|약)[ :]{{0,2}}{numerals.DIGITS}")
# "사업비(백만원) | 국비 | 3,500 | 시비 | 3,500": what the parts of a value are called.
_PART_LABEL = re.compile(
    r"(?:총|합?[ ]?계|소[ ]?계|총[ ]?[계액]|국[ ]?고|민[ ]?[자간]|기[ ]?[금타]|자부담|보조|융자|남|여"
    r"|남[ ]?[자성]|여[ ]?[자성]|당초|변경"
    r"|[가-힣]{1,8}(?<![정설장준대낭소])[비금액]|(?:19|20)[0-9]{2}년도?|[1-9]차(?:년도|연도)?)"
)
# A line that is a label with its unit, and its value behind a colon or alone on the next line.
_LABELLED = re.compile(
    r"^[ \t]*(?:[○●◦□■▪▫·∙ㅇ*▶-]|[0-9]{1,2}[.)]|[가-하][.)])?[ \t]*(?P<name>[가-힣][가-힣A-Za-z ·]{0,20}?)[ ]?"
    r"[(\[](?:단[ ]?위[ ]?[:;]?[ ]?)?(?P<unit>[^()\[\]\n|\t:]{1,12})[)\]][ ]?"
    r"(?:(?P<colon>[:])[ ]*|\n[ \t]*(?=[0-9][0-9,.]*$))"
    r"(?P<value>[^\n|\t]{1,80})$",
    re.MULTILINE,
)
_LABEL_HINT = re.compile(r"[)\]][ ]?(?:[:]|\n[ \t]*[0-9])")
_NONE = re.compile(r"[-–—·.]?")


@dataclass(frozen=True, slots=True)
class Figure:
    """A bare figure of a table: `span` takes in a minus, `number` is without it."""

    span: Span
    number: Number
    negative: bool


@dataclass(frozen=True, slots=True)
class UnitColumn:
    """The bare figures of a column, or a row, whose head names their unit in a parenthesis."""

    name: Span
    unit: Span
    figures: tuple[Figure, ...]


def divided_cells(text: str, span: Span) -> tuple[Span, ...]:
    """The cells of a line that bars or tabs divide, trimmed; () for any other line.

    An empty cell keeps its place as an empty span: "| 합계 | | 240 |" has three.

    >>> line = "| 국비 | | 240 |"
    >>> [cell.of(line) for cell in divided_cells(line, Span(0, len(line)))]
    ['국비', '', '240']
    >>> divided_cells("|---|---|", Span(0, 9)), divided_cells("국비 240", Span(0, 6))
    ((), ())
    """
    line = span.of(text)
    if line.count("|") >= 2:
        # "|---|---|", between the head and the rows, is no row.
        return () if RULE.fullmatch(line) else _divide(text, span, "|")
    return _divide(text, span, "\t") if "\t" in line else ()


def aligned_cells(text: str, span: Span) -> tuple[Span, ...]:
    """The cells of a line that is divided in any way: by bars, tabs or gaps of two spaces.

    >>> [cell.of("국비  240") for cell in aligned_cells("국비  240", Span(0, 7))]
    ['국비', '240']
    """
    line = span.of(text)
    return divided_cells(text, span) or _cut(text, span, _BARS if "|" in line else _GAPS)


def _divide(text: str, span: Span, mark: str) -> tuple[Span, ...]:
    """The stretches between the marks, trimmed; none for the borders of a line that begins or ends with a mark."""
    found: list[Span] = []
    pos = span.start
    for piece in span.of(text).split(mark):
        start = pos + len(piece) - len(piece.lstrip())
        found.append(Span(start, start + len(piece.strip())))
        pos += len(piece) + 1
    while found and found[0].start == found[0].end:
        found.pop(0)
        if mark == "|":
            break
    while found and found[-1].start == found[-1].end:
        found.pop()
        if mark == "|":
            break
    return tuple(found)


def _cut(text: str, span: Span, pattern: re.Pattern[str]) -> tuple[Span, ...]:
    found = []
    for match in pattern.finditer(text, span.start, span.end):
        piece = match.group()
        if stripped := piece.strip():
            start = match.start() + piece.index(stripped)
            found.append(Span(start, start + len(stripped)))
    return tuple(found)


def unit_columns(text: str) -> tuple[UnitColumn, ...]:
    """Every column, and row, of figures whose head names a unit, in the order of their heads.

    >>> text = "구분  예산(백만원)  인원(명)\\n2020  12,500  35"
    >>> [(column.unit.of(text), [figure.span.of(text) for figure in column.figures]) for column in unit_columns(text)]
    [('백만원', ['12,500']), ('명', ['35'])]
    """
    if not _HINT.search(text) and not _LABEL_HINT.search(text):
        return ()
    return tuple(sorted((*_unit_columns(text), *_labelled_lines(text)), key=lambda column: column.unit.start))


def _labelled_lines(text: str) -> Iterator[UnitColumn]:
    """The figures that a line of their own names, or the line above: `사업비(백만원): 7,000`."""
    for match in _LABELLED.finditer(text):
        value = Span(match.start("value"), match.start("value") + len(match["value"].rstrip()))
        if (figures := _values(text, (value,), 0, match["name"])) and (match["colon"] or len(figures) == 1):
            yield UnitColumn(Span(*match.span("name")), Span(*match.span("unit")), figures)


def _unit_columns(text: str) -> Iterator[UnitColumn]:
    done = -1
    for hint in _HINT.finditer(text):
        start = text.rfind("\n", 0, hint.start()) + 1
        if start == done:
            continue
        done = start
        end = text.find("\n", hint.end())
        line = Span(start, len(text) if end < 0 else end)
        found = list(_columns_of(text, line, aligned_cells(text, line), None))
        if not found and "|" not in (written := line.of(text)) and "\t" not in written:
            found = list(_columns_of(text, line, _cut(text, line, _WORDS), _WORDS))
        yield from found


def _columns_of(
    text: str, line: Span, cells: tuple[Span, ...], pattern: re.Pattern[str] | None
) -> Iterator[UnitColumn]:
    """The columns that a line heads, and the row that its first cell heads, with cells cut by `pattern`."""
    if len(cells) < 3 - (pattern is None):
        return
    heads = [(at, head) for at, cell in enumerate(cells) if (head := HEAD.fullmatch(text, cell.start, cell.end))]
    rows = {at: values for at, head in heads if (values := _values(text, cells, at + 1, head["name"]))}
    # A head that its value follows only names a row; that keeps the search below linear.
    heading = any(at and at not in rows for at, _ in heads)
    below = _rows_below(text, line.end, len(cells), pattern) if heading else []
    for at, head in heads:
        column = (figure_of(text, row[at]) for row in below) if at and at not in rows else rows.get(at, ())
        figures = tuple(figure for figure in column if figure is not None)
        if figures:
            yield UnitColumn(Span(*head.span("name")), Span(*head.span("unit")), figures)


def _values(text: str, cells: Sequence[Span], begin: int, label: str) -> tuple[Figure, ...]:
    """The figures that a label's unit governs: those of the cells from `begin` up to the next label; () where they are
    years that head columns, as those beside 구분 are."""
    found: list[Figure] = []
    for at in range(begin, len(cells)):
        cell = cells[at]
        if (figure := figure_of(text, cell)) is not None:
            found.append(figure)
        elif _PARTED.fullmatch(text, cell.start, cell.end) or _SUMMED.fullmatch(text, cell.start, cell.end):
            found += (part for span in _PART.finditer(text, cell.start, cell.end) if (part := _part(text, span)))
        elif not _NONE.fullmatch(text, cell.start, cell.end) and not _PART_LABEL.fullmatch(text, cell.start, cell.end):
            break
    years = all(is_year(figure.span.of(text)) for figure in found)
    return () if years and (len(found) > 1 or SORTING.fullmatch(label.strip())) else tuple(found)


def _part(text: str, match: re.Match[str]) -> Figure | None:
    return None if is_year(match.group()) else figure_of(text, Span(*match.span()))


def is_year(cell: str) -> bool:
    """Whether a bare figure is a year rather than an amount: four digits without a mark.

    >>> is_year("2024"), is_year("2,024"), is_year("2024년")
    (True, False, False)
    """
    return _YEAR.fullmatch(cell) is not None


def figure_of(text: str, cell: Span) -> Figure | None:
    """The figure that a cell is; None for any other cell, and for a malformed number.

    >>> figure_of("| △1,240 |", Span(2, 8)).negative, figure_of("| 3명 |", Span(2, 4))
    (True, None)
    """
    match = _FIGURE.fullmatch(text, cell.start, cell.end)
    number = numerals.parse(match["num"], match.start("num")) if match else None
    if match is None or not isinstance(number, Number):
        return None
    negative = match["minus"] is not None
    return Figure(Span(match.start("minus" if negative else "num"), match.end("num")), number, negative)


def _rows_below(text: str, pos: int, width: int, pattern: re.Pattern[str] | None = None) -> list[tuple[Span, ...]]:
    """The rows of `width` cells that follow the line ending at `pos`, up to one of another shape or a new head."""
    rows: list[tuple[Span, ...]] = []
    while pos < len(text) and len(rows) < _ROWS:
        end = text.find("\n", pos + 1)
        line = Span(pos + 1, len(text) if end < 0 else end)
        pos = line.end
        if RULE.fullmatch(text, line.start, line.end):
            continue
        cells = _cut(text, line, pattern) if pattern else aligned_cells(text, line)
        if len(cells) != width or any(_is_head(text, cell) for cell in cells[1:]):
            break
        rows.append(cells)
    return rows


def _is_head(text: str, cell: Span) -> bool:
    """Whether a cell names a unit itself; `35(12%)` is a figure."""
    return bool(HEAD.fullmatch(text, cell.start, cell.end)) and not _FIGURE.fullmatch(text, cell.start, cell.end)
