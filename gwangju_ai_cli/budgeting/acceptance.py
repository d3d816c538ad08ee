"""Whether an amount is a budget at all: the nouns that it measures, then the verb that governs it."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from gwangju_ai_cli.budgeting import words
from gwangju_ai_cli.budgeting.frames import Desk, Frame, previous_phrase
from gwangju_ai_cli.clauses import Clause, Phrase
from gwangju_ai_cli.model import Span


@dataclass(frozen=True, slots=True)
class Verdict:
    """An amount that is a budget: the rule that says so, and the word that it rests on."""

    rule: str
    cue: Span


@dataclass(frozen=True, slots=True)
class Refusal:
    """An amount that is none, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Noun:
    kind: str
    span: Span


# "1인당 30만원", "월 10만원", "하루 최대 5만원": a rate, not a sum that anybody sets aside.
_RATE = regex.compile(
    r"(?:[가-힣A-Za-z0-9㎡%]당|마다|(?<![가-힣\d])(?:매월|매주|매달|월|한\s?달|월평균|하루|일일|매일|시간당|시급|건별|주당|1박|평당))"
    r"\s*(?:[가-힣]{1,7}(?:금|비|액|료)(?:은|는|이|가|을|를|으로)?\s+)?(?:평균|최대|최고|최소|약|총|각각?|에|만)?\s*(?:[가-힣]{2,6}(?:금|비)\s*)?$"
)
_EACH = regex.compile(
    r"\s?(?:짜리|어치|권(?![가-힣])|씩(?=\s*(?:받|내|주고|입금)))|\s?상당의|\s?미만의? (?:주택|제품|상품)"
)
_CRIME = regex.compile(
    r"횡령|편취|뇌물|사기|배임|갈취|혐의|기소|벌금|추징|징역|구속|성매매|밀수|탈세|도박|불법|빼돌|가로챈|가로채|착복|리베이트|유용(?!한|하게|성)"
)
# No one calls so little a budget, unless the text itself does.
_LEAST = {"KRW": 1_000_000, "JPY": 100_000, "CNY": 10_000, "VND": 10_000_000}
_CONVERSION = regex.compile(r"^\s*(?:약|한화|우리\s?돈|미화|원화|달러화|한국\s?돈|로|\s|으로)*$")
_BASELINE = regex.compile(r"^(?:보다|에 비해|에 비하|과 비교|와 비교|대비|에서(?!도))")
_DIFFERENCE_AFTER = regex.compile(
    r"^\s*(?:\([^()]{1,20}\)\s*)?(?:가량|정도|이나|이|가|을|를|만큼|쯤)?\s*(?:더\s?)?(?:늘|증가|증액|줄|감소|감액|삭감|많은|적은|불어|오른|오르|초과|순증|깎)"
)


def judge(frame: Frame, desk: Desk) -> Verdict | Refusal | None:
    """Whether the amount is a budget by its own sentence; None where only its neighbours can tell."""
    before, after = _own_noun(frame, desk), _noun_after(frame, desk)
    return _refuse(frame, desk, before, after) or _accept(frame, desk, before, after)


def _refuse(frame: Frame, desk: Desk, before: _Noun | None, after: _Noun | None) -> Refusal | None:
    text, money = desk.text, frame.money
    lead = text[max(frame.sentence.span.start, money.start - 24) : money.start]
    tail = text[money.end : frame.sentence.span.end][:40]
    if money.amount is not None and money.amount == 0:
        return Refusal("zero")
    if frame.host is not None and _CONVERSION.match(text[frame.syntax.span.start : money.start]):
        given = [fact for fact in desk.money_in(frame.host.span) if fact.end <= money.start]
        if given and given[-1].currency != money.currency:
            return Refusal("a conversion of the amount before it")
    if _RATE.search(lead):
        return Refusal("a rate")
    if not (before and before.kind == "budget") and money.amount is not None:
        if money.amount < _LEAST.get(money.currency or "KRW", 1_000):
            return Refusal("too small for a budget")
    if _CRIME.search(text, frame.sentence.span.start, frame.sentence.span.end):
        if not (before and before.kind == "budget") or _CRIME.search(
            " ".join(head.span.of(text) for head in frame.heads)
        ):
            return Refusal("told of a crime")
    if _EACH.match(tail):
        return Refusal("a price")
    if _BASELINE.match(frame.phrase.particle) and not frame.after and not (before and before.kind == "budget"):
        return Refusal("what another amount is compared with")
    if frame.after and frame.after[0].of(text) == "대신":
        return Refusal("what another amount replaces")
    if _DIFFERENCE_AFTER.match(tail):
        return Refusal("a difference")
    if words.predicate_class(frame.stem) == "change" and not frame.heads and _is_difference(frame):
        return Refusal("a difference")
    if before and before.kind == "none":
        return Refusal(f"{before.span.of(text)}: no spending")
    if after and after.kind == "none":
        return Refusal(f"{after.span.of(text)}: no spending")
    if words.predicate_class(frame.stem) == "none" and frame.clause:
        return Refusal(f"{frame.clause.predicate.of(text)}: no spending")
    follower = next(frame.syntax.followers(frame.clause), None) if frame.clause else None
    if (
        follower
        and words.predicate_class(follower.stem) == "none"
        and frame.clause
        and frame.clause.ending[-1:] in "어아여"
    ):
        if not any(frame.syntax.phrases[index].case == "object" for index in follower.phrases):
            return Refusal(f"{follower.predicate.of(text)}: no spending")  # "공사비를 부풀려 챙긴"
    thing = _thing(frame, desk)
    if thing:
        return Refusal(f"{thing.of(text)}: no spending")
    theme = _theme(frame, desk)
    if theme and theme.kind == "none" and not (before or _spends(frame.clause)):
        return Refusal(f"{theme.span.of(text)}: no spending")
    return None


def _thing(frame: Frame, desk: Desk) -> Span | None:
    """What is given or set instead of money: "4억원이 넘는 차를 지원", "표값을 전석 1만원으로 책정"."""
    text = desk.text
    if frame.heads and not frame.after:
        last = frame.heads[-1].words[-1]
        word = last.of(text).strip("'\"‘’“”")
        if words.noun_class(word) is None and words.project_class(word) is None:
            return last
    for phrase in frame.clause_phrases():
        if (
            phrase.case == "object"
            and phrase.span.end <= frame.phrase.span.start
            and phrase.span.start >= frame.segment.start
        ):
            if phrase.words and words.noun_class(phrase.words[-1].of(text)) == "none":
                return phrase.words[-1]
    return None


def _is_difference(frame: Frame) -> bool:
    """Whether an amount beside a verb of change says by how much: with 으로 or 까지 it says the new sum."""
    return not frame.after and not frame.phrase.particle.startswith(("으로", "로", "까지"))


def _accept(frame: Frame, desk: Desk, before: _Noun | None, after: _Noun | None) -> Verdict | None:
    text = desk.text
    for noun in (before, after):
        if noun and noun.kind == "budget":
            source = words.source_pattern().search(noun.span.of(text))
            return Verdict("budget.source" if source else "budget.noun", noun.span)
    if frame.clause and words.predicate_class(frame.stem) == "spend":
        return Verdict("budget.spend", frame.clause.predicate)
    theme = _theme(frame, desk)
    if theme and theme.kind == "budget" and not frame.heads:
        return Verdict("budget.theme", theme.span)
    means = _source_phrase(frame, desk)
    if means:
        return Verdict("budget.source", means)
    weak_noun = before or after or theme
    weak_verb = words.predicate_class(frame.stem) == "weak"
    if weak_noun and weak_noun.kind == "weak":
        if weak_verb and frame.clause and (_is_plain(weak_noun, text) is False or _public(frame, desk)):
            return Verdict("budget.purpose", weak_noun.span)
        sums_up = (
            frame.stem in ("이", "넘", "넘어서", "달하", "이르", "육박", "추정", "집계")
            or words.predicate_class(frame.stem) == "change"
        )
        if (
            weak_noun is not after
            and sums_up
            and weak_noun.span.of(text).endswith(("지원", "지원금", "지원액", "보조금", "원조"))
        ):
            return Verdict("budget.theme", weak_noun.span)
        if after is weak_noun and _names_project(frame, desk):
            return Verdict("budget.scale", weak_noun.span)
    own_use = frame.stem in ("쓰", "사용", "활용", "지출", "들", "들어가", "소요", "필요")
    if weak_verb and frame.clause and (own_use or _public(frame, desk)) and _has_goal(frame, desk):
        return Verdict("budget.purpose", frame.clause.predicate)
    return None


def _is_plain(noun: _Noun, text: str) -> bool:
    """Whether a weak noun says nothing of spending (돈, 금액, 규모, 비용), unlike 지원금, 기금, 사업."""
    return noun.span.of(text).endswith(
        ("돈", "금액", "규모", "총액", "전액", "비용", "자금", "사업", "계획", "공사", "장학금")
    )


def _own_noun(frame: Frame, desk: Desk) -> _Noun | None:
    """The noun that names the amount from the left: "사업비 약 100억원", "사업비로 100억원", "사업비: 100억원"."""
    found = _nearest(reversed(frame.before), desk)
    if found or any(
        span.of(desk.text) not in words.role("measure") and not desk.is_date(span) for span in frame.before
    ):
        return found
    phrase = previous_phrase(frame)
    if phrase is None or _BASELINE.match(phrase.particle):
        return _host_noun(frame, desk) if frame.outer else None
    if phrase.case == "label" or (
        not phrase.comma and phrase.case in ("adverbial", "subject", "topic", "object", "bare", "genitive")
    ):
        return _last_noun(phrase, desk)
    return None


def _host_noun(frame: Frame, desk: Desk) -> _Noun | None:
    """ "노후 관로 정비 사업비(120억원)": the noun before the parentheses."""
    first = not any(fact.start < frame.money.start for fact in desk.money_in(frame.syntax.span))
    if frame.host is None or not first or frame.phrase.index > 0 or desk.is_money(frame.host.span):
        return None
    return _last_noun(frame.host, desk)


def _nearest(spans: object, desk: Desk) -> _Noun | None:
    steps = 0
    for span in spans:  # type: ignore[attr-defined]
        word = span.of(desk.text)
        kind = words.noun_class(word)
        if kind:
            return _Noun(kind, span)
        if word not in words.role("measure") and not desk.is_date(span):
            steps += 1
            if steps >= 2:
                return None
    return None


def _last_noun(phrase: Phrase, desk: Desk) -> _Noun | None:
    pieces = [
        span for span in phrase.words if not desk.is_date(span) and span.of(desk.text) not in words.role("measure")
    ]
    if not pieces:
        return None
    last = pieces[-1]
    kind = words.noun_class(last.of(desk.text).strip("'\"‘’“”"))
    return _Noun(kind, last) if kind else None


def _noun_after(frame: Frame, desk: Desk) -> _Noun | None:
    """The noun that the amount measures: "4억원 규모의 사업", "4억원의 예산", "4억원 투자"; a telling one first."""
    weak: _Noun | None = None
    spans = [*frame.after]
    for head in frame.heads:
        spans += head.words[-1:]
    for span in spans:
        kind = words.noun_class(span.of(desk.text).strip("'\"‘’“”"))
        if kind in ("budget", "none"):
            return _Noun(kind, span)
        if kind and (weak is None or span.of(desk.text) != "규모"):
            weak = _Noun(kind, span)
    return weak


def _theme(frame: Frame, desk: Desk) -> _Noun | None:
    """What the clause is about: "내년 예산은 올해보다 25억원 늘어난 335억원이다"; another amount's theme is not."""
    found: _Noun | None = None
    for phrase in frame.clause_phrases():
        if phrase.index >= frame.phrase.index:
            break
        if desk.is_money(phrase.span) and not _BASELINE.match(phrase.particle):
            found = None
            continue
        changed = phrase.case == "object" and words.predicate_class(frame.stem) == "change"
        if phrase.case in ("topic", "subject") or changed or (phrase.is_theme and phrase.case == "adverbial"):
            found = _last_noun(phrase, desk) or found
    if found is None and not any(p.case in ("topic", "subject") for p in frame.clause_phrases()):
        # "총사업비는 300억원이었으나 420억원으로 늘었다": the topic of a clause before.
        for phrase in reversed(frame.syntax.phrases[: frame.phrase.index]):
            if phrase.case == "topic":
                return _last_noun(phrase, desk)
    return found


def _source_phrase(frame: Frame, desk: Desk) -> Span | None:
    """A source of money beside the amount: "80억원은 시비로 충당한다", "120억원은 국비이고"."""
    for phrase in frame.later_phrases():
        if phrase.case in ("complement", "adverbial", "object") and not desk.is_money(phrase.span):
            match = words.source_pattern().search(desk.text, phrase.span.start, phrase.span.end)
            if match:
                return Span(*match.span())
    return None


def _spends(clause: Clause | None) -> bool:
    return clause is not None and words.predicate_class(clause.stem) in ("spend", "weak")


_PUBLIC = frozenset({"government", "local_government", "public_institution", "international"})


def _public(frame: Frame, desk: Desk) -> bool:
    """Whether a public body is a subject or topic of the sentence before the amount, or opens a headline."""
    for phrase in frame.syntax.phrases[: frame.phrase.index]:
        if phrase.case in ("topic", "subject") or (phrase.case == "bare" and phrase.comma):
            if any(org.org_type in _PUBLIC for _, org in desk.orgs_in(phrase.span)):
                return True
    return False


def _has_goal(frame: Frame, desk: Desk) -> bool:
    """Whether the clause says what for: "… 사업에", "… 조성을 위해"."""
    for phrase in frame.clause_phrases():
        if phrase.index == frame.phrase.index or desk.is_money(phrase.span):
            continue
        if phrase.case == "purpose" or (
            phrase.case == "adverbial" and phrase.particle.startswith("에") and not phrase.particle.startswith("에서")
        ):
            if words.project_class(phrase.words[-1].of(desk.text)) in ("named", "purpose"):
                return True
    return False


def _names_project(frame: Frame, desk: Desk) -> bool:
    """Whether what is measured is a named undertaking: "1조원 규모의 … 프로젝트", "1조원 규모로 … 사업을 추진한다"."""
    if frame.after and frame.phrase.particle.startswith("로") and frame.after[-1].of(desk.text) == "규모":
        things = [p for p in frame.clause_phrases() if p.case == "object" and p.index > frame.phrase.index]
        return any(words.project_class(p.words[-1].of(desk.text)) == "named" and len(p.tokens) > 1 for p in things)
    head = frame.heads[-1] if frame.heads else None
    if head is None:
        return False
    return words.project_class(head.words[-1].of(desk.text)) == "named" and (
        len(head.words) > 1 or len(head.tokens) > 1
    )
