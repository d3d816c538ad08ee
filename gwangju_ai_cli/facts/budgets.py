"""Budgets: money with its circumstances (who spends how much, on what, when, out of whose money).

An amount becomes a budget when its noun or its verb says spending (`budgeting.acceptance`), or when it stands in
a list or in parentheses with one that does. Each slot is filled by the first preference that finds something
(`budgeting.preferences`); `rule` joins the ids of all that did: `budget.spend+period.segment+payer.subject`.
Totals and parts are found last, among the document's budgets (`budgeting.roles`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.budgeting import acceptance, names, preferences, roles, words
from gwangju_ai_cli.budgeting.acceptance import Refusal, Verdict
from gwangju_ai_cli.budgeting.frames import Desk, Frame, desk
from gwangju_ai_cli.matching import Context
from gwangju_ai_cli.model import BudgetFact, Column, Fact, Funding, Mention, MoneyFact, Rejection, Span
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


@dataclass(frozen=True, slots=True)
class _Judged:
    """An amount with its frame and the verdict over it."""

    money: MoneyFact
    frame: Frame | None
    verdict: Verdict | Refusal | None


def detect(analysis: Analysis) -> Iterator[Mention]:
    """A mention for each amount of a document that speaks of spending, with the verdict over it."""
    for judged in analysis.memo(_judge_all):
        verdict = judged.verdict
        rule = verdict.rule if isinstance(verdict, Verdict) else "budget"
        slots = {"cue": verdict.cue} if isinstance(verdict, Verdict) else {}
        yield Mention("budget", judged.money.span, rule, slots, reading=judged)


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """The budget with every slot that its sentence and those before it tell, or why the amount is none."""
    judged: _Judged = mention.reading
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
        "period": preferences.prefer(preferences.PERIOD, frame, desk),
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


def link(facts: tuple[Fact, ...], analysis: Analysis) -> Iterable[Fact]:
    """The budgets with their roles: totals with the amounts of their parts, parts with what they take over."""
    budgets = [fact for fact in facts if isinstance(fact, BudgetFact)]
    place = analysis.memo(desk)
    taken: set[int] = set()
    for found in roles.find_sums(budgets, place):
        whole = budgets[found.total]
        parts = [budgets[index] for index in found.parts]
        shared = {part.project for part in parts}
        if whole.project is None and len(shared) == 1 and parts[0].project:
            evidence = {**whole.evidence, "project": parts[0].evidence.get("project", parts[0].span)}
            whole = replace(whole, project=parts[0].project, rule=f"{whole.rule}+project.parts", evidence=evidence)
            budgets[found.total] = whole
        if found.complete and (found.total not in taken or whole.role == "total"):
            budgets[found.total] = _as_total(whole, parts, found.how)
        for index in found.parts:
            taken.add(index)
            budgets[index] = _as_part(budgets[index], budgets[found.total], found.how)
    for index, budget in enumerate(budgets):
        share = roles.is_share(budget, place) if budget.role is None else None
        if share:
            evidence = {**budget.evidence, "role": share}
            budgets[index] = replace(budget, role="part", rule=f"{budget.rule}+role.share", evidence=evidence)
    return budgets


def _as_total(whole: BudgetFact, parts: list[BudgetFact], how: str) -> BudgetFact:
    """A total keeps its own slots and gets its parts; funding by source where every part names one."""
    funding = whole.funding
    if all(part.funding and len(part.funding) == 1 for part in parts) and len(parts) > 1:
        named = {part.funding[0].source for part in parts}
        if len(named) == len(parts):
            funding = tuple(Funding(part.funding[0].source, part.amount) for part in parts)
    amounts = tuple(part.amount for part in parts if part.amount is not None)
    if whole.role == "total":
        return whole
    statuses = {part.status for part in parts}
    status = whole.status or (statuses.pop() if len(statuses) == 1 else None)
    rule = f"{whole.rule}+{how}"
    if status is not None and whole.status is None:
        rule += "+status.parts"
    if funding is not whole.funding:
        rule += "+funding.parts"
    evidence = {**whole.evidence, "parts": Span(min(p.start for p in parts), max(p.end for p in parts))}
    return replace(whole, role="total", parts=amounts, funding=funding, status=status, rule=rule, evidence=evidence)


def _as_part(part: BudgetFact, whole: BudgetFact, how: str) -> BudgetFact:
    if part.role == "total":
        return part
    evidence = {**part.evidence, "role": whole.span}
    rule = f"{part.rule}+{how}"
    given: dict[str, Any] = {}
    for slot in ("period", "payer", "project", "phase", "status"):
        value = getattr(whole, slot)
        if getattr(part, slot) is None and value is not None:
            given[slot] = value
            rule += f"+{slot}.total"
            if slot in whole.evidence:
                evidence[slot] = whole.evidence[slot]
    return replace(part, role="part", rule=rule, evidence=evidence, **given)


_BULLET = regex.compile(r"^\s*[-○●◦▲▶■□◆※•▪·∙*]|^\s*\d{1,2}[.)]\s")
_HEADING = regex.compile(r"예산|사업비|재원|투자|소요액|지원액|사업 ?개요|주요 ?사업|세부 ?사업|주요 ?내용|추진 ?사업")
_BLOCK = 14


def _judge_all(analysis: Analysis) -> tuple[_Judged, ...]:
    """Every amount with its verdict: first alone, then by its neighbours in lists, parentheses and lines."""
    place = analysis.memo(desk)
    cues = words.cue_pattern()
    out: list[_Judged] = []
    for money in place.money:
        sentence = analysis.sentence_at(money.start)
        near = sentence.span.start
        for before in place.sentences_before(sentence, 2):
            near = before.span.start
        if analysis.gates and not cues.search(analysis.text, near, sentence.span.end) and not _in_list(money, place):
            continue
        frame = place.frame(money)
        out.append(_Judged(money, frame, acceptance.judge(frame, place) if frame else None))
    _add_sums(out)
    _add_totals(out)
    for _ in range(2):
        out = [
            replace(judged, verdict=_by_neighbours(index, out, place)) if judged.verdict is None else judged
            for index, judged in enumerate(out)
        ]
    return tuple(out)


def _add_sums(judged: list[_Judged]) -> None:
    """Accepts amounts that no word tells of, where they come right after a budget and add up to it."""
    for index, whole in enumerate(judged):
        if not isinstance(whole.verdict, Verdict) or whole.money.amount is None or whole.frame is None:
            continue
        total, at = Decimal(0), index + 1
        while at < len(judged) and judged[at].verdict is None and total < whole.money.amount:
            part = judged[at]
            if part.frame is None or part.frame.sentence.index > whole.frame.sentence.index + 2:
                break
            if part.money.amount is None or part.money.currency != whole.money.currency:
                break
            total += part.money.amount
            at += 1
        if total == whole.money.amount and at - index > 2:
            for position in range(index + 1, at):
                judged[position] = replace(judged[position], verdict=Verdict("budget.sum", whole.money.span))


def _add_totals(judged: list[_Judged]) -> None:
    """Accepts an amount that no word tells of, where the budgets right after it add up to it."""
    for index, whole in enumerate(judged):
        if whole.verdict is not None or whole.money.amount is None or whole.frame is None:
            continue
        total, count, cue = Decimal(0), 0, whole.money.span
        for part in judged[index + 1 : index + _BLOCK]:
            near = part.frame is not None and part.frame.sentence.index <= whole.frame.sentence.index + 2
            if not near or part.money.currency != whole.money.currency:
                break
            if isinstance(part.verdict, Verdict) and part.money.amount is not None:
                total, count, cue = total + part.money.amount, count + 1, part.verdict.cue
            if count > 1 and total == whole.money.amount:
                judged[index] = replace(whole, verdict=Verdict("budget.sum", cue))
                break


def _by_neighbours(index: int, judged: list[_Judged], desk: Desk) -> Verdict | Refusal | None:
    """The verdict over an amount that only its neighbours can tell of."""
    own = judged[index]
    frame = own.frame
    if frame is None:
        return None
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(judged):
            other = judged[at]
            if other.frame is None or other.frame.sentence.index != frame.sentence.index:
                break
            if isinstance(other.verdict, Verdict):
                shared = _shares(frame, other.frame, desk)
                if shared:
                    return Verdict(shared, other.verdict.cue)
                break
            if isinstance(other.verdict, Refusal) and other.verdict.reason not in ("a difference", "a rate"):
                break
            at += step
    share = roles.share_before(own.money.span, desk) or roles.breakdown_before(own.money.span, desk)
    if share:
        for other in reversed(judged[:index]):
            apart = frame.sentence.index - (other.frame.sentence.index if other.frame else 0)
            if apart > 2:
                break
            if isinstance(other.verdict, Verdict):
                return Verdict("budget.share", share)
    if _in_list(own.money, desk):
        heading = _heading(own.money, desk)
        if heading:
            return Verdict("budget.list", heading)
    return None


def _shares(frame: Frame, other: Frame, desk: Desk) -> str | None:
    """How an amount stands with a budget of its sentence: in its parentheses, around it, or in one list."""
    if frame.syntax is not other.syntax:
        inside = frame.host is not None and frame.outer is other.syntax and desk.is_money(frame.host.span)
        around = other.host is not None and other.outer is frame.syntax and other.host.index == frame.phrase.index
        return "budget.parentheses" if inside or around else None
    if frame.clause is other.clause or frame.clause is None:
        return "budget.list"
    if frame.clause.kind in ("coordinate", "complement", "main", "nominal") and other.clause is not None:
        stem = frame.clause.stem
        if stem in ("이", "달하", "이르", "되", "하") or words.predicate_class(stem) in ("weak", "change"):
            return "budget.list"
    return None


def _in_list(money: MoneyFact, desk: Desk) -> bool:
    """Whether the amount stands in a line of a list or table: a bullet, a cell, or few words without a verb."""
    line = desk.analysis.sentence_at(money.start).span.of(desk.text)
    return bool(_BULLET.match(line)) or "\t" in line or "|" in line


def _heading(money: MoneyFact, desk: Desk) -> Span | None:
    """The word of spending in the lines above a list."""
    sentence = desk.analysis.sentence_at(money.start)
    for before in desk.sentences_before(sentence, _BLOCK):
        line = before.span.of(desk.text)
        match = _HEADING.search(line)
        if match:
            return Span(before.span.start + match.start(), before.span.start + match.end())
        if line[-1:] == "." and "단위" not in line:
            return None
    return None


__all__ = ["COLUMNS", "TRIGGER", "detect", "link", "names", "normalize"]
