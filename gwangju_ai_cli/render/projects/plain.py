"""Projects as JSON: an array with an object a line, or JSON Lines."""

from __future__ import annotations

from collections.abc import Sequence

from gwangju_ai_cli.projects.model import Project
from gwangju_ai_cli.render import Layout, Write
from gwangju_ai_cli.render.json_lines import dump_json


def render_jsonl(projects: Sequence[Project], layout: Layout, write: Write) -> None:
    """One object a line."""
    for project in projects:
        write(dump_json(project.to_dict()) + "\n")


def render_json(projects: Sequence[Project], layout: Layout, write: Write) -> None:
    """One array, an object a line."""
    lines = ",\n".join(dump_json(project.to_dict()) for project in projects)
    write(f"[\n{lines}\n]\n" if lines else "[]\n")
