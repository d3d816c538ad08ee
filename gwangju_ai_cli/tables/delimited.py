"""CSV and TSV: the delimiter, the head and the encoding are found; cells are taken exactly as they stand."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from gwangju_ai_cli.decoding import BOMS, LONGEST_BYTES, decode
from gwangju_ai_cli.errors import SourceError
from gwangju_ai_cli.inputs import Failure, Input
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.records import Chosen
from gwangju_ai_cli.tables.rows import Row, choose, documents_of, header_row, unique

DELIMITERS = ",\t;|^~¦\x1f\x01"
CHUNK_BYTES = 1 << 18
SAMPLE_CHARACTERS, HEAD_ROWS = 1 << 18, 25
LARGEST_ROW = LONGEST_BYTES
"""Characters of a row: more is no text that can be read."""


def read(stream: BinaryIO, form: str, source: str, path: Path | None, how: Input) -> Iterator[Document | Failure]:
    """The documents of a table; a row that cannot be one is named by its line, and the rest is read."""
    csv.field_size_limit(sys.maxsize)  # an article may be long
    try:
        text = _Text(stream, how)
        sample = text.sample()
        if not sample.strip():
            yield Failure(source, "is empty: not even the names of columns stand in it", what="columns")
            return
        delimiter = find_delimiter(sample, form, how)
        head = _parse(sample, delimiter, whole=text.ended)
        at = header_row(head, how)
        rows = _Rows(text, delimiter)
        if at is None and how.columns.text is not None and how.columns.text.isdecimal():
            names = [str(number) for number in range(1, 1 + max(map(len, head)))]
        else:
            for _ in range((at or 0) + 1):
                names = unique(next(rows)[1])
        chosen = choose(names, source, how)
        if isinstance(chosen, Failure):
            yield chosen
            return
        yield from documents_of(_named(rows, names, chosen), chosen, source, how, source if path else None)
    except SourceError as error:
        yield Failure(source, str(error), what="encoding")


def find_delimiter(sample: str, form: str, how: Input) -> str:
    """The sign between the cells: that which makes a head of columns whose rows have as many cells.

    >>> find_delimiter("id;text\\n1;가, 나, 다, 라\\n", "csv", Input())
    ';'
    """
    best: tuple[tuple[bool, int, int], str] | None = None
    for delimiter in "\t" + DELIMITERS if form == "tsv" else DELIMITERS:
        rows = _parse(sample, delimiter, whole=False)
        at = header_row(rows, how)
        width = len(rows[at]) if at is not None else 1
        even = sum(len(row) == width for row in rows[(at or 0) + 1 :]) if width > 1 else 0
        rank = at is not None and width > 1, even, width
        if best is None or rank > best[0]:
            best = rank, delimiter
    return best[1] if best else ","


def _parse(sample: str, delimiter: str, *, whole: bool) -> list[list[str]]:
    """The first rows of a sample; its last one may be cut short."""
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            rows.append(row)
            if len(rows) == HEAD_ROWS:
                return rows
    except csv.Error:
        pass
    return rows if whole or len(rows) < 2 else rows[:-1]


class _Text:
    """The characters of a stream, its encoding found with the first that tell it apart; line ends as they are."""

    def __init__(self, stream: BinaryIO, how: Input) -> None:
        self._stream, self._how = stream, how
        self._decoder: codecs.IncrementalDecoder | None = None
        self._name = how.encoding or ""
        self._first: list[str] = []
        self._bytes = 0
        self.ended = False

    def sample(self) -> str:
        """The first characters, which `chunks` gives again."""
        have = 0
        while have < SAMPLE_CHARACTERS and not self.ended:
            self._first.append(self._more())
            have += len(self._first[-1])
        return "".join(self._first)

    def chunks(self) -> Iterator[str]:
        """All characters in order."""
        yield from self._first
        self._first = []
        while not self.ended:
            yield self._more()

    def _more(self) -> str:
        raw = self._stream.read(CHUNK_BYTES)
        if self._how.seen is not None:
            self._how.seen(len(raw))
        self.ended = not raw
        if self._decoder is None:
            raw = self._find_encoding(raw)
            if self._decoder is None:
                return decode(raw)  # ASCII alone, or why it is no text
        before = self._bytes
        self._bytes += len(raw)
        try:
            text = self._decoder.decode(raw, final=self.ended)
        except UnicodeDecodeError as error:
            at = before + error.start
            raise SourceError(
                f"byte {at} is not {self._name}, as what stands before it is; name the encoding with --encoding"
            ) from error
        if "\0" in text:
            raise SourceError(f"a NUL stands in it, so this is no table of text; its encoding was read as {self._name}")
        return text

    def _find_encoding(self, raw: bytes) -> bytes:
        """Sets the decoder, once it is clear; the bytes behind the byte order mark come back."""
        if self._how.encoding is None and self._bytes == 0:
            for bom, name in BOMS:
                if raw.startswith(bom):
                    self._use(name)
                    self._bytes = len(bom)
                    return raw[len(bom) :]
        if self._how.encoding is not None:
            decode(b"", self._how.encoding)
            self._use(self._how.encoding)
            return raw
        if raw.isascii() and not self.ended and b"\0" not in raw:
            self._bytes += len(raw)
            return raw
        for name in ("utf-8", "cp949"):
            try:
                codecs.getincrementaldecoder(name)().decode(raw, final=self.ended)
            except UnicodeDecodeError:
                continue
            if b"\0" not in raw:
                self._use(name)
                return raw
        decode(raw)  # says which byte is none
        raise SourceError("is neither UTF-8 nor CP949; name the encoding with --encoding")

    def _use(self, name: str) -> None:
        self._name = name
        self._decoder = codecs.getincrementaldecoder(name)()


class _Rows(Iterator[tuple[int, list[str]]]):
    """Rows with the line that each begins in; `unclosed` once a quotation mark is open to the end of the file."""

    def __init__(self, text: _Text, delimiter: str) -> None:
        self._reader = csv.reader(self._counted(_lines(text)), delimiter=delimiter)
        self._characters = 0
        self.unclosed = False

    def _counted(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            self._characters += len(line)
            if self._characters > LARGEST_ROW:
                raise SourceError(f"a row has more than {LARGEST_ROW:,} characters: is a quotation mark not closed?")
            yield line
        self.unclosed = self._characters > 0  # the reader was in the middle of a row

    def __next__(self) -> tuple[int, list[str]]:
        begin = self._reader.line_num + 1
        self._characters = 0
        try:
            return begin, next(self._reader)
        except csv.Error as error:
            raise SourceError(f"line {begin}: {error}") from error


def _lines(text: _Text) -> Iterator[str]:
    """Lines with their ends, which are CR, LF or both."""
    rest = ""
    for chunk in text.chunks():
        lines = list(io.StringIO(rest + chunk, newline=""))
        rest = lines.pop() if lines else ""
        yield from lines
    if rest:
        yield rest


def _named(rows: _Rows, names: Sequence[str], chosen: Chosen) -> Iterator[Row]:
    """Rows by the names of their columns, without the empty ones."""
    needed = names.index(chosen.text) + 1
    for line, row in rows:
        if rows.unclosed:
            yield line, "a quotation mark that opens here is not closed before the end of the file"
        elif any(cell.strip() for cell in row[len(names) :]):
            yield line, f"has {len(row)} cells, the head {len(names)}: a cell with delimiters has to be quoted"
        elif len(row) < needed and any(cell.strip() for cell in row):
            yield line, f"has {len(row)} cells, and its text ({chosen.text}) is to be number {needed}"
        elif any(cell.strip() for cell in row):
            yield line, dict(zip(names, row, strict=False))
