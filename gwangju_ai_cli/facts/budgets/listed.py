"""What the money is for where amounts stand in a row: items of a list, cells of a table, phases, chains of clauses."""

from __future__ import annotations

import regex

from gwangju_ai_cli.facts.budgets import doings, earlier, names, phase, project, tables, words
from gwangju_ai_cli.facts.budgets.frames import Desk, Found, Frame
from gwangju_ai_cli.korean.clauses import Phrase
from gwangju_ai_cli.model import Span

_SUM = regex.compile(r"(?:등|총|모두|합쳐|더해)\s")


def item(frame: Frame, desk: Desk) -> Found[str] | None:
    """The words before the amount in a list: "▲청년 일자리 사업 20억원", "도서관 건립(35억원)", a row's first cell."""
    row = tables.row_head(frame, desk)
    if row:
        found = names.clean(row, desk)
        return found if found and not tables.accounts(found.value) and not _is_body(found.span, desk) else None
    pieces = [span for span in frame.before if not desk.is_date(span)]
    if frame.clause is None or _is_listed(frame, desk):
        kept = [span for span in pieces if span.of(desk.text) not in words.role("measure")]
        if kept and words.noun_class(kept[-1].of(desk.text)) in (None, "weak"):
            found = names.clean(Span(_with_genitive(pieces[0].start, frame), kept[-1].end), desk)
            source = found and (words.source_pattern().search(found.value) or found.value.endswith(words.FUNDS))
            if found and not names.is_anaphor(found.value) and not source and not _is_body(found.span, desk):
                return found
        label = frame.own_phrases()[:1]
        if not kept and label and label[0].case == "label" and words.project_class(label[0].words[-1].of(desk.text)):
            found = names.of_phrase(label[0], frame.syntax, desk)
            if found and not names.is_anaphor(found.value):
                return found
        if not kept and label and label[0].case == "label":
            found = _before_paper(label[0], desk)
            if found:
                return found
    host = frame.host
    if host is not None and host.quoted and not pieces:
        before = Span(host.span.start, min(host.span.end, frame.syntax.span.start))
        return None if desk.is_money(before) else names.quoted_name(before, desk)  # "‘골목 벽화길’(3천500만원)"
    if pieces and all(_is_cost_word(span.of(desk.text)) for span in pieces):
        pieces = []  # "도서관 건립(사업비 35억원)"
    if host is None or pieces or desk.is_money(host.span) or not words.project_class(host.words[-1].of(desk.text)):
        return None
    return names.clean(names.without_owner(host.span, desk), desk)


def _is_body(span: Span, desk: Desk) -> bool:
    """Whether a name is a body's and nothing else: "기관별로는 산업부 5조원"; a museum may be what is built."""
    known = desk.known_org(span)
    whole = known is not None and known[0].start <= span.start and known[0].end >= span.end
    return whole and words.project_class(span.of(desk.text)) is None


def _before_paper(label: Phrase, desk: Desk) -> Found[str] | None:
    """The project of a label that ends in what becomes of it: "계절근로자 사업 신규 추진: 3억원"."""
    kept = list(label.words)
    while kept and kept[-1].of(desk.text) in words.role("paper") | words.role("modifier"):
        kept.pop()
    if not kept or len(kept) == len(label.words) or words.project_class(kept[-1].of(desk.text)) is None:
        return None
    found = names.clean(names.without_owner(Span(label.span.start, kept[-1].end), desk), desk)
    return found if found and not names.is_anaphor(found.value) else None


def _with_genitive(start: int, frame: Frame) -> int:
    """Where an item begins whose first noun another one owns: "▲귀농인의 집 조성 8억원"."""
    owner = next((p for p in frame.own_phrases() if p.case == "genitive" and 0 < start - p.span.end <= 2), None)
    return owner.span.start if owner is not None else start


def _is_cost_word(word: str) -> bool:
    return word in ("사업비", "총사업비", "총", "예산", "공사비", "약")


def _is_listed(frame: Frame, desk: Desk) -> bool:
    others = desk.money_in(frame.syntax.span)
    if frame.clause is not None and frame.clause.stem == "이" and len(others) > 1:
        return True
    kind = words.project_class(frame.before[-1].of(desk.text)) if frame.before else None
    # "추경에 냉난방기 교체 126억원을 담았다": a doing right before its amount needs no second one beside it.
    return kind is not None and (len(others) > 1 or (kind != "facility" and len(frame.before) > 1))


def in_list(frame: Frame, desk: Desk) -> Found[str] | None:
    """The goal that stands before a list of phases or years: "단지 조성에 1단계로 3억원을, 2단계로 5억원을"."""
    own = frame.own_phrases()
    lead = desk.text[max(frame.sentence.span.start, frame.money.start - 12) : frame.money.start]
    told_apart = (
        bool(words.source_pattern().search(lead) or _SUM.search(lead))
        or phase.nearest(frame, desk) is not None
        or any(desk.is_date(span) for span in frame.before)
        or any(desk.is_date(phrase.span) for phrase in own)
    )
    if frame.clause is None or not told_apart:
        return None
    before = [p for p in frame.clause_phrases() if p.span.end <= frame.segment.start and not desk.is_money(p.span)]
    found = project.goal(tuple(before), frame, desk)
    # "축제에 15억원, 박람회에 7억원 등 22억원": the goal of one item is not that of the sum.
    return found if found and found == project.goal(tuple(reversed(before)), frame, desk) else None


def in_chain(frame: Frame, desk: Desk) -> Found[str] | None:
    """What a clause before in the sentence does: "도서관을 건립하기로 하고 4억원을 투입한다"."""
    if (
        frame.clause is None
        or words.predicate_class(frame.stem) not in ("spend", "weak")
        or earlier.is_general_cost(frame, desk)
    ):
        return None
    for clause in reversed(frame.syntax.clauses[: frame.clause.index]):
        if (
            clause.kind == "coordinate"
            and clause.span.end <= frame.money.start
            and words.predicate_class(clause.stem) != "change"
        ):
            if any(desk.is_money(frame.syntax.phrases[index].span) for index in clause.phrases):
                return None
            for index in reversed(clause.phrases):
                phrase = frame.syntax.phrases[index]
                if phrase.quoted and phrase.case in ("adverbial", "object"):
                    return names.quoted_name(phrase.span, desk)
            return doings.of_clause(clause, frame.syntax, desk) if doings.makes(clause, frame.syntax, desk) else None
    return None
