"""What stands beside the text of a document and is no part of it: heads, feet, remarks, master pages."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from gwangju_ai_cli.documents.xml_parts import name_of, parse

_PART_BYTES = 8 * 2**20
_PARTS = re.compile(
    r"(?:(?P<master>Contents/masterpage\d+)|(?P<section>Contents/section\d+)|(?P<memo>word/comments))\.xml",
    re.IGNORECASE,
)
_NAMES = {
    "header": ("header", "headers"),
    "footer": ("footer", "footers"),
    "memo": ("memo", "memos"),
    "master page": ("master page", "master pages"),
    "running line": ("running head or foot", "running heads and feet"),
    "page number": ("page number", "page numbers"),
    "page furniture": ("line of the page around the article", "lines of the page around the article"),
}


@dataclass(frozen=True, slots=True)
class Aside:
    """One piece beside the text: `kind` is one of those that are told of."""

    kind: str
    text: str


def tell_asides(asides: Iterable[Aside]) -> tuple[str, ...]:
    """What to say of them, one phrase a kind.

    >>> tell_asides([Aside("header", "한빛시"), Aside("memo", "확인"), Aside("memo", "50억원?")])
    ('1 header', '2 memos')
    """
    counts = Counter(aside.kind for aside in asides)
    return tuple(f"{count:,} {_NAMES[kind][count > 1]}" for kind, count in counts.items())


_PICTURES = re.compile(rb"<(?:[\w-]+:)?(?:pic|imagedata|PICTURE)[ >/]")
_SHAPES = re.compile(
    rb"<(?:[\w-]+:)?(?:rect|ellipse|line|polygon|curve|arc|connectLine|wsp|shape|oval"
    rb"|RECTANGLE|ELLIPSE|LINE|POLYGON|CURVE|ARC)[ >/]"
)
_FORMULAS = re.compile(rb"<(?:[\w-]+:)?(?:equation|oMath|EQUATION)[ >/]")
_BODIES = re.compile(r"(?:Contents/section\d+|word/document)\.xml", re.IGNORECASE)


def tell_contents(pictures: int, shapes: int, formulas: int = 0) -> str:
    """What to say of a document that holds no text.

    >>> tell_contents(2, 0), tell_contents(0, 3, 1), tell_contents(0, 0)
    ('only 2 pictures; pictures need OCR first', 'only 3 shapes and 1 formula', 'it is blank')
    """
    counted = ((pictures, "picture"), (shapes, "shape"), (formulas, "formula"))
    told = [f"{count:,} {name}{'s' * (count > 1)}" for count, name in counted if count]
    return f"only {' and '.join(told)}{'; pictures need OCR first' * bool(pictures)}" if told else "it is blank"


def contents_of(part: bytes) -> str:
    """What the markup of a document without text holds instead."""
    return tell_contents(*(len(known.findall(part)) for known in (_PICTURES, _SHAPES, _FORMULAS)))


def contents_of_container(path: str) -> str:
    """What an HWPX or DOCX file without text holds instead."""
    with zipfile.ZipFile(path) as container:
        named = [item for item in container.infolist() if _BODIES.fullmatch(item.filename)]
        return contents_of(b"".join(container.read(item) for item in named if item.file_size <= _PART_BYTES))


def asides_of_container(path: str) -> list[Aside]:
    """The master pages of an HWPX file and the remarks of a DOCX file, which its reader never looks at."""
    found: list[Aside] = []
    try:
        with zipfile.ZipFile(path) as container:
            for member in container.infolist():
                match = _PARTS.fullmatch(member.filename)
                part = container.read(member) if match and member.file_size <= _PART_BYTES else b""
                if match is None or (match["section"] and b"MEMO" not in part):
                    continue
                if (root := parse(part)) is None:
                    continue
                if match["master"]:
                    found.append(Aside("master page", _words(root)))
                elif match["section"]:
                    found += (Aside("memo", _words(memo)) for memo in root.iter() if _is_memo(memo))
                else:
                    found += (Aside("memo", _words(comment)) for comment in root if name_of(comment) == "comment")
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError):
        return found  # the reader of the text says what is wrong with it
    return found


def _is_memo(element: Any) -> bool:
    return name_of(element) == "fieldBegin" and element.get("type") == "MEMO"


def _words(root: Any) -> str:
    """The text of paragraphs, a line each."""
    paragraphs = (item for item in root.iter() if name_of(item) == "p")
    lines = ("".join(text.text or "" for text in item.iter() if name_of(text) == "t") for item in paragraphs)
    return "\n".join(line.strip() for line in lines if line.strip())
