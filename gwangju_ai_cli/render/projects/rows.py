"""Projects as tidy tables: a row an entry and source, with the project's name in each."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from gwangju_ai_cli.model import Json
from gwangju_ai_cli.projects.model import Entry, Project
from gwangju_ai_cli.render import Layout, Write
from gwangju_ai_cli.render.delimited import cell

COLUMNS = (
    "project",
    "phase",
    "payer",
    "figure",
    "amount",
    "amount_max",
    "currency",
    "modifier",
    "period_value",
    "period_start_date",
    "period_end_date",
    "funding",
    "status",
    "role",
    "date",
    "source",
    "start",
    "end",
    "text",
)


class _File:
    def __init__(self, write: Write) -> None:
        self.write = write


def entry_fields(entry: Entry) -> Json:
    """An entry with its period taken apart, without its sources."""
    record = entry.to_dict()
    period = record.pop("period") or {}
    record.pop("sources")
    return {
        "figure": entry.figure or None,
        **record,
        **{f"period_{name}": period.get(name) for name in ("value", "start_date", "end_date")},
    }


def rows(projects: Sequence[Project]) -> Iterator[Json]:
    """A row for each entry and source."""
    for project in projects:
        head = {"project": project.name, "phase": project.phase, "payer": project.payer}
        for entry in project.entries:
            fields = head | entry_fields(entry)
            for place in entry.sources:
                yield fields | place.to_dict()


def render_csv(projects: Sequence[Project], layout: Layout, write: Write) -> None:
    """Comma-separated, quoted where needed."""
    _render(projects, layout, write, ",")


def render_tsv(projects: Sequence[Project], layout: Layout, write: Write) -> None:
    """Tab-separated, quoted where needed."""
    _render(projects, layout, write, "\t")


def _render(projects: Sequence[Project], layout: Layout, write: Write, delimiter: str) -> None:
    if layout.bom:
        write("\ufeff")
    writer = csv.writer(_File(write), delimiter=delimiter, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(projects):
        writer.writerow([cell(row[name]) for name in COLUMNS])
