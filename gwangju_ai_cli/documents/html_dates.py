"""The day a web page says it was published: its metadata, or a labelled line (입력 2019.10.03) of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from gwangju_ai_cli.dateline import labelled_date
from gwangju_ai_cli.documents.html_shown import ShownLine

KOREA = timezone(timedelta(hours=9))
# In the order of trust. What was modified, indexed or crawled when is not when it was published.
_META = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date.issued",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "pubdate",
    "publishdate",
    "article.published",
    "parsely-pub-date",
    "date",
)
_ARTICLES = frozenset(
    {
        "Article",
        "NewsArticle",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReviewNewsArticle",
        "BlogPosting",
        "Report",
        "WebPage",
        "PressRelease",
    }
)
# "등록번호 … 등록일 …", "발행인": when the newspaper was founded.
_IMPRINT = re.compile(r"등록번호|발행인|편집인|제호|창간|사업자|발행일")
_PUT_IN = re.compile(r"입력|송고|승인|보\s?도\s?(?:일|시)")
_LINE = 160
"""Characters of a line that may be a page's furniture."""
_FOOT = re.compile(r"foot|copyright|comment|reply|relat|imprint", re.IGNORECASE)
_YEARS = range(1950, 2100)
_DAY = re.compile(r"\s*((?:19|20)\d\d)(?:[-./]\s?|\s?년\s?)?(\d{1,2})(?:[-./]\s?|\s?월\s?)?(\d{1,2})")


def find_date(tree: Any, lines: Sequence[ShownLine] = ()) -> tuple[str | None, str | None]:
    """The ISO day of publication and where it stands; (None, None) where the page does not say.

    `lines` are those that it shows: paragraphs, and rows of tables whose cells hold the label and the day.
    """
    for found, origin in (*_in_metadata(tree), *_in_json(tree)):
        if found:
            return found.isoformat(), origin
    known: dict[Any, bool] = {}
    told = [line.text for line in lines if len(line.text) <= _LINE and not _is_foot(line.element, known)]
    return _in_lines([*told, *_furniture(tree, known)])


def parse_day(said: str) -> date | None:
    """The day in Korea that a timestamp of metadata names.

    >>> parse_day("2019-10-02T23:30:00Z"), parse_day("2019-10-03 09:12"), parse_day("20191003091200")
    (datetime.date(2019, 10, 3), datetime.date(2019, 10, 3), datetime.date(2019, 10, 3))
    >>> parse_day("어제") is None
    True
    """
    try:
        moment = datetime.fromisoformat(said.strip())
    except ValueError:
        match = _DAY.match(said)
        if match is None:
            return None
        try:
            day = date(*(int(part) for part in match.groups()))
        except ValueError:
            return None
    else:
        day = (moment.astimezone(KOREA) if moment.tzinfo else moment).date()
    return day if day.year in _YEARS else None


def _in_metadata(tree: Any) -> Iterator[tuple[date | None, str]]:
    said: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if meta.get("content"):
            said.setdefault(name.strip().lower(), meta.get("content"))
    for time in tree.iter("time"):
        if time.get("datetime") and (time.get("itemprop") == "datePublished" or time.get("pubdate") is not None):
            said.setdefault("datepublished", time.get("datetime"))
    for name in _META:
        if name in said:
            yield parse_day(said[name]), f"meta {name}"


def _in_json(tree: Any) -> Iterator[tuple[date | None, str]]:
    for script in tree.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json" or not script.text:
            continue
        try:
            root = json.loads(script.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(root, 0):
            kinds = item.get("@type")
            said = item.get("datePublished")
            if isinstance(said, str) and _ARTICLES.intersection(kinds if isinstance(kinds, list) else [str(kinds)]):
                yield parse_day(said), "JSON-LD datePublished"


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects that a page describes: itself, and the members of its graph; not what it links to."""
    if isinstance(value, list):
        for item in value[:50]:
            yield from _objects(item, depth + 1) if depth < 3 else ()
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1) if depth < 3 else ()


def _in_lines(lines: Iterable[str]) -> tuple[str | None, str | None]:
    """The day of the one labelled line, those of its putting in before those of a list's entries; several that
    disagree are none."""
    found: dict[date, str] = {}
    sure: dict[date, str] = {}
    for words in lines:
        if (day := labelled_date(words)) and not _IMPRINT.search(words):
            (sure if _PUT_IN.search(words) else found).setdefault(day, words)
    for days in (sure, found):
        if len(days) == 1:
            ((day, words),) = days.items()
            return day.isoformat(), f"“{words}”"
        if days:
            break
    return None, None


def _furniture(tree: Any, known: dict[Any, bool]) -> Iterator[str]:
    """The short pieces of a page, a label with what it labels."""
    for element in tree.iter("span", "p", "div", "li", "em", "dt", "dd", "th", "td", "time", "strong"):
        if len(element) > 12 or _is_foot(element, known):
            continue
        words = " ".join(element.text_content().split()) if _is_short(element) else ""
        after = element.getnext() if element.tag in ("dt", "th") else None
        if after is not None and _is_short(after):
            words = f"{words} {' '.join(after.text_content().split())}"
        if 8 <= len(words) <= 80:
            yield words


def _is_foot(element: Any, known: dict[Any, bool]) -> bool:
    """Whether an element is of a page's foot, or of what others wrote under it; `known` are those asked before."""
    asked = []
    said = False
    for up in (element, *element.iterancestors()):
        if up in known:
            said = known[up]
            break
        asked.append(up)
        if up.tag == "footer" or _FOOT.search(f"{up.get('id')} {up.get('class')}"):
            said = True
            break
    known |= dict.fromkeys(asked, said)
    return said


def _is_short(element: Any) -> bool:
    """Cheap enough to look at: a page's outer boxes hold all of it."""
    return sum(len(piece) for _, piece in zip(range(40), element.itertext(), strict=False)) <= 400
