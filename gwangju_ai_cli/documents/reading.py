"""The parent's side: one child process for many documents, replaced where a document kills it or holds it up."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from gwangju_ai_cli.documents.model import (
    LONGEST_SECONDS,
    PAGE_SECONDS,
    PAGES,
    REPLY_BYTES,
    SECONDS,
    Extract,
    ReadError,
    Request,
    pack_request,
    unpack_extract,
)
from gwangju_ai_cli.errors import SourceError
from gwangju_ai_cli.formats import EXTRA, DocumentFormat

_PACKAGE_ROOT = Path(__file__).resolve().parent.parent.parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from gwangju_ai_cli.documents.child import main; main()"
DOCUMENTS_A_CHILD = 2_000
"""After so many a fresh child is started: libraries that lose a little memory a document never lose much."""


class _ChildError(Exception):
    """The child died, hung or said too much."""


class DocumentReader:
    """Reads documents through a child process, which starts with the first of them.

    To be closed, or used in a `with`: the child does not outlive it.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._done = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(
        self, path: Path, form: DocumentFormat, encoding: str | None = None, *, everything: bool = False
    ) -> Extract:
        """The text of the file at `path`. Raises SourceError: why there is none and what to do."""
        if not _installed(form.package):
            raise SourceError(
                f"reading it as {form.name} needs {form.package}, which is not installed: "
                f"pip install 'gwangju-ai-cli[{EXTRA}]'"
            )
        request = Request(str(path.absolute()), form.reader, form.name, encoding, everything)
        # Of several formats with one signature the name chose this one, or else only the first of them.
        failure = f"cannot be read as {form.name}" if path.suffix.lower() in form.suffixes else "cannot be read"
        try:
            return unpack_extract(self._ask(request))
        except _ChildError as error:
            self.close()
            raise SourceError(f"{failure}: {error}") from error
        except ReadError as error:
            raise SourceError(f"{failure}: {error}") from error
        except BaseException:
            self.close()  # Ctrl-C within an answer: the next one would begin in its middle
            raise

    def read_bytes(
        self, raw: bytes, form: DocumentFormat, encoding: str | None = None, *, everything: bool = False
    ) -> Extract:
        """The same for what came through a pipe."""
        with _temporary(raw, form.suffixes[0]) as path:
            return self.read(path, form, encoding, everything=everything)

    def close(self) -> None:
        """Ends the child."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        child.wait()

    def _ask(self, request: Request) -> dict[str, Any]:
        if self._child is None or self._done >= DOCUMENTS_A_CHILD or self._child.poll() is not None:
            self.close()
            self._child = _start()
            self._done = 0
        self._done += 1
        child = self._child
        if child.stdin is None or child.stdout is None:
            raise _ChildError("its reader has no pipes")
        clock = _Clock(child, self._seconds)
        try:
            child.stdin.write(pack_request(request))
            child.stdin.flush()
            while "pages_done" in (message := _receive_message(child.stdout)):
                clock.extend(int(message["pages_done"]))
        except (EOFError, BrokenPipeError) as error:
            if clock.late:
                raise _ChildError(f"it took longer than {clock.late:g} s; split it, or give its text") from error
            raise _ChildError(_obituary(child, self._seconds)) from error
        finally:
            clock.stop()
        return message


class _Clock:
    """Kills the child when a document's time is over: `seconds`, and more with each page that is done."""

    def __init__(self, child: subprocess.Popen[bytes], seconds: float) -> None:
        self._child = child
        self._seconds = seconds
        self._begin = time.monotonic()
        self.late = 0.0
        """The seconds after which it was killed, if it was."""
        self._start(seconds, seconds)

    def _start(self, wait: float, limit: float) -> None:
        self._timer = threading.Timer(max(0.0, wait), self._end, (limit,))
        self._timer.daemon = True
        self._timer.start()

    def _end(self, limit: float) -> None:
        self.late = limit
        self._child.kill()

    def extend(self, pages: int) -> None:
        """So many pages are done: the next ones get their time, within that of all so far and that of any document."""
        self.stop()
        spent = time.monotonic() - self._begin
        limit = min(self._seconds + PAGE_SECONDS * min(pages, PAGES), max(self._seconds, LONGEST_SECONDS))
        self._start(min(self._seconds, limit - spent), min(round(spent + self._seconds), limit))

    def stop(self) -> None:
        """The document is done."""
        self._timer.cancel()


@cache
def _installed(package: str) -> bool:
    return importlib.util.find_spec(package) is not None


def _start() -> subprocess.Popen[bytes]:
    # -P keeps modules of the working folder out; a session of its own keeps the terminal's Ctrl-C from the child,
    # which the parent ends itself.
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _START, str(_PACKAGE_ROOT)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _receive_message(stream: IO[bytes]) -> dict[str, Any]:
    size = int.from_bytes(_receive(stream, 8), "big")
    if size > REPLY_BYTES:
        raise _ChildError("its text is longer than can be told; split it")
    message = json.loads(_receive(stream, size))
    if not isinstance(message, dict):
        raise _ChildError("the reader's reply makes no sense")
    return message


def _receive(stream: IO[bytes], size: int) -> bytes:
    """Exactly `size` bytes. Raises EOFError where the other side is gone."""
    received = stream.read(size)
    if len(received) < size:
        raise EOFError
    return received


def _obituary(child: subprocess.Popen[bytes], seconds: float) -> str:
    """Why the child is gone."""
    import signal

    try:
        code = child.wait(timeout=2)
    except subprocess.TimeoutExpired:
        return "its reader closed the line"
    if hasattr(signal, "SIGXCPU") and code == -signal.SIGXCPU:
        return f"it took more than {seconds:g} s of processor time; split it, or give its text"
    name = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return f"its reader broke down over it ({name}), as damaged or oversized files make it; open and save it again"


@contextlib.contextmanager
def _temporary(raw: bytes, suffix: str) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile(suffix=suffix, delete=False) as file:
        file.write(raw)
    try:
        yield Path(file.name)
    finally:
        Path(file.name).unlink(missing_ok=True)
