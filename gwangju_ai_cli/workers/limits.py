"""How long the work on one document may take, kept by a clock of the system that interrupts any pattern."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread

LIMIT_S = 60.0
"""How long a document may take, and as much again for each 60,000 characters: tens of times what it should."""
LIMIT_CHARACTERS = 60_000
AGAIN_S = 0.1
"""Python drops an error that is raised inside a callback: it is raised again until somebody hears it."""


class OutOfTime(BaseException):
    """The limit has passed. No `except Exception` on its way may take it for an error of its own."""


def limit_of(limit_s: float, characters: int) -> float:
    """The seconds that a text of that length may take.

    >>> limit_of(60.0, 0), limit_of(60.0, 120_000)
    (60.0, 180.0)
    """
    return limit_s * (1 + characters / LIMIT_CHARACTERS)


def late(seconds: float) -> str:
    """What is said of a document that took too long.

    >>> late(60.0), late(0.25)
    ('took longer than 60 s', 'took longer than 1 s')
    """
    return f"took longer than {max(1, round(seconds)):,} s"


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raises OutOfTime within the block once it has kept the processor busy for so long.

    Other programs do not count, so that a busy machine fails nothing. Only the main thread can be interrupted, and
    only where the system has such a clock.
    """
    if not hasattr(signal, "setitimer") or current_thread() is not main_thread():
        yield
        return
    armed = True

    def ring(*_: object) -> None:
        if armed:
            raise OutOfTime

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN_S)
    try:
        yield
    finally:
        armed = False
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
