"""HWP, HWPX and DOCX through dochan: paragraphs a line each with an empty one between, tables as rows with bars."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from gwangju_ai_cli.documents.asides import (
    Aside,
    asides_of_container,
    contents_of_container,
    tell_asides,
    tell_contents,
)
from gwangju_ai_cli.documents.lines import trimmed
from gwangju_ai_cli.documents.model import Extract, PageDone, ReadError, Request, unheard
from gwangju_ai_cli.documents.tables import Grid, GridCell, is_layout, table_lines
from gwangju_ai_cli.documents.xml_parts import OBJECT

UNPACKED_BYTES = 256 * 2**20
_PARTS = (".xml", ".hpf", ".rels")
_PARTS_LOOKED_INTO = 500
_DEPTH = 16
_ASIDES = {"header": "header", "footer": "footer", "comment": "memo", "masterpage": "master page"}
_BLANK = re.compile(r"[ \t\r\f\v]+")
_NOT_TEXT = re.compile("[\0-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# dochan says what is wrong in Korean and goes on; these are the ends of it that a user can do something about.
_REASONS = (
    (re.compile("암호|DRM|[Ee]ncrypt"), "it is encrypted; take its password away in the program that made it"),
    (
        re.compile("[Dd]istribut|DISTRIBUTE|배포|ViewText"),
        "it is for distribution only (배포용) and its text is locked or damaged; ask for the editable file or a PDF",
    ),
    (re.compile("초과|exceed|limit|too (?:large|big|many)"), "it declares or holds more than any honest document"),
    (re.compile("DTD|[Ee]ntit"), "it declares XML entities, which no honest document does"),
)


def read(request: Request, _: PageDone = unheard) -> Extract:
    """The text of an HWP, HWPX or DOCX file. Raises ReadError where dochan finds fault with it or finds no text."""
    from dochan import Dochan

    with open(request.path, "rb") as file:  # noqa: PTH123
        head = file.read(32)
    if head.startswith(b"PK"):
        kind = _look_into(request.path)
    elif head.startswith(b"\xd0\xcf\x11\xe0"):
        kind = "hwp"
    elif head.startswith(b"HWP Document File"):
        raise ReadError("it is of HWP 3, from before 2000; save it as HWPX")
    else:
        raise ReadError(f"its first bytes ({head[:8].hex(' ')}) are of no {request.form}; rename it to what it is")
    _show_only_what_is_shown()
    # Tracked changes: what the author struck out is no part of the text.
    options: dict[str, Any] = {"revision_mode": "final"} if kind in ("hwp", "hwpx") else {}
    if kind == "hwpx":
        options["include_assets"] = False
    try:
        found = Dochan(request.path, **options)
    except ValueError:  # an option that does not suit what the file is: it says more without them
        found = Dochan(request.path)
    wrong = [str(error) for error in found.errors if str(error).startswith("ERR")]
    if wrong:
        raise ReadError(_explain(wrong))
    if found.doc.source_format not in ("hwp", "hwpx", "docx"):
        raise ReadError(f"it is of the format {found.doc.source_format or 'unknown'}; save it as HWPX, DOCX or PDF")
    body = Body()
    text = "\n".join(trimmed(line for section in found.doc.sections for line in body.blocks(section.elements)))
    if kind != "hwp":
        body.aside += asides_of_container(request.path)
    instead = ""
    if not text.strip():
        instead = (
            tell_contents(len(found.doc.find_all("image")), 0) if kind == "hwp" else contents_of_container(request.path)
        )
    return replace(body.extract(text, everything=request.everything), instead=instead)


@cache
def _show_only_what_is_shown() -> None:
    """Sets readers into dochan that leave out what a document does not show. The process reads nothing else."""
    import dochan.ooxml.docx
    import dochan.reader

    from gwangju_ai_cli.documents import shown

    # Pictures are never looked at: they only cost memory.
    dochan.reader.extract_bin_data = lambda *_, **__: {}
    dochan.reader.SectionParser = shown.Sections
    dochan.reader.HWPXParser = shown.HwpxParts
    dochan.ooxml.docx.OOXMLPackage = shown.DocxParts


def _look_into(path: str) -> str:
    """`hwpx` or `docx`, by the names in the container; sizes are only what it claims, but a claim can be refused."""
    try:
        with zipfile.ZipFile(path) as container:
            members = container.infolist()
            names = {member.filename for member in members}
            kind = "docx" if "word/document.xml" in names else "hwpx"
            if kind == "hwpx" and "Contents/header.xml" not in names and "mimetype" not in names:
                raise ReadError(_other_container(names))
            if any(member.flag_bits & 1 for member in members):
                raise ReadError("it is encrypted; take its password away in the program that made it")
            claimed = sum(member.file_size for member in members if member.filename.endswith(_PARTS))
            if claimed > UNPACKED_BYTES:
                raise ReadError(
                    f"it claims to hold {claimed:,} bytes of text, more than any honest document (a zip bomb?)"
                )
            for member in members[:_PARTS_LOOKED_INTO]:
                if member.filename.endswith(_PARTS):
                    with container.open(member) as part:
                        if b"<!DOCTYPE" in part.read(4096).replace(b"\0", b"").upper():
                            raise ReadError(f"its part {member.filename} declares a DTD, which no honest document does")
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError) as error:
        raise ReadError(f"its container is cut short or damaged ({error}); fetch or save it again") from error
    return kind


def _other_container(names: set[str]) -> str:
    if "xl/workbook.xml" in names:
        return "it is a spreadsheet (XLSX); give it the suffix .xlsx"
    if "ppt/presentation.xml" in names:
        return "it is a presentation (PPTX); save it as PDF"
    return "it is a ZIP archive, but neither HWPX nor DOCX; unpack it first"


def _explain(wrong: list[str]) -> str:
    said = " ".join(wrong)
    short = " ".join(said.split())[:160]
    for pattern, reason in _REASONS:
        if pattern.search(said):
            return f"{reason} ({short})"
    return f"it is cut short or damaged ({short}); fetch it again, or open it and save it again"


@dataclass(slots=True)
class Body:
    """The lines of a document's body, and what stands beside it: heads, feet, remarks, each with its kind."""

    aside: list[Aside] = field(default_factory=list)

    def blocks(self, elements: Iterable[Any], depth: int = 0) -> Iterator[str]:
        """The lines of a section or a cell, in order; an empty line parts paragraphs and tables."""
        if depth > _DEPTH:
            raise ReadError(f"its tables are nested {depth} deep, deeper than any honest document's")
        for element in elements:
            name = type(element).__name__
            if name == "Paragraph":
                if "docProps/" not in str(getattr(element.provenance, "path", "")):
                    yield from _paragraph(element)
                    yield ""
            elif name == "Table":
                yield from self._table(element, depth)
            elif name == "Image":
                yield from self.blocks(element.caption, depth + 1)
            elif name == "Footnote" and element.type in ("footnote", "endnote"):
                yield from self.blocks(element.paragraphs, depth + 1)
            elif name in ("HeaderFooter", "Footnote", "Comment"):
                # Heads and feet repeat on every page, remarks are no text of the document.
                words = "\n".join(trimmed(self.blocks(element.paragraphs, depth + 1)))
                self.aside.append(Aside(_ASIDES.get(element.type, "memo"), words))

    def extract(self, text: str, *, everything: bool) -> Extract:
        """The text, with what stands beside it at its end where that is asked for, else with word of it."""
        said = [aside for aside in self.aside if aside.text.strip()]
        if everything:
            text = "\n\n".join([text, *dict.fromkeys(aside.text for aside in said)]) if said else text
        return Extract(_NOT_TEXT.sub("\ufffd", text), left_out=() if everything else tell_asides(said))

    def _table(self, table: Any, depth: int) -> Iterator[str]:
        above = str(table.caption_side).upper() in ("TOP", "LEFT")
        caption = list(trimmed(self.blocks(table.caption, depth + 1)))
        if above:
            yield from caption
        grid = self._grid(table, depth)
        if is_layout(grid):
            for row in grid:
                for cell in row:
                    if cell is not None:
                        yield from cell.paragraphs
                        yield ""
        else:
            yield from table_lines(grid)
            yield ""
        if caption and not above:
            yield from caption
            yield ""

    def _grid(self, table: Any, depth: int) -> Grid:
        """The cells by place, None where one of them covers another's."""
        covered = {
            (row + down, column + right)
            for row, cells in enumerate(table.rows)
            for column, cell in enumerate(cells)
            for down in range(min(cell.row_span, len(table.rows) - row))
            for right in range(min(cell.col_span, len(cells)))
            if down or right
        }
        return [
            [
                None
                if cell.is_merged_away or (row, column) in covered
                else GridCell(tuple(trimmed(self.blocks(cell.paragraphs, depth + 1))), cell.row_span, cell.col_span)
                for column, cell in enumerate(cells)
            ]
            for row, cells in enumerate(table.rows)
        ]


def _paragraph(paragraph: Any) -> Iterator[str]:
    text = "".join(OBJECT if run.equation is not None else run.text for run in paragraph.runs if not run.note_ref)
    for line in text.splitlines():
        if stripped := _BLANK.sub(" ", line).strip():
            yield stripped
