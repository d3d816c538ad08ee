"""A Rich table for people: Korean heads, wrapped to the terminal's width, nothing cut."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.cells import SOURCE, Section, collect_sections
from gwangju_ai_cli.render.plain import display_width, wrap_cells

MIN_COLUMN = 4
"""Cells that a column needs at the least."""
GAP = 3
"""Cells between two columns."""
SAMPLE = 40
"""Rows that decide how wide columns are."""
LONG_WORD = 16
"""Cells of a word that a column has to hold whole; longer ones may be broken."""
LONG_NAME = 20
"""Cells of a document's name, beyond which it stands above its rows and not beside them."""
_UNBROKEN = re.compile(r"[^\s/(]+/?|[/(]")


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """A table a kind, under the kind's name where several kinds were asked for. Where the terminal is too narrow
    for a table that can be read, each fact becomes a list of its own."""
    print_sections(collect_sections(results, layout), layout, write)


def print_sections(sections: Sequence[Section], layout: Layout, write: Write) -> None:
    """Tables of rows that are made already."""
    drawn = StringIO()
    console = Console(
        file=drawn,
        width=layout.width,
        force_terminal=layout.color,
        no_color=not layout.color,
        color_system="standard" if layout.color else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for number, section in enumerate(sections):
        if len(layout.kinds) > 1:
            console.print(Text(("\n" if number else "") + section.title, style="bold"))
        section = without_empty_columns(section)
        groups = _by_document(section) if names_are_long(section, layout.width) else {"": section}
        first = next(iter(groups.values()))
        rows = [[column.head for column in first.columns], *(row for group in groups.values() for row in group.rows)]
        room = layout.width - GAP * (len(first.columns) - 1)
        widths = fit_columns(rows, room, [column.justify == "right" for column in first.columns])
        for name, group in groups.items():
            if name:
                console.print(Text(("" if group is first else "\n") + name, style="bold", overflow="fold"))
            if sum(widths) > room or breaks_words(rows, widths):
                _print_lists(console, group)
            else:
                console.print(_table(group, widths), crop=False)
        write("".join(line.rstrip() + "\n" for line in drawn.getvalue().splitlines()))
        drawn.seek(0)
        drawn.truncate()


def without_empty_columns(section: Section) -> Section:
    """The section without the columns in which no row says anything."""
    said = [any(row[index] for row in section.rows) for index in range(len(section.columns))]
    columns = tuple(column for column, kept in zip(section.columns, said, strict=True) if kept)
    rows = [[cell for cell, kept in zip(row, said, strict=True) if kept] for row in section.rows]
    return Section(section.kind, section.title, columns, rows) if rows else section


def names_are_long(section: Section, width: int) -> bool:
    """Whether the names of documents would take the room of what was found in them."""
    if not section.columns or section.columns[0] is not SOURCE:
        return False
    return max(display_width(row[0]) for row in section.rows) > min(LONG_NAME, width // 4)


def _by_document(section: Section) -> dict[str, Section]:
    """A section a document, under its name; names lose the folders that all of them have in common."""
    names = list(dict.fromkeys(row[0] for row in section.rows))
    common = os.path.commonprefix(names)  # noqa: RUF071 - characters are what is shown
    cut = common.rfind("/") + 1
    return {
        name[cut:] or name: Section(
            section.kind, section.title, section.columns[1:], [row[1:] for row in section.rows if row[0] == name]
        )
        for name in names
    }


def breaks_words(rows: list[list[str]], widths: list[int]) -> bool:
    """Whether the columns are too narrow to read: words of usual length would be cut in half."""
    return any(
        cells < min(LONG_WORD, display_width(word))
        for row in rows[:SAMPLE]
        for cells, cell in zip(widths, row, strict=True)
        for word in _UNBROKEN.findall(cell)
    )


def _table(section: Section, widths: list[int]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, 1))
    for column, cells in zip(section.columns, widths, strict=True):
        table.add_column(Text(column.head), justify=column.justify, overflow="fold", width=cells)
    for row in section.rows:
        table.add_row(*(Text(wrap(cell, cells)) for cell, cells in zip(row, widths, strict=True)))
    return table


def fit_columns(rows: list[list[str]], width: int, figures: list[bool]) -> list[int]:
    """A width for each column, together at most `width`: words and `figures` stay whole where they can, and long
    cells get what is left.

    >>> fit_columns([["이름", "설명"], ["광주광역시", "인공지능 산업 집적단지를 만드는 곳"]], 24, [False, False])
    [10, 14]
    """
    columns = list(zip(*rows, strict=True))
    whole = [max(1, *(display_width(cell) for cell in cells)) for cells in columns]
    widths = [
        whole[index]
        if figures[index]
        else max(1, *(display_width(word) for cell in cells for word in _UNBROKEN.findall(cell)))
        for index, cells in enumerate(columns)
    ]
    while sum(widths) > width and max(widths) > MIN_COLUMN:
        widths[widths.index(max(widths))] -= 1
    sizes = [[display_width(cell) for cell in row] for row in rows[:SAMPLE]]
    while (left := width - sum(widths)) > 0:
        step = _best_step(sizes, widths, left)
        if step is None:
            # No one column alone saves a line: the one whose longest cell takes the most lines.
            index = max(range(len(widths)), key=lambda i: whole[i] / widths[i])
            if widths[index] >= whole[index]:
                break
            step = index, 1
        widths[step[0]] += step[1]
    return widths


def _best_step(sizes: list[list[int]], widths: list[int], left: int) -> tuple[int, int] | None:
    """The column to widen, and by how much, that saves the most lines for each cell of width."""
    best: tuple[float, int, int] | None = None
    lines = [[-(-size // widths[index]) for index, size in enumerate(row)] for row in sizes]
    for index, before in enumerate(widths):
        others = [max((n for i, n in enumerate(row) if i != index), default=1) for row in lines]
        now = sum(max(other, row[index]) for other, row in zip(others, lines, strict=True))
        for more in range(1, min(left, max(row[index] for row in sizes) - before) + 1):
            then = sum(max(other, -(-row[index] // (before + more))) for other, row in zip(others, sizes, strict=True))
            if then < now and (best is None or (now - then) / more > best[0]):
                best = (now - then) / more, index, more
    return best and best[1:]


def wrap(cell: str, width: int) -> str:
    """A cell with line ends where it has to be broken.

    >>> wrap("2019-10-06/2019-10-11", 11)
    '2019-10-06/\\n2019-10-11'
    """
    return "\n".join(cell[part.start : part.stop].strip() for part in wrap_cells(list(cell), width))


def _print_lists(console: Console, section: Section) -> None:
    for number, row in enumerate(section.rows):
        if number:
            console.print()
        for column, cell in zip(section.columns, row, strict=True):
            if cell:
                console.print(Text(f"{column.head}: {cell}", overflow="fold"))
