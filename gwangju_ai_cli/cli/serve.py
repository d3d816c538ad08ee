"""`extract serve`: a process that has loaded everything and forks for each call, so that the next one starts at once.

A call comes over a Unix socket that only its user may open: the arguments, the environment, the working folder and the
three streams themselves. The fork that does it is the command line as ever: same bytes, same exit codes.
"""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gwangju_ai_cli.cli.client import CODE, REFUSED, SIZE, default_socket, identity
from gwangju_ai_cli.errors import UsageError

IDLE_S = 900.0
"""A server that nobody has called for so long ends."""
LARGEST_CALL = 8_000_000
_WAIT_S = 5.0


@dataclass(slots=True)
class _Call:
    """A call that a fork works on."""

    pid: int
    connection: socket.socket


def serve(path: Path | None, idle_s: float, command_line: Callable[[], None]) -> int:
    """Listens until nobody has called for `idle_s` seconds, or a signal ends it. UsageError where it cannot.

    `command_line` does a call from `sys.argv`, and ends by SystemExit.
    """
    if not hasattr(socket, "AF_UNIX") or not hasattr(os, "fork"):
        raise UsageError("serve: this system has no Unix sockets to fork behind")
    where = path or Path(default_socket())
    listener = _listen(where)
    try:
        _load()
        Server(listener, idle_s, command_line).run()
    finally:
        listener.close()
        with contextlib.suppress(OSError):
            where.unlink()
    return 0


def _listen(path: Path) -> socket.socket:
    """The socket, in a folder that nobody else may enter. UsageError for a path that is taken or not ours."""
    folder = path.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid != os.getuid():
        raise UsageError(f"serve: the folder {folder} is somebody else's; give --socket")
    if path.is_symlink() or (path.exists() and not path.is_socket()):
        raise UsageError(f"serve: {path} is no socket; give another --socket")
    if path.exists():
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            try:
                probe.connect(str(path))
            except OSError:
                path.unlink()  # left by a server that was killed
            else:
                raise UsageError(f"serve: a server listens at {path} already")
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        listener.bind(str(path))
    except OSError as error:
        raise UsageError(f"serve: {path}: {error.strerror or error}; give a shorter --socket") from error
    finally:
        os.umask(before)
    listener.listen(32)
    return listener


def _load() -> None:
    """Everything that calls share: the model, the rules, the words, the command line, the tables."""
    from gwangju_ai_cli.cli.running import warm_up
    from gwangju_ai_cli.pipeline import Settings, survey_document
    from gwangju_ai_cli.registry import FACT_TYPES, load_checks, load_module
    from gwangju_ai_cli.render import find_format, load_renderer

    for kind in FACT_TYPES:
        load_module(kind.kind)
    load_checks()
    warm_up(lambda doc: survey_document(doc, Settings()), model=True)
    for name in ("table", "json", "csv"):
        wanted = find_format(name)
        if wanted is not None:
            load_renderer(wanted)
    gc.collect()
    gc.freeze()  # what is loaded stays: looking at it again would copy its pages into each fork


class Server:
    """Takes calls and reaps them, all in one thread."""

    def __init__(self, listener: socket.socket, idle_s: float, command_line: Callable[[], None]) -> None:
        self._listener = listener
        self._command_line = command_line
        self._idle_s = idle_s
        self._calls: dict[int, _Call] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ)
        self._ended = False

    def run(self) -> None:
        """Serves until it is idle or told to end; calls that run then are finished."""
        woken, wake = os.pipe()
        for end in (woken, wake):
            os.set_blocking(end, False)
        self._selector.register(woken, selectors.EVENT_READ)
        signal.set_wakeup_fd(wake)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._end)
        last = time.monotonic()
        while self._calls or not (self._ended or time.monotonic() - last > self._idle_s):
            for key, _ in self._selector.select(_WAIT_S):
                if key.fileobj is self._listener:
                    self._accept()
                elif key.fileobj == woken:
                    with contextlib.suppress(BlockingIOError):
                        os.read(woken, 4096)
                else:
                    self._signalled(key.data)
            self._reap()
            if self._calls:
                last = time.monotonic()

    def _end(self, *_: object) -> None:
        self._ended = True
        with contextlib.suppress(KeyError, ValueError):
            self._selector.unregister(self._listener)

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        connection.settimeout(_WAIT_S)
        try:
            call, streams = _read_call(connection)
        except (OSError, ValueError, KeyError, TypeError):
            connection.close()
            return
        if call["identity"] != identity():
            with contextlib.suppress(OSError):
                connection.sendall(CODE.pack(REFUSED) + b"the server is of another version or place; restart it")
            _close(streams, connection)
            return
        pid = os.fork()
        if pid == 0:
            self._listener.close()
            _work(call, streams, self._command_line)
        connection.settimeout(None)
        _close(streams)
        made = _Call(pid, connection)
        self._calls[pid] = made
        self._selector.register(connection, selectors.EVENT_READ, made)

    def _signalled(self, call: _Call) -> None:
        """A signal that the client passes on; the end of the client is one too."""
        try:
            told = call.connection.recv(16)
        except OSError:
            told = b""
        if not told:
            self._selector.unregister(call.connection)
        for number in told or bytes([signal.SIGTERM]):
            with contextlib.suppress(ProcessLookupError):
                os.kill(call.pid, number)

    def _reap(self) -> None:
        for pid in list(self._calls):
            done, status = os.waitpid(pid, os.WNOHANG)
            if not done:
                continue
            call = self._calls.pop(pid)
            code = os.waitstatus_to_exitcode(status)
            with contextlib.suppress(KeyError, ValueError):
                self._selector.unregister(call.connection)
            with contextlib.suppress(OSError):
                call.connection.sendall(CODE.pack(code if code >= 0 else 128 - code))
            call.connection.close()


def _close(streams: list[int], connection: socket.socket | None = None) -> None:
    for stream in streams:
        os.close(stream)
    if connection is not None:
        connection.close()


def _read_call(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    head, streams, _, _ = socket.recv_fds(connection, SIZE.size, 4)
    while len(head) < SIZE.size:
        head += connection.recv(SIZE.size - len(head)) or _broken()
    (size,) = SIZE.unpack(head)
    if size > LARGEST_CALL or len(streams) != 4:
        raise ValueError("not a call")
    told = b""
    while len(told) < size:
        told += connection.recv(min(65536, size - len(told))) or _broken()
    call = json.loads(told)
    if isinstance(call["argv"], list) and isinstance(call["environment"], dict):
        return call, list(streams)
    raise TypeError("not a call")


def _broken() -> bytes:
    raise ValueError("the client is gone")


def _work(call: dict[str, Any], streams: list[int], command_line: Callable[[], None]) -> None:
    """The command line in the fork, with the client's streams, folder and environment; never returns."""
    code = 2
    try:
        signal.set_wakeup_fd(-1)
        for sign in (signal.SIGCHLD, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        for number, stream in enumerate(streams[:3]):
            os.dup2(stream, number)
        os.fchdir(streams[3])
        _close(streams)
        os.umask(int(call["umask"]))
        os.environ.clear()
        os.environ.update({str(name): str(value) for name, value in call["environment"].items()})
        sys.argv = [str(word) for word in call["argv"]]
        sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, "r", closefd=False)), encoding="utf-8")
        sys.stdout = _writer(1, "strict")
        sys.stderr = _writer(2, "backslashreplace")
        code = _run(command_line)
        sys.stdout.flush()
        sys.stderr.flush()
    except KeyboardInterrupt:
        code = 128 + int(signal.SIGINT)
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.write(2, f"extract: internal error, please report it: {type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(code)


def _writer(number: int, errors: str) -> io.TextIOWrapper:
    raw = io.FileIO(number, "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw), encoding="utf-8", errors=errors, line_buffering=raw.isatty() or number == 2
    )


def _run(command_line: Callable[[], None]) -> int:
    try:
        command_line()
    except SystemExit as ending:
        if isinstance(ending.code, int):
            return ending.code
        return 0 if ending.code is None else 2
    return 0
