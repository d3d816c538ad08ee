"""Tables as lines of text: `| 구분 | 국비 | 합계 |`, a row a line, so that the rules for tables can read them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_DIGIT = re.compile(r"[0-9]")
_SPACE = re.compile(r"[\s|]+")
PROSE_CHARACTERS = 160
"""A cell with a longer text is laid out with the table, not counted in it."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell: its paragraphs, and how many rows and columns it covers."""

    paragraphs: tuple[str, ...]
    rows: int = 1
    columns: int = 1

    @property
    def text(self) -> str:
        """Its words on one line."""
        return _SPACE.sub(" ", " ".join(self.paragraphs)).strip()


Grid = Sequence[Sequence[GridCell | None]]
"""Rows of cells; None is a place that the cell above it or to its left covers."""


def table_lines(grid: Grid) -> list[str]:
    """The lines of a table; [] where it holds nothing.

    A cell that reaches over several rows is said in each, for each row is read on its own, but only where it
    is a name: a figure must not be counted twice. A table that is there for the layout is paragraphs.

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
    for row in grid:
        words: list[str] = []
        for column, cell in enumerate(row):
            if cell is not None:
                words.append(cell.text)
                left[column] = cell.rows - 1
                above[column] = "" if _DIGIT.search(cell.text) else cell.text
                continue
            if left.get(column, 0) > 0:
                left[column] -= 1
                words.append(above[column])
        if not lines and sum(map(bool, words)) == 1 and len(row) > 1:
            lines.append("".join(words))  # a title, or "(단위: 백만원)", over the whole width
        elif any(words):
            # An empty cell would be no cell to whoever counts them; tables write nothing as a dash themselves.
            filled = [word or ("-" if lines else "") for word in words]
            lines.append(f"| {' | '.join(filled)} |")
    return lines


def is_layout(grid: Grid) -> bool:
    """Whether a table only arranges text: a frame round a paragraph, a page in two columns.

    >>> is_layout([[GridCell(("알림",))]]), is_layout([[GridCell(("총액",)), GridCell(("50억원",))]])
    (True, False)
    """
    cells = [cell for row in grid for cell in row if cell is not None]
    full = [cell for cell in cells if cell.text]
    if len(full) <= 1 or all(sum(cell is not None and bool(cell.text) for cell in row) <= 1 for row in grid):
        return True
    return sum(len(cell.text) for cell in full if len(cell.text) > PROSE_CHARACTERS) * 2 > sum(
        len(cell.text) for cell in full
    )
