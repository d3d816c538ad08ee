"""The day a document says it was published: its metadata line or its dateline, never a date of its story."""

from __future__ import annotations

import re
from datetime import date

_HEAD, _TAIL = 400, 300
_DATE = r"(?P<y>(?:19|20)\d\d)\s?(?:[-./]|년)\s?(?P<m>\d{1,2})\s?(?:[-./]|월)\s?(?P<d>\d{1,2})(?!\d)\s?(?:일|\.)?"
_LABELLED = re.compile(
    r"(?:입력|등록|승인|송고|게재|게시|작성|발행|보도|배포|기사\s?등록|최초\s?등록|기사\s?입력|기사\s?승인)\s?(?:일시|일자|시간|일|시점)?\s?[:：|]?\s*"
    + _DATE
)
_ALONE = re.compile(
    r"^[ \t\[(<|]*"
    + _DATE
    + r"\s?(?:\([월화수목금토일](?:요일)?\)|[월화수목금토일]요일)?[ \t,|]*(?:(?:오전|오후)?\s?\d{1,2}(?::\d\d){1,2}|\d{1,2}시(?:\s?\d{1,2}분)?)?[ \t\])>|]*$",
    re.M,
)


def stated_date(text: str) -> date | None:
    """The publication day that the text states, or None.

    >>> stated_date("광주시, 예산 편성\\n입력 2019-10-03 14:20\\n시는 내년 예산을 …")
    datetime.date(2019, 10, 3)
    >>> stated_date("[광주=뉴스] 김기자 = 시는 3일 밝혔다.") is None
    True
    """
    stretches = [(0, _HEAD)] + ([(max(_HEAD, len(text) - _TAIL), len(text))] if len(text) > _HEAD else [])
    for pattern in (_LABELLED, _ALONE):
        for start, end in stretches:
            for match in pattern.finditer(text, start, end):
                try:
                    return date(int(match["y"]), int(match["m"]), int(match["d"]))
                except ValueError:
                    continue
    return None
