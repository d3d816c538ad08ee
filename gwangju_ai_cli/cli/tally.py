"""What comes back of documents, counted, and what went wrong said on stderr."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from gwangju_ai_cli.cli.console import Progress, complain, counted
from gwangju_ai_cli.cli.journal import Journal
from gwangju_ai_cli.cli.options import WriteOptions
from gwangju_ai_cli.cli.reading import left_out
from gwangju_ai_cli.model import Document, Fact, Json, Notice
from gwangju_ai_cli.render import Format, Result
from gwangju_ai_cli.render.json_lines import lines_of
from gwangju_ai_cli.source import KNOWN_SUFFIXES, Failure
from gwangju_ai_cli.workers.attempt import Done

OK, FOUND_OR_EMPTY, FAILED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Replayed:
    """A document that an interrupted run has done."""

    document: Document
    records: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """What comes back of a document: one of these three, and what was asked for beside its facts."""

    notices: tuple[Notice, ...]
    records: tuple[Json, ...] = ()
    facts: tuple[Fact, ...] = ()
    lines: tuple[str, ...] | None = None
    beside: object = None


class Tally:
    """Counts what comes through, and says on stderr what went wrong."""

    def __init__(self, options: WriteOptions, progress: Progress, wanted: Format, *, unique: bool = False) -> None:
        self._options = options
        self.progress = progress
        self._unique = unique or wanted.name == "sqlite"
        self._in_lines = wanted.name in ("json", "jsonl")
        self._seen: set[str] = set()
        self.failures = 0
        self._silenced = 0

    @property
    def read_nothing(self) -> bool:
        """Whether documents were to be read and not one could be."""
        return self.failures > 0 and not self.progress.documents

    def results(self, items: Iterator[Done[Packed] | Failure | Replayed], journal: Journal | None) -> Iterator[Result]:
        """The results among `items`; failures are reported and counted."""
        for item in items:
            if isinstance(item, Failure):
                self._fail(str(item))
                continue
            source = item.document.source
            if self._unique and source in self._seen:
                self._fail(f"{source}: a document of this name was read before in this run; its rows would mix")
                continue
            self._seen |= {source} if self._unique else set()
            if isinstance(item, Replayed):
                result = Result(item.document, item.records)
            else:
                result = self._unpack(item)
                self._notice((*item.outcome.notices, *item.notices))
                if journal is not None:
                    journal.add(item.document, lines_of(result))
            found = len(result.lines or result.records or result.facts)
            self.progress.count(found)
            if self._options.verbose:
                day = item.document.reference_date or "none"
                origin = f" ({item.document.date_origin})" if item.document.date_origin else ""
                self._say(
                    f"{source}: {len(item.document.text):,} characters, reference date {day}{origin}, "
                    f"{counted(found, 'fact')}{left_out(item.document)}"
                )
            yield result

    def _unpack(self, done: Done[Packed]) -> Result:
        packed, records = done.outcome, done.outcome.records
        if packed.lines is not None and not self._in_lines:
            records = tuple(map(json.loads, packed.lines))
        return Result(done.document, records, packed.facts, packed.lines, packed.beside)

    def _fail(self, message: str) -> None:
        self.failures += 1
        self._say(message)

    def _notice(self, notices: tuple[Notice, ...]) -> None:
        self._silenced += sum(notice.silenced for notice in notices)
        self.failures += any(notice.fault for notice in notices)
        for notice in notices:
            if notice.silenced or (self._options.quiet and not notice.fault):
                continue
            at = f" (characters {notice.span.start}–{notice.span.end})" if notice.span else ""
            self._say(f"{notice.source}: {notice.message}{at}")

    def _say(self, message: str) -> None:
        self.progress.clear()
        complain(message)

    def finish(self, wanted: Format, *, findings: bool, hushed: bool) -> int:
        """The exit code, after a word where nothing was found or much was asked for.

        What was silenced is told unless it is `hushed` by the user: a configuration cannot hide what it hides.
        """
        facts, documents = self.progress.facts, self.progress.documents
        if self._silenced and not hushed:
            complain(f"{counted(self._silenced, 'finding')} silenced (--ignore, gwangju-ai.toml, --baseline, comments)")
        if self._options.verbose:
            complain(f"{counted(documents, 'document')}, {counted(facts, 'fact')}, {self.progress.seconds:.2f} s")
        elif documents == 0 and self.failures == 0 and not self._options.quiet:
            complain(f"no documents: folders are searched for {' '.join(KNOWN_SUFFIXES)}, JSONL for lines")
        elif facts == 0 and documents and wanted.name == "table" and not self._options.quiet:
            complain(f"nothing found in {counted(documents, 'document')}")
        if self.failures:
            return FAILED
        if (findings and facts) or (self._options.fail_on_empty and not facts):
            return FOUND_OR_EMPTY
        return OK
