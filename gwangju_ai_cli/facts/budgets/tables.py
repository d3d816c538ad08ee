"""Amounts in the cells of a table: what their row and their column are called."""

from __future__ import annotations

from datetime import date

import regex

from gwangju_ai_cli.facts.budgets import words
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.grid import divided_cells
from gwangju_ai_cli.model import Fact, Funding, Period, Sentence, Span

TOTAL = regex.compile(r"^(?:계|합계|총계|소계|총액|총사업비|사업비|전체)$")
_LOOK_BACK = 30
# The column whose cells say what a row is of, where the first only sorts or counts them (구분, 연번).
_NAMING = regex.compile(
    r"(?:(?:세부|단위|주요|내역|투자)\s?)?(?:사\s?업|과\s?제|공\s?사|용\s?역|행\s?사|시\s?설|프로그램)\s?명?"
)
_YEAR = regex.compile(r"(?:19|20)\d\d")
_TIMES = regex.compile(
    r"(?:(?:사업|공사|추진|운영|행사)\s?)?기\s?간|(?:준공|착공|회계|사업)?\s?(?:연|년)\s?도|연\s?번|순\s?번|번\s?호"
)


def row_of(money: Fact, desk: Desk) -> tuple[Span, ...]:
    """The cells of the row that an amount stands in."""
    return divided_cells(desk.text, desk.analysis.sentence_at(money.start).span)


def column_head(money: Fact, desk: Desk) -> Span | None:
    """The cell that heads the column of an amount: in the nearest row above with as many cells and no amounts."""
    sentence = desk.analysis.sentence_at(money.start)
    row = divided_cells(desk.text, sentence.span)
    at = next((index for index, cell in enumerate(row) if cell.overlaps(money.span)), None)
    head = head_of(sentence, row, desk) if at is not None else None
    return divided_cells(desk.text, head.span)[at] if head is not None and at is not None else None


def head_of(sentence: Sentence, row: tuple[Span, ...], desk: Desk) -> Sentence | None:
    """The line that heads the table of a row: the nearest one above with as many cells and no amounts.

    "합계 | 96" under three columns: the last cells of a line of tabs may be empty, and so left out.
    """
    tabs = "|" not in sentence.span.of(desk.text)
    for before in desk.sentences_before(sentence, _LOOK_BACK) if row else ():
        head = divided_cells(desk.text, before.span)
        if head and (len(head) == len(row) or (tabs and len(head) > len(row))) and not desk.money_in(before.span):
            return before
    return None


def row_head(frame: Frame, desk: Desk) -> Span | None:
    """The cell that names an amount's row, where it holds no amount: that of a column 사업명, else the first."""
    row = divided_cells(desk.text, frame.sentence.span)
    head = head_of(frame.sentence, row, desk)
    heads = divided_cells(desk.text, head.span) if head is not None else ()
    for at, cell in enumerate(row):
        if at < len(heads) and cell.start < cell.end and _NAMING.fullmatch(heads[at].of(desk.text)):
            return cell if not desk.is_money(cell) else None
    first = next((cell for cell in row if cell.start < cell.end), None)
    return first if first is not None and not desk.is_money(first) else None


def is_time(money: Fact, desk: Desk) -> bool:
    """Whether a figure stands in a column of years or numbers, and is no amount whatever the table's unit is."""
    head = column_head(money, desk)
    return bool(head and _TIMES.fullmatch(head.of(desk.text)))


def accounts(name: str) -> bool:
    """Whether a row's head only says whose or when its money is: 합계, 국비, 본예산, 2024년.

    >>> accounts("합계"), accounts("2024년"), accounts("국비"), accounts("온실 신축")
    (True, True, True, False)
    """
    plain = regex.sub(r"\s?\([^)]*\)?", "", name)
    if plain in ("계", "합계", "총계", "소계", "구분") or regex.match(r"[’']?\d|제?\d+(?:단계|차)", plain):
        return True
    return words.noun_class(plain) == "budget" and words.project_class(plain) != "named"


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
    return _row_year(frame, desk) or _all_years(frame, desk)


def _all_years(frame: Frame, desk: Desk) -> Found[Period] | None:
    """The years from the first to the last column, for a cell of the column that sums them up."""
    head = column_head(frame.money, desk)
    row = divided_cells(desk.text, frame.sentence.span)
    line = head_of(frame.sentence, row, desk)
    if head is None or line is None or not TOTAL.match(head.of(desk.text)):
        return None
    years = [fact for fact in desk.dates_in(line.span) if fact.grain == "year" and fact.start_date and fact.end_date]
    if len(years) < 2:
        return None
    first, last = years[0].start_date, years[-1].end_date
    if first is None or last is None or first >= last:
        return None
    return Found(Period(f"{first.year}/{last.year}", first, last), Span(years[0].start, years[-1].end))


def _row_year(frame: Frame, desk: Desk) -> Found[Period] | None:
    """The bare year in a row's cell of times, where the head says that it is one: 사업기간 | 2024."""
    row = divided_cells(desk.text, frame.sentence.span)
    head = head_of(frame.sentence, row, desk)
    heads = divided_cells(desk.text, head.span) if head is not None else ()
    for name, cell in zip(heads, row, strict=False):
        if _TIMES.fullmatch(name.of(desk.text)) and _YEAR.fullmatch(cell.of(desk.text)):
            year = int(cell.of(desk.text))
            return Found(Period(str(year), date(year, 1, 1), date(year, 12, 31)), cell)
    return None


def is_total(money: Fact, desk: Desk) -> bool:
    """Whether the column says that it sums up the others: 계, 합계, 총사업비."""
    head = column_head(money, desk)
    return bool(head and TOTAL.match(head.of(desk.text)))
