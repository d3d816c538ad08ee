"""From text to readings: finds each time expression of a sentence and says what it names, unresolved.

One scan finds where an expression can begin; from there small patterns are tried in the order in which Korean
puts a date together. Offsets are those of the whole text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gwangju_ai_cli.facts.dates import lexicon as lex
from gwangju_ai_cli.facts.dates import starts
from gwangju_ai_cli.facts.dates.blockers import HINT, near_miss
from gwangju_ai_cli.facts.dates.drafts import Found
from gwangju_ai_cli.facts.dates.expressions import FOUR, may_be_year, read_expression
from gwangju_ai_cli.facts.dates.recurring import read_recurring
from gwangju_ai_cli.facts.dates.titles import in_title
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.patterns import pattern

# What can follow figures in a date, a time or a length; other figures (4061억원, 8개사) are passed over.
_DATES = (
    r"['’‘][0-9]{2}\s?[.~]|(?:19|20)[0-9]{6}(?![0-9])|['’‘]?[0-9]{1,4}\.\s?[0-9]{1,2}\.|['’‘]?[0-9][0-9,.]*\s?(?:[년월일시분주달박세사Q~\-/·:(여초,-]|개월|개년|개\s?분기"
    r"|회계|학년도|학기|천\s?(?:\d{1,3}|\d백\s?\d{0,2})\s?년|영업일|[aApP]\.?[mM]|[만천백]\s?(?:여\s?|\d{1,4}천?\s?)?[년시일]|내지)"
)
_YEAR_TITLE = pattern(r"(?:19|20)\d\d(?!\d)")
_RUN = r"['’‘]?\d+(?:[.,]\d+)*"
# One look tells most figures from all that may be a date or resemble one, and where they end.
_FIGURES = pattern(rf"(?:{HINT}|{_DATES}|{FOUR})|(?P<run>{_RUN})")
_DATING, _FIGURES_RUN = pattern(_DATES), pattern(_RUN)


def parse(text: str, stretches: Sequence[Span]) -> Iterator[Found]:
    """The time expressions of some stretches (sentences, in order), none over their ends or over another; near
    misses come without a reading.

    >>> text = "오는 6~11일 5·18민주광장에서 3일간"
    >>> [found.rule for found in parse(text, [Span(0, len(text))])]
    ['date.range.short', 'date.block.event', 'date.length']
    """
    if not stretches:
        return
    ahead = iter(stretches)
    stretch = next(ahead)
    pos, end = stretch.start, stretch.end
    for candidate in starts.start_pattern().finditer(text, pos, stretches[-1].end):
        at = candidate.start()
        if text[at] in starts.FIGURES:
            heads = None
        elif (heads := starts.heads_of(text[at : at + 3])) is None:
            continue
        while at >= end:
            stretch = next(ahead)
            pos, end = stretch.start, stretch.end
        if at < pos:
            continue
        if heads is None and text[at] not in "38":  # 3·1절, 8·15 광복절
            figures = _FIGURES.match(text, at)
            if figures is not None and figures.lastgroup:
                pos = figures.end()
                continue
        head = starts.head_at(text, at, end, heads) if heads is not None else ("num", at + 1)
        if head is None:
            continue
        kind, stop = head
        found = _found(text, kind, at, stop, end)
        if found is not None:
            if found.reading is not None and in_title(text, found.span) and not _YEAR_TITLE.match(text, at):
                found = Found(found.span, "date.block.title", None, {})
            yield found
            pos = max(found.span.end, at + 1)
        elif kind == "num":
            run = _FIGURES_RUN.match(text, at)
            pos = run.end() if run else at + 1
        else:
            pos = stop if kind == "word" else at + 1


def _found(text: str, kind: str, at: int, stop: int, end: int) -> Found | None:
    """The expression with that kind of head, which goes from `at` to `stop`; `end` is that of the sentence."""
    if kind == "blocked":
        return Found(Span(at, stop), "date.block.name", None, {})
    if kind == "every":
        return read_recurring(text, at, end)
    if kind == "num" and not (text[at] in "38" and lex.word_at(text, at, end)):  # 3·1절, 8·15 광복절
        if found := near_miss(text, at):
            return found
        if not _DATING.match(text, at) and not may_be_year(text, at):
            return None
    return read_expression(text, at, end, kind)
