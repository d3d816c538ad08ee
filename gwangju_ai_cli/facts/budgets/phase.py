"""Which phase of a project an amount belongs to: 1단계, 제2단계, 3차년도."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.model import Span

_PHASE = regex.compile(r"(?<![\d가-힣])(?:제\s?)?(?:\d{1,2}|[일이삼사])\s?단계|(?<![\d가-힣])\d{1,2}차\s?(?:연도|년도)")


def nearest(frame: Frame, desk: Desk) -> Found[str] | None:
    """The phase that the amount belongs to: the nearest one named since the amount before, or in its own phrase."""
    spans = [Span(frame.segment.start, frame.money.start)]
    if frame.outer is not None and frame.host is not None:
        spans.append(frame.host.span)
    # "…을 선정했고, 1차 연도인 내년에는 45억원을": inside a modifier of the clause's first phrase
    comma = desk.text.rfind(", ", frame.near, frame.segment.start)
    if comma > 0 and not desk.money_in(Span(comma, frame.segment.start)):
        spans.append(Span(comma, frame.segment.start))
    for span in spans:
        found = list(_PHASE.finditer(desk.text, span.start, span.end))
        if found:
            match = found[-1]
            return Found(regex.sub(r"\s", "", match.group()), Span(*match.span()))
    return None


_AT_END = regex.compile(rf"\s(?:{_PHASE.pattern})$")


def cut(found: Found[str]) -> Found[str]:
    """A project's name without the phase that ends it: "지역혁신 사업 2차 연도 예산" is of the 지역혁신 사업."""
    match = _AT_END.search(found.value)
    return Found(found.value[: match.start()], found.span) if match else found


def without(name: str) -> str:
    """A project's name without the phase in it.

    >>> without("세풍산단 2단계 개발")
    '세풍산단 개발'
    """
    return regex.sub(r"\s+", " ", _PHASE.sub("", name)).strip()
