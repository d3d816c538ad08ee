"""Titles of tables whose rows are years or sources: "… 조성사업 연차별 투자계획" names the project of every row."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets import names, tables, words
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.grid import divided_cells
from gwangju_ai_cli.model import Sentence, Span

_UNIT = regex.compile(r"\s*[(\[]?\s?단\s?위\s?[:;]?[^)\]\n]*[)\]]?\s*$")
_NUMBER = regex.compile(
    r"\s*(?:[<〈\[【(]?\s?(?:표|붙임|참고|별첨)\s?\d{0,2}(?:-\d)?\s?[>〉\]】).:]?\s|(?:\d{1,2}|[가-하])[.)]"
    r"|[①-⑳□■▣◆◇○◦●▢❍※ㅇ])?\s*"
)
# What a title says of its table behind the project's name, a word at a time.
_TAIL = regex.compile(
    r"(?:[가-힣]{1,4}별|재원|소요|투자|집행|예산|예산액|재정|추진|향후|세부|산출|조달|지원|편성|배정|확보|연도|사업비"
    r"|공사비|투자비|총사업비|소요액)"
    r"|[가-힣]{0,6}(?:현황|내역|계획|개요|총괄|실적|내용|방안|총괄표|산출표|표|안)(?:\(안\))?"
)
_FIELDS = ("분야", "부문", "산업", "기술", "정책", "복지", "교육", "관리")
_LONGEST = 60
_ABOVE = 3
"""Lines above a table's head in which its title may stand: a unit line, or an empty one, comes between."""


def project(frame: Frame, desk: Desk) -> Found[str] | None:
    """The project that the title of an amount's table names; None where the rows have names of their own."""
    head = tables.head_of(frame.sentence, divided_cells(desk.text, frame.sentence.span), desk)
    if head is None or _names_rows(head, desk):
        return None
    for sentence in desk.sentences_before(head, _ABOVE):
        if not _UNIT.fullmatch(sentence.span.of(desk.text)):
            return _named(sentence, desk)
    return None


def of_document(frame: Frame, desk: Desk) -> Found[str] | None:
    """The project that the first line of an outline names: "가흥지구 침수예방사업 추진현황 / 1. 사업개요 …"."""
    first = desk.analysis.sentences[0]
    listed = frame.clause is None or words.BULLET.match(desk.text, frame.sentence.span.start) is not None
    row = divided_cells(desk.text, frame.sentence.span)
    if first.index == frame.sentence.index or not listed or len(first.span.of(desk.text)) > _LONGEST:
        return None
    head = tables.head_of(frame.sentence, row, desk)
    if row and (head is None or _names_rows(head, desk)):
        return None
    return _named(first, desk)


def _names_rows(head: Sentence, desk: Desk) -> bool:
    """Whether any row below a head begins with more than a year, a source or a word of sums."""
    for sentence in desk.analysis.sentences[head.index + 1 :]:
        cells = divided_cells(desk.text, sentence.span)
        if not cells and "|" not in sentence.span.of(desk.text):
            return False
        first = next((cell for cell in cells if cell.start < cell.end), None)
        if first is not None and not desk.is_money(first) and not tables.accounts(first.of(desk.text)):
            return True
    return False


def _named(sentence: Sentence, desk: Desk) -> Found[str] | None:
    """The project in a title, without its number, its unit, years, owner and what it says of the table."""
    begin = desk.text.rfind("\n", 0, sentence.span.start) + 1  # the number may be cut off as a sentence: "1."
    line = _UNIT.sub("", desk.text[begin : sentence.span.end])
    if line[-1:] in ".?!" or any(mark in line for mark in "|\t:"):
        return None
    number = _NUMBER.match(line)
    pieces = [
        Span(begin + match.start(), begin + match.end())
        for match in regex.finditer(r"\S+", line, pos=number.end() if number else 0)
    ]
    while pieces and _TAIL.fullmatch(pieces[-1].of(desk.text)):
        pieces.pop()
    if not pieces:
        return None
    last = pieces[-1].of(desk.text)
    end = pieces[-1].end - (len(last) > 2 and last.endswith("비") and words.project_class(last[:-1]) is not None)
    name = desk.text[pieces[-1].start : end]
    if words.project_class(name) is None or name.endswith(_FIELDS):
        return None
    found: Found[str] | None = Found("", Span(pieces[0].start, end))
    for _ in range(2):  # "2024년도 완주군 …": the owner may stand behind the year
        found = names.clean(names.without_owner(found.span, desk), desk) if found else None
    return found if found and not names.is_anaphor(found.value) and len(found.value) >= 4 else None
