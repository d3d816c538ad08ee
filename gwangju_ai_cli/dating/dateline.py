"""The day a document says it was published: its metadata line or its dateline, never a date of its story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

_HEAD_LINES, _TAIL_LINES, _LINE_LIMIT = 8, 5, 120
_HEAD, _TAIL = 2_000, 1_000
_YMD = (
    r"(?P<y>(?:19|20)\d\d)(?:\s?[.\-/]\s?|년\s?)(?P<m>\d{1,2})(?:\s?[.\-/]\s?|월\s?)(?P<d>\d{1,2})(?!\d)"
    r"\s*일?\.?\s*(?:[(\[]?[월화수목금토일](?:요일)?[)\]]?)?"
)
_TIME = r"(?:[\s,|]*(?:오전|오후)?\s*\d{1,2}(?::\d\d(?::\d\d)?|시(?:\s?\d{1,2}분)?))?"
_LABEL = (
    r"(?:(?:기사|최초)\s?)?(?:입력|등록|승인|송고|게재|게시|작성|발행|보도|배포)"
    r"\s?(?:일시|일자|시간|시각|시점|일)?\s?[:：=|]?\s*"
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
    if text.startswith("---") and (found := _front_matter(text)):
        return found
    lines = list(_edges(text))
    # A text that is one line is no document with metadata, unless the line says so.
    for pattern in _patterns()[: 3 if "\n" in text.strip() else 2]:
        for line in lines:
            match = pattern.search(line)
            if match and (found := _valid(match)):
                return found
    return None


def _edges(text: str) -> Iterator[str]:
    """The short ones among the first and the last lines that are not empty."""
    near = text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + "\n" + text[-_TAIL:]
    lines = [line.strip() for line in near.splitlines() if line.strip()]
    for line in (*lines[:_HEAD_LINES], *lines[_HEAD_LINES:][-_TAIL_LINES:]):
        if len(line) <= _LINE_LIMIT:
            yield line


def _front_matter(text: str) -> date | None:
    head = text[:_HEAD].replace("\r\n", "\n").split("\n---", 1)[0]
    match = re.search(r"^date:\s*[\"']?" + _YMD, head, re.MULTILINE)
    return _valid(match) if match else None


def _valid(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"]))
    except ValueError:
        return None
