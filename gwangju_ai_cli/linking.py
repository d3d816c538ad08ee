"""Entities of mentions: aliases by parenthesis, 이하 and short form; a second pass over the document; notes."""
from __future__ import annotations

from dataclasses import replace

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.model import Mention, OrgFact
from gwangju_ai_cli.naming.orgs import org_candidates

__all__ = ["Analysis", "link_orgs", "org_mentions"]


def org_mentions(analysis: Analysis) -> list[Mention]:
    """Every standing candidate as a mention."""
    _, standing, _ = analysis.memo(org_candidates)
    return [
        Mention("org", candidate.span, candidate.rule, order=-candidate.weight, reading=candidate)
        for candidate in standing
    ]


def link_orgs(facts: tuple[OrgFact, ...], analysis: Analysis) -> tuple[OrgFact, ...]:
    """One fact an entity."""
    entities: dict[str, OrgFact] = {}
    for fact in facts:
        known = entities.get(fact.name)
        if known is None:
            entities[fact.name] = fact
        else:
            entities[fact.name] = replace(
                known, mentions=known.mentions + fact.mentions, mention_rules=known.mention_rules + fact.mention_rules
            )
    return tuple(entities.values())
