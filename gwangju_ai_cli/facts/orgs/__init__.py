"""Organizations: one fact an entity, with its mentions, aliases, type and note."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.orgs import linking
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import Column, Fact, Mention, OrgFact, OrgType, Rejection

KIND = "org"
TRIGGER: regex.Pattern[str] | None = regex.compile(r"[가-힣A-Za-z]{2}|㈜")
_TYPES: dict[OrgType, str] = {
    "company": "기업",
    "government": "정부기관",
    "local_government": "지자체",
    "public_institution": "공공기관",
    "research_institute": "연구기관",
    "university": "대학",
    "school": "학교",
    "association": "협회·단체",
    "committee": "위원회",
    "media": "언론",
    "party": "정당",
    "court_police": "법원·경찰",
    "military": "군",
    "sports": "스포츠",
    "hospital": "병원",
    "finance": "금융",
    "international": "국제기구",
    "other": "기타",
}
COLUMNS = (
    Column("기관·단체", lambda fact: fact.name, ratio=3),
    Column("유형", lambda fact: _TYPES[fact.org_type], ratio=2),
    Column("다른 이름", lambda fact: ", ".join(fact.aliases), ratio=2),
    Column("설명", lambda fact: fact.note or "", ratio=3),
    Column("언급", lambda fact: str(len(fact.mentions)), "right"),
)


def detect(analysis: Analysis) -> Iterable[Mention]:
    """Every mention of an organization, overlapping or not; `reading` is its entity."""
    return linking.org_mentions(analysis)


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """One mention as a fact of its own; `link` makes entities of them."""
    entity = mention.reading
    return OrgFact(
        source=context.analysis.doc.source,
        start=mention.span.start,
        end=mention.span.end,
        text=mention.span.of(context.analysis.text),
        rule=mention.rule,
        name=entity.name,
        mentions=(mention.span,),
        mention_rules=(mention.rule,),
        org_type=entity.org_type,
        aliases=tuple(alias for alias in entity.aliases if alias != entity.name),
        note=entity.note,
    )


def link(facts: tuple[Fact, ...], analysis: Analysis) -> tuple[Fact, ...]:
    """Entities: the mentions of one name together, with aliases, note and one type."""
    return linking.link_orgs(fact for fact in facts if isinstance(fact, OrgFact))
