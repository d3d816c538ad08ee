"""Organizations as they are mentioned: candidates weighed by their evidence, then lists, then units on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.facts.orgs.candidates import candidates
from gwangju_ai_cli.facts.orgs.evidence import FORCE, UNIT, evidence
from gwangju_ai_cli.facts.orgs.reader import ACCEPT, BLOCK, Candidate, Reader
from gwangju_ai_cli.model import OrgType

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

TYPED_BY: dict[str, int] = {
    "org.head.weak": 3,
    "org.head.name": 9,
    "org.head.apart": 9,
    "org.gazetteer.ambiguous": 9,
    "org.unknown": 0,
}
"""How much the name itself says of its type, by the rule that found it."""
SURE = 20
"""From this weight on nothing around a candidate is asked."""

_BENCH = regex.compile(r"(?:형사|민사|행정|가사|특별|항소)\S{0,3}")
_LIST = regex.compile(
    r"(?:\([^()\n]{1,40}\))?(?:,\s?(?:\d{4}년\s)?|\s?·\s?|\s및\s|[와과]\s|\s?/\s?)(?=[가-힣A-Za-z0-9㈜(])"
)
_LIST_END = regex.compile(
    r"(?:\([^()\n]{1,40}\))?\s등\s(?:\S+\s){0,4}?[가-힣0-9]*(?:기업|업체|회사|개사|기관|단체|대학|은행|언론|매체|방송사|통신사|신문|부처|구단"
    r"|팀|정당|지자체|제조사|병원|학교|곳)"
)
_LIST_ACTS = regex.compile(
    r"(?:\s[가-힣]{1,8}(?:지부|본부|지사|지점|지회|센터|사업단|협력단|병원|캠퍼스|분원))?(?:\([^()\n]{1,40}\))?(?:(?:은|는|이|가)(?![가-힣])|\s등|[와과]\s(?:함께|공동|손|\S{0,6}협약)|[와과]의\s\S{0,6}협약)"
)
"""What follows a list of those who act."""
_OF_COMPANIES = frozenset({"은", "는", "이", "가", "도", "와", "과", "의"})
_DIVIDED = frozenset({"court_police", "government", "local_government", "public_institution"})
_PARTS: dict[str, OrgType] = {"노조": "association", "노동조합": "association", "병원": "hospital"}
"""What stands apart from its owner's name and is of another type."""
_EMPLOYERS = frozenset({"company", "finance", "media", "public_institution", "university", "hospital"})
_JOINERS = frozenset({"와", "과", "및"})


def org_candidates(analysis: Analysis) -> tuple[Reader, tuple[Candidate, ...], tuple[Candidate, ...]]:
    """The document's reader, the candidates that stand (they may overlap), and those too light.

    Blockers are among the light ones, by their rule.
    """
    reader = Reader(analysis)
    standing: list[Candidate] = []
    light: list[Candidate] = []
    for candidate in candidates(reader):
        if candidate.rule.startswith(BLOCK):
            light.append(candidate)
            continue
        if _is_person(reader, candidate):
            continue
        if candidate.weight < SURE:
            weigh(reader, candidate)
        if candidate.weight < 2 * SURE and is_place(reader, candidate):
            continue
        (standing if candidate.weight >= ACCEPT else light).append(candidate)
    standing += _among_companies(reader, standing, light)
    standing += join_lists(reader, standing, light)
    for candidate in standing:
        _extend_right(reader, candidate)
    return reader, tuple(standing), tuple(c for c in light if c.weight < ACCEPT)


def _among_companies(reader: Reader, standing: list[Candidate], light: list[Candidate]) -> list[Candidate]:
    """Ambiguous names of companies that Kiwi reads as proper nouns, in a text that names other companies."""
    names = {c.name for c in standing if c.org_type == "company" and c.rule == "org.gazetteer.name"}
    if len(names) < 2:
        return []
    found = []
    for candidate in light:
        if (
            candidate.rule == "org.gazetteer.ambiguous"
            and candidate.org_type == "company"
            and (
                7 <= candidate.weight < ACCEPT
                and reader.words[candidate.last].particle in _OF_COMPANIES
                and reader.text[candidate.start : candidate.end] not in reader.regions
            )
        ):
            candidate.weight = ACCEPT
            candidate.rule = "org.context.companies"
            found.append(candidate)
    return found


def weigh(reader: Reader, candidate: Candidate) -> None:
    """Adds the evidence around a candidate to its weight; of an unknown name the heaviest piece is the rule."""
    heaviest = gained = 0
    unknown = candidate.rule == "org.unknown"
    named = TYPED_BY.get(candidate.rule, SURE)
    for rule, weight, org_type in evidence(reader, candidate):
        gained += weight
        if unknown and weight > heaviest:
            heaviest = weight
            candidate.rule = rule
        if org_type is not None:
            candidate.said[org_type] = candidate.said.get(org_type, 0) + weight
    if candidate.said:
        # "헬스케어 스타트업 웰니스랩(대표 …)": what a head of many meanings says gives way to the context.
        told, weight = max(candidate.said.items(), key=lambda item: item[1])
        if candidate.rule.startswith("org.head") and told in ("university", "school", "other"):
            candidate.said.clear()  # "사범대학 부속중학교": whose it is, not what
        elif weight > named or (candidate.org_type == "other" and weight >= ACCEPT):
            candidate.org_type = told
    candidate.weight += gained
    if candidate.org_type == "other" and candidate.rule.startswith("org.context"):
        candidate.org_type = "company"


def _is_person(reader: Reader, candidate: Candidate) -> bool:
    """Whether a person's name holds the stretch, unless the name of an organization begins with it."""
    person = reader.person(candidate.first) or reader.person(candidate.last)
    if person is None or candidate.weight >= SURE or (candidate.rule == "org.head.strong" and candidate.weight > 11):
        return False
    begins = candidate.start <= person.span.start and person.span.end < candidate.end
    return person.span.overlaps(candidate.span) and not (begins and candidate.rule != "org.unknown")


def is_place(reader: Reader, candidate: Candidate) -> bool:
    """Whether a facility is where something happens: `참누리병원에 입원`, `보린교회로 옮겨`, `새별군청 앞에서`."""
    last = reader.words[candidate.last]
    after = candidate.last + 1
    if candidate.end < last.span.end:
        return False
    if reader.joins(after) and reader.words[after].text in reader.lexicon.words["beside"]:
        return True
    if not last.text.endswith(reader.lexicon.facilities):
        return False
    if reader.joins(after):
        return reader.words[after].text in reader.lexicon.words["spot"]
    return last.tail_tag == "JKB" and last.tail[0].form in ("에서", "에", "로", "으로")


def join_lists(reader: Reader, standing: list[Candidate], light: list[Candidate]) -> list[Candidate]:
    """Light candidates that stand in a list with organizations: its members share a type.

    `고스트페이` beside seven ㈜ companies; `A, B, C 등 9개 기업`; `새별시와 다온정밀은`.
    """
    text = reader.text
    by_start: dict[int, list[Candidate]] = {}
    light = [candidate for candidate in light if not candidate.rule.startswith(BLOCK)]
    for candidate in light:
        by_start.setdefault(candidate.start, []).append(candidate)
    accepted: list[Candidate] = []
    starts = {candidate.start: candidate for candidate in standing}
    queue = sorted(standing, key=lambda candidate: candidate.start)
    while queue:
        member = queue.pop()
        match = _LIST.match(text, member.end)
        if match is None:
            continue
        for candidate in by_start.get(match.end(), ()):
            if candidate.weight < ACCEPT and (
                _belongs(candidate, match[0], _goes_on(reader, candidate, starts), member)
                or _acts_in_list(reader, candidate, starts)
            ):
                _join(candidate, member.org_type)
                accepted.append(candidate)
                queue.append(candidate)
    starts |= {candidate.start: candidate for candidate in accepted}
    for candidate in sorted(light, key=lambda candidate: -candidate.start):
        match = _LIST.match(text, candidate.end)
        neighbour = starts.get(match.end()) if match is not None else None
        if candidate.weight >= ACCEPT or match is None or neighbour is None:
            continue
        following = _LIST.match(text, neighbour.end)
        goes_on = (following is not None and following.end() in starts) or bool(_LIST_END.match(text, neighbour.end))
        if _belongs(candidate, match[0], goes_on or candidate.rule.startswith("org.head."), neighbour) or (
            _acts_in_list(reader, candidate, starts)
        ):
            _join(candidate, neighbour.org_type)
            accepted.append(candidate)
            starts[candidate.start] = candidate
    return accepted


def _belongs(candidate: Candidate, separator: str, goes_on: bool, member: Candidate) -> bool:
    """Whether a neighbour over `separator` shares the type: a region only where 와, 과 join it to one actor."""
    if candidate.rule == "org.country":
        return member.rule == "org.country" and separator.strip() in _JOINERS  # "미국과 중국이 … 연다"
    if candidate.rule == "org.local_government":
        listed = "년" in separator or (separator.strip() in (",", "·") and member.rule == "org.local_government")
        return listed or separator.strip() in _JOINERS
    return goes_on or "·" in separator or candidate.weight >= 5


def _acts_in_list(reader: Reader, candidate: Candidate, starts: dict[int, Candidate]) -> bool:
    """Whether a local government stands in a list of organizations that acts: `새별시, 해솔대, 나래재단이 주최한다`."""
    if candidate.rule != "org.local_government":
        return False
    end, members = candidate.end, set[str]()
    while (match := _LIST.match(reader.text, end)) is not None and (member := starts.get(match.end())) is not None:
        end = member.end
        members.add(member.org_type)
    return bool(members - {"local_government"}) and _LIST_ACTS.match(reader.text, end) is not None


def _goes_on(reader: Reader, candidate: Candidate, starts: dict[int, Candidate]) -> bool:
    """Whether the list goes on to another name or closes with what its members are (`등 9개 기업`)."""
    if _LIST_END.match(reader.text, candidate.end):
        return True
    match = _LIST.match(reader.text, candidate.end)
    if match is None:
        return False
    index = reader.word_at(match.end())
    return match.end() in starts or (
        index >= 0 and reader.words[index].span.start == match.end() and reader.proper(index)
    )


def _join(candidate: Candidate, org_type: OrgType) -> None:
    candidate.weight = ACCEPT
    if not candidate.rule.startswith(("org.head.", "org.local", "org.country")):
        candidate.org_type = org_type
    candidate.rule = "org.coordination"


def _extend_right(reader: Reader, candidate: Candidate) -> None:
    """A unit after its organization belongs to the name: `형사합의38부`, `산학협력단`, `용강지구대`."""
    at = candidate.last + 1
    if candidate.end < reader.words[candidate.last].span.end or not reader.joins(at):
        return
    lexicon = reader.lexicon
    after = reader.words[at].text
    owned = after in _PARTS and candidate.org_type in (_EMPLOYERS if after != "병원" else ("university",))
    if (
        owned
        or (candidate.org_type == "court_police" and FORCE.fullmatch(after) and after not in lexicon.generic)
        or (candidate.rule == "org.institution" and after[-1] == "실" and len(after) > 3 and UNIT.fullmatch(after))
    ):
        # "해경 특수구조단", "온빛방송 노조", "한누리대학교 병원"
        _reach_to(reader, candidate, at)
        candidate.org_type = _PARTS.get(after, candidate.org_type)
        return
    if candidate.org_type in ("media", "party", "sports") or candidate.rule == "org.institution":
        return
    parted = at
    while parted + 1 < len(reader.words) and reader.words[parted + 1].left == "·" and not reader.words[parted].tail:
        parted += 1
    if parted > at and candidate.org_type in _DIVIDED:
        # "금융·경제범죄전담부": a division for two things
        at = parted
        after = "".join(word.text for word in reader.words[candidate.last + 1 : at + 1])
    if reader.person(at) is not None or after in lexicon.next or after in lexicon.titles:
        return
    if (
        candidate.org_type == "court_police"
        and not UNIT.fullmatch(after)
        and _BENCH.fullmatch(after)
        and (reader.joins(at + 1))
    ):
        at += 1  # "형사 3단독"
        after = reader.words[at].text
    if after[-1] == "과" and candidate.org_type in ("university", "hospital", "school"):
        return
    firm = candidate.org_type in ("company", "finance") and candidate.rule == "org.gazetteer.name"
    if (
        UNIT.fullmatch(after)
        and (len(after) > 2 or after[0].isdigit())
        and after not in reader.regions
        and after not in lexicon.generic
        and after not in lexicon.words["no_unit"]
    ) or (firm and after in lexicon.words["branch"]):  # "캐논 코리아"
        _reach_to(reader, candidate, at)


def _reach_to(reader: Reader, candidate: Candidate, last: int) -> None:
    """Takes in all words up to `last`."""
    candidate.last = last
    candidate.end = reader.words[last].span.end
    candidate.name = reader.text[candidate.start : candidate.end]
