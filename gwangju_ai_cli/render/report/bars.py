"""The budgets of a document as bars: totals with their parts, a chart a currency, every scale even and from zero.

A bar whose length is an amount can be neither logarithmic nor broken and stay true. Where amounts lie so far
apart that the small ones would vanish, they get a chart of their own, with its own scale written at it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from gwangju_ai_cli.model import BudgetFact
from gwangju_ai_cli.wording import write_money

FAR_TIMES = 40
"""An amount so many times the next smaller one parts the chart."""
MOST_BARS = 40
MOST_TICKS = 3


@dataclass(slots=True)
class Bar:
    """One budget, or several that say the same; places and widths are percents of the chart."""

    fact: BudgetFact
    numbers: list[int]
    label: str
    note: str
    x: float = 0.0
    width: float = 0.0
    more: float = 0.0
    """What a range adds up to its upper end."""

    @property
    def amount(self) -> str:
        """The amount in words."""
        return write_money(self.fact.amount, self.fact.amount_max, self.fact.currency, self.fact.modifier)

    @property
    def top(self) -> Decimal:
        """The most that it says."""
        return max(self.fact.amount or Decimal(0), self.fact.amount_max or Decimal(0))


@dataclass(slots=True)
class Group:
    """A budget with the parts that the text gives of it; `stacked` where they stand one after the other in it."""

    head: Bar
    parts: list[Bar] = field(default_factory=list)
    stacked: bool = False


@dataclass(slots=True)
class Chart:
    """Budgets of one currency on one scale."""

    currency: str | None
    groups: list[Group]
    ticks: list[tuple[float, str]] = field(default_factory=list)
    left_out: int = 0
    scale: str = ""

    @property
    def unit(self) -> str:
        """The currency in words."""
        return write_money(Decimal(1), None, self.currency).lstrip("1 ")


def draw_charts(budgets: Sequence[tuple[int, BudgetFact]]) -> list[Chart]:
    """The charts of a document's budgets, given with their numbers; budgets without an amount have no bar.

    >>> won = [BudgetFact(source="", start=0, end=1, text="", rule="", amount=Decimal(n), currency="KRW")
    ...        for n in (3_000_000_000, 2_000_000_000)]
    >>> [(group.head.amount, group.head.width) for group in draw_charts(list(enumerate(won)))[0].groups]
    [('30억원', 100.0), ('20억원', 66.67)]
    """
    currencies: dict[str | None, list[Group]] = {}
    for group in _groups([(number, fact) for number, fact in budgets if fact.amount is not None and fact.amount > 0]):
        currencies.setdefault(group.head.fact.currency, []).append(group)
    charts = []
    for currency, groups in currencies.items():
        shown, left_out = _largest(groups)
        scales = _scales(shown)
        for number, level in enumerate(scales):
            charts.append(_finish(Chart(currency, level), several=len(scales) > 1))
            charts[-1].left_out = left_out if number == len(scales) - 1 else 0
    return charts


def _groups(budgets: Sequence[tuple[int, BudgetFact]]) -> list[Group]:
    """Each total with the nearest parts of the amounts it names; what is no part of one stands alone."""
    totals: dict[int, list[tuple[int, BudgetFact]]] = {}
    taken: set[int] = set()
    for number, total in budgets:
        if total.role != "total":
            continue
        for amount in total.parts:
            near = [
                (abs(part.start - total.start), index, part)
                for index, part in budgets
                if index not in taken
                and index != number
                and part.role == "part"
                and part.amount == amount
                and part.currency == total.currency
            ]
            if near:
                _, index, part = min(near, key=lambda found: found[:2])
                taken.add(index)
                totals.setdefault(number, []).append((index, part))
    groups: dict[object, Group] = {}
    for number, fact in budgets:
        if number in taken:
            continue
        parts = sorted(totals.get(number, []), key=lambda part: part[0])
        said = _said(fact), tuple(_said(part) for _, part in parts)
        if said in groups:  # the headline and the text
            known = groups[said]
            known.head.numbers.append(number)
            for bar, (index, _) in zip(known.parts, parts, strict=True):
                bar.numbers.append(index)
            continue
        head = Bar(fact, [number], *_words(fact))
        groups[said] = Group(head, [Bar(part, [index], *_words(part, fact)) for index, part in parts])
    return list(groups.values())


def _said(fact: BudgetFact) -> tuple[object, ...]:
    return fact.amount, fact.amount_max, fact.currency, fact.modifier, fact.period, fact.payer, fact.project, fact.phase


def _words(fact: BudgetFact, total: BudgetFact | None = None) -> tuple[str, str]:
    """What a bar is called, and what else is said of it. A part is called by what parts it from its total."""
    project = fact.project if total is None or fact.project != total.project else None
    funding = ", ".join(source.source for source in fact.funding)
    period = fact.period.value.replace("/", "~").replace("..", "") if fact.period and fact.period.value else ""
    payer = fact.payer if total is None or fact.payer != total.payer else None
    named = " ".join(word for word in (project, fact.phase) if word)
    label = named or (funding if total is not None else "") or payer or (period if total is not None else "")
    notes = [word for word in dict.fromkeys((payer, period, funding)) if word and word != label]
    return label or fact.text, " · ".join(notes)


def _largest(groups: list[Group]) -> tuple[list[Group], int]:
    """The groups with the largest amounts, in the order of the text, and how many are left out."""
    room = sorted(groups, key=lambda group: -group.head.top)
    bars = 0
    kept: list[Group] = []
    for group in room:
        bars += 1 + len(group.parts)
        if bars > MOST_BARS and kept:
            break
        kept.append(group)
    known = {id(group) for group in kept}
    return [group for group in groups if id(group) in known], len(groups) - len(kept)


def _scales(groups: list[Group]) -> list[list[Group]]:
    """Groups parted where the next smaller amount would be too small to see beside the larger ones."""
    ordered = sorted((group.head.top for group in groups), reverse=True)
    for larger, smaller in pairwise(ordered):
        if larger > FAR_TIMES * smaller:
            above = [group for group in groups if group.head.top >= larger]
            return [above, *_scales([group for group in groups if group.head.top < larger])]
    return [groups]


def _finish(chart: Chart, *, several: bool) -> Chart:
    most = max(bar.top for group in chart.groups for bar in (group.head, *group.parts))

    def share(amount: Decimal) -> float:
        return round(float(100 * amount / most), 2)

    for group in chart.groups:
        for bar in (group.head, *group.parts):
            low = bar.fact.amount or Decimal(0)
            bar.width, bar.more = share(low), round(share(bar.top) - share(low), 2)
        # Parts stand one after the other under their total, where they are parts of it and not of something more.
        if group.parts and sum(part.top for part in group.parts) <= group.head.top:
            group.stacked = True
            at = Decimal(0)
            for part in group.parts:
                part.x = share(at)
                at += part.fact.amount or Decimal(0)
    step = _step(most)
    chart.ticks = [
        (share(step * number), write_money(step * number, None, chart.currency) if number else "0")
        for number in range(int(most / step) + 1)
    ]
    chart.scale = write_money(most, None, chart.currency) if several else ""
    return chart


def _step(most: Decimal) -> Decimal:
    """A round distance between ticks, so that there are few of them.

    >>> _step(Decimal(1_000_000_000_000)), _step(Decimal(48))
    (Decimal('500000000000.0'), Decimal('20'))
    """
    unit = Decimal(10) ** most.adjusted()
    sizes = (unit * size for size in map(Decimal, ("0.25", "0.5", "1", "2", "5")))
    return next((size for size in sizes if most / size <= MOST_TICKS), most)
