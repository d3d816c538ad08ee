"""Money that a company raises from investors: secured, but paid by those who invest, not by the one that gets it."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.model import BudgetStatus, Span

# "시리즈B 투자를 유치", "누적 투자금은 185억원", "투자 유치액", "210억 투자 유치"; a city's 국비 유치 is no such thing.
_RAISED = regex.compile(
    r"누적\s?(?:투자|유치)[가-힣]{0,4}|투자\s?유치(?!진흥|촉진|보조|지원|과|팀|설명회|기금)(?:액|금액|금|규모)?|"
    r"(?:유치|조달)(?:한|된)\s(?:누적\s)?투자(?:금|액)"
    r"|(?:투자|시리즈\s?[A-G]|프리\s?A|시드)(?:금|를|을)?\s?(?:약|총|최대)?\s?(?:유치|받)"
)
_ROUND = regex.compile(
    r"(?:시리즈\s?[A-G]|프리\s?-?\s?(?:시리즈\s?)?A|시드|브릿지)(?:\s?라운드)?(?:로|에서|에)?\s?(?:약|총)?\s?$"
)
_GETS = regex.compile(r"[^.\n,]{0,12}?(?:유치|조달|확보|클로징|마무리|마감|받)")
_LATER = regex.compile(
    r"[^.\n,]{0,24}?(?:투자(?:금|를|을)?\s?(?:유치|받|마무리|마감)|(?:시리즈\s?[A-G]|프리\s?-?\s?(?:시리즈\s?)?A|"
    r"시드|브릿지)(?:\s?(?:투자|라운드))?[를을]?\s?"
    r"(?:유치|마무리|마감|클로징|받))"
)


def cue(frame: Frame, desk: Desk) -> Span | None:
    """The words that say that the amount was raised: in its own stretch of the clause, or right after it."""
    match = _LATER.match(desk.text, frame.money.end, frame.sentence.span.end)
    if match and not desk.money_in(Span(frame.money.end, match.end())):
        return Span(*match.span())
    named = _ROUND.search(desk.text, frame.near, frame.money.start)
    gets = _GETS.match(desk.text, frame.money.end, frame.sentence.span.end) if named else None
    if gets and not desk.money_in(Span(frame.money.end, gets.end())):
        return Span(*gets.span())  # a headline: "시리즈B 120억 유치"
    start = max(frame.segment.start, frame.money.start - 30)
    found = list(_RAISED.finditer(desk.text, start, frame.money.start))
    if not found or regex.search(r"[,.]|고\s|며\s|가운데|중\s", desk.text[found[-1].end() : frame.money.start]):
        return None
    return Span(*found[-1].span())


def secured(frame: Frame, desk: Desk) -> Found[BudgetStatus] | None:
    """secured, where investors have given the money."""
    plans = frame.clause is not None and (frame.clause.plan or frame.clause.negative)
    found = None if plans else cue(frame, desk)
    return Found("secured", found) if found else None
