"""One point in time: components from year to time of day, each finer than the one before it."""

from __future__ import annotations

import re
from functools import cache

from gwangju_ai_cli.facts.dates import lexicon as lex
from gwangju_ai_cli.facts.dates import starts
from gwangju_ai_cli.facts.dates.clock import read_night_hour, read_time
from gwangju_ai_cli.facts.dates.drafts import DAY, MONTH, TIME, WEEK, WEEKDAY, YEAR, Draft, takes_time
from gwangju_ai_cli.facts.dates.figures import read_figures
from gwangju_ai_cli.facts.dates.ordinals import add_nth
from gwangju_ai_cli.facts.dates.readings import Lead, Turn
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.timex import Part
from gwangju_ai_cli.vocab import alternation, load_vocab


def parse_point(text: str, pos: int, limit: int, *, after: Draft | None = None) -> Draft | None:
    """The longest point that begins at `pos`; `after` is the first end of a range, whose writing the last one follows.

    >>> draft = parse_point("지난 8월 말 선발한", 0, 11)
    >>> draft.point.lead, draft.point.month, draft.point.part, draft.end
    ('past', 8, 'end', 7)
    """
    lead = lex.LEAD.match(text, pos, limit)
    if lead and lead["lead"] == "지난" and (found := lex.word_at(text, pos, limit)) and found[0].role == "night":
        lead = None  # 지난밤 is one word
    if lead:
        word = lead["lead"]
        value: Lead = {"다음": "next", "이번": "this", "올": "this", "저번": "past"}.get(word) or (  # type: ignore[assignment]
            "past" if word == "지난" else "next"
        )
        inner = Draft(pos)
        inner.expected = after is not None
        inner.end = lead.end()
        inner.point.lead = value
        inner.point.slots["lead"] = Span(pos, pos + len(word))
        if word in ("오는", "다가오는", "돌아오는"):
            inner.point.slots["coming"] = inner.point.slots["lead"]
        if word == "올":
            inner.point.year_offset = 0
            inner.rank = YEAR
        body = chain(text, inner, limit, after)
        if body.rank > (YEAR if word == "올" else 0) or body.point.part is not None or body.point.since:
            return body
    draft = Draft(pos)
    draft.expected = after is not None
    draft = chain(text, draft, limit, after)
    return draft if draft.rank else None


def chain(text: str, draft: Draft, limit: int, after: Draft | None) -> Draft:
    """Adds one component after another while each is finer than the last."""
    while True:
        at, before = draft.end, draft.rank
        if before and at < limit and text[at].isspace():
            at += 2 if at + 1 < limit and text[at + 1].isspace() else 1
        if not _component(text, draft, at, limit, after):
            break
        if draft.rank == before and draft.rank >= TIME:
            break
    if (draft.rank and draft.rank < TIME) or draft.rank == DAY:
        _part(text, draft, limit)
    return draft


def _beside(text: str, draft: Draft, limit: int) -> bool:
    """What stands beside a date and says the same again: (18일), (1997년), (월), 금요일."""
    point = draft.point
    if draft.rank == DAY:
        relative = point.day_offset is not None or point.day_same is not None
        if relative and point.beside is None and _day_beside(text, draft, limit):
            return True
        if point.lead is None and _year_last(text, draft, limit):
            return True
    if draft.shape == "weekday" and draft.rank == WEEKDAY and _dated_weekday(text, draft, limit):
        return True
    if draft.rank == YEAR and draft.shape in ("year", "year_same") and _year_beside(text, draft, limit):
        return True
    return draft.rank <= DAY and point.names_day() and _weekday_tag(text, draft, limit)


def _component(text: str, draft: Draft, at: int, limit: int, after: Draft | None) -> bool:
    if at >= limit:
        return False
    char = text[at]
    if draft.point.decade is not None or draft.point.century is not None:
        return False  # nothing finer hangs on 1990년대
    if draft.point.since:
        return False
    if char == "상" and draft.rank <= YEAR and (match := lex.HALVES.match(text, at, limit)):
        draft.fork()
        draft.set(MONTH, match.end(), half=2)
        draft.point.half = 1
        draft.shape = "half"
        return True
    if char in "음윤(" and draft.rank <= YEAR and (match := _LUNAR.match(text, at, limit)):
        draft.end = match.end()
        draft.point.lunar, draft.point.leap_month = True, "윤" in match.group()
        return True
    if draft.rank == MONTH and char in _LUNAR_DAY_LETTERS and _lunar_day(text, draft, at, limit):
        return True
    if char in "38" and draft.rank <= YEAR and lex.word_at(text, at, limit):
        return _word(text, draft, at, limit)  # 3·1절, 8·15 광복절
    if (
        char.isdigit()
        and draft.rank <= MONTH
        and ("째" in (near := text[at : at + 9]) or "주차" in near)  # what `add_nth` asks of a figure
        and (match := lex.NTH.match(text, at, limit))
        and (add_nth(text, draft, match))
    ):
        return True
    if draft.rank <= YEAR and char in "12" and _term(text, draft, at, limit):
        return True
    if char.isdigit() or char in "'’‘" or (char == "천" and lex.MIXED_YEAR.match(text, at, limit)):
        return read_figures(text, draft, at, limit, after)
    if draft.rank and (text[draft.end] in " (,\n" or char in lex.WEEKDAYS) and _beside(text, draft, limit):
        return True
    if char not in starts.component_letters():
        return False
    if draft.rank < DAY and char in lex.WEEKDAYS and (match := lex.WEEKDAY_WORD.match(text, at, limit)):
        draft.point.slots["weekday"] = Span(*match.span())
        draft.set(WEEKDAY, match.end(), weekday=lex.WEEKDAYS.index(match["word"]))
        if draft.point.week_offset is None and _ANY.match(text, match.end()):
            draft.point.slots["generic"] = Span(match.end(), match.end() + 1)  # "토요일을 포함해": any of them
        draft.shape = draft.shape or "weekday"
        return True
    if (
        draft.rank == MONTH
        and char == "의"
        and (match := _OF.match(text, at, limit))
        and (nth := lex.NTH.match(text, match.end(), limit))
        and add_nth(text, draft, nth)
    ):
        return True
    if not draft.rank and draft.point.lead and char == "분" and (match := _QUARTER_WORD.match(text, at, limit)):
        draft.set(MONTH, match.end(), quarter_offset={"past": -1, "last": -1, "this": 0, "next": 1}[draft.point.lead])
        draft.shape = "quarter"
        return True
    if draft.rank <= YEAR and char in "첫두학" and _term(text, draft, at, limit):
        return True
    if draft.shape == "weekday" and draft.rank == WEEKDAY and (match := _BEING.match(text, at, limit)):
        return _weekday_first(draft, match)
    if (
        draft.rank <= MONTH
        and char in lex.NTH_LETTERS
        and (match := lex.NTH.match(text, at, limit))
        and add_nth(text, draft, match)
    ):
        return True
    if draft.rank == MONTH and char == "한" and (match := _ONE_MONTH.match(text, at, limit)):
        draft.end = match.end()
        return True
    if takes_time(draft) and read_time(text, draft, at, limit):
        return True
    return _word(text, draft, at, limit)


_TERM = pattern(r"(?:(?P<n>[12])\s?학기|(?P<word>첫|두\s?번째)\s?학기|학기)(?!제|별|생|말고)")
# "3학년 1학기": a term of somebody's years at school.
_OF_CLASS = pattern(r"\d학년\s?$")


def _term(text: str, draft: Draft, at: int, limit: int) -> bool:
    """`2026학년도 1학기`, `올해 2학기`, `이번 학기`: the half of a school year."""
    match = _TERM.match(text, at, limit)
    if match is None or _OF_CLASS.search(text, max(0, at - 4), at):
        return False
    if match["n"] or match["word"]:
        draft.set(MONTH, match.end(), term=int(match["n"] or (1 if match["word"] == "첫" else 2)), year_starts=1)
    elif draft.point.lead and not draft.rank:
        draft.set(MONTH, match.end(), term_offset={"past": -1, "last": -1, "this": 0, "next": 1}[draft.point.lead])
    else:
        return False
    draft.shape = "term"
    return True


# "음력 8월 15일", "음 8.15", "윤6월 초하루", "음력 윤6월": behind a year or at the beginning.
_LUNAR = pattern(r"(?:음력|\(음\)|음(?=\s?\d{1,2}(?:월|\.\s?\d)))\s?(?:윤(?:달)?\s?(?=\d))?|윤\s?(?=\d{1,2}월)")


@cache
def _lunar_days() -> tuple[re.Pattern[str], dict[str, int]]:
    """The pattern of a day of the lunar month by its old name, and each name's number."""
    days = {row["surface"]: int(row["day"]) for row in load_vocab("lunar_days")}
    longer = r"(?!간|달|동안|만에|여|\s(?:동안|만에|간|뒤|후|전에|넘))"  # "보름 동안" is a length
    return pattern(rf"(?P<name>{alternation([*days])}){longer}"), days


_LUNAR_DAY_LETTERS = frozenset("초열보스그")


def _lunar_day(text: str, draft: Draft, at: int, limit: int) -> bool:
    """`음력 8월 보름`, `정월 초하루`, `9월 그믐`: days by their old names are of the lunar month."""
    sought, days = _lunar_days()
    match = sought.match(text, at, limit)
    if match is None or draft.point.month is None or draft.twin is not None:
        return False
    day = days[match["name"]]
    draft.set(DAY, match.end(), lunar=True, day=day, last_day=day == 30)
    return True


_BEING = pattern(
    r"(?:인|이?었던|였던)\s(?:오는\s|지난\s)?(?P<d>[12]\d|3[01]|[1-9])일(?![가-힣]|\s?간)|(?:인|이?었던|였던)\s(?P<d2>[12]\d|3[01]|[1-9])일(?=에|은|부터|까지|의|엔|과|도)"
)


_YEAR_LAST = pattern(r",\s(?P<y>(?:19|20)\d\d)(?:년)?(?=에(?![가-힣])|$)")


def _year_last(text: str, draft: Draft, limit: int) -> bool:
    """`1월 12일, 2016년`: the year behind its day, as other languages write it."""
    match = _YEAR_LAST.match(text, draft.end, limit)
    if match is None or draft.point.month is None or draft.point.day is None or draft.point.year is not None:
        return False
    draft.set(DAY, match.end(), year=int(match["y"]))
    return True


def _weekday_first(draft: Draft, match: re.Match[str]) -> bool:
    """`목요일인 13일`: the weekday stands before its day."""
    point = draft.point
    day = int(match["d"] or match["d2"])
    weekday = point.weekday
    draft.set(DAY, match.end(), weekday=None, fallback_weekday=weekday, day=day)
    draft.shape = "day"
    return True


_ANY = pattern(
    r"[을를도만의]|마다|(?:[와과]|이나)(?!\s[월화수목금토일]요일)|이면|(?:은|에는|엔)?\s(?:정기\s?)?(?:쉰|쉬[며고는]|휴관|휴무|휴장|문을\s닫)"
)
_OF = pattern(r"의\s")
_QUARTER_WORD = pattern(r"분기(?!별)")
_ONE_MONTH = pattern(r"한\s?달(?![가-힣])|한\s?달(?=간|동안|내내|에|을|이|만)")
_BESIDE = pattern(
    r"\s?\((?:(?P<m>\d{1,2})(?:월\s?|[./]\s?(?=\d{1,2}\.?[),])))?(?P<d>\d{1,2})[일.]?(?=\)|,|\s?현지|\s?오[전후])[^()\n]{0,12}\)"
)


def _day_beside(text: str, draft: Draft, limit: int) -> bool:
    """`오늘(18일)`, `이날(3일)`: the figure in the parenthesis is the day that the word means."""
    match = _BESIDE.match(text, draft.end, limit)
    if match is None or draft.point.day is not None or not 1 <= int(match["d"]) <= 31:
        return False
    if not (text[match.end("d")] == "일" or match["m"] or draft.point.day_offset is not None):
        return False
    draft.point.slots["beside"] = Span(
        match.start("m") if match["m"] else match.start("d"), match.end("d") + (text[match.end("d")] == "일")
    )
    draft.point.beside = (int(match["m"]) if match["m"] else None, int(match["d"]))
    draft.end = match.end()
    return True


def _dated_weekday(text: str, draft: Draft, limit: int) -> bool:
    """`일요일(14일)`: the weekday's date stands in the parenthesis behind it."""
    match = _BESIDE.match(text, draft.end, limit)
    point = draft.point
    if match is None or point.day is not None or point.weekday is None or not 1 <= int(match["d"]) <= 31:
        return False
    if text[match.end("d")] != "일" and not match["m"]:
        return False
    month = int(match["m"]) if match["m"] else None
    fields = {"month": month} if month else {}
    draft.set(DAY, match.end(), day=int(match["d"]), weekday=None, fallback_weekday=point.weekday, **fields)
    draft.shape = "day"
    return True


_YEAR_BESIDE = pattern(r"\s?\((?P<y>(?:1\d|20)\d\d)년?\)")


def _year_beside(text: str, draft: Draft, limit: int) -> bool:
    """`이듬해(1997년)`, `지난해(2014년)`: the figure in the parenthesis is the year that the word means."""
    match = _YEAR_BESIDE.match(text, draft.end, limit)
    if match is None or draft.point.year is not None:
        return False
    draft.point.slots["beside"] = Span(match.start("y"), match.end() - 1)
    draft.set(YEAR, match.end(), year=int(match["y"]), year_offset=None, year_same=None)
    return True


def _weekday_tag(text: str, draft: Draft, limit: int) -> bool:
    """`9일(월)`, `15일 금요일`: a weekday beside a day is kept as evidence, never as the value."""
    match = lex.WEEKDAY.match(text, draft.end, limit)
    if match is None or "weekday" in (draft.twin or draft.point).slots:
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


_SAME_PERIOD = pattern(
    r"\s?(?:(?P<day>같은\s?날|동일)|(?P<month>같은\s?달|동월)|(?P<quarter>같은\s?분기|동분기)"
    r"|(?P<period>같은\s?(?:기간|시기|때|시점|학기)|동기|이맘\s?때))(?!전)"
)

_ROLE_RANK = {
    "year": YEAR,
    "year_same": YEAR,
    "half": MONTH,
    "quarter_same": MONTH,
    "season": MONTH,
    "month": MONTH,
    "month_same": MONTH,
    "week": WEEK,
    "week_same": WEEK,
    "weekend": DAY,
    "day": DAY,
    "day_same": DAY,
    "holiday": DAY,
    "night": TIME,
    "overnight": TIME,
    "lunar_month": MONTH,
    "midweek": DAY,
}


def _word(text: str, draft: Draft, at: int, limit: int) -> bool:
    found = lex.word_at(text, at, limit)
    if found is None:
        return False
    word, end = found
    if word.role == "since":
        if draft.rank not in (YEAR, MONTH) or draft.point.since:
            return False
        draft.set(draft.rank, end, since=True)
        return True
    if word.role == "turn":
        turn: Turn = word.value  # type: ignore[assignment]
        if _turn_of(draft, turn, end):
            return True
        if draft.rank > YEAR or (draft.rank == YEAR and turn.startswith("week")):
            return False
        draft.set(MONTH, end, turn=turn)
        draft.shape = "turn"
        return True
    rank = _ROLE_RANK.get(word.role)
    if word.role == "day_same" and draft.shape == "holiday" and not draft.point.holiday_shift:
        draft.set(DAY, end, holiday_shift=int(word.value))  # "추석 전날", "개천절 이튿날"
        return True
    if rank is None or draft.rank >= rank:
        return False
    if word.role == "weekend":
        if draft.rank in (YEAR,) and draft.point.lead != "this":
            return False
        draft.set(DAY, end, weekend=True)
        if not draft.point.lead and _AT.match(text, end):
            draft.point.slots["single"] = Span(at, end)
        if draft.point.lead == "this" and draft.point.year_offset == 0:
            draft.point.year_offset = None
        draft.shape = "weekend"
        return True
    if word.role == "night":
        if draft.rank:
            return False
        draft.set(DAY, end, day_offset=int(word.value))
        draft.shape = "day"
        if not read_night_hour(text, draft, end, limit):
            draft.set(TIME, end, daypart=(18, 24))
        return True
    if word.role == "overnight":
        if draft.expected or draft.rank not in (0, DAY) or (draft.rank and not draft.point.names_day()):
            return False  # "오후부터 밤 사이": up to the evening
        draft.set(TIME, end, overnight=True, **({} if draft.rank else {"day_offset": 0}))
        draft.shape = "overnight"
        return True
    if word.role == "lunar_month":
        if draft.rank > YEAR:
            return False
        draft.set(MONTH, end, month=int(word.value), lunar=True)
        draft.shape = "month"
        return True
    if word.role == "midweek":
        if draft.rank not in (0, WEEK) or re.match(r"\s?(?:한국|대사|북한|미국|일본|외교|공관)", text[end : end + 5]):
            return False  # "주중 한국대사관": in China
        draft.set(DAY, end, midweek=True)
        draft.shape = "week"
        return True
    if word.role in ("week", "week_same") and draft.rank:
        return False
    if word.role in ("day", "day_same") and draft.rank:
        return False
    if word.role == "month" and draft.rank and draft.rank != YEAR:
        return False
    if word.role == "holiday":
        if draft.rank == MONTH or not _is_holiday(text, draft, word.value, at, end):
            return False
        if _HANJA.match(text, end) or (word.value.startswith("독립") and _FOREIGN.search(text, max(0, at - 12), at)):
            return False  # "신정(新鄭)시"; "멕시코 독립기념일" is another day than that of July
        draft.set(DAY, end, holiday=word.value)
    elif word.role == "half":
        draft.set(MONTH, end, half=int(word.value))
    elif word.role == "season":
        draft.set(MONTH, end, season=int(word.value))
        _more_seasons(text, draft, limit)
    elif word.role == "weekday":
        draft.set(WEEKDAY, end, weekday=int(word.value))
    else:
        name = word.role if word.role.endswith("_same") else f"{word.role}_offset"
        draft.set(rank, end, **{name: int(word.value.rstrip("~"))})
        if word.value.endswith("~"):
            draft.point.approx = True  # 엊그제: two days ago or three
        _note_comparison(text, draft, word, at, end)
    draft.shape = word.role
    if rank == YEAR and (same := _SAME_PERIOD.match(text, end, limit)):
        grain = next(kind for kind in ("day", "month", "quarter", "period") if same[kind])
        draft.set(MONTH, same.end(), same_period=grain)
        draft.point.slots["comparison"] = Span(at, same.end())
        draft.shape = "same_period"
    return True


_COMPARED = pattern(r"\s?(?:대비|보다|비\s|比|에\s비[해하교]|과\s(?:비교|견[줘주])|같은\s시|거래일)")


def _note_comparison(text: str, draft: Draft, word: lex.Word, at: int, end: int) -> None:
    """전년, 전월, 전 분기, 전주 (and 전일 대비) measure what the text speaks of: no later date may lean on them."""
    if not word.role.endswith("_same") or int(word.value) >= 0:
        return
    if word.role != "day_same" or (text[at : at + 2] == "전일" and _COMPARED.match(text, end)):
        draft.point.slots["comparison"] = Span(at, end)
    if text[at:end].endswith("년도"):
        draft.point.slots["fiscal"] = Span(at, end)


_BESIDE_HOLIDAY = pattern(r"\s?(?:전날|다음\s?날|이튿날|당일|연휴|명절)")
_AS_DAY = pattern(r"인\s|\s?\(\d|\s(?:절기|당일|전날|이튿날)")


_AT = pattern(r"에(?![가-힣]|\s(?:주로|자주|가끔|종종|보통))")


def _is_holiday(text: str, draft: Draft, name: str, at: int, end: int) -> bool:
    """Whether a name is a day here: 설 and 우수, 한식, 동지, 소설 are other words too."""
    named = bool(draft.rank or draft.point.lead)
    if name == "설":
        return named or _BESIDE_HOLIDAY.match(text, end) is not None
    if lex.holidays()[name.replace(" ", "")]["needs"] != "year":
        return True
    return named or _AS_DAY.match(text, end) is not None


def _turn_of(draft: Draft, turn: Turn, end: int) -> bool:
    """`내달 월말`, `다음 주 주초`: the edge of the month or week that is named."""
    point = draft.point
    named, _, edge = turn.partition("-")
    month = point.month is not None or point.month_offset is not None or point.month_same is not None
    week = point.week_offset is not None or point.week_same is not None
    if (
        draft.twin is not None
        or edge not in ("start", "end")
        or not (
            (named == "month" and draft.rank == MONTH and month) or (named == "week" and draft.rank == WEEK and week)
        )
    ):
        return False
    draft.set(draft.rank, end, part=edge)
    return True


_HANJA = pattern(r"\([\u4e00-\u9fff]")
_FOREIGN = pattern(
    r"(?<!올해)(?<!내년)(?<!작년)(?<!지난해)(?<!지난)(?<!오는)(?<!이번)(?<!미국)(?<!미국의)(?<!년)(?<=[가-힣])\s$"
)
_SEASONS = pattern(r"(?:\s?[·/,~-]\s?|과\s)(?P<word>봄|여름|가을|겨울)(?!방학|학기|[가-힣]{3})")


def _more_seasons(text: str, draft: Draft, limit: int) -> None:
    """`2019년 봄·여름`: two seasons, from the first to the last."""
    match = _SEASONS.match(text, draft.end, limit)
    last = int(lex.time_words()[match["word"]].value) if match else 0
    if match is None or draft.twin is not None or last == draft.point.season:
        return
    draft.fork().season = last
    draft.end = match.end()


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
    if match["both"]:
        if draft.twin is None:  # "4월 초·중순"
            draft.fork().part = "mid" if word.endswith("중순") else "end"
            draft.point.part = "start" if word.startswith("초") else "mid"
            draft.end = match.end()
        return
    kind: Part = lex.PART_KIND[word]  # type: ignore[assignment]
    if kind == "end" and word == "막판":
        return
    draft.set(draft.rank, match.end(), part=kind, late=word in ("후반", "초반", "하순", "막판"))
    point.slots["part"] = Span(match.end() - len(word), match.end())
