"""Texts made to be slow take no longer than others: a second for 10,000 characters on a slow machine."""

from __future__ import annotations

import time

import pytest

from gwangju_ai_cli.checks.claims.skeleton import sentence_skeletons
from gwangju_ai_cli.checks.claims.sums import sum_claims
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.pipeline import Settings, analyse, check_document

CHARACTERS = 10_000
SECONDS = 4.0
"""The machines that run tests are busy; what is meant takes a tenth of it, what was mended took 10 to 30 s."""


@pytest.mark.parametrize(
    ("begin", "unit"),
    [
        ("", "도비 3억원과 군비 2억원, 등 5억원, "),
        ("총사업비 100억원(", "국비 3억원, "),
        ("총사업비 480억원(", "국비 3억원 과 "),
        ("500명 가운데 ", "찬성 3명 반대 2명 "),
        ("전체 300가구 가운데 ", "3가구는 로 로 로 에게 "),
        ("", "2022년에는 예산 30억원과 "),
        ("", "3명, 나머지 2명 "),
        ("정원은 40명으로 ", "일반 3명, "),
    ],
)
def test_no_list_is_too_long_for_check(begin: str, unit: str) -> None:
    text = (begin + unit * CHARACTERS)[:CHARACTERS]
    analysis = analyse(Document(text), Settings(guards=False))
    assert analysis.memo(sentence_skeletons)
    start = time.process_time()
    tuple(sum_claims(analysis))
    assert time.process_time() - start < SECONDS
    assert not analysis.notices


def test_a_long_list_has_its_total_all_the_same() -> None:
    parts = ", ".join(f"{name} 2억원" for name in "가나다라마바사아자차카타파하")
    found = check_document(Document(f"{parts} 등 총 30억원을 쓴다."), Settings(), strict=True)
    assert [fact.to_dict()["expected"] for fact in found.facts] == ["28억원"]
