"""Patterns that are compiled late are all well formed."""

from __future__ import annotations

import importlib
import pkgutil

import gwangju_ai_cli
from gwangju_ai_cli.patterns import _Late


def test_every_late_pattern_compiles() -> None:
    """A mistake would show only in the text that needs the pattern."""
    late = {}
    for found in pkgutil.walk_packages(gwangju_ai_cli.__path__, "gwangju_ai_cli."):
        if found.name.rpartition(".")[2] != "__main__":
            module = importlib.import_module(found.name)
            late.update({f"{found.name}.{name}": value for name, value in vars(module).items() if type(value) is _Late})
    assert len(late) > 100
    for value in late.values():
        assert value.groups >= 0
