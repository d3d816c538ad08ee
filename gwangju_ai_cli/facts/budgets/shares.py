"""Totals of plans and the items under them: what stands after a total in its plan is a part of it.

Sums that come out right are found by `roles`. Here an item needs no sum: lists end in 등, and an article names only
some of a budget. A part takes what it lacks from its total: its payer, its years where the total has a range, and how
far the money is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import regex

from gwangju_ai_cli.facts.budgets import items, roles, words
from gwangju_ai_cli.facts.budgets.frames import Desk
from gwangju_ai_cli.facts.budgets.plans import Plan, looks_back, plan_at
from gwangju_ai_cli.grid import divided_cells
from gwangju_ai_cli.model import BudgetFact, MoneyFact, Span

_COSTS_IN_ALL = regex.compile(
    r"총\s?(?:사업비|공사비|투자비|투자액|연구비)(?:가|는|이|은|로|를)?\s(?:약\s)?$|총\s?(?:사업비|공사비)\s?$"
)
_BOOK_BEFORE = regex.compile(
    r"(?:예산안?|추경안?|세출|살림|사업비|재원|투자|공사비|국비|교부세|물량)(?:은|는|이|을|를|으로|으론|규모는|"
    r"액은|액이)?[^.,\d]{0,10}$"
)
_BOOK_AFTER = regex.compile(
    r"(?:원)?(?:대)?(?:을|의|이)?\s?(?:규모)?(?:로|의|인)?\s?(?:\d{4}년도?\s)?(?:제?\d회\s)?(?:[^.,\d]{0,20}?)"
    r"(?:예산안?|추경안?|추가경정|편성|확정|물량|투입|투자|확보|짜서|짜|사업이|신규\s?사업을)"
)
_LEAST_PARTS = 2
_NEXT = 2
"""Sentences after a total of one year in which its parts are of that year too."""
_ONE_YEAR = regex.compile(r"\d{4}")
_YEARS = regex.compile(r"\d{4}(?:-\d\d)?/\d{4}(?:-\d\d)?")
_FAILED = regex.compile(r"[^.\n]{0,20}?(?:못했|못하|않았|않는|않기로)")


@dataclass(frozen=True, slots=True)
class _Held:
    """A total that holds: its place in the list of budgets and the plan that it was told in."""

    index: int
    plan: Plan | None


def share_out(budgets: list[BudgetFact], desk: Desk) -> list[BudgetFact]:
    """The budgets with roles by plan: totals that items follow, and those items with what they take over."""
    out = _by_list(budgets, desk)
    held: list[_Held] = []
    counts: dict[int, int] = {}
    for index, budget in enumerate(out):
        plan = plan_at(budget.start, desk)
        held = [one for one in held if _goes_on(one.plan, plan)]
        if _is_total(budget, desk) and all(_greater(budget, out[one.index]) for one in held[-1:]):
            held.append(_Held(index, plan))
            continue
        whole = _nearest(index, out, desk)
        if whole is None:
            whole = next((one.index for one in reversed(held) if _holds(out[one.index], budget, desk)), None)
        if whole is None:
            continue
        out[index] = _under(budget, out[whole], desk)
        if out[index].role == "part":
            for one in held:
                counts[one.index] = counts.get(one.index, 0) + 1
    for index, count in counts.items():
        if count >= _LEAST_PARTS and out[index].role is None:
            out[index] = replace(out[index], role="total", rule=f"{out[index].rule}+role.plan")
    out = _by_previous([_in_all(budget, desk) for budget in out], desk)
    return _repeated([_by_plan(budget, desk) for budget in _open_lists(out, desk)])


def _open_lists(budgets: list[BudgetFact], desk: Desk) -> list[BudgetFact]:
    """The budgets with the role of parts for the items of a list that 등 leaves open: there is more of the whole."""
    out = list(budgets)
    run: list[int] = []
    for index, budget in enumerate(budgets):
        if run and _BETWEEN.fullmatch(desk.text, budgets[run[-1]].end, budget.start) is None:
            run = []
        run.append(index)
        if len(run) < _LEAST_LISTED or not _OPEN.match(desk.text, budget.end):
            continue
        for at in run:
            if out[at].role is None and items.read(_money(out[at], desk), desk).name is not None:
                out[at] = replace(out[at], role="part", rule=f"{out[at].rule}+role.open")
    return out


_BETWEEN = regex.compile(r"[)]?,\s(?:\([가-힣]{1,4}\))?[^.,\n]{1,40}")
"""What stands between two amounts of one list: a comma and the name of the next item."""
_OPEN = regex.compile(r"\)?\s등(?:이|을|에|도|의|으로)?\s")
_LEAST_LISTED = 3


def _by_list(budgets: list[BudgetFact], desk: Desk) -> list[BudgetFact]:
    """The budgets with the status that the verb of their list says: it governs the last item, and so all."""
    out = list(budgets)
    for index in range(len(out) - 1, -1, -1):
        for near in (index + 1, index - 1):
            if out[index].status is not None or not 0 <= near < len(out):
                continue
            same = desk.analysis.sentence_at(out[near].start) == desk.analysis.sentence_at(out[index].start)
            low, high = min(out[near].end, out[index].end), max(out[near].start, out[index].start)
            if same and out[near].status is not None and not _PARTED.search(desk.text, low, high):
                evidence = {**out[index].evidence, "status": out[near].evidence.get("status", out[near].span)}
                rule = f"{out[index].rule}+status.list"
                out[index] = replace(out[index], status=out[near].status, rule=rule, evidence=evidence)
    return out


_PARTED = regex.compile(r"[가-힣](?:고|며|지만|으나|는데|면서)[,\s]|[”\"]")


def _nearest(index: int, budgets: list[BudgetFact], desk: Desk) -> int | None:
    """The total right before a breakdown: "6개 노선에 1842억원(…)을 들인다. 연도별로는 2026년 310억원, …"."""
    if roles.breakdown_before(budgets[index].span, desk) is None:
        return None
    here = desk.analysis.sentence_at(budgets[index].start).index
    for at in range(index - 1, -1, -1):
        far = here - desk.analysis.sentence_at(budgets[at].start).index
        if far > 1:
            return None
        if far == 1 and budgets[at].role == "total" and _holds(budgets[at], budgets[index], desk):
            return at
    return None


def _goes_on(told: Plan | None, now: Plan | None) -> bool:
    """Whether a total of one plan still holds in another: it does until another body's plan opens."""
    if told is None or now is None or told == now:
        return True
    return told.body is None or now.body is None or told.body.value == now.body.value


def _is_total(budget: BudgetFact, desk: Desk) -> bool:
    """Whether an amount is that of a book or an undertaking in all, not of one thing in it."""
    if budget.role == "part" or budget.amount is None:
        return False
    before = desk.text[max(0, budget.start - 24) : budget.start]
    if roles.says_total(budget, desk) or budget.role == "total" or _COSTS_IN_ALL.search(before):
        return True
    if _BOOK_BEFORE.search(before) or _BOOK_AFTER.match(desk.text, budget.end):
        return budget.evidence.get("project") is None or not _beside(budget)
    return False


def _beside(budget: BudgetFact) -> bool:
    """Whether the project is named right before the amount: an item's own name."""
    span = budget.evidence.get("project")
    return span is not None and 0 <= budget.start - span.end <= 6


def _greater(budget: BudgetFact, other: BudgetFact) -> bool:
    return budget.amount is not None and other.amount is not None and budget.amount >= other.amount


def _holds(whole: BudgetFact, part: BudgetFact, desk: Desk) -> bool:
    """Whether an amount can be a part of a total before it: less, of the same money, of no other body or year."""
    if whole.currency != part.currency or whole.amount is None or part.amount is None or part.amount >= whole.amount:
        return False
    if whole.payer is not None and part.payer is not None and whole.payer != part.payer:
        return False
    sentence = desk.analysis.sentence_at(part.start)
    past = part.status == "spent" and whole.status in ("planned", "requested")
    if past or looks_back(sentence, desk) or _spoken(part, desk):
        return False
    plan = plan_at(part.start, desk)
    far = sentence.index - desk.analysis.sentence_at(whole.start).index
    if (plan is not None and plan.book) or _same_thing(whole, part):
        return True
    listed = (
        items.read(_money(part, desk), desk).opens or words.BULLET.match(desk.text, sentence.span.start) is not None
    )
    return far <= (_NEAR if listed else _NEXT)


def _money(budget: BudgetFact, desk: Desk) -> MoneyFact:
    return desk.money_in(budget.span)[0]


def _same_thing(whole: BudgetFact, part: BudgetFact) -> bool:
    """Whether a part is of the same undertaking as its total: by name, or because it names none of its own."""
    if whole.project is None or part.project is None:
        return whole.project is not None
    return whole.project in part.project or part.project in whole.project


_NEAR = 4
"""Sentences after the total of one undertaking in which an item of a list can still be a part of it."""


def _spoken(budget: BudgetFact, desk: Desk) -> bool:
    """Whether an amount stands in words that somebody speaks."""
    begin = desk.text.rfind("\n", 0, budget.start) + 1
    before = desk.text[begin : budget.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _under(part: BudgetFact, whole: BudgetFact, desk: Desk) -> BudgetFact:
    """A part with what it lacks: the payer, the range of years, the status of its total."""
    given: dict[str, Any] = {}
    evidence = {**part.evidence}
    rule = part.rule
    if part.role is None:
        given["role"] = "part"
        evidence["role"] = whole.span
        rule += "+role.plan"
    ranges = whole.period is not None and _YEARS.fullmatch(whole.period.value or "") is not None
    near = desk.analysis.sentence_at(part.start).index - desk.analysis.sentence_at(whole.start).index <= _NEXT
    ranges = ranges or (near and whole.period is not None and _ONE_YEAR.fullmatch(whole.period.value or "") is not None)
    costs = _COSTS_IN_ALL.search(desk.text[max(0, part.start - 16) : part.start]) is not None
    if part.period is None and ranges and part.status != "spent" and not costs:
        given["period"] = whole.period
        evidence["period"] = whole.evidence.get("period", whole.span)
        rule += "+period.whole"
    apart = whole.project is not None and _takes_name(part, whole, desk)
    if apart:
        given["project"] = whole.project
        evidence["project"] = whole.evidence.get("project", whole.span)
        rule += "+project.whole"
    if part.status is None and whole.status is not None:
        given["status"] = whole.status
        evidence["status"] = whole.evidence.get("status", whole.span)
        rule += "+status.whole"
    return replace(part, rule=rule, evidence=evidence, **given)


def _takes_name(part: BudgetFact, whole: BudgetFact, desk: Desk) -> bool:
    """Whether a part names nothing of its own: a year's or a source's share of its total."""
    own = part.evidence.get("project")
    sentence = desk.analysis.sentence_at(part.start)
    if part.project is not None and own is not None and sentence.span.covers(own):
        return False
    if items.read(_money(part, desk), desk).name is not None:
        return False
    return roles.breakdown_before(part.span, desk) is not None or sentence.span.covers(whole.span)


def _in_all(budget: BudgetFact, desk: Desk) -> BudgetFact:
    """What an undertaking costs in all is a total, whether its parts are told or not."""
    if budget.role is not None or not _COSTS_IN_ALL.search(desk.text[max(0, budget.start - 16) : budget.start]):
        return budget
    return replace(budget, role="total", rule=f"{budget.rule}+role.cost")


def _by_plan(budget: BudgetFact, desk: Desk) -> BudgetFact:
    """The status that the plan's lead tells, where nothing nearer does."""
    plan = plan_at(budget.start, desk)
    if budget.status is not None or plan is None or plan.status is None:
        return budget
    sentence = desk.analysis.sentence_at(budget.start)
    if looks_back(sentence, desk) or divided_cells(desk.text, sentence.span) or _is_over(budget, desk):
        return budget
    if _FAILED.match(desk.text, budget.end, sentence.span.end):
        return budget
    evidence = {**budget.evidence, "status": plan.lead}
    return replace(budget, status=plan.status, rule=f"{budget.rule}+status.lead", evidence=evidence)


def _by_previous(budgets: list[BudgetFact], desk: Desk) -> list[BudgetFact]:
    """The budgets with the year of the sentence before, where theirs tells no time: "올해 9억원이다. A에 3억원, …"."""
    out = list(budgets)
    taken: set[int] = set()
    for index, budget in enumerate(budgets):
        last = out[index - 1] if index else None
        if budget.period is not None or last is None or last.period is None or budget.status == "spent":
            continue
        sentence = desk.analysis.sentence_at(budget.start)
        far = sentence.index - desk.analysis.sentence_at(last.start).index
        inside = far == 0 and index - 1 in taken
        told = [fact for fact in desk.dates_in(sentence.span) if fact.grain in ("year", "month", "quarter", "half")]
        one_year = _ONE_YEAR.fullmatch(last.period.value or "") is not None
        less = budget.amount is not None and last.amount is not None and budget.amount < last.amount
        if (far != 1 and not inside) or told or not one_year or not (less or inside) or budget.payer != last.payer:
            continue
        if items.read(_money(budget, desk), desk).name is None or looks_back(sentence, desk):
            continue
        evidence = {**budget.evidence, "period": last.evidence.get("period", last.span)}
        taken.add(index)
        out[index] = replace(budget, period=last.period, rule=f"{budget.rule}+period.previous", evidence=evidence)
    return out


def _is_over(budget: BudgetFact, desk: Desk) -> bool:
    """Whether the money's time was over when the text was published: the lead's plan is not its own."""
    reference = desk.analysis.reference_date
    end = budget.period.end_date if budget.period is not None else None
    return reference is not None and end is not None and end < reference


def _repeated(budgets: list[BudgetFact]) -> list[BudgetFact]:
    """Totals that say an earlier one again carry its span, so that nobody sums them twice."""
    firsts: dict[tuple[Decimal | None, Decimal | None, str | None], Span] = {}
    out: list[BudgetFact] = []
    for budget in budgets:
        key = budget.amount, budget.amount_max, budget.currency
        if key in firsts and budget.role != "part":
            out.append(replace(budget, same_as=firsts[key]))
            continue
        if budget.role != "part":
            firsts[key] = budget.span
        out.append(budget)
    return out
