"""Bytes → text: the encoding is found, never guessed past an error, and what is no text is refused by the byte."""

from __future__ import annotations

import codecs
import re

from gwangju_ai_cli.errors import SourceError, UsageError

LONGEST_BYTES = 100_000_000
"""Of one text: more does not fit the memory of a small machine with all that is found in it."""

# UTF-32 before UTF-16, whose mark its own begins with.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Some of these decode without an error, and would give nonsense instead of a word.
_NO_TEXT = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP container (HWPX, DOCX …)",
    b"\xd0\xcf\x11\xe0": "an HWP or an older Office file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"{\\rtf": "an RTF file",
    b"%!PS": "a PostScript file",
    b"\x1f\x8b": "a gzip file (.gz)",
    b"\x28\xb5\x2f\xfd": "a Zstandard file (.zst)",
    b"BZh": "a bzip2 file (.bz2)",
    b"\xfd7zXZ\0": "an xz file (.xz)",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip file (.7z)",
    b"SQLite format 3\0": "an SQLite database",
    b"PAR1": "a Parquet file",
}
# U+0000 and what Unicode keeps free for programs: in no text that anybody has written.
_NO_CHARACTER = re.compile(
    "[\\0\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)


def decode(raw: bytes, encoding: str | None = None) -> str:
    """The text of `raw`: by its byte order mark, else strict UTF-8, else strict CP949 (which holds EUC-KR).

    A byte order mark is no part of the text. Raises SourceError, with the offset of the first byte that has
    no meaning, rather than to replace or drop anything; U+0000 and the noncharacters of Unicode have none.

    >>> decode("예산".encode("cp949")), decode("예산".encode("utf-16"))
    ('예산', '예산')
    >>> decode(b"50\\xff\\xff")
    Traceback (most recent call last):
    gwangju_ai_cli.errors.SourceError: byte 2 (0xff) is neither UTF-8 nor CP949; name the encoding with --encoding
    """
    if encoding is not None:
        return _decode_as(encoding, raw)
    for signature, what in _NO_TEXT.items():
        if raw.startswith(signature):
            raise SourceError(f"this is {what}, not text: byte 0 says so; give its text instead")
    for bom, name in BOMS:
        if raw.startswith(bom):
            try:
                return _checked(raw[len(bom) :].decode(name), name, raw, len(bom))
            except UnicodeDecodeError as error:
                offset = error.start + len(bom)
                raise SourceError(f"byte {offset} is not {name}, which its byte order mark announces") from error
    try:
        return _checked(raw.decode("utf-8"), "utf-8", raw)
    except UnicodeDecodeError as not_utf8:
        try:
            return _checked(raw.decode("cp949"), "cp949", raw)
        except UnicodeDecodeError as not_cp949:
            farthest = max(not_utf8, not_cp949, key=lambda error: error.start)
            raise SourceError(
                f"{_place(farthest, raw)} is neither UTF-8 nor CP949; name the encoding with --encoding"
            ) from not_utf8


def _decode_as(encoding: str, raw: bytes) -> str:
    try:
        codecs.lookup(encoding)
        text = raw.decode(encoding)
    except LookupError as error:  # a codec that gives no text is one too
        raise UsageError(f"no encoding is called {encoding!r}; try utf-8, cp949, utf-16-le") from error
    except UnicodeError as error:
        raise SourceError(f"{_place(error, raw)} is not {encoding}") from error
    except ValueError as error:  # a name with U+0000 in it
        raise UsageError(f"no encoding is called {encoding!r}: {error}") from error
    return _checked(text, encoding, raw).removeprefix("\ufeff")


def _checked(text: str, encoding: str, raw: bytes, before: int = 0) -> str:
    """The text, if all of it is characters; `before` bytes of `raw` stand before it."""
    found = _NO_CHARACTER.search(text)
    if found is None:
        return text
    try:
        at = before + len(text[: found.start()].encode(encoding))
    except UnicodeError:
        at = -1  # an encoding that does not give back what it took
    place = f"byte {at}" if 0 <= at < len(raw) else f"character {found.start()}"
    if found.group() == "\0":
        raise SourceError(
            f"{place} is NUL, so this is no text file; for UTF-16 without a mark give --encoding utf-16-le"
        )
    raise SourceError(f"{place} is U+{ord(found.group()):04X}, which is no character, so this is no text file")


def _place(error: UnicodeError, raw: bytes) -> str:
    if isinstance(error, UnicodeDecodeError) and error.start < len(raw):
        return f"byte {error.start} (0x{raw[error.start]:02x})"
    return "the text"
