"""What joins points: `~`, 부터 … 까지, a length behind, 이후, 전; and whether a lone word is a time at all."""

from __future__ import annotations

import re

from gwangju_ai_cli.facts.dates import lexicon as lex
from gwangju_ai_cli.facts.dates.drafts import TIME, Draft, Found, slots_of
from gwangju_ai_cli.facts.dates.lengths import length_at
from gwangju_ai_cli.facts.dates.points import parse_point
from gwangju_ai_cli.facts.dates.readings import Point, Reading
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern

_AFTER_FROM = pattern(r"(?:는|의)?\s{0,2}(?:(?:향후|앞으로|총|약|꼬박)\s)?")
_OPEN_START = pattern(r"(?P<left>[:|(\n]\s?|^)~\s?$")
_CELL_END = pattern(r"\s*(?:$|[),|\n])")
_OPEN_END = pattern(r"\s?~\s?(?=$|[\n|)]|현재|계속)")
_EACH = pattern(r"\s?마다(?![가-힣])")


def _rule(draft: Draft) -> str:
    point = draft.point
    if draft.rank == TIME and point.clock is not None:
        return "date.time" if not point.names_date() else f"date.{draft.shape}.time"
    if point.lunar:
        return "date.lunar"
    return f"date.{draft.shape or 'point'}"


def joined(text: str, draft: Draft, limit: int) -> Found | None:
    """The expression with what makes it a range: `~`, 부터 … 까지, a length behind it, 이후, 전."""
    end = draft.end
    local = lex.LOCAL.match(text, end, limit)
    after = local.end() if local else end
    if draft.flaw:
        return Found(Span(draft.start, end), _rule(draft), Reading("point", draft.point, flaw=draft.flaw), {})
    if draft.point.since and draft.twin is None:
        return _since_then(text, draft, limit)
    if draft.twin is None and (found := _two_points(text, draft, after, limit)):
        return found
    point, twin = draft.point, draft.twin
    until = lex.UNTIL.match(text, end, limit) or (lex.UNTIL.match(text, after, limit) if local else None)
    if twin is not None:
        if twin.clock is not None and (tilde := lex.TILDE.match(text, end, limit)):  # "1~2일 오전 11시~오후 6시"
            other = parse_point(text, tilde.end(), limit, after=draft)
            if other is not None and other.twin is None and other.point.clock and not other.point.names_date():
                twin.clock, twin.afternoon, end = other.point.clock, other.point.afternoon, other.end
                until = lex.UNTIL.match(text, end, limit)
        if until:
            end = until.end()
        reading = Reading("range", point, twin, listed=draft.listed)
        rule = "date.list" if draft.listed else "date.range.short"
        return Found(Span(draft.start, end), rule, reading, slots_of(point, twin))
    if until:
        return Found(Span(draft.start, until.end()), "date.until", Reading("until", end=point), slots_of(point))
    if draft.shape in _PLAIN_WORDS and point.day is None and _in_title(text, draft):
        return None  # '오늘부터 출근'
    if draft.shape == "numeric" and (open_start := _OPEN_START.search(text, max(0, draft.start - 4), draft.start)):
        # "접수: ~ 3. 15.(금)"
        return Found(Span(open_start.end("left"), end), "date.until", Reading("until", end=point), slots_of(point))
    if found := _since(text, draft, after, limit):
        return found
    if not _stands(text, draft):
        return None
    if draft.shape in _EVERY_SUCH and (each := _EACH.match(text, end, limit)):
        every = _EVERY_SUCH[draft.shape]
        return Found(Span(draft.start, each.end()), "date.recurring.each", Reading("recurring", point, every=every), {})
    slots = slots_of(point)
    if draft.shape in _MEASURES and (measured := _MEASURED.match(text, end, limit)):
        slots["comparison"] = Span(*measured.span())  # "지난해 2분기에 비해": no later date leans on it
    return Found(Span(draft.start, end), _rule(draft), Reading("point", point), slots)


_MEASURED = pattern(r"\s?(?:보다|대비|에\s비[해하교]|[와과]\s(?:비교|견[줘주]))")
_MEASURES = frozenset(("year", "half", "quarter", "month"))


def _since_then(text: str, draft: Draft, limit: int) -> Found:
    """`올 들어`, `올 들어 지난 5월까지`: from the beginning of the year, the month."""
    space = lex.SPACE.match(text, draft.end, limit)
    other = parse_point(text, space.end() if space else draft.end, limit)
    if (
        other is not None
        and other.twin is None
        and not other.flaw
        and (until := lex.UNTIL.match(text, other.end, limit))
    ):
        reading = Reading("range", draft.point, other.point)
        return Found(Span(draft.start, until.end()), "date.range.since", reading, slots_of(draft.point, other.point))
    return Found(Span(draft.start, draft.end), "date.since", Reading("from", draft.point), slots_of(draft.point))


_WITHIN = pattern(r"\s?(?:안에|안으로|내에|내로|이내에?)(?![가-힣])")
_STRETCHES = frozenset(("year", "month", "quarter", "half", "season", "week", "turn", "weekend", "weekday"))


def _since(text: str, draft: Draft, after: int, limit: int) -> Found | None:
    point, start = draft.point, draft.start
    if match := lex.FROM_ONLY.match(text, after, limit):
        space = _AFTER_FROM.match(text, match.end(), limit)
        at = space.end() if space else match.end()
        # "2022년부터 3년간": the length fixes the range's end. "3년 안에" does not.
        length = length_at(text, at, limit)
        suffix = lex.LENGTH_SUFFIX.match(text, length[1], limit) if length is not None else None
        if (
            length is not None
            and (
                suffix or (point.day and _WITHIN.match(text, length[1])) or _CELL_END.match(text, length[1])
            )  # "2025. 2. 1.부터 11개월" in a table
            and "째" not in text[length[1] : length[1] + 2]
        ):
            closed = suffix or _WITHIN.match(text, length[1])
            stop = closed.end() if closed else length[1]
            slots = slots_of(point) | {"length": Span(at, stop)}
            return Found(Span(start, stop), "date.range.length", Reading("range", point, length=length[0]), slots)
        return Found(Span(start, match.end()), "date.from", Reading("from", point), slots_of(point))
    if draft.shape == "numeric" and _OPEN_END.match(text, after, limit):  # "2024. 4. ~"
        return Found(Span(start, draft.end), "date.from", Reading("from", point), slots_of(point))
    if draft.shape in _STRETCHES and (match := _WITHIN.match(text, after, limit)):
        return Found(Span(start, match.end()), "date.within", Reading("within", end=point), slots_of(point))
    if match := lex.AFTER.match(text, after, limit):
        return Found(Span(start, match.end()), "date.after", Reading("after", point), slots_of(point))
    if match := lex.BEFORE.match(text, after, limit):
        until = lex.UNTIL.match(text, match.end(), limit)  # "추석 전까지"
        end = until.end() if until else match.end()
        # 이전 takes its day in, 전 does not.
        reading = Reading("until" if "이전" in match.group() else "before", end=point)
        return Found(Span(start, end), "date.before", reading, slots_of(point))
    return None


def _two_points(text: str, draft: Draft, after: int, limit: int) -> Found | None:
    point, start = draft.point, draft.start
    tilde = lex.TILDE.match(text, after, limit)
    if (
        tilde
        and "-" in tilde.group()
        and not (draft.numeric or " " in tilde.group() or draft.rank == TIME or draft.shape == "month")
    ):
        tilde = None
    if tilde:
        other = parse_point(text, tilde.end(), limit, after=draft)
        if other is not None and other.twin is None and not other.flaw and _fits(draft, other):
            point, last = _daily_hours(text, point, other, limit)
            until = lex.UNTIL.match(text, last, limit)
            end = until.end() if until else last
            if draft.shape == "month" and "-" in tilde.group() and other.point.month is None:
                point = point.changed(day=other.point.day)  # "1월-1일": a month and its day
                return Found(Span(start, end), "date.day", Reading("point", point), slots_of(point))
            return Found(
                Span(start, end), "date.range.tilde", Reading("range", point, other.point), slots_of(point, other.point)
            )
        return None
    begun = lex.FROM.match(text, after, limit)
    if begun:
        at = begun.end()
        space = lex.SPACE.match(text, at, limit)
        at = space.end() if space else at
        from_word = "부터" in begun.group()
        other = parse_point(text, at, limit, after=draft)
        if other is not None and other.twin is None and not other.flaw and _fits(draft, other):
            local = lex.LOCAL.match(text, other.end, limit)
            tail = local.end() if local else other.end
            until = lex.UNTIL.match(text, tail, limit) or lex.BETWEEN_END.match(text, tail, limit)
            if until:
                rule = "date.range.particles"
                return Found(
                    Span(start, until.end()), rule, Reading("range", point, other.point), slots_of(point, other.point)
                )
            if (
                (from_word or (point.year is not None and other.point.year is not None))
                and other.rank >= draft.rank
                and re.match(r"\s*$|[^가-힣\d\s]|입니다|\s또는", text[other.end : other.end + 3])
            ):
                return Found(
                    Span(start, other.end),
                    "date.range.particles",
                    Reading("range", point, other.point),
                    slots_of(point, other.point),
                )
    between = lex.BETWEEN.match(text, after, limit)
    if between:
        other = parse_point(text, between.end(), limit, after=draft)
        if other is not None and other.twin is None and not other.flaw and _fits(draft, other):
            closed = lex.BETWEEN_END.match(text, other.end, limit)
            if closed:
                return Found(
                    Span(start, closed.end()),
                    "date.range.between",
                    Reading("range", point, other.point),
                    slots_of(point, other.point),
                )
    return None


def _daily_hours(text: str, point: Point, other: Draft, limit: int) -> tuple[Point, int]:
    """`7. 7.~7. 8. 14:00~16:00`: hours behind two days; the start takes the first of them. Start and end of it all."""
    end = other.end
    if other.point.clock is None or point.clock is not None or not other.point.names_date():
        return point, end
    tilde = lex.TILDE.match(text, end, limit)
    last = parse_point(text, tilde.end(), limit, after=other) if tilde else None
    if last is None or last.twin is not None or last.point.clock is None or last.point.names_date():
        return point, end
    point = point.changed(clock=other.point.clock, afternoon=other.point.afternoon)
    other.point.clock, other.point.afternoon = last.point.clock, last.point.afternoon
    return point, last.end


def _fits(first: Draft, last: Draft) -> bool:
    """Whether two points can be the ends of one range."""
    if last.point.daypart is not None and not last.point.names_date():
        return first.rank == TIME  # "새벽부터 아침 사이"
    if last.point.names_date() or not last.point.clock:
        return last.point.names_date() and (first.point.names_date() or first.rank == TIME)
    return first.point.clock is not None or first.point.daypart is not None or first.point.names_day()


_OPENING, _CLOSING = frozenset("'‘\"“<《「"), frozenset("'’\"”>》」")


_TITLE = pattern(r"[^'’\"”>》」.?!\n]{1,20}(?<![다요자까라죠])['’\"”>》」]")


_EVERY_SUCH = {"daypart": "P1D", "weekday": "P1W", "weekend": "P1W", "season": "P1Y"}
_PLAIN_WORDS = frozenset(("day", "day_same", "weekday", "season", "daypart"))


# "㈜새벽과 협약을 맺었다": behind the mark of a company stands its name.
_MARKED = pattern(r"(?:㈜|\([주유재사]\)|(?<![가-힣])(?:재단|사단)법인 )$")


def _in_title(text: str, draft: Draft) -> bool:
    """Whether a quotation opens right before a word and holds no sentence: ‘오늘의 연애’."""
    return (
        text[draft.start - 1 : draft.start] in _OPENING
        and draft.start > 0
        and (_TITLE.match(text, draft.end) is not None)
    )


_TITLE_BEFORE = pattern(r"[‘“<《「『][^’”>》」』‘“<《「『.?!,\n]{1,20}(?<![다요자까라죠])\s$")


def _closes_title(text: str, draft: Draft) -> bool:
    """Whether a word ends what a quotation holds and is no sentence: ‘내 일을 찾는 토요일’."""
    if text[draft.end : draft.end + 1] not in _CLOSING or text[draft.end : draft.end + 1] in "'\"":
        return False
    return _TITLE_BEFORE.search(text, max(0, draft.start - 24), draft.start) is not None


_SEASON_STANDS = pattern(r"[에은엔과철\s,·]|로\s|마다|이면|부터|까지|$")


def _stands(text: str, draft: Draft) -> bool:
    """Whether a point that is a word only is a time here: 봄 and 아침 are also other things (아침을 먹다)."""
    point = draft.point
    if (
        text[draft.start - 1 : draft.start] in _OPENING
        and text[draft.end : draft.end + 1] in _CLOSING
        and point.day is None
    ):
        return not (draft.start and point.month is None and point.year is None)  # a title: ‘내일’
    plain = draft.shape in _PLAIN_WORDS or (draft.shape == "clock" and not text[draft.start].isdigit())  # 정오
    if plain and (_MARKED.search(text, max(0, draft.start - 6), draft.start) is not None):
        return False
    if plain and point.day is None and (_in_title(text, draft) or _closes_title(text, draft)):
        return False
    if draft.shape == "daypart" and not point.names_date():
        following = text[draft.end : draft.end + 3]
        if text[draft.start : draft.end] in ("아침", "저녁", "점심") and re.match(
            r"\s?(?:을|를|식사|밥|거르|메뉴|드라마|프로)", following
        ):
            return False
    if draft.shape in ("daypart", "weekend") and text[max(0, draft.start - 3) : draft.start] == "좋은 ":
        return False
    if draft.shape == "season" and point.lead is None and not (point.year or point.year_offset is not None):
        return _SEASON_STANDS.match(text, draft.end) is not None
    return True
