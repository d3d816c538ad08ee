"""Names of projects: which words of a phrase belong, and how they are written down."""
from __future__ import annotations

import regex

from gwangju_ai_cli.budgeting import words
from gwangju_ai_cli.budgeting.frames import Desk, Found
from gwangju_ai_cli.clauses import Clause, Phrase, Syntax
from gwangju_ai_cli.model import Span

_QUOTED = regex.compile(r"[‘“'\"「『〈<《](?P<name>[^‘’“”'\"「」『』〈〉<>《》\n]{2,50})[’”'\"」』〉>》](?P<head>(?:\s?[가-힣A-Za-z0-9·]+){0,3})")
_COUNTED = regex.compile(r"\d\s?(?:개|곳|명|개소|가구|개사|개교|농가)(?![가-힣]*(?:년|월))")
_PAPERS = frozenset({"계획", "기본계획", "실시계획", "추진계획", "개요", "현황", "공모", "대상지", "협약", "업무협약", "기본설계", "추진"})
_PLACE = regex.compile(r"(?:시|도|군|구|동|읍|면|리|주|현|성|섬|지역|지방|일대|전역|국가)$")
_QUOTES = regex.compile(r"[‘’“”'\"「」『』〈〉《》<>]")
_SPACE = regex.compile(r"\s+")
# Words that say how big or how new a thing is, or point at it, but do not name it.
_MODIFIERS = frozenset({
    "이", "그", "저", "이번", "해당", "각", "각종", "총", "약", "모두", "초대형", "대형", "대규모", "소규모", "중규모", "신규", "주요", "핵심", "전체", "관련",
    "등", "등의", "우선", "먼저", "올해", "내년", "지난해", "본격", "추가", "추가로", "나머지", "이들", "이런", "여러", "다양한", "같은", "특히",
    "기간", "중", "가운데", "시", "도", "군", "구", "또", "최대", "최초", "국내", "첫", "매년", "연간", "직접", "부대", "당초", "기정", "총사업", "총공사", "전체사업", "향후", "동안", "간", "단일", "역대", "사상",
})
_ANAPHORS = frozenset({
    "사업", "이 사업", "동 사업", "본 사업", "해당 사업", "공사", "프로젝트", "단지", "센터", "시설", "계획", "사업들", "이곳", "여기", "곳",
    "지구", "대책", "행사", "축제", "공장", "건물", "도로", "연구", "용역", "분야", "부문", "지역", "사업비", "등", "데", "사업추진", "사업 추진",
    "단계", "펀드", "전체", "산업", "정책", "공원", "기술", "시스템", "인프라", "서비스", "과제", "주요 사업", "것", "점", "측면", "수준",
    "차원", "명목", "이유", "계기", "목적", "지원금", "보조금", "자금", "의미", "뜻", "규모", "방식", "형태", "조건",
})
# Where money comes from or is entered, who gets it, when: the goal of a verb, but no project.
_NOT_PROJECTS = regex.compile(
    r"(?:첫해|지자체|자치단체|시도|시·도|시군|읍면동|회사|법인|투자자|가맹점|대학|대학교|예산|예산안|추경|추경안|본예산|정부안|회계|국비|국고|사업비|재정|기금|재원|계정|차례|차|회|번|명|곳|건|개|년|월|일|때|전|후|뒤|이후|이전|과정|결과|"
    r"가운데|경우|상황|덕분|대비|기준|비율|절반|이상|정도|만큼|수준|가격|금액|이자|한도|범위|조건|기간|동안|자리|회의|간담회|의회|국회|본회의|심의|위원회|관계자|시장|군수|"
    r"도지사|장관|대통령|의원|대표|회장|주민|시민|군민|도민|국민|업체|기업|농가|학생|가구|가정|어르신|청년|여성|장애인|피해자|유족|환자|"
    r"협력사|협력업체|중소기업|자회사|계열사|은행|증권|법원|병사|공무원|직원|노동자|근로자|소상공인|자영업자|하루|사람)$"
)


def clean(span: Span, desk: Desk) -> Found[str] | None:
    """The name in `span`, without pointers, sizes, dates, amounts and quotation marks; None where nothing names.

    A quoted name keeps the nouns that follow it: ‘AI산업융합집적단지’ 조성사업.
    """
    text = desk.text
    quoted = quoted_name(span, desk)
    if quoted:
        return quoted
    pieces = [Span(*match.span()) for match in regex.finditer(r"\S+", text, pos=span.start, endpos=span.end)]
    while pieces and _drops(pieces[0], desk):
        pieces.pop(0)
    while len(pieces) > 1 and regex.match(r"\d[\d,.]*[가-힣㎞㎡m%k]*$", pieces[-1].of(text)) and not words.project_class(pieces[-1].of(text)):
        pieces.pop()
    while len(pieces) > 1 and pieces[-1].of(text) in _PAPERS and words.project_class(pieces[-2].of(text)) == "named":
        pieces.pop()
    while pieces and (pieces[-1].of(text) in ("등", "등의", "등에", "중", "및", "관련") or desk.is_money(pieces[-1])):
        pieces.pop()
    if not pieces:
        return None
    whole = Span(pieces[0].start, pieces[-1].end)
    name = write(whole.of(text))
    return Found(name, whole) if len(name) > 1 else None


def write(raw: str) -> str:
    """A name without quotation marks and needless space."""
    return _SPACE.sub(" ", _QUOTES.sub("", raw)).strip(" ,·:-()[]○▲■▷※•")


def _drops(span: Span, desk: Desk) -> bool:
    word = span.of(desk.text).strip(",'\"‘’“”")
    return not word or word in _MODIFIERS or desk.is_money(span) or desk.is_date(span) or not any(c.isalnum() for c in word)


def quoted_name(span: Span, desk: Desk) -> Found[str] | None:
    """The last quoted name in `span` with the nouns after it."""
    begin, end = max(0, span.start - 1), min(len(desk.text), span.end + 1)  # the marks themselves
    found = [m for m in _QUOTED.finditer(desk.text, begin, end) if m.start("name") < span.end and m.end("name") > span.start]
    for match in reversed(found):
        name, head = match.group("name"), match.group("head")
        if len(name) < 2 or desk.is_money(Span(*match.span("name"))):
            continue
        stop = min(match.end("head"), span.end)
        rest = desk.text[match.end("head") - len(head) : stop].rstrip() if head else ""
        kept = rest
        while kept and not words.project_class(kept.split()[-1]):
            kept = kept.rstrip()[: -len(kept.split()[-1])].rstrip()
        full = write(name + (" " if kept.startswith(" ") else "") + kept.strip()) if kept else write(name)
        where = Span(match.start("name"), match.end("head") - len(head) + len(kept) if kept else match.end("name"))
        return Found(full, where)
    return None


def is_anaphor(name: str) -> bool:
    """Whether a name only points back: 이 사업, 단지, 프로젝트."""
    return name in _ANAPHORS or bool(regex.fullmatch(r"(?:제?\d+)(?:단계|차|지구|공구)(?: 사업)?", name))


def is_goal(phrase: Phrase, desk: Desk) -> bool:
    """Whether the goal of a verb can be what money goes to, not a book, a body, a person or a time."""
    last = phrase.words[-1].of(desk.text)
    if _NOT_PROJECTS.search(last) and not words.project_class(last):
        return False
    # "그리스에", "광주에": a place or a body, unless its name ends as a facility's does.
    if phrase.tokens[-1].tag == "NNP" and not phrase.quoted and not words.project_class(last):
        return False
    if _PLACE.search(last) and any(token.tag == "NNP" and token.span.overlaps(phrase.words[-1]) for token in phrase.tokens):
        return False
    if _COUNTED.search(desk.text, phrase.span.start, phrase.span.end) and not words.project_class(last):
        return False
    if desk.is_date(phrase.words[-1]) or desk.is_money(phrase.span):
        return False
    mentions = desk.orgs_in(phrase.span)
    return not any(span.end >= phrase.words[-1].end and not words.project_class(last) for span, _ in mentions)


def of_phrase(phrase: Phrase, syntax: Syntax, desk: Desk) -> Found[str] | None:
    """The name that a phrase stands for, with what 및, 와 or 과 joins to it on the left."""
    start = phrase.span.start
    index = phrase.index
    while index > 0:
        before = syntax.phrases[index - 1]
        joined = before.case == "conjunct" and not desk.is_money(before.span) and not desk.is_date(before.span)
        if not joined or any(where.end >= before.span.end for where, _ in desk.orgs_in(before.span)):
            break
        start, index = before.span.start, index - 1
    return clean(_without_owner(Span(start, phrase.span.end), desk), desk)


def _without_owner(span: Span, desk: Desk) -> Span:
    """`span` without an organization that opens it as the owner (광주시 도서관 → 도서관 only where more follows)."""
    for where, org in desk.orgs_in(span):
        if where.start == span.start and where.end + 1 < span.end and desk.text[where.end] == " ":
            if org.org_type in ("government", "local_government", "public_institution"):
                return Span(where.end + 1, span.end)
    return span


def of_doing(thing: Phrase, clause: Clause, syntax: Syntax, desk: Desk) -> Found[str] | None:
    """What a clause does, as a noun: 도서관을 건립하다 → 도서관 건립; a quoted thing keeps its name alone."""
    if not is_goal(thing, desk):
        return None
    found = of_phrase(thing, syntax, desk)
    if found is None:
        return None
    noun = clause.stem
    if thing.quoted or not clause.lemma.endswith(("하", "되")) or len(noun) < 2 or words.project_class(noun) is None:
        return found if not is_anaphor(found.value) else None
    if is_anaphor(found.value) or found.value.endswith(noun):
        return found if not is_anaphor(found.value) else None
    return Found(f"{found.value} {noun}", Span(found.span.start, clause.predicate.start + len(noun)))
