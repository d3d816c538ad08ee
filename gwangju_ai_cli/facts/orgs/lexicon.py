"""The words that tell for or against an organization: vocab/org_context, org_blockers, org_words and titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.vocab import load_vocab


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Weights are in tenths; a class noun (`prev`) has the type of what it introduces, or None; `next_type`
    is the type of what has such a word after it (주가: a company).

    `words` are the small lists of org_words.tsv by their kind, `facilities` one of them as endings; `institutions`
    have their types, and so have `bodies`, which are meant only where they speak.
    """

    next: Mapping[str, int]
    next_type: Mapping[str, OrgType]
    prev: Mapping[str, tuple[int, OrgType | None]]
    suffix: Mapping[str, int]
    verb: Mapping[str, int]
    not_orgs: frozenset[str]
    generic: frozenset[str]
    stops: frozenset[str]
    rests: frozenset[str]
    services: frozenset[str]
    titles: frozenset[str]
    institutions: Mapping[str, OrgType]
    bodies: Mapping[str, OrgType]
    words: Mapping[str, frozenset[str]]
    facilities: tuple[str, ...]

    def class_noun(self, word: str) -> tuple[int, OrgType | None] | None:
        """The weight and type of a class noun, alone or at a compound's end (`결혼정보회사`), or None."""
        for size in range(min(6, len(word)), 1, -1):
            cue = self.prev.get(word[-size:])
            if cue is not None:
                return cue
        return None


@cache
def load_lexicon() -> Lexicon:
    """The vocabularies of evidence, read once.

    >>> load_lexicon().class_noun("드론회사")
    (10, 'company')
    """
    sides: dict[str, dict[str, int]] = {"next": {}, "suffix": {}, "verb": {}}
    prev: dict[str, tuple[int, OrgType | None]] = {}
    next_type: dict[str, OrgType] = {}
    for row in load_vocab("org_context"):
        if row["side"] == "prev":
            prev[row["word"]] = (int(row["weight"]), cast(OrgType, row["org_type"]) if row["org_type"] else None)
            continue
        sides[row["side"]][row["word"]] = int(row["weight"])
        if row["side"] == "next" and row["org_type"]:
            next_type[row["word"]] = cast(OrgType, row["org_type"])
    kinds: dict[str, set[str]] = {}
    for row in (*load_vocab("org_blockers"), *load_vocab("org_words")):
        kinds.setdefault(row["kind"], set()).add(row["word"])
    groups = {kind: frozenset(words) for kind, words in kinds.items()}
    titles = frozenset(row["title"] for row in load_vocab("titles") if row["after"] == "strong")
    institutions, bodies = (
        {row["word"]: cast(OrgType, row["org_type"]) for row in load_vocab("org_words") if row["kind"] == kind}
        for kind in ("institution", "body")
    )
    return Lexicon(
        sides["next"],
        next_type,
        prev,
        sides["suffix"],
        sides["verb"],
        groups["word"],
        groups["modifier"],
        groups["stop"],
        groups["rest"],
        groups["service"],
        titles,
        institutions,
        bodies,
        groups,
        tuple(groups["facility"]),
    )
