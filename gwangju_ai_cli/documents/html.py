"""Web pages: the article without menus, related news and footers, as a browser shows it; its tables; its own date."""

from __future__ import annotations

import copy
import re
from functools import cache
from typing import Any

from gwangju_ai_cli.documents.asides import Aside, tell_asides
from gwangju_ai_cli.documents.html_article import article_of, compact
from gwangju_ai_cli.documents.html_dates import find_date
from gwangju_ai_cli.documents.html_shown import is_hidden, shown_lines
from gwangju_ai_cli.documents.model import Extract, PageDone, ReadError, Request, unheard

PAGE_BYTES = 20 * 2**20
_SHORT = 40
"""Characters of an article below which it is taken from all the page's words."""
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
    return extract(decode(raw, request.encoding), everything=request.everything)


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


def extract(markup: str, *, everything: bool = False) -> Extract:
    """The title, the article's paragraphs and tables, with the page's date; with `everything` the rest of it too."""
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
    shown = shown_lines(tree)
    day, origin = find_date(tree, shown)
    title = _title(tree)
    article = article_of(shown, _main_text(tree))
    lines = [line.text for line in article if not _ASIDE.match(line.text)]
    if not lines:
        raise ReadError("no article is in it, only menus and scripts; open it and save the text")
    if title and not any(title in line for line in lines[:3]):
        lines.insert(0, title)
    while len(lines) > 1 and len(lines[-1]) < 100 and _TAIL.search(lines[-1]):
        lines.pop()
    kept = set(lines)
    around = [Aside("page furniture", line.text) for line in shown if line.text not in kept]
    if everything:
        lines += (aside.text for aside in around)
    return Extract("\n".join(lines), (), day, origin, left_out=() if everything else tell_asides(around))


def _main_text(tree: Any) -> str:
    """The words of the article as trafilatura finds it, without blanks; empty where it finds none."""
    import trafilatura

    shown = copy.deepcopy(tree)
    for element in [
        item for item in shown.iter() if isinstance(item.tag, str) and item.tag != "head" and is_hidden(item)
    ]:
        if element.getparent() is not None and element.tag not in ("head", "title", "meta"):
            element.drop_tree()
    found = trafilatura.bare_extraction(
        shown, include_comments=False, include_tables=True, with_metadata=False, config=_settings()
    )
    body = getattr(found, "body", None)
    return compact("".join(body.itertext())) if body is not None else ""


@cache
def _settings() -> Any:
    """trafilatura's own settings, but for short articles: below 250 characters it would give up their structure."""
    from trafilatura.settings import use_config

    settings = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORT))
    return settings


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
