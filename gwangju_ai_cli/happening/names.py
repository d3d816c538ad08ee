"""Names of people and organizations in phrases: who acts, who takes part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.clauses import Phrase
from gwangju_ai_cli.model import EntityFact, OrgFact, PersonFact, PlaceFact, Span

Named = tuple[str, str, Span]
"""Kind (person, org, place), canonical name, where it stands."""

# What may follow the name of an organization that acts itself: "광주시 등 5개 기관", "구단 측", "교육부 장관".
_ITSELF = regex.compile(
    r"\s?(?:\([^)]*\))?\s?(?:['\"’”]|등.*|측|당국|본부|사무국|이사회|집행부|경찰|총학생회|선수단|대표팀|연구팀|공동연구팀|(?:[가-힣]+\s)?연구진"
    r"|[가-힣]{0,6}(?:장관|위원장|대표|총장|시장|군수|구청장|교육감|도지사|지사|청장|원장|사장))?"
)
_COUNTED = regex.compile(r"[0-9]+여?\s?명|직원|공무원")
_POINTS = regex.compile(r"(?:이|그|해당|동|본|같은)\s")
_ANAPHORS: dict[str, frozenset[str]] = {
    "회사": frozenset(("company", "finance")), "기업": frozenset(("company",)), "업체": frozenset(("company",)),
    "구단": frozenset(("sports",)), "팀": frozenset(("sports",)), "대학": frozenset(("university",)),
    "대학교": frozenset(("university",)), "대학본부": frozenset(("university",)), "학교": frozenset(("school", "university")),
    "병원": frozenset(("hospital",)), "은행": frozenset(("finance",)), "법원": frozenset(("court_police",)),
    "경찰": frozenset(("court_police",)), "공사": frozenset(("public_institution",)),
    "공단": frozenset(("public_institution",)),
}  # fmt: skip
_HEADS = frozenset(
    "재단 의료원 박물관 미술관 공단 공사 법원 의회 구의회 시의회 군의회 도의회 교육청 위원회 협회 조합 은행 연구원 진흥원 센터 대학 병원 공사"
    " 부처 연맹 협의회 지검 소방서 경찰서 군청 문화원 도서관 극장 체육회 추진단 재단법인 노조 그룹 거래소".split()
)


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
    # "비서실과 조정실 공무원 5명이": what is joined to somebody without a name does not act itself.
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
    if orgs and _ITSELF.fullmatch(analysis.text, orgs[-1][1].end, span.end):
        return [name for name, _ in orgs]
    if orgs:
        return []
    return _pointed(analysis, span) or (_unlisted(analysis, span, inside) if places else [])


_BODY = regex.compile(
    r"[가-힣A-Za-z]{2,}(?:의회|위원회|협회|조합|노조|협의회|상인회|어촌계|번영회|연맹|연합회|공단|재단|진흥원|연구원|의료원|교육청|경찰청|소방청|구청"
    r"|군청|시청|도청|법원|지검|지법|대학교|추진단|대책위|학생회|동창회|부녀회|향우회|FC|그룹|은행|개발부|문화부|산업부)|[시군구도]의회|여야"
)


def _unlisted(analysis: Analysis, span: Span, inside: list[Named]) -> list[str]:
    """A place that stands alone, or the last word of a body that is no known organization."""
    if inside and inside[-1][0] == "place" and inside[-1][2].end == span.end:
        whole = inside[0][2].start <= span.start
        return [inside[-1][1]] if whole else []
    word = span.of(analysis.text).split(" ")[-1]
    return [word] if _BODY.fullmatch(word) else []


def _pointed(analysis: Analysis, span: Span) -> list[str]:
    """The organization named before that a bare noun points to: "대학은 …", "이 회사는 …"."""
    text = analysis.text
    lead = _POINTS.match(text, span.start, span.end)
    word = text[lead.end() if lead else span.start : span.end]
    if word not in _HEADS and word not in _ANAPHORS:
        return []
    kinds = _ANAPHORS.get(word, frozenset())
    best = ""
    rank = (False, 0)
    for fact in analysis.facts("org"):
        if not isinstance(fact, OrgFact) or fact.name == word:
            continue
        headed = fact.name.endswith(word) or (word == "대학" and fact.name.endswith("대학교"))
        before = sum(mention.start < span.start for mention in fact.mentions)
        if before and (headed or fact.org_type in kinds) and (headed, before) > rank:
            best, rank = fact.name, (headed, before)
    return [best] if best else []
