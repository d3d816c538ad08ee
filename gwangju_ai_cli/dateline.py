"""The day a document says it was published: its metadata line or its dateline, never a date of its story.

Of a press release the day of reporting (보도일시, 보도시점) goes before the day it was handed out (배포일시): the text
is written for its readers of that day, to whom 오늘 and 내일 mean what they say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

_HEAD_LINES, _TAIL_LINES, _LINE_LIMIT = 8, 5, 120
_HEAD, _TAIL = 2_000, 1_000
_NOTED = 60
_WEEKDAYS = "월화수목금토일"
_YMD = (
    r"(?P<y>(?:19|20)\d\d)(?:\s?[.\-/]\s?|년\s?)(?P<m>\d{1,2})(?:\s?[.\-/]\s?|월\s?)(?P<d>\d{1,2})(?!\d)"
    r"\s*일?\.?\s*(?:[(\[](?P<w>[월화수목금토일])(?:요일)?[)\]]|(?P<w2>[월화수목금토일])(?:요일|(?![가-힣])))?"
)
# "'19. 10. 3.(목)": a year of two figures is one only with its apostrophe or a weekday to prove it.
_SHORT_YMD = (
    r"(?:['’‘`´](?P<y2>\d\d)|(?<!\d)(?P<y3>\d\d)(?=\s?\.\s?\d{1,2}\s?\.\s?\d{1,2}\s?\.?\s?[(\[][월화수목금토일][)\]]))"
    r"\s?\.\s?(?P<m2>\d{1,2})\s?\.\s?(?P<d2>\d{1,2})(?!\d)\s?\.?\s*(?:[(\[](?P<w3>[월화수목금토일])(?:요일)?[)\]])?"
)
_TIME = r"(?:[\s,|]*(?:오전|오후)?\s*\d{1,2}(?::\d\d(?::\d\d)?|시(?:\s?\d{1,2}분)?))?"
_LABEL = (
    r"(?:(?:기사|최초)\s?)?(?:입력|등록|승인|송고|게재|게시|작성|발행|보도|배포)"
    r"\s?(?:일시|일자|시간|시각|시점|일)?\s?[:：=|]?\s*"
)
_HELD = r"(?:일\s?시|시\s?점|일\s?자|시\s?간|일)"
# After the day of a press release come its hour, the edition, the other label; a sentence that goes on is none.
_PRESS_AFTER = (
    r"(?=\s*(?:$|[|·,/)\](<>~\n]|\d{1,2}[:시]|(?:조간|석간|오전|오후|이후|부터|배포|즉시|낮|정오|자정|온라인|인터넷|방송|통신|신문"
    r"|보도|엠바고|총)))"
)


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A day of publication, and the line of the document that states it."""

    day: date
    line: str


@cache
def _press_patterns() -> tuple[re.Pattern[str], ...]:
    """The head of a press release: when it may be reported, before when it was handed out."""
    day = rf"(?:{_YMD}|{_SHORT_YMD})"
    place = r"(?:^|[|│·\[<(])[ \t□○■●◆◇▪▷▶※*ㅇ-]*"
    parted = r"[ \t]*[:：=|│\])>][ \t]*\n?[ \t|│:：]*"
    between = rf"(?:{parted}|[ \t]*\n?[ \t]*)"
    asked = r"[^\n]{0,60}보도\s?(?:하여|해|가능|요망|바랍)"
    return (
        re.compile(rf"{place}보\s?도\s?{_HELD}{between}{day}{_PRESS_AFTER}", re.MULTILINE),
        # "2019. 10. 3.(목) 조간부터 보도하여 주시기 바랍니다": what is asked of newspapers is the day of reporting.
        re.compile(rf"{place}(?:이 자료는[ \t]*)?{day}{_PRESS_AFTER}(?={asked})", re.MULTILINE),
        # "배포 2019년 10월 3일부터 시작한다" is a sentence: the bare word needs what parts it from its day.
        re.compile(
            rf"{place}(?:보\s?도\s?자\s?료\s?)?배\s?포(?:\s?{_HELD}{between}|{parted}){day}{_PRESS_AFTER}", re.MULTILINE
        ),
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """A labelled day, a wire service's, and a line with nothing but a day, the surest first."""
    return (
        # "입력 2019.10.03 09:12 | 수정 …" is metadata; "등록 2019년 10월 3일부터 받는다" is a sentence.
        re.compile(r"(?:^|[|·(\[\s])" + _LABEL + _YMD + _TIME + r"\s*(?:$|[|·,/)\]>]|수정|최종)"),
        re.compile(_YMD + _TIME + r"\s*(?:송고|입력|등록)$"),
        re.compile(r"^[\[(<|]?\s*" + _YMD + _TIME + r"\s*[\])>|]?$"),
    )


def stated_date(text: str) -> date | None:
    """The publication day that the first or last lines of the text state, or None.

    >>> stated_date("광주시, 예산 편성\\n입력 2019-10-03 14:20\\n시는 내년 예산을 …")
    datetime.date(2019, 10, 3)
    >>> stated_date("[광주=뉴스] 김기자 = 시는 3일 밝혔다.") is None
    True
    """
    found = find_stated_date(text)
    return found.day if found else None


def find_stated_date(text: str) -> StatedDate | None:
    """The publication day with the line that states it; None where no line does, or its weekday is another's.

    >>> find_stated_date("배포일시: 2019. 10. 2.(수)\\n보도일시: 2019. 10. 3.(목) 조간\\n한빛시, 축제 연다")
    StatedDate(day=datetime.date(2019, 10, 3), line='보도일시: 2019. 10. 3.(목) 조간')
    """
    if text.startswith("---") and (found := _front_matter(text)):
        return StatedDate(found, "date, in the front matter")
    head = unicodedata.normalize("NFC", text[:_HEAD])
    if "보" in head or "배" in head:
        for pattern in _press_patterns():
            for match in pattern.finditer(head):
                if found := _valid(match):
                    return StatedDate(found, _line_of(match))
    lines = list(_edges(text))
    # A text that is one line is no document with metadata, unless the line says so.
    for pattern in _patterns()[: 3 if "\n" in text.strip() else 2]:
        for line in lines:
            stated = pattern.search(line)
            if stated and (found := _valid(stated)):
                return StatedDate(found, line)
    return None


def labelled_date(line: str) -> date | None:
    """The day that a line of a page's furniture is labelled with: when it was put in, not when it was changed.

    >>> labelled_date("김새벽 기자 입력 2019.10.03 09:12"), labelled_date("수정 2019.10.04")
    (datetime.date(2019, 10, 3), None)
    """
    match = _patterns()[0].search(line)
    return _valid(match) if match else None


def _line_of(match: re.Match[str]) -> str:
    """The line that states the day, on one line and not too long, as a note shows it."""
    end = match.string.find("\n", match.end())
    words = match.string[match.start() : end if end >= 0 else len(match.string)].split()
    return " ".join(words).strip(" |│·[<(")[:_NOTED]


def _edges(text: str) -> Iterator[str]:
    """The short ones among the first and the last lines that are not empty."""
    near = text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + "\n" + text[-_TAIL:]
    lines = [line.strip() for line in unicodedata.normalize("NFC", near).splitlines() if line.strip()]
    for line in (*lines[:_HEAD_LINES], *lines[_HEAD_LINES:][-_TAIL_LINES:]):
        if len(line) <= _LINE_LIMIT:
            yield line


def _front_matter(text: str) -> date | None:
    head = text[:_HEAD].replace("\r\n", "\n").split("\n---", 1)[0]
    match = re.search(r"^date:\s*[\"']?" + _YMD, head, re.MULTILINE)
    return _valid(match) if match else None


def _valid(match: re.Match[str]) -> date | None:
    """The day, where the calendar has it and the weekday beside it is its own: a wrong day is worse than none."""
    said = {name: value for name, value in match.groupdict().items() if value}
    short = said.get("y2") or said.get("y3")
    try:
        if short:
            day = date(2000 + int(short), int(said["m2"]), int(said["d2"]))
        else:
            day = date(int(said["y"]), int(said["m"]), int(said["d"]))
    except ValueError:
        return None
    weekday = said.get("w") or said.get("w2") or said.get("w3")
    return day if weekday is None or _WEEKDAYS[day.weekday()] == weekday else None
