"""A configuration comes with whatever folder one works in: it is read with care, and what is wrong with it is told."""

from __future__ import annotations

import os
import typing
from pathlib import Path

import pytest
import typer

from gwangju_ai_cli.cli.app import make_app
from gwangju_ai_cli.cli.config import FILE_NAME, is_configurable, is_relative_to_file
from tests.cli_runner import run

STORY = "총사업비 480억원(국비 240억원, 시비 200억원)을 들인다.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder far below the one that may hold a configuration."""
    below = tmp_path / "one" / "two"
    below.mkdir(parents=True)
    (below / "a.txt").write_text(STORY, encoding="utf-8")
    monkeypatch.chdir(below)
    return tmp_path


def _told(why: str, command: str = "check") -> None:
    done = run(command, "a.txt")
    assert (done.code, done.out) == (2, b""), done.err
    assert why in done.err
    assert "internal error" not in done.err
    assert run(command, "a.txt", "--no-config").code == (1 if command == "check" else 0)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('dictionary = "a\\u0000b"', "dictionary has U+0000 in it"),
        ('date = "2019\\u0000"', "date has U+0000 in it"),
        ("ignore = " + "[" * 3000, "gwangju-ai.toml: "),
        ("[a" + ".a" * 3000 + "]", "no command is called 'a'"),
        ("a = " + "{a = " * 3000, "gwangju-ai.toml: "),
        ("timeout = nan", "nan is no number. (from"),
        ("timeout = inf", "is not in the range"),
        ("timeout = -1", "is not in the range"),
        ("jobs = 300", "300 is not in the range 0<=x<=256. (from"),
        ("jobs = " + "9" * 5000, "mend it, or leave it out with --no-config"),
        ("jobs = [1, 2]", "jobs is a list; give one value"),
        ("quiet = [1]", "quiet is a list"),
        ('quiet = "maybe"', "(from"),
        ("date = 01:02:03", "date is 01:02:03; give one value"),
        ("dictionary = 7", "dictionary is no string"),
        ('dictionary = "."', "is no regular file"),
        (f'dictionary = "{"x" * 300}"', "File name too long"),
        ('dictionary = "~nobody-has-this-home/x"', "dictionary '~nobody-has-this-home/x'"),
        ('dictionary = "/dev/zero"', "is no regular file"),
        ('encoding = "utf-9"', "no encoding is called 'utf-9'"),
        ("ignore = 7", "ignore is no string"),
        ("ignore = [7]", "ignore is no string"),
        ('ignore = [["sum"]]', "ignore is a list"),
        ("[check.ignore]\na = 1", "ignore is a table"),
        ('output = "a.txt"', "no option is called 'output'"),
        ("overwrite = true", "no option is called 'overwrite'"),
        ('[check]\nwrite-baseline = "a.txt"', "no option of `check` is called 'write_baseline'"),
        ("# " + "x" * 1_000_000, "is longer than 1 MB"),
    ],
)
def test_what_is_wrong_is_told(here: Path, content: str, why: str) -> None:
    (here / FILE_NAME).write_text(content, encoding="utf-8")
    _told(why)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
@pytest.mark.parametrize("what", ["pipe", "device", "folder", "link to nothing"])
def test_only_a_regular_file_is_read(here: Path, what: str) -> None:
    path = here / FILE_NAME
    if what == "pipe":
        os.mkfifo(path)
    elif what == "folder":
        path.mkdir()
    else:
        path.symlink_to("/dev/zero" if what == "device" else "nowhere")
    _told("mend it, or leave it out with --no-config")


def test_the_user_may_leave_it_out(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / FILE_NAME).write_text('ignore = ["*"]\n', encoding="utf-8")
    assert run("check", "a.txt").code == 0
    for args in (["check", "a.txt", "--no-config"], ["--no-config", "check", "a.txt"]):
        assert run(*args).code == 1
    assert run("check", "a.txt", env={"GWANGJU_AI_NO_CONFIG": "1"}).code == 1
    assert run("check", "a.txt", env={"GWANGJU_AI_NO_CONFIG": "0"}).code == 0
    (here / "one" / "two" / "--no-config").write_text(STORY, encoding="utf-8")
    assert run("check", "--", "--no-config").code == 0  # here it is the name of a file


def test_a_configuration_cannot_hide_what_it_silences(here: Path) -> None:
    (here / FILE_NAME).write_text('quiet = true\nignore = ["sum"]\n', encoding="utf-8")
    done = run("check", "a.txt")
    assert (done.code, "1 finding silenced" in done.err) == (0, True)
    assert run("check", "a.txt", "-q").err == ""


def test_no_configuration_names_a_file_to_write() -> None:
    """A file that an option names is read, and then is found beside the configuration; or it cannot be configured."""
    app: typing.Any = typer.main.get_command(make_app())
    paths = {
        param.name
        for command in app.commands.values()
        for param in command.params
        if type(param.type).__name__ == "TyperPath" or "Path" in type(param.type).__name__
    }
    assert {"dictionary", "output"} <= paths
    for name in paths:
        assert not is_configurable(name) or is_relative_to_file(name), name
