"""Worker processes: each does a list of documents at a time and reports what it has done as it goes.

The parent speaks to each through a socket of its own and never waits for one of them alone, so that it always
knows which document a worker that died, or that does not answer any more, was at.
"""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import socket
import struct
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_context
from threading import Thread
from typing import Any

from gwangju_ai_cli.errors import GwangjuError
from gwangju_ai_cli.model import Document, Notice
from gwangju_ai_cli.workers.limits import late

START_METHOD = "fork" if sys.platform == "linux" else "spawn"
"""Forked workers share the pages of what is loaded already; elsewhere each loads its own."""
TASKS_AHEAD = 2
"""Tasks a worker has at once: one at work, one waiting, so that it never idles while the parent writes."""
REPORT_EVERY_S = 0.01
PARENT_EVERY_S = 1.0
RECEIVE_BYTES = 1 << 18
FAILED_STARTS = 5
_LENGTH = struct.Struct("!Q")

Work = Callable[[Document], Any]


class BatchError(GwangjuError):
    """No worker process can be started."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An error that is not one document's: the parent raises it in the document's place."""

    error: Exception


PENDING = object()
"""The outcome of what is not done yet."""


@dataclass(slots=True, eq=False)
class Slot:
    """The place of one item in the order of the input, with what became of it.

    `limit_s` is how long a worker may take for it, `deaths` how many have died at it.
    """

    item: Any
    outcome: Any = PENDING
    notices: tuple[Notice, ...] = ()
    limit_s: float = 0.0
    deaths: int = 0


@dataclass(slots=True, eq=False)
class Task:
    """Documents that one worker does one after the other; `done` counts from the front.

    A `careful` one is reported document by document, so that it is known which of them the worker was at. Otherwise
    a worker says what it has done now and then, and may be silent for `limit_s`.
    """

    slots: list[Slot]
    limit_s: float
    careful: bool = False
    done: int = 0

    @property
    def patience_s(self) -> float:
        """How long the worker may be silent from now on."""
        return self.slots[self.done].limit_s if self.careful else self.limit_s


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker is gone: what it had begun and what it had not, and how it ended."""

    begun: Task | None
    waiting: tuple[Task, ...]
    how: str
    killed: bool
    """By somebody else: the time limit had not passed."""


class _Worker:
    def __init__(self, work: Work, others: Iterable[socket.socket]) -> None:
        self.channel, child = socket.socketpair()
        self.tasks: deque[Task] = deque()
        self.ready = False
        self.heard = time.monotonic()
        self.late = False
        self._unsent = bytearray()
        self._received = bytearray()
        context: Any = get_context(START_METHOD)
        # A forked worker that kept its siblings' ends open would keep them alive, too.
        foreign = (self.channel, *others) if START_METHOD == "fork" else ()
        self.process = context.Process(target=_serve, args=(child, work, os.getpid(), foreign), daemon=True)
        try:
            with _signals_held():
                self.process.start()
        except BaseException:
            self.channel.close()
            raise
        finally:
            child.close()
        self.channel.setblocking(False)

    def give(self, task: Task) -> None:
        if not self.tasks:
            self.heard = time.monotonic()
        self.tasks.append(task)
        self._unsent += _frame((task.careful, [slot.item for slot in task.slots]))

    def send(self) -> None:
        """Sends what the channel takes at once."""
        with suppress(BlockingIOError, BrokenPipeError, ConnectionError):
            while self._unsent:
                sent = self.channel.send(memoryview(self._unsent)[:RECEIVE_BYTES])
                del self._unsent[:sent]

    def receive(self) -> bool:
        """Takes in what it reports; False where it is gone."""
        try:
            while received := self.channel.recv(RECEIVE_BYTES):
                self._received += received
                if len(received) < RECEIVE_BYTES:
                    break
        except BlockingIOError:
            received = b"-"
        except ConnectionError:
            received = b""
        self._understand()
        return bool(received)

    def _understand(self) -> None:
        while len(self._received) >= _LENGTH.size:
            end = _LENGTH.size + _LENGTH.unpack_from(self._received)[0]
            if len(self._received) < end:
                break
            results = pickle.loads(memoryview(self._received)[_LENGTH.size : end])
            del self._received[:end]
            self.ready, self.heard = True, time.monotonic()
            if self.tasks:
                task = self.tasks[0]
                for outcome in results:
                    task.slots[task.done].outcome = outcome
                    task.done += 1
                if task.done == len(task.slots):
                    self.tasks.popleft()

    @property
    def sending(self) -> bool:
        return bool(self._unsent)

    @property
    def deadline(self) -> float:
        return self.heard + self.tasks[0].patience_s if self.tasks else float("inf")

    def end(self) -> str:
        """Kills it where it still lives; how it ended comes back."""
        self.channel.close()
        # Having closed its channel, it is about to be gone of itself.
        if not self.late:
            self.process.join(0.5)
        self.process.kill()
        self.process.join()
        if self.late:
            return late(self.tasks[0].patience_s)
        code = self.process.exitcode or 0
        if code >= 0:
            return f"ended its worker process with exit code {code}"
        name = signal.Signals(-code).name if -code in set(signal.Signals) else "unknown"
        memory = ", as a system does that runs out of memory" if name == "SIGKILL" else ""
        return f"its worker process was killed by signal {-code} ({name}{memory})"


class Pool:
    """`size` workers at the most; the caller gives tasks and asks now and then what became of them."""

    def __init__(self, work: Work, size: int) -> None:
        self._work = work
        self._size = size
        self._workers: list[_Worker] = []
        self._failed_starts = 0
        self._selector = selectors.DefaultSelector()

    def __enter__(self) -> Pool:
        try:
            for _ in range(self._size):
                self._start()
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.channel.close()
        self._workers.clear()
        self._selector.close()

    def _start(self) -> None:
        try:
            worker = _Worker(self._work, [worker.channel for worker in self._workers])
        except OSError as error:
            if not self._workers:
                raise BatchError(f"no worker process can be started: {error.strerror or error}") from error
            return  # those that live go on with the work
        self._workers.append(worker)
        self._selector.register(worker.channel, selectors.EVENT_READ, worker)

    def watch(self, channel: socket.socket) -> None:
        """Lets `wait` end when `channel` has something to read."""
        self._selector.register(channel, selectors.EVENT_READ, None)

    def seat(self) -> _Worker | None:
        """A worker that can take a task."""
        worker = min(self._workers, key=lambda worker: len(worker.tasks))
        return worker if len(worker.tasks) < TASKS_AHEAD else None

    def give(self, worker: _Worker, task: Task) -> None:
        """Hands a task to what `seat` found."""
        worker.give(task)
        worker.send()
        self._listen(worker)

    def _listen(self, worker: _Worker) -> None:
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.sending else 0)
        if self._selector.get_key(worker.channel).events != events:
            self._selector.modify(worker.channel, events, worker)

    def wait(self, *, block: bool) -> list[Lost]:
        """Takes in reports, and new workers for those that are gone, which are named with what they had.

        With `block`, not before something has happened.
        """
        until = min((worker.deadline for worker in self._workers), default=float("inf"))
        timeout = None if until == float("inf") else max(0.0, until - time.monotonic())
        lost = []
        for key, events in self._selector.select(timeout if block else 0):
            worker = key.data
            if worker is None:
                with suppress(BlockingIOError):
                    key.fileobj.recv(RECEIVE_BYTES)  # type: ignore[union-attr]
                continue
            if events & selectors.EVENT_WRITE:
                worker.send()
            if events & selectors.EVENT_READ and not worker.receive():
                lost.append(self._lose(worker))
            else:
                self._listen(worker)
        now = time.monotonic()
        for worker in [worker for worker in self._workers if worker.deadline <= now]:
            if worker.receive() and worker.deadline <= now:
                worker.late = True
                lost.append(self._lose(worker))
        return lost

    def _lose(self, worker: _Worker) -> Lost:
        self._selector.unregister(worker.channel)
        self._workers.remove(worker)
        how = worker.end()
        self._failed_starts = 0 if worker.ready else self._failed_starts + 1
        if self._failed_starts >= FAILED_STARTS:
            raise BatchError(f"worker processes end before they begin: the last one {how}")
        self._start()
        begun = worker.tasks.popleft() if worker.ready and worker.tasks else None
        return Lost(begun, tuple(worker.tasks), how, not worker.late)


_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def _signals_held() -> Iterator[None]:
    """Signals wait until the new process has its own answer to them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _frame(message: object) -> bytes:
    content = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(content)) + content


def _serve(channel: socket.socket, work: Work, parent: int, foreign: Iterable[socket.socket]) -> None:
    """A worker's life. The parent alone answers to Ctrl-C; where it is gone, nobody else would end its workers."""
    for sign in _SIGNALS:
        signal.signal(sign, signal.SIG_IGN if sign == signal.SIGINT else signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    for other in foreign:
        other.close()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_EVERY_S)
        os._exit(1)

    Thread(target=watch, daemon=True).start()
    try:
        channel.sendall(_frame([]))
        while task := _take(channel):
            careful, documents = task
            done: list[object] = []
            last = time.monotonic()
            for doc in documents:
                try:
                    done.append(work(doc))
                except Exception as error:
                    done.append(Raised(_portable(error)))
                if (now := time.monotonic()) - last > REPORT_EVERY_S or careful:
                    channel.sendall(_frame(done))
                    done, last = [], now
            if done:
                channel.sendall(_frame(done))
    except ConnectionError:
        pass  # the parent is gone


def _take(channel: socket.socket) -> tuple[bool, list[Document]] | None:
    """The next task, careful or not; None where the parent has closed the channel."""
    head = _take_bytes(channel, _LENGTH.size)
    content = _take_bytes(channel, _LENGTH.unpack(head)[0]) if head else None
    return pickle.loads(content) if content else None


def _take_bytes(channel: socket.socket, size: int) -> bytearray:
    out = bytearray(size)
    view, filled = memoryview(out), 0
    while filled < size:
        received = channel.recv_into(view[filled:])
        if not received:
            return bytearray()
        filled += received
    return out


def _portable(error: Exception) -> Exception:
    """The error itself where it survives the way to the parent, else what it says."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # whatever an exception's own `__reduce__` or `__init__` may do
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
