"""dochan's readers, kept to what a document shows. They hook in where it reads a part, within all of its limits."""

from __future__ import annotations

import re
import struct
from typing import Any

from dochan.hwp.section import SectionParser
from dochan.hwpx.parser import HWPXParser
from dochan.model.document import Paragraph, TextRun
from dochan.ooxml.package import OOXMLPackage

from gwangju_ai_cli.documents import docx_shown, hwpx_shown

_SECTION = re.compile(r"(?:.*/)?section\d+\.xml", re.IGNORECASE)
_WORD = re.compile(r"word/(?:document|header|footer|footnotes|endnotes)\d*\.xml", re.IGNORECASE)
_STYLES = "word/styles.xml"
_RUBY = b"tudt"
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

    def _parse_shape_component(self, node: Any, depth: int = 0) -> list[Any]:
        found: list[Any] = super()._parse_shape_component(node, depth)
        for child in node["children"]:
            if child["record"].tag_id == _WORD_ART and (words := text_at(child["record"].data, _CORNERS)):
                found.append(Paragraph(runs=[TextRun(words)]))
        return found


def text_at(body: bytes, at: int) -> str:
    """The text whose length in two-byte units stands at an offset; empty where the record is cut short.

    >>> text_at(b"\\x02\\x00" + "예산".encode("utf-16-le"), 0)
    '예산'
    """
    if len(body) < at + 2:
        return ""
    (units,) = struct.unpack_from("<H", body, at)
    return body[at + 2 : at + 2 + 2 * units].decode("utf-16-le", "replace").strip("\0").strip()
