"""Whether a file was written by this program: by a mark in it, or by a shape that nothing else has.

A file that is ours may be written anew without being asked; whatever is not sure is somebody else's.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from gwangju_ai_cli.model import Column

MARK = "gwangju-ai-cli"
"""What stands in files that have room for it: HTML, Parquet, .xlsx."""
APPLICATION_ID = int.from_bytes(b"GwaI")
"""What says in the head of an SQLite database that it is ours."""
SQLITE_SIGNATURE = b"SQLite format 3\0"
_HEAD_BYTES = 65_536
_APPLICATION_ID_AT = slice(68, 72)
_FACT = rb'\{"kind": "[a-z]+", "source": "'
_SHAPES = tuple(
    re.compile(shape, re.DOTALL)
    for shape in (
        rb"\[\]\n\Z|\[\n" + _FACT,  # JSON
        _FACT,  # JSON Lines
        rb"(?:\xef\xbb\xbf)?kind([,\t])source\1start\1end\1text\1rule(?:\1|\n)",  # CSV, TSV
        rb'<!doctype html>.{,2000}<meta name="generator" content="' + MARK.encode(),
        rb'\{"baseline": \d',
        rb'(?:\[\n)?\{"kind": "project", "name": ',
        rb"(?:\xef\xbb\xbf)?project([,\t])phase\1payer\1figure\1amount\1amount_max\1",
        rb"::warning file=",
        rb'<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites [^>]*>\n  <testsuite name="extract check"',
        rb'\{"\$schema": "https://json\.schemastore\.org/sarif.{,300}"name": "gwangju-ai"',
    )
)


def is_ours(path: Path) -> bool:
    """Whether the file was written by this program, or is empty. Raises OSError where it cannot be read."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
        if not head:
            return True  # nothing is lost with it
        if head.startswith(SQLITE_SIGNATURE):
            return head[_APPLICATION_ID_AT] == APPLICATION_ID.to_bytes(4)
        if head.startswith((b"PAR1", b"PK\x03\x04")):
            stream.seek(-min(_HEAD_BYTES, path.stat().st_size), 2)
            return MARK.encode() in stream.read()
        if any(shape.match(head) for shape in _SHAPES):
            return True
        stream.seek(0)
        return head.startswith((b"| ", b"## ")) and _is_our_markdown(stream.read())


def _is_our_markdown(raw: bytes) -> bool:
    """Whether this is tables under heads of ours and nothing else."""
    try:
        lines = raw.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return False
    rows = [line for line in lines if line and not line.startswith("## ")]
    heads = [above for above, below in pairwise(rows) if re.fullmatch(r"\|(?::?--?:?\|)+", below)]
    known = _column_heads()
    return (
        all(row.startswith("|") and row.endswith("|") for row in rows)
        and bool(heads)
        and rows[0] is heads[0]
        and all(known.issuperset(head[2:-2].split(" | ")) for head in heads)
    )


def _column_heads() -> frozenset[str]:
    from gwangju_ai_cli.registry import FACT_TYPES, load_module
    from gwangju_ai_cli.render.cells import ISSUE_COLUMNS, SOURCE
    from gwangju_ai_cli.render.projects import table

    columns: list[Column] = [SOURCE, *ISSUE_COLUMNS]
    for fact_type in FACT_TYPES:
        columns += load_module(fact_type.kind).COLUMNS
    return frozenset(column.head for column in (*columns, *table.COLUMNS))
