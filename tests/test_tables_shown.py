"""Tables for people at 80 columns: long names, empty columns, words that stay whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli_runner import run

STORY = "한빛시는 도서관 건립에 120억원을 투입한다고 밝혔다."
LONG = "2024-03-0{}_한빛시_도서관_건립_보도자료_최종.txt"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "press").mkdir()
    return tmp_path


def _write(*names: str) -> None:
    for name in names:
        Path("press", name).write_text(STORY, encoding="utf-8")


def test_long_names_stand_above_their_rows(here: Path) -> None:
    _write(LONG.format(1), LONG.format(2))
    lines = [line.rstrip("─") for line in run("money", "press").text.splitlines()]
    assert lines == [
        LONG.format(1),
        "   금액   통화   원문",
        "",
        "120억원   KRW    120억원",
        "",
        LONG.format(2),
        "   금액   통화   원문",
        "",
        "120억원   KRW    120억원",
    ]


def test_short_names_stand_beside_them(here: Path) -> None:
    _write("a.txt", "b.txt")
    assert [line.split()[0] for line in run("money", "press").text.splitlines()[2:]] == ["press/a.txt", "press/b.txt"]


def test_empty_columns_go(here: Path) -> None:
    _write("a.txt")
    head = run("budgets", "press/a.txt", "-q").text.splitlines()[0].split()
    assert head == ["금액", "주체", "사업", "상태"]


def test_no_word_is_broken(here: Path) -> None:
    Path("press/a.txt").write_text(
        "한빛시는 2027년까지 인공지능산업융합집적단지 조성사업에 국비 120억원과 시비 80억원을 투입한다고 밝혔다.",
        encoding="utf-8",
    )
    for width in ("80", "60", "50"):
        shown = run("budgets", "press/a.txt", "-q", env={"COLUMNS": width}).text
        for word in ("한빛시", "조성사업", "120억원", "2027"):
            assert word in shown, width
