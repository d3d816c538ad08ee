"""A mistake in one rule costs what it trips over, is told, and never costs the other facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

import pytest

from gwangju_ai_cli.checks import sums
from gwangju_ai_cli.facts import dates, money
from gwangju_ai_cli.model import Document, Facts
from gwangju_ai_cli.pipeline import Settings, check_document, extract
from tests.cli_runner import run

STORY = (
    "한빛시는 3월 5일 예산 50억원을 쓴다.\n새벽군은 7월 8일 예산 666억원을 쓴다.\n"
    "총사업비 480억원(국비 240억원, 시비 200억원)을 들인다.\n노을구는 9월 9일 예산 70억원을 쓴다.\n"
)


def _tripping(whole: Callable[..., Any], word: str) -> Callable[..., Any]:
    """A rule that fails wherever a text holds the word."""

    def run(analysis: Any, *args: Any) -> Any:
        if word in analysis.text:
            raise KeyError(word)
        return whole(analysis, *args)

    return run


def _texts(found: Facts, kind: str) -> list[str]:
    return [fact.text for fact in found.facts if fact.kind == kind]


def test_a_mistake_in_detection_costs_its_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(money, "detect", _tripping(money.detect, "666억"))
    found = extract(STORY, kinds=["money", "dates"])
    assert _texts(found, "money") == ["50억원", "480억원", "240억원", "200억원", "70억원"]
    assert _texts(found, "date") == ["3월 5일", "7월 8일", "9월 9일"]
    (notice,) = found.notices
    assert notice.fault
    assert notice.span is not None
    assert notice.span.of(STORY).strip() == "새벽군은 7월 8일 예산 666억원을 쓴다."
    assert "internal error, please report it: KeyError: '666억' (tests.test_guarding:" in notice.message
    assert notice.message.endswith("facts of kind money may be missing here")


def test_a_mistake_in_a_generator_keeps_what_stands_around_it(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = dates.detect

    def fragile(analysis: Any) -> Iterator[Any]:
        for mention in whole(analysis):
            if mention.span.of(analysis.text) == "7월 8일":
                raise ZeroDivisionError
            yield mention

    monkeypatch.setattr(dates, "detect", fragile)
    assert _texts(extract(STORY, kinds=["dates"]), "date") == ["3월 5일", "9월 9일"]


def test_a_mistake_in_normalization_costs_its_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = money.normalize

    def fragile(mention: Any, context: Any) -> Any:
        if mention.span.of(context.analysis.text).startswith("240"):
            raise InvalidOperation
        return whole(mention, context)

    monkeypatch.setattr(money, "normalize", fragile)
    found = extract(STORY, kinds=["money"])
    assert _texts(found, "money") == ["50억원", "666억원", "480억원", "200억원", "70억원"]
    assert [notice.span.of(STORY) for notice in found.notices if notice.span] == ["240억원"]
    assert found.rejections[-1].reason.startswith("internal error")


def test_several_sentences_may_trip_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(money, "detect", _tripping(_tripping(money.detect, "666억"), "50억"))
    found = extract(STORY, kinds=["money"])
    assert _texts(found, "money") == ["480억원", "240억원", "200억원", "70억원"]
    assert len(found.notices) == 2


def test_a_rule_that_always_fails_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise TypeError("always")

    monkeypatch.setattr(money, "detect", broken)
    found = extract(STORY * 3, kinds=["money", "dates", "budgets"])
    assert _texts(found, "money") == []
    assert _texts(found, "date") == ["3월 5일", "7월 8일", "9월 9일"] * 3
    assert sum("facts of kind money are missing" in notice.message for notice in found.notices) == 1


def test_a_mistake_in_a_check_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sums, "check", _tripping(sums.check, "666억"))
    found = check_document(Document(STORY + "회의는 2024년 3월 5일(금)에 연다.\n"), Settings())
    assert sorted(fact.to_dict()["code"] for fact in found.facts) == ["sum", "weekday"]
    assert [notice.fault for notice in found.notices] == [True]


def test_a_mistake_is_raised_where_nothing_guards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(money, "detect", _tripping(money.detect, "666억"))
    with pytest.raises(KeyError):
        extract(STORY, kinds=["money"], settings=Settings(guards=False))


@pytest.mark.parametrize("quiet", [[], ["-q"]])
def test_a_mistake_is_told_and_counted(monkeypatch: pytest.MonkeyPatch, quiet: list[str]) -> None:
    monkeypatch.setattr(money, "detect", _tripping(money.detect, "666억"))
    done = run("money", "--jsonl", *quiet, stdin=STORY)
    assert (done.code, len(done.facts)) == (2, 5)
    assert "facts of kind money may be missing here (characters 24–" in done.err
    assert run("explain", "--kind", "money", stdin=STORY).code == 2


@pytest.mark.parametrize("figures", [26, 27, 28, 29, 30, 31, 40, 300])
@pytest.mark.parametrize("unit", ["원", "억원", "명", "%", "년", ".5원", "㎡"])
def test_no_length_of_a_number_costs_anything_else(figures: int, unit: str) -> None:
    number = ("1234567890" * 30)[:figures]
    text = f"새벽군은 {number}{unit}을 쓴다. 한빛시는 3월 5일 예산 50억원(국비 30억원, 시비 {number}{unit})을 쓴다."
    found = extract(text, settings=Settings(guards=False))
    amounts = [fact.amount for fact in found.facts if fact.kind == "money"]  # type: ignore[attr-defined]
    assert Decimal(5_000_000_000) in amounts
    assert "3월 5일" in _texts(found, "date")
    exact = {Decimal(number), Decimal(number) * 10**8, Decimal(f"{number}.5"), None}
    assert {amount for amount in amounts if amount is None or amount > 10**20} <= exact
    check_document(Document(text), Settings(guards=False), strict=True)
    for form in ("--csv", "--markdown", "--jsonl", "--format=html"):
        assert run("all", form, stdin=text).code == 0
