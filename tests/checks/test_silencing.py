"""Findings silenced by code, by rule and by path, on the command line and in the repository's own file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_runner import run

BROKEN = "총사업비 480억원(국비 240억원, 시비 200억원)을 들인다.\n설명회는 2024년 3월 5일(금) 열린다.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "press").mkdir()
    (tmp_path / "archive").mkdir()
    for name in ("press/a.txt", "archive/b.txt"):
        (tmp_path / name).write_text(BROKEN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _found(*options: str) -> list[tuple[str, str]]:
    return [(fact["source"], fact["code"]) for fact in run("check", "press", "archive", "--jsonl", *options).facts]


ALL = [("press/a.txt", "sum"), ("press/a.txt", "weekday"), ("archive/b.txt", "sum"), ("archive/b.txt", "weekday")]


@pytest.mark.parametrize(
    ("wishes", "left"),
    [
        ((), ALL),
        (("sum",), [ALL[1], ALL[3]]),
        (("check.weekday",), [ALL[0], ALL[2]]),
        (("archive/*",), ALL[:2]),
        (("archive/*:sum",), [ALL[0], ALL[1], ALL[3]]),
        (("sum", "press/*:weekday"), [ALL[3]]),
    ],
)
def test_what_is_ignored_is_not_heard(folder: Path, wishes: tuple[str, ...], left: list[tuple[str, str]]) -> None:
    options = [word for wish in wishes for word in ("--ignore", wish)]
    assert _found(*options) == left


def test_a_file_of_silenced_findings_ends_with_0(folder: Path) -> None:
    assert run("check", "press", "--ignore", "sum", "--ignore", "weekday").code == 0


def test_the_repository_says_what_it_ignores(folder: Path) -> None:
    (folder / "gwangju-ai.toml").write_text('[check]\nignore = ["archive/*", "sum"]\n', encoding="utf-8")
    assert _found() == [ALL[1]]


def test_a_code_that_is_none_names_the_nearest(folder: Path) -> None:
    done = run("check", "press", "--ignore", "sums")
    assert done.code == 2
    assert "did you mean 'sum'?" in done.err
