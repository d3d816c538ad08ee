"""Files behind gzip or Zstandard, read as if they were not, piece by piece. Known by their first bytes, not by name."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from gwangju_ai_cli.errors import SourceError

GZIP, ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
SUFFIXES = (".gz", ".zst")
_CHUNK = 1 << 16
_LARGEST_WINDOW = 2**31 - 1
"""What `zstd --long=31` needs."""


class _Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes: ...


def inner_name(path: Path) -> Path:
    """The name that a file has without its compression.

    >>> inner_name(Path("a/news.csv.gz")).name, inner_name(Path("a.txt")).name
    ('news.csv', 'a.txt')
    """
    return path.with_suffix("") if path.suffix.lower() in SUFFIXES else path


def open_plain(stream: BinaryIO) -> tuple[BinaryIO, bool]:
    """The stream as it reads without compression, with all its bytes; and whether it was compressed.

    Raises SourceError where Zstandard is needed and not installed; broken data raise it on reading.
    """
    head = b""
    while len(head) < len(ZSTANDARD) and (more := _read_some(stream, len(ZSTANDARD) - len(head))):
        head += more
    whole = _Whole(head, stream)
    if head.startswith(GZIP):
        import gzip

        return _buffered(_Unpacked(gzip.GzipFile(fileobj=cast("io.BytesIO", io.BufferedReader(whole))), "gzip")), True
    if head == ZSTANDARD:
        try:
            import zstandard
        except ImportError as error:
            raise SourceError("is Zstandard, which needs one more package: pip install zstandard") from error
        frames = _Frames(whole, zstandard.ZstdDecompressor(max_window_size=_LARGEST_WINDOW))
        return _buffered(_Unpacked(frames, "Zstandard", zstandard.ZstdError)), True
    return _buffered(whole), False


def _buffered(raw: io.RawIOBase) -> BinaryIO:
    return cast("BinaryIO", io.BufferedReader(raw, 1 << 16))


def _read_some(stream: BinaryIO, size: int) -> bytes:
    """What is there already, without waiting for more than a first byte."""
    read1 = getattr(stream, "read1", None)
    return cast("bytes", read1(size) if read1 is not None else stream.read(size))


class _Whole(io.RawIOBase):
    """A stream with the bytes in front that were looked at."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        found = self._head[: len(buffer)] if self._head else _read_some(self._rest, len(buffer))
        self._head = self._head[len(found) :] if self._head else b""
        buffer[: len(found)] = found
        return len(found)


class _Frames:
    """Zstandard frames one after the other. Their library's own reader ends quietly inside of one; this says so."""

    def __init__(self, packed: _Whole, unpacker: Any) -> None:
        self._packed, self._unpacker = packed, unpacker
        self._frame: Any = None
        self._have = b""

    def read(self, size: int = -1, /) -> bytes:
        """At least one byte, or none at the end. Raises EOFError in the middle of a frame."""
        while not self._have:
            rest = self._frame.unused_data if self._frame is not None and self._frame.eof else b""
            raw = rest or self._packed.read(_CHUNK)
            if not raw:
                if self._frame is not None and not self._frame.eof:
                    raise EOFError("it is cut short")
                return b""
            if self._frame is None or self._frame.eof:
                self._frame = self._unpacker.decompressobj()
            self._have = self._frame.decompress(raw)
        found, self._have = self._have[:size], self._have[size:]
        return found


class _Unpacked(io.RawIOBase):
    """A compressed stream whose errors are ours."""

    def __init__(self, packed: _Readable, name: str, *errors: type[Exception]) -> None:
        self._packed, self._name = packed, name
        self._errors: tuple[type[Exception], ...] = (EOFError, zlib.error, OSError, *errors)
        self._seen = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            found = self._packed.read(len(buffer))
        except self._errors as error:
            raise SourceError(f"broken {self._name} data after {self._seen:,} bytes of it: {error}") from error
        self._seen += len(found)
        buffer[: len(found)] = found
        return len(found)
