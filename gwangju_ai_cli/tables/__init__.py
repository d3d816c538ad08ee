"""Tables of documents: CSV, Parquet, JSON arrays and .xlsx, one document a row, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, cast

from gwangju_ai_cli.inputs import Failure, Input
from gwangju_ai_cli.model import Document

FORMS = {
    "csv": ("delimited", (".csv",)),
    "tsv": ("delimited", (".tsv", ".tab")),
    "parquet": ("parquet", (".parquet", ".pq")),
    "json": ("arrays", (".json",)),
    "xlsx": ("sheets", (".xlsx", ".xlsm")),
}
"""The forms, each with the module that reads it and its suffixes."""
OURS = "holds facts that this program wrote, and no documents"
SUFFIXES = tuple(suffix for _, suffixes in FORMS.values() for suffix in suffixes)
PACKED_FORMS = frozenset({"csv", "tsv", "json"})
"""The forms that are worth compressing; the others are compressed inside, and are read out of order."""


def form_of(name: Path) -> str | None:
    """The form of table that a file's name stands for."""
    return next((form for form, (_, suffixes) in FORMS.items() if name.suffix.lower() in suffixes), None)


def read_table(
    stream: BinaryIO, form: str, source: str, path: Path | None, how: Input, *, found: bool = False
) -> Iterator[Document | Failure]:
    """The documents of a table. One that was `found` in a folder and has no text is told, but is no failure.

    `path` is the file where it can be read out of order; `stream` begins at its begin.
    """
    read = import_module(f"{__name__}.{FORMS[form][0]}").read
    for item in cast("Iterator[Document | Failure]", read(stream, form, source, path, how)):
        if isinstance(item, Failure) and item.skipped and not found:
            yield Failure(item.source, item.message, item.line, item.what)
        else:
            yield item
