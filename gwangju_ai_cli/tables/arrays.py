"""JSON arrays of objects, one document an object, read object by object."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from gwangju_ai_cli.decoding import decode
from gwangju_ai_cli.errors import SourceError
from gwangju_ai_cli.inputs import Failure, Input
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.records import Chosen, document_of
from gwangju_ai_cli.tables import OURS
from gwangju_ai_cli.tables.rows import choose

CHUNK_BYTES = 1 << 20
TRIED = 20
"""Objects without a text, after which an array is taken for one of something else."""
_NEAR = 64
"""An error so close to the end of what has been read may be nothing but that end."""


def read(stream: BinaryIO, form: str, source: str, path: Path | None, how: Input) -> Iterator[Document | Failure]:
    """The documents of an array, or of the one array of objects that an object holds, or the object itself."""
    try:
        yield from _read_items(_items(stream, how), source, how, source if path else None)
    except SourceError as error:
        yield Failure(source, str(error), what="record")


def _read_items(
    items: Iterator[tuple[int, Any]], source: str, how: Input, path: str | None
) -> Iterator[Document | Failure]:
    chosen: Chosen | None = None
    keys: frozenset[str] = frozenset()
    textless: list[tuple[int, Failure]] = []
    for number, item in items:
        if not isinstance(item, Mapping):
            yield Failure(source, f"expected an object with a text, not {_kind(item)}", number, "record")
            continue
        # Objects may differ in their keys: what the first has not, a later one may have.
        if chosen is None or not keys >= item.keys():
            found = choose([str(key) for key in item], source, how)
            if isinstance(found, Chosen):
                chosen, keys = found, keys | item.keys()
                yield from (Failure(source, failed.message, at, "record") for at, failed in textless)
                textless = []
            elif chosen is None:
                textless.append((number, found))
                if found.skipped and found.message.startswith(OURS):
                    break
                if len(textless) < TRIED:
                    continue
                break
        assert chosen is not None
        try:
            yield document_of(item, chosen, f"{source}:{number}", how, path)
        except SourceError as error:
            yield Failure(source, str(error), number, "record")
    if textless:
        yield textless[0][1]


def _kind(item: object) -> str:
    return {list: "a list", str: "a string", type(None): "null"}.get(type(item), "a number or a truth value")


def _items(stream: BinaryIO, how: Input) -> Iterator[tuple[int, Any]]:
    """The items of the array with their numbers, from 1."""
    text = _Characters(stream, how)
    opening = text.skip_space()
    if opening != "[":
        whole = text.rest()
        try:
            found = json.loads(whole)
        except (ValueError, RecursionError) as error:
            raise SourceError(f"is not JSON: {error}; of one object a line, give --input jsonl") from error
        lists = [value for value in found.values() if _is_table(value)] if isinstance(found, dict) else []
        has_text = isinstance(found, dict) and any(isinstance(value, str) for value in found.values())
        yield from enumerate(lists[0] if len(lists) == 1 and not (has_text and "text" in found) else [found], 1)
        return
    text.take("[")
    number = 0
    while text.skip_space() != "]":
        number += 1
        yield number, text.value(number)
        if text.skip_space() == ",":
            text.take(",")
        elif text.skip_space() != "]":
            raise SourceError(f"item {number}: not JSON: no comma after it; what follows is not read")


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, dict) for item in value[:20])


class _Characters:
    """The characters of a stream, of which only the current item is held."""

    def __init__(self, stream: BinaryIO, how: Input) -> None:
        self._stream, self._how = stream, how
        self._decoder = codecs.getincrementaldecoder(how.encoding or "utf-8")()
        self._held, self._at, self._ended = "", 0, False
        self._parser = json.JSONDecoder()
        self._first = True

    def _more(self) -> bool:
        raw = self._stream.read(CHUNK_BYTES)
        if self._how.seen is not None:
            self._how.seen(len(raw))
        if self._first:
            self._first = False
            try:
                raw.decode("utf-8")
                raw = raw.removeprefix(codecs.BOM_UTF8)
            except UnicodeDecodeError as error:
                if self._how.encoding is None and (error.start < len(raw) - 4 or raw[:2] in (b"\xff\xfe", b"\xfe\xff")):
                    # JSON is UTF-8; what is none is small, as a rule, and decoded whole.
                    self._held, self._ended = decode(raw + self._stream.read()), True
                    return True
        self._ended = not raw
        try:
            self._held = self._held[self._at :] + self._decoder.decode(raw, final=self._ended)
        except UnicodeDecodeError as error:
            raise SourceError(f"is not {self._how.encoding or 'UTF-8'} throughout: {error.reason}") from error
        self._at = 0
        return not self._ended

    def skip_space(self) -> str:
        """The next character that is no space, without taking it. Raises SourceError at the end."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._held):
                return self._held[self._at]
            if not self._more() and self._at >= len(self._held):
                raise SourceError("is not JSON: it ends in the middle")

    def take(self, char: str) -> None:
        """Goes on behind `char`, which is the next."""
        self._at += len(char)

    def value(self, number: int) -> Any:
        """The value that begins here."""
        while True:
            try:
                found, self._at = self._parser.raw_decode(self._held, self._at)
            except RecursionError as error:
                raise SourceError(f"item {number}: is nested too deep; what follows is not read") from error
            except json.JSONDecodeError as error:
                cut = error.pos >= len(self._held) - _NEAR or error.msg.startswith("Unterminated string")
                if not cut or self._ended or not self._more():
                    said = f"{error.msg} (character {error.pos - self._at} of it)"
                    raise SourceError(f"item {number}: not JSON: {said}; what follows is not read") from error
                continue
            return found

    def rest(self) -> str:
        """All characters from here on."""
        while self._more():
            pass
        return self._held[self._at :]
