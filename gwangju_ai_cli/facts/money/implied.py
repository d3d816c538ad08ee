"""Numbers without a currency that the words around them make money: 4000억 투자, 연봉 5억, 300만, 500만원.

A number counts when it ends in 만, 억 or 조, no counter follows it, and a word of money stands right before
it (연봉, 예산, 매출) or right after it (투자, 의결, 규모); or when it shares the currency of the amount after it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from gwangju_ai_cli.facts.money.amounts import CHANGED, FROM, Amount, rule_of
from gwangju_ai_cli.facts.money.bare import stands_alone
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Malformed, Number
from gwangju_ai_cli.korean.wordlists import words
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.vocab import alternation, load_vocab

_LEFT = r"(?<![0-9A-Za-z])(?<![0-9][.,])"
_PARTICLE = r"(?:의|을|를|이|가|은|는|도|씩|에|까지|이나|만)?"


# "210억 시리즈B 투자": the round of an investment.
_ROUND = r"(?:(?:프리|pre|Pre)[- ]?)?(?:(?:시리즈|[Ss]eries)[ ]?[A-G]|시드|[Ss]eed|엔젤|브리지|A(?=[ ]))"
# "시리즈B 120억 유치"
_ROUND_BEFORE = r"(?:시리즈|[Ss]eries)[ ]?[A-G]|(?:프리|[Pp]re)[- ]?A|시드"


@cache
def _number() -> re.Pattern[str]:
    # "50여억 ", "2,500억의", "10억대 자산가", "6조)", "20억이면": nothing that counts may follow.
    boundary = (
        rf"(?![ ]?(?:{words('counter_after_number')}))"
        r"(?=[ \t]?대(?![가-힣])|대(?:의|에|로|를|가|는|인)(?![가-힣])"
        r"|[ \t]?(?:여|규모|상당|어치|이상|이하|미만|초과|안팎|가량|정도|수준|넘)"
        rf"|(?:{words('particle_after_amount')})(?![가-힣])|(?:에서|부터|내지)[ ]?[0-9]"
        rf"|(?:{words('ending_after_amount')})"
        r"|[^가-힣0-9A-Za-z%.,~㎡㎞㎏]|[.,~](?![0-9])|$)"
    )
    return re.compile(rf"{_LEFT}(?:(?P<first>{numerals.DIGIT_LED})[ ]?~[ ]?)?(?P<num>{numerals.DIGIT_LED}){boundary}")


# "천 225억이 늘었다": the thousand stands apart in words.
_THOUSAND = re.compile(r"(?<![가-힣0-9])[이삼사오육칠팔구]?천[ ]?$")


@cache
def _contexts(size: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words before and after a number that make it money, for numbers in 만 or in 억 and more."""
    sizes = ("만",) if size == "만" else ("만", "억")
    rows = [row for row in load_vocab("money_context") if row["from"] in sizes]
    left, right = (alternation([row["word"] for row in rows if row["side"] == side]) for side in ("left", "right"))
    left = left if size == "만" else rf"{left}|{_ROUND_BEFORE}"
    fill = rf"(?:(?:{words('amount_fill')})[ ]?){{0,3}}"
    return (
        re.compile(rf"(?:{left})(?:은|는|이|가|을|를|만|도|의|에|으로|로)?[ :(]{{0,2}}{fill}$"),
        re.compile(
            rf"(?:[ ]?대(?:의|를)?)?(?:여)?{_PARTICLE}[ ]?"
            r"(?:(?:이상|가량|안팎|정도|규모|상당|어치|넘게|넘는)(?:의|을|를)?[ ]?)?"
            r"(?:(?:각각|모두|추가로|더|새로|긴급|전액|우선)[ ])?"
            rf"(?:{_ROUND}[ ]?)?"
            rf"(?:{right})(?!인|자(?!산|금))"
        ),
    )


_SHARED = re.compile(r"(?:여)?(?:,|·|[ ]?\+|과|와|이나|[ ]?또는|[ ]?및)[ ]?$")
_CLASS = re.compile(r"[ ]?대(?=[ ,.)]|의|에|를|로|가|는|다|였|$)")


def implied_amounts(text: str, known: Sequence[Amount]) -> Iterator[Amount]:
    """The numbers that are money by their context; `known` are the amounts beside a currency, in order.

    >>> text = "시의회는 6조 2천417억 의결"
    >>> [(amount.span.of(text), amount.currency) for amount in implied_amounts(text, ())]
    [('6조 2천417억', 'KRW')]
    """
    starts = [amount.span.start for amount in known]
    listed: list[Amount] = []  # candidates that wait for the amount after them: 56억, 70억을 지원
    for match in numerals.matches(_number(), numerals.FIGURE, text):
        surface = match["num"]
        if surface[-1] not in "만억조천백" or not set(surface) & set("만억조"):
            continue
        start, end = match.start(), match.end()
        apart = not match["first"] and "천" in text[max(0, start - 2) : start]
        if apart and (thousand := _THOUSAND.search(text, max(0, start - 4), start)):
            start, surface = thousand.start(), text[thousand.start() : end]
        at = bisect.bisect_right(starts, start) - 1
        if at >= 0 and known[at].span.end > start:
            continue
        last = numerals.parse(surface, end - len(surface))
        first = numerals.parse(match["first"], start) if match["first"] else None
        if isinstance(last, Malformed):
            continue
        following = known[at + 1] if at + 1 < len(known) else None
        shared = _shared(text, Span(start, end), last, first, following)
        if shared is not None:
            yield shared
        elif (evidence := _context(text, start, end, last)) is not None:
            last = _colloquial(last, surface)
            level = _CLASS.match(text, end)
            # "적자 16억(25억 달러)": what it is converted from the text does not say.
            converted = following is not None and text[end : following.span.start].strip() in ("(", "(약")
            amount = Amount(
                Span(start, level.end() if level else end),
                "money.implied",
                last,
                first,
                None if converted else "KRW",
                approximate=level is not None,
                evidence=(("context", evidence),),
            )
            yield from _listed(text, listed, amount)
            yield amount
        elif stands_alone(text, start, end, last, surface):
            level = _CLASS.match(text, end)
            amount = Amount(
                Span(start, level.end() if level else end),
                "money.bare",
                _colloquial(last, surface),
                first,
                "KRW",
                approximate=level is not None,
            )
            yield from _listed(text, listed, amount)
            yield amount
        else:
            listed.append(Amount(Span(start, end), "money.shared", last, first, "KRW"))


def _listed(text: str, listed: list[Amount], amount: Amount) -> Iterator[Amount]:
    """The candidates of a list that ends in `amount`, the nearest first."""
    following = amount
    while listed and _SHARED.fullmatch(text, listed[-1].span.end, following.span.start):
        following = replace(listed.pop(), currency=amount.currency, evidence=(("currency", amount.span),))
        yield following
    listed.clear()


def _context(text: str, start: int, end: int, last: Number) -> Span | None:
    """Where the word stands that makes the number money."""
    size = "억" if last.scale >= 10**8 or last.low >= 10**8 else "만"
    before, after = _contexts(size)
    low = max(0, start - 24)
    if (left := before.search(text[low:start])) is not None:
        return Span(low + left.start(), low + left.end())
    if (right := after.match(text, end)) is not None:
        return Span(*right.span())
    return None


def _shared(
    text: str, span: Span, last: Number, first: Number | Malformed | None, following: Amount | None
) -> Amount | None:
    """A number that leaves its currency to the amount right after it: 300만, 500만원; 1억에서 3억 원."""
    if following is None or following.guard or not 0 <= following.span.start - span.end <= 6:
        return None
    if isinstance(following.last, Malformed):
        return None
    gap = text[span.end : following.span.start]
    if FROM.fullmatch(gap) and first is None and following.first is None:
        if last.low < following.last.high and not CHANGED.match(text, following.span.end):
            return replace(
                following,
                span=Span(span.start, following.span.end),
                first=last,
                rule=rule_of(last, following.last, following.currency),
            )
    elif not _SHARED.fullmatch(gap):
        return None
    return Amount(span, "money.shared", last, first, following.currency, evidence=(("currency", following.span),))


_SPOKEN = re.compile(r"(?P<unit>[억조])[ ]?(?P<rest>[0-9]{1,2}[천백])$")
_SPOKEN_UNITS = {"억": Decimal(10) ** 4, "조": Decimal(10) ** 8}


def _colloquial(number: Number, surface: str) -> Number:
    """`3억5천` without 만 or 원 is 3억5천만 in speech, `1조 2천` is 1조 2천억: never 300,005,000."""
    spoken = _SPOKEN.search(surface)
    if spoken is None or number.value is None:
        return number
    rest = numerals.parse(spoken["rest"])
    if not isinstance(rest, Number):
        return number
    scale = _SPOKEN_UNITS[spoken["unit"]]
    value = number.value - rest.low + rest.low * scale
    return replace(number, low=value, high=value, unit=rest.unit * scale)
