"""Reads and validates the vocabularies: words live in `vocab/*.tsv`, not in code.

A vocabulary is UTF-8, tab-separated, NFC. Its first line that is no comment names the columns; `#` opens a
comment line; a missing last cell is the empty string.
"""
from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from gwangju_ai_cli.errors import VocabError

VOCAB_DIR = Path(__file__).parent / "vocab"

Row = dict[str, str]


@cache
def load_vocab(name: str) -> tuple[Row, ...]:
    """The rows of `vocab/<name>.tsv` as dicts from column to cell.

    Raises VocabError with file and line where a row has too many cells, an empty first cell,
    a cell that is not NFC or has stray spaces, or repeats an earlier row.
    """
    return read_table(VOCAB_DIR / f"{name}.tsv")


def read_table(path: Path) -> tuple[Row, ...]:
    """The rows of one tab-separated file; the format is the module's. Uncached, for files of any origin."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise VocabError(f"{path}: cannot be read as UTF-8: {error}") from error
    header: list[str] | None = None
    rows: list[Row] = []
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise VocabError(f"{path}:{number}: {len(cells)} cells, but the head names {len(header)} columns")
        if not cells[0]:
            raise VocabError(f"{path}:{number}: the first cell is empty")
        if line in seen:
            raise VocabError(f"{path}:{number}: repeats an earlier row: {line!r}")
        if not unicodedata.is_normalized("NFC", line):
            raise VocabError(f"{path}:{number}: not in NFC")
        for cell in cells:
            if cell != cell.strip():
                raise VocabError(f"{path}:{number}: white space around {cell!r}")
        seen.add(line)
        cells += [""] * (len(header) - len(cells))
        rows.append(dict(zip(header, cells, strict=True)))
    return tuple(rows)


def alternation(words: list[str] | tuple[str, ...]) -> str:
    """A pattern that matches any of `words`, the longest first.

    >>> alternation(["원", "원화", "US$"])
    'US\\\\$|원화|원'
    """
    import re

    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
