"""How input is to be read, and what is said of what could not be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

What = Literal["file", "encoding", "record", "columns", "work"]
Identity = tuple[int, int]
"""Device and number of a file: the same however it is spelled or linked."""


def identity(path: Path) -> Identity | None:
    """What the file at `path` is; None where there is none."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, or not be worked on: the others go on.

    `line` is the line or row of the file `source` that it stands in; `what` says which step failed. What is
    `skipped` was found in a folder and is no document: that is said, but is no failure.
    """

    source: str
    message: str
    line: int | None = None
    what: What = field(default="file", compare=False)
    skipped: bool = False

    @property
    def place(self) -> str:
        """The file, with the line where there is one."""
        return self.source if self.line is None else f"{self.source}:{self.line}"

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of a table, or keys of a record, hold what; None finds out. `keep` are passed through."""

    text: str | None = None
    id: str | None = None
    date: str | None = None
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Input:
    """How input is to be read. `form` is None (by signature and suffix) or one of `FORMS`; `encoding` None finds it.

    `reference_date` goes before what a document says of itself; `date_from_name` asks its file's name where it says
    nothing.
    """

    form: str | None = None
    encoding: str | None = None
    reference_date: date | None = None
    seen: Callable[[int], object] | None = None
    """Is told of bytes that have been read, for a progress line."""
    outputs: frozenset[Identity] = frozenset()
    """What this run writes, or an earlier one has written in its place: in a folder it is none of the documents."""
    everything: bool = False
    """Whether a document's text is to end with what stands beside it: heads, feet, remarks."""
    columns: Columns = Columns()
    date_from_name: bool = False
