"""Names that are known: the user's dictionary, gazetteers, institutions, local governments and states."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gwangju_ai_cli.facts.orgs.reader import BLOCK, Candidate, Reader
from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.names.chunks import Word
from gwangju_ai_cli.names.heads import PROPER, head_of
from gwangju_ai_cli.names.regions import LOCAL_GOVERNMENT_KINDS

FOREIGN_KINDS = frozenset({"country", "world_city", "region", "continent"})
STATE_ORGANS = frozenset({"government", "court_police", "military"})
"""Types of organs that every country has: the country before one belongs to its name."""

_OF_PROVINCES = frozenset({"court_police", "local_government", "school"})
COUNTIES = frozenset({"카운티", "주", "시", "현", "성"})
"""What stands apart after the name of a county, state or city abroad (미시간 주 경찰)."""
_LOCAL = "시군구도"
_UNLISTED = "시군구"
"""How local governments end that no list knows: all provinces are known."""
_HEAD = regex.compile(
    r"(?P<whose>[가-힣]{2,}(?P<unit>시))장|(?P<whose>[가-힣]{1,}(?P<unit>군))수|(?P<whose>[가-힣]{1,}(?P<unit>구))청장"
    r"|(?P<whose>[가-힣]{2,}(?P<unit>도))지사|(?P<whose>[가-힣]{2})(?P<unit>)지사"
)
_HEADED_BY = frozenset({"public_institution", "research_institute"})
"""Bodies of which a text that names their heads is about, too."""
_STATES = {"남": "한국", "북": "북한", "한": "한국", "미": "미국", "일": "일본", "중": "중국", "우리": "한국"}
_PAIR = regex.compile(
    r"(?<![가-힣A-Za-z0-9·])(?P<pair>남북|한미일|한중일|한미|한일|한중|미중|미일|북중|북미(?=\s?(?:정상|회담|관계|대화|협상|합의|간|양측|실무|고위급))|남·북"
    r"|[한미북중]·[미일중북](?:·[일중러])?)"
    r"(?=(?:간|정상|회담|관계|당국|동맹|연합|합동|합의|장관|실무|고위급|공동|군사|협력|교류|양국|양측|자유무역|FTA|대화|경협|이산"
    r"|접촉|합작|무역|국방|외교|외무|안보|전략|통화|훈련|3국)|(?:은|이|의|는|과|와|을|를)?(?![가-힣A-Za-z]))"
)
_STREET = regex.compile(
    r"로\s?\d|(?:대로|[가-힣]?로)(?=\s?(?:\d|확|[가-힣]{0,3}\s?(?:구간|일대|사거리|교차로|입구)|[·,)]))|대로(?![가-힣])"
)
_PARTICLE = regex.compile(
    r"(?:은|는|이|가|을|를|의|에|에서|에서는|에는|에서도|에도|와|과|와의|과의|와는|과는|도|만|로|으로|로서|으로서|로부터|으로부터|에게"
    r"|에게서|이라고|라고|이나|나|이며|이자|인|이란|란|까지|부터|보다|처럼|측|측은|측이|측에|측의)?(?![가-힣A-Za-z0-9])"
)


def known(reader: Reader, index: int, word: Word) -> Iterator[Candidate]:
    """Names of the dictionary and the gazetteers, at the word's start or at a morpheme after a region."""
    begin = word.span.start
    found = False
    own = reader.dictionary if reader.dictionary.entries else None
    for token in word.tokens:
        at = token.start
        common = reader.gazetteer.starting_at(reader.text, at)
        if not common and own is None:
            continue
        if at > begin and (found or not _may_precede(reader, word, at)):
            continue
        for end, entry in own.starting_at(reader.text, at) if own is not None else ():
            fit = _fit(reader, index, at, end, exact=True)
            if fit is not None and fit[1] >= 0:
                found = True
                yield Candidate(at, end, index, fit[0], entry.name, entry.org_type, "org.dictionary", 100)
                break
        if found:
            return
        # The same loop over what everyone knows: here a surface may be ambiguous, or a part of another word.
        for end, entry in common:
            fit = _fit(reader, index, at, end)
            if fit is None:
                continue
            last, weight = fit
            if weight < -1 and last > index:
                continue  # "삼성 갤럭시S5": the name ends inside the word after, and a shorter one stands
            found = weight < 0  # "서울시장": the name is there, but as a part of another word
            surface = reader.text[at:end]
            lexicon = reader.lexicon
            if surface.isascii() and _is_common_noun(reader, index, at, end):
                break  # "특수목적법인(SPC)"
            if found:
                yield Candidate(at, word.span.end, index, last, surface, "other", f"{BLOCK}.compound", 0)
                break
            if surface in lexicon.institutions or (entry.org_type == "local_government" and surface[-1] in _LOCAL):
                break
            found = True
            if entry.ambiguous or surface in reader.regions or surface in lexicon.services:
                weight += _clarity(reader, word, at, end)
                yield Candidate(at, end, index, last, entry.name, entry.org_type, "org.gazetteer.ambiguous", weight)
            else:
                weight += 20
                yield with_country(
                    reader, Candidate(at, end, index, last, entry.name, entry.org_type, "org.gazetteer.name", weight)
                )
            break
    if not found and reader.joins(index + 1) and reader.gazetteer.may_open(word.text):
        yield from _written_apart(reader, index)


def _is_common_noun(reader: Reader, index: int, at: int, end: int) -> bool:
    """Whether letters abbreviate a class that is spelled beside them: `특수목적법인(SPC)`, `SPC(특수목적법인)`."""
    text, words, common = reader.text, reader.words, reader.lexicon.not_orgs
    if text[at - 1 : at] == "(" and index and words[index - 1].span.end == at - 1:
        return words[index - 1].text in common
    return text[end : end + 1] == "(" and index + 1 < len(words) and words[index + 1].text in common


def _clarity(reader: Reader, word: Word, at: int, end: int) -> int:
    """The first weight of an ambiguous surface: more where Kiwi reads a proper noun, less for a common one (대상)."""
    if reader.text[at:end] in reader.regions:
        return 4
    for token in word.tokens:
        if token.start == at and token.end == end:
            return 7 if token.guessed or token.tag in PROPER else 1
    return 3


def _written_apart(reader: Reader, index: int) -> Iterator[Candidate]:
    """A known name with spaces in it that its entry has not: `AFP 통신`."""
    joined = reader.words[index].text
    for last in (index + 1, index + 2):
        if not reader.joins(last):
            return
        joined += reader.words[last].text
        entry = reader.gazetteer.entries.get(joined)
        # Short words stand side by side by chance: "친구 사이", "뮌헨 대".
        long = len(joined) > 4 and len(reader.words[last].text) > 1
        if (
            long
            and entry is not None
            and not entry.ambiguous
            and entry.org_type != "local_government"
            and (joined not in reader.lexicon.services)
        ):
            end = reader.words[last].span.end
            found = reader.candidate(index, last, end, entry.org_type, "org.gazetteer.spaced", 20)
            found.name = entry.name
            yield with_country(reader, found)


def _may_precede(reader: Reader, word: Word, at: int) -> bool:
    before = reader.text[word.span.start : at]
    return (
        before in reader.regions
        or before in reader.lexicon.prev
        or any(token.end == at and token.tag == "XPN" for token in word.tokens)
    )


def _fit(reader: Reader, index: int, at: int, end: int, *, exact: bool = False) -> tuple[int, int] | None:
    """The word where a known name ends, with the weight of what is glued after it; None where it cuts a word."""
    last = index
    while last + 1 < len(reader.words) and reader.words[last + 1].span.start < end:
        last += 1
    word = reader.words[last]
    rest = reader.text[end : word.span.end]
    if _STREET.match(reader.text, end):
        return None  # "중앙대로 100", "백양대로 확장"
    if not any(token.end == end for token in word.tokens):
        # Kiwi may have taken a particle into a name that it does not know, never into a word that it does.
        cut = any(token.start <= at and end < token.end and not token.guessed for token in word.tokens)
        return (last, 0) if len(rest) <= 2 and not cut and _PARTICLE.match(reader.text, end) else None
    if not rest:
        return last, 0
    lexicon = reader.lexicon
    if rest in lexicon.suffix:
        return last, lexicon.suffix[rest]
    if rest in lexicon.rests:
        return last, -1
    following = next(token for token in word.tokens if token.start >= end)
    if following.tag in ("SN", "XSN") and rest == following.form:
        return last, 0
    if rest in lexicon.next or rest in lexicon.titles or following.form in lexicon.next:
        return last, 2
    if exact or head_of(word) is not None:
        return None
    return (last, -8) if end - word.span.start >= 3 else None


def with_country(reader: Reader, candidate: Candidate) -> Candidate:
    """`태국 국방부`: the country before a state organ belongs to its name."""
    first = candidate.first
    if (
        candidate.org_type in _OF_PROVINCES
        and candidate.start == reader.words[first].span.start
        and (reader.joins(first) and _of_province(reader, first))
    ):
        # "전남 진도군청", "경기 부천 오정경찰서"
        found = reader.candidate(
            first - 1, candidate.last, candidate.end, candidate.org_type, candidate.rule, candidate.weight
        )
        found.name = candidate.name
        return found
    if candidate.org_type in STATE_ORGANS and candidate.start == reader.words[first].span.start and reader.joins(first):
        region = reader.region(first - 1)
        if region is not None and region.kind in FOREIGN_KINDS and not region.ambiguous:
            return reader.candidate(
                first - 1, candidate.last, candidate.end, candidate.org_type, "org.gazetteer.country", candidate.weight
            )
    return candidate


def _of_province(reader: Reader, index: int) -> bool:
    """Whether a province stands before a word that begins with a city or county."""
    before = reader.region(index - 1)
    if before is None or before.kind != "province":
        return False
    text = reader.words[index].text
    region = reader.regions.get(text[:3]) or reader.regions.get(text[:2])
    return region is not None and region.kind in ("city", "county", "district")


def institution(reader: Reader, index: int, word: Word) -> Iterator[Candidate]:
    """경찰, 정부 …: alone, or with the country or city before them (`일본 정부`, `쾰른 경찰`)."""
    lexicon = reader.lexicon
    stem = next((word.text[:size] for size in (4, 3, 2) if word.text[:size] in lexicon.institutions), None)
    if stem is None:
        return
    org_type = lexicon.institutions[stem]
    rest = word.text[len(stem) :]
    if (
        rest
        and rest not in lexicon.suffix
        and not ((rest in lexicon.next and rest not in lexicon.rests) or rest[:2] in ("조사", "수사", "추산"))
    ):
        yield reader.candidate(index, index, word.span.end, "other", f"{BLOCK}.compound", 0)
        return
    if stem == "정부" and reader.joins(index + 1) and reader.words[index + 1].text.endswith("청사"):
        return  # "정부 세종청사": a building
    first = index
    if reader.joins(index) and stem in lexicon.words["led"]:
        region = reader.region(index - 1)
        if (
            region is not None
            and not region.ambiguous
            and (region.kind == "country" if stem == "국회" else region.kind not in ("sea", "island"))
        ):
            first = index - 1  # never "여의도 국회"
        elif stem == "검찰" and reader.words[index - 1].text == "군":
            first = index - 1  # "군 검찰"
        elif (
            reader.words[index - 1].text in COUNTIES
            and reader.joins(index - 1)
            and (reader.region(index - 2) is not None or reader.proper(index - 2))
        ):
            first = index - 2  # "오렌지 카운티 경찰"
        elif stem == "정부" and reader.words[index - 1].text in lexicon.words["vague"]:
            return  # "양국 정부", "지방 정부": a class
    yield reader.candidate(first, index, word.span.start + len(stem), org_type, "org.institution", 12)


def local_government(reader: Reader, index: int, word: Word) -> Iterator[Candidate]:
    """`광주시는`: a region that governs itself may act; context decides."""
    rule = "org.local_government"
    text, end, weight = word.text, word.span.end, 2
    if text[-1:] == "측" and text not in reader.regions:
        text, end, weight = text[:-1], end - 1, 10
    if word.particle[:1] == "도" and text + "도" in reader.regions and text in reader.regions:
        text, end = text + "도", end + 1  # "전남도 공모를/전남 도": the province rather than "…, too"
    region = reader.regions.get(text)
    if region is None:
        # "새별군은": a name that ends as local governments do, of which no list knows.
        if (
            2 < len(text) < 6
            and text[-1] in _UNLISTED
            and not text.endswith(tuple(reader.lexicon.words["no_local"]))
            and reader.person(index) is None
            and (text not in reader.lexicon.not_orgs)
        ):
            token = word.tokens[-1]
            single = len(word.tokens) == 1 and (token.guessed or token.tag == "NNP")
            if single or (len(word.tokens) > 1 and token.form == text[-1] and reader.proper(index)):
                yield reader.candidate(index, index, end, "local_government", rule, weight)
        return
    if region.kind not in LOCAL_GOVERNMENT_KINDS or not region.full:
        return
    first = index
    if region.kind != "province" and reader.joins(index):
        before = reader.region(index - 1)
        if before is not None and before.kind in ("province", "city") and before.kind != region.kind:
            first = index - 1
    found = reader.candidate(first, index, end, "local_government", rule, weight)
    found.name = region.name
    yield found


def headed_by(reader: Reader) -> Iterator[Candidate]:
    """`이가람 나주시장`: who leads a local government speaks for it, and its name is in the title."""
    for person in reader.persons:
        if person.title is None or person.title_kind != "title" or person.former:
            continue
        body = _named_in_title(reader, person.title.of(reader.text), person.title.start)
        if body is not None:
            yield body
            continue
        office = _HEAD.fullmatch(person.title.of(reader.text).split(" ")[0])  # "진안군수 권한대행"
        region = reader.regions.get(office["whose"]) if office is not None else None
        if office is None or region is None or region.kind not in LOCAL_GOVERNMENT_KINDS:
            continue
        index = reader.word_at(person.title.start)
        if index < 0 or reader.words[index].span.start != person.title.start:
            continue
        end = person.title.start + office.end("unit") if region.full else person.title.start + office.end("whose")
        first = index
        if region.kind != "province" and reader.joins(index) and (before := reader.region(index - 1)) is not None:
            first = index - 1 if before.kind == "province" else index
        rule, weight = "org.local_government.head", 20
        found = reader.candidate(first, index, end, "local_government", rule, weight)
        found.name = region.name
        yield found


def _named_in_title(reader: Reader, title: str, at: int) -> Candidate | None:
    """The body that a title holds, where it is known: 경북연구원|장, 한국은행|장."""
    index = reader.word_at(at)
    if title[-1] != "장" or index < 0 or reader.words[index].span.start != at:
        return None
    entry = reader.gazetteer.entries.get(title[:-1])
    region = next((title[:size] for size in (4, 3, 2) if title[:size] in reader.regions), None)
    headed = region is not None and title[len(region) : -1] in reader.lexicon.words["of_region"]
    if (entry is None or entry.ambiguous or entry.org_type not in _HEADED_BY) and not headed:
        return None  # a 경찰청장 or a 병원장 speaks for himself
    org_type: OrgType = entry.org_type if entry is not None else "public_institution"
    found = reader.candidate(index, index, at + len(title) - 1, org_type, "org.head.title", 20)
    if entry is not None:
        found.name = entry.name
    return found


def country(reader: Reader, index: int, word: Word) -> Iterator[Candidate]:
    """`북한은 … 제안했다`, `북측`, `라오스전`: a country is an organization where it acts; context decides."""
    text, end, weight = word.text, word.span.end, 1
    if text not in reader.regions:
        if text[-1:] == "측":
            text = _STATES.get(text[:-1], text[:-1])
        elif text[-1:] == "군" or (text[-1:] == "전" and reader.sports(word.sentence)):
            text = text[:-1]
        end, weight = end - 1, 10
        if reader.joins(index + 1) and reader.words[index + 1].text in reader.lexicon.words["spot"]:
            return  # "북측 매표소"
    region = reader.regions.get(text)
    if region is None or region.kind != "country" or region.ambiguous:
        return
    if word.text[-1] == "군":
        yield reader.candidate(index, index, word.span.end, "military", "org.force", 12)
        return  # "이집트군"
    if reader.joins(index + 1) and reader.words[index + 1].text == "측":
        weight = 10
    # In a match the country is its team.
    org_type: OrgType = "sports" if reader.sports(word.sentence) else "government"
    yield Candidate(word.span.start, end, index, index, region.name, org_type, "org.country", weight)


def pairs(reader: Reader) -> Iterator[Candidate]:
    """`남북정상회담`, `한·미 동맹`: the syllables of a pair stand for two states that act together."""
    for match in _PAIR.finditer(reader.text):
        for at in range(*match.span("pair")):
            state = _STATES.get(reader.text[at])
            index = reader.word_at(at)
            if state is not None and index >= 0:
                yield Candidate(at, at + 1, index, index, state, "government", "org.country.pair", 20)
