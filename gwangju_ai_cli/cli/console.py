"""The two streams: results go to stdout, everything else to stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from enum import StrEnum
from time import monotonic
from typing import IO, Any

from gwangju_ai_cli.errors import FAULTS, GwangjuError, describe_fault

PROGRESS_AFTER_S = 1.5
PROGRESS_EVERY_S = 0.2
BAR_CELLS = 20


class Color(StrEnum):
    """When to colour."""

    auto = "auto"
    always = "always"
    never = "never"


def program_name() -> str:
    """The name that the user called us by."""
    name = os.path.basename(sys.argv[0]) if sys.argv and sys.argv[0] else ""  # noqa: PTH119
    return name if name in ("extract", "gwangju-ai") else "extract"


def complain(message: str) -> None:
    """One line on stderr, safe for a terminal."""
    from gwangju_ai_cli.render.plain import printable  # renderers load the model, which --help has no use for

    sys.stderr.write(f"{program_name()}: {printable(message)}\n")
    sys.stderr.flush()


def guarded(function: Callable[[], int]) -> int:
    """What `function` returns; 0 where the reader went away, 2 with a message where the disk is full or for an
    error of ours: 1 is for findings.
    """
    try:
        code = function()
        sys.stdout.flush()
    except GwangjuError as error:
        complain(str(error))
        return 2
    except BrokenPipeError:
        _drop_stdout()
        return 0
    except OSError as error:
        _drop_stdout()
        complain(f"{error.filename or 'the output'}: {error.strerror or error}")
        return 2
    except (MemoryError, *FAULTS) as error:
        complain(describe_fault(error))
        return 2
    return code


def _drop_stdout() -> None:
    # The interpreter flushes once more at its end: there must be something that takes it.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_missing_streams() -> None:
    """Streams that the caller closed (`>&-`) are None: stderr goes nowhere, writing to stdout is an error."""
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        sys.stdout = os.fdopen(os.open(os.devnull, os.O_RDONLY), "w")


def write_stdout(text: str) -> None:
    """Text on stdout, in UTF-8 and with the line ends it has, whatever the locale says."""
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        sys.stdout.write(text)
    else:
        buffer.write(encode(text))


def write_terminal(text: str) -> None:
    """The same for a terminal: what could steer it is shown instead."""
    from gwangju_ai_cli.render.plain import terminal_safe

    write_stdout(terminal_safe(text))


def encode(text: str) -> bytes:
    """UTF-8; a lone surrogate, which it has no bytes for, as an escape."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace")


def wants_color(color: Color, stream: IO[Any]) -> bool:
    """Whether to colour: on a terminal, and not against NO_COLOR, unless told."""
    if color is not Color.auto:
        return color is Color.always
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and stream.isatty()


def terminal_width() -> int:
    """COLUMNS, else the terminal's width, else 80."""
    return max(20, shutil.get_terminal_size((80, 24)).columns)


class Progress:
    """A line on stderr that counts documents and facts, once the work is long; none without a terminal.

    With a `size` in bytes it has a bar and the time that is left.
    """

    def __init__(self, shown: bool) -> None:
        self.shown = shown and sys.stderr.isatty()
        self._begin = self._last = monotonic()
        self._drawn = False
        self.documents = 0
        self.facts = 0
        self.size: int | None = None
        self._read = 0

    def read(self, size: int) -> None:
        """So many bytes more have been read."""
        self._read += size

    def count(self, facts: int) -> None:
        """One document more is done."""
        self.documents += 1
        self.facts += facts
        now = monotonic()
        if self.shown and now - self._begin > PROGRESS_AFTER_S and now - self._last > PROGRESS_EVERY_S:
            self._last, self._drawn = now, True
            line = progress_line(self.documents, self.facts, now - self._begin, self._read, self.size)
            sys.stderr.write(f"\r\x1b[K{line[: terminal_width() - 1]}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Takes the line away."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False

    @property
    def seconds(self) -> float:
        """Since the work began."""
        return monotonic() - self._begin


def counted(number: int, noun: str) -> str:
    """A number of things in English.

    >>> counted(1, "fact"), counted(1500, "fact")
    ('1 fact', '1,500 facts')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def progress_line(documents: int, facts: int, seconds: float, read: int = 0, size: int | None = None) -> str:
    """How far the work is and how fast, and where the `size` of it is known, how long it will take.

    >>> progress_line(1500, 4200, 10.0)
    '1,500 documents (150/s), 4,200 facts'
    >>> progress_line(1500, 4200, 10.0, 250_000, 1_000_000)
    '[#####---------------] 25 %, 0:30 left, 1,500 documents (150/s), 4,200 facts'
    """
    line = f"{counted(documents, 'document')} ({documents / seconds:,.0f}/s), {counted(facts, 'fact')}"
    if not size or not read:
        return line
    part = min(1.0, read / size)
    left = round(seconds * (1 - part) / part)
    hours, minutes = left // 3600, left // 60 % 60
    clock = f"{hours}:{minutes:02d}:{left % 60:02d}" if hours else f"{minutes}:{left % 60:02d}"
    bar = "#" * round(part * BAR_CELLS)
    return f"[{bar:-<{BAR_CELLS}}] {part:.0%}".replace("%", " %") + f", {clock} left, {line}"
