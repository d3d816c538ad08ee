"""Repetitions: 매주 월요일, 매년 3월, 격월, 연 2회, 월~금요일 오전 10시."""

from __future__ import annotations

import re

from gwangju_ai_cli.facts.dates import lexicon as lex
from gwangju_ai_cli.facts.dates.drafts import Found, slots_of
from gwangju_ai_cli.facts.dates.points import parse_point
from gwangju_ai_cli.facts.dates.readings import Reading
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern

_MORE_WEEKDAYS = pattern(rf"(?:(?:[·,~]|과|와)\s?[{lex.WEEKDAYS}]요일)+")
_NTH = r"(?:첫|둘|셋|넷|다섯|마지막|[1-5])\s?(?:째|번째)?"
_SEVERAL_NTH = pattern(rf"(?:{_NTH}(?:\s?주)?(?:\s?[·,]\s?|[와과]\s)){{1,4}}(?={_NTH}\s?(?:주|[{lex.WEEKDAYS}]요일))")

_FROM = pattern(r"부터\s")
_WEEKDAYS = pattern(rf"[{lex.WEEKDAYS}](?:\s?[~·,]\s?[{lex.WEEKDAYS}])+요일|평일")


def read_weekdays(text: str, pos: int, limit: int) -> Found | None:
    """`월~금요일 오전 10시~오후 5시`, `토·일요일`, `평일`: days of every week."""
    match = _WEEKDAYS.match(text, pos, limit)
    if match is None:
        return None
    days = Span(*match.span())
    space = lex.SPACE.match(text, match.end(), limit)
    draft = parse_point(text, space.end(), limit) if space else None
    if draft is None or draft.point.names_date() or draft.flaw or draft.point.clock is None:
        return Found(days, "date.recurring.weekdays", Reading("recurring", every="P1W"), {"weekday": days})
    end, other = draft.end, draft.twin
    if other is None and (joint := lex.TILDE.match(text, end, limit) or _FROM.match(text, end, limit)):
        last = parse_point(text, joint.end(), limit, after=draft)
        if last is not None and last.point.clock is not None and not last.point.names_date():
            until = lex.UNTIL.match(text, last.end, limit)
            if until or "부터" not in joint.group():
                end, other = until.end() if until else last.end, last.point
    reading = Reading("recurring", draft.point, other, every="P1W")
    return Found(Span(pos, end), "date.recurring.weekdays", reading, {"weekday": days})


def read_recurring(text: str, pos: int, limit: int) -> Found | None:
    """매주 월요일, 매년 3월, 매달 15일, 격월, 연 2회."""
    if times := lex.TIMES_A.match(text, pos, limit):
        per = {"연": "P1Y", "월": "P1M", "주": "P1W", "하루": "P1D", "일": "P1D"}[times["per"]]
        return Found(
            Span(*times.span()),
            "date.recurring.times",
            Reading("recurring", every=per),
            {"count": Span(*times.span("n"))},
        )
    head = lex.EVERY.match(text, pos, limit)
    if head is None:
        return None
    word = re.sub(r"\s", "", head.group())
    if (
        word in ("격월", "격주", "격년", "매일", "매달", "매월", "매주", "매해")
        and re.match(r"[가-힣]", text[head.end() : head.end() + 1])
        and (
            not re.match(r"(?:로|으로|에|의|은|는|마다|간|도|제)", text[head.end() : head.end() + 2])
            or text[head.end() : head.end() + 2] in ("간지", "의경", "유업")
        )
    ):
        return None
    space = lex.SPACE.match(text, head.end(), limit)
    at = space.end() if space else head.end()
    draft = None
    if text[at : at + 1] in lex.WEEKDAYS and (days := read_weekdays(text, at, limit)) and days.reading is not None:
        return Found(Span(pos, days.span.end), days.rule, days.reading, days.slots)  # "매주 토·일요일 오후 2시"
    if several := _SEVERAL_NTH.match(text, at, limit):  # "매월 첫째·셋째 주 수요일"
        at = several.end()
    if word in ("매월", "매달") and (end_of_month := lex.NTH.match(text, at, limit)) and "말일" in end_of_month.group():
        return Found(
            Span(pos, end_of_month.end()), "date.recurring", Reading("recurring", every=lex.EVERY_VALUE[word]), {}
        )
    following = text[at : at + 1]
    if following and (
        following.isdigit()
        or following in lex.WEEKDAYS
        or lex.NTH.match(text, at)
        or lex.word_at(text, at, limit)
        or lex.DAYPART.match(text, at)
    ):
        draft = parse_point(text, at, limit)
    if draft is None or not draft.rank or draft.flaw or (draft.point.year is not None):
        return Found(Span(pos, head.end()), "date.recurring", Reading("recurring", every=lex.EVERY_VALUE[word]), {})
    end = draft.end
    more = _MORE_WEEKDAYS.match(text, end, limit)
    if more:
        end = more.end()
    joint = lex.TILDE.match(text, end, limit) or lex.FROM_ONLY.match(text, end, limit)
    gap = lex.SPACE.match(text, joint.end(), limit) if joint else None
    other = parse_point(text, gap.end(), limit, after=draft) if gap else None
    if other is not None and other.twin is None and not other.flaw and joint:
        until = lex.UNTIL.match(text, other.end, limit)
        if until or "~" in joint.group():
            end = until.end() if until else other.end
        else:
            other = None
    else:
        other = None
    point = draft.point
    return Found(
        Span(pos, end),
        "date.recurring",
        Reading("recurring", point, other.point if other else draft.twin, every=lex.EVERY_VALUE[word]),
        slots_of(point),
    )
