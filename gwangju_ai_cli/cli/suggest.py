"""The group of commands: a wrong name gets the nearest one, a file in its place gets the command to type."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from typer import BadParameter
from typer.core import TyperGroup

from gwangju_ai_cli.cli.config import config_files
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

    def invoke(self, ctx: Any) -> Any:
        """A wrong value that nobody typed says where it stands."""
        try:
            return super().invoke(ctx)
        except BadParameter as error:
            if error.ctx is not None and error.param is not None and error.param.name:
                error.message += origin(error.ctx, error.param.name)
            raise

    def _advice(self, name: str) -> str:
        from difflib import get_close_matches

        if Path(name).exists():
            return f"Give a command before the file: extract all {name}"
        near = get_close_matches(name, self.commands, n=1)
        known = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(self.commands)}."
        return f"No such command '{name}'. {known}"


def origin(ctx: Any, name: str) -> str:
    """Where the value of an option stands, in parentheses, if it was not typed."""
    source = ctx.get_parameter_source(name)
    if source is not None and source.name == "ENVIRONMENT":
        variable = next((param.envvar for param in ctx.command.params if param.name == name), name)
        return f" (from {variable})"
    if source is not None and source.name == "DEFAULT_MAP":
        return f" (from {' or '.join(str(path) for path in config_files(Path.cwd()))})"
    return ""


def option_names(group: Any) -> dict[str, frozenset[str]]:
    """Each command's options by name."""
    return {
        name: frozenset(param.name for param in found.params if param.name)
        for name, found in group.commands.items()
    }
