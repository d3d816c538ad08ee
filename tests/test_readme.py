"""Every command of README.md is run, in order, and prints what stands there.

`README_REWRITE=1 pytest tests/test_readme.py` writes the present output into the file instead.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

from gwangju_ai_cli.cli.app import make_app
from gwangju_ai_cli.cli.options import ENV_PREFIX
from gwangju_ai_cli.schema import COMMON_FIELDS, fact_classes, field_types

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
REWRITE = bool(os.environ.get("README_REWRITE"))
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass
class Step:
    """One command with the lines that follow its prompt."""

    command: str
    prompt: str
    output: str


def _steps(block: str) -> list[Step]:
    steps: list[Step] = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            steps.append(Step(line[2:], line, ""))
        elif line.startswith("> ") and not steps[-1].output:
            steps[-1].command += line[2:]
            steps[-1].prompt += line
        else:
            steps[-1].output += line
    return steps


def _run(command: str, folder: Path) -> str:
    """What a shell prints, errors included, at 80 columns and with our `extract` first."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GWANGJU_AI_")}
    env |= {"PATH": f"{folder / 'bin'}{os.pathsep}{env['PATH']}", "COLUMNS": "80", "XDG_CONFIG_HOME": str(folder)}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return done.stdout.decode("utf-8")


def _missing(command: str) -> set[str]:
    """Programs of other people that this machine lacks."""
    words = shlex.split(command, comments=True)
    return {name for name in ("jq", "sqlite3") if name in words and not shutil.which(name)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme")
    (path / "seeds").symlink_to(ROOT / "seeds")
    (path / "bin").mkdir()
    script = path / "bin" / "extract"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m gwangju_ai_cli "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return path


def test_every_command_prints_what_readme_says(folder: Path) -> None:
    text = README.read_text(encoding="utf-8")
    wrong: list[str] = []

    def rerun(block: re.Match[str]) -> str:
        written = ""
        for step in _steps(block.group(1)):
            said = step.output
            if not _missing(step.command):
                said = _run(step.command, folder)
                if said != step.output:
                    wrong.append(f"$ {step.command}--- README\n{step.output}--- now\n{said}")
            written += step.prompt + said
        return f"```console\n{written}```"

    now = _BLOCK.sub(rerun, text)
    assert "Traceback" not in now
    if REWRITE:
        README.write_text(now, encoding="utf-8")
    else:
        assert not wrong, "README_REWRITE=1 writes it anew\n" + "\n".join(wrong)


def test_python_in_readme_is_true() -> None:
    import doctest

    result = doctest.testfile(str(README), module_relative=False, encoding="utf-8")
    assert result.attempted > 0
    assert result.failed == 0


def test_readme_names_every_command_and_field() -> None:
    text = README.read_text(encoding="utf-8")
    for name in typer.main.get_command(make_app()).commands:  # type: ignore[attr-defined]
        assert re.search(rf"^\|.*`{name}[ `].*\|$", text, re.MULTILINE), name
    fields = {name for kind in fact_classes() for name in field_types(kind)} | {*COMMON_FIELDS}
    for name in fields:
        assert f"`{name}`" in text, name


def test_readme_names_every_environment_variable() -> None:
    text = README.read_text(encoding="utf-8")
    commands = typer.main.get_command(make_app()).commands.values()  # type: ignore[attr-defined]
    names = {str(param.envvar) for found in commands for param in found.params if param.envvar}
    assert len(names) > 5
    for name in names:
        assert f"`{name}`" in text or f"`_{name.removeprefix(ENV_PREFIX)}`" in text, name


def test_readme_has_the_two_lines_that_ci_runs() -> None:
    lines = re.findall(r"^```sh\n(.*)\n```$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == 2
    assert lines[0].endswith("extract budgets seeds/gwangju-ai.txt --date 2019-10-03")
    assert lines[1].endswith("pytest")
