"""Lines of a page as running text: what a layout broke is joined, what repeats on every page is left out.

Pure functions over lines with their places. Nothing is added but spaces and line ends, and nothing is taken away
but spaces, hyphens of broken words, running heads and page numbers; each page's beginning is known afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gwangju_ai_cli.documents.joining import breaks_within_words, join, tells_spaces, tighten, vocabulary
from gwangju_ai_cli.text import BULLET_SIGNS, BULLETS

BREAK = "\ufdd0"
"""Stands in the row of a table for the end of a line within a cell; what it is worth the whole document tells."""
_EVEN = 4.0
MARGIN = 0.13
"""The share of a page's height, above and below, where running heads and feet stand."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it stands on its page, in points from the lower left corner; a row of a table has `row` set."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float
    row: bool = False

    @property
    def size(self) -> float:
        """The height of its letters."""
        return max(1.0, self.top - self.bottom)


@dataclass(frozen=True, slots=True)
class Mended:
    """Running text and the offset where each page begins in it."""

    text: str
    pages: tuple[int, ...]
    running: tuple[str, ...] = ()
    """The heads and feet that were left out, a line each page, and page numbers."""


_PAGE_NUMBER = re.compile(
    r"[\s\-–—~<\[(|]*(?:p\.?\s*|페이지\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*(?:쪽|면|페이지)?[\s\-–—~>\])|]*",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"[0-9]{1,9}")
_BULLET = re.compile(rf"\s*(?:[➡|①-⑳㉮-㉻{BULLET_SIGNS}]|[–—→{BULLETS}]\s)")
_UNIT_LINE = re.compile(r"[(<\[〔]?\s*단\s?위\s*[:：;]")
# "예정이 / 다. 이곳에", "2019. 10. / 6. 열린다": letters and figures with a full stop number a list only after an end.
_NUMBERED = re.compile(
    r"\s*(?:\(?\d{1,2}[.)]\s|\(\d{1,2}\)|[ⅰ-ⅻⅠ-Ⅻ]\.?\s|[가나다라마바사아자차카타파하][.)]\s|제\s?\d+[조장절항]"
    r"|[<【《\[〔])"
)
# "제2장 예산 ······ 7": a line of a table of contents; "3.1. 개요" after its page number is the next one.
_LEADER = re.compile(r"(?:[.·․‥…]\s?){3,}\s*\d{1,4}\s*$")
_SECTION = re.compile(r"\s*\d{1,2}(?:[.-]\d{1,2}){1,3}[.)]?\s+(?![조억만천원명건%])[가-힣A-Z(]")
_CLOSED = re.compile(r"(?:[.?!…:;]|[다요음함임됨][.。])[\"'”’)\]」』]*\s*$")


def mend(lines: Iterable[Line], heights: Sequence[float], *, everything: bool = False) -> Mended:
    """The running text of a document's lines in reading order; `heights` are those of its pages.

    Running heads and page numbers are left out, unless `everything` is asked for.

    >>> lines = [Line("국비를 포함한 예산 4061", 0, 50, 540, 700, 712), Line("억원을 투입한다.", 0, 50, 130, 684, 696)]
    >>> mend(lines, [842]).text
    '국비를 포함한 예산 4061억원을 투입한다.'
    """
    inked = [line for line in lines if line.text.strip()]
    kept = inked if everything else list(without_running(inked, heights))
    staying = set(map(id, kept))
    running = tuple(line.text for line in inked if id(line) not in staying)
    leading = _leading(kept)
    paragraphs = _paragraphs(kept, leading)
    breaks = [(a.text, b.text) for group in paragraphs for a, b in pairwise(group)]
    within = breaks_within_words(breaks)
    told = tells_spaces(breaks)
    known = vocabulary(f"0 {line.text} 0" if line.row else line.text for line in kept)  # no line end cuts a cell's end
    text: list[str] = []
    length = 0
    starts: dict[int, int] = {}
    before: list[Line] = []
    for group in paragraphs:
        if before:
            text.append("\n" if _stays_near(before[-1], group[0], leading) else "\n\n")
            length += len(text[-1])
        for index, line in enumerate(group):
            words = tighten(_whole(line.text, within=within, known=known))
            if index:
                if told:
                    glue, cut = (" " if group[index - 1].text.endswith(" ") else ""), 0
                else:
                    glue, cut = join(text[-1], words, within=within, known=known)
                if cut:
                    text[-1] = text[-1][:-cut]
                    length -= cut
                text.append(glue)
                length += len(glue)
            starts.setdefault(line.page, length)
            text.append(words)
            length += len(words)
        before = group
    pages: list[int] = []
    after = length
    for page in reversed(range(len(heights))):
        after = min(after, starts.get(page, after))
        pages.append(after)
    return Mended("".join(text), tuple(reversed(pages)), running)


def _whole(text: str, *, within: bool, known: Set[str]) -> str:
    """The row of a table with the line ends of its cells mended."""
    whole, *rest = text.split(BREAK)
    for piece in rest:
        glue, cut = join(whole, piece, within=within, known=known)
        whole = (whole[:-cut] if cut else whole) + glue + piece
    return whole


def without_running(lines: Sequence[Line], heights: Sequence[float]) -> Iterator[Line]:
    """The lines but those that repeat at the head or foot of the pages, and page numbers there."""
    often = max(2, round(len(heights) * 0.4))
    same: dict[tuple[str, int], dict[int, Line]] = {}
    for line in lines:
        if _in_margin(line, heights[line.page]):
            same.setdefault(_running_key(line), {})[line.page] = line
    running = {key for key, found in same.items() if len(found) >= often and _count_pages(list(found.values()))}
    for line in lines:
        if _in_margin(line, heights[line.page]) and (
            _running_key(line) in running or _PAGE_NUMBER.fullmatch(line.text)
        ):
            continue
        yield line


def is_page_number(line: str) -> bool:
    """Whether a line in the margin only numbers its page.

    >>> is_page_number("- 3 -"), is_page_number("3 / 12"), is_page_number("한빛시 3")
    (True, True, False)
    """
    return _PAGE_NUMBER.fullmatch(line) is not None


def _in_margin(line: Line, height: float) -> bool:
    return len(line.text) <= 120 and (line.bottom > height * (1 - MARGIN) or line.top < height * MARGIN)


def _running_key(line: Line) -> tuple[str, int]:
    """What a line in the margin is told by: its words without figures, and its height on the page."""
    return _FIGURES.sub("#", "".join(line.text.split())), round(line.bottom / 6)


def _count_pages(lines: Sequence[Line]) -> bool:
    """Whether the figures of lines that are alike stay the same, or count pages: a list's items do neither."""
    columns = zip(*(_FIGURES.findall(line.text) for line in lines), strict=True)
    return all(
        len(set(column)) == 1 or len({int(figure) - line.page for figure, line in zip(column, lines, strict=True)}) == 1
        for column in columns
    )


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance from line to line."""
    steps = [
        a.bottom - b.bottom
        for a, b in pairwise(lines)
        if a.page == b.page and not (a.row or b.row) and 0 < a.bottom - b.bottom < 4 * a.size
    ]
    return median(steps) if steps else 0.0


def _paragraphs(lines: Sequence[Line], leading: float) -> list[list[Line]]:
    groups: list[list[Line]] = []
    edges = _right_edges(lines)
    # Where nearly every line ends with a sentence, the author ended them, however even they are.
    closed = [_CLOSED.search(line.text) is not None for line in lines if not line.row]
    listed = sum(closed) > 0.6 * len(closed)
    for index, line in enumerate(lines):
        ended = listed and index > 0 and _CLOSED.search(lines[index - 1].text)
        if groups and not ended and _goes_on(groups[-1], line, edges[index - 1], leading):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _right_edges(lines: Sequence[Line]) -> list[float]:
    """For each line, how far the column it stands in reaches to the right.

    A column reaches as far as two of its lines do: a headline across two columns is alone out there.
    """
    columns: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        if not line.row:
            for key in _column_keys(line):
                columns.setdefault(key, []).append(line.right)
    edges = {key: _second(rights) for key, rights in columns.items()}
    return [max((edges.get(key, 0.0) for key in _column_keys(line)), default=line.right) for line in lines]


def _second(rights: list[float]) -> float:
    """The farthest right that another line comes near to, else the farthest of all."""
    ordered = sorted(rights, reverse=True)
    return next((one for one, other in pairwise(ordered) if one - other <= _EVEN), ordered[0])


def _column_keys(line: Line) -> list[tuple[int, int]]:
    """Where a line may be counted to: columns begin within 40 points of each other."""
    at = int(line.left // 40)
    near = (at - 1, at, at + 1) if line.right - line.left > 40 else (at,)
    return [(line.page, column) for column in near]


def _goes_on(group: Sequence[Line], line: Line, edge: float, leading: float) -> bool:
    """Whether a paragraph goes on in the next line."""
    last = group[-1]
    if last.row or line.row or _BULLET.match(line.text) or any(_UNIT_LINE.match(item.text) for item in (last, line)):
        return False
    if _LEADER.search(last.text) or (_SECTION.match(line.text) and last.text.rstrip()[-1:].isdigit()):
        return False
    if _NUMBERED.match(line.text) and (_CLOSED.search(last.text) and not last.text[-2:-1].isdigit()):
        return False
    if abs(last.size - line.size) > 0.2 * max(last.size, line.size):
        return False
    words = line.text.split(" ", 1)[0]
    width = (line.right - line.left) * (len(words) + 1) / max(1, len(line.text))
    if edge - last.right > min(width, 14 * line.size) + 0.6 * line.size:
        return False  # the next word would have had room: the line was ended on purpose
    below = last.page == line.page and last.bottom > line.bottom
    if not below:
        return not _CLOSED.search(last.text)  # another column or page
    step = last.bottom - line.bottom
    if leading and step > 1.45 * leading:
        return False
    indented = line.left - min(item.left for item in group) > 0.8 * line.size
    return not (indented and not _is_item(group[0].text) and _CLOSED.search(last.text))


def _is_item(text: str) -> bool:
    return bool(_BULLET.match(text) or _NUMBERED.match(text))


def _stays_near(last: Line, line: Line, leading: float) -> bool:
    """Rows of one table, and a unit line with its table, stand together."""
    return (last.row and line.row) or (line.row and "단위" in last.text)
