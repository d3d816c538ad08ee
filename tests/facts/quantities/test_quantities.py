"""What the corpus cannot say of quantities: evidence, precision, rejections by name, what money claims."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gwangju_ai_cli.facts.quantities.units import contexts, units
from gwangju_ai_cli.model import QuantityFact
from gwangju_ai_cli.pipeline import extract


def quantities(text: str) -> list[QuantityFact]:
    return [fact for fact in extract(text, kinds=["quantities"]).facts if isinstance(fact, QuantityFact)]


def test_evidence_names_modifier_and_noun() -> None:
    text = "총 소방관 약 50명"
    (fact,) = quantities(text)
    assert {slot: span.of(text) for slot, span in fact.evidence.items()} == {"modifier": "약", "counted": "소방관"}


@pytest.mark.parametrize(
    ("text", "precision"),
    [("62.4%", Decimal("0.1")), ("300만 명", 10**4), ("3천명", 1000), ("3,000명", 1), ("1.5배", Decimal("0.1"))],
)
def test_precision_is_the_smallest_unit_written(text: str, precision: Decimal | int) -> None:
    (fact,) = quantities(text)
    assert fact.precision == precision


@pytest.mark.parametrize(
    ("text", "rule"),
    [("1,23,456명", "numerals.grouping"), ("3만 2억 명", "numerals.order"), ("1.844.036명", "numerals.decimal")],
)
def test_malformed_numbers_are_rejected_by_name(text: str, rule: str) -> None:
    found = extract(text, kinds=["quantities"])
    assert found.facts == ()
    assert rule in {rejection.rule for rejection in found.rejections}


@pytest.mark.parametrize("text", ["3억원", "4000억 투자", "연봉 5억", "몸값 100만 파운드"])
def test_what_money_has_claimed_is_left_to_it(text: str) -> None:
    assert quantities(text) == []
    assert len(extract(text, kinds=["money"]).facts) == 1


def test_every_listed_counter_has_its_context() -> None:
    listed = {surface for surface, unit in units().items() if unit.when == "listed"} - {"대", "도"}
    assert listed <= {counter for counter, _ in contexts()}


@settings(max_examples=200)
@given(st.text(alphabet="0123456789,.~- 십백천만억여명개대도위세회번%㎡kmt두세한열수약총이상분의일반절\n", max_size=60))
def test_any_text_gives_sound_facts(text: str) -> None:
    for fact in quantities(text):
        assert text[fact.start : fact.end] == fact.text
        assert fact.value is not None
        assert fact.value_max is None or fact.value < fact.value_max


@given(st.integers(1, 10**12))
def test_every_count_reads_back(value: int) -> None:
    (fact,) = quantities(f"주민 {value:,}명이 모였다.")
    assert (fact.value, fact.unit, fact.counted) == (Decimal(value), "명", "주민")
