"""Stretches of words that may name an organization, each with its rule, type and first weight.

Weights are in tenths: from `ACCEPT` on a candidate stands; below it needs evidence from around it.
"""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.model import OrgType, Span
from gwangju_ai_cli.naming import gazetteer as gazetteers
from gwangju_ai_cli.naming.chunks import Word, words
from gwangju_ai_cli.naming.heads import PROPER, Head, Headed, head_of
from gwangju_ai_cli.naming.lexicon import load_lexicon
from gwangju_ai_cli.naming.persons import PersonMention, person_mentions
from gwangju_ai_cli.naming.regions import LOCAL_GOVERNMENT_KINDS, Region, load_regions

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

ACCEPT = 10


@dataclass(slots=True)
class Candidate:
    """A stretch from word `first` to word `last`; `name` is canonical where a gazetteer knows it."""

    start: int
    end: int
    first: int
    last: int
    name: str
    org_type: OrgType
    rule: str
    weight: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


# Institutions that news names without more: one of each is meant, whatever its full name.
_NO_AUTHORITY = frozenset(("관계", "관련", "해당", "담당", "현지", "당시", "유관", "이", "그", "해외", "양국", "각국", "이날"))
INSTITUTIONS: dict[str, OrgType] = {
    "경찰": "court_police", "검찰": "court_police", "정부": "government", "국회": "government",
    "청와대": "government", "여당": "party", "야당": "party", "해경": "court_police", "교황청": "other",
    "백악관": "government", "크렘린": "government", "검경": "court_police", "대통령실": "government",
}
_SYLLABLES = {"남": "한국", "북": "북한", "한": "한국", "미": "미국", "일": "일본", "중": "중국"}
_PAIR = regex.compile(
    r"(?<![가-힣A-Za-z0-9·])(?P<pair>남북|한미일|한중일|한미|한일|한중|미중|미일|북중|북미(?=\s?[가-힣]{2})|남·북|"
    r"[한미북중]·[미일중북](?:·[일중러])?)(?=(?:간|정상|회담|관계|당국|동맹|연합|합동|합의|장관|실무|고위급|공동|군사|협력|교류|양국|"
    r"양측|자유무역|FTA|대화|경협|이산|접촉|합작|무역|국방|외교|외무|안보|전략|통화|훈련|3국)|(?:은|이|의|는|과|와|을|를)?(?![가-힣A-Za-z]))"
)
_SPORTS = regex.compile(
    r"경기|득점|선발|타자|투수|홈런|안타|타율|미드필더|공격수|수비수|골키퍼|프리미어리그|메이저리그|프로야구|프로축구|프로농구|월드컵|"
    r"올림픽|결승|예선|평가전|승리|패배|무승부|골문|이닝|출전|구단|우승|연승|연패|타선|원정|코너킥|전반|후반|시즌|대표팀|축구|야구|농구|"
    r"배구|볼넷|실점|완패|완승|선방|슛|등판|방어율|챔피언스리그"
)
_SIDES = {"북": "북한", "남": "한국", "북한": "북한", "미": "미국", "미국": "미국", "중국": "중국", "일본": "일본", "우리": "한국"}
_ORGAN_ENDINGS = "부처청원군당위은사대국소"
_HISTORIC = regex.compile(r"\d{1,2}·\d{1,2}(?=\s?[가-힣])")
_NO_PARTY = regex.compile(r"(?:식|성|강|서|마|명|정|여|야|집|불|법|복|밀|입|탈|창|분|해|합|경로|사|수)당$")
_INDUSTRIES = (
    "산업", "화학", "기계", "정밀", "섬유", "로봇", "유통", "식품", "농산", "수산", "축산", "시스템", "통상", "무역", "철강", "금속",
    "건업", "토건", "전력", "에너지", "소재", "신소재", "화장품", "인쇄", "출판", "마켓", "푸드", "컴퍼니", "리서치", "컨설팅", "신탁",
)
_SCHOOLS = frozenset({"초등학교", "중학교", "고등학교", "어린이집", "유치원"})
_MISSION = regex.compile(r"주[가-힣]{1,3}|주")
_FOREIGN_KINDS = frozenset({"country", "world_city", "region", "continent"})
_LEFT_REGION_TYPES = frozenset({"government", "court_police", "military"})
_REST_PARTICLE = regex.compile(
    r"(?:은|는|이|가|을|를|의|에|에서|에서는|에는|에서도|에도|와|과|와의|과의|와는|과는|도|만|로|으로|로서|으로서|로부터|으로부터|에게|에게서|이라고|라고|이나|나|이며|이자|인|이란|란|까지|부터|보다|처럼|측|측은|측이|측에|측의)?(?![가-힣A-Za-z0-9])"
)
_MARK = regex.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<pre>㈜|\(주\)|\((?:유|사|재|합)\)|㈔|㈕|주식회사 ?|유한회사 ?|농업회사법인 ?|영농조합법인 |"
    r"사회적협동조합 |재단법인 |사단법인 |학교법인 |의료법인 |사회복지법인 |종교법인 |법무법인\(유한\) ?|법무법인 |"
    r"극단 |회계법인 |세무법인 |특허법인 |노무법인 |감정평가법인 )\s?(?=[가-힣A-Za-z0-9])"
    r"|(?<=[가-힣A-Za-z0-9])(?P<post>㈜|\(주\)|㈔| 주식회사(?=[은는이가을를의와과에,.]|$)|"
    r",? (?:Inc|Co|Corp|Ltd|LLC|GmbH)\b\.?(?:,? ?Ltd\b\.?)?)"
)
_MARK_TYPES: dict[str, OrgType] = {
    "재단법인": "other", "극단": "other", "(재)": "other", "㈕": "other", "사회복지법인": "other", "종교법인": "other",
    "사단법인": "association", "(사)": "association", "㈔": "association", "사회적협동조합": "association",
    "학교법인": "school", "의료법인": "hospital",
}
_PLACE_LIKE = regex.compile(
    r"(?:역|공항|터미널|공원|[가-힣]산|[가-힣]강|섬|[가-힣]로|[가-힣]길|대교|고속도로|해변|해수욕장|시장|[가-힣]동|[가-힣]읍|[가-힣]면|[가-힣]리|호수|[가-힣]항|광장|"
    r"빌딩|아파트|경기장|체육관|운동장|스타디움|휴게소|분기점|고원|사막|반도|해협|평야|[가-힣]주|[가-힣]성|[가-힣]현|산맥|리그|컵|상|호|법|언어|어|족|인|교)$"
)
_QUOTED = regex.compile(r"['\"‘“](?P<name>[^'\"‘’“”\n]{2,24})['\"’”]")


def _is_sure(headed: Headed) -> bool:
    """Whether a head is long and strong enough to overrule the reading as a person: `누리테크노파크 호종서 원장`."""
    return headed.head.strength == "strong" and len(headed.head.text) > 2 and headed.modifier == "proper"


class Reader:
    """A document's words with what is known of each, and the candidates found on them."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.text = analysis.text
        self.words = analysis.memo(words)
        self.starts = [word.span.start for word in self.words]
        self.regions = load_regions()
        self.lexicon = load_lexicon()
        self.gazetteer = gazetteers.load_gazetteer()
        self.dictionary = gazetteers.user_gazetteer(analysis.dictionary)
        self.persons = person_mentions(analysis)
        self._person_of = self._words_of_persons()
        self._sports: dict[int, bool] = {}

    # -- what is known of a word -------------------------------------------------------------------------------

    def word_at(self, offset: int) -> int:
        """The index of the word that begins at or before `offset`, or -1."""
        return bisect_right(self.starts, offset) - 1

    def joins(self, index: int) -> bool:
        """Whether a word follows the one before it with a single space and no particle between."""
        if not 0 < index < len(self.words):
            return False
        word, before = self.words[index], self.words[index - 1]
        return word.left == " " and not before.tail and word.sentence == before.sentence

    def region(self, index: int) -> Region | None:
        """The region that the word names, if it names one and nothing else."""
        return self.regions.get(self.words[index].text)

    def person(self, index: int) -> PersonMention | None:
        """The person mention that the word is a part of."""
        return self._person_of.get(index)

    def proper(self, index: int) -> bool:
        """Whether the word holds a proper noun or letters and is no person."""
        return index not in self._person_of and (
            self.words[index].mixed or any(token.tag in PROPER for token in self.words[index].tokens)
        )

    def _words_of_persons(self) -> dict[int, PersonMention]:
        out: dict[int, PersonMention] = {}
        for person in self.persons:
            index = max(0, self.word_at(person.span.start))
            while index < len(self.words) and self.words[index].span.start < person.span.end:
                if self.words[index].span.overlaps(person.span):
                    out[index] = person
                index += 1
        return out

    @cached_property
    def proper_words(self) -> frozenset[str]:
        """The words that are nothing but proper nouns or letters."""
        return frozenset(word.text for word in self.words if all(token.tag in PROPER for token in word.tokens))

    # -- candidates --------------------------------------------------------------------------------------------

    def candidates(self) -> Iterator[Candidate]:
        """Every candidate, overlapping or not."""
        yield from self._marked()
        yield from self._quoted()
        yield from self._pairs()
        for index, word in enumerate(self.words):
            known = list(self._known(index, word))
            yield from known
            yield from self._institutions(index, word)
            yield from self._headed(index, word)
            if not known:
                yield from self._local_government(index, word)
                yield from self._country(index, word)
                yield from self._unknown(index, word)

    def _known(self, index: int, word: Word) -> Iterator[Candidate]:
        """Names of the dictionary and the gazetteers, at the word's start or at a morpheme after a region."""
        begin = word.span.start
        found = False
        for at in (begin, *(t.span.start for t in word.tokens[1:])):
            if found and at > begin:
                return
            if at > begin and not self._may_precede(word, at):
                continue
            for gazetteer, rule, base in (
                (self.dictionary, "org.dictionary", 100), (self.gazetteer, "org.gazetteer", 20),
            ):
                for end, entry in gazetteer.starting_at(self.text, at):
                    fit = self._fit(index, end, exact=base == 100)
                    if fit is None:
                        continue
                    last, weight = fit
                    if weight < 0:
                        found = True
                        break
                    surface = self.text[at:end]
                    if surface in INSTITUTIONS or (base < 100 and entry.org_type == "local_government"
                                                   and surface[-1] in "시군구도"):
                        break
                    if base < 100 and (entry.ambiguous or surface in self.regions or surface in self.lexicon.services
                                       or self._is_common(index, at, end)):
                        first_weight = 6 if self._kiwi_agrees(index, at, end) and surface not in self.regions else 3
                        yield Candidate(at, end, index, last, entry.name, entry.org_type, f"{rule}.ambiguous",
                                        first_weight + weight)
                    else:
                        yield self._with_country(
                            Candidate(at, end, index, last, entry.name, entry.org_type, f"{rule}.name", base + weight)
                        )
                    found = True
                    break
        if not found and index + 1 < len(self.words) and self.joins(index + 1):
            yield from self._written_apart(index)

    def _written_apart(self, index: int) -> Iterator[Candidate]:
        """A known name with spaces in it that its entry has not: `AFP 통신`."""
        joined = self.words[index].text
        for last in (index + 1, index + 2):
            if not self.joins(last):
                return
            joined += self.words[last].text
            entry = self.gazetteer.entries.get(joined)
            if entry is not None and not entry.ambiguous and entry.org_type != "local_government":
                start, end = self.words[index].span.start, self.words[last].span.end
                yield Candidate(start, end, index, last, entry.name, entry.org_type, "org.gazetteer.spaced", 20)

    def _may_precede(self, word: Word, at: int) -> bool:
        before = self.text[word.span.start : at]
        if before in self.regions or before in self.lexicon.prev:
            return True
        return any(token.span.end == at and token.tag == "XPN" for token in word.tokens)

    def _fit(self, index: int, end: int, *, exact: bool = False) -> tuple[int, int] | None:
        """The word in which a known name ends, with the weight of what is glued after it; None where it cuts a word."""
        last = index
        while last + 1 < len(self.words) and self.words[last + 1].span.start < end:
            last += 1
        word = self.words[last]
        if end >= word.span.end:
            if end == word.span.end:
                return last, 0
            return (last, 0) if _REST_PARTICLE.match(self.text, end) else None
        boundary = any(token.span.end == end for token in word.tokens)
        rest = self.text[end : word.span.end]
        if not boundary:
            return (last, 0) if word.span.end - end <= 2 and _REST_PARTICLE.match(self.text, end) else None
        lexicon = self.lexicon
        if rest in lexicon.suffix:
            return last, lexicon.suffix[rest]
        if rest in lexicon.rests:
            return last, -1
        following = next(token for token in word.tokens if token.span.start == end)
        if following.tag == "SN" and rest == following.form:
            return last, 0
        if rest in lexicon.next or rest in lexicon.titles or following.form in lexicon.next:
            return last, 2
        if head_of(word) is not None or exact:
            return None
        if following.tag == "XSN" and rest == following.form:
            return last, 0
        return (last, -8) if end - word.span.start >= 3 else None

    def _kiwi_agrees(self, index: int, start: int, end: int) -> bool:
        """Whether the stretch is one proper noun for Kiwi, or written in letters."""
        return any(
            token.tag in PROPER and token.span.start == start and token.span.end == end
            for token in self.words[index].tokens
        )

    def _is_common(self, index: int, start: int, end: int) -> bool:
        """Whether the stretch is also a common word: one noun or adverb in Kiwi's dictionary (다음, 한경)."""
        if end - start > 3 or self.text[end - 1] in _ORGAN_ENDINGS:
            return False
        for token in self.words[index].tokens:
            if token.span.start == start:
                return token.tag == "NNG" and token.span.end == end and head_of(self.words[index], end) is None
        return False

    def _with_country(self, candidate: Candidate) -> Candidate:
        """`태국 국방부`: the country before a state organ belongs to its name."""
        first = candidate.first
        word = self.words[first]
        if candidate.org_type in _LEFT_REGION_TYPES and candidate.start == word.span.start and self.joins(first):
            region = self.region(first - 1)
            if region is not None and region.kind in _FOREIGN_KINDS and not region.ambiguous:
                start = self.words[first - 1].span.start
                name = self.text[start : candidate.end]
                return Candidate(start, candidate.end, first - 1, candidate.last, name, candidate.org_type,
                                 "org.gazetteer.country", candidate.weight)
        return candidate

    def _institutions(self, index: int, word: Word) -> Iterator[Candidate]:
        """경찰, 정부 …: alone, or with the country or city before them (`일본 정부`, `쾰른 경찰`)."""
        text = word.text
        size = 2 if text[:2] in INSTITUTIONS else 3
        stem = text[:size]
        org_type = INSTITUTIONS.get(stem)
        if org_type is None:
            return
        rest = text[size:]
        if rest and rest not in self.lexicon.suffix and not (
            (rest in self.lexicon.next and rest not in self.lexicon.rests) or rest[:2] in ("조사", "수사", "추산")
        ):
            return
        start, end = word.span.start, word.span.start + size
        first = index
        if self.joins(index):
            before = self.words[index - 1]
            region = self.region(index - 1)
            if region is not None and region.kind != "sea" and not region.ambiguous and (stem in ("정부", "경찰", "검찰", "국회")):
                first, start = index - 1, before.span.start
            elif stem in ("정부",) and before.text in ("중앙", "지방", "지역", "각국", "양국"):
                return
        name = self.text[start:end]
        yield Candidate(start, end, first, index, name, org_type, "org.institution", 12)

    def _local_government(self, index: int, word: Word) -> Iterator[Candidate]:
        """`광주시는`: a region that governs itself may act; context decides."""
        region = self.regions.get(word.text)
        end = word.span.end
        rest = ""
        if region is None and word.text[-1:] == "측":
            region, end, rest = self.regions.get(word.text[:-1]), end - 1, "측"
        if region is None and len(word.text) > 2 and word.text[-1] in "시군구도":
            # "새별군은": a name that ends as local governments do, of which no list knows.
            token = word.tokens[-1]
            if (len(word.tokens) > 1 and token.form == word.text[-1] and self.proper(index)) or (
                len(word.tokens) == 1 and token.tag == "NNP" and index not in self._person_of
            ):
                yield Candidate(word.span.start, end, index, index, word.text, "local_government",
                                "org.local_government", 2)
            return
        if region is None or region.kind not in LOCAL_GOVERNMENT_KINDS or not region.full:
            return
        start, first = word.span.start, index
        name = region.name
        if region.kind in ("district", "county", "city") and self.joins(index):
            before = self.region(index - 1)
            if before is not None and before.kind in ("province", "city") and before.kind != region.kind:
                start, first = self.words[index - 1].span.start, index - 1
        yield Candidate(start, end, first, index, name, "local_government", "org.local_government",
                        2 + (8 if rest else 0))

    def _country(self, index: int, word: Word) -> Iterator[Candidate]:
        """`북한은 … 제안했다`, `북측`: a country is an organization where it acts; context decides."""
        text = word.text
        glued = text[-1:] == "측" and text[:-1] in _SIDES
        region = self.regions.get(_SIDES[text[:-1]] if glued else text)
        end = word.span.end - (1 if glued else 0)
        if region is None and text[-1:] == "전" and self.sports(word.sentence):
            # "17일 라오스전이 남았다": a match against the country's team.
            region, end = self.regions.get(text[:-1]), end - 1
            glued = region is not None
        if region is None or region.kind != "country" or region.ambiguous:
            return
        weight = 10 if glued or (self.joins(index + 1) and self.words[index + 1].text == "측") else 1
        yield Candidate(word.span.start, end, index, index, region.name, "government", "org.country", weight)

    def _headed(self, index: int, word: Word) -> Iterator[Candidate]:
        """Names by their last part, with what belongs to them on the left."""
        end = word.span.end
        if len(word.text) > 2 and word.text[-1] in "측들" and word.tokens[-1].span.end - word.tokens[-1].span.start == 1:
            end -= 1
        headed = head_of(word, end)
        if headed is None:
            return
        if index in self._person_of and self._person_of[index].span.covers(word.span) and not _is_sure(headed):
            return
        text = self.text[word.span.start : end]
        head = headed.head
        lexicon = self.lexicon
        start, first = word.span.start, index
        common = headed.modifier == "common" and (
            self.text[start : headed.start] in lexicon.generic or text in lexicon.not_orgs
        )
        if text in self.regions:
            return
        if headed.modifier == "proper" and text not in lexicon.not_orgs and not self._embassy(index, head.text):
            weight = {"strong": 12, "name": 11, "weak": 6}[head.strength]
            if head.strength == "weak" and len(text) > 3 and len(word.tokens) == 1 and text.endswith(_INDUSTRIES):
                weight = 10  # 신우농산: Kiwi has guessed a proper noun, and it ends in a trade
            if len(head.text) == 1 and (len(text) < 3 or _NO_PARTY.search(text) or text[-1] in "원부처대고초중") and head.strength == "name":
                weight = 6 if len(text) > 2 and not _NO_PARTY.search(text) else 1
            if head.left == "region" and self.joins(index):
                first, start = self._region_before(index, first, start)
            elif head.left == "nouns" and self.joins(index) and self.region(index - 1) is None:
                first, start = self._parent_before(index, first, start)
            yield Candidate(start, end, first, index, self.text[start:end], head.org_type,
                            f"org.head.{head.strength}", weight)
            return
        if self._embassy(index, headed.head.text):
            first = index - 1 if self.words[index - 1].text[:1] == "주" else index - 2
            start = self.words[first].span.start
            yield Candidate(start, end, first, index, self.text[start:end], "government", "org.head.phrase", 12)
            return
        if head.strength != "weak" and self._hanja_inside(index):
            start = self.words[index - 2].span.start
            name = self.words[index - 2].text + text
            yield Candidate(start, end, index - 2, index, name, head.org_type, "org.head.hanja", 11)
            return
        anchor = self._anchor(index, head) if head.left == "nouns" else None
        if anchor is None and head.text == "당국" and not headed.modifier and self.joins(index) and (
            self.words[index - 1].text not in _NO_AUTHORITY and self.words[index - 1].tokens[-1].tag == "NNG"
        ):
            anchor = index - 1
        if anchor is not None:
            start = self.words[anchor].span.start
            weight = 12 if head.strength == "strong" else 9
            yield Candidate(start, end, anchor, index, self.text[start:end], head.org_type, "org.head.phrase", weight)
        elif headed.modifier == "common" and not common:
            if head.strength == "weak" or len(text) < 4:
                return
            weight = 11 if head.strength == "strong" else (8 if head.text in _SCHOOLS else 4)
            if head.left == "region" and self.joins(index):
                first, start = self._region_before(index, first, start)
                weight += 4 if first < index else 0
            yield Candidate(start, end, first, index, self.text[start:end], head.org_type,
                            f"org.head.{head.strength}", weight)
        elif head.strength == "strong" and head.org_type == "party":
            # 민주당, 공화당: a party's bare head is a party of that name.
            yield Candidate(start, end, index, index, text, "party", "org.head.strong", 11)
        elif len(head.text) > 1 and self.joins(index) and self.proper(index - 1) and not self.words[index - 1].text[:1].isdigit():
            # A bare head after a proper noun: `빅토리아 대학`, `씨제스 엔터테인먼트`, `미국 법원`.
            region = self.region(index - 1)
            first = index - 1
            start = self.words[first].span.start
            if region is not None and head.org_type != "sports":
                if region.ambiguous or not (head.left == "region" and head.org_type in _LEFT_REGION_TYPES):
                    return
                weight = 11
            else:
                weight = {"strong": 10, "name": 10, "weak": 5}[head.strength]
                if head.org_type in ("company", "finance") and head.text not in ("은행", "그룹", "엔터테인먼트"):
                    weight = 6
                while self.joins(first) and self.proper(first - 1) and index - first < 3 and (
                    self.region(first - 1) is None or head.org_type == "sports"
                ) and head_of(self.words[first - 1]) is None:
                    first -= 1
                    start = self.words[first].span.start
            yield Candidate(start, end, first, index, self.text[start:end], head.org_type, "org.head.apart", weight)

    def _embassy(self, index: int, head: str) -> bool:
        """Whether a mission abroad has its seat before it: `주중 한국대사관`, `주 오사카 총영사관`."""
        if head not in ("대사관", "영사관", "총영사관", "대표부") or not self.joins(index):
            return False
        if _MISSION.fullmatch(self.words[index - 1].text):
            return True
        return self.joins(index - 1) and self.words[index - 2].text == "주"

    def _hanja_inside(self, index: int) -> bool:
        """Whether Chinese characters in parentheses cut the name: `마이니치(每日)신문`."""
        if index < 2 or self.words[index].left != ")":
            return False
        inside, before = self.words[index - 1], self.words[index - 2]
        return inside.left == "(" and not before.tail and all(token.tag == "SH" for token in inside.tokens)

    def _region_before(self, index: int, first: int, start: int) -> tuple[int, int]:
        """The start with the regions before a local office: `부산 기장경찰서`."""
        while self.joins(first) and index - first < 2:
            region = self.region(first - 1)
            if region is None or region.ambiguous or region.kind not in LOCAL_GOVERNMENT_KINDS | _FOREIGN_KINDS:
                break
            first -= 1
            start = self.words[first].span.start
        return first, start

    def _parent_before(self, index: int, first: int, start: int) -> tuple[int, int]:
        """The start with the body that a committee belongs to: `국회 국토교통위원회`."""
        if self.words[index - 1].text in ("국회", "유엔"):
            return index - 1, self.words[index - 1].span.start
        return first, start

    def _anchor(self, index: int, head: Head) -> int | None:
        """The word where a name of several nouns begins: a region or proper noun before nouns only."""
        lexicon = self.lexicon
        anchor = None
        at = index
        while self.joins(at) and index - at < 5:
            at -= 1
            word = self.words[at]
            if word.left == "·" and _HISTORIC.match(self.text, self.words[at - 1].span.start):
                return at - 1
            if at in self._person_of or word.text in lexicon.stops or word.text in lexicon.titles or (
                word.text in lexicon.next or word.tokens[-1].tag in ("NNB", "SN") or (word.text[0].isdigit()
                and "·" not in word.text)
            ):
                break
            if word.text in INSTITUTIONS or self.proper(at):
                region = self.region(at)
                if region is not None and region.ambiguous:
                    break
                anchor = at
                if region is None and word.text not in INSTITUTIONS and head_of(word) is not None:
                    break
            elif word.text in lexicon.generic and at == index - 1 and len(word.text) < 3:
                break
        return anchor

    def _unknown(self, index: int, word: Word) -> Iterator[Candidate]:
        """Proper nouns that nothing knows: only their context can make them organizations."""
        if index in self._person_of or len(word.text) < 2:
            return
        if word.text in self.regions:
            if word.left == "(" and self.sports(word.sentence):
                yield Candidate(word.span.start, word.span.end, index, index, word.text, "sports", "org.sports", 4)
            return
        if word.text in self.lexicon.not_orgs or word.text in self.lexicon.titles:
            return
        guessed = len(word.tokens) == 1 and word.tokens[0].tag == "NNG" and len(word.text) > 5
        if not (word.mixed or guessed or all(token.tag in PROPER or token.tag == "SN" for token in word.tokens)):
            return
        if word.text[0].isdigit() or _PLACE_LIKE.search(word.text):
            return
        if self.joins(index) and self._is_plain_proper(index - 1):
            return  # the word before has made the candidate that covers this one
        last = index
        while self.joins(last + 1) and last - index < 3 and self._is_plain_proper(last + 1):
            last += 1
        end = self.words[last].span.end
        yield Candidate(word.span.start, end, index, last, self.text[word.span.start : end], "other",
                        "org.unknown", 3)

    def _is_plain_proper(self, index: int) -> bool:
        word = self.words[index]
        return (
            index not in self._person_of
            and word.text not in self.regions
            and (word.mixed or all(token.tag in PROPER for token in word.tokens))
            and word.text not in self.lexicon.titles
            and word.text not in self.lexicon.next
            and word.text not in self.lexicon.not_orgs
            and all(entry.ambiguous for _, entry in self.gazetteer.starting_at(self.text, word.span.start))
        )

    def _pairs(self) -> Iterator[Candidate]:
        """`남북정상회담`, `한·미 동맹`: the syllables of a pair stand for two states that act together."""
        for match in _PAIR.finditer(self.text):
            for at in range(*match.span("pair")):
                country = _SYLLABLES.get(self.text[at])
                index = self.word_at(at)
                if country is not None and index >= 0:
                    yield Candidate(at, at + 1, index, index, country, "government", "org.country.pair", 20)

    def sports(self, sentence: int) -> bool:
        """Whether a sentence tells of a match: teams are meant by names of cities, countries and companies."""
        known = self._sports.get(sentence)
        if known is None:
            span = self.analysis.sentences[sentence].span
            known = len(set(_SPORTS.findall(self.text, span.start, span.end))) >= 2
            self._sports[sentence] = known
        return known

    def _marked(self) -> Iterator[Candidate]:
        """Names with a mark of legal form: ㈜, (주), 주식회사, 사단법인, Inc."""
        for match in _MARK.finditer(self.text):
            if match.group("pre"):
                mark = match.group("pre").strip()
                index = self.word_at(match.end())
                if index < 0 or not self.words[index].span.start <= match.end() < self.words[index].span.end:
                    continue
                if self.words[index].span.start > match.start() and self.words[index].span.start != match.end():
                    continue
                if mark == "극단" and (self.words[index].text in self.lexicon.next or self.words[index].text in
                                     self.lexicon.titles or self.words[index].left != " "):
                    continue
                last = self._mark_reach(index, mark)
                end = self.words[last].span.end
                first = self.word_at(match.start())
                first = first if first >= 0 and self.words[first].span.start >= match.start() else index
                yield Candidate(match.start(), end, first, last, self.text[match.start() : end],
                                _MARK_TYPES.get(mark, "company"), "org.mark.before", 20)
            else:
                index = self.word_at(match.start() - 1)
                if index < 0 or self.words[index].span.end < match.start():
                    continue
                first = index
                while self.joins(first) and self._is_plain_proper(first - 1) and self._is_plain_proper(first):
                    first -= 1
                start = self.words[first].span.start
                yield Candidate(start, match.end(), first, index, self.text[start : match.end()], "company",
                                "org.mark.after", 20)

    def _mark_reach(self, index: int, mark: str) -> int:
        """The last word of a marked name: Latin words in a row, or on to a head."""
        last = index
        while self.joins(last + 1) and self.words[last + 1].tokens[0].tag == "SL" and (
            self.words[last].tokens[-1].tag == "SL"
        ):
            last += 1
        if mark in _MARK_TYPES and last == index and head_of(self.words[index]) is None:
            for at in range(index + 1, min(index + 4, len(self.words))):
                if not self.joins(at) or at in self._person_of or self.words[at].text in self.lexicon.titles:
                    break
                if head_of(self.words[at]) is not None:
                    return at
        return last

    def _quoted(self) -> Iterator[Candidate]:
        """A name in quotation marks after a class noun: `결혼정보회사 '듀오'`, `동아리인 '…'`."""
        for match in _QUOTED.finditer(self.text):
            start, end = match.span("name")
            index = self.word_at(start - 2)
            if index < 0:
                continue
            word = self.words[index]
            if self.text[word.end : match.start()] not in ("", " ") or (word.tail and word.particle not in ("인", "인")):
                continue
            cue = self.lexicon.prev.get(word.text) or next(
                (self.lexicon.prev[word.text[-n:]] for n in (4, 3, 2) if word.text[-n:] in self.lexicon.prev), None
            )
            first, last = self.word_at(start), self.word_at(end - 1)
            if cue is None or last < 0:
                continue
            if first < 0 or self.words[first].span.end <= start:
                first = min(first + 1, last)
            yield Candidate(start, end, first, last, self.text[start:end], cue[1] or "other", "org.quoted", 15)
