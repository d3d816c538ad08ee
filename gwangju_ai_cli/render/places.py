"""Where a span stands for readers of files: line and column, counted from 1 in code points."""

from __future__ import annotations

from gwangju_ai_cli.model import Document


def line_and_column(doc: Document, offset: int) -> tuple[int, int]:
    """Line and column of an offset.

    >>> line_and_column(Document("가나\\n다라"), 4)
    (2, 2)
    """
    before = doc.text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
