"""Who is made what: the office that somebody takes goes before the one that he or she had.

`문○○ 전 국토교통부 실장이 하늘연구원 제7대 원장으로 취임했다`, `후임 대변인에 도○○ 문화정책과장을 임명`,
`목포대 사무국장에 김○○ …담당관을 임명했다`, `경북연구원장에 노○○ 전 부원장` as a headline.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.facts.people import context as ctx
from gwangju_ai_cli.model import PersonMention, Span

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

_NOUNS = "임명|내정|선임|선출|발탁|위촉|추대|지명|낙점|선발|영입|임용|기용|재선임|인선"
_TAKES = rf"(?:취임|승진|부임|당선|연임|{_NOUNS}|뽑)"
_BECOMES = rf"(?:취임|승진|부임|당선|연임|(?:{_NOUNS})(?:됐|되|돼|될|된)|뽑혔|뽑힌)"
"""What an appointee does, and what is done to one: whoever appoints is the subject of the others."""
_HOW = r"(?:(?:전격|공식|다시|새로|최종|각각|최근|만장일치로|정식|이날|오는|지난|\d{1,2}일|\d{1,2}월)\s){0,3}"
_ORDINAL = r"(?:(?:제?\d{1,3}대|초대|신임|차기|후임|새|민선\s?\d기)\s){0,2}"
_POST = r"(?P<post>(?:[가-힣A-Za-z0-9·()㈜]+\s){0,4}?" + _ORDINAL + r"(?P<title>[가-힣]{2,14}?))"
_AFTER = regex.compile(
    rf"(?:\([^()\n]{{1,40}}\))?(?:(?:이|가|은|는|씨가|씨는)\s(?:(?!다고|라고)[^\s,.]+\s){{0,4}}?{_POST}(?:으로|로|에|직에)\s{_HOW}{_BECOMES}"
    rf"|(?:을|를|씨를)\s(?:(?!다고|라고)[^\s,.]+\s){{0,4}}?{_POST}(?:으로|로|에|직에)\s{_HOW}{_TAKES})"
)
_BEFORE = regex.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<post>(?:[가-힣A-Za-z0-9·]+\s){0,2}?(?:(?:제?\d{1,3}대|초대|신임|차기|후임|새)\s){0,2}(?P<title>[가-힣]{2,14}?))"
    r"(?:에|에는|직에|으로|로)\s$"
)
_APPOINTED = regex.compile(_TAKES)
_REACH = 60


def appointed(analysis: Analysis, mentions: list[PersonMention]) -> list[PersonMention]:
    """The mentions with the office that somebody takes as title, and the one before as the further role."""
    return [_taking(analysis, mention) for mention in mentions]


def _taking(analysis: Analysis, mention: PersonMention) -> PersonMention:
    if mention.form != "full" or len(mention.text) < 3:
        return mention
    text, sentence = analysis.text, analysis.sentence_at(mention.span.start).span
    said = sentence.of(text)
    end = mention.phrase.end if mention.phrase is not None and mention.phrase.start >= mention.span.end else None
    headline = text[sentence.end - 1 : sentence.end] not in (".", "”", '"')
    if _APPOINTED.search(said) is not None and (match := _AFTER.match(text, end or mention.span.end, sentence.end)):
        found = match
    elif _APPOINTED.search(said) is not None or headline:
        begin = max(sentence.start, mention.span.start - _REACH)
        before = _BEFORE.search(text, begin, mention.span.start)
        if before is None or (headline and end is None and _APPOINTED.search(said) is None):
            return mention
        found = before
    else:
        return mention
    title = ctx.title_ending(found["title"])
    if title is None or title == "후보" or ctx.title_kinds().get(title) != "title":
        return mention
    former = mention.phrase if end is not None else mention.note
    span = Span(*found.span("title"))
    phrase = Span(found.start("post"), span.end)
    return replace(mention, title=span, title_kind="title", phrase=phrase, former=False, note=former)
