"""Places as locations: regions, and names that end as places do. What acts as an organization is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.places.parts import VAST, Part, not_endings, parts
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import Column, EntityFact, Fact, Mention, PlaceFact, Rejection, Span
from gwangju_ai_cli.names.chunks import Word, words
from gwangju_ai_cli.names.regions import Region

KIND = "place"
TRIGGER: regex.Pattern[str] | None = regex.compile(r"[가-힣]{2}|LA|DMZ|UAE|NLL|DDP|38선")
COLUMNS = (
    Column("장소", lambda fact: fact.name, ratio=3),
    Column("언급", lambda fact: str(len(fact.mentions)), "right"),
)
_LISTED = ("·", ", ", ",")
_ADMINISTRATIVE = "시군구읍면동도주성현"
_OPEN = r"(?![\d.,·~%-]*\d|[가-힣]|%)"
_CLOSE = rf"(?=(?:에서|에|으로|로|을|를|의|과|와|은|는|이|까지|부터|번지)?{_OPEN})"
_NUMBER = r"(?:지하 ?)?\d{1,4}(?:-\d{1,4})?"
# What goes on where the words of an address end: "첨단과기로 123", "봉선로12번길 5", "352-4번지", "산 3번지", "5가".
_HOUSE = {
    "street": regex.compile(rf"(?: ?\d{{1,4}}번[가나다라]?길)?(?: {_NUMBER}{_CLOSE})?"),
    "lot": regex.compile(rf" ?산? ?\d{{1,4}}(?:-\d{{1,4}})?번지(?![가-힣]{{3}})| \d{{1,4}}-\d{{1,4}}{_CLOSE}"),
    "quarter": regex.compile(r" ?[1-9]가(?=[ ,.)]|에|로|의|$)"),
}
_STREET = regex.compile(rf" [가-힣]{{1,7}}(?:대로|로|길)(?: ?\d{{1,4}}번[가나다라]?길)? {_NUMBER}{_CLOSE}")
_UNIT = regex.compile(
    r" (?P<unit>[가-힣]{1,4}(?P<head>[읍면동리]))(?=(?:에서|에|의|을|를|은|는|이|과|와|으로|로|까지|부터)?(?![가-힣]))"
)
_NAMED_STREET = regex.compile(rf"(?:대로|로|길) {_NUMBER}{_CLOSE}")
_ROAD = regex.compile(r"(?:국도|지방도|고속국도) ?\d{1,3}호선")


def detect(analysis: Analysis) -> Iterator[Mention]:
    """Every place: single, or as a chain from the large to the small (`경기도 광주시 퇴촌면`)."""
    taken = [
        span
        for kind in ("org",)
        for fact in analysis.facts(kind)
        if isinstance(fact, EntityFact)
        for span in fact.mentions
    ]
    taken += [person.span for person in analysis.mentions("person")]
    blocked = {at for span in taken for at in range(span.start, span.end)}
    document = analysis.memo(words)
    chains: list[list[Part]] = []
    for part in parts(document, analysis.text):
        if part.start in blocked or part.end - 1 in blocked:
            continue
        if chains and _follows(document, chains[-1][-1], part, analysis.text):
            chains[-1].append(part)
        else:
            chains.append([part])
    end = 0
    for at, chain in enumerate(chains):
        if chain[0].start < end or not _stands(chains, at, analysis.text):
            continue
        mention = _mention(chain, analysis.text)
        end = mention.span.end
        yield mention
    for sentence in analysis.sentences:
        for match in analysis.finditer(_ROAD, sentence.span):
            yield Mention("place", Span(*match.span()), "place.road")


def _follows(document: tuple[Word, ...], last: Part, part: Part, text: str) -> bool:
    """Whether a part goes on where the last one ended, with a single space between."""
    before = document[last.index]
    word = document[part.first if part.first >= 0 else part.index]
    if word.index != before.index + 1 or word.left != " " or word.sentence != before.sentence:
        return False
    if last.common and (part.region is not None or text[part.end - 1] not in "읍면동"):
        return False  # "5년 동안 쿤산시", but "무안 망운면"
    if _NAMED_STREET.match(text, part.end) is not None:
        return False  # "성동구 왕십리로 83": the street is found from the district on
    if part.region is not None:
        if part.region.kind in VAST and (last.region is None or last.region.kind != "continent"):
            return False  # "프랑스 미국": a list without commas
        if part.common or (part.region.ambiguous and not _contains(last.region, part.region)):
            return False  # "이탈리아 경기", "전남 예산"
        if last.region is None and text[last.end - 1] not in _ADMINISTRATIVE:
            return False  # "서해안고속도로 목포 방향"
    return not before.tail and last.end == before.span.end


def _contains(outer: Region | None, inner: Region) -> bool:
    """Whether a place may hold an ambiguous one: a province its towns, a country its cities."""
    if outer is None:
        return False
    if inner.kind == "country":
        return outer.kind == "continent"
    return outer.kind in (("country", "world_city") if inner.kind == "world_city" else ("province", "city"))


def _stands(chains: list[list[Part]], at: int, text: str) -> bool:
    """Whether a chain is a place by itself, or by a sure one beside it in a list: `인천·경기·강원`."""
    chain = chains[at]
    if len(chain) > 1 or chain[0].sure:
        return True
    for other, between in ((at - 1, ("left",)), (at + 1, ("right",))):
        if not 0 <= other < len(chains) or not (len(chains[other]) > 1 or chains[other][0].sure):
            continue
        left, right = (chains[other], chain) if between == ("left",) else (chain, chains[other])
        region = chains[other][-1].region
        sign = text[left[-1].end : right[0].start]
        if (
            region is not None
            and region.kind not in VAST
            and sign in _LISTED
            and (sign == "·" or between == ("right",))
        ):
            return True
    return False


def _below(text: str, end: int, region: Region | None) -> int:
    """Where a chain ends with the 읍, 면, 동 and 리 that Kiwi misreads: `무안 망운면`, `해운대구 우동`."""
    local = region is not None and region.kind in ("city", "county", "district")
    while local or text[end - 1] in "읍면":
        match = _UNIT.match(text, end)
        if match is None or match["unit"].endswith(not_endings()):
            break
        if match["head"] == "리" and text[end - 1] not in "읍면":
            break
        if local and region is not None and region.kind == "county" and match["head"] == "동":
            break
        end, local = match.end("unit"), False
    return end


def _mention(chain: list[Part], text: str) -> Mention:
    start, end = chain[0].start, chain[-1].end
    region = chain[-1].region
    below = _below(text, end, region)
    if below > end:
        end, region = below, None
    last = text[end - 1]
    house: regex.Match[str] | None = None
    if last in "로길":
        house = _HOUSE["quarter"].match(text, end) or _HOUSE["street"].match(text, end)
    elif last in "동리가읍면":
        house = _HOUSE["lot"].match(text, end)
    if house is None and last in "시군구읍면동":
        house = _STREET.match(text, end)
    if house is not None and house.end() > end:
        return Mention("place", Span(start, house.end()), "place.address")
    # "미국 실리콘밸리" is 실리콘밸리; "부산 북구" is not 북구.
    same = region is not None and (len(chain) == 1 or region.kind != "district")
    return Mention("place", Span(start, end), chain[-1].rule, reading=region if same else None)


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """One mention as a fact of its own; `name` is the region's canonical name until `link` has seen them all."""
    text = mention.span.of(context.analysis.text)
    region = mention.reading
    return PlaceFact(
        source=context.analysis.doc.source,
        start=mention.span.start,
        end=mention.span.end,
        text=text,
        rule=mention.rule,
        name=region.name if region is not None else text,
        mentions=(mention.span,),
        mention_rules=(mention.rule,),
    )


def link(facts: tuple[Fact, ...], analysis: Analysis) -> tuple[Fact, ...]:
    """One fact a place, named by the fullest way the document writes it."""
    places: dict[str, PlaceFact] = {}
    names: dict[str, str] = {}
    for fact in _places(facts):
        known = places.get(fact.name)
        names[fact.name] = max(names.get(fact.name, ""), fact.text, key=len)
        places[fact.name] = (
            fact
            if known is None
            else replace(
                known, mentions=known.mentions + fact.mentions, mention_rules=known.mention_rules + fact.mention_rules
            )
        )
    return tuple(replace(place, name=names[key]) for key, place in places.items())


def _places(facts: Iterable[Fact]) -> Iterator[PlaceFact]:
    return (fact for fact in facts if isinstance(fact, PlaceFact))
