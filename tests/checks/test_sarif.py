"""What `check --format sarif` writes is SARIF 2.1.0, by the standard's own schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.cli_runner import run

SCHEMA = json.loads((Path(__file__).parent.parent / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
BROKEN = "총사업비 480억원(국비 240억원, 시비 200억원)을 들인다.\n설명회는 2024년 3월 5일(금) 열린다.\n"


def _valid(log: Any) -> None:
    jsonschema.validators.validator_for(SCHEMA)(SCHEMA).validate(log)


@pytest.mark.parametrize("text", [BROKEN, "이상 없는 글이다.\n", ""])
def test_log_is_valid(tmp_path: Path, text: str) -> None:
    release = tmp_path / "보도 자료.txt"
    release.write_text(text, encoding="utf-8")
    done = run("check", release, "--format", "sarif")
    log = json.loads(done.text)
    _valid(log)
    assert all(rule["shortDescription"]["text"] for rule in log["runs"][0]["tool"]["driver"]["rules"])
    assert done.code == (1 if text is BROKEN else 0)
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == (
        ["check.sum", "check.weekday"] if text is BROKEN else []
    )


def test_the_schema_refuses_what_is_no_log() -> None:
    with pytest.raises(jsonschema.ValidationError):
        _valid({"version": "2.1.0", "runs": [{"results": []}]})
