"""Bytes → documents: files, folders, standard input, JSONL; encodings found, never guessed past an error.

A document's text stays exactly as decoded (line ends and all), for its offsets are the user's. PDF, HWPX, web pages
and their like are read by `documents`, which is imported with the first of them.
What cannot be read becomes a `Failure` in its place, so that the documents around it are still done.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from gwangju_ai_cli.dateline import find_stated_date
from gwangju_ai_cli.decoding import LONGEST_BYTES, decode
from gwangju_ai_cli.errors import FAULTS, SourceError, describe_fault
from gwangju_ai_cli.formats import DOCUMENT_SUFFIXES, HEAD_BYTES, DocumentFormat, recognise
from gwangju_ai_cli.model import Document

if TYPE_CHECKING:
    from gwangju_ai_cli.documents.model import Extract
    from gwangju_ai_cli.documents.reading import DocumentReader

STDIN = "-"
_AT_ONCE_BYTES = 1 << 20
_TOO_LONG = (
    f"is longer than {LONGEST_BYTES // 1_000_000} MB, the most of one text; split it, or give its parts as JSON Lines"
)
TEXT_SUFFIXES = (".txt", ".text", ".md")
JSONL_SUFFIXES = (".jsonl", ".ndjson")
KNOWN_SUFFIXES = (*TEXT_SUFFIXES, *JSONL_SUFFIXES, *DOCUMENT_SUFFIXES)

Identity = tuple[int, int]
"""Device and number of a file: the same however it is spelled or linked."""


def identity(path: Path) -> Identity | None:
    """What the file at `path` is; None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, or not be worked on: the others go on."""

    source: str
    message: str

    def __str__(self) -> str:
        return f"{self.source}: {self.message}"


@dataclass(frozen=True, slots=True)
class Input:
    """How input is to be read. `form` is None (by signature and suffix), `text` or `jsonl`; `encoding` None finds it.

    `reference_date` goes before what a document says of itself.
    """

    form: str | None = None
    encoding: str | None = None
    reference_date: date | None = None
    seen: Callable[[int], object] | None = None
    """Is told of bytes that have been read, for a progress line."""
    outputs: frozenset[Identity] = frozenset()
    """What this run writes, or an earlier one has written in its place: in a folder it is none of the documents."""
    everything: bool = False
    """Whether a document's text is to end with what stands beside it: heads, feet, remarks."""


class _Documents:
    """The reader of documents: imported and started with the first of them, ended with the last."""

    def __init__(self) -> None:
        self._reader: DocumentReader | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._reader is not None:
            self._reader.close()

    def read(self, path: Path | None, stream: BinaryIO, head: bytes, form: DocumentFormat, how: Input) -> Extract:
        """The extract of a file, or of the stream whose first bytes are `head` where it is no file to be opened."""
        if self._reader is None:
            from gwangju_ai_cli.documents.reading import DocumentReader

            self._reader = DocumentReader()
        if path is not None and path.is_file():
            return self._reader.read(path, form, how.encoding, everything=how.everything)
        return self._reader.read_bytes(_whole(stream, head), form, how.encoding, everything=how.everything)


def read_documents(
    paths: Sequence[Path | str], how: Input | None = None, *, stdin: BinaryIO | None = None
) -> Iterator[Document | Failure]:
    """Every document of `paths` in order; folders are walked in sorted order. Read as it is asked for.

    `-` is `stdin`. A file that was named is read whatever its suffix; in folders only known suffixes count
    and hidden names are skipped.
    """
    how = how or Input()
    if how.encoding is not None:
        decode(b"", how.encoding)
    with _Documents() as documents:
        for given in paths:
            path = Path(given)
            if str(given) == STDIN:
                stream = stdin or io.BytesIO()
                yield from _safely(_read_stream(stream, STDIN, None, how.form == "jsonl", how, documents), STDIN)
            elif _is_folder(path):
                for found in _walk(path):
                    if isinstance(found, Failure):
                        yield found
                    elif not (how.outputs and identity(found) in how.outputs):
                        yield from _read_file(found, how, documents)
            else:
                yield from _read_file(path, how, documents, str(given))


def size_of(paths: Sequence[Path | str]) -> int | None:
    """Bytes of what `read_documents` will read; None where that cannot be known, as of a pipe."""
    total = 0
    for given in paths:
        path = Path(given)
        try:
            if path.is_dir():
                total += sum(found.stat().st_size for found in document_files(path))
            elif path.is_file():
                total += path.stat().st_size
            else:
                return None
        except OSError:
            return None
    return total


def _is_folder(path: Path) -> bool:
    """Whether a folder is there; a name that no file can have (too long) is told where it is read."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def document_files(folder: Path) -> Iterator[Path]:
    """The files in a folder that are read as documents, in their order."""
    return (found for found in _walk(folder) if isinstance(found, Path))


def _walk(folder: Path) -> Iterator[Path | Failure]:
    """The documents in a folder, sorted by name, at any depth; what cannot be listed is told in its place."""
    above: list[tuple[Path, Iterator[os.DirEntry[str]]]] = []
    into: Path | None = folder
    while into is not None or above:
        try:
            if into is not None:
                with os.scandir(into) as found:
                    entries = sorted(found, key=lambda entry: entry.name)
                above.append((into, iter(entries)))
                into = None
            parent, rest = above[-1]
            entry = next(rest, None)
            if entry is None:
                above.pop()
                continue
            path = parent / entry.name
            # Links to folders are not followed: they may lead round in a circle.
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                into = path
            elif path.suffix.lower() in KNOWN_SUFFIXES and (entry.is_file() or _leads_nowhere(path)):
                yield path
        except OSError as error:
            yield Failure((into or path).as_posix(), _reason(error))
            into = None


def _leads_nowhere(path: Path) -> bool:
    """Whether this is a link to nothing: a document that is missing, and to be named."""
    return path.is_symlink() and not os.path.exists(path)  # noqa: PTH110 - the other one raises for some links


def _read_file(path: Path, how: Input, documents: _Documents, typed: str = "") -> Iterator[Document | Failure]:
    source = path.as_posix()
    jsonl = how.form == "jsonl" or (how.form is None and path.suffix.lower() in JSONL_SUFFIXES)
    try:
        with path.open("rb") as stream:
            if how.seen is not None and not jsonl:
                how.seen(os.fstat(stream.fileno()).st_size)
            yield from _safely(_read_stream(stream, source, path, jsonl, how, documents), source)
    except (OSError, ValueError) as error:
        if address := re.match(r"([A-Za-z][A-Za-z0-9+.-]+)://", typed):
            how_else = "save the page, or pipe it in (curl -s …)" if address[1].startswith("http") else "pipe it in"
            yield Failure(typed, f"is an address, and nothing is fetched; {how_else}")
        else:
            yield Failure(source, _reason(error))


def _safely(items: Iterator[Document | Failure], source: str) -> Iterator[Document | Failure]:
    """The items as far as they come; what ends them early is a failure of this file, and the others are still read."""
    try:
        yield from items
    except OSError as error:
        yield Failure(source, _reason(error))
    except (MemoryError, *FAULTS) as error:
        yield Failure(source, describe_fault(error))


def _read_stream(
    stream: BinaryIO, source: str, path: Path | None, jsonl: bool, how: Input, documents: _Documents
) -> Iterator[Document | Failure]:
    if jsonl:
        yield from _read_jsonl(stream, source, how)
        return
    try:
        head = stream.read(HEAD_BYTES)
        form = None if how.form == "text" else recognise(head, path.suffix if path is not None else "")
        if form is None:
            doc = _document(decode(_whole(stream, head), how.encoding), source, how)
            yield replace(doc, gaps=_told_of_json(doc.text)) if how.form is None else doc
        else:
            yield _extracted(documents.read(path, stream, head, form, how), source, how)
    except SourceError as error:
        yield Failure(source, str(error))


def _whole(stream: BinaryIO, head: bytes = b"") -> bytes:
    """What `head` is the beginning of. Raises SourceError for more than one text may be."""
    with suppress(OSError, AttributeError, io.UnsupportedOperation):
        if os.fstat(stream.fileno()).st_size > LONGEST_BYTES:
            raise SourceError(_TOO_LONG)
    parts, size = [head], len(head)
    while part := stream.read(_AT_ONCE_BYTES):
        parts.append(part)
        size += len(part)
        if size > LONGEST_BYTES:
            raise SourceError(_TOO_LONG)
    return b"".join(parts)


def read_bytes(path: Path) -> bytes:
    """A file whole. Raises OSError, and SourceError where it is longer than one text may be."""
    with path.open("rb") as stream:
        return _whole(stream)


def _told_of_json(text: str) -> tuple[str, ...]:
    """What to say of JSON records that are read as plain text, because neither name nor option says what they are."""
    for written, advice in (
        (text.partition("\n")[0] if text.startswith("{") else "", "give --input jsonl"),
        (text if text.startswith("{") else "", "jq -c . FILE | extract … --input jsonl"),
        (text if text.startswith("[") else "", "jq -c '.[]' FILE | extract … --input jsonl"),
    ):
        try:
            found = json.loads(written)
        except (ValueError, RecursionError):
            continue
        if any(isinstance(item, dict) and "text" in item for item in (found if isinstance(found, list) else [found])):
            return (f"this is JSON, read as plain text; to read its documents: {advice}",)
    return ()


def _document(text: str, source: str, how: Input) -> Document:
    """A text with its reference date: the one given, else the one it states of itself."""
    if how.reference_date is not None:
        return Document(text, source, how.reference_date, date_origin="--date")
    stated = find_stated_date(text)
    return Document(text, source, stated.day, date_origin=f"“{stated.line}”") if stated else Document(text, source)


def _extracted(extract: Extract, source: str, how: Input) -> Document:
    doc = _document(extract.text, source, how)
    if how.reference_date is None and extract.date is not None:
        doc = replace(doc, reference_date=date.fromisoformat(extract.date), date_origin=extract.date_origin)
    return replace(doc, pages=extract.pages, gaps=extract.gaps, left_out=extract.left_out)


def _read_jsonl(stream: BinaryIO, source: str, how: Input) -> Iterator[Document | Failure]:
    """One document a line; a line that is none is named by its number and the rest is read."""
    try:
        for number, line in enumerate(_lines(stream, how.encoding), start=1):
            if how.seen is not None:
                how.seen(len(line))
            if line.strip():
                yield _read_line(line, f"{source}:{number}", how)
    except SourceError as error:
        yield Failure(source, str(error))


def _read_line(line: bytes | str, where: str, how: Input) -> Document | Failure:
    try:
        if len(line) > LONGEST_BYTES:
            raise SourceError(_TOO_LONG)
        return _read_record(decode(line, how.encoding) if isinstance(line, bytes) else line, where, how)
    except SourceError as error:
        return Failure(where, str(error))
    except (MemoryError, *FAULTS) as error:
        return Failure(where, describe_fault(error))


def _lines(stream: BinaryIO, encoding: str | None) -> Iterator[bytes | str]:
    """Lines as bytes, as they come; UTF-16 and its like, where a line end is no single byte, decoded whole.

    Of a line that is too long for one text only the beginning comes.
    """
    first = stream.readline(LONGEST_BYTES + 1)
    wide = first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE))
    if wide or (encoding or "").lower().replace("_", "-").startswith(("utf-16", "utf-32")):
        yield from decode(_whole(stream, first), encoding).split("\n")
        return
    line = first
    while line:
        yield line
        while len(line) > LONGEST_BYTES and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_BYTES + 1)
        line = stream.readline(LONGEST_BYTES + 1)


def _read_record(line: str, where: str, how: Input) -> Document:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise SourceError(f"expected an object with a text, not {type(record).__name__}")
    text = record.get("text")
    if not isinstance(text, str):
        raise SourceError('no "text", or it is not a string')
    source = record.get("id")
    if source is None or (isinstance(source, str) and not source.strip()):
        source = where  # an empty name names nothing
    elif not isinstance(source, (str, int)) or isinstance(source, bool):
        raise SourceError(f'"id" is neither a string nor a whole number: {source!r}')
    doc = _document(text, str(source), how)
    said = record.get("date")
    if said not in (None, ""):  # exports write an empty one where none is known
        recorded = _record_date(said)
        if how.reference_date is None:
            doc = replace(doc, reference_date=recorded, date_origin='the record\'s "date"')
    return doc


def _record_date(said: object) -> date:
    """The day of a record's `date`."""
    try:
        return parse_day(str(said))
    except ValueError as error:
        raise SourceError(f'"date" is no date: {said!r}; {error}') from error


def parse_day(said: str) -> date:
    """The day that an ISO date names; a time of day after it is allowed, as feeds write it.

    Raises ValueError, which says what to do, for anything else.

    >>> parse_day("2019-10-03"), parse_day("2019-10-03T09:00:00Z")
    (datetime.date(2019, 10, 3), datetime.date(2019, 10, 3))
    >>> parse_day("2023-02-29")
    Traceback (most recent call last):
    ValueError: the calendar has no such day
    """
    try:
        return datetime.fromisoformat(said).date()
    except ValueError as error:
        whole = re.match(r"\d{4}-\d{2}-\d{2}(?!\d)", said)
        raise ValueError("the calendar has no such day" if whole else "write it as 2019-10-03") from error


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
