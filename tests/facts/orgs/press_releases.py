"""Twenty short press releases in our own words, with names that no gazetteer holds, and their gold.

`{o:…}` marks each mention of an organization (full names, short forms, bare heads that stand for them),
`{p:…}` each person's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from gwangju_ai_cli.pipeline import Settings, extract

PRESS_DIR = Path(__file__).parent / "press"
_MARK = re.compile(r"\{(?P<kind>[op]):(?P<name>[^{}]*)\}")
_KINDS = {"o": "org", "p": "person"}


@dataclass(frozen=True)
class Release:
    """One text with the spans that each kind should have."""

    name: str
    text: str
    gold: dict[str, frozenset[tuple[int, int]]]


def read_releases() -> list[Release]:
    """All releases, marks taken out."""
    out = []
    for path in sorted(PRESS_DIR.glob("*.txt")):
        marked = path.read_text(encoding="utf-8")
        text, at = "", 0
        gold: dict[str, set[tuple[int, int]]] = {"org": set(), "person": set()}
        for match in _MARK.finditer(marked):
            text += marked[at : match.start()]
            gold[_KINDS[match["kind"]]].add((len(text), len(text) + len(match["name"])))
            text += match["name"]
            at = match.end()
        text += marked[at:]
        out.append(Release(path.stem, text, {kind: frozenset(spans) for kind, spans in gold.items()}))
    return out


def f1(kind: str) -> float:
    """F1 of exact mention spans over all releases."""
    right = found = wanted = 0
    for release in read_releases():
        facts = extract(release.text, kinds=[kind], settings=Settings(mentions=True)).facts
        spans = {(fact.start, fact.end) for fact in facts}
        right += len(spans & release.gold[kind])
        found += len(spans)
        wanted += len(release.gold[kind])
    return 2 * right / (found + wanted)
