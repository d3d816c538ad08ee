"""Where results go: a stream, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from gwangju_ai_cli.cli.console import encode
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.render import Write


@contextmanager
def whole_file(target: Path, name: str | None = None) -> Iterator[Path]:
    """A path to write to, which becomes `target` at the end, or is taken away on any error.

    `name` is what it is called in every run of a journal, so that the next run takes away what a killed one left.
    """
    if is_stream(target):
        yield target
        return
    temporary: Path | None = None
    try:
        target = Path(os.path.realpath(target))  # what a link points at is replaced, not the link
        temporary = _make_temporary(target.parent, name)
        yield temporary
        with suppress(OSError):
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        _settle(temporary)
        temporary.replace(target)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
    except UsageError as error:
        raise UsageError(str(error).replace(str(temporary or target), str(target))) from error
    finally:
        if temporary is not None:
            _remove(temporary)


def is_stream(target: Path) -> bool:
    """Whether this is a pipe, a device or a folder: there is nothing to replace."""
    try:
        return target.exists() and not target.is_file()
    except (OSError, ValueError):
        return False


def _make_temporary(folder: Path, name: str | None) -> Path:
    """An empty file that nobody had before, hidden, with a name that is short even where the target's is not."""
    temporary = folder / f".gwangju-ai-{name or os.urandom(6).hex()}.tmp"
    if name is not None:
        _remove(temporary)
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    return temporary


def _settle(path: Path) -> None:
    """What was written is on the disk before it takes a name: a loss of power leaves the old file or the new."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _remove(temporary: Path) -> None:
    """Takes a temporary file away, and what SQLite has beside it."""
    for path in (temporary, temporary.with_name(temporary.name + "-journal")):
        with suppress(OSError):
            path.unlink(missing_ok=True)


@contextmanager
def text_file(target: Path, name: str | None = None) -> Iterator[Write]:
    """A function that writes text to what becomes `target`."""
    with whole_file(target, name) as path:
        try:
            stream: BinaryIO = path.open("wb")
        except OSError as error:
            raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
        with stream:
            yield lambda text: stream.write(encode(text))


@contextmanager
def whole_folder(target: Path, key: str) -> Iterator[Path]:
    """A folder to fill, which becomes `target` at the end; one of ours that is there already is replaced whole.

    Raises UsageError where something else is there.
    """
    target = Path(os.path.realpath(target))
    _refuse_folder(target, key)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    old = target.with_name(f".{target.name}.{os.getpid()}.old")
    try:
        temporary.mkdir(parents=True)
        yield temporary
        if target.exists():
            target.rename(old)
        temporary.rename(target)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        for left in (temporary, old):
            shutil.rmtree(left, ignore_errors=True)


def _refuse_folder(target: Path, key: str) -> None:
    if not os.path.lexists(target):
        return
    if not target.is_dir():
        raise UsageError(f"-o {target}: is a file, and --partition-by writes a folder; give another name")
    for found in target.rglob("*"):
        inside = found.relative_to(target).parts
        if not inside[0].startswith(f"{key}=") or len(inside) > 2 or (found.is_file() and found.suffix != ".parquet"):
            raise UsageError(f"-o {target}: holds {found.name}, which is not ours; give a new folder")
