"""What a clause does or makes, as the name of a project: 도서관을 건립한다 → 도서관 건립."""

from __future__ import annotations

from gwangju_ai_cli.budgeting import names, words
from gwangju_ai_cli.budgeting.frames import Desk, Found
from gwangju_ai_cli.clauses import Clause, Syntax

_USES = frozenset({"쓰", "사용", "활용", "투입"})


def of_clause(clause: Clause, syntax: Syntax, desk: Desk) -> Found[str] | None:
    """What the clause is for: its object with its verb as a noun, or the goal of a verb of use."""
    for index in reversed(clause.phrases):
        phrase = syntax.phrases[index]
        if phrase.case == "object" and not desk.is_money(phrase.span):
            return names.of_doing(phrase, clause, syntax, desk)
        to = phrase.case == "adverbial" and phrase.particle in ("에", "에도")
        if to and clause.stem in _USES and names.is_goal(phrase, desk):
            return names.of_phrase(phrase, syntax, desk)
    return None


def makes(clause: Clause, syntax: Syntax, desk: Desk) -> bool:
    """Whether a clause makes something that money is spent on, by its verb or by what it makes."""
    if clause.stem in words.role("building") or words.project_class(clause.stem) == "purpose":
        return True
    things = [syntax.phrases[index] for index in clause.phrases if syntax.phrases[index].case == "object"]
    return any(words.project_class(thing.words[-1].of(desk.text)) for thing in things)
