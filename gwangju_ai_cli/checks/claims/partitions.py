"""Sums that go over a sentence's end: a sentence that parts the figure of one before it, and phases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import comparable
from gwangju_ai_cli.checks.claims.model import SumClaim
from gwangju_ai_cli.checks.claims.skeleton import MONEY, Skeleton, sentence_skeletons
from gwangju_ai_cli.checks.claims.sums import funding_sources, nearly
from gwangju_ai_cli.model import BudgetFact, DateFact, Fact, MoneyFact, Sentence

REACH = 3
"""Sentences that a total or a phase may stand away."""

_CUMULATIVE = regex.compile(r"(?:총|모두|도합|합계|전체|합치면|합하면|더하면|합쳐|합해)\s?(?:약\s?|[가-힣]{1,8}\s?)?$")
_OTHER_TOTAL = regex.compile(r"(?:지금|현재|올해|이제|[가-힣]월)\s?까지|이미|[가-힣]{2}[비금]로\s|따로|별도|추가")
_COMPARED = regex.compile(r"보다|대비|늘었|늘어|줄었|줄어|증가|감소")
_BY_YEAR = regex.compile(r"(?:연도|연차|해)별")
_YEARS = regex.compile(r"P(\d+)Y")
_PHASE = regex.compile(r"([1-9])\s?단계")
# What leaves a list open: some of the parts, the greatest of them, parts that overlap.
_OVERLAPPING = regex.compile(r"등(?:[\s,.을으의이도에과]|$)|포함|비롯|이 (?:중|가운데)|씩")
_OPEN = regex.compile(r"등(?:[\s,.을으의이도에과]|$)|포함|비롯|가장|주요|이 (?:중|가운데)|씩|우선|일부")


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    word = rf"[^{MONEY}.!?;()\n]"
    return {
        # "올해 8000억원, 내년 1조원을 집행하고 나머지 1조4000억원은 2026년 이후 투입한다"
        "rest": regex.compile(
            rf"(?:{word}{{0,30}}?(?P<part>{MONEY}))+{word}{{0,20}}?나머지(?:는|인)?\s?(?P<part>{MONEY})[^{MONEY}]*$"
        ),
        # "재원은 국비 28억원과 시비 12억원으로 나눠 마련한다"
        "sources": regex.compile(
            rf"(?:사업비\s)?재원(?:은|으로는|별로는?)\s(?:{word}{{0,3}}?(?:{funding_sources()}){word}{{0,4}}?(?P<part>{MONEY}))"
            rf"(?:\s?{word}{{0,8}}?(?:{funding_sources()}){word}{{0,4}}?(?P<part>{MONEY}))+[^{MONEY}]*$"
        ),
        # "올해 예산은 43억원이다. 국비 4억원, 도비 6억원, 시비 33억원이다."
        "listed": regex.compile(
            rf"(?:{funding_sources()}){word}{{0,4}}?(?P<part>{MONEY})"
            rf"(?:\s?{word}{{0,4}}?(?:{funding_sources()}){word}{{0,4}}?(?P<part>{MONEY}))+(?:이다|입니다)\.?$"
        ),
        # "사업비는 한빛에너지가 1300억원, 주민조합이 320억원을 낸다"
        "payers": regex.compile(
            rf"(?:총?사업비|비용|재원|공사비|건립비|예산)(?:는|은)\s(?:{word}{{2,20}}?[이가]\s(?P<part>{MONEY}))"
            rf"(?:[을를]?(?:,|\s내고|\s대고)\s{word}{{2,20}}?[이가]\s(?P<part>{MONEY}))+[을를]?\s?(?:씩\s)?"
            rf"(?:낸다|내기로|내고|댄다|대기로|부담|분담|나눠)[^{MONEY}]*$"
        ),
        # "유형별로는 경제 거점에 900억원, 생활 거점에 600억원, 안전 시설에 300억원을 배정했다"
        "fields": regex.compile(
            rf"(?:[가-힣]{{1,4}}별)(?:로는?|로 보면)?,?\s(?:{word}{{0,30}}?(?P<part>{MONEY})){{2,}}[^{MONEY}]*$"
        ),
        # "일반회계는 1조1020억원, 특별회계는 1380억원이다"
        "accounts": regex.compile(
            rf"일반회계(?:는|가)?\s{word}{{0,6}}?(?P<part>{MONEY}){word}{{0,6}}?"
            rf"특별회계(?:는|가)?\s{word}{{0,6}}?(?P<part>{MONEY})(?:{word}{{0,6}}?기금(?:은|이)?\s(?P<part>{MONEY}))?[^{MONEY}]*$"
        ),
    }


def partition_claims(analysis: Analysis) -> Iterator[SumClaim]:
    """Every total with parts in another sentence."""
    yield from _phases_before_their_total(analysis)
    before: tuple[Sentence, Skeleton] | None = None
    for sentence, skeleton in analysis.memo(sentence_skeletons):
        if MONEY not in skeleton.text:
            continue
        whole = _whole(before[1]) if before and sentence.index - before[0].index <= REACH else None
        parts, complete = _parts(skeleton, analysis, before[1]) if before and whole is not None else ((), False)
        if whole is not None and len(parts) >= 2 and _of_one(whole, parts, skeleton):
            yield SumClaim(whole, parts, complete=complete)
            if not complete:
                yield SumClaim(whole, parts, complete=True, certain=False)
        # "당초예산 1조1100억원보다 1300억원 늘었다": figures of last year are nothing that this year's make up.
        if not _COMPARED.search(skeleton.text):
            before = (sentence, skeleton)


def _of_one(whole: Fact, parts: tuple[Fact, ...], skeleton: Skeleton) -> bool:
    """Whether the parts may be those of the total before them.

    "시는 100억원을 들인다. 구는 20억원을 들이고 나머지 10억원은 …": of another whole, as the figures tell.
    """
    if not all(comparable(part, whole) for part in parts):
        return False
    # "총사업비 100억원을 들인다. 국비 10억원, 시비 5억원이다.": this year's, for all one can tell.
    listed = "일반회계" not in skeleton.text and _patterns()["listed"].match(skeleton.text, timeout=2.0) is not None
    by_field = _patterns()["fields"].match(skeleton.text, timeout=2.0) is not None
    return not (listed or by_field or "나머지" in skeleton.text) or nearly(whole, parts)


def _whole(skeleton: Skeleton) -> Fact | None:
    """The figure of a sentence that the next one may part: its only amount, or the first where it is the greatest."""
    found = [fact for fact in skeleton.facts.values() if isinstance(fact, MoneyFact) and fact.amount is not None]
    # "1200만 달러(약 159억원)": the same money in won is no greater one.
    found = [fact for fact in found if fact.currency == found[0].currency]
    if not found or any(fact.amount > found[0].amount for fact in found if fact.amount and found[0].amount):
        return None
    return found[0]


def _every_year(before: Skeleton, skeleton: Skeleton, parts: tuple[Fact, ...]) -> bool:
    """Whether as many years are told as the total is for: "3년간 840억원을 투입한다. 연도별로는 올해 190억원, …"."""
    if not _BY_YEAR.match(skeleton.text):
        return False
    lengths = [_YEARS.fullmatch(fact.value or "") for fact in before.facts.values() if isinstance(fact, DateFact)]
    return any(length is not None and int(length[1]) == len(parts) for length in lengths)


def _parts(skeleton: Skeleton, analysis: Analysis, before: Skeleton) -> tuple[tuple[Fact, ...], bool]:
    """The amounts that a sentence parts another into, and whether they are all there are."""
    # "기반시설에 1조원을 우선 투입하고 나머지 2조원은 …": the rest closes any list.
    if (_OPEN if "나머지" not in skeleton.text else _OVERLAPPING).search(skeleton.text):
        return (), False
    for name, pattern in _patterns().items():
        match = skeleton.match(pattern)
        if match is not None:
            # "분야별로는 복지 181조원, 교육 72조원, 국방 50조원이다": often only the greatest.
            parts = skeleton.captured(match, "part")
            return parts, name != "fields" or _every_year(before, skeleton, parts)
    return _numbered(skeleton, analysis), True


def _numbered(skeleton: Skeleton, analysis: Analysis) -> tuple[Fact, ...]:
    """Phases 1 to n, each with one amount, all of a sentence's money; no later phase stands in the text."""
    if "단계" not in skeleton.text:
        return ()
    budgets = {fact.start: fact for fact in analysis.facts("budget") if isinstance(fact, BudgetFact)}
    money = [fact for fact in skeleton.facts.values() if isinstance(fact, MoneyFact)]
    numbers = [_phase_number(budgets.get(fact.start)) for fact in money]
    last = len(numbers)
    if last < 2 or numbers != list(range(1, last + 1)) or f"{last + 1}단계" in analysis.text:
        return ()
    return tuple(money)


def _phases_before_their_total(analysis: Analysis) -> Iterator[SumClaim]:
    """The amounts of phases that follow one another, with the total stated after them.

    "1단계에 2365억원, 2단계에 3140억원이 든다. 모두 5505억원이다." A first phase may go without its number.
    """
    if "단계" not in analysis.text:
        return
    budgets = {fact.start: fact for fact in analysis.facts("budget") if isinstance(fact, BudgetFact)}
    phases: list[Fact] = []
    for fact in analysis.facts("money"):
        near = bool(phases) and (
            analysis.sentence_at(fact.start).index - analysis.sentence_at(phases[-1].start).index <= REACH
        )
        number = _phase_number(budgets.get(fact.start))
        if number is not None and number == len(phases) + 1 and (near or number == 1):
            phases.append(fact)
        elif len(phases) >= 2 and near and _sums_up(analysis, fact, len(phases)):
            if all(comparable(part, fact) for part in phases):
                yield SumClaim(fact, tuple(phases), complete=True)
            phases = []
        else:
            # "내년부터 4061억원을 투입한다. 이어 2단계는 …": what stands before the second phase is the first.
            phases = [fact] if number is None and fact.start in budgets else []


def _sums_up(analysis: Analysis, fact: Fact, count: int) -> bool:
    """Whether a figure is told as the total of what stands before it, no later phase among it.

    "모두 5505억원이다", "2단계까지 합하면 5505억원"; not "운영비로 모두 20억원", "지금까지 모두 650억원".
    """
    later = f"{count + 1}단계" in analysis.text
    if later or not _CUMULATIVE.search(analysis.text, max(0, fact.start - 24), fact.start):
        return False
    start = analysis.sentence_at(fact.start).span.start
    return _OTHER_TOTAL.search(analysis.text, start, fact.start) is None


def _phase_number(budget: BudgetFact | None) -> int | None:
    match = _PHASE.match(budget.phase or "") if budget else None
    return int(match[1]) if match else None
