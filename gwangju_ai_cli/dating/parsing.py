"""From text to readings: finds each time expression of a sentence and says what it names, unresolved.

One scan finds where an expression can begin; from there small patterns are tried in the order in which Korean
puts a date together (year, month, week, day, weekday, part, time of day), then what joins it to a range or
turns it into a length. Everything works on offsets of the whole text.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gwangju_ai_cli import numerals
from gwangju_ai_cli.dating import lexicon as lex
from gwangju_ai_cli.dating.readings import Lead, Length, Point, Reading, Turn
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.timex import UNIT_ORDER, Part, Unit

YEAR, MONTH, WEEK, DAY, WEEKDAY, TIME = 1, 2, 3, 4, 5, 6


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in the text: where, by which rule, and its reading; a blocker has none."""

    span: Span
    rule: str
    reading: Reading | None
    slots: dict[str, Span]


class Draft:
    """A point under construction; `twin` is the other end where a component is a range (6~11일)."""

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.rank = 0
        self.point = Point()
        self.twin: Point | None = None
        self.listed: tuple[int, ...] = ()
        self.flaw: str | None = None
        self.numeric = False
        self.shape = ""
        self.day_only = False

    def both(self) -> tuple[Point, ...]:
        return (self.point,) if self.twin is None else (self.point, self.twin)

    def set(self, rank: int, end: int, **fields: object) -> None:
        for point in self.both():
            for name, value in fields.items():
                setattr(point, name, value)
        self.rank, self.end = rank, end

    def fork(self) -> Point:
        self.twin = replace(self.point, slots=dict(self.point.slots))
        return self.twin


def parse(text: str, start: int, end: int) -> Iterator[Found]:
    """The time expressions between two offsets, left to right, without overlap."""
    pos = start
    heads = lex.head_pattern()
    while match := heads.search(text, pos, end):
        kind = match.lastgroup or ""
        found = None
        if kind == "blocked":
            found = Found(Span(*match.span()), "date.block.name", None, {})
        elif kind == "every":
            found = _every(text, match, end)
        else:
            found = _blocked(text, match, kind) or _expression(text, match.start(), end, kind)
        if found is not None:
            yield found
            pos = max(found.span.end, match.start() + 1)
        elif kind == "num":
            pos = _skip_number(text, match.start())
        else:
            pos = match.end() if kind == "word" else match.start() + 1


_RUN = re.compile(r"['’‘]?\d+(?:[.,]\d+)*")


def _skip_number(text: str, pos: int) -> int:
    run = _RUN.match(text, pos)
    return run.end() if run else pos + 1


# "5·18민주화운동", "6·25전쟁": a day in a name, read as no day. "8·9일" is a list of days.
_EVENT = re.compile(
    r"['’‘]?(?:[1-9]|1[0-2])·(?:3[01]|[12]\d|[1-9])(?![\d~]|\s?(?:일|월|년|분기|시|분|호|명|개|회|차|%|단계|급|세|·))(?!절(?![가-힣])|절(?=[에을은이과부인]))(?:['’]?\s?[가-힣]{0,10})?"
)
_PHONE = re.compile(r"(?:0\d{1,2}[-)]\s?\d{3,4}-\d{4}|1[568]\d\d-\d{4}(?!년)|\d{2,4}-\d{3,4}-\d{2,4}(?!년)|97[89]-?\d+-[\d-]+[\dX]|\d{6}-\d{7})(?!\d)")
_SCORE = re.compile(r"\d{1,3}-\d{1,3}(?=\s?(?:로|으로|의|패|승|무)?\s?(?:이[겼긴기]|졌|패|승|역전|완승|앞|뒤|무승부|끌려|리드|제압|꺾))")
_CITIES = re.compile(r"\d{1,2}개?\s?시[\s·,]\s?\d{1,2}개?\s?(?:군|구|도)")
_CODE = re.compile(r"제?\d{4}-\d{2,6}\s?호|제\s?\d+\s?(?:주년|주기|회|차|호|조|항|기|대|년차)")
_FRACTION = re.compile(r"\d+(?:\.\d+)?\s?분의\s?[\d일이삼사오]+|\d+/\d+(?=\s?(?:로|으로|에\s불과|수준|이하|이상|가량|정도|의\s))")
_OPEN_ALL_DAY = re.compile(r"24시(?:\s?(?:편의점|영업|찜질|카페|간병|돌봄|무인|콜|마트|약국|식당|체제|감자|해장|국밥|전화|상담|편의|동물|응급|병원))")
_MARKET = re.compile(r"\d일장(?![가-힣])|\d일장(?=[을이은의에으])")
_BLOCKERS = (
    ("date.block.phone", _PHONE, "0123456789"), ("date.block.event", _EVENT, "'’‘0123456789"), ("date.block.score", _SCORE, "0123456789"),
    ("date.block.places", _CITIES, "0123456789"), ("date.block.code", _CODE, "제0123456789"),
    ("date.block.fraction", _FRACTION, "0123456789"), ("date.block.open_all_day", _OPEN_ALL_DAY, "2"),
    ("date.block.market", _MARKET, "0123456789"),
)


def _blocked(text: str, match: re.Match[str], kind: str) -> Found | None:
    if kind != "num":
        return None
    pos = match.start()
    for rule, pattern, _ in _BLOCKERS:
        if hit := pattern.match(text, pos):
            return Found(Span(pos, hit.end()), rule, None, {})
    return None


# ---------------------------------------------------------------- points


def parse_point(text: str, pos: int, limit: int, *, after: Draft | None = None) -> Draft | None:
    """The longest point that begins at `pos`; `after` is the range's first end, whose unit a bare figure takes."""
    draft = Draft(pos)
    if lead := lex.LEAD.match(text, pos, limit):
        word = lead["lead"]
        value: Lead = {"다음": "next", "이번": "this", "올": "this", "저번": "past"}.get(word) or (  # type: ignore[assignment]
            "past" if word == "지난" else "next"
        )
        inner = Draft(pos)
        inner.end = lead.end()
        inner.point.lead = value
        inner.point.slots["lead"] = Span(pos, pos + len(word))
        if word in ("오는", "다가오는", "돌아오는"):
            inner.point.slots["coming"] = inner.point.slots["lead"]
        if word == "올":
            inner.point.year_offset = 0
            inner.rank = YEAR
        body = _chain(text, inner, limit, after)
        if body.rank > (YEAR if word == "올" else 0) or body.point.part is not None or body.point.since:
            return body
    draft = _chain(text, draft, limit, after)
    return draft if draft.rank else None


def _chain(text: str, draft: Draft, limit: int, after: Draft | None) -> Draft:
    """Adds one component after another while each is finer than the last."""
    while True:
        space = lex.SPACE.match(text, draft.end, limit)
        at = space.end() if space and draft.rank else draft.end
        before = draft.rank
        if not _component(text, draft, at, limit, after):
            break
        if draft.rank == before and draft.rank >= TIME:
            break
    if draft.rank and draft.rank < TIME or draft.rank == DAY:
        _part(text, draft, limit)
    return draft


def _component(text: str, draft: Draft, at: int, limit: int, after: Draft | None) -> bool:
    if at >= limit:
        return False
    char = text[at]
    if char.isdigit() or char in "'’‘":
        return _figures(text, draft, at, limit, after)
    if draft.shape in ("day", "day_same") and (draft.point.day_offset is not None or draft.point.day_same is not None) and (
        draft.point.beside is None and _day_beside(text, draft, limit)
    ):
        return True
    if draft.rank and draft.rank <= DAY and draft.point.names_day() and _weekday_tag(text, draft, limit):
        return True
    if draft.rank < DAY and char in lex.WEEKDAYS and (match := lex.WEEKDAY_WORD.match(text, at, limit)):
        draft.point.slots["weekday"] = Span(*match.span())
        draft.set(WEEKDAY, match.end(), weekday=lex.WEEKDAYS.index(match["word"]))
        draft.shape = draft.shape or "weekday"
        return True
    if draft.rank == MONTH and char == "의" and (match := re.compile(r"의\s").match(text, at, limit)) and (
        nth := lex.NTH.match(text, match.end(), limit)
    ) and _nth(text, draft, nth):
        return True
    if not draft.rank and draft.point.lead and char == "분" and (match := re.compile(r"분기(?!별)").match(text, at, limit)):
        draft.set(MONTH, match.end(), quarter_offset={"past": -1, "last": -1, "this": 0, "next": 1}[draft.point.lead])
        draft.shape = "quarter"
        return True
    if draft.rank <= MONTH and (match := lex.NTH.match(text, at, limit)) and _nth(text, draft, match):
        return True
    if draft.rank and draft.rank < TIME and (match := re.compile(r"한\s?달(?![가-힣])|한\s?달(?=간|동안|내내)").match(text, at, limit)) and draft.rank == MONTH:
        draft.end = match.end()
        return True
    if _takes_time(draft) and _time(text, draft, at, limit):
        return True
    return _word(text, draft, at, limit)


_BESIDE = re.compile(r"\s?\((?:(?P<m>\d{1,2})월\s?)?(?P<d>\d{1,2})일?(?=\)|,|\s?현지|\s?오[전후])[^()\n]{0,12}\)")


def _day_beside(text: str, draft: Draft, limit: int) -> bool:
    """`오늘(18일)`, `이날(3일)`: the figure in the parenthesis is the day that the word means."""
    match = _BESIDE.match(text, draft.end, limit)
    if match is None or draft.point.day is not None or not 1 <= int(match["d"]) <= 31:
        return False
    if not (text[match.end("d")] == "일" or draft.point.day_offset is not None):
        return False
    draft.point.slots["beside"] = Span(match.start("m") if match["m"] else match.start("d"), match.end("d") + (text[match.end("d")] == "일"))
    draft.point.beside = (int(match["m"]) if match["m"] else None, int(match["d"]))
    draft.end = match.end()
    return True


def _takes_time(draft: Draft) -> bool:
    """Whether a time of day may follow: behind a day or on its own, not behind 다음 주."""
    return draft.rank < TIME and (not draft.rank or draft.point.names_day())


def _weekday_tag(text: str, draft: Draft, limit: int) -> bool:
    """`9일(월)`, `15일 금요일`: a weekday beside a day is kept as evidence, never as the value."""
    match = lex.WEEKDAY.match(text, draft.end, limit)
    if match is None or "weekday" in draft.point.slots:
        return False
    name = match["word"] or match["paren"] or match["open"]
    group = "word" if match["word"] else "paren" if match["paren"] else "open"
    target = draft.twin or draft.point
    target.slots["weekday"] = Span(match.start(group), match.end(group))
    target.fallback_weekday = lex.WEEKDAYS.index(name)
    draft.rank = WEEKDAY
    draft.end = match.end() if not match["open"] else draft.end
    if match["open"]:
        draft.rank = WEEKDAY
    return True


_WORDS: dict[str, re.Pattern[str]] = {}


def _word_at(text: str, at: int, limit: int) -> re.Match[str] | None:
    pattern = _WORDS.get("")
    if pattern is None:
        pattern = _WORDS[""] = re.compile(lex.word_pattern())
    return pattern.match(text, at, limit)


_SAME_PERIOD = re.compile(r"\s?(?:같은\s?(?:기간|달|분기|날|시기|때)|동기|동월|동분기|이맘때|이맘\s때)")
_ROLE_RANK = {
    "year": YEAR, "year_same": YEAR, "half": MONTH, "season": MONTH, "month": MONTH, "month_same": MONTH, "week": WEEK,
    "weekend": DAY, "day": DAY, "day_same": DAY, "holiday": DAY,
}


def _word(text: str, draft: Draft, at: int, limit: int) -> bool:
    match = _word_at(text, at, limit)
    if match is None:
        return False
    word = lex.time_words()[re.sub(r"\s", "", match.group())]
    end = match.end()
    if word.role == "since":
        if draft.rank not in (YEAR, MONTH) or draft.point.since:
            return False
        draft.set(draft.rank, end, since=True)
        return True
    if word.role == "turn":
        turn: Turn = word.value  # type: ignore[assignment]
        if draft.rank > YEAR or (draft.rank == YEAR and turn.startswith("week")):
            return False
        draft.set(MONTH, end, turn=turn)
        draft.shape = "turn"
        return True
    rank = _ROLE_RANK.get(word.role)
    if rank is None or draft.rank >= rank:
        return False
    if word.role == "weekend":
        if draft.rank in (YEAR,) and draft.point.lead != "this":
            return False
        draft.set(DAY, end, weekend=True)
        if draft.point.lead == "this" and draft.point.year_offset == 0:
            draft.point.year_offset = None
        draft.shape = "weekend"
        return True
    if word.role == "night":
        if draft.rank:
            return False
        draft.set(TIME, end, day_offset=int(word.value), daypart=(18, 24))
        draft.shape = "day"
        return True
    if word.role == "midweek":
        if draft.rank not in (0, WEEK) or re.match(r"\s?(?:한국|대사|북한|미국|일본|외교|공관)", text[end : end + 5]):
            return False  # "주중 한국대사관": in China
        draft.set(DAY, end, midweek=True)
        draft.shape = "week"
        return True
    if word.role == "week" and draft.rank:
        return False
    if word.role in ("day", "day_same") and draft.rank:
        return False
    if word.role == "month" and draft.rank and not (draft.rank == YEAR):
        return False
    if word.role == "holiday":
        if draft.rank == MONTH:
            return False
        draft.set(DAY, end, holiday=word.value)
    elif word.role == "half":
        draft.set(MONTH, end, half=int(word.value))
    elif word.role == "season":
        if not draft.rank and draft.point.lead is None and len(match.group()) == 1 and text[end : end + 1] not in " ,·/":
            pass
        draft.set(MONTH, end, season=int(word.value))
    elif word.role == "weekday":
        draft.set(WEEKDAY, end, weekday=int(word.value))
    else:
        name = word.role if word.role.endswith("_same") else f"{word.role}_offset"
        draft.set(rank, end, **{name: int(word.value)})
    draft.shape = word.role
    if rank == YEAR and (same := _SAME_PERIOD.match(text, end, limit)):
        draft.set(MONTH, same.end(), same_period=True)
        draft.shape = "same_period"
    return True


_UNIT_KIND = {"년": "year", "년도": "year", "회계연도": "year", "학년도": "year", "년대": "decade", "세기": "century", "월": "month", "일": "day"}


def _figures(text: str, draft: Draft, at: int, limit: int, after: Draft | None) -> bool:
    if not draft.rank:
        if (match := lex.FULL_DATE.match(text, at, limit)) and not text[at - 1 : at].isdigit():
            return _full_date(text, draft, match)
        if match := lex.FOREIGN_DATE.match(text, at, limit):
            return _foreign_date(draft, match)
        if match := lex.YEAR_MONTH.match(text, at, limit):
            draft.set(MONTH, match.end(), year=int(match["y"]), month=int(match["m"]))
            draft.numeric, draft.shape = True, "numeric"
            return True
    if _takes_time(draft) and (match := lex.CLOCK.match(text, at, limit)) and (at == 0 or text[at - 1] not in ":."):
        return _clock(text, draft, match)
    match = lex.NUM_UNIT.match(text, at, limit)
    if match is not None and _unit(text, draft, match, limit):
        return True
    if _takes_time(draft) and _time(text, draft, at, limit):
        return True
    return not draft.rank and _month_day(text, draft, at, limit, after)


def _full_date(text: str, draft: Draft, match: re.Match[str]) -> bool:
    year = int(match["y"])
    short = year < 100
    if short:
        year += 1900 if year > 50 else 2000
    month, day = int(match["m"] or match["m2"]), int(match["d"] or match["d2"])
    draft.set(DAY, match.end(), year=year, month=month, day=day)
    draft.numeric, draft.shape = True, "numeric"
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        draft.flaw = f"no such day: {match.group().strip()}"
    return True


def _foreign_date(draft: Draft, match: re.Match[str]) -> bool:
    first, second = int(match["a"]), int(match["b"])
    month, day = (second, first) if first > 12 else (first, second)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return False
    draft.set(DAY, match.end(), year=int(match["y"]), month=month, day=day)
    draft.numeric, draft.shape = True, "numeric"
    return True


def _month_day(text: str, draft: Draft, at: int, limit: int, after: Draft | None) -> bool:
    """`10.11.` after `2019.10.6.~`, `10/6(일)`, `04/22에`: figures that only their neighbours make a date."""
    match = lex.MONTH_DAY.match(text, at, limit)
    if match is None:
        if after is not None and after.numeric and (bare := re.compile(r"(\d{1,2})(?!\d)\.?(?![.\d가-힣%])").match(text, at, limit)):
            draft.set(DAY, bare.end(), day=int(bare[1]))
            draft.numeric = True
            return True
        return False
    slash = "/" in match.group()
    tail = text[match.end() : match.end() + 6]
    told = bool(re.match(r"\s?\([월화수목금토일][),]", tail))
    if slash:
        told |= bool(re.match(r"\s?(?:에(?!\s불과)|부터|까지|일정|오전|오후|~\s?\d+/)", tail)) or match["m"][0] == "0"
        told |= not tail.strip() and int(match["m"]) <= 12 < int(match["d"]) and text[:at].strip() == ""
    else:
        told |= bool(re.match(r"\s?~\s?(?:0?[1-9]|1[0-2])\.\s?\d{1,2}\.", tail)) and match.group().endswith(".")
    if not told and (after is None or not after.numeric):
        return False
    draft.set(DAY, match.end(), month=int(match["m"]), day=int(match["d"]))
    draft.numeric, draft.shape = True, "numeric"
    return True


_TERM = re.compile(r"(?P<n>\d{1,2})월(?![\s]?\d{1,2}일)")
_LEGAL = re.compile(r"(?:징역|금고|집행유예|자격정지|구류|형)\s?(?:각\s?)?(?:\d+년\s?)?$")


def _numbers(nums: str) -> tuple[list[int], str, list[str]]:
    """The figures of `6~11`, `8·9`, `8, 9`, with the sign that joins them."""
    parts = re.split(rf"\s?(?:\([{lex.WEEKDAYS}](?:요일)?\))?\s?([~\-,·])\s?", nums)
    figures = [part.strip("'’‘ ") for part in parts[::2]]
    figures = [re.sub(r"\(.*", "", figure).strip() for figure in figures]
    return [int(figure) for figure in figures], (parts[1] if len(parts) > 1 else ""), figures


def _unit(text: str, draft: Draft, match: re.Match[str], limit: int) -> bool:
    nums, unit = match["nums"], match["unit"]
    values, joint, figures = _numbers(nums)
    if "분기" in unit:
        return _quarter(draft, match, values, joint)
    kind = _UNIT_KIND[unit]
    rank = {"year": YEAR, "decade": YEAR, "century": YEAR, "month": MONTH, "day": DAY}[kind]
    if draft.rank >= rank or (kind in ("decade", "century") and draft.rank):
        return False
    if joint == "-" and kind in ("day", "month") and (values[0] >= values[-1]):
        return False
    if kind == "year":
        checked = _year(text, draft, match, values, figures)
        if checked is None:
            return False
        values = checked
    elif kind == "decade":
        decade = values[0] // 10 if values[0] >= 1000 else (190 + values[0] // 10 if values[0] >= 20 else 200 + values[0] // 10)
        if values[0] % 10 or not (values[0] >= 1000 or len(figures[0]) == 2):
            return False
        values = [decade] + [v // 10 if v >= 1000 else 190 + v // 10 for v in values[1:]]
    elif kind == "century":
        values = [value - 1 for value in values]
        if any(not 0 < value <= 29 for value in values):
            return False
    elif kind == "month":
        if _LEGAL.search(text, max(0, match.start() - 12), match.start()):
            return False
        if any(not 1 <= value <= 12 for value in values):
            if draft.rank != YEAR and (len(values) > 1 or values[0] > 31):
                return False
            draft.flaw = f"no such month: {match.group()}"
    elif kind == "day" and not _is_day(text, draft, match, values):
        return False
    draft.shape = kind
    if len(values) > 1:
        twin = draft.fork() if draft.twin is None else draft.twin
        draft.set(rank, match.end(), **{kind: values[-1]})
        setattr(draft.point, kind, values[0])
        draft.twin = twin
        if joint in ",·" and any(b - a != 1 for a, b in zip(values, values[1:], strict=False)):
            draft.listed = tuple(values)
        for point, figure in ((draft.point, nums.split(joint)[0]), (twin, nums.split(joint)[-1])):
            if tag := re.search(rf"\(([{lex.WEEKDAYS}])", figure):
                offset = match.start() + nums.index(figure) + tag.start(1)
                point.slots["weekday"] = Span(offset, offset + 1)
                point.fallback_weekday = lex.WEEKDAYS.index(tag[1])
    else:
        draft.set(rank, match.end(), **{kind: values[0]})
    if kind == "year" and unit == "학년도":
        draft.shape = "year"
    return True


_YEAR_NEEDS = re.compile(r"도(?![가-힣])|\s?(?:\d{1,2}월|[1-4]/?4?\s?분기|상반기|하반기|생(?![가-힣])|산(?![가-힣]))")


def _year(text: str, draft: Draft, match: re.Match[str], values: list[int], figures: list[str]) -> list[int] | None:
    """The years meant by `2020~24`, `'19`, `97`; None where a length is meant (20년)."""
    first = values[0]
    quoted = match.group()[0] in "'’‘"
    if first < 1000:
        if 100 <= first and first % 10 and len(values) == 1 and re.match(r"에(?=\s(?![걸한이달불])|는)", text[match.end() : match.end() + 3]):
            return values  # 676년에: lengths of three figures are round
        after = _YEAR_NEEDS.match(text, match.end()) or match["unit"] in ("년도", "학년도")
        past = draft.point.lead == "past" and first >= 50
        if len(figures[0]) != 2 or not (quoted or past or (after and not lex.LENGTH_AFTER.match(text, match.end()))):
            return None
        base = [value + (1900 if value > 50 else 2000) if value < 100 else value for value in values]
        return base
    if not 1000 <= first <= 2999:
        return None
    if lex.LENGTH_AFTER.match(text, match.end()) and not re.match(r"\s?(?:전|후|뒤|째)(?![가-힣])|\s?(?:이후|이전|단위|이\s?(?:지나|넘))", text[match.end() : match.end() + 6]) and first in (1000, 1500, 2000):
        return None
    out = [first]
    for value, figure in zip(values[1:], figures[1:], strict=True):
        out.append(value if len(figure) == 4 else first - first % 10 ** len(figure) + value)
        if len(figure) == 3:
            return None
    return out


def _is_day(text: str, draft: Draft, match: re.Match[str], values: list[int]) -> bool:
    """Whether `10일` is a day of the month; beside a month it always is."""
    if draft.rank in (MONTH, YEAR) and (draft.point.month is not None or draft.point.month_offset is not None or draft.point.month_same is not None):
        if any(not 1 <= value <= 31 for value in values):
            draft.flaw = f"no such day: {text[draft.start : match.end()]}"
        return True
    if draft.rank:
        return False
    if any(not 1 <= value <= 31 for value in values):
        return False
    if draft.point.lead is not None:
        return not re.match(r"\s?(?:간|동안|새\s|내내|연속|째)", text[match.end() : match.end() + 4])
    if lex.LENGTH_AFTER.match(text, match.end()):
        return False
    return not lex.LENGTH_BEFORE.search(text, max(0, match.start() - 6), match.start())


def _quarter(draft: Draft, match: re.Match[str], values: list[int], joint: str) -> bool:
    if draft.rank >= MONTH or any(not 1 <= value <= 4 for value in values):
        if draft.rank < MONTH and draft.rank and len(values) == 1 and values[0] > 4:
            draft.flaw = f"no such quarter: {match.group()}"
        else:
            return False
    draft.shape = "quarter"
    if len(values) > 1:
        draft.fork()
        draft.set(MONTH, match.end(), quarter=values[-1])
        draft.point.quarter = values[0]
        if joint in ",·" and any(b - a != 1 for a, b in zip(values, values[1:], strict=False)):
            draft.listed = tuple(values)
    else:
        draft.set(MONTH, match.end(), quarter=values[0])
    return True


def _nth(text: str, draft: Draft, match: re.Match[str]) -> bool:
    """`첫째 주 금요일`, `마지막 날`, `10월 둘째 토요일`; a bare figure needs 째."""
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
        if nth not in (1, -1) or (draft.rank != MONTH and not (draft.rank == YEAR and draft.point.year_offset is not None)):
            return False
        if nth == 1:
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


def _part(text: str, draft: Draft, limit: int) -> None:
    """초, 중순, 말 right behind a date."""
    point = draft.twin or draft.point
    if point.names_day() and not (point.weekend):
        return
    if draft.point.turn is not None:
        return
    match = lex.PART.match(text, draft.end, limit)
    if match is None:
        return
    word = match.group().strip()
    kind: Part = lex.PART_KIND[word]  # type: ignore[assignment]
    if kind == "end" and word == "막판":
        return
    draft.set(draft.rank, match.end(), part=kind, late=word in ("후반", "초반", "하순", "막판"))
    point.slots["part"] = Span(match.end() - len(word), match.end())


# ---------------------------------------------------------------- times of day


def _time(text: str, draft: Draft, at: int, limit: int) -> bool:
    """오전 10시, 밤 9시 30분, 정오, 이날 오후."""
    part = lex.DAYPART.match(text, at, limit)
    begin = at
    name = None
    if part is not None:
        name = part["part"]
        space = lex.SPACE.match(text, part.end(), limit)
        begin = space.end() if space else part.end()
        if clock := lex.CLOCK.match(text, begin, limit):
            return _clock(text, draft, clock, name)
    hour = lex.HOUR.match(text, begin, limit)
    if hour is not None and _hour(text, draft, hour, name):
        return True
    if part is None and (word := _word_at(text, at, limit)) and lex.time_words()[re.sub(r"\s", "", word.group())].role == "daypart":
        surface = word.group()
        if surface in ("정오", "자정"):
            if surface == "자정" and False:
                return False
            draft.set(TIME, word.end(), clock=(12, 0) if surface == "정오" else (0, 0))
            draft.shape = draft.shape or "clock"
            return True
    if part is not None and (word := _word_at(text, part.start("part"), limit)):
        found = lex.time_words()[re.sub(r"\s", "", word.group())]
        if found.role == "daypart":
            low, high = map(int, found.value.split("-"))
            draft.set(TIME, word.end(), daypart=(low, high))
            draft.shape = draft.shape or "daypart"
            return True
    return False


def _clock(text: str, draft: Draft, match: re.Match[str], name: str | None = None) -> bool:
    hour, minute = int(match["h"] or match["h12"]), int(match["m"] or 0)
    half = match["ap"] or match["ap12"]
    if half and half in "pP":
        name = "오후"
    elif half:
        name = "오전"
    if not draft.rank and name is None and re.match(r"\s?(?:로|의\s|대\s|비율)", text[match.end() : match.end() + 3]):
        return False
    draft.set(TIME, match.end(), clock=_on_the_clock(hour, minute, name), afternoon=_afternoon(name, hour))
    draft.shape = draft.shape or "clock"
    return True


def _on_the_clock(hour: int, minute: int, name: str | None) -> tuple[int, int]:
    """The hour of 24 that an hour with a part of the day means.

    >>> _on_the_clock(3, 0, "오후"), _on_the_clock(12, 30, "오전"), _on_the_clock(12, 0, "밤"), _on_the_clock(1, 0, "낮")
    ((15, 0), (0, 30), (0, 0), (13, 0))
    """
    if name in ("오후", "저녁") and hour < 12:
        hour += 12
    elif (name in ("낮", "점심") and hour < 6) or (name == "밤" and 6 <= hour < 12):
        hour += 12
    elif name in ("오전", "밤", "새벽") and hour == 12:
        hour = 0
    return hour % 24, minute


def _afternoon(name: str | None, hour: int) -> bool | None:
    if name in ("오후", "저녁", "낮", "점심"):
        return True
    if name == "밤":
        return 6 <= hour < 12
    return False if name is not None else None


_CLOCK_TELLS = re.compile(r"\s?(?:까지|부터|에|에는|께|쯤|경|정각|현재|기준|이후|이전|전|~|이다|입니다|무렵|방송|출발|도착|시작|사이|에서)")


def _hour(text: str, draft: Draft, match: re.Match[str], name: str | None) -> bool:
    raw = match["h"]
    joint = re.split(r"\s?[~\-]\s?", raw)
    native = not raw[0].isdigit()
    hours = [lex.NATIVE_HOURS[raw]] if native else [int(part) for part in joint]
    minute = int(match["m"]) if match["m"] else 30 if match["half"] or match["half2"] else 0
    alone = not draft.rank and name is None
    if alone and hours[0] <= 24 and not (match["m"] or match["half"] or match["half2"]) and not _CLOCK_TELLS.match(text, match.end()):
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
        draft.fork()
        draft.set(TIME, match.end(), afternoon=_afternoon(name, hours[0]))
        draft.point.clock = low
        high = hours[1] + (12 if _afternoon(name, hours[0]) and hours[1] < 12 else 0)
        if draft.twin is not None:
            draft.twin.clock = (high % 24, minute)
        return True
    draft.set(TIME, match.end(), clock=low, afternoon=_afternoon(name, hours[0]))
    return True


# ---------------------------------------------------------------- expressions


_SINO = "[영공일이삼사오육칠팔구십백천]"
_SINO_DATE = re.compile(
    rf"(?:(?P<y>이천{_SINO}*|천구백{_SINO}*|[일이][구공영]{_SINO}{{2}})년(?:\s|(?=에|도|부터|까지|[일이삼]))\s?)?"
    rf"(?:(?P<m>십[일이]?|[일이삼사오육유칠팔구시])월\s?(?P<d>이?십{_SINO}?|삼십일?|[일이삼사오육칠팔구])일)?"
)
_SINO_DAY = re.compile(rf"(?P<d>이?십{_SINO}|이십|삼십일?)일(?=\s?[월화수목금토일]요일)")
_SINO_MONTH = {"유": 6, "시": 10}
_BARE_YEARS = re.compile(
    r"['’‘]?(?P<a>(?:19|20)\d\d)\s?[~\-]\s?(?P<b>(?:19|20)?\d\d)(?![\d.,~\-]|[가-힣]*년|\s?(?:원|명|개|호|번|㎡|m|km|톤|만))(?=[\s)'’\"”]|$|입니다|이다|시즌)"
)
# A line or a cell that holds a year and nothing else.
_LONE_YEAR = re.compile(r"(?<![^\n|\t])(?:19|20)\d\d(?=\s*(?:[\n|\t]|$))")
_EVENT_YEAR = re.compile(
    r"(?P<y>(?:19[5-9]|20[0-4])\d)(?=\s(?:[가-힣A-Za-z·]+\s?){0,4}?[가-힣A-Za-z]*(?:대회|올림픽|월드컵|축제|비엔날레|박람회|엑스포|선수권|시즌|총회|포럼|아시안게임|리그|어워즈|시상식|컨퍼런스|콘서트|페스티벌|전당대회|정상회의|영화제|시리즈|봄|가을|여름|겨울|S/S|F/W|컵|랠리|모터쇼|게임|총선|대선|신춘|수능))"
)


def _sino(text: str, pos: int, limit: int) -> Draft | None:
    """이천십오년 삼월 삼일; words for figures count only where two parts stand together."""
    match = _SINO_DATE.match(text, pos, limit)
    draft = Draft(pos)
    if match is not None and match.end() > pos and (match["m"] or match["y"]):
        if match["y"]:
            number = numerals.parse(match["y"])
            if isinstance(number, numerals.Malformed) or number.value is None or number.value < 1000:
                return None
            draft.set(YEAR, match.end("y") + 1, year=int(number.value))
            draft.shape = "year"
        if match["m"]:
            month = _SINO_MONTH.get(match["m"]) or int(_value(match["m"]))
            draft.set(DAY, match.end(), month=month, day=int(_value(match["d"])))
            draft.shape = "day"
        return draft
    if match := _SINO_DAY.match(text, pos, limit):
        draft.set(DAY, match.end(), day=int(_value(match["d"])))
        draft.shape = "day"
        return draft
    return None


def _value(words: str) -> Decimal:
    number = numerals.parse(words)
    if isinstance(number, numerals.Malformed) or number.value is None:
        return Decimal(0)
    return number.value


def _expression(text: str, pos: int, limit: int, kind: str) -> Found | None:
    if kind in ("num", "native", "vague", "sino", "word", "frame") and (found := _length(text, pos, limit, kind)):
        return found
    if kind == "num" and (term := _TERM.match(text, pos, limit)) and _LEGAL.search(text, max(0, pos - 12), pos):
        # "징역 1년 6월": a sentence in court counts months as 월.
        length = Length({"month": Decimal(term["n"])})
        return Found(Span(pos, term.end()), "date.length.term", Reading("length", length=length), {"length": Span(pos, term.end())})
    if kind == "sino" and (match := re.compile(r"(?P<n>[일이삼사])\s?사?분기").match(text, pos, limit)):
        draft = Draft(pos)
        draft.set(MONTH, match.end(), quarter="일이삼사".index(match["n"]) + 1)
        draft.shape = "quarter"
        return _joined(text, draft, limit)
    if kind == "num":
        if match := _LONE_YEAR.match(text, pos, limit):
            return Found(Span(*match.span()), "date.year.alone", Reading("point", Point(year=int(match[0]))), {})
        if match := _BARE_YEARS.match(text, pos, limit):
            low = int(match["a"])
            high = int(match["b"]) if len(match["b"]) == 4 else low - low % 100 + int(match["b"])
            if low < high <= low + 100:
                return Found(Span(*match.span()), "date.range.bare_years", Reading("range", Point(year=low), Point(year=high)), {})
        if match := _EVENT_YEAR.match(text, pos + (text[pos] in "'’‘"), limit):
            return Found(Span(*match.span("y")), "date.year.of_event", Reading("point", Point(year=int(match["y"]))), {})
    lunar = re.compile(r"음력\s?(?P<leap>윤\s?)?").match(text, pos, limit)
    draft = _sino(text, pos, limit) if kind == "sino" else None
    if draft is not None:
        draft = _chain(text, draft, limit, None)
    elif lunar:
        draft = parse_point(text, lunar.end(), limit)
        if draft is None or draft.point.month is None:
            return None
        draft.start = pos
        for point in draft.both():
            point.lunar, point.leap_month = True, bool(lunar["leap"])
    elif kind == "nth":
        nth = lex.NTH.match(text, pos, limit)
        draft = Draft(pos)
        if nth is None or not _nth(text, draft, nth) or not draft.rank:
            return None
        draft = _chain(text, draft, limit, None)
    else:
        draft = parse_point(text, pos, limit)
    if draft is None or not draft.rank:
        return None
    return _joined(text, draft, limit)


def _rule(draft: Draft) -> str:
    point = draft.point
    if draft.rank == TIME and point.clock is not None:
        return "date.time" if not point.names_date() else f"date.{draft.shape}.time"
    if point.lunar:
        return "date.lunar"
    return f"date.{draft.shape or 'point'}"


def _slots(*points: Point | None) -> dict[str, Span]:
    slots: dict[str, Span] = {}
    for point, suffix in zip(points, ("", "_end"), strict=False):
        if point is not None:
            slots |= {name + suffix: span for name, span in point.slots.items()}
    return slots


def _joined(text: str, draft: Draft, limit: int) -> Found | None:
    """The expression with what makes it a range: `~`, 부터 … 까지, a length behind it, 이후, 전."""
    end = draft.end
    local = lex.LOCAL.match(text, end, limit)
    after = local.end() if local else end
    if draft.flaw:
        return Found(Span(draft.start, end), _rule(draft), Reading("point", draft.point, flaw=draft.flaw), {})
    if draft.point.since and draft.twin is None:
        return _since_then(text, draft, limit)
    if draft.twin is None:
        if found := _two_points(text, draft, after, limit):
            return found
    point, twin = draft.point, draft.twin
    until = lex.UNTIL.match(text, end, limit) or (lex.UNTIL.match(text, after, limit) if local else None)
    if twin is not None:
        if until:
            end = until.end()
        reading = Reading("range", point, twin, listed=draft.listed)
        rule = "date.list" if draft.listed else "date.range.short"
        return Found(Span(draft.start, end), rule, reading, _slots(point, twin))
    if until:
        return Found(Span(draft.start, until.end()), "date.until", Reading("until", end=point), _slots(point))
    if found := _since(text, draft, after, limit):
        return found
    if not _stands(text, draft):
        return None
    return Found(Span(draft.start, end), _rule(draft), Reading("point", point), _slots(point))


def _since_then(text: str, draft: Draft, limit: int) -> Found:
    """`올 들어`, `올 들어 지난 5월까지`: from the beginning of the year, the month."""
    space = lex.SPACE.match(text, draft.end, limit)
    other = parse_point(text, space.end() if space else draft.end, limit)
    if other is not None and other.twin is None and not other.flaw and (until := lex.UNTIL.match(text, other.end, limit)):
        reading = Reading("range", draft.point, other.point)
        return Found(Span(draft.start, until.end()), "date.range.since", reading, _slots(draft.point, other.point))
    return Found(Span(draft.start, draft.end), "date.since", Reading("from", draft.point), _slots(draft.point))


def _since(text: str, draft: Draft, after: int, limit: int) -> Found | None:
    point, start = draft.point, draft.start
    if match := lex.FROM_ONLY.match(text, after, limit):
        space = re.compile(r"(?:는|의)?\s{0,2}").match(text, match.end(), limit)
        at = space.end() if space else match.end()
        # "2022년부터 3년간": the length fixes the range's end. "3년 안에" does not.
        length = _length_at(text, at, limit)
        if length is not None and lex.LENGTH_SUFFIX.match(text, length[1], limit) and "째" not in text[length[1] : length[1] + 2]:
            suffix = lex.LENGTH_SUFFIX.match(text, length[1], limit)
            stop = suffix.end() if suffix else length[1]
            slots = _slots(point) | {"length": Span(at, stop)}
            return Found(Span(start, stop), "date.range.length", Reading("range", point, length=length[0]), slots)
        return Found(Span(start, match.end()), "date.from", Reading("from", point), _slots(point))
    if match := lex.AFTER.match(text, after, limit):
        return Found(Span(start, match.end()), "date.after", Reading("after", point), _slots(point))
    if match := lex.BEFORE.match(text, after, limit):
        return Found(Span(start, match.end()), "date.before", Reading("before", end=point), _slots(point))
    return None


def _two_points(text: str, draft: Draft, after: int, limit: int) -> Found | None:
    point, start = draft.point, draft.start
    tilde = lex.TILDE.match(text, after, limit)
    if tilde and "-" in tilde.group() and not (draft.numeric or " " in tilde.group() or draft.rank == TIME or draft.shape == "month"):
        tilde = None
    if tilde:
        other = parse_point(text, tilde.end(), limit, after=draft)
        if other is not None and other.twin is None and not other.flaw and _fits(draft, other):
            until = lex.UNTIL.match(text, other.end, limit)
            end = until.end() if until else other.end
            if draft.shape == "month" and "-" in tilde.group() and other.point.month is None:
                point = replace(point, day=other.point.day)  # "1월-1일": a month and its day
                return Found(Span(start, end), "date.day", Reading("point", point), _slots(point))
            return Found(Span(start, end), "date.range.tilde", Reading("range", point, other.point), _slots(point, other.point))
        return None
    begun = lex.FROM.match(text, after, limit)
    if begun:
        at = begun.end()
        space = re.compile(r"\s{0,2}").match(text, at, limit)
        at = space.end() if space else at
        from_word = "부터" in begun.group()
        other = parse_point(text, at, limit, after=draft)
        if other is not None and other.twin is None and not other.flaw and _fits(draft, other):
            local = lex.LOCAL.match(text, other.end, limit)
            tail = local.end() if local else other.end
            until = lex.UNTIL.match(text, tail, limit) or lex.BETWEEN_END.match(text, tail, limit)
            if until:
                rule = "date.range.particles"
                return Found(Span(start, until.end()), rule, Reading("range", point, other.point), _slots(point, other.point))
            if (from_word or (point.year is not None and other.point.year is not None)) and other.rank >= draft.rank and re.match(r"\s*$|[^가-힣\d\s]|입니다|\s또는", text[other.end : other.end + 3]):
                return Found(Span(start, other.end), "date.range.particles", Reading("range", point, other.point), _slots(point, other.point))
    between = lex.BETWEEN.match(text, after, limit)
    if between:
        other = parse_point(text, between.end(), limit, after=draft)
        if other is not None and other.twin is None and not other.flaw and _fits(draft, other):
            closed = lex.BETWEEN_END.match(text, other.end, limit)
            if closed:
                return Found(Span(start, closed.end()), "date.range.between", Reading("range", point, other.point), _slots(point, other.point))
    return None


def _fits(first: Draft, last: Draft) -> bool:
    """Whether two points can be the ends of one range."""
    if last.point.names_date() or not last.point.clock:
        return last.point.names_date() and (first.point.names_date() or first.rank == TIME)
    return first.point.clock is not None or first.point.daypart is not None or first.point.names_day()


_WEAK_SEASON = re.compile(r"(?:[봄낮밤]|점심|아침|저녁)(?:[을를이가은는도의과와로]|에서|이라|처럼|까지|부터)?")


def _stands(text: str, draft: Draft) -> bool:
    """Whether a point that is a word only is a time here: 봄 and 아침 are also other things (아침을 먹다)."""
    point = draft.point
    if draft.shape == "daypart" and not point.names_date():
        following = text[draft.end : draft.end + 3]
        if text[draft.start : draft.end] in ("아침", "저녁", "점심") and re.match(r"\s?(?:을|를|식사|밥|거르|메뉴|드라마|프로)", following):
            return False
    if draft.shape in ("daypart", "weekend") and text[max(0, draft.start - 3) : draft.start] == "좋은 ":
        return False
    if draft.shape == "season" and point.lead is None and not (point.year or point.year_offset is not None):
        return re.match(r"(?:[에은엔과철]|이면|부터|까지|\s|,|·|$)", text[draft.end : draft.end + 2]) is not None
    return True


# ---------------------------------------------------------------- lengths and repetition


_NIGHTS = re.compile(r"\d{1,2}박\s?(\d{1,2})일(?!정)")  # 2박 3일


def _length_at(text: str, pos: int, limit: int) -> tuple[Length, int] | None:
    """A length that begins at `pos`, with its end: 2년 3개월, 20여 년, 사흘, 수년, 2~3일, 한 시간 반."""
    word = _word_at(text, pos, limit)
    if word is not None:
        found = lex.time_words()[re.sub(r"\s", "", word.group())]
        if found.role == "length":
            return _iso_parts(found.value), word.end()
    parts: dict[Unit, Decimal | None] = {}
    if nights := _NIGHTS.match(text, pos, limit):
        return Length({"day": Decimal(nights[1])}), nights.end()
    high: Decimal | None = None
    approx = False
    at = pos
    while match := lex.LENGTH_PIECE.match(text, at, limit):
        unit: Unit = lex.LENGTH_UNITS[match["unit"]]  # type: ignore[assignment]
        if parts and UNIT_ORDER.index(unit) <= max(UNIT_ORDER.index(known) for known in parts):
            break
        if at != pos and not match["count"][0].isdigit():
            break
        counted = _count(match)
        if counted is None:
            break
        low, top, vague = counted
        parts[unit] = low
        high, approx = top, approx or vague or bool(match["yeo"] or match["yeo2"])
        at = match.end()
        if match["half"]:
            half: dict[Unit, tuple[Unit, int]] = {"year": ("month", 6), "hour": ("minute", 30), "month": ("day", 15), "minute": ("second", 30), "day": ("hour", 12), "week": ("day", 3)}
            if unit in half:
                parts[half[unit][0]] = Decimal(half[unit][1])
            break
        if at < limit and text[at] == " " and at + 1 < limit and text[at + 1].isdigit():
            following = lex.LENGTH_PIECE.match(text, at + 1, limit)
            if following and following["unit"] in ("개월", "일", "시간", "분", "초", "주") and following["count"][0].isdigit() and lex.LENGTH_UNITS[following["unit"]] != unit:
                at += 1
                continue
            break
    if not parts:
        return None
    return Length(parts, high, approx), at


def _count(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None, bool] | None:
    raw = match["count"]
    scale = {"만": 10**4, "천": 1000, "백": 100, "억": 10**8}.get((match["scale"] or "").strip(), 1)
    if raw[0].isdigit():
        pieces = [Decimal(piece.replace(",", "")) for piece in re.split(r"\s?[~\-]\s?", raw)]
        if len(pieces) == 2 and pieces[0] >= pieces[1]:
            return None
        return pieces[0] * scale, (pieces[1] * scale if len(pieces) > 1 else None), len(pieces) > 1
    if raw in ("수", "몇", "여러", "수십", "수백", "수천"):
        return None, None, True
    number = numerals.parse(raw)
    if isinstance(number, numerals.Malformed):
        return None
    return number.low * scale, (number.high if number.high != number.low else None), number.approx


_ISO = re.compile(r"P(?:(?P<year>[\dX]+)Y)?(?:(?P<month>[\dX]+)M)?(?:(?P<week>[\dX]+)W)?(?:(?P<day>[\dX]+)D)?(?:T(?:(?P<hour>\d+)H)?)?")


def _iso_parts(value: str) -> Length:
    match = _ISO.fullmatch(value)
    parts: dict[Unit, Decimal | None] = {}
    if match is not None:
        for unit, count in match.groupdict().items():
            if count:
                parts[unit] = None if count == "X" else Decimal(count)  # type: ignore[index]
    return Length(parts, approx="X" in value)


_NEEDS_TELL = {"주", "초", "일", "달", "해", "분"}
_TELL_AROUND = re.compile(r"\s?(?:간|동안|만에|만\b|뒤|후|전|이내|이상|이하|연속|째|내내|걸|앞|남|정도|가량|여|사이|차이|더|짜리|씩|미만|안에|남짓|을|를|이|의|에)")


def _length(text: str, pos: int, limit: int, kind: str) -> Found | None:
    frame = lex.FRAME.match(text, pos, limit) if kind in ("frame",) else None
    if kind == "frame" and frame is None:
        return None
    at = frame.end() if frame else pos
    found = _length_at(text, at, limit)
    if found is None:
        return None
    length, end = found
    if frame is not None and text[at].isdigit() and frame["frame"] in ("지난", "오는", "다가오는", "과거") and not _plain_length(text, at, end):
        return None
    if frame is None and not _is_length(text, at, end, kind, length):
        return None
    last = end
    suffix = lex.LENGTH_SUFFIX.match(text, end, limit)
    if suffix:
        last = suffix.end()
    lead: Lead | None = lex.FRAMES[frame["frame"]] if frame else None  # type: ignore[assignment]
    slots = {"length": Span(at, end)}
    if frame and frame["frame"] == "최근":
        lead = "last"
    if not suffix and (direction := lex.DIRECTION.match(text, end, limit)) and frame is None and length.parts:
        if direction["within"]:
            return Found(Span(pos, end), "date.length.within", Reading("length", length=length, bound="equal_or_less"), slots)
        sign = -1 if direction["past"] else 1
        return Found(Span(pos, direction.end()), "date.shift", Reading("shift", length=length, sign=sign), slots)
    return Found(Span(pos, last), "date.length.framed" if frame else "date.length", Reading("length", length=length, lead=lead), slots)


def _plain_length(text: str, at: int, end: int) -> bool:
    """Whether `지난 3년`, `지난 10일` name a length: a bare 일 or a year of four figures does not."""
    piece = lex.LENGTH_PIECE.match(text, at)
    if piece is None:
        return True
    unit, count = piece["unit"], piece["count"]
    if unit == "일":
        return bool(re.match(r"\s?(?:간(?![가-힣])|동안|내내|새\s|연속)", text[end : end + 4]))
    if unit == "년" and count.isdigit() and (len(count) == 4 or (len(count) == 2 and int(count) >= 60)):
        return False
    return not (unit == "년" and re.match(r"\s?\d{1,2}월", text[end : end + 4]))


def _is_length(text: str, at: int, end: int, kind: str, length: Length) -> bool:
    """Whether a count of 년, 일, 분 … is a length here, and not a date, a time or a count of things."""
    if _NIGHTS.match(text, at):
        return True
    piece = lex.LENGTH_PIECE.match(text, at)
    if piece is None or kind == "word":
        return True  # 사흘, 보름, 일주일
    unit, count = piece["unit"], piece["count"]
    digits = count[0].isdigit()
    before = text[max(0, at - 8) : at]
    pieces = len(length.parts)
    after = text[end : end + 8]
    if text[at - 1 : at] in ("제", "-") and digits:
        return False
    if kind == "sino" or (not digits and count in ("일", "이", "삼")):
        return bool(re.match(r"년|분|초|주일|개월|시간", unit)) and bool(re.match(r"\s?(?:간|동안|만에|안에|내|전|후|뒤|내내)", after)) 
    if unit == "년":
        if re.match(r"대(?![가-힣]{2})|대[에의]", after):
            return False
        if digits and "~" not in count and "-" not in count and not piece["yeo"] and not piece["scale"]:
            value = int(count.replace(",", "").split(".")[0])
            if before.endswith(("'", "’", "‘")):
                return False
            if len(count) == 4 and 1000 <= value <= 2999:
                return value in (1000, 1500, 2000) and bool(re.match(r"\s?(?:동안|간(?![가-힣])|넘|가까이|이\s?넘|된|역사|전통)", after))
            if len(count) == 3 and value % 10 and re.match(r"에(?:\s(?![걸한이달불])|는)", after):
                return False
            if len(count) == 2 and (re.match(r"(?:도(?![가-힣])|\s?(?:\d{1,2}월|[1-4]/?4?\s?분기|상반기|하반기))", after)):
                return False
        elif digits and re.match(r"\d{4}\s?[~\-]", count):
            return False
        return not re.match(r"\s?(?:생(?![가-힣])|형(?![가-힣])|제(?![가-힣])|차(?![가-힣]))", after) or pieces > 1
    if unit in ("개월", "시간", "개년", "영업일"):
        return not re.match(r"(?:차|표|대)(?![가-힣])", after)
    if unit == "주일":
        return True
    if unit == "일":
        if not digits:
            return count in ("수", "몇") or (piece["count"] in ("며", "여러"))
        if pieces > 1:
            return True
        value = Decimal(count.split("~")[0].split("-")[0].replace(",", ""))
        if piece["yeo"] or piece["yeo2"]:
            return True
        if value > 31:
            return not re.match(r"(?:자|차)(?![가-힣])", after)
        if re.match(r"\s?(?:전|후|뒤)(?![가-힣])|\s?(?:전|후|뒤)(?=에|부터|의|만|보다|인|엔|까지|쯤|께)", after):
            return not re.search(r"\d+월\s?$|(?:지난|오는|이달|다음 달|내달|지난달)\s?$", before)
        if "~" in count or "-" in count:
            return bool(re.match(r"\s?(?:정도|가량|이상|이내|만에|간(?![가-힣])|동안|씩|안에|걸)", after))
        return bool(lex.LENGTH_AFTER.match(text, end) or lex.LENGTH_BEFORE.search(text, max(0, at - 6), at)) and not re.match(r"[반자리정상부제괄단류등곱]", after)
    if unit == "주":
        if re.match(r"(?:년|기|택|민|식|자|요|도|제|의|인|가|말)", after) and not re.match(r"의\s", after):
            return False
        return bool(re.match(r"\s?(?:간(?![가-힣])|간(?=의|은|에|씩)|동안|만에|뒤|후|전|연속|째|내내|이전|이후|이내|안에|이상|앞|정도|가량|더|남|새\s|일정|내(?![가-힣])|내에|내로)", after)) and (digits or count in ("두", "한", "세", "네", "몇", "수", "여러", "서너", "두세", "두어"))
    if unit == "달":
        return bool(re.match(r"[^가-힣]|$|간|동안|만|째|여|이|을|의|에|정도|가량|전|뒤|후|씩|치|새|남|안|내|앞|쯤|도|은|마다|밖|넘|더|가까|반|짜|연|걸|사이|까지|된", after)) and not (digits and count.startswith("0"))
    if unit == "해":
        return bool(re.match(r"[^가-힣]|$|간|동안|만|째|를|의|에|전|뒤|후|마다|가(?![가-힣])|도(?![가-힣])", after))
    if unit == "분":
        if re.match(r"[의기야석당량류할배위쟁양산]|만\s?원", after):
            return False
        return digits or bool(re.match(r"\s?(?:동안|만에|간(?![가-힣])|뒤|후|전|안에|내에?|정도\s?(?:걸|지))", after))
    if unit == "초":
        if re.match(r"[등대중과반기청입범록고](?!\s)", after) and not re.match(r"과\s|기\s", after):
            return False
        return digits and not before.rstrip().endswith(("월", "년")) or (not digits and bool(re.match(r"\s?(?:동안|만에|뒤|후|전)", after)))
    return False


def _every(text: str, match: re.Match[str], limit: int) -> Found | None:
    """매주 월요일, 매년 3월, 매달 15일, 격월, 연 2회."""
    pos = match.start()
    if times := lex.TIMES_A.match(text, pos, limit):
        per = {"연": "P1Y", "월": "P1M", "주": "P1W", "하루": "P1D", "일": "P1D"}[times["per"]]
        return Found(Span(*times.span()), "date.recurring.times", Reading("recurring", every=per), {"count": Span(*times.span("n"))})
    head = lex.EVERY.match(text, pos, limit)
    if head is None:
        return None
    word = re.sub(r"\s", "", head.group())
    if word in ("격월", "격주", "격년", "매일", "매달", "매월", "매주", "매해") and re.match(r"[가-힣]", text[head.end() : head.end() + 1]):
        if not re.match(r"(?:로|으로|에|의|은|는|마다|간|도|제)", text[head.end() : head.end() + 2]) or text[head.end() : head.end() + 2] in ("간지", "의경", "유업"):
            return None
    space = re.compile(r"\s?").match(text, head.end(), limit)
    at = space.end() if space else head.end()
    draft = None
    following = text[at : at + 1]
    if following and (following.isdigit() or following in lex.WEEKDAYS or lex.NTH.match(text, at) or _word_at(text, at, limit) or lex.DAYPART.match(text, at)):
        draft = parse_point(text, at, limit)
    if draft is None or not draft.rank or draft.flaw or (draft.point.year is not None):
        return Found(Span(pos, head.end()), "date.recurring", Reading("recurring", every=lex.EVERY_VALUE[word]), {})
    end = draft.end
    more = re.compile(rf"(?:(?:[·,~]|과|와)\s?[{lex.WEEKDAYS}]요일)+").match(text, end, limit)
    if more:
        end = more.end()
    tilde = lex.TILDE.match(text, end, limit)
    other = parse_point(text, tilde.end(), limit) if tilde else None
    if other is not None and other.twin is None and not other.flaw:
        end = other.end
    point = draft.point
    return Found(Span(pos, end), "date.recurring", Reading("recurring", point, other.point if other else draft.twin, every=lex.EVERY_VALUE[word]), _slots(point))
