"""Sums that a table states: rows whose last column, and columns whose last row, is headed 계 or 합계."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import comparable
from gwangju_ai_cli.checks.claims.model import SumClaim
from gwangju_ai_cli.grid import divided_cells
from gwangju_ai_cli.model import Fact, MoneyFact, Span

_TOTAL = regex.compile(r"(?:총\s?)?(?:합\s?계|총\s?계|계|총액|총사업비|총예산)")
_SUBTOTAL = regex.compile(r"소\s?계|중\s?계")
# Columns of no amounts, whatever a table's unit makes of their years and numbers.
_NO_AMOUNTS = regex.compile(
    r".*(?:기\s?간|연\s?도|년\s?도|번\s?호|연\s?번|비\s?고|내용|위치|부서|구\s?분)|.*명(?:\s?칭)?"
)
_NOTHING = regex.compile(r"[-–—·.]?|0")
# Columns beside the total that are no parts of it.
_APART = regex.compile(r"소\s?계|중\s?계|집행|잔액|증감|전년|당초|기정|이월|투자액|본예산|단가|비율|결산")
_LINE = regex.compile(r"[^\n]+")
_RULE = regex.compile(r"[\s|:=+-]+")


@dataclass(frozen=True, slots=True)
class _Row:
    """One line's cells: the words of each, and the amount where a cell is one."""

    words: tuple[str, ...]
    amounts: tuple[MoneyFact | None, ...]

    def total_column(self) -> int | None:
        """The one column headed as a total; None where there is none or several."""
        found = [index for index, word in enumerate(self.words) if _TOTAL.fullmatch(word)]
        return found[0] if len(found) == 1 else None

    def amount(self, index: int) -> MoneyFact | None:
        """The amount of a column; None where there is none, or the row ends before it."""
        return self.amounts[index] if index < len(self.amounts) else None

    def is_empty(self, index: int) -> bool:
        """Whether a column's cell says that there is nothing: empty, a dash, 0."""
        return index >= len(self.words) or _NOTHING.fullmatch(self.words[index]) is not None

    def parts(self, columns: list[int]) -> list[MoneyFact | None]:
        """The amounts of some columns, those that hold nothing left out; None for a cell that tells something else."""
        return [self.amount(index) for index in columns if not self.is_empty(index)]


def table_claims(analysis: Analysis) -> Iterator[SumClaim]:
    """Every total of a table of money, by row and by column; the table is lines of tabs or bars."""
    if "\t" not in analysis.text and "|" not in analysis.text:
        return
    for rows in _tables(analysis):
        head = rows[0]
        column = head.total_column()
        for row in rows[1:]:
            if column is not None and len(row.amounts) == len(head.words) and not any(map(_APART.search, head.words)):
                told = [index for index in _amount_columns(rows) if index != column]
                yield from _claim(row.amounts[column], row.parts(told))
        last = rows[-1]
        if len(rows) >= 4 and last.words and _TOTAL.fullmatch(last.words[0]):
            for index in _amount_columns(rows):
                yield from _column(rows[1:], index)


def _amount_columns(rows: list[_Row]) -> list[int]:
    """The columns behind the first that hold amounts: not those of names, times and remarks."""
    head, *below = rows
    return [
        index
        for index in range(1, len(head.words))
        if not _NO_AMOUNTS.fullmatch(head.words[index]) and any(row.amount(index) for row in below)
    ]


def _column(rows: list[_Row], index: int) -> Iterator[SumClaim]:
    """A column's total, and its subtotals where it has some: each parts into the rows since the one before it."""
    parts: list[MoneyFact | None] = []
    since: list[MoneyFact | None] = []
    for row in rows[:-1]:
        amount = row.amount(index)
        if amount is None and row.is_empty(index):
            continue
        if _SUBTOTAL.fullmatch(row.words[0]):
            yield from _claim(amount, since)
            parts.append(amount)
            since = []
        else:
            since.append(amount)
    yield from _claim(rows[-1].amount(index), parts + since)


def _claim(total: MoneyFact | None, parts: list[MoneyFact | None]) -> Iterator[SumClaim]:
    found: list[Fact] = [part for part in parts if part is not None]
    if total is not None and len(found) == len(parts) >= 2 and all(comparable(part, total) for part in found):
        yield SumClaim(total, tuple(found), complete=True)


def _tables(analysis: Analysis) -> Iterator[list[_Row]]:
    """Runs of lines with the same number of cells, headed by one without amounts."""
    money = {fact.start: fact for fact in analysis.facts("money") if isinstance(fact, MoneyFact)}
    rows: list[_Row] = []
    for line in _LINE.finditer(analysis.text):
        if _RULE.fullmatch(line.group()):
            continue
        row = _row(analysis.text, line, money)
        # "합계 | 96" under three columns: empty cells at the end of a line of tabs are none.
        short = "|" not in line.group() and len(row.words) > 1 and bool(rows) and len(row.words) < len(rows[0].words)
        if len(row.words) < 2 or (rows and len(row.words) != len(rows[0].words) and not short):
            if len(rows) >= 2:
                yield rows
            rows = []
        if len(row.words) >= 2 and (rows or not any(row.amounts)):
            rows.append(row)
    if len(rows) >= 2:
        yield rows


def _row(text: str, line: regex.Match[str], money: dict[int, MoneyFact]) -> _Row:
    cells = divided_cells(text, Span(*line.span()))
    found = [(cell, money.get(cell.start)) for cell in cells]
    amounts = tuple(fact if fact is not None and fact.end >= cell.end else None for cell, fact in found)
    return _Row(tuple(cell.of(text) for cell in cells), amounts)
