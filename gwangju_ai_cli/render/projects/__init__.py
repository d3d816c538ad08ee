"""Projects in every format: a table for people, JSON, tidy rows, SQLite, Parquet, and a page to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from gwangju_ai_cli.projects.model import Project
from gwangju_ai_cli.render import Format, Layout, Write

TEXTS = {
    "json": "plain",
    "jsonl": "plain",
    "csv": "rows",
    "tsv": "rows",
    "table": "table",
    "markdown": "table",
    "html": "page",
}
FILES = {"sqlite": "databases", "parquet": "databases"}


def text_renderer(wanted: Format) -> Callable[[Sequence[Project], Layout, Write], None]:
    """The function that writes projects in a format of text."""
    module = import_module(f"{__name__}.{TEXTS[wanted.name]}")
    return cast("Callable[[Sequence[Project], Layout, Write], None]", getattr(module, f"render_{wanted.name}"))


def file_renderer(wanted: Format) -> Callable[[Sequence[Project], Any], None]:
    """The function that writes projects in a format that is no text, to the files it is given."""
    module = import_module(f"{__name__}.{FILES[wanted.name]}")
    return cast("Callable[[Sequence[Project], Any], None]", getattr(module, f"render_{wanted.name}"))


def beside(path: Path) -> dict[str, Path]:
    """The files of the tables of a Parquet output: the projects in the one that was named, the others beside it.

    >>> [file.name for file in beside(Path("p.parquet")).values()]
    ['p.parquet', 'p.entries.parquet', 'p.changes.parquet']
    """
    others = {name: path.with_name(f"{path.stem}.{name}{path.suffix}") for name in ("entries", "changes")}
    return {"projects": path, **others}
