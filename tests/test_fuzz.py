"""A small sample of the nightly fuzz (`python -m tests.fuzz`)."""

from __future__ import annotations

import os

import pytest

from tests.fuzz import Finding, search, text_of, wrong_with

INPUTS = int(os.environ.get("FUZZ_EXAMPLES", "200"))
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_in_a_sample_fails(part: int) -> None:
    found: list[Finding] = search(7, range(part * INPUTS // PARTS, (part + 1) * INPUTS // PARTS))
    assert found == []


def test_a_number_is_a_text() -> None:
    assert text_of(1, 5) == text_of(1, 5) != text_of(1, 6)
    assert text_of(1, 5) != text_of(2, 5)


def test_what_fails_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    from gwangju_ai_cli.facts import money

    assert wrong_with("예산 50억원", None) is None
    monkeypatch.setattr(money, "detect", lambda analysis: 1 / 0)
    assert wrong_with("예산 50억원", None) == "ZeroDivisionError: division by zero"
