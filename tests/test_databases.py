"""SQLite: only an empty database or one of ours is written to, and in it only what we made."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli_runner import run

STORY = "한빛시는 도서관 건립에 예산 50억원을 쓴다.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A document."""
    path = tmp_path / "a.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def _make(path: Path, *statements: str) -> bytes:
    with closing(sqlite3.connect(path)) as base:
        for statement in statements:
            base.execute(statement)
        base.commit()
    return path.read_bytes()


def _ask(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as base:
        return base.execute(query).fetchall()


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE bookmarks (url TEXT)", "INSERT INTO bookmarks VALUES ('x')"],
        ["CREATE TABLE documents (source TEXT PRIMARY KEY)"],
        ["CREATE VIEW money AS SELECT 1"],
        ["PRAGMA user_version = 7"],
        ["PRAGMA user_version = 1", "CREATE TABLE money (id INTEGER PRIMARY KEY, source, text)"],
        ["PRAGMA application_id = 252006675", "CREATE TABLE tile (x)"],
        ["PRAGMA journal_mode = WAL", "CREATE TABLE notes (x)"],
    ],
)
@pytest.mark.parametrize("more", [[], ["--overwrite"], ["--json", "--overwrite"]])
def test_a_database_of_another_program_stays_as_it_is(story: Path, statements: list[str], more: list[str]) -> None:
    path = story.with_name("theirs.sqlite")
    before = _make(path, *statements)
    done = run("money", story, *more, "-o", path)
    assert done.code == 2
    assert "database" in done.err
    assert path.read_bytes() == before
    assert sorted(found.name for found in story.parent.iterdir()) == ["a.txt", "theirs.sqlite"]


@pytest.mark.parametrize("content", [b"x", b"short note", b"SQLite format 3", b"long note " * 1000, b"\0" * 100])
def test_what_is_no_database_stays_as_it_is(story: Path, content: bytes) -> None:
    path = story.with_name("notes.db")
    path.write_bytes(content)
    done = run("money", story, "-o", path)
    assert (done.code, "cannot be written as an SQLite database" in done.err) == (2, True)
    assert path.read_bytes() == content


@pytest.mark.parametrize("statements", [[], ["VACUUM"], ["CREATE TABLE x (y)", "DROP TABLE x"]])
def test_an_empty_database_is_taken(story: Path, statements: list[str]) -> None:
    path = story.with_name("new.sqlite")
    path.touch()
    _make(path, *statements)
    assert run("money", story, "-o", path).code == 0
    assert _ask(path, "SELECT text FROM money") == [("50억원",)]
    assert _ask(path, "PRAGMA application_id") == [(int.from_bytes(b"GwaI"),)]


def test_tables_that_somebody_added_are_left_alone(story: Path) -> None:
    path = story.with_name("facts.sqlite")
    assert run("money", story, "-o", path).code == 0
    _make(
        path,
        "CREATE TABLE notes (source TEXT REFERENCES documents (source) ON DELETE CASCADE, note TEXT)",
        "CREATE TABLE marks (fact INTEGER REFERENCES money (id) ON DELETE CASCADE, mark TEXT)",
        "INSERT INTO notes SELECT source, 'read' FROM documents",
        "INSERT INTO marks SELECT id, 'good' FROM money",
    )
    story.write_text(STORY + "국비 3억원도 쓴다.\n", encoding="utf-8")
    assert run("money", story, "-o", path).code == 0
    assert _ask(path, "SELECT note FROM notes") == [("read",)]
    assert _ask(path, "SELECT mark FROM marks") == [("good",)]
    assert _ask(path, "SELECT count(*) FROM money") == [(2,)]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE events (source TEXT REFERENCES documents (source), what TEXT)",
        "CREATE TABLE Events (source TEXT)",
        "CREATE VIEW events AS SELECT source FROM documents",
    ],
)
def test_a_table_that_has_our_name_and_is_not_ours_is_refused(story: Path, statement: str) -> None:
    path = story.with_name("facts.sqlite")
    assert run("money", story, "-o", path).code == 0
    _make(path, statement)
    if "what" in statement:
        _make(path, "INSERT INTO events SELECT source, '개막' FROM documents")
    before = _ask(path, "SELECT * FROM events")
    done = run("events", story, "-o", path)
    assert (done.code, "'events' that is not ours" in done.err) == (2, True)
    story.write_text(STORY + "끝.\n", encoding="utf-8")
    assert run("money", story, "-o", path).code == 0  # what is out of date is taken away, of our tables only
    assert _ask(path, "SELECT * FROM events") == before


def test_a_database_that_is_being_written_is_told(story: Path) -> None:
    path = story.with_name("facts.sqlite")
    assert run("money", story, "-o", path).code == 0
    with closing(sqlite3.connect(path)) as base:
        base.execute("BEGIN IMMEDIATE")
        done = run("money", story, "-o", path)
    assert (done.code, "database is locked" in done.err) == (2, True)
