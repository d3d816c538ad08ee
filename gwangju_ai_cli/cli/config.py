"""`gwangju-ai.toml`: defaults of options, for a project and for a user.

    date = "2019-10-03"         # every command that has the option
    dictionary = "names.tsv"    # relative to this file
    [orgs]                      # one command
    mentions = true

The nearest file in the working folder or above it goes before the user's own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gwangju_ai_cli.errors import UsageError, nearest

FILE_NAME = "gwangju-ai.toml"
# A configuration that said these would surprise whoever types a command.
_NOT_CONFIGURABLE = frozenset(
    {
        "files",
        "gold",
        "output",
        "overwrite",
        "resume",
        "help",
        "ctx",
        "as_json",
        "as_jsonl",
        "as_csv",
        "as_tsv",
        "as_markdown",
    }
)
_RELATIVE_TO_FILE = frozenset({"dictionary"})
_REPEATED = frozenset({"ignore", "kind"})
"""Options that may be typed several times: one value of them may stand without brackets."""


def config_files(folder: Path) -> Iterator[Path]:
    """The files that count, the strongest first."""
    for parent in (folder, *folder.parents):
        if _is_file(parent / FILE_NAME):
            yield parent / FILE_NAME
            break
    user = user_config()
    if _is_file(user):
        yield user


def _is_file(path: Path) -> bool:
    """Whether a file is there; none where its folder may not be entered, as another user's home under `sudo -u`."""
    try:
        return path.is_file()
    except OSError:
        return False


def user_config() -> Path:
    """The user's own file: `$XDG_CONFIG_HOME/gwangju-ai/gwangju-ai.toml`, or what the system has for it."""
    if base := os.environ.get("XDG_CONFIG_HOME"):
        return Path(base) / "gwangju-ai" / FILE_NAME
    import typer

    return Path(typer.get_app_dir("gwangju-ai")) / FILE_NAME


def load_config(known: Callable[[], Mapping[str, frozenset[str]]], folder: Path) -> dict[str, dict[str, Any]]:
    """Defaults for each command, from the files that count; `known` tells each command's options.

    Raises UsageError, with file and nearest name, for what is no TOML, no command or no option.
    """
    files = list(config_files(folder))
    if not files:
        return {}
    options = known()
    out: dict[str, dict[str, Any]] = {name: {} for name in options}
    for path in reversed(files):
        settings = _with_names(_read(path))
        tables = {name: value for name, value in settings.items() if isinstance(value, dict)}
        general = {name: value for name, value in settings.items() if name not in tables}
        every = frozenset().union(*options.values())
        for name, value in general.items():
            _check(path, name, every)
            for command, names in options.items():
                if name in names:
                    out[command][name] = _value(path, name, value)
        for command, table in tables.items():
            _check(path, command, frozenset(options), "command")
            for name, value in table.items():
                _check(path, name, options[command], f"option of `{command}`")
                out[command][name] = _value(path, name, value)
    return out


def _read(path: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: byte {error.start} is not UTF-8, which a configuration has to be") from error
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: {error}") from error


def _with_names(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings under their options' names: `fail-on-empty` is the option as typed."""
    return {
        name.replace("-", "_"): _with_names(value) if isinstance(value, dict) else value
        for name, value in settings.items()
    }


def _check(path: Path, name: str, known: frozenset[str], what: str = "option") -> None:
    known = known - _NOT_CONFIGURABLE
    if name not in known:
        near = nearest(name, sorted(known))
        raise UsageError(f"{path}: no {what} is called {name!r}" + (f"; did you mean {near!r}?" if near else ""))


def _value(path: Path, name: str, value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if name in _RELATIVE_TO_FILE and isinstance(value, str):
        return str(path.parent / Path(value).expanduser())
    return [value] if name in _REPEATED and isinstance(value, str) else value


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
        name: frozenset(param.name for param in found.params if param.name) for name, found in group.commands.items()
    }
