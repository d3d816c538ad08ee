"""Reading ahead of the workers, in a thread: where the input is slow, what is done is not kept waiting for it."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from threading import Condition, Thread
from typing import Generic, TypeVar

from gwangju_ai_cli.model import Document

CHUNK_DOCUMENTS = 64
CHUNK_CHARACTERS = 10_000
CHARACTERS_AN_ITEM = 100
"""What an item counts beside its text."""

T = TypeVar("T")


def weight(item: object) -> int:
    """What an item costs in memory, in characters."""
    return CHARACTERS_AN_ITEM + (len(item.text) if isinstance(item, Document) else 0)


class ReadAhead(Generic[T]):
    """`items` as far as they have been read, two chunks ahead at the most."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = items
        self._read: deque[T] = deque()
        self._weight = 0
        self._ended = self._stopped = False
        self._error: BaseException | None = None
        self._changed = Condition()
        self.bell, self._rope = socket.socketpair()
        """Can be read when there is something to take, or nothing more."""

    def __enter__(self) -> ReadAhead[T]:
        self.bell.setblocking(False)
        self._rope.setblocking(False)
        Thread(target=self._run, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()
            self._rope.close()
            self.bell.close()

    def _run(self) -> None:
        try:
            for item in self._items:
                with self._changed:
                    while self._weight >= 2 * CHUNK_CHARACTERS and not self._stopped:
                        self._changed.wait()
                    if self._stopped:
                        return
                    if not self._read:
                        self._ring()
                    self._read.append(item)
                    self._weight += weight(item)
        except BaseException as error:
            self._error = error  # raised where the items before it are done
        finally:
            with self._changed:
                self._ended = True
                if not self._stopped:
                    self._ring()

    def _ring(self) -> None:
        with suppress(BlockingIOError):
            self._rope.send(b".")

    def take(self, size: int = CHUNK_CHARACTERS) -> list[T]:
        """A chunk of what has been read so far, up to `size` characters but one item; empty where nothing has."""
        out: list[T] = []
        left = size
        with self._changed:
            while self._read and left > 0 and len(out) < CHUNK_DOCUMENTS:
                out.append(self._read.popleft())
                left -= weight(out[-1])
            self._weight -= size - left
            self._changed.notify()
        return out

    def done(self) -> bool:
        """Whether all has been taken. Raises what the reading raised."""
        with self._changed:
            if self._read or not self._ended:
                return False
        if self._error is not None:
            raise self._error
        return True
