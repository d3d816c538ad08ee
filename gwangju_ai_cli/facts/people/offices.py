"""Whose office a title is where the text names the body elsewhere: 시장 of the city, 총장 of the university."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.coreference import Mentions, local_body, meant, mentions
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names.heads import load_heads
from gwangju_ai_cli.vocab import load_vocab

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis
    from gwangju_ai_cli.model import PersonMention

_LONGEST = 6


@cache
def _offices() -> dict[str, tuple[tuple[str, bool], ...]]:
    """The nouns of the bodies that a title is of, each with whether the text must have one such body only."""
    out: dict[str, tuple[tuple[str, bool], ...]] = {}
    for row in load_vocab("offices"):
        out[row["title"]] = (*out.get(row["title"], ()), (row["noun"], row["how"] == "sole"))
    return out


def pointed_body(analysis: Analysis, phrase: Span, title: Span) -> str | None:
    """The body that a title phrase points back to: `이 대학` of ‘이 대학 총장’; None for nobody."""
    said = Span(phrase.start, title.start).of(analysis.text).rstrip()
    found = meant(analysis, Span(phrase.start, phrase.start + len(said)), ("org",)) if said else ()
    return found[0].name if len(found) == 1 else None


_BEHIND = regex.compile(r"[/ㅣ|]\s?(?P<body>[가-힣A-Za-z0-9 ·]{2,20})\s*$")
_MEMBER = regex.compile(r"(?P<whose>[가-힣]{1,6}[시군구도])의원")
_MEDIA = (
    r"[가-힣A-Za-z0-9]{0,10}"
    r"(?:일보|신문|뉴스|통신|방송|경제|투데이|저널|매일|타임스|데일리|핌|뉴시스|KBS|MBC|SBS|TBC|YTN|MBN)"
)
_DATELINE = regex.compile(
    rf"\((?:[가-힣·]{{1,12}}\s?=\s?)?(?P<medium>[가-힣A-Za-z0-9 ]{{2,16}})\)\s*$"
    rf"|[\[【](?:[가-힣·]{{1,12}}\s?=\s?)?(?P<medium>{_MEDIA})(?:[\]】]\s*|\s?=\s?)$"
)
_REPORTERS = ("기자", "기잡", "특파원", "앵커", "아나운서", "논설위원", "리포터", "캐스터")
_STATION = regex.compile(r"\[\s?(?P<medium>[A-Z]{2,4}|[a-z]{2,4}|[가-힣]{2,8}(?:일보|신문|방송|뉴스|통신))[\s\]]")
_SIGN_OFF = regex.compile(r"(?P<medium>[A-Za-z]{2,5}|[가-힣]{1,8}(?:일보|신문|방송|뉴스|통신))(?:\s?뉴스)?\s$")


def stated_body(analysis: Analysis, mention: PersonMention) -> str | None:
    """The body that a caption states behind its slash, or the council of `한빛군의원`; None where it states none."""
    text, phrase = analysis.text, mention.phrase
    if phrase is None or mention.title is None:
        return None
    behind = _BEHIND.search(text, mention.title.end, phrase.end)
    if behind is not None:
        return behind["body"].strip()
    member = _MEMBER.fullmatch(mention.title.of(text))
    return f"{member['whose']}의회" if member is not None and len(member["whose"]) > 1 else None


def medium_of(analysis: Analysis, mention: PersonMention) -> str | None:
    """The medium of a reporter: of the dateline, of the sign-off, or of the station that heads the text; None else."""
    text = analysis.text
    title = mention.title.of(text) if mention.title is not None else ""
    before = text[max(0, mention.span.start - 30) : mention.span.start]
    signed = mention.rule == "person.byline" and mention.title is None
    if not signed and not title.endswith(_REPORTERS):
        return None
    found = _DATELINE.search(before) or (_SIGN_OFF.search(before) if signed else None)
    if found is None and (again := _signed_off(text, mention.text)) is not None:
        found = again
    return found["medium"] if found is not None else None


def _signed_off(text: str, name: str) -> regex.Match[str] | None:
    """Where a reporter signs off: `KBS 뉴스 고○○입니다`; else the station in brackets that the text begins with."""
    at = text.rfind(f"{name}입니다")
    found = _SIGN_OFF.search(text, max(0, at - 24), at) if at > 0 else None
    return found or _STATION.search(text, 0, 400)


def body_of(analysis: Analysis, mention: PersonMention) -> str | None:
    """The body of which somebody is the head or a member by the title alone, or None.

    The mayor is of the city that the text tells of up to there, or else of the only one that it names at all.
    """
    if mention.title is None or mention.former:
        return None
    title = mention.title.of(analysis.text)
    if title.endswith("의원") and "국회" in analysis.text:
        return None
    index = mentions(analysis, ("org",))
    for noun, alone in _nouns(title):
        sole = index.sole(noun)
        if sole is not None:
            return sole.name
        if alone:
            if noun == "회사" and (firm := _main_firm(index, mention)) is not None:
                return firm
            continue
        found = index.antecedent(noun, mention.span.start) or local_body(analysis, noun, mention.span.start)
        if found is not None:
            return found.name
    return _local_of(index) if title.endswith(_LOCAL_UNITS) and len(title) > 3 else None


def _main_firm(index: Mentions, mention: PersonMention) -> str | None:
    """The firm of which a text is about: the first that it names, and the one most spoken of; else None."""
    first = next((one for one in index.named if one.org_type == "company"), None)
    found = index.antecedent("회사", mention.span.start)
    return found.name if found is not None and first is not None and found.name == first.name else None


def _local_of(index: Mentions) -> str | None:
    """The only local government of a text, for the head of a section: those of a ministry stand beside its name."""
    local = {one.name for one in index.named if one.org_type == "local_government" and not one.name.endswith("의회")}
    return next(iter(local)) if len(local) == 1 else None


_LOCAL_UNITS = ("추진단장", "기획단장", "실장", "담당관", "과장", "국장", "팀장", "정책관", "보건소장", "사업소장")


def _nouns(title: str) -> tuple[tuple[str, bool], ...]:
    """What the body of a title is called: 시 of 시장, 협회 of 협회장."""
    for size in range(min(_LONGEST, len(title)), 1, -1):
        known = _offices().get(title[-size:])
        if known is not None:
            return known
    body = title.removesuffix("장")
    return ((body, True),) if body != title and len(body) > 1 and body in load_heads() else ()
