"""Every rule has a row: what it reads, and a text that fires it."""

from __future__ import annotations

import datetime

import pytest

from gwangju_ai_cli.model import Document
from gwangju_ai_cli.pipeline import Settings, check_document, extract_document
from gwangju_ai_cli.rulebook import RuleNote, load_rules, place_of
from tests.cli_runner import run
from tests.facts.budgets.budget_format import read_documents

DAY = datetime.date(2024, 5, 14)
RULES = load_rules()


@pytest.mark.parametrize("rule", [rule for rule in RULES.values() if rule.example], ids=lambda rule: rule.id)
def test_the_example_fires_its_rule(rule: RuleNote) -> None:
    doc = Document(rule.example, "-", DAY)
    if rule.kind == "issue":
        found = check_document(doc, Settings(), strict=True)
    else:
        found = extract_document(doc, (rule.kind,), Settings())
    assert any(rule.id in fact.rule.split("+") for fact in found.facts)


def test_nearly_every_rule_has_an_example() -> None:
    assert sum(1 for rule in RULES.values() if not rule.example) <= 5


def test_every_rule_of_a_budget_has_a_row() -> None:
    emitted = set()
    for text in read_documents():
        day = datetime.date.fromisoformat(text.date) if text.date else None
        for fact in extract_document(Document(text.text, "-", day), (), Settings()).facts:
            emitted |= set(fact.rule.split("+"))
    assert emitted - set(RULES) == set()


def test_every_rule_is_found_in_the_code() -> None:
    assert [rule for rule in RULES if place_of(rule) is None] == []


def test_a_rule_is_shown_whole() -> None:
    text = run("rules", "money.krw.scaled").text
    assert "won with 천, 만, 억, 조" in text
    assert "^^^^" in text
    assert "made in  gwangju_ai_cli/facts/money/" in text


def test_a_kind_lists_its_rules_by_command_and_by_kind() -> None:
    assert run("rules", "quotes").text == run("rules", "quote").text
    assert "quote.reported" in run("rules", "quotes").text
    assert run("rules", "check").text.startswith("check.")
    assert len(run("rules").text.splitlines()) == len(RULES)


def test_a_rule_that_is_none_names_the_nearest() -> None:
    done = run("rules", "money.krw.scale")
    assert done.code == 2
    assert "did you mean 'money.krw.scaled'?" in done.err
