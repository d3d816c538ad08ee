"""What comes back of documents, counted, and what went wrong said on stderr."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from gwangju_ai_cli.cli.console import Progress, complain, counted
from gwangju_ai_cli.cli.journal import Journal
from gwangju_ai_cli.cli.options import WriteOptions
from gwangju_ai_cli.cli.reading import left_out
from gwangju_ai_cli.errors import GwangjuError, UsageError
from gwangju_ai_cli.model import BudgetFact, DateFact, Document, EventFact, Fact, Json, Notice
from gwangju_ai_cli.render import Format, Result
from gwangju_ai_cli.render.json_lines import dump_json, lines_of
from gwangju_ai_cli.source import KNOWN_SUFFIXES, STDIN, Failure
from gwangju_ai_cli.workers.attempt import Done

OK, FOUND_OR_EMPTY, FAILED, FEW_FAILED = 0, 1, 2, 3
NAMED = 3
"""Documents without a date that are named; of the others there is the number."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """A document that an interrupted run has done."""

    document: Document
    records: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Packed:
    """What comes back of a document: records, facts or lines; how many of each kind; whether a date stayed open; and
    what was asked for beside its facts."""

    notices: tuple[Notice, ...]
    counts: tuple[tuple[str, int], ...] = ()
    left_open: bool = False
    records: tuple[Json, ...] = ()
    facts: tuple[Fact, ...] = ()
    lines: tuple[str, ...] | None = None
    beside: object = None


class TooManyFailures(GwangjuError):
    """The limit of `--max-errors` is reached."""


def is_left_open(fact: Fact) -> bool:
    """Whether a day of publication would tell more of a fact: 오는 6일 without one is XXXX-XX-06."""
    if isinstance(fact, DateFact):
        value = fact.value if fact.type != "duration" else None
    elif isinstance(fact, BudgetFact):
        value = fact.period.value if fact.period else None
    else:
        value = fact.date if isinstance(fact, EventFact) else None
    return value is not None and "XX" in value


class Tally:
    """Counts what comes through, and says on stderr what went wrong."""

    def __init__(
        self,
        options: WriteOptions,
        progress: Progress,
        wanted: Format,
        kinds: tuple[str, ...] = (),
        *,
        unique: bool = False,
    ) -> None:
        self._options = options
        self.progress = progress
        self._unique = unique or wanted.name == "sqlite"
        self._in_lines = wanted.name in ("json", "jsonl")
        # What is written in one piece is not written at all where too much of it is missing.
        self._streamed = (options.output is None or str(options.output) == STDIN) and not wanted.by_columns
        self._seen: set[str] = set()
        self._kinds = kinds
        self._counts = dict.fromkeys(kinds, 0)
        self._characters = 0
        self._undated: list[str] = []
        self._undated_count = 0
        self._left_open = False
        self._silenced = 0
        self._errors: TextIO | None = None
        self.failures = 0
        self.stopped = False
        """Whether there were more failures than `--max-errors` allows."""

    @property
    def read_nothing(self) -> bool:
        """Whether documents were to be read and not one could be."""
        return self.failures > 0 and not self.progress.documents

    def results(self, items: Iterator[Done[Packed] | Failure | Replayed], journal: Journal | None) -> Iterator[Result]:
        """The results among `items`; failures are reported and counted. Raises TooManyFailures at their limit."""
        with ExitStack() as stack:
            if self._options.errors is not None:
                self._errors = stack.enter_context(_open_errors(self._options.errors))
            for item in items:
                if isinstance(item, Failure):
                    self._fail(item)
                else:
                    yield from self._take(item, journal)
                if self.stopped:
                    return

    def _take(self, item: Done[Packed] | Replayed, journal: Journal | None) -> Iterator[Result]:
        doc = item.document
        if self._unique and doc.source in self._seen:
            said = "a document of this name was read before in this run; its rows would mix"
            self._fail(Failure(doc.source, said, what="record"))
            return
        self._seen |= {doc.source} if self._unique else set()
        if isinstance(item, Replayed):
            result = Result(doc, item.records)
            self._count(doc, Counter(str(record.get("kind")) for record in item.records))
        else:
            result = self._unpack(item)
            self._count(doc, dict(item.outcome.counts))
            self._left_open |= item.outcome.left_open
            self._notice((*item.outcome.notices, *item.notices))
            if journal is not None:
                journal.add(doc, lines_of(result))
        found = len(result.lines or result.records or result.facts)
        self.progress.count(found)
        if self._options.verbose:
            day = doc.reference_date or "none"
            origin = f" ({doc.date_origin})" if doc.date_origin else ""
            self._say(
                f"{doc.source}: {len(doc.text):,} characters, reference date {day}{origin}, "
                f"{counted(found, 'fact')}{left_out(doc)}"
            )
        yield result

    def _count(self, doc: Document, counts: Mapping[str, int]) -> None:
        for kind, count in counts.items():
            self._counts[kind] = self._counts.get(kind, 0) + count
        self._characters += len(doc.text)
        if doc.reference_date is None:
            self._undated_count += 1
            if len(self._undated) < NAMED:
                self._undated.append(doc.source)

    def _unpack(self, done: Done[Packed]) -> Result:
        packed, records = done.outcome, done.outcome.records
        if packed.lines is not None and not self._in_lines:
            records = tuple(map(json.loads, packed.lines))
        return Result(done.document, records, packed.facts, packed.lines, packed.beside)

    def _fail(self, failure: Failure) -> None:
        if failure.skipped:
            if not self._options.quiet:
                self._say(f"{failure}; skipped")
            return
        self.failures += 1
        self._say(str(failure))
        if self._errors is not None:
            told = {"source": failure.source, "line": failure.line, "what": failure.what, "message": failure.message}
            self._errors.write(dump_json(told) + "\n")
            self._errors.flush()
        limit = self._options.max_errors
        if limit is not None and self.failures >= max(1, limit):
            self.stopped = True
            said = f"stopped: {counted(self.failures, 'failure')}, and --max-errors is {limit}"
            if not self._streamed:
                raise TooManyFailures(said)
            self._say(said)

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
        self._tell_undated()
        if self._options.summary is not None:
            sys.stderr.write(json.dumps(self.summary()) + "\n")
        if self.failures:
            return FAILED if self.stopped or self._options.max_errors is None else FEW_FAILED
        if (findings and facts) or (self._options.fail_on_empty and not facts):
            return FOUND_OR_EMPTY
        return OK

    def summary(self) -> Json:
        """The run in numbers."""
        return {
            "documents": self.progress.documents,
            "facts": self._counts,
            "failures": self.failures,
            "undated": self._undated_count,
            "characters": self._characters,
            "seconds": round(self.progress.seconds, 3),
        }

    def _tell_undated(self) -> None:
        """Says how many documents have no date: always of several, of one where a date of it stayed open."""
        count, documents = self._undated_count, self.progress.documents
        if not (count and self._kinds) or self._options.quiet or (documents == 1 and not self._left_open):
            return
        more = f" and {count - len(self._undated):,} more" if count > len(self._undated) else ""
        has = "has" if count == 1 else "have"
        complain(
            f"{count:,} of {counted(documents, 'document')} {has} no date: {', '.join(self._undated)}{more}; "
            "give --date, --date-from or a date column"
        )


@contextmanager
def _open_errors(path: Path) -> Iterator[TextIO]:
    try:
        with path.open("w", encoding="utf-8", newline="") as stream:
            yield stream
    except OSError as error:
        raise UsageError(f"--errors {path}: cannot be written: {error.strerror or error}") from error
