"""Who bears which part, where several share a cost: each of two respectively, and who pays the rest."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets import nouns
from gwangju_ai_cli.facts.budgets.doers import actor, local_before, may_spend, org_of
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.korean.clauses import Phrase
from gwangju_ai_cli.model import Fact, Span

_REST = regex.compile(r"(?<![가-힣])나머지(?![가-힣]{2})")
BEARS = frozenset({"부담", "분담", "지원", "보조", "내", "대"})
"""Verbs of bearing a part of a cost."""
_EACH = regex.compile(r"(?<![가-힣])각각(?![가-힣]{2})|(?<![가-힣])각(?=[ ][0-9])")
_BY_BODY = regex.compile(r"[^,.]{0,12}?(?:기관|부처|소관|회사|업체|기업|계열사)\s?별")
_JOINS = regex.compile(r"(?:을|를)?\s?(?:,|·|과|와|및)\s?")


def respective(frame: Frame, desk: Desk) -> Found[str] | None:
    """Whose share an amount is: "경남도와 김해시는 각각 93억원, 217억원을 부담한다"."""
    start = frame.near
    each = list(_EACH.finditer(desk.text, start, frame.money.start))
    if not each:
        return None
    amounts = _list_after(each[-1].end(), frame, desk)
    if frame.money not in amounts:
        return None
    named: list[Phrase] = []
    for phrase in reversed(frame.syntax.phrases):
        if phrase.span.end > each[-1].start():
            continue
        also = phrase.case == "bare" and phrase.particle == "도"
        if not named and phrase.case not in ("topic", "subject") and not also:
            continue
        if named and phrase.case != "conjunct":
            break
        named.append(phrase)
    if len(named) != len(amounts) or len(named) < 2:
        return None
    phrase = list(reversed(named))[amounts.index(frame.money)]
    # "대전시와 충남도 국비는 각각 3조원과 6조원이다": what they own closes the list.
    return actor(phrase, desk) or (
        org_of(Span(phrase.span.start, phrase.words[-1].start), desk) if len(phrase.words) > 1 else None
    )


def listed(frame: Frame, desk: Desk) -> Found[str] | None:
    """The body that names its own share of a list: "기관별로는 산업부 5조원, 교육부 2조원이다"."""
    if frame.before and nouns.is_city(frame.before[-1], frame, desk):
        where = frame.before[-1]
        return local_before("시", Span(where.start, where.end - 1), desk)
    if frame.before and frame.outer is not None and frame.host is not None and desk.is_money(frame.host.span):
        span = Span(frame.before[0].start, frame.before[-1].end)
        within = desk.known_org(span)
        if within is not None and within[0].start <= span.start and within[0].end >= span.end and may_spend(within[1]):
            return Found(within[1], within[0])  # "국비 615억원(농식품부 362억원, 농진청 253억원)"
    if not frame.before or not _BY_BODY.match(desk.text, frame.sentence.span.start, frame.money.start):
        return None
    span = Span(frame.before[0].start, frame.before[-1].end)
    known = desk.known_org(span)
    whole = known is not None and known[0].start <= span.start and known[0].end >= span.end
    return Found(known[1], known[0]) if known is not None and whole and may_spend(known[1]) else None


def opens_at(frame: Frame, desk: Desk) -> int | None:
    """Where 각각 stands, for an amount of its list that is not the first one; None for every other amount."""
    each = list(_EACH.finditer(desk.text, frame.near, frame.money.start))
    if not each or frame.money not in _list_after(each[-1].end(), frame, desk)[1:]:
        return None
    return each[-1].start()


def _list_after(start: int, frame: Frame, desk: Desk) -> list[Fact]:
    """The amounts of the list that begins at `start`."""
    out: list[Fact] = []
    for fact in desk.money_in(Span(start, frame.sentence.span.end)):
        if out and not _JOINS.fullmatch(desk.text, out[-1].end, fact.start):
            break
        out.append(fact)
    return out


def is_rest(frame: Frame, desk: Desk) -> bool:
    """Whether 나머지 stands before the amount."""
    return bool(_REST.search(desk.text, frame.segment.start, frame.money.start))


def bearer_of_rest(span: Span, desk: Desk) -> str | None:
    """Who pays the rest, so that it does not pay for what stands before: "국비는 4억원이며 나머지는 시가 부담한다"."""
    sentence = desk.analysis.sentence_at(span.start)
    rest = _REST.search(desk.text, span.end, sentence.span.end)
    if rest is None:
        return None
    syntax = desk.syntax(sentence)
    phrase = syntax.phrase_at(Span(*rest.span()))
    clause = syntax.clause_of(phrase) if phrase else None
    if phrase is None or clause is None or clause.stem not in BEARS | {"충당", "조달", "마련", "투자"}:
        return None
    for other in (syntax.phrases[index] for index in clause.phrases):
        by = other.case in ("subject", "topic") or other.particle in ("에서", "에서는")
        found = actor(other, desk) if by and other.span.start > phrase.span.start else None
        if found:
            return found.value
    return None
