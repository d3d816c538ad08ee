"""Totals and their parts: by parentheses, and by sums that come out right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import regex

from gwangju_ai_cli.facts.budgets import payer, tables
from gwangju_ai_cli.facts.budgets.bearers import bearer_of_rest
from gwangju_ai_cli.facts.budgets.frames import NEAR, Desk
from gwangju_ai_cli.model import BudgetFact, Funding, Span

_TOTAL_BEFORE = regex.compile(
    r"(?:총|모두|합계|합해|합쳐|합하면|합치면|더해|등|도합|전체|총액|총계|계|통틀어|총[가-힣]{1,6}(?:는|"
    r"은)?)\s*(?:약\s*)?(?:[가-힣0-9]{1,8}\s)?$"
)
_SHARE = regex.compile(
    r"(?<![가-힣])(?:(?:이|그)\s?(?:가운데|중(?:에서?)?)|나머지)(?![가-힣])|(?<![가-힣])남은(?=\s(?:약\s?)?$)"
    r"|(?<![가-힣])(?:총|전체\s)?(?:사업비|공사비|예산액?|투자[금액비]|투자유치금|재원|지원금|기금|"
    r"잔액)\s?(?:가운데|중(?:에서?)?)(?![가-힣])"
)
_AMONG = regex.compile(r"\s?(?:규모\s)?(가운데|중(?:에서)?)(?![가-힣])")
_OPENS_TOTAL = regex.compile(
    r"^(?:을|를)?\s?(?:등|포함|포함해|포함한|비롯해|합쳐|더해)[,을를]?\s(?:총|모두|전체)?[^,.]{0,12}$"
)
_LISTS = regex.compile(r"^(?:을|를|과|와)?\s?,?\s[가-힣·]{1,12}\s$")
_BREAKDOWN = regex.compile(
    r"(?:(?:분야|부문|사업|항목|기능|재원|연도|지역|유형|세부|단계|시군|기관)별|세부적|구체적"
    r"|(?:주요|세부|핵심|대표)\s?(?:사업|내역|예산|항목)(?:으로|은|에))[가-힣]{0,4}"
)
_COVERS_OTHERS = frozenset({"지방비", "공공", "민간", "민자", "자체재원", "재정"})
_PASSED_ON = ("period", "payer", "project", "phase", "status")
_CELLS_LIMIT = 200
_PARTS_LIMIT = 14
_REACH = 4
_FEW = 12
"""Amounts before one that may be said to be what it is a share of."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A total, its parts (indices into the list of budgets), and what shows that they belong together.

    `complete` says that the parts add up to the total; else they are some of it.
    """

    total: int
    parts: tuple[int, ...]
    how: str
    complete: bool = True


def find_sums(budgets: Sequence[BudgetFact], desk: Desk) -> tuple[Sum, ...]:
    """Every total with its parts, the surest first: parentheses, then lists before, then lists after."""
    out: list[Sum] = []
    for index in range(len(budgets)):
        sums = [_in_parentheses(index, budgets, desk), _run(index, budgets, desk, -1), _run(index, budgets, desk, 1)]
        sums.append(_in_column(index, budgets, desk))
        if not any(sums):
            sums.append(_listed_before(index, budgets, desk))
        if not any(sums):
            sums.append(_priced(index, budgets, desk))
        out += [found for found in sums if found is not None]
    return tuple(out)


def is_share(budget: BudgetFact, desk: Desk) -> Span | None:
    """The words that make an amount a share of the one before: 이 가운데, 나머지."""
    return share_before(budget.span, desk)


def share_before(span: Span, desk: Desk) -> Span | None:
    """이 가운데, 나머지 … before an amount in its sentence."""
    sentence = desk.analysis.sentence_at(span.start)
    # "총사업비 450억원 가운데 국비는 200억원이고"
    low = max(sentence.span.start, span.start - NEAR)
    for whole in desk.money_in(Span(low, span.start))[-_FEW:]:
        among = _AMONG.match(desk.text, whole.end, span.start)
        if among:
            return Span(*among.span(1))
    found = list(_SHARE.finditer(desk.text, low, span.start))
    if not found or desk.text[span.end : span.end + 4].startswith(" 가운데"):
        return None
    return Span(*found[-1].span())


def breakdown_before(span: Span, desk: Desk) -> Span | None:
    """분야별로는, 세부적으로 … at the start of an amount's sentence."""
    sentence = desk.analysis.sentence_at(span.start)
    match = _BREAKDOWN.match(desk.text, sentence.span.start, span.start)
    return Span(*match.span()) if match else None


def says_total(budget: BudgetFact, desk: Desk) -> bool:
    """Whether 총, 모두, 합계 … stand before the amount."""
    return bool(_TOTAL_BEFORE.search(desk.text, max(0, budget.start - 24), budget.start))


def _in_parentheses(index: int, budgets: Sequence[BudgetFact], desk: Desk) -> Sum | None:
    budget = budgets[index]
    opening = desk.text[budget.end : budget.end + 8].lstrip("여대 규모")
    if not opening.startswith("("):
        return None
    start = desk.text.index("(", budget.end)
    stop = desk.text.find(")", start)
    stop = stop if stop >= 0 else start
    inner = tuple(i for i in range(index + 1, len(budgets)) if start < budgets[i].start < stop)
    if not inner:
        return None
    return Sum(index, inner, "role.parentheses", complete=_adds_up(index, inner, budgets))


def _in_column(index: int, budgets: Sequence[BudgetFact], desk: Desk) -> Sum | None:
    """The cells above in the column of a row that is headed 합계."""
    whole = budgets[index]
    row = tables.row_of(whole, desk)
    head = tables.column_head(whole, desk)
    if head is None or not row or not tables.TOTAL.match(row[0].of(desk.text)) or whole.amount is None:
        return None
    parts: list[int] = []
    for at in range(index - 1, max(-1, index - _CELLS_LIMIT), -1):
        if budgets[at].start < head.start:
            break
        other = tables.row_of(budgets[at], desk)
        if tables.column_head(budgets[at], desk) != head or not other:
            continue
        if not tables.TOTAL.match(other[0].of(desk.text)):
            parts.append(at)
        elif len(parts) > 1 and sum((budgets[i].amount or Decimal(0) for i in parts), Decimal(0)) == whole.amount:
            break  # a subtotal ends at the one before it
    total = sum((budgets[at].amount or Decimal(0) for at in parts), Decimal(0))
    return Sum(index, tuple(sorted(parts)), "role.column") if len(parts) > 1 and total == whole.amount else None


def _listed_before(index: int, budgets: Sequence[BudgetFact], desk: Desk) -> Sum | None:
    """Some parts of a total that names them first: "국비 4억원 등 총 9억원", "국비 4억원을 포함해 9억원"."""
    whole = budgets[index]
    parts: list[int] = []
    end = whole.start
    for at in range(index - 1, -1, -1):
        part = budgets[at]
        between = desk.text[part.end : end]
        if not (_OPENS_TOTAL if at == index - 1 else _LISTS).match(between) or part.currency != whole.currency:
            break
        if part.amount is None or whole.amount is None or part.amount >= whole.amount:
            break
        parts.append(at)
        end = part.start
    return Sum(index, tuple(sorted(parts)), "role.listed", complete=False) if parts else None


_PRICED = regex.compile(
    r"\s?원?\s?(?:[(,/·]|\s)\s?총\s?사업비(?:는|은)?\s(?:약\s)?$|원?\s?[(/]\s?총\s?사업비\s?$|,?\s?총\s?사업비\s?$"
)


def _priced(index: int, budgets: Sequence[BudgetFact], desk: Desk) -> Sum | None:
    """What a thing costs in all, beside what is given of it: "(국비 19억원, 총사업비 63억원)"."""
    whole, before = budgets[index], budgets[index - 1] if index else None
    if before is None or whole.amount is None or before.amount is None or before.amount >= whole.amount:
        return None
    if before.currency != whole.currency or not _PRICED.match(desk.text, before.end, whole.start):
        return None
    return Sum(index, (index - 1,), "role.cost", complete=False)


def _run(index: int, budgets: Sequence[BudgetFact], desk: Desk, step: int) -> Sum | None:
    """A row of budgets next to this one that adds up to it."""
    whole = budgets[index]
    if whole.amount is None or whole.amount_max is not None:
        return None
    home = desk.analysis.sentence_at(whole.start).index
    parts: list[int] = []
    total = Decimal(0)
    at = index + step
    while 0 <= at < len(budgets) and len(parts) < _PARTS_LIMIT:
        part = budgets[at]
        apart = abs(desk.analysis.sentence_at(part.start).index - home)
        if part.currency != whole.currency or part.amount is None or apart > _REACH + len(parts):
            break
        total += part.amount
        parts.append(at)
        if (
            total == whole.amount
            and len(parts) > 1
            and (len(parts) > 2 or _belong(whole, [budgets[i] for i in parts], desk))
            and not _stands_beside(whole, [budgets[i] for i in parts])
        ):
            return Sum(index, tuple(sorted(parts)), "role.sum")
        if total > whole.amount:
            break
        at += step
    return None


def _stands_beside(whole: BudgetFact, parts: list[BudgetFact]) -> bool:
    """Whether an amount has a source of its own that its seeming parts are added to: 국비 18억, 도비 6억, 군비 12억."""
    own = whole.funding[0] if len(whole.funding) == 1 else None
    if own is None or own.amount != whole.amount or own.source in _COVERS_OTHERS:
        return False
    return any(len(part.funding) == 1 and part.funding[0].source != own.source for part in parts)


def _belong(whole: BudgetFact, parts: list[BudgetFact], desk: Desk) -> bool:
    """Whether two amounts that add up to a third say so: by a word of totals, phases, sources, or "나머지"."""
    if (
        says_total(whole, desk)
        or tables.is_total(whole, desk)
        or any(is_share(part, desk) or part.rule.startswith("budget.sum") for part in parts)
    ):
        return True
    # Three figures and more that add up to the last one do so by no chance.
    if whole.amount is not None and len(whole.amount.normalize().as_tuple().digits) > 2:
        return True
    sources = [part.funding[0].source for part in parts if len(part.funding) == 1]
    phases = [part.phase for part in parts if part.phase]
    return len(set(sources)) == len(parts) or len(set(phases)) == len(parts)


def _adds_up(index: int, parts: tuple[int, ...], budgets: Sequence[BudgetFact]) -> bool:
    whole = budgets[index].amount
    amounts = [budgets[i].amount for i in parts]
    if whole is None or any(amount is None for amount in amounts):
        return False
    total = sum((amount for amount in amounts if amount is not None), Decimal(0))
    return len(parts) > 1 and abs(total - whole) <= whole * Decimal("0.02")


def assign(budgets: list[BudgetFact], desk: Desk) -> list[BudgetFact]:
    """The budgets with their roles: totals with the amounts of their parts, parts with what they take over."""
    taken: set[int] = set()
    for found in find_sums(budgets, desk):
        whole = budgets[found.total]
        parts = [budgets[index] for index in found.parts]
        shared = {part.project for part in parts}
        if whole.project is None and len(shared) == 1 and parts[0].project:
            evidence = {**whole.evidence, "project": parts[0].evidence.get("project", parts[0].span)}
            whole = replace(whole, project=parts[0].project, rule=f"{whole.rule}+project.parts", evidence=evidence)
            budgets[found.total] = whole
        if not whole.funding and found.how in ("role.listed", "role.cost") and all(p.funding for p in parts):
            sources = tuple(source for part in parts for source in part.funding)
            whole = replace(whole, funding=sources, rule=f"{whole.rule}+funding.parts")
            budgets[found.total] = whole
        if found.how == "role.sum" and len(whole.funding) == 1 and whole.funding[0].amount == whole.amount:
            _share_source(found.parts, whole, budgets)
            parts = [budgets[index] for index in found.parts]
        if found.complete and (found.total not in taken or whole.role == "total"):
            budgets[found.total] = as_total(whole, parts, found.how)
        for index in found.parts:
            taken.add(index)
            budgets[index] = as_part(budgets[index], budgets[found.total], found.how, desk)
    for index, budget in enumerate(budgets):
        share = is_share(budget, desk) if budget.role is None else None
        if share:
            before = _whole_before(index, budgets, share, desk)
            if before is not None:
                budgets[index] = as_part(budget, before, "role.share", desk, slots=("payer", "project", "period"))
                continue
            evidence = {**budget.evidence, "role": share}
            budgets[index] = replace(budget, role="part", rule=f"{budget.rule}+role.share", evidence=evidence)
    return budgets


def _share_source(parts: tuple[int, ...], whole: BudgetFact, budgets: list[BudgetFact]) -> None:
    """Gives parts that name no source the one that all of their total comes from: 국비 69억원, A 38억원, B 31억원."""
    for index in parts:
        part = budgets[index]
        if not part.funding:
            funding = (Funding(whole.funding[0].source, part.amount),)
            budgets[index] = replace(part, funding=funding, rule=f"{part.rule}+funding.total")


def _whole_before(index: int, budgets: list[BudgetFact], share: Span, desk: Desk) -> BudgetFact | None:
    """The amount of the same sentence that an amount is said to be a share of: "신축비 230억원 중 80억원은"."""
    for other in reversed(budgets[:index]):
        if desk.analysis.sentence_at(other.start) != desk.analysis.sentence_at(share.start):
            return None
        if _AMONG.match(desk.text, other.end) and other.end <= share.start:
            return other
    return None


def as_total(whole: BudgetFact, parts: list[BudgetFact], how: str) -> BudgetFact:
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


def _same_sentence(span: Span, part: BudgetFact, desk: Desk) -> bool:
    return desk.analysis.sentence_at(part.start).span.covers(span)


def _others(part: BudgetFact, desk: Desk) -> bool:
    """Whether somebody else, who has no name, bears a part."""
    frames = (desk.frame(money) for money in desk.money_in(part.span))
    return any(frame is not None and payer.has_other_agent(frame, desk) for frame in frames)


def as_part(
    part: BudgetFact, whole: BudgetFact, how: str, desk: Desk, *, slots: tuple[str, ...] = _PASSED_ON
) -> BudgetFact:
    """A part takes over what it lacks from its total; what already has a role keeps it."""
    if part.role is not None:
        return part
    evidence = {**part.evidence, "role": whole.span}
    rule = f"{part.rule}+{how}"
    given: dict[str, Any] = {}
    for slot in slots:
        value = getattr(whole, slot)
        if slot == "payer" and value is not None and (value == bearer_of_rest(part.span, desk) or _others(part, desk)):
            continue
        # A total's own payer is surer than one carried over from whoever spoke between the two.
        weaker = slot == "payer" and "payer.carried" in part.rule and "payer.carried" not in whole.rule
        # What a part carries over from sentences before is less sure than what its total says.
        where = part.evidence.get(slot)
        before = slot == "project" and whole.end <= part.start
        weaker = weaker or (before and where is not None and not _same_sentence(where, part, desk))
        if (getattr(part, slot) is None or weaker) and value is not None:
            given[slot] = value
            rule += f"+{slot}.total"
            if slot in whole.evidence:
                evidence[slot] = whole.evidence[slot]
    return replace(part, role="part", rule=rule, evidence=evidence, **given)
