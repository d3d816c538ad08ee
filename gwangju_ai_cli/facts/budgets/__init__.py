"""Budgets: money with its circumstances (who spends how much, on what, when, out of whose money).

An amount becomes a budget when its noun or its verb says spending (`acceptance`), or when it stands in
a list or in parentheses with one that does. Each slot is filled by the first preference that finds something
(`preferences`); `rule` joins the ids of all that did: `budget.spend+period.segment+payer.subject`.
Totals and parts are found last, among the document's budgets (`roles`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.budgets import period, planned, preferences, roles, shares, words
from gwangju_ai_cli.facts.budgets.acceptance import Verdict
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame, desk
from gwangju_ai_cli.facts.budgets.neighbours import Judged, judge_all
from gwangju_ai_cli.facts.budgets.refusals import Refusal
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import BudgetFact, Column, Fact, Mention, MoneyFact, Period, Rejection
from gwangju_ai_cli.wording import write_money

TRIGGER = words.cue_pattern()


def _amount(fact: BudgetFact) -> str:
    written = write_money(fact.amount, fact.amount_max, fact.currency, fact.modifier) or fact.text
    return {"total": "= ", "part": "· "}.get(fact.role or "", "") + written


def _period(fact: BudgetFact) -> str:
    return fact.period.value.replace("/", "~").replace("..", "") if fact.period and fact.period.value else ""


def _project(fact: BudgetFact) -> str:
    return " ".join(part for part in (fact.project, fact.phase) if part)


def _funding(fact: BudgetFact) -> str:
    return ", ".join(
        source.source
        + (
            f" {write_money(source.amount, None, fact.currency)}"
            if source.amount is not None and source.amount != fact.amount
            else ""
        )
        for source in fact.funding
    )


_STATUS = {"planned": "계획", "requested": "요청", "secured": "확보", "spent": "집행"}

COLUMNS: tuple[Column, ...] = (
    Column("금액", _amount, "right", 3),
    Column("기간", _period, "left", 2),
    Column("주체", lambda fact: fact.payer or "", "left", 3),
    Column("사업", _project, "left", 5),
    Column("재원", _funding, "left", 3),
    Column("상태", lambda fact: _STATUS.get(fact.status or "", ""), "left", 1),
)


def detect(analysis: Analysis) -> Iterator[Mention]:
    """A mention for each amount of a document that speaks of spending, with the verdict over it."""
    for judged in analysis.memo(judge_all):
        verdict = judged.verdict
        rule = verdict.rule if isinstance(verdict, Verdict) else "budget"
        slots = {"cue": verdict.cue} if isinstance(verdict, Verdict) else {}
        yield Mention("budget", judged.money.span, rule, slots, reading=judged)


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """The budget with every slot that its sentence and those before it tell, or why the amount is none."""
    judged: Judged = mention.reading
    verdict, frame = judged.verdict, judged.frame
    if not isinstance(verdict, Verdict) or frame is None:
        reason = verdict.reason if isinstance(verdict, Refusal) else "no word of spending governs the amount"
        return Rejection("budget", mention.span, mention.rule, reason)
    place = context.analysis.memo(desk)
    budget = _fill(judged.money, frame, verdict, place)
    place.filled.append(budget)
    return budget


def _fill(money: MoneyFact, frame: Frame, verdict: Verdict, desk: Desk) -> BudgetFact:
    found = {
        "period": _period_of(frame, desk),
        "payer": preferences.prefer(preferences.PAYER, frame, desk),
        "project": preferences.prefer(preferences.PROJECT, frame, desk),
        "phase": preferences.prefer(preferences.PHASE, frame, desk),
        "funding": preferences.prefer(preferences.FUNDING, frame, desk),
        "status": preferences.prefer(preferences.STATUS, frame, desk),
    }
    values = {slot: hit.value for slot, hit in found.items() if hit is not None}
    return BudgetFact(
        source=desk.analysis.doc.source,
        start=money.start,
        end=money.end,
        text=money.text,
        rule="+".join([verdict.rule, *(hit.how for hit in found.values() if hit is not None)]),
        evidence={"cue": verdict.cue, **{slot: hit.span for slot, hit in found.items() if hit is not None}},
        amount=money.amount,
        amount_max=money.amount_max,
        currency=money.currency,
        modifier=money.modifier,
        **values,  # type: ignore[arg-type]
    )


_OWN = frozenset({"period.column", "period.phrase", "period.segment", "period.parentheses", "period.stated"})
"""Preferences that read a date right beside the amount."""


def _period_of(frame: Frame, desk: Desk) -> Found[Period] | None:
    """When the amount is spent; what something costs in all is of no one year (총사업비 88억원 중 올해분 26억원)."""
    found = preferences.prefer(preferences.PERIOD, frame, desk)
    if found is None:
        return None
    closed = period.closed(found, desk)
    one_year = len(closed.value.value or "") == len("2026")
    return None if one_year and closed.how not in _OWN and planned.costs_in_all(frame, desk) else closed


def link(facts: tuple[Fact, ...], analysis: Analysis) -> Iterable[Fact]:
    """The budgets with their roles: totals with the amounts of their parts, parts with what they take over."""
    place = analysis.memo(desk)
    return shares.share_out(roles.assign([fact for fact in facts if isinstance(fact, BudgetFact)], place), place)
