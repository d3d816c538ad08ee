"""`check` finds every contradiction of the corpus and invents none."""
from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gwangju_ai_cli.model import Document, IssueFact
from gwangju_ai_cli.pipeline import Settings, check_document

CORPUS = Path(__file__).parent / "corpus" / "check.txt"
SEED = Path(__file__).parent.parent / "seeds" / "gwangju-ai.txt"


def _lines() -> list[tuple[str, str | None, str, date | None]]:
    reference: date | None = None
    out: list[tuple[str, str | None, str, date | None]] = []
    for number, line in enumerate(CORPUS.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("@date "):
            reference = date.fromisoformat(line[6:])
        elif line.startswith("! "):
            code, text = line[2:].split(" ", 1)
            out.append((f"check:{number}", code, text, reference))
        elif line.startswith("= "):
            out.append((f"check:{number}", None, line[2:], reference))
    return out


LINES = _lines()


def _issues(text: str, reference: date | None, *, strict: bool = False) -> list[IssueFact]:
    facts = check_document(Document(text, "-", reference), Settings(), strict=strict).facts
    return [fact for fact in facts if isinstance(fact, IssueFact)]


@pytest.mark.parametrize(("code", "text", "reference"), [pytest.param(*row[1:], id=row[0]) for row in LINES])
def test_line(code: str | None, text: str, reference: date | None) -> None:
    issues = _issues(text, reference)
    assert sorted({issue.code for issue in issues}) == ([code] if code else [])
    for issue in issues:
        assert "\n" not in issue.message
        assert issue.spans
        assert text[issue.start : issue.end] == issue.text


def test_corpus_has_sixty_pairs() -> None:
    broken = [row for row in LINES if row[1]]
    assert len(broken) >= 60
    assert len(LINES) - len(broken) >= 60


def test_seed_article_is_sound() -> None:
    assert _issues(SEED.read_text(encoding="utf-8"), date(2019, 10, 3)) == []


def test_strict_reports_what_rounding_may_explain() -> None:
    text = "국비 31억원과 시비 20억원을 합쳐 총 52억원을 투입한다."
    assert _issues(text, None) == []
    assert [issue.code for issue in _issues(text, None, strict=True)] == ["sum"]
