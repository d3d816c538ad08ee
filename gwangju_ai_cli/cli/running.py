"""One run of a command that finds facts: read, work, write, and say how it went."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, fields
from functools import partial
from itertools import chain
from typing import Any

import typer

from gwangju_ai_cli import __version__, batch
from gwangju_ai_cli.cli.choosing import choose_format, one_loudness
from gwangju_ai_cli.cli.config import configured_by
from gwangju_ai_cli.cli.console import (
    Progress,
    complain,
    terminal_width,
    wants_color,
    write_stdout,
    write_terminal,
)
from gwangju_ai_cli.cli.journal import Journal
from gwangju_ai_cli.cli.options import EntityOptions, ReportOptions, WriteOptions
from gwangju_ai_cli.cli.outputs import is_stream, text_file, whole_file, whole_folder
from gwangju_ai_cli.cli.overwriting import check_output
from gwangju_ai_cli.cli.reading import dictionary_of, kept_names, open_documents, reads_of
from gwangju_ai_cli.cli.stopping import Stop
from gwangju_ai_cli.cli.tally import Packed, Replayed, Tally, TooManyFailures, is_left_open
from gwangju_ai_cli.context import add_extras, check_names
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import Document, Facts
from gwangju_ai_cli.morph import load_kiwi
from gwangju_ai_cli.registry import FACT_TYPES
from gwangju_ai_cli.render import Format, Layout, Result, find_format, load_renderer
from gwangju_ai_cli.render.json_lines import dump_json
from gwangju_ai_cli.schema import COMMON_FIELDS, flat_fields
from gwangju_ai_cli.source import (
    STDIN,
    Failure,
    size_of,
)
from gwangju_ai_cli.workers.attempt import Done, attempt

Find = Callable[[Document], Facts]
_SAMPLE = (
    "한빛시(시장 김서도)는 오는 3일 시청에서 ㈜새벽과 업무협약을 맺고 2024년까지 도서관 건립에 120억원(국비 70억원, "
    "시비 50억원)을 투입한다. 김 시장은 “5개 기관이 30% 더 낸다”고 말했다.\n"
)
_WITHOUT_MODEL = frozenset({"money", "date", "issue"})


def run(
    ctx: typer.Context,
    options: WriteOptions,
    kinds: tuple[str, ...],
    find: Find,
    wishes: dict[str, Any],
    *,
    findings: bool = False,
    wanted: Format | None = None,
) -> int:
    """Writes what `find` finds in every document. The exit code comes back.

    `wishes` is what else decides the outcome: a journal of other wishes is not resumed.
    """
    wanted = wanted or choose_format(ctx, options, findings=findings)
    options = one_loudness(ctx, options)
    output = None if str(options.output) == STDIN else options.output
    streamed = output is None or is_stream(output)
    if options.resume and (streamed or wanted.by_columns or wanted.findings_only):
        raise UsageError("--resume needs -o with a format for programs: .json .jsonl .csv .tsv .sqlite .parquet .xlsx")
    if output is not None:
        option = "--write-baseline" if wanted.name == "baseline" else "-o"
        check_output(output, option, reads_of(options), wanted, overwrite=options.overwrite)
    stream_to_terminal = options.output is None and sys.stdout.isatty()
    layout = Layout(
        kinds,
        {t.kind: t.command for t in FACT_TYPES} | {"issue": "issues"},
        terminal_width(),
        options.output is None and wants_color(options.color, sys.stdout),
        options.bom,
        options.repeats,
        options.context,
        kept_names(options),
        options.prune,
        options.partition_by.value if options.partition_by else None,
    )
    fields_of_kinds = {*COMMON_FIELDS, *(name for kind in kinds for name in flat_fields(kind))}
    check_names(layout.keep, fields_of_kinds | ({"id"} if wanted.name == "sqlite" else set()), context=options.context)
    progress = Progress(not (options.quiet or options.no_progress or (stream_to_terminal and wanted.name != "table")))
    progress.size = size_of(options.files or (STDIN,)) if progress.shown else None
    documents = open_documents(ctx, options, progress.read if progress.shown else None, (output,) if output else ())
    journal = None
    if options.resume and output is not None:
        journal = Journal(
            output, {"version": __version__, "kinds": list(kinds), "extras": list(layout.extras), **wishes}
        )
        tell_of(journal, quiet=options.quiet)
    if options.errors is not None:
        check_output(options.errors, "--errors", reads_of(options), None)
    tally = Tally(options, progress, wanted, kinds)
    jobs = options.jobs or os.cpu_count() or 1
    lines = jobs > 1 or journal is not None or wanted.name in ("json", "jsonl")
    shape = "facts" if _needs_facts(wanted) else "lines" if lines else "records"
    work = partial(_pack, find=find, shape=shape, context=layout.context, keep=layout.keep)
    prepare = partial(warm_up, find, model=not _WITHOUT_MODEL.issuperset(kinds))
    with Stop() as stop:
        try:
            items = replay(documents, journal)
            done: Iterator[Done[Packed] | Failure | Replayed] = batch.run(
                items, work, jobs=jobs, prepare=prepare, limit_s=options.timeout
            )
            _write(tally.results(done, journal), tally, wanted, layout, options, stop, journal)
        except TooManyFailures as error:
            if journal is not None:
                journal.close()
            complain(f"{error}; {options.output or 'nothing'} is {'not ' if options.output else ''}written")
            return tally.finish(wanted, findings=findings, hushed=options.quiet)
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
    return tally.finish(wanted, findings=findings, hushed=options.quiet and not configured_by(ctx, "quiet"))


def tell_of(journal: Journal, *, quiet: bool) -> None:
    """Says what an earlier run has left in the journal."""
    if journal.damaged:
        damaged = (
            "line of it is damaged; its document is"
            if journal.damaged == 1
            else "lines of it are damaged; their documents are"
        )
        complain(f"{journal.path}: {journal.damaged:,} {damaged} done again")
    if quiet:
        return
    if journal.discarded:
        complain(f"{journal.path}: is of a run with other options or of another version; all is done anew")
    elif len(journal):
        complain(f"resuming: {len(journal):,} documents are done already")


def warm_up(find: Find, *, model: bool) -> None:
    """Loads what workers then share: the model, and the words and patterns that a first text asks for."""
    if model:
        with suppress(MemoryError):  # it is told of each document
            load_kiwi()
    attempt(find, Document(_SAMPLE))


def _needs_facts(wanted: Format) -> bool:
    return wanted.by_columns or wanted.findings_only


def _pack(doc: Document, find: Find, shape: str, context: bool, keep: tuple[str, ...]) -> Packed:
    """What a format needs of a document's facts, `shape`: facts, lines or records; a worker makes it, so that little
    travels and the parent has time."""
    found = find(doc)
    counts = tuple(Counter(fact.kind for fact in found.facts).items())
    left_open = doc.reference_date is None and any(map(is_left_open, found.facts))
    if shape == "facts":
        return Packed(found.notices, counts, left_open, facts=found.facts, beside=found.beside)
    records = add_extras((fact.to_dict() for fact in found.facts), doc, context=context, keep=keep)
    if shape == "records":
        return Packed(found.notices, counts, left_open, records)
    return Packed(found.notices, counts, left_open, lines=tuple(map(dump_json, records)))


def replay(documents: Iterator[Document | Failure], journal: Journal | None) -> Iterator[Document | Failure | Replayed]:
    """The documents, those that an interrupted run has done with what it found."""
    for item in documents:
        done = journal.find(item) if journal is not None and isinstance(item, Document) else None
        yield Replayed(item, done) if isinstance(item, Document) and done is not None else item


def _write(
    results: Iterator[Result],
    tally: Tally,
    wanted: Format,
    layout: Layout,
    options: WriteOptions,
    stop: Stop,
    journal: Journal | None,
) -> None:
    name = journal.name if journal is not None else None
    render = load_renderer(wanted)
    streamed = options.output is None or str(options.output) == STDIN
    results = stop.take(results, quietly=streamed and not _needs_facts(wanted))
    if not streamed or _needs_facts(wanted):
        first = next(results, None)
        if first is None and tally.read_nothing:  # an empty page would look as if there were nothing to find
            if not streamed:
                complain(f"{options.output}: not written, for nothing could be read")
            return
        results = chain(() if first is None else (first,), results)
    if options.output is None or streamed:
        # Formats by columns have safe cells already, and colours of their own.
        unsafe = sys.stdout.isatty() and not wanted.by_columns
        stream = write_terminal if unsafe else write_stdout

        def write(text: str) -> None:
            tally.progress.clear()  # on a terminal the results would begin behind its line
            stream(text)

        render(_flushed(results), layout, write)
        sys.stdout.flush()
    elif wanted.name == "sqlite" and options.output.exists():
        render(results, layout, options.output)  # in place: its own transaction makes it all or nothing
    elif layout.partition_by is not None:
        from gwangju_ai_cli.render.parquet import render_folder

        with whole_folder(options.output, layout.partition_by) as folder:
            render_folder(results, layout, folder)
    elif wanted.binary:
        with whole_file(options.output, name) as path:
            render(results, layout, path)
    else:
        with text_file(options.output, name) as write_file:
            render(results, layout, write_file)


def _flushed(results: Iterator[Result]) -> Iterator[Result]:
    """Whoever reads our output has a document's facts before we wait for the next document."""
    for result in results:
        yield result
        sys.stdout.flush()


def run_report(ctx: typer.Context, options: ReportOptions) -> int:
    """Writes one page about all documents; findings do not change the exit code, `check` is for that."""
    from gwangju_ai_cli.pipeline import Settings, survey_document
    from gwangju_ai_cli.projects import reading
    from gwangju_ai_cli.registry import load_checks, load_module

    for kind in FACT_TYPES:
        load_module(kind.kind)  # once, before workers are forked
    load_checks()
    wanted = find_format("report")
    if options.output and options.output.suffix.lower() not in ("", ".html", ".htm"):
        raise UsageError(f"-o {options.output}: a report is an HTML page; give it the suffix .html")
    settings = Settings(dictionary=dictionary_of(options.dictionary))
    work = partial(survey_document, settings=settings, strict=options.strict, beside=reading.read)
    shared = {field.name: getattr(options, field.name) for field in fields(options) if field.name != "strict"}
    return run(ctx, WriteOptions(**shared), tuple(t.kind for t in FACT_TYPES), work, {}, wanted=wanted)


def run_extraction(ctx: typer.Context, options: WriteOptions, kinds: tuple[str, ...]) -> int:
    """Finds facts of `kinds`."""
    from gwangju_ai_cli.pipeline import Settings, extract_document
    from gwangju_ai_cli.registry import load_module

    for kind in kinds:
        load_module(kind)  # a module that cannot be imported fails here, loudly, and not once a document
    mentions = isinstance(options, EntityOptions) and options.mentions
    settings = Settings(mentions=mentions, dictionary=dictionary_of(options.dictionary))
    work = partial(extract_document, kinds=kinds, settings=settings)
    return run(ctx, options, kinds, work, asdict(settings))
