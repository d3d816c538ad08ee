"""`extract evaluate`: precision, recall and F1 of what is found against a text that somebody annotated.

A gold file is JSONL, one document a line: `text`, `id` and `date` if wished, and `facts`, each with `kind`,
`start`, `end` and any fields of the output that shall be right too. An entity's `mentions` count one by one.
"""

from __future__ import annotations

import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from gwangju_ai_cli.cli.console import write_stdout
from gwangju_ai_cli.cli.options import EvaluateOptions
from gwangju_ai_cli.cli.reading import dictionary_of
from gwangju_ai_cli.decoding import decode
from gwangju_ai_cli.errors import SourceError, UsageError
from gwangju_ai_cli.model import Document, Json, Span
from gwangju_ai_cli.pipeline import Settings, extract_document
from gwangju_ai_cli.registry import FACT_TYPES, find_fact_type
from gwangju_ai_cli.render.plain import display_width, printable
from gwangju_ai_cli.source import STDIN, Failure, Input, read_bytes, read_documents

_PLACE = frozenset({"kind", "source", "start", "end", "text", "rule", "mentions", "evidence"})


@dataclass(slots=True)
class Score:
    """Counts of one kind."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    gold_touched: int = 0
    found_touched: int = 0
    fields: int = 0
    fields_right: int = 0

    def exact_f1(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of spans that agree to the character."""
        return _f1(self.exact, self.found, self.exact, self.gold)

    def overlap_f1(self) -> tuple[float, float, float]:
        """The same, where sharing a character is enough."""
        return _f1(self.found_touched, self.found, self.gold_touched, self.gold)


@dataclass(frozen=True, slots=True)
class Confusion:
    """A disagreement: what the gold says and what was found at one place."""

    source: str
    span: Span
    text: str
    gold: str | None
    found: str | None


@dataclass(slots=True)
class Evaluation:
    """Scores by kind and every disagreement, in document order."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))
    confusions: list[Confusion] = field(default_factory=list)


def _f1(right_found: int, found: int, right_gold: int, gold: int) -> tuple[float, float, float]:
    if not found and not gold:
        return 1.0, 1.0, 1.0  # nothing was to be found, and nothing was
    precision = right_found / found if found else 0.0
    recall = right_gold / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def evaluate(options: EvaluateOptions) -> int:
    """Scores the gold file; 1 where a kind stays below `--min-f1`."""
    pairs = list(read_gold(options))
    wanted = {find_fact_type(kind).kind for kind in options.kind or ()}
    wanted = wanted or {fact["kind"] for _, facts in pairs for fact in facts}
    kinds = tuple(fact_type.kind for fact_type in FACT_TYPES if fact_type.kind in wanted)
    if not kinds:
        raise UsageError(f"{options.gold}: holds no facts; give --kind to say what should not be found")
    settings = Settings(mentions=True, dictionary=dictionary_of(options.dictionary))
    result = Evaluation({kind: Score() for kind in kinds})
    for doc, facts in pairs:
        records = [fact.to_dict() for fact in extract_document(doc, kinds, settings).facts]
        compare(doc, [fact for fact in facts if fact["kind"] in kinds], records, result)
    write_stdout(_as_json(result) if options.as_json else _as_tables(result, options.confusions))
    below = [kind for kind, score in result.scores.items() if score.exact_f1()[2] < (options.min_f1 or 0.0)]
    return 1 if below else 0


def read_gold(options: EvaluateOptions) -> Iterator[tuple[Document, list[Json]]]:
    """Each document with its annotated facts. Raises SourceError with file and line for what is none."""
    piped = str(options.gold) == STDIN
    try:
        raw = sys.stdin.buffer.read() if piped else read_bytes(options.gold)
        lines = decode(raw).split("\n")
    except OSError as error:
        raise SourceError(f"{options.gold}: {error.strerror or error}") from error
    except SourceError as error:
        raise SourceError(f"{options.gold}: {error}") from error
    numbers = [number for number, line in enumerate(lines, start=1) if line.strip()]
    documents = read_documents([options.gold], Input("jsonl"), stdin=io.BytesIO(raw) if piped else None)
    for number, item in zip(numbers, documents, strict=True):
        if isinstance(item, Failure):
            raise SourceError(str(item))
        yield item, list(_gold_facts(json.loads(lines[number - 1]).get("facts"), item, f"{options.gold}:{number}"))


def _gold_facts(facts: object, doc: Document, where: str) -> Iterator[Json]:
    if not isinstance(facts, list):
        raise SourceError(f'{where}: no "facts", or it is not a list')
    for fact in facts:
        try:
            kind = find_fact_type(str(fact["kind"])).kind
            spans = [(int(start), int(end)) for start, end in fact.get("mentions") or [(fact["start"], fact["end"])]]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise SourceError(f"{where}: a fact needs kind, start and end: {fact!r}") from error
        except UsageError as error:
            raise SourceError(f"{where}: {error}") from error
        for start, end in spans:
            if not 0 <= start < end <= len(doc.text):
                raise SourceError(f"{where}: {start}–{end} is no span of a text of {len(doc.text)} characters")
            if len(spans) == 1 and isinstance(fact.get("text"), str) and fact["text"] != doc.text[start:end]:
                raise SourceError(f"{where}: {start}–{end} is {doc.text[start:end]!r}, not {fact['text']!r}")
            yield {**fact, "kind": kind, "start": start, "end": end}


def compare(doc: Document, gold: list[Json], found: list[Json], result: Evaluation) -> None:
    """Adds one document's counts and disagreements to `result`."""
    for kind, score in result.scores.items():
        wanted = [fact for fact in gold if fact["kind"] == kind]
        got = [fact for fact in found if fact["kind"] == kind]
        places = {_span(fact) for fact in got}
        score.gold += len(wanted)
        score.found += len(got)
        score.exact += len({_span(fact) for fact in wanted} & places)
        for fact in got:
            score.found_touched += any(_span(fact).overlaps(_span(other)) for other in wanted)
        for fact in wanted:
            over = [other for other in got if _span(fact).overlaps(_span(other))]
            score.gold_touched += bool(over)
            for name in fact.keys() - _PLACE:
                score.fields += 1
                score.fields_right += any(name in other and other[name] == fact[name] for other in over)
    result.confusions += _confusions(doc, gold, found)


def _span(fact: Json) -> Span:
    return Span(fact["start"], fact["end"])


def _confusions(doc: Document, gold: list[Json], found: list[Json]) -> list[Confusion]:
    out: list[Confusion] = []
    matched = {(fact["kind"], _span(fact)) for fact in gold} & {(fact["kind"], _span(fact)) for fact in found}
    rest = [fact for fact in found if (fact["kind"], _span(fact)) not in matched]
    for fact in gold:
        if (fact["kind"], _span(fact)) in matched:
            continue
        rivals = [other for other in rest if _span(other).overlaps(_span(fact))]
        rival = max(rivals, key=lambda other: other["kind"] == fact["kind"], default=None)
        if rival is not None:
            rest.remove(rival)
        found_as = f"{rival['kind']} {rival['text']}" if rival is not None else None
        out.append(Confusion(doc.source, _span(fact), _span(fact).of(doc.text), fact["kind"], found_as))
    for fact in rest:
        out.append(Confusion(doc.source, _span(fact), fact["text"], None, f"{fact['kind']} {fact['text']}"))
    return sorted(out, key=lambda item: item.span)


def _as_json(result: Evaluation) -> str:
    kinds = {}
    for kind, score in result.scores.items():
        figures: Json = {"gold": score.gold, "found": score.found}
        for name, (precision, recall, f1) in (("exact", score.exact_f1()), ("overlap", score.overlap_f1())):
            figures[name] = {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4)}
        kinds[kind] = figures | {"fields": score.fields, "fields_right": score.fields_right}
    confusions = [
        {
            "source": item.source,
            "start": item.span.start,
            "end": item.span.end,
            "text": item.text,
            "gold": item.gold,
            "found": item.found,
        }
        for item in result.confusions
    ]
    return json.dumps({"kinds": kinds, "confusions": confusions}, ensure_ascii=True, indent=1) + "\n"


def _as_tables(result: Evaluation, most: int) -> str:
    lines = [_row("종류", "정답", "찾음", "일치 P", "R", "F1", "겹침 P", "R", "F1", "필드")]
    for kind, score in result.scores.items():
        figures = [f"{figure:.3f}" for figure in (*score.exact_f1(), *score.overlap_f1())]
        told = f"{score.fields_right}/{score.fields}" if score.fields else "–"
        lines.append(_row(kind, str(score.gold), str(score.found), *figures, told))
    if result.confusions and most:
        lines += ["", "정답 → 찾음"]
        lines += [_confusion_line(item) for item in result.confusions[:most]]
        if len(result.confusions) > most:
            lines.append(f"… and {len(result.confusions) - most} more (--confusions {len(result.confusions)})")
    return "\n".join(lines) + "\n"


def _row(first: str, *cells: str) -> str:
    padded = (" " * (8 - display_width(cell)) + cell for cell in cells)
    return first + " " * (9 - display_width(first)) + "".join(padded)


def _confusion_line(item: Confusion) -> str:
    gold = f"{item.gold} {item.text}" if item.gold else "nothing"
    left = printable(gold)
    padding = " " * max(1, 30 - display_width(left))
    place = f"({printable(item.source)} {item.span.start}–{item.span.end})"
    return f"{left}{padding}→ {printable(item.found or 'nothing')}  {place}"
