"""What the page says of one document: everything its template shows, in words, none of it escaped yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import Any

from markupsafe import Markup

from gwangju_ai_cli.heading import find_heading
from gwangju_ai_cli.model import (
    BudgetFact,
    Column,
    DateFact,
    EntityFact,
    EventFact,
    Fact,
    IssueFact,
    PersonFact,
    QuoteFact,
)
from gwangju_ai_cli.registry import load_module
from gwangju_ai_cli.render import Result
from gwangju_ai_cli.render.places import line_and_column
from gwangju_ai_cli.render.plain import printable
from gwangju_ai_cli.render.report import bars, timeline
from gwangju_ai_cli.render.report.marks import mark_id, mark_text, occurrences
from gwangju_ai_cli.repeats import fold_repeats

TITLES = {
    "budget": "예산",
    "quote": "말",
    "date": "날짜",
    "person": "사람",
    "org": "기관·단체",
    "event": "사건",
    "money": "금액",
    "quantity": "수량",
    "place": "장소",
    "issue": "점검",
}
CHECKS = {
    "sum": "합계",
    "share": "비율",
    "product": "곱",
    "difference": "증감",
    "conversion": "환산",
    "weekday": "요일",
    "duration": "기간",
    "range": "범위",
    "count": "개수",
    "repeat": "반복",
}
_UNRESOLVED = {
    "duration": "길이",
    "recurring": "되풀이",
    "time": "시각",
    "date": "풀지 못한 날짜",
    "range": "풀지 못한 기간",
}
_SENTENCE_END = re.compile(r"(?<=[다요까]\.)\s")
_BETWEEN = "\x1f"  # no cell holds a control
# What stands over the headline of a press release: when it may be printed.
_RELEASED = re.compile(r"[|\s]*(?:보도|배포|작성|게시|등록)\s?(?:일시|일자|시점|일)\b")
LONGEST_TITLE, LONGEST_LABEL = 60, 15
NEAR = 12
"""Documents that a browser lays out at once; it does the later ones as a reader comes to them."""
MOST_LINKS = 12
"""Mentions of one entity that its row leads to; the others lead to the row all the same."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the page to lead to."""

    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What `check` says of a document, with the figures it speaks of."""

    id: str
    code: str
    message: str
    place: str
    figures: list[Link]


@dataclass(frozen=True, slots=True)
class Row:
    """One fact in its table; `cells` and the `links` to its places are escaped and joined, for there are many."""

    id: str
    cells: Markup
    links: Markup


@dataclass(slots=True)
class Table:
    """The facts of one kind."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page needs to know of a document after its section is written: its line in the contents."""

    id: str
    title: str
    source: str
    date: str
    counts: dict[str, int]
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Page:
    """One document's section; `gaps` are what of the document could not be read."""

    entry: Entry
    number: int
    characters: int
    gaps: list[str]
    text: Markup
    tables: list[Table]
    charts: list[bars.Chart]
    panels: list[timeline.Panel]
    apart: list[tuple[str, list[Link]]]


def view_document(result: Result, number: int, kinds: Sequence[str], *, repeats: bool = False) -> Page:
    """The section of the document with that number, its tables in the order of `kinds`.

    What a text says twice has one row that leads to both places; with `repeats` each has its own.
    """
    doc, prefix = result.document, f"d{number}"
    facts, again = (list(result.facts), {}) if repeats else fold_repeats(result.facts)
    places = occurrences(facts, again)
    tables: dict[str, Table] = {}
    labels: list[tuple[str, str]] = []
    findings: list[Finding] = []
    counts: dict[str, int] = {}
    for index, fact in enumerate(facts):
        counts[fact.kind] = counts.get(fact.kind, 0) + 1
        links = [Link(mark_id(prefix, place), printable(place.span.of(doc.text))) for place in places[index]]
        if isinstance(fact, IssueFact):
            line = f"{line_and_column(doc, fact.start)[0]}째 줄"
            place = f"{fact.page}쪽, {line}" if fact.page else line
            findings.append(_finding(fact, f"{prefix}f{index}", links, place))
            labels.append((f"점검: {printable(fact.message)}", "점검"))
            continue
        if fact.kind not in tables:
            tables[fact.kind] = Table(fact.kind, TITLES.get(fact.kind, fact.kind), load_module(fact.kind).COLUMNS)
        cells = [printable(column.cell(fact) or "") for column in tables[fact.kind].columns]
        if isinstance(fact, BudgetFact):
            cells[0] = cells[0].replace("= ", "총 ").removeprefix("· ")
        row = Row(f"{prefix}f{index}", _cells(cells), _links(links, fact.page))
        tables[fact.kind].rows.append(row)
        label = f"{TITLES.get(fact.kind, fact.kind)}: {_said(fact, cells)}"
        labels.append((f"{label} ({fact.rule.partition('+')[0]})", label))
    order = [kind for kind in TITLES if kind in tables] + [kind for kind in kinds if kind in tables]
    entry = Entry(
        prefix,
        _title(doc.text, doc.source),
        printable(doc.source),
        doc.reference_date.isoformat() if doc.reference_date else "",
        counts,
        findings,
    )
    flat = [place for fact_places in places for place in fact_places]
    return Page(
        entry,
        number,
        len(doc.text),
        [printable(gap) for gap in doc.gaps],
        mark_text(doc.text, flat, prefix, labels.__getitem__),
        [tables[kind] for kind in dict.fromkeys(order)],
        bars.draw_charts([(index, fact) for index, fact in enumerate(facts) if isinstance(fact, BudgetFact)]),
        timeline.draw_panels(_dated(facts), doc.reference_date),
        _apart(facts, prefix),
    )


def _finding(fact: IssueFact, name: str, links: list[Link], place: str) -> Finding:
    return Finding(name, CHECKS.get(fact.code, fact.code), printable(fact.message), place, links)


def _cells(cells: list[str]) -> Markup:
    return Markup(escape(_BETWEEN.join(cells), quote=False).replace(_BETWEEN, "</td><td>"))


def _links(links: list[Link], page: int | None) -> Markup:
    """The way to each place in the text, and the page that the first stands on, where the document has pages."""
    shown = "".join(
        f'<a href="#{link.target}" aria-label="본문: {escape(link.text)}">{number if number > 1 else "본문"}</a>'
        for number, link in enumerate(links[:MOST_LINKS], 1)
    )
    more = f'<span class="note">외 {len(links) - MOST_LINKS}</span>' if links[MOST_LINKS:] else ""
    return Markup(shown + more + (f' <span class="note">{page}쪽</span>' if page else ""))


def _said(fact: Fact, cells: list[str]) -> str:
    """The value of a fact in a few words."""
    if isinstance(fact, QuoteFact):
        return printable(fact.speaker or "말한 이를 모름")
    if isinstance(fact, DateFact):
        return printable(fact.value or fact.text)
    if isinstance(fact, PersonFact):
        return " ".join(cell for cell in (cells[0], cells[1]) if cell)
    if isinstance(fact, EntityFact):
        return printable(fact.name)
    return " ".join(cell for cell in cells[:3] if cell) if isinstance(fact, EventFact) else cells[0]


def _title(text: str, source: str) -> str:
    """The document's headline; where it has none the first sentence, where that is short enough, else its name."""
    heading = find_heading(text)
    lines = (line.strip() for line in text.splitlines() if line.strip() and not _RELEASED.match(line))
    first = heading.title.of(text) if heading else next(lines, "")
    if not first:
        return printable(source)
    if len(first) > LONGEST_TITLE:
        first = _SENTENCE_END.split(first, maxsplit=1)[0]
    return printable(shorten(first, LONGEST_TITLE))


def shorten(words: str, most: int) -> str:
    """At most so many characters, with a sign where some are left out.

    >>> shorten("이용섭 광주시장, 실리콘밸리 방문", 8)
    '이용섭 광주시…'
    """
    return words if len(words) <= most else words[: most - 1].rstrip(" ,") + "…"


def _dated(facts: Sequence[Fact]) -> list[timeline.Item]:
    """Dated facts and budget periods, with what the text says happens then."""
    happens: dict[str, str] = {}
    kind_of = next(iter(load_module("event").COLUMNS))
    for fact in facts:
        if isinstance(fact, EventFact) and fact.date:
            who = f"{fact.actors[0]} " if fact.actors else ""
            happens.setdefault(fact.date, printable(shorten(who + kind_of.cell(fact), LONGEST_LABEL)))
    out = []
    for index, fact in enumerate(facts):
        if isinstance(fact, DateFact) and (fact.start_date or fact.end_date):
            shown = printable(shorten(fact.text, LONGEST_LABEL))
            when = " ".join(part for part in (_period(fact.start_date, fact.end_date), fact.start_time or "") if part)
            said = when if when.replace(" ", "") != fact.text.replace(" ", "") else ""
            value = " · ".join(part for part in (said, happens.get(fact.value or "", "")) if part)
            out.append(timeline.Item(index, "date", shown, value, fact.start_date, fact.end_date))
        elif isinstance(fact, BudgetFact) and fact.period and (fact.period.start_date or fact.period.end_date):
            start, end = fact.period.start_date, fact.period.end_date
            shown = printable(shorten(bars.Bar(fact, [], "", "").amount or fact.text, LONGEST_LABEL))
            what = printable(shorten(fact.phase or fact.project or "", LONGEST_LABEL))
            value = " · ".join(part for part in (_period(start, end), what) if part)
            out.append(timeline.Item(index, "budget", shown, value, start, end))
    return out


def _period(start: date | None, end: date | None) -> str:
    """A stretch of time in words, open or not."""
    if start and end:
        return timeline.write_period(start, end)
    if end:
        whole = (end.month, end.day) == (12, 31)
        return timeline.write_period(date(end.year, 1, 1) if whole else end, end) + "까지"
    if start:
        whole = (start.month, start.day) == (1, 1)
        return timeline.write_period(start, date(start.year, 12, 31) if whole else start) + "부터"
    return ""


def _apart(facts: Sequence[Fact], prefix: str) -> list[tuple[str, list[Link]]]:
    """Dates without a place on the calendar, by what they are."""
    groups: dict[str, list[Link]] = {}
    for index, fact in enumerate(facts):
        if isinstance(fact, DateFact) and not (fact.start_date or fact.end_date):
            groups.setdefault(_UNRESOLVED[fact.type], []).append(Link(f"{prefix}f{index}", printable(fact.text)))
    return list(groups.items())


def summary(entry: Entry) -> list[tuple[str, str, int]]:
    """The kinds of an entry with their titles and counts, for the contents: the four that say most of a text."""
    return [
        (kind, TITLES[kind], entry.counts[kind])
        for kind in ("budget", "date", "org", "quote")
        if entry.counts.get(kind)
    ]


def template_words() -> dict[str, Any]:
    """Names that the templates use."""
    return {"TITLES": TITLES, "summary": summary, "TOP": timeline.TOP, "NEAR": NEAR}
