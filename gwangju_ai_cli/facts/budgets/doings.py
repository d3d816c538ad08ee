"""What a clause does or makes, as the name of a project: 도서관을 건립한다 → 도서관 건립."""

from __future__ import annotations

from gwangju_ai_cli.facts.budgets import names, words
from gwangju_ai_cli.facts.budgets.frames import Desk, Found
from gwangju_ai_cli.korean.clauses import Clause, Syntax

_USES = frozenset({"쓰", "쓰이", "사용", "활용", "투입", "보태", "대", "넣", "배정", "나서"})
_WORKS = frozenset({"작업", "사업", "공사"})


def of_clause(clause: Clause, syntax: Syntax, desk: Desk) -> Found[str] | None:
    """What the clause is for: its object with its verb as a noun, or the goal of a verb of use."""
    for index in reversed(clause.phrases):
        phrase = syntax.phrases[index]
        if phrase.case == "object" and not desk.is_money(phrase.span):
            work = phrase.span.of(desk.text) in _WORKS
            inner = next((one for one in syntax.clauses if one.modifies == phrase.index), None) if work else None
            # "승강장을 배 모양으로 바꾸는 작업을 했다"
            return of_clause(inner, syntax, desk) if inner is not None else names.of_doing(phrase, clause, syntax, desk)
        # "안내 앱도 개발한다": 도 leaves the case open; a doer would stand before the amount.
        also = (
            phrase.case == "bare" and phrase.particle in ("도", "까지", "부터") and index + 1 == _predicate_at(clause)
        )
        if also and not desk.is_money(phrase.span) and not names.is_agent(phrase, desk):
            return names.of_doing(phrase, clause, syntax, desk)
        # "5천억원 들여 전구체 공장 증설": a headline leaves its particles out.
        cut = clause.kind == "nominal" and phrase.case == "bare" and not phrase.comma and index == clause.phrases[-1]
        if cut and not desk.is_money(phrase.span) and not names.is_agent(phrase, desk):
            return names.of_doing(phrase, clause, syntax, desk)
        to = phrase.case == "adverbial" and phrase.particle in ("에", "에도")
        if to and clause.stem in _USES and names.is_goal(phrase, desk):
            return names.of_phrase(phrase, syntax, desk)
    return None


def uses(clause: Clause, syntax: Syntax) -> bool:
    """Whether a clause says what is spent for: "풀어 제설제 구입에 보탠다"."""
    return clause.stem in _USES and any(
        syntax.phrases[index].case == "adverbial" and syntax.phrases[index].particle in ("에", "에도")
        for index in clause.phrases
    )


def _predicate_at(clause: Clause) -> int:
    """The index after the last phrase of a clause."""
    return max(clause.phrases, default=-1) + 1


def led_to(clause: Clause, syntax: Syntax) -> list[Clause]:
    """The clauses that a means leads to, past modifiers: "4억원을 들여 병상을 갖춘 병동을 짓는다"."""
    out: list[Clause] = []
    current = clause
    while current.kind in ("coordinate", "nominalised", "nominal") and current.index + 1 < len(syntax.clauses):
        current = syntax.clauses[current.index + 1]
        while current.kind == "adnominal" and current.index + 1 < len(syntax.clauses) and not _acts(current):
            current = syntax.clauses[current.index + 1]
        out.append(current)
    return out


def _acts(clause: Clause) -> bool:
    known = words.predicate_class(clause.stem) in ("spend", "weak") or words.project_class(clause.stem) == "purpose"
    return known or clause.stem in words.role("building") or not clause.phrases


def makes(clause: Clause, syntax: Syntax, desk: Desk) -> bool:
    """Whether a clause makes something that money is spent on, by its verb or by what it makes."""
    if clause.stem in words.role("building") or words.project_class(clause.stem) == "purpose":
        return True
    things = [syntax.phrases[index] for index in clause.phrases if syntax.phrases[index].case == "object"]
    return any(words.project_class(names.last_noun(thing, desk)) for thing in things)
