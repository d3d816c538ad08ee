"""Whose money it is: 국비, 도비, 시비, 민자 …, with amounts where the text gives them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import regex

from gwangju_ai_cli.facts.budgets import words
from gwangju_ai_cli.facts.budgets.frames import NEAR, Desk, Found, Frame, previous_phrase
from gwangju_ai_cli.model import Funding, Span

Sources = tuple[Funding, ...]
_COVERS = frozenset({"메우", "쓰", "사용", "활용", "충당", "부담", "조달", "마련", "지원", "투입", "편성", "확보"})
_AMONG = regex.compile(r"\s?(?:가운데|중)\s\S{2,8}\s(?=\d|약|총|$)")
_FUND = regex.compile(
    rf"(?<![가-힣])(?P<name>[가-힣]{{2,12}}(?:{'|'.join(words.FUNDS)}))[은는을를]?(?:에서|으로|로)?\s$"
)
_REACH = 24
"""Characters before an amount in which the source right before it may begin."""
_PARTLY = regex.compile(r"\s*(?:를|을|도)?\s*(?:포함|등(?![가-힣])|비중|비율)")


def label(frame: Frame, desk: Desk) -> Found[Sources] | None:
    """The source that names the amount: "국비 31억원", "특별교부세로 10억원을"."""
    start = frame.before[0].start if frame.before else frame.money.start
    found = _sources(Span(start, frame.money.start), desk)
    if not found and all(desk.is_date(span) or span.of(desk.text) in words.role("measure") for span in frame.before):
        phrase = previous_phrase(frame)
        if (
            phrase is not None
            and not phrase.comma
            and phrase.case in ("adverbial", "topic", "subject", "bare", "label", "genitive")
        ):
            found = _sources(phrase.span, desk, last=True)
        elif phrase is not None and phrase.case == "label":
            found = _sources(phrase.span, desk)
    if not found and _AMONG.match(desk.text, frame.segment.start, frame.money.start):
        found = _sources(Span(frame.segment.start, frame.money.start), desk)
    if not found:
        # "9억원에 도비 3억원": read as 에도, its words do not show where the source begins.
        low = max(frame.sentence.span.start, frame.money.start - _REACH)
        found = [
            (name, span)
            for name, span in _sources(Span(low, frame.money.start), desk)[-1:]
            if not desk.text[span.end : frame.money.start].strip()
        ]
    if not found and frame.stem in _COVERS and (fund := _FUND.search(desk.text, start - _REACH, frame.money.start)):
        found = [(fund["name"], Span(*fund.span("name")))]  # "청사건립기금 1200억원을 쓰고"
    if not found:
        return None
    names = tuple(dict.fromkeys(name for name, _ in found))
    exact = len(names) == 1 and frame.money.amount_max is None
    # "국비 포함 85억원", "국비 등 85억원": the source is a part of it.
    partly = _PARTLY.match(desk.text, found[-1][1].end)
    amount = frame.money.amount if exact and not partly else None
    return Found(tuple(Funding(name, amount) for name in names), found[-1][1])


def joined(frame: Frame, desk: Desk) -> Found[Sources] | None:
    """Sources that share one amount: "국비와 군비 등 모두 96억원을 들여"."""
    match = _joined().search(desk.text, max(frame.sentence.span.start, frame.money.start - 30), frame.money.start)
    if match is None:
        return None
    found = _sources(Span(*match.span()), desk)
    return Found(tuple(Funding(name) for name, _ in found), Span(*match.span())) if len(found) > 1 else None


@cache
def _joined() -> regex.Pattern[str]:
    names = "|".join(sorted(map(regex.escape, words.sources()), key=len, reverse=True))
    return regex.compile(
        rf"(?<![가-힣])(?:{names})(?:(?:와|과|·|,)\s?(?:{names}))+\s?(?:등)?\s?(?:을 합쳐|을 합한|"
        rf"을 더해)?\s?(?:모두|총사업비|총|합계|약)?\s?$"
    )


def shared(frame: Frame, desk: Desk) -> Found[Sources] | None:
    """The source that the first of two amounts names for both: "국비 200억원(가 병원)과 150억원(나 병원)이"."""
    last = desk.filled[-1] if desk.filled else None
    if last is None or len(last.funding) != 1 or not frame.sentence.span.covers(last.span):
        return None
    if last.funding[0].amount != last.amount or not _AND.fullmatch(desk.text, last.end, frame.money.start):
        return None
    return Found((Funding(last.funding[0].source, frame.money.amount),), last.evidence.get("funding", last.span))


_AND = regex.compile(r"(?:\([^()]{1,20}\))?(?:과|와|,)\s(?:각각\s)?")


def measured(frame: Frame, desk: Desk) -> Found[Sources] | None:
    """The source in what the amount measures: "31억원의 국비를", "31억원 국비 확보"."""
    for span in [*frame.after, *(head.span for head in frame.heads)]:
        if span.of(desk.text) in ("가운데", "중"):
            return None  # "450억원 가운데 국비는 200억원": the next amount's source
        found = _sources(span, desk)
        if found:
            return Found((Funding(found[0][0], frame.money.amount),), found[0][1])
    return _of_list(frame, desk)


def _of_list(frame: Frame, desk: Desk) -> Found[Sources] | None:
    """The source in what the last amount of a list measures: "다리에 187억원, 터널에 120억원의 국비를"."""
    if not frame.phrase.comma or frame.phrase.particle:
        return None
    after = [phrase for phrase in frame.clause_phrases() if phrase.index > frame.phrase.index]
    for phrase, head in pairwise(after):
        if desk.is_money(phrase.span) and not phrase.comma:
            found = _sources(head.span, desk) if phrase.case == "genitive" else []
            return Found((Funding(found[0][0], frame.money.amount),), found[0][1]) if found else None
    return None


def beside(frame: Frame, desk: Desk) -> Found[Sources] | None:
    """The source that the predicate takes: "80억원은 시비로 충당한다", "120억원은 국비이고"."""
    if any(span.of(desk.text) in ("가운데", "중") for span in frame.after):
        return None  # "신축비 230억원 중 80억원은 특별교부금으로 확보했다": the part's source
    for phrase in frame.later_phrases():
        by = phrase.case == "adverbial" and phrase.particle.startswith(("로", "으로", "에서"))
        if not (by or phrase.case == "complement") or desk.is_money(phrase.span):
            continue
        found = _sources(phrase.span, desk)
        if found:
            only = len(found) == 1 and (phrase.case == "complement" or frame.stem in _COVERS)
            amount = frame.money.amount if only else None
            return Found(tuple(Funding(name, amount) for name, _ in found), found[0][1])
    return None


def breakdown(frame: Frame, desk: Desk) -> Found[Sources] | None:
    """The sources in the parentheses after the amount: "450억원(국비 225억원, 시비 225억원)", "(국·도비 포함)"."""
    for inner in frame.syntax.inner:
        if frame.money.end <= inner.span.start <= frame.money.end + 6:
            found = _with_amounts(inner.span, desk)
            if found:
                return found
    return None


def included(frame: Frame, desk: Desk) -> Found[Sources] | None:
    """The sources that the amount is said to hold: "국비를 포함한 예산", "국비와 시비를 합쳐", "국비 포함"."""
    for phrase in frame.own_phrases():
        if phrase.case == "including" and not desk.is_money(phrase.span):
            joined = phrase.span
            before = frame.syntax.phrases[phrase.index - 1] if phrase.index else None
            if before is not None and before.case == "conjunct":
                joined = Span(before.span.start, phrase.span.end)
            found = _sources(joined, desk)
            if found:
                return Found(tuple(Funding(name) for name, _ in found), Span(found[0][1].start, found[-1][1].end))
    return None


def whole(frame: Frame, desk: Desk) -> Found[Sources] | None:
    """A source of everything that the sentence names: "전액 국비로"."""
    at = desk.text.find("전액", frame.near, min(frame.sentence.span.end, frame.money.end + NEAR))
    if at < 0:
        return None
    found = _sources(Span(at, min(at + 14, frame.sentence.span.end)), desk)
    return Found((Funding(found[0][0]),), found[0][1]) if found else None


def _sources(span: Span, desk: Desk, *, last: bool = False) -> list[tuple[str, Span]]:
    table = words.sources()
    found = [
        _whole_fund(table[match.group()], Span(*match.span()), desk)
        for match in words.source_pattern().finditer(desk.text, span.start, span.end)
    ]
    if last:
        found = [pair for pair in found if span.end - pair[1].end <= 3]
    return found


def _whole_fund(name: str, span: Span, desk: Desk) -> tuple[str, Span]:
    """A fund by its whole word: 통합교육재정안정화기금, where 재정안정화기금 is a known one."""
    if name != span.of(desk.text) or not name.endswith(words.FUNDS):
        return name, span
    start = span.start
    while start > 0 and "가" <= desk.text[start - 1] <= "힣" and span.end - start < 16:
        start -= 1
    return desk.text[start : span.start] + name, Span(start, span.end)


def _with_amounts(span: Span, desk: Desk) -> Found[Sources] | None:
    found = _sources(span, desk)
    if not found:
        return None
    out: list[Funding] = []
    moneys = desk.money_in(span)
    for index, (name, where) in enumerate(found):
        limit = found[index + 1][1].start if index + 1 < len(found) else span.end
        amounts = [money for money in moneys if where.end <= money.start < limit]
        out.append(Funding(name, amounts[0].amount if amounts else None))
    return Found(tuple(out), Span(found[0][1].start, max(found[-1][1].end, moneys[-1].end if moneys else 0)))
