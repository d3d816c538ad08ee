"""What the parts of a DOCX file show, in the shapes that dochan reads: hyphens, signs, ruby and choices as text; and
without what it does not show: hidden text, names of bookmarks, addresses of links, descriptions of pictures, remarks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from gwangju_ai_cli.documents.xml_parts import OBJECT, drop, name_of, parse, serialize, unwrap

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OFF = ("0", "false", "off", "none")
_SYMBOL_GREEK = str.maketrans("abgdezhqiklmnxoprstufcyw", "αβγδεζηθικλμνξοπρστυφχψω")
# What Wingdings draws at the places that forms use.
_WINGDINGS = {
    0x6C: "●", 0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x9F: "•",
    0xA1: "○", 0xA4: "◉", 0xA7: "▪", 0xA8: "□", 0xD8: "➢", 0xE0: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓",
    0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def hidden_styles(styles: bytes) -> frozenset[str]:
    """The ids of the styles whose text is hidden, by themselves or by the style that they are based on."""
    root = parse(styles)
    if root is None:
        return frozenset()
    based: dict[str, str] = {}
    said: dict[str, bool] = {}
    for style in root.iter(f"{W}style"):
        name = style.get(f"{W}styleId") or ""
        base, vanish = style.find(f"{W}basedOn"), style.find(f"{W}rPr/{W}vanish")
        based[name] = base.get(f"{W}val") or "" if base is not None else ""
        if vanish is not None:
            said[name] = _is_on(vanish)
    found = set()
    for name in based:
        at, seen = name, set[str]()
        while at and at not in seen and at not in said:
            seen.add(at)
            at = based.get(at, "")
        if said.get(at, False):
            found.add(name)
    return frozenset(found)


def shown(part: bytes, hidden: frozenset[str] = frozenset()) -> bytes:
    """The XML of a part, rewritten; as it is where it cannot be parsed. `hidden` styles hide their text."""
    root = parse(part)
    if root is None:
        return part
    edits: Mapping[str, Callable[[Any], None]] = {**_EDITS, "r": partial(_run, hidden), "tr": _row}
    for element in list(root.iter()):
        edit = edits.get(name_of(element))
        if edit is not None and element.getparent() is not None:
            edit(element)
    return serialize(root)


def _is_on(element: Any) -> bool:
    return (element.get(f"{W}val") or "1").lower() not in _OFF


def _run(hidden: frozenset[str], run: Any) -> None:
    """Takes a hidden run out: by itself, by its style, or by that of its paragraph."""
    if not str(run.tag).startswith(W):
        return
    vanish = run.find(f"{W}rPr/{W}vanish")
    if vanish is not None:
        if _is_on(vanish):
            drop(run)
        return
    if hidden:
        style = run.find(f"{W}rPr/{W}rStyle")
        paragraph = next(run.iterancestors(f"{W}p"), None)
        of_paragraph = paragraph.find(f"{W}pPr/{W}pStyle") if paragraph is not None else None
        if any(said is not None and said.get(f"{W}val") in hidden for said in (style, of_paragraph)):
            drop(run)


def _row(row: Any) -> None:
    """Takes out a row of a table that was struck out or is hidden."""
    hidden = row.find(f"{W}trPr/{W}hidden")
    if row.find(f"{W}trPr/{W}del") is not None or (hidden is not None and _is_on(hidden)):
        drop(row)


def _said(element: Any, text: str) -> None:
    """Puts text into the place of a piece of a run."""
    if name_of(element.getparent()) != "r":
        return
    told = element.makeelement(f"{W}t")
    told.text = text
    element.getparent().replace(element, told)


def _symbol(element: Any) -> None:
    code = int(element.get(f"{W}char") or "0", 16) if _is_hex(element.get(f"{W}char")) else 0
    font = (element.get(f"{W}font") or "").lower()
    if font.startswith(("wingdings", "webdings")):
        sign = _WINGDINGS.get(code & 0xFF, "•") if font == "wingdings" else "□"
    elif 0xF000 <= code <= 0xF0FF:
        sign = chr(code & 0xFF)
        sign = sign.translate(_SYMBOL_GREEK) if font == "symbol" else sign
    else:
        sign = chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE else ""
    _said(element, sign)


def _is_hex(said: str | None) -> bool:
    return bool(said) and len(said or "") <= 6 and all(sign in "0123456789abcdefABCDEF" for sign in said or "")


def _ruby(element: Any) -> None:
    """The text itself, without what is written over it: its runs take the place of the run that holds them."""
    run = element.getparent()
    base = element.find(f"{W}rubyBase")
    if name_of(run) != "r" or base is None:
        return
    after = [item for item in run if run.index(item) > run.index(element)]
    rest = run.makeelement(f"{W}r")
    run.addnext(rest)
    for item in after:
        rest.append(item)
    for inner in reversed(list(base)):
        run.addnext(inner)
    run.remove(element)


def _link(element: Any) -> None:
    for name in (f"{_R}id", f"{W}anchor"):
        element.attrib.pop(name, None)


def _description(element: Any) -> None:
    for name in ("title", "descr"):
        element.attrib.pop(name, None)


def _choice(element: Any) -> None:
    """A drop-down list shows the entry that is chosen."""
    field = element.find(f"{W}ffData/{W}ddList")
    if field is None:
        return
    entries = [entry.get(f"{W}val") or "" for entry in field.findall(f"{W}listEntry")]
    chosen = field.find(f"{W}result")
    chosen = field.find(f"{W}default") if chosen is None else chosen
    at = (chosen.get(f"{W}val") or "0") if chosen is not None else "0"
    if at.isdecimal() and int(at) < len(entries):
        _said(element, entries[int(at)])


def _formula(element: Any) -> None:
    """A formula that is one line of signs is text; of any other stands a sign that one was there."""
    flat = all(name_of(child) == "r" for child in element)
    words = "".join(text.text or "" for text in element.iter() if name_of(text) == "t")
    parent = element.getparent()
    if name_of(parent) == "oMathPara":
        if flat and words:
            told = parent.makeelement(f"{W}r")
            parent.getparent().replace(parent, told)
            parent = told
        else:
            drop(parent)
            return
    run = element.makeelement(f"{W}r")
    told = element.makeelement(f"{W}t")
    told.text = words if flat else OBJECT
    run.append(told)
    if name_of(parent) == "r":
        parent.append(told)
    else:
        parent.replace(element, run)


def _word_art(element: Any) -> None:
    words = element.get("string")
    run = next(element.iterancestors(f"{W}r"), None)
    if words and run is not None:
        told = run.makeelement(f"{W}t")
        told.text = f" {words} "
        run.append(told)


_EDITS: dict[str, Callable[[Any], None]] = {
    "noBreakHyphen": lambda element: _said(element, "-"),
    "softHyphen": drop,
    "sym": _symbol,
    "ruby": _ruby,
    "bdo": unwrap,
    "dir": unwrap,
    "customXml": unwrap,
    "smartTag": unwrap,
    "bookmarkStart": drop,
    "commentRangeStart": drop,
    "commentRangeEnd": drop,
    "commentReference": drop,
    "hyperlink": _link,
    "docPr": _description,
    "blip": drop,
    "imagedata": drop,
    "chart": drop,
    "fldChar": _choice,
    "oMath": _formula,
    "textpath": _word_art,
}
