"""dochan's readers, kept to what a document shows. They hook in where it reads a part, within all of its limits."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from typing import Any

from dochan.hwp.section import SectionParser
from dochan.hwpx.parser import HWPXParser
from dochan.model.document import Paragraph, TextRun
from dochan.model.header_footer import Footnote
from dochan.ooxml.package import OOXMLPackage

from gwangju_ai_cli.documents import docx_shown, hwpx_shown

_SECTION = re.compile(r"(?:.*/)?section\d+\.xml", re.IGNORECASE)
_WORD = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml", re.IGNORECASE)
_STYLES = "word/styles.xml"
_RUBY = b"tudt"
_NUMBER, _OVERLAID, _SECTION_SETUP = b"onta", b"spct", b"dces"
_COUNTED = (3, 4, 5)
"""Pictures, tables and formulas among what an automatic number counts."""
_LIST, _MEMO = 72, 93
"""The record tags HWPTAG_LIST_HEADER and HWPTAG_MEMO_LIST."""
_WORD_ART = 90
"""The record tag HWPTAG_SHAPE_COMPONENT_TEXTART."""
_CORNERS = 32
"""Bytes of the record before its text: four corners of two coordinates."""


class HwpxParts(HWPXParser):  # type: ignore[misc]
    """The parts of an HWPX file, its sections rewritten to what they show."""

    def _read_zip_part(self, container: Any, name: str, most: int) -> bytes:
        part: bytes = super()._read_zip_part(container, name, most)
        return hwpx_shown.shown(part) if _SECTION.fullmatch(name) else part


class DocxParts(OOXMLPackage):  # type: ignore[misc]
    """The parts of a DOCX file, those with text rewritten to what they show."""

    def read_part(self, name: str) -> bytes:
        part: bytes = super().read_part(name)
        if not _WORD.fullmatch(name):
            return part
        styles = super().read_part(_STYLES) if self.exists(_STYLES) else b""
        hidden = docx_shown.hidden_styles(styles) if b"vanish" in styles else frozenset()
        return docx_shown.shown(part, hidden)


class Sections(SectionParser):  # type: ignore[misc]
    """The sections of an HWP file without names of bookmarks, data of charts, and what is written over ruby; with the
    words of WordArt."""

    @staticmethod
    def _bookmark_name(_: Any) -> str:
        return ""

    def _ole_to_chart_reference(self, _: bytes) -> None:
        return None

    def _compose_dutmal_text(self, body: bytes, kind: bytes) -> str:
        if kind != _RUBY or len(body) < 6:
            written: str = super()._compose_dutmal_text(body, kind)
            return written
        return text_at(body, 4)

    def _form_text_result(self, text: Any, nodes: list[Any]) -> Any:
        """The numbers of tables, pictures and formulas into the text, as dochan does it with overlaid signs."""
        numbers = [node for node in nodes if node["record"].data[:4] == _NUMBER]
        counted = [_counted(node["record"].data) for node in numbers]
        if not any(counted):
            return super()._form_text_result(text, nodes)
        told = iter(counted)
        places = [
            (start, end, _OVERLAID if kind == _NUMBER and next(told, "") else kind)
            for start, end, kind in text.get("inline_controls", [])
        ]
        written = {id(node): said for node, said in zip(numbers, counted, strict=True) if said}
        nodes = [_overlaid(node, written[id(node)]) if id(node) in written else node for node in nodes]
        return super()._form_text_result({**text, "inline_controls": places}, nodes)

    def _parse_control(self, node: Any) -> Any:
        if node["record"].data[:4] != _SECTION_SETUP:
            return super()._parse_control(node)
        paragraphs = self._list_blocks(node)
        return Footnote(type="masterpage", paragraphs=paragraphs) if paragraphs else None

    def _parse_paragraph_group_impl(self, node: Any) -> list[Any]:
        found: list[Any] = super()._parse_paragraph_group_impl(node)
        in_memo = False
        for child in node["children"]:
            in_memo = in_memo or child["record"].tag_id == _MEMO
            if in_memo and child["record"].tag_id in (_MEMO, _LIST):
                holder = child if child["record"].tag_id == _MEMO else {"children": [child]}
                found.append(Footnote(type="comment", paragraphs=self._list_blocks(holder)))
        return found

    def _parse_shape_component(self, node: Any, depth: int = 0) -> list[Any]:
        found: list[Any] = super()._parse_shape_component(node, depth)
        for child in node["children"]:
            if child["record"].tag_id == _WORD_ART and (words := text_at(child["record"].data, _CORNERS)):
                found.append(Paragraph(runs=[TextRun(words)]))
        return found


def _counted(control: bytes) -> str:
    """The number of a table, a picture or a formula; empty for those of pages and notes."""
    if len(control) < 10 or control[4] & 0xF not in _COUNTED:
        return ""
    return str(struct.unpack_from("<H", control, 8)[0])


def _overlaid(node: Any, text: str) -> Any:
    """The node of a control that shows this text."""
    body = _OVERLAID + struct.pack("<H", len(text)) + text.encode("utf-16-le")
    return {**node, "record": replace(node["record"], data=body, size=len(body))}


def text_at(body: bytes, at: int) -> str:
    """The text whose length in two-byte units stands at an offset; empty where the record is cut short.

    >>> text_at(b"\\x02\\x00" + "예산".encode("utf-16-le"), 0)
    '예산'
    """
    if len(body) < at + 2:
        return ""
    (units,) = struct.unpack_from("<H", body, at)
    return body[at + 2 : at + 2 + 2 * units].decode("utf-16-le", "replace").strip("\0").strip()
