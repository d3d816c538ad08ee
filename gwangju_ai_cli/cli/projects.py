"""`extract projects`: the documents read one by one, what they say of projects kept, and linked at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import typer

from gwangju_ai_cli import __version__, batch
from gwangju_ai_cli.cli.choosing import choose_format, one_loudness
from gwangju_ai_cli.cli.config import configured_by
from gwangju_ai_cli.cli.console import (
    Progress,
    complain,
    counted,
    terminal_width,
    wants_color,
    write_stdout,
    write_terminal,
)
from gwangju_ai_cli.cli.journal import Journal
from gwangju_ai_cli.cli.options import ProjectsOptions
from gwangju_ai_cli.cli.outputs import is_stream, text_file, whole_file
from gwangju_ai_cli.cli.overwriting import check_output
from gwangju_ai_cli.cli.reading import dictionary_of, open_documents, reads_of
from gwangju_ai_cli.cli.running import replay, tell_of
from gwangju_ai_cli.cli.stopping import Stop
from gwangju_ai_cli.cli.tally import Packed, Replayed, Tally
from gwangju_ai_cli.errors import UsageError, nearest
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.morph import load_kiwi
from gwangju_ai_cli.pipeline import Settings
from gwangju_ai_cli.projects import Project, State, keeping, link, read_document
from gwangju_ai_cli.projects.explaining import explain
from gwangju_ai_cli.render import Format, Layout, Result
from gwangju_ai_cli.render.json_lines import dump_json, lines_of
from gwangju_ai_cli.render.projects import FILES, TEXTS, beside, file_renderer, text_renderer
from gwangju_ai_cli.source import STDIN, Failure, size_of
from gwangju_ai_cli.workers.attempt import Done


def run_projects(ctx: typer.Context, options: ProjectsOptions) -> int:
    """Links the projects of all documents and writes them; the exit code comes back."""
    wanted = choose_format(ctx, options)
    if wanted.name not in TEXTS and wanted.name not in FILES:
        raise UsageError(f"projects are not written as {wanted.name}; known are {', '.join((*TEXTS, *FILES))}")
    hushed = options.quiet and not configured_by(ctx, "quiet")
    loud = one_loudness(ctx, options)
    output = None if str(options.output) == STDIN else options.output
    if options.resume and (output is None or is_stream(output)):
        raise UsageError("--resume needs -o FILE: its journal stands beside the file")
    written = tuple(_files(output, wanted).values()) if output is not None else ()
    if options.explain is None:
        for path in written:
            check_output(path, "-o", reads_of(options), wanted, overwrite=options.overwrite)
    progress = Progress(not (loud.quiet or options.no_progress))
    progress.size = size_of(options.files or (STDIN,)) if progress.shown else None
    documents = open_documents(ctx, options, progress.read if progress.shown else None, written)
    settings = Settings(dictionary=dictionary_of(options.dictionary))
    journal = None
    if options.resume and output is not None:
        wishes = {"version": __version__, "kinds": ["project"], "dictionary": settings.dictionary}
        journal = Journal(output, wishes)
        tell_of(journal, quiet=loud.quiet)
    tally = Tally(loud, progress, wanted, unique=True)
    with Stop() as stop:
        try:
            done: Iterator[Done[Packed] | Failure | Replayed] = batch.run(
                replay(documents, journal),
                partial(_read, settings=settings),
                jobs=options.jobs or os.cpu_count() or 1,
                prepare=load_kiwi,
                limit_s=options.timeout,
            )
            states = _states(stop.take(tally.results(done, journal), quietly=False))
            progress.clear()
            found = link(states)
            if options.explain is not None:
                write_stdout(_explained(found, options.explain))
            elif output is not None and tally.read_nothing:
                complain(f"{output}: not written, for nothing could be read")
            else:
                _write(found, wanted, options, output, journal)
        except BaseException:
            if journal is not None:
                journal.close()
            raise
        finally:
            progress.clear()
        if journal is not None and tally.read_nothing and len(journal):
            journal.close()  # what an earlier run has done is not lost because its input is gone for now
        elif journal is not None:
            journal.remove()
        stop.check()
    _note_undated(states, quiet=loud.quiet)
    return tally.finish(wanted, findings=False, hushed=hushed)


def _read(doc: Document, settings: Settings) -> Packed:
    """What a worker sends: the document's state as a line of JSON, nothing where it says no figure."""
    state = read_document(doc, settings)
    return Packed((), lines=(dump_json(keeping.to_record(state)),) if state.figures else ())


def _states(results: Iterator[Result]) -> list[State]:
    return [keeping.from_line(line) for result in results for line in lines_of(result)]


def _note_undated(states: Sequence[State], *, quiet: bool) -> None:
    undated = sum(state.date is None for state in states)
    if undated and not quiet:
        complain(
            f"{counted(undated, 'document')} without a date: their figures come last, and move nothing before them"
        )


def _files(output: Path, wanted: Format) -> dict[str, Path]:
    """The files that a format writes, by table."""
    return beside(output) if wanted.name == "parquet" else {"projects": output}


def _write(
    found: Sequence[Project], wanted: Format, options: ProjectsOptions, output: Path | None, journal: Journal | None
) -> None:
    name = journal.name if journal is not None else None
    color = output is None and wants_color(options.color, sys.stdout)
    layout = Layout(("project",), width=terminal_width(), color=color, bom=options.bom)
    if output is None:
        unsafe = sys.stdout.isatty() and wanted.name not in ("table", "markdown")
        text_renderer(wanted)(found, layout, write_terminal if unsafe else write_stdout)
        sys.stdout.flush()
    elif wanted.name == "sqlite" and output.exists():
        file_renderer(wanted)(found, output)  # in place: its own transaction makes it all or nothing
    elif wanted.name in FILES:
        with ExitStack() as stack:
            paths = {
                table: stack.enter_context(whole_file(path, f"{name}-{table}" if name else None))
                for table, path in _files(output, wanted).items()
            }
            file_renderer(wanted)(found, paths if wanted.name == "parquet" else paths["projects"])
    else:
        with text_file(output, name) as write:
            text_renderer(wanted)(found, layout, write)


def _explained(found: Sequence[Project], name: str) -> str:
    """The reasons of the projects that go by a name, or by one that contains it."""
    plain = "".join(name.split())
    names = {text: project for project in found for text in (project.name, *project.aliases)}
    chosen = [
        project for project in found if any(plain in "".join(text.split()) for text in (project.name, *project.aliases))
    ]
    if not chosen:
        near = nearest(name, list(names))
        raise UsageError(f"--explain: no project is called {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    return "\n".join(explain(project) for project in chosen)
