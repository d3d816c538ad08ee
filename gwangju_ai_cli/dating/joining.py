"""Whole expressions: points with what joins them to ranges (~, 부터 … 까지, a length behind), and repetitions."""

from __future__ import annotations

import re
from decimal import Decimal

from gwangju_ai_cli import numerals
from gwangju_ai_cli.dating import lexicon as lex
from gwangju_ai_cli.dating.drafts import DAY, MONTH, TIME, YEAR, Draft, Found, slots_of
from gwangju_ai_cli.dating.figures import LEGAL, TERM
from gwangju_ai_cli.dating.lengths import length_at, names_date, read_length
from gwangju_ai_cli.dating.points import add_nth, chain, parse_point
from gwangju_ai_cli.dating.readings import Length, Point, Reading
from gwangju_ai_cli.dating.recurring import read_weekdays
from gwangju_ai_cli.dating.reigns import read_reign
from gwangju_ai_cli.model import Span

_SINO = "[영공일이삼사오육칠팔구십백천]"

_SINO_DATE = re.compile(
    rf"(?:(?P<y>이천{_SINO}*|천구백{_SINO}*|[일이][구공영]{_SINO}{{2}})년(?:\s|(?=에|도|부터|까지|[일이삼]))\s?)?"
    rf"(?:(?P<m>십[일이]?|[일이삼사오육유칠팔구시])월\s?(?P<d>이?십{_SINO}?|삼십일?|[일이삼사오육칠팔구])일)?"
)

_SINO_DAY = re.compile(rf"(?P<d>이?십{_SINO}|이십|삼십일?)일(?=\s?[월화수목금토일]요일)")

_SINO_MONTH = {"유": 6, "시": 10}

_BARE_YEARS = re.compile(
    r"(?P<a>(?:19|20)\d\d)(?:\s?[~\-]\s?|(?P<season>/))(?P<b>(?:19|20)?\d\d)(?![\d.,~\-]|[가-힣]*년|\s?(?:원|명|개|호|번|㎡|m|km|톤"
    r"|만))(?=[\s()'’\"”]|$|입니다|이다|시즌)"
)

# A line or a cell that holds a year and nothing else.
_LONE_YEAR = re.compile(r"(?<![^\n|\t])(?:19|20)\d\d(?=\s*(?:[\n|\t]|$))")

_LUNAR = re.compile(r"음력\s?(?P<leap>윤\s?)?")
_SINO_QUARTER = re.compile(r"(?P<n>[일이삼사])\s?사?분기")
_AFTER_FROM = re.compile(r"(?:는|의)?\s{0,2}")
_OPEN_START = re.compile(r"(?P<left>[:|(\n]\s?|^)~\s?$")
_CELL_END = re.compile(r"\s*(?:$|[),|\n])")
_OPEN_END = re.compile(r"\s?~\s?(?=$|[\n|)]|현재|계속)")
_EACH = re.compile(r"\s?마다(?![가-힣])")
_FOUR = re.compile(r"['’‘]?(?:19|20)\d\d(?!\d)")
_EVENT_YEAR = re.compile(
    r"(?P<y>(?:19[5-9]|20[0-4])\d)(?=\s(?!(?:봄|여름|가을|겨울)(?![가-힣]))(?:[가-힣A-Za-z·]+\s?){0,4}?[가-힣A-Za-z]*(?:대회|올림픽|월드컵|축제|비엔날레|박람회|엑스포|선수권|시즌"
    r"|총회|포럼|아시안게임|리그|어워즈|시상식|컨퍼런스|콘서트|페스티벌|전당대회|정상회의|영화제|시리즈|봄|가을|여름|겨울|S/S|F/W|컵|랠리|모터쇼|게임|총선|대선|신춘|수능))"
)


def may_be_year(text: str, pos: int) -> bool:
    """Whether four figures without a unit could name a year: 2018 평창동계올림픽, a line with 2019 alone."""
    return _FOUR.match(text, pos) is not None


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


_SENTENCE = re.compile(
    r"(?P<y>\d{1,2})년\s?(?P<n>\d{1,2})월(?=의\s?(?:실형|원심|형(?![가-힣])|집행유예|징역|중형)|을\s(?:선고|구형)|형을)"
)
_MAY_BE_LENGTH = frozenset(("num", "native", "vague", "sino", "word", "frame"))


_BEFORE_CHRIST = re.compile(r"(?:기원전|서기전|(?<![A-Za-z])B\.?\s?C\.?|(?P<tangun>(?<![가-힣])단기))\s?$")
_BEFORE_CHRIST_ENDS = frozenset(" 전C.기")
_TANGUN = 2333  # 단기 4352년 is 2019
_ANCIENT = re.compile(r"(?P<n>\d{1,4})(?P<more>\s?~\s?\d{1,4})?\s?(?P<unit>년|세기)(?!간)")


def _before_christ(text: str, pos: int, limit: int) -> Found | None:
    """`기원전 57년`, `BC 3세기`: a year before the calendar begins, where a range has no value; `단기 4352년`."""
    era = _BEFORE_CHRIST.search(text, max(0, pos - 6), pos)
    match = _ANCIENT.match(text, pos, limit) if era else None
    if era is None or match is None or not int(match["n"]):
        return None
    span = Span(era.start(), match.end())
    if match["more"]:
        return Found(span, "date.block.before_christ", None, {})
    number = int(match["n"])
    if era["tangun"]:
        if number <= _TANGUN or match["unit"] != "년":
            return None
        return Found(span, "date.year.tangun", Reading("point", Point(year=number - _TANGUN)), {})
    point = Point(year=1 - number) if match["unit"] == "년" else Point(year=-100 * number)
    point.ancient = "year" if match["unit"] == "년" else "century"
    return Found(span, "date.before_christ", Reading("point", point), {})


def read_expression(text: str, pos: int, limit: int, kind: str) -> Found | None:
    if kind == "num" and text[pos - 1 : pos] in _BEFORE_CHRIST_ENDS and (found := _before_christ(text, pos, limit)):
        return found
    simple = lex.SIMPLE.match(text, pos, limit) if kind == "num" else None
    if simple is not None and simple["unit"] == "년" and len(simple["a"]) < 3:
        if reign := read_reign(text, pos, limit):
            return reign
        if sentence := _SENTENCE.match(text, pos, limit):  # "1년6월의 원심": years and months in court
            length = Length({"year": Decimal(sentence["y"]), "month": Decimal(sentence["n"])})
            span = Span(*sentence.span())
            return Found(span, "date.length.term", Reading("length", length=length), {"length": span})
    if simple is not None and names_date(text, simple):
        if simple["unit"] != "월" or not LEGAL.search(text, max(0, pos - 12), pos):
            draft = parse_point(text, pos, limit)
            return _joined(text, draft, limit) if draft is not None and draft.rank else None
    elif kind in _MAY_BE_LENGTH and (found := read_length(text, pos, limit, kind)):
        return found
    if kind == "num" and (term := TERM.match(text, pos, limit)) and LEGAL.search(text, max(0, pos - 12), pos):
        # "징역 1년 6월": a sentence in court counts months as 월.
        length = Length({"month": Decimal(term["n"])})
        return Found(
            Span(pos, term.end()),
            "date.length.term",
            Reading("length", length=length),
            {"length": Span(pos, term.end())},
        )
    if kind == "sino" and (match := _SINO_QUARTER.match(text, pos, limit)):
        quarter = Draft(pos)
        quarter.set(MONTH, match.end(), quarter="일이삼사".index(match["n"]) + 1)
        quarter.shape = "quarter"
        return _joined(text, quarter, limit)
    if kind == "num":
        if match := _LONE_YEAR.match(text, pos, limit):
            return Found(Span(*match.span()), "date.year.alone", Reading("point", Point(year=int(match[0]))), {})
        if match := _BARE_YEARS.match(text, pos + (text[pos] in "'’‘"), limit):
            low = int(match["a"])
            high = int(match["b"]) if len(match["b"]) == 4 else low - low % 100 + int(match["b"])
            if low < high <= low + (1 if match["season"] else 100):  # "2015/16 컬렉션"
                return Found(
                    Span(*match.span()),
                    "date.range.bare_years",
                    Reading("range", Point(year=low), Point(year=high)),
                    {},
                )
        if match := lex.DOTTED_YEARS.match(text, pos, limit):
            low, high = int(match["a"]), int(match["b"])
            if low < high:
                reading = Reading("range", Point(year=low), Point(year=high))
                return Found(Span(*match.span()), "date.range.bare_years", reading, {})
        if match := lex.QUOTED_YEARS.match(text, pos, limit):
            low, high = 2000 + int(match["a"]), 2000 + int(match["b"])
            if low < high:
                reading = Reading("range", Point(year=low), Point(year=high))
                return Found(Span(*match.span()), "date.range.bare_years", reading, {})
        if match := _EVENT_YEAR.match(text, pos + (text[pos] in "'’‘"), limit):
            return Found(
                Span(*match.span("y")), "date.year.of_event", Reading("point", Point(year=int(match["y"]))), {}
            )
    if kind == "weekdays":
        return read_weekdays(text, pos, limit)
    if kind == "num" and (run := _QUARTERS_RUNNING.match(text, pos, limit)):
        length = Length({"month": 3 * Decimal(run["n"])})
        return Found(Span(pos, run.end("unit")), "date.length", Reading("length", length=length), {})
    lunar = _LUNAR.match(text, pos, limit) if text[pos] == "음" else None
    draft = _sino(text, pos, limit) if kind == "sino" else None
    if draft is not None:
        draft = chain(text, draft, limit, None)
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
        if nth is None or not add_nth(text, draft, nth) or not draft.rank:
            return None
        draft = chain(text, draft, limit, None)
    else:
        draft = parse_point(text, pos, limit)
    if (draft is None or not draft.rank) and kind == "num" and text[pos] in "'’‘":
        return read_expression(text, pos + 1, limit, kind)  # ‘6월의 노래’: the sign is a quotation mark
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


def _joined(text: str, draft: Draft, limit: int) -> Found | None:
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
    return Found(Span(draft.start, end), _rule(draft), Reading("point", point), slots_of(point))


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
            and (suffix or _CELL_END.match(text, length[1]))  # "2025. 2. 1.부터 11개월" in a table
            and "째" not in text[length[1] : length[1] + 2]
        ):
            stop = suffix.end() if suffix else length[1]
            slots = slots_of(point) | {"length": Span(at, stop)}
            return Found(Span(start, stop), "date.range.length", Reading("range", point, length=length[0]), slots)
        return Found(Span(start, match.end()), "date.from", Reading("from", point), slots_of(point))
    if draft.shape == "numeric" and _OPEN_END.match(text, after, limit):  # "2024. 4. ~"
        return Found(Span(start, draft.end), "date.from", Reading("from", point), slots_of(point))
    if match := lex.AFTER.match(text, after, limit):
        return Found(Span(start, match.end()), "date.after", Reading("after", point), slots_of(point))
    if match := lex.BEFORE.match(text, after, limit):
        until = lex.UNTIL.match(text, match.end(), limit)  # "추석 전까지"
        end = until.end() if until else match.end()
        return Found(Span(start, end), "date.before", Reading("before", end=point), slots_of(point))
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
            until = lex.UNTIL.match(text, other.end, limit)
            end = until.end() if until else other.end
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


def _fits(first: Draft, last: Draft) -> bool:
    """Whether two points can be the ends of one range."""
    if last.point.daypart is not None and not last.point.names_date():
        return first.rank == TIME  # "새벽부터 아침 사이"
    if last.point.names_date() or not last.point.clock:
        return last.point.names_date() and (first.point.names_date() or first.rank == TIME)
    return first.point.clock is not None or first.point.daypart is not None or first.point.names_day()


_OPENING, _CLOSING = frozenset("'‘\"“<《「"), frozenset("'’\"”>》」")


_QUARTERS_RUNNING = re.compile(r"(?P<n>\d{1,2})(?P<unit>분기)\s?연속")
_TITLE = re.compile(r"[^'’\"”>》」.?!\n]{1,20}(?<![다요자까라죠])['’\"”>》」]")


_EVERY_SUCH = {"daypart": "P1D", "weekday": "P1W", "season": "P1Y"}
_PLAIN_WORDS = frozenset(("day", "day_same", "weekday", "season", "daypart"))


def _in_title(text: str, draft: Draft) -> bool:
    """Whether a quotation opens right before a word and holds no sentence: ‘오늘의 연애’."""
    return (
        text[draft.start - 1 : draft.start] in _OPENING
        and draft.start > 0
        and (_TITLE.match(text, draft.end) is not None)
    )


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
    if plain and point.day is None and _in_title(text, draft):
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
        return re.match(r"(?:[에은엔과철]|마다|이면|부터|까지|\s|,|·|$)", text[draft.end : draft.end + 2]) is not None
    return True
