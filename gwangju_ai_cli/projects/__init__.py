"""Projects over many documents: every figure that was ever said of one, each once, and where it moved.

`read_document` gives a small state for each document (names and figures, no text); `link` makes projects of the states
of any number of documents, whatever their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gwangju_ai_cli.model import Document
from gwangju_ai_cli.pipeline import Settings, analyse
from gwangju_ai_cli.projects import entries, linking, reading
from gwangju_ai_cli.projects.entries import Said
from gwangju_ai_cli.projects.linking import Group
from gwangju_ai_cli.projects.model import Project, Reason, State

__all__ = ["Project", "Reason", "State", "link", "read_document"]


def read_document(doc: Document, settings: Settings) -> State:
    """What one document says of projects: pure, and all that `link` needs of it."""
    return reading.read(analyse(doc, settings))


def link(states: Iterable[State]) -> tuple[Project, ...]:
    """The projects of many documents, by the date of their first entry, then by name.

    The order of the documents changes nothing; of two states with one source the first in order counts.

    >>> one = read_document(Document("새벽시는 별빛도서관 건립에 총 120억원을 들인다.", "a.txt"), Settings())
    >>> two = read_document(Document("새벽시는 별빛도서관 건립사업에 총 150억원을 쓴다.", "b.txt"), Settings())
    >>> [(p.name, len(p.entries), [str(c.after) for c in p.changes]) for p in link([two, one])]
    [('별빛도서관 건립사업', 2, ['15000000000'])]
    """
    ordered = sorted(states, key=lambda state: (state.date or entries.LAST, state.source))
    out: list[Project] = []
    for group in linking.group_topics(ordered):
        out += _projects(group, ordered)
    return tuple(sorted(out, key=_order))


def _order(project: Project) -> tuple[str, str, str]:
    return project.entries[0].date or entries.LAST, project.name, project.phase or ""


def _projects(group: Group, states: list[State]) -> list[Project]:
    """The group's whole and its phases, each a project, those with figures."""
    said: dict[str | None, list[Said]] = {}
    for document, number in group.members:
        state = states[document]
        for figure in state.figures:
            if figure.topic == number:
                said.setdefault(figure.phase, []).append(Said(figure, state.date, state.title))
    payer = _payer(group, states)
    name = group.name.text
    aliases = tuple(sorted(text for text in group.namings if text != name))
    out: list[Project] = []
    for phase in sorted(said, key=lambda phase: phase or ""):
        found, changes = entries.make(said[phase])
        if found:
            of = name if phase else None
            out.append(Project(name, aliases, payer, phase, of, tuple(found), tuple(changes), tuple(group.reasons)))
    return out


def _payer(group: Group, states: list[State]) -> str | None:
    """The body that most documents name, a municipality by its name in full."""
    full: Counter[str] = Counter()
    for document, _ in group.members:
        full.update(name for stem, name in states[document].places if stem == group.place)
    longest = max(full, key=lambda name: (len(name), full[name], name), default=None)
    stems = [group.payers[name] for name in full if name in group.payers]
    national = any(naming.founder == "국립" for naming in group.namings.values())
    others = {name: count for name, count in group.payers.items() if name not in full}
    if others and (national or max(others.values()) > sum(stems)):
        return max(others, key=lambda name: (others[name], name))
    return longest or next(iter(sorted(group.payers)), None)
