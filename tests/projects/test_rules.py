"""Rules over names: each example is decided by the rule that it stands at, and every id that is given is declared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gwangju_ai_cli.projects import names
from gwangju_ai_cli.projects.casting import read_name
from gwangju_ai_cli.projects.rules import RULES

_BY_NAMES = [rule for rule in RULES if rule.by_names]


@pytest.mark.parametrize("rule", _BY_NAMES, ids=lambda rule: rule.id)
def test_an_example_is_decided_by_its_rule(rule: object) -> None:
    one, other = (read_name(text, ()) for text in rule.example)  # type: ignore[attr-defined]
    assert one is not None
    assert other is not None
    assert names.compare(one, other).rule == rule.id  # type: ignore[attr-defined]


def test_every_id_in_the_code_is_declared() -> None:
    declared = {rule.id for rule in RULES}
    package = Path(names.__file__).parent
    given = set()
    for path in package.glob("*.py"):
        given |= set(re.findall(r'"(project\.(?:name|apart|round)[a-z.]*)"', path.read_text(encoding="utf-8")))
    assert given == declared
