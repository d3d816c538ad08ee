"""One self-contained page: projects by year in a table, then each with a chart, its figures and their sentences.

As the report, it loads nothing, allows its own style and script by their hashes alone, and reads without the script;
that adds a search and an order by any column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gwangju_ai_cli import __version__
from gwangju_ai_cli.projects.model import Change, Entry, Project, Source
from gwangju_ai_cli.render import Layout, Write
from gwangju_ai_cli.render.ours import MARK
from gwangju_ai_cli.render.plain import printable
from gwangju_ai_cli.render.projects.charts import Chart, draw
from gwangju_ai_cli.render.projects.table import amount_of, latest_total
from gwangju_ai_cli.render.report import TEMPLATES as REPORT
from gwangju_ai_cli.render.report import policy_hash
from gwangju_ai_cli.wording import write_money

TEMPLATES = Path(__file__).parent / "templates"
STATUS = {"requested": "요청", "planned": "계획", "secured": "확보", "spent": "집행"}
MOST_YEARS = 14
"""Year columns of the table: the latest ones."""


@dataclass(frozen=True, slots=True)
class Quote:
    """One place that says a figure: the document, and the sentence in three parts, the amount in the middle."""

    id: str
    title: str
    source: str
    date: str
    before: str
    amount: str
    behind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in words."""

    id: str
    date: str
    figure: str
    amount: str
    status: str
    funding: str
    quotes: list[Quote]


@dataclass(frozen=True, slots=True)
class Move:
    """One change in words: what moved, from what to what, by how much, when."""

    figure: str
    before: str
    after: str
    by: str
    date: str
    up: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What the table says of one year: the amount that was said last, where its row is, and whether it moved."""

    text: str
    target: str
    moved: bool


@dataclass(frozen=True, slots=True)
class Article:
    """One project on the page."""

    id: str
    name: str
    payer: str
    aliases: list[str]
    total: str
    total_value: float
    first: str
    last: str
    documents: int
    rows: list[Row]
    moves: list[Move]
    cells: dict[int, Cell]
    chart: Chart | None

    @property
    def quotes(self) -> int:
        """How many sentences speak of it."""
        return sum(len(row.quotes) for row in self.rows)


def render_html(projects: Sequence[Project], layout: Layout, write: Write) -> None:
    """The page."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    articles = [view(project, number) for number, project in enumerate(projects, 1)]
    style = "".join(path.read_text(encoding="utf-8") for path in (REPORT / "report.css", TEMPLATES / "projects.css"))
    script = (TEMPLATES / "projects.js").read_text(encoding="utf-8")
    years = sorted({year for article in articles for year in article.cells})[-MOST_YEARS:]
    page = environment.get_template("projects.html").render(
        articles=articles,
        years=years,
        documents=len({place.source for p in projects for entry in p.entries for place in entry.sources}),
        figures=sum(len(project.entries) for project in projects),
        moves=sum(len(project.changes) for project in projects),
        style=style,
        script=script,
        style_hash=policy_hash(style),
        script_hash=policy_hash(script),
        mark=MARK,
        version=__version__,
    )
    write(page)


def view(project: Project, number: int) -> Article:
    """A project in words, for the template."""
    prefix = f"p{number}"
    rows = [_row(entry, f"{prefix}e{index}") for index, entry in enumerate(project.entries, 1)]
    total = latest_total(project)
    days = [entry.date for entry in project.entries if entry.date]
    return Article(
        prefix,
        printable(" ".join(part for part in (project.name, project.phase) if part)),
        printable(project.payer or ""),
        [printable(alias) for alias in project.aliases],
        amount_of(total),
        float(total.amount) if total else 0.0,
        min(days, default=""),
        max(days, default=""),
        project.documents,
        rows,
        [_move(change) for change in project.changes],
        _cells(project, rows),
        draw(project),
    )


def _row(entry: Entry, name: str) -> Row:
    figure = "총액" if entry.figure == "total" else f"{entry.figure}년" if entry.figure.isdigit() else entry.figure
    funding = ", ".join(
        source.source
        + (f" {write_money(source.amount, None, entry.currency)}" if source.amount not in (None, entry.amount) else "")
        for source in entry.funding
    )
    return Row(
        name,
        entry.date or "",
        printable(figure),
        amount_of(entry),
        STATUS.get(entry.status or "", ""),
        printable(funding),
        [_quote(place, f"{name}q{index}") for index, place in enumerate(entry.sources, 1)],
    )


def _quote(place: Source, name: str) -> Quote:
    end = place.at + len(place.text)
    return Quote(
        name,
        printable(place.title or place.source),
        printable(place.source),
        place.date or "",
        printable(place.sentence[: place.at]),
        printable(place.text),
        printable(place.sentence[end:]),
    )


def _move(change: Change) -> Move:
    by = (change.after - change.before) * 100 / change.before if change.before else None
    return Move(
        "총액" if change.figure == "total" else f"{change.figure}년",
        write_money(change.before, None, "KRW", None) or "",
        write_money(change.after, None, "KRW", None) or "",
        f"{by:+.0f}%" if by is not None else "",
        change.to_date or "",
        change.after > change.before,
    )


def _cells(project: Project, rows: list[Row]) -> dict[int, Cell]:
    """What was said last of each year's money."""
    moved = {change.figure: change.after for change in project.changes}
    out: dict[int, Cell] = {}
    for entry, row in zip(project.entries, rows, strict=True):
        if entry.figure.isdigit() and moved.get(entry.figure, entry.amount) == entry.amount:
            out[int(entry.figure)] = Cell(row.amount, row.id, entry.figure in moved)
    return out
