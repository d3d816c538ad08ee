"""The process that stays: same bytes and codes as without it, and nobody but its user may call it."""

from __future__ import annotations

import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli_runner import SEED

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX") or not hasattr(os, "fork"), reason="no Unix sockets")
PROGRAM = [sys.executable, "-m", "gwangju_ai_cli"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("s") / "x.sock"
    process = subprocess.Popen([*PROGRAM, "serve", "--socket", str(path)], stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not path.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert path.exists()
    yield path
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert not path.exists()


def _run(
    *args: str, server: Path | str | None = None, stdin: bytes | None = None, cwd: Path | None = None, **more: str
) -> subprocess.CompletedProcess[bytes]:
    env = {name: value for name, value in os.environ.items() if name != "EXTRACT_SERVER"} | more
    if server is not None:
        env["EXTRACT_SERVER"] = str(server)
    return subprocess.run(
        [*PROGRAM, *args], input=stdin, capture_output=True, env=env, timeout=120, check=False, cwd=cwd
    )


@pytest.mark.parametrize(
    "args",
    [
        ("orgs", str(SEED), "--jsonl"),
        ("budgets", str(SEED), "--date", "2019-10-03"),
        ("check", str(SEED), "--strict", "--json"),
        ("orgs", "missing.txt"),
        ("budget", "--nonsense"),
        ("--version",),
    ],
    ids=" ".join,
)
def test_same_bytes_and_codes_as_without(server: Path, args: tuple[str, ...], tmp_path: Path) -> None:
    there, here = _run(*args, server=server, cwd=tmp_path), _run(*args, cwd=tmp_path)
    assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)


def test_streams_folder_and_environment_are_the_caller_s(server: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("시는 도서관에 120억원을 쓴다.", encoding="utf-8")
    assert b"120" in _run("money", "a.txt", "--jsonl", server=server, cwd=tmp_path).stdout
    piped = _run("money", "--jsonl", server=server, stdin="3억원".encode(), cwd=tmp_path)
    assert b"300000000" in piped.stdout
    dated = _run("dates", "--jsonl", server=server, stdin="내년".encode(), GWANGJU_AI_DATE="2019-10-03")
    assert b'"2020"' in dated.stdout
    written = _run("money", "a.txt", "-o", "out.csv", server=server, cwd=tmp_path)
    assert written.returncode == 0
    assert (tmp_path / "out.csv").is_file()


def test_the_socket_is_its_user_s_alone(server: Path) -> None:
    assert stat.S_IMODE(server.stat().st_mode) == 0o600


def test_a_second_server_at_one_place_is_refused(server: Path) -> None:
    done = _run("serve", "--socket", str(server))
    assert done.returncode == 2
    assert b"listens" in done.stderr


def test_what_is_no_socket_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("mine", encoding="utf-8")
    assert _run("serve", "--socket", str(path)).returncode == 2
    assert path.read_text(encoding="utf-8") == "mine"


def test_without_a_server_the_call_is_done_here_and_said(tmp_path: Path) -> None:
    done = _run("money", "--jsonl", server=tmp_path / "none.sock", stdin="3억원".encode())
    assert (done.returncode, b"300000000" in done.stdout) == (0, True)
    assert b"extract serve" in done.stderr


def test_a_stranger_s_words_end_nothing(server: Path) -> None:
    for told in (b"", b"GET / HTTP/1.0\r\n\r\n", b"\xff" * 64):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.connect(str(server))
            connection.sendall(told)
    assert _run("money", "--jsonl", server=server, stdin="3억원".encode()).returncode == 0


def test_the_client_loads_nothing() -> None:
    code = "import gwangju_ai_cli.cli.entry, gwangju_ai_cli.cli.client, sys; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert {"typer", "regex", "rich", "kiwipiepy"} & set(loaded) == set()
