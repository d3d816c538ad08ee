"""One self-contained page to read and to share: contents, findings, each text with its facts marked, charts, tables.

Nothing comes from the network, and the page's own script and style are allowed by their hashes alone: whatever a
text says, it can only ever be text here. Without the script the page reads, filters and links as well; the script
adds the way back and a search in the contents.

The contents stand at the top and are known at the end. So sections go to a temporary file as documents come, and
of each document only its line in the contents and its findings stay in memory.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING

from gwangju_ai_cli import __version__
from gwangju_ai_cli.model import Column
from gwangju_ai_cli.render import Layout, Result, Write
from gwangju_ai_cli.render.ours import MARK
from gwangju_ai_cli.render.report import view
from gwangju_ai_cli.render.report.index import Index, by_documents
from gwangju_ai_cli.repeats import fold_repeats

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
IN_MEMORY_BYTES = 4_000_000
COPIED_CHARACTERS = 1_000_000


def render(results: Iterable[Result], layout: Layout, write: Write) -> None:
    """The page, written at the end: what comes first in it is known last."""
    environment = _environment()
    section = environment.get_template("section.html")
    entries: list[view.Entry] = []
    index = Index()
    totals = dict.fromkeys(view.TITLES, 0)
    columns: dict[str, tuple[Column, ...]] = {}
    with SpooledTemporaryFile(IN_MEMORY_BYTES, mode="w+", encoding="utf-8", newline="") as spool:
        for number, result in enumerate(results, 1):
            page = view.view_document(result, number, layout.kinds, repeats=layout.repeats)
            spool.write(section.render(page=page))
            entries.append(page.entry)
            facts = list(result.facts) if layout.repeats else fold_repeats(result.facts)[0]
            index.add(result.document, page.entry.title, number, facts, result.beside)
            for kind, count in page.entry.counts.items():
                totals[kind] = totals.get(kind, 0) + count
            for table in page.tables:
                columns.setdefault(table.kind, table.columns)
        style, script = _style(columns), (TEMPLATES / "report.js").read_text(encoding="utf-8")
        frame = environment.get_template("page.html").render(
            entries=entries,
            projects=index.projects() if len(entries) > 1 else [],
            people=by_documents(index.people),
            orgs=by_documents(index.orgs),
            moments=index.timeline(),
            totals=totals,
            style=style,
            script=script,
            mark=MARK,
            version=__version__,
            style_hash=policy_hash(style),
            script_hash=policy_hash(script),
            several=len(entries) > 1,
        )
        before, _, after = frame.partition("<!--sections-->")
        write(before)
        spool.seek(0)
        while part := spool.read(COPIED_CHARACTERS):
            write(part)
        write(after)


def _environment() -> Environment:
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
    environment.globals.update(view.template_words())
    return environment


def _style(tables: dict[str, tuple[Column, ...]]) -> str:
    """The style sheet, with what it has to know of each table: which columns are figures, and what narrow screens
    show before a cell."""
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    cells = [
        (f".table.{kind} :is(td,th):nth-child({number})", column)
        for kind, columns in tables.items()
        for number, column in enumerate(columns, 1)
    ]
    figures = ",".join(cell for cell, column in cells if column.justify == "right") or "right"
    heads = "".join(f'{cell}::before{{content:"{column.head}"}}' for cell, column in cells)
    return (
        style + f"@media (min-width:44rem){{{figures}{{text-align:right;white-space:nowrap}}}}\n"
        f"@media (max-width:44rem){{{heads}}}\n"
    )


def policy_hash(content: str) -> str:
    """What a policy calls content that it allows."""
    return "sha256-" + b64encode(sha256(content.encode("utf-8")).digest()).decode("ascii")
