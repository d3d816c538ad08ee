"""The amounts of a document with their surroundings, and what their own words say of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gwangju_ai_cli.model import BudgetFact, BudgetStatus, Funding, MoneyFact, Sentence, Span
from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.projects.mentions import Scene
from gwangju_ai_cli.projects.vocabulary import words
from gwangju_ai_cli.vocab import alternation, load_vocab

_PARENTHESIS = pattern(r"(?:원)?\s?\([^()]*\)")
_OLD_BEHIND = pattern(
    r"(?:원)?\s?(?:대)?(?:이?던|이?었던|였던|보다|에\s?(?:는\s)?(?:비해|비하면|견줘|견주면|못\s?미)|에는\s못|과\s?(?:견주|비교|비하)"
    r"|와\s?(?:견주|비교)|대비|의\s(?:절반|\d)|에\s?(?:그쳤던|불과했던)|이었으나|였으나|이었지만|였지만|이었는데"
    r"|으?로\s?(?:잡았|시작|출발|책정됐|계획했|예상했|추산했))"
)
_BECOMES = pattern(r"(?:원)?(?:에)?서(?:는)?(?=\s|$)")
_BECOMES_WHAT = pattern(r"(?:원)?(?:에)?서\s?(?:[가-힣]+\s){0,3}(?:약\s)?\d")
_MOVES = pattern(r"늘|줄|증액|감액|조정|변경|불어|뛰")
_ARROW = pattern(r"(?:원)?\s?(?:→|->|⇒|▶)")
_ARROW_BEFORE = pattern(r"(?:→|->|⇒|▶)\s?$")
_COMPARED = pattern(r"[)\]]?\s?(?:보다|대비|에\s?비해|과\s?비교|와\s?비교|에\s?견줘)")
_ASK = r"(?:요청|건의|신청|요구|촉구)"
_ASKED_BEFORE = pattern(rf"{_ASK}(?:한|했던|하는|액)\s?(?:\S+\s)?$")
_ASKED_BEHIND = pattern(rf"(?:원)?(?:을|를)?\s?(?:[가-힣]+(?:에|로|에게|까지)?\s){{0,5}}?(?:{_ASK}|달라)")
_DRAFT = pattern(r"정부안(?!보다|\s?대비)|정부\s?예산안|예산안에\s|부처\s?(?:예산)?안")
_FIRM = pattern(
    r"확보|국회.{0,12}(?:통과|의결)|최종\s?반영|본회의.{0,20}(?:통과|의결)|확정|선정돼|선정되|따냈|따내|교부받|의결"
)
_SPENT = pattern(
    r"집행(?:했|됐|한)|들어갔|투입됐|투입했|썼다|쓰였|사용했|들여\s?(?:마쳤|완공)|들었다|지출했|완공|준공됐|마쳤"
)
_WHOLE = pattern(
    r"(?<![가-힣])(?:총|전체|모두|통틀어)\s?(?:약\s)?$"
    r"|(?:총|전체)\s?(?:사업비|공사비|예산|투자비|투자액|건립비|비용|사업규모)[^,.()\d△]{0,24}$"
)
_COMPONENT = pattern(
    r"(?P<label>(?:[가-힣]{1,8}[·\s]){0,2}[가-힣·]{1,10}비)(?:는|은|가|이|로|으로|를|을|에|만|명목으로)?\s?"
    r"(?:약|총|국비|시비|도비)?\s?$"
)
_GROUNDS = frozenset(
    {"기반", "부지", "용지", "진입도로", "단지", "시설", "장비", "주차장", "기반시설"}
)  # 기반 조성비 is no 조성비
_NO_COSTS = frozenset({"대비", "경비", "정비", "준비", "장비", "설비", "구비", "겸비", "소비", "낭비", "수비"})


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in its sentence.

    `whole` is what stands before it there, `left` and `right` the same up to the next amounts, `rest` all behind it;
    `onward` is what follows, without a parenthesis right behind the amount. `enclosed` amounts stand in parentheses.
    """

    money: MoneyFact
    sentence: Sentence
    left: str
    right: str
    whole: str
    rest: str
    onward: str
    budget: BudgetFact | None
    headline: bool
    enclosed: bool

    @property
    def span(self) -> Span:
        """Where the amount stands."""
        return self.money.span


def find_amounts(scene: Scene) -> Iterator[Amount]:
    """All amounts of a document that have a value, in order."""
    analysis, text = scene.analysis, scene.text
    budgets = {fact.span: fact for fact in analysis.facts("budget") if isinstance(fact, BudgetFact)}
    moneys = [fact for fact in analysis.facts("money") if isinstance(fact, MoneyFact) and fact.amount is not None]
    for index, money in enumerate(moneys):
        sentence = analysis.sentence_at(money.start)
        before, behind = moneys[max(0, index - 1) : index], moneys[index + 1 : index + 2]
        begin = max([sentence.span.start, *(other.end for other in before if other.end <= money.start)])
        end = min([sentence.span.end, *(other.start for other in behind if other.start >= money.end)])
        whole, rest = text[sentence.span.start : money.start], text[money.end : sentence.span.end]
        opened = whole.rfind("(")
        aside = _PARENTHESIS.match(rest)
        yield Amount(
            money,
            sentence,
            text[begin : money.start],
            text[money.end : end],
            whole,
            rest,
            rest[aside.end() :] if aside else text[money.end : end],
            budgets.get(money.span),
            money.end <= scene.head_end,
            opened >= 0 and ")" not in whole[opened:],
        )


@cache
def just_before(name: str) -> re.Pattern[str]:
    """Words of a set right before an amount, or with a particle between."""
    chosen = alternation(sorted(words(name)))
    return re.compile(
        rf"(?<![가-힣\d])(?:{chosen})(?:은|는|이|가|을|를|으로|로|에|도|만)?\s?(?:약|총|최대|무려|평균)?\s?$"
    )


@cache
def funding_pattern() -> re.Pattern[str]:
    """A source of money right before an amount: 국비 50억원, 국비가 50억원, 국비는 50억원."""
    surfaces = alternation([row["surface"] for row in load_vocab("budget_funding")])
    return re.compile(
        rf"(?<![가-힣])(?P<source>{surfaces})(?:로는|으로는|로|으로|은|는|이|가|도|만)?\s?(?:약|총|모두)?\s?$"
    )


@cache
def _sources() -> dict[str, str]:
    return {row["surface"]: row["source"] for row in load_vocab("budget_funding")}


@cache
def _spending() -> re.Pattern[str]:
    rows = load_vocab("budget_predicates")
    stems = [row["stem"] for row in rows if row["class"] in ("spend", "weak") and len(row["stem"]) > 1]
    short = "들여|들인|드는|든다|들어|들었|쓴다|쓰고|쓰인|쓸|썼|담겼|담긴|담아|얻|받|따냈|따내|모자라"
    return re.compile(rf"[^.]{{0,40}}?(?:{alternation(stems)}|{short})")


@cache
def _costs() -> str:
    return alternation(sorted(words("cost")))


@cache
def _held_once() -> re.Pattern[str]:
    chosen = alternation(sorted(words("old")))
    return re.compile(
        rf"(?<![가-힣])(?:{chosen})(?:에는|에|의|엔)?\s?(?:[가-힣0-9]+(?:은|는|이|가|을|를|의)?\s){{0,4}}$"
    )


def is_old(amount: Amount) -> bool:
    """Whether the amount stands only to be compared with: what was said once.

    What was asked for is none: 당초 요청한 8억원 is a figure of its own.
    """
    left, right = amount.left, amount.right
    if _ARROW.match(right):
        return True
    if re.search(_ASK, left[-14:]):
        return False
    if _BECOMES.match(right):
        return bool(_BECOMES_WHAT.match(amount.rest)) or bool(_MOVES.search(amount.rest[:30]))
    if _OLD_BEHIND.match(amount.onward) or (amount.enclosed and _COMPARED.match(right)):
        return True
    opened = _held_once().search(left[-34:])
    if opened and not re.search(r"늘|증액|으로 조정", opened[0]):
        return True
    return bool(re.match(r"(?:원)?(?:대)?까지\s", right) and "한때" in amount.whole)


def is_direct(amount: Amount) -> bool:
    """Whether what the amount became stands right behind it: 480억→565억, 480억원에서 565억원으로."""
    return bool(_ARROW.match(amount.right) or _BECOMES.match(amount.right))


def takes_over(amount: Amount) -> bool:
    """Whether the amount is what another right before it became."""
    left = amount.left
    return bool(_ARROW_BEFORE.search(left) or re.match(r"(?:원)?(?:대)?(?:에)?서\s", left)) and len(left) < 24


def funding_of(amount: Amount) -> tuple[Funding, ...]:
    """Whose money the amount is, as its own words say."""
    if amount.budget is not None and amount.budget.funding:
        return amount.budget.funding
    found = funding_pattern().search(amount.left)
    if found:
        return (Funding(_sources()[found["source"]], amount.money.amount),)
    behind = re.match(r"(?:원)?(?:을|를|은|는|이|가)?\s?(?:전액\s)?국비(?:로|다|이다|를|\s지원)", amount.onward)
    if behind or "전액 국비" in amount.right[:24]:
        return (Funding("국비", amount.money.amount),)
    return ()


def status_of(amount: Amount) -> BudgetStatus | None:
    """How firm the amount is: asked for, planned, in hand, spent."""
    onward = amount.onward[:60]
    near = amount.left[-40:] + "\0" + amount.right[:60]
    asked = re.search(rf"{_ASK}|달라", onward[:34])
    if asked and not re.match(r"(?:원)?\s?(?:가운데|중)", onward):
        return "requested"
    if _ASKED_BEFORE.search(amount.left) or ("달라" in onward[:50] and re.search(_ASK, onward)):
        return "requested"
    if _DRAFT.search(amount.whole + near) and "보다" not in amount.left[-20:]:
        return "requested"
    if _SPENT.search(onward):
        return "spent"
    if _FIRM.search(near):
        return "secured"
    # What a budget says of asking and spending has to stand in words of its own as well.
    known = amount.budget.status if amount.budget is not None else None
    return known if known in ("planned", "secured") else None


def is_firm_total(amount: Amount) -> bool:
    """Whether the amount itself is what was settled or got: 1조원으로 최종 확정됐다."""
    return bool(re.match(r"(?:원)?[가-힣\s]{0,14}(?:확정|확보)", amount.onward))


def asks(amount: Amount) -> bool:
    """Whether the amount is what somebody asked for, and no draft's answer to that."""
    return bool(_ASKED_BEFORE.search(amount.left) or _ASKED_BEHIND.match(amount.onward[:40]))


def is_whole(amount: Amount) -> bool:
    """Whether words say outright that the amount is all of its project: 총사업비, 총 50억원, 전체 사업비."""
    named = re.search(r"총사업비|총공사비|총예산", amount.left) and not re.search(r"[)\]]", amount.left)
    return bool(_WHOLE.search(amount.left)) or bool(named)


def is_total(amount: Amount) -> bool:
    """Whether words say that the amount is what its project costs."""
    cost = rf"(?:{_costs()})(?:은|는|이|가|을|를|도|만|로|의|:)?\s?[^,.()]{{0,22}}$"
    return is_whole(amount) or bool(re.search(cost, amount.left))


def component(amount: Amount) -> str | None:
    """What the amount is for where that is a piece of the project: 설계비, 기본계획 용역비."""
    match = _COMPONENT.search(amount.left)
    if match is None:
        return None
    parts = re.split(r"[\s·]", match["label"].strip())
    last = parts[-1]
    if len(parts) > 1 and last in ("조성비", "구축비", "설치비") and parts[-2] in _GROUNDS:
        return f"{parts[-2]} {last}"
    if last in words("cost") or last in words("money") or last in _NO_COSTS:
        return None
    return " ".join(part for part in parts if part in words("label") or part == last)


def spends(amount: Amount) -> bool:
    """Whether a word of spending, asking or getting governs the amount, or a word for a cost stands before it."""
    if amount.budget is not None or is_total(amount) or _spending().match(amount.onward):
        return True
    return bool(re.search(r"예산|국비|요청|신청|건의", amount.left[-14:]) or re.match(r"(?:원)?\s?규모", amount.right))
