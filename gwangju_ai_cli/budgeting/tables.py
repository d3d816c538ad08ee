"""Amounts in the cells of a table: what their row and their column are called."""

from __future__ import annotations

import regex

from gwangju_ai_cli.budgeting import words
from gwangju_ai_cli.budgeting.frames import Desk, Found, Frame
from gwangju_ai_cli.grid import divided_cells
from gwangju_ai_cli.model import Fact, Funding, Period, Span

TOTAL = regex.compile(r"^(?:계|합계|총계|소계|총액|총사업비|사업비|전체)$")
_LOOK_BACK = 30


def row_of(money: Fact, desk: Desk) -> tuple[Span, ...]:
    """The cells of the row that an amount stands in."""
    return divided_cells(desk.text, desk.analysis.sentence_at(money.start).span)


def column_head(money: Fact, desk: Desk) -> Span | None:
    """The cell that heads the column of an amount: in the nearest row above with as many cells and no amounts."""
    sentence = desk.analysis.sentence_at(money.start)
    row = divided_cells(desk.text, sentence.span)
    at = next((index for index, cell in enumerate(row) if cell.overlaps(money.span)), None)
    if at is None:
        return None
    for before in desk.sentences_before(sentence, _LOOK_BACK):
        head = divided_cells(desk.text, before.span)
        if not head:
            continue
        if len(head) == len(row) and not desk.money_in(before.span):
            return head[at]
    return None


def row_head(frame: Frame, desk: Desk) -> Span | None:
    """The first cell of an amount's row, where it holds no amount itself."""
    row = divided_cells(desk.text, frame.sentence.span)
    first = next((cell for cell in row if cell.start < cell.end), None)
    return first if first is not None and not desk.is_money(first) else None


def source(frame: Frame, desk: Desk) -> Found[tuple[Funding, ...]] | None:
    """The source that heads the column, or the row."""
    for head in (column_head(frame.money, desk), row_head(frame, desk)):
        name = words.sources().get(head.of(desk.text)) if head else None
        if head and name:
            return Found((Funding(name, frame.money.amount),), head)
    return None


def period(frame: Frame, desk: Desk) -> Found[Period] | None:
    """The year that heads the column, or the row."""
    for head in (column_head(frame.money, desk), row_head(frame, desk)):
        for fact in desk.dates_in(head) if head else ():
            return Found(Period(fact.value, fact.start_date, fact.end_date), fact.span)
    return None


def is_total(money: Fact, desk: Desk) -> bool:
    """Whether the column says that it sums up the others: 계, 합계, 총사업비."""
    head = column_head(money, desk)
    return bool(head and TOTAL.match(head.of(desk.text)))
