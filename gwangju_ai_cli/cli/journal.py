"""The journal of `--resume`: what an interrupted run has done already, beside the output file."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from gwangju_ai_cli.cli.console import encode
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import Document, Json
from gwangju_ai_cli.render.json_lines import dump_json

FORM = 3
_HEAD = re.compile(rb'\{"resume": \d+[,}].*\}\n\Z')
_DIGEST_BYTES = 16
_DIGITS = b"[0-9a-f]{%d}" % (2 * _DIGEST_BYTES)
_LINE = re.compile(rb'\{"sum": "(?P<sum>%s)", (?P<said>.*)\}\n' % _DIGITS)
_DONE = re.compile(rb'"key": "(?P<key>%s)", "records": \[' % _DIGITS)


_AS_IT_STANDS = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""A link may have come in between, and a pipe would be waited for."""


class Journal:
    """What an interrupted run has done already: a line a document, beside the output file.

    Its first line says what the run was asked for; a run with other wishes begins anew. Each line begins with the
    checksum of its rest: what does not fit is not believed. Only the places of the lines are kept in memory.
    `add` and `find` may be called from two threads.

    Raises UsageError for a file of that name that is no journal of ours: it is somebody's.
    """

    def __init__(self, output: Path, wishes: Json) -> None:
        self.path = output.with_name(output.name + ".resume")
        self.discarded = False
        """There was one of a run with other wishes."""
        self.damaged = 0
        """Lines that do not say what was written: their documents are done again."""
        self._places: dict[bytes, int] = {}
        head = encode(dump_json({"resume": FORM, **wishes}) + "\n")
        try:
            # Nothing is cut off before it is certain that it is ours and that no other run writes here.
            self._file = self._open()
            try:
                self._reader = os.fdopen(os.open(self.path, os.O_RDONLY | _AS_IT_STANDS), "rb")
                if not os.path.samestat(os.fstat(self._reader.fileno()), os.fstat(self._file)):
                    raise self._refusal("was moved meanwhile")
                self._lock()
                end = self._scan(head)
                self.discarded = not end and os.fstat(self._file).st_size > 0
                os.truncate(self._file, end)
                os.lseek(self._file, end, os.SEEK_SET)
                if not end:
                    self._write(head)
            except BaseException:
                os.close(self._file)
                raise
        except OSError as error:
            raise UsageError(f"{self.path}: cannot be written: {error.strerror or error}") from error

    def _open(self) -> int:
        """The file, which is a regular one: a link may lead to anything, and a pipe has nothing to go back to."""
        if self.path.is_symlink():
            raise self._refusal("is a link")
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | _AS_IT_STANDS, 0o666)
        if not stat.S_ISREG(os.fstat(file).st_mode):
            os.close(file)
            raise self._refusal("is no regular file")
        return file

    def _refusal(self, why: str) -> UsageError:
        return UsageError(f"{self.path}: {why}, and --resume keeps its journal there; move it, or name another -o FILE")

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
        first = stream.readline(_LONGEST_HEAD)
        if first and not _HEAD.match(first):
            raise self._refusal("is no journal of ours")
        if first != head:
            return 0
        end = len(head)
        for line in stream:
            if not line.endswith(b"\n"):
                break  # cut short by the interruption
            said = _checked(line)
            if said is None:
                self.damaged += 1
            elif done := _DONE.match(said):
                self._places[bytes.fromhex(done["key"].decode("ascii"))] = end
            end += len(line)
        return end

    def _write(self, line: bytes) -> None:
        view = memoryview(line)
        while view:
            view = view[os.write(self._file, view) :]

    def _say(self, said: bytes) -> None:
        self._write(b'{"sum": "%s", %s}\n' % (_digest(said).hex().encode("ascii"), said))

    def find(self, doc: Document) -> tuple[Json, ...] | None:
        """The records of a document that is done."""
        place = self._places.get(_key(doc)) if self._places else None
        if place is None:
            return None
        self._reader.seek(place)
        said = _checked(self._reader.readline())
        try:
            return tuple(json.loads(b"{" + said + b"}")["records"]) if said is not None else None
        except ValueError:
            return None  # damaged: it is done again

    def add(self, doc: Document, lines: Sequence[str]) -> None:
        """A document is done; `lines` are its records as JSON."""
        self._say(encode(f'"key": "{_key(doc).hex()}", "records": [{", ".join(lines)}]'))

    @property
    def name(self) -> str:
        """A name that this journal has and no other: the same in each run."""
        found = os.fstat(self._file)
        return f"{found.st_dev:x}-{found.st_ino:x}"

    def close(self) -> None:
        """The run was interrupted: the journal stays."""
        self._reader.close()
        os.close(self._file)

    def remove(self) -> None:
        """The output stands: nothing is left to resume."""
        with suppress(OSError):
            if os.path.samestat(os.fstat(self._file), self.path.lstat()):  # and not what has been put in its place
                self.path.unlink()
        self.close()

    def __len__(self) -> int:
        return len(self._places)


_LONGEST_HEAD = 1 << 26
"""The wishes hold the user's dictionary."""


def _checked(line: bytes) -> bytes | None:
    """What a line says, if it says what was written."""
    match = _LINE.fullmatch(line)
    if match is None or _digest(match["said"]).hex().encode("ascii") != match["sum"]:
        return None
    return match["said"]


def _digest(content: bytes) -> bytes:
    import hashlib  # loads a cryptographic library, for few runs

    return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()


def _key(doc: Document) -> bytes:
    beside = [doc.title, doc.kept] if doc.title or doc.kept else []
    return _digest(json.dumps([doc.source, str(doc.reference_date), doc.text, *beside]).encode("ascii"))
