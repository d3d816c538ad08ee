"""Output formats, one module each, imported on use. A renderer takes results as they come and writes them.

A text renderer is `render(results, layout, write)`, where `write` takes text; a file renderer, of formats that
are no text, is `render(results, layout, path)`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from gwangju_ai_cli.context import extra_fields
from gwangju_ai_cli.model import Document, Fact, Facts, Json

Write = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Result:
    """What was found in one document; `facts` is empty where only the records of an earlier run are left.

    `lines` are the records as JSON, where they have been written already; then `records` may be empty.
    """

    document: Document
    records: tuple[Json, ...]
    facts: tuple[Fact, ...] = ()
    lines: tuple[str, ...] | None = None
    beside: object = None

    @classmethod
    def of(cls, found: Facts) -> Result:
        """The result that a document's facts make."""
        return cls(found.document, tuple(fact.to_dict() for fact in found.facts), found.facts, None, found.beside)


@dataclass(frozen=True, slots=True)
class Layout:
    """How to write: the kinds asked for, in the registry's order, and what the receiver can show.

    `width` is in terminal cells; `commands` maps a kind to the name of its table or section.
    `repeats` shows people also what a document has said already (`same_as`); programs get it always.
    `context` gives each fact what stands around it, `keep` what its document's record is to pass through.
    `prune` takes documents whose files are gone out of a database; `partition_by` makes a folder of Parquet files.
    """

    kinds: tuple[str, ...]
    commands: dict[str, str] = field(default_factory=dict)
    width: int = 80
    color: bool = False
    bom: bool = False
    repeats: bool = False
    context: bool = False
    keep: tuple[str, ...] = ()
    prune: bool = False
    partition_by: str | None = None

    @property
    def extras(self) -> tuple[str, ...]:
        """The fields behind those of a fact's kind."""
        return extra_fields(self.context, self.keep)


@dataclass(frozen=True, slots=True)
class Format:
    """An output format. `binary` ones write a file of their own; `by_columns` ones need the facts themselves,
    so they cannot be fed from the records of an interrupted run."""

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    binary: bool = False
    by_columns: bool = False
    findings_only: bool = False


FORMATS = (
    Format("table", "table", by_columns=True),
    Format("json", "json_lines", (".json",)),
    Format("jsonl", "json_lines", (".jsonl", ".ndjson")),
    Format("csv", "delimited", (".csv",)),
    Format("tsv", "delimited", (".tsv",)),
    Format("markdown", "markdown", (".md",), by_columns=True),
    Format("html", "html", (".html", ".htm"), by_columns=True),
    Format("report", "report", by_columns=True),
    Format("sqlite", "sqlite", (".sqlite", ".sqlite3", ".db"), binary=True),
    Format("parquet", "parquet", (".parquet",), binary=True),
    Format("xlsx", "xlsx", (".xlsx",), binary=True),
    Format("github", "github", findings_only=True),
    Format("sarif", "sarif", (".sarif",), findings_only=True),
    Format("line", "line", findings_only=True),
    Format("gitlab", "gitlab", findings_only=True),
    Format("junit", "junit", findings_only=True),
    Format("baseline", "baseline", findings_only=True),
)


def find_format(name: str) -> Format | None:
    """The format of that name."""
    return next((known for known in FORMATS if known.name == name), None)


def format_of_suffix(path: Path) -> Format | None:
    """The format that a file name's suffix stands for."""
    return next((known for known in FORMATS if path.suffix.lower() in known.suffixes), None)


def load_renderer(wanted: Format) -> Callable[[Iterable[Result], Layout, Any], None]:
    """The function that writes a format; of a module with several, the one that carries the format's name."""
    module = import_module(f"{__name__}.{wanted.module}")
    named = getattr(module, f"render_{wanted.name}", None) or module.render
    return cast("Callable[[Iterable[Result], Layout, Any], None]", named)
