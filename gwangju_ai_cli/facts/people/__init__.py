"""People: one fact a person and document, with title, affiliation, further roles and every mention."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.coreference import mentions as mentions_of
from gwangju_ai_cli.facts.people import affiliation
from gwangju_ai_cli.facts.people.candidates import THRESHOLD
from gwangju_ai_cli.facts.people.entities import Entity, group_mentions
from gwangju_ai_cli.facts.people.offices import body_of, medium_of, pointed_body, stated_body
from gwangju_ai_cli.facts.people.recognition import person_doubts, person_mentions
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import Column, Fact, Mention, OrgFact, PersonFact, PersonMention, Rejection, Span
from gwangju_ai_cli.names.regions import LOCAL_GOVERNMENT_KINDS, load_regions
from gwangju_ai_cli.names.shape import is_org_like, word_set
from gwangju_ai_cli.vocab import alternation

TRIGGER = regex.compile("[가-힣]")

COLUMNS = (
    Column("이름", lambda fact: fact.name, ratio=2),
    Column("직함", lambda fact: fact.title or "", ratio=2),
    Column("소속", lambda fact: fact.org or "", ratio=3),
    Column("다른 직함", lambda fact: fact.role_note or "", ratio=3),
    Column("원어", lambda fact: fact.latin or "", ratio=2),
)

# "시장" is the head of a 시, "총장" of a 대학: what is left of the title when its last syllables go.
_OFFICE = regex.compile(r"(?P<org>.+(?:시|군|구|도|청|원|부|처|회|교|국|소|단|관|은행|센터))(?:장|수|지사|교육감)$")
LONGEST_DESCRIPTION = 20
_ADJACENT = regex.compile(
    # "한마음병원 응급의학과 진○○ 과장": the section belongs to the organization before it
    r"(?: [가-힣A-Za-z0-9·]+(?:과|부|팀|실|국|계|반|대|센터|연구소|대학|대학원|지회|사업단|추진단)){0,2}"
    r"['\"’”]?[^\S\n]*(?:소속|출신|의|산하|담당자|직원)?[^\S\n]*(?:['\"‘“]|\((?:[^()\n,]{1,20},\s)?)?$"
)
LONGEST_SECTION = 24
_OF_UNITS = (
    "본부장",
    "처장",
    "단장",
    "센터장",
    "부장",
    "실장",
    "팀장",
    "과장",
    "국장",
    "위원장",
    "부의장",
    "부원장",
    "부총장",
    "학장",
)
"""How titles end of those who head a part of a body that a list need not name again."""
_UNITS = (
    "본부",
    "지사",
    "지부",
    "지점",
    "지국",
    "그룹",
    "센터",
    "사업단",
    "사업소",
    "사무소",
    "지원",
    "부문",
    "연구소",
    "추진단",
    "협력단",
    "지원단",
    "기획단",
)


mentions = person_mentions


def detect(analysis: Analysis) -> Iterable[Mention]:
    """Every mention of a person, and what nearly was one; `link` makes one fact a person of the mentions."""
    for found in (*person_mentions(analysis), *person_doubts(analysis)):
        yield Mention("person", found.span, found.rule, reading=found)


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """One mention as a fact of its own; a Rejection where the evidence is too weak."""
    found: PersonMention = mention.reading
    if found.weight < THRESHOLD:
        reason = f"evidence {found.weight} of {THRESHOLD}"
        return Rejection("person", mention.span, mention.rule, reason)
    return PersonFact(
        source=context.analysis.doc.source,
        start=mention.span.start,
        end=mention.span.end,
        text=mention.span.of(context.analysis.text),
        rule=mention.rule,
        name=found.text,
        mentions=(mention.span,),
        mention_rules=(mention.rule,),
    )


def link(facts: tuple[Fact, ...], analysis: Analysis) -> Iterable[Fact]:
    """One fact a person: the mentions that mean the same one, with what each of them says of him or her."""
    kept = {fact.span for fact in facts}
    found = tuple(mention for mention in person_mentions(analysis) if mention.span in kept)
    yield from _in_lists([_fact(entity, analysis) for entity in group_mentions(found, analysis.text)], analysis)


def _in_lists(people: list[PersonFact], analysis: Analysis) -> Iterable[PersonFact]:
    """The people, those of a list that head units of one body with that body: ‘A대 진○○ 처장, 박○○ 산학협력단장’."""
    before: PersonFact | None = None
    for person in people:
        title = person.evidence.get("title")
        if before is not None and before.org is not None and person.org is None and title is not None:
            ends = before.evidence["title"].end if "title" in before.evidence else before.end
            listed = analysis.text[ends : person.start] == ", " and title.start == person.end + 1
            if listed and (person.title or "").endswith(_OF_UNITS) and before.title is not None:
                person = replace(person, org=before.org)
        yield person
        before = person


def _fact(entity: Entity, analysis: Analysis) -> PersonFact:
    text = analysis.text
    lead = next((m for m in entity.mentions if m.text == entity.name), entity.mentions[0])
    titled = _titled(entity, text)
    org = _org(entity, titled, analysis)
    note = next((m.note for m in entity.mentions if m.note is not None), None)
    if note is None and titled is not None and titled.former and titled.phrase is not None:
        note = titled.phrase
    latin = next((m.latin for m in entity.mentions if m.latin is not None), None)
    evidence = {"title": titled.title if titled else None, "role_note": note, "latin": latin}
    return PersonFact(
        source=analysis.doc.source,
        start=lead.span.start,
        end=lead.span.end,
        text=lead.span.of(text),
        rule=lead.rule,
        name=entity.name,
        mentions=tuple(m.span for m in entity.mentions),
        mention_rules=tuple(m.rule for m in entity.mentions),
        title=_spelled(titled.title.of(text)) if titled and titled.title else None,
        org=org,
        role_note=note.of(text) if note else None,
        latin=latin.of(text) if latin else None,
        evidence={name: span for name, span in evidence.items() if span is not None},
    )


def _spelled(title: str) -> str:
    """A title without the ending that has run into it: ‘편○○ 기잡니다’."""
    return "기자" if title == "기잡" else title


def _titled(entity: Entity, text: str) -> PersonMention | None:
    """The mention whose title the fact takes: the full name's most frequent one, then the longest, then the first."""
    titled = [m for m in entity.mentions if m.title is not None and m.title_kind == "title"]
    full = [m for m in titled if m.form != "surname"] or titled
    if not full:
        return None
    said = {m.span: m.title.of(text) for m in full if m.title is not None}
    counts = Counter(said.values())
    return max(full, key=lambda m: (counts[said[m.span]], len(said[m.span]), -m.span.start))


def _org(entity: Entity, titled: PersonMention | None, analysis: Analysis) -> str | None:
    """The affiliation: an organization in the title phrase, in the title itself, or right before the name."""
    orgs = _org_spans(analysis)
    if not entity.mentions:
        return None
    order = ([titled] if titled is not None else []) + [m for m in entity.mentions if m is not titled]
    text = analysis.text
    for mention in order:
        if mention.form == "surname" and mention is not titled:
            continue
        if mention.phrase is not None:
            inside = [
                _without(span, mention.title, name, text)
                for span, name in orgs
                if mention.phrase.covers(span) or _heads(span, mention.phrase)
            ]
            if inside:
                heading = _of_notice(mention, inside[-1], orgs, text)
                return heading or inside[-1]
            office = _OFFICE.fullmatch(mention.title.of(text).split(" ")[0]) if mention.title else None
            if office and (known := _named(office["org"], analysis)):
                return known
            if office and len(office["org"]) > 4 and is_org_like(office["org"]) and not office["org"].endswith(_UNITS):
                return office["org"]  # "무안군농민회장"
            stated = stated_body(analysis, mention)
            if stated is not None:
                return _named(stated, analysis) or stated
            if mention.title is not None and (body := pointed_body(analysis, mention.phrase, mention.title)):
                return body
    for mention in order:
        begin = min(mention.span.start, mention.phrase.start) if mention.phrase else mention.span.start
        enclosed = [name for span, name in orgs if span.start == mention.span.end + 1 and text[span.start - 1] == "("]
        if enclosed:
            return enclosed[0]  # "진○○(새벽당) 후보"
        begin = _list_start(analysis, begin)
        left = [
            (span, name)
            for span, name in orgs
            if span.end <= begin and begin - span.end <= LONGEST_SECTION and _ADJACENT.fullmatch(text, span.end, begin)
        ]
        if left:
            span, name = left[-1]
            if text[begin - 1] == "(" and text[span.start - 1] == "·":  # "금융·경제범죄전담부(부장 …)"
                whole = affiliation.before_parenthesis(analysis, begin - 1)
                return whole.of(text) if whole is not None else name
            return name
        described = _described(orgs, begin, text)
        if described is not None:
            return described.of(text)
    for mention in order:
        medium = medium_of(analysis, mention)
        if medium is not None:
            return _named(medium, analysis) or medium
    if titled is None:
        return None
    formed = _by_form(titled, analysis)
    if formed is not None and formed.endswith(_UNITS):
        return body_of(analysis, titled) or formed  # "국책사업추진단장": a unit of the county told of
    return formed or body_of(analysis, titled)


def _of_notice(mention: PersonMention, inside: str, orgs: list[tuple[Span, str]], text: str) -> str | None:
    """Whose notice it is where the post only names a unit of it: `◆온빛은행 … △호남지역본부 노○○`."""
    if mention.rule != "person.notice" or mention.phrase is None or not inside.endswith(_UNITS):
        return None
    return affiliation.notice_head(orgs, text, mention.phrase.start)


def _list_start(analysis: Analysis, begin: int) -> int:
    """Where the list of people that leads to `begin` starts: ‘화학과 추○○·서○○ 교수’."""
    text, mentions = analysis.text, person_mentions(analysis)
    index = bisect_left(mentions, begin, key=lambda mention: mention.span.start)
    while index:
        index -= 1
        before = mentions[index].span
        if before.end < begin and text[before.end : begin] not in ("·", ", ", ","):
            break  # what stands before it is farther away still
        if before.end < begin:
            begin = before.start
    return begin


def _by_form(mention: PersonMention, analysis: Analysis) -> str | None:
    """An affiliation that no rule for organizations found: by its place beside the title and its form."""
    text, title, phrase = analysis.text, mention.title, mention.phrase
    if title is None or phrase is None:
        return None
    opens = phrase.start - 1
    if title.start > mention.span.end:
        inside = affiliation.inside_phrase(text, phrase, title)
        begin = _list_start(analysis, mention.span.start)
        club = affiliation.club_before(text, begin, title.of(text))
        return inside or club or affiliation.school_before(text, begin)
    if text[opens : opens + 1] == "(" and affiliation.heads_office(title.of(text)):
        before = affiliation.before_parenthesis(analysis, opens)
        return (_named(before.of(text), analysis) or before.of(text)) if before is not None else None
    heading = affiliation.notice_head(_org_spans(analysis), text, phrase.start)
    if heading is not None:
        return heading
    if mention.former:
        return affiliation.inside_phrase(text, phrase, title) or affiliation.before_former(analysis, phrase)
    return affiliation.inside_phrase(text, phrase, title)


@cache
def _description() -> regex.Pattern[str]:
    heads = alternation(sorted(word_set("described")))
    return regex.compile(rf"(?P<head>(?: [가-힣]+){{0,2}} [가-힣]*(?:{heads})) ")


def _described(orgs: list[tuple[Span, str]], begin: int, text: str) -> Span | None:
    """An affiliation told by what it is to an organization: ‘IBM 전속 특허로펌 헌터 ○’."""
    for span, _ in reversed(orgs):
        if span.end < begin and begin - span.end <= LONGEST_DESCRIPTION:
            match = _description().fullmatch(text, span.end, begin)
            return Span(span.start, match.end("head")) if match else None
    return None


def _without(span: Span, title: Span | None, name: str, text: str) -> str:
    """An organization's name without the title that was taken for its head: ‘다산증권 연구원’."""
    if title is None or title.end != span.end or title.start <= span.start:
        return name
    return text[span.start : title.start].rstrip() or name


def _heads(span: Span, phrase: Span) -> bool:
    """Whether an organization begins a title phrase and its last syllable is the title's: 광주광역시|장."""
    return span.start == phrase.start and span.end <= phrase.end


def _named(surface: str, analysis: Analysis) -> str | None:
    """The canonical name of an organization of the document, or of a local government, that is called `surface`."""
    for fact in analysis.facts("org"):
        if isinstance(fact, OrgFact) and surface in (fact.name, *fact.aliases):
            return fact.name
    region = load_regions().get(surface)
    return region.name if region is not None and region.kind in LOCAL_GOVERNMENT_KINDS and region.full else None


def _org_spans(analysis: Analysis) -> list[tuple[Span, str]]:
    """Every mention of an organization with its canonical name, in document order."""
    return [(one.span, one.name) for one in mentions_of(analysis, ("org",)).named]
