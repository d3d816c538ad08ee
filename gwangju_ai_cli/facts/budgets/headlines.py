"""Headlines that leave their verb out: "전남도, 어업인 정착에 36억원", "도, 소방헬기 교체에 270억원… 절차 위반"."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets import names, words
from gwangju_ai_cli.facts.budgets.earlier import DOTS
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.model import Span

# Anybody may buy: "배우 김씨, 빌딩 매입에 27억원".
_BOUGHT = frozenset({"매입", "구입", "구매", "투자", "제작", "인수", "유치"})
_LEAST_WON = 100_000_000
_MEASURE = r"(?:약|총|모두|최대|연|연간|매년|올해|내년|내년에|또|다시)"
_TO = regex.compile(
    rf"\s*(?:[\[【(<〈][^\]】)>〉\n]{{1,12}}[\]】)>〉]\s?)?(?:(?P<who>[^,…“\"‘'\n]{{1,24}}),\s)?"
    rf"(?P<what>[^,…“\"‘'\n]{{2,40}})에\s(?:{_MEASURE}\s)*$"
)
_COST = regex.compile(rf"(?P<what>[^,…“\"‘'\n]{{2,40}}[가-힣]{{2}}비)\s(?:{_MEASURE}\s)*$")
_ENDS = regex.compile(r"\s*(?:$|\n|…|‥|⋯|\.{2,}|[”’\"'](?:\s|$))")


def goal(frame: Frame, desk: Desk) -> Found[str] | None:
    """What a headline gives its amount to, by its goal or its cost; None for every other line."""
    amount = frame.money.amount
    if frame.clause is not None or amount is None or frame.money.currency != "KRW" or amount < _LEAST_WON:
        return None
    text = desk.text
    if not _ENDS.match(text, frame.money.end):
        return None
    begin = text.rfind("\n", 0, frame.money.start) + 1
    cued = words.cue_pattern().search(text, begin, frame.money.start) is not None
    dots = [dot.end() for dot in DOTS.finditer(text, begin, frame.money.start)]
    begin = dots[-1] if dots else begin
    match = _TO.match(text, begin, frame.money.start)
    if match is None:
        match = _COST.match(text, begin, frame.money.start)
        if match is None or not desk.known_org(Span(begin, match.end())):
            return None
        noun = match.group("what").split()[-1]
        span = Span(*match.span("what"))
        return Found(noun, span) if words.is_cost(noun) and words.noun_class(noun) in ("weak", "budget") else None
    last = match.group("what").split()[-1]
    kind = words.project_class(last)
    # "내년 복지 예산 89조원… 백신에 9천억원": a goal that is no known doing, in a line on the budget
    named = kind is not None or (cued and bool(dots) and not desk.known_org(Span(*match.span("what"))))
    if not named or words.noun_class(last) in ("none", "private") or desk.money_in(Span(begin, frame.money.start)):
        return None
    if (kind == "facility" or last in _BOUGHT) and not _is_body(match, desk):
        return None
    span = names.without_owner(Span(*match.span("what")), desk)
    found = names.clean(span, desk)
    return found if found and not names.is_anaphor(found.value) else None


def _is_body(match: regex.Match[str], desk: Desk) -> bool:
    """Whether who opens the headline is a known body."""
    return match.group("who") is not None and desk.known_org(Span(*match.span("who"))) is not None


def project(frame: Frame, desk: Desk) -> Found[str] | None:
    """The goal as a project's name; a cost is left to its label."""
    found = goal(frame, desk)
    return found if found and not words.is_cost(found.value.split()[-1]) else None
