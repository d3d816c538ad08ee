"""`extract projects`: formats, options, bad input."""

from __future__ import annotations

import csv
import json
import sqlite3
from io import StringIO
from pathlib import Path

import pytest

from tests.cli_runner import run
from tests.projects.test_linking import LIBRARY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = [json.dumps({"id": k, "text": text, "date": day}) for k, (day, text) in LIBRARY.items()]
    (tmp_path / "docs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_json_is_one_array_of_projects(folder: Path) -> None:
    done = run("projects", "--json", str(folder / "docs.jsonl"))
    assert done.code == 0
    (project,) = json.loads(done.text)
    assert list(project) == ["kind", "name", "aliases", "payer", "phase", "of", "entries", "changes"]
    assert [entry["amount"] for entry in project["entries"]] == [12_000_000_000, 15_000_000_000]
    for entry in project["entries"]:
        for place in entry["sources"]:
            assert LIBRARY[place["source"]][1][place["start"] : place["end"]] == place["text"]


def test_csv_has_a_row_an_entry_and_source(folder: Path) -> None:
    done = run("projects", "--csv", str(folder / "docs.jsonl"))
    rows = list(csv.DictReader(StringIO(done.text)))
    assert len(rows) == 6
    assert {row["project"] for row in rows} == {"새벽시립 별빛도서관 건립사업"}


def test_sqlite_has_three_tables_and_is_written_anew(folder: Path) -> None:
    out = folder / "p.sqlite"
    for _ in range(2):
        assert run("projects", str(folder / "docs.jsonl"), "-o", str(out)).code == 0
    with sqlite3.connect(out) as db:
        query = 'SELECT p.name, c."from", c."to" FROM changes c JOIN projects p ON p.id = c.project'
        assert db.execute(query).fetchall() == [("새벽시립 별빛도서관 건립사업", 12_000_000_000, 15_000_000_000)]
        assert db.execute("SELECT count(*) FROM entries").fetchone() == (2,)


def test_parquet_has_a_file_a_table(folder: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    assert run("projects", str(folder / "docs.jsonl"), "-o", str(folder / "p.parquet")).code == 0
    assert pq.read_table(folder / "p.parquet").num_rows == 1
    assert pq.read_table(folder / "p.entries.parquet").num_rows == 2
    assert pq.read_table(folder / "p.changes.parquet").column("to").to_pylist() == [15e9]


def test_jobs_and_resume_change_no_byte(folder: Path) -> None:
    source, out = str(folder / "docs.jsonl"), folder / "p.json"
    one = run("projects", "--json", source).out
    assert run("projects", "--json", "--jobs", "2", source).out == one
    assert run("projects", source, "-o", str(out), "--resume").code == 0
    assert out.read_bytes() == one


def test_documents_of_one_id_are_told(folder: Path) -> None:
    source = str(folder / "docs.jsonl")
    done = run("projects", "--json", source, source)
    assert done.code == 2
    assert "first: a document of this name was read before" in done.err
    assert done.out == run("projects", "--json", source).out


def test_undated_documents_come_last_and_a_note_says_how_many(tmp_path: Path) -> None:
    texts = {key: text for key, (_, text) in LIBRARY.items()}
    lines = [
        json.dumps({"id": "first", "text": texts["first"]}),
        json.dumps({"id": "risen", "text": texts["risen"], "date": "2022-06-07"}),
    ]
    (tmp_path / "docs.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = run("projects", "--json", str(tmp_path / "docs.jsonl"))
    assert "1 document without a date" in done.err
    (project,) = json.loads(done.text)
    assert [entry["date"] for entry in project["entries"]] == ["2022-06-07", None]


def test_a_document_without_figures_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("새벽시는 별빛도서관을 짓는다.", encoding="utf-8")
    done = run("projects", "--json", str(tmp_path / "a.txt"))
    assert (done.code, done.text) == (0, "[]\n")


def test_explain_says_which_names_were_joined_and_why(folder: Path) -> None:
    done = run("projects", "--explain", "별빛도서관", str(folder / "docs.jsonl"))
    assert done.code == 0
    assert "joined" in done.text
    assert "project.name." in done.text
    missing = run("projects", "--explain", "별밤도서관", str(folder / "docs.jsonl"))
    assert missing.code == 2
    assert "no project is called" in missing.err


def test_the_schema_fits_the_output(folder: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(run("schema", "projects").text)
    projects = json.loads(run("projects", "--json", str(folder / "docs.jsonl")).text)
    assert projects
    for project in projects:
        jsonschema.validate(project, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(projects[0] | {"other": 1}, schema)
