"""Documents over a pool of workers, outcomes in the order of the input; a worker that dies takes one document."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from gwangju_ai_cli.model import Document, Notice
from gwangju_ai_cli.source import Failure
from gwangju_ai_cli.workers import processes
from gwangju_ai_cli.workers.ahead import CHUNK_CHARACTERS, CHUNK_DOCUMENTS, ReadAhead, weight
from gwangju_ai_cli.workers.attempt import Done, attempt
from gwangju_ai_cli.workers.limits import limit_of
from gwangju_ai_cli.workers.processes import PENDING, Lost, Pool, Raised, Slot, Task

FIRST_CHARACTERS = 1_000
AHEAD_CHARACTERS = 160_000
"""What may stand for each worker between what is read and what is written: enough to keep them all busy behind one
long document, little enough to keep memory flat."""
SUSPICION = 0.25
"""The part of the limit after which a silent worker's documents are begun anew, with care."""
DEATHS = 2
"""Workers that may die at a document, with care, before it is given up: the first may have been killed by chance."""

T = TypeVar("T")
R = TypeVar("R")


def run_pool(
    items: Iterable[Document | T],
    work: Callable[[Document], R],
    jobs: int,
    prepare: Callable[[], object] | None,
    limit_s: float,
) -> Iterator[Done[R] | Failure | T]:
    """What `batch.run` gives for several jobs."""
    if processes.START_METHOD == "fork":
        if prepare is not None:
            prepare()
        gc.freeze()  # a collection in a worker would write to every page that it shares
    # The workers are forked before there is a thread.
    with Pool(partial(attempt, work), jobs) as pool, ReadAhead(items) as reader:
        pool.watch(reader.bell)
        line = _Line(pool, reader, jobs, limit_s)
        while True:
            line.feed()
            if line.ready():
                for slot in line.leave():
                    if isinstance(slot.outcome, Raised):
                        raise slot.outcome.error
                    if not isinstance(slot.item, Document):
                        yield slot.item
                    elif isinstance(slot.outcome, Failure):
                        yield slot.outcome
                    else:
                        yield Done(slot.item, slot.outcome, slot.notices)
                line.relieve(pool.wait(block=False))
            elif line.waiting or not reader.done():
                line.relieve(pool.wait(block=True))
            else:
                return


class _Line:
    """What has been read and not been written yet, in order, and what of it no worker has been given yet."""

    def __init__(self, pool: Pool, reader: ReadAhead[Any], jobs: int, limit_s: float) -> None:
        self.waiting: deque[Slot] = deque()
        self._todo: deque[Task] = deque()
        self._pool = pool
        self._reader = reader
        self._jobs = jobs
        self._given = 0
        self._room = jobs * AHEAD_CHARACTERS
        self._limit_s = limit_s

    def feed(self) -> None:
        """Gives the workers what they can take."""
        while worker := self._pool.seat():
            if not self._todo and not self._read():
                return
            if self._todo:
                self._pool.give(worker, self._todo.popleft())

    def _read(self) -> bool:
        if self._room <= 0:
            return False
        # Small tasks first, so that a few documents are shared out, too.
        size = min(CHUNK_CHARACTERS, max(FIRST_CHARACTERS, self._given // (4 * self._jobs)))
        slots = [self._slot(item) for item in self._reader.take(size)]
        self.waiting += slots
        given = sum(weight(slot.item) for slot in slots)
        self._room -= given
        self._given += given
        documents = [slot for slot in slots if slot.outcome is PENDING]
        if documents:
            self._todo.append(Task(documents, SUSPICION * max(slot.limit_s for slot in documents)))
        return bool(slots)

    def _slot(self, item: Any) -> Slot:
        if not isinstance(item, Document):
            return Slot(item, None)
        return Slot(item, limit_s=limit_of(self._limit_s, len(item.text)))

    def ready(self) -> bool:
        """Whether the first one is done."""
        return bool(self.waiting) and self.waiting[0].outcome is not PENDING

    def leave(self) -> Iterator[Slot]:
        """Those that are done from the first one on, as many as keep the workers fed meanwhile."""
        for _ in range(CHUNK_DOCUMENTS):
            if not self.ready():
                return
            slot = self.waiting.popleft()
            self._room += weight(slot.item)
            yield slot

    def relieve(self, lost: Iterable[Lost]) -> None:
        """What lost workers had goes to others, the guilty document excepted."""
        for gone in lost:
            tasks = list(gone.waiting)
            left = self._left(gone.begun, gone) if gone.begun else []
            if left:
                tasks.insert(0, Task(left, 0.0, careful=True))
            self._todo.extendleft(reversed(tasks))

    def _left(self, begun: Task, gone: Lost) -> list[Slot]:
        """What is to be begun anew of a task at which a worker was lost."""
        left = begun.slots[begun.done :]
        first = left[0]
        source = first.item.source
        if begun.careful:
            first.deaths += 1
            if not gone.killed or first.deaths == DEATHS:
                first.outcome = Failure(source, gone.how, what="work")
                return left[1:]
        if gone.killed:
            first.notices = (Notice(source, None, f"{gone.how}; it was begun anew in another one"),)
        return left
