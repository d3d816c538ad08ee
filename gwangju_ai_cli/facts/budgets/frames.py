"""What stands around an amount: its phrase, its clause, the nouns that it measures, and the document's facts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar, cast

import regex

from gwangju_ai_cli.facts.budgets import words
from gwangju_ai_cli.grid import divided_cells
from gwangju_ai_cli.korean.clauses import Clause, Phrase, Syntax, syntax
from gwangju_ai_cli.model import BudgetFact, DateFact, MoneyFact, OrgFact, Sentence, Span
from gwangju_ai_cli.names.gazetteer import load_gazetteer

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

NEAR = 400
"""Characters of a sentence before an amount that are searched for what tells of it."""
_ASIDE = 60
"""Phrases on either side of an amount that its clause may hold for it: a list has no bound."""
SUMS_UP = frozenset({"이", "넘", "넘어서", "달하", "이르", "육박", "추정", "집계"})
"""Predicates that only say how much something comes to."""

T = TypeVar("T")
_GOVERNS = frozenset({"government", "local_government"})
_OUTLINE = regex.compile(r"\W*(?:\d{1,2}|[가-하]|[①-⑳])[.)]")
_PIECE = regex.compile(r"[가-힣A-Za-z0-9·&\-]+")


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A slot's value, where it was read, and which preference read it."""

    value: T
    span: Span
    how: str = ""


# "매출을 5억원으로 보고", "목표를 9억원으로 잡았다": a figure is told, nothing is done.
_TELLS = regex.compile(
    r"보|잡|추산|추정|집계|평가|산정|책정|기록|달성|계산|환산|정하|매기|제한|전망|예상|발표|신고|공시|제시|올리|"
    r"낮추|높이|바꾸"
    r"|줄이|늘리|끌어올리|깎|낙찰|인수|매입|사들이|팔|매각|차지|이기|꺾|누르|치르|시작|출발|마감|거래"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """One amount in its sentence.

    `before` and `after` are the words beside the amount in its own phrase, up to another amount; `heads` are the
    phrases that it modifies (4억원의 예산, 4억원 규모의 사업); `segment` reaches from the amount before, or the start
    of the clause, to this amount: what stands there belongs to this amount alone.
    """

    money: MoneyFact
    sentence: Sentence
    syntax: Syntax
    outer: Syntax | None
    phrase: Phrase
    clause: Clause | None
    before: tuple[Span, ...]
    after: tuple[Span, ...]
    heads: tuple[Phrase, ...]
    segment: Span

    @property
    def span(self) -> Span:
        """The amount's own span."""
        return self.money.span

    @property
    def stem(self) -> str:
        """The stem of the governing predicate, "" where there is none."""
        return self.clause.stem if self.clause else ""

    @property
    def host(self) -> Phrase | None:
        """The phrase that the parentheses around the amount follow."""
        if self.outer is None or self.syntax.host is None or self.syntax.host >= len(self.outer.phrases):
            return None
        return self.outer.phrases[self.syntax.host]

    @property
    def near(self) -> int:
        """Where the stretch before the amount begins that words may still tell of it: a sentence has no bound."""
        return max(self.sentence.span.start, self.money.start - NEAR)

    def clause_before_parentheses(self, desk: Desk) -> Clause | None:
        """The clause whose predicate the parentheses around the amount follow: "클린룸을 증축하고(96억원)"."""
        if self.outer is None or self.host is None:
            return None
        clause = self.outer.clause_of(self.host)
        begin = self.syntax.span.start
        if clause is None or clause.index < 0 or not self.host.span.end <= clause.predicate.start < begin:
            return None
        return clause if not desk.text[clause.predicate.end : begin].strip("( ") else None

    def clause_phrases(self) -> tuple[Phrase, ...]:
        """The phrases of the governing clause; of the whole syntax where no predicate governs."""
        low, high = self.phrase.index - _ASIDE, self.phrase.index + _ASIDE
        if self.clause is None:
            return self.syntax.phrases[max(0, low) : high]
        held = self.clause.phrases
        return tuple(self.syntax.phrases[index] for index in held[bisect_left(held, low) : bisect_right(held, high)])

    def own_phrases(self) -> tuple[Phrase, ...]:
        """The phrases between the amount before and this one, the nearest first."""
        before = self.syntax.phrases[max(0, self.phrase.index - _ASIDE) : self.phrase.index]
        return tuple(reversed([p for p in before if p.span.start >= self.segment.start]))

    def modifiers(self) -> tuple[Clause, ...]:
        """The clauses that describe the amount or its name: "보수에 들어간 예산 4억원"."""
        return tuple(describing(self.syntax, self.phrase, self.clause))

    def later_phrases(self) -> tuple[Phrase, ...]:
        """The phrases of the clause after the amount, up to its predicate; those of a next amount in a list are not."""
        out: list[Phrase] = []
        listed = self.phrase.comma and not self.phrase.particle
        if listed and self.clause is not None and self.clause.kind == "adnominal":
            return ()
        for phrase in self.clause_phrases():
            if phrase.index > self.phrase.index:
                if any(
                    token.tag in ("NR", "NNB") and token.form in ("원", "억", "조", "달러") for token in phrase.tokens
                ):
                    # "개선비는 18조원, 운영에 필요한 운영비는 43조원": the goal is the next amount's.
                    return () if listed else tuple(out)
                out.append(phrase)
        return tuple(out)

    def is_means(self, desk: Desk) -> bool:
        """Whether something is done with the amount: "올해 12억원으로 설계를 마친다", "98억원으로 70기를 깔았다"."""
        if self.clause is None or self.phrase.particle not in ("으로", "로"):
            return False
        if desk.text.startswith(",", self.phrase.span.end + len(self.phrase.particle)):
            return False  # "예산안은 5,621억원으로, 심사를 거쳐 …": what it comes to
        if words.predicate_class(self.stem) is not None or _TELLS.fullmatch(self.stem):
            return False
        done = [p for p in self.clause_phrases() if p.case == "object" and p.index > self.phrase.index]
        return bool(done) and not desk.is_money(done[0].span)

    def place_of_doing(self) -> Phrase | None:
        """데, where the amount has one: "길을 내는 데 4억원을"; a theme stands before it: "4억원은 길을 내는 데"."""
        if self.phrase.case == "topic" and self.phrase.tokens[0].form != "데":
            after = (phrase for phrase in self.later_phrases() if _is_place_of_doing(phrase))
            return next(after, None)
        before = (phrase for phrase in reversed(self.clause_phrases()) if phrase.index < self.phrase.index)
        return next((phrase for phrase in (self.phrase, *before) if _is_place_of_doing(phrase)), None)


def _is_place_of_doing(phrase: Phrase) -> bool:
    return phrase.tokens[0].form == "데" and phrase.tokens[0].tag == "NNB"


class Desk:
    """One document's facts at hand: amounts, dates and organizations by place, and frames by amount."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self._frames: dict[int, Frame | None] = {}
        self.filled: list[BudgetFact] = []  # the budgets before the one being read

    @property
    def text(self) -> str:
        """The normalised text."""
        return self.analysis.text

    @cached_property
    def money(self) -> tuple[MoneyFact, ...]:
        """All amounts in order."""
        return cast("tuple[MoneyFact, ...]", self.analysis.facts("money"))

    @cached_property
    def _money_starts(self) -> list[int]:
        return [fact.start for fact in self.money]

    @cached_property
    def dates(self) -> tuple[DateFact, ...]:
        """All dates in order."""
        return cast("tuple[DateFact, ...]", self.analysis.facts("date"))

    @cached_property
    def _date_starts(self) -> list[int]:
        return [fact.start for fact in self.dates]

    @cached_property
    def org_mentions(self) -> list[tuple[Span, OrgFact]]:
        """Every mention of every organization, in order."""
        found = [
            (span, org) for org in cast("tuple[OrgFact, ...]", self.analysis.facts("org")) for span in org.mentions
        ]
        return sorted(found, key=lambda pair: (pair[0].start, pair[0].end))

    @cached_property
    def _org_starts(self) -> list[int]:
        return [span.start for span, _ in self.org_mentions]

    def filled_in(self, sentence: Sentence) -> list[BudgetFact]:
        """The budgets already read in a sentence."""
        first = bisect_left(self.filled, sentence.span.start, key=lambda budget: budget.start)
        last = bisect_left(self.filled, sentence.span.end, key=lambda budget: budget.start)
        return self.filled[first:last]

    def money_in(self, span: Span) -> tuple[MoneyFact, ...]:
        """The amounts that begin inside `span`."""
        return tuple(
            self.money[bisect_left(self._money_starts, span.start) : bisect_left(self._money_starts, span.end)]
        )

    def shares_sentence(self, frame: Frame) -> bool:
        """Whether another amount stands in the sentence of a frame's own."""
        at = bisect_left(self._money_starts, frame.money.start)
        near = [self.money[index] for index in (at - 1, at + 1) if 0 <= index < len(self.money)]
        return any(frame.sentence.span.covers(fact.span) for fact in near)

    def money_before(self, offset: int, low: int) -> Iterator[MoneyFact]:
        """The amounts that begin before `offset`, the nearest first, back to `low`."""
        for index in range(bisect_left(self._money_starts, offset) - 1, -1, -1):
            if self.money[index].start < low:
                return
            yield self.money[index]

    def dates_in(self, span: Span) -> tuple[DateFact, ...]:
        """The dates that overlap `span`: "지난 3년간" may begin before the clause that it stands in."""
        first = bisect_left(self._date_starts, span.start)
        if first and self.dates[first - 1].end > span.start:
            first -= 1
        return tuple(self.dates[first : bisect_left(self._date_starts, span.end)])

    def orgs_in(self, span: Span) -> list[tuple[Span, OrgFact]]:
        """The mentions of organizations that begin inside `span`."""
        return self.org_mentions[bisect_left(self._org_starts, span.start) : bisect_left(self._org_starts, span.end)]

    def orgs_before(self, offset: int) -> Iterator[tuple[Span, OrgFact]]:
        """The mentions before `offset`, the nearest first."""
        for index in range(bisect_right(self._org_starts, offset) - 1, -1, -1):
            if self.org_mentions[index][0].end <= offset:
                yield self.org_mentions[index]

    def known_org(self, span: Span) -> tuple[Span, str] | None:
        """The last word of a stretch that is an organization, by its mentions or by the gazetteer alone.

        Where a place only stands before 예산 or opens a heading, it is the body that spends.
        """
        found = self.orgs_in(span)
        if found:
            return found[-1][0], found[-1][1].name
        entries = load_gazetteer().entries
        for match in reversed(list(_PIECE.finditer(self.text, span.start, span.end))):
            entry = entries.get(match.group())
            # "지원 대상: …": a word that may be a firm's short name is none where nothing else says so.
            if entry is not None and (not entry.ambiguous or entry.org_type in _GOVERNS):
                return Span(*match.span()), entry.name
        return None

    def syntax(self, sentence: Sentence) -> Syntax:
        """The syntax of a sentence."""
        return syntax(self.analysis, sentence)

    def sentences_before(self, sentence: Sentence, count: int) -> Sequence[Sentence]:
        """Up to `count` sentences before `sentence`, the nearest first; a bare number of an outline is none."""
        at = bisect_left(self._told_indices, sentence.index)
        return self._told[max(0, at - count) : at][::-1]

    def sentences_after(self, sentence: Sentence, count: int) -> Sequence[Sentence]:
        """Up to `count` sentences after `sentence`, the nearest first."""
        at = bisect_right(self._told_indices, sentence.index)
        return self._told[at : at + count]

    @cached_property
    def _told(self) -> tuple[Sentence, ...]:
        return tuple(one for one in self.analysis.sentences if not _OUTLINE.fullmatch(one.span.of(self.text)))

    @cached_property
    def _told_indices(self) -> list[int]:
        return [sentence.index for sentence in self._told]

    def is_date(self, span: Span) -> bool:
        """Whether a date covers the start of `span`."""
        at = bisect_right(self._date_starts, span.start) - 1
        near = self.dates[max(0, at) : at + 2]
        return any(fact.span.overlaps(span) for fact in near)

    def is_money(self, span: Span) -> bool:
        """Whether an amount overlaps `span`."""
        at = bisect_right(self._money_starts, span.start) - 1
        return any(fact.span.overlaps(span) for fact in self.money[max(0, at) : at + 2])

    def frame(self, money: MoneyFact) -> Frame | None:
        """The frame of an amount; None where its morphemes cannot be placed (a line of figures only)."""
        if money.start not in self._frames:
            self._frames[money.start] = _frame(money, self)
        return self._frames[money.start]


def desk(analysis: Analysis) -> Desk:
    """The desk of a document; ask for it with `analysis.memo(desk)`."""
    return Desk(analysis)


def describing(syntax: Syntax, phrase: Phrase, clause: Clause | None) -> Iterator[Clause]:
    """The clauses that describe a phrase, or the theme of a clause that only sums up ("시가 지급한 돈은 3억원이다")."""
    described = {phrase.index}
    if clause is not None and clause.stem in SUMS_UP:
        described |= {i for i in clause.phrases if syntax.phrases[i].case in ("topic", "subject")}
    return (other for other in syntax.clauses if other.modifies in described and other.kind == "adnominal")


def _frame(money: MoneyFact, desk: Desk) -> Frame | None:
    sentence = desk.analysis.sentence_at(money.start)
    path = desk.syntax(sentence).path(money.span)
    inner, outer = path[0], path[1] if len(path) > 1 else None
    phrase = inner.phrase_at(money.span)
    if phrase is None:
        return None
    before, after = _beside(money, phrase, desk)
    heads: list[Phrase] = []
    last = phrase
    while (last.case == "genitive" or last.adnominal) and last.index + 1 < len(inner.phrases) and len(heads) < 3:
        last = inner.phrases[last.index + 1]
        if desk.is_money(last.span):
            break
        heads.append(last)
    clause = inner.clause_of(last)
    cell = next((cell for cell in divided_cells(desk.text, sentence.span) if cell.covers(money.span)), None)
    if cell is not None and clause is not None and not cell.covers(clause.predicate):
        clause = None  # "2024년 | 20 | 부지 매입, 설계": what the next cell tells is nobody's verb
    start = clause.span.start if clause else inner.span.start
    start = min(start, phrase.span.start)
    for modifier in describing(inner, phrase, clause):
        start = min(start, modifier.span.start)
    # "24억원 증액된 68억원": a difference told of the amount itself parts it from nothing.
    changes = [m.span for m in describing(inner, phrase, clause) if words.predicate_class(m.stem) == "change"]
    previous = next(
        (
            fact
            for fact in desk.money_before(money.start, inner.span.start)
            if fact.end <= money.start and not any(change.covers(fact.span) for change in changes)
        ),
        None,
    )
    if previous is not None and previous.end > start:
        start = previous.end
    return Frame(money, sentence, inner, outer, phrase, clause, before, after, tuple(heads), Span(start, money.start))


def _beside(money: MoneyFact, phrase: Phrase, desk: Desk) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words of the phrase before the amount (from the last other amount on) and after it."""
    text = desk.text
    start, end = phrase.span.start, phrase.span.end
    for other in desk.money_in(phrase.span):
        if other.end <= money.start:
            start = other.end
        elif other.start >= money.end:
            end = other.start
            break
    return _pieces(text, start, money.start), _pieces(text, money.end, end)


def _pieces(text: str, start: int, end: int) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in _PIECE.finditer(text, start, end)) if start < end else ()


def previous_phrase(frame: Frame) -> Phrase | None:
    """The phrase of the same clause that stands right before the amount's own, where no amount parts them."""
    own = [p for p in frame.clause_phrases() if p.index < frame.phrase.index and p.span.start >= frame.segment.start]
    return own[-1] if own else None
