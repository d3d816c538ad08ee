"""What makes an actor of a local government: a head in parentheses, a headline, deeds, offices and their people.

`전주시` is a place in `전주시에서 열린`, and it acts in `전주시(시장 …)는`, `전주시, 내년까지 … 조성`,
`전주시가 요청한 국비`, `전주시 총무과장은`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.facts.orgs.reader import Candidate, Reader

if TYPE_CHECKING:
    from gwangju_ai_cli.model import OrgType

Evidence = tuple[str, int, "OrgType | None"]

_OFFICER = regex.compile(
    r"\s?(?:[가-힣]{1,8}(?:[^학]과장|국장|실장|팀장|담당관|단장|본부장|보건소장)|(?:부)?시장|부?군수|부?구청장|도지사|지사|교육감|계장|사무관"
    r"|주무관|[시군구도]의원|의장|대변인)(?:[은는이가도과와의]|에게)?(?![가-힣])"
)
"""Titles that only those have who serve a local government."""

_OFFICE = regex.compile(
    r"(?:[가-힣]{1,10}[^학결효성통초경]과|[가-힣]{2,8}(?:담당관|정책관)|[가-힣]{2,8}(?:정책|기획|행정|건설|환경|복지|안전)[국실]"
    r"|[가-힣]{2,8}(?:본부|사업소))(?:장|장실)?$"
)
_SERVICE = frozenset(
    (
        "공무원",
        "공무원들",
        "공직자",
        "집행부",
        "본청",
        "산하",
        "관계자",
        "관계자들",
        "당국",
        "조례",
        "추경",
        "추경안",
        "답변",
        "계획",
        "방침",
        "입장",
        "해명",
        "결정",
        "정책",
        "예산",
        "재정",
        "자료",
        "통계",
        "발표",
        "지원",
        "담당자",
        "홈페이지",
    )
)
_AT = regex.compile(
    r"에\s(?:\S{1,12}[을를]\s)?(?:요청|건의|제출|신고|문의|청해|요구|신청|통보|촉구|기탁|기부|전달|제안|냈|내고|낸\s|민원)"
    r"|에\s(?:\S+\s){0,3}?(?:달라고|라고|자고)\s(?:요청|건의|요구|촉구|제안)"
    r"|에서\s(?:추진|운영|지원|시행|주관|주최|관리)하는"
    r"|[을를]\s(?:상대로|고발|고소|규탄|제소|감사|비판|압박|설득|통해|통한|거쳐)"
    r"|으?로부터\s|에게\s|[와과]\s(?:\S+\s){0,3}?(?:협약|협의|손잡|손을\s잡|업무협약|함께\s(?:\S+\s){0,3}?(?:추진|마련|운영|개최|열[고어기었]|연다|엽니다|주최|진행|조성|개발|펼[치쳐]))"
)
_DONE = regex.compile(r"의\s(?P<deed>[가-힣]{2})")
UNDONE = frozenset(("기록", "차지", "위치", "성장", "발전", "변화"))
"""What befalls a place rather than what it does."""


def headline(reader: Reader, candidate: Candidate) -> bool:
    """Whether it opens a headline: `새별시, 빈집 고쳐 …`: a line of its own without a full stop."""
    text = reader.text
    if not text.startswith(", ", candidate.end):
        return False
    begin = text.rfind("\n", 0, candidate.start) + 1
    if text[begin : candidate.start].strip():
        return False
    end = text.find("\n", candidate.end)
    line = text[candidate.end : end if end >= 0 else len(text)].rstrip()
    return line[-1:] not in ".?!\"”’':"


def local_actor(reader: Reader, candidate: Candidate) -> Iterator[Evidence]:
    """Evidence that a region that governs itself acts here, beyond what speaks for any organization."""
    text, words = reader.text, reader.words
    whole = candidate.end == words[candidate.last].span.end
    after = candidate.last + 1
    if whole and reader.joins(after):
        person = reader.person(after)
        word = words[after].text
        if person is not None:
            if _OFFICER.match(text, person.span.end):
                yield "org.context.officer", 8, None
        elif word in _SERVICE or (_OFFICE.fullmatch(word) and word not in reader.lexicon.words["no_unit"]):
            yield "org.context.office", 8, None
    if _AT.match(text, candidate.end):
        yield "org.context.at", 8, None
    done = _DONE.match(text, candidate.end)
    if done is not None and (reader.lexicon.verb.get(done["deed"]) == 3 or done["deed"] in ("지원", "승인", "허가")):
        yield "org.context.of", 8, None


def does(reader: Reader, stem: str) -> bool:
    """Whether who does this is no place: speech, decisions, money."""
    lexicon = reader.lexicon
    return (stem in lexicon.verb or stem in lexicon.words["deed"]) and stem not in UNDONE
