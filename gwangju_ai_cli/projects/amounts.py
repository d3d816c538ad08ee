"""What one amount is of: the words before and behind it say whether it is a project's, what of it, and how firm."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gwangju_ai_cli.model import BudgetFact, BudgetStatus, DateFact, Funding, MoneyFact, Period, Sentence, Span
from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.projects.vocabulary import words
from gwangju_ai_cli.vocab import alternation, load_vocab

SMALL = Decimal(10_000_000)
"""Below it an amount is what people pay or get, unless a word of budgets stands beside it."""

_MORE = r"(?:이나|여|가량|정도|안팎|이상)?\s?(?:원)?\s?(?:이|가|을|를|씩|만)?\s?"
_CHANGES = (
    r"(?:더|덜|추가로|넘게|가까이)?\s?(?:늘어|늘었|늘린|늘려|늘리|늘고|불어|증액|증가|감소|감액|삭감|줄어|줄었|줄인|줄이|깎|많|적|비싸|비싼|싸|모자라|부족"
    r"|초과|웃돌|웃도|밑돌|높|낮|더해|보태|보탰|얹|올랐|오른|올린|내렸|낮췄|아꼈|아낀|절감)"
)
_DIFFERENCE = pattern(rf"{_MORE}(?:더(?!라도)|덜|{_CHANGES})")
_VALUE_BEHIND = pattern(r"(?:원)?(?:으?로|까지)")
_RISEN = pattern(
    r"(?:늘어난|늘어나는|줄어든|줄어드는|증액된|감액된|삭감된|추가된|더해진|불어난|오른)\s?(?:[가-힣]+\s)?$"
)
_LESS = pattern(r"(?:보다|대비|에 비해|에 견줘|넘게|퍼센트|%|[조억만]\s?원?)\s?(?:[가-힣]+\s)?$")
_BEHIND_OLD = pattern(
    r"(?:원)?\s?(?:대)?(?:에서(?!는)|이?던|이?었던|였던|보다|에\s?(?:는\s)?(?:비해|비하면|견줘|견주면|못\s?미)|에는\s못|과\s?(?:견주|비교|비하)|와\s?(?:견주|비교)|대비"
    r"|의\s(?:절반|\d)|에\s?그쳤던|에\s?불과했던|이었으나|였으나|이었지만|였지만|이었는데|으?로\s?(?:잡았|시작|출발|책정됐|계획했|예상했|추산했))"
)
_TOWARDS = pattern(r"(?:원)?\s?(?:→|->|⇒|▶)")
_FROM_ARROW = pattern(r"(?:→|->|⇒|▶)\s?$")
_COMPARED = pattern(r"[)\]]?\s?(?:보다|대비|에\s?비해|과\s?비교|와\s?비교|에\s?견줘)")
_REQUEST = pattern(r"(?:요청|건의|신청|요구|달라고|해 달라|촉구)")
_DRAFT = pattern(r"정부안(?!보다|\s?대비)|정부\s?예산안|예산안에\s|부처\s?(?:예산)?안")
_FIRM = pattern(
    r"확보|국회.{0,12}(?:통과|의결)|최종\s?반영|본회의.{0,20}(?:통과|의결)|확정|선정돼|선정되|따냈|따내|교부받|의결"
)
_SPENT = pattern(
    r"집행(?:했|됐)|들어갔|투입됐|투입했|썼다|쓰였|사용했|들여\s?마쳤|들여\s?완공|들었다|지출했|완공|준공됐|마쳤"
)
_TOTAL = pattern(
    r"(?<![가-힣])(?:총|전체|모두|통틀어)\s?(?:약\s)?$|(?:총|전체)\s?(?:사업비|공사비|예산|투자비|투자액|건립비|비용|사업규모)[^,.()\d△]{0,24}$"
)
_SHARE = pattern(r"(?:이|그)\s?(?:가운데|중|중에서)|가운데|중\s")
_YEAR_OF = pattern(
    r"\s?(?:도)?\s?(?:에는|에|은|는|의)?\s?(?:정부\s?)?(?:본)?(?:예산|국비|도비|시비|군비|사업비|정부안|사업|투입|당초예산|추경|관련|편성|분|계획)?"
)
_DEADLINE = pattern(
    r"\s?(?:까지|말까지|말|초|상반기|하반기|개통|준공|완공|개관|개장|개원|착공|입주|목표|부터|이후|첫|처음|당시|때|예타)"
)
# 2022년도 신규사업에 선정돼: the year of the list, not of the money.
_ENTERED = pattern(r"도?의?\s?(?:[가-힣]+\s)?(?:신규\s?사업|공모|대상지|시범\s?사업)")
_COMPONENT = pattern(
    r"(?P<label>(?:[가-힣]{1,8}[·\s]){0,2}[가-힣·]{1,10}비)(?:는|은|가|이|로|으로|를|을|에|만|명목으로)?\s?(?:약|총|국비|시비|도비)?\s?$"
)
_BURDEN = pattern(r"[^.]{0,24}(?:나눠|각각)\s?(?:부담|낸다|내기로|분담)")
_EFFECT_BEHIND = pattern(
    r"(?:원)?\s?(?:규모|상당|어치)?의?\s?(?:경제|생산|부가|파급|고용)[가-힣\s]{0,8}(?:효과|유발|가치)"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with its surroundings: the sentence, what stands before and behind it there, other amounts apart."""

    money: MoneyFact
    sentence: Sentence
    left: str
    right: str
    whole: str
    budget: BudgetFact | None
    headline: bool
    enclosed: bool
    rest: str

    @property
    def span(self) -> Span:
        """Where the amount stands."""
        return self.money.span


@cache
def _before(name: str) -> re.Pattern[str]:
    """Words of a set right before an amount, or with a particle and one word between."""
    return re.compile(
        rf"(?<![가-힣\d])(?:{alternation(sorted(words(name)))})(?:은|는|이|가|을|를|으로|로|에|도|만)?\s?(?:약|총|최대|무려|평균)?\s?$"
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
    stems = [
        row["stem"]
        for row in load_vocab("budget_predicates")
        if row["class"] in ("spend", "weak") and len(row["stem"]) > 1
    ]
    return re.compile(rf"[^.]{{0,40}}?(?:{alternation(stems)}|들여|들인|드는|든다|들어|쓴다|쓰인|쓸|담겼|담긴|담아|얻)")


def refusal(amount: Amount) -> str | None:
    """Why the amount is no figure of a project, by its own words; None where nothing speaks against it."""
    left, right = amount.left, amount.right
    if _before("perunit").search(left) or (
        re.search(r"(?:당|월|연)\s?(?:최대\s|약\s)?$", left)
        and amount.money.amount is not None
        and amount.money.amount < SMALL * 10
    ):
        return "projects.not.rate"
    if re.match(
        r"(?:원)?의?\s?(?:[가-힣]{1,6}\s)?(?:"
        + alternation(sorted(w for w in words("perunit") if len(w) > 1))
        + r")(?:을|를|이|가|으로)?",
        right,
    ):
        return "projects.not.rate"
    if amount.money.amount is not None and amount.money.amount < SMALL and not re.search(r"예산|사업비", left[-16:]):
        return "projects.not.small"
    near = left[-24:]
    if any(word in near for word in words("effect")) or _EFFECT_BEHIND.match(right):
        return "projects.not.effect"
    if _is_difference(amount):
        return "projects.not.difference"
    if _BURDEN.match(amount.rest):
        return "projects.not.share"
    return None


def _is_difference(amount: Amount) -> bool:
    left, right = amount.left, amount.right
    if re.search(rf"(?:{alternation(sorted(words('gain')))})(?:도|은|는|이|가|만|분|)\s?(?:약\s)?$", left):
        return True
    risen = _RISEN.search(amount.whole)
    if risen and len(risen[0]) <= len(left):
        before = amount.whole[: risen.start()].rstrip()
        # 정부안보다 50억원 늘어난 170억원 is what it became; 늘어난 46억원 is by how much.
        return not re.search(r"(?:[조억만천]\s?원?|%|퍼센트|배|크게|대폭)$", before) and "보다" not in amount.whole
    if _VALUE_BEHIND.match(right):
        return False
    return bool(_DIFFERENCE.match(right))


def is_old(amount: Amount) -> bool:
    """Whether the amount stands only to be compared with: what was said once.

    What was asked for is none: 당초 요청한 8억원 is a figure of its own.
    """
    left, right = amount.left, amount.right
    if _TOWARDS.match(right):
        return True
    if _REQUEST.search(left[-14:]) or re.search(r"(?:요청액|신청액|건의액|요구액)\s?$", left):
        return False
    if re.match(r"(?:원)?에서(?:는)?\s", right) or right == "에서":
        return bool(re.match(r"(?:원)?에서\s?(?:[가-힣]+\s){0,3}(?:약\s)?\d", amount.rest)) or bool(
            re.search(r"늘|줄|증액|감액|조정|변경|불어|뛰", amount.rest[:30])
        )
    if _BEHIND_OLD.match(right):
        return True
    if amount.enclosed and _COMPARED.match(right):
        return True
    opened = re.search(
        rf"(?<![가-힣])(?:{alternation(sorted(words('old')))})(?:에는|에|의|엔)?\s?(?:[가-힣0-9]+(?:은|는|이|가|을|를|의)?\s){{0,4}}$",
        left[-34:],
    )
    if opened and not re.search(r"늘|증액|으로 조정", opened[0]):
        return True
    return bool(re.match(r"(?:원)?(?:대)?까지\s", right) and "한때" in amount.whole)


def takes_over(amount: Amount) -> bool:
    """Whether the amount is what another right before it became: 480억→565억, 480억원에서 565억원으로."""
    left = amount.left
    return bool(_FROM_ARROW.search(left) or re.match(r"(?:원)?(?:대)?에서\s", left)) and len(left) < 24


def funding_of(amount: Amount) -> tuple[Funding, ...]:
    """Whose money the amount is, as its own words say."""
    if amount.budget is not None and amount.budget.funding:
        return amount.budget.funding
    found = funding_pattern().search(amount.left)
    if found:
        return (Funding(_sources()[found["source"]], amount.money.amount),)
    behind = re.match(r"(?:원)?(?:을|를|은|는|이|가)?\s?(?:전액\s)?(?:국비)(?:로|다|이다|를|\s지원)", amount.right)
    return (Funding("국비", amount.money.amount),) if behind or "전액 국비" in amount.right[:24] else ()


def status_of(amount: Amount) -> BudgetStatus | None:
    """How firm the amount is: asked for, planned, in hand, spent."""
    right = amount.right[:60]
    near = amount.left[-40:] + "\0" + right
    if _REQUEST.search(right[:34]) and not re.match(r"(?:원)?\s?(?:가운데|중)", right):
        return "requested"
    if re.search(r"(?:요청|건의|신청|요구)(?:한|했던|하는|액)\s?(?:\S+\s)?$", amount.left):
        return "requested"
    if _REQUEST.search(amount.rest[:50]) and "달라" in amount.rest[:50]:
        return "requested"
    if _DRAFT.search(amount.whole + near) and not re.search(r"보다", amount.left[-20:]):
        return "requested"
    if _SPENT.search(right):
        return "spent"
    if _FIRM.search(near):
        return "secured"
    if amount.budget is not None and amount.budget.status and amount.budget.status != "spent":
        return amount.budget.status
    return None


def asks(amount: Amount) -> bool:
    """Whether the amount is what somebody asked for, and no draft's answer to that."""
    if re.search(r"(?:요청|건의|신청|요구)(?:한|했던|하는|액)\s?(?:\S+\s)?$", amount.left):
        return True
    return bool(
        re.match(
            r"(?:원)?(?:을|를)?\s?(?:[가-힣]+(?:에|로|에게|까지)?\s){0,5}?(?:요청|건의|신청|요구|달라)",
            amount.right[:40],
        )
    )


def is_whole(amount: Amount) -> bool:
    """Whether words say outright that the amount is all of its project: 총사업비, 총 50억원, 전체 사업비."""
    return bool(_TOTAL.search(amount.left)) or bool(
        re.search(r"총사업비|총공사비|총예산", amount.left) and not re.search(r"[)\]]", amount.left)
    )


def is_total(amount: Amount) -> bool:
    """Whether words say that the amount is what its project costs."""
    left = amount.left
    if is_whole(amount):
        return True
    cost = alternation(sorted(words("cost")))
    return bool(re.search(rf"(?:{cost})(?:은|는|이|가|을|를|도|만|로|의|:)?\s?[^,.()]{{0,22}}$", left))


def component(amount: Amount) -> str | None:
    """What the amount is for where that is a piece of the project: 설계비, 기본계획 용역비."""
    match = _COMPONENT.search(amount.left)
    if match is None:
        return None
    label = match["label"].strip()
    parts = re.split(r"[\s·]", label)
    last = parts[-1]
    if len(parts) > 1 and last in words("cost") and parts[-2] in _GROUNDS:
        return f"{parts[-2]} {last}"
    if (
        last in words("cost")
        or last in words("money")
        or last in ("국비", "도비", "시비", "군비", "구비", "대비", "경비", "정비", "준비", "장비", "설비")
    ):
        return None
    return " ".join(part for part in label.split() if part in LABELS or part == last)


_GROUNDS = frozenset({"기반", "부지", "용지", "진입도로", "단지", "시설", "장비", "주차장", "기반시설"})
LABELS = frozenset(
    {"기본계획", "기본설계", "실시설계", "기본", "실시", "설계", "타당성", "토지", "부지", "용지", "차량", "기반"}
)
"""Words before a word for a cost that belong to what the component is called."""


def spends(amount: Amount) -> bool:
    """Whether a word of spending, asking or getting governs the amount, or a word for a cost stands before it."""
    return (
        bool(amount.budget)
        or is_total(amount)
        or bool(_spending().match(amount.right))
        or bool(re.search(r"예산|국비|요청|신청|건의", amount.left[-14:]) or re.match(r"(?:원)?\s?규모", amount.right))
    )


def year_of(amount: Amount, dates: list[DateFact], text: str) -> int | None:
    """The one year that the amount is of: 올해 예산은 87억원, 내년 국비로 215억원."""
    near = [
        fact
        for fact in dates
        if amount.sentence.span.start <= fact.start
        and fact.end <= amount.span.start
        and fact.grain == "year"
        and fact.type == "date"
        and fact.start_date is not None
    ]
    for fact in reversed(near):
        behind = text[fact.end : fact.end + 12]
        if _DEADLINE.match(behind) or _ENTERED.match(behind):
            continue
        return fact.start_date.year if fact.start_date else None
    if re.match(r"(?:원)?\s?규모의\s", text[amount.span.end : amount.span.end + 8]):
        after = [
            f for f in dates if 0 <= f.start - amount.span.end < 9 and f.grain == "year" and f.start_date is not None
        ]
        if after and after[0].start_date:
            return after[0].start_date.year
    return None


def range_of(amount: Amount, dates: list[DateFact], text: str) -> Period | None:
    """The stretch of years that the amount is for: 2020년부터 2029년까지, 1단계(2020~2024년)에는, 2023년부터 3년간."""
    near = [
        fact
        for fact in dates
        if amount.sentence.span.start <= fact.start
        and fact.end <= amount.span.start
        and fact.type == "range"
        and fact.grain in ("year", None, "half", "month", "day", "quarter")
        and (fact.end_date is not None)
    ]
    for fact in reversed(near):
        between = text[fact.end : amount.span.start]
        if re.search(r"\d\s?[조억]", between) or re.search(r"개통|준공|완공|개관|목표|짓는다|밝", between):
            continue
        return Period(fact.value, fact.start_date, fact.end_date)
    return None
