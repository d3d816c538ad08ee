"""Findings of `check` a line each, as compilers and linters write them: `path:line:col: code: message`.

Editors (vim, emacs, the problem matchers of VS Code) and reviewdog read it; columns count characters, from 1.
"""

from __future__ import annotations

from collections.abc import Iterable

from gwangju_ai_cli.model import IssueFact
from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.places import line_and_column
from gwangju_ai_cli.render.plain import printable


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """One line a finding."""
    for result in results:
        for fact in result.facts:
            if isinstance(fact, IssueFact):
                line, column = line_and_column(result.document, fact.start)
                write(f"{printable(fact.source)}:{line}:{column}: {fact.code}: {printable(fact.message)}\n")
