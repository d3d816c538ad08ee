"""The order of preference, written once: for each slot what is tried first, second, and last.

The first preference that finds something fills the slot, and its id stands in the budget's `rule`
(`budget.spend+period.segment+payer.subject+project.target`). Grammar comes before distance: what shares
the amount's phrase, then its clause, then its sentence, then what sentences before or after leave to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gwangju_ai_cli.facts.budgets import (
    bearers,
    earlier,
    funding,
    headlines,
    listed,
    payer,
    period,
    phase,
    planned,
    project,
    raised,
    status,
    tables,
    titles,
)
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.model import BudgetStatus, Funding, Period

T = TypeVar("T")
Finder = Callable[[Frame, Desk], Found[T] | None]

PERIOD: tuple[tuple[str, Finder[Period]], ...] = (
    ("period.column", tables.period),
    ("period.parentheses", period.in_parentheses),
    ("period.phrase", period.in_phrase),
    ("period.segment", period.in_segment),
    ("period.same", period.same),
    ("period.predicate", period.before_predicate),
    ("period.clause", period.in_clause),
    ("period.measured", period.measured),
    ("period.result", period.of_result),
    ("period.theme", period.of_theme),
    ("period.sentence", period.in_sentence),
    ("period.sibling", period.of_sibling),
    ("period.following", period.in_followers),
    ("period.length", period.lengths),
    ("period.stated", period.stated_near),
    ("period.heading", period.of_heading),
    ("period.plan", planned.period),
)
PAYER: tuple[tuple[str, Finder[str]], ...] = (
    ("payer.respective", bearers.respective),
    ("payer.item", bearers.listed),
    ("payer.giver", payer.giver),
    ("payer.owner", payer.owner),
    ("payer.measured", payer.measured),
    ("payer.subject", payer.subject),
    ("payer.modified", payer.modified),
    ("payer.chain", payer.chain),
    ("payer.opening", payer.opening),
    ("payer.headline", payer.headline),
    ("payer.named", payer.named),
    ("payer.speaker", payer.speaker),
    ("payer.council", payer.council),
    ("payer.carried", payer.carried),
    ("payer.plan", planned.body),
)
PROJECT: tuple[tuple[str, Finder[str]], ...] = (
    ("project.title", headlines.project),
    ("project.listed", planned.item),
    ("project.quoted", project.quoted),
    ("project.summed", planned.summed),
    ("project.topic", planned.topic),
    ("project.spent", project.spent_on),
    ("project.target", project.target),
    ("project.label", project.labelled),
    ("project.owner", project.owning),
    ("project.done", project.done),
    ("project.item", listed.item),
    ("project.table", titles.project),
    ("project.purpose", project.purpose),
    ("project.measured", project.measured),
    ("project.theme", project.theme),
    ("project.result", project.result),
    ("project.list", listed.in_list),
    ("project.chain", listed.in_chain),
    ("project.again", earlier.again),
    ("project.headline", earlier.headline),
    ("project.sibling", earlier.sibling),
    ("project.heading", earlier.heading),
    ("project.stated", earlier.stated),
    ("project.document", titles.of_document),
    ("project.plan", planned.undertaking),
    ("project.named", planned.named),
    ("project.carried", earlier.carried),
)
PHASE: tuple[tuple[str, Finder[str]], ...] = (("phase.nearest", phase.nearest),)
FUNDING: tuple[tuple[str, Finder[tuple[Funding, ...]]], ...] = (
    ("funding.column", tables.source),
    ("funding.joined", funding.joined),
    ("funding.label", funding.label),
    ("funding.shared", funding.shared),
    ("funding.breakdown", funding.breakdown),
    ("funding.included", funding.included),
    ("funding.measured", funding.measured),
    ("funding.by", funding.beside),
    ("funding.whole", funding.whole),
)
STATUS: tuple[tuple[str, Finder[BudgetStatus]], ...] = (
    ("status.raised", raised.secured),
    ("status.among", status.struck),
    ("status.carried", status.carried),
    ("status.asked", status.asked),
    ("status.submitted", planned.submitted),
    ("status.drafted", planned.drafted),
    ("status.passed", status.passed),
    ("status.intended", status.intended),
    ("status.elapsed", status.elapsed),
    ("status.theme", status.themed),
    ("status.done", status.done),
    ("status.means", status.by_means),
    ("status.modifier", status.modified),
    ("status.named", status.named),
    ("status.plan", status.planned),
    ("status.voted", status.voted),
    ("status.won", status.won),
    ("status.around", status.around),
    ("status.sentence", status.of_sentence),
)


def prefer(preferences: tuple[tuple[str, Finder[T]], ...], frame: Frame, desk: Desk) -> Found[T] | None:
    """What the first preference that finds anything found, with its id in `how`; None where none does."""
    for how, find in preferences:
        found = find(frame, desk)
        if found is not None:
            return Found(found.value, found.span, how)
    return None
