"""Every line of tests/corpus, and what must hold of every text there."""

from __future__ import annotations

import unicodedata

import pytest

from gwangju_ai_cli.model import Fact
from gwangju_ai_cli.pipeline import Settings, extract
from gwangju_ai_cli.registry import FACT_TYPES
from tests.corpus_format import CORPUS_DIR, Case, differences, read_corpus

FILES = sorted(CORPUS_DIR.glob("*.txt"))
COMMANDS = {fact_type.command for fact_type in FACT_TYPES}


def _cases(*, strict: bool) -> list[object]:
    """Every case; with `strict`, known failures are expected to fail. What is true of every text holds of them too."""
    out: list[object] = []
    for path in FILES:
        command = path.stem.split("_")[0]  # money.txt, money_tables.txt
        if command not in COMMANDS:
            continue
        for case in read_corpus(path):
            marks = [pytest.mark.xfail(strict=True)] if strict and case.known_failure else []
            out.append(pytest.param(command, case, id=case.where, marks=marks))
    return out


CASES = _cases(strict=False)


def _facts(command: str, text: str, case: Case, settings: Settings | None = None) -> tuple[Fact, ...]:
    return extract(text, kinds=[command], date=case.date, settings=settings).facts


@pytest.mark.parametrize(("command", "case"), _cases(strict=True))
def test_case(command: str, case: Case) -> None:
    facts = _facts(command, case.text, case)
    assert differences(case, facts) == []
    for fact in facts:
        assert case.text[fact.start : fact.end] == fact.text


def _values(facts: tuple[Fact, ...]) -> list[dict[str, object]]:
    skip = {"start", "end", "text", "mentions", "evidence", "same_as"}
    return [
        {name: value for name, value in fact.to_dict().items() if name not in skip}
        | {"text": unicodedata.normalize("NFC", fact.text)}
        for fact in facts
    ]


@pytest.mark.parametrize(("command", "case"), CASES)
def test_gates_change_nothing(command: str, case: Case) -> None:
    gated = [fact.to_dict() for fact in _facts(command, case.text, case)]
    ungated = [fact.to_dict() for fact in _facts(command, case.text, case, Settings(gates=False))]
    assert gated == ungated


@pytest.mark.parametrize(("command", "case"), CASES)
def test_decomposed_text_gives_the_same_values(command: str, case: Case) -> None:
    decomposed = unicodedata.normalize("NFD", case.text)
    composed = unicodedata.normalize("NFC", case.text)
    facts = _facts(command, decomposed, case)
    assert _values(facts) == _values(_facts(command, composed, case))
    for fact in facts:
        assert decomposed[fact.start : fact.end] == fact.text


def test_corpus_files_name_known_kinds() -> None:
    unknown = [path.name for path in FILES if path.stem.split("_")[0] not in COMMANDS | {"check"}]
    assert unknown == []
