"""What stands around a candidate and speaks for an organization: titles, particles, predicates, class nouns."""
from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.naming.candidates import Candidate, Reader

if TYPE_CHECKING:
    from gwangju_ai_cli.model import Token

UNIT = regex.compile(
    r"(?:[가-힣]{1,10}(?:제?\d{1,3})?(?:부|팀|국|지구대|파출소|지부|지회|지국|교구|캠퍼스|분원|본부|센터|연구소|병원|대학|대학원|위원회|소위|소위원회|"
    r"지원|지청|출장소|분교|연구단|사업단|협력단|추진단|기획단)|[가-힣]{1,8}[^학\s]과|(?:형사|민사|행정|가사)?(?:합의|항소)?\d{1,3}(?:단독|부))"
)
_ACCORDING = regex.compile(r"에(?:서)?\s?(?:따르|의하|따른|의한)")
_PAREN = regex.compile(r"\s?\((?:(?P<chief>(?:공동)?(?:대표이사|대표|회장|사장|이사장|원장|소장|총장|총재|위원장|의장|단장|센터장|본부장|관장|교장))\s"
                       r"|(?P<hereafter>이하)|(?P<latin>[A-Z][A-Za-z&.-]{1,9}\)))")
_WITH = regex.compile(r"[와과](?:의)?\s(?:[가-힣]+\s){0,4}?(?:업무|협약|계약|MOU|합의|제휴|손잡|공동|합작|컬래버|파트너|소송|경기|합병)")
_AT = regex.compile(r"에(?:서|게)?\s(?:[가-힣]+\s)?(?:입사|소속|근무|일하|재직|고소|신고|문의|의뢰|요청|건의|인수|매각|납품|입단|이적|취업|공급|제공|제출|접수|통보|맡기|고발|진정|재학|입학|합류|투자|몸담|둥지)")
_OF = regex.compile(r"의\s([가-힣]+)")
_BEATEN = regex.compile(r"\s(?:꺾|이기|이긴|이겼|눌렀|누르|제압|완파|격파|물리)")
_PUPILS = ("학생", "재학생", "교사", "교장", "졸업생", "동문", "신입생", "총학생회", "교수", "총장", "학장", "학부모")
_ROLES = frozenset({"은", "는", "이", "가", "을", "를", "와", "과", "의", "와의", "과의", "전", "도"})
_COPULA = regex.compile(r"인\s?['\"‘“]?$")
_PLACE_WORDS = frozenset(["앞", "앞길", "인근", "부근", "근처", "맞은편", "옆", "뒤편", "일대", "정문", "후문", "사거리", "주변", "건너편", "앞마당", "로비", "상공", "앞바다"])


def evidence(reader: Reader, candidate: Candidate) -> Iterator[tuple[str, int, OrgType | None]]:
    """Each piece of evidence as its rule id, weight in tenths and, where it tells, the type."""
    text, lexicon, words = reader.text, reader.lexicon, reader.words
    last = words[candidate.last]
    glued = candidate.end < last.span.end
    after = candidate.last + 1
    if not glued and reader.joins(after):
        word = words[after].text
        person = reader.person(after)
        if person is not None:
            if person.title is not None and person.title.start >= person.span.end:
                yield "org.context.before_person", 6, None
            else:
                yield "org.context.before_person", 4, None
        else:
            title = word in lexicon.titles
            weight = lexicon.next.get(word) or (6 if title else 0)
            if not weight and len(word) > 2:
                weight = 6 if any(word[:n] in lexicon.next for n in range(len(word) - 1, 1, -1)) else 0
            if title and candidate.rule == "org.unknown":
                # "비세이 박사": a title alone may follow a person that nothing else gave away.
                named = reader.joins(after + 1) and reader.person(after + 1) is not None
                weight = 8 if named else 5
            if candidate.org_type in ("school", "university") and word.startswith(_PUPILS):
                weight = max(weight, 6)
            if candidate.rule.startswith("org.head.") and candidate.org_type == "university" and UNIT.fullmatch(word):
                yield "org.context.unit", 5, None
            if word in _PLACE_WORDS:
                yield "org.context.place", -15, None
            elif weight and candidate.rule != "org.country":
                before = reader.person(candidate.first - 1) if reader.joins(candidate.first) else None
                yield "org.context.title", weight + (4 if before is not None else 0), None
    if _ACCORDING.match(text, candidate.end):
        yield "org.context.according", 8, None
    elif _WITH.match(text, candidate.end):
        yield "org.context.with", 6, None
    elif _AT.match(text, candidate.end):
        yield "org.context.at", 6, None
    elif (match := _OF.match(text, candidate.end)) is not None:
        if candidate.rule == "org.country":
            if any(match[1][:n] in lexicon.verb for n in range(len(match[1]), 1, -1)):
                yield "org.context.act", 9, None
        elif any(match[1][:n] in lexicon.next for n in range(len(match[1]), 1, -1)):
            yield "org.context.of", 4, None
    elif not glued and last.tail_tag in ("JX", "JKS") and last.tail[0].form in "은는이가":
        weight = _subject(reader, candidate, last.tail_tag == "JX")
        if candidate.rule == "org.country":
            weight = 9 if weight == 3 else 0
        elif candidate.rule == "org.local_government":
            weight = 8 if last.tail_tag == "JX" else weight + 3
        if weight:
            yield "org.context.subject", weight, None
    elif last.particle in ("을", "를") and reader.sports(last.sentence) and not glued:
        if _BEATEN.search(text, candidate.end, candidate.end + 40):
            yield "org.context.beaten", 8, None
    paren = _PAREN.match(text, candidate.end)
    if paren is not None:
        yield "org.context.paren", 4 if paren["latin"] else 9, None
    if candidate.rule in ("org.gazetteer.ambiguous", "org.country") and reader.sports(last.sentence):
        if candidate.org_type == "sports" or (not glued and last.particle in _ROLES):
            yield "org.context.sports", 9 if candidate.rule == "org.country" else 6, None
    yield from _before(reader, candidate)


def _subject(reader: Reader, candidate: Candidate, topic: bool) -> int:
    """How much the predicates after a subject speak for an organization."""
    verbs = reader.lexicon.verb
    best = 0
    sentence = reader.analysis.sentences[reader.words[candidate.last].sentence]
    found = 0
    for position, stem in _predicates(reader.analysis.tokens(sentence)):
        if position < candidate.end:
            continue
        best = max(best, verbs.get(stem, 0))
        found += 1
        if not topic and found >= 2:
            break
    return best


@lru_cache(maxsize=4)
def _predicates(tokens: tuple[Token, ...]) -> tuple[tuple[int, str], ...]:
    """The predicates of a sentence: verb stems, and verbal nouns with 하다, 되다 or at a clause's end."""
    out = []
    for index, token in enumerate(tokens):
        if token.tag in ("VV", "VV-R", "VV-I") or (token.tag == "NNG" and index + 1 < len(tokens) and tokens[index + 1].tag in ("XSV", "SP", "SF")):
            out.append((token.span.start, token.form))
    return tuple(out)


def _before(reader: Reader, candidate: Candidate) -> Iterator[tuple[str, int, OrgType | None]]:
    """Class nouns in apposition (`영국 일간지 …`, `드론회사인 …`) and a person whose parenthesis this is."""
    text, words = reader.text, reader.words
    if text[candidate.start - 1 : candidate.start] == "(" and text[candidate.end : candidate.end + 1] == ")":
        outer = reader.person(reader.word_at(candidate.start - 1))
        if outer is not None and outer.span.end == candidate.start - 1:
            yield "org.context.member", 6, None
    at = candidate.first - 1
    if at < 0 or words[at].sentence != words[candidate.first].sentence:
        return
    before = words[at]
    between = text[before.end : candidate.start]
    if between not in (" ", " '", ' "', " ‘", " “", "'", "‘", '"', "“"):
        return
    if before.tail and before.particle not in ("인", "인"):
        return
    cue = reader.lexicon.prev.get(before.text)
    if cue is None and len(before.text) > 2:
        for size in (5, 4, 3, 2):
            cue = reader.lexicon.prev.get(before.text[-size:])
            if cue is not None:
                break
    if cue is not None:
        yield "org.context.apposition", cue[0], cue[1]
