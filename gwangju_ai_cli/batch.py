"""Many documents: one process or a pool of them, results in the order of the input, memory bounded.

The same facts in the same order come out for any number of workers.
"""
from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, TypeVar

from gwangju_ai_cli.errors import GwangjuError
from gwangju_ai_cli.model import Document, Fact, Facts, Notice
from gwangju_ai_cli.source import Failure

if TYPE_CHECKING:
    from concurrent.futures import Future

CHUNK_DOCUMENTS = 64
CHUNK_CHARACTERS = 20_000
CHUNKS_AHEAD = 3
"""Chunks in work or waiting for each worker: enough to keep it busy, few enough to keep memory flat."""

T = TypeVar("T")
PARENT_EVERY_S = 1.0
Part = tuple[tuple[Fact, ...], tuple[Notice, ...]]
Pending = tuple[list[Document | T], "Future[list[Part | Failure | None]]"]


class Worker(Protocol):
    """What finds the facts of one document; it has to survive pickling: a partial of a module's function."""

    def __call__(self, doc: Document, /) -> Facts:
        """The facts of `doc`."""


class BatchError(GwangjuError):
    """The pool broke: a worker was killed or ran out of memory."""


def run(
    items: Iterable[Document | T], work: Worker, *, jobs: int = 1, prepare: Callable[[], object] | None = None
) -> Iterator[Facts | Failure | T]:
    """`work` done on each document, in order; what is no document passes through in its place.

    `items` is read as results are taken, at most a few chunks ahead. `prepare` loads what workers that are forked
    can share. Raises BatchError where a worker process dies.
    """
    if jobs <= 1:
        for item in items:
            yield _attempt(work, item) if isinstance(item, Document) else item
        return
    yield from _run_pool(items, work, jobs, prepare)


def _attempt(work: Worker, doc: Document) -> Facts | Failure:
    try:
        return work(doc)
    # One document must not take the others with it; the error is named, counted and ends in exit code 2.
    except (ArithmeticError, LookupError, ValueError, TypeError, AttributeError, RuntimeError, MemoryError) as error:
        return Failure(doc.source, f"internal error, please report it: {type(error).__name__}: {error}{_where(error)}")


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f" ({trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno})"


def _work_chunk(work: Worker, chunk: list[Document | None]) -> list[Part | Failure | None]:
    """What the parent does not have yet: documents themselves do not travel back."""
    results = (_attempt(work, doc) if doc is not None else None for doc in chunk)
    return [(result.facts, result.notices) if isinstance(result, Facts) else result for result in results]


def _start_worker(parent: int) -> None:
    """The parent alone answers to Ctrl-C; where it is gone, nobody else would end its workers."""
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_EVERY_S)
        os._exit(1)

    Thread(target=watch, daemon=True).start()


def _run_pool(
    items: Iterable[Document | T], work: Worker, jobs: int, prepare: Callable[[], object] | None
) -> Iterator[Facts | Failure | T]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # Forked workers share the pages of what is loaded already; elsewhere each loads its own.
    forks = sys.platform == "linux"
    context = multiprocessing.get_context("fork" if forks else "spawn")
    if forks and prepare is not None:
        prepare()
    waiting: deque[Pending[T]] = deque()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start_worker, initargs=(os.getpid(),))
    try:
        for chunk in _chunks(items):
            sent = [item if isinstance(item, Document) else None for item in chunk]
            waiting.append((chunk, pool.submit(_work_chunk, work, sent)))
            if len(waiting) >= jobs * CHUNKS_AHEAD:
                yield from _merge(waiting)
        while waiting:
            yield from _merge(waiting)
    except BrokenProcessPool as error:
        sources = [item.source for chunk, _ in waiting for item in chunk if isinstance(item, Document)]
        raise BatchError(
            f"a worker process died (killed, or out of memory) at or after document {sources[0]!r}; "
            "try again with fewer --jobs, and with --resume where the work is long"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _merge(waiting: deque[Pending[T]]) -> Iterator[Facts | Failure | T]:
    chunk, future = waiting[0]
    parts = future.result()
    waiting.popleft()
    for item, part in zip(chunk, parts, strict=True):
        if not isinstance(item, Document):
            yield item
        elif isinstance(part, tuple):
            yield Facts(item, part[0], (), part[1])
        elif part is not None:
            yield part


def _chunks(items: Iterable[Document | T]) -> Iterator[list[Document | T]]:
    chunk: list[Document | T] = []
    characters = 0
    for item in items:
        chunk.append(item)
        characters += len(item.text) if isinstance(item, Document) else 0
        if len(chunk) >= CHUNK_DOCUMENTS or characters >= CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk
