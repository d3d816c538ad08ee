"""What a command loads: cheap kinds start at once, and nobody pays for what is not asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SEED = Path(__file__).parent.parent / "seeds" / "gwangju-ai.txt"
HEAVY = ("kiwipiepy", "numpy", "pydantic")


def _modules_after(*lines: str) -> set[str]:
    code = "\n".join([*lines, "import sys", "print('\\n'.join(sys.modules))"])
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stdout.split())


def _command(*args: str) -> list[str]:
    return [
        "import sys",
        "from gwangju_ai_cli.cli.app import main",
        f"sys.argv = ['extract', *{args!r}]",
        "try: main()",
        "except SystemExit as ending: assert not ending.code, ending.code",
    ]


def test_money_and_dates_load_no_model() -> None:
    loaded = _modules_after(
        "from gwangju_ai_cli import extract",
        f"text = open({str(SEED)!r}, encoding='utf-8').read()",
        "assert extract(text, kinds=['money', 'dates'], date='2019-10-03').facts",
    )
    assert loaded & {*HEAVY, "typer", "rich"} == set()


@pytest.mark.parametrize("command", ["money", "dates"])
def test_json_for_programs_loads_neither_model_nor_table(command: str) -> None:
    loaded = _modules_after(*_command(command, "--jsonl", str(SEED)))
    assert loaded & {*HEAVY, "rich", "rich.console", "pyarrow", "sqlite3", "multiprocessing"} == set()


def test_help_loads_no_rules() -> None:
    loaded = _modules_after(*_command("--help"))
    assert loaded & {*HEAVY, "rich", "regex", "gwangju_ai_cli.pipeline"} == set()


def test_importing_the_package_is_free() -> None:
    loaded = _modules_after("import gwangju_ai_cli")
    assert {name for name in loaded if name.startswith("gwangju_ai_cli")} == {"gwangju_ai_cli"}
    assert "regex" not in loaded


def test_a_text_without_names_loads_no_model() -> None:
    """Gate 1: a kind whose trigger does not occur costs nothing."""
    loaded = _modules_after("from gwangju_ai_cli import extract", "extract('', kinds=['all'][:0])")
    assert "kiwipiepy" not in loaded
