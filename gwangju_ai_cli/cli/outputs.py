"""Where results go: a stream, or a file that appears whole or not at all; and the journal of `--resume`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from gwangju_ai_cli.cli.console import encode
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import Document, Json
from gwangju_ai_cli.render import Write
from gwangju_ai_cli.render.json_lines import dump_json


@contextmanager
def whole_file(target: Path, *, resumed: bool = False) -> Iterator[Path]:
    """A path to write to, which becomes `target` at the end, or is taken away on any error.

    With `resumed` it has one name for all runs, so that the next run takes away what a killed one left.
    """
    if target.exists() and not target.is_file():
        yield target  # a pipe or device: there is nothing to replace
        return
    target = Path(os.path.realpath(target))  # what a link points at is replaced, not the link
    temporary = target.with_name(f".{target.name}.{'resume' if resumed else os.getpid()}.tmp")
    try:
        if resumed:
            _remove(temporary)
        yield temporary
        with suppress(OSError):
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
    except UsageError as error:
        raise UsageError(str(error).replace(str(temporary), str(target))) from error
    finally:
        with suppress(OSError):
            _remove(temporary)


def _remove(temporary: Path) -> None:
    for path in (temporary, temporary.with_name(temporary.name + "-journal")):  # the second is SQLite's own
        path.unlink(missing_ok=True)


@contextmanager
def text_file(target: Path, *, resumed: bool = False) -> Iterator[Write]:
    """A function that writes text to what becomes `target`."""
    with whole_file(target, resumed=resumed) as path:
        try:
            stream: BinaryIO = path.open("wb")
        except OSError as error:
            raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
        with stream:
            yield lambda text: stream.write(encode(text))


class Journal:
    """What an interrupted run has done already: a line a document, beside the output file.

    Its first line says what the run was asked for; a run with other wishes begins anew. Only the places of the
    lines are kept in memory. `add` and `find` may be called from two threads.
    """

    def __init__(self, output: Path, wishes: Json) -> None:
        self.path = output.with_name(output.name + ".resume")
        self.discarded = False
        """There was one of a run with other wishes."""
        self._places: dict[bytes, int] = {}
        head = encode(dump_json({"resume": 2, **wishes}) + "\n")
        try:
            # Nothing is cut off before it is certain that no other run writes here.
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
            self._reader = self.path.open("rb")
            self._lock()
            end = self._scan(head)
            self.discarded = not end and os.fstat(self._file).st_size > 0
            os.truncate(self._file, end)
            os.lseek(self._file, end, os.SEEK_SET)
            if not end:
                self._write(head)
        except OSError as error:
            raise UsageError(f"{self.path}: cannot be written: {error.strerror or error}") from error

    def _lock(self) -> None:
        try:
            import fcntl
        except ImportError:
            return  # no such locks on this system
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UsageError(f"{self.path}: another run is writing it; wait for its end") from error

    def _scan(self, head: bytes) -> int:
        """Notes where each document's line stands; where the last whole line ends comes back."""
        stream = self._reader
        end = len(head) if stream.readline() == head else 0
        for line in stream if end else ():
            if not (line.startswith(_BEFORE_KEY) and line.endswith(b"]}\n") and len(line) > _KEY.stop):
                break  # cut short by the interruption
            try:
                self._places[bytes.fromhex(line[_KEY].decode("ascii"))] = end
            except ValueError:
                break
            end += len(line)
        return end

    def _write(self, line: bytes) -> None:
        view = memoryview(line)
        while view:
            view = view[os.write(self._file, view) :]

    def find(self, doc: Document) -> tuple[Json, ...] | None:
        """The records of a document that is done."""
        place = self._places.get(_key(doc)) if self._places else None
        if place is None:
            return None
        self._reader.seek(place)
        try:
            return tuple(json.loads(self._reader.readline())["records"])
        except ValueError:
            return None  # damaged: it is done again

    def add(self, doc: Document, lines: Sequence[str]) -> None:
        """A document is done; `lines` are its records as JSON."""
        self._write(encode(f'{{"key": "{_key(doc).hex()}", "records": [{", ".join(lines)}]}}\n'))

    def close(self) -> None:
        """The run was interrupted: the journal stays."""
        self._reader.close()
        os.close(self._file)

    def remove(self) -> None:
        """The output stands: nothing is left to resume."""
        self.close()
        self.path.unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self._places)


_BEFORE_KEY = b'{"key": "'
_KEY = slice(len(_BEFORE_KEY), len(_BEFORE_KEY) + 32)


def _key(doc: Document) -> bytes:
    import hashlib  # loads a cryptographic library, for few runs

    identity = json.dumps([doc.source, str(doc.reference_date), doc.text])
    return hashlib.blake2b(identity.encode("ascii"), digest_size=16).digest()
