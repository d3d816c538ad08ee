"""Verdicts over all amounts of a document: first each alone, then by its neighbours in lists, sums and lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.facts.budgets import acceptance, burden, roles, words
from gwangju_ai_cli.facts.budgets.acceptance import Verdict
from gwangju_ai_cli.facts.budgets.bearers import BEARS
from gwangju_ai_cli.facts.budgets.frames import NEAR, Desk, Frame, desk
from gwangju_ai_cli.facts.budgets.plans import plan_at
from gwangju_ai_cli.facts.budgets.refusals import Refusal
from gwangju_ai_cli.model import MoneyFact, Sentence, Span
from gwangju_ai_cli.text import BULLET_SIGNS, BULLETS

_ITEM = regex.compile(rf"\s*(?:[{BULLETS}]|\d{{1,2}}[.)]\s)")
# "주요 사업을 보면 △… 813억원 △… 147억원 등이다": a list inside its sentence; "△240억원" is a loss.
_MARKED = regex.compile(rf"[①-⑳{BULLET_SIGNS}](?![△▲\d])[^①-⑳{BULLET_SIGNS}\n]{{2,40}}$")
_FIRST_MARK = regex.compile(rf"[①-⑳{BULLET_SIGNS}]")
_HEADING = regex.compile(
    r"예산|사\s{0,3}업\s{0,3}비|재원|투자|소요액|지원액|사업 ?개요|주요 ?사업|세부 ?사업|주요 ?내용|추진 ?사업"
    r"|사업 ?기간"
)
_OF_THE_LAST = frozenset({"이 가운데", "이 중", "이중", "그중", "그 중", "이 중에서", "이 중에", "이가운데"})
_COMES_TO = frozenset({"이", "달하", "이르", "되", "하", "그치", "머물", "머무르", "불과"})
_BLOCK = 14
_NEAR_MARK = 60
_STEPS = 40
"""Amounts of a sentence on either side that may tell of one."""
_PROSE = regex.compile(r"[가-힣]\.$")  # "3." and "2024." are parted from their lines
_LEAST_LISTED = 10_000_000
_LABEL = regex.compile(r"\W{0,4}[^:(\n]*?(?P<last>[가-힣]+)\s?[:(]\s?(?:(?:약|총|연간)\s)?$")


@dataclass(frozen=True, slots=True)
class Judged:
    """An amount with its frame and the verdict over it."""

    money: MoneyFact
    frame: Frame | None
    verdict: Verdict | Refusal | None


def judge_all(analysis: Analysis) -> tuple[Judged, ...]:
    """Every amount with its verdict: first alone, then by its neighbours in lists, parentheses and lines."""
    place = analysis.memo(desk)
    spoken: dict[int, bool] = {}
    out: list[Judged] = []
    for money in place.money:
        sentence = analysis.sentence_at(money.start)
        if sentence.index not in spoken:
            spoken[sentence.index] = _is_spoken_of(sentence, analysis)
        if not spoken[sentence.index] and not _in_list(money, place):
            continue  # no neighbour could tell either
        frame = place.frame(money)
        out.append(Judged(money, frame, acceptance.judge(frame, place) if frame else None))
    _add_sums(out)
    _add_totals(out)
    for _ in range(2):
        out = [
            replace(judged, verdict=_by_neighbours(index, out, place)) if judged.verdict is None else judged
            for index, judged in enumerate(out)
        ]
    out = [replace(one, verdict=_struck(one, place)) if isinstance(one.verdict, Verdict) else one for one in out]
    return tuple(_in_plans(out, place))


def _is_spoken_of(sentence: Sentence, analysis: Analysis) -> bool:
    """Whether a sentence, or one close by, holds any word of spending."""
    if not analysis.gates:
        return True
    first, last = max(0, sentence.index - 2), min(len(analysis.sentences) - 1, sentence.index + 2)
    begin, end = analysis.sentences[first].span.start, analysis.sentences[last].span.end
    return words.cue_pattern().search(analysis.text, begin, end) is not None


def _struck(judged: Judged, desk: Desk) -> Verdict | Refusal | None:
    reason = burden.struck(judged.frame, desk) if judged.frame is not None else None
    return Refusal(reason) if reason else judged.verdict


_SPENDS = regex.compile(
    r"(?:예산|사업비|추경)(?:안)?[을를]?\s(?:새로\s|추가로\s|우선\s)?(?:편성|반영|배정|투입|책정|증액|확보|들[여이])"
)
"""What shows a plan to be one of spending, where no amount's own words do."""


def _in_plans(judged: list[Judged], desk: Desk) -> list[Judged]:
    """The verdicts with those of plans over what nothing else tells of, where other amounts show the plan to be one."""
    told = any(isinstance(one.verdict, Verdict) for one in judged) or _SPENDS.search(desk.text) is not None
    out: list[Judged] = []
    for one in judged:
        plan = plan_at(one.money.start, desk)
        soft = isinstance(one.verdict, Refusal) and one.verdict.outweighed
        open_ = one.frame is not None and (one.verdict is None or soft)
        if plan is None or not open_ or one.frame is None or not told:
            out.append(one)
            continue
        found = burden.accept(one.frame, plan, desk)
        out.append(replace(one, verdict=Verdict(*found)) if found else one)
    return out


def _add_sums(judged: list[Judged]) -> None:
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


def _add_totals(judged: list[Judged]) -> None:
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


def _by_neighbours(index: int, judged: list[Judged], desk: Desk) -> Verdict | Refusal | None:
    """The verdict over an amount that only its neighbours can tell of."""
    own = judged[index]
    frame = own.frame
    if frame is None:
        return None
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(judged) and abs(at - index) <= _STEPS:
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
        whole = share.of(desk.text) not in _OF_THE_LAST
        for other in reversed(judged[max(0, index - _STEPS) : index]):
            told = other.verdict.reason if isinstance(other.verdict, Refusal) else None
            if not whole and not isinstance(other.verdict, Verdict) and told not in ("a difference", "a rate"):
                break  # "재산 피해는 2천410억원이며 이 가운데 공공시설이 1천870억원이다"
            apart = frame.sentence.index - (other.frame.sentence.index if other.frame else 0)
            if apart > 2:
                break
            if isinstance(other.verdict, Verdict):
                return Verdict("budget.share", share)
    changed = _changed(frame, judged[max(0, index - _STEPS) : index], desk)
    if changed:
        return Verdict("budget.changed", changed)
    if _in_list(own.money, desk):
        heading = _heading(own.money, desk)
        heading = heading or _like_others(index, judged, desk)
        if heading:
            return Verdict("budget.list", heading)
    return None


def _like_others(index: int, judged: list[Judged], desk: Desk) -> Span | None:
    """The budget of another line of the same list, where this line names a doing: "◦ 공영자전거 교체: 12억원"."""
    own = judged[index]
    if own.frame is None or own.money.amount is None or own.money.amount < _LEAST_LISTED:
        return None
    line = own.frame.sentence.span
    if not _ITEM.match(line.of(desk.text)) or "\t" in line.of(desk.text) or "|" in line.of(desk.text):
        return None
    named = _LABEL.match(desk.text, line.start, own.money.start)
    if named is None or words.project_class(named.group("last")) not in ("named", "purpose"):
        return None
    mark = desk.text[line.start : line.end].lstrip()[:1]
    for other in judged[max(0, index - _BLOCK) : index + _BLOCK]:
        if other.frame is None or not isinstance(other.verdict, Verdict):
            continue
        there = other.frame.sentence
        if abs(there.index - own.frame.sentence.index) <= _BLOCK and there.span.of(desk.text).lstrip()[:1] == mark:
            return other.verdict.cue
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
        # "국비가 89억원이고 도와 시가 44억원씩 나눠 낸다"
        if stem in _COMES_TO | BEARS | {"나누"} or words.predicate_class(stem) in ("weak", "change"):
            return "budget.list"
    return None


def _changed(frame: Frame, earlier: list[Judged], desk: Desk) -> Span | None:
    """The budget of the sentence before that this one changes, without a name: "올해는 3억원으로 줄였다"."""
    clause = frame.clause
    if clause is None or words.predicate_class(clause.stem) != "change" or not frame.phrase.particle.startswith("으로"):
        return None
    for phrase in frame.clause_phrases():
        if phrase.case in ("topic", "subject", "object") and not desk.is_date(phrase.span):
            return None
    for other in reversed(earlier):
        if other.frame is None or frame.sentence.index - other.frame.sentence.index > 2:
            return None
        if isinstance(other.verdict, Verdict):
            return other.verdict.cue
    return None


def _in_list(money: MoneyFact, desk: Desk) -> bool:
    """Whether the amount stands in a line of a list or table: a bullet, a cell, or few words without a verb."""
    span = desk.analysis.sentence_at(money.start).span
    line = span.of(desk.text)
    return bool(_ITEM.match(line)) or "\t" in line or "|" in line or _mark(money, desk) is not None


def _mark(money: MoneyFact, desk: Desk) -> Span | None:
    """The item of a list inside a sentence that the amount ends, from its mark on."""
    start = max(desk.analysis.sentence_at(money.start).span.start, money.start - _NEAR_MARK)
    match = _MARKED.search(desk.text, start, money.start)
    return Span(*match.span()) if match else None


def _heading(money: MoneyFact, desk: Desk) -> Span | None:
    """The word of spending in the lines above a list."""
    sentence = desk.analysis.sentence_at(money.start)
    if _mark(money, desk) is not None and not _ITEM.match(sentence.span.of(desk.text)):
        low = max(sentence.span.start, money.start - NEAR)
        first = _FIRST_MARK.search(desk.text, low, money.start)
        match = _HEADING.search(desk.text, low, first.start()) if first else None
        if match:
            return Span(*match.span())
    for before in desk.sentences_before(sentence, _BLOCK):
        line = before.span.of(desk.text)
        match = _HEADING.search(line)
        if match:
            return Span(before.span.start + match.start(), before.span.start + match.end())
        if _PROSE.search(line) and "단위" not in line:
            return None
    return None
