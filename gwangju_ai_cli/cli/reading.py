"""What a command reads: its documents, their reference date, the user's dictionary."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

import typer

from gwangju_ai_cli.cli.config import origin
from gwangju_ai_cli.cli.options import FileOptions, ReadOptions, TextOptions
from gwangju_ai_cli.cli.overwriting import Reads, output_on_stdout
from gwangju_ai_cli.decoding import decode
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.source import STDIN, Columns, Failure, Input, identity, parse_day, read_documents


def reference_date(given: str | None, where: str = "") -> date | None:
    """The day that `--date` names. Raises UsageError, which says `where` it stands, for anything else."""
    if given is None:
        return None
    try:
        return parse_day(given)
    except ValueError as error:
        raise UsageError(f"--date: not a date: {given!r}; {error}{where}") from error


def open_documents(
    ctx: typer.Context,
    options: FileOptions,
    seen: Callable[[int], object] | None = None,
    outputs: Iterable[Path] = (),
) -> Iterator[Document | Failure]:
    """The documents that the options name; standard input where they name none and it is no terminal.

    `seen` is told of bytes that have been read; `outputs` are none of the documents of a folder.
    """
    paths = options.files or [Path(STDIN)]
    if not options.files and (sys.stdin is None or sys.stdin.closed or sys.stdin.isatty()):
        ctx.fail("Give FILES to read, or pipe a text in.")
    day = reference_date(options.date, origin(ctx, "date")) if isinstance(options, ReadOptions) else None
    if options.encoding is not None:
        try:
            decode(b"", options.encoding)
        except UsageError as error:
            raise UsageError(f"--encoding: {error}{origin(ctx, 'encoding')}") from error
    own = output_on_stdout(reads_of(options, paths))
    written = frozenset(found for found in (own, *map(identity, outputs)) if found is not None)
    how = Input(
        options.input.value if options.input else None,
        options.encoding,
        day,
        seen,
        written,
        columns=Columns(options.text_column, options.id_column, options.date_column, kept_names(options)),
        date_from_name=getattr(options, "date_from", None) is not None,
        everything=isinstance(options, TextOptions) and options.all,
    )
    return read_documents(list(map(_as_typed, paths)), how, stdin=_stdin() if STDIN in map(str, paths) else None)


def _as_typed(path: Path) -> Path | str:
    """An address as it was typed: of two slashes a path keeps one."""
    return next((typed for typed in sys.argv if "://" in typed and Path(typed) == path), path)


def left_out(doc: Document) -> str:
    """What to say, after something else, of what stands beside a document's text; empty where nothing does.

    >>> left_out(Document("예산", left_out=("2 headers", "1 memo")))
    '; left out: 2 headers, 1 memo (extract text --all shows them)'
    """
    return f"; left out: {', '.join(doc.left_out)} (extract text --all shows them)" if doc.left_out else ""


def reads_of(options: FileOptions, paths: Sequence[Path] | None = None) -> Reads:
    """Everything that a run with these options reads."""
    others = ((f"is the {name}", getattr(options, name, None)) for name in ("dictionary", "baseline"))
    known = tuple((what, path) for what, path in others if path is not None)
    return Reads(paths or options.files or [Path(STDIN)], known)


def kept_names(options: FileOptions) -> tuple[str, ...]:
    """The columns that `--keep` names: parted by commas, in one option or several."""
    given: list[str] = getattr(options, "keep", None) or []
    return tuple(name.strip() for part in given for name in part.split(",") if name.strip())


def _stdin() -> BinaryIO | None:
    """Standard input by a reader of its own: the interpreter cannot end while a thread waits for `sys.stdin`."""
    if sys.stdin is None:
        return None
    try:
        return open(sys.stdin.fileno(), "rb", closefd=False)
    except OSError:
        return sys.stdin.buffer


def dictionary_of(path: Path | None) -> dict[str, tuple[str, str]]:
    """The user's dictionary, if there is one."""
    if path is None:
        return {}
    from gwangju_ai_cli.dictionary import load_dictionary

    return load_dictionary(path)
