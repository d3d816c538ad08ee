"""The words that tell for or against an organization: vocab/org_context.tsv, org_blockers.tsv and titles."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.vocab import load_vocab


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Weights are in tenths; a class noun (`prev`) has the type of what it introduces, or None."""

    next: Mapping[str, int]
    prev: Mapping[str, tuple[int, OrgType | None]]
    suffix: Mapping[str, int]
    verb: Mapping[str, int]
    not_orgs: frozenset[str]
    generic: frozenset[str]
    stops: frozenset[str]
    rests: frozenset[str]
    services: frozenset[str]
    titles: frozenset[str]


@cache
def load_lexicon() -> Lexicon:
    """The vocabularies of evidence, read once."""
    sides: dict[str, dict[str, int]] = {"next": {}, "suffix": {}, "verb": {}}
    prev: dict[str, tuple[int, OrgType | None]] = {}
    for row in load_vocab("org_context"):
        if row["side"] == "prev":
            prev[row["word"]] = (int(row["weight"]), cast(OrgType, row["org_type"]) if row["org_type"] else None)
        else:
            sides[row["side"]][row["word"]] = int(row["weight"])
    kinds: dict[str, set[str]] = {"word": set(), "modifier": set(), "stop": set(), "rest": set(), "service": set()}
    for row in load_vocab("org_blockers"):
        kinds[row["kind"]].add(row["word"])
    titles = frozenset(row["title"] for row in load_vocab("titles") if row["after"] == "strong")
    return Lexicon(
        sides["next"], prev, sides["suffix"], sides["verb"], frozenset(kinds["word"]),
        frozenset(kinds["modifier"]), frozenset(kinds["stop"]), frozenset(kinds["rest"]),
        frozenset(kinds["service"]), titles,
    )
