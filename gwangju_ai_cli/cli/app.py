"""The `extract` command (and its alias `gwangju-ai`): commands are made from the registry."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from gwangju_ai_cli import __version__
from gwangju_ai_cli.cli.options import (
    NO_CONFIG_HELP,
    CheckOptions,
    EntityOptions,
    EvaluateOptions,
    ExplainOptions,
    ProjectsOptions,
    ReportOptions,
    TextOptions,
    WriteOptions,
    command,
    complete_schema,
)
from gwangju_ai_cli.cli.suggest import suggesting
from gwangju_ai_cli.registry import CHECK_MODULES, FACT_TYPES

_HELP = "Facts from Korean news and public-sector text: money, dates, organizations, budgets and more."
_EPILOG = "Try: extract budgets article.txt --date 2019-10-03"
COLLECTOR = (50_000, 20, 100)
"""How often unused objects are looked for. Vocabularies and patterns stay to the end: looking at them again and again
took a tenth of a start, and with Kiwi a seventh. What a document leaves is small, and still collected."""


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"gwangju-ai-cli {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    no_config: Annotated[bool, typer.Option("--no-config", help=NO_CONFIG_HELP)] = False,
) -> None:
    """Options before the command."""


def _extraction(kinds: tuple[str, ...]) -> Callable[[], Callable[..., None]]:
    def extract(ctx: typer.Context, options: WriteOptions) -> int:
        from gwangju_ai_cli.cli.running import run_extraction

        return run_extraction(ctx, options, kinds)

    def extract_entities(ctx: typer.Context, options: EntityOptions) -> int:
        return extract(ctx, options)

    entities = any(kind.entities for kind in FACT_TYPES if kind.kind in kinds)
    return lambda: command(extract_entities if entities else extract)


def _check(ctx: typer.Context, options: CheckOptions) -> int:
    from gwangju_ai_cli.cli.checking import check

    return check(ctx, options)


def _report(ctx: typer.Context, options: ReportOptions) -> int:
    from gwangju_ai_cli.cli.running import run_report

    return run_report(ctx, options)


def _projects(ctx: typer.Context, options: ProjectsOptions) -> int:
    from gwangju_ai_cli.cli.projects import run_projects

    return run_projects(ctx, options)


def _explain(ctx: typer.Context, options: ExplainOptions) -> int:
    from gwangju_ai_cli.cli.explain import explain

    return explain(ctx, options)


def _evaluate(ctx: typer.Context, options: EvaluateOptions) -> int:
    from gwangju_ai_cli.cli.evaluate import evaluate

    return evaluate(options)


def _text(ctx: typer.Context, options: TextOptions) -> int:
    from gwangju_ai_cli.cli.console import complain, write_stdout, write_terminal
    from gwangju_ai_cli.cli.reading import left_out, open_documents
    from gwangju_ai_cli.source import Failure

    write = write_terminal if sys.stdout.isatty() else write_stdout
    failed = 0
    before = "\n"
    for item in open_documents(ctx, options):
        if isinstance(item, Failure):
            failed += 1
            complain(str(item))
            continue
        for gap in item.gaps:
            complain(f"{item.source}: {gap}")
        if options.verbose:
            complain(f"{item.source}: {len(item.text):,} characters{left_out(item)}")
        if not before.endswith("\n"):
            write("\n")  # what several documents say does not run into one
        write(item.text)
        before = item.text
    return 2 if failed else 0


def _schema(
    kind: Annotated[
        str | None, typer.Argument(help="A kind, all or check; without one, both.", autocompletion=complete_schema)
    ] = None,
    context: Annotated[bool, typer.Option("--context", help="With the fields of --context.")] = False,
    keep: Annotated[str, typer.Option("--keep", metavar="A,B", help="With the columns of --keep.")] = "",
) -> None:
    from gwangju_ai_cli.cli.console import guarded
    from gwangju_ai_cli.cli.schemas import print_schema
    from gwangju_ai_cli.context import extra_fields

    names = tuple(name.strip() for name in keep.split(",") if name.strip())
    raise typer.Exit(guarded(lambda: print_schema(kind, extra_fields(context, names))))


def _serve(
    socket: Annotated[
        Path | None, typer.Option("--socket", metavar="PATH", help="Listen here, not in the user's runtime folder.")
    ] = None,
    idle: Annotated[
        float, typer.Option("--idle", metavar="SECONDS", min=1, help="End when nobody has called for so long.")
    ] = 900,
) -> None:
    from gwangju_ai_cli.cli.console import guarded
    from gwangju_ai_cli.cli.serve import serve

    raise typer.Exit(guarded(lambda: serve(socket, idle, main)))


def _docs(topic: Annotated[str | None, typer.Argument(help="A page; without one, the list of pages.")] = None) -> None:
    from gwangju_ai_cli.cli.console import guarded, write_stdout
    from gwangju_ai_cli.cli.docs import page_of

    def show() -> int:
        write_stdout(page_of(topic))
        return 0

    raise typer.Exit(guarded(show))


def _rules(
    name: Annotated[str | None, typer.Argument(metavar="[ID|KIND]", help="A rule or a kind; without one, all.")] = None,
) -> None:
    from gwangju_ai_cli.cli.console import guarded, write_stdout
    from gwangju_ai_cli.cli.rules import rules_text

    def show() -> int:
        write_stdout(rules_text(name))
        return 0

    raise typer.Exit(guarded(show))


def _commands() -> dict[str, tuple[str, Callable[[], Callable[..., None]]]]:
    """Each command's help, and what makes it, in the order of `--help`."""
    out = {kind.command: (kind.help, _extraction((kind.kind,))) for kind in FACT_TYPES}
    out["all"] = "Facts of every kind.", _extraction(tuple(kind.kind for kind in FACT_TYPES))
    if CHECK_MODULES:
        out["check"] = "Figures that contradict each other: sums, weekdays, ranges …", lambda: command(_check)
    out["projects"] = (
        "One project over many documents: each figure once, and where it moved.",
        lambda: command(_projects),
    )
    out["report"] = "One self-contained page to read and to share.", lambda: command(_report)
    out["explain"] = "Which rule fired where, and what was rejected and why.", lambda: command(_explain)
    out["evaluate"] = "Precision, recall and F1 against annotated text.", lambda: command(_evaluate)
    out["schema"] = "JSON Schema of the output.", lambda: _schema
    out["text"] = "The text that offsets refer to, read out of a PDF, HWPX … too.", lambda: command(_text)
    out["serve"] = "A process that stays, so that the next call starts at once.", lambda: _serve
    out["rules"] = "What each rule reads, with an example, its module and line.", lambda: _rules
    out["docs"] = "The reference pages.", lambda: _docs
    return out


_NAMES_ONLY = ("--help", "-h", "--version")


def _named() -> None:
    """Stands for a command of which only its name and help are wanted."""


def make_app(only: str | None = None) -> typer.Typer:
    """The command line: whole, or with one command alone where it is known which one runs, or without their
    options where the first argument asks for a list of them; that starts faster.
    """
    app = typer.Typer(
        cls=suggesting(make_app),
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        help=_HELP,
        epilog=_EPILOG,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    known = _commands()
    for name, (help, make) in known.items():
        if only in _NAMES_ONLY:
            app.command(name, help=help)(_named)
        elif only not in known or name == only:
            app.command(name, help=help)(make())
    return app


def main() -> None:
    """Runs the command line."""
    gc.set_threshold(*COLLECTOR)
    from gwangju_ai_cli.cli.console import guarded, open_missing_streams

    open_missing_streams()
    raise SystemExit(guarded(_run))


def _options() -> list[str]:
    """What was typed, up to the `--` behind which nothing is an option."""
    typed = sys.argv[1:]
    return typed[: typed.index("--")] if "--" in typed else typed


def _without_config() -> bool:
    """Whether no configuration is to be read; this is known before the command line is understood."""
    said = os.environ.get("GWANGJU_AI_NO_CONFIG", "").lower() not in ("", "0", "false", "no", "off")
    return said or "--no-config" in _options()


def _run() -> int:
    defaults = {}
    if not any(name in _options() for name in _NAMES_ONLY) and not _without_config():
        # A broken configuration keeps nobody from the help.
        from gwangju_ai_cli.cli.config import load_config, option_names, working_folder

        defaults = load_config(lambda: option_names(typer.main.get_command(make_app())), working_folder())
    typer.main.get_command(make_app(sys.argv[1] if len(sys.argv) > 1 else None))(default_map=defaults)
    return 0
