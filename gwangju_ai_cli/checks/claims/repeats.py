"""Figures that a text says twice: in its headline and its lead, or a project's total in two sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import Bounds, bounds_of, comparable, figure_of, value_of
from gwangju_ai_cli.checks.claims.changes import UNSUMMED
from gwangju_ai_cli.model import BudgetFact, Fact, MoneyFact, QuantityFact, Span

LONGEST_HEADLINE = 70
LEAD_SENTENCES = 3
"""Sentences of a body that repeat its headline."""
CLOSE = Decimal("0.05")
"""How far, as a share, a headline may round what the body says to the last digit."""
SLIP = Decimal(2)
"""Two figures farther apart than by this factor are of two things."""

_ENDS = regex.compile(r"[.?!]\s*$")
_NOT_EXACT = regex.compile(r"\s?(?:돌파|넘|시대|육박|이상|이하|이내|대(?![가-힣])|안팎|훌쩍|웃|밑|↑|↓|\+|선\s|규모|여)")
_COMPARED = regex.compile(r"\)?\s?(?:보다|대비|에 비해|에서|이던|였던|에 견줘)|\s?중\s|\s?가운데")
_WORD = regex.compile(r"[가-힣A-Za-z]{2,}")
_PARTICLE = regex.compile(r"(?<=[가-힣]{2})(?:에게|에서|으로|은|는|이|가|을|를|에|의|로|과|와|도)$")
_TOTAL = regex.compile(r"총\s?(?:사업비|공사비|예산|투자비|투자액|건립비)(?:는|은|가|이|만)?\s?(?:약\s?)?$")
_MOVED = regex.compile(r"당초|애초|기존|처음|종전|변경|증액|감액|늘|줄|불어|올[랐리려]|깎|낮|추가|→|재산정|조정")
_EVERYDAY = frozenset(
    [
        "올해",
        "내년",
        "지난해",
        "작년",
        "이번",
        "전체",
        "모두",
        "규모",
        "예산",
        "총",
        "최대",
        "최근",
        "약",
        "국비",
        "도비",
        "시비",
        "군비",
        "구비",
        "투입",
        "확보",
        "지원",
        "이상",
    ]
)


@dataclass(frozen=True, slots=True)
class RepeatClaim:
    """`first` and `again` are said of one thing."""

    first: Fact
    again: Fact


def repeat_claims(analysis: Analysis) -> Iterator[RepeatClaim]:
    """Every figure of the headline that the lead repeats, and every two totals of one project."""
    yield from _of_headline(analysis)
    yield from _of_totals(analysis)


def headline_of(analysis: Analysis) -> Span | None:
    """The first line, where it is a headline: short, no sentence, and more text below it."""
    text = analysis.text
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0 or not text[end:].strip() or not 4 <= end - start <= LONGEST_HEADLINE:
        return None
    return None if _ENDS.search(text, start, end) else Span(start, end)


def _figures(analysis: Analysis) -> list[Fact]:
    found = [*analysis.facts("money"), *analysis.facts("quantity")]
    return [fact for fact in found if not (isinstance(fact, QuantityFact) and fact.unit in UNSUMMED)]


def _of_headline(analysis: Analysis) -> Iterator[RepeatClaim]:
    headline = headline_of(analysis)
    if headline is None:
        return
    figures = _figures(analysis)
    body = [fact for fact in figures if fact.start >= headline.end]
    for fact in figures:
        if fact.end > headline.end or _NOT_EXACT.match(analysis.text, fact.end):
            continue
        alike = [other for other in body if comparable(fact, other)]
        if any(_says(fact, other) for other in alike) or _follows(fact, alike):
            continue
        label = _words_around(analysis.text, headline.start, fact, headline.end, 24)
        said = [other for other in alike if _repeats(analysis, headline, fact, other, label)]
        if len(said) == 1:
            yield RepeatClaim(fact, said[0])


def _says(fact: Fact, other: Fact) -> bool:
    """Whether a figure of the body is what the headline says, rounded perhaps."""
    one, two = bounds_of(fact), bounds_of(other)
    value, exact = value_of(fact), value_of(other)
    if one is None or two is None or one.meets(two):
        return True
    figure, finer = figure_of(fact), figure_of(other)
    rounder = figure is not None and finer is not None and figure[2] > finer[2]
    return rounder and value is not None and exact is not None and abs(value - exact) <= CLOSE * exact


def _follows(fact: Fact, others: list[Fact]) -> bool:
    """Whether a headline's figure is what two of the body make: their sum, or by how much one went up."""
    stated = bounds_of(fact)
    if stated is None:
        return True
    every = [bounds for bounds in map(bounds_of, others) if bounds is not None and bounds.high.is_finite()]
    total = Bounds(Decimal(0), Decimal(0))
    for bounds in every:
        total = total + bounds
    if len(every) > 1 and total.meets(stated):
        return True
    return any(
        (one + two).meets(stated) or (one - two).meets(stated) or (two - one).meets(stated)
        for one, two in combinations(every[:12], 2)
    )


def _words_around(text: str, start: int, fact: Fact, end: int, reach: int) -> set[str]:
    """The words beside a figure, without particles: those within `reach` characters before it, the one behind it."""
    before = _WORD.findall(text[max(start, fact.start - reach) : fact.start])
    after = _WORD.findall(text[fact.end : min(end, fact.end + 10)])[:1]
    return {_PARTICLE.sub("", word) for word in (*before, *after)} - _EVERYDAY


def _repeats(analysis: Analysis, headline: Span, fact: Fact, other: Fact, label: set[str]) -> bool:
    """Whether a figure of the lead is said of the same: two words around it, and it is as large as a slip makes it."""
    first = analysis.sentence_at(headline.end + 1).index
    if analysis.sentence_at(other.start).index - first >= LEAD_SENTENCES or _COMPARED.match(analysis.text, other.end):
        return False
    value, said = value_of(fact), value_of(other)
    if not value or not said or not 1 / SLIP < value / said < SLIP:
        return False
    sentence = analysis.sentence_at(other.start).span
    near = _words_around(analysis.text, sentence.start, other, sentence.end, 40)
    nearest = _PARTICLE.sub("", (_WORD.findall(analysis.text[headline.start : fact.start]) or [""])[-1])
    shared = {word for word in label if any(word in there or there in word for there in near)}
    return len(shared) >= 2 or (len(nearest) >= 2 and nearest not in _EVERYDAY and nearest in near and bool(shared))


def _of_totals(analysis: Analysis) -> Iterator[RepeatClaim]:
    if _TOTAL_SOMEWHERE.search(analysis.text) is None:
        return
    totals = [
        fact
        for fact in analysis.facts("budget")
        if isinstance(fact, BudgetFact)
        and fact.project
        and _TOTAL.search(analysis.text, max(0, fact.start - 12), fact.start)
    ]
    money = {fact.start: fact for fact in analysis.facts("money") if isinstance(fact, MoneyFact)}
    for first, again in combinations(totals, 2):
        if _same_project(first, again) and not _moved(analysis, first, again):
            one, two = money.get(first.start), money.get(again.start)
            if one is not None and two is not None:
                yield RepeatClaim(one, two)


_TOTAL_SOMEWHERE = regex.compile(r"총\s?(?:사업비|공사비|예산|투자비|투자액|건립비)")


def _same_project(first: BudgetFact, again: BudgetFact) -> bool:
    one, two = ("".join((fact.project or "").split()) for fact in (first, again))
    near = bool(first.amount and again.amount) and 1 / SLIP < (first.amount or 1) / (again.amount or 1) < SLIP
    return near and one == two and first.phase == again.phase and first.payer in (again.payer, None)


def _moved(analysis: Analysis, first: BudgetFact, again: BudgetFact) -> bool:
    """Whether the text says that the total has changed, or the figures agree."""
    begin = analysis.sentence_at(first.start).span.start
    end = analysis.sentence_at(again.start).span.end
    one, two = bounds_of(first), bounds_of(again)
    return _MOVED.search(analysis.text, begin, end) is not None or one is None or two is None or one.meets(two)
