"""`check` finds every contradiction of the corpus and invents none."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from gwangju_ai_cli.model import Document, IssueFact
from gwangju_ai_cli.pipeline import Settings, check_document
from tests.cli_runner import run

DECIDED = Path(__file__).parent.parent / "corpus" / "check_decided.txt"
CORPORA = sorted(set((Path(__file__).parent.parent / "corpus").glob("check*.txt")) - {DECIDED})
SEED = Path(__file__).parent.parent.parent / "seeds" / "gwangju-ai.txt"


def _lines() -> list[tuple[str, str | None, str, date | None]]:
    out: list[tuple[str, str | None, str, date | None]] = []
    for path in CORPORA:
        reference: date | None = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            text = line.replace("\\n", "\n").replace("\\t", "\t")
            if line.startswith("@date "):
                reference = date.fromisoformat(line[6:])
            elif line.startswith("! "):
                code, text = text[2:].split(" ", 1)
                out.append((f"{path.stem}:{number}", code, text, reference))
            elif line.startswith("= "):
                out.append((f"{path.stem}:{number}", None, text[2:], reference))
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


def test_no_text_stands_twice() -> None:
    assert len({row[2] for row in LINES}) == len(LINES)


def test_messages_read_naturally() -> None:
    """Particles follow the last sound; nothing of the program's own notation shows."""
    for _, code, text, reference in LINES:
        for issue in _issues(text, reference) if code else ():
            assert "(는)" not in issue.message
            assert "None" not in issue.message


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


def test_the_table_says_where(tmp_path: Path) -> None:
    release = tmp_path / "a.txt"
    release.write_text("첫 줄이다.\n총사업비 480억원(국비 240억원, 시비 200억원)을 들인다.\n", encoding="utf-8")
    done = run("check", release, env={"COLUMNS": "200"})
    assert f"{release}:2" in done.text


def test_a_list_without_end_is_read_in_time() -> None:
    """A list without a total is never tried as one; one with a total may take its time, and that is said."""
    began = time.process_time()
    assert _issues("국비 50억원, " * 1500, None) == []
    assert time.process_time() - began < 10
    found = check_document(Document("국비 50억원, " * 300 + "총 3억원"), Settings())
    assert {notice.message for notice in found.notices} <= {"a rule was stopped after 2 s; this stretch may lack facts"}
