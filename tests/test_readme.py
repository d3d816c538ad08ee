"""Every example of README.md and of the reference pages is run, in order, and prints what stands below it.

`README_REWRITE=1 pytest tests/test_readme.py` writes the present output into the file instead.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from gwangju_ai_cli.cli.app import make_app
from gwangju_ai_cli.cli.options import ENV_PREFIX
from gwangju_ai_cli.schema import COMMON_FIELDS, fact_classes, field_types
from tests.cli_runner import run

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
REWRITE = bool(os.environ.get("README_REWRITE"))
PAGES = (README, *sorted((ROOT / "gwangju_ai_cli" / "docs").glob("*.md")))
_BLOCK = re.compile(r"^```bash\n(?P<script>.*?)^```\n(?P<between>\n)?(?:^```text\n(?P<output>.*?)^```\n)?", re.M | re.S)
_FIRST = re.compile(
    r"^```sh\n[^\n]*\.venv/bin/(?P<script>extract [^\n]*)\n```\n\n```text\n(?P<output>.*?)^```$", re.M | re.S
)


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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin" / "extract"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m gwangju_ai_cli "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_every_example_prints_what_its_page_says(page: Path, folder: Path) -> None:
    """Blocks of `bash` can be pasted as they stand, one after the other; what they print stands in a block below."""
    text = page.read_text(encoding="utf-8")
    wrong: list[str] = []

    def rerun(block: re.Match[str]) -> str:
        script, stood = block["script"], block["output"] or ""
        assert not re.search(r"(?m)^[$>] ", script), "a prompt cannot be pasted"
        said = stood if _missing(script) else _run(script, folder)
        if said != stood:
            wrong.append(f"{script}--- {page.name}\n{stood}--- now\n{said}")
        shown = f"\n```text\n{said}```\n" if said else ""
        return f"```bash\n{script}```\n{shown}" + ("" if shown or not block["between"] else "\n")

    now = _BLOCK.sub(rerun, text)
    assert "Traceback" not in now
    if REWRITE:
        page.write_text(now, encoding="utf-8")
    else:
        assert not wrong, "README_REWRITE=1 writes it anew\n" + "\n".join(wrong)


def test_the_first_command_prints_what_readme_says(folder: Path) -> None:
    text = README.read_text(encoding="utf-8")
    found = _FIRST.search(text)
    assert found is not None
    said = _run(found["script"], folder)
    if REWRITE:
        README.write_text(text[: found.start("output")] + said + text[found.end("output") :], encoding="utf-8")
    else:
        assert said == found["output"]


def test_python_in_the_pages_is_true() -> None:
    import doctest

    attempted = 0
    for page in PAGES:
        result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
        assert result.failed == 0
        attempted += result.attempted
    assert attempted > 0


def test_readme_is_a_front_page() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.count("\n") <= 150
    for link in re.findall(r"\]\((gwangju_ai_cli/[^)]+)\)", text):
        assert (ROOT / link).is_file(), link


def test_docs_prints_each_page() -> None:
    listed = run("docs").text
    for page in PAGES[1:]:
        assert re.search(rf"^{page.stem} ", listed, re.M), page.stem
        assert run("docs", page.stem).text == page.read_text(encoding="utf-8")
    wrong = run("docs", "field")
    assert wrong.code == 2
    assert "did you mean 'fields'?" in wrong.err


def _reference() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in PAGES)


def test_the_pages_name_every_command_and_field() -> None:
    text = _reference()
    for name in typer.main.get_command(make_app()).commands:  # type: ignore[attr-defined]
        assert re.search(rf"^\|.*`{name}[ `].*\|$", text, re.MULTILINE), name
    fields = {name for kind in fact_classes() for name in field_types(kind)} | {*COMMON_FIELDS}
    for name in fields:
        assert f"`{name}`" in text, name


def test_the_pages_name_every_environment_variable() -> None:
    text = _reference()
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
