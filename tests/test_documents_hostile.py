"""Files that mean harm end in one clear line, within ten seconds and 512 MB, and fetch nothing."""

from __future__ import annotations

import json
import random
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from gwangju_ai_cli.documents.model import MEMORY_BYTES, SECONDS
from gwangju_ai_cli.documents.reading import DocumentReader
from gwangju_ai_cli.errors import SourceError
from gwangju_ai_cli.formats import recognise
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.source import Failure, read_documents

for _package in ("dochan", "pypdfium2", "trafilatura", "reportlab"):
    pytest.importorskip(_package, reason=f"{_package} is not installed: pip install -e '.[test]'")

from tests.documents_hostile import HOSTILE, OUTSIDE, SOUND, docx, hwpx, section, word  # noqa: E402

# Read in a process of its own, so that the peak is that of this one child.
_MEASURE = """
import json, resource, sys, time
from pathlib import Path
from gwangju_ai_cli.source import Failure, read_documents
begin = time.monotonic()
(item,) = read_documents([Path(sys.argv[1])])
print(json.dumps({
    "failed": isinstance(item, Failure), "said": str(item), "seconds": time.monotonic() - begin,
    "child_bytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024,
    "own_bytes": 1024 * int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]),
}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited and measured on Linux")
@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_file_ends_in_a_clear_error(name: str, tmp_path: Path) -> None:
    hostile = HOSTILE[name]
    path = tmp_path / f"hostile{hostile.suffix}"
    path.write_bytes(hostile.make())
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    found = json.loads(done.stdout)
    assert found["failed"], found["said"]
    assert re.search(hostile.said, found["said"]), found["said"]
    assert found["said"].startswith(str(path)), "where"
    assert "\n" not in found["said"]
    assert len(found["said"]) < len(str(path)) + 400
    assert found["seconds"] < SECONDS + 1
    assert found["child_bytes"] <= MEMORY_BYTES
    assert found["own_bytes"] < 120 * 2**20


@pytest.mark.parametrize("name", list(SOUND))
def test_the_sound_ones_are_read(name: str, tmp_path: Path) -> None:
    suffix, make = SOUND[name]
    path = tmp_path / f"sound{suffix}"
    path.write_bytes(make())
    (item,) = read_documents([path])
    assert isinstance(item, Document), str(item)


@pytest.mark.parametrize("form", ["hwpx", "docx", "html", "xhtml"])
def test_nothing_is_fetched(form: str, tmp_path: Path) -> None:
    """A server on this machine waits for whoever comes: nobody may."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        visits: list[object] = []
        server.settimeout(0.2)
        listening = threading.Event()

        def listen() -> None:
            while not listening.is_set():
                try:
                    visits.append(server.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=listen)
        thread.start()
        outside = OUTSIDE.format(url=url)
        article = "<p>한빛시는 도서관에 예산 50억원을 쓴다고 밝혔다.</p>" * 5
        files: dict[str, Callable[[], bytes]] = {
            "hwpx": lambda: hwpx(section("50억원 &k;", outside)),
            "docx": lambda: docx(word("50억원 &k;", outside)),
            "html": lambda: (
                f'<!doctype html><base href="{url}"><meta http-equiv="refresh" content="0;url={url}">'
                f'<link rel="stylesheet" href="{url}"><link rel="canonical" href="{url}"><iframe src="{url}"></iframe>'
                f'<img src="{url}"><script src="{url}"></script>{article}'
            ).encode(),
            "xhtml": lambda: (
                f'<?xml version="1.0"?><!DOCTYPE html SYSTEM "{url}" [<!ENTITY k SYSTEM "{url}">]>'
                f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{article}<p>&k;</p></body></html>'
            ).encode(),
        }
        path = tmp_path / f"a.{form}"
        path.write_bytes(files[form]())
        try:
            list(read_documents([path]))
        finally:
            listening.set()
            thread.join()
        assert visits == []


@pytest.mark.parametrize("form", ["hwpx", "docx", "html"])
def test_no_file_of_the_machine_gets_into_a_text(form: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("GEHEIM")
    outside = OUTSIDE.format(url=secret.as_uri())
    raw = {
        "hwpx": hwpx(section("50억원 &k;", outside)),
        "docx": docx(word("50억원 &k;", outside)),
        "html": f"<!doctype html>{outside}<p>50억원 &k;</p>".encode(),
    }[form]
    path = tmp_path / f"a.{form}"
    path.write_bytes(raw)
    (item,) = read_documents([path])
    assert "GEHEIM" not in (item.text if isinstance(item, Document) else str(item))


_EVIL = """
import sys, time
sys.path.insert(0, {root!r})
import types
from gwangju_ai_cli.documents import child
from gwangju_ai_cli.documents.model import Extract
evil = types.ModuleType("gwangju_ai_cli.documents.html")
def read(request, page_done):
{code}
    return Extract("50")
evil.read = read
sys.modules[evil.__name__] = evil
child.main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the limits are Linux's")
@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("time.sleep(60)", "it took longer than 2 s"),
        ("while True: pass", "it took longer than 2 s"),
        ("child.TELL_EVERY_S = 0\n    while True: page_done(1)", "it took longer than 2.2 s"),
        ("child.TELL_EVERY_S = 0\n    while True: page_done(10**9)", "it took longer than 3 s"),
        ("child.TELL_EVERY_S = 0; time.sleep(1); page_done(100); time.sleep(60)", "it took longer than 3 s"),
        ("x = b'x' * 2**30", "it needs more than 512 MB"),
        ("import ctypes; ctypes.string_at(0)", "broke down over it .SIGSEGV"),
        ("import os; os._exit(3)", "broke down over it .exit code 3"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "asks for socket"),
        ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')", "asks for"),
        ("import subprocess; subprocess.run(['true'])", "asks for"),
        ("import os; os.system('true')", "asks for os.system"),
        ("open('/tmp/x-never-written', 'w')", "asks for a file to be written"),
        ("return Extract('x' * 9_000_000)", "more than 8,000,000 characters"),
        ("return Extract(' ')", "no text in it"),
        ("print('noise' * 9); return Extract('')", "no text in it"),
        ("raise RuntimeError('a\\nb')", "made the HTML reader fail .RuntimeError: a b"),
        ("def f(): f()\n    f()", "nested deeper"),
    ],
)
def test_a_reader_gone_wrong_is_held(code: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a library may do in the child, the parent says one line of it and goes on with the next."""
    from gwangju_ai_cli.documents import reading

    path = tmp_path / "a.html"
    path.write_bytes(SOUND["html"][1]())
    form = recognise(path.read_bytes(), ".html")
    assert form is not None
    sound = reading._START
    evil = _EVIL.format(root=str(Path(__file__).parent.parent), code=f"    {code}")
    monkeypatch.setattr(reading, "_START", evil)
    monkeypatch.setattr(reading, "LONGEST_SECONDS", 3)
    with DocumentReader(2.0) as reader, pytest.raises(SourceError, match=said):
        reader.read(path, form)
    monkeypatch.setattr(reading, "_START", sound)
    with DocumentReader() as reader:
        assert "50억원" in reader.read(path, form).text


@pytest.mark.parametrize("name", list(SOUND))
def test_files_with_bytes_changed_are_read_or_refused(name: str, tmp_path: Path) -> None:
    """Whatever is in them: one line for each, and the child goes on or is replaced."""
    suffix, make = SOUND[name]
    raw = make()
    chance = random.Random(20191003)
    paths = []
    for number in range(40):
        changed = bytearray(raw)
        for _ in range(chance.choice((1, 4, 30))):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        if number % 4 == 0:
            del changed[chance.randrange(len(changed)) :]
        path = tmp_path / f"{number:02}{suffix}"
        path.write_bytes(bytes(changed))
        paths.append(path)
    found = list(read_documents(paths))
    assert len(found) == len(paths)
    for item in found:
        if isinstance(item, Failure):
            assert "internal error" not in str(item)
            assert "\n" not in str(item)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are Unix's")
def test_ctrl_c_ends_the_child_too(tmp_path: Path) -> None:
    import os
    import signal
    import time

    for number in range(400):
        (tmp_path / f"{number:03}.html").write_bytes(SOUND["html"][1]() * 40)
    run = subprocess.Popen(
        [sys.executable, "-m", "gwangju_ai_cli", "all", str(tmp_path), "--jsonl", "-j", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    children: set[int] = set()
    end = time.monotonic() + 20
    while time.monotonic() < end and len(children) < 3 and run.poll() is None:
        time.sleep(0.1)
        children |= _children(run.pid)
    os.killpg(run.pid, signal.SIGINT)
    _, said = run.communicate(timeout=30)
    assert b"Traceback" not in said
    time.sleep(0.3)
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and any(_alive(child) for child in children):
        time.sleep(0.1)
    assert children
    assert not [child for child in children if _alive(child)]


def _children(pid: int) -> set[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").glob("*/children"))
        return {int(child) for task in tasks for child in task.read_text().split()}
    except OSError:
        return set()


def _alive(pid: int) -> bool:
    try:
        return "(zombie)" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
