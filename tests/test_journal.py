"""The journal of `--resume` harms nobody's file, and nothing that was changed in it is believed."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from unittest import mock

import pytest

from gwangju_ai_cli.cli.journal import Journal
from gwangju_ai_cli.errors import GwangjuError
from gwangju_ai_cli.model import Document
from tests.cli_runner import run

WISHES = {"kinds": ["money"]}


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Documents."""
    path = tmp_path / "x.jsonl"
    lines = (json.dumps({"id": str(number), "text": f"예산 {number + 1}0억원을 쓴다."}) for number in range(6))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _refused(story: Path, why: str) -> None:
    done = run("money", story, "-o", story.with_name("out.jsonl"), "--resume")
    assert (done.code, why in done.err) == (2, True)
    assert not story.with_name("out.jsonl").exists()


@pytest.mark.parametrize("content", ["나의 글\n", "x", '{"text": "3억원"}\n', "[1]\n", "\n", '{"resume": 3} 아니다\n'])
def test_a_file_that_is_no_journal_is_kept(story: Path, content: str) -> None:
    path = story.with_name("out.jsonl.resume")
    path.write_text(content, encoding="utf-8")
    _refused(story, "out.jsonl.resume: is no journal of ours")
    assert path.read_text(encoding="utf-8") == content


def test_a_link_is_not_followed(story: Path) -> None:
    path, target = story.with_name("out.jsonl.resume"), story.with_name("target.txt")
    path.symlink_to(target)
    _refused(story, "out.jsonl.resume: is a link")
    assert not target.exists()
    target.write_text("나의 글", encoding="utf-8")
    _refused(story, "out.jsonl.resume: is a link")
    assert target.read_text(encoding="utf-8") == "나의 글"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_a_pipe_is_not_waited_for(story: Path) -> None:
    os.mkfifo(story.with_name("out.jsonl.resume"))
    _refused(story, "out.jsonl.resume: is no regular file")
    assert story.with_name("out.jsonl.resume").is_fifo()


def test_a_folder_is_told(story: Path) -> None:
    story.with_name("out.jsonl.resume").mkdir()
    _refused(story, "out.jsonl.resume: cannot be written")


def _interrupted(story: Path) -> Path:
    """The journal of a run that ended before its output stood."""
    out = story.with_name("out.jsonl")
    journal = Journal(out, WISHES)
    for line in story.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        journal.add(Document(record["text"], record["id"]), [json.dumps({"amount": record["id"]})])
    journal.close()
    return journal.path


@pytest.mark.parametrize("change", [(rb"5", b"6"), (rb"amount", b"amounT"), (rb"\]\}\n", b"] }\n"), (rb"sum", b"sun")])
def test_a_record_that_was_changed_is_not_believed(story: Path, change: tuple[bytes, bytes]) -> None:
    path = _interrupted(story)
    lines = path.read_bytes().splitlines(keepends=True)
    wrong = re.sub(change[0], change[1], lines[6])
    assert wrong != lines[6]
    path.write_bytes(b"".join([*lines[:6], wrong]))
    journal = Journal(story.with_name("out.jsonl"), WISHES)
    assert (len(journal), journal.damaged, journal.discarded) == (5, 1, False)
    docs = [json.loads(line) for line in story.read_text(encoding="utf-8").splitlines()]
    found = [journal.find(Document(doc["text"], doc["id"])) for doc in docs]
    assert found == [*(({"amount": str(number)},) for number in range(5)), None]
    journal.close()


def test_what_stands_behind_a_damaged_record_is_kept(story: Path) -> None:
    path = _interrupted(story)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b"\0" * 100 + b"\n", *lines[3:]]))
    journal = Journal(story.with_name("out.jsonl"), WISHES)
    assert (len(journal), journal.damaged) == (5, 1)
    journal.close()


def test_damage_is_told_and_done_again(story: Path) -> None:
    out = story.with_name("out.jsonl")
    args = ("money", story, "-o", out, "--resume")
    with mock.patch("gwangju_ai_cli.cli.outputs.Path.replace", side_effect=GwangjuError("stop")):
        assert run(*args).code == 2
    path = story.with_name("out.jsonl.resume")
    assert b"30000000" in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(b"3000000000", b"9000000000"))
    done = run(*args)
    assert (done.code, "1 line of it is damaged; its document is done again" in done.err) == (0, True)
    assert [json.loads(line)["amount"] for line in out.read_text(encoding="utf-8").splitlines()][2] == 3_000_000_000
    assert not path.exists()


def test_a_file_that_took_the_place_of_the_journal_is_kept(story: Path) -> None:
    journal = Journal(story.with_name("out.jsonl"), WISHES)
    journal.path.unlink()
    journal.path.write_text("나의 글", encoding="utf-8")
    journal.remove()
    assert story.with_name("out.jsonl.resume").read_text(encoding="utf-8") == "나의 글"


@pytest.mark.parametrize("out", ["-", "/dev/null"])
def test_a_stream_has_no_journal(story: Path, out: str) -> None:
    done = run("money", story, "--jsonl", "-o", out, "--resume")
    assert (done.code, "--resume needs -o" in done.err) == (2, True)
    assert not Path("-.resume").exists()
