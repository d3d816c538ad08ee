"""Whether an amount is a budget at all: the nouns that it measures, then the verb that governs it."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from gwangju_ai_cli.facts.budgets import doings, headlines, nouns, raised, words
from gwangju_ai_cli.facts.budgets.frames import SUMS_UP, Desk, Frame
from gwangju_ai_cli.facts.budgets.refusals import LEAST, Refusal, endowed, refuse, struck
from gwangju_ai_cli.korean.clauses import Phrase
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.names.gazetteer import load_gazetteer


@dataclass(frozen=True, slots=True)
class Verdict:
    """An amount that is a budget: the rule that says so, and the word that it rests on."""

    rule: str
    cue: Span


_PUBLIC = frozenset({"government", "local_government", "public_institution", "international"})
_SHORT_PUBLIC = frozenset({"정부", "시", "도", "군", "구", "교육청", "지자체", "당국"})
# Weak nouns that say of themselves that the money is given.
_GIVEN = ("지원", "지원금", "지원액", "보조금", "원조")
# Weak nouns that say nothing of spending, unlike 지원금, 기금, 보조금.
_PLAIN = ("돈", "금액", "규모", "총액", "전액", "비용", "자금", "사업", "계획", "공사", "장학금")
_TAKES = frozenset({"쓰이", "들", "들어가", "소요", "필요"})
_SECURES = frozenset({"확보", "마련", "부담", "분담", "충당", "따내"})
_PUBLIC_MONEY = regex.compile(r"투입|배정|예산|사업비|국비|도비|시비|지방비|재원|편성")
_BOOKS = frozenset({"담", "담기", "넣", "할애", "배분", "세우"})
_CHOOSES = frozenset({"고르", "뽑", "선정", "채택"})
_FAR = 8
_BOOK = regex.compile(r"(?:예산|예산안|추경|추경안|추가경정예산안?)$")
_BEARS = frozenset({"부담", "분담", "충당"})
_USES = frozenset({"쓰", "쓰이", "사용", "활용", "지출", "들", "들어가", "소요", "필요", "보태", "부담"})


def judge(frame: Frame, desk: Desk) -> Verdict | Refusal | None:
    """Whether the amount is a budget by its own sentence; None where only its neighbours can tell."""
    before, after = nouns.own(frame, desk), nouns.after(frame, desk)
    return refuse(frame, desk, before, after) or _accept(frame, desk, before, after)


def _accept(frame: Frame, desk: Desk, before: nouns.Noun | None, after: nouns.Noun | None) -> Verdict | None:
    """The surest reason first: a noun of budgets, a verb of spending, the theme, a source, weak words together."""
    text, clause = desk.text, frame.clause
    verb = words.predicate_class(frame.stem) if clause else None
    for noun in (before, after):
        if noun and noun.kind == "budget":
            source = words.source_pattern().search(noun.span.of(text))
            return Verdict("budget.source" if source else "budget.noun", noun.span)
    if clause and verb == "spend":
        return Verdict("budget.spend", clause.predicate)
    theme = nouns.theme(frame, desk)
    if theme and theme.kind == "budget" and not frame.heads:
        return Verdict("budget.theme", theme.span)
    means = nouns.source(frame, desk)
    if means:
        return Verdict("budget.source", means)
    amount = frame.money.amount
    least = LEAST.get(frame.money.currency or "KRW", 1_000)
    if amount is not None and amount < 10 * least:
        return None  # weak words and a small sum: somebody's own money
    found = raised.cue(frame, desk)
    if found:
        return Verdict("budget.raised", found)
    for modifier in frame.modifiers():
        # "시가 요청한 230억원에는 못 미친다"
        asks = words.predicates().get(modifier.stem, ("", None))[1] == "requested"
        if asks and any(_is_public(frame.syntax.phrases[index], desk) for index in modifier.phrases):
            return Verdict("budget.asked", modifier.predicate)
    going = _going_on(frame, desk)
    if going:
        return Verdict("budget.spend", going)
    # "버스 무료 이용 (연간 38억원 소요)"
    if frame.outer is not None and clause and clause.kind == "nominal" and clause.stem == "소요":
        return Verdict("budget.purpose", clause.predicate)
    headline = headlines.goal(frame, desk)
    if headline:
        return Verdict("budget.headline", headline.span)
    done = _in_done(frame, desk)
    if done:
        return Verdict("budget.parentheses", done)
    weak = before or after or theme
    if weak and (weak.kind == "weak" or (weak.kind == "private" and endowed(frame))):
        word = weak.span.of(text)
        given = [clause for clause in frame.modifiers() if words.predicate_class(clause.stem) == "spend"]
        if given and frame.stem in SUMS_UP:
            return Verdict("budget.spend", given[-1].predicate)  # "시가 지급한 돈은 3억원이다"
        if clause and verb == "weak" and (not word.endswith(_PLAIN) or _public(frame, desk)):
            return Verdict("budget.purpose", weak.span)
        if weak is not after and (frame.stem in SUMS_UP or verb == "change") and word.endswith(_GIVEN):
            return Verdict("budget.theme", weak.span)
        if weak is before and struck(frame, desk):
            return Verdict("budget.theme", weak.span)  # "예결위는 해외 연수비 4억원을 전액 삭감했다"
        if weak is after and _names_project(frame, desk):
            return Verdict("budget.scale", weak.span)
    if clause and verb == "weak" and _goes_on_using(frame):
        return Verdict("budget.purpose", clause.predicate)
    place = frame.place_of_doing()
    # "길을 넓히는 데 48억원을 쓴다", "48억원은 길을 넓히는 데 쓴다"
    # "길을 넓히는 데도 48억원이 들어간다"
    apart = place is not None and place.particle in ("도", "에도", "에", "에는", "는")
    to_do = place is not None and (place is frame.phrase or apart or place.index > frame.phrase.index)
    public = clause is not None and verb == "weak" and _public(frame, desk)
    if (
        clause
        and verb == "weak"
        and (((frame.stem in _USES or public) and _has_goal(frame, desk)) or (public and to_do))
    ):
        return Verdict("budget.purpose", clause.predicate)
    # "급식비 지원에 1천250억원을 담았다", after a sentence on the budget.
    if clause and frame.stem in _BOOKS and _has_goal(frame, desk) and _told_before(frame, desk, _FAR):
        return Verdict("budget.purpose", clause.predicate)
    book = _book(frame, desk) if clause and frame.stem in _BOOKS else None
    if book:
        return Verdict("budget.noun", book)
    if _chosen(frame, desk):
        return Verdict("budget.list", frame.money.span)
    if clause is None or amount is None:
        return None
    # "산업부는 5조7000억원을 쓴다", in a text on the budget
    if amount >= 1000 * least and frame.stem in ("쓰", "사용", "집행") and public and _told_before(frame, desk, _FAR):
        return Verdict("budget.purpose", clause.predicate)
    grown = _grown(frame, desk) if verb == "change" and _told_before(frame, desk) else None
    if grown:
        return Verdict("budget.theme", grown)
    # "석면을 없애는 데 40억원이 쓰인다", "시가 40억원을 확보했다": only of sums that nobody has of his own.
    goal = to_do or any(map(_is_goal, frame.clause_phrases()))
    uses = frame.stem in _TAKES and amount >= 1000 * least and goal
    borne = frame.stem in _BEARS and _names_body(frame, desk)  # "회사가 해마다 14억원씩 부담한다"
    secures = frame.stem in _SECURES and amount >= 100 * least and (public or borne)
    if amount >= 1000 * least and frame.is_means(desk) and _told_before(frame, desk):
        return Verdict("budget.means", clause.predicate)
    return Verdict("budget.purpose", clause.predicate) if uses or secures else None


def _in_done(frame: Frame, desk: Desk) -> Span | None:
    """What is made, before an amount alone in its parentheses: "이 재원으로 클린룸을 증축하고(96억원)"."""
    found = frame.clause_before_parentheses(desk)
    if found is None or frame.clause is not None or frame.before or frame.after:
        return None
    makes = doings.makes(found, frame.outer or frame.syntax, desk)
    return found.predicate if makes and _told_before(frame, desk) else None


def _going_on(frame: Frame, desk: Desk) -> Span | None:
    """A noun of spending that goes on: "보수에 13억원을 투입 중이다"."""
    if frame.stem != "이" or frame.phrase.case != "object":
        return None
    for phrase in frame.later_phrases():
        if phrase.case == "complement" and len(phrase.words) > 1 and phrase.words[-1].of(desk.text) == "중":
            noun = phrase.words[-2]
            return noun if words.predicate_class(noun.of(desk.text)) == "spend" else None
    return None


def _book(frame: Frame, desk: Desk) -> Span | None:
    """The budget that amounts are entered in: "이번 추경에 냉난방기 교체 126억원을 담았다"."""
    for phrase in frame.clause_phrases():
        into = phrase.case == "adverbial" and regex.match(r"에(?!서)", phrase.particle) and phrase.words
        if into and _BOOK.search(phrase.words[-1].of(desk.text)):
            return phrase.words[-1]
    return None


def _goes_on_using(frame: Frame) -> bool:
    """Whether the clause before spends, and this one uses some of it: "집행하면서 68억원을 …로 사용한"."""
    clauses = frame.syntax.clauses
    before = clauses[frame.clause.index - 1] if frame.clause and frame.clause.index else None
    chained = before is not None and before.kind == "coordinate" and before.ending.endswith(("면서", "고", "며"))
    return chained and before is not None and words.predicate_class(before.stem) == "spend" and frame.stem in _USES


def _chosen(frame: Frame, desk: Desk) -> bool:
    """Whether the amount is of a list of works that are chosen: "주민들은 '벽화길'(3천만원) 등을 골랐다"."""
    syntax = frame.outer or frame.syntax
    clause = syntax.clause_of(frame.host) if frame.outer is not None and frame.host is not None else frame.clause
    if clause is None or clause.stem not in _CHOOSES or len(desk.money_in(frame.sentence.span)) < 2:
        return False
    return _told_before(frame, desk)


def _grown(frame: Frame, desk: Desk) -> Span | None:
    """The programme that grows to the amount: "'전략연구단'은 올해 1000억원에서 1833억원으로 커진다"."""
    if not frame.phrase.particle.startswith(("으로", "로")):
        return None
    for phrase in frame.clause_phrases():
        themed = phrase.case in ("topic", "subject") and phrase.index < frame.phrase.index
        if themed and (phrase.quoted or words.project_class(phrase.words[-1].of(desk.text)) == "named"):
            return phrase.span
    return None


def _told_before(frame: Frame, desk: Desk, reach: int = 2) -> bool:
    """Whether one of the sentences before, up to `reach` of them, speaks of spending public money."""
    before = list(desk.sentences_before(frame.sentence, reach))
    return any(_PUBLIC_MONEY.search(desk.text, span.span.start, span.span.end) for span in before)


def _public(frame: Frame, desk: Desk) -> bool:
    """Whether a public body is a subject or topic of the clause or of the sentence before it, or opens a headline."""
    own = frame.clause.phrases if frame.clause else ()
    for phrase in frame.syntax.phrases:
        doer = phrase.case in ("topic", "subject") or (phrase.case == "bare" and phrase.comma)
        if not doer or (phrase.index > frame.phrase.index and phrase.index not in own):
            continue
        if _is_public(phrase, desk):
            return True
    return False


def _is_public(phrase: Phrase, desk: Desk) -> bool:
    """Whether a phrase names a public body."""
    if not phrase.words:
        return False
    last = phrase.words[-1].of(desk.text)
    if last in _SHORT_PUBLIC or any(org.org_type in _PUBLIC for _, org in desk.orgs_in(phrase.span)):
        return True
    entry = load_gazetteer().entries.get(last)
    return entry is not None and entry.org_type in _PUBLIC


def _names_body(frame: Frame, desk: Desk) -> bool:
    """Whether any body, a company too, is the subject or topic of the clause."""
    return any(
        phrase.case in ("topic", "subject") and bool(desk.orgs_in(phrase.span)) for phrase in frame.clause_phrases()
    )


def _has_goal(frame: Frame, desk: Desk) -> bool:
    """Whether the clause says what for: "… 사업에", "… 조성을 위해"."""
    return any(
        words.project_class(phrase.words[-1].of(desk.text)) in ("named", "purpose") or phrase.quoted
        for phrase in frame.clause_phrases()
        if phrase.index != frame.phrase.index and not desk.is_money(phrase.span) and _is_goal(phrase)
    )


def _is_goal(phrase: Phrase) -> bool:
    to = phrase.particle.startswith("에") and not phrase.particle.startswith("에서")
    return phrase.case == "purpose" or (phrase.case == "adverbial" and to)


def _names_project(frame: Frame, desk: Desk) -> bool:
    """Whether what is measured is a named undertaking: "1조원 규모의 … 프로젝트", "1조원 규모로 … 사업을 추진한다"."""
    if frame.after and frame.phrase.particle.startswith("로") and frame.after[-1].of(desk.text) == "규모":
        things = [p for p in frame.clause_phrases() if p.case == "object" and p.index > frame.phrase.index]
    else:
        things = list(frame.heads[-1:])
    return any(words.project_class(p.words[-1].of(desk.text)) == "named" and len(p.tokens) > 1 for p in things)
