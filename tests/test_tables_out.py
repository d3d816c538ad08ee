"""Tables that other programs read rightly: workbooks, Parquet and its folders, databases that stay true."""

from __future__ import annotations

import datetime
import sqlite3
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.cli_runner import run

STORY = "한빛시는 2021년 도서관에 예산 120억원을 쓴다. 입장료는 3.75달러다."


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with press releases of two years in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "a.txt").write_text(f"입력 2020-01-02\n{STORY}", encoding="utf-8")
    (tmp_path / "press" / "b.txt").write_text(f"입력 2021-01-02\n{STORY}", encoding="utf-8")
    (tmp_path / "press" / "c.txt").write_text("=1+2 예산 5억원", encoding="utf-8")
    return tmp_path


def test_a_workbook_has_typed_cells_and_no_formula(here: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    (here / "list.jsonl").write_text('{"id": "=HYPERLINK(1)", "text": "10억원", "n": 7}', encoding="utf-8")
    assert run("all", "press", "list.jsonl", "--keep", "n", "-o", "a.xlsx").code == 0
    book = openpyxl.load_workbook("a.xlsx")
    assert book.sheetnames[:3] == ["예산", "금액", "날짜"]
    sheet = book["금액"]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:7] == ["문서", "시작 위치", "끝 위치", "원문", "규칙", "쪽", "앞에 나온 곳"]
    assert heads[-1] == "n"
    assert (sheet.freeze_panes, sheet.auto_filter.ref.split(":")[0]) == ("A2", "A1")
    amounts = [cell.value for cell in sheet[chr(ord("A") + heads.index("금액"))][1:]]
    assert amounts == [12_000_000_000, 3.75, 12_000_000_000, 3.75, 500_000_000, 1_000_000_000]
    assert sheet.cell(sheet.max_row, len(heads)).value == 7
    assert sheet.cell(sheet.max_row, 1).value == "=HYPERLINK(1)"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"n", "s", "inlineStr"}
    days = book["날짜"]
    start = [cell.value for cell in days[1]].index("시작일") + 1
    assert days.cell(2, start).value == datetime.datetime(2020, 1, 2)
    before = Path("a.xlsx").read_bytes()
    assert run("all", "press", "list.jsonl", "--keep", "n", "-o", "a.xlsx").code == 0
    assert Path("a.xlsx").read_bytes() == before


def test_every_field_has_a_head_in_workbooks() -> None:
    from gwangju_ai_cli.render.xlsx import head_of
    from gwangju_ai_cli.schema import fact_classes, flat_fields

    for kind in fact_classes():
        heads = [head_of(kind, name) for name in flat_fields(kind)]
        assert len(set(heads)) == len(heads), kind
        assert not any(head.isascii() for head in heads), kind
        assert not head_of("kind", kind).isascii()


def test_money_in_parquet_is_exact(here: Path) -> None:
    duckdb, pq = pytest.importorskip("duckdb"), pytest.importorskip("pyarrow.parquet")
    assert run("all", "press", "-o", "a.parquet").code == 0
    assert run("all", "press/c.txt", "-o", "b.parquet").code == 0
    assert pq.read_schema("a.parquet") == pq.read_schema("b.parquet")
    for name in ("amount", "amount_max", "parts", "funding"):
        found = str(pq.read_schema("a.parquet").field(name).type)
        assert "decimal128(38, 4)" in found
        assert "double" not in found
    query = "SELECT kind, sum(amount) FROM read_parquet(['a.parquet', 'b.parquet']) WHERE kind = 'money' GROUP BY kind"
    assert duckdb.sql(query).fetchall() == [("money", Decimal("25000000007.5000"))]
    polars = pytest.importorskip("polars")
    frame = polars.read_parquet(["a.parquet", "b.parquet"])
    assert frame.filter(polars.col("kind") == "money")["amount"].sum() == Decimal("25000000007.5")
    pandas = pytest.importorskip("pandas")
    assert pandas.read_parquet("a.parquet")["amount"].dropna().iloc[0] == Decimal(12_000_000_000)


@pytest.mark.parametrize(
    ("key", "folders"),
    [
        ("kind", ["kind=money"]),
        ("year", ["year=2020", "year=2021", "year=__HIVE_DEFAULT_PARTITION__"]),
        ("source", ["source=press%2Fa.txt", "source=press%2Fb.txt", "source=press%2Fc.txt"]),
    ],
)
def test_folders_of_parquet(here: Path, key: str, folders: list[str]) -> None:
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    for _ in range(2):  # ours is written anew
        assert run("money", "press", "-o", "out", "--partition-by", key).code == 0
    assert sorted(path.name for path in Path("out").iterdir()) == folders
    found = duckdb.sql("SELECT count(*), sum(amount), max(source) FROM 'out/**/*.parquet'").fetchall()
    assert found == [(5, Decimal("24500000007.5000"), "press/c.txt")]
    assert polars.read_parquet("out")[key].n_unique() == len(folders)
    assert [path.name for path in here.iterdir() if path.name.startswith(".")] == []


def test_a_folder_of_somebody_is_not_replaced(here: Path) -> None:
    done = run("money", "press", "-o", "press", "--partition-by", "kind")
    assert (done.code, "is not ours; give a new folder" in done.err) == (2, True)
    assert len(list(Path("press").iterdir())) == 3
    assert run("money", "press", "-o", "a.csv", "--partition-by", "kind").code == 2
    assert run("money", "press", "--partition-by", "kind").code == 2
    assert run("money", "press", "-o", "out", "--partition-by", "day").code == 2


def _rows(query: str) -> list[Any]:
    with sqlite3.connect("a.sqlite") as connection:
        return connection.execute(query).fetchall()


def test_however_a_file_is_spelled_it_is_one_document(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for spelled in ("press", "./press", here / "press", "press/../press", here / "press" / "a.txt"):
        assert run("money", spelled, "-o", "a.sqlite").code == 0
    monkeypatch.chdir(here / "press")
    assert run("money", ".", "-o", "../a.sqlite").code == 0
    assert run("dates", ".", "-o", "../a.sqlite").code == 0
    monkeypatch.chdir(here)
    names = [source for (source,) in _rows("SELECT source FROM documents ORDER BY source")]
    assert names == ["press/a.txt", "press/b.txt", "press/c.txt"]
    assert _rows("SELECT count(*), count(DISTINCT source) FROM money") == [(5, 3)]
    assert _rows("SELECT count(*) FROM money JOIN documents USING (source)") == [(5,)]


def test_rows_of_files_that_are_gone(here: Path) -> None:
    (here / "list.csv").write_text("id,text\nn1,10억원\n", encoding="utf-8")
    assert run("money", "press", "list.csv", "-o", "a.sqlite").code == 0
    Path("press/b.txt").unlink()
    assert run("money", "press", "-o", "a.sqlite").code == 0
    assert _rows("SELECT count(*) FROM documents") == [(4,)]
    assert run("dates", "press", "--prune", "-o", "a.sqlite").code == 0
    assert _rows("SELECT source FROM documents ORDER BY 1") == [("n1",), ("press/a.txt",), ("press/c.txt",)]
    assert _rows("SELECT count(*) FROM money WHERE source = 'press/b.txt'") == [(0,)]
    Path("list.csv").unlink()
    assert run("money", "press", "--prune", "-o", "a.sqlite").code == 0
    assert _rows("SELECT source FROM documents ORDER BY 1") == [("press/a.txt",), ("press/c.txt",)]
    assert run("money", "press", "--prune", "-o", "a.csv").code == 2


def test_what_other_programs_make_of_it(here: Path) -> None:
    duckdb, polars = pytest.importorskip("duckdb"), pytest.importorskip("polars")
    pandas = pytest.importorskip("pandas")
    Database = pytest.importorskip("sqlite_utils").Database
    for name in ("a.csv", "a.jsonl", "a.sqlite"):
        assert run("money", "press", "-o", name).code == 0
    total = 24_500_000_007.5
    # A column that is empty so far (page) has no type of its own: DuckDB reads it all with sample_size=-1.
    assert duckdb.sql("SELECT sum(amount) FROM read_csv('a.csv', sample_size=-1)").fetchall() == [(total,)]
    assert duckdb.sql("SELECT sum(amount) FROM read_json('a.jsonl')").fetchall() == [(total,)]
    assert polars.read_ndjson("a.jsonl", infer_schema_length=None)["amount"].sum() == total
    assert polars.read_csv("a.csv", infer_schema_length=None)["amount"].sum() == total
    assert pandas.read_csv("a.csv")["amount"].sum() == total
    assert sum(row["amount"] for row in Database("a.sqlite")["money"].rows) == total
