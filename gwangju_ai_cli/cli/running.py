"""One run of a command that finds facts: read, work, write, and say how it went."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Literal

import typer

from gwangju_ai_cli import __version__, batch
from gwangju_ai_cli.cli.console import (
    Progress,
    complain,
    counted,
    terminal_width,
    wants_color,
    write_stdout,
    write_terminal,
)
from gwangju_ai_cli.cli.options import EntityOptions, FileOptions, FormatName, ReadOptions, ReportOptions, WriteOptions
from gwangju_ai_cli.cli.outputs import Journal, text_file, whole_file
from gwangju_ai_cli.cli.stopping import Stop
from gwangju_ai_cli.cli.suggest import origin
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import Document, Fact, Facts, Json, Notice
from gwangju_ai_cli.morph import load_kiwi
from gwangju_ai_cli.registry import FACT_TYPES
from gwangju_ai_cli.render import FORMATS, Format, Layout, Result, find_format, format_of_suffix, load_renderer
from gwangju_ai_cli.render.json_lines import dump_json, lines_of
from gwangju_ai_cli.source import (
    KNOWN_SUFFIXES,
    STDIN,
    Failure,
    Input,
    decode,
    has_pages,
    parse_day,
    read_documents,
    size_of,
)

OK, FOUND_OR_EMPTY, FAILED = 0, 1, 2
Find = Callable[[Document], Facts]
_SAMPLE = (
    "한빛시(시장 김서도)는 오는 3일 시청에서 ㈜새벽과 업무협약을 맺고 2024년까지 도서관 건립에 120억원(국비 70억원, "
    "시비 50억원)을 투입한다. 김 시장은 “5개 기관이 30% 더 낸다”고 말했다.\n"
)
_WITHOUT_MODEL = frozenset({"money", "date", "issue"})
_FIXED_COLUMNS = frozenset({"csv", "tsv", "parquet"})


@dataclass(frozen=True, slots=True)
class _Replayed:
    """A document that an interrupted run has done."""

    document: Document
    records: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class _Packed:
    """What comes back of a document: one of these three."""

    notices: tuple[Notice, ...]
    records: tuple[Json, ...] = ()
    facts: tuple[Fact, ...] = ()
    lines: tuple[str, ...] | None = None


def reference_date(given: str | None, where: str = "") -> date | None:
    """The day that `--date` names. Raises UsageError, which says `where` it stands, for anything else."""
    if given is None:
        return None
    try:
        return parse_day(given)
    except ValueError as error:
        raise UsageError(f"--date: not a date: {given!r}; {error}{where}") from error


def open_documents(
    ctx: typer.Context, options: FileOptions, seen: Callable[[int], object] | None = None
) -> Iterator[Document | Failure]:
    """The documents that the options name; standard input where they name none and it is no terminal.

    `seen` is told of bytes that have been read.
    """
    paths = options.files or []
    if not paths:
        if sys.stdin is None or sys.stdin.closed or sys.stdin.isatty():
            ctx.fail("Give FILES to read, or pipe a text in.")
        paths = [Path(STDIN)]
    day = reference_date(options.date, origin(ctx, "date")) if isinstance(options, ReadOptions) else None
    if options.encoding is not None:
        try:
            decode(b"", options.encoding)
        except UsageError as error:
            raise UsageError(f"--encoding: {error}{origin(ctx, 'encoding')}") from error
    output: Path | None = getattr(options, "output", None)
    if output is not None and output.is_file() and any(path.is_file() and path.samefile(output) for path in paths):
        raise UsageError(f"-o {output}: is one of the files to read, and would be replaced")
    how = Input(options.input.value if options.input else None, options.encoding, day, seen, output)
    return read_documents(paths, how, stdin=_stdin() if STDIN in map(str, paths) else None)


def _stdin() -> BinaryIO | None:
    """Standard input by a reader of its own: the interpreter cannot end while a thread waits for `sys.stdin`."""
    if sys.stdin is None:
        return None
    try:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    except OSError:
        return sys.stdin.buffer


def choose_format(ctx: typer.Context, options: WriteOptions, *, findings: bool = False) -> Format:
    """The one format that is wished for: by option, else by the suffix of `-o`, else by configuration."""
    named = [name for name in ("json", "jsonl", "csv", "tsv", "markdown") if getattr(options, f"as_{name}")]
    configured = options.format.value if options.format else None
    if configured and _typed(ctx, "format"):
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


def _one_loudness(ctx: typer.Context, options: WriteOptions) -> WriteOptions:
    """Quiet or verbose, not both: what was typed goes before what is configured, and `-q` before `-v`."""
    if not (options.quiet and options.verbose):
        return options
    if _typed(ctx, "verbose") and not _typed(ctx, "quiet"):
        return replace(options, quiet=False)
    return replace(options, verbose=False)


def _typed(ctx: typer.Context, name: str) -> bool:
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


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
    options = _one_loudness(ctx, options)
    if options.resume and (options.output is None or wanted.by_columns or wanted.findings_only):
        raise UsageError("--resume needs -o with a format for programs: .json .jsonl .csv .tsv .sqlite .parquet")
    stream_to_terminal = options.output is None and sys.stdout.isatty()
    layout = Layout(
        kinds,
        {t.kind: t.command for t in FACT_TYPES} | {"issue": "issues"},
        terminal_width(),
        options.output is None and wants_color(options.color, sys.stdout),
        options.bom,
        paged=wanted.name in _FIXED_COLUMNS and has_pages(options.files or ()),
    )
    progress = Progress(not (options.quiet or options.no_progress or (stream_to_terminal and wanted.name != "table")))
    progress.size = size_of(options.files or (STDIN,)) if progress.shown else None
    documents = open_documents(ctx, options, progress.read if progress.shown else None)
    journal = None
    if options.resume and options.output is not None:
        journal = Journal(options.output, {"version": __version__, "kinds": list(kinds), **wishes})
        if journal.discarded and not options.quiet:
            complain(f"{journal.path}: is of a run with other options or of another version; all is done anew")
        elif len(journal) and not options.quiet:
            complain(f"resuming: {len(journal):,} documents are done already")
    tally = _Tally(options, progress, wanted)
    jobs = options.jobs or os.cpu_count() or 1
    lines = jobs > 1 or journal is not None or wanted.name in ("json", "jsonl")
    work = partial(_pack, find=find, shape="facts" if _needs_facts(wanted) else "lines" if lines else "records")
    prepare = partial(_warm_up, find, model=not _WITHOUT_MODEL.issuperset(kinds))
    with Stop() as stop:
        try:
            items = _replay(documents, journal)
            done: Iterator[batch.Done[_Packed] | Failure | _Replayed] = batch.run(
                items, work, jobs=jobs, prepare=prepare, limit_s=options.timeout
            )
            _write(tally.results(done, journal), tally, wanted, layout, options, stop)
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
    return tally.finish(wanted, findings=findings)


def _warm_up(find: Find, *, model: bool) -> None:
    """Loads what workers then share: the model, and the words and patterns that a first text asks for."""
    if model:
        load_kiwi()
    batch.attempt(find, Document(_SAMPLE))


def _needs_facts(wanted: Format) -> bool:
    return wanted.by_columns or wanted.findings_only


def _pack(doc: Document, find: Find, shape: Literal["facts", "lines", "records"]) -> _Packed:
    """What a format needs of a document's facts; a worker makes it, so that little travels and the parent has time."""
    found = find(doc)
    if shape == "facts":
        return _Packed(found.notices, facts=found.facts)
    records = tuple(fact.to_dict() for fact in found.facts)
    if shape == "records":
        return _Packed(found.notices, records)
    return _Packed(found.notices, lines=tuple(map(dump_json, records)))


def _replay(
    documents: Iterator[Document | Failure], journal: Journal | None
) -> Iterator[Document | Failure | _Replayed]:
    for item in documents:
        done = journal.find(item) if journal is not None and isinstance(item, Document) else None
        yield _Replayed(item, done) if isinstance(item, Document) and done is not None else item


def _write(
    results: Iterator[Result], tally: _Tally, wanted: Format, layout: Layout, options: WriteOptions, stop: Stop
) -> None:
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
    elif wanted.binary:
        with whole_file(options.output, resumed=options.resume) as path:
            render(results, layout, path)
    else:
        with text_file(options.output, resumed=options.resume) as write_file:
            render(results, layout, write_file)


def _flushed(results: Iterator[Result]) -> Iterator[Result]:
    """Whoever reads our output has a document's facts before we wait for the next document."""
    for result in results:
        yield result
        sys.stdout.flush()


class _Tally:
    """Counts what comes through, and says on stderr what went wrong."""

    def __init__(self, options: WriteOptions, progress: Progress, wanted: Format) -> None:
        self._options = options
        self.progress = progress
        self._unique = wanted.name == "sqlite"
        self._in_lines = wanted.name in ("json", "jsonl")
        self._seen: set[str] = set()
        self.failures = 0

    @property
    def read_nothing(self) -> bool:
        """Whether documents were to be read and not one could be."""
        return self.failures > 0 and not self.progress.documents

    def results(
        self, items: Iterator[batch.Done[_Packed] | Failure | _Replayed], journal: Journal | None
    ) -> Iterator[Result]:
        """The results among `items`; failures are reported and counted."""
        for item in items:
            if isinstance(item, Failure):
                self._fail(str(item))
                continue
            source = item.document.source
            if self._unique and source in self._seen:
                self._fail(f"{source}: a document of this name was read before in this run; its rows would mix")
                continue
            self._seen |= {source} if self._unique else set()
            if isinstance(item, _Replayed):
                result = Result(item.document, item.records)
            else:
                result = self._unpack(item)
                self._notice((*item.outcome.notices, *item.notices))
                if journal is not None:
                    journal.add(item.document, lines_of(result))
            found = len(result.lines or result.records or result.facts)
            self.progress.count(found)
            if self._options.verbose:
                day = item.document.reference_date or "none"
                origin = f" ({item.document.date_origin})" if item.document.date_origin else ""
                self._say(
                    f"{source}: {len(item.document.text):,} characters, reference date {day}{origin}, "
                    f"{counted(found, 'fact')}"
                )
            yield result

    def _unpack(self, done: batch.Done[_Packed]) -> Result:
        packed, records = done.outcome, done.outcome.records
        if packed.lines is not None and not self._in_lines:
            records = tuple(map(json.loads, packed.lines))
        return Result(done.document, records, packed.facts, packed.lines)

    def _fail(self, message: str) -> None:
        self.failures += 1
        self._say(message)

    def _notice(self, notices: tuple[Notice, ...]) -> None:
        for notice in notices if not self._options.quiet else ():
            at = f" (characters {notice.span.start}–{notice.span.end})" if notice.span else ""
            self._say(f"{notice.source}: {notice.message}{at}")

    def _say(self, message: str) -> None:
        self.progress.clear()
        complain(message)

    def finish(self, wanted: Format, *, findings: bool) -> int:
        """The exit code, after a word where nothing was found or much was asked for."""
        facts, documents = self.progress.facts, self.progress.documents
        if self._options.verbose:
            complain(f"{counted(documents, 'document')}, {counted(facts, 'fact')}, {self.progress.seconds:.2f} s")
        elif documents == 0 and self.failures == 0 and not self._options.quiet:
            complain(f"no documents: folders are searched for {' '.join(KNOWN_SUFFIXES)}, JSONL for lines")
        elif facts == 0 and documents and wanted.name == "table" and not self._options.quiet:
            complain(f"nothing found in {counted(documents, 'document')}")
        if self.failures:
            return FAILED
        if (findings and facts) or (self._options.fail_on_empty and not facts):
            return FOUND_OR_EMPTY
        return OK


def run_report(ctx: typer.Context, options: ReportOptions) -> int:
    """Writes one page about all documents; findings do not change the exit code, `check` is for that."""
    from gwangju_ai_cli.pipeline import Settings, survey_document
    from gwangju_ai_cli.registry import load_checks, load_module

    for kind in FACT_TYPES:
        load_module(kind.kind)  # once, before workers are forked
    load_checks()
    wanted = find_format("report")
    if options.output and options.output.suffix.lower() not in ("", ".html", ".htm"):
        raise UsageError(f"-o {options.output}: a report is an HTML page; give it the suffix .html")
    settings = Settings(dictionary=dictionary_of(options.dictionary))
    work = partial(survey_document, settings=settings, strict=options.strict)
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


def dictionary_of(path: Path | None) -> dict[str, tuple[str, str]]:
    """The user's dictionary, if there is one."""
    if path is None:
        return {}
    from gwangju_ai_cli.dictionary import load_dictionary

    return load_dictionary(path)
