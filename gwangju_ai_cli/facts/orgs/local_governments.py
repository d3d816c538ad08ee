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
    from gwangju_ai_cli.model import OrgType, Sentence

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
    r"에(?:는|도|게)?\s(?:\S{1,12}[을를]\s)?(?:요청|건의|제출|신고|문의|청해|요구|신청|통보|촉구|기탁|기부|전달|제안|냈|내고|낸\s|민원)"
    r"|에(?:는|도)?\s(?:\S+\s){0,3}?(?:달라고|라고|자고)\s(?:요청|건의|요구|촉구|제안)"
    r"|에서\s(?:추진|운영|지원|시행|주관|주최|관리)하는"
    r"|[을를]\s(?:상대로|고발|고소|규탄|제소|감사|비판|압박|설득|통해|통한|거쳐)"
    r"|으?로부터\s|에게\s|[와과]\s(?:\S+\s){0,3}?(?:협약|협의|손잡|손을\s잡|업무협약|함께\s(?:\S+\s){0,3}?(?:추진|마련|운영|개최|열[고어기었]|연다|엽니다|주최|진행|조성|개발|펼[치쳐]))"
)
_TOGETHER = regex.compile(
    r"\s?[-–·]\s?[가-힣A-Za-z]{2,12}[』」\"'’”]?\s?(?:[가-힣·]+\s){0,3}(?:업무)?(?:협약|MOU|맞손)"
)
"""Two that make an agreement, in a headline: `신안군-조선대 관·학 협약`."""
_OWN = regex.compile(
    r"(?:의|\s?[와과](?=\s?[가-힣]{1,6}[시도군구]의?\s))?\s(?:(?:올해|올|내년도?|지난해|새해|\d{4}년도?|당초|제?\d회|첫|총|전체|주요|민선\s?\d기|[상하]반기|일반|특별|자체"
    r"|[가-힣]{1,5}\s?(?:분야|부문|관련))\s?){0,3}"
    r"(?:(?:본|당초|세입|세출|추경|추가경정|일반회계|균형발전|지원)?(?:예산안?|예산서|추경안?)|국비|국고보조금|[도시군구지]비(?=[가\s은는도를의])|재정(?:자립도|난|건전화)"
    r"|살림살이?|숙원(?:사업)?|현안(?:사업)?|조례안?"
    r"|행정(?!동)|인사(?!동)|조직개편|채무|부채|세수|지방세|교부세|(?:[가-힣]{2,8}\s)?공모(?:사업)?[에를]"
    r"|출연금|출자금|보조금|예비비|공유재산|기금)"
)
"""What a local government has and decides on, right after its name or not: `통영시 내년 예산`."""
_AMOUNT = r"\d[\d,.]*\s?[천백십]?\s?[억만]\s?[\d,천백십만]*\s?원?"
_BESIDE_SHARE = regex.compile(
    rf"(?:국비|국고|도비|시비|군비|구비|지방비|민자|자부담|[가-힣]+[시도군구부])\s?{_AMOUNT}(?:[에과와,·]|씩)\s?(?:[과와,·]\s?)?$"
)
_SHARE = regex.compile(rf"\s?(?:가|이)?\s?{_AMOUNT}")
_PRECEDENT = regex.compile(r"(?:\s?\([^()\n]{1,20}\))?에\s(?:이어|뒤이어)")
_CREDIT = regex.compile(r"(?:사진|자료|제공|출처|그래픽|영상)(?:\s?제공)?\s?[=:ㅣ|]\s?$")
_CUE = regex.compile(r"(?:◀[A-Z]+▶|▶\s?인터뷰\s?:|\[인터뷰\]|<인터뷰>)\s*$")
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
    whole = candidate.end >= words[candidate.last].span.end
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
    elif whole and _TOGETHER.match(text, candidate.end):
        yield "org.context.with", 8, None
    elif whole and _OWN.match(text, candidate.end):
        yield "org.context.own", 8, None
    elif whole and _SHARE.match(text, candidate.end) and _BESIDE_SHARE.search(text, *_left(candidate, 24)):
        yield "org.context.share", 9, None  # "국비 150억원에 강원도 30억원"
    elif whole and _PRECEDENT.match(text, candidate.end) and acting(reader, candidate):
        yield "org.context.precedent", 8, None  # "고령군(2001년)과 성주군에 이어 … 협약을 맺었다"
    elif whole and (_CREDIT.search(text, *_left(candidate, 12)) or _is_caption(text, candidate)):
        yield "org.context.credit", 8, None
    done = _DONE.match(text, candidate.end)
    if done is not None and (reader.lexicon.verb.get(done["deed"]) == 3 or done["deed"] in ("지원", "승인", "허가")):
        yield "org.context.of", 8, None


def _left(candidate: Candidate, reach: int) -> tuple[int, int]:
    """Where the text before a candidate is looked at."""
    return max(0, candidate.start - reach), candidate.start


def _is_caption(text: str, candidate: Candidate) -> bool:
    """Whether it stands alone in a line behind a broadcaster's cue: `◀SYN▶ 의령군`."""
    begin = text.rfind("\n", 0, candidate.start) + 1
    alone = text[candidate.end : candidate.end + 1] in ("", "\n")
    return alone and _CUE.fullmatch(text, begin, candidate.start) is not None


def acting(reader: Reader, candidate: Candidate) -> bool:
    """Whether a predicate after it in its sentence tells what no place does."""
    sentence = reader.analysis.sentences[reader.words[candidate.last].sentence]
    verbs = reader.lexicon.verb
    after = (stem for at, stem in predicates(reader, sentence) if at >= candidate.end)
    return any(stem in verbs or stem in ("맺", "손잡", "지정") for stem in after)  # snow, too, may 내리


def predicates(reader: Reader, sentence: Sentence) -> list[tuple[int, str]]:
    """The predicates of a sentence: verb stems, and verbal nouns with 하다, 되다 or at a clause's end."""
    known = reader.predicates.get(sentence.index)
    if known is not None:
        return known
    tokens = reader.analysis.tokens(sentence)
    out = reader.predicates[sentence.index] = []
    for index, token in enumerate(tokens):
        verbal = False
        if token.tag == "NNG" and index + 1 < len(tokens):
            after = tokens[index + 1]
            # "수입되다": what is imported is no importer.
            verbal = after.tag in ("SP", "SF") or (after.tag == "XSV" and after.form != "되")
        if verbal or token.tag in ("VV", "VV-R", "VV-I"):
            out.append((token.start, token.form))
    return out


def does(reader: Reader, stem: str) -> bool:
    """Whether who does this is no place: speech, decisions, money."""
    lexicon = reader.lexicon
    return (stem in lexicon.verb or stem in lexicon.words["deed"]) and stem not in UNDONE
