"""Why a project is one: which names were joined by which rule, and what kept others apart."""

from __future__ import annotations

from gwangju_ai_cli.projects.model import Project, Reason
from gwangju_ai_cli.projects.rules import RULES
from gwangju_ai_cli.wording import write_money

_NOTES = {rule.id: rule.note for rule in RULES}


def explain(project: Project) -> str:
    """The project's names with the reasons of each join and refusal, then its figures and where they moved.

    >>> print(explain(Project("별빛도서관", (), "새벽시", None, None, (), ())), end="")
    별빛도서관
      payer      새벽시
    """
    lines = [" ".join(part for part in (project.name, project.phase) if part)]
    if project.payer:
        lines.append(f"  payer      {project.payer}")
    lines += [f"  also       {alias}" for alias in project.aliases]
    for reason in sorted(set(project.reasons), key=lambda reason: (not reason.same, reason.one, reason.other)):
        lines.append(f"  {'joined' if reason.same else 'apart':<9}  {_told(reason)}")
    for entry in project.entries:
        written = write_money(entry.amount, entry.amount_max, entry.currency, entry.modifier)
        where = ", ".join(f"{place.source}:{place.start}" for place in entry.sources)
        lines.append(f"  figure     {written}  {entry.figure or '-'}  {entry.date or 'no date'}  {where}")
    for change in project.changes:
        before = write_money(change.before, None, "KRW", None)
        after = write_money(change.after, None, "KRW", None)
        lines.append(
            f"  moved      {change.figure}: {before} → {after}  {change.from_date or '?'} → {change.to_date or '?'}"
        )
    return "\n".join(lines) + "\n"


def _told(reason: Reason) -> str:
    more = f" ({reason.detail})" if reason.detail else ""
    return f"{reason.one} | {reason.other}: {_NOTES[reason.rule]}{more}  {reason.rule}"
