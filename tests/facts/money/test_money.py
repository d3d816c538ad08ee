"""What the corpus cannot say of money: evidence, precision, rejections by name, and that no text stalls it."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gwangju_ai_cli.model import MoneyFact
from gwangju_ai_cli.pipeline import extract


def money(text: str) -> list[MoneyFact]:
    return [fact for fact in extract(text, kinds=["money"]).facts if isinstance(fact, MoneyFact)]


def test_evidence_names_the_words_around_an_amount() -> None:
    text = "총 최대 1조원 이상"
    (fact,) = money(text)
    assert {slot: span.of(text) for slot, span in fact.evidence.items()} == {"prefix": "총", "modifier": "이상"}


def test_evidence_of_a_table_figure_is_its_unit_line() -> None:
    text = "(단위: 백만원)\n국비 240"
    (fact,) = money(text)
    assert fact.evidence["unit_line"].of(text) == "(단위: 백만원)"
    assert fact.unit == 10**6


@pytest.mark.parametrize(
    ("text", "unit"),
    [("4061억원", 10**8), ("1.5조원", 10**11), ("27,350,000원", 1), ("3억5천만원", 10**7), ("3~5억원", 10**8)],
)
def test_unit_is_the_smallest_unit_written(text: str, unit: int) -> None:
    assert [fact.unit for fact in money(text)] == [unit]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("1.844.036원", "numerals.decimal"),
        ("3만 2억원", "numerals.order"),
        ("1,23,456원", "numerals.grouping"),
        ("$1,23,456", "numerals.grouping"),
        ("5억~3억원", "money.range.falling"),
        ("만원 버스", "money.not.full_house"),
        ("(단위: 백만원)", "money.not.unit_line"),
    ],
)
def test_what_is_rejected_has_the_name_of_its_rule(text: str, rule: str) -> None:
    found = extract(text, kinds=["money"])
    assert found.facts == ()
    assert rule in {rejection.rule for rejection in found.rejections}


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1,",
        "1.",
        "1만",
        "1만 ",
        "1억원 ",
        "만",
        "일",
        "이 ",
        "수",
        "3~",
        "3~5억",
        "원",
        "$",
        "(단위: 원)\n1\n",
        "1조2345억",
        "약 최대 ",
        "1 2 ",
        "천만",
        "여",
        "1여",
        " ",
        "한두 ",
        "1억 2",
        "제",
        "(",
        "3명에서 ",
    ],
)
def test_long_texts_take_linear_time(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    begin = time.process_time()
    extract(text, kinds=["money", "quantities"])
    assert time.process_time() - begin < 4


@settings(max_examples=200)
@given(st.text(alphabet="0123456789,.~- 십백천만억조여원달러약총수이일$₩단위:()\n%명대", max_size=60))
def test_any_text_gives_sound_facts(text: str) -> None:
    for fact in money(text):
        assert text[fact.start : fact.end] == fact.text
        assert fact.amount is not None
        assert fact.amount_max is None or fact.amount < fact.amount_max
        assert fact.unit > 0


@given(st.integers(1, 10**16 - 1))
def test_every_amount_reads_back(value: int) -> None:
    (fact,) = money(f"사업비 {value:,}원을 썼다.")
    assert fact.amount == Decimal(value)
    assert fact.text == f"{value:,}원"


def test_an_amount_in_a_sentence_ignores_its_neighbours() -> None:
    alone = [(fact.text, fact.amount, fact.modifier) for fact in money("시는 약 30억원을 쓴다.")]
    with_others = money("만원 버스가 왔다. 시는 약 30억원을 쓴다. 3만 2억원은 틀린 수다.")
    assert [(fact.text, fact.amount, fact.modifier) for fact in with_others] == alone
