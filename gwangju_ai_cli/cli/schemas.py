"""`extract schema`: what the JSON looks like."""

from __future__ import annotations

import json

from gwangju_ai_cli.cli.console import write_stdout
from gwangju_ai_cli.errors import UsageError, nearest
from gwangju_ai_cli.model import Json
from gwangju_ai_cli.registry import CHECK_MODULES, FACT_TYPES
from gwangju_ai_cli.schema import output_schema


def print_schema(kind: str | None, extras: tuple[str, ...] = ()) -> int:
    """Writes the schema of one kind, or of every kind that the commands can give, with the fields `extras`."""
    schema = _project_schema() if kind in ("project", "projects") else output_schema(_kinds(kind), extras)
    write_stdout(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    return 0


def _project_schema() -> Json:
    from gwangju_ai_cli.render.projects.schema import project_schema

    return project_schema()


def _kinds(name: str | None) -> tuple[str, ...]:
    facts = tuple(fact_type.kind for fact_type in FACT_TYPES)
    issues = ("issue",) if CHECK_MODULES else ()
    if name is None:
        return facts + issues
    if name == "all":
        return facts
    if name in ("check", "issue", "issues"):
        return issues
    found = [fact_type.kind for fact_type in FACT_TYPES if name in (fact_type.command, fact_type.kind)]
    if found:
        return tuple(found)
    known = (*(fact_type.command for fact_type in FACT_TYPES), "all", "check", "projects")
    near = nearest(name, known)
    hint = f"did you mean {near!r}?" if near else f"known are {', '.join(known)}"
    raise UsageError(f"nothing that has a schema is called {name!r}; {hint}")
