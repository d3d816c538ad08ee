"""The client of `extract serve`: hands the call, its streams and its folder over, and ends as the call ends.

`EXTRACT_SERVER` is `auto` (the user's own server, started where there is none), `1` (the same, never started) or the
path of a socket. Where no server answers, or one of another version, the caller does the work itself.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import stat
import struct
import sys
import tempfile

from gwangju_ai_cli import __version__

REFUSED = -1
"""What a server answers to a call that it cannot take, before its reason."""
CODE = struct.Struct("!i")
SIZE = struct.Struct("!I")
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def default_socket() -> str:
    """The path of the user's own socket, in the runtime folder or, without one, in a folder of ours below /tmp."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    uid = os.getuid() if hasattr(os, "getuid") else 0
    return f"{runtime}/gwangju-ai/extract.sock" if runtime else f"{tempfile.gettempdir()}/gwangju-ai-{uid}/extract.sock"


def identity() -> str:
    """What has to agree between a client and its server: the version and where the package lies."""
    return f"{__version__} {os.path.dirname(os.path.dirname(os.path.abspath(__file__)))}"  # noqa: PTH100, PTH120


def ask(wish: str, argv: list[str]) -> int | None:
    """The exit code of the call, done by the server; None where the caller has to do it itself."""
    if not hasattr(socket, "AF_UNIX") or not hasattr(socket, "send_fds"):
        return None
    path = default_socket() if wish in ("auto", "1") else wish
    connection = _connect(path)
    if connection is None:
        if wish == "auto":
            _start(path)
        else:
            _say(f"{path}: no server answers; `extract serve` starts one. This call is done without")
        return None
    with connection:
        _hand_over(connection, argv)
        return _answer(connection)


def _connect(path: str) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        # A socket of somebody else would be handed our streams: only our own is trusted.
        found = os.lstat(path)
        if stat.S_ISSOCK(found.st_mode) and found.st_uid == os.getuid():
            connection.connect(path)
            return connection
    except OSError:
        pass
    connection.close()
    return None


def _start(path: str) -> None:
    """A server of our own for the next call; this one goes on without."""
    import subprocess

    command = [sys.executable, "-m", "gwangju_ai_cli", "serve", "--socket", path]
    with contextlib.suppress(OSError), open(os.devnull, "r+b") as nothing:  # noqa: PTH123
        subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True, cwd="/")


def _hand_over(connection: socket.socket, argv: list[str]) -> None:
    umask = os.umask(0o077)
    os.umask(umask)
    call = {"identity": identity(), "argv": argv, "environment": dict(os.environ), "umask": umask}
    told = json.dumps(call, ensure_ascii=True).encode("ascii")
    nothing = os.open(os.devnull, os.O_RDWR)
    folder = os.open(".", os.O_RDONLY)
    try:
        streams = [number if _is_open(number) else nothing for number in (0, 1, 2)]
        socket.send_fds(connection, [SIZE.pack(len(told))], [*streams, folder])
        connection.sendall(told)
    finally:
        os.close(nothing)
        os.close(folder)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _answer(connection: socket.socket) -> int | None:
    """The exit code; None where the server refuses. Signals go to the one that works."""

    def pass_on(number: int, _: object) -> None:
        with contextlib.suppress(OSError):
            connection.sendall(bytes([number]))

    for name in _SIGNALS:
        number = getattr(signal, name)
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, pass_on)
    told = b""
    while len(told) < CODE.size:
        got = connection.recv(CODE.size - len(told))
        if not got:
            _say("the server ended in the middle of the call; what it has written is not whole")
            return 2
        told += got
    (code,) = CODE.unpack(told)
    if code != REFUSED:
        return int(code)
    reason = connection.recv(4096).decode("utf-8", "replace")
    _say(f"{reason}. This call is done without")
    return None


def _say(message: str) -> None:
    if "-q" not in sys.argv and "--quiet" not in sys.argv and sys.stderr is not None:
        sys.stderr.write(f"extract: {message}\n")
