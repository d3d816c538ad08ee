"""Works and programmes: what their names say is no time (영화 ‘8월의 크리스마스’, KBS ‘다큐멘터리 3일’)."""

from __future__ import annotations

from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern

_KINDS = (
    "영화|드라마|예능|소설|장편|단편|시집|노래|곡|신곡|타이틀곡|수록곡|연극|뮤지컬|오페라|프로그램|앨범|음반|책|동화|그림책|웹툰|만화|애니메이션|다큐멘터리"
    "|다큐|에세이|산문집|수필|시트콤|사극|동요|가요|발레|싱글|토크쇼|팟캐스트|자서전|회고록|뮤직비디오|단행본|저서|연작|작품|주제곡|전시|사진전|기획전|특별전"
    "|개인전|KBS|MBC|SBS|EBS|JTBC|tvN|MBN|OCN|CBS|TV조선|채널A|넷플릭스|웨이브|티빙|라디오|방송"
)
_OPENED = pattern(r"[‘'“\"<《「『〈][^’'”\">》」』〉\n.?!]{0,18}$")
_OPENING = frozenset("‘'“\"<《「『〈")
_WORK = pattern(rf"(?:{_KINDS})(?:\s?(?:[12]|1라디오|2라디오|FM4U|파워FM)?\s?(?:TV|FM))?(?:인|\s편)?\s?$")
_CLOSED = pattern(
    r"[^’'”\">》」』〉\n]{0,24}[’'”\">》」』〉](?P<work>(?:이?라는|이란|란)?\s?(?:영화|드라마|소설|노래|연극|뮤지컬|출연|촬영|시청률|주연|OST|제작진|시사회"
    r"|제작발표회|주제곡|뮤직비디오))?"
)


def in_title(text: str, span: Span) -> bool:
    """Whether an expression stands in the quoted name of a work, told by the noun before or behind it.

    >>> text = "영화 ‘8월의 크리스마스’를 다시 튼다."
    >>> in_title(text, Span(4, 6)), in_title("그는 ‘8월에 열자’고 했다.", Span(4, 6))
    (True, False)
    """
    begin = span.start + (text[span.start] in "‘'’")
    low = max(0, begin - 19)
    if _OPENING.isdisjoint(text[low:begin]) or (opened := _OPENED.search(text, low, begin)) is None:
        return False
    closed = _CLOSED.match(text, span.end)
    if closed is None:
        return False
    return closed["work"] is not None or _WORK.search(text, max(0, opened.start() - 14), opened.start()) is not None
