"""Which format a command writes, and how much it says beside it."""

from __future__ import annotations

from dataclasses import replace

import typer

from gwangju_ai_cli.cli.options import FormatName, WriteOptions
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.render import FORMATS, Format, find_format, format_of_suffix
from gwangju_ai_cli.source import STDIN


def choose_format(ctx: typer.Context, options: WriteOptions, *, findings: bool = False) -> Format:
    """The one format that is wished for: by option, else by the suffix of `-o`, else by configuration."""
    wanted = _choose(ctx, options, findings=findings)
    if options.prune and wanted.name != "sqlite":
        raise UsageError("--prune needs an SQLite database: give -o FILE.sqlite")
    return wanted


def _choose(ctx: typer.Context, options: WriteOptions, *, findings: bool) -> Format:
    if options.partition_by is not None:
        return _partitioned(options)
    named = [name for name in ("json", "jsonl", "csv", "tsv", "markdown") if getattr(options, f"as_{name}")]
    configured = options.format.value if options.format else None
    if configured and was_typed(ctx, "format"):
        named.append(configured)
        configured = None
    if len(set(named)) > 1:
        raise UsageError(f"one format at a time: {', '.join(named)} were asked for")
    suffix = format_of_suffix(options.output) if options.output and str(options.output) != STDIN else None
    if not named and suffix is None and options.output and str(options.output) != STDIN and configured is None:
        if options.output.is_dir():
            raise UsageError(f"-o {options.output}: is a folder; name a file in it")
        offered = (known for known in FORMATS if findings or not known.findings_only)
        known = " ".join(suffix for known in offered for suffix in known.suffixes)
        raise UsageError(f"-o {options.output}: the suffix names no format; known are {known}, or give --format")
    wanted = find_format(named[0]) if named else suffix or find_format(configured or FormatName.table.value)
    if wanted is None:
        raise UsageError(f"no format is called {named[0]!r}")
    if wanted.findings_only and not findings:
        raise UsageError(f"the format {wanted.name} is for `check` only")
    if wanted.binary and (options.output is None or str(options.output) == STDIN):
        raise UsageError(f"the format {wanted.name} needs a file: give -o FILE{wanted.suffixes[0]}")
    return wanted


def _partitioned(options: WriteOptions) -> Format:
    """Parquet, into a folder."""
    parquet = find_format("parquet")
    asked = options.format.value if options.format else "parquet"
    if options.output is None or str(options.output) == STDIN or options.output.suffix not in ("", ".parquet"):
        raise UsageError(f"--partition-by {options.partition_by}: writes a folder of Parquet files: give -o FOLDER")
    if parquet is None or asked != "parquet":
        raise UsageError(f"--partition-by {options.partition_by}: is for Parquet, not {asked}")
    return parquet


def one_loudness(ctx: typer.Context, options: WriteOptions) -> WriteOptions:
    """Quiet or verbose, not both: what was typed goes before what is configured, and `-q` before `-v`."""
    if not (options.quiet and options.verbose):
        return options
    if was_typed(ctx, "verbose") and not was_typed(ctx, "quiet"):
        return replace(options, quiet=False)
    return replace(options, verbose=False)


def was_typed(ctx: typer.Context, name: str) -> bool:
    """Whether an option has its value from the command line."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"
