"""A text's headline, the lines below it, and its lead: what a reader sees before the story begins.

Found by form alone, in any text: lines of the furniture (who may report it when, whom to ask, how often it was read)
are no headline, and a sentence is none either.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gwangju_ai_cli.model import Span

_LINES, _LENGTH, _FAR = 16, 120, 4_000
_ENDS = re.compile(r"(?:다|요|죠|까|음|함|임)\.[\"'”’)\]]*$|[가-힣]\.[\"'”’)\]]*$")
_BOILERPLATE = re.compile(
    r"[\s\[\]()<>〈〉【】《》‹›|·:：○■□●◆▶※*#-]*"
    r"(?:(?:즉시\s?)?보도(?:\s?자료|일|시점|\s?가능|\s?참고)|배포|등록|작성|게시|게재|입력|수정|승인|송고|발행|최종|기사\s?입력|날짜|일자|일시"
    r"|조회|추천|첨부|담당|문의|연락처|전화|팩스|이메일|홈페이지|출처|제공|자료\s?제공|사진|이미지|기자|글쓴이|공공누리|목록|총\s?\d+\s?쪽"
    r"|브리핑|설명\s?자료|해명\s?자료|참고\s?자료|이\s?자료는|엠바고)"
)
_DAY = r"(?:19|20)?\d\d\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}"
# A line that is little more than a day, a bracket of place and paper, a reporter, an address.
_FURNITURE = re.compile(
    rf"^[^가-힣]*$|^.{{0,24}}{_DAY}[^가-힣]*[가-힣]{{0,3}}[^가-힣]*$|^.{{0,16}}{_DAY}.{{0,16}}$"
    r"|^[\[(【<][^\])】>\n]{1,30}[\])】>]\s*(?:[가-힣]{2,4}\s?(?:기자|특파원|선임기자)\s?=?)?$"
    r"|^[가-힣]{2,4}\s?(?:선임|수습)?기자(?:\s|$)|\S@\S+\.\S"
)
_NAMED = re.compile(r"^[\s\[(【<○■□●◆▶※*#-]*제\s{0,4}목\s*[\])】>]?\s*[:：|]\s*")
_MARKS = re.compile(r"^(?:#{1,6}|[○■□●◆◇▶▷※*>])\s*")
_DASHED = re.compile(r"^(?:[-–—·∙ㅡ○▲△▷▶*]|\(|‘|“|\"|')")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a text's head stands: each of its lines, the first of them the headline; and its lead."""

    lines: tuple[Span, ...]
    lead: Span

    @property
    def title(self) -> Span:
        """The headline."""
        return self.lines[0]


def find_heading(text: str) -> Heading | None:
    """The headline with the lines below it, and the lead; None where the text opens with its story at once.

    >>> text = "보도자료\\n한빛시, 도서관에 120억원 투입\\n- 2027년 개관\\n\\n한빛시는 도서관을 짓는다.\\n\\n끝."
    >>> heading = find_heading(text)
    >>> [line.of(text) for line in heading.lines], heading.lead.of(text)
    (['한빛시, 도서관에 120억원 투입', '- 2027년 개관'], '한빛시는 도서관을 짓는다.')
    >>> find_heading("한빛시는 도서관을 짓는다. 내년에 연다.") is None
    True
    """
    head: list[Span] = []
    gap = False
    for line in _lines(text):
        if line is None:
            gap = True
            continue
        written = line.of(text)
        if head and (_tells(written) or (gap and not _is_below(written))):
            return Heading(tuple(head), _lead(text, line.start))
        if not head and (_tells(written) or len(written) > _LENGTH):
            return None
        title = _title(written, line)
        if head and not _is_furniture(written) and _is_below(written):
            head.append(line)
        elif head and not _is_furniture(written):
            return Heading(tuple(head), _lead(text, line.start))
        elif not head and title is not None:
            head.append(title)
        gap = False
    return Heading(tuple(head), Span(head[-1].end, head[-1].end)) if head and gap else None


def _lines(text: str) -> list[Span | None]:
    """The first lines without the white space around them; None stands for an empty one."""
    out: list[Span | None] = []
    at = _after_front_matter(text)
    while at < len(text) and at < _FAR and len(out) < _LINES * 2:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        written = text[at:end]
        begin = at + len(written) - len(written.lstrip())
        stop = at + len(written.rstrip())
        out.append(Span(begin, stop) if stop > begin else None)
        at = end + 1
    return out


def _after_front_matter(text: str) -> int:
    closed = text.find("\n---", 3) if text.startswith("---") else -1
    return text.find("\n", closed + 1) + 1 if 0 <= closed < _FAR else 0


def _title(written: str, line: Span) -> Span | None:
    """The headline that a line is, without its mark or label; None for a line of the furniture."""
    opened = _NAMED.match(written) or _MARKS.match(written)
    begin = line.start + opened.end() if opened else line.start
    if opened is not None and begin < line.end and _NAMED.match(written):
        return Span(begin, line.end)
    return None if _is_furniture(written) or begin >= line.end else Span(begin, line.end)


def _is_furniture(written: str) -> bool:
    return bool(_BOILERPLATE.match(written) or _FURNITURE.search(written))


def _tells(written: str) -> bool:
    """Whether a line is a sentence of the story, and no line of its head."""
    return bool(_ENDS.search(written)) or re.search(r"[가-힣](?:다|요)\.\s", written) is not None


def _is_below(written: str) -> bool:
    """Whether a line below the headline belongs to it: marked as such, or as short and without a verb's ending."""
    return len(written) <= _LENGTH and (_DASHED.match(written) is not None or len(written) <= _LENGTH // 2)


def _lead(text: str, begin: int) -> Span:
    """The first paragraph: to the next empty line, or to the end of its line where sentences end there."""
    end = begin
    while end < len(text):
        stop = text.find("\n", end)
        stop = len(text) if stop < 0 else stop
        if _ENDS.search(text[end:stop].rstrip()) or not text[end:stop].strip():
            return Span(begin, begin + len(text[begin:stop].rstrip()))
        end = stop + 1
    return Span(begin, len(text.rstrip()))
