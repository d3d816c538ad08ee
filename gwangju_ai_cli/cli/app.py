"""The `extract` command (and its alias `gwangju-ai`)."""
from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Optional

import typer

from gwangju_ai_cli.model import Document
from gwangju_ai_cli.registry import FACT_TYPES

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True)


def _documents(files: list[Path], date: str | None) -> Iterator[Document]:
    from gwangju_ai_cli.pipeline import _as_date

    given = _as_date(date)
    for path in files or [Path("-")]:
        if path.suffix == ".jsonl":
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                record = json.loads(line)
                yield Document(record["text"], record.get("id", f"{path}:{number}"), given or _as_date(record.get("date")))
        else:
            text = sys.stdin.read() if str(path) == "-" else path.read_bytes().decode("utf-8")
            yield Document(text, str(path), given)


def _add(name: str, kinds: list[str], help: str) -> None:
    def run(
        files: Annotated[Optional[list[Path]], typer.Argument()] = None,  # noqa: UP045
        jsonl: Annotated[bool, typer.Option("--jsonl")] = False,
        as_json: Annotated[bool, typer.Option("--json")] = False,
        mentions: Annotated[bool, typer.Option("--mentions")] = False,
        date: Annotated[Optional[str], typer.Option("--date", "-d")] = None,  # noqa: UP045
    ) -> None:
        from gwangju_ai_cli.pipeline import Settings, extract_document

        settings = Settings(mentions=mentions)
        facts = [
            fact.to_dict() for doc in _documents(files or [], date) for fact in extract_document(doc, kinds, settings).facts
        ]
        if as_json:
            sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1) + "\n")
            return
        for fact in facts:
            if jsonl:
                sys.stdout.write(json.dumps(fact, ensure_ascii=False) + "\n")
            else:
                sys.stdout.write("\t".join(str(value) for value in fact.values()) + "\n")

    app.command(name, help=help)(run)


for _type in FACT_TYPES:
    _add(_type.command, [_type.kind], _type.help)
_add("all", [t.kind for t in FACT_TYPES if find_spec(t.module)], "Everything at once.")


def main() -> None:
    """Runs the command line."""
    app()
