"""The group of commands: a wrong name gets the nearest one, a file in its place gets the command to type."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from typer.core import TyperGroup

from gwangju_ai_cli.registry import FACT_TYPES


class SuggestingGroup(TyperGroup):
    """Commands in the order they were added."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names in registry order, not sorted."""
        return list(self.commands)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that `args` begins with; a kind (`budget`) is as good as its command (`budgets`)."""
        name = args[0]
        if name not in self.commands:
            of_kind = next((fact_type.command for fact_type in FACT_TYPES if fact_type.kind == name), None)
            if of_kind is not None:
                args = [of_kind, *args[1:]]
            elif not name.startswith("-"):
                ctx.fail(self._advice(name))
        return super().resolve_command(ctx, args)

    def _advice(self, name: str) -> str:
        from difflib import get_close_matches

        if Path(name).exists():
            return f"Give a command before the file: extract all {name}"
        near = get_close_matches(name, self.commands, n=1)
        known = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(self.commands)}."
        return f"No such command '{name}'. {known}"


def option_names(group: Any) -> dict[str, frozenset[str]]:
    """Each command's options by name."""
    return {
        name: frozenset(param.name for param in found.params if param.name)
        for name, found in group.commands.items()
    }
