"""XML parts of documents, parsed without entities, network or depth, for those who rewrite them."""

from __future__ import annotations

from typing import Any

OBJECT = "\ufffc"
"""Stands for a formula within a line: what is before it and what is after it are no one number."""


def parse(part: bytes) -> Any | None:
    """The root of a part; None where it is not well-formed, declares a DTD, or is nested deeper than any honest one."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        return None
    return None if root.getroottree().docinfo.doctype else root


def serialize(root: Any) -> bytes:
    """The part of a root, in UTF-8."""
    from lxml import etree

    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def name_of(element: Any) -> str:
    """The name of an element without its namespace; empty for None."""
    return "" if element is None else str(element.tag).rpartition("}")[2]


def beside(element: Any, name: str) -> str:
    """The tag `name` in the namespace of an element."""
    space, brace, _ = str(element.tag).rpartition("}")
    return f"{space}{brace}{name}"


def drop(element: Any) -> None:
    """Takes an element out, and leaves the text behind it."""
    parent = element.getparent()
    if parent is None:
        return
    _say(element, element.tail or "")
    parent.remove(element)


def unwrap(element: Any) -> None:
    """Puts the children of an element into its place."""
    for child in list(element):
        element.addprevious(child)
    drop(element)


def replace_by_text(element: Any, text: str) -> None:
    """Puts text into the place of an element that stands within text."""
    _say(element, text)
    drop(element)


def _say(element: Any, text: str) -> None:
    """Adds text before an element."""
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent = element.getparent()
        parent.text = (parent.text or "") + text
