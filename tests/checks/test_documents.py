"""Whole documents: sound as written, reported once a script breaks a figure in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gwangju_ai_cli.model import Document, IssueFact
from gwangju_ai_cli.pipeline import Settings, check_document
from tests.facts.budgets.budget_format import BUDGET_DIR, read_document

RELEASES = Path(__file__).parent / "releases"
WEEKDAYS = "월화수목금토일"
FOUND_AT_LEAST = 0.8
_SUM = re.compile(r"(?:총|모두|총사업비는|총사업비) ?(\d)\d*(?:억|만|명)")
_WEEKDAY = re.compile(rf"(?<=\()[{WEEKDAYS}](?=\))")
_YEARS = re.compile(r"(\d{4})년부터 (\d{4})년까지 \d+년간|\d단계\((\d{4})~(\d{4})년\)에 이어")


def _documents() -> list[tuple[str, str, date | None]]:
    out: list[tuple[str, str, date | None]] = []
    for path in sorted(RELEASES.glob("*.txt")):
        head, _, text = path.read_text(encoding="utf-8").partition("\n")
        out.append((path.stem, text, date.fromisoformat(head.removeprefix("@date "))))
    for path in sorted(BUDGET_DIR.glob("*.txt")):
        doc = read_document(path)
        out.append((doc.name, doc.text, date.fromisoformat(doc.date) if doc.date else None))
    return out


DOCUMENTS = _documents()


def _codes(text: str, reference: date | None) -> set[str]:
    facts = check_document(Document(text, "-", reference), Settings()).facts
    return {fact.code for fact in facts if isinstance(fact, IssueFact)}


@pytest.mark.parametrize(("name", "text", "reference"), DOCUMENTS, ids=[row[0] for row in DOCUMENTS])
def test_sound_document_is_silent(name: str, text: str, reference: date | None) -> None:
    assert _codes(text, reference) == set()


def _broken(text: str) -> Iterator[tuple[str, str]]:
    """The text with one figure broken, where it says enough to know: a total's digit, a weekday, a year."""
    for match in _SUM.finditer(text):
        at = match.start(1)
        yield "digit", text[:at] + ("8" if text[at] == "9" else str(int(text[at]) + 1)) + text[at + 1 :]
    for match in _WEEKDAY.finditer(text):
        day = WEEKDAYS[(WEEKDAYS.index(match[0]) + 2) % 7]
        yield "weekday", text[: match.start()] + day + text[match.end() :]
    for match in _YEARS.finditer(text):
        group = 2 if match[2] else 4
        year = str(int(match[group]) + 2)
        yield "year", text[: match.start(group)] + year + text[match.end(group) :]


def test_broken_documents_are_reported() -> None:
    missed: dict[str, list[str]] = {}
    tried: dict[str, int] = {}
    for name, text, reference in DOCUMENTS:
        if not (RELEASES / f"{name}.txt").exists():
            continue
        for kind, broken in _broken(text):
            tried[kind] = tried.get(kind, 0) + 1
            if not _codes(broken, reference):
                missed.setdefault(kind, []).append(name)
    assert set(tried) == {"digit", "weekday", "year"}
    for kind, count in tried.items():
        assert 1 - len(missed.get(kind, [])) / count >= FOUND_AT_LEAST, (kind, missed)


def test_broken_totals_of_the_budget_documents_are_reported() -> None:
    """A total whose parts the gold lists adds up to them; with its first digit changed it does not."""
    tried, missed = 0, []
    for path in sorted(BUDGET_DIR.glob("*.txt")):
        doc = read_document(path)
        for (start, end), gold in doc.gold:
            parts: list[int] = next((value for value in gold.get("parts", []) if value), [])
            totals = gold.get("amount", [0])
            if len(parts) < 2 or sum(parts) != totals[0]:
                continue
            digit = re.search(r"[1-8]", doc.text[start:end])
            if digit is None:
                continue
            at = start + digit.start()
            broken = doc.text[:at] + str(int(doc.text[at]) + 1) + doc.text[at + 1 :]
            tried += 1
            if "sum" not in _codes(broken, date.fromisoformat(doc.date) if doc.date else None):
                missed.append(f"{doc.name}: {doc.text[start:end]}")
    assert tried > 0
    assert 1 - len(missed) / tried >= FOUND_AT_LEAST, missed
