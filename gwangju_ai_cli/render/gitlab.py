"""Findings of `check` as GitLab's Code Quality report (the subset of Code Climate that it reads)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from gwangju_ai_cli.model import IssueFact, Json
from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.baseline import figures_of
from gwangju_ai_cli.render.json_lines import dump_json
from gwangju_ai_cli.render.places import line_and_column


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """One JSON array. A fingerprint is made of document, code and figures: moving a paragraph keeps it."""
    rows: list[Json] = []
    seen: Counter[str] = Counter()
    for result in results:
        for fact in result.facts:
            if isinstance(fact, IssueFact):
                known = "\0".join((fact.source, fact.code, *figures_of(fact)))
                seen[known] += 1
                begin, _ = line_and_column(result.document, fact.start)
                end, _ = line_and_column(result.document, fact.end)
                rows.append(
                    {
                        "description": fact.message,
                        "check_name": fact.rule,
                        "fingerprint": hashlib.sha256(f"{known}\0{seen[known]}".encode(errors="replace")).hexdigest(),
                        "severity": "minor" if fact.doubtful else "major",
                        "location": {"path": fact.source.removeprefix("./"), "lines": {"begin": begin, "end": end}},
                    }
                )
    write("[" + ",\n ".join(map(dump_json, rows)) + "]\n")
