"""Which lines of a page are its article: those that trafilatura finds, and all of their column where it finds less."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from gwangju_ai_cli.documents.html_shown import ShownLine, is_set

ENOUGH = 0.9
"""The share of a column's characters that has to be found for the rest to be taken for no part of the article."""
_FURNITURE = frozenset({"nav", "footer", "aside", "form", "button", "menu", "dialog", "figcaption", "select", "label"})
_NAMED = re.compile(
    r"(?:^|[-_ ])(?:nav|gnb|lnb|snb|menu|foot|footer|copy|copyright|aside|side|sidebar|related|relation|recommend"
    r"|banner|ads?|advert\w*|sns|share|comments?|reply|replies|breadcrumb|location|paging|pagination|popup|rank\w*|popular"
    r"|tags?|login|search|reporter|journalist|byline|caption|photo|skip)(?:$|[-_ \d])",
    re.IGNORECASE,
)
_LINKED = 0.6
"""The share of an element's characters in links from which on it leads elsewhere."""
_MOST_LINKED = 3_000
_SENTENCE = 30
"""Characters of a line from which on it is no word of a menu."""
_BESIDE = 2
"""How many times as long as a column its box may be to be of the article too."""
_SHORT = 200
"""Characters below which what was found in a page's menus alone is no article."""
_FOOTING = re.compile(r"저작권|Copyright|All rights reserved|무단\s?(?:전재|복제)|등록번호|발행인", re.IGNORECASE)


def compact(text: str) -> str:
    """A text without its blanks, and without the hyphens that only line ends show.

    >>> compact("예산 50억원 ")
    '예산50억원'
    """
    return "".join(text.replace("\u00ad", "").replace("\u200b", "").split())


def article_of(lines: Sequence[ShownLine], found: str) -> list[ShownLine]:
    """The lines of the article, `found` being its words as trafilatura has them.

    Lines that are alike are all kept, with what else stands in their column but menus, captions and links. Where that
    column is the page itself, what stands around them is taken only where they are too few of its words. A page that
    한글 saved is an article from end to end.
    """
    known: dict[Any, bool] = {}
    rest = [line for line in lines if not _is_furniture(line.element, known)]
    kept = [line for line in lines if _is_in(line, found)]
    own = [line for line in kept if not _is_furniture(line.element, known)]
    ours = set(map(id, own))
    # A headline in a menu is not the headline, and "경제" is a word of every second article.
    said = {line.text for line in own}
    kept = [line for line in kept if id(line) in ours or (line.text not in said and len(line.text) >= _SENTENCE)]
    of_article = [line.element for line in own]
    if not kept or (not of_article and len(found) < _SHORT) or any(map(is_set, lines)):
        return rest
    column, inside = _widened(_column(of_article or [kept[0].element]), rest)
    taken = {id(line) for line in (*kept, *inside)}
    if _size(kept) >= ENOUGH * _size(inside) and column.tag in ("body", "html"):
        first, last = lines.index(kept[0]), len(lines) - lines[::-1].index(kept[-1])
        return [line for line in lines[first:last] if id(line) in taken]
    return [line for line in lines if id(line) in taken and not _FOOTING.search(line.text)]


def _widened(column: Any, lines: Sequence[ShownLine]) -> tuple[Any, list[ShownLine]]:
    """A column with what stands beside it in its box, a table or a list as long as itself, and its lines."""
    boxes = [column, *column.iterancestors()]
    ranks = {box: rank for rank, box in enumerate(boxes)}
    ranked = [(line, _rank(line.element, ranks)) for line in lines]
    sizes = [0] * (len(boxes) + 1)
    for line, rank in ranked:
        sizes[rank] += len(compact(line.text))
    reach, size = 0, sizes[0]
    for rank, box in enumerate(boxes[1:], start=1):
        if box.tag in ("body", "html") or size + sizes[rank] > _BESIDE * size:
            break
        reach, size = rank, size + sizes[rank]
    return boxes[reach], [line for line, rank in ranked if rank <= reach]


def _rank(element: Any, ranks: dict[Any, int]) -> int:
    """Which of some boxes, each in the next, is the least that holds an element."""
    return next((ranks[up] for up in (element, *element.iterancestors()) if up in ranks), len(ranks))


def _size(lines: Sequence[ShownLine]) -> int:
    return sum(len(compact(line.text)) for line in lines)


def _is_in(line: ShownLine, found: str) -> bool:
    if not line.is_row:
        return compact(line.text).translate(_PLAIN) in found
    cells = [compact(cell).translate(_PLAIN) for cell in line.text.strip("| ").split(" | ")]
    cells = [cell for cell in cells if cell and cell != "-"]
    return bool(cells) and sum(cell in found for cell in cells) * 2 > len(cells)


_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", "0123456789+-=()n0123456789+-=()")


def _column(elements: Sequence[Any]) -> Any:
    """The element that most of some elements stand in, and as little else as can be."""
    counts: dict[Any, int] = {}
    for element in elements:
        for up in (element, *element.iterancestors()):
            counts[up] = counts.get(up, 0) + 1
    first = elements[0]
    chain = [first, *first.iterancestors()]
    return next((up for up in chain if counts[up] * 10 >= 9 * len(elements)), chain[-1])


def _is_furniture(element: Any, known: dict[Any, bool]) -> bool:
    """Whether an element, or one that it stands in, only surrounds an article."""
    asked = []
    for up in (element, *element.iterancestors()):
        if up not in known:
            asked.append(up)
            said = _surrounds(up)
            if said is None:
                continue
            known[up] = said
        known |= dict.fromkeys(asked, known[up])
        return known[up]
    known |= dict.fromkeys(asked, False)
    return False


def _surrounds(element: Any) -> bool | None:
    """Whether an element only surrounds an article; None where the one around it tells."""
    if element.tag in _FURNITURE:
        return True
    if element.tag in ("body", "html", "article", "main"):
        return False
    if element.tag == "header" and next(element.iterancestors("article", "main"), None) is None:
        return True
    if element.tag != "h1" and _NAMED.search(f"{element.get('id') or ''} {element.get('class') or ''}"):
        return True
    return True if element.tag in ("ul", "ol", "dl", "p", "div", "li") and _is_linked(element) else None


def _is_linked(element: Any) -> bool:
    """Whether most of an element's words are links; one with many words is not asked."""
    said = 0
    for words in element.itertext():
        said += len(compact(words))
        if said > _MOST_LINKED:
            return False
    linked = sum(len(compact(words)) for link in element.iter("a") for words in link.itertext())
    return said > 0 and linked > _LINKED * said
