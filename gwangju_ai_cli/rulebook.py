"""What each rule reads: the rows of `vocab/rules.tsv`, and where in the code a rule is made.

Every id that a fact's `rule` may hold stands in one row; `explain` shows its note, `extract rules` the whole row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gwangju_ai_cli.vocab import load_vocab

PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule: its id, the kind of fact it makes, what it reads, and a text that fires it (empty where none can)."""

    id: str
    kind: str
    note: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule is made: a file below the package, and a line from 1."""

    path: str
    line: int


@cache
def load_rules() -> dict[str, RuleNote]:
    """Every rule by its id, in the order of the table: by kind, then id.

    >>> load_rules()["money.krw.scaled"].note
    'won with 천, 만, 억, 조'
    """
    rows = load_vocab("rules")
    return {
        row["id"]: RuleNote(
            row["id"], row["kind"], row["note"], row["example"].replace("\\n", "\n").replace("\\t", "\t")
        )
        for row in rows
    }


def _text(cell: str) -> str:
    return cell.replace("\\n", "\n").replace("\\t", "\t")


def note_of(rule: str) -> str:
    """What the rules of a fact read, one after the other; empty where none is known.

    >>> note_of("budget.source+role.sum")
    'an amount named by whose money it is (국비, 시비, 민자); amounts that add up to another one'
    """
    known = load_rules()
    return "; ".join(known[part].note for part in rule.split("+") if part in known)


def place_of(rule: str) -> Place | None:
    """Where the code writes the id, the longest beginning of it that is completed as it runs, or else its last name.

    None where nothing does; searched in the source, so that it is never out of date.
    """
    stems = [rule[: at + 1] + "{" for at in range(len(rule) - 1, 0, -1) if rule[at] == "."]
    for quoted in (f'"{rule}"', *(f'"{stem}' for stem in stems), f'"{rule.rpartition(".")[2]}"'):
        for path, number, line in _lines():
            if quoted in line:
                return Place(path, number)
    return None


@cache
def _lines() -> tuple[tuple[str, int, str], ...]:
    return tuple(_read_lines())


def _read_lines() -> Iterator[tuple[str, int, str]]:
    folders = ("facts", "checks", "projects")
    for path in sorted(path for folder in folders for path in (PACKAGE / folder).rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if '"' in line:
                yield path.relative_to(PACKAGE).as_posix(), number, line
