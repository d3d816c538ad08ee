"""What an HWPX section shows, in the shapes that dochan reads: hyphens, ruby and numbers of captions as text, captions
as paragraphs; and without what it does not show: names of bookmarks, addresses of links, scripts of formulas, charts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gwangju_ai_cli.documents.xml_parts import OBJECT, beside, drop, name_of, parse, replace_by_text, serialize, unwrap

_SHAPES = frozenset({"rect", "ellipse", "line", "polygon", "curve", "arc", "container", "connectLine", "ole", "video"})
_BLOCKS = _SHAPES | {"tbl", "pic"}
_UNSHOWN = frozenset({"bookmark", "indexmark"})
_COUNTED = frozenset({"TABLE", "PICTURE", "EQUATION"})


def shown(section: bytes) -> bytes:
    """The XML of a section, rewritten; as it is where it cannot be parsed: dochan says then what is wrong with it."""
    root = parse(section)
    if root is None:
        return section
    for element in list(root.iter()):
        edit = _EDITS.get(name_of(element))
        if edit is not None and element.getparent() is not None:
            edit(element)
    for element in list(root):
        if name_of(element) in _BLOCKS:
            _into_paragraph(element)
        elif name_of(element) == "subList":
            unwrap(element)
    return serialize(root)


def _said(element: Any, text: str) -> None:
    """Puts text into the place of an element, within the text of a run or between it."""
    parent = element.getparent()
    if name_of(parent) == "t":
        replace_by_text(element, text)
    elif name_of(parent) == "run":
        said = element.makeelement(beside(element, "t"))
        said.text = text
        parent.replace(element, said)
    else:
        drop(element)


def _ruby(element: Any) -> None:
    """덧말: the text itself, without what is written over it."""
    _said(element, "".join("".join(child.itertext()) for child in element if name_of(child) == "mainText"))


def _formula(element: Any) -> None:
    holder = element.getparent() if name_of(element.getparent()) == "ctrl" else element
    run = holder.getparent()
    if name_of(run) != "run":
        drop(holder)
        return
    paragraph = run.getparent()
    words = "".join("".join(text.itertext()) for part in paragraph for text in part if name_of(text) == "t")
    _said(holder, OBJECT if words.strip() else "")


def _control(element: Any) -> None:
    """A bookmark goes; of a field stays what it shows, of the number of a table or picture the number."""
    for child in element:
        name = name_of(child)
        if name in _UNSHOWN:
            drop(element)
            return
        if name == "fieldBegin":
            for told in list(child):
                child.remove(told)  # the address of a link, the memo of a field
        elif name == "autoNum" and child.get("numType", "").upper() in _COUNTED and child.get("num"):
            _said(element, child.get("num"))
            return


def _caption(element: Any) -> None:
    """The caption of a shape, as paragraphs behind the one that holds the shape; dochan reads those of other things."""
    owner = element.getparent()
    holder = next((up for up in owner.iterancestors() if name_of(up) == "p"), None)
    if name_of(owner) not in _SHAPES or holder is None or holder.getparent() is None:
        return
    for paragraph in reversed([item for item in element.iter() if name_of(item) == "p"]):
        paragraph.tail = None
        holder.addnext(paragraph)
    owner.remove(element)


def _word_art(element: Any) -> None:
    if element.get("text"):
        _said(element, f"\n{element.get('text')}\n")


def _form(element: Any) -> None:
    """A box with the words beside it: ☑ where it is checked."""
    caption = element.get("caption") or ""
    if name_of(element.getparent()) == "ctrl":
        element = element.getparent()
    if name_of(element.getparent()) == "run":
        _said(element, f" {caption} " if caption else "")


def _into_paragraph(element: Any) -> None:
    """A table straight under the section, into a paragraph of its own."""
    paragraph, run = element.makeelement(beside(element, "p")), element.makeelement(beside(element, "run"))
    element.getparent().replace(element, paragraph)
    paragraph.append(run)
    run.append(element)


_EDITS: dict[str, Callable[[Any], None]] = {
    "hyphen": lambda element: _said(element, "-"),
    "dutmal": _ruby,
    "equation": _formula,
    "ctrl": _control,
    "caption": _caption,
    "textart": _word_art,
    "chart": drop,
    "btn": _form,
    "checkBtn": _form,
    "radioBtn": _form,
}
