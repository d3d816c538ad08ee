"""Runs the command line inside the test's own process: arguments and bytes in, exit code and bytes out."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from gwangju_ai_cli.cli.app import main

SEED = Path(__file__).parent.parent / "seeds" / "gwangju-ai.txt"


@dataclass(frozen=True)
class Done:
    """How a run ended."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.out.decode("utf-8")

    @property
    def facts(self) -> list[dict[str, Any]]:
        """The objects of `--jsonl`."""
        return [json.loads(line) for line in self.text.split("\n") if line]


class _Stream(io.TextIOWrapper):
    def __init__(self, content: bytes = b"", *, terminal: bool = False, errors: str = "strict") -> None:
        self.bytes = io.BytesIO(content)
        self.terminal = terminal
        super().__init__(self.bytes, encoding="utf-8", errors=errors, newline="", write_through=True)

    def isatty(self) -> bool:
        return self.terminal


def run(
    *args: str | Path,
    stdin: bytes | str | None = b"",
    terminal: Iterable[str] = (),
    env: dict[str, str] | None = None,
    home: Path | None = None,
) -> Done:
    """One run. `stdin=None` is a terminal; `terminal` names the streams of `out` and `err` that are one.

    `home` holds the user's configuration; without it there is none.
    """
    content = stdin.encode("utf-8") if isinstance(stdin, str) else stdin
    streams = (
        _Stream(content or b"", terminal=content is None),
        _Stream(terminal="out" in terminal),
        _Stream(terminal="err" in terminal, errors="backslashreplace"),
    )
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("GWANGJU_AI_", "NO_COLOR"))}
    clean |= {"XDG_CONFIG_HOME": str(home or "/nonexistent"), "COLUMNS": "80", "TERM": "xterm", **(env or {})}
    with (
        mock.patch.dict(os.environ, clean, clear=True),
        mock.patch.object(sys, "argv", ["extract", *map(str, args)]),
        # The program's name comes from here too: `python -m pytest` is not it.
        mock.patch.object(sys.modules["__main__"], "__package__", None),
        mock.patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2]),
    ):
        try:
            main()
            code = 0
        except SystemExit as ending:
            code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    return Done(code, streams[1].bytes.getvalue(), streams[2].bytes.getvalue().decode("utf-8"))
