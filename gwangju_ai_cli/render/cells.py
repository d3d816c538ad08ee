"""Rows for people: each kind's columns, as its module names them, with safe text in the cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gwangju_ai_cli.context import Context
from gwangju_ai_cli.model import Column, Fact, IssueFact
from gwangju_ai_cli.registry import load_module
from gwangju_ai_cli.render import Layout, Result
from gwangju_ai_cli.render.places import line_and_column
from gwangju_ai_cli.render.plain import printable
from gwangju_ai_cli.repeats import fold_repeats

SOURCE = Column("문서", lambda fact: fact.source)
ISSUE_COLUMNS = (
    Column("위치", lambda fact: fact.source),  # with the line, which only the document tells
    Column("검사", lambda fact: fact.code),
    Column("표현", lambda fact: fact.text),
    Column("내용", lambda fact: fact.message, ratio=3),
)


@dataclass(slots=True)
class Section:
    """The rows of one kind."""

    kind: str
    title: str
    columns: tuple[Column, ...]
    rows: list[list[str]] = field(default_factory=list)


_CONTEXT = {"title": "제목", "reference_date": "기준일", "line": "줄", "column": "칸", "sentence": "문장"}


def collect_sections(results: Iterable[Result], layout: Layout) -> list[Section]:
    """One section a kind that has facts, rows in the order of the output; the first column names the document
    where there are several, and for findings always the document and its line."""
    sections: dict[str, Section] = {}
    sources: dict[str, None] = {}
    rows: list[tuple[str, str, list[str]]] = []
    for result in results:
        facts = result.facts if layout.repeats else fold_repeats(result.facts)[0]
        context = Context(result.document) if layout.context and facts else None
        kept = [printable(_written(value)) for value in result.document.kept]
        for fact in facts:
            sources[fact.source] = None
            if fact.kind not in sections:
                sections[fact.kind] = Section(
                    fact.kind, layout.commands.get(fact.kind, fact.kind), (*_columns(fact), *_extras(layout))
                )
            cells = [printable(column.cell(fact) or "") for column in _columns(fact)]
            if isinstance(fact, IssueFact):
                page = f" ({fact.page}쪽)" if fact.page else ""
                cells[0] += f":{line_and_column(result.document, fact.start)[0]}{page}"
                if "\n" in fact.text:  # a column of a table: the rows between the figures say nothing
                    cells[2] = " … ".join(printable(span.of(result.document.text)) for span in fact.spans)
            if context is not None:
                around = context.at(fact.span)
                cells += [printable(_written(around[name])) for name in layout.extras if name not in layout.keep]
            rows.append((fact.kind, printable(fact.source), [*cells, *kept]))
    for kind, source, cells in rows:
        sections[kind].rows.append([source, *cells] if len(sources) > 1 and kind != IssueFact.kind else cells)
    if len(sources) > 1:
        for section in sections.values():
            if section.kind != IssueFact.kind:
                section.columns = (SOURCE, *section.columns)
    return [sections[kind] for kind in dict.fromkeys((*layout.kinds, *sections)) if kind in sections]


def _columns(fact: Fact) -> tuple[Column, ...]:
    columns: tuple[Column, ...] = ISSUE_COLUMNS if isinstance(fact, IssueFact) else load_module(fact.kind).COLUMNS
    return columns


def _extras(layout: Layout) -> tuple[Column, ...]:
    """The columns of the context and of what is kept; their cells are filled where the document is known."""
    return tuple(
        Column(name if name in layout.keep else _CONTEXT[name], str, "right" if name in ("line", "column") else "left")
        for name in layout.extras
    )


def _written(value: object) -> str:
    return "" if value is None else str(value)
