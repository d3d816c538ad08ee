"""Places as locations: regions, and names that end as places do. What acts as an organization is none."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import Column, EntityFact, Fact, Mention, PlaceFact, Rejection, Span
from gwangju_ai_cli.naming.chunks import Word, words
from gwangju_ai_cli.naming.persons import person_mentions
from gwangju_ai_cli.naming.regions import Region, load_regions
from gwangju_ai_cli.vocab import load_vocab

KIND = "place"
TRIGGER: regex.Pattern[str] | None = regex.compile(r"[가-힣]{2}|LA|DMZ|UAE")
COLUMNS = (
    Column("장소", lambda fact: fact.name, ratio=3),
    Column("언급", lambda fact: str(len(fact.mentions)), "right"),
)
_RESTS = frozenset(
    ("산", "발", "행", "내", "서", "시각", "시간", "지역", "일대", "전역", "권", "현지", "남부", "북부", "동부", "서부",
     "쪽")
)
_ADDRESS_ENDS = "역동읍산강섬항도궁시구"
_PROPER = frozenset({"NNP", "SL", "SH", "NR", "NNB"})


@dataclass(frozen=True, slots=True)
class _Part:
    """A word, or its beginning, that names a place."""

    start: int
    end: int
    index: int
    rule: str
    region: Region | None
    first: int = -1
    """The word where it begins, where that is not `index`."""


def detect(analysis: Analysis) -> Iterator[Mention]:
    """Every place: single, or as a chain from the large to the small (`경기도 광주시 퇴촌면`)."""
    taken = [span for kind in ("org",) for fact in analysis.facts(kind)
             if isinstance(fact, EntityFact) for span in fact.mentions]
    taken += [person.span for person in analysis.memo(person_mentions)]
    blocked = {at for span in taken for at in range(span.start, span.end)}
    chain: list[_Part] = []
    document = analysis.memo(words)
    for part in _parts(document, analysis.text):
        if part.start in blocked or part.end - 1 in blocked:
            continue
        if chain and not _follows(document, chain[-1], part):
            yield from _mention(chain)
            chain = []
        chain.append(part)
    yield from _mention(chain)


def _follows(document: tuple[Word, ...], last: _Part, part: _Part) -> bool:
    """Whether a part goes on where the last one ended, with a single space between."""
    before = document[last.index]
    word = document[part.first if part.first >= 0 else part.index]
    if word.index != before.index + 1 or word.left != " " or word.sentence != before.sentence:
        return False
    return not before.tail and last.end == before.span.end


def _mention(chain: list[_Part]) -> Iterator[Mention]:
    if not chain or (len(chain) == 1 and chain[0].region is not None and chain[0].region.ambiguous):
        return
    span = Span(chain[0].start, chain[-1].end)
    region = chain[-1].region
    # "미국 실리콘밸리" is 실리콘밸리; "부산 북구" is not 북구.
    same = region is not None and (len(chain) == 1 or region.kind != "district")
    yield Mention("place", span, chain[-1].rule, reading=region if same else None)


def _parts(document: tuple[Word, ...], text: str) -> Iterator[_Part]:
    regions = load_regions()
    heads = _heads()
    last: _Part | None = None
    for word in document:
        region = regions.get(word.text)
        if heads.get(word.text) == "strong":
            whole = _bare(document, word, last)
            if whole is not None:
                last = whole
                yield whole
            continue
        part: _Part | None = None
        if region is not None and not _common_use(region, word):
            part = _Part(word.span.start, word.span.end, word.index, "place.region", region)
        elif region is None:
            part = _before_rest(word, text, regions) or _headed(word, heads, last)
        if part is not None:
            last = part
            yield part


def _bare(document: tuple[Word, ...], word: Word, last: _Part | None) -> _Part | None:
    """A head by itself after a place or a proper noun: `샌프란시스코 공항`, `필립스 스타디움`."""
    before = document[word.index - 1] if word.index and word.left == " " else None
    if before is None or before.tail or before.sentence != word.sentence:
        return None
    if last is not None and last.index == before.index and last.end == before.span.end:
        return _Part(word.span.start, word.span.end, word.index, "place.head.strong", None)
    if all(token.guessed or token.tag in ("NNP", "SL") for token in before.tokens):
        return _Part(before.span.start, word.span.end, word.index, "place.head.strong", None, before.index)
    return None


def _common_use(region: Region, word: Word) -> bool:
    """Whether an ambiguous surface is read as a common word by Kiwi (구리, 공주)."""
    return region.ambiguous and any(token.tag != "NNP" for token in word.tokens)


def _before_rest(word: Word, text: str, regions: dict[str, Region]) -> _Part | None:
    """`미국산`, `인천행`, `서울지역`: the region before what is glued to it."""
    for token in word.tokens[:-1]:
        end = token.end
        surface = text[word.span.start : end]
        region = regions.get(surface)
        if region is not None and not region.ambiguous and text[end : word.span.end] in _RESTS:
            return _Part(word.span.start, end, word.index, "place.region", region)
    return None


def _headed(word: Word, heads: dict[str, str], last: _Part | None) -> _Part | None:
    """A name that ends as places do."""
    size = len(word.text)
    for length in range(min(6, size - 1), 0, -1):
        strength = heads.get(word.text[-length:])
        if strength is None:
            continue
        # "만종분기점" may be read as a number and a counter before its head.
        proper = word.mixed or any(token.guessed or token.tag in _PROPER for token in word.tokens)
        after_region = last is not None and last.index == word.index - 1 and word.left == " "
        if strength == "address":
            # "원천동": one proper noun for Kiwi, or whatever stands after a region ("광주시 퇴촌면").
            whole = len(word.tokens) == 1 and word.tokens[0].tag == "NNP"
            if size < 3 or not ((whole and word.text[-1] in _ADDRESS_ENDS) or (after_region and proper)):
                return None
        elif not proper and not after_region:
            return None
        return _Part(word.span.start, word.span.end, word.index, f"place.head.{strength}", None)
    return None


@cache
def _heads() -> dict[str, str]:
    return {row["head"]: row["strength"] for row in load_vocab("place_heads")}


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """One mention as a fact of its own; `name` is the region's canonical name until `link` has seen them all."""
    text = mention.span.of(context.analysis.text)
    region = mention.reading
    return PlaceFact(
        source=context.analysis.doc.source, start=mention.span.start, end=mention.span.end, text=text,
        rule=mention.rule, name=region.name if region is not None else text,
        mentions=(mention.span,), mention_rules=(mention.rule,),
    )


def link(facts: tuple[Fact, ...], analysis: Analysis) -> tuple[Fact, ...]:
    """One fact a place, named by the fullest way the document writes it."""
    places: dict[str, PlaceFact] = {}
    names: dict[str, str] = {}
    for fact in _places(facts):
        known = places.get(fact.name)
        names[fact.name] = max(names.get(fact.name, ""), fact.text, key=len)
        places[fact.name] = fact if known is None else replace(
            known, mentions=known.mentions + fact.mentions, mention_rules=known.mention_rules + fact.mention_rules
        )
    return tuple(replace(place, name=names[key]) for key, place in places.items())


def _places(facts: Iterable[Fact]) -> Iterator[PlaceFact]:
    return (fact for fact in facts if isinstance(fact, PlaceFact))
