"""Findings of `check` as workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from gwangju_ai_cli.model import IssueFact
from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.places import line_and_column
from gwangju_ai_cli.render.plain import printable


def _value(text: str) -> str:
    """Text that cannot end the command or begin another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _value(printable(text)).replace(":", "%3A").replace(",", "%2C")


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """One `::warning` a finding."""
    for result in results:
        for fact in result.facts:
            if isinstance(fact, IssueFact):
                line, column = line_and_column(result.document, fact.start)
                end_line, end_column = line_and_column(result.document, fact.end)
                # GitHub takes columns only where both ends stand on one line.
                columns = f",col={column},endColumn={end_column}" if line == end_line else f",endLine={end_line}"
                write(
                    f"::warning file={_property(fact.source)},line={line}{columns},"
                    f"title={_property(fact.code)}::{_value(printable(fact.message))}\n"
                )
