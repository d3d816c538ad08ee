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
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from gwangju_ai_cli import compressed, tables
from gwangju_ai_cli.dateline import read_day
from gwangju_ai_cli.decoding import LONGEST_BYTES, decode
from gwangju_ai_cli.errors import FAULTS, SourceError, describe_fault
from gwangju_ai_cli.formats import DOCUMENT_SUFFIXES, HEAD_BYTES, DocumentFormat, recognise
from gwangju_ai_cli.inputs import Columns as Columns
from gwangju_ai_cli.inputs import Failure as Failure
from gwangju_ai_cli.inputs import Identity as Identity
from gwangju_ai_cli.inputs import Input as Input
from gwangju_ai_cli.inputs import What
from gwangju_ai_cli.inputs import identity as identity
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.records import find_column, is_ours, kept_of, make_document

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
KNOWN_SUFFIXES = (*TEXT_SUFFIXES, *JSONL_SUFFIXES, *DOCUMENT_SUFFIXES, *tables.SUFFIXES)


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
                yield from _safely(_read_stream(stream, STDIN, None, how, documents), STDIN)
            elif _is_folder(path):
                for found in _walk(path):
                    if isinstance(found, Failure):
                        yield found
                    elif not (how.outputs and identity(found) in how.outputs):
                        yield from _read_file(found, how, documents, found=True)
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
            elif is_known(path) and (entry.is_file() or _leads_nowhere(path)):
                yield path
        except OSError as error:
            yield Failure((into or path).as_posix(), _reason(error))
            into = None


def is_known(path: Path) -> bool:
    """Whether a file of that name, found in a folder, is read.

    >>> is_known(Path("a.TXT")), is_known(Path("a.csv.gz")), is_known(Path("a.parquet.gz")), is_known(Path("a.gz"))
    (True, True, False, False)
    """
    inner = compressed.inner_name(path)
    form = tables.form_of(inner)
    return inner.suffix.lower() in KNOWN_SUFFIXES and (inner == path or form is None or form in tables.PACKED_FORMS)


def _leads_nowhere(path: Path) -> bool:
    """Whether this is a link to nothing: a document that is missing, and to be named."""
    return path.is_symlink() and not os.path.exists(path)  # noqa: PTH110 - the other one raises for some links


def _read_file(
    path: Path, how: Input, documents: _Documents, typed: str = "", *, found: bool = False
) -> Iterator[Document | Failure]:
    """The documents of a file, named as `typed`, or `found` in a folder."""
    source = path.as_posix()
    try:
        with path.open("rb") as stream:
            yield from _safely(_read_stream(stream, source, path, how, documents, found=found), source)
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
    raw: BinaryIO, source: str, path: Path | None, how: Input, documents: _Documents, *, found: bool = False
) -> Iterator[Document | Failure]:
    name = compressed.inner_name(path) if path is not None else Path(source)
    try:
        stream, packed = compressed.open_plain(raw)
        whole = path if path is not None and not packed and path.is_file() else None
        form = how.form or _form_of(name)
        if form == "jsonl":
            yield from _read_jsonl(stream, source, how, found=found)
        elif form in tables.FORMS:
            yield from tables.read_table(stream, form, source, whole, how, found=found)
        else:
            if how.seen is not None and path is not None:
                how.seen(os.fstat(raw.fileno()).st_size)
            yield _read_one(stream, source, name, whole, how, documents)
    except SourceError as error:
        yield Failure(source, str(error), what="encoding")


def _form_of(name: Path) -> str | None:
    return "jsonl" if name.suffix.lower() in JSONL_SUFFIXES else tables.form_of(name)


def _read_one(
    stream: BinaryIO, source: str, name: Path, path: Path | None, how: Input, documents: _Documents
) -> Document:
    """The document that a stream is; `path` is its file, where that can be opened again."""
    head = stream.read(HEAD_BYTES)
    form = None if how.form == "text" else recognise(head, name.suffix)
    if form is not None:
        return _extracted(documents.read(path, stream, head, form, how), source, how)
    doc = make_document(decode(_whole(stream, head), how.encoding), source, how, _path(source))
    return replace(doc, gaps=_told_of_json(doc.text)) if how.form is None else doc


def _path(source: str) -> str | None:
    return None if source == STDIN else source


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
        (text if text.startswith(("{", "[")) else "", "give --input json"),
    ):
        try:
            found = json.loads(written)
        except (ValueError, RecursionError):
            continue
        if any(isinstance(item, dict) and "text" in item for item in (found if isinstance(found, list) else [found])):
            return (f"this is JSON, read as plain text; to read its documents: {advice}",)
    return ()


def _extracted(extract: Extract, source: str, how: Input) -> Document:
    doc = make_document(extract.text, source, how, _path(source))
    if how.reference_date is None and extract.date is not None:
        doc = replace(doc, reference_date=date.fromisoformat(extract.date), date_origin=extract.date_origin)
    return replace(doc, pages=extract.pages, gaps=extract.gaps, left_out=extract.left_out)


def _read_jsonl(stream: BinaryIO, source: str, how: Input, *, found: bool = False) -> Iterator[Document | Failure]:
    """One document a line; a line that is none is named by its number and the rest is read.

    A file that was `found` in a folder and holds facts that this program wrote is left out.
    """
    try:
        for number, line in enumerate(_lines(stream, how.encoding), start=1):
            if how.seen is not None:
                how.seen(len(line))
            if not line.strip():
                continue
            if found and number == 1 and _is_of_facts(line):
                yield Failure(source, tables.OURS, skipped=True)
                return
            yield _read_line(line, source, number, how)
    except SourceError as error:
        yield Failure(source, str(error), what="encoding")


def _is_of_facts(line: bytes | str) -> bool:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(record, dict) and is_ours(record)


def _read_line(line: bytes | str, source: str, number: int, how: Input) -> Document | Failure:
    what: What = "encoding"
    try:
        if len(line) > LONGEST_BYTES:
            raise SourceError(_TOO_LONG)
        written = decode(line, how.encoding) if isinstance(line, bytes) else line
        what = "record"
        return _read_record(written, f"{source}:{number}", how, _path(source))
    except SourceError as error:
        return Failure(source, str(error), number, what)
    except (MemoryError, *FAULTS) as error:
        return Failure(source, describe_fault(error), number, what)


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


def _read_record(line: str, where: str, how: Input, path: str | None) -> Document:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"not JSON: {error}") from error
    if not isinstance(record, dict):
        raise SourceError(f"expected an object with a text, not {type(record).__name__}")
    wanted = how.columns
    text_key = wanted.text or ("text" if "text" in record else find_column(record, "text") or "text")
    text = record.get(text_key)
    if not isinstance(text, str):
        raise SourceError(f'no "{text_key}", or it is not a string')
    id_key = wanted.id or "id"
    source = record.get(id_key)
    if source is None or (isinstance(source, str) and not source.strip()):
        source = where  # an empty name names nothing
    elif not isinstance(source, (str, int)) or isinstance(source, bool):
        raise SourceError(f'"{id_key}" is neither a string nor a whole number: {source!r}')
    doc = make_document(text, str(source), how, path)
    date_key = wanted.date or ("date" if "date" in record else find_column(record, "date"))
    said = record.get(date_key) if date_key is not None else None
    if said not in (None, ""):  # exports write an empty one where none is known
        recorded = _record_date(said, str(date_key))
        if how.reference_date is None:
            doc = replace(doc, reference_date=recorded, date_origin=f'the record\'s "{date_key}"')
    title_key = find_column(record, "title")
    title = record.get(title_key) if title_key is not None else None
    title = title.strip() if isinstance(title, str) else None
    return replace(doc, title=title or None, kept=kept_of(record, wanted.keep))


def _record_date(said: object, key: str) -> date:
    """The day of a record's `date`."""
    try:
        return read_day(said)
    except ValueError as error:
        raise SourceError(f'"{key}" is no date: {said!r}; {error}') from error


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
