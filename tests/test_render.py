"""What each output format promises, on facts made by hand."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwangju_ai_cli.errors import UsageError
from gwangju_ai_cli.model import (
    BudgetFact,
    Document,
    Fact,
    Facts,
    Funding,
    IssueFact,
    Json,
    MoneyFact,
    OrgFact,
    Period,
    Span,
)
from gwangju_ai_cli.pipeline import Settings, check_document, extract
from gwangju_ai_cli.registry import FACT_TYPES
from gwangju_ai_cli.render import FORMATS, Layout, Result, find_format, format_of_suffix, load_renderer
from gwangju_ai_cli.render.delimited import disarm
from gwangju_ai_cli.render.json_lines import dump_json
from gwangju_ai_cli.render.plain import display_width, printable, terminal_safe, wrap_cells
from gwangju_ai_cli.schema import COMMON_FIELDS, fact_classes, field_types, flat_fields, flatten

TEXT = "시는 2020년 도서관에 50억원(국비 30억원)을 쓴다."
COMMANDS = {fact_type.kind: fact_type.command for fact_type in FACT_TYPES} | {"issue": "issues"}


def _money(text: str = "50억원", start: int = 14, **more: Any) -> MoneyFact:
    facts = {"source": "a.txt", "start": start, "end": start + len(text), "text": text, "rule": "money.krw"}
    return MoneyFact(**{**facts, "amount": Decimal(5_000_000_000), "currency": "KRW", **more})


def _budget() -> BudgetFact:
    return BudgetFact(
        source="a.txt",
        start=14,
        end=18,
        text="50억원",
        rule="budget.sentence",
        amount=Decimal(5_000_000_000),
        currency="KRW",
        period=Period("2020", date(2020, 1, 1), date(2020, 12, 31)),
        payer="시",
        funding=(Funding("국비", Decimal(3_000_000_000)),),
        evidence={"payer": Span(0, 1)},
    )


def _results(*facts: Fact, text: str = TEXT) -> list[Result]:
    return [Result.of(Facts(Document(text, "a.txt", date(2019, 10, 3)), facts))]


def _write(name: str, results: Iterable[Result], kinds: tuple[str, ...] = ("money",), **more: Any) -> str:
    wanted = find_format(name)
    assert wanted is not None
    pieces: list[str] = []
    load_renderer(wanted)(results, Layout(kinds, COMMANDS, **more), pieces.append)
    return "".join(pieces)


@pytest.mark.parametrize(
    ("suffix", "name"),
    [
        (".json", "json"),
        (".jsonl", "jsonl"),
        (".csv", "csv"),
        (".tsv", "tsv"),
        (".md", "markdown"),
        (".html", "html"),
        (".sqlite", "sqlite"),
        (".parquet", "parquet"),
        (".CSV", "csv"),
    ],
)
def test_the_suffix_picks_the_format(suffix: str, name: str) -> None:
    found = format_of_suffix(Path("x" + suffix))
    assert found is not None
    assert found.name == name


def test_every_format_has_its_renderer() -> None:
    for known in FORMATS:
        assert callable(load_renderer(known))


def test_json_is_an_array_and_streams() -> None:
    pieces: list[str] = []

    def slow() -> Iterable[Result]:
        yield from _results(_money())
        assert json.loads("".join(pieces) + "]")[0]["text"] == "50억원"
        yield from _results(_money())

    wanted = find_format("json")
    assert wanted is not None
    load_renderer(wanted)(slow(), Layout(("money",)), pieces.append)
    assert len(json.loads("".join(pieces))) == 2


def test_no_facts_are_an_empty_array_and_a_head_alone() -> None:
    assert _write("json", []) == "[]\n"
    assert _write("jsonl", []) == ""
    assert _write("csv", []) == "kind,source,start,end,text,rule,page,same_as,amount,amount_max,currency,modifier\n"


@given(st.text())
def test_any_text_survives_json(text: str) -> None:
    line = dump_json({"text": text})
    assert json.loads(line) == {"text": text}
    assert "\n" not in line
    line.encode("utf-8")


def test_lone_surrogates_survive_json() -> None:
    assert json.loads(dump_json({"text": "a\ud800"}))["text"] == "a\ud800"


def _undo(cell: str) -> str:
    return cell[1:] if re.match(r"'+[=+\-@＝＋－＠\t\r\n]", cell) else cell


@given(st.text(alphabet="'=+-@\t\r\n＝가1 "))
def test_formulas_are_disarmed_and_can_be_undone(text: str) -> None:
    cell = disarm(text)
    assert cell == "-" or not re.match(r"[=+\-@＝＋－＠\t\r\n]", cell)
    assert _undo(cell) == text


def test_standard_input_keeps_its_name() -> None:
    assert disarm("-") == "-"
    assert _write("csv", [Result.of(extract("50억원", kinds=["money"]))]).splitlines()[1].startswith("money,-,0,4,")


@pytest.mark.parametrize("name", ["csv", "tsv"])
@pytest.mark.parametrize("text", ["=cmd()", 'a,"b"', "a\tb", "두\n줄", "'=x", "-5"])
def test_cells_are_read_back(name: str, text: str) -> None:
    written = _write(name, _results(_money(text)))
    rows = list(csv.DictReader(io.StringIO(written, newline=""), delimiter="\t" if name == "tsv" else ","))
    assert _undo(rows[0]["text"]) == text
    assert rows[0]["amount"] == "5000000000"
    assert rows[0]["amount_max"] == ""


def test_numbers_are_no_formulas() -> None:
    assert ",-3," in _write("csv", _results(_money(amount=Decimal(-3))))


def test_bom_is_for_excel() -> None:
    assert _write("csv", [], bom=True).startswith("\ufeffkind,")


def test_nested_fields_are_taken_apart_in_csv() -> None:
    row = next(csv.DictReader(io.StringIO(_write("csv", _results(_budget()), ("budget",)))))
    assert (row["period_value"], row["period_end_date"]) == ("2020", "2020-12-31")
    assert json.loads(row["funding"]) == [{"source": "국비", "amount": 3000000000}]
    assert json.loads(row["evidence"]) == {"payer": [0, 1]}


def test_columns_of_all_kinds_stand_side_by_side() -> None:
    head = _write("csv", [], ("money", "org")).rstrip().split(",")
    assert head[:6] == ["kind", "source", "start", "end", "text", "rule"]
    assert {"amount", "name", "mentions"} <= set(head)
    assert len(head) == len(set(head))


@pytest.mark.parametrize("kind", sorted(fact_classes()))
def test_flat_fields_are_what_flatten_gives(kind: str) -> None:
    cls = fact_classes()[kind]
    required: dict[str, Any] = {"source": "a", "start": 0, "end": 1, "text": "x", "rule": "r"}
    names = {name for name, field in cls.__dataclass_fields__.items() if name not in required}
    given_values: dict[str, Any] = {name: None for name in names if _required(cls, name)}
    record: Json = cls(**required, **given_values).to_dict()
    assert tuple(flatten(record)) == flat_fields(kind)
    assert list(record)[len(COMMON_FIELDS) :] == list(field_types(kind))
    assert tuple(record)[: len(COMMON_FIELDS)] == COMMON_FIELDS


def _required(cls: type[Fact], name: str) -> bool:
    from dataclasses import MISSING

    field = cls.__dataclass_fields__[name]
    return field.default is MISSING and field.default_factory is MISSING


HOSTILE = "a\x1b[31mb\x07\r\x9b2J\u202e[bold]x[/bold]"


@pytest.mark.parametrize("name", ["table", "markdown", "html"])
def test_nothing_in_a_text_steers_a_terminal(name: str) -> None:
    written = _write(name, _results(_money(HOSTILE)), width=200)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", written)
    if name == "table":
        assert "[bold]x[/bold]" in written


def test_json_escapes_what_a_terminal_might_obey() -> None:
    line = dump_json({"text": HOSTILE})
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", line)
    assert json.loads(line)["text"] == HOSTILE


@given(st.text())
def test_printable_is_one_line_of_visible_signs(text: str) -> None:
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ud800-\udfff]", printable(text))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", terminal_safe(text))


LONG = "광주 인공지능 대표도시 만들기 추진위원회 산하 첨단 융합 산업 육성 특별 자문 위원단 전체회의"


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_tables_fit_and_cut_nothing(width: int) -> None:
    org = OrgFact(
        source="a.txt",
        start=0,
        end=2,
        text="시는",
        rule="org.x",
        name=LONG,
        org_type="committee",
        aliases=("위원회", "추진단"),
        note="가나다라마바사아자차카타파하" * 3,
        mentions=(Span(0, 2),),
    )
    written = _write("table", _results(org), ("org",), width=width)
    assert all(display_width(line) <= width for line in written.splitlines())
    seen = re.sub(r"\s", "", written)
    for word in LONG.split():
        assert all(char in seen for char in word)
    assert sum(seen.count(char) for char in "가나다라마바사아자차카타파하") >= 14 * 3


def test_tables_name_the_document_where_there_are_several() -> None:
    one = _results(_money())
    other = [Result.of(Facts(Document(TEXT, "b.txt"), (replace(_money(), source="b.txt"),)))]
    assert "문서" not in _write("table", one)
    assert "b.txt" in _write("table", one + other)


def test_several_kinds_have_a_table_each() -> None:
    written = _write("table", _results(_money()), ("money", "org"))
    assert written.startswith("money\n")


def test_colour_is_only_where_wished() -> None:
    assert "\x1b[" not in _write("table", _results(_money()))
    assert "\x1b[" in _write("table", _results(_money()), color=True)


def test_markdown_shows_signs_as_they_are() -> None:
    written = _write("markdown", _results(_money("50억|원* <b>")))
    assert "50억\\|원\\* \\<b\\>" in written
    assert [line.count(" | ") for line in written.splitlines()][::2] == [2, 2]


def test_html_is_escaped_and_loads_nothing() -> None:
    written = _write("html", _results(_money("<script>alert(1)</script>")))
    assert "<script" not in written
    assert "http" not in re.sub(r'http-equiv="', "", written)
    assert written.startswith("<!doctype html>")


def _database(path: Path, results: list[Result], kinds: tuple[str, ...] = ("money",)) -> sqlite3.Connection:
    wanted = find_format("sqlite")
    assert wanted is not None
    load_renderer(wanted)(results, Layout(kinds, COMMANDS), path)
    return sqlite3.connect(path)


def test_sqlite_has_a_table_a_kind_a_table_of_documents_and_indexes(tmp_path: Path) -> None:
    base = _database(tmp_path / "x.sqlite", _results(_money(), _budget()), ("money", "budget"))
    assert base.execute("SELECT amount, typeof(amount), text FROM money").fetchall() == [
        (5_000_000_000, "integer", "50억원"),
    ]
    assert base.execute("SELECT payer, period_start_date FROM budgets").fetchall() == [("시", "2020-01-01")]
    assert base.execute("SELECT json_extract(funding, '$[0].source') FROM budgets").fetchone() == ("국비",)
    assert base.execute("SELECT source, reference_date, characters, text FROM documents").fetchall() == [
        ("a.txt", "2019-10-03", len(TEXT), TEXT),
    ]
    indexes = {name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert {"money_source", "money_amount", "budgets_payer"} <= indexes


def test_sqlite_replaces_a_document_and_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    other = [Result.of(Facts(Document("b", "b.txt"), (replace(_money(), source="b.txt"),)))]
    _database(path, _results(_money(), _budget()) + other, ("money", "budget"))
    base = _database(path, _results(_money("30억원", 22)))
    assert base.execute("SELECT source, text FROM money ORDER BY source").fetchall() == [
        ("a.txt", "30억원"),
        ("b.txt", "50억원"),
    ]
    assert base.execute("SELECT count(*) FROM budgets").fetchone() == (1,)


def test_sqlite_drops_what_a_changed_text_made_stale(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    _database(path, _results(_money(), _budget()), ("money", "budget"))
    base = _database(path, _results(_money(), text=TEXT + " 끝"))
    assert base.execute("SELECT count(*) FROM budgets").fetchone() == (0,)


def test_sqlite_is_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    _database(path, _results(_money()))

    def failing() -> Iterable[Result]:
        yield from _results(_money("30억원", 22))
        raise RuntimeError("stop")

    wanted = find_format("sqlite")
    assert wanted is not None
    with pytest.raises(RuntimeError):
        load_renderer(wanted)(failing(), Layout(("money",), COMMANDS), path)
    assert sqlite3.connect(path).execute("SELECT text FROM money").fetchall() == [("50억원",)]


def test_sqlite_refuses_what_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_text("no database, but long enough to be looked at" * 100)
    with pytest.raises(UsageError, match="cannot be written as an SQLite database"):
        _database(path, _results(_money()))


def test_sqlite_takes_what_it_has_no_room_for(tmp_path: Path) -> None:
    base = _database(tmp_path / "x.sqlite", _results(_money("50\ud800", amount=Decimal(10) ** 30)))
    assert base.execute("SELECT text, amount FROM money").fetchall() == [("50\\ud800", 1e30)]


def test_parquet_is_typed(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    wanted = find_format("parquet")
    assert wanted is not None
    path = tmp_path / "x.parquet"
    load_renderer(wanted)(_results(_money(), _budget()), Layout(("money", "budget"), COMMANDS), path)
    money, budget = parquet.read_table(path).to_pylist()
    assert money["amount"] == 5_000_000_000.0
    assert money["period"] is None
    assert budget["period"]["start_date"] == date(2020, 1, 1)
    assert budget["funding"] == [{"source": "국비", "amount": 3_000_000_000.0}]
    assert parquet.read_schema(path).metadata[b"schema_version"]


def test_parquet_holds_every_kind_at_once(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    wanted = find_format("parquet")
    assert wanted is not None
    kinds = tuple(fact_classes())
    load_renderer(wanted)([], Layout(kinds, COMMANDS), tmp_path / "x.parquet")
    assert set(parquet.read_schema(tmp_path / "x.parquet").names) > {"mentions", "amount", "start_date"}


def _issue(**more: Any) -> IssueFact:
    facts: dict[str, Any] = {
        "source": "a, b.txt",
        "start": 3,
        "end": 8,
        "text": "2020년",
        "rule": "check.sum",
        "code": "sum",
        "message": "합계: 100%\n가 아닙니다",
        "expected": "1",
        "found": "2",
        "spans": (Span(3, 8), Span(14, 18)),
    }
    return IssueFact(**{**facts, **more})


def test_github_points_at_the_line() -> None:
    written = _write("github", _results(_issue(), text="첫 줄\n둘 2020년 1억"), ("issue",))
    assert written == ("::warning file=a%2C b.txt,line=1,endLine=2,title=sum::합계: 100%25↵가 아닙니다\n")
    written = _write("github", _results(_issue(start=6, end=11), text="첫 줄\n둘 2020년 1억"), ("issue",))
    assert ",line=2,col=3,endColumn=8,title=sum::" in written


def test_sarif_counts_in_code_points() -> None:
    log = json.loads(_write("sarif", _results(_issue()), ("issue",)))
    (run,) = log["runs"]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    (finding,) = run["results"]
    assert finding["ruleId"] == "check.sum"
    region = finding["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["charOffset"], region["charLength"]) == (1, 4, 3, 5)
    assert finding["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a.txt"


def test_figures_of_a_column_stand_without_the_rows_between_them() -> None:
    text = "구분|국비|시비\n도서관|30억원|3억원\n하수도|20억원|2억원\n공원|5억원|1억원\n합계|70억원|6억원"
    found = check_document(Document(text, "a.pdf", pages=(0,)), Settings())
    written = _write("markdown", [Result.of(found)], kinds=("issue",))
    assert "a.pdf:2 (1쪽)" in written
    assert "30억원 … 20억원 … 5억원 … 70억원" in written


def test_issues_have_a_table_too() -> None:
    assert "내용" in _write("table", _results(_issue()), ("issue",))


@given(st.lists(st.sampled_from(["가", "a", " ", "é", "\\x1b"])), st.integers(8, 30))
def test_wrapping_keeps_every_sign(cells: list[str], width: int) -> None:
    lines = wrap_cells(cells, width)
    assert [index for line in lines for index in line] == list(range(len(cells)))
    for line in lines:
        assert display_width("".join(cells[index] for index in line).rstrip()) <= width
