"""Entities of mentions: aliases by parenthesis, 이하 and short form, a second pass over the document, notes.

One entity a name and document; its type is the one with the most weight among its mentions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.coreference import Mentions, Named, local_body
from gwangju_ai_cli.facts.orgs.evidence import acts
from gwangju_ai_cli.facts.orgs.reader import BLOCK, Candidate, Reader
from gwangju_ai_cli.facts.orgs.recognition import TYPED_BY, org_candidates
from gwangju_ai_cli.matching import resolve
from gwangju_ai_cli.model import Mention, OrgFact, OrgType, Span
from gwangju_ai_cli.names.chunks import Word
from gwangju_ai_cli.names.heads import load_heads

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

_PAREN = regex.compile(r"\s?\((?P<in>[^()\n]{1,60})\)")
_HEREAFTER = regex.compile(r"이하\s?['\"‘“]?(?P<name>[가-힣A-Za-z0-9·& ]{1,20}?)['\"’”]?$")
_OTHERWISE = regex.compile(r"(?:옛|구|일명|현|전)\s(?P<name>[가-힣A-Za-z]{2,20})$|(?P<name>[A-Z]{2,8})[·,]\s?[가-힣]")
"""`(구 동물사랑협회)`, `(KIOM·원장 김두리)`: another name, alone or before more."""
_LATIN = regex.compile(r"[A-Z][A-Za-z0-9&.\- ]{1,30}")
_MARK = regex.compile(
    r"^(?:㈜|㈔|㈕|\((?:주|사|재|유|합)\)|주식회사|유한회사"
    r"|(?:사단|재단|법무|학교|의료|사회복지)법인)\s?"
    r"|\s?(?:㈜|\(주\)|주식회사)$"
)
_NO_NOTE = regex.compile(
    r"^[\d\s.,:%~\-+/]*$|^[\p{Han}\s·]+$"  # figures, Chinese characters
    r"|^(?:대표|회장|사장|이사장|원장|소장|총장|위원장|의장|단장|센터장|본부장|관장|교장|감독|주장|주심|재판장|구단주|공동)"
    r"|^(?:시장|군수|구청장|도지사|지사|교육감|청장|처장|장관|부장|지부장|지회장|교구장|사령관|서장|은?행장|조합장)\s"
    r"|^(?:현|전|구|옛|일명|가칭|약)(?:\s|$)|부장판사|부장검사|판사|[과국실팀]장\s|^(?:사무관|주무관|서기관|연구관|담당|책임자)|[☎☏]|\d{2,4}-\d{3,4}|\d+일간|이상|기준|포함|제외|당시|[가-힣]+(?:시|현지시각|현지시간)$|\d+[명개일월년시분점위승패억만원회호세층]"
)
_ABBREVIATED = (
    ("대학교병원", "대병원"),
    ("대학교", "대"),
    ("초등학교", "초"),
    ("중학교", "중"),
    ("고등학교", "고"),
    ("위원회", "위"),
    ("지방법원", "지법"),
    ("지방검찰청", "지검"),
    ("노동조합", "노조"),
    ("금융지주", "금융"),
    ("광역시", "시"),
    ("특별시", "시"),
    ("그룹", ""),
    ("엔터테인먼트", "엔터"),
    ("엔터테인먼트", ""),
)
"""How names are shortened at their end: 해솔대학교 → 해솔대."""
_LOCAL_BODY = regex.compile(r"(?P<whose>[가-힣]{1,5}[시군구도])(?:의회|교육청)$")
_COUNCIL = regex.compile(r"[가-힣](?:[시군구도]의회|의회 의장)|(?:^|[^가-힣])(?:[시군구도]?의회)[은는이가의 ]")
_ITS_DOINGS = regex.compile(r"\s(?:손을|입장|요청|결정|방침|계획|행정|재정|해명|설명|지원|처분|승인|허가|책임)")
_OPENERS = " '\"‘“"
BLOCKER_ORDER = 50
"""A blocker of the same span gives way to a name that evidence has made of the word."""
_WHERE = frozenset({"에서", "에", "로", "으로"})
_SUBJECT = frozenset({"은", "는", "이", "가"})
_OF_LOCAL = regex.compile(r"(?P<of>[시군구도])(?P<body>의회|교육청)")
_COUNCILS = frozenset(f"{of}{body}" for of in "시군구도" for body in ("의회", "교육청"))
_ANY_COUNCIL = regex.compile(r"의회\s(?:의장|의원)?협의회|의회(?:들|마다)|의회\s?(?:의원)?\s?선거|의원\s선거")
_ITS_PEOPLE = frozenset({"관계자", "측", "직원", "대변인"})


@dataclass(slots=True)
class Entity:
    """An organization of one document while it is put together."""

    name: str
    weights: Counter[OrgType] = field(default_factory=Counter)
    said: Counter[OrgType] = field(default_factory=Counter)
    """What the context of the mentions says of the type: each says something new, while the name repeats itself."""
    aliases: dict[str, None] = field(default_factory=dict)
    note: str | None = None

    @property
    def org_type(self) -> OrgType:
        """The type with the most weight; `other` only where nothing else was said."""
        total = self.weights + self.said
        ranked = sorted(total.items(), key=lambda item: (item[0] == "other", -item[1], item[0]))
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
    blockers = [
        Mention("org", candidate.span, candidate.rule, order=BLOCKER_ORDER, blocker=True)
        for candidate in light
        if candidate.rule.startswith(BLOCK)
    ]
    light = tuple(candidate for candidate in light if not candidate.rule.startswith(BLOCK))
    if "국회" not in reader.text and _COUNCIL.search(reader.text) is not None:
        for candidate in (*standing, *light):
            if candidate.name.startswith("국회 "):
                candidate.name = candidate.span.of(reader.text)  # a council's committee, not parliament's
    mentions = [
        Mention("org", candidate.span, candidate.rule, order=-candidate.weight, reading=candidate)
        for candidate in standing
    ]
    kept, _ = resolve(mentions)
    linker = _Linker(reader)
    for mention in sorted(kept, key=lambda mention: (not _is_full(mention.reading.name), mention.span)):
        linker.add(mention.reading)  # full names first, so that a short form before its full name joins it
    found = [(mention.span, linker.entity(mention.reading)) for mention in kept]
    short = list(linker.short_forms([mention.span for mention in kept], light))
    found += [(mention.span, mention.reading) for mention in short]
    # A local government may be no actor where it is named, and act where 시, 군 stands for it.
    places = [
        (candidate.span, linker.local(candidate.name))
        for candidate in light
        if candidate.rule == "org.local_government"
    ]
    bare = linker.bare_heads(sorted([*found, *places], key=lambda item: item[0]))
    full = [replace(mention, reading=linker.entity(mention.reading)) for mention in mentions]
    return (*blockers, *full, *short, *bare)


class _Linker:
    """Puts the mentions of one document together to entities."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.text = reader.text
        self.entities: dict[str, Entity] = {}
        self.by_surface: dict[str, Entity] = {}
        self.shortened: set[str] = set()

    def entity(self, candidate: Candidate) -> Entity:
        """The entity of a candidate; a new one where it belongs to none (an overlapped reading)."""
        return self.by_surface.get(candidate.name) or Entity(candidate.name)

    def local(self, name: str) -> Entity:
        """The entity of a local government that is named as a place, or by its council."""
        known = self.by_surface.get(name)
        if known is None:
            known = self.by_surface[name] = Entity(name)
            known.weights["local_government"] = 1
        return known

    def add(self, candidate: Candidate) -> None:
        """Takes in one standing mention, with what its parenthesis and apposition say."""
        surface = candidate.span.of(self.text)
        bare = _MARK.sub("", surface) or surface
        entity = (
            self.by_surface.get(candidate.name)
            or self.by_surface.get(surface)
            or (self.by_surface.get(bare) if bare != surface else None)
        )
        if entity is None and (candidate.org_type == "party" or candidate.rule == "org.body"):
            # 민주당 beside 더불어민주당 is no other party, nor 대책본부 beside 사고대책본부 another body
            entity = next((known for name, known in self.entities.items() if name.endswith(surface)), None)
        if entity is None:
            entity = Entity(candidate.name)
            # A former name or another spelling is kept (전자부품연구원); an abbreviation gives way to the full name.
            if len(surface) > 4 and not surface.isascii() and not is_short_of(surface, candidate.name):
                entity.name = surface
        if bare != surface:
            self._alias(bare, entity)
            if entity.name == bare:
                entity.name = surface  # the fuller writing is the name: ㈜티디엘 over 티디엘
        if candidate.rule == "org.head.phrase" and len(self.reader.words[candidate.last].text) > 3:
            self._alias(self.reader.words[candidate.last].text, entity)
        self.by_surface.setdefault(candidate.name, entity)
        self.by_surface.setdefault(surface, entity)
        for short in _abbreviated(surface):
            if self.reader.is_known(short) and self.reader.gazetteer.entries[short].name != candidate.name:
                continue  # 현대차 is no short form of 현대차그룹: it is a company of its own
            self.shortened.add(short)
            self.by_surface.setdefault(short, entity)
        self.entities[entity.name] = entity
        if surface != entity.name:
            entity.aliases[surface] = None
        by_context = candidate.rule.startswith("org.context")
        own = 1 if by_context else max(1, TYPED_BY.get(candidate.rule, candidate.weight))
        if candidate.said.get(candidate.org_type) is None:
            entity.weights[candidate.org_type] = max(entity.weights[candidate.org_type], own)
        entity.said.update(candidate.said)
        self._parenthesis(candidate, entity)
        if entity.note is None:
            entity.note = self._apposition(candidate)

    def _alias(self, alias: str, entity: Entity) -> None:
        if len(alias) > 1 and alias != entity.name:
            entity.aliases[alias] = None
            self.by_surface.setdefault(alias, entity)

    def _parenthesis(self, candidate: Candidate, entity: Entity) -> None:
        """`(GIST)` and `(이하 …)` name it otherwise, `(보호필름, 복합시트)` says what it does."""
        match = _PAREN.match(self.text, candidate.end)
        if match is None:
            return
        inside = match["in"].strip()
        hereafter = _HEREAFTER.search(inside)
        if hereafter is not None:
            self._alias(hereafter["name"].strip(), entity)
            inside = inside[: hereafter.start()].rstrip(" ,·;")
        other = _OTHERWISE.match(inside)
        known = self.reader.gazetteer.entries.get(inside)
        if other is not None:
            self._alias(other["name"], entity)
        elif (
            _LATIN.fullmatch(inside)
            or is_short_of(inside, entity.name)
            or (known is not None and known.name == entity.name)
        ):
            self._alias(inside, entity)
        elif entity.note is None and candidate.rule != "org.institution" and self._is_note(inside, match.start("in")):
            entity.note = inside

    def _is_note(self, inside: str, start: int) -> bool:
        if len(inside) < 2 or _NO_NOTE.search(inside) or not regex.search("[가-힣]", inside):
            return False
        if inside in self.reader.regions or inside in self.by_surface:
            return False
        index = self.reader.word_at(start)
        return index < 0 or self.reader.person(index) is None

    def _apposition(self, candidate: Candidate) -> str | None:
        """What a class noun before the name says of it: `AI 드론회사인 ASW`, `영국 일간지 …`."""
        reader, words = self.reader, self.reader.words
        at = candidate.first - 1
        if (
            at < 0
            or candidate.rule in ("org.institution", "org.local_government")
            or (words[at].sentence != words[candidate.first].sentence)
        ):
            return None
        if self.text[words[at].end : candidate.start].strip(_OPENERS) or words[at].particle not in ("", "인"):
            return None
        if reader.lexicon.class_noun(words[at].text) is None or reader.is_known(words[at].text):
            return None  # "하나은행 K리그1": who pays for the league, not what it is
        first = at
        while (
            reader.joins(first)
            and at - first < 3
            and reader.person(first - 1) is None
            and (
                words[first - 1].text not in reader.lexicon.stops
                and words[first - 1].tokens[-1].tag not in ("NNB", "SN")
            )
        ):
            first -= 1
        note = self.text[words[first].span.start : words[at].span.end]
        return None if note in reader.lexicon.words["relation"] else note

    # -- the second pass ---------------------------------------------------------------------------------------

    def short_forms(self, taken: list[Span], light: Iterable[Candidate]) -> Iterator[Mention]:
        """Aliases and short forms of the entities, wherever else they stand."""
        for entity in list(self.entities.values()):
            for short in self._shorter(entity):
                self.by_surface.setdefault(short, entity)
        reader = self.reader
        covered = {index for span in taken for index in self._words_in(span)}
        for index, word in enumerate(reader.words):
            found = self.by_surface.get(word.text)
            if (
                found is None
                or index in covered
                or len(word.text) == 1
                or word.text in reader.regions
                or (
                    # 페이스북 that acts once is elsewhere a place to post
                    word.text in reader.lexicon.institutions or word.text in reader.lexicon.services
                )
            ):
                continue  # "한·일 회담" makes no state of the 일 in "같은 일을 겪었다"
            if word.particle in _WHERE and word.text.endswith(reader.lexicon.facilities):
                continue  # "참누리병원에서 진료를 받았다": named elsewhere, a place here
            # 해솔대 has the shape of a person's name, but 해솔대학교 stands in the same document.
            if reader.person(index) is None or word.text in self.shortened:
                found.aliases[word.text] = None
                yield Mention("org", word.span, "org.alias", reading=found, order=5)
        for candidate in light:
            surface = candidate.span.of(self.text)
            found = self.by_surface.get(surface) or self.by_surface.get(candidate.name)
            if (
                found is not None
                and candidate.rule not in ("org.local_government", "org.country")
                and (surface not in self.reader.lexicon.services)
            ):
                if surface != found.name:
                    found.aliases[surface] = None
                yield Mention("org", candidate.span, "org.alias", reading=found, order=5)

    def _shorter(self, entity: Entity) -> Iterator[str]:
        """The name without its head: 스탠포드."""
        heads = load_heads()
        for full in (entity.name, *entity.aliases):
            for size in range(min(6, len(full) - 2), 1, -1):
                if full[-size:] in heads:
                    stem = full[:-size].rstrip()
                    if len(stem) > 2 and " " not in stem and self._may_stand_alone(stem):
                        yield stem
                    break

    def _may_stand_alone(self, stem: str) -> bool:
        """Whether a stem is no region and no common word: 부산 of 부산지방경찰청 is not the office."""
        reader = self.reader
        if any(stem[-size:] in reader.regions for size in range(2, len(stem) + 1)):
            return False
        return stem not in reader.lexicon.generic and reader.is_proper_somewhere(stem)

    def bare_heads(self, found: list[tuple[Span, Entity]]) -> Iterator[Mention]:
        """Heads that stand for a name before them that ends so: 재단은, 협회 관계자, 시는."""
        reader, words = self.reader, self.reader.words
        bare = reader.lexicon.words["bare"]
        heads = [word for word in words if word.text in bare or word.text in _COUNCILS]
        index, entities = self._index(found) if heads else (None, {})
        for word in heads:
            if word.left[-1:] not in ("", " ", "\n", '"', "“") or index is None:
                continue
            if reader.joins(word.index) and not self._stands_apart(word):
                continue
            meant = index.antecedent(word.text, word.span.start)
            entity = entities[meant.span, meant.name] if meant is not None else None
            whole = False
            if entity is None and (body := local_body(reader.analysis, word.text, word.span.start)) is not None:
                entity = self.local(body.name)
            if entity is None:
                entity = self._body_of_local(word, index)
                whole = entity is not None
            if entity is None:
                continue
            if whole or _OF_LOCAL.fullmatch(word.text) is not None:
                if _ANY_COUNCIL.match(self.text, word.span.start + 1) is None:
                    yield Mention("org", word.span, "org.alias.council", reading=entity, order=6)
                continue
            if len(word.text) == 1:
                stands = (
                    word.particle in ("은", "는")
                    or (word.particle in ("이", "가") and acts(reader, word))
                    or (word.particle == "의" and _ITS_DOINGS.match(self.text, word.end) is not None)
                )
            else:
                after = word.index + 1
                its_people = reader.joins(after) and (
                    words[after].text in _ITS_PEOPLE or reader.person(after) is not None
                )
                whose = len(word.text) > 2 and word.text[0] in "시군구도"  # 군의회를, 시교육청과
                stands = word.particle in _SUBJECT or its_people or (whose and bool(word.particle))
            if stands:
                yield Mention("org", word.span, "org.alias.head", reading=entity, order=6)

    def _stands_apart(self, word: Word) -> bool:
        """Whether 시의회 or 도교육청 is no part of what stands before it: `지난 19일 구의회`, not `전국 시의회`."""
        before = self.reader.words[word.index - 1]
        if _OF_LOCAL.fullmatch(word.text) is None or before.text in self.reader.regions:
            return False
        return before.tokens[-1].tag in ("NNB", "SN", "NR") or before.text in self.reader.lexicon.stops

    def _body_of_local(self, word: Word, index: Mentions) -> Entity | None:
        """The council or school board that 시의회 or 도교육청 means: the one of the city or province told of."""
        match = _OF_LOCAL.fullmatch(word.text)
        if match is None:
            return None
        at = word.span.start
        owner = index.antecedent(match["of"], at) or local_body(self.reader.analysis, match["of"], at)
        if owner is None:
            return None
        called = owner.name + match["body"]
        known = self.reader.gazetteer.entries.get(called)
        name = known.name if known is not None else called
        entity = self.by_surface.get(name)
        if entity is None:
            entity = self.by_surface[name] = self.entities[name] = Entity(name)
            entity.weights["local_government"] = 1
        entity.aliases[word.text] = None
        return entity

    def _index(self, found: list[tuple[Span, Entity]]) -> tuple[Mentions, dict[tuple[Span, str], Entity]]:
        """The mentions so far as coreference reads them; 새별군의회 names 새별군 as well, which 군이 may stand for."""
        named: list[Named] = []
        entities: dict[tuple[Span, str], Entity] = {}
        for span, entity in found:
            bodies = [(span, entity)]
            council = _LOCAL_BODY.match(span.of(self.text))
            if council is not None:
                bodies.append((Span(span.start, span.start + council.end("whose")), self.local(council["whose"])))
            for part, body in bodies:
                named.append(Named(body.name, part, "org", body.org_type))
                entities[part, body.name] = body
        return Mentions(self.reader.analysis, named), entities

    def _words_in(self, span: Span) -> Iterator[int]:
        index = max(0, self.reader.word_at(span.start))
        while index < len(self.reader.words) and self.reader.words[index].span.start < span.end:
            if self.reader.words[index].span.overlaps(span):
                yield index
            index += 1


def _is_full(name: str) -> bool:
    return any(name.endswith(long) for long, _ in _ABBREVIATED)


def _abbreviated(name: str) -> Iterator[str]:
    """The name with its end cut short: 해솔대 for 해솔대학교."""
    for long, short in _ABBREVIATED:
        if name.endswith(long) and len(name) > len(long) + 1:
            yield name[: -len(long)] + short


def is_short_of(alias: str, name: str) -> bool:
    """Whether the alias takes some of the name's syllables in their order: 중수본 of 중앙사고수습본부.

    >>> is_short_of("중수본", "중앙사고수습본부"), is_short_of("보호필름", "㈜티디엘")
    (True, False)
    """
    if not 2 <= len(alias) < len(name) or " " in alias:
        return False
    rest = iter(name)
    return all(char in rest for char in alias)
