"""Many documents over workers: order, bounds, latency; what becomes of workers that die or hang."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from gwangju_ai_cli import batch
from gwangju_ai_cli.errors import VocabError
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.source import Failure
from gwangju_ai_cli.workers import processes
from gwangju_ai_cli.workers.attempt import Done
from gwangju_ai_cli.workers.processes import BatchError

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="these workers are forked")


def _echo(doc: Document) -> str:
    return doc.text.upper()


def _uneven(doc: Document) -> str:
    """Later documents are often done earlier."""
    time.sleep(0.01 * (hash(doc.source) % 3))
    if doc.text.endswith("7"):
        raise ValueError("an unlucky number")
    return doc.text.upper()


def _fateful(marks: Path, doc: Document) -> str:
    """Notes each time that it is begun; some texts say how it ends."""
    with (marks / doc.source).open("a") as stream:
        stream.write(".")
    times = (marks / doc.source).stat().st_size
    if doc.text == "killed" or (doc.text == "killed once" and times == 1):
        os.kill(os.getpid(), signal.SIGKILL)
    elif doc.text == "stopped":
        os.kill(os.getpid(), signal.SIGSTOP)
    elif doc.text == "left":
        os._exit(3)
    elif doc.text == "stuck":
        while True:
            pass
    elif doc.text == "slept once" and times == 1:
        time.sleep(1000)
    return doc.text.upper()


def _documents(count: int, **fates: str) -> Iterator[Document]:
    for number in range(count):
        yield Document(fates.get(f"d{number}", f"text {number}"), f"d{number}")


def _show(results: Iterator[Any]) -> list[Any]:
    return [(item.document.source, item.outcome) if isinstance(item, Done) else item for item in results]


def _workers() -> int:
    return len(multiprocessing.active_children())


@pytest.mark.parametrize("jobs", [2, 3, 8])
def test_the_same_outcomes_in_the_same_order_for_any_number_of_workers(jobs: int) -> None:
    def items() -> Iterator[Document | str]:
        for number, doc in enumerate(_documents(200)):
            yield doc
            if number % 9 == 0:
                yield f"passes through after {number}"

    one = _show(batch.run(items(), _uneven))
    assert _show(batch.run(items(), _uneven, jobs=jobs)) == one
    assert sum(isinstance(item, Failure) for item in one) == 20
    assert _workers() == 0


@pytest.mark.parametrize("jobs", [2, 3])
@pytest.mark.parametrize(
    ("fate", "said"),
    [
        ("killed", "its worker process was killed by signal 9 (SIGKILL, as a system does that runs out of memory)"),
        ("left", "ended its worker process with exit code 3"),
        ("stuck", "took longer than 2 s"),
        ("stopped", "took longer than 2 s"),
    ],
)
def test_a_worker_that_dies_or_hangs_takes_its_document_only(tmp_path: Path, jobs: int, fate: str, said: str) -> None:
    items = _documents(150, d0=fate, d70=fate, d149=fate)
    results = list(batch.run(items, partial(_fateful, tmp_path), jobs=jobs, limit_s=2))
    failures = [item for item in results if isinstance(item, Failure)]
    assert failures == [Failure(source, said) for source in ("d0", "d70", "d149")]
    assert [item.source if isinstance(item, Failure) else item.document.source for item in results] == [
        f"d{number}" for number in range(150)
    ]
    assert all(item.outcome == item.document.text.upper() for item in results if isinstance(item, Done))
    assert (tmp_path / "d70").stat().st_size == (2 if "longer" in said else 3)  # once hastily, then with care
    assert (tmp_path / "d71").stat().st_size == 1
    assert _workers() == 0


def test_a_worker_killed_from_outside_costs_no_document(tmp_path: Path) -> None:
    results = list(batch.run(_documents(100, d40="killed once"), partial(_fateful, tmp_path), jobs=2))
    assert [item.outcome for item in results if isinstance(item, Done)] == [
        "KILLED ONCE" if number == 40 else f"TEXT {number}" for number in range(100)
    ]
    (notice,) = [notice for item in results if isinstance(item, Done) for notice in item.notices]
    assert "killed by signal 9" in notice.message
    assert "begun anew" in notice.message


def test_workers_killed_at_random_lose_and_double_nothing() -> None:
    results = []
    for number, item in enumerate(batch.run(_documents(3_000), _echo, jobs=2)):
        results.append(item)
        if number % 500 == 250:
            for child in multiprocessing.active_children():
                child.kill()
    # The last kills follow each other at once, and three of them may meet one document: that one is given up by name.
    failures = [item for item in results if isinstance(item, Failure)]
    assert len(failures) <= 1
    assert all("killed by signal 9" in failure.message for failure in failures)
    assert [item.source if isinstance(item, Failure) else item.document.source for item in results] == [
        f"d{n}" for n in range(3_000)
    ]
    assert all(item.outcome == item.document.text.upper() for item in results if isinstance(item, Done))


def test_a_slow_machine_is_no_hanging_document(tmp_path: Path) -> None:
    """What was slow once is begun anew, and nobody hears of it."""
    results = list(batch.run(_documents(20, d5="slept once"), partial(_fateful, tmp_path), jobs=2, limit_s=4))
    assert [item.outcome for item in results if isinstance(item, Done)] == [
        "SLEPT ONCE" if number == 5 else f"TEXT {number}" for number in range(20)
    ]
    assert not any(item.notices for item in results if isinstance(item, Done))


def test_a_long_document_has_a_longer_limit() -> None:
    def work(doc: Document) -> int:
        time.sleep(1.0)
        return len(doc.text)

    results = list(batch.run([Document("가" * 600_000, "long"), Document("나", "short")], work, jobs=2, limit_s=0.5))
    assert isinstance(results[0], Done)
    assert results[1:] == [Failure("short", "took longer than 1 s")]


def test_documents_and_outcomes_may_be_large() -> None:
    """Neither side waits for the other to read."""
    texts = [chr(ord("가") + number) * 3_000_000 for number in range(12)]
    items = (Document(text, str(number)) for number, text in enumerate(texts))
    assert [item.outcome for item in batch.run(items, _echo, jobs=2) if isinstance(item, Done)] == texts


def test_an_error_that_is_no_documents_ends_the_run_in_its_place() -> None:
    def work(doc: Document) -> str:
        if doc.source == "d30":
            raise VocabError("units.tsv:3: no such unit")
        return doc.text

    for jobs in (1, 2):
        results = batch.run(_documents(100), work, jobs=jobs)
        assert len(list(itertools.islice(results, 30))) == 30
        with pytest.raises(VocabError, match=r"units\.tsv:3"):
            next(results)
    assert _workers() == 0


def test_an_error_of_the_input_comes_after_what_was_read_before_it() -> None:
    def items() -> Iterator[Document]:
        yield from _documents(100)
        raise OSError("the disk is gone")

    for jobs in (1, 2):
        results = batch.run(items(), _echo, jobs=jobs)
        assert len(list(itertools.islice(results, 100))) == 100
        with pytest.raises(OSError, match="the disk is gone"):
            next(results)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_do_not_wait_for_the_next_document(jobs: int) -> None:
    taken = [Event() for _ in range(20)]

    def items() -> Iterator[Document]:
        for number, doc in enumerate(_documents(20)):
            yield doc
            assert taken[number].wait(20), "the result was kept back"

    for item, event in zip(batch.run(items(), _echo, jobs=jobs), taken, strict=True):
        assert isinstance(item, Done)
        event.set()


@pytest.mark.parametrize("jobs", [1, 2])
def test_input_without_end_is_read_only_a_little_ahead(jobs: int) -> None:
    read = 0

    def items() -> Iterator[Document]:
        nonlocal read
        for read in itertools.count():
            yield Document("가" * 1_000, f"d{read}")

    results = batch.run(items(), _echo, jobs=jobs)
    for taken, _ in enumerate(results):
        if taken % 100 == 0:
            time.sleep(0.01)  # a reader that is slower than we are
        assert read - taken < 700
        if taken == 5_000:
            break
    results.close()  # type: ignore[attr-defined]
    assert _workers() == 0


def test_one_long_document_does_not_stop_the_others() -> None:
    began = time.monotonic()

    def work(doc: Document) -> float:
        time.sleep(1.0 if doc.source == "d0" else 0.01)
        return time.monotonic()

    done = [item.outcome for item in batch.run(_documents(60), work, jobs=2) if isinstance(item, Done)]
    assert min(done[1:]) < began + 1.0
    assert len(done) == 60


def test_workers_that_cannot_begin_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def serve(*_: object) -> None:
        os._exit(7)

    monkeypatch.setattr(processes, "_serve", serve)
    with pytest.raises(BatchError, match=r"end before they begin: the last one ended .* with exit code 7"):
        list(batch.run(_documents(5), _echo, jobs=2))


def test_a_system_without_room_for_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    room = 1
    start = multiprocessing.get_context("fork").Process.start

    def refuse(process: Any) -> None:
        nonlocal room
        if not room:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        room -= 1
        start(process)

    monkeypatch.setattr(multiprocessing.get_context("fork").Process, "start", refuse)
    assert len(list(batch.run(_documents(50), _echo, jobs=4))) == 50  # by the one that there is
    with pytest.raises(BatchError, match="no worker process can be started: Resource temporarily unavailable"):
        list(batch.run(_documents(5), _echo, jobs=2))


def test_where_there_is_no_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "START_METHOD", "spawn")
    assert _show(batch.run(_documents(100), _echo, jobs=2)) == _show(batch.run(_documents(100), _echo))


@pytest.mark.parametrize("jobs", [1, 2])
def test_too_little_memory_is_said_plainly(jobs: int) -> None:
    def work(doc: Document) -> str:
        if doc.source == "d1":
            raise MemoryError
        return doc.text

    (failure,) = [item for item in batch.run(_documents(3), work, jobs=jobs) if isinstance(item, Failure)]
    assert failure.source == "d1"
    assert failure.message.startswith("there is not enough memory for it")


def test_what_a_worker_needs_is_loaded_once_and_before() -> None:
    loaded: list[int] = []
    prepare: Callable[[], object] = lambda: loaded.append(os.getpid())  # noqa: E731

    def work(doc: Document) -> list[int]:
        return loaded

    assert [item.outcome for item in batch.run(_documents(4), work, jobs=2, prepare=prepare)] == [[os.getpid()]] * 4  # type: ignore[union-attr]
