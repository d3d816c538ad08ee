"""`extract schema`: what the JSON looks like."""
from __future__ import annotations

import json

from gwangju_ai_cli.cli.console import write_stdout
from gwangju_ai_cli.registry import CHECK_MODULES, FACT_TYPES, find_fact_type
from gwangju_ai_cli.schema import output_schema


def print_schema(kind: str | None) -> int:
    """Writes the schema of one kind, or of every kind that the commands can give."""
    if kind is None:
        kinds = (*(fact_type.kind for fact_type in FACT_TYPES), *(("issue",) if CHECK_MODULES else ()))
    elif kind in ("check", "issue", "issues"):
        kinds = ("issue",)
    else:
        kinds = (find_fact_type(kind).kind,)
    write_stdout(json.dumps(output_schema(kinds), ensure_ascii=False, indent=2) + "\n")
    return 0
