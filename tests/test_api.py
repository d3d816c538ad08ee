"""The Python API: what `from gwangju_ai_cli import …` promises."""

from __future__ import annotations

import dataclasses
import datetime
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

import gwangju_ai_cli
from gwangju_ai_cli import Document, Fact, Facts, Settings, Span, extract
from gwangju_ai_cli.errors import GwangjuError, UsageError
from gwangju_ai_cli.model import MoneyFact
from gwangju_ai_cli.registry import FACT_TYPES, find_fact_type

TEXT = "시는 내년에 도서관에 예산 50억원을 쓴다."


def test_extract_gives_typed_facts() -> None:
    found = extract(TEXT, kinds=["money"], source="x")
    (fact,) = found.facts
    assert isinstance(found, Facts)
    assert isinstance(fact, MoneyFact)
    assert (fact.text, fact.amount, fact.currency, fact.source) == ("50억원", Decimal(5_000_000_000), "KRW", "x")
    assert fact.span == Span(15, 19)
    assert fact.span.of(TEXT) == fact.text


@pytest.mark.parametrize("date", ["2019-10-03", datetime.date(2019, 10, 3)])
def test_a_reference_date_is_a_date_or_a_string(date: datetime.date | str) -> None:
    (fact,) = extract(TEXT, kinds=["dates"], date=date).facts
    assert fact.to_dict()["value"] == "2020"


def test_wrong_arguments_say_what_was_expected() -> None:
    with pytest.raises(UsageError, match="did you mean 'money'"):
        extract(TEXT, kinds=["mony"])
    with pytest.raises(UsageError, match="write it as 2019-10-03"):
        extract(TEXT, date="3.10.2019")
    assert issubclass(UsageError, GwangjuError)


def test_without_kinds_every_kind_is_found() -> None:
    kinds = {fact.kind for fact in extract(TEXT, date="2019-10-03").facts}
    assert {"money", "date", "budget"} <= kinds


def test_facts_of_one_kind() -> None:
    found = extract(TEXT, kinds=["money", "dates"])
    assert [fact.text for fact in found.of_kind("money")] == ["50억원"]


def test_facts_are_frozen_and_travel() -> None:
    found = extract(TEXT, date="2019-10-03")
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.facts[0].text = "x"  # type: ignore[misc]


def test_mentions_setting() -> None:
    text = "삼성전자는 크다. 삼성전자는 넓다."
    assert len(extract(text, kinds=["orgs"]).facts) == 1
    assert len(extract(text, kinds=["orgs"], settings=Settings(mentions=True)).facts) == 2


def test_public_names_exist_and_others_do_not() -> None:
    for name in gwangju_ai_cli.__all__:
        assert getattr(gwangju_ai_cli, name) is not None
    assert (Document, Fact) is not None
    with pytest.raises(AttributeError):
        _ = gwangju_ai_cli.nothing


def test_the_package_is_typed_and_licensed() -> None:
    folder = Path(gwangju_ai_cli.__file__).parent
    assert (folder / "py.typed").exists()
    assert "MIT" in (folder / "LICENSE").read_text(encoding="utf-8")
    assert f"## {gwangju_ai_cli.__version__}" in (folder / "CHANGELOG.md").read_text(encoding="utf-8")


def test_both_console_scripts_are_declared() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(project["scripts"]) == {"extract", "gwangju-ai"}
    assert project["requires-python"] == ">=3.11"
    assert any(need.startswith("typer") and "<0.29" in need for need in project["dependencies"])


def test_kinds_are_found_by_command_and_kind() -> None:
    for fact_type in FACT_TYPES:
        assert find_fact_type(fact_type.command) is find_fact_type(fact_type.kind) is fact_type
