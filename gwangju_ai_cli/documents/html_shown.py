"""What a browser shows of a page, as lines: paragraphs, the lines of <pre>, rows of tables, each with its element.

Nothing is chosen here: menus and footers have their lines too. What is struck out, hidden or written over a word is
no line; small raised and lowered figures are written as such, so that 10⁸ stays no 108.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from gwangju_ai_cli.documents.joining import breaks_within_words, join, vocabulary
from gwangju_ai_cli.documents.tables import GridCell, table_lines

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption "
        "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section "
        "summary table tbody td tfoot th thead tr ul textarea",
    )
)
_UNSHOWN = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template head iframe object embed audio video canvas svg math del s strike rt rp "
        "datalist select map title meta link param source track",
    )
)
# Words for those who hear a page are shown to nobody.
_HEARD = frozenset({"blind", "sr-only", "sr_only", "visually-hidden", "sound_only", "screen_out", "screen-out", "skip"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
_RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_SPAN = 200
_ROWS, _CELLS = 50_000, 200_000
_PROSE = 400
"""Characters of a cell from which on a table that holds blocks in its cells arranges a page."""
_FULL = 0.85
"""The share of the longest line that a line fills which goes on in the next."""
_LONG = 60
"""The width of a line, two for a syllable, that a sheet of paper has at the least."""
_ITEM = re.compile(r"[\s]*(?:[○●◯◦◇◆▲△▶▷►■□▪▫▸※•☞\-·∙*ㅇ|<【\[]|\(?\d{1,2}[.)]\s|[가나다라마바사아자차카타파하][.)]\s)")
_ENDED = re.compile(r"[.?!:]['\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line of a page, and the element that it is of: a table's for its rows."""

    text: str
    element: Any

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.text.startswith("| ")


def shown_lines(body: Any) -> list[ShownLine]:
    """The lines of an element and all that is in it, in order."""
    lines = list(_Walk().lines(body))
    return [line for group in _by_sheet(lines) for line in group]


def _by_sheet(lines: list[ShownLine]) -> Iterator[list[ShownLine]]:
    """Lines as they are, but those that a word processor's page sets one by one, as paragraphs again."""
    for sheet, found in groupby(lines, key=lambda line: line.element.getparent() if is_set(line) else None):
        group = list(found)
        yield group if sheet is None else _paragraphs(group)


def is_set(line: ShownLine) -> bool:
    """Whether a line was set as one, on a page that 한글 saved: <div class="hls ps3">."""
    return line.element.tag == "div" and "hls" in (line.element.get("class") or "").split()


def _width(text: str) -> int:
    return sum(2 if ord(sign) > 0x1100 else 1 for sign in text)


def _paragraphs(lines: list[ShownLine]) -> list[ShownLine]:
    """A line that is full goes on in the next, unless that begins an item or a paragraph of another style."""
    longest = max(_LONG, *(_width(line.text) for line in lines))
    ends = [
        _fills(line, longest) and not _ENDED.search(line.text) and not _ITEM.match(after.text)
        for line, after in pairwise(lines)
    ]
    breaks = [(a.text, b.text) for (a, b), goes in zip(pairwise(lines), ends, strict=True) if goes]
    within, known = breaks_within_words(breaks), vocabulary(line.text for line in lines)
    found = [lines[0]]
    for line, goes in zip(lines[1:], ends, strict=True):
        last = found[-1]
        if not goes or last.element.get("class") != line.element.get("class"):
            found.append(line)
            continue
        glue, cut = join(last.text, line.text, within=within, known=known)
        found[-1] = ShownLine((last.text[:-cut] if cut else last.text) + glue + line.text, line.element)
    return found


_MM = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([0-9.]{1,8})mm", re.IGNORECASE)


def _fills(line: ShownLine, longest: int) -> bool:
    """Whether a line fills its box: by its letters' height and the width that its style gives, else beside others."""
    said = {name.lower(): float(size) for name, size in _MM.findall(line.element.get("style") or "") if size != "."}
    if said.get("width") and said.get("height"):
        return _width(line.text) / 2 * said["height"] >= _FULL * said["width"]
    return _width(line.text) >= _FULL * longest


class _Walk:
    """Goes through a page once, and counts what it has made of its tables."""

    def __init__(self) -> None:
        self._cells = 0
        self._buffer: list[str] = []

    def lines(self, element: Any) -> Iterator[ShownLine]:
        """The lines of a block."""
        yield from self._block(element, element.tag == "pre")

    def _flush(self, element: Any, *, kept: bool) -> Iterator[ShownLine]:
        written, self._buffer = "".join(self._buffer), []
        for line in written.split("\n") if kept or "\n" in written else (written,):
            words = line.replace("\u00a0", " ").rstrip() if kept else _SPACE.sub(" ", line).strip()
            if words.strip():
                yield ShownLine(words, element)

    def _block(self, element: Any, kept: bool) -> Iterator[ShownLine]:
        yield from self._inside(element, element, kept)
        yield from self._flush(element, kept=kept)

    def _inside(self, element: Any, block: Any, kept: bool) -> Iterator[ShownLine]:
        self._say(element.text, kept)
        for child in element:
            if isinstance(child.tag, str) and not is_hidden(child):
                yield from self._child(child, block, kept)
            self._say(child.tail, kept)

    def _child(self, child: Any, block: Any, kept: bool) -> Iterator[ShownLine]:
        tag = child.tag
        if tag == "br":
            self._buffer.append("\n")
        elif tag in ("sup", "sub"):
            words = "".join(child.itertext()).strip()
            small = words.translate(_RAISED if tag == "sup" else _LOWERED)
            self._buffer.append(small)
        elif tag == "table":
            yield from self._flush(block, kept=kept)
            yield from self._table(child)
        elif tag in _BLOCKS:
            yield from self._flush(block, kept=kept)
            yield from self._block(child, kept or tag in ("pre", "textarea") or _keeps(child))
        else:
            if tag == "input" and (child.get("type") or "text").lower() == "text" and child.get("value"):
                self._buffer.append(f" {child.get('value')} ")
            yield from self._inside(child, block, kept)

    def _say(self, text: str | None, kept: bool) -> None:
        if text:
            self._buffer.append(text.replace("\u00ad", "") if kept else _SPACE.sub(" ", text.replace("\u00ad", "")))

    def _table(self, table: Any) -> Iterator[ShownLine]:
        """Its rows; the lines of its cells where it arranges a page."""
        rows = [row for row in table.iter("tr") if _table_of(row) is table][:_ROWS]
        cells = [[cell for cell in row if cell.tag in ("td", "th") and not is_hidden(cell)] for row in rows]
        for caption in table.iterchildren("caption"):
            yield from self._block(caption, False)
        if _arranges(cells):
            for row in cells:
                for cell in row:
                    yield from self._block(cell, False)
            return
        grid: list[list[GridCell | None]] = []
        covered: dict[tuple[int, int], None] = {}
        for at, row in enumerate(cells):
            places: dict[int, GridCell | None] = {}
            column = 0
            for cell in row:
                while (at, column) in covered:
                    places[column] = None
                    column += 1
                down, wide = _reach(cell, "rowspan"), _reach(cell, "colspan")
                down = min(down or len(cells), len(cells) - at)
                self._cells += down * wide
                if self._cells > _CELLS:
                    down = wide = 1
                said = tuple(line.text for line in shown_lines(cell))
                places[column] = GridCell(said, down, wide)
                covered |= {(at + y, column + x): None for y in range(down) for x in range(wide) if x or y}
                column += 1
            places |= {x: None for y, x in covered if y == at}
            grid.append([places.get(x) for x in range(max(places, default=-1) + 1)])
        yield from (ShownLine(line, table) for line in table_lines(grid))


def is_hidden(element: Any) -> bool:
    """Whether a browser shows nothing of an element."""
    if element.tag in _UNSHOWN or element.get("hidden") is not None:
        return True
    if element.get("style") and _HIDDEN.search(element.get("style")):
        return True
    return not _HEARD.isdisjoint((element.get("class") or "").split())


def _keeps(element: Any) -> bool:
    """Whether an element keeps the line ends of its markup."""
    return re.search(r"white-space\s*:\s*pre(?!\w)", element.get("style") or "", re.IGNORECASE) is not None


def _table_of(row: Any) -> Any:
    return next(row.iterancestors("table"))


def _arranges(cells: list[list[Any]]) -> bool:
    """Whether a table puts a page in its places, as pages did once: tables and much text in its cells."""
    for row in cells:
        for cell in row:
            if cell.find(".//table") is not None or cell.find(".//article") is not None:
                return True
            blocks = sum(1 for _ in cell.iter("p", "div", "br", "h1", "h2", "h3"))
            if blocks > 3 and len("".join(cell.itertext())) > _PROSE and len(cells) < 3:
                return True
    return False


def _reach(cell: Any, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return min(_SPAN, max(0 if name == "rowspan" else 1, int(said))) if said.isdecimal() and len(said) < 6 else 1
