"""No file that a run reads is ever replaced by what it writes, however either is spelled."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli_runner import run

STORY = "한빛시는 도서관 건립에 예산 50억원을 쓴다.\n"
NAMES = "빛고을랩\t빛고을연구소\tresearch_institute\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a folder of documents in it."""
    monkeypatch.chdir(tmp_path)
    press = tmp_path / "press"
    (press / "deep").mkdir(parents=True)
    for name in ("a.txt", "README.md", "deep/b.md"):
        (press / name).write_text(STORY, encoding="utf-8")
    words = "누구나 걸어서 닿는 도서관을 만드는 것이 목표다. 첫 삽은 봄에 뜬다."
    page = (
        '<!doctype html><html lang="ko"><head><title>한빛시</title></head><body>'
        "<article><h1>한빛시, 도서관 짓는다</h1>"
        f"<p>{STORY.strip()} {words}</p><p>{words} {words}</p></article></body></html>"
    )
    (press / "page.html").write_text(page, encoding="utf-8")
    (press / "news.jsonl").write_text(f'{{"text": "{STORY.strip()}"}}\n', encoding="utf-8")
    return tmp_path


def _refused(kept: Path, *args: str | Path, why: str) -> None:
    before = kept.read_bytes()
    names = sorted(kept.parent.iterdir())
    done = run(*args)
    assert (done.code, done.out) == (2, b"")
    assert why in done.err
    assert "Traceback" not in done.err
    assert kept.read_bytes() == before
    assert sorted(kept.parent.iterdir()) == names


def _process(*args: str | Path, stdin: Path | None = None, stdout: Path | None = None) -> tuple[int, str]:
    with open(stdin or os.devnull, "rb") as read, open(stdout or os.devnull, "ab") as written:  # noqa: PTH123
        done = subprocess.run(
            [sys.executable, "-m", "gwangju_ai_cli", *map(str, args)],
            stdin=read,
            stdout=written,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
    return done.returncode, done.stderr.decode("utf-8")


# Documents of a folder


@pytest.mark.parametrize(
    ("command", "name"),
    [
        *((command, name) for command in ("money", "check") for name in ("README.md", "news.jsonl", "deep/b.md")),
        ("report", "page.html"),
    ],
)
def test_a_document_of_a_folder_that_is_read_is_refused(here: Path, command: str, name: str) -> None:
    out = here / "press" / name
    _refused(out, command, "press", "-o", out, why="is a document of the folder press, which is read")


@pytest.mark.parametrize(
    "spelled",
    ["press/README.md", "./press/README.md", "press/../press/README.md", "press/deep/../README.md", "press//README.md"],
)
@pytest.mark.parametrize("folder", ["press", "./press/", ".", "press/deep/.."])
def test_spelling_makes_no_difference(here: Path, folder: str, spelled: str) -> None:
    _refused(here / "press" / "README.md", "money", folder, "-o", spelled, why="is a document of the folder")


def test_links_make_no_difference(here: Path) -> None:
    kept = here / "press" / "README.md"
    (here / "soft.md").symlink_to(kept)
    os.link(kept, here / "hard.md")
    (here / "elsewhere").symlink_to(here / "press", target_is_directory=True)
    for out in ("soft.md", "hard.md", "elsewhere/README.md"):
        _refused(kept, "money", "press", "-o", out, why="is a document of the folder press")
    _refused(kept, "money", "elsewhere", "-o", "press/README.md", why="is a document of the folder elsewhere")
    (here / "press" / "inward.md").symlink_to(here / "notes.md")
    (here / "notes.md").write_text(STORY, encoding="utf-8")
    _refused(here / "notes.md", "money", "press", "-o", "notes.md", why="is a document of the folder press")


def test_a_document_is_refused_even_where_it_may_be_overwritten(here: Path) -> None:
    out = here / "press" / "README.md"
    _refused(out, "money", "press", "--overwrite", "-o", out, why="is a document of the folder press")
    _refused(out, "money", out, "--overwrite", "-o", out, why="is one of the files to read")


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv", "tsv", "md", "html", "sqlite", "parquet"])
@pytest.mark.parametrize("story", [STORY, "아무것도 없다.\n"])
def test_what_we_wrote_into_a_folder_is_written_anew(here: Path, suffix: str, story: str) -> None:
    for path in (here / "press").rglob("*.*"):
        path.unlink()
    (here / "press" / "a.txt").write_text(story, encoding="utf-8")
    out = here / "press" / f"facts.{suffix}"
    written = []
    for _ in range(2):
        done = run("all", "press", "-o", out)
        assert (done.code, done.err) == (0, "")
        written.append(out.read_bytes())
    assert suffix == "sqlite" or written[0] == written[1]


def test_a_report_is_written_anew(here: Path) -> None:
    for _ in range(2):
        assert run("report", "press/a.txt", "press/deep", "-o", "press/deep/report.html").code == 0


@pytest.mark.parametrize("suffix", ["json", "jsonl", "csv", "tsv", "md", "html", "sqlite", "parquet"])
def test_projects_that_we_wrote_into_a_folder_are_written_anew(here: Path, suffix: str) -> None:
    out = here / "press" / "deep" / f"projects.{suffix}"
    told = []
    for _ in range(2):
        done = run("projects", "press/deep", "-o", out)
        assert done.code == 0, done.err
        told.append(done.err)
    assert told[0] == told[1]


def test_a_table_of_the_users_is_not_dropped_for_projects(here: Path) -> None:
    out = here / "facts.sqlite"
    assert run("money", "press/a.txt", "-o", out).code == 0
    with closing(sqlite3.connect(out)) as base:
        base.execute("CREATE TABLE changes (what TEXT)")
        base.execute("INSERT INTO changes VALUES ('mine')")
        base.commit()
    done = run("projects", "press/a.txt", "-o", out)
    assert (done.code, "a table 'changes' that is not ours" in done.err) == (2, True)
    with closing(sqlite3.connect(out)) as base:
        assert base.execute("SELECT what FROM changes").fetchall() == [("mine",)]
        assert base.execute("SELECT count(*) FROM money").fetchone() == (1,)


def test_a_text_that_begins_with_a_table_of_ours_is_not_ours(here: Path) -> None:
    out = here / "press" / "notes.md"
    out.write_bytes(run("money", "--markdown", "press/a.txt").out + "\n읽어 보니 맞다.\n".encode())
    _refused(out, "money", "press", "-o", out, why="is a document of the folder press")


# Single files


@pytest.mark.parametrize("option", [["-o"], ["--json", "-o"], ["--overwrite", "--json", "-o"]])
def test_a_file_to_read_is_refused(here: Path, option: list[str]) -> None:
    kept = here / "x.md"
    kept.write_text(STORY, encoding="utf-8")
    (here / "link.md").symlink_to(kept)
    for args in (["x.md", *option, "x.md"], ["link.md", *option, "x.md"], ["press", "x.md", *option, "link.md"]):
        _refused(kept, "money", *args, why="is one of the files to read")


def test_the_dictionary_is_refused(here: Path) -> None:
    kept = here / "names.tsv"
    kept.write_text(NAMES, encoding="utf-8")
    for out in ("names.tsv", "press/../names.tsv"):
        _refused(kept, "orgs", "press", "--dictionary", "names.tsv", "-o", out, why="is the dictionary")
    (here / "gwangju-ai.toml").write_text('dictionary = "names.tsv"\n', encoding="utf-8")
    _refused(kept, "orgs", "press", "-o", "names.tsv", why="is the dictionary")


def test_a_configuration_is_refused(here: Path) -> None:
    kept = here / "gwangju-ai.toml"
    kept.write_text('date = "2019-10-03"\n', encoding="utf-8")
    (here / "soft.json").symlink_to(kept)
    _refused(kept, "money", "press", "--json", "-o", kept, why="is the name of a configuration")
    _refused(kept, "money", "press", "--json", "--overwrite", "-o", kept, why="is the name of a configuration")
    _refused(kept, "money", "press", "-o", "soft.json", why="is the configuration")


def test_a_file_that_is_not_ours_is_replaced_by_its_own_format_only(here: Path) -> None:
    kept = here / "notes.txt"
    kept.write_text("버리지 마라.", encoding="utf-8")
    _refused(kept, "money", "press", "--csv", "-o", kept, why="is there already, is not ours")
    assert run("money", "press", "--csv", "--overwrite", "-o", kept).code == 0
    assert kept.read_text(encoding="utf-8").startswith("kind,")
    assert run("money", "press", "--json", "-o", kept).code == 0  # it is ours now
    table = here / "table.csv"
    table.write_text("이름,값\n", encoding="utf-8")
    assert run("money", "press", "-o", table).code == 0
    table.write_text("이름,값\n", encoding="utf-8")
    _refused(table, "money", "press", "--json", "-o", table, why="is there already, is not ours")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everything")
def test_a_file_that_may_not_be_written_to_is_kept(here: Path) -> None:
    kept = here / "x.csv"
    kept.write_text("kind,", encoding="utf-8")
    kept.chmod(0o444)
    _refused(kept, "money", "press", "-o", kept, why="may not be written to")


# Streams


def test_standard_input_is_not_replaced_by_what_is_found_in_it(here: Path) -> None:
    kept = here / "st.json"
    kept.write_text(STORY, encoding="utf-8")
    for args in (["-", "-o", "st.json"], ["-o", "./press/../st.json"], ["/dev/stdin", "-o", "st.json"]):
        code, err = _process("money", *args, stdin=kept)
        assert code == 2
        assert "and would be replaced" in err
        assert kept.read_text(encoding="utf-8") == STORY


def test_standard_output_is_none_of_the_documents(here: Path) -> None:
    kept = here / "press" / "news.jsonl"
    before = kept.read_bytes()
    for args in (["press/news.jsonl"], ["press"]):
        code, err = _process("money", "--jsonl", *args, stdout=kept)
        assert (code, "standard output: is" in err) == (2, True)
        assert kept.read_bytes() == before
    out = here / "press" / "all.jsonl"
    assert _process("money", "-q", "--jsonl", "press/a.txt", "press/deep", stdout=out) == (0, "")
    assert out.read_bytes().count(b"\n") == 2
    out = here / "press" / "deep" / "all.jsonl"
    assert _process("money", "--jsonl", "press/deep", stdout=out) == (0, "")
    assert out.read_bytes().count(b"\n") == 1
