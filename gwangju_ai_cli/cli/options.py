"""The options, declared once; commands take the ones they understand as one object.

An option is read from the command line, then from its environment variable, then from the configuration file
(`cli.config`), else it has the default that stands here.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from gwangju_ai_cli.cli.console import Color, guarded

ENV_PREFIX = "GWANGJU_AI_"
_NAMES = "table json jsonl csv tsv markdown html sqlite parquet xlsx"
_SUFFIXES = ".json .jsonl .csv .tsv .md .html .sqlite .parquet .xlsx"
NO_CONFIG_HELP = "Read no gwangju-ai.toml."
_OVERWRITE_HELP = "With -o: replace a FILE that is not ours, whatever its suffix; never one that is read."
_DICTIONARY_HELP = "Your names: TSV of surface, canonical, org_type."


class InputForm(StrEnum):
    """How files are read, whatever their suffix."""

    text = "text"
    jsonl = "jsonl"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    parquet = "parquet"
    xlsx = "xlsx"


class DateFrom(StrEnum):
    """Where a day of publication may come from, where nothing in a document says it."""

    filename = "filename"


class PartitionKey(StrEnum):
    """What a folder of Parquet files is divided by."""

    kind = "kind"
    year = "year"
    source = "source"


class SummaryForm(StrEnum):
    """How a run is summed up."""

    json = "json"


class FormatName(StrEnum):
    """The long form of the format options."""

    table = "table"
    json = "json"
    jsonl = "jsonl"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"
    html = "html"
    sqlite = "sqlite"
    parquet = "parquet"
    xlsx = "xlsx"
    github = "github"
    sarif = "sarif"
    line = "line"
    gitlab = "gitlab"
    junit = "junit"


def complete_kind(incomplete: str) -> list[str]:
    """The commands that a shell may complete a kind to."""
    from gwangju_ai_cli.registry import FACT_TYPES

    return [fact_type.command for fact_type in FACT_TYPES if fact_type.command.startswith(incomplete)]


def complete_schema(incomplete: str) -> list[str]:
    """What a shell may complete the argument of `schema` to."""
    return [*complete_kind(incomplete), *(name for name in ("all", "check", "projects") if name.startswith(incomplete))]


def _format_option(names: str) -> Any:
    return _option("--format", "-f", env="FORMAT", metavar="NAME", help=f"The same by name: {names}.")


def _output_option(suffixes: str) -> Any:
    return _option(
        "--output",
        "-o",
        metavar="FILE",
        help=f"Write to FILE, whole or not at all. Its suffix picks the format: {suffixes}",
    )


def _option(*names: str, help: str, env: str | None = None, metavar: str | None = None, **more: Any) -> Any:
    return typer.Option(
        *names, help=help, envvar=ENV_PREFIX + env if env else None, show_envvar=False, metavar=metavar, **more
    )


_NoConfig = Annotated[bool, _option("--no-config", env="NO_CONFIG", help=NO_CONFIG_HELP)]


def _number(value: float | None) -> float | None:
    """A value that can be compared: nan is within every range."""
    if value is not None and value != value:
        raise typer.BadParameter("nan is no number.")
    return value


@dataclass(frozen=True)
class FileOptions:
    """What to read and how."""

    files: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Text, PDF, HWP, HWPX, HML, DOCX, HTML; CSV, TSV, JSON, JSONL, Parquet, .xlsx; folders; - is stdin.",
            show_default=False,
            metavar="[FILES]...",
        ),
    ] = None
    input: Annotated[
        InputForm | None, _option("--input", env="INPUT", help="Read every file as this, whatever its suffix.")
    ] = None
    encoding: Annotated[
        str | None, _option("--encoding", env="ENCODING", metavar="NAME", help="Do not find out: it is this encoding.")
    ] = None
    text_column: Annotated[
        str | None,
        _option("--text-column", env="TEXT_COLUMN", metavar="NAME", help="Tables: the column with the texts."),
    ] = None
    id_column: Annotated[
        str | None,
        _option("--id-column", env="ID_COLUMN", metavar="NAME", help="Tables: the column that names each document."),
    ] = None
    date_column: Annotated[
        str | None,
        _option("--date-column", env="DATE_COLUMN", metavar="NAME", help="Tables: the column with the days."),
    ] = None
    no_config: _NoConfig = False


@dataclass(frozen=True)
class TextOptions(FileOptions):
    """How much of a document to print."""

    all: Annotated[
        bool, _option("--all", help="Heads, feet, memos and what else stands beside the text too, at its end.")
    ] = False
    verbose: Annotated[bool, _option("--verbose", "-v", help="Say on stderr what was left out.")] = False


@dataclass(frozen=True)
class ReadOptions(FileOptions):
    """What to know of the documents beyond their text."""

    date: Annotated[
        str | None,
        _option("--date", "-d", env="DATE", metavar="DATE", help="Day of publication, as 2019-10-03."),
    ] = None
    date_from: Annotated[
        DateFrom | None,
        _option("--date-from", env="DATE_FROM", help="Where a document states no day: take it from its file's name."),
    ] = None
    dictionary: Annotated[
        Path | None,
        _option("--dictionary", env="DICTIONARY", metavar="FILE", help=_DICTIONARY_HELP),
    ] = None
    color: Annotated[Color, _option("--color", env="COLOR", help="Colour the output.")] = Color.auto
    quiet: Annotated[bool, _option("--quiet", "-q", help="Say nothing on stderr but errors.")] = False


@dataclass(frozen=True)
class RunOptions(ReadOptions):
    """How to go through many documents, and what to tell of it."""

    verbose: Annotated[
        bool, _option("--verbose", "-v", help="Say on stderr what was read, and the time; -q goes before it.")
    ] = False
    no_progress: Annotated[bool, _option("--no-progress", env="NO_PROGRESS", help="No progress line.")] = False
    jobs: Annotated[
        int,
        _option(
            "--jobs", "-j", env="JOBS", metavar="N", min=0, max=256, help="Worker processes; 0 is one a processor."
        ),
    ] = 1
    timeout: Annotated[
        float,
        _option(
            "--timeout",
            env="TIMEOUT",
            metavar="S",
            min=0.1,
            max=1_000_000,
            callback=_number,
            help="Give a document up after S seconds, and S more for each 60,000 characters.",
        ),
    ] = 60.0
    errors: Annotated[
        Path | None, _option("--errors", metavar="FILE", help="Write what could not be read to FILE, as JSON Lines.")
    ] = None
    max_errors: Annotated[
        int | None,
        _option("--max-errors", env="MAX_ERRORS", metavar="N", min=0, help="Stop at N failures; end with 3 below."),
    ] = None
    summary: Annotated[
        SummaryForm | None, _option("--summary", env="SUMMARY", help="Sum the run up on stderr, as JSON.")
    ] = None


@dataclass(frozen=True)
class WriteOptions(RunOptions):
    """What to write and how."""

    as_json: Annotated[bool, _option("--json", help="One JSON array, streamed.")] = False
    as_jsonl: Annotated[bool, _option("--jsonl", help="One JSON object a line.")] = False
    as_csv: Annotated[bool, _option("--csv", help="Comma-separated.")] = False
    as_tsv: Annotated[bool, _option("--tsv", help="Tab-separated.")] = False
    as_markdown: Annotated[bool, _option("--markdown", help="Markdown tables.")] = False
    format: Annotated[FormatName | None, _format_option(_NAMES)] = None
    output: Annotated[Path | None, _output_option(_SUFFIXES)] = None
    overwrite: Annotated[bool, _option("--overwrite", help=_OVERWRITE_HELP)] = False
    context: Annotated[
        bool,
        _option("--context", env="CONTEXT", help="Each fact with its title, reference_date, line, column, sentence."),
    ] = False
    keep: Annotated[
        list[str] | None,
        _option("--keep", metavar="A,B", help="Columns, or keys of JSON, that each fact takes along."),
    ] = None
    partition_by: Annotated[
        PartitionKey | None,
        _option("--partition-by", env="PARTITION_BY", help="With -o FOLDER: Parquet files in folders, one per value."),
    ] = None
    prune: Annotated[
        bool, _option("--prune", help="With -o x.sqlite: take out the documents whose files are gone.")
    ] = False
    bom: Annotated[bool, _option("--bom", env="BOM", help="Begin CSV with a byte order mark, for Excel.")] = False
    repeats: Annotated[bool, _option("--all", help="Tables: facts that a document repeats (headline, lead) too.")] = (
        False
    )
    resume: Annotated[
        bool, _option("--resume", help="With -o: keep a journal beside FILE and go on from it after an interruption.")
    ] = False
    fail_on_empty: Annotated[bool, _option("--fail-on-empty", help="End with 1 if nothing was found.")] = False


@dataclass(frozen=True)
class EntityOptions(WriteOptions):
    """What the commands take that find entities."""

    mentions: Annotated[
        bool, _option("--mentions", env="MENTIONS", help="One fact an occurrence of an entity, not an entity.")
    ] = False


@dataclass(frozen=True)
class CheckOptions(WriteOptions):
    """What `check` takes."""

    format: Annotated[FormatName | None, _format_option(f"{_NAMES} github sarif line gitlab junit")] = None
    output: Annotated[Path | None, _output_option(f"{_SUFFIXES} .sarif")] = None
    strict: Annotated[bool, _option("--strict", env="STRICT", help="Report doubtful findings too.")] = False
    fix_suggestions: Annotated[
        bool,
        _option(
            "--fix-suggestions", env="FIX_SUGGESTIONS", help="Add the edit that would mend a finding (JSON, SARIF)."
        ),
    ] = False
    ignore: Annotated[
        list[str] | None,
        _option("--ignore", metavar="WHAT", help="Silence a CODE, a path GLOB, or GLOB:CODE (may be repeated)."),
    ] = None
    baseline: Annotated[
        Path | None, _option("--baseline", env="BASELINE", metavar="FILE", help="Tell only findings that FILE lacks.")
    ] = None
    write_baseline: Annotated[
        Path | None, _option("--write-baseline", metavar="FILE", help="Write today's findings to FILE, and end with 0.")
    ] = None


@dataclass(frozen=True)
class ReportOptions(RunOptions):
    """What `report` takes."""

    output: Annotated[
        Path | None, _option("--output", "-o", metavar="FILE", help="Write the page to FILE, whole or not at all.")
    ] = None
    overwrite: Annotated[bool, _option("--overwrite", help=_OVERWRITE_HELP)] = False
    strict: Annotated[bool, _option("--strict", env="STRICT", help="Show doubtful findings too.")] = False
    repeats: Annotated[
        bool, _option("--all", help="Facts that a document repeats (headline, lead) in rows of their own.")
    ] = False


@dataclass(frozen=True)
class ProjectsOptions(WriteOptions):
    """What `projects` takes."""

    explain: Annotated[
        str | None,
        _option("--explain", metavar="NAME", help="Why the project of that name is one, and what was kept apart."),
    ] = None


@dataclass(frozen=True)
class ExplainOptions(ReadOptions):
    """What `explain` takes."""

    kind: Annotated[
        list[str] | None,
        _option("--kind", "-k", metavar="KIND", help="Only this kind (may be repeated).", autocompletion=complete_kind),
    ] = None
    tokens: Annotated[bool, _option("--tokens", help="Show Kiwi's morphemes too.")] = False
    all_sentences: Annotated[bool, _option("--all", help="Sentences without facts or rejections too.")] = False


@dataclass(frozen=True)
class EvaluateOptions:
    """What `evaluate` takes."""

    gold: Annotated[
        Path, typer.Argument(help="JSONL: text, date, facts (kind, start, end); - is stdin.", metavar="GOLD.jsonl")
    ]
    kind: Annotated[
        list[str] | None,
        _option("--kind", "-k", metavar="KIND", help="Only this kind (may be repeated).", autocompletion=complete_kind),
    ] = None
    min_f1: Annotated[
        float | None,
        _option(
            "--min-f1",
            metavar="F1",
            min=0.0,
            max=1.0,
            callback=_number,
            help="End with 1 if a kind's exact F1 is below.",
        ),
    ] = None
    confusions: Annotated[
        int, _option("--confusions", metavar="N", min=0, help="List at most N confusions (0: none).")
    ] = 20
    as_json: Annotated[bool, _option("--json", help="One JSON object instead of tables.")] = False
    no_config: _NoConfig = False
    dictionary: Annotated[
        Path | None,
        _option("--dictionary", env="DICTIONARY", metavar="FILE", help=_DICTIONARY_HELP),
    ] = None


def command(function: Callable[..., int]) -> Callable[..., None]:
    """`function(ctx, options)` as Typer takes it: a parameter for each field of its options object.

    What it returns is the exit code. Errors of this package become one line on stderr and exit code 2; a pipe
    that nobody reads any more ends quietly.
    """
    options_type = get_type_hints(function)["options"]
    hints = get_type_hints(options_type, include_extras=True)

    @functools.wraps(function)
    def run(ctx: typer.Context, **given: Any) -> None:

        raise typer.Exit(guarded(lambda: function(ctx, options_type(**given))))

    def parameter(name: str, default: Any = inspect.Parameter.empty) -> inspect.Parameter:
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=hints[name], default=default)

    parameters = [inspect.Parameter("ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)]
    for field in fields(options_type):
        missing = type(field.default).__name__ == "_MISSING_TYPE"
        parameters.append(parameter(field.name) if missing else parameter(field.name, field.default))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {item.name: item.annotation for item in parameters}
    del run.__wrapped__
    return run
