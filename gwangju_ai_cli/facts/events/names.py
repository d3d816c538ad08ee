"""Names of people and organizations in phrases: who acts, who takes part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.events.words import choice, role
from gwangju_ai_cli.korean.clauses import Phrase
from gwangju_ai_cli.model import EntityFact, OrgFact, PersonFact, PlaceFact, Span
from gwangju_ai_cli.vocab import load_vocab

Named = tuple[str, str, Span]
"""Kind (person, org, place), canonical name, where it stands."""

# What may follow the name of an organization that acts itself: "광주시 등 5개 기관", "구단 측", "교육부 장관".
_ITSELF = regex.compile(
    rf"\s?(?:\([^)]*\))?\s?(?:['\"’”]|등.*|(?:[가-힣]+\s)?(?:{choice('itself')})|[가-힣]{{0,6}}(?:{choice('head_of')}))?"
)
_COUNTED = regex.compile(r"[0-9]+여?\s?명|직원|공무원")
_POINTS = regex.compile(r"(?:이|그|해당|동|본|같은)\s")
_BODY = regex.compile(rf"[가-힣A-Za-z]{{2,}}(?:{choice('body')})|[시군구도]의회|여야")
_COUNTY = regex.compile(r"[가-힣]{2,3}(?:(?<!도)시|(?<![합부적란])군)")


@cache
def _anaphors() -> dict[str, frozenset[str]]:
    out: dict[str, frozenset[str]] = {}
    for row in load_vocab("event_anaphors"):
        out[row["noun"]] = out.get(row["noun"], frozenset()) | {row["org_type"]}
    return out


def _mentions(analysis: Analysis) -> tuple[tuple[Named, ...], list[int]]:
    found = sorted(
        (
            (fact.kind, fact.name, mention)
            for kind in ("person", "org", "place")
            for fact in analysis.facts(kind)
            if isinstance(fact, EntityFact) and isinstance(fact, PersonFact | OrgFact | PlaceFact)
            for mention in fact.mentions
        ),
        key=lambda row: row[2],
    )
    return tuple(found), [row[2].start for row in found]


def mentions_in(analysis: Analysis, span: Span) -> list[Named]:
    """The names that stand inside `span`, in order."""
    found, starts = analysis.memo(_mentions)
    first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
    return [row for row in found[first:last] if row[2].end <= span.end]


def actors_in(analysis: Analysis, phrases: Iterable[Phrase]) -> Iterator[str]:
    """Who acts in each phrase: the people, or else the organizations that it names or points back to."""
    listed = list(phrases)
    found = [actors_of(analysis, phrase.span) for phrase in listed]
    # "기획실과 감사실 직원 7명이": what is joined to somebody without a name does not act itself.
    if found and not found[-1] and _COUNTED.search(listed[-1].span.of(analysis.text)):
        people = {row[1] for phrase in listed for row in mentions_in(analysis, phrase.span) if row[0] == "person"}
        found = [[name for name in names if name in people] for names in found]
    for names in found:
        yield from names


def actors_of(analysis: Analysis, span: Span, *, places: bool = True) -> list[str]:
    """Who acts in a noun phrase: 이용섭 광주광역시장 is the person, 공무원 of a city is nobody named.

    With `places`, a county or a country that stands alone acts too (다올군은, 프랑스는), as may a body that no
    entity stands for (상인회).
    """
    inside = mentions_in(analysis, span)
    people = [name for kind, name, _ in inside if kind == "person"]
    if people:
        return people
    orgs = [(name, where) for kind, name, where in inside if kind == "org"]
    if orgs:
        itself = _ITSELF.fullmatch(analysis.text, orgs[-1][1].end, span.end)
        return [name for name, _ in orgs] if itself else []
    return _pointed(analysis, span) or (_unlisted(analysis, span, inside) if places else [])


def _unlisted(analysis: Analysis, span: Span, inside: list[Named]) -> list[str]:
    """A place that stands alone, or the last word of a body that is no known organization."""
    if inside and inside[-1][0] == "place" and inside[-1][2].end == span.end:
        return [inside[-1][1]] if inside[0][2].start <= span.start else []
    word = span.of(analysis.text).split(" ")[-1]
    return [word] if _BODY.fullmatch(word) or _COUNTY.fullmatch(word) else []


def _pointed(analysis: Analysis, span: Span) -> list[str]:
    """The organization named before that a bare noun points to: "대학은 …", "이 회사는 …"."""
    text = analysis.text
    lead = _POINTS.match(text, span.start, span.end)
    word = text[lead.end() if lead else span.start : span.end]
    if word not in role("pointing") and word not in _anaphors():
        return []
    kinds = _anaphors().get(word, frozenset())
    best, rank = "", (False, 0, 0, 0)
    for fact in analysis.facts("org"):
        if not isinstance(fact, OrgFact) or fact.name == word:
            continue
        headed = fact.name.endswith(word) or (word == "대학" and fact.name.endswith("대학교"))
        before = [mention.start for mention in fact.mentions if mention.start < span.start]
        if not before or not (headed or fact.org_type in kinds):
            continue
        # The one most spoken of so far, then of those alike in the whole text, then the nearest.
        salience = (headed, len(before), len(fact.mentions), before[-1])
        if salience > rank:
            best, rank = fact.name, salience
    return [best] if best else []
