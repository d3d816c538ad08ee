"""What every text here gives, as a digest per file: shows whether a change of structure changed any output.

    python -m tests.pin_output before.txt              before the change
    python -m tests.pin_output after.txt && diff before.txt after.txt

Read are the texts of `tests/` (each corpus line by itself) and, where it is there, development text of one's own
(`--also FOLDER`: *.txt and *.json whole, *.jsonl one text a line). Of each text: all facts as JSON, what `check` finds
with the doubtful, and of whole texts the report. `--dump FOLDER` keeps what was digested, to compare a difference.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from gwangju_ai_cli import registry
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.pipeline import Settings, check_document, extract_document, survey_document
from gwangju_ai_cli.render import Layout, Result, find_format, load_renderer

TESTS = Path(__file__).parent
FIXED = date(2024, 5, 14)
"""The reference date of texts that have none of their own."""
_DATE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")


def texts_of(path: Path) -> Iterator[tuple[str, date | None]]:
    """The texts of one file, each with its reference date."""
    if path.parent.name == "corpus" and path.suffix == ".txt":
        yield from _lines_of_corpus(path)
    elif path.suffix == ".jsonl":
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield str(record.get("text", record.get("sentence", ""))), FIXED
    elif path.suffix == ".json":
        record = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(record, dict) and isinstance(record.get("text"), str):
            yield record["text"], date.fromisoformat(record.get("date", FIXED.isoformat()))
    elif path.name.endswith(".raw.txt"):
        lines = path.read_text(encoding="utf-8").splitlines()
        for at in range(0, len(lines), 25):
            yield "\n".join(lines[at : at + 25]), FIXED
    else:
        text = path.read_text(encoding="utf-8")
        found = _DATE.search(text)
        yield text, date.fromisoformat(found[0]) if found else FIXED


def _lines_of_corpus(path: Path) -> Iterator[tuple[str, date | None]]:
    """Each line's text without its marks, whatever the kind's corpus says of it."""
    day: date | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("@date "):
            day = None if line[6:].strip() == "none" else date.fromisoformat(line[6:].strip())
        elif line.strip() and not line.startswith(("#", "=")):
            yield line.lstrip("~- ").replace("\\n", "\n").translate({ord("«"): None, ord("»"): None}), day


def outputs_of(text: str, day: date | None, *, whole: bool) -> Iterator[str]:
    """What the commands print of a text."""
    doc, settings = Document(text, "pinned", day), Settings()
    for fact in extract_document(doc, (), settings).facts:
        yield json.dumps(fact.to_dict(), ensure_ascii=False)
    for fact in check_document(doc, settings, strict=True).facts:
        yield json.dumps(fact.to_dict(), ensure_ascii=False)
    report = find_format("report")
    if whole and report is not None:
        survey = survey_document(doc, settings, strict=True)
        layout = Layout(
            tuple(t.kind for t in registry.FACT_TYPES),
            {t.kind: t.command for t in registry.FACT_TYPES} | {"issue": "issues"},
            100,
            False,
            False,
        )
        pieces: list[str] = []
        load_renderer(report)(iter([Result(doc, (), survey.facts)]), layout, pieces.append)
        yield "".join(pieces)


def main() -> None:
    """Writes the digests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("--also", type=Path, action="append", default=[])
    parser.add_argument("--dump", type=Path)
    options = parser.parse_args()
    lines = []
    for root in (TESTS, *options.also):
        for path in sorted(p for p in root.rglob("*") if p.suffix in (".txt", ".json", ".jsonl")):
            if any(part in ("schemas", "benchmarks") for part in path.parts):
                continue
            whole = path.suffix == ".txt" and path.parent.name not in ("corpus", "klue")
            said = [line for text, day in texts_of(path) for line in outputs_of(text, day, whole=whole)]
            digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
            name = path.relative_to(root).as_posix()
            lines.append(f"{digest}  {len(said):6}  {name}")
            if options.dump:
                options.dump.mkdir(parents=True, exist_ok=True)
                (options.dump / name.replace("/", "_")).write_text("\n".join(said), encoding="utf-8")
            print(lines[-1], file=sys.stderr)
    options.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
