"""Markdown tables (GitHub's), for issues, wikis and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.cells import Section, collect_sections

_ACTIVE = re.compile(r"([\\|`*_\[\]<>&#~!])")
_RULES = {"left": ":--", "right": "--:", "center": ":-:"}


def escape(text: str) -> str:
    """Text that Markdown shows as it is.

    >>> escape("a|b *c*")
    'a\\\\|b \\\\*c\\\\*'
    """
    return _ACTIVE.sub(r"\\\1", text)


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """A table a kind, under a heading where several kinds were asked for."""
    for number, section in enumerate(collect_sections(results, layout)):
        if len(layout.kinds) > 1:
            write(("\n" if number else "") + f"## {section.title}\n\n")
        write_section(section, write)


def write_section(section: Section, write: Write) -> None:
    """One table with its head."""
    write("| " + " | ".join(column.head for column in section.columns) + " |\n")
    write("|" + "|".join(_RULES[column.justify] for column in section.columns) + "|\n")
    for row in section.rows:
        write("| " + " | ".join(escape(cell) for cell in row) + " |\n")
