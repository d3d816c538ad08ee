"""Which year, which month: what the words leave out, told by a lead, an earlier date, a weekday, tense, nearness."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gwangju_ai_cli import timex
from gwangju_ai_cli.facts.dates.base import Base, NoSuchDay, last_partial, leads
from gwangju_ai_cli.facts.dates.beside import REPORT_DAY
from gwangju_ai_cli.facts.dates.readings import Point
from gwangju_ai_cli.model import DateFact, Span
from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.text import BULLET_SIGNS, BULLETS
from gwangju_ai_cli.timex import Bounds, Partial

_ITEM = pattern(rf"(?:^|\n)[ \t]*[{BULLETS}]?[ \t]?$|[{BULLET_SIGNS}][ \t]?$")
_ITEM_END = pattern(r"(?:\s?\([월화수목금토일]\))?[ \t]?[=:]")
_LINKED = pattern(r"(?:\s?\([월화수목금토일]\))?\s?[가-힣]{0,8}(?:[과와]\s|,\s?|·|\s및\s|\s또는\s|이나\s)")
_JUST_GONE = 7
"""Within so many days a day before publication is more likely that of the decision than a day to come."""


_CLOSE_AHEAD = 21
"""Within so many days a date to come is meant rather than that of a year ago, though the verb is past."""


class Chooser:
    """Chooses for one point; `anchor` is the date of the text that it leaned on."""

    def __init__(self, point: Point, base: Base) -> None:
        self.point = point
        self.base = base
        self.reference = base.reference
        self.anchor: Span | None = None

    def year(self) -> int | None:
        """The year that the words name; None where they name none or it hangs on an unknown reference."""
        point = self.point
        if point.year is not None:
            return point.year
        if point.year_offset is not None:
            return _within(self.reference.year + point.year_offset) if self.reference else None
        if point.year_same is not None:
            # "전년 대비" leans on a date of its own sentence only; 그해 and 이듬해 on the latest one.
            known = self.base.near if point.year_same < 0 else self.base.before
            for fact in known:
                if fact.start_date is not None and fact.type != "duration":
                    self.anchor = fact.span
                    return _within(fact.start_date.year + point.year_same)
            if point.year_same < 0 and self.base.budget_year is not None:
                return (
                    self.base.budget_year + point.year_same
                )  # "전년도보다 291억 증가" in a text on the budget of 2020
            return self.reference.year + point.year_same if self.reference and point.year_same < 0 else None
        return None

    def names_year(self) -> bool:
        point = self.point
        return point.year is not None or point.year_offset is not None or point.year_same is not None

    def leaning_year(self, month: int) -> int | None:
        """The year of an earlier date that a bare month follows: `2017년 3월에 시작해 5월에`, or any where no
        reference date is known."""
        for fact in self.base.around:
            if not leads(fact):
                continue
            if fact.text.endswith("년도") or (fact.grain == "year" and (fact.value or "").endswith("/..")):
                # "2024학년도 시험은 11월 16일", held the year before; "1973년 이래 가장 더운 5월"
                continue
            assert_date = fact.start_date
            if assert_date is None or fact.grain in ("decade",):
                continue
            if self.reference is not None and (fact in self.base.near or fact.grain != "year"):
                if assert_date.year == self.reference.year or (month < assert_date.month and fact.grain != "year"):
                    return None
                if self.recent(month) or (
                    self.base.tense in ("future", "plan") and assert_date.year < self.reference.year
                ):
                    return None  # "2010년 시작한 연속극의 새 편을 8월에 내보낼 계획"
                self.anchor = fact.span
                return assert_date.year
            if self.reference is None:
                self.anchor = fact.span
                return _nearest_year(assert_date, month)
            return None
        if self.reference is None:
            for fact in self.base.before:
                if fact.start_date is not None and fact.type in ("date", "range", "time"):
                    self.anchor = fact.span
                    return _nearest_year(fact.start_date, month)
        return None

    def recent(self, month: int) -> bool:
        """Whether a month-day lies in the week before publication: then the report's own day is meant."""
        if (
            self.reference is None
            or self.point.day is None
            or not timex.is_day(self.reference.year, month, self.point.day)
        ):
            return False
        return 0 <= (self.reference - date(self.reference.year, month, self.point.day)).days <= 7

    def pick_year(self, make: dict[int, Bounds]) -> int | None:
        """The year among candidates (year → bounds) that lead, weekday, tense or nearness choose."""
        reference = self.reference
        if reference is None or not make:
            return None
        near = sorted(make, key=lambda year: abs(year - reference.year))
        # 2월 29일 has no year next to 2014: the leap years on both sides stand in for it.
        years = sorted([year for year in near if abs(year - reference.year) <= 1] or near[:2])
        chosen = self.choose_year(years, make, reference)
        weekday = self.point.fallback_weekday
        if weekday is None or self.point.lead is not None or self.base.tense in ("past", "report", "future", "plan"):
            return chosen
        # A weekday beside a far date decides its year; beside a near one a wrong weekday is the writer's slip.
        if make[chosen][0].weekday() == weekday or abs((make[chosen][0] - reference).days) <= 90:
            return chosen
        agreeing = [year for year in years if make[year][0] == make[year][1] and make[year][0].weekday() == weekday]
        return self.choose_year(agreeing, make, reference) if agreeing else chosen

    def choose_year(self, years: list[int], make: dict[int, Bounds], reference: date) -> int:
        lead = self.point.lead
        if lead == "past":
            return next((year for year in reversed(years) if make[year][1] < reference), None) or years[0]
        if lead == "next":
            return next((year for year in years if make[year][1] >= reference), None) or years[-1]
        if lead == "this":
            return reference.year
        if self.base.tense == "past" or (self.base.tense == "report" and self.point.day is None):
            gone_by = next((year for year in reversed(years) if make[year][0] <= reference), years[0])
            # "5월2일 처리에 뜻을 모았다" nine days before it: nobody leaves 지난해 out of what is a year ago.
            close = 0 < (make[gone_by + 1][0] - reference).days <= _CLOSE_AHEAD if gone_by + 1 in make else False
            return gone_by + 1 if close and (reference - make[gone_by][1]).days > 270 else gone_by
        if self.base.tense == "report":
            return min(years, key=lambda year: abs((make[year][0] - reference).days))
        if self.base.ahead:
            coming = next((year for year in years if make[year][1] >= reference), years[-1])
            # "추진한다" also reports: a day or month just past is nearer than one almost a year away.
            gone = next((year for year in reversed(years) if make[year][1] < reference), None)
            # "하기로 했다" may tell of the day of the decision, where that lies just behind.
            reach = {"present": 45, "plan": _JUST_GONE if self.point.day is not None else 45}.get(self.base.tense or "")
            if (
                reach is not None
                and gone is not None
                and (make[coming][0] - reference).days > 270
                and (reference - make[gone][1]).days <= reach
            ):
                return gone
            return coming
        return reference.year if reference.year in years else years[0]

    def year_of_month(self, month: int) -> int | None:
        point = self.point
        if not 1 <= month <= 12:
            raise NoSuchDay(f"{month}월은 없다")
        if point.lead is None and (year := self.leaning_year(month)) is not None:
            return year
        if self.reference is None:
            return None
        here = self.reference.year
        if point.lead == "past" and point.day is None:
            return here if month < self.reference.month else here - 1
        candidates: dict[int, Bounds] = {}
        for year in range(here - 8, here + 9):
            if point.day is None or timex.is_day(year, month, point.day):
                day = date(year, month, point.day) if point.day is not None else None
                candidates[year] = (day, day) if day else timex.month_bounds(year, month)
        if not candidates:
            raise NoSuchDay(f"{month}월에는 {point.day}일이 없다")
        return self.pick_year(candidates)

    def same_month(self, offset: int) -> tuple[int | None, int | None]:
        grains = ("day", "month", "hour", "minute")
        # "6월 물가는 …. 식품은 전월보다": the month that the text speaks of, not the day of the report.
        known = self.base.before if offset >= 0 else [fact for fact in self.base.before if fact.grain == "month"]
        if offset < 0 and not known:
            known = self.base.near
        for fact in known:
            if fact.start_date is not None and fact.grain in grains and fact.type != "duration":
                self.anchor = fact.span
                moved = timex.shift_months(fact.start_date.replace(day=1), offset)
                return moved.year, moved.month
        if offset < 0 and self.reference is not None:
            moved = timex.shift_months(self.reference.replace(day=1), offset)
            return moved.year, moved.month
        return None, None

    def leaning_month(self, day: int) -> Partial | None:
        """The month of an earlier date that a bare day follows in a list or an account."""
        reference, point = self.reference, self.point
        if (listed := self._listed_day(day)) is not None:
            return listed
        reported = REPORT_DAY.match(self.base.text, self.base.here.end)
        if reference is not None and reported and self.base.tense == "report":
            return None
        for fact in self.base.around:
            if not leads(fact) or fact.grain not in ("day", "hour", "minute", "month"):
                continue
            partial = last_partial(fact)
            if partial is None or partial.month is None:
                if reference is None and partial is not None and partial.day is not None:
                    continue
                if reference is None:
                    continue
                return None
            if (inside := _day_within(fact, day)) is not None:
                self.anchor = fact.span
                return Partial(inside.year, inside.month, inside.day, grain="day")
            if reference is not None:
                if partial.year is None:
                    return None
                # "22일부터 1박2일간 …, 23일부터": the next stay begins as the last one ends.
                earliest = (partial.day or 0) + (fact.type != "range")
                if day < earliest or not timex.is_day(partial.year, partial.month, day):
                    return None
                if 0 <= (reference - _day_in_or_before(reference, day)).days <= 3:
                    return None  # the report's own day
                ahead = date(partial.year, partial.month, day) > reference
                if (self.base.behind and ahead) or (self.base.ahead and not ahead):
                    return None
                # "지난해 8월 올라와 17일 현재 …", "10월보다 많다고 23일 밝혔다": the report's own day again.
                if fact.grain == "month" and (fact not in self.base.near or self.base.tense == "report"):
                    return None
            month = Partial(partial.year, partial.month, day, grain="day")
            if not timex.is_day(month.year, partial.month, day):
                return None
            self.anchor = fact.span
            return month
        if reference is None and point.lead is None:
            for fact in self.base.before:
                partial = last_partial(fact) if leads(fact) else None
                if partial is not None and partial.month is not None and partial.day is not None:
                    self.anchor = fact.span
                    return self.follow(partial, day)
        return None

    def _listed_day(self, day: int) -> Partial | None:
        """The month of a bare day of a list: `10월 3일 개천절과 9일 한글날`, or an item a line (△10일=…, △17일=…)."""
        text, here = self.base.text, self.base.here
        item = _ITEM.search(text, max(0, here.start - 4), here.start) and _ITEM_END.match(text, here.end)
        for fact in self.base.before[:1]:
            partial = last_partial(fact) if leads(fact) else None
            if partial is None or partial.month is None or partial.year is None:
                return None
            between = text[fact.end : here.start]
            if item:
                begins = partial.day is None or (day > partial.day and between.count("\n") <= 2)
            else:
                begins = partial.day is not None and day > partial.day and _LINKED.fullmatch(between) is not None
            if begins and timex.is_day(partial.year, partial.month, day):
                self.anchor = fact.span
                return Partial(partial.year, partial.month, day, grain="day")
        return None

    def follow(self, partial: Partial, day: int) -> Partial:
        """The day nearest to a date of the text that serves as the reference."""
        month = partial.month or 1
        if partial.year is None or partial.day is None:
            return Partial(partial.year, partial.month, day, grain="day")
        here = date(partial.year, month, partial.day)
        options = []
        for step in (-1, 0, 1):
            first = timex.shift_months(here.replace(day=1), step)
            if day <= timex.days_in_month(first.year, first.month):
                options.append(first.replace(day=day))
        picked = min(options, key=lambda option: (abs((option - here).days), option < here))
        return Partial(picked.year, picked.month, picked.day, grain="day")

    def pick_day(self, candidates: Sequence[date]) -> date:
        """The day among candidates that lead, weekday, tense or nearness choose."""
        reference = self.reference
        if reference is None:
            return candidates[0]
        chosen = self.choose_day(candidates, reference)
        weekday = self.point.fallback_weekday
        if weekday is None or self.point.lead is not None or chosen.weekday() == weekday:
            return chosen
        if abs((chosen - reference).days) <= 10:
            return chosen
        near = [day for day in candidates if day.weekday() == weekday and abs((day - reference).days) <= 45]
        return self.choose_day(near, reference) if near else chosen

    def choose_day(self, candidates: Sequence[date], reference: date) -> date:
        gone = [day for day in candidates if day <= reference]
        coming = [day for day in candidates if day >= reference]
        lead = self.point.lead
        if lead == "past":
            strictly = [day for day in gone if day < reference]
            return strictly[-1] if strictly else candidates[0]
        if lead == "next":
            return coming[0] if coming else candidates[-1]
        if lead == "this":
            same = [day for day in candidates if (day.year, day.month) == (reference.year, reference.month)]
            return same[0] if same else candidates[0]
        nearest = min(candidates, key=lambda day: (abs((day - reference).days), day > reference))
        if self.base.behind and gone:
            return gone[-1]
        if self.base.ahead and coming:
            # A day just past is nearer than one weeks ahead: "추진한다" reports as well as it announces.
            if (
                self.base.tense == "present"
                and gone
                and (coming[0] - reference).days > 16
                and (reference - gone[-1]).days <= 12
            ):
                return gone[-1]
            if self.base.tense == "plan" and gone and (reference - gone[-1]).days <= _JUST_GONE:
                return min(gone[-1], coming[0], key=lambda day: abs(day - reference))
            return coming[0]
        return nearest

    def pick_portion(self, options: dict[int, Bounds]) -> int:
        """The year of a bare quarter or half: this year unless lead or tense forbid it."""
        reference = self.reference
        if reference is None:
            return min(options)
        here = reference.year
        if here not in options:  # the last year of the calendar
            return here
        if self.point.lead == "past" or (self.point.lead is None and self.base.behind):
            return here if options[here][0] <= reference else here - 1
        if self.point.lead == "next" or (self.point.lead is None and self.base.ahead):
            return here if options[here][1] >= reference else here + 1
        return here


def _day_within(fact: DateFact, day: int) -> date | None:
    """The day with that number within a range over the end of a month: 30일부터 8월 2일까지 … 30일 밤."""
    first, last = fact.start_date, fact.end_date
    if fact.type != "range" or first is None or last is None or not 0 < (last - first).days < 40:
        return None
    if (first.year, first.month) == (last.year, last.month) or not first.day <= day:
        return None
    found = first.replace(day=day) if day <= timex.days_in_month(first.year, first.month) else None
    return found if found is not None and found <= last else None


def _within(year: int) -> int | None:
    """The year, where the calendar has it."""
    return year if 1 <= year <= 9999 else None


def _day_in_or_before(reference: date, day: int) -> date:
    first = reference.replace(day=1)
    if day > reference.day:
        first = timex.shift_months(first, -1)
    return first.replace(day=min(day, timex.days_in_month(first.year, first.month)))


def _nearest_year(anchor: date, month: int) -> int:
    """The year of a month nearest to a date of the text; the same year unless more than eight months part them."""
    gap = month - anchor.month
    if gap < -8:
        return anchor.year + 1
    return anchor.year - 1 if gap > 10 else anchor.year
