"""Files that cannot be read, names that are too long, folders that are gone: told, and the rest is done."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from unittest import mock

import pytest

from gwangju_ai_cli import decoding, source
from tests.cli_runner import run

STORY = "한빛시는 도서관 건립에 예산 50억원을 쓴다.\n"
LONG = "x" * 300 + ".txt"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a document."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    return tmp_path


def _others_done(*args: str, why: str) -> None:
    """The documents beside it are done, and the array is closed."""
    done = run("money", "--json", "a.txt", *args, "a.txt")
    assert (done.code, len(json.loads(done.out))) == (2, 2)
    assert why in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (LONG, f"{LONG}: File name too long"),
        ("no/such.txt", "no/such.txt: No such file or directory"),
        ("a.txt/b", "a.txt/b: Not a directory"),
        ("s3://bucket/x.txt", "s3://bucket/x.txt: is an address, and nothing is fetched; pipe it in"),
        ("gs://bucket//y", "gs://bucket//y: is an address"),
        ("https://example.org/a?b", "https://example.org/a?b: is an address, and nothing is fetched; save the page"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_as_typed(here: Path, typed: str, shown: str) -> None:
    _others_done(typed, why=shown)


def test_folders_of_any_depth_are_walked(here: Path) -> None:
    try:
        for _ in range(1200):
            Path("d").mkdir()
            os.chdir("d")
        Path("z.txt").write_text(STORY, encoding="utf-8")
    finally:
        os.chdir(here)
    done = run("money", "--jsonl", "-q", ".")
    assert (done.code, len(done.facts), done.err) == (0, 2, "")
    deepest = Path(done.facts[1]["source"]).parent
    (deepest / "z.txt").unlink()
    os.removedirs(deepest)  # nobody else's cleaning goes so deep


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep such folders")
def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    extract = f"{sys.executable} -m gwangju_ai_cli"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    for args, code, said in (("money --jsonl", 0, ""), ("money -o x.json", 2, "x.json: cannot be written")):
        gone.mkdir(exist_ok=True)
        script = f"rmdir ../gone; echo 예산 5억원 | {extract} {args}"
        done = subprocess.run(
            ["bash", "-c", script], cwd=gone, env=env, capture_output=True, text=True, check=False, timeout=60
        )
        assert done.returncode == code
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_text_that_is_too_long_is_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (decoding, source):
        monkeypatch.setattr(module, "LONGEST_BYTES", 2_000)
    Path("b.txt").write_text(STORY * 100, encoding="utf-8")
    _others_done("b.txt", why="b.txt: is longer than")
    _others_done("/dev/zero", why="/dev/zero: is longer than")
    records = [json.dumps({"id": "1", "text": "가" * 9_000}), json.dumps({"id": "2", "text": STORY})]
    Path("c.jsonl").write_text("\n".join(records) + "\n", encoding="utf-8")
    done = run("money", "--jsonl", "c.jsonl")
    assert (done.code, [fact["source"] for fact in done.facts]) == (2, ["2"])
    assert "c.jsonl:1: is longer than" in done.err


@pytest.mark.parametrize("error", [MemoryError(), RuntimeError("odd"), OSError(5, "Input/output error")])
def test_an_error_while_reading_costs_its_file_alone(here: Path, error: Exception) -> None:
    Path("b.txt").write_text("국비 3억원\n", encoding="utf-8")
    whole = decoding.decode

    def fragile(raw: bytes, encoding: str | None = None) -> str:
        if "국비".encode() in raw:
            raise error
        return whole(raw, encoding)

    with mock.patch.object(source, "decode", fragile):
        _others_done("b.txt", why="b.txt: ")
        Path("c.jsonl").write_text('{"text": "국비 3억원"}\n{"text": "예산 4억원"}\n', encoding="utf-8")
        done = run("money", "--jsonl", "c.jsonl")
        assert done.code == 2
        assert "Traceback" not in done.err


@pytest.mark.parametrize("error", [MemoryError(), RecursionError(), KeyError("x"), AssertionError()])
def test_no_error_of_ours_looks_like_a_finding(here: Path, error: Exception) -> None:
    with mock.patch("gwangju_ai_cli.cli.running.Tally", side_effect=error):
        done = run("check", "a.txt")
    assert (done.code, "Traceback" in done.err) == (2, False)
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("length", [255, 256])
@pytest.mark.parametrize("suffix", [".json", ".sqlite", ".parquet"])
def test_output_names_of_any_length(here: Path, suffix: str, length: int) -> None:
    out = "가" * ((length - len(suffix)) // 3) + "x" * ((length - len(suffix)) % 3) + suffix
    assert len(out.encode()) == length
    done = run("money", "a.txt", "-o", out)
    if length == 255:
        assert (done.code, done.err) == (0, "")
        assert Path(out).stat().st_size > 0
    else:
        assert (done.code, "cannot be written: File name too long" in done.err) == (2, True)
    resumed = run("money", "a.txt", "--resume", "-o", out)
    assert (resumed.code, "File name too long" in resumed.err) == (2, True)
    assert not list(here.glob(".*"))


def test_two_writers_leave_one_whole_file(here: Path) -> None:
    record = json.dumps({"text": STORY})
    Path("many.jsonl").write_text((record + "\n") * 2_000, encoding="utf-8")
    command = [sys.executable, "-m", "gwangju_ai_cli", "money", "many.jsonl", "-o", "out.json"]
    codes: list[int] = []
    writers = [threading.Thread(target=lambda: codes.append(subprocess.run(command).returncode)) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert codes == [0, 0]
    assert len(json.loads(Path("out.json").read_text(encoding="utf-8"))) == 2_000
    assert not list(here.glob(".*"))


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are kept differently elsewhere")
@pytest.mark.parametrize(("megabytes", "command"), [(120, "money"), (300, "orgs"), (420, "all")])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_too_little_memory_is_told(here: Path, megabytes: int, command: str, jobs: str) -> None:
    """Whatever fits is done; what does not is named. The model's own library would end the whole process."""
    with Path("big.txt").open("wb") as stream:
        stream.truncate(5_000_000_000)
    script = f'ulimit -v {megabytes}000; exec "$0" -m gwangju_ai_cli {command} --json -j {jobs} a.txt big.txt a.txt'
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)}
    done = subprocess.run(
        ["bash", "-c", script, sys.executable], env=env, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 2, done.stderr
    assert re.search("big.txt: (is longer than 100 MB|there is not enough memory)", done.stderr)
    assert "Traceback" not in done.stderr
    assert {fact["source"] for fact in json.loads(done.stdout)} <= {"a.txt"}
