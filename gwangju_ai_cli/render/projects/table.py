"""A line a project for people: whose it is, what it costs by the last word, and how often that moved."""

from __future__ import annotations

from collections.abc import Sequence

from gwangju_ai_cli.model import Column
from gwangju_ai_cli.projects.model import Entry, Project
from gwangju_ai_cli.render import Layout, Write
from gwangju_ai_cli.render.cells import Section
from gwangju_ai_cli.render.markdown import write_section
from gwangju_ai_cli.render.plain import printable
from gwangju_ai_cli.render.table import print_sections
from gwangju_ai_cli.wording import write_money


def latest_total(project: Project) -> Entry | None:
    """The total that was said last, else None: what a change ends with goes before what stands there by date."""
    moved = [change for change in project.changes if change.figure == "total"]
    totals = [entry for entry in project.entries if entry.figure == "total"]
    if moved:
        return next((entry for entry in totals if entry.amount == moved[-1].after), totals[-1] if totals else None)
    return totals[-1] if totals else None


def amount_of(entry: Entry | None) -> str:
    """An entry's amount in words."""
    return (write_money(entry.amount, entry.amount_max, entry.currency, entry.modifier) or "") if entry else ""


def years_of(project: Project) -> str:
    """The years that the project's money is of, by what its entries say."""
    days = [
        day
        for entry in project.entries
        if entry.period is not None
        for day in (entry.period.start_date, entry.period.end_date)
        if day is not None
    ]
    if not days:
        return ""
    first, last = min(days).year, max(days).year
    return str(first) if first == last else f"{first}~{last}"


def moves_of(project: Project) -> str:
    """How the total went: 480억원 → 565억원 → 610억5천만원; of projects without one, how often a year's money moved."""
    steps = [change for change in project.changes if change.figure == "total"]
    if steps:
        amounts = [steps[0].before, *(change.after for change in steps)]
        return " → ".join(write_money(amount, None, "KRW", None) or "" for amount in amounts)
    return f"{len(project.changes)}회" if project.changes else ""


COLUMNS = (
    Column("사업", lambda project: " ".join(part for part in (project.name, project.phase) if part), "left", 5),
    Column("주체", lambda project: project.payer or "", "left", 3),
    Column("총액", lambda project: amount_of(latest_total(project)), "right", 2),
    Column("기간", years_of, "left", 2),
    Column("금액", lambda project: str(len(project.entries)), "right", 1),
    Column("문서", lambda project: str(project.documents), "right", 1),
    Column("바뀐 금액", moves_of, "left", 4),
)


def _section(projects: Sequence[Project]) -> Section:
    rows = [[printable(column.cell(project)) for column in COLUMNS] for project in projects]
    return Section("project", "projects", COLUMNS, rows)


def render_table(projects: Sequence[Project], layout: Layout, write: Write) -> None:
    """The table as wide as the terminal."""
    if projects:
        print_sections([_section(projects)], layout, write)


def render_markdown(projects: Sequence[Project], layout: Layout, write: Write) -> None:
    """The same as a table of Markdown."""
    if projects:
        write_section(_section(projects), write)
