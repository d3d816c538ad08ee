"""What a document says twice: `same_as` in programs' formats, one row for people."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gwangju_ai_cli import extract
from gwangju_ai_cli.heading import find_heading
from gwangju_ai_cli.render import FORMATS
from tests.cli_runner import run

RELEASE = (
    "보도자료\n한빛시, 도서관 건립에 120억 원 투입\n- 2027년 개관, 장서 5만 권\n\n"
    "한빛시는 도서관 건립에 120억원을 투입해 2027년 문을 연다고 밝혔다. 국비는 60억원, 시비는 60억원이다.\n\n"
    "계약금은 금 50,000,000원(금오천만원)이며 도서관에 120억원이 든다.\n"
)


def _same(text: str, kind: str) -> list[tuple[str, str | None]]:
    facts = extract(text, kinds=[kind]).facts
    return [(fact.text, fact.same_as.of(text) if fact.same_as else None) for fact in facts]


def test_the_lead_repeats_the_headline() -> None:
    assert _same(RELEASE, "money") == [
        ("120억 원", None),
        ("120억원", "120억 원"),
        ("60억원", None),
        ("60억원", None),  # equal amounts, but two of them
        ("50,000,000원", None),
        ("오천만원", "50,000,000원"),
        ("120억원", None),  # further down it may be another
    ]
    assert _same(RELEASE, "dates") == [("2027년", None), ("2027년", "2027년")]


@pytest.mark.parametrize(
    ("text", "kind", "repeats"),
    [
        ("새벽군 70억 확보\n새벽군은 70억원을 확보했다.\n", "money", 1),
        ("새벽군 70억 확보\n새벽군은 국비 70억원과 도비 70억원을 확보했다.\n", "money", 1),
        ("새벽군 70억 확보\n새벽군은 약 70억원을 확보했다.\n", "money", 0),
        ("새벽군은 70억원을 확보했다. 도비도 70억원이다.\n", "money", 0),
        ("새벽군 70억 확보\n새벽군은 30억원을 더 낸다.\n", "money", 0),
        ("사업비는 7천만원(칠천만원)이다.", "money", 1),
        ("국비 7천만원(도비 7천만원)이다.", "money", 0),
        ("군민 3천명 축제 찾아\n\n군민 3000명이 축제를 찾았다.\n", "quantities", 1),
    ],
)
def test_what_repeats_and_what_only_looks_like_it(text: str, kind: str, repeats: int) -> None:
    assert sum(same is not None for _, same in _same(text, kind)) == repeats


def test_spans_of_a_decomposed_text() -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", "새벽군 70억 확보\n새벽군은 70억원을 확보했다.\n")
    assert [same for _, same in _same(text, "money")] == [None, unicodedata.normalize("NFD", "70억")]


@given(st.text(alphabet="가나다억원0123456789.\n-보도자료 ():", max_size=120))
def test_any_text_has_a_heading_in_order_or_none(text: str) -> None:
    heading = find_heading(text)
    if heading is not None:
        edges = [edge for span in (*heading.lines, heading.lead) for edge in (span.start, span.end)]
        assert edges == sorted(edges)
        assert all(span.of(text).strip() for span in heading.lines)


def test_tables_show_it_once_and_all_of_it_on_request(tmp_path: Path) -> None:
    doc = tmp_path / "release.txt"
    doc.write_text(RELEASE, encoding="utf-8")
    assert run("money", doc).text.count("\n") == 2 + 5
    assert run("money", doc, "--all").text.count("\n") == 2 + 7
    for kind in ("--markdown", "--format=html"):
        assert run("money", doc, kind).text.count("오천만원") == 0
        assert run("money", doc, kind, "--all").text.count("오천만원") == 1
    assert len(run("money", doc, "--jsonl").facts) == 7


def test_a_report_has_one_row_that_leads_to_both_places(tmp_path: Path) -> None:
    doc = tmp_path / "release.txt"
    doc.write_text(RELEASE, encoding="utf-8")
    once, each = run("report", doc).text, run("report", doc, "--all").text
    assert once.count("오천만원</a>") == each.count("오천만원</a>") == 1
    assert once.count("<tr") < each.count("<tr")


def test_every_format_for_programs_has_the_common_fields(tmp_path: Path) -> None:
    import sqlite3

    doc = tmp_path / "release.txt"
    doc.write_text(RELEASE, encoding="utf-8")
    facts = run("money", doc, "--jsonl").facts
    assert [list(fact)[:8] for fact in facts] == [
        ["kind", "source", "start", "end", "text", "rule", "page", "same_as"]
    ] * len(facts)
    assert json.loads(run("money", doc, "--json").text) == facts
    spans = [fact["same_as"] for fact in facts]
    assert spans[1] == [facts[0]["start"], facts[0]["end"]]
    table = tmp_path / "a.sqlite"
    assert run("money", doc, "-o", table).code == 0
    with sqlite3.connect(table) as connection:
        rows = connection.execute("SELECT page, same_as FROM money ORDER BY id").fetchall()
    assert [json.loads(same) if same else None for _, same in rows] == spans
    parquet = pytest.importorskip("pyarrow.parquet")
    assert run("money", doc, "-o", tmp_path / "a.parquet").code == 0
    columns = parquet.read_table(tmp_path / "a.parquet").to_pydict()
    assert columns["same_as"] == spans
    assert set(columns["page"]) == {None}
    assert {known.name for known in FORMATS} >= {"csv", "tsv", "sqlite", "parquet"}


def test_a_database_of_an_older_version_gains_the_columns(tmp_path: Path) -> None:
    import sqlite3

    doc, table = tmp_path / "release.txt", tmp_path / "a.sqlite"
    doc.write_text(RELEASE, encoding="utf-8")
    assert run("money", doc, "-o", table).code == 0
    with sqlite3.connect(table) as connection:
        connection.execute("ALTER TABLE money DROP COLUMN page")
        connection.execute("ALTER TABLE money DROP COLUMN same_as")
    assert run("money", doc, "-o", table).code == 0
    with sqlite3.connect(table) as connection:
        assert connection.execute("SELECT count(same_as) FROM money").fetchone() == (2,)
