"""Names of people and organizations in phrases: who acts, who takes part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.coreference import EntityKind, meant, mentions
from gwangju_ai_cli.facts.events.words import choice, role
from gwangju_ai_cli.korean.clauses import Phrase
from gwangju_ai_cli.model import Span

Named = tuple[str, str, Span]
"""Kind (person, org, place), canonical name, where it stands."""

_KINDS: tuple[EntityKind, ...] = ("person", "org", "place")
# What may follow the name of an organization that acts itself: "광주시 등 5개 기관", "구단 측", "교육부 장관".
_ITSELF = regex.compile(
    rf"\s?(?:\([^)]*\))?\s?(?:['\"’”]|등.*|(?:[가-힣]+\s)?(?:{choice('itself')})|[가-힣]{{0,6}}(?:{choice('head_of')}))?"
)
_COUNTED = regex.compile(r"[0-9]+여?\s?명|직원|공무원")
_COUNTED_BODIES = regex.compile(rf"(?:등\s)?[0-9]+여?\s?(?:개\s)?(?:{choice('counted_body')})")
_BODY = regex.compile(rf"[가-힣A-Za-z]{{2,}}(?:{choice('body')})|[시군구도]의회|여야")
_COUNTY = regex.compile(r"[가-힣]{2,3}(?:(?<!도)시|(?<![합부적란])군)")


def mentions_in(analysis: Analysis, span: Span) -> list[Named]:
    """The names that stand inside `span`, in order."""
    return [(one.kind, one.name, one.span) for one in mentions(analysis, _KINDS).within(span)]


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
    inside = [row for row in mentions_in(analysis, span) if not _is_aside(analysis.text, span, row[2])]
    people = [name for kind, name, _ in inside if kind == "person"]
    if people:
        return people
    orgs = [(name, where) for kind, name, where in inside if kind == "org"]
    if orgs:
        itself = _ITSELF.fullmatch(analysis.text, orgs[-1][1].end, span.end)
        return _innermost(analysis.text, orgs) if itself else []
    pointed = [one.name for one in meant(analysis, span)]
    return pointed or (_unlisted(analysis, span, inside) if places else [])


def _is_aside(text: str, span: Span, where: Span) -> bool:
    """Whether a name stands in parentheses of the phrase: the head of a body (대표 여진솔) does not act for it."""
    before = text[span.start : where.start]
    return before.count("(") > before.count(")")


def _innermost(text: str, orgs: list[tuple[str, Span]]) -> list[str]:
    """Bodies without those that only say whose body the next one is: 군의회 예산결산특별위원회."""
    following = [*(where.start for _, where in orgs[1:]), -1]
    return [
        name
        for (name, where), start in zip(orgs, following, strict=True)
        if where.end + 1 != start or text[where.end] != " "
    ]


def _unlisted(analysis: Analysis, span: Span, inside: list[Named]) -> list[str]:
    """A place that stands alone, or the last word of a body that is no known organization: 상인회, 7개 기관, 집행부."""
    if inside and inside[-1][0] == "place" and inside[-1][2].end == span.end:
        return [inside[-1][1]] if inside[0][2].start <= span.start else []
    words = span.of(analysis.text)
    if _COUNTED_BODIES.fullmatch(words):
        return [words]
    word = words.split(" ")[-1]
    known = word in role("unnamed") or (len(word) > 2 and word in role("body"))
    return [word] if known or _BODY.fullmatch(word) or _COUNTY.fullmatch(word) else []
