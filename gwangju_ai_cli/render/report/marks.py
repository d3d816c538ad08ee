"""A text with every fact marked where it stands, and each mark a link to the fact's row.

Spans nest (an amount in a quotation) and now and then cross; links must not hold links. So the spans become a
tree: the innermost are links themselves, and what holds others is a plain stretch with a small link at its end.
That link has a label and no text, so that the text on the page stays the text, to copy too.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType

from markupsafe import Markup

from gwangju_ai_cli.model import EntityFact, Fact, IssueFact, Span
from gwangju_ai_cli.render.plain import terminal_safe

# Of facts with one span, the earlier holds the later: a budget is more than its amount.
_OUTER_FIRST = ("issue", "quote", "budget", "event", "person", "org", "place", "date", "quantity", "money")
_RANK = {kind: rank for rank, kind in enumerate(_OUTER_FIRST)}
_LINE_END = re.compile("\r\n?")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place of a fact: the number of the fact in its document, and of the place among the fact's own."""

    fact: int
    place: int
    kind: str
    span: Span


@dataclass(slots=True)
class Node:
    """A stretch of an occurrence with what stands inside it; `continues` where a crossing span cut it off."""

    occurrence: Occurrence
    start: int
    end: int
    continues: bool = False
    children: list[Node] = field(default_factory=list)


def occurrences(
    facts: Iterable[Fact], again: Mapping[int, Sequence[Span]] = MappingProxyType({})
) -> list[list[Occurrence]]:
    """The places of each fact: every mention of an entity, every figure of a finding, else the fact's own span.

    `again` has, by the fact's number, the places where the text says it once more.

    >>> from gwangju_ai_cli.pipeline import extract
    >>> places = occurrences(extract("총 480억원(국비 240억원, 시비 200억원)을 들인다.", kinds=["money"]).facts)
    >>> [(place.span.start, place.span.end) for fact in places for place in fact]
    [(2, 7), (11, 16), (21, 26)]
    """
    out = []
    for number, fact in enumerate(facts):
        spans = fact.mentions if isinstance(fact, EntityFact) else fact.spans if isinstance(fact, IssueFact) else ()
        whole = [
            span for span in dict.fromkeys((*(spans or (fact.span,)), *again.get(number, ()))) if span.start < span.end
        ]
        out.append([Occurrence(number, place, fact.kind, span) for place, span in enumerate(whole)])
    return out


def nest(places: Iterable[Occurrence]) -> list[Node]:
    """The occurrences as a forest, in the order of the text. One that crosses the end of another is cut there.

    >>> outer, inner = Occurrence(0, 0, "quote", Span(0, 4)), Occurrence(1, 0, "money", Span(2, 6))
    >>> [(node.start, node.end, [(n.start, n.end) for n in node.children]) for node in nest([outer, inner])]
    [(0, 4, [(2, 4)]), (4, 6, [])]
    """
    waiting = [
        (place.span.start, -place.span.end, _RANK.get(place.kind, 0), number, place, False)
        for number, place in enumerate(places)
    ]
    heapq.heapify(waiting)
    roots: list[Node] = []
    around: list[Node] = []
    while waiting:
        start, end, rank, number, place, continues = heapq.heappop(waiting)
        while around and around[-1].end <= start:
            around.pop()
        stop = -end
        if around and around[-1].end < stop:
            stop = around[-1].end
            heapq.heappush(waiting, (stop, end, rank, number, place, True))
        node = Node(place, start, stop, continues)
        (around[-1].children if around else roots).append(node)
        around.append(node)
    return roots


def mark_text(text: str, places: Iterable[Occurrence], doc: str, describe: Callable[[int], tuple[str, str]]) -> Markup:
    """The text as HTML. `doc` is the document's prefix of ids, `describe` gives a fact's tip and its tag's label.

    >>> place = Occurrence(0, 0, "money", Span(2, 5))
    >>> print(mark_text("약 3만원", [place], "d1", lambda fact: ("금액", "금액")))
    약 <a class="m money" id="d1f0m0" href="#d1f0" title="금액">3만원</a>
    """
    return Markup("".join(_pieces(text, 0, len(text), nest(places), doc, describe, None)))


def mark_id(doc: str, place: Occurrence) -> str:
    """The id of a mark, which its row leads back to."""
    return f"{doc}f{place.fact}m{place.place}"


def _pieces(
    text: str,
    start: int,
    end: int,
    nodes: list[Node],
    doc: str,
    describe: Callable[[int], tuple[str, str]],
    late: list[str] | None,
) -> Iterator[str]:
    # `late` takes the tags of marks that end where the mark around them does: inside, a tag would wear the
    # underline of a finding. HTML by hand is for speed: whatever comes out of a text goes through `escape` or
    # `shown`; kinds and ids are ours.
    at = start
    for node in nodes:
        yield shown(text[at : node.start])
        at = node.end
        place = node.occurrence
        kind, row = place.kind, f"{doc}f{place.fact}"
        tip, label = map(escape, describe(place.fact))
        name = "" if node.continues else f' id="{mark_id(doc, place)}"'
        if not node.children:
            words = shown(text[node.start : node.end])
            yield f'<a class="m {kind}"{name} href="#{row}" title="{tip}">{words}</a>'
            continue
        yield f'<span class="m {kind}"{name} tabindex="-1">'
        tags: list[str] = []
        yield from _pieces(text, node.start, node.end, node.children, doc, describe, tags)
        yield "</span>"
        if node.end == place.span.end:
            tags.append(f'<a class="t {kind}" href="#{row}" title="{tip}" aria-label="{label}"></a>')
        if late is not None and node.end == end:
            late += tags
        else:
            yield from tags
    yield shown(text[at:end])


def shown(text: str) -> str:
    """A piece of a text as HTML: escaped, line ends as a page counts them, nothing in it unseen."""
    return escape(terminal_safe(_LINE_END.sub("\n", text) if "\r" in text else text))
