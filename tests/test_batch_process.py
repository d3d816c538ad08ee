"""The program as a process: killed, interrupted, without room or a reader. Nothing is lost, nothing doubled."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from gwangju_ai_cli.cli import console
from tests.benchmarks.texts import write_corpus
from tests.cli_runner import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

PROGRAM = [sys.executable, "-m", "gwangju_ai_cli"]
LINE = json.dumps({"text": "시는 지난해 예산 50억원을 썼다."}, ensure_ascii=False)
RANDOM_RUNS = int(os.environ.get("RANDOM_RUNS", "1"))
SUFFIXES = ("jsonl", "csv", "json", "sqlite")


def _start(*args: str | Path, **more: Any) -> subprocess.Popen[bytes]:
    streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([*PROGRAM, *map(str, args)], **(streams | more))


def _run(*args: str | Path, **more: Any) -> tuple[int, bytes, str]:
    with _start(*args, **more) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, out or b"", (err or b"").decode()


def _children(process: subprocess.Popen[bytes]) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def _wait_for(true: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus") / "x.jsonl", 2_000, characters=300)


@pytest.fixture(scope="module")
def whole(corpus: Path) -> dict[str, bytes]:
    """What runs without an interruption and without workers give."""
    out = {}
    folder = corpus.parent.with_name(
        f"{corpus.parent.name}-whole"
    )  # a database says where its documents lie, seen from its own folder
    folder.mkdir(exist_ok=True)
    for suffix in SUFFIXES:
        path = folder / f"whole.{suffix}"
        assert _run("money", corpus, "-o", path) == (0, b"", "")
        out[suffix] = path.read_bytes()
    assert out["jsonl"].count(b"\n") > 1_500
    return out


# The same bytes


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_two_workers_write_the_same_bytes(corpus: Path, whole: dict[str, bytes], tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"out.{suffix}"
    assert _run("money", corpus, "-o", out, "-j", "2") == (0, b"", "")
    assert out.read_bytes() == whole[suffix]


def test_every_kind_is_the_same_from_two_workers(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "x.jsonl", 400, seed=3, characters=60)
    one, two, again = tmp_path / "one.jsonl", tmp_path / "two.jsonl", tmp_path / "again.jsonl"
    assert _run("all", corpus, "-o", one) == (0, b"", "")
    assert _run("all", corpus, "-o", two, "-j", "2") == (0, b"", "")
    assert two.read_bytes() == one.read_bytes()
    with _start("all", corpus, "-o", again, "-j", "2", "--resume") as process:
        journal = tmp_path / "again.jsonl.resume"
        _wait_for(lambda: journal.exists() and journal.stat().st_size > 40_000)
        process.kill()
    code, _, err = _run("all", corpus, "-o", again, "-j", "2", "--resume")
    assert (code, "documents are done already" in err) == (0, True)
    assert again.read_bytes() == one.read_bytes()


@pytest.mark.parametrize("seed", range(RANDOM_RUNS))
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_killed_at_any_moment_and_resumed(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path, suffix: str, jobs: str, seed: int
) -> None:
    random = Random(f"{suffix} {jobs} {seed}")
    out, journal = tmp_path / f"out.{suffix}", tmp_path / f"out.{suffix}.resume"
    args = ("money", corpus, "-o", out, "--resume", "-j", jobs)
    size = 0
    for _ in range(3):
        with _start(*args) as process:
            more = random.randrange(len(whole["jsonl"]) // 4)  # it does not come to the end
            _wait_for(lambda: process.poll() is not None or (journal.exists() and journal.stat().st_size > size + more))  # noqa: B023
            process.kill()
        size = journal.stat().st_size if journal.exists() else 0
    assert _run(*args)[:2] == (0, b"")
    assert out.read_bytes() == whole[suffix]
    assert [path.name for path in tmp_path.iterdir()] == [out.name]


def test_an_interrupted_run_is_resumed_with_another_number_of_workers(
    corpus: Path, whole: dict[str, bytes], tmp_path: Path
) -> None:
    out, journal = tmp_path / "out.jsonl", tmp_path / "out.jsonl.resume"
    for jobs, sign, code in (("2", signal.SIGINT, 130), ("1", signal.SIGTERM, 143)):
        size = journal.stat().st_size if journal.exists() else 0
        with _start("money", corpus, "-o", out, "--resume", "-j", jobs) as process:
            _wait_for(lambda: journal.exists() and journal.stat().st_size > size + 50_000)  # noqa: B023
            process.send_signal(sign)
            assert process.wait(5) == code
        assert sorted(path.name for path in tmp_path.iterdir()) == [journal.name]
    assert _run("money", corpus, "-o", out, "--resume", "-j", "2")[0] == 0
    assert out.read_bytes() == whole["jsonl"]


# The journal


@pytest.fixture
def journal(corpus: Path, tmp_path: Path) -> Path:
    """The journal of an interrupted run over a corpus of its own."""
    own = tmp_path / "x.jsonl"
    own.write_bytes(corpus.read_bytes())
    path = tmp_path / "out.jsonl.resume"
    with _start("money", own, "-o", tmp_path / "out.jsonl", "--resume") as process:
        _wait_for(lambda: path.exists() and path.stat().st_size > 50_000)
        process.kill()
    return path


def _resume(journal: Path, *more: str) -> tuple[str, bytes]:
    out = journal.with_name("out.jsonl")
    code, _, err = _run("money", journal.with_name("x.jsonl"), "-o", out, "--resume", *more)
    assert code == 0, err
    assert not journal.exists()
    return err, out.read_bytes()


@pytest.mark.parametrize("cut", [1, 2, 30, 60])
def test_a_line_that_was_cut_short_is_done_again(journal: Path, whole: dict[str, bytes], cut: int) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:50]) + lines[50][:-cut])
    err, out = _resume(journal)
    assert "resuming: 49 documents are done already" in err
    assert out == whole["jsonl"]


@pytest.mark.parametrize("damage", [b"\0" * 400, b'{"key": "nothing that is one"}\n', b"]}\n"])
def test_a_damaged_line_is_done_again(journal: Path, whole: dict[str, bytes], damage: bytes) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join([*lines[:20], damage, *lines[21:]]))
    assert _resume(journal)[1] == whole["jsonl"]


def test_records_that_are_damaged_are_found_again(journal: Path, whole: dict[str, bytes]) -> None:
    lines = journal.read_bytes().splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if n and b'"text"' in line)
    lines[number] = lines[number][:60] + b"\0" * (len(lines[number]) - 63) + b"]}\n"
    journal.write_bytes(b"".join(lines))
    assert _resume(journal)[1] == whole["jsonl"]


def test_a_journal_of_another_version_or_of_other_options_is_not_used(journal: Path, whole: dict[str, bytes]) -> None:
    journal.write_bytes(journal.read_bytes().replace(b'"version": "', b'"version": "0.', 1))
    err, out = _resume(journal)
    assert "other options or of another version" in err
    assert out == whole["jsonl"]


def test_options_that_change_the_facts_begin_anew(journal: Path) -> None:
    own = journal.with_name("x.jsonl")
    names = journal.with_name("names.tsv")
    names.write_text("빛고을랩\t빛고을연구소\tresearch_institute\n", encoding="utf-8")
    err, _ = _resume(journal, "--dictionary", str(names))
    assert "other options" in err
    assert own.exists()


def test_input_that_has_changed_is_read_again(journal: Path) -> None:
    own = journal.with_name("x.jsonl")
    lines = own.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[3] = lines[3].replace('"text": "', '"text": "예산 77억원을 쓴다. ')
    del lines[5]
    lines.insert(1, LINE + "\n")
    own.write_text("".join(lines), encoding="utf-8")
    out = _resume(journal)[1]
    assert out == _run("money", "--jsonl", own)[1]
    assert "77억원".encode() in out


def test_two_runs_do_not_write_one_journal(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    args = ("money", "--input", "jsonl", "-", "-o", out, "--resume")
    with _start(*args, stdin=subprocess.PIPE) as first:
        assert first.stdin is not None
        _wait_for(lambda: (tmp_path / "out.jsonl.resume").exists())
        time.sleep(0.2)
        code, _, err = _run(*args)
        assert (code, "another run is writing it" in err) == (2, True)
        first.stdin.write(f"{LINE}\n".encode())
        first.stdin.close()
        assert first.wait(20) == 0
    assert out.read_bytes().count(b"\n") == 1


# Workers that are killed


def test_workers_killed_from_outside_cost_nothing(corpus: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    out, journal = tmp_path / "out.jsonl", tmp_path / "out.jsonl.resume"
    with _start("money", corpus, "-o", out, "-j", "2", "--resume") as process:
        for size in (20_000, 80_000, 150_000):
            _wait_for(lambda: process.poll() is not None or (journal.exists() and journal.stat().st_size > size))  # noqa: B023
            for pid in _children(process)[:1]:
                os.kill(pid, signal.SIGKILL)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"killed by signal 9 (SIGKILL" in err
    assert out.read_bytes() == whole["jsonl"]
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


# Signals


@pytest.fixture
def endless() -> Iterator[subprocess.Popen[bytes]]:
    """Documents without end on its standard output."""
    with subprocess.Popen(["yes", LINE], stdout=subprocess.PIPE) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
@pytest.mark.parametrize("form", ["--jsonl", "--json", "--csv"])
def test_a_signal_ends_at_once_with_whole_output(
    endless: subprocess.Popen[bytes], form: str, sign: signal.Signals, code: int, jobs: str
) -> None:
    process = _start("money", form, "--input", "jsonl", "-j", jobs, stdin=endless.stdout, start_new_session=True)
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.read(20_000)
        os.killpg(process.pid, sign)  # as a terminal does: to the workers too
        sent = time.monotonic()
        out = first + process.stdout.read()
        assert process.wait() == code
        assert time.monotonic() - sent < 1.0
        assert process.stderr.read() == b""
    assert len(out) > 20_000
    if form == "--json":
        assert {fact["amount"] for fact in json.loads(out)} == {5_000_000_000}
    elif form == "--jsonl":
        assert out.endswith(b"}\n")
        assert {json.loads(line)["amount"] for line in out.splitlines()} == {5_000_000_000}
    else:
        assert {row.count(b",") for row in out.splitlines()} == {11}
        assert out.endswith(b"\n")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_signal_while_nothing_comes_in(jobs: str) -> None:
    with _start("money", "--json", "--input", "jsonl", "-j", jobs, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{LINE}\n".encode())
        process.stdin.flush()
        assert process.stdout.read(3)
        process.send_signal(signal.SIGINT)
        assert process.wait(1.5) == 130
        assert process.stdout.read().endswith(b"\n]\n")


def test_a_signal_while_nobody_reads(endless: subprocess.Popen[bytes]) -> None:
    with _start("money", "--jsonl", "--input", "jsonl", "-j", "2", stdin=endless.stdout) as process:
        assert process.stdout is not None
        assert process.stdout.read(1), "it has begun, however busy the machine is"
        time.sleep(1.5)  # by now the pipe is full
        process.send_signal(signal.SIGTERM)
        assert process.wait(1.5) == 143


# Streams without end


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_document_is_answered_before_the_next_one_comes(jobs: str) -> None:
    with _start("money", "--jsonl", "--input", "jsonl", "-j", jobs, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in range(30):
            process.stdin.write(f'{{"id": "d{number}", "text": "{number + 1}억원을 썼다."}}\n'.encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["source"] == f"d{number}"
        process.stdin.close()
        assert process.stdout.read() == b""
        assert process.wait() == 0


def _memory(process: subprocess.Popen[bytes]) -> int:
    """KB that the process and its workers hold, shared pages counted once."""
    total = 0
    for pid in (process.pid, *_children(process)):
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_memory_stays_flat_on_endless_input(endless: subprocess.Popen[bytes], jobs: str) -> None:
    with _start("money", "--jsonl", "--input", "jsonl", "-j", jobs, stdin=endless.stdout) as process:
        assert process.stdout is not None
        process.stdout.read(500_000)
        before = _memory(process)
        process.stdout.read(2_000_000)
        assert _memory(process) < before + 4_000
        process.kill()


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("form", ["--jsonl", "--json", "--csv"])
def test_a_reader_that_goes_away_ends_it_quietly(endless: subprocess.Popen[bytes], form: str, jobs: str) -> None:
    with _start("money", form, "--input", "jsonl", "-j", jobs, stdin=endless.stdout) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(10) == 0


# Disks


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mounts a file system in memory, or mounts it anew with other options. Only root may."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = False

    def change(options: str) -> Path:
        nonlocal mounted
        options = f"remount,{options}" if mounted else options
        command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"cannot mount: {done.stderr.decode()}")
        mounted = True
        return folder

    yield change
    if mounted:
        subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_costs_nothing_that_is_done(
    corpus: Path, whole: dict[str, bytes], mount: Callable[[str], Path], suffix: str, jobs: str
) -> None:
    disk = mount("size=200k")
    out = disk / f"out.{suffix}"
    code, _, err = _run("money", corpus, "-o", out, "--resume", "-j", jobs)
    assert code == 2
    assert err.startswith(f"extract: {out}")
    assert "No space left on device" in err or "disk is full" in err or "disk I/O error" in err
    assert [path.name for path in disk.iterdir()] == [f"{out.name}.resume"]
    mount("size=50m")
    code, _, err = _run("money", corpus, "-o", out, "--resume", "-j", jobs)
    assert (code, "documents are done already" in err) == (0, True)
    assert out.read_bytes() == whole[suffix]
    assert [path.name for path in disk.iterdir()] == [out.name]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_full_disk_leaves_what_was_there(corpus: Path, mount: Callable[[str], Path], suffix: str) -> None:
    disk = mount("size=100k")
    out = disk / f"out.{suffix}"
    if suffix == "sqlite":
        with sqlite3.connect(out) as connection:
            connection.execute("CREATE TABLE mine (x)")
        connection.close()
    else:
        out.write_text("before", encoding="utf-8")
    before = out.read_bytes()
    code, _, err = _run("money", corpus, "-o", out)
    assert (code, err.count("\n")) == (2, 1)
    assert str(out) in err
    assert out.read_bytes() == before
    assert [path.name for path in disk.iterdir()] == [out.name]


def test_a_file_that_may_not_grow(corpus: Path, tmp_path: Path) -> None:
    """The same without root: the limit that `ulimit -f` sets."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    out = tmp_path / "out.csv"
    code, _, err = _run("money", corpus, "-o", out, preexec_fn=limit)
    assert (code, err) == (2, f"extract: {out}: cannot be written: File too large\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("more", [(), ("--resume",)])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_read_only_folder(corpus: Path, mount: Callable[[str], Path], suffix: str, more: tuple[str, ...]) -> None:
    out = mount("ro") / f"out.{suffix}"
    code, _, err = _run("money", corpus, "-o", out, *more)
    assert (code, err.count("\n")) == (2, 1)
    assert f"{out}" in err
    assert "cannot be written" in err


# Progress


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_long_work_shows_its_rate_and_the_time_that_is_left(
    tmp_path: Path, jobs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "PROGRESS_AFTER_S", 0)
    monkeypatch.setattr(console, "PROGRESS_EVERY_S", 0)
    corpus = write_corpus(tmp_path / "x.jsonl", 100)
    args = ("money", "--jsonl", "-j", jobs)
    shown = run(*args, corpus, terminal=("err",)).err
    frames = [frame for frame in shown.split("\r\x1b[K") if frame]
    assert len(frames) == 100
    for frame in frames:
        assert re.fullmatch(r"\[#*-*\] \d+ %, \d+:\d\d left, [\d,]+ documents? \([\d,]+/s\), [\d,]+ facts?", frame)
    assert frames[-1].startswith("[####################] 100 %, 0:00 left, 100 documents")
    assert shown.endswith("\r\x1b[K")  # nothing stays
    folder = run(*args, tmp_path, terminal=("err",)).err
    assert "[####################] 100 %" in folder
    piped = run(*args, "--input", "jsonl", stdin=corpus.read_bytes(), terminal=("err",)).err
    assert re.search(r"K100 documents \([\d,]+/s\), ", piped)
    for quiet in ("--quiet", "--no-progress"):
        assert run(*args, corpus, quiet, terminal=("err",)).err == ""
    assert run(*args, corpus).err == ""


def test_short_work_shows_nothing(tmp_path: Path) -> None:
    assert run("money", write_corpus(tmp_path / "x.jsonl", 5), "--jsonl", terminal=("err",)).err == ""
