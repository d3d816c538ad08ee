"""PDF through pdfium: characters with their places, put together to lines and tables, then mended."""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from gwangju_ai_cli.documents.asides import Aside, tell_asides
from gwangju_ai_cli.documents.mending import BREAK, Line, is_page_number, mend
from gwangju_ai_cli.documents.model import CHARACTERS, PAGES, Extract, PageDone, ReadError, Request, unheard
from gwangju_ai_cli.documents.rulings import Edge, Region, find_tables, page_edges
from gwangju_ai_cli.documents.tables import PROSE_CHARACTERS, table_lines
from gwangju_ai_cli.documents.unread import UnreadPages

_TAIL_BYTES = 4_096
_GAP = 1.6
"""Widths of a letter after which a line goes on in another cell or column."""
_NEAR_ABOVE = 40.0
_SLANT = 0.06
"""The part of a quarter turn, about five degrees, by which a line may be off the straight."""
_NOT_TEXT = re.compile("[\0-\x1f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Char(NamedTuple):
    """One character and its box; `made` ones are pdfium's own, for a gap that it saw. `turn` counts the quarters by
    which its line is turned clockwise."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float
    made: bool
    turn: int = 0


class Frame(NamedTuple):
    """A page of some width and height as it is held to read lines that are turned by so many quarters, clockwise."""

    turn: int
    width: float
    height: float

    @property
    def top(self) -> float:
        """How high the page is in that frame."""
        return self.width if self.turn % 2 else self.height

    def char(self, char: Char) -> Char:
        """A character's box in that frame."""
        left, bottom, right, top = self._box(char.left, char.bottom, char.right, char.top)
        return char._replace(left=left, bottom=bottom, right=right, top=top)

    def edge(self, edge: Edge) -> Edge:
        """A line of the page in that frame.

        >>> Frame(1, 100, 200).edge(Edge(True, 30, 50, 90))
        Edge(upright=False, at=30, start=110, end=150)
        """
        x, y = (edge.at, edge.start) if edge.upright else (edge.start, edge.at)
        far_x, far_y = (edge.at, edge.end) if edge.upright else (edge.end, edge.at)
        left, bottom, right, top = self._box(x, y, far_x, far_y)
        upright = edge.upright != (self.turn % 2 == 1)
        return Edge(upright, left, bottom, top) if upright else Edge(upright, bottom, left, right)

    def _box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        if self.turn == 1:  # lines run down the page
            return self.height - top, left, self.height - bottom, right
        if self.turn == 2:
            return self.width - right, self.height - top, self.width - left, self.height - bottom
        if self.turn == 3:  # lines run up the page
            return bottom, self.width - right, top, self.width - left
        return left, bottom, right, top


def read(request: Request, page_done: PageDone = unheard) -> Extract:
    """The text of a PDF, and which of its pages have none that can be read.

    Raises ReadError where it is none, is locked, or holds only pictures.
    """
    import pypdfium2 as pdfium

    with open(request.path, "rb") as file:  # noqa: PTH123
        if b"%PDF-" not in file.read(1024):
            raise ReadError("its first 1,024 bytes hold no PDF header; rename it to what it is")
        file.seek(max(0, file.seek(0, 2) - _TAIL_BYTES))
        # pdfium mends a file without an end, and gives the pages that are left as if they were all.
        if b"%%EOF" not in file.read():
            raise ReadError("it is cut short: its end is not there; fetch it again")
    try:
        doc = pdfium.PdfDocument(request.path)
    except pdfium.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):
            raise ReadError("it is encrypted; take its password away (print it to a new PDF)") from error
        raise ReadError(f"it is cut short or damaged ({error}); fetch it again, or print it to a new PDF") from error
    count = len(doc)
    if count > PAGES:
        raise ReadError(f"it claims {count:,} pages, more than {PAGES:,}; split it")
    lines: list[Line] = []
    heights: list[float] = []
    unread = UnreadPages()
    characters = 0
    for number in range(count):
        try:
            page = doc[number]
        except pdfium.PdfiumError as error:
            raise ReadError(f"its page {number + 1} is damaged ({error}); print it to a new PDF") from error
        heights.append(page.get_height() or 1.0)
        text_page = page.get_textpage()
        found: list[Line] = []
        if unread.look(page, text_page, number + 1):
            found, heights[number] = _page_lines(page, text_page, number)
        characters += sum(len(line.text) for line in found)
        if characters > CHARACTERS:
            raise ReadError(f"its text has more than {CHARACTERS:,} characters; split it")
        lines += found
        text_page.close()
        page.close()
        page_done(number + 1)
    mended = mend(lines, heights, everything=request.everything)
    if not mended.text.strip() and unread.untold:
        raise ReadError("its fonts do not say which letters they show; it needs OCR first")
    running = (Aside("page number" if is_page_number(words) else "running line", words) for words in mended.running)
    instead = (
        "pictures of pages (a scan) need OCR first"
        if unread.pictures
        else f"its {count:,} {'page is' if count == 1 else 'pages are'} blank"
    )
    return Extract(mended.text, mended.pages, gaps=unread.tell(), left_out=tell_asides(running), instead=instead)


def _page_lines(page: Any, text_page: Any, number: int) -> tuple[list[Line], float]:
    """The lines of a page in reading order, and its height as its text stands: of text that is turned, one frame after
    the other, that with the most letters first."""
    chars = list(_chars(text_page))
    edges = page_edges(page)
    width, height = page.get_width() or 1.0, page.get_height() or 1.0
    turns = Counter(char.turn for char in chars if not char.sign.isspace())
    rotated = page.get_rotation() != 0
    if not turns or set(turns) == {0}:
        return list(_frame_lines(chars, edges, number, sort=rotated)), height
    lines: list[Line] = []
    for turn, _ in turns.most_common():
        frame = Frame(turn, width, height)
        turned = [frame.char(char) for char in chars if char.turn == turn]
        lines += _frame_lines(turned, [frame.edge(edge) for edge in edges], number, sort=rotated or turn != 0)
    return lines, Frame(turns.most_common(1)[0][0], width, height).top


def _frame_lines(chars: Sequence[Char], edges: Sequence[Edge], number: int, *, sort: bool = False) -> Iterator[Line]:
    """The lines of characters that run from left to right, a table's rows where its first cell stands; `sort` where
    pdfium gives them in no order."""
    tables = find_tables(edges)
    inside: dict[int, list[Char]] = {}
    outside: list[Char] = []
    boxes = [table.box for table in tables]
    for char in chars:
        x, y = (char.left + char.right) / 2, (char.bottom + char.top) / 2
        at = next((index for index, box in enumerate(boxes) if box.holds(x, y)), None)
        (outside if at is None else inside.setdefault(at, [])).append(char)
    found = list(_lines(outside, number))
    if sort:
        found.sort(key=lambda line: (-round(line.bottom / 3), line.left))
    body = list(_order(found))
    after: dict[int, list[int]] = {}
    for index in inside:
        after.setdefault(_place(boxes[index], body), []).append(index)
    for place in range(-1, len(body)):
        if place >= 0:
            yield body[place]
        for index in after.get(place, ()):
            yield from _table(tables[index], inside[index], number)


def _place(box: Region, body: Sequence[Line]) -> int:
    """The line that a table follows, by its index: the nearest above it, of several near ones the last; with none
    above it, the one before the nearest below."""
    beside = [(index, line) for index, line in enumerate(body) if line.left < box.right and line.right > box.left]
    above = {index: line.bottom - box.top for index, line in beside if line.bottom > box.top - 3}
    if above:
        nearest = min(above.values())
        return max(index for index, gap in above.items() if gap <= nearest + _NEAR_ABOVE)
    below = {index: box.bottom - line.top for index, line in beside}
    return min(below, key=lambda index: (below[index], index)) - 1 if below else len(body) - 1


def _table(table: Any, chars: Sequence[Char], number: int) -> Iterator[Line]:
    words: dict[int, list[Char]] = {}
    for char in chars:
        at = table.cell_at((char.left + char.right) / 2, (char.bottom + char.top) / 2)
        if at is not None:
            words.setdefault(at, []).append(char)
    texts = {at: tuple(_cell(found, number)) for at, found in words.items()}
    box = table.box
    rows = table_lines(table.grid(texts))
    barred = any(row.startswith("|") for row in rows)
    step = (box.top - box.bottom) / max(1, len(rows))
    for index, row in enumerate(rows):
        top = box.top - index * step
        yield Line(row, number, box.left, box.right, top - min(step, 12), top, row=barred)


def _cell(chars: Sequence[Char], number: int) -> Iterator[str]:
    """The text of a cell: its lines as one, their ends marked; long ones mended to paragraphs."""
    lines = sorted(_lines(chars, number), key=lambda line: (-round(line.bottom / 3), line.left))
    if sum(len(line.text) for line in lines) <= PROSE_CHARACTERS:
        yield BREAK.join(line.text.strip() for line in lines)
        return
    height = max(line.top for line in lines) * 10
    # In the middle of a tall page nothing of it is taken for a running head.
    raised = [replace(line, page=0, bottom=line.bottom + height / 3, top=line.top + height / 3) for line in lines]
    yield from mend(raised, [height]).text.splitlines()


def _chars(text_page: Any) -> Iterator[Char]:
    import pypdfium2.raw as raw

    box = raw.FS_RECTF()
    at = ctypes.byref(box)
    handle = text_page.raw
    unicode_of, box_of, is_made = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
    angle_of = raw.FPDFText_GetCharAngle
    turn = 0
    for index in range(raw.FPDFText_CountChars(handle)):
        code = unicode_of(handle, index)
        if code in (0, 10, 13, 0xFFFE, 0xFFFF) or not box_of(handle, index, at):
            continue
        # A soft hyphen at a line end comes as U+0002.
        sign = "-" if code == 2 else chr(code) if code <= 0x10FFFF else "\ufffd"
        made = code == 32 and is_made(handle, index) == 1
        if not made:
            quarters = angle_of(handle, index) / (math.pi / 2)
            # What stands slantwise, as a watermark does, is read where it begins.
            turn = round(quarters) % 4 if abs(quarters - round(quarters)) < _SLANT else 0
        yield Char(sign, box.left, box.bottom, box.right, box.top, made, turn)


def _lines(chars: Sequence[Char], number: int) -> Iterator[Line]:
    """Runs of characters on one baseline; a wide gap begins a new one."""
    run: list[Char] = []
    last: Char | None = None
    for char in chars:
        if not char.sign.isspace():
            if last is not None and _breaks(run[0], last, char):
                yield from _line(run, number)
                run = []
            last = char
        run.append(char)
    yield from _line(run, number)


def _breaks(first: Char, last: Char, char: Char) -> bool:
    """Whether a character begins another line or cell than the one before it."""
    height, last_height = char.top - char.bottom, last.top - last.bottom
    overlap = min(last.top, char.top) - max(last.bottom, char.bottom)
    size = max(last_height, height, 1.0)
    if overlap < 0.4 * max(1.0, min(last_height, height)):
        return True
    return char.left - last.right > _GAP * size or char.left < first.left - size


def _line(run: Sequence[Char], number: int) -> Iterator[Line]:
    inked = [char for char in run if not char.sign.isspace()]
    if not inked:
        return
    pieces: list[str] = []
    for index, char in enumerate(run):
        if char.made and char.sign == " " and 0 < index < len(run) - 1 and _is_slight(run[index - 1], run[index + 1]):
            continue
        pieces.append(char.sign)
    # A space that the layout itself put at the end of a line says that a word ends there.
    end = " " if run[-1].sign == " " and not run[-1].made else ""
    text = _NOT_TEXT.sub(" ", "".join(pieces)).strip()
    if text:
        text += end
        yield Line(
            text,
            number,
            min(c.left for c in inked),
            max(c.right for c in inked),
            min(c.bottom for c in inked),
            max(c.top for c in inked),
        )


def _is_slight(before: Char, after: Char) -> bool:
    """A gap that a change of font made, between a figure and its unit; no space was there."""
    figure_first = before.sign.isdigit() and "가" <= after.sign <= "힣"
    return figure_first and after.left - before.right < 0.2 * (after.top - after.bottom)


def _order(lines: list[Line]) -> Iterator[Line]:
    """Lines in the order of the page's own stream, those beside each other as a row or as two columns."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and _is_beside(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    index = 0
    while index < len(rows):
        end = index
        while end < len(rows) and _is_columns(rows[end], rows[index]):
            end += 1
        if end - index >= 4:
            for column in range(2):
                yield from (row[column] for row in rows[index:end])
            index = end
            continue
        yield from _row(rows[index])
        index += 1


def _is_beside(last: Line, line: Line) -> bool:
    overlap = min(last.top, line.top) - max(last.bottom, line.bottom)
    return line.left > last.right and overlap > 0.5 * min(last.size, line.size)


def _is_columns(row: Sequence[Line], first: Sequence[Line]) -> bool:
    """Two runs of prose that begin where the ones above begin: columns whose lines come in turn."""
    return (
        len(row) == 2
        and len(first) == 2
        and all(len(line.text) > 12 for line in row)
        and all(abs(line.left - other.left) < 2 * line.size for line, other in zip(row, first, strict=True))
    )


def _row(row: Sequence[Line]) -> Iterator[Line]:
    if len(row) == 1:
        yield row[0]
        return
    words = f"| {' | '.join(line.text.replace('|', ' ').strip() for line in row)} |"
    bottom, top = min(line.bottom for line in row), max(line.top for line in row)
    yield Line(words, row[0].page, row[0].left, row[-1].right, bottom, top, row=True)
