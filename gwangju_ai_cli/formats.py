"""The kinds of documents that are read besides plain text: how each is known, and what reads it.

A new format is one line here and one reader module in `documents`. Nothing is imported from there: whoever reads
plain text pays nothing for the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

EXTRA = "documents"
HEAD_BYTES = 1024
"""How much of a file's beginning is enough to know its format."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,400}?-->\s*)*<(?:!doctype\s+html|html)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HML = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?[^>]{0,300}\?>\s*|<!--.{0,400}?-->\s*)*<HWPML[\s>]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DocumentFormat:
    """One format: its suffixes, the first bytes of its files, and the module of `documents` that reads it.

    `signature` is None where the first bytes alone do not tell. `package` is what has to be installed.
    """

    name: str
    suffixes: tuple[str, ...]
    signature: bytes | None
    reader: str
    package: str


# HWPX and DOCX are both ZIP containers: the reader looks inside and says which one it is.
FORMATS = (
    DocumentFormat("HWP", (".hwp",), _OLE, "office", "dochan"),
    DocumentFormat("HWPX", (".hwpx",), _ZIP, "office", "dochan"),
    DocumentFormat("DOCX", (".docx",), _ZIP, "office", "dochan"),
    DocumentFormat("PDF", (".pdf",), b"%PDF-", "pdf", "pypdfium2"),
    DocumentFormat("HML", (".hml",), None, "hml", "lxml"),
    DocumentFormat("HTML", (".html", ".htm", ".xhtml"), None, "html", "trafilatura"),
)
DOCUMENT_SUFFIXES = tuple(suffix for known in FORMATS for suffix in known.suffixes)


def recognise(head: bytes, suffix: str) -> DocumentFormat | None:
    """The format of a file by its first bytes, else by its suffix; None is plain text.

    Of two formats with one signature the suffix chooses.

    >>> recognise(b"%PDF-1.7", ".txt").name, recognise(b"PK\\x03\\x04", ".docx").name
    ('PDF', 'DOCX')
    >>> recognise(b"\\n<!DOCTYPE html>", "").name, recognise(b"<p>1", ".htm").name, recognise(b"<p>1", ".txt")
    ('HTML', 'HTML', None)
    """
    by_suffix = next((known for known in FORMATS if suffix.lower() in known.suffixes), None)
    signed = [known for known in FORMATS if known.signature is not None and head.startswith(known.signature)]
    if signed:
        return by_suffix if by_suffix in signed else signed[0]
    if _HML.match(head) or _HML.match(_narrow(head)):
        return _named("HML")
    if _HTML.match(head) or _HTML.match(_narrow(head)):
        return _named("HTML")
    return by_suffix


def _narrow(head: bytes) -> bytes:
    """UTF-16 as bytes that a pattern of ASCII can read."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head


def _named(name: str) -> DocumentFormat:
    return next(known for known in FORMATS if known.name == name)
