"""HML, Hancom's XML of one file (HWPML): paragraphs a line each with an empty one between, tables as rows with bars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gwangju_ai_cli.documents.asides import Aside, contents_of, tell_asides
from gwangju_ai_cli.documents.lines import trimmed
from gwangju_ai_cli.documents.model import Extract, PageDone, ReadError, Request, unheard
from gwangju_ai_cli.documents.tables import Grid, GridCell, is_layout, table_lines
from gwangju_ai_cli.documents.xml_parts import OBJECT, name_of, parse

FILE_BYTES = 64 * 2**20
_DEPTH = 16
_BLANK = re.compile(r"[ \t\r\f\v]+")
_NOT_TEXT = re.compile("[\0-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SIGNS = {"TAB": "\t", "LINEBREAK": "\n", "HYPHEN": "-", "NBSPACE": " ", "FWSPACE": " "}
_ASIDES = {"HEADER": "header", "FOOTER": "footer", "HIDDENCOMMENT": "memo", "MEMO": "memo", "MASTERPAGE": "master page"}
_UNSHOWN = frozenset(
    {"BOOKMARK", "INDEXMARK", "FIELDEND", "CHART", "SECDEF", "COLDEF", "PAGEHIDING", "NEWNUM", "PAGENUM"}
)
_COUNTED = frozenset({"Table", "Figure", "Equation"})
_ROWS, _COLUMNS, _PLACES = 10_000, 1_000, 1_000_000


def read(request: Request, _: PageDone = unheard) -> Extract:
    """The text of an HML file. Raises ReadError where it is none, is cut short or declares a DTD."""
    with open(request.path, "rb") as file:  # noqa: PTH123
        raw = file.read(FILE_BYTES + 1)
    if len(raw) > FILE_BYTES:
        raise ReadError(f"the file has more than {FILE_BYTES:,} bytes; save it as HWPX")
    if b"<!DOCTYPE" in raw[:4096].replace(b"\0", b"").upper():
        raise ReadError("it declares a DTD, which no honest document does")
    root = parse(raw)
    if root is None:
        raise ReadError("it is no whole XML; fetch it again, or open it and save it again")
    if name_of(root).upper() != "HWPML":
        raise ReadError(f"its first element is {name_of(root)}, not HWPML; rename it to what it is")
    body = _Body()
    sections = [item for item in root.iter() if name_of(item) == "SECTION"]
    text = "\n".join(trimmed(line for section in sections for line in body.paragraphs(section, 0)))
    said = [aside for aside in body.aside if aside.text.strip()]
    if request.everything and said:
        text = "\n\n".join([text, *dict.fromkeys(aside.text for aside in said)])
    left_out = () if request.everything else tell_asides(said)
    instead = "" if text.strip() else contents_of(raw)
    return Extract(_NOT_TEXT.sub("\ufffd", text), left_out=left_out, instead=instead)


@dataclass(slots=True)
class _Body:
    """The lines of a document's body, and what stands beside it."""

    aside: list[Aside] = field(default_factory=list)
    places: int = 0
    """Cells of tables so far, covered ones among them."""

    def paragraphs(self, holder: Any, depth: int) -> Iterator[str]:
        """The lines of the paragraphs of a section, a cell or a box; an empty line parts them."""
        if depth > _DEPTH:
            raise ReadError(f"its tables are nested {depth} deep, deeper than any honest document's")
        for child in holder:
            name = name_of(child)
            if name == "P":
                yield from self._paragraph(child, depth)
                yield ""
            elif name == "TABLE":
                yield from self._table(child, depth)
            elif name == "PARALIST":
                yield from self.paragraphs(child, depth)

    def _paragraph(self, paragraph: Any, depth: int) -> Iterator[str]:
        """Its words, then what hangs on it: tables, boxes, notes, in order."""
        words: list[str] = []
        hanging: list[str] = []
        for text in paragraph:
            for item in text if name_of(text) == "TEXT" else ():
                self._item(item, words, hanging, depth)
        for line in "".join(words).split("\n"):
            if stripped := _BLANK.sub(" ", line).strip():
                yield stripped
        if hanging:
            yield ""
            yield from hanging

    def _item(self, item: Any, words: list[str], hanging: list[str], depth: int) -> None:
        name = name_of(item)
        if name == "CHAR":
            words.extend(_signs(item))
        elif name == "TABLE":
            hanging += self._table(item, depth + 1)
        elif name in ("FOOTNOTE", "ENDNOTE"):
            hanging += [*self.paragraphs(item, depth + 1), ""]
        elif name in _ASIDES or (name == "FIELDBEGIN" and item.get("Type") == "Memo"):
            said = "\n".join(trimmed(self._within(item, depth + 1)))
            self.aside.append(Aside(_ASIDES.get(name, "memo"), said))
        elif name == "DUTMAL":
            words.extend("".join(child.itertext()) for child in item if name_of(child) == "MAINTEXT")
        elif name == "COMPOSE":
            words.append(item.get("ComposeText") or "")
        elif name == "EQUATION":
            words.append(OBJECT)
        elif name == "AUTONUM" and item.get("NumberType") in _COUNTED:
            words.append(item.get("Number") or "")
        elif name not in _UNSHOWN:
            hanging += self._object(item, depth + 1)

    def _object(self, shape: Any, depth: int) -> list[str]:
        """The words of a shape: in it, on it, under it."""
        words = [said for said in (shape.get("Text"), _caption_of(shape)) if said]
        return [*words, *self._within(shape, depth), ""]

    def _within(self, element: Any, depth: int) -> Iterator[str]:
        """The lines of the lists of paragraphs that are in an element, however deep."""
        if depth > _DEPTH:
            return
        for child in element:
            if name_of(child) == "PARALIST":
                yield from self.paragraphs(child, depth)
            elif name_of(child) == "TABLE":
                yield from self._table(child, depth + 1)
            elif name_of(child) not in _UNSHOWN:
                if name_of(child) == "TEXTART" and child.get("Text"):
                    yield child.get("Text")
                yield from self._within(child, depth + 1)

    def _table(self, table: Any, depth: int) -> list[str]:
        cells = [cell for row in table if name_of(row) == "ROW" for cell in row if name_of(cell) == "CELL"]
        caption = [line for part in table if name_of(part) == "SHAPEOBJECT" for line in self._within(part, depth + 1)]
        grid = self._grid(cells, depth)
        if is_layout(grid):
            lines = [line for row in grid for cell in row if cell for line in (*cell.paragraphs, "")]
        else:
            lines = [*table_lines(grid), ""]
        return [*trimmed(caption), *lines]

    def _grid(self, cells: Iterable[Any], depth: int) -> Grid:
        places: dict[tuple[int, int], GridCell] = {}
        width = height = 0
        for cell in cells:
            row, column = _number(cell, "RowAddr", _ROWS), _number(cell, "ColAddr", _COLUMNS)
            rows, columns = (max(1, _number(cell, name, _COLUMNS)) for name in ("RowSpan", "ColSpan"))
            said = tuple(trimmed(self.paragraphs(cell, depth + 1)))
            places.setdefault((row, column), GridCell(said, rows, columns))
            width, height = max(width, column + columns), max(height, row + 1)
        self.places += width * height
        if self.places > _PLACES:
            raise ReadError(f"its tables claim more than {_PLACES:,} cells, more than any honest document's")
        return [[places.get((row, column)) for column in range(width)] for row in range(height)]


def _number(element: Any, name: str, most: int) -> int:
    said = element.get(name) or "0"
    return min(most, int(said)) if said.isascii() and said.isdecimal() and len(said) < 7 else 0


def _signs(char: Any) -> Iterator[str]:
    """The text of a CHAR, with the signs that stand in it as elements."""
    yield (char.text or "").replace("\n", "")
    for child in char:
        yield _SIGNS.get(name_of(child), "")
        yield (child.tail or "").replace("\n", "")


def _caption_of(form: Any) -> str:
    """What is written beside a box of a form."""
    return next((child.get("Caption") or "" for child in form.iter() if name_of(child) == "FORMOBJECT"), "")
