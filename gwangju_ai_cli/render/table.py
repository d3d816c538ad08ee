"""A Rich table for people: Korean heads, wrapped to the terminal's width, nothing cut."""
from __future__ import annotations

from collections.abc import Iterable
from io import StringIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.cells import Section, collect_sections

MIN_COLUMN = 4
"""Cells that a column needs; where the terminal has fewer, each fact becomes a list of its own."""


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
        if layout.width < len(section.columns) * (MIN_COLUMN + 2):
            _print_lists(console, section)
        else:
            console.print(_table(section), crop=False)
        write("".join(line.rstrip() + "\n" for line in drawn.getvalue().splitlines()))
        drawn.seek(0)
        drawn.truncate()


def _table(section: Section) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", padding=(0, 1))
    for column in section.columns:
        table.add_column(
            Text(column.head), justify=column.justify, overflow="fold",
            min_width=MIN_COLUMN if len(section.columns) < 10 else 2,
        )
    for row in section.rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _print_lists(console: Console, section: Section) -> None:
    for number, row in enumerate(section.rows):
        if number:
            console.print()
        for column, cell in zip(section.columns, row, strict=True):
            if cell:
                console.print(Text(f"{column.head}: {cell}", overflow="fold"))
