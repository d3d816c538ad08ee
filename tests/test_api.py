"""The Python API: what `from gwangju_ai_cli import …` promises."""

from __future__ import annotations

import dataclasses
import datetime
import pickle
from collections.abc import Callable
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


def test_dir_shows_what_there_is() -> None:
    assert dir(gwangju_ai_cli) == sorted(gwangju_ai_cli.__all__)
    for name in gwangju_ai_cli.__all__:
        assert getattr(gwangju_ai_cli, name) is not None
    assert {"extract", "check", "Extractor", "Facts", "MoneyFact"} <= set(dir(gwangju_ai_cli))


def test_facts_are_a_collection() -> None:
    found = extract(TEXT, kinds=["money", "dates"], source="a.txt")
    assert [fact.kind for fact in found] == ["date", "money"]
    assert len(found) == 2
    assert repr(found) == "Facts('a.txt', 2 facts: 1 date, 1 money)"
    assert found.to_dicts() == [fact.to_dict() for fact in found.facts]
    assert found.to_dicts(context=True)[1]["sentence"] == TEXT
    assert found.of_kind("dates") == found.of_kind("date")
    assert len(extract("", kinds=["money"])) == 0
    assert extract("")


def test_a_notebook_shows_the_text_with_marks() -> None:
    shown = extract("시는 <b>50억원</b>을 쓴다.", kinds=["money"])._repr_html_()
    assert "&lt;b&gt;<mark" in shown
    assert ">50억원</mark>" in shown
    assert "amount=5000000000" in shown
    assert "<b>" not in shown


def test_an_extractor_has_its_settings_once() -> None:
    extractor = gwangju_ai_cli.Extractor(["money", "dates"], date="2019-10-03")
    texts = (f"오는 6일 {number}억원을 쓴다." for number in range(1, 100_000_000))  # read as it is asked for
    found = extractor.pipe(texts)
    first, second = next(found), next(found)
    assert [[fact.text for fact in facts] for facts in (first, second)] == [
        ["오는 6일", "1억원"],
        ["오는 6일", "2억원"],
    ]
    assert first.of_kind("date")[0].value == "2019-10-06"
    dated = Document("오는 6일", "x", datetime.date(2024, 2, 10))
    assert [facts.of_kind("date")[0].value for facts in extractor.pipe([dated])] == ["2024-03-06"]
    assert extractor("내년", date="2000-01-01").of_kind("date")[0].value == "2001"


def test_check_is_public() -> None:
    (issue,) = gwangju_ai_cli.check("총 9억원(국비 5억원, 시비 3억원)을 들인다.").of_kind("issue")
    assert issue.code == "sum"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: extract(b"x"), "text is to be a str, not bytes; decode it first"),  # type: ignore[arg-type]
        (lambda: extract(None), "text is to be a str, not NoneType"),  # type: ignore[arg-type]
        (lambda: extract("x", kinds="money"), "kinds is to be a list of names"),
        (lambda: extract("x", date=20191003), "date is to be a date or a string"),  # type: ignore[arg-type]
        (lambda: extract("x", source=Path("a")), "source is to be a str"),  # type: ignore[arg-type]
        (lambda: extract("x", settings={}), "settings is to be a Settings"),  # type: ignore[arg-type]
        (lambda: gwangju_ai_cli.check(1), "text is to be a str"),  # type: ignore[arg-type]
        (lambda: gwangju_ai_cli.Extractor("money"), "kinds is to be a list of names"),
        (lambda: gwangju_ai_cli.Extractor().pipe("x"), "texts is to be an iterable of texts"),
        (lambda: extract("x").of_kind(1), "kind is to be a name"),  # type: ignore[call-overload]
    ],
)
def test_wrong_types_are_told_in_a_sentence(call: Callable[[], object], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        call()


def test_facts_become_tables_of_other_libraries() -> None:
    found = extract("3.75달러와 50억원, 내년", kinds=["money", "dates"], date="2019-10-03")
    table = pytest.importorskip("pyarrow") and found.to_arrow()
    assert table.column("amount").to_pylist() == [Decimal("3.75"), Decimal(5_000_000_000), None]
    frame = pytest.importorskip("pandas") and found.to_pandas()
    assert list(frame["text"]) == ["3.75달러", "50억원", "내년"]
    assert frame["start"].sum() == 0 + 8 + 14
    polars = pytest.importorskip("polars") and found.to_polars()
    assert polars.height == 3
    assert polars["start_date"].to_list() == [None, None, datetime.date(2020, 1, 1)]
    empty = extract("", kinds=["money"])
    assert empty.to_arrow().schema == extract("1원", kinds=["money"]).to_arrow().schema
    assert list(empty.to_pandas().columns) == list(extract("1원", kinds=["money"]).to_pandas().columns)


def test_a_kind_has_its_own_type_for_mypy(tmp_path: Path) -> None:
    api = pytest.importorskip("mypy.api")
    path = tmp_path / "a.py"
    path.write_text(
        "from decimal import Decimal\nfrom gwangju_ai_cli import extract\n"
        'amount: Decimal | None = extract("50억원").of_kind("money")[0].amount\n'
        'name: str = extract("50억원").of_kind("people")[0].name\n'
        'extract("50억원").of_kind("date")[0].amount\n',
        encoding="utf-8",
    )
    out, _, code = api.run(["--no-incremental", "--follow-imports=silent", "--strict", str(path)])
    assert code == 1
    assert out.count("error:") == 1, out
    assert 'a.py:5: error: "DateFact" has no attribute "amount"' in out
