"""Counted weeks and days of a month: 첫째 주 금요일, 마지막 날, 말일."""

from __future__ import annotations

import re

from gwangju_ai_cli.facts.dates import lexicon as lex
from gwangju_ai_cli.facts.dates.drafts import DAY, MONTH, WEEK, WEEKDAY, YEAR, Draft
from gwangju_ai_cli.model import Span


def _names_month(draft: Draft) -> bool:
    point = draft.point
    named = point.month is not None or point.month_offset is not None or point.month_same is not None
    return draft.rank == MONTH and named


def add_nth(text: str, draft: Draft, match: re.Match[str]) -> bool:
    """`첫째 주 금요일`, `마지막 날`, `10월 둘째 토요일`; a bare figure needs 째."""
    if match["end"] or match["end2"]:
        if not _names_month(draft):
            return False
        draft.set(DAY, match.end(), last_day=True)
        draft.shape = "nth"
        return True
    raw = re.sub(r"\s|번", "", match["nth"])
    if raw.isdigit():
        if "째" not in match.group() and "주차" not in match.group():
            return False
        nth = int(raw)
    else:
        nth = lex.NTH_VALUE[raw]
        if "째" not in match.group() and raw not in ("마지막", "첫", "둘", "셋", "넷") and "번" not in match["nth"]:
            return False
    if match["day"]:
        if nth not in (1, -1) or not (_names_month(draft) or draft.rank == YEAR):
            return False
        if draft.rank == YEAR:  # "지난해 마지막 날"
            draft.set(DAY, match.end(), month=1 if nth == 1 else 12, day=1 if nth == 1 else 31)
        elif nth == 1:
            draft.set(DAY, match.end(), day=1)
        else:
            draft.set(DAY, match.end(), last_day=True)
        draft.shape = "nth"
        return True
    name = match["wd1"] or match["wd2"]
    if not draft.rank and not (match["week"] and name) and not match["wd2"]:
        return False
    if not draft.rank and "째" not in match.group() and "마지막" not in match.group():
        return False
    draft.set(WEEK, match.end(), week_nth=nth) if match["week"] else None
    if name:
        draft.set(WEEKDAY, match.end(), nth=nth, weekday=lex.WEEKDAYS.index(name))
        group = "wd1" if match["wd1"] else "wd2"
        draft.point.slots["weekday"] = Span(match.start(group), match.end(group))
    draft.shape = "nth"
    return True
