"""Where a name may be expected: a title in a parenthesis, in a list of appointments, after 전; firms beside it."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.people import context as ctx
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names.shape import word_set

LONGEST_FRAME = 48
_WORDS = r"(?P<phrase>(?:[가-힣A-Za-z0-9·&㈜]+ ){0,4}?(?P<noun>[가-힣A-Za-z0-9·]{2,}))"
_BULLETS = "▲△▴▵▶▷▸▹◆◇■□●○◎▽▼◈★☆※ㅇ"
_FRAME = regex.compile(
    rf"(?:(?P<paren>\()|(?P<list>[{_BULLETS}]\s?)|(?P<former>(?<![가-힣A-Za-z0-9])(?:전|前)\s)|(?P<present>(?<![가-힣A-Za-z0-9])(?:현|現)\s)){_WORDS}(?:\s?[:=]\s?|\s)$"
)
_HINT = regex.compile(rf"[(:={_BULLETS}]|[전前현現] ")
_COLON = regex.compile(rf"(?:^|[\s\[(,]){_WORDS}\s?[:=]\s?$")
_CLOSE = {"paren": regex.compile(r"[)·,/ ]"), "list": regex.compile(rf"(?:$|[\n,·)({_BULLETS}]| [{_BULLETS}가-힣])")}
_ROLE = regex.compile(r"\((?P<phrase>(?:[가-힣A-Za-z0-9·&㈜]+ ){0,4}(?P<noun>[가-힣A-Za-z0-9·]{2,}))(?=[),·])")
_OF_SCHOOL = regex.compile(
    r" (?:[가-힣]+(?:학과|학부|과|대학|대학원|연구소|연구팀|병원|캠퍼스) |산학|총장|총학|부총장|교수|명예교수|석좌교수"
    r"|입학|재학|학생|대학원|졸업|캠퍼스|연구팀|의대|병원)"
)
_LAST_WORD = regex.compile(r"(?<![가-힣A-Za-z0-9·&])(?P<word>[가-힣A-Za-z0-9·&]{2,}) $")


def may_frame(said: str) -> bool:
    """Whether a sentence has any sign that a name may be asked for."""
    return _HINT.search(said) is not None


def framed_title(text: str, at: int, begin: int) -> ctx.Title | None:
    """The title before a name where the place alone asks for one: ‘(시장 우○○)’, ‘▲총무과장 홍○○’, ‘전 대표 정○○’.

    Any title may stand there, also those that else follow a name. `begin` is where the sentence begins.
    """
    if at <= begin or text[at - 1] not in " :=\n":
        return None
    left = max(begin, at - LONGEST_FRAME)
    around = text[left:at]
    if _HINT.search(around) is None:
        return None
    match = _FRAME.search(around) or (_COLON.search(around) if around.rstrip()[-1:] in (":", "=") else None)
    if match is None:
        return None
    found = ctx.title_ending(match["noun"])
    if found is None or ctx.title_kinds()[found] != "title":
        return None
    groups = match.groupdict()
    frame = next((name for name in ("paren", "list", "former", "present") if groups.get(name)), "list")
    span = Span(left + match.start("noun"), left + match.end("noun"))
    opens = left + match.start("former" if frame == "former" else "phrase")
    return ctx.Title(span, Span(opens, span.end), "strong", former=frame == "former", frame=frame)


def closes_frame(text: str, at: int, frame: str) -> bool:
    """Whether a name that ends at `at` fills its frame: the parenthesis closes, the list goes on.

    >>> closes_frame("(시장 우진서)는", 7, "paren"), closes_frame("▲과장 우진서 ▲", 7, "list")
    (True, True)
    """
    pattern = _CLOSE.get(frame)
    return pattern is not None and pattern.match(text, at) is not None


def role_inside(text: str, at: int) -> ctx.Title | None:
    """The title in the parenthesis that opens at `at`: ‘이○○(한결전자 부장)’."""
    match = _ROLE.match(text, at)
    if match is None:
        return None
    found = ctx.title_ending(match["noun"])
    if found is None or ctx.title_kinds()[found] != "title":
        return None
    return ctx.Title(Span(*match.span("noun")), Span(*match.span("phrase")), "strong", frame="role")


def word_before(text: str, at: int) -> str:
    """The word of nouns that stands right before `at`, or "": only one space between."""
    match = _LAST_WORD.search(text, max(0, at - 24), at)
    return match["word"] if match else ""


def is_school(text: str, span: Span) -> bool:
    """Whether a word of a name's shape is a university before one of its own: ‘해솔대 산학협력단장’."""
    return text[span.end - 1] == "대" and _OF_SCHOOL.match(text, span.end) is not None


def after_class(text: str, at: int) -> bool:
    """Whether what a company is stands right before `at`: ‘코스닥 상장사 라온○○’."""
    return word_before(text, at).endswith(tuple(word_set("class")))


_FACILITY = regex.compile(
    r" (?:스타디움|경기장|아레나|파크|센터|골프장|골프클럽|올드코스|코스|호텔|리조트|공항|거리|광장|병원|빌딩"
    r"|타워|궁전|해변|호수|화산|박물관|미술관|극장|성당|대성당|구장|볼파크|필드|주립대|국립공원|카운티|지역|섬|산맥|협곡|시티|스트리트"
    r")(?![가-힣]{3})"
)


def before_facility(text: str, at: int) -> bool:
    """Whether what ends at `at` names a place or a house: ‘람세○ 광장’."""
    return _FACILITY.match(text, at) is not None
