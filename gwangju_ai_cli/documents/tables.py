"""Tables as lines of text: `| 구분 | 국비 | 합계 |`, a row a line, so that the rules for tables can read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gwangju_ai_cli.captions import unit_kind
from gwangju_ai_cli.documents.joining import is_torn_number

_DIGIT = re.compile(r"[0-9]")
_FIGURE = re.compile(r"[-+△▲▵]?[ ]?[0-9][0-9,.]*(?:[ ]?\([^()]*\))?")
_SPACE = re.compile(r"[\s|]+")
_UNIT = re.compile(r"[(\[](?:단위\s?[:;]?\s?)?([^()\[\]]{1,14})[)\]]$")
PROSE_CHARACTERS = 160
"""A cell with a longer text is laid out with the table, not counted in it."""
_NAME_CHARACTERS = 40


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its paragraphs, and how many rows and columns it covers."""

    paragraphs: tuple[str, ...]
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """Its words on one line."""
        said = [*self.paragraphs[:1]]
        for before, paragraph in pairwise(self.paragraphs):
            said += ("" if is_torn_number(before, paragraph) else " ", paragraph)
        return _SPACE.sub(" ", "".join(said)).strip()


Grid = Sequence[Sequence[GridCell | None]]
"""Rows of cells; None is a place that the cell above it or to its left covers."""


def table_lines(grid: Grid) -> list[str]:
    """The lines of a table; [] where it holds nothing.

    A cell that reaches over several rows is said in each, for each row is read on its own, but only where it
    is a name: a figure must not be counted twice. A head over several columns is said over each where it names
    their unit. A table that is there for the layout is paragraphs, and a long text at the end of a row keeps its
    own: the first stands in the row, the others below it.

    >>> table_lines([[GridCell(("구분",), 2), GridCell(("재원",), 1, 2), None],
    ...              [None, GridCell(("국비",)), GridCell(("시비",))],
    ...              [GridCell(("도서관",)), GridCell(("70",)), GridCell(("50",))]])
    ['| 구분 | 재원 |', '| 구분 | 국비 | 시비 |', '| 도서관 | 70 | 50 |']
    """
    if is_layout(grid):
        return [line.strip() for row in grid for cell in row if cell for line in cell.paragraphs if line.strip()]
    above: dict[int, str] = {}
    left: dict[int, int] = {}
    lines: list[str] = []
    headed = _is_headed(grid)
    for number, row in enumerate(grid):
        parted = grid[number + 1] if number + 1 < len(grid) else ()
        words: list[str] = []
        wide = ""
        figures = headed and any(cell is not None and _FIGURE.fullmatch(cell.text) for cell in row)
        for column, cell in enumerate(row):
            if cell is not None:
                words.append(cell.text)
                wide = cell.text if cell.columns > 1 else ""
                left[column] = cell.rows - 1
                above[column] = cell.text if _is_name(cell) else ""
                continue
            if left.get(column, 0) > 0:
                left[column] -= 1
                words.append(above[column])
                wide = ""
            elif column < len(parted) and parted[column] is not None and _names_unit(wide):
                words.append(wide)
            elif figures and wide:
                words.append("")  # "합계" over two columns: the figures beside it stay in theirs
        if not lines and sum(map(bool, words)) == 1 and len(row) > 1:
            lines.append("".join(words))  # a title, or "(단위: 백만원)", over the whole width
        elif any(words):
            lines += _row(words, row, first=not lines)
    return lines


def _is_name(cell: GridCell) -> bool:
    """Whether a cell over several rows names them: a figure would be counted twice, a paragraph be read twice."""
    return not _DIGIT.search(cell.text) and len(cell.text) <= _NAME_CHARACTERS


def _names_unit(head: str) -> bool:
    match = _UNIT.search(head)
    return match is not None and unit_kind(match[1].strip()) is not None


def _is_headed(grid: Grid) -> bool:
    """Whether the first full row names the columns: a cell for each, and no figure among them."""
    first = next((row for row in grid if sum(cell is not None and bool(cell.text) for cell in row) > 1), ())
    return len(first) > 2 and all(cell is not None and not _FIGURE.fullmatch(cell.text) for cell in first)


def _row(words: list[str], row: Sequence[GridCell | None], *, first: bool) -> list[str]:
    """The line of a row, with the further paragraphs of a long last cell below it."""
    # An empty cell would be no cell to whoever counts them; tables write nothing as a dash themselves.
    filled = [word or ("" if first else "-") for word in words]
    last = next((cell for cell in reversed(row) if cell is not None), None)
    paragraphs = [line.strip() for line in last.paragraphs if line.strip()] if last is not None else []
    if last is None or len(paragraphs) < 2 or words[-1] != last.text or len(words) < 2:
        return [f"| {' | '.join(filled)} |"]
    if any(line.startswith("|") for line in paragraphs):  # a table within the cell keeps its rows
        named = [word for word in words[:-1] if word]
        return [*([" ".join(named)] if len(named) < 2 else [f"| {' | '.join(filled[:-1])} |"]), *paragraphs]
    if len(last.text) <= PROSE_CHARACTERS:
        return [f"| {' | '.join(filled)} |"]
    return [f"| {' | '.join([*filled[:-1], _SPACE.sub(' ', paragraphs[0])])} |", *paragraphs[1:]]


def is_layout(grid: Grid) -> bool:
    """Whether a table only arranges text: a frame round a paragraph, a page in two columns.

    Rows that name what their long text is of (추진내용 | …) are a table's.

    >>> is_layout([[GridCell(("알림",))]]), is_layout([[GridCell(("총액",)), GridCell(("50억원",))]])
    (True, False)
    """
    full = [[cell for cell in row if cell is not None and cell.text] for row in grid]
    if all(len(row) <= 1 for row in full):
        return True
    if sum(len(row) >= 2 for row in full) >= 2:
        return False
    lengths = [len(cell.text) for row in full for cell in row]
    return sum(length for length in lengths if length > PROSE_CHARACTERS) * 2 > sum(lengths)
