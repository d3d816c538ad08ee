"""The corpus format: the specification of each fact type, as marked text.

    # comment
    @date 2019-10-03              the reference date from here on; `@date none` takes it away
    = amount=27350000 currency=KRW          what each span marked below has; JSON values, bare words are strings
    사업비 «2735만원»을 투입               a text with its span marked: one value, many spellings
    사업비 «2천735만 원»을 투입
    = value=3 unit=명 | value=5 unit=명     several marked spans: their fields in order, parted by ` | `
    «3명»과 «5명»
    - 만원 버스를 탔다                      a near miss: nothing of this kind may be found
    ~ 사업비 «…»                           a known failure, strict: it must be removed once it passes
    ~- …                                    the same for a near miss

A `\\n` in a text is a line end. Every fact of the kind in a text has to be marked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gwangju_ai_cli.model import Fact

CORPUS_DIR = Path(__file__).parent / "corpus"
_FIELD = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*"|\[[^\]]*\]|\S+)')


@dataclass(frozen=True)
class Case:
    """One line: a text, the reference date, the spans that must be found and fields of each."""

    where: str
    text: str
    date: str | None
    spans: tuple[tuple[int, int], ...]
    fields: tuple[dict[str, Any], ...]
    known_failure: bool


def read_corpus(path: Path) -> Iterator[Case]:
    """The cases of one corpus file."""
    date: str | None = None
    fields: list[dict[str, Any]] = [{}]
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path.stem}:{number}"
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@date "):
            date = None if line[6:].strip() == "none" else line[6:].strip()
        elif line.startswith("= "):
            fields = [dict(_pairs(part)) for part in line[2:].split(" | ")]
        else:
            known_failure = line.startswith("~")
            body = line[1:].lstrip(" ") if known_failure else line
            negative = body.startswith("- ")
            text, spans = _unmark((body[2:] if negative else body).replace("\\n", "\n"))
            if negative == bool(spans):
                raise ValueError(f"{where}: a near miss begins with '- ' and marks nothing, a positive marks a span")
            if spans and len(fields) not in (1, len(spans)):
                raise ValueError(f"{where}: {len(spans)} spans, but fields for {len(fields)}")
            wanted = tuple(fields) if len(fields) == len(spans) else tuple(fields) * len(spans)
            yield Case(where, text, date, spans, wanted, known_failure)


def _pairs(part: str) -> Iterator[tuple[str, Any]]:
    for name, raw in _FIELD.findall(part):
        try:
            yield name, json.loads(raw)
        except json.JSONDecodeError:
            yield name, raw


def read_marked(path: Path) -> tuple[str | None, bool, str, list[tuple[tuple[int, int], str]]]:
    """A whole document with gold: its date, whether it is held out, its text, and each marked span with its line.

    Lines `@date 2023-11-20` and `@held-out` come first, then the text with «marks», then `===` and a line a mark.
    """
    head, _, tail = path.read_text(encoding="utf-8").partition("\n===\n")
    date, held_out = None, False
    while head.startswith("@"):
        line, _, head = head.partition("\n")
        if line.startswith("@date "):
            date = line[6:].strip()
        elif line == "@held-out":
            held_out = True
    text, spans = _unmark(head)
    rows = [line for line in tail.splitlines() if line.strip()]
    if len(rows) != len(spans):
        raise ValueError(f"{path.name}: {len(spans)} marks, but {len(rows)} lines of gold")
    return date, held_out, text, list(zip(spans, rows, strict=True))


def _unmark(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    text, spans, begin = "", [], -1
    for char in marked:
        if char == "«":
            begin = len(text)
        elif char == "»":
            spans.append((begin, len(text)))
        else:
            text += char
    return text, tuple(spans)


def differences(case: Case, facts: tuple[Fact, ...]) -> list[str]:
    """What is wrong with the facts found in a case's text; empty when all is right."""
    problems = []
    found = {(fact.start, fact.end): fact for fact in facts}
    for fact in facts:
        if (fact.start, fact.end) not in case.spans:
            problems.append(f"spurious {fact.text!r} ({fact.rule})")
    for span, fields in zip(case.spans, case.fields, strict=True):
        if span not in found:
            problems.append(f"missed {case.text[slice(*span)]!r}")
            continue
        record = found[span].to_dict()
        problems += [
            f"{record['text']!r} ({record['rule']}): {name} is {record.get(name)!r}, not {value!r}"
            for name, value in fields.items()
            if name not in record or record[name] != value
        ]
    return problems
