"""`extract explain`: each sentence with its facts underlined, the rule of each, and what was rejected and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import typer

from gwangju_ai_cli.batch import LOADING_S
from gwangju_ai_cli.cli.console import complain, terminal_width, wants_color, write_stdout
from gwangju_ai_cli.cli.options import ExplainOptions
from gwangju_ai_cli.cli.reading import dictionary_of, open_documents
from gwangju_ai_cli.model import Document, Fact, Facts, Rejection, Sentence, Span
from gwangju_ai_cli.pipeline import Settings, check_document, extract_document
from gwangju_ai_cli.registry import FACT_TYPES, find_fact_type
from gwangju_ai_cli.render.json_lines import dump_json
from gwangju_ai_cli.render.plain import display_width, printable, wrap_cells
from gwangju_ai_cli.rulebook import note_of
from gwangju_ai_cli.source import Failure
from gwangju_ai_cli.text import TextView, normalize_view, split_sentences
from gwangju_ai_cli.workers.attempt import attempt
from gwangju_ai_cli.workers.limits import LIMIT_S, limit_of

_INDENT = "  "
_BLOCKER = "a blocker: what it covers is nothing of this kind"
_FACT, _REJECTED, _HEAD, _PLAIN = "\x1b[32m", "\x1b[33m", "\x1b[1m", "\x1b[0m"
_UNTOLD = frozenset({"kind", "source", "start", "end", "text", "rule", "mentions", "evidence"})


def explain(ctx: typer.Context, options: ExplainOptions) -> int:
    """Explains every document; the exit code comes back."""
    kinds = tuple(find_fact_type(kind).kind for kind in options.kind or ()) or tuple(t.kind for t in FACT_TYPES)
    settings = Settings(mentions=True, dictionary=dictionary_of(options.dictionary))
    color = wants_color(options.color, sys.stdout)
    failed = 0
    seconds = LIMIT_S + LOADING_S
    for item in open_documents(ctx, options):
        if isinstance(item, Failure):
            failed += 1
            complain(str(item))
            continue
        found = attempt(
            partial(_find, kinds=kinds, settings=settings, checks=not options.kind),
            item,
            limit_of(seconds, len(item.text)),
        )
        seconds = LIMIT_S
        if isinstance(found, Failure):
            failed += 1
            complain(str(found))
            continue
        for notice in found.notices:
            complain(f"{notice.source}: {notice.message}")
            failed += notice.fault
        for block in _explain_document(item, found, options):
            write_stdout(_paint(block, color))
    return 2 if failed else 0


def _find(doc: Document, kinds: tuple[str, ...], settings: Settings, checks: bool) -> Facts:
    found = extract_document(doc, kinds, settings)
    return replace(found, facts=(*found.facts, *check_document(doc, settings).facts)) if checks else found


def _paint(block: str, color: bool) -> str:
    if color:
        return block
    for code in (_FACT, _REJECTED, _HEAD, _PLAIN):
        block = block.replace(code, "")
    return block


def _explain_document(doc: Document, found: Facts, options: ExplainOptions) -> Iterator[str]:
    view = normalize_view(doc.text)
    yield f"{_HEAD}{printable(doc.source)}{_PLAIN}  reference date: {doc.reference_date or 'none'}\n"
    for sentence in split_sentences(view.text):
        place = view.locate(sentence.span)
        facts = [fact for fact in found.facts if place.start <= fact.start < place.end]
        rejections = sorted(
            (item for item in found.rejections if place.start <= item.span.start < place.end),
            key=lambda item: (item.span, item.kind, item.rule),
        )
        if facts or rejections or options.all_sentences:
            yield _block(doc, view, sentence, facts, rejections, tokens=options.tokens)


def _block(
    doc: Document,
    view: TextView,
    sentence: Sentence,
    facts: Sequence[Fact],
    rejections: Sequence[Rejection],
    *,
    tokens: bool,
) -> str:
    place = view.locate(sentence.span)
    lines = [f"\nsentence {sentence.index + 1}, characters {place.start}–{place.end}"]
    lines += _underlined(doc.text, place, [fact.span for fact in facts], [item.span for item in rejections])
    for fact in facts:
        lines.append(f"{_INDENT}{_FACT}{fact.kind:<9}{_PLAIN} {_shown(doc, fact.span)}  {fact.rule}")
        if note := note_of(fact.rule):
            lines.append(f"{_INDENT * 6}reads: {note}")
        for name, value in fact.to_dict().items():
            if name not in _UNTOLD and value not in (None, []):
                lines.append(f"{_INDENT * 6}{name} = {printable(dump_json({'': value})[5:-1])}")
        lines += [f"{_INDENT * 6}slot {name}: {_shown(doc, span)}" for name, span in fact.evidence.items()]
    for item in rejections:
        lines.append(
            f"{_INDENT}{_REJECTED}rejected{_PLAIN}  {item.kind}: {_shown(doc, item.span)}  {item.rule}: "
            f"{_BLOCKER if item.reason == 'blocker' else printable(item.reason)}"
        )
    if tokens:
        from gwangju_ai_cli.morph import tokenize

        morphemes = (f"{token.form}/{token.tag}" for token in tokenize(sentence.span.of(view.text)))
        lines.append(f"{_INDENT}tokens    {printable(' '.join(morphemes))}")
    return "\n".join(lines) + "\n"


def _shown(doc: Document, span: Span) -> str:
    return f"{printable(span.of(doc.text))} ({span.start}–{span.end})"


@dataclass(slots=True)
class _Row:
    """One line of marks: spans that do not overlap."""

    mark: str
    color: str
    spans: list[Span]


def _underlined(text: str, place: Span, facts: Sequence[Span], rejected: Sequence[Span]) -> Iterator[str]:
    """The sentence, wrapped, with ^ under each fact and - under what was rejected."""
    rows: list[_Row] = []
    for spans, mark, color in ((facts, "^", _FACT), (rejected, "-", _REJECTED)):
        for span in dict.fromkeys(sorted(spans)):
            free = (row for row in rows if row.mark == mark and not any(span.overlaps(other) for other in row.spans))
            row = next(free, None)
            if row is None:
                rows.append(row := _Row(mark, color, []))
            row.spans.append(span)
    cells = [printable(char) for char in place.of(text)]
    for part in wrap_cells(cells, terminal_width() - len(_INDENT)):
        yield _INDENT + "".join(cells[index] for index in part).rstrip()
        for row in rows:
            marks = "".join(
                (row.mark if any(s.start <= place.start + i < s.end for s in row.spans) else " ")
                * display_width(cells[i])
                for i in part
            ).rstrip()
            if marks:
                yield f"{_INDENT}{row.color}{marks}{_PLAIN}"
