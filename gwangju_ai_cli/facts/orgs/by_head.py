"""Names by their last part (…진흥원, …경찰서, …전자), with what belongs to them on the left."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from gwangju_ai_cli.facts.orgs.by_gazetteer import COUNTIES, FOREIGN_KINDS, STATE_ORGANS
from gwangju_ai_cli.facts.orgs.by_mark import is_hyphenated
from gwangju_ai_cli.facts.orgs.reader import NO_NAME, Candidate, Reader
from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.names.chunks import Word
from gwangju_ai_cli.names.heads import Head, Headed, head_of, last_syllables
from gwangju_ai_cli.names.regions import LOCAL_GOVERNMENT_KINDS

_HISTORIC = regex.compile(r"\d{1,2}·\d{1,2}(?=\s?[가-힣])")
_MISSION = regex.compile(r"주(?!재)[가-힣]{0,3}")
_NO_PARTY = regex.compile(r"(?:[A-Za-z]|담|식|성|강|서|마|명|정|여|야|집|불|법|복|밀|입|탈|창|분|해|합|경로|사|수)당$")
_WORKS = regex.compile(
    r"(?:신축|증축|개축|재축|보수|포장|개설|설치|조성|정비|확장|건설|철거|토목|전기|통신|소방|조경|인테리어|리모델링|복구|굴착|매설"
    r"|배관|방수|도색|이전|신설|준설|마감|골조|기초|부대|추가|관로|상수도|하수도|도로|교량|터널|하천|배수|옹벽|시설|보강|교체|개량)공사$"
)
"""Works, no public corporation: 신축공사, 확포장공사."""
_ORDINAL = regex.compile(r"제\d")
_NUMBERED = regex.compile(
    r"제?\d{2,4}군?부대|제?\d{1,3}(?:보병|기계화보병|기갑|공수|포병|전투비행|공수특전|해병)?(?:사단|여단|군단|함대|비행단|전대)"
    r"|(?:형사|공안|특수|강력|조사|외사|공공수사|반부패수사|첨단범죄수사|금융조세조사|공정거래조사|방위사업수사)제?\d부"
    r"|(?:[동서남북]부|중앙)(?:지법|지검|지방법원|지방검찰청)"
)
"""Divisions by number (`731부대`, `30사단`), the prosecution's and the courts of a city's parts: names without more."""
_CLITICS = frozenset("측들")
_FORCES = frozenset(("육군", "해군", "공군", "해병대", "국군", "미군", "인민군"))
_CHAMBERS = frozenset(("국회", "유엔", "상원", "하원", "의회", "중의원", "참의원"))
_BEFALLEN = frozenset(("사고", "참사", "사건", "희생자", "유가족", "피해자", "침몰"))
"""Generic nouns over which the name of a committee reaches: `온누리호 사고 대책위원회`."""
_UNSURE = "원부처대고초중위"
"""Heads of one syllable that many a common word ends in."""

_PROPER_WEIGHT = {"strong": 12, "name": 11, "weak": 6}
_APART_WEIGHT = {"strong": 10, "name": 10, "weak": 3}


@cache
def last_signs() -> frozenset[str]:
    """How words end that may have a head: most end otherwise."""
    return last_syllables() | _CLITICS


def headed(reader: Reader, index: int, word: Word) -> Iterator[Candidate]:
    """The candidate whose head ends the word, if there is one."""
    end = word.span.end
    if len(word.text) > 2 and word.text[-1] in _CLITICS and len(word.tokens[-1].form) == 1:
        end -= 1
    found = head_of(word, end)
    text = reader.text[word.span.start : end]
    if (
        found is None
        or (word.left == "&" and reader.words[index - 1].text == "R" and word.text.startswith("D"))  # "R&D센터"
        or (found.head.text == "공사" and _WORKS.search(text) is not None)
        or text in reader.regions
        or (found.modifier and text in reader.lexicon.institutions)
        or (len(found.head.text) == 1 and (text[0].isdigit() or _ORDINAL.match(text)))
    ):
        return  # "6천만원", "제18대"
    if not found.modifier and len(text) > 1 and found.head.strength != "weak" and is_hyphenated(reader, index):
        yield reader.candidate(index - 1, index, end, found.head.org_type, "org.head.hyphen", 12)  # "KX-파트너스"
        return
    person = reader.person(index)
    if person is not None and person.span.covers(word.span) and not _is_sure(found):
        return
    head = found.head
    if _is_mission(reader, index, head):
        first = index - 1 if reader.words[index - 1].text[:1] == "주" else index - 2
        yield reader.candidate(first, index, end, "government", "org.head.phrase", 12)
    elif found.modifier == "proper" and text not in reader.lexicon.not_orgs:
        candidate = _proper(reader, index, end, found)
        if word.left == "&" and candidate.first == index and reader.words[index - 1].end == word.span.start - 1:
            candidate = reader.candidate(index - 1, index, end, head.org_type, candidate.rule, candidate.weight)
        yield candidate  # "S&C그룹"
    elif head.strength != "weak" and _cut_by_hanja(reader, index):
        candidate = reader.candidate(index - 2, index, end, head.org_type, "org.head.hanja", 11)
        candidate.name = reader.words[index - 2].text + text
        yield candidate
    else:
        yield from _common(reader, index, end, found)


def _is_sure(found: Headed) -> bool:
    """Whether a head is long and strong enough to overrule the reading as a person: `누리테크노파크 호종서 원장`."""
    return found.head.strength == "strong" and len(found.head.text) > 2 and found.modifier == "proper"


def _proper(reader: Reader, index: int, end: int, found: Headed) -> Candidate:
    """A head after a proper modifier in the same word: 황보건설, 해솔대학교, 새누리당."""
    word, head = reader.words[index], found.head
    text = reader.text[word.span.start : end]
    weight = _PROPER_WEIGHT[head.strength]
    trades = reader.lexicon.words["trade"]
    if head.strength == "weak" and len(text) > 3 and len(word.tokens) == 1 and head.text in trades:
        weight = 10  # 신우농산: Kiwi has guessed a proper noun, and it ends in a trade
    if len(head.text) == 1 and head.strength == "name":
        if len(text) < 3 or _NO_PARTY.search(text):
            weight = 1
        elif text[-1] == "대" and _of_city(reader, text[:-1]):
            weight = 11  # 앨라배마대
        elif text[-1] in _UNSURE:
            weight = 6
    if head.org_type == "sports" and not reader.sports(word.sentence):
        weight = 6  # 라디오시티 and 센트럴시티 are no clubs
    first = index
    if head.left == "region":
        first = _region_before(reader, index, head)
    elif head.left == "nouns":
        first = _chamber(reader, index)
    return reader.candidate(first, index, end, head.org_type, f"org.head.{head.strength}", weight)


def _chamber(reader: Reader, index: int) -> int:
    """The first word with the chamber to which a committee belongs: `국회 국토교통위원회`, `미국 하원 예산위원회`."""
    first = index
    if reader.joins(index) and reader.words[index - 1].text in _CHAMBERS:
        first = index - 1
        while (
            index - first < 3
            and reader.joins(first)
            and (reader.words[first - 1].text in ("미", "연방") or reader.region(first - 1) is not None)
        ):
            first -= 1
    return first


def _begins_known(reader: Reader, word: Word, stop: int) -> bool:
    """Whether a known name, and no region, fills the word up to its head: `해군구조대`, `국민카드사`."""
    begin = word.span.start
    return (
        stop - begin > 1
        and any(end == stop and not entry.ambiguous for end, entry in reader.gazetteer.starting_at(reader.text, begin))
        and reader.text[begin:stop] not in reader.regions
    )


def _of_city(reader: Reader, name: str) -> bool:
    """Whether a name is a city or state abroad and nothing else."""
    region = reader.regions.get(name)
    return region is not None and region.kind == "world_city" and not region.ambiguous


def _common(reader: Reader, index: int, end: int, found: Headed) -> Iterator[Candidate]:
    """A head after common nouns or alone: it needs an anchor on the left, a strong head or context."""
    word, head, lexicon = reader.words[index], found.head, reader.lexicon
    text = reader.text[word.span.start : end]
    before = reader.words[index - 1].text if reader.joins(index) else ""
    if (
        before
        and head.strength != "weak"
        and (
            (
                head.org_type == "military"
                and (before in _FORCES if found.modifier else before == "군" and len(text) > 2)
            )
            or (
                found.modifier
                and head.org_type == "university"
                and (entry := reader.gazetteer.entries.get(before)) is not None
                and entry.org_type == "university"
            )
        )
    ):
        # "해군 교육사령부", "하버드 공중보건대학", "군 헌병대"
        yield reader.candidate(index - 1, index, end, head.org_type, "org.head.phrase", 12)
        return
    if text == "연구원" and _is_analyst(reader, index):
        return  # "배기달 새론금융투자 연구원은": whose analyst he is
    anchor = index - 2 if found.modifier and before and _is_county(reader, index - 1) else _anchor(reader, index, head)
    if (
        anchor is None
        and head.org_type == "committee"
        and found.modifier
        and text not in lexicon.not_orgs
        and ((at := _chamber(reader, index)) < index)
    ):
        anchor = at
    if anchor is not None:
        weight = 12 if head.strength == "strong" else 9
        yield reader.candidate(anchor, index, end, head.org_type, "org.head.phrase", weight)
        return
    if found.modifier and head.strength != "weak" and _begins_known(reader, word, found.start):
        yield _proper(reader, index, end, found)
        return
    vague = lexicon.words["vague"] if head.text == "당국" else lexicon.generic  # 사법당국 is one, 관계당국 is not
    generic = reader.text[word.span.start : found.start] in vague or text in lexicon.not_orgs
    if found.modifier and _NUMBERED.fullmatch(text):
        org_type: OrgType = head.org_type if head.org_type == "military" else "court_police"
        yield reader.candidate(index, index, end, org_type, "org.head.numbered", 11)
    elif found.modifier and not generic and text not in lexicon.not_orgs:
        if head.strength == "weak" or len(text) < 4:
            return
        weight = 11 if head.strength == "strong" else (8 if head.text in lexicon.words["school"] else 4)
        first = _region_before(reader, index, head) if head.left == "region" else index
        weight += 4 if first < index else 0
        yield reader.candidate(first, index, end, head.org_type, f"org.head.{head.strength}", weight)
    elif head.strength == "strong" and head.org_type == "party":
        # 민주당, 공화당: a party's bare head is a party of that name.
        yield reader.candidate(index, index, end, "party", "org.head.strong", 11)
    elif (
        not found.modifier
        and len(head.text) > 1
        and reader.joins(index)
        and (reader.proper(index - 1) or _is_county(reader, index - 1))
    ):
        yield from _apart(reader, index, end, head)


def _is_analyst(reader: Reader, index: int) -> bool:
    """Whether a firm of finance stands before 연구원, which then is a person's title."""
    firm = reader.words[index - 1].text if reader.joins(index) else ""
    return firm.endswith(("증권", "투자", "금융", "자산운용", "은행", "선물", "리서치"))


def _apart(reader: Reader, index: int, end: int, head: Head) -> Iterator[Candidate]:
    """A bare head after a proper noun: `빅토리아 대학`, `씨제스 엔터테인먼트`, `미국 법원`."""
    words = reader.words
    first = index - 1
    region = reader.region(first)
    if (
        _is_county(reader, first)
        and head.org_type in ("court_police", "government", "local_government")
        and (
            head.text[-1] != "부"  # "메릴랜드 주 국방부 연구소": where it stands
        )
    ):
        yield reader.candidate(first - 1, index, end, head.org_type, "org.head.apart", 11)
        return  # "오렌지 카운티 보안관실"
    coined = words[first].tokens[0].guessed and len(words[first].text) > 3 and words[first].text[-1] == "인"
    if words[first].text in reader.lexicon.generic or (NO_NAME.search(words[first].text) and not coined):
        return  # "아이돌 그룹", "통일로 경찰청"
    if head.text == "시청" and region is None:
        return  # "유튜브 시청 시간": looking on
    if words[first].text[0].isdigit() or (head.org_type == "sports" and not reader.sports(words[index].sentence)):
        return
    if head.org_type == "media" and any(
        not e.ambiguous for _, e in reader.gazetteer.starting_at(reader.text, words[first].span.start)
    ):
        return  # "KBS 뉴스": what a known broadcaster shows
    if region is not None and head.org_type != "sports":
        local = region.kind in FOREIGN_KINDS or head.org_type == "court_police"
        if local and not region.ambiguous and head.left == "region" and head.org_type in STATE_ORGANS:
            yield reader.candidate(first, index, end, head.org_type, "org.head.apart", 11)
        return
    weight = _APART_WEIGHT[head.strength]
    if head.org_type in ("company", "finance") and head.text not in ("은행", "그룹", "엔터테인먼트"):
        weight = 6
    while (
        reader.joins(first)
        and reader.proper(first - 1)
        and index - first < 3
        and (reader.region(first - 1) is None or head.org_type == "sports")
        and not NO_NAME.search(words[first - 1].text)
        and head_of(words[first - 1]) is None
    ):
        first -= 1
    yield reader.candidate(first, index, end, head.org_type, "org.head.apart", weight)


def _is_county(reader: Reader, index: int) -> bool:
    """Whether the word and the name before it are a county, state or city abroad: `오렌지 카운티`, `미시간 주`."""
    return (
        reader.words[index].text in COUNTIES
        and reader.joins(index)
        and (reader.region(index - 1) is not None or reader.proper(index - 1))
    )


def _is_mission(reader: Reader, index: int, head: Head) -> bool:
    """Whether a mission abroad has its seat before it: `주중 한국대사관`, `주 오사카 총영사관`."""
    if head.text not in reader.lexicon.words["mission"] or not reader.joins(index):
        return False
    if _MISSION.fullmatch(reader.words[index - 1].text):
        return True
    return reader.joins(index - 1) and reader.words[index - 2].text == "주"


def _cut_by_hanja(reader: Reader, index: int) -> bool:
    """Whether Chinese characters in parentheses cut the name: `마이니치(每日)신문`."""
    if index < 2 or reader.words[index].left != ")":
        return False
    inside, before = reader.words[index - 1], reader.words[index - 2]
    return inside.left == "(" and not before.tail and all(token.tag == "SH" for token in inside.tokens)


def _region_before(reader: Reader, index: int, head: Head) -> int:
    """The first word with the regions before a local office: `부산 기장경찰서`."""
    first = index
    while reader.joins(first) and index - first < 2:
        region = reader.region(first - 1)
        if region is None or region.ambiguous or region.kind not in LOCAL_GOVERNMENT_KINDS | FOREIGN_KINDS:
            break
        first -= 1
    if first < index:
        # "서울 송파구 특수전사령부", "전북 군산시 전주지법": where it stands, no part of its name
        district = reader.region(index - 1)
        text = reader.words[index].text
        of_its_own = text[:2] in reader.regions or text[:3] in reader.regions
        if (index - first > 1 or (district is not None and district.kind != "province")) and (
            head.org_type in ("military", "hospital") or of_its_own
        ):
            return index
    return first


def _anchor(reader: Reader, index: int, head: Head) -> int | None:
    """The word where a name of several nouns begins: a region or proper noun with only nouns up to the head."""
    if head.left != "nouns" or not reader.joins(index):
        return None
    lexicon, words = reader.lexicon, reader.words
    anchor = None
    at = index
    while reader.joins(at) and index - at < 5:
        at -= 1
        word = words[at]
        if word.left == "·" and _HISTORIC.match(reader.text, words[at - 1].span.start):
            return at - 1  # "4·19 혁명 희생자 유족회"
        if _stops(reader, at, word):
            break
        institution = word.text in lexicon.institutions
        if institution or reader.proper(at):
            region = reader.region(at)
            if region is not None and region.ambiguous:
                break
            anchor = at
            if region is None and not institution and head_of(word) is not None:
                break
        elif word.text in lexicon.generic and at == index - 1 and len(word.text) < 3 and word.text not in _BEFALLEN:
            break
    if anchor is None and head.text == "당국" and words[index].text == "당국":
        before = words[index - 1]  # "외교 당국": one noun says which
        if before.text not in lexicon.words["vague"] | lexicon.stops and before.tokens[-1].tag == "NNG":
            abroad = reader.region(index - 2) if reader.joins(index - 1) else None  # "미국 수사 당국"
            return index - (2 if abroad is not None and abroad.kind in FOREIGN_KINDS else 1)
    if anchor is not None and reader.region(anchor) is not None:
        known = any(
            not e.ambiguous and end >= words[index].span.end
            for end, e in reader.gazetteer.starting_at(reader.text, words[index].span.start)
        )
        if known or (anchor + 1 < index and reader.region(anchor + 1) is not None):
            return None  # "서울 여의도 …중앙회": where it stands, no part of its name
    return anchor


def _stops(reader: Reader, at: int, word: Word) -> bool:
    """Whether no name reaches over this word: a person, a title, a time, a number."""
    lexicon = reader.lexicon
    return (
        reader.person(at) is not None
        or word.text in lexicon.stops
        or word.text in lexicon.titles
        or word.text in lexicon.next
        or (word.tokens[-1].tag in ("NNB", "SN") and not word.mixed)
        or word.text[0].isdigit()
    )
