"""Whose a person is where no organization is known: the noun phrase before a parenthesis, a word in the title."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.facts.people import context as ctx
from gwangju_ai_cli.facts.people.frames import word_before
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names.regions import LOCAL_GOVERNMENT_KINDS, load_regions
from gwangju_ai_cli.names.shape import is_org_like, word_set
from gwangju_ai_cli.text import BULLET_SIGNS

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

_OPENERS = frozenset("'\"‘“([<〈《「『" + BULLET_SIGNS)
MOST_WORDS = 4
# "민관협력위원회(위원장 …)", "경제범죄전담부(부장 …)": what has a head; a film has a director, but none of these.
_HEADED = regex.compile(r"(?:장|대표|대표이사|교육감|군수|지사|총재|책임자|이사|위원|CEO)$")
_OFFICE = regex.compile(
    r"(?:(?P<left>[가-힣]+) )?(?P<office>[가-힣]+(?:[구시군도]청|경찰청|교육청|지청|세무서|[찰방]서|우체국|교도소))장$"
)
_DAY = regex.compile(r"\d+(?:월|일|시|분|년|명|개|회)")
_BULLETS = ("▲", "△", "◆", "◇", "▶", "▷", "■", "□", "●", "○")
_HEAD_END = regex.compile(r"[>〉》\])】]?\s*(?:$|\n|[▲△◆◇▶▷■□●○<〈(])")
_NOTICE = regex.compile(r"[\[<〈【◇◆]인사[\]>〉】]?\s?(?P<org>[가-힣A-Za-z·]{2,15})\s*(?:\n|[▲△◆◇])")
LONGEST_NOTICE = 12
_SECTIONS = ("과", "학부", "교실", "팀", "실", "전공", "대학", "대학원")
_COACHES = ("감독", "코치", "감독대행")


def before_parenthesis(analysis: Analysis, at: int) -> Span | None:
    """The noun phrase that ends where a parenthesis opens at `at`, as far as its nouns go, or None.

    It stops at days, titles and what a company is: ‘지난 3일 상장사 라온○○(대표 …)’.
    """
    text = analysis.text
    sentence = analysis.sentence_at(at)
    words = ctx.read_words(text, sentence.span, analysis.tokens(sentence))
    index = bisect_right([word.start for word in words], at - 1) - 1
    if index < 0 or words[index].start >= at:
        return None
    begin = words[index].start
    parts = [token for token in words[index].tokens if token.start < at]
    nouns = all(token.tag in ctx.NOUNISH or token.form in "·(" for token in parts)
    if not nouns and not is_org_like(text[begin:at]):
        return None
    while begin < at and text[begin] in _OPENERS:
        begin += 1
    first = index
    while first > 0 and index - first < MOST_WORDS - 1 and begin == words[first].start:
        left = words[first - 1]
        word = text[left.start : left.end]
        if text[left.end : begin] != " " or not left.is_noun or not word[-1].isalnum() or _stops(word):
            break
        first -= 1
        begin = words[first].start
    return Span(begin, at) if at - begin >= 2 else None


def _stops(word: str) -> bool:
    ending = word.endswith(tuple(word_set("class")))
    return ending or word in word_set("when") or _DAY.search(word) is not None or ctx.title_ending(word) is not None


def heads_office(title: str) -> bool:
    """Whether a title is that of the head of something.

    >>> heads_office("위원장"), heads_office("감독")
    (True, False)
    """
    return _HEADED.search(title) is not None


def inside_phrase(text: str, phrase: Span, title: Span) -> str | None:
    """An organization or local government by its form between a name and the title: ‘전주시 기업지원과장’."""
    office = _OFFICE.search(text[phrase.start : title.end])
    if office is not None and not office["office"].startswith("부구청"):
        left = office["left"]
        return f"{left} {office['office']}" if left in load_regions() else office["office"]  # "광주 북구청장"
    words = text[phrase.start : title.start].split()
    for word in reversed(words):
        region = load_regions().get(word)
        if region is not None and region.full and region.kind in LOCAL_GOVERNMENT_KINDS:
            return region.name
        if is_org_like(word):
            return word
    return None


def before_former(analysis: Analysis, phrase: Span) -> str | None:
    """The proper noun before ‘전 대표’: ‘라온○○ 전 대표 정모씨’, not ‘축구 전 국가대표 …’."""
    text = analysis.text
    word = word_before(text, phrase.start)
    begin = phrase.start - 1 - len(word)
    tokens = analysis.tokens(analysis.sentence_at(begin)) if word else ()
    inside = [token for token in tokens if begin <= token.start < phrase.start - 1]
    if not any(token.tag in ("NNP", "SL") or token.guessed for token in inside) and not is_org_like(word):
        return None
    plain = word and not _DAY.search(word) and ctx.title_ending(word) is None and not word.endswith(("의", "은", "는"))
    return word if plain and word not in word_set("when") else None


def club_before(text: str, at: int, title: str) -> str | None:
    """The place whose club a coach leads: ‘울산 홍○○ 감독’."""
    if title not in _COACHES:
        return None
    word = word_before(text, at)
    return word if word in load_regions() or is_org_like(word) else None


def notice_head(orgs: list[tuple[Span, str]], text: str, begin: int) -> str | None:
    """Whose appointments a notice lists: the organization that heads the line or the lines above it.

    ‘◇한결전자 ◆부사장 최○○’, ‘[인사] 새빛시’ and below it ‘◇4급 ▲총무과장 홍○○’.
    """
    if not text[:begin].rstrip(" ").endswith(_BULLETS):
        return None
    line = text.rfind("\n", 0, begin) + 1
    for _ in range(LONGEST_NOTICE):
        heads = [name for span, name in orgs if line <= span.start < begin and _HEAD_END.match(text, span.end)]
        if heads:
            return heads[-1]
        named = _NOTICE.match(text, line)
        if named is not None:
            region = load_regions().get(named["org"])
            return region.name if region is not None else named["org"]
        if line == 0 or text[line] not in "".join(_BULLETS) + "<":
            return None
        begin, line = line, text.rfind("\n", 0, line - 1) + 1
    return None


def school_before(text: str, at: int) -> str | None:
    """A university or firm by its form, with a section between or not: ‘나래대 화학과 추○○ 교수’."""
    word = word_before(text, at)
    if word.endswith(_SECTIONS) and not is_org_like(word):
        at -= len(word) + 1
        word = word_before(text, at)
    return word if is_org_like(word) or (len(word) >= 3 and word.endswith("대")) else None
