"""`gwangju-ai.toml`: defaults of options, for a project and for a user.

    date = "2019-10-03"         # every command that has the option
    dictionary = "names.tsv"    # relative to this file
    [orgs]                      # one command
    mentions = true

The nearest file in the working folder or above it goes before the user's own.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gwangju_ai_cli.errors import UsageError, nearest

FILE_NAME = "gwangju-ai.toml"
LONGEST_BYTES = 1_000_000
_WANTED = ("one value", "strings, one or a list of them")
_ADVICE = "; mend it, or leave it out with --no-config"
# A configuration that said these would surprise whoever types a command.
_NOT_CONFIGURABLE = frozenset(
    {
        "files",
        "no_config",
        "gold",
        "output",
        "overwrite",
        "write_baseline",
        "errors",
        "prune",
        "resume",
        "help",
        "ctx",
        "socket",
        "as_json",
        "as_jsonl",
        "as_csv",
        "as_tsv",
        "as_markdown",
    }
)
_RELATIVE_TO_FILE = frozenset({"dictionary", "baseline"})
_REPEATED = frozenset({"ignore", "keep", "kind"})
"""Options that may be typed several times: one value of them may stand without brackets."""


def is_configurable(name: str) -> bool:
    """Whether a configuration may set the option; what is written, and where, is for the command line alone."""
    return name not in _NOT_CONFIGURABLE


def is_relative_to_file(name: str) -> bool:
    """Whether the option names a file to read, which a configuration finds beside itself."""
    return name in _RELATIVE_TO_FILE


def config_files(folder: Path | None) -> Iterator[Path]:
    """The files that count, the strongest first; `folder` is the working folder, None where it is gone."""
    for parent in (folder, *folder.parents) if folder is not None else ():
        if _is_there(parent / FILE_NAME):
            yield parent / FILE_NAME
            break
    user = user_config()
    if _is_there(user):
        yield user


def working_folder() -> Path | None:
    """The folder that relative names are of; None where somebody has removed it."""
    try:
        return Path.cwd()
    except OSError:
        return None


def _is_there(path: Path) -> bool:
    """Whether something is there, were it no file; nothing is where its folder may not be entered, as another user's
    home under `sudo -u`.
    """
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def user_config() -> Path:
    """The user's own file: `$XDG_CONFIG_HOME/gwangju-ai/gwangju-ai.toml`, or what the system has for it."""
    if base := os.environ.get("XDG_CONFIG_HOME"):
        return Path(base) / "gwangju-ai" / FILE_NAME
    import typer

    return Path(typer.get_app_dir("gwangju-ai")) / FILE_NAME


def load_config(known: Callable[[], Mapping[str, frozenset[str]]], folder: Path | None) -> dict[str, dict[str, Any]]:
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
        return tomllib.loads(_content(path).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: byte {error.start} is not UTF-8, which a configuration has to be") from error
    except RecursionError as error:
        raise UsageError(f"{path}: its brackets are nested too deep") from error
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}{_ADVICE}") from error
    except ValueError as error:
        raise UsageError(f"{path}: {error}{_ADVICE}") from error


def _content(path: Path) -> bytes:
    """The bytes of a configuration, which comes with whatever folder one works in: no pipe is waited for, and nothing
    without an end is read.
    """
    # What the name led to a moment ago may be something else by now: it is opened first and then looked at.
    file = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    with os.fdopen(file, "rb") as stream:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise UsageError(f"{path}: is no regular file{_ADVICE}")
        content = stream.read(LONGEST_BYTES + 1)
    if len(content) > LONGEST_BYTES:
        raise UsageError(f"{path}: is longer than {LONGEST_BYTES // 1_000_000} MB{_ADVICE}")
    return content


def _with_names(settings: dict[str, Any]) -> dict[str, Any]:
    """The settings under their options' names: `fail-on-empty` is the option as typed."""
    return {
        name.replace("-", "_"): {inner.replace("-", "_"): found for inner, found in value.items()}
        if isinstance(value, dict)
        else value
        for name, value in settings.items()
    }


def _check(path: Path, name: str, known: frozenset[str], what: str = "option") -> None:
    known = frozenset(filter(is_configurable, known))
    if name not in known:
        near = nearest(name, sorted(known))
        raise UsageError(f"{path}: no {what} is called {name!r}" + (f"; did you mean {near!r}?" if near else ""))


def _value(path: Path, name: str, value: Any) -> Any:
    repeated = name in _REPEATED and isinstance(value, list)
    values = value if repeated else [value]
    if not all(isinstance(item, (str, bool, int, float, date)) for item in values):
        raise UsageError(f"{path}: {name} is {_shape(value)}; give {_WANTED[name in _REPEATED]}{_ADVICE}")
    if (name in _REPEATED or is_relative_to_file(name)) and not all(isinstance(item, str) for item in values):
        raise UsageError(f"{path}: {name} is no string{_ADVICE}")
    if any(isinstance(item, str) and "\0" in item for item in values):
        raise UsageError(f"{path}: {name} has U+0000 in it{_ADVICE}")
    if isinstance(value, date):
        return value.isoformat()
    if is_relative_to_file(name):
        return str(_named_file(path, name, value))
    return [value] if name in _REPEATED and isinstance(value, str) else value


def _named_file(path: Path, name: str, value: str) -> Path:
    """The file that a setting names, which may be missing, but is nothing that is waited for or has no end."""
    try:
        named = path.parent / Path(value).expanduser()
        if named.exists() and not named.is_file():
            raise UsageError(f"{path}: {name} {value!r} is no regular file{_ADVICE}")
    except (OSError, RuntimeError) as error:  # a name that is too long, a home that nobody has
        raise UsageError(f"{path}: {name} {value!r}: {getattr(error, 'strerror', None) or error}{_ADVICE}") from error
    return named


def _shape(value: Any) -> str:
    return "a table" if isinstance(value, dict) else "a list" if isinstance(value, list) else str(value)


def origin(ctx: Any, name: str) -> str:
    """Where the value of an option stands, in parentheses, if it was not typed."""
    source = ctx.get_parameter_source(name)
    if source is not None and source.name == "ENVIRONMENT":
        variable = next((param.envvar for param in ctx.command.params if param.name == name), name)
        return f" (from {variable})"
    configured = configured_by(ctx, name)
    return f" (from {configured})" if configured else ""


def configured_by(ctx: Any, name: str) -> str:
    """The configurations that an option may have its value from; empty where it has it from elsewhere."""
    source = ctx.get_parameter_source(name)
    if source is None or source.name != "DEFAULT_MAP":
        return ""
    return " or ".join(str(path) for path in config_files(working_folder()))


def option_names(group: Any) -> dict[str, frozenset[str]]:
    """Each command's options by name."""
    return {
        name: frozenset(param.name for param in found.params if param.name) for name, found in group.commands.items()
    }
