"""Web pages through trafilatura: the article without menus, related news and footers; its tables; its own date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from gwangju_ai_cli.documents.html_dates import find_date
from gwangju_ai_cli.documents.model import Extract, PageDone, ReadError, Request, unheard
from gwangju_ai_cli.documents.tables import GridCell, table_lines

PAGE_BYTES = 20 * 2**20
TABLES = 500
_SPAN = 200
_SHORT = 40
"""Characters of an article below which it is taken from all the page's words."""
_DIGIT = re.compile(r"[0-9]")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_KOREAN = (
    "euc-kr",
    "euckr",
    "ks_c_5601-1987",
    "ksc5601",
    "ks_c_5601",
    "korean",
    "ms949",
    "x-windows-949",
    "uhc",
    "cp949",
)
_NOT_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What sites put between the paragraphs of an article: another article's headline.
_ASIDE = re.compile(
    r"[\[<(【▶☞■]*\s*(?:관련\s?(?:기사|뉴스)|추천\s?(?:기사|뉴스)|많이 본 (?:기사|뉴스)|이전글|다음글|함께 (?:본|보면))"
)
# What they put under it: a sentence of it is no fact of the article.
_TAIL = re.compile(
    r"저작권자|무단\s?(?:전재|복제|배포)|재배포\s?금지|Copyright|All rights reserved|기사\s?제보|^[☞▶]|구독|좋아요"
    r"|^(?:관련|추천|많이 본|인기)\s?(?:기사|뉴스)|^#\S+(?:\s#\S+)*$|[\w.-]+@[\w-]+\.\w",
    re.IGNORECASE,
)


def read(request: Request, _: PageDone = unheard) -> Extract:
    """The article of a web page. Raises ReadError where its bytes are no text or no article is in it."""
    with open(request.path, "rb") as file:  # noqa: PTH123
        raw = file.read(PAGE_BYTES + 1)
    if len(raw) > PAGE_BYTES:
        raise ReadError(f"the page has more than {PAGE_BYTES:,} bytes; give the article alone")
    return extract(decode(raw, request.encoding))


def decode(raw: bytes, encoding: str | None = None) -> str:
    """The markup: by the encoding given, a byte order mark, strict UTF-8, the page's own charset, CP949, in this order.

    >>> decode('<meta charset="euc-kr"><p>예산'.encode("cp949"))[-2:]
    '예산'
    """
    candidates = [encoding] if encoding else []
    if not encoding:
        for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
            if raw.startswith(mark):
                candidates.append(name)
        declared = _DECLARED.search(raw[:4096])
        said = declared[1].decode("ascii").lower() if declared else ""
        candidates += ["utf-8", "cp949" if said in _KOREAN else said, "cp949"]
    for name in filter(None, candidates):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    # A page with one broken byte, as a cut advertisement leaves it, is a page all the same; the byte is shown.
    return raw.decode(candidates[0] if encoding else "cp949" if candidates[-2] == "cp949" else "utf-8", "replace")


def extract(markup: str) -> Extract:
    """The title, the article's paragraphs and tables, with the page's date."""
    import trafilatura
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = html.document_fromstring(_NOT_TEXT.sub("", markup).encode("utf-8"), parser=parser)
    except etree.ParserError as error:
        raise ReadError("there are no elements in it; is it a web page?") from error
    # A stray comment before everything else is taken for the root.
    tree = next((node for node in (tree, *tree.itersiblings()) if isinstance(node.tag, str)), None)
    if tree is None:
        raise ReadError("there are no elements in it; is it a web page?")
    # The parser drops what lies deeper than it goes, and only its log says so.
    if any("RESOURCE_LIMIT" in entry.type_name for entry in parser.error_log):
        raise ReadError("its elements are nested deeper than in any honest page; open it and save the text")
    day, origin = find_date(tree)
    for table in list(tree.iter("table"))[:TABLES]:
        _spread(table)
    found = trafilatura.bare_extraction(
        tree, include_comments=False, include_tables=True, with_metadata=False, config=_settings()
    )
    body = getattr(found, "body", None)
    if body is None:
        raise ReadError("no article is in it, only menus and scripts; open it and save the text")
    lines = [line for line in _lines(body) if line and not _ASIDE.match(line)]
    title = _title(tree)
    if title and not any(title in line for line in lines[:3]):
        lines.insert(0, title)
    while len(lines) > 1 and len(lines[-1]) < 100 and _TAIL.search(lines[-1]):
        lines.pop()
    return Extract("\n".join(lines), (), day, origin)


@cache
def _settings() -> Any:
    """trafilatura's own settings, but for short articles: below 250 characters it would give up their structure."""
    from trafilatura.settings import use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORT))
    return settings


def _spread(table: Any) -> None:
    """Gives each row a cell for the one that reaches down into it: with its words, where they are a name.

    trafilatura knows no cells over several rows, and moves what stands beside them under another head.
    """
    waiting: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        below: dict[int, tuple[int, str]] = {}
        column = 0
        for cell in (*(cell for cell in row if cell.tag in ("td", "th")), None):
            while column in waiting:
                left, words = waiting.pop(column)
                copy = _cell(row, words)
                if cell is None:
                    row.append(copy)
                else:
                    cell.addprevious(copy)
                if left > 1:
                    below[column] = left - 1, words
                column += 1
            if cell is None:
                break
            down, wide = _span(cell, "rowspan"), _span(cell, "colspan")
            if down > 1:
                del cell.attrib["rowspan"]
                words = " ".join(cell.text_content().split())
                for at in range(column, column + wide):
                    below[at] = down - 1, "" if at > column or _DIGIT.search(words) else words
            column += wide
        waiting = below


def _cell(row: Any, words: str) -> Any:
    cell = row.makeelement("td")
    cell.text = words
    return cell


def _span(cell: Any, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return min(_SPAN, max(1, int(said))) if said.isdecimal() and len(said) < 6 else 1


def _lines(body: Any) -> Iterator[str]:
    for element in body.iterchildren("*"):
        if element.tag == "table":
            yield from table_lines(
                [[GridCell((_words(cell),)) for cell in row.iter("cell")] for row in element.iter("row")]
            )
        elif element.tag == "list":
            for item in element.iter("item"):
                yield _words(item)
        elif element.tag in ("div", "quote") and any(child.tag in ("p", "table", "list", "head") for child in element):
            yield from _lines(element)
        else:
            yield from (" ".join(part.split()) for part in _broken(element).split("\n"))


def _words(element: Any) -> str:
    return " ".join(_broken(element).split())


def _broken(element: Any) -> str:
    """The text of an element, a line end where <br> stood."""
    pieces: list[str] = []
    for node in element.iter():
        if node.tag == "lb":
            pieces.append("\n")
        if node.text:
            pieces.append(node.text.replace("\n", " "))
        if node is not element and node.tail:
            pieces.append(node.tail.replace("\n", " "))
    return "".join(pieces)


def _title(tree: Any) -> str:
    """The headline: the only <h1>, else what the page calls itself to others."""
    heads = [" ".join(head.text_content().split()) for head in tree.iter("h1")]
    heads = [head for head in heads if head]
    if len(heads) == 1:
        return heads[0]
    for meta in tree.iter("meta"):
        if meta.get("property") == "og:title" and meta.get("content"):
            return " ".join(meta.get("content").split())
    return ""
