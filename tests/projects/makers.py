"""Documents of an invented town, and what becomes of them."""

from __future__ import annotations

from datetime import date

from gwangju_ai_cli.model import Document
from gwangju_ai_cli.pipeline import Settings
from gwangju_ai_cli.projects import Project, State, link, read_document

Texts = dict[str, tuple[str | None, str]]
"""Documents by id: the day they appeared, and their text."""


def state(text: str, day: str | None = "2024-03-05", source: str = "a") -> State:
    """What one document says."""
    return read_document(Document(text, source, date.fromisoformat(day) if day else None), Settings())


def states(texts: Texts) -> list[State]:
    """What each document says."""
    return [state(text, day, source) for source, (day, text) in texts.items()]


def linked(texts: Texts) -> dict[str, Project]:
    """The projects by name, with the phase; two of one name by their payers too."""
    found = link(states(texts))
    names = [" ".join(part for part in (p.name, p.phase) if part) for p in found]
    twice = {name for name in names if names.count(name) > 1}
    return {f"{name} ({p.payer})" if name in twice else name: p for name, p in zip(names, found, strict=True)}


def eok(*amounts: float) -> list[int]:
    """Amounts of hundreds of millions in won."""
    return [round(amount * 100_000_000) for amount in amounts]


def totals(project: Project) -> list[int]:
    """The amounts of the total, as they moved."""
    moves = [change for change in project.changes if change.figure == "total"]
    return [int(moves[0].before), *(int(change.after) for change in moves)] if moves else []
