"""Organizations in twenty-five texts of other desks, with real and invented names: spans, types and entities.

In tests/facts/orgs/desks `{o:광주FC|sports}` marks an entity's first mention and type, `{o:광주FC}` another of the same
surface, `{o:광주|=광주FC}` one that stands for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from gwangju_ai_cli.model import OrgFact
from gwangju_ai_cli.pipeline import Settings, extract

DESKS_DIR = Path(__file__).parent / "desks"
_MARK = re.compile(r"\{o:(?P<text>[^{}|]*)(?:\|(?P<same>=?)(?P<told>[^{}]*))?\}")
Gold = dict[tuple[int, int], tuple[str, str]]


def read_desk(path: Path) -> tuple[str, Gold]:
    """The text without marks, and for each marked span the entity and its type."""
    marked = path.read_text(encoding="utf-8")
    text, at = "", 0
    entities: dict[tuple[int, int], str] = {}
    types: dict[str, str] = {}
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        entity = match["told"] if match["same"] else match["text"]
        if match["told"] and not match["same"]:
            types[entity] = match["told"]
        entities[len(text), len(text) + len(match["text"])] = entity
        text += match["text"]
        at = match.end()
    text += marked[at:]
    return text, {span: (entity, types[entity]) for span, entity in entities.items()}


@cache
def _compared() -> tuple[int, int, int, int, int]:
    """Mentions right, found and wanted; of the right ones those with the right type, and with one entity."""
    right = found = wanted = typed = linked = 0
    for path in sorted(DESKS_DIR.glob("*.txt")):
        text, gold = read_desk(path)
        facts = extract(text, kinds=["org"], settings=Settings(mentions=True)).facts
        mentions = {(fact.start, fact.end): fact for fact in facts if isinstance(fact, OrgFact)}
        hits = gold.keys() & mentions.keys()
        names = defaultdict(set)
        for span in hits:
            names[gold[span][0]].add(mentions[span].name)
        right += len(hits)
        found += len(mentions)
        wanted += len(gold)
        typed += sum(mentions[span].org_type == gold[span][1] for span in hits)
        linked += sum(len(names[gold[span][0]]) == 1 for span in hits)
    return right, found, wanted, typed, linked


def test_the_gold_is_there() -> None:
    texts = [read_desk(path) for path in sorted(DESKS_DIR.glob("*.txt"))]
    assert len(texts) == 25
    assert sum(len(gold) for _, gold in texts) > 200
    assert all("{" not in text for text, _ in texts)


def test_mentions() -> None:
    right, found, wanted, _, _ = _compared()
    assert 2 * right / (found + wanted) >= 0.95


def test_types() -> None:
    right, _, _, typed, _ = _compared()
    assert typed / right >= 0.97


def test_entities() -> None:
    right, _, _, _, linked = _compared()
    assert linked / right >= 0.97
