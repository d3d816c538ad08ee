"""Where results go: a stream, or a file that appears whole or not at all; and the journal of `--resume`."""
from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any, BinaryIO

from gwangju_ai_cli.cli.console import encode
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import Document, Json
from gwangju_ai_cli.render import Write
from gwangju_ai_cli.render.json_lines import dump_json


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path to write to, which becomes `target` at the end, or is taken away on any error."""
    if target.exists() and not target.is_file():
        yield target  # a pipe or device: there is nothing to replace
        return
    target = Path(os.path.realpath(target))  # what a link points at is replaced, not the link
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with _ending_in_order():
            yield temporary
        with suppress(OSError):
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """`timeout` and a closed terminal end the program as Ctrl-C does: nothing half written stays behind."""
    import signal

    ended = 0

    def leave(number: int, _: object) -> None:
        nonlocal ended
        ended = ended or number
        raise SystemExit(128 + ended)

    def unraisable(dropped: Any) -> None:
        if not (ended and isinstance(dropped.exc_value, SystemExit)):
            said_before(dropped)
        elif hasattr(signal, "setitimer"):
            # Python drops what is raised inside a callback (a fork runs some): so it is said again.
            signal.signal(signal.SIGALRM, leave)
            signal.setitimer(signal.ITIMER_REAL, 0.02)

    said_before = sys.unraisablehook
    signs = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    # What the caller has set to be ignored, as nohup does, stays ignored; outside the main thread nothing can be set.
    if current_thread() is not main_thread():
        signs = []
    changed = [sign for sign in signs if signal.getsignal(sign) is signal.SIG_DFL]
    for sign in changed:
        signal.signal(sign, leave)
    sys.unraisablehook = unraisable
    try:
        yield
    finally:
        if ended and hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)
        sys.unraisablehook = said_before
        for sign in changed:
            signal.signal(sign, signal.SIG_DFL)


@contextmanager
def text_file(target: Path) -> Iterator[Write]:
    """A function that writes text to what becomes `target`."""
    with whole_file(target) as path:
        try:
            stream: BinaryIO = path.open("wb")
        except OSError as error:
            raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
        with stream:
            yield lambda text: stream.write(encode(text))


class Journal:
    """What an interrupted run has done already: a line a document, beside the output file.

    Its first line says what the run was asked for; a run with other wishes begins anew. Only the places of the
    lines are kept in memory.
    """

    def __init__(self, output: Path, wishes: Json) -> None:
        self.path = output.with_name(output.name + ".resume")
        self._places: dict[str, int] = {}
        head = encode(dump_json({"resume": 1, **wishes}) + "\n")
        try:
            end = self._scan(head) if self.path.exists() else 0
            self._stream = self.path.open("r+b" if end else "w+b")
            self._reader = self.path.open("rb")
        except OSError as error:
            raise UsageError(f"{self.path}: cannot be written: {error.strerror or error}") from error
        self._stream.seek(end)
        self._stream.truncate()
        if not end:
            self._write(head)

    def _scan(self, head: bytes) -> int:
        """Notes where each document's line stands; where the last whole line ends comes back."""
        with self.path.open("rb") as stream:
            end = len(head) if stream.readline() == head else 0
            for line in stream if end else ():
                if not line.endswith(b"}\n"):
                    break  # cut short by the interruption
                self._places[line[_KEY].decode("ascii")] = end
                end += len(line)
        return end

    def _write(self, line: bytes) -> None:
        self._stream.write(line)
        self._stream.flush()

    def find(self, doc: Document) -> tuple[Json, ...] | None:
        """The records of a document that is done."""
        place = self._places.get(_key(doc))
        if place is None:
            return None
        self._reader.seek(place)
        return tuple(json.loads(self._reader.readline())["records"])

    def add(self, doc: Document, records: tuple[Json, ...]) -> None:
        """A document is done."""
        self._write(encode(dump_json({"key": _key(doc), "records": list(records)}) + "\n"))

    def close(self) -> None:
        """The run was interrupted: the journal stays."""
        self._stream.close()
        self._reader.close()

    def remove(self) -> None:
        """The output stands: nothing is left to resume."""
        self.close()
        self.path.unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self._places)


_KEY = slice(len('{"key": "'), len('{"key": "') + 64)


def _key(doc: Document) -> str:
    import hashlib  # loads a cryptographic library, for few runs

    identity = json.dumps([doc.source, str(doc.reference_date), doc.text])
    return hashlib.sha256(identity.encode("ascii")).hexdigest()
