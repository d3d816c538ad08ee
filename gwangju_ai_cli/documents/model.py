"""What a reader makes of a document, the limits it works under, and how both travel between two processes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

MEMORY_BYTES = 512 * 2**20
"""Address space of the child process, libraries and all."""
SECONDS = 10
"""Wall clock and processor time that one document may take: one with pages, without another page being done."""
PAGE_SECONDS = 0.2
"""What each page adds to the time for all of them: several times what the densest takes."""
LONGEST_SECONDS = 300
FILE_BYTES = 256 * 2**20
CHARACTERS = 8_000_000
PAGES = 5_000
REPLY_BYTES = 64 * 2**20
"""A reply that announces more is not read: eight million characters need less."""


PageDone = Callable[[int], object]
"""Is told how many pages of the document are done."""


def unheard(_: int) -> None:
    """Nobody counts the pages."""


class ReadError(Exception):
    """A reader cannot give the text of a document; the message says why and what to do. Never leaves the package."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The plain text of a document.

    `pages` are the offsets where its pages begin, () where it has none. `date` is the ISO day of publication that
    its metadata states, and `date_origin` where. `gaps` tell people what could not be read of it, `left_out` what was
    and is no part of the text: `2 headers`.
    """

    text: str
    pages: tuple[int, ...] = ()
    date: str | None = None
    date_origin: str | None = None
    gaps: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    instead: str = ""
    """What a document without text holds, for the message that says so."""


@dataclass(frozen=True, slots=True)
class Request:
    """Which file to read, with which reader; `form` is the format's name, for what is said of it.

    `everything` asks for what stands beside the text too, at its end: heads, feet, remarks.
    """

    path: str
    reader: str
    form: str
    encoding: str | None = None
    everything: bool = False


def pack(message: dict[str, Any]) -> bytes:
    """A message for the pipe: its length in eight bytes, then JSON. Lone surrogates of file names survive."""
    body = json.dumps(message).encode("ascii")
    return len(body).to_bytes(8, "big") + body


def pack_request(request: Request) -> bytes:
    """A request for the pipe."""
    return pack(asdict(request))


def unpack_extract(message: dict[str, Any]) -> Extract:
    """The extract that a reply carries. Raises ReadError with the reason where it carries none."""
    if "error" in message:
        raise ReadError(str(message["error"]))
    return Extract(
        message["text"],
        tuple(message["pages"]),
        message["date"],
        message["date_origin"],
        tuple(message["gaps"]),
        tuple(message["left_out"]),
    )
