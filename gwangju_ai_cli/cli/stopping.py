"""Ctrl-C, SIGTERM and SIGHUP: taken at once, but never in the middle of what is written."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from threading import current_thread, main_thread
from typing import Any, TypeVar

GRACE_S = 0.4
"""How long a write may go on that nobody reads any more."""
AGAIN_S = 0.02

T = TypeVar("T")


class Stop:
    """While it is entered, a signal ends the work at once and leaves the writing whole.

    What the caller has set to be ignored, as nohup does, stays ignored; outside the main thread nothing can be set.
    """

    def __init__(self) -> None:
        self.number = 0
        """The signal that came, if one did."""
        self._working = self._raised = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Stop:
        if current_thread() is main_thread():
            usual = (signal.SIG_DFL, signal.default_int_handler)
            signs = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
            self._before = {sign: signal.getsignal(sign) for sign in signs if signal.getsignal(sign) in usual}
            for sign in self._before:
                signal.signal(sign, self._come)
            if hasattr(signal, "setitimer"):
                self._before[signal.SIGALRM] = signal.signal(signal.SIGALRM, lambda *_: self._leave())
        self._unraisable, sys.unraisablehook = sys.unraisablehook, self._dropped
        return self

    def __exit__(self, *_: object) -> None:
        self._ring_after(0)
        sys.unraisablehook = self._unraisable
        for sign, handler in self._before.items():
            signal.signal(sign, handler)

    def _come(self, number: int, _: object) -> None:
        hurry = bool(self.number)
        self.number = self.number or number
        if self._working or hurry:
            self._leave()
        else:
            self._ring_after(GRACE_S)

    def _leave(self) -> None:
        self._raised = True
        if self.number == signal.SIGINT:
            raise KeyboardInterrupt
        raise SystemExit(128 + self.number)

    def _dropped(self, dropped: Any) -> None:
        if self.number and isinstance(dropped.exc_value, (KeyboardInterrupt, SystemExit)):
            self._ring_after(AGAIN_S)  # Python drops what is raised inside a callback (a fork runs some)
        else:
            self._unraisable(dropped)

    def _ring_after(self, seconds: float) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, seconds)

    def take(self, items: Iterator[T], *, quietly: bool) -> Iterator[T]:
        """The items, the work on which may be interrupted while what is done with them may not.

        `quietly` ends them where a signal comes, as if there were no more, so that what is written is ended in order:
        `check` raises then. Otherwise the signal is raised here.
        """
        try:
            while True:
                self._working = True
                if self.number and not self._raised:
                    self._leave()
                try:
                    item = next(items)
                except StopIteration:
                    return
                finally:
                    self._working = False
                yield item
        except (KeyboardInterrupt, SystemExit):
            self._working = False
            self._ring_after(GRACE_S if quietly else 0)
            if not (quietly and self.number):
                raise

    def check(self) -> None:
        """Ends the program where a signal has ended the items early."""
        if self._raised:
            self._leave()
