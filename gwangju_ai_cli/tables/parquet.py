"""Parquet, batch by batch and only the columns that are needed, so that a file may be larger than memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from gwangju_ai_cli.inputs import Failure, Input
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.records import Chosen, named
from gwangju_ai_cli.tables.rows import Row, choose, documents_of

BATCH_ROWS = 256
BUFFER_BYTES = 1 << 20


def read(stream: BinaryIO, form: str, source: str, path: Path | None, how: Input) -> Iterator[Document | Failure]:
    """The documents of a file; what is broken in it ends it there."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        yield Failure(source, "Parquet needs one more package: pip install pyarrow")
        return
    try:
        # Standard input cannot be read out of order: it is held whole.
        opened = pa.BufferReader(stream.read()) if path is None else pa.OSFile(str(path))
        with opened, pq.ParquetFile(opened, buffer_size=BUFFER_BYTES, pre_buffer=False) as table:
            names = list(table.schema_arrow.names)
            chosen = choose(names, source, how)
            if isinstance(chosen, Failure):
                yield chosen
                return
            rows = _rows(table, names, chosen, how)
            yield from documents_of(rows, chosen, source, how, source if path else None)
    except (pa.ArrowException, OSError, MemoryError) as error:
        yield Failure(source, f"cannot be read as Parquet: {' '.join(str(error).split())}")


def _rows(table: Any, names: list[str], chosen: Chosen, how: Input) -> Iterator[Row]:
    kept = [named(names, name, "--keep") for name in how.columns.keep]
    wanted = [name for name in (chosen.text, chosen.id, chosen.date, chosen.title, *kept) if name is not None]
    number = 0
    for batch in table.iter_batches(batch_size=BATCH_ROWS, columns=list(dict.fromkeys(wanted)), use_threads=False):
        if how.seen is not None:
            how.seen(batch.nbytes)
        for row in batch.to_pylist():
            number += 1
            yield number, row
