"""Dates in figures: 2019.10.6., 10/6(일), and figures with a unit (2019년, 6일, 3분기), alone, in ranges, in lists."""

from __future__ import annotations

import itertools
import re

from gwangju_ai_cli.facts.dates import lexicon as lex
from gwangju_ai_cli.facts.dates.clock import read_clock, read_time
from gwangju_ai_cli.facts.dates.drafts import DAY, MONTH, YEAR, Draft, takes_time
from gwangju_ai_cli.facts.dates.lengths import changes_length, measures_range
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern


def read_figures(text: str, draft: Draft, at: int, limit: int, after: Draft | None) -> bool:
    if not draft.rank and not lex.SIMPLE.match(text, at, limit):
        if (match := lex.EIGHT_FIGURES.match(text, at, limit)) and lex.LABELLED.search(text, max(0, at - 6), at):
            draft.set(DAY, match.end(), year=int(match["y"]), month=int(match["m"]), day=int(match["d"]))
            draft.shape = "numeric"
            return True
        if (match := lex.FULL_DATE.match(text, at, limit)) and not text[at - 1 : at].isdigit():
            return _full_date(text, draft, match)
        if match := lex.FOREIGN_DATE.match(text, at, limit):
            return _foreign_date(draft, match)
        if match := lex.DOTTED_DAY.match(text, at, limit):  # "12.23일"
            month, day = int(match["m"] or match["m2"]), int(match["d"] or match["d2"])
            draft.set(DAY, match.end(), month=month, day=day)
            draft.shape = "day"
            return True
        if match := lex.MIXED_YEAR.match(text, at, limit):
            return _mixed_year(draft, match)
        if match := lex.YEAR_DOT.match(text, at, limit):
            draft.set(YEAR, match.end(), year=_full_year(match["y"]))
            draft.shape = "year"
            return True
        if match := lex.YEAR_MONTH.match(text, at, limit):
            draft.set(MONTH, match.end(), year=_full_year(match["y"]), month=int(match["m"]))
            draft.numeric, draft.shape = True, "numeric"
            return True
    if takes_time(draft) and (match := lex.CLOCK.match(text, at, limit)) and (at == 0 or text[at - 1] not in ":."):
        return read_clock(text, draft, match)
    match = lex.NUM_UNIT.match(text, at, limit)
    if match is not None and _unit(text, draft, match, limit):
        return True
    if takes_time(draft) and read_time(text, draft, at, limit):
        return True
    return (not draft.rank or draft.point.lunar) and _month_day(text, draft, at, limit, after)


def _full_year(figures: str) -> int:
    """The year that `2019`, `'19` or `19` names."""
    if len(figures) == 4:
        return int(figures)
    short = int(figures[-2:])
    return short + (1900 if short > 50 else 2000)


def _mixed_year(draft: Draft, match: re.Match[str]) -> bool:
    """`2천19년`, `천9백87년`, `2천10년대`: thousands in words, the rest in figures."""
    number = numerals.parse(re.sub(r"\s", "", match["words"]).replace("구백", "9백"))
    if isinstance(number, numerals.Malformed) or number.value is None or not 1000 <= number.value <= 2999:
        return False
    year = int(number.value)
    if match["tail"] == "대":
        if year % 10:
            return False
        draft.set(YEAR, match.end(), decade=year // 10)
        draft.shape = "decade"
        return True
    draft.set(YEAR, match.end(), year=year)
    draft.shape = "year"
    return True


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
        if after is not None and after.numeric and (bare := _BARE_DAY.match(text, at, limit)):
            draft.set(DAY, bare.end(), day=int(bare[1]))
            draft.numeric = True
            return True
        return False
    slash = "/" in match.group()
    tail = text[match.end() : match.end() + 12]
    told = bool(re.match(r"\s?\([월화수목금토일][),]", tail))
    if slash:
        told |= bool(re.match(r"\s?(?:에(?!\s불과)|부터|까지|일정|오전|오후|~\s?\d+/)", tail)) or match["m"][0] == "0"
        told |= not tail.strip() and int(match["m"]) <= 12 < int(match["d"]) and text[:at].strip() == ""
    else:
        told |= match.group().endswith(".") and bool(
            re.match(r"\s?~\s?(?:0?[1-9]|1[0-2])\.\s?\d{1,2}\.|\s?~\s?\d{1,2}\.(?!\s?\d)|\s\d{1,2}:\d\d", tail)
        )
        told |= match.group().endswith(".") and _stands_as_day(text, match)
        told |= bool(lex.SHORT_RANGE.match(tail)) and lex.LABELLED.search(text, max(0, at - 6), at) is not None
    if not told and (after is None or not after.numeric) and not draft.point.lunar:
        return False
    draft.set(DAY, match.end(), month=int(match["m"]), day=int(match["d"]))
    draft.numeric, draft.shape = True, "numeric"
    return True


def _stands_as_day(text: str, match: re.Match[str]) -> bool:
    """Whether `3. 26.` stands alone in parentheses behind a word, or with what only days have: 3. 26.부터."""
    if _SINCE.match(text, match.end()):
        return True
    closed = text.startswith(")", match.end())
    return closed and _WORD_BEFORE.search(text, max(0, match.start() - 5), match.start()) is not None


_SINCE = pattern(r"(?:부터|까지|자로|자\s|\s?현재|\s?기준)(?![가-힣]{3})")
_WORD_BEFORE = pattern(r"[가-힣](?<!\d[조항호목])(?<![\s\d]표)(?<!별표)(?<!그림)\s?\($")
_BARE_DAY = pattern(r"(\d{1,2})(?!\d)\.?(?![.\d가-힣%])")
_UNIT_KIND = {
    "년": "year",
    "년도": "year",
    "회계연도": "year",
    "학년도": "year",
    "년대": "decade",
    "세기": "century",
    "월": "month",
    "일": "day",
}

LEGAL = pattern(
    r"(?:징역|금고|집행유예|자격정지|구류|형|장기|단기)\s?(?:각\s?)?(?:\d+년\s?(?:\d+월\s?)?~\s?)?(?:\d+년\s?)?$"
)

TERM = pattern(r"(?P<n>\d{1,2})월(?![\s]?\d{1,2}일)")


_JOINT = pattern(rf"\s?(?:\([{lex.WEEKDAYS}](?:요일)?\))?\s?([~\-,·])\s?")
_WEEKDAY_TAG = pattern(rf"\(([{lex.WEEKDAYS}])")
_LASTING = pattern(r"\s?(?:간|동안|새\s|내내|연속|째)")


def _numbers(nums: str) -> tuple[list[int], str, list[str]]:
    """The figures of `6~11`, `8·9`, `8, 9`, with the sign that joins them."""
    if nums.isdigit():
        return [int(nums)], "", [nums]
    low, sign, high = nums.partition("~")
    if sign and low.isdigit() and high.isdigit():
        return [int(low), int(high)], sign, [low, high]
    parts = _JOINT.split(nums)
    figures = [part.strip("'’‘ ").partition("(")[0].strip() for part in parts[::2]]
    return [int(figure) for figure in figures], (parts[1] if len(parts) > 1 else ""), figures


def _unit(text: str, draft: Draft, match: re.Match[str], limit: int) -> bool:
    nums, unit = match["nums"], match["unit"]
    values, joint, figures = _numbers(nums)
    if "분기" in unit or unit == "Q":
        return _quarter(draft, match, values, joint)
    kind = _UNIT_KIND[unit]
    if nums[0] in "'’‘" and (kind not in ("year", "decade") or len(figures[0]) != 2):
        return False  # ‘2015년 통계’: the sign is a quotation mark
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
        if len(values) == 2 and 1 <= values[0] < 10 and len(figures[1]) == 2:
            values[0] *= 10  # "8~90년대"
        if any(
            value % 10 or not (value >= 1000 or 10 <= value < 100 or figure == "00")
            for value, figure in zip(values, figures, strict=True)
        ):
            return False
        values = [v // 10 if v >= 1000 else (190 if v >= 20 else 200) + v // 10 for v in values]
    elif kind == "century":
        values = [value - 1 for value in values]
        if any(not 0 < value <= 29 for value in values):
            return False
    elif kind == "month":
        if LEGAL.search(text, max(0, match.start() - 12), match.start()):
            return False
        if any(not 1 <= value <= 12 for value in values):
            if draft.rank != YEAR and (len(values) > 1 or values[0] > 31):
                return False
            draft.flaw = f"no such month: {match.group()}"
    elif kind == "day" and not _is_day(text, draft, match, values):
        return False
    if kind == "day" and len(values) == 2 and values[1] < 10 <= values[0] and values[1] > values[0] % 10:
        values[1] += values[0] - values[0] % 10  # "18~9일": the 18th and the 19th
    draft.shape = kind
    if len(values) > 1:
        twin = draft.fork() if draft.twin is None else draft.twin
        draft.set(rank, match.end(), **{kind: values[-1]})
        setattr(draft.point, kind, values[0])
        draft.twin = twin
        if joint in ",·" and any(b - a != 1 for a, b in itertools.pairwise(values)):
            draft.listed = tuple(values)
        for point, figure in ((draft.point, nums.split(joint)[0]), (twin, nums.split(joint)[-1])):
            if tag := _WEEKDAY_TAG.search(figure):
                offset = match.start() + nums.index(figure) + tag.start(1)
                point.slots["weekday"] = Span(offset, offset + 1)
                point.fallback_weekday = lex.WEEKDAYS.index(tag[1])
    else:
        draft.set(rank, match.end(), **{kind: values[0]})
    if kind == "year" and unit in ("학년도", "회계연도"):
        starts = 3 if unit == "학년도" else _fiscal_start(text, match.start())
        for point in draft.both():
            point.year_starts = starts
    return True


# Years of account that begin in another month than January, by who stands before them.
_FISCAL = pattern(
    r"(?:(?P<october>미국|미(?=\s)|연방|펜타곤|태국)|(?P<april>일본|인도|영국|캐나다|싱가포르|홍콩)|(?P<july>호주|뉴질랜드|파키스탄))"
    r"[^.\n]{0,24}$"
)
_FISCAL_STARTS = {"october": 10, "april": 4, "july": 7}


def _fiscal_start(text: str, pos: int) -> int:
    """The month in which the year of account begins: January for Korean bodies, and only for them."""
    found = _FISCAL.search(text, max(0, pos - 30), pos)
    return _FISCAL_STARTS[found.lastgroup] if found and found.lastgroup else 1


_YEAR_NEEDS = pattern(rf"{lex.SHORT_YEAR_TAIL}|\s?[생산](?![가-힣])")


def _year(text: str, draft: Draft, match: re.Match[str], values: list[int], figures: list[str]) -> list[int] | None:
    """The years meant by `2020~24`, `'19`, `97`; None where a length is meant (20년)."""
    first = values[0]
    quoted = match.group()[0] in "'’‘"
    if first < 1000:
        if (
            first >= 100
            and first % 10
            and len(values) == 1
            and re.match(r"에(?=\s(?![걸한이달불])|는|$)", text[match.end() : match.end() + 3])
        ):
            return values  # 676년에: lengths of three figures are round
        after = _YEAR_NEEDS.match(text, match.end()) or match["unit"] in ("년도", "학년도")
        past = draft.point.lead == "past" and first >= 50
        after = after or (len(values) == 1 and names_short_year(text, match.start(), len(text)))
        if len(figures[0]) != 2 or not (quoted or past or (after and not lex.LENGTH_AFTER.match(text, match.end()))):
            return None
        return [value + (1900 if value > 50 else 2000) if value < 100 else value for value in values]
    if text[match.end() : match.end() + 1] == "생" and len(figures[0]) < 4 and not quoted:
        return None
    if not 1000 <= first <= 2999:
        return None
    if (
        lex.LENGTH_AFTER.match(text, match.end())
        and not re.match(
            r"\s?(?:전|후|뒤|째)(?![가-힣])|\s?(?:이후|이전|단위|이\s?(?:지나|넘))", text[match.end() : match.end() + 6]
        )
        and first in (1000, 1500, 2000)
    ):
        return None
    out = [first]
    for value, figure in zip(values[1:], figures[1:], strict=True):
        out.append(value if len(figure) == 4 else first - first % 10 ** len(figure) + value)
        if len(figure) == 3:
            return None
    return out


_NEXT_YEAR = pattern(r"\s?(?:~|부터|에서|,|·|과|와|및|→|대비)\s?['’‘]?(?P<y>\d\d)년(?!간|째|\s?(?:만에|동안))")
_YEAR_BEFORE = pattern(r"['’‘]?(?P<y>\d\d)년(?:도|에는|에|부터)?\s?(?:[^.\n]{0,24}?[,·]\s?|~\s?|→\s?)$")
_NEAR_YEARS = 15
_COUNTED_YEARS = pattern(r"\s?(?:간|째|만에|동안|넘|이상|이하|이내|미만|여|가까이|경력|전통|역사|된\s|차(?![가-힣]))")


_TWO_FIGURES = pattern(r"(?P<y>\d\d)년")


def names_short_year(text: str, pos: int, limit: int) -> bool:
    """Whether two figures with 년 and no sign name a year: `25년 예산 대비`, `22년~25년`; not 25년간, 30년 된.

    >>> text = "25년 예산 대비 5% 는 30년 된 다리"
    >>> names_short_year(text, 0, len(text)), names_short_year(text, 14, len(text))
    (True, False)
    """
    match = _TWO_FIGURES.match(text, pos, limit)
    if match is None or int(match["y"]) not in lex.BARE_YEARS or _COUNTED_YEARS.match(text, match.end()):
        return False
    if lex.BARE_YEAR_TAIL.match(text, match.end()):
        return True
    following = _NEXT_YEAR.match(text, match.end())
    if following and 0 < int(following["y"]) - int(match["y"]) <= _NEAR_YEARS:
        return True
    before = _YEAR_BEFORE.search(text, max(0, pos - 36), pos)
    return before is not None and 0 < int(match["y"]) - int(before["y"]) <= _NEAR_YEARS


def _is_day(text: str, draft: Draft, match: re.Match[str], values: list[int]) -> bool:
    """Whether `10일` is a day of the month; beside a month it always is."""
    if draft.rank in (MONTH, YEAR) and (
        draft.point.month is not None or draft.point.month_offset is not None or draft.point.month_same is not None
    ):
        if any(not 1 <= value <= 31 for value in values):
            draft.flaw = f"no such day: {text[draft.start : match.end()]}"
        return True
    if draft.rank:
        return False
    if changes_length(text, match.start(), match.end()):
        return False
    if any(not 1 <= value <= 31 for value in values) or measures_range(text, match.start(), match.end()):
        return False
    if draft.point.lead is not None:
        return not _LASTING.match(text, match.end())
    if lex.LENGTH_AFTER.match(text, match.end()) or (values == [1] and lex.A_DAY.match(text, match.end())):
        return False
    return not lex.LENGTH_BEFORE.search(text, max(0, match.start() - 6), match.start())


_RUNNING = pattern(r"\s?(?:연속|만에|만의|만이|째|넘게|넘는|동안|내리|가까이|잇따라|잇달아)")


def _quarter(draft: Draft, match: re.Match[str], values: list[int], joint: str) -> bool:
    if _RUNNING.match(match.string, match.end()):
        return False  # "8분기 연속": so many of them
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
        if joint in ",·" and any(b - a != 1 for a, b in itertools.pairwise(values)):
            draft.listed = tuple(values)
    else:
        draft.set(MONTH, match.end(), quarter=values[0])
    return True
