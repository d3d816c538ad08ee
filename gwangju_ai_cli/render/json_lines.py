"""JSON, streamed: one array with an object a line, or JSON Lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from gwangju_ai_cli.model import Json
from gwangju_ai_cli.render import Layout, Result, Write

_ENCODER = json.JSONEncoder(ensure_ascii=False)
# JSON leaves these as they are; a terminal or a line-wise reader may obey them. An escape loses nothing.
_ESCAPED = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def dump_json(record: Json) -> str:
    """One line of JSON that UTF-8 can carry: lone surrogates and controls are escapes.

    >>> dump_json({"text": "50억"}), dump_json({"text": "\\ud800"})
    ('{"text": "50억"}', '{"text": "\\\\ud800"}')
    """
    line = _ENCODER.encode(record)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", line)


def lines_of(result: Result) -> tuple[str, ...]:
    """Each record of a result as one line of JSON, without its end."""
    return result.lines if result.lines is not None else tuple(map(dump_json, result.records))


def render_jsonl(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """One object a line."""
    for result in results:
        for line in lines_of(result):
            write(line + "\n")


def render_json(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """One array, an object a line, written as facts come."""
    before = "[\n"
    for result in results:
        for line in lines_of(result):
            write(before + line)
            before = ",\n"
    write("[]\n" if before == "[\n" else "\n]\n")
