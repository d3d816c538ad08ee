"""Amounts of money: every way Korean text writes one, with currency, bounds and what makes it approximate.

An amount is a number next to a currency (4061억원, ₩10,000, 미화 300만 달러), a number that the words around it
make money (4000억 투자, 연봉 5억), or a figure of a table under a unit line (단위: 백만원). The number is taken
whole and parsed by `numerals`; one that is malformed becomes a rejection under the name of the rule it breaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.facts.money import amounts, currencies
from gwangju_ai_cli.facts.money.amounts import Amount
from gwangju_ai_cli.facts.money.implied import implied_amounts
from gwangju_ai_cli.facts.money.named import named_amounts
from gwangju_ai_cli.facts.money.shared import breakdowns, shared_units
from gwangju_ai_cli.facts.money.tables import TableFigure, table_figures, table_money, unit_lines
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.modifiers import read_around
from gwangju_ai_cli.korean.numerals import Malformed
from gwangju_ai_cli.model import Column, Fact, Mention, MoneyFact, Rejection
from gwangju_ai_cli.wording import write_money

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis
    from gwangju_ai_cli.matching import Context

# Figures, or number words with a unit, or number words glued to a currency.
TRIGGER = regex.compile(
    r"[0-9]|[십백천만억조][ \t\r\n]?(?:여[ \t]?)?[가-힣A-Z$]|[영일이삼사오육칠팔구](?:달러|센트|불|파운드|루피)|[점쩜]"
)

COLUMNS = (
    Column("금액", lambda fact: write_money(fact.amount, fact.amount_max, fact.currency, fact.modifier), "right", 3),
    Column("통화", lambda fact: fact.currency or "", ratio=1),
    Column("원문", lambda fact: fact.text, ratio=3),
)

_BLOCK_ORDER, _COLUMN_ORDER, _TABLE_ORDER = -1, 0, 1


def detect(analysis: Analysis) -> Iterable[Mention]:
    """Every amount beside a currency, by its context, and under a unit line."""
    text = analysis.text
    known = amounts.find_amounts(text)
    implied = (*implied_amounts(text, known), *shared_units(text, known), *breakdowns(text, known))
    torn = {half.start for half in numerals.torn_at_line_ends(text)}
    for amount in (*known, *implied, *named_amounts(text)):
        guard = amount.guard or ("torn" if amount.span.start in torn else None)
        rule = f"money.not.{guard}" if guard else amount.rule
        yield Mention("money", amount.span, rule, blocker=guard is not None, reading=amount)
    lines = unit_lines(text)
    for line in lines:
        yield Mention("money", line, "money.not.unit_line", blocker=True)
    tables = table_money(text)
    for span in tables.others:
        yield Mention("money", span, "money.not.other_column", order=_BLOCK_ORDER, blocker=True)
    for figure in tables.headed:
        yield _of_table(figure, "money.column", _COLUMN_ORDER)
    for figure in (*(table_figures(text) if lines else ()), *tables.captioned):
        yield _of_table(figure, "money.table", _TABLE_ORDER)


def _of_table(figure: TableFigure, rule: str, order: int) -> Mention:
    amount = Amount(
        figure.span,
        rule,
        figure.number,
        currency=currencies.resolve_code(figure.currency, None, ""),
        factor=figure.scale,
        negative=figure.negative,
        evidence=(("unit_line", figure.unit_line),),
    )
    return Mention("money", figure.span, rule, order=order, reading=amount)


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """The amount in base units of its currency; a Rejection for a malformed number or a falling range."""
    amount: Amount = mention.reading
    first, last = amount.first, amount.last
    if isinstance(last, Malformed):
        return Rejection("money", mention.span, last.rule, last.reason)
    if isinstance(first, Malformed):
        return Rejection("money", mention.span, first.rule, first.reason)
    low, high, unit = last.low, last.high, last.unit
    approximate = amount.approximate or last.approx
    if first is not None:
        first = numerals.inherit(first, last)
        low, unit, approximate = first.low, min(unit, first.unit), approximate or first.approx
        if low > high:
            return Rejection("money", mention.span, "money.range.falling", f"{low} is more than {high}")
    sign = -1 if amount.negative else 1
    low, high = sorted(sign * (value * amount.factor + amount.addition) for value in (low, high))
    analysis = context.analysis
    span = mention.span
    around = read_around(analysis.text, span.start, span.end, approximate=approximate, is_range=first is not None)
    return MoneyFact(
        source=analysis.doc.source,
        start=span.start,
        end=span.end,
        text=span.of(analysis.text),
        rule=mention.rule,
        evidence={**dict(amount.evidence), **around.evidence()},
        amount=low,
        amount_max=high if high != low else None,
        currency=amount.currency,
        modifier=around.modifier,
        unit=unit * amount.factor,
    )
