"""People where the form of a line names them: captions of broadcasts, bylines, personnel notices, firms' heads.

`▶ 인터뷰 : 갈○○ / 한빛조합 대표`, `[고○○/한빛군의원 : "…"]`, `◀INT▶ 옥○○ 의장/한빛시의회`, `당진/한○○기자`,
`△논설위원실장(이사대우) 국○○`, `(나래온, 공동대표 이○○·권○○)`: the line is made for a name, so that nearly any
word with a surname is one there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from gwangju_ai_cli.facts.people import context as ctx
from gwangju_ai_cli.facts.people.candidates import Candidate, SentenceReading
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names import shape

CERTAIN = 24
"""Half bits that a line which is made for a name tells."""

_NAME = r"(?P<name>[가-힣]{2,4})"
_CUE = (
    r"(?:[▶■●]\s?(?:전화\s?)?(?:인터뷰|싱크|녹취|스탠딩|스탠드업|인서트|INT|SYN)(?:\s?\([^()\n]{0,12}\))?\s?[:：/]?"
    r"|(?m:^)[ \t]*(?:INT|SYN|인터뷰|녹취|싱크)\s?[-–:：]"
    r"|◀\s?(?:INT|SYN|S/U|인터뷰|싱크|녹취|전화)\s?▶|[\[<【(]\s?(?:전화\s?)?(?:인터뷰|녹취|싱크|SYNC|INT|현장음)\s?[\]>】)])"
)
_SLASH = r"\s?[/ㅣ|]\s?"
_POST = r"(?P<post>[^\s/ㅣ|:：\"“”\[\]\n][^/ㅣ|:：\"“”\[\]\n]{1,36}?)"
_END = r"(?=\s*(?:[:：\"“\]\n]|[-–]\s?[\"“]|$))"
_CUED = regex.compile(rf"{_CUE}\s*{_NAME}{_SLASH}{_POST}{_END}")
_BRACKETED = regex.compile(rf"(?:(?m:^)|\[)\s*{_NAME}{_SLASH}{_POST}\s?[:：]\s?[\"“]")
_TITLED = regex.compile(
    rf"(?:{_CUE}\s*|(?m:^)[ \t]*){_NAME}\s(?P<title>[가-힣]{{2,12}}){_SLASH}(?P<body>[가-힣A-Za-z0-9 ·]{{2,20}}){_END}"
)
_CUED_TITLE = regex.compile(rf"{_CUE}\s*{_NAME}\s(?P<post>[가-힣A-Za-z0-9 ·]{{2,30}}?){_END}")
_ALONE = regex.compile(rf"{_CUE}\s*{_NAME}[ \t]*(?=\n|$)")
_BYLINE = regex.compile(
    rf"(?:(?<=[/\[=(|ㆍ·\s\]])|(?m:^)){_NAME}\s?(?P<title>(?:선임|수습|인턴|객원|전문|사진|시민|촬영)?기자|특파원|앵커|논설위원)"
    r"(?=[\]\n()=@,;·/]|\s*$|\s+[A-Za-z0-9._%-]+@|\s?=)"
)
_SIGNED = regex.compile(rf"(?<![가-힣]){_NAME}\s(?P<title>기자|앵커|기잡|캐스터|리포터)(?:입?니다|였습니다)")
_OFF = regex.compile(rf"(?:뉴스|방송|[A-Z]{{2,4}}|[a-z]{{2,4}}|TV|일보|티브이)\s{_NAME}(?:이었|였|입)(?:습)?니다")
_HEADS = regex.compile(
    r"(?:\(|,\s|:\s?)(?P<title>(?:각자|공동)?(?:대표(?:이사)?|회장|사장|원장|이사장|위원장|센터장|단장|소장|관장))\s?[:=]?\s?"
    r"(?P<names>[가-힣]{2,4}(?:\s?[·ㆍ․‧]\s?[가-힣]{2,4})+)(?=[)·․,\s]|이하)"
)
_CONTACT = regex.compile(
    rf"(?:담당자?|문의|책임자|작성자|발표자|배포자)\s?[:：]?\s?(?:[가-힣]+\s[가-힣]{{2,4}},\s)?(?P<title>[가-힣]{{1,8}})\s{_NAME}(?=[,)\s(]|$)"
)
_NOTICE = re.compile(r"인사|승진|전보|임용|발령|신규 ?선임|보직")
_BULLET = r"[△▲▷▶▵▸◇◆○●ㅇ□■▪•∙]"
_POSTED = regex.compile(
    rf"{_BULLET}\s?(?P<post>[가-힣A-Za-z0-9][^△▲▷▶▵▸◇◆○●□■\n,]{{1,36}}?)(?:\s?\((?P<rank>[^()\n]{{1,16}})\))?\s{_NAME}"
    rf"(?=\s?(?:{_BULLET}|\n|$|\([^()\n]{{1,30}}\)\s?(?:{_BULLET}|\n|$)))"
)
_RANK = regex.compile(
    r"[◇◆□■○●<\[]\s?(?P<title>[가-힣]{2,8}?)(?:급)?\s?(?:\(?[0-9]급\)?\s?)?(?:승진|전보|신규|임명|선임|영입|내정|발령|보임|임용)"
)
_NO_NAMES = frozenset(
    ("승진", "전보", "신규", "임명", "선임", "영입", "내정", "발령", "보임", "임용", "전입", "전출", "파견", "복직")
)
# What the patterns below cannot do without: plain looks spare most sentences all of them.
_SPOKEN = re.compile(r"[/ㅣ|]|[▶◀■●]|인터뷰|녹취|싱크|INT|SYN")
_SIGNS = re.compile(r"기자|특파원|앵커|논설위원|기잡|(?:입|였)니다|였습니다|캐스터|리포터")
_LEADS = re.compile(
    r"(?:대표|회장|사장|원장|위원장|센터장|단장|소장|관장)(?:이사)?\s?[:=]?\s?[가-힣]{2,4}\s?[·ㆍ․‧]|담당|문의|책임자|작성자|발표자|배포자"
)


def captioned(reading: SentenceReading) -> Iterator[Candidate]:
    """The names that the form of a line gives away in one sentence."""
    said = reading.said
    if _SPOKEN.search(said) is not None:
        yield from _spoken(reading)
    if _SIGNS.search(said) is not None:
        yield from _signed(reading)
    if _LEADS.search(said) is not None:
        yield from _headed(reading)
    if _BULLETS.search(said) is not None and _NOTICE.search(reading.text) is not None:
        yield from _noticed(reading)


_BULLETS = regex.compile(_BULLET)


def _matches(reading: SentenceReading, pattern: regex.Pattern[str]) -> Iterator[regex.Match[str]]:
    yield from pattern.finditer(reading.text, reading.span.start, reading.span.end)


def _spoken(reading: SentenceReading) -> Iterator[Candidate]:
    """Captions: who speaks, and as what."""
    for pattern in (_CUED, _BRACKETED):
        for match in _matches(reading, pattern):
            post = Span(*match.span("post"))
            title = _title_at_end(reading.text, post)
            if title is not None or pattern is _CUED:
                yield from _named(match, title or ctx.Title(post, post, "strong", "role"), "person.caption")
    for match in _matches(reading, _TITLED):
        if ctx.title_ending(match["title"]) is not None:
            title = ctx.Title(Span(*match.span("title")), Span(match.start("title"), match.end("body")), "strong")
            yield from _named(match, title, "person.caption")
    for match in _matches(reading, _CUED_TITLE):
        title = _title_at_end(reading.text, Span(*match.span("post")))
        if title is not None:
            yield from _named(match, title, "person.caption")
    for match in _matches(reading, _ALONE):
        yield from _named(match, None, "person.caption")


def _signed(reading: SentenceReading) -> Iterator[Candidate]:
    """Bylines: `한○○기자 mail@…`, `편○○ 기잡니다`, `KBS 뉴스 고○○입니다`."""
    for pattern in (_BYLINE, _SIGNED):
        for match in _matches(reading, pattern):
            span = Span(*match.span("title"))
            yield from _named(match, ctx.Title(span, span, "strong"), "person.byline", four=pattern is _BYLINE)
    for match in _matches(reading, _OFF):
        yield from _named(match, None, "person.byline")


def _headed(reading: SentenceReading) -> Iterator[Candidate]:
    """Several heads of one body in its parenthesis, and whom to ask: `공동대표 이○○·권○○`, `담당자 팀장 도○○`."""
    for match in _matches(reading, _HEADS):
        span = Span(*match.span("title"))
        for name in regex.finditer("[가-힣]{2,4}", match["names"]):
            begin = match.start("names") + name.start()
            if _may_be(name[0]):
                title = ctx.Title(span, span, "strong", frame="paren")
                yield Candidate(
                    Span(begin, begin + len(name[0])), name[0], "full", 0, [(CERTAIN, "person.title.framed")], title
                )
    for match in _matches(reading, _CONTACT):
        span = Span(*match.span("title"))
        if ctx.title_kinds().get(match["title"]) == "title":
            yield from _named(match, ctx.Title(span, span, "strong"), "person.title.framed")


def _noticed(reading: SentenceReading) -> Iterator[Candidate]:
    """Personnel notices: `△논설위원실장(이사대우) 국○○`; of `◇부행장 승진 △여신그룹 강○○` the heading has the title."""
    ranks = [(match.end(), Span(*match.span("title"))) for match in _matches(reading, _RANK)]
    for match in _matches(reading, _POSTED):
        post = Span(*match.span("post"))
        title = _title_at_end(reading.text, post) or _office_at_end(reading.text, post)
        if title is None:
            above = [span for end, span in ranks if end <= match.start() and ctx.title_ending(span.of(reading.text))]
            title = ctx.Title(above[-1], post, "strong", frame="list") if above else None
        long = len(match["name"]) > 2 or reading.is_proper(*match.span("name"))
        if title is not None and long:
            yield from _named(match, title, "person.notice")


def _title_at_end(text: str, post: Span) -> ctx.Title | None:
    """The title that a post ends with, as its last word: `전라남도 해양수산과 팀장`."""
    said = post.of(text).rstrip()
    begin = post.start + said.rfind(" ") + 1
    word = text[begin : post.start + len(said)]
    found = ctx.title_ending(word)
    if found is None or ctx.title_kinds().get(found) == "kin":
        return None
    return ctx.Title(Span(begin, begin + len(word)), Span(post.start, begin + len(word)), "strong", frame="list")


def _office_at_end(text: str, post: Span) -> ctx.Title | None:
    """A notice's last word where it only ends as offices do: 과학기술인재관, 심의역."""
    said = post.of(text).rstrip()
    begin = post.start + said.rfind(" ") + 1
    span = Span(begin, post.start + len(said))
    fits = span.end - span.start > 3 and _OFFICE.search(span.of(text)) is not None
    return ctx.Title(span, Span(post.start, span.end), "strong", frame="list") if fits else None


_OFFICE = re.compile(r"(?:관|역|장|감|위원|사무관|서기관|주무관|연구관|지도관)$")


def _named(match: regex.Match[str], title: ctx.Title | None, rule: str, *, four: bool = False) -> Iterator[Candidate]:
    name = match["name"]
    if _may_be(name) or (four and len(name) == 4 and name[0] in shape.surnames() and name not in shape.not_names()):
        yield Candidate(Span(*match.span("name")), name, "full", 0, [(CERTAIN, rule)], title)


def _may_be(name: str) -> bool:
    """Whether a word may be a name where one is asked for: it has a surname and is nothing else that is known."""
    parts = shape.split_korean(name)
    if parts is None or not 1 <= len(parts[1]) <= 3 or ctx.is_title(name):
        return False
    if name in _NO_NAMES:
        return False
    return name not in shape.not_names() and not shape.is_org_like(name) and ctx.title_ending(name) is None
