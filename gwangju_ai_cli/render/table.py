"""A Rich table for people: Korean heads, wrapped to the terminal's width, nothing cut."""
from __future__ import annotations

import re
from collections.abc import Iterable
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.cells import Section, collect_sections
from gwangju_ai_cli.render.plain import display_width, wrap_cells

MIN_COLUMN = 4
"""Cells that a column needs; where the terminal has fewer, each fact becomes a list of its own."""
GAP = 3
"""Cells between two columns."""
_UNBROKEN = re.compile(r"[^\s/(]+/?|[/(]")


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """A table a kind, under the kind's name where several kinds were asked for."""
    drawn = StringIO()
    console = Console(
        file=drawn,
        width=layout.width, force_terminal=layout.color, no_color=not layout.color,
        color_system="standard" if layout.color else None, highlight=False, markup=False, emoji=False,
        legacy_windows=False,
    )
    for number, section in enumerate(collect_sections(results, layout)):
        if len(layout.kinds) > 1:
            console.print(Text(("\n" if number else "") + section.title, style="bold"))
        if layout.width < len(section.columns) * (MIN_COLUMN + GAP):
            _print_lists(console, section)
        else:
            console.print(_table(section, layout.width), crop=False)
        write("".join(line.rstrip() + "\n" for line in drawn.getvalue().splitlines()))
        drawn.seek(0)
        drawn.truncate()


def _table(section: Section, width: int) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, 1))
    heads = [column.head for column in section.columns]
    figures = [column.justify == "right" for column in section.columns]
    widths = fit_columns([heads, *section.rows], width - GAP * (len(heads) - 1), figures)
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
        whole[index] if figures[index] else
        max(1, *(display_width(word) for cell in cells for word in _UNBROKEN.findall(cell)))
        for index, cells in enumerate(columns)
    ]
    while sum(widths) > width and max(widths) > MIN_COLUMN:
        widths[widths.index(max(widths))] -= 1
    for _ in range(width - sum(widths)):
        # The column whose longest cell takes the most lines.
        index = max(range(len(widths)), key=lambda i: whole[i] / widths[i])
        if widths[index] < whole[index]:
            widths[index] += 1
    return widths


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
