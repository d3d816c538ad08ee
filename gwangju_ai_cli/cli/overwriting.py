"""What a file that is written may take the place of: never of something that the same run reads.

Files are known by what they are (device and number), not by how they are spelled: links, `..` and the case of letters
make no difference.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gwangju_ai_cli.cli.config import FILE_NAME, config_files, working_folder
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.render import FORMATS, Format
from gwangju_ai_cli.render.ours import SQLITE_SIGNATURE, is_ours
from gwangju_ai_cli.source import STDIN, Identity, document_files, identity

_STDIN, _STDOUT = 0, 1


@dataclass(frozen=True, slots=True)
class Reads:
    """What a run reads: files, folders and `-` as typed, and what `others` names, by what each is to the user."""

    files: Sequence[Path]
    others: tuple[tuple[str, Path], ...] = ()

    def named(self) -> Iterable[tuple[str, Identity]]:
        """Each single file with what it is."""
        for path in self.files:
            if str(path) == STDIN:
                found, what = _stream(_STDIN), "is standard input too"
            else:
                found, what = None if _is_folder(path) else identity(path), "is one of the files to read"
            if found is not None:
                yield what, found
        for what, path in (*self.others, *((f"is the configuration {path}", path) for path in _configurations())):
            found = identity(path)
            if found is not None:
                yield what, found

    def folder_of(self, wanted: Identity) -> Path | None:
        """The folder among the files of which `wanted` is a document."""
        for folder in self.files:
            if _is_folder(folder) and any(identity(path) == wanted for path in document_files(folder)):
                return folder
        return None


def check_output(output: Path, option: str, reads: Reads, wanted: Format | None, *, overwrite: bool = False) -> None:
    """Raises UsageError, which names `output`, where writing it would lose something.

    What is read is never replaced. Another file that is there already is, where it is ours, where its suffix is one of
    the format that is written, or where the user says `overwrite`; but never an SQLite database by something else.
    """
    said = f"{option} {output}"
    if output.name.lower() == FILE_NAME:
        raise UsageError(f"{said}: is the name of a configuration; give another one")
    try:
        found = output.stat()
    except (FileNotFoundError, NotADirectoryError):
        return  # nothing is there, or the writing says why not
    except (OSError, ValueError) as error:
        raise UsageError(f"{said}: cannot be written: {getattr(error, 'strerror', None) or error}") from error
    if not stat.S_ISREG(found.st_mode):
        return  # a pipe or a device; of a folder the writing speaks
    own = (found.st_dev, found.st_ino)
    for what, other in reads.named():
        if other == own:
            raise UsageError(f"{said}: {what}, and would be replaced")
    if not os.access(output, os.W_OK):
        raise UsageError(f"{said}: may not be written to")
    try:
        ours = is_ours(output)
        database = _begins_with(output, SQLITE_SIGNATURE)
    except OSError as error:
        raise UsageError(f"{said}: is there already, and cannot be looked into: {error.strerror}") from error
    if not ours and (folder := reads.folder_of(own)) is not None:
        raise UsageError(f"{said}: is a document of the folder {folder}, which is read, and would be replaced")
    if wanted is None:
        return
    if wanted.name == "sqlite":
        from gwangju_ai_cli.render.sqlite import refuse_foreign

        if database:
            refuse_foreign(output)  # it is filled in place
        return
    if database and not (ours and overwrite):
        raise UsageError(f"{said}: is an SQLite database, which {wanted.name} would replace; give another name")
    suffixes = wanted.suffixes or tuple(suffix for known in FORMATS for suffix in known.suffixes)
    if not ours and not overwrite and output.suffix.lower() not in suffixes:
        raise UsageError(
            f"{said}: is there already, is not ours, and its suffix is none of {wanted.name}; "
            "give another name, or --overwrite"
        )


def output_on_stdout(reads: Reads) -> Identity | None:
    """The file that standard output is redirected to, which is none of the documents of a folder that is read.

    Raises UsageError where it is a file to read, or holds a document already: it would be read as it is written.
    """
    own = _stream(_STDOUT)
    if own is None:
        return None
    for what, other in reads.named():
        if other == own:
            raise UsageError(f"standard output: {what}, and would be read while it is written")
    with_content = os.fstat(sys.stdout.fileno()).st_size > 0
    if with_content and (folder := reads.folder_of(own)) is not None:
        raise UsageError(f"standard output: is a document of the folder {folder}, which is read")
    return own


def _stream(number: int) -> Identity | None:
    """The regular file that a standard stream is redirected from or to."""
    stream = sys.stdin if number == _STDIN else sys.stdout
    try:
        found = os.fstat(stream.fileno())
    except (AttributeError, OSError, ValueError):
        return None
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def _configurations() -> tuple[Path, ...]:
    return tuple(config_files(working_folder()))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _begins_with(path: Path, signature: bytes) -> bool:
    with path.open("rb") as stream:
        return stream.read(len(signature)) == signature
