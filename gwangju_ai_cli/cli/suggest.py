"""The group of commands: a wrong name gets the nearest one, a file in its place gets the command to type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, cast

from typer import BadParameter, Typer
from typer.core import TyperGroup

from gwangju_ai_cli.cli.config import origin
from gwangju_ai_cli.errors import nearest
from gwangju_ai_cli.registry import FACT_TYPES

_UsageError = cast("type[Exception]", BadParameter.__bases__[0])  # Typer has no name of its own for it


class SuggestingGroup(TyperGroup):
    """Commands in the order they were added; `make_app` makes the whole command line where only a part was made."""

    make_app: ClassVar[Callable[[], Typer]]

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
        """A wrong value that nobody typed says where it stands; an option of other commands, of which."""
        try:
            return super().invoke(ctx)
        except BadParameter as error:
            if error.ctx is not None and error.param is not None and error.param.name:
                error.message += origin(error.ctx, error.param.name)
            raise
        except _UsageError as error:
            self._redirect(error, "it is an option of {}")
            raise

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What stands before the command; an option that has to stand after it says so."""
        try:
            return super().parse_args(ctx, args)
        except _UsageError as error:
            self._redirect(error, "it stands after the command")
            raise

    def _advice(self, name: str) -> str:
        if name == "help":
            return "Ask with 'extract --help' or 'extract COMMAND --help'."
        if Path(name).exists():
            return f"Give a command before the file: extract all {name}"
        near = nearest(name, self.commands)
        known = f"Did you mean '{near}'?" if near else f"There are: {', '.join(self.commands)}."
        return f"No such command '{name}'. {known}"

    def _redirect(self, error: Any, where: str) -> None:
        """Adds to the error of an unknown option which commands have it, if some do."""
        if not hasattr(error, "possibilities"):
            return
        from typer.main import get_command

        commands: Any = get_command(type(self).make_app())
        owners = [
            name
            for name, found in commands.commands.items()
            if any(error.option_name in param.opts for param in found.params)
        ]
        if owners:
            error.possibilities = None
            error.message += f" ({where.format(', '.join(owners))})"


def suggesting(make_app: Callable[[], Typer]) -> type[SuggestingGroup]:
    """The group of a command line that `make_app` makes whole."""
    return type("SuggestingGroup", (SuggestingGroup,), {"make_app": staticmethod(make_app)})
