"""Why an amount is no budget: rates, differences, conversions, crimes, and nouns and verbs of other money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from gwangju_ai_cli.facts.budgets import nouns, tables, words
from gwangju_ai_cli.facts.budgets.frames import NEAR, Desk, Frame
from gwangju_ai_cli.model import Span

# "1인당 30만원", "월 10만원", "하루 최대 5만원": a rate, not a sum that anybody sets aside.
_RATE = regex.compile(
    r"(?:(?:(?![수식성정전담강부서])[가-힣]|[A-Za-z0-9㎡%])\s?당|(?<!해)마다|(?<![가-힣\d])(?:매월|매주|매달|월|"
    r"한\s?달|월평균|하루|일일|매일|시간당|시급|건별|주당|1박|평당))"
    r"\s*(?:[가-힣]{1,7}(?:금|비|액|료)(?:은|는|이|가|을|를|으로)?\s+)?"
    r"(?:평균|최대|최고|최소|약|총|각각?|에|만)?\s*(?:[가-힣]{2,6}(?:금|비)\s*)?$"
)
_EACH = regex.compile(
    r"\s?(?:짜리|어치|권(?![가-힣])|씩(?=\s*(?:받|내|주고|입금)))|\s?상당의|\s?미만의? (?:주택|제품|상품)"
)
_CRIME = regex.compile(
    r"횡령|편취|뇌물|사기|배임|갈취|혐의|기소|벌금|추징|징역|구속|성매매|밀수|탈세|도박|불법(?!\s?(?:주[·]?정차|"
    r"주차|촬영|투기|광고|건축|현수막|쓰레기|소각|어업))|빼돌|가로챈|가로채|착복"
    r"|리베이트|유용(?!한|하게|성)"
)
_CONVERSION = regex.compile(r"^\s*(?:약|한화|우리\s?돈|미화|원화|달러화|한국\s?돈|로|\s|으로)*$")
_DIFFERENCE_AFTER = regex.compile(
    r"^\s*(?:\([^()]{1,20}\)\s*)?(?:가량|정도|이나|이|가|을|를|만큼|쯤)?\s*(?:더\s?)?"
    r"(?:늘|증가|증액|줄|감소|감액|삭감|많은|적은|불어|오른|오르|초과|순증|깎)"
)
_LISTED_GOAL = regex.compile(r",\s[가-힣A-Za-z ·]{2,24}(?:은|는|이|가|을|를)\s[\d조억만천백 ,.]+원으로\s각각")
_STRUCK = regex.compile(r"(?:을|를|이|가|은|는)\s전액\s?(?:삭감|감액|깎)")
_CHANGE_COLUMN = regex.compile(r"증감|증가|감소|차액|증액|감액")
_TO = regex.compile(r"(?:\s?(?:가량|정도|안팎|규모|수준))?(?:으로|로|까지)(?![가-힣])")
_LEFT_OVER = regex.compile(r"(?:집행|예산|사업비)\s?잔액")
_REVENUE = regex.compile(r"(?<![가-힣])(?:주요\s)?세입(?:\s?예산안?|\s?재원)?(?:은|으로는|에서는|을 보면|별로는)")
_ASSETS = ("주식", "채권", "국채", "부동산", "코인", "가상자산", "증권")
# No one calls so little a budget, unless the text itself does.
LEAST = {"KRW": 1_000_000, "JPY": 100_000, "CNY": 10_000, "VND": 10_000_000}


@dataclass(frozen=True, slots=True)
class Refusal:
    """An amount that is none, and why; `outweighed` says that an item of a plan is one all the same.

    A noun of other money (환급금, 보육료) names many an item of a budget; a rate or a crime is none anywhere.
    """

    reason: str
    outweighed: bool = False


def refuse(frame: Frame, desk: Desk, before: nouns.Noun | None, after: nouns.Noun | None) -> Refusal | None:
    """The first reason why the amount is no budget; None where there is none.

    `before` and `after` are the nouns that name the amount on either side.
    """
    for check, outweighed in _CHECKS:
        reason = check(frame, desk)
        if reason:
            return Refusal(reason, outweighed)
    for noun in (before, after):
        none = noun and noun.kind == "none" and not _is_left_over(noun.span, desk)
        if noun and (none or (noun.kind == "private" and not endowed(frame))):
            return Refusal(f"{noun.span.of(desk.text)}: no spending", outweighed=True)
    reason = _other_verb(frame, desk)
    if reason:
        return Refusal(reason)
    reason = _thing(frame, desk) or _other_theme(frame, desk, before)
    return Refusal(reason, outweighed=True) if reason else None


def _is_left_over(span: Span, desk: Desk) -> bool:
    """Whether a balance is what a budget has left: "집행 잔액 가운데 9억원은 이월했다", no bank's balance."""
    return bool(_LEFT_OVER.search(desk.text, max(0, span.start - 6), span.end))


def endowed(frame: Frame) -> bool:
    """Whether a verb takes, asks for or strikes so much that no one pays it himself: "난방비로 12억원을 지원한다"."""
    amount, least = frame.money.amount, LEAST.get(frame.money.currency or "KRW", 1_000)
    asks = words.predicates().get(frame.stem, ("", None))[1] == "requested"
    told = asks or frame.stem in ("삭감", "감액", "증액") or words.predicate_class(frame.stem) == "spend"
    return told and amount is not None and amount >= 100 * least


def _calls_itself_budget(frame: Frame, desk: Desk) -> bool:
    noun = nouns.own(frame, desk)
    return noun is not None and noun.kind == "budget"


def _conversion(frame: Frame, desk: Desk) -> str | None:
    if frame.money.amount == 0:
        return "zero"
    if frame.host is not None and _CONVERSION.match(desk.text[frame.syntax.span.start : frame.money.start]):
        given = [fact for fact in desk.money_in(frame.host.span) if fact.end <= frame.money.start]
        if given and given[-1].currency != frame.money.currency:
            return "a conversion of the amount before it"
    return None


def _rate(frame: Frame, desk: Desk) -> str | None:
    start = max(frame.sentence.span.start, frame.money.start - 24)
    if _RATE.search(desk.text[start : frame.money.start]):
        return "a rate"
    if _EACH.match(desk.text[frame.money.end : frame.money.end + 20]):
        return "a price"
    return None


def _time(frame: Frame, desk: Desk) -> str | None:
    return "a year in a table" if tables.is_time(frame.money, desk) else None


def _trifle(frame: Frame, desk: Desk) -> str | None:
    amount = frame.money.amount
    least = LEAST.get(frame.money.currency or "KRW", 1_000)
    if amount is not None and amount < least and not _calls_itself_budget(frame, desk):
        return "too small for a budget"
    return None


def _crime(frame: Frame, desk: Desk) -> str | None:
    if not _CRIME.search(desk.text, frame.near, min(frame.sentence.span.end, frame.money.end + NEAR)):
        return None
    heads = " ".join(head.span.of(desk.text) for head in frame.heads)
    return "told of a crime" if _CRIME.search(heads) or not _calls_itself_budget(frame, desk) else None


def _compared(frame: Frame, desk: Desk) -> str | None:
    if nouns.BASELINE.match(frame.phrase.particle) and not frame.after and not _calls_itself_budget(frame, desk):
        return "what another amount is compared with"
    # "제작비가 3억원에서 1억5000만원으로 반토막 났다"
    following = desk.money_in(Span(frame.money.end, min(frame.money.end + 24, frame.sentence.span.end)))
    if frame.phrase.particle == "에서" and following and _TO.match(desk.text, following[0].end):
        return "what another amount is compared with"
    if frame.after and frame.after[0].of(desk.text) == "대신":
        return "what another amount replaces"
    return None


def _difference(frame: Frame, desk: Desk) -> str | None:
    """By how much a sum changes; with 으로 or 까지 the amount is the new sum.

    "시가 요구한 예산 12억원이 삭감됐다": what was asked for is a budget of its own, whatever became of it.
    """
    asked = any(words.predicates().get(clause.stem, ("", None))[1] == "requested" for clause in frame.modifiers())
    if asked and not any(span.of(desk.text) in ("가운데", "중") for span in frame.before):
        return None
    tail = desk.text[frame.money.end : min(frame.sentence.span.end, frame.money.end + 40)]
    column = tables.column_head(frame.money, desk)
    if column and _CHANGE_COLUMN.search(column.of(desk.text)):
        return "a difference"
    # "늘어난 공사비만 3천500억원에 이른다"
    more = [p.index for p in frame.clause_phrases() if p.particle.startswith("만") and p.index < frame.phrase.index]
    if any(c.modifies in more and words.predicate_class(c.stem) == "change" for c in frame.syntax.clauses):
        return "a difference"
    if _LISTED_GOAL.match(tail) and frame.phrase.comma and not frame.phrase.particle:
        return None  # "국비가 48억원, 도비가 80억원으로 각각 증액됐다": the last one's 으로 is everyone's
    if struck(frame, desk):
        return None
    goal = frame.after or frame.heads or frame.phrase.particle.startswith(("으로", "로", "까지"))
    if _DIFFERENCE_AFTER.match(tail) or (words.predicate_class(frame.stem) == "change" and not goal):
        return "a difference"
    return None


def struck(frame: Frame, desk: Desk) -> bool:
    """Whether a whole line of a budget goes, not a part of it: "홍보비 50억원을 전액 삭감했다"."""
    match = _STRUCK.match(desk.text, frame.money.end, frame.sentence.span.end)
    return match is not None and _names_line(frame, desk)


def _names_line(frame: Frame, desk: Desk) -> bool:
    """Whether the words before the amount name a line of a budget: 홍보비, 설치 사업비, no bare 예산."""
    noun = nouns.own(frame, desk)
    word = noun.span.of(desk.text) if noun else ""
    bare = word in words.role("owned") and (not frame.before or frame.before[0] == noun.span) if noun else True
    return noun is not None and noun.kind in ("budget", "weak") and not bare


def _revenue(frame: Frame, desk: Desk) -> str | None:
    """What comes in: "세입은 이전수입 2천410억원과 순세계잉여금 1천905억원이다"."""
    lead = desk.text[frame.near : frame.money.start]
    return "revenue" if _REVENUE.search(lead) and "세출" not in lead and "전출" not in lead else None


_CHECKS: tuple[tuple[Callable[[Frame, Desk], str | None], bool], ...] = (
    (_conversion, False),
    (_time, False),
    (_rate, False),
    (_trifle, False),
    (_crime, False),
    (_compared, False),
    (_difference, True),
    (_revenue, False),
)


def _other_verb(frame: Frame, desk: Desk) -> str | None:
    """A verb of other money that governs the amount, or that a means leads to ("공사비를 부풀려 챙긴")."""
    clause = frame.clause
    if clause is None:
        return None
    kind = words.predicate_class(clause.stem)
    if kind == "none" or (kind == "gain" and not _is_public_money(frame, desk)):
        return f"{clause.predicate.of(desk.text)}: no spending"
    follower = next(frame.syntax.followers(clause), None)
    if follower is None or words.predicate_class(follower.stem) != "none" or clause.ending[-1:] not in "어아여":
        return None
    takes_own = any(frame.syntax.phrases[index].case == "object" for index in follower.phrases)
    return None if takes_own else f"{follower.predicate.of(desk.text)}: no spending"


def _is_public_money(frame: Frame, desk: Desk) -> bool:
    """Whether a source of public money names the amount: "국비 137억원을 챙겼다"."""
    begin = max(frame.sentence.span.start, frame.money.start - 8)
    return words.source_pattern().search(desk.text, begin, frame.money.start) is not None


def _thing(frame: Frame, desk: Desk) -> str | None:
    """What is given or set instead of money: "4억원이 넘는 차를 지원", "표값을 전석 1만원으로 책정"."""
    text = desk.text
    if frame.heads and not frame.after:
        last = frame.heads[-1].words[-1]
        word = last.of(text).strip("'\"‘’“”")
        if words.noun_class(word) is None and words.project_class(word) is None:
            return f"{word}: no spending"
    for phrase in frame.clause_phrases():
        if (
            phrase.case == "adverbial"
            and phrase.particle.startswith("에")
            and phrase.words[-1].of(text).endswith(_ASSETS)
        ):
            return f"{phrase.words[-1].of(text)}: no spending"  # "해외 주식에 3조원을 투자"
        own = frame.segment.start <= phrase.span.start and phrase.span.end <= frame.phrase.span.start
        if own and phrase.case == "object" and words.noun_class(phrase.words[-1].of(text)) in ("none", "private"):
            return f"{phrase.words[-1].of(text)}: no spending"
    return None


def _other_theme(frame: Frame, desk: Desk, before: nouns.Noun | None) -> str | None:
    spends = frame.clause is not None and words.predicate_class(frame.stem) in ("spend", "weak")
    theme = nouns.theme(frame, desk)
    if theme and theme.kind == "none" and not before and not spends:
        return f"{theme.span.of(desk.text)}: no spending"
    return None
