"""Lengths: 3일간, 사흘, 20여 년, 2년 3개월, 한 시간 반; and 3년 전, 2주 뒤, which count from a day."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from gwangju_ai_cli import timex
from gwangju_ai_cli.facts.dates import lexicon as lex
from gwangju_ai_cli.facts.dates.drafts import Found
from gwangju_ai_cli.facts.dates.readings import Lead, Length, Reading
from gwangju_ai_cli.facts.dates.tense import FINAL_N, ending_in
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.timex import UNIT_ORDER, Unit

_MORE_OR_LESS = pattern(r"여(?=\s|간|동안|만|에|의|째|[^가-힣]|$)")
_FULL: dict[Unit, int] = {"month": 12, "day": 32, "hour": 24, "minute": 60, "second": 60}
_NIGHTS = pattern(r"\d{1,2}박\s?(\d{1,2})일(?!정)")  # 2박 3일


_WEEKS_OF = pattern(r"(?:임신|생후)\s[^.]{0,16}$")  # "임신 12주 이내 또는 36주 이후"


def length_at(text: str, pos: int, limit: int) -> tuple[Length, int] | None:
    """A length that begins at `pos`, with its end: 2년 3개월, 20여 년, 사흘, 수년, 2~3일, 한 시간 반.

    >>> length, end = length_at("2년 3개월 동안", 0, 9)
    >>> dict(length.parts), end
    ({'year': Decimal('2'), 'month': Decimal('3')}, 6)
    """
    word = lex.word_at(text, pos, limit)
    if word is not None and word[0].role == "length":
        length, end = _iso_parts(word[0].value), word[1]
        more = _MORE_OR_LESS.match(text, end, limit)  # 보름여, 열흘여
        return (replace(length, approx=True), more.end()) if more else (length, end)
    parts: dict[Unit, Decimal | None] = {}
    if nights := _NIGHTS.match(text, pos, limit):
        return Length({"day": Decimal(nights[1])}), nights.end()
    high: Decimal | None = None
    approx = False
    at = end = pos
    while match := lex.LENGTH_PIECE.match(text, at, limit):
        name = lex.LENGTH_UNITS["".join(match["unit"].split())]
        unit: Unit = "month" if name == "quarter" else name  # type: ignore[assignment]
        if _SINO.fullmatch(match["count"]) and not _sino_counts(text, match):
            break  # "이달 18일", "이 주"
        if parts and UNIT_ORDER.index(unit) <= max(UNIT_ORDER.index(known) for known in parts):
            break
        if at != pos and not match["count"][0].isdigit():
            break
        counted = _count(match)
        if counted is None:
            break
        low, top, vague = counted
        if name == "quarter":
            low, top = low and 3 * low, top and 3 * top
        full = 365 if unit == "day" and list(parts) == ["year"] else _FULL.get(unit, 10**6)
        if parts and low is not None and low >= full:
            break  # "1년 365일 24시간": three lengths, not one
        if match["hundredths"] and low is not None:  # "10초23": so a race is timed
            low += Decimal(match["hundredths"]) / 100
        parts[unit] = low
        high, approx = top, approx or vague or bool(match["yeo"] or match["yeo2"])
        at = end = match.end()
        if match["half"]:
            half: dict[Unit, tuple[Unit, int]] = {
                "year": ("month", 6),
                "hour": ("minute", 30),
                "month": ("day", 15),
                "minute": ("second", 30),
                "day": ("hour", 12),
                "week": ("day", 3),
            }
            if unit in half:
                parts[half[unit][0]] = Decimal(half[unit][1])
            break
        if at < limit and text[at] == " " and at + 1 < limit and text[at + 1].isdigit():
            following = lex.LENGTH_PIECE.match(text, at + 1, limit)
            if (
                following
                and following["unit"] in ("개월", "일", "시간", "분", "초", "주")
                and following["count"][0].isdigit()
                and lex.LENGTH_UNITS[following["unit"]] != unit
            ):
                at += 1
                continue
            break
    if not parts:
        return None
    return Length(parts, high, approx), end


_SINO = pattern(r"[일이삼사오육칠팔구십백천]+")
_TO_AWAY = pattern(
    r"\s?(?:동안|만에|안에|이내|내에|전(?![가-힣]{2})|후(?![가-힣]{2})|뒤|간(?![가-힣])|간(?=의|은|에|을)|내내|넘)"
)


def _sino_counts(text: str, match: re.Match[str]) -> bool:
    """Whether Sino-Korean words before 달, 해, 주 or 일 are a count: `삼 주 전`, `백 일 동안`; not 이 주, 이달."""
    if match["unit"] in ("달", "해") or (match["count"] == "이" and match["unit"] == "일"):
        return False
    if match["unit"] not in ("주", "일"):
        return True
    spaced = text[match.end("count") : match.end("count") + 1] == " " or len(match["count"]) > 1
    return spaced and _TO_AWAY.match(text, match.end()) is not None


_UP_TO = pattern(r"\s?[~\-]\s?")


def _count(match: re.Match[str]) -> tuple[Decimal | None, Decimal | None, bool] | None:
    raw = match["count"]
    scale = {"만": 10**4, "천": 1000, "백": 100, "억": 10**8}.get((match["scale"] or "").strip(), 1)
    if raw[0].isdigit() and raw.isascii():
        pieces = [Decimal(piece.replace(",", "")) for piece in ([raw] if raw.isdigit() else _UP_TO.split(raw))]
        if len(pieces) == 2 and pieces[0] >= pieces[1]:
            return None
        return pieces[0] * scale, (pieces[1] * scale if len(pieces) > 1 else None), len(pieces) > 1
    if raw in ("수", "몇", "여러", "수십", "수백", "수천"):
        return None, None, True
    number = numerals.parse(raw)
    if isinstance(number, numerals.Malformed):
        return None
    return number.low * scale, (number.high if number.high != number.low else None), number.approx


_ISO = pattern(
    r"P(?:(?P<year>[\dX]+)Y)?(?:(?P<month>[\dX]+)M)?(?:(?P<week>[\dX]+)W)?(?:(?P<day>[\dX]+)D)?(?:T(?:(?P<hour>\d+)H)?)?"
    r"(?P<about>~(?P<high>\d*))?"
)


def _iso_parts(value: str) -> Length:
    match = _ISO.fullmatch(value)
    parts: dict[Unit, Decimal | None] = {}
    if match is not None:
        for unit in UNIT_ORDER[:5]:
            if count := match[unit]:
                parts[unit] = None if count == "X" else Decimal(count)
    high = match["high"] if match is not None else None
    return Length(parts, Decimal(high) if high else None, approx="X" in value or "~" in value)


_OR = pattern(r"\s?(?:~|내지)\s?")


def _to_longer(text: str, length: Length, end: int, limit: int) -> tuple[Length, int] | None:
    """`2시간~3시간`, `3년 내지 5년`: a length with the longer one that it may reach."""
    joint = _OR.match(text, end, limit)
    other = length_at(text, joint.end(), limit) if joint and len(length.parts) == 1 and length.high is None else None
    if other is None or list(other[0].parts) != list(length.parts):
        return None
    low, high = next(iter(length.parts.values())), next(iter(other[0].parts.values()))
    if low is None or high is None or high <= low:
        return None
    return Length(length.parts, high, True), other[1]


_MORE = pattern(r"\s?\d{1,2}\s?시간")


def names_date(text: str, simple: re.Match[str]) -> bool:
    """Whether figures with 년, 월 or 일 can be no length, so that the slower look at lengths is spared."""
    figures, unit, end = simple["a"], simple["unit"], simple.end()
    if unit == "월":
        return True
    if unit == "년":
        return len(figures) == 4 and figures not in ("1000", "1500", "2000") and "1000" <= figures <= "2999"
    return (
        int(figures) <= 31
        and text[end : end + 1] not in "간여째"
        and not lex.LENGTH_AFTER.match(text, end)
        and not lex.LENGTH_BEFORE.search(text, max(0, simple.start() - 6), simple.start())
        and not _MORE.match(text, end)
        and not (figures == "1" and lex.A_DAY.match(text, end))
        and not _HALF.search(text, max(0, simple.start() - 5), simple.start())
        and not measures_range(text, simple.start(), end)
        and not changes_length(text, simple.start(), end)
    )


_IS_SO_LONG = pattern(r"다(?![가-힣])|이다|입니다|이며|이고|였|이었|짜리|로\s(?:줄|늘|정|단축|연장|확대|축소)")
_SHARES = pattern(r"(?:주식|보통주|우선주|신주|매[도수입])[^.]{0,8}$")
_QUARTERS_LAST = pattern(
    r"\s?(?:만에|만의|만이|째|연속|넘게|넘는|동안|내내|가까이|이상|뒤|후(?![가-힣])|내리|잇따라|잇달아|간(?![가-힣]))"
)
_CHANGED = r"(?:간)?으?로\s(?:[가-힣]+\s)?(?:줄[었였어이인]|줄|늘[렸려리린]|늘|단축|연장|확대|축소|길어|짧아)"
_TO_ANOTHER = pattern(rf"간?에서\s\d+(?:주|일|개월|달|년|시간){_CHANGED}")
_FROM_ANOTHER, _TO_THIS = pattern(r"\d+(?:주|일|개월|달|년|시간)간?에서\s$"), pattern(_CHANGED)


def changes_length(text: str, start: int, end: int) -> bool:
    """Whether a count that ends at `end` is a length that becomes another one: `9일에서 5일로 줄였다`."""
    if text[end : end + 2] not in ("에서", "간에", "로 ", "으로", "간으"):
        return False
    if _TO_ANOTHER.match(text, end):
        return True
    return _TO_THIS.match(text, end) is not None and _FROM_ANOTHER.search(text, max(0, start - 9), start) is not None


_RANGE_BEFORE, _IN_BETWEEN = pattern(r"까지[ ,(]*$"), pattern(r"\s?사이")


def measures_range(text: str, start: int, end: int) -> bool:
    """Whether figures with 일 say how long the range before them is: `3일부터 9일까지 7일 사이`."""
    measured = _IN_BETWEEN.match(text, end) and _RANGE_BEFORE.search(text, max(0, start - 5), start)
    return measured is not None


_HALF = pattern(r"(?P<half>(?:전반|후반|연장)전?)(?P<list>(?:\s\d{1,3}분\s?[,·과와]{1,2})?)\s?$")


_OFTEN = pattern(r"에\s(?P<n>한두|두세|한|두|세|네|\d{1,2})\s?(?:번|차례|회)(?:꼴)?(?!째)(?![가-힣]{2})")
_EACH = pattern(r"\s?마다(?![가-힣])|\s?마다(?=의)")


def read_length(text: str, pos: int, limit: int, kind: str) -> Found | None:
    frame = lex.FRAME.match(text, pos, limit) if kind in ("frame",) else None
    if kind == "frame" and frame is None:
        return None
    at = frame.end() if frame else pos
    found = length_at(text, at, limit)
    if found is None:
        return None
    length, end = found
    if (
        frame is not None
        and text[at].isdigit()
        and frame["frame"] in ("지난", "오는", "다가오는", "다음", "과거")
        and not _plain_length(text, at, end)
    ):
        return None
    if frame is None and not _is_length(text, at, end, kind, length):
        return None
    if (kind == "word" and _is_a_life(text, pos, end)) or (kind == "vague" and _SPACED_OUT.match(text, end)):
        return None  # "접 수 일 자"
    if frame is None and (merged := _to_longer(text, length, end, limit)):
        length, end = merged
    if set(length.parts) <= {"minute", "second"} and (half := _HALF.search(text, max(0, pos - 12), pos)):
        # "후반 24분", "전반 25분, 26분": a moment of a match, not a length.
        begin = pos if half["list"] else half.start()
        return Found(Span(begin, end), "date.match_minute", Reading("moment", length=length), {})
    last = end
    suffix = lex.LENGTH_SUFFIX.match(text, end, limit)
    if suffix:
        last = suffix.end()
    if frame is None and not suffix and length.high is None and (each := _EACH.match(text, end, limit)):
        every = timex.iso_length(dict(length.parts))  # "2년마다"
        return Found(Span(pos, each.end()), "date.recurring.each", Reading("recurring", every=every), {})
    if frame is None and not suffix and length.high is None and (often := _OFTEN.match(text, end, limit)):
        every = timex.iso_length(dict(length.parts))  # "1년에 두 번"
        slots = {"count": Span(*often.span("n"))}
        return Found(Span(pos, often.end()), "date.recurring.times", Reading("recurring", every=every), slots)
    lead: Lead | None = lex.FRAMES[frame["frame"]] if frame else None  # type: ignore[assignment]
    slots = {"length": Span(at, end)}
    if frame and frame["frame"] == "최근":
        lead = "last"
    of_age = set(length.parts) <= {"week", "month"} and _WEEKS_OF.search(text, max(0, pos - 20), pos)
    direction = lex.DIRECTION.match(text, end, limit) if not suffix and not of_age and frame is None else None
    if direction and length.parts:
        if direction["within"]:
            return Found(
                Span(pos, end), "date.length.within", Reading("length", length=length, bound="equal_or_less"), slots
            )
        sign = -1 if direction["past"] else 1
        return Found(Span(pos, direction.end()), "date.shift", Reading("shift", length=length, sign=sign), slots)
    # "향후 5년간" is as long as that and has no days of its own; "다음 3주" has.
    lasting = (suffix is not None and suffix.group().startswith("간")) or (
        frame is not None and frame["frame"] in ("향후", "과거")
    )
    return Found(
        Span(pos, last),
        "date.length.framed" if frame else "date.length",
        Reading("length", length=length, lead=lead, lasting=lasting),
        slots,
    )


_A_LIFE = pattern(rf"[{ending_in(FINAL_N, '단만')}]\s$")
_THING = pattern(r"[를가의로와도에](?![가-힣])|\s*(?:[^가-힣\s]|$)")


def _is_a_life(text: str, pos: int, end: int) -> bool:
    """Whether 하루 is no length but what one lives through: `마음 놓이는 하루를 위해`."""
    return (
        text.startswith("하루", pos)
        and _A_LIFE.search(text, max(0, pos - 8), pos) is not None
        and _THING.match(text, end) is not None
        and not lex.LENGTH_AFTER.match(text, end)
    )


_SPACED_OUT = pattern(r"\s자(?![가-힣])")


def _plain_length(text: str, at: int, end: int) -> bool:
    """Whether `지난 3년`, `지난 10일` name a length: a bare 일 or a year of four figures does not."""
    piece = lex.LENGTH_PIECE.match(text, at)
    if piece is None:
        return True
    unit, count = piece["unit"], piece["count"]
    if unit == "분기" and count.isdigit():
        return re.match(r"\s?(?:간|동안|연속|내리)", text[end : end + 4]) is not None
    if unit == "일":
        if text[max(0, at - 3) : at].rstrip().endswith("다음"):
            return text[end : end + 1] == " "
        return bool(re.match(r"\s?(?:간(?![가-힣])|동안|내내|새\s|연속)", text[end : end + 4]))
    if unit == "년" and re.match(r"\d{4}\s?[~-]", count):
        return False  # "지난 2013~2014년"
    if unit == "년" and count.isdigit() and (len(count) == 4 or (len(count) == 2 and int(count) >= 60)):
        return False
    return not (unit == "년" and re.match(r"\s?\d{1,2}월", text[end : end + 4]))


_AWAY = pattern(
    r"\s?(?:전(?!\s거래일|\s영업일)|후|뒤)(?![가-힣])|\s?(?:전|후|뒤)(?=에|부터|의|만|보다|인|엔|까지|쯤|께)"
)


def _is_length(text: str, at: int, end: int, kind: str, length: Length) -> bool:
    """Whether a count of 년, 일, 분 … is a length here, and not a date, a time or a count of things."""
    if _NIGHTS.match(text, at):
        return True
    piece = lex.LENGTH_PIECE.match(text, at)
    if piece is None or kind == "word":
        return True  # 사흘, 보름, 일주일
    unit, count = piece["unit"], piece["count"]
    digits = count[0].isdigit()
    if digits and not count.isascii():
        return True  # 1천788시간
    before = text[max(0, at - 8) : at]
    pieces = len(length.parts)
    after = text[end : end + 8]
    if digits and len(count.split(".")[0]) > 4 and "," not in count and not re.search(r"[~\-]", count):
        return False  # "20012년": a slip of the pen, no length
    if text[at - 1 : at] in ("제", "-") and digits:
        return False
    if kind == "sino" or (not digits and _SINO.fullmatch(count)):
        return _TO_AWAY.match(text, end) is not None or (piece["half"] is not None and unit in ("년", "시간", "분"))
    if "분기" in unit:
        return _QUARTERS_LAST.match(text, end) is not None
    if changes_length(text, at, end):
        return True
    if unit == "년":
        if re.match(r"대(?![가-힣]{2})|대[에의]", after):
            return False
        if digits and "~" not in count and "-" not in count and not piece["yeo"] and not piece["scale"]:
            value = int(count.replace(",", "").split(".")[0])
            if before.endswith(("'", "’", "‘")):
                return False
            if len(count) == 4 and 1000 <= value <= 2999:
                return value in (1000, 1500, 2000) and bool(
                    re.match(r"\s?(?:동안|간(?![가-힣])|넘|가까이|이\s?넘|된|역사|전통)", after)
                )
            if len(count) == 3 and value % 10 and re.match(r"에(?:\s(?![걸한이달불])|는|$)", after):
                return False
            if len(count) == 2 and re.match(lex.SHORT_YEAR_TAIL, after):
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
        days = Decimal(count.split("~")[0].split("-")[0].replace(",", ""))
        if piece["yeo"] or piece["yeo2"]:
            return True
        if count == "1" and lex.A_DAY.match(text, end):
            return True
        if days > 31:
            return not re.match(r"(?:자|차)(?![가-힣])", after)
        if _AWAY.match(after):
            return not re.search(r"\d+월\s?$|(?:지난|오는|이달|다음 달|내달|지난달)\s?$", before)
        if "~" in count or "-" in count:
            return bool(re.match(r"\s?(?:정도|가량|이상|이내|만에|간(?![가-힣])|동안|씩|안에|걸)", after))
        return measures_range(text, at, end) or (
            bool(lex.LENGTH_AFTER.match(text, end) or lex.LENGTH_BEFORE.search(text, max(0, at - 6), at))
            and not re.match(r"[반자리정상부제괄단류등곱]", after)
        )
    if unit == "주":
        if digits and re.search(r"(?:전치|임신|생후)\s?(?:약\s)?$", before):
            return True
        if digits and _IS_SO_LONG.match(text, end) and not _SHARES.search(text, max(0, at - 16), at):
            return True
        if re.match(r"(?:년|기|택|민|식|자|요|도|제|의|인|가|말)", after) and not re.match(r"의\s", after):
            return False
        return bool(
            re.match(
                r"\s?(?:간(?![가-힣])|간(?=의|은|에|씩)|동안|만에|뒤|후|전|연속|째|내내|이전|이후|이내|안에|이상|앞|정도|가량|더|남|새\s|일정|에\s?(?:한|두|세|\d)\s?(?:번|차례|회)|에\s\d{1,3}시간|신[고저]가|최[고저]|내(?![가-힣])|내에"
                r"|내로)",
                after,
            )
        ) and (digits or count in ("두", "한", "세", "네", "몇", "수", "여러", "서너", "두세", "두어"))
    if unit == "달":
        return bool(
            re.match(
                r"[^가-힣]|$|간|동안|만|째|여|이|을|의|에|정도|가량|전|뒤|후|씩|치|새|남|안|내|앞|쯤|도|은|마다|밖|넘|더|가까|반|짜|연|걸|사이|까지|된",
                after,
            )
        ) and not (digits and count.startswith("0"))
    if unit == "해" and text[at:end] == "한해" and before.endswith("에 "):
        return False  # "전통주에 한해 허용한다": to it alone
    if unit == "해":
        return bool(re.match(r"[^가-힣]|$|간|동안|만|째|를|의|에|전|뒤|후|마다|가(?![가-힣])|도(?![가-힣])", after))
    if unit == "분":
        if re.match(r"[의기야석당량류할배위쟁양산]|만\s?원", after):
            return False
        return digits or bool(re.match(r"\s?(?:동안|만에|간(?![가-힣])|뒤|후|전|안에|내에?|정도\s?(?:걸|지))", after))
    if unit == "초":
        if re.match(r"[등대중과반기청입범록고](?!\s)", after) and not re.match(r"과\s|기\s", after):
            return False
        return (digits and not before.rstrip().endswith(("월", "년"))) or (
            not digits and bool(re.match(r"\s?(?:동안|만에|뒤|후|전)", after))
        )
    return False
