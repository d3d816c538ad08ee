"""The nouns that an amount measures: what its label, what follows it and the theme of its clause call it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from gwangju_ai_cli.facts.budgets import words
from gwangju_ai_cli.facts.budgets.frames import Desk, Frame, previous_phrase
from gwangju_ai_cli.grid import divided_cells
from gwangju_ai_cli.korean.clauses import Phrase
from gwangju_ai_cli.model import Span

BASELINE = regex.compile(r"^(?:보다|에 비해|에 비하|과 비교|와 비교|대비|에서(?!도))")
"""Particles of what another amount is compared with."""
_BOOK = regex.compile(r"(?:예산|예산안|추경|추경안|정부안)$")
# "사 업 비: 27억원": a form's labels stand with their letters apart.
_SPACED = regex.compile(
    r"(사\s{1,3}업\s{1,3}비|공\s{1,3}사\s{1,3}비|용\s{1,3}역\s{1,3}비|예\s{1,3}산(?:\s{1,3}액)?|투\s{1,3}자\s{1,3}비)"
    r"\s*[:|\t]\s*(?:(?:금|총|약)\s?)*$"
)
_PASSES = frozenset({"거치", "심사", "심의", "조정", "의결", "수정", "재편성"})
_GIVES = frozenset({"지원", "보조"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of budget_nouns.tsv with its class: budget, weak or none."""

    kind: str
    span: Span


def own(frame: Frame, desk: Desk) -> Noun | None:
    """The noun that names the amount from the left: "사업비 약 100억원", "사업비로 100억원", "사업비: 100억원"."""
    found = _nearest(reversed(frame.before), desk)
    if found and is_city(found.span, frame, desk):
        found = None
    cells = divided_cells(desk.text, frame.sentence.span)
    if found and cells and not any(cell.end == found.span.end for cell in cells):
        found = None  # "수산시장 현대화 | 15,600": a row is named by the last word of its cell
    if found and cells and found.kind == "none" and found.span not in cells:
        # "향교 보수 | 3,000": of a thing, a doing; alone it is pay
        found = None if words.project_class(found.span.of(desk.text)) == "purpose" else found
    if found is None and (spaced := _SPACED.search(desk.text, frame.near, frame.money.start)):
        return Noun("budget", Span(*spaced.span(1)))
    if found or any(
        span.of(desk.text) not in words.role("measure") and not desk.is_date(span) for span in frame.before
    ):
        return found
    phrase = previous_phrase(frame)
    if phrase is None or (
        BASELINE.match(phrase.particle) and (phrase.particle[0] == "보" or desk.is_money(phrase.span))
    ):
        return _host_noun(frame, desk) if frame.outer else None
    if phrase.case == "label" or (
        not phrase.comma and phrase.case in ("adverbial", "subject", "topic", "object", "bare", "genitive")
    ):
        noun = _last_noun(phrase, desk) or _owner_noun(phrase, frame, desk)
        # "유지보수에 2조원을": what money goes to names it only where it is a book (추경에 35억원을).
        to = phrase.case == "adverbial" and phrase.particle.startswith("에") and not phrase.particle.startswith("에서")
        # "임대료로 45억원을 보조한다": what a public body gives it for.
        given = phrase.case == "adverbial" and phrase.particle in ("으로", "로") and frame.stem in _GIVES
        taken = frame.clause is not None and frame.clause.lemma.endswith("받")  # "포상금으로 2억원을 지원받는다"
        if given and not taken and noun is not None and noun.kind in ("none", "private"):
            return None
        return noun if noun is None or not to or noun.kind == "budget" else None
    return None


def is_city(span: Span, frame: Frame, desk: Desk) -> bool:
    """Whether 시가 is the city, no market price: "은행이 500억원, 시가 50억원을 출자했다"."""
    alone = span.of(desk.text) == "시가" and frame.before[0] == span
    worth = desk.text[frame.money.end : frame.money.end + 4].strip().startswith(("상당", "어치", "짜리", "의"))
    return alone and not worth and words.predicate_class(frame.stem) == "spend"


def _owner_noun(phrase: Phrase, frame: Frame, desk: Desk) -> Noun | None:
    """What a phrase that only measures belongs to: "내년 예산안의 총 규모는"."""
    before = frame.syntax.phrases[phrase.index - 1] if phrase.index else None
    measures = all(word.of(desk.text) in words.role("measure") for word in phrase.words)
    return _last_noun(before, desk) if before is not None and before.case == "genitive" and measures else None


def _host_noun(frame: Frame, desk: Desk) -> Noun | None:
    """The noun before the parentheses: "노후 관로 정비 사업비(120억원)"."""
    first = not any(fact.start < frame.money.start for fact in desk.money_in(frame.syntax.span))
    if frame.host is None or not first or frame.phrase.index > 0 or desk.is_money(frame.host.span):
        return None
    return _last_noun(frame.host, desk)


def _nearest(spans: Iterable[Span], desk: Desk) -> Noun | None:
    steps = 0
    done = False
    for span in spans:
        word = span.of(desk.text)
        kind = words.noun_class(word)
        if kind:
            return None if done and kind == "none" else Noun(kind, span)
        done = done or words.project_class(word) == "purpose"  # "임대주택 조성 35억원": the work, not the homes
        if word not in words.role("measure") and not desk.is_date(span):
            steps += 1
            if steps >= 2:
                return None
    return None


def _last_noun(phrase: Phrase, desk: Desk) -> Noun | None:
    pieces = [
        span for span in phrase.words if not desk.is_date(span) and span.of(desk.text) not in words.role("measure")
    ]
    if not pieces:
        return None
    last = pieces[-1]
    kind = words.noun_class(last.of(desk.text).strip("'\"‘’“”"))
    return Noun(kind, last) if kind else None


def after(frame: Frame, desk: Desk) -> Noun | None:
    """The noun that the amount measures: "4억원 규모의 사업", "4억원의 예산", "4억원 투자"; a telling one first."""
    weak: Noun | None = None
    spans = [*frame.after]
    for head in frame.heads:
        spans += head.words[-1:]
    for span in spans:
        kind = words.noun_class(span.of(desk.text).strip("'\"‘’“”"))
        if kind in ("budget", "none"):
            return Noun(kind, span)
        if kind and (weak is None or span.of(desk.text) != "규모"):
            weak = Noun(kind, span)
    return weak


def theme(frame: Frame, desk: Desk) -> Noun | None:
    """What the clause is about: "내년 예산은 올해보다 25억원 늘어난 335억원이다"; another amount's theme is not."""
    found: Noun | None = None
    for phrase in frame.clause_phrases():
        if phrase.index >= frame.phrase.index:
            break
        if desk.is_money(phrase.span) and not BASELINE.match(phrase.particle):
            found = None
            continue
        changed = phrase.case == "object" and words.predicate_class(frame.stem) == "change"
        also = phrase.case == "bare" and phrase.particle in ("도", "만", "만도", "만은", "만")
        if phrase.case in ("topic", "subject") or changed or also or (phrase.is_theme and phrase.case == "adverbial"):
            found = _last_noun(phrase, desk) or _owner_noun(phrase, frame, desk) or found
    if found is None and not any(p.case in ("topic", "subject") for p in frame.clause_phrases()):
        # "총사업비는 300억원이었으나 420억원으로 늘었다": the topic of a clause before.
        for phrase in reversed(frame.syntax.phrases[: frame.phrase.index]):
            if phrase.case == "topic":
                return _last_noun(phrase, desk) or _passed(frame, desk)
        return _passed(frame, desk)
    return found


def _passed(frame: Frame, desk: Desk) -> Noun | None:
    """The book that goes through a council before its amount is told: "예산이 심의를 거쳐 18조원으로"."""
    at = frame.clause.index - 1 if frame.clause else -1
    clause = frame.syntax.clauses[at] if at >= 0 else None
    if clause is None or clause.stem not in _PASSES or clause.ending[-1:] not in "어아여해서":
        return None
    for index in clause.phrases:
        phrase = frame.syntax.phrases[index]
        noun = _last_noun(phrase, desk) if phrase.case in ("subject", "object") else None
        if noun is not None and noun.kind == "budget":
            return noun
    return None


def source(frame: Frame, desk: Desk) -> Span | None:
    """A source of money beside the amount: "80억원은 시비로 충당한다", "120억원은 국비이고"."""
    for phrase in frame.later_phrases():
        # "21억원은 내년 본예산에 요구하겠다"
        book = _BOOK.search(desk.text, phrase.span.start, phrase.words[-1].end if phrase.words else phrase.span.end)
        if book and phrase.case == "adverbial" and regex.match("에(?!서)", phrase.particle):
            return Span(*book.span())
        if phrase.case in ("complement", "adverbial", "object") and not desk.is_money(phrase.span):
            match = words.source_pattern().search(desk.text, phrase.span.start, phrase.span.end)
            if match:
                return Span(*match.span())
    return None
