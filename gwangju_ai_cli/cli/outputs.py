"""Where results go: a stream, or a file that appears whole or not at all; and the journal of `--resume`."""
from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from gwangju_ai_cli.cli.console import encode
from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import Document, Json
from gwangju_ai_cli.render import Write
from gwangju_ai_cli.render.json_lines import dump_json


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path to write to, which becomes `target` at the end, or is taken away on any error."""
    if target.exists() and not target.is_file():
        yield target  # a pipe or device: there is nothing to replace
        return
    target = Path(os.path.realpath(target))  # what a link points at is replaced, not the link
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with suppress(OSError):
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def text_file(target: Path) -> Iterator[Write]:
    """A function that writes text to what becomes `target`."""
    with whole_file(target) as path:
        try:
            stream: BinaryIO = path.open("wb")
        except OSError as error:
            raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error
        with stream:
            yield lambda text: stream.write(encode(text))


class Journal:
    """What an interrupted run has done already: a line a document, beside the output file.

    Its first line says what the run was asked for; a run with other wishes begins anew.
    """

    def __init__(self, output: Path, wishes: Json) -> None:
        self.path = output.with_name(output.name + ".resume")
        self._done: dict[str, tuple[Json, ...]] = {}
        head = dump_json({"resume": 1, **wishes})
        lines = self.path.read_text(encoding="utf-8").split("\n") if self.path.exists() else [""]
        if lines[0] == head:
            for line in lines[1:]:
                # The last line may have been cut short by the interruption.
                with suppress(ValueError, KeyError, TypeError):
                    entry = json.loads(line)
                    self._done[entry["key"]] = tuple(entry["records"])
        self._stream: Any = self.path.open("w", encoding="utf-8")
        self._write(head)
        for key, records in self._done.items():
            self._write(dump_json({"key": key, "records": list(records)}))

    def _write(self, line: str) -> None:
        self._stream.write(line + "\n")
        self._stream.flush()

    def find(self, doc: Document) -> tuple[Json, ...] | None:
        """The records of a document that is done."""
        return self._done.get(_key(doc))

    def add(self, doc: Document, records: tuple[Json, ...]) -> None:
        """A document is done."""
        self._write(dump_json({"key": _key(doc), "records": list(records)}))

    def close(self) -> None:
        """The run was interrupted: the journal stays."""
        self._stream.close()

    def remove(self) -> None:
        """The output stands: nothing is left to resume."""
        self._stream.close()
        self.path.unlink(missing_ok=True)

    def __len__(self) -> int:
        return len(self._done)


def _key(doc: Document) -> str:
    identity = json.dumps([doc.source, str(doc.reference_date), doc.text])
    return hashlib.sha256(identity.encode("ascii")).hexdigest()
