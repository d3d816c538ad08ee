"""Municipalities of a document: whose projects it speaks of, whatever the gazetteers know of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.model import OrgFact, PlaceFact, Span
from gwangju_ai_cli.names.chunks import Word, words
from gwangju_ai_cli.names.regions import LOCAL_GOVERNMENT_KINDS, load_regions
from gwangju_ai_cli.projects import vocabulary
from gwangju_ai_cli.projects.names import Name

_UNIT = re.compile(r"(?P<stem>[가-힣]{1,4}?)(?P<unit>특별자치시|특별자치도|특별시|광역시|시|군|구|도)")
_BODY = re.compile(r"(?P<stem>[가-힣]{1,4}?)(?:시|군|구|도)(?:의회|청|시장|수|청장|지사)")
_FOUNDED = re.compile(r"([가-힣]{2,4})([시군구도])립")
_TOO = re.compile(r"[가-힣]{2,4}[시군구도]도")
_KINDS = frozenset({"시군구", "시군", "시도", "군구", "자치구", "읍면동", "중소도시", "대도시", "소도시"})
_LEVELS = {"특별시": "metropolis", "광역시": "metropolis", "특별자치시": "metropolis", "도": "province",
           "특별자치도": "province", "시": "city", "군": "county", "구": "district"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Municipality:
    """A local government: the stem of its name (한서), its name in full, and its level."""

    stem: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a municipality is named."""

    start: int
    end: int
    municipality: Municipality


@dataclass(frozen=True, slots=True)
class Places:
    """The municipalities of a document by stem, and where they are named, in order."""

    known: dict[str, Municipality]
    named: tuple[Place, ...]

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems, the longest first."""
        return tuple(sorted(self.known, key=lambda stem: (-len(stem), stem)))


def find_places(analysis: Analysis) -> Places:
    """The municipalities that a document names."""
    proven = _proven(analysis)
    seen: list[tuple[Word, str, str, str]] = []
    for word in analysis.memo(words):
        text = _written(word)
        match = _UNIT.fullmatch(text)
        if match and _is_place(word, match["stem"], proven, analysis.text):
            seen.append((word, text, match["stem"], match["unit"]))
    seen += _misread(analysis, {word.span.end for word, _, _, _ in seen})
    known: dict[str, Municipality] = {}
    for _, text, stem, unit in seen:
        known[stem] = _fuller(known.get(stem), stem, text, unit)
    for word in analysis.memo(words):  # 광주에: the bare stem of a region that the gazetteer knows
        region = load_regions().get(word.text)
        if region and region.kind in LOCAL_GOVERNMENT_KINDS and not region.ambiguous and not region.full:
            match = _UNIT.fullmatch(region.name)
            if match and match["stem"] == word.text and word.text not in known:
                known[word.text] = _fuller(None, word.text, region.name, match["unit"])
    named = [Place(word.span.start, word.span.start + len(text), known[stem]) for word, text, stem, _ in seen]
    for word in analysis.memo(words):
        if word.text in known:
            named.append(Place(word.span.start, word.span.end, known[word.text]))
    return Places(known, tuple(sorted(named, key=lambda place: place.start)))


def _misread(analysis: Analysis, known: set[int]) -> list[tuple[Word, str, str, str]]:
    """Names that Kiwi reads as a verb or as several words: 하/VV ㄴ들/EC 시/NNG for 한들시."""
    out: list[tuple[Word, str, str, str]] = []
    for word in analysis.memo(words):
        if word.text not in ("시", "군", "구") or word.span.end in known:
            continue
        glued = re.search(r"(?<![가-힣])[가-힣]{2,4}$", analysis.text[max(0, word.span.start - 6) : word.span.start])
        acts = word.tail_tag in ("JX", "JKS") or analysis.text[word.span.end : word.span.end + 1] in ("", " ", ",", "(")
        if glued and acts and len(re.findall(rf"(?<![가-힣]){glued[0]}{word.text}", analysis.text)) > 1:
            span = Span(word.span.start - len(glued[0]), word.span.end)
            out.append((replace(word, span=span), glued[0] + word.text, glued[0], word.text))
    return out


def _written(word: Word) -> str:
    """The word without a particle that Kiwi has taken for a part of it: 한빛시도 is 한빛시, too."""
    return word.text[:-1] if _TOO.fullmatch(word.text) and word.text not in load_regions() else word.text


def founded_by(name: Name) -> Municipality | None:
    """The municipality that a name says founded it, where the text names it nowhere else: 나래도립 병원."""
    match = _FOUNDED.match(name.text.replace(" ", ""))
    return Municipality(match[1], match[1] + match[2], _LEVELS[match[2]]) if match else None


def _proven(analysis: Analysis) -> frozenset[str]:
    """Surfaces that the document's organizations and places show to be municipalities."""
    out: set[str] = set()
    for fact in (*analysis.facts("org"), *analysis.facts("place")):
        local = isinstance(fact, PlaceFact) or (isinstance(fact, OrgFact) and fact.org_type == "local_government")
        if local:
            out.update(part for span in fact.mentions for part in span.of(analysis.text).split())  # type: ignore[attr-defined]
    return frozenset(out)


def _is_place(word: Word, stem: str, proven: frozenset[str], text: str) -> bool:
    if (
        word.text in vocabulary.words("generic")
        or vocabulary.is_head(word.text)
        or stem[-1] in "지도"
        or word.text in _KINDS
    ):
        return False
    region = load_regions().get(word.text)
    if region is not None:
        return not region.ambiguous and region.kind in LOCAL_GOVERNMENT_KINDS
    if word.text in proven:
        return True
    # One that no gazetteer holds: a proper noun by Kiwi's reading, or what ends in the unit as a word of its own.
    first, last = word.tokens[0], word.tokens[-1]
    doings = ("step", "event", "build", "change", "programme")
    if len(stem) < 2 or any(stem in vocabulary.words(name) for name in doings):
        return False
    if first.tag == "NNP" and first.end >= word.span.end - 3:
        return True
    parted = len(word.tokens) > 1 and last.form == word.text[-1] and last.tag in ("NNG", "NNB")
    if not parted and not first.guessed:
        return False
    opens = word.left == "" and text[word.span.end : word.span.end + 1] in (" ", "(")
    if parted and (word.tail_tag in ("JX", "JKS") or text[word.span.end : word.span.end + 1] == "," or opens):
        return True
    goes_on = re.search(rf"(?<![가-힣]){word.text[-1]}(?:는|은|가|이|장은|의회|수는|의| 관계자)(?![가-힣])", text)
    return goes_on is not None or len(re.findall(rf"(?<![가-힣]){word.text}", text)) > 1


def _fuller(before: Municipality | None, stem: str, name: str, unit: str) -> Municipality:
    region = load_regions().get(name)
    if region is not None and region.full:
        match = _UNIT.fullmatch(region.name)
        name, unit = (region.name, match["unit"]) if match else (name, unit)
    found = Municipality(stem, name, _LEVELS[unit])
    return found if before is None or len(found.name) > len(before.name) else before
