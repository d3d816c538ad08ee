"""The process that parses documents: limited in memory, processor time, files and network. Reads requests, replies.

It is trusted with nothing: what it says is data, and where it dies or hangs the parent goes on with a new one.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

from gwangju_ai_cli.documents.model import (
    CHARACTERS,
    FILE_BYTES,
    MEMORY_BYTES,
    SECONDS,
    Extract,
    PageDone,
    ReadError,
    Request,
    pack,
)
from gwangju_ai_cli.formats import EXTRA

_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.spawn",
    "pty.",
    "urllib.",
    "ftplib.",
    "http.",
    "smtplib.",
    "webbrowser.",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.symlink",
    "os.link",
    "os.kill",
    "shutil.",
)
TELL_EVERY_S = 0.5
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC


def main() -> None:
    """Serves requests from standard input until it ends."""
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # A library that prints would write into the replies.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    _limit()
    sys.addaudithook(_forbid)
    while (size := requests.read(8)) and len(size) == 8:
        request = Request(**json.loads(requests.read(int.from_bytes(size, "big"))))
        _reset_clock()
        _reply(replies, _answer(request, _PageCount(replies)))


class _PageCount:
    """Tells the parent now and then how many pages are done, which gives the rest of them their time."""

    def __init__(self, replies: BinaryIO) -> None:
        self._replies = replies
        self._told = time.monotonic()

    def __call__(self, pages: int) -> None:
        now = time.monotonic()
        if now - self._told > TELL_EVERY_S:
            self._told = now
            _reset_clock()
            self._replies.write(pack({"pages_done": pages}))
            self._replies.flush()


def _reply(replies: BinaryIO, message: dict[str, Any]) -> None:
    try:
        packed = pack(message)
    except MemoryError:
        packed = pack({"error": _too_much()})
    replies.write(packed)
    replies.flush()


def _answer(request: Request, page_done: PageDone) -> dict[str, Any]:
    try:
        return asdict(_checked(_read(request, page_done)))
    except ReadError as error:
        return {"error": str(error)}
    except MemoryError:
        return {"error": _too_much()}
    except ImportError as error:
        return {"error": f"its reader is not whole: {_short(error)}; pip install 'gwangju-ai-cli[{EXTRA}]' mends it"}
    except RecursionError:
        return {"error": "it is nested deeper than any honest document; open it and save it again"}
    # Whatever a library raises over a broken file is the file's failure, not ours: one document, one line.
    except Exception as error:
        what = f"{type(error).__name__}: {_short(error)}"
        return {"error": f"it made the {request.form} reader fail ({what}); is the file whole?"}


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]


def _too_much() -> str:
    return f"it needs more than {MEMORY_BYTES // 2**20} MB to be read; split it, or give its text"


def _read(request: Request, page_done: PageDone) -> Extract:
    size = Path(request.path).stat().st_size
    if size == 0:
        raise ReadError("the file is empty: 0 bytes")
    if size > FILE_BYTES:
        raise ReadError(f"the file has {size:,} bytes, more than {FILE_BYTES:,}; split it, or give its text")
    reader = importlib.import_module(f"gwangju_ai_cli.documents.{request.reader}")
    extract: Extract = reader.read(request, page_done)
    return extract


def _checked(extract: Extract) -> Extract:
    if not extract.text.strip():
        raise ReadError(f"there is no text in it: {extract.instead or 'it is blank'}")
    if len(extract.text) > CHARACTERS:
        raise ReadError(f"its text has more than {CHARACTERS:,} characters; split it")
    return extract


def _limit() -> None:
    """What the operating system enforces, where it can."""
    sys.setrecursionlimit(2_000)
    sys.dont_write_bytecode = True
    try:
        import resource
    except ImportError:  # Windows: the parent's clock and the readers' own limits remain
        return
    for name, value in (("RLIMIT_AS", MEMORY_BYTES), ("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0)):
        limit = getattr(resource, name, None)
        if limit is not None:
            try:
                resource.setrlimit(limit, (value, value))
            except (ValueError, OSError):  # macOS refuses some
                continue


def _reset_clock() -> None:
    """Gives what comes next its own seconds of processor time: past them the system ends the process."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = usage.ru_utime + usage.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent) + SECONDS + 1, hard))


def _forbid(event: str, args: tuple[Any, ...]) -> None:
    """Nothing is fetched, started, written or removed on a document's behalf."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(f"it asks for {event}, which no document gets")
    if event == "open" and isinstance(args[2], int) and args[2] & _WRITING and args[0] != os.devnull:
        raise PermissionError("it asks for a file to be written, which no document gets")
