"""Budgets over whole documents: amounts and slots against gold, and what must hold of every budget."""

from __future__ import annotations

import sys
import unicodedata
from subprocess import run

import pytest

from gwangju_ai_cli.facts.budgets import preferences, words
from gwangju_ai_cli.model import BudgetFact
from gwangju_ai_cli.pipeline import Settings, extract
from tests.facts.budgets.budget_format import Document, Score, read_documents, score

DOCUMENTS = read_documents()


def _score(document: Document) -> Score:
    return score(document, extract(document.text, kinds=["budgets"], date=document.date).facts)


def _figures(scores: list[Score]) -> tuple[float, float]:
    hits = sum(one.hits for one in scores)
    f1 = 2 * hits / (sum(one.found for one in scores) + sum(one.gold for one in scores))
    return f1, sum(one.slots_right for one in scores) / sum(one.slots for one in scores)


@pytest.mark.parametrize("held_out", [False, True])
def test_documents(held_out: bool) -> None:
    scores = [_score(document) for document in DOCUMENTS if document.held_out == held_out]
    f1, slots = _figures(scores)
    problems = "\n".join(problem for one in scores for problem in one.problems)
    print(f"held out: {held_out}; documents {len(scores)}, amounts F1 {f1:.3f}, slots {slots:.3f}")
    assert f1 >= 0.95, problems
    assert slots >= 0.88, problems


def test_there_is_enough_gold() -> None:
    assert len(DOCUMENTS) >= 15
    assert sum(len(document.gold) for document in DOCUMENTS) >= 60
    assert sum(document.held_out for document in DOCUMENTS) == 5


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_evidence_and_rule_tell_every_slot(document: Document) -> None:
    for fact in extract(document.text, kinds=["budgets"], date=document.date).facts:
        assert isinstance(fact, BudgetFact)
        for slot in ("period", "payer", "project", "phase", "status", "role"):
            if getattr(fact, slot) is not None:
                assert f"+{slot}." in fact.rule, (slot, fact.rule)
        for slot, span in fact.evidence.items():
            assert 0 <= span.start < span.end <= len(document.text), slot
        if fact.parts:
            assert fact.role == "total"


def _values(text: str, date: str | None, *, gates: bool = True) -> list[dict[str, object]]:
    facts = extract(text, kinds=["budgets"], date=date, settings=Settings(gates=gates)).facts
    return [
        {
            name: value
            for name, value in fact.to_dict().items()
            if name not in ("start", "end", "text", "evidence", "same_as")
        }
        for fact in facts
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_gates_forms_and_what_follows_change_nothing(document: Document) -> None:
    values = _values(document.text, document.date)
    assert values == _values(document.text, document.date, gates=False)
    assert values == _values(unicodedata.normalize("NFD", document.text), document.date)
    assert values == _values(document.text + "\n\n날씨가 맑았다. 아이들이 공원에서 놀았다.", document.date)


def test_preferences_have_ids_of_their_own() -> None:
    tables = (
        preferences.PERIOD,
        preferences.PAYER,
        preferences.PROJECT,
        preferences.PHASE,
        preferences.FUNDING,
        preferences.STATUS,
    )
    ids = [how for table in tables for how, _ in table]
    assert len(ids) == len(set(ids))


def test_the_trigger_is_necessary() -> None:
    for document in DOCUMENTS:
        for (start, end), _ in document.gold:
            assert words.cue_pattern().search(document.text), document.text[start:end]


def test_money_without_a_word_of_spending_loads_no_analyser() -> None:
    code = (
        "import sys; from gwangju_ai_cli.pipeline import extract;"
        "assert not extract('버스 요금은 1500원이다. 벌금은 500만원이었다.', kinds=['budgets']).facts;"
        "assert 'kiwipiepy' not in sys.modules"
    )
    run([sys.executable, "-c", code], check=True)


def test_a_headline_and_its_lead_say_one_budget() -> None:
    text = (
        "순천시, 도서관 건립에 80억원 투입\n\n순천시는 도서관 건립에 80억원을, 쉼터 조성에 9억원을 투입한다고 밝혔다."
    )
    facts = extract(text, kinds=["budgets"]).facts
    assert [fact.text for fact in facts] == ["80억원", "80억원", "9억원"]
    assert [fact.same_as and text[fact.same_as.start : fact.same_as.end] for fact in facts] == [None, "80억원", None]
    assert facts[1].same_as == facts[0].span
