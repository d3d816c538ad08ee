"""Times of day: 오전 10시, 밤 9시 30분, 14:20, 정오, 이날 오후."""

from __future__ import annotations

import re

from gwangju_ai_cli.facts.dates import lexicon as lex
from gwangju_ai_cli.facts.dates.drafts import TIME, Draft
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.patterns import pattern


def read_time(text: str, draft: Draft, at: int, limit: int) -> bool:
    """오전 10시, 밤 9시 30분, 정오, 이날 오후."""
    if (
        text[at : at + 1] == "밤"
        and not draft.expected
        and (night := lex.word_at(text, at, limit))
        and night[0].role == "overnight"
    ):
        return False  # 밤사이 is no evening
    part = lex.DAYPART.match(text, at, limit) if text[at : at + 1] in lex.DAYPART_LETTERS else None
    begin = at
    name = None
    if part is not None:
        name = part["part"]
        space = lex.SPACE.match(text, part.end(), limit)
        begin = space.end() if space else part.end()
        if clock := lex.CLOCK.match(text, begin, limit):
            return read_clock(text, draft, clock, name)
    first = text[begin : begin + 1]
    hour = lex.HOUR.match(text, begin, limit) if first.isdecimal() or first in lex.HOUR_LETTERS else None
    if hour is not None and _hour(text, draft, hour, name, limit):
        return True
    begin = part.start("part") if part is not None else at
    if (found := lex.word_at(text, begin, limit)) is None or found[0].role != "daypart":
        return False
    word, end = found
    surface = text[begin:end]
    if part is None and surface in ("정오", "자정"):
        twelve = _TWELVE.match(text, end, limit)  # "자정 12시": said twice
        midnight = surface == "자정"
        named = (0, 0) if midnight else (12, 0)
        draft.set(
            TIME,
            twelve.end() if twelve else end,
            clock=named,
            afternoon=not midnight,
            midnight="word" if midnight else None,
        )
        draft.shape = draft.shape or "clock"
        return True
    low, high = map(int, word.value.split("-"))
    draft.set(TIME, end, daypart=(low, high))
    draft.shape = draft.shape or "daypart"
    return True


_TWELVE = pattern(r"[ ]?(?:12|열두)[ ]?시(?![간가-힣]{2})")


def read_night_hour(text: str, draft: Draft, at: int, limit: int) -> bool:
    """The hour behind a word for a night: 어젯밤 10시, 간밤 11시쯤."""
    space = lex.SPACE.match(text, at, limit)
    begin = space.end() if space else at
    hour = lex.HOUR.match(text, begin, limit)
    return hour is not None and _hour(text, draft, hour, "밤", limit)


def read_clock(text: str, draft: Draft, match: re.Match[str], name: str | None = None) -> bool:
    hour, minute = int(match["h"] or match["h12"]), int(match["m"] or 0)
    half = match["ap"] or match["ap12"]
    if half and half in "pP":
        name = "오후"
    elif half:
        name = "오전"
    if not draft.rank and name is None and re.match(r"\s?(?:로|의\s|대\s|비율)", text[match.end() : match.end() + 3]):
        return False
    clock = _on_the_clock(hour, minute, name)
    midnight = "hour" if name == "밤" and clock == (0, 0) else None
    draft.set(TIME, match.end(), clock=clock, afternoon=_afternoon(name, hour), midnight=midnight)
    draft.shape = draft.shape or "clock"
    return True


def _on_the_clock(hour: int, minute: int, name: str | None) -> tuple[int, int]:
    """The hour of 24 that an hour with a part of the day means.

    >>> _on_the_clock(3, 0, "오후"), _on_the_clock(12, 30, "오전"), _on_the_clock(12, 0, "밤")
    ((15, 0), (0, 30), (0, 0))
    """
    if (
        (name in ("오후", "저녁") and hour < 12)
        or (name in ("낮", "점심") and hour < 6)
        or (name == "밤" and 6 <= hour < 12)
    ):
        hour += 12
    elif name in ("오전", "밤", "새벽") and hour == 12:
        hour = 0
    return (hour, minute) if hour < 24 else (24, 0)


def _afternoon(name: str | None, hour: int) -> bool | None:
    if name in ("오후", "저녁", "낮", "점심"):
        return True
    if name == "밤":
        return 6 <= hour < 12
    return False if name is not None else None


_QUARTER_TO = pattern(r"\s?전(?=이[다며고에]|입니|이었|인\s)")
# "오후 3시·7시", "3시와 7시": an hour behind an hour.
_AFTER_HOUR = pattern(r"\d시(?:\s?\d{1,2}분|\s반)?(?:\s?[·,]|[와과]|이?나)\s?$")
_CLOCK_TELLS = pattern(
    r"\s?(?:까지|부터|에|에는|께|쯤|경|정각|현재|기준|이후|이전|전|~|이다|입니다|무렵|방송|출발|도착|시작|사이|에서|(?:등교|등원|출근|퇴근|개장|개회|개막|개표|마감)(?![가-힣]{3}))"
)


def _minutes(written: str) -> int:
    """The minutes of `15` or `십오`; 60, which no hour has, of what is no number."""
    number = numerals.parse(written)
    return 60 if isinstance(number, numerals.Malformed) or number.value is None else int(number.value)


def _hour(text: str, draft: Draft, match: re.Match[str], name: str | None, limit: int) -> bool:
    raw = match["h"]
    joint = re.split(r"\s?[~\-]\s?", raw)
    native = not raw[0].isdigit()
    hours = [lex.NATIVE_HOURS[raw]] if native else [int(part) for part in joint]
    minute = _minutes(match["m"]) if match["m"] else 30 if match["half"] or match["half2"] else 0
    alone = not draft.rank and name is None and not draft.expected
    if (
        alone
        and hours[0] <= 24
        and not (match["m"] or match["half"] or match["half2"])
        and not _CLOCK_TELLS.match(text, match.end())
        and not _AFTER_HOUR.search(text, max(0, match.start() - 12), match.start())
    ):
        return False
    if alone and native and not (minute or _CLOCK_TELLS.match(text, match.end())):
        return False
    if native and text[match.start() - 1 : match.start()].isalnum() and name is None:
        return False
    draft.shape = draft.shape or "clock"
    if any(hour > 24 for hour in hours) or minute > 59:
        draft.flaw = f"no such time: {match.group()}"
        draft.set(TIME, match.end())
        return True
    low = _on_the_clock(hours[0], minute if len(hours) == 1 else 0, name)
    if len(hours) > 1:
        if draft.twin is None:  # "7~8일 오후 2~4시" has its two days already
            draft.fork()
        draft.set(TIME, match.end(), afternoon=_afternoon(name, hours[0]))
        draft.point.clock = low
        later = _afternoon(name, hours[0]) and (hours[1] < 12 or hours[0] < 12 == hours[1])  # "밤 11~12시"
        high = hours[1] + (12 if later else 0)
        if draft.twin is not None:
            draft.twin.clock = (high, minute) if high < 24 else (24, 0)
        return True
    if minute and hours[0] and (short := _QUARTER_TO.match(text, match.end(), limit)):  # "8시 15분 전이다"
        draft.set(TIME, short.end(), clock=(low[0] - 1, 60 - minute), afternoon=_afternoon(name, hours[0]))
        return True
    midnight = "hour" if name == "밤" and low == (0, 0) else None
    draft.set(TIME, match.end(), clock=low, afternoon=_afternoon(name, hours[0]), midnight=midnight)
    return True
