"""Reads and validates the vocabularies: words live in `vocab/*.tsv`, not in code.

A vocabulary is UTF-8, tab-separated, NFC. Its first line that is no comment names the columns; `#` opens a
comment line; a missing last cell is the empty string.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from gwangju_ai_cli.errors import VocabError
from gwangju_ai_cli.patterns import pattern

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
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabError(f"{path}: cannot be read as UTF-8: {error}") from error
    lines = [line for line in text.split("\n") if line and line[0] != "#"]
    # One look at the whole file: going line by line is only for the message that names the line.
    if len(set(lines)) < len(lines) or not unicodedata.is_normalized("NFC", text) or _STRAY.search(text):
        _find_flaw(path, text)
    if not lines:
        return ()
    header = lines[0].split("\t")
    width = len(header)
    padding = [""] * width
    rows: list[Row] = []
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) > width or not cells[0]:
            _find_flaw(path, text)
        rows.append(dict(zip(header, cells + padding[len(cells) :], strict=True)))
    return tuple(rows)


_STRAY = pattern(r"(?m)^ | $|\t | \t")


def _find_flaw(path: Path, text: str) -> None:
    """Raise VocabError for the first line of a table that breaks the format; a stray comment breaks nothing."""
    width: int | None = None
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        width = len(cells) if width is None else width
        if len(cells) > width:
            raise VocabError(f"{path}:{number}: {len(cells)} cells, but the head names {width} columns")
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


def alternation(words: list[str] | tuple[str, ...]) -> str:
    """A pattern that matches any of `words`, the longest first.

    >>> alternation(["원", "원화", "US$"])
    'US\\\\$|원화|원'
    """
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def by_first_letter(words: list[str] | tuple[str, ...]) -> str:
    """What `alternation` gives, grouped by first letter: of hundreds of words one look tells which can match.

    >>> by_first_letter(["원", "달러", "원화"])
    '(?:달(?:러)|원(?:화|))'
    """
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[0], []).append(word[1:])
    return (
        "(?:" + "|".join(f"{re.escape(first)}(?:{alternation(rest)})" for first, rest in sorted(groups.items())) + ")"
    )
