"""Organizations as they are mentioned: candidates weighed by their evidence, then lists, then units on the right."""
from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.model import OrgType
from gwangju_ai_cli.naming.candidates import ACCEPT, Candidate, Reader
from gwangju_ai_cli.naming.evidence import UNIT, evidence

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

_NO_UNITS = frozenset(["전부", "일부", "대부", "내부", "외부", "간부", "본부", "남부", "북부", "동부", "서부", "중부", "결과", "효과", "성과", "통과", "초과", "경과", "결국", "전국", "각국", "양국", "천국", "약국", "방송국"])
_BENCH = regex.compile(r"(?:형사|민사|행정|가사|특별|항소)\S{0,3}")
_LIST_RIGHT = regex.compile(r"(?:\([^()\n]{1,40}\))?(?:,\s?|\s?·\s?|\s및\s|[와과]\s|\s?/\s?)(?=[가-힣A-Za-z0-9㈜(])")
_LIST_CLOSE = regex.compile(
    r"(?:\([^()\n]{1,40}\))?\s등\s(?:\S+\s){0,4}?[가-힣0-9]*(?:기업|업체|회사|개사|기관|단체|대학|은행|언론|매체|방송사|통신사|신문|부처|구단|팀|정당|지자체|제조사|병원|학교|곳)"
)


def org_candidates(analysis: Analysis) -> tuple[Reader, tuple[Candidate, ...], tuple[Candidate, ...]]:
    """The document's reader, the candidates that stand (they may overlap), and those too light."""
    reader = Reader(analysis)
    standing: list[Candidate] = []
    light: list[Candidate] = []
    for candidate in reader.candidates():
        if _is_person(reader, candidate):
            continue
        if candidate.weight < 20:
            weigh(reader, candidate)
        (standing if candidate.weight >= ACCEPT else light).append(candidate)
    by_list = _lists(reader, standing, light)
    standing += by_list
    for candidate in standing:
        _extend_right(reader, candidate)
    return reader, tuple(standing), tuple(c for c in light if c.weight < ACCEPT)


def weigh(reader: Reader, candidate: Candidate) -> None:
    """Adds the evidence around a candidate to its weight; the rule is the one that told most."""
    heaviest = 0
    gained = 0
    for rule, weight, org_type in evidence(reader, candidate):
        gained += weight
        if candidate.weight < ACCEPT and weight > heaviest and weight > candidate.weight:
            heaviest = weight
            if candidate.rule == "org.unknown":
                candidate.rule = rule
        if org_type is not None and candidate.org_type == "other":
            candidate.org_type = org_type
    candidate.weight += gained
    if candidate.org_type == "other" and candidate.rule.startswith("org.context"):
        candidate.org_type = "company"


def _is_person(reader: Reader, candidate: Candidate) -> bool:
    """Whether a person's name holds the stretch, unless the name of an organization begins with it."""
    person = reader.person(candidate.first) or reader.person(candidate.last)
    if person is None or candidate.weight >= 20 or (candidate.rule == "org.head.strong" and candidate.weight > 11):
        return False
    if candidate.rule.startswith("org.unknown") or not (
        candidate.start <= person.span.start and person.span.end < candidate.end
    ):
        return person.span.overlaps(candidate.span)
    return False


def _lists(reader: Reader, standing: list[Candidate], light: list[Candidate]) -> list[Candidate]:
    """Light candidates that stand in a list with organizations: its members share a type."""
    by_start: dict[int, list[Candidate]] = {}
    for candidate in light:
        by_start.setdefault(candidate.start, []).append(candidate)
    accepted: list[Candidate] = []
    text = reader.text
    # Rightwards: from a standing member over the separator to the next one.
    queue = sorted(standing, key=lambda c: c.start)
    known_ends = {c.end: c for c in standing}
    while queue:
        member = queue.pop()
        match = _LIST_RIGHT.match(text, member.end)
        if match is None:
            continue
        for candidate in by_start.get(match.end(), ()):
            if candidate.weight >= ACCEPT:
                continue
            if candidate.rule == "org.local_government":
                if match[0].strip() in ("와", "과", "및"):
                    _join(candidate, "local_government")
                    accepted.append(candidate)
                continue
            if candidate.rule == "org.country":
                continue
            if _closed(reader, candidate, known_ends) or "·" in match[0] or candidate.weight >= 5:
                _join(candidate, member.org_type)
                accepted.append(candidate)
                queue.append(candidate)
    # Leftwards: a light candidate whose right neighbour stands.
    starts = {c.start: c for c in (*standing, *accepted)}
    for candidate in sorted(light, key=lambda c: -c.start):
        if candidate.weight >= ACCEPT or candidate.rule == "org.country":
            continue
        match = _LIST_RIGHT.match(text, candidate.end)
        neighbour = starts.get(match.end()) if match is not None else None
        if candidate.rule == "org.local_government":
            if neighbour is not None and match is not None and match[0].strip() in ("와", "과", "및"):
                _join(candidate, "local_government")
                accepted.append(candidate)
            continue
        if neighbour is not None and match is not None:
            following = _LIST_RIGHT.match(text, neighbour.end)
            closed = following is not None and following.end() in starts
            headed = candidate.rule.startswith("org.head.")
            if closed or headed or _LIST_CLOSE.match(text, neighbour.end) or "·" in match[0]:
                _join(candidate, neighbour.org_type)
                accepted.append(candidate)
                starts[candidate.start] = candidate
    return accepted


def _closed(reader: Reader, candidate: Candidate, known_ends: dict[int, Candidate]) -> bool:
    """Whether the list goes on to another organization or closes with what its members are (`등 9개 기업`)."""
    if _LIST_CLOSE.match(reader.text, candidate.end):
        return True
    match = _LIST_RIGHT.match(reader.text, candidate.end)
    if match is None:
        return False
    index = reader.word_at(match.end())
    return any(c.start == match.end() for c in known_ends.values()) or (
        index >= 0 and reader.words[index].span.start == match.end() and reader.proper(index)
    )


def _join(candidate: Candidate, org_type: OrgType) -> None:
    candidate.weight = ACCEPT
    if not candidate.rule.startswith("org.head."):
        candidate.org_type = org_type
    candidate.rule = "org.coordination"


def _extend_right(reader: Reader, candidate: Candidate) -> None:
    """A unit after its organization belongs to the name: `형사합의38부`, `산학협력단`, `용강지구대`."""
    if candidate.org_type in ("media", "party", "sports") or candidate.rule == "org.institution":
        return
    word = reader.words[candidate.last]
    if candidate.end < word.span.end or not reader.joins(candidate.last + 1):
        return
    after = reader.words[candidate.last + 1]
    at = candidate.last + 1
    if reader.person(at) is not None or after.text in reader.lexicon.next or after.text in reader.lexicon.titles:
        return
    if candidate.org_type == "court_police" and _BENCH.fullmatch(after.text) and not (
        UNIT.fullmatch(after.text)
    ) and reader.joins(at + 1):
        at += 1
        after = reader.words[at]
    if after.text[-1] == "과" and candidate.org_type in ("university", "hospital", "school"):
        return
    if UNIT.fullmatch(after.text) and (len(after.text) > 2 or after.text[0].isdigit()) and (
        after.text not in reader.regions
    ):
        if after.text in reader.lexicon.generic or after.text in _NO_UNITS:
            return
        candidate.last = at
        candidate.end = after.span.end
        candidate.name = reader.text[candidate.start : candidate.end]
