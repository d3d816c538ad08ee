"""Entities of mentions: aliases by parenthesis, 이하 and short form, a second pass over the document, notes.

One entity a name and document; its type is the one with the most weight among its mentions.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.matching import resolve
from gwangju_ai_cli.model import Mention, OrgFact, OrgType, Span
from gwangju_ai_cli.naming.candidates import INSTITUTIONS, Candidate, Reader
from gwangju_ai_cli.naming.heads import load_heads
from gwangju_ai_cli.naming.orgs import org_candidates

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

_PAREN = regex.compile(r"\s?\((?P<in>[^()\n]{1,60})\)")
_HEREAFTER = regex.compile(r"이하\s?['\"‘“]?(?P<name>[가-힣A-Za-z0-9·& ]{1,20}?)['\"’”]?$")
_LATIN = regex.compile(r"[A-Z][A-Za-z0-9&.\- ]{1,30}")
_MARK = regex.compile(r"^(?:㈜|\(주\)|주식회사|유한회사|㈔|\(사\)|사단법인|\(재\)|재단법인|법무법인|학교법인|의료법인|사회복지법인)\s?|\s?(?:㈜|\(주\)|주식회사)$")
_NO_NOTE = regex.compile(
    r"^[\d\s.,:%~\-+/]*$|^[\p{Han}\s·]+$|^(?:대표|회장|사장|이사장|원장|소장|총장|위원장|의장|단장|센터장|본부장|관장|교장|감독|주장|주심|재판장|부장판사|구단주|공동)"
    r"|[가-힣]+(?:시|현지시각|현지시간)$|\d+[명개일월년시분점위승패억만원회호세층]|이상|기준|포함|제외|당시|부장판사|판사"
)
_BARE = frozenset({
    "시", "도", "군", "구", "재단", "협회", "공단", "공사", "진흥원", "연구원", "연구소", "교육청", "위원회", "조합", "센터", "노조", "연맹", "연합회",
    "협의회", "의회", "학회", "개발원", "구단", "은행", "그룹", "조직위", "추진위", "대책위", "비대위", "인수위", "테크노파크", "지검", "복지관",
})
_RELATIONS = frozenset({"소속사", "자회사", "계열사", "모회사", "협력사", "협력업체", "업체", "회사", "기업", "기관", "단체", "은행", "대학", "구단",
                        "정당", "조직", "클럽", "소속팀", "친정팀", "원소속팀", "여당", "언론", "동아리", "시공사", "제작사", "운영사", "제조사"})


_ABBREVIATED = (
    ("대학교", "대"), ("초등학교", "초"), ("중학교", "중"), ("고등학교", "고"), ("위원회", "위"), ("지방법원", "지법"), ("지방검찰청", "지검"),
    ("노동조합", "노조"), ("금융지주", "금융"), ("광역시", "시"), ("특별시", "시"), ("그룹", ""), ("엔터테인먼트", "엔터"), ("엔터테인먼트", ""),
)
"""How names are shortened at their end: 해솔대학교 → 해솔대."""


@dataclass(slots=True)
class Entity:
    """An organization of one document while it is put together."""

    name: str
    weights: Counter[OrgType] = field(default_factory=Counter)
    aliases: dict[str, None] = field(default_factory=dict)
    note: str | None = None

    @property
    def org_type(self) -> OrgType:
        """The type with the most weight; `other` only where nothing else was said."""
        ranked = sorted(self.weights.items(), key=lambda item: (item[0] == "other", -item[1], item[0]))
        return ranked[0][0] if ranked else "other"


def org_mentions(analysis: Analysis) -> tuple[Mention, ...]:
    """Every mention of an organization, overlapping or not; `reading` is its `Entity`."""
    return analysis.memo(_link)


def link_orgs(facts: Iterable[OrgFact]) -> tuple[OrgFact, ...]:
    """One fact an entity, at its first mention."""
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


def _link(analysis: Analysis) -> tuple[Mention, ...]:
    reader, standing, light = org_candidates(analysis)
    mentions = [
        Mention("org", candidate.span, candidate.rule, order=-candidate.weight, reading=candidate)
        for candidate in standing
    ]
    kept, _ = resolve(mentions)
    linker = _Linker(reader)
    for mention in kept:
        linker.add(mention.reading)
    extra = list(linker.second_pass([m.span for m in kept], light))
    found = [(m.span, linker.entity(m.reading.name) or Entity(m.reading.name)) for m in kept]
    found += [(m.span, m.reading) for m in extra]
    extra += linker.bare_heads(sorted(found, key=lambda item: item[0]))
    out: list[Mention] = []
    for mention in mentions:
        candidate = mention.reading
        out.append(replace(mention, reading=linker.entity(candidate.name) or Entity(candidate.name)))
    return (*out, *extra)


class _Linker:
    """Puts mentions together to entities."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.text = reader.text
        self.entities: dict[str, Entity] = {}
        self.by_surface: dict[str, Entity] = {}
        self.shortened: set[str] = set()

    def entity(self, name: str) -> Entity | None:
        """The entity that a canonical name belongs to."""
        return self.by_surface.get(name)

    def add(self, candidate: Candidate) -> None:
        """Takes in one standing mention, with what its parenthesis and apposition say."""
        surface = candidate.span.of(self.text)
        entity = self.by_surface.get(candidate.name) or self.by_surface.get(surface)
        bare = _MARK.sub("", surface)
        if entity is None and bare != surface:
            entity = self.by_surface.get(bare)
        if entity is None:
            entity = Entity(candidate.name)
            # A former name or another spelling is kept (전자부품연구원); an abbreviation gives way to the full name.
            if len(surface) > 4 and not surface.isascii() and not _is_short_of(surface, candidate.name):
                entity.name = surface
        if candidate.rule == "org.head.phrase":
            short = self.reader.words[candidate.last].text
            if len(short) > 3:
                self._alias(short, entity)
        if bare != surface and bare:
            entity.aliases[bare] = None
            self.by_surface.setdefault(bare, entity)
            # The fuller writing is the name: ㈜티디엘 over 티디엘.
            if entity.name == bare:
                entity.name = surface
        self.by_surface.setdefault(candidate.name, entity)
        self.by_surface.setdefault(surface, entity)
        self.entities[entity.name] = entity
        if surface != entity.name:
            entity.aliases[surface] = None
        entity.weights[candidate.org_type] += max(1, candidate.weight)
        self._parenthesis(candidate, entity)
        if entity.note is None:
            entity.note = self._apposition(candidate)

    def _parenthesis(self, candidate: Candidate, entity: Entity) -> None:
        match = _PAREN.match(self.text, candidate.end)
        if match is None:
            return
        inside = match["in"].strip()
        hereafter = _HEREAFTER.search(inside)
        if hereafter is not None:
            self._alias(hereafter["name"].strip(), entity)
            inside = inside[: hereafter.start()].rstrip(" ,·;")
            if not inside:
                return
        if _LATIN.fullmatch(inside) or _is_short_of(inside, entity.name):
            self._alias(inside, entity)
            return
        if entity.note is None and self._is_note(inside, match.start("in")) and candidate.rule != "org.institution":
            entity.note = inside

    def _is_note(self, inside: str, start: int) -> bool:
        if len(inside) < 2 or _NO_NOTE.search(inside) or not regex.search("[가-힣]", inside):
            return False
        if inside in self.reader.regions or inside in self.by_surface:
            return False
        index = self.reader.word_at(start)
        return index < 0 or self.reader.person(index) is None

    def _alias(self, alias: str, entity: Entity) -> None:
        if len(alias) > 1 and alias != entity.name:
            entity.aliases[alias] = None
            self.by_surface.setdefault(alias, entity)

    def _apposition(self, candidate: Candidate) -> str | None:
        """What a class noun before the name says of it: `AI 드론회사인 ASW`, `영국 일간지 …`."""
        if candidate.rule in ("org.institution", "org.local_government"):
            return None
        words = self.reader.words
        at = candidate.first - 1
        if at < 0 or words[at].sentence != words[candidate.first].sentence:
            return None
        if self.text[words[at].end : candidate.start].strip(" '\"‘“") or (
            words[at].tail and words[at].particle != "인"
        ):
            return None
        prev = self.reader.lexicon.prev
        if not any(words[at].text[-n:] in prev for n in (2, 3, 4, 5, 6)):
            return None
        first = at
        while self.reader.joins(first) and at - first < 3 and self.reader.person(first - 1) is None and (
            words[first - 1].text not in self.reader.lexicon.stops and words[first - 1].tokens[-1].tag != "NNB"
            and words[first - 1].tokens[-1].tag != "SN"
        ):
            first -= 1
        note = self.text[words[first].span.start : words[at].span.end]
        return None if note in _RELATIONS else note

    # -- the second pass ---------------------------------------------------------------------------------------

    def bare_heads(self, taken: list[tuple[Span, Entity]]) -> Iterator[Mention]:
        """Heads that stand for the name that ended in them: 재단은, 협회 관계자, 시는, 도가."""
        words = self.reader.words
        at = 0
        latest: dict[str, Entity] = {}
        for word in words:
            while at < len(taken) and taken[at][0].start < word.span.start:
                surface = taken[at][0].of(self.text)
                for size in range(1, min(6, len(surface))):
                    if surface[-size:] in _BARE:
                        latest[surface[-size:]] = taken[at][1]
                at += 1
            text = word.text
            if text in _BARE and text in latest and word.left[-1:] in ("", " ", "\n", '"', "“") and not self.reader.joins(word.index) and (
                (word.tail_tag in ("JX", "JKS") and word.particle in ("은", "는", "이", "가"))
                or (len(text) > 1 and self.reader.joins(word.index + 1)
                    and words[word.index + 1].text in ("관계자", "측", "직원", "대변인"))
            ) and (len(text) > 1 or word.particle in ("은", "는")):
                yield Mention("org", word.span, "org.alias.head", reading=latest[text], order=6)

    def second_pass(self, taken: list[Span], light: Iterable[Candidate]) -> Iterator[Mention]:
        """Aliases and short forms of the entities, wherever else they stand."""
        for entity in list(self.entities.values()):
            for short in _short_forms(entity, self.reader, self.shortened):
                self.by_surface.setdefault(short, entity)
        words = self.reader.words
        covered = {index for span in taken for index in self._words_in(span)}
        for index, word in enumerate(words):
            entity = self.by_surface.get(word.text)
            if index in covered or (self.reader.person(index) is not None and (
                word.text not in self.shortened
            )):
                continue
            if entity is not None and (word.text not in self.reader.regions) and word.text not in INSTITUTIONS:
                entity.aliases[word.text] = None
                yield Mention("org", word.span, "org.alias", reading=entity, order=5)
        for candidate in light:
            surface = candidate.span.of(self.text)
            entity = self.by_surface.get(surface) or self.by_surface.get(candidate.name)
            if entity is not None and candidate.rule != "org.local_government":
                if surface != entity.name:
                    entity.aliases[surface] = None
                yield Mention("org", candidate.span, "org.alias", reading=entity, order=5)

    def _words_in(self, span: Span) -> Iterator[int]:
        index = max(0, self.reader.word_at(span.start))
        while index < len(self.reader.words) and self.reader.words[index].span.start < span.end:
            if self.reader.words[index].span.overlaps(span):
                yield index
            index += 1


def _short_forms(entity: Entity, reader: Reader, shortened: set[str]) -> Iterator[str]:
    """The name without its head, where that is a name of its own: 스탠포드 for 스탠포드대학교."""
    heads = load_heads()
    for full in (entity.name, *entity.aliases):
        for long, short in _ABBREVIATED:
            if full.endswith(long) and len(full) > len(long) + 1:
                yield full[: -len(long)] + short
                shortened.add(full[: -len(long)] + short)
    for full in (entity.name, *entity.aliases):
        for size in range(min(6, len(full) - 2), 1, -1):
            if full[-size:] in heads:
                stem = full[:-size].rstrip()
                if len(stem) > 2 and " " not in stem and _may_stand_alone(stem, reader):
                    yield stem
                break


def _may_stand_alone(stem: str, reader: Reader) -> bool:
    """Whether a stem is no region and no common word: 부산 of 부산지방경찰청 is not the office."""
    if any(stem[-size:] in reader.regions for size in range(2, len(stem) + 1)) or stem in reader.lexicon.generic:
        return False
    return stem in reader.proper_words


def _is_short_of(alias: str, name: str) -> bool:
    """Whether the alias takes some of the name's syllables in their order: 중수본 of 중앙사고수습본부.

    >>> _is_short_of("중수본", "중앙사고수습본부"), _is_short_of("보호필름", "㈜티디엘")
    (True, False)
    """
    if not 2 <= len(alias) < len(name) or " " in alias:
        return False
    rest = iter(name)
    return all(char in rest for char in alias)
