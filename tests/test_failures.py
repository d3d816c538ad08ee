"""Partial failure: what could not be read, as a file for programs; limits, exit codes, the run in numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli_runner import run

LINES = """{"id": "a", "text": "10억원"}
no JSON
{"id": "b"}
{"id": "c", "text": "20억원", "date": "soon"}
{"text": "30억원"}
"""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_text(LINES, encoding="utf-8")
    return path


def test_failures_are_written_one_object_each(news: Path, tmp_path: Path) -> None:
    errors = tmp_path / "errors.jsonl"
    done = run("money", news, tmp_path / "none.txt", "--jsonl", "--errors", errors)
    assert (done.code, len(done.facts)) == (2, 2)
    told = [json.loads(line) for line in errors.read_text(encoding="utf-8").splitlines()]
    assert [(error["source"], error["line"], error["what"]) for error in told] == [
        (news.as_posix(), 2, "record"),
        (news.as_posix(), 3, "record"),
        (news.as_posix(), 4, "record"),
        ((tmp_path / "none.txt").as_posix(), None, "file"),
    ]
    assert all(list(error) == ["source", "line", "what", "message"] for error in told)
    for error in told:
        assert error["message"] in done.err
    assert run("money", tmp_path / "none.txt", "--errors", errors).code == 2
    assert len(errors.read_text(encoding="utf-8").splitlines()) == 1, "of one run alone"
    news.write_text('{"text": "10억원"}', encoding="utf-8")
    assert run("money", news, "--errors", errors).code == 0
    assert errors.read_text(encoding="utf-8") == ""


def test_errors_never_replace_what_is_read(news: Path) -> None:
    assert run("money", news, "--errors", news).code == 2
    assert news.read_text(encoding="utf-8") == LINES


@pytest.mark.parametrize(("limit", "code", "facts"), [(None, 2, 2), ("4", 3, 2), ("3", 2, 1), ("1", 2, 1), ("0", 2, 1)])
def test_a_limit_of_failures(news: Path, limit: str | None, code: int, facts: int) -> None:
    done = run("money", news, "--json", *(("--max-errors", limit) if limit else ()))
    assert (done.code, len(json.loads(done.text))) == (code, facts)
    assert ("stopped: " in done.err) == (code == 2 and limit is not None)


def test_nothing_failed_is_nothing_to_tell(news: Path) -> None:
    news.write_text('{"text": "10억원"}', encoding="utf-8")
    assert run("money", news, "--max-errors", "1").code == 0


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.sqlite", "a.parquet", "a.xlsx", "a.html"])
def test_a_run_that_stops_writes_no_half_of_a_file(news: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    done = run("money", news, "--max-errors", "2", "-o", out, "--summary", "json")
    assert (done.code, out.exists()) == (2, False)
    assert f"{name} is not written" in done.err
    assert json.loads(done.err.splitlines()[-1])["failures"] == 2
    assert run("money", news, "--max-errors", "9", "-o", out).code == 3
    assert out.exists()


def test_a_run_in_numbers(news: Path) -> None:
    for jobs in ("1", "2"):
        done = run("all", news, "--jsonl", "--summary", "json", "-q", "-j", jobs)
        summary = json.loads(done.err.splitlines()[-1])
        seconds = summary.pop("seconds")
        assert 0 < seconds < 60
        assert summary["facts"].pop("money") == 2
        assert sum(summary.pop("facts").values()) == len(done.facts) - 2
        assert summary == {"documents": 2, "failures": 3, "undated": 2, "characters": 8}
