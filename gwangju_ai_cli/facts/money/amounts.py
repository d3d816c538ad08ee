"""Amounts next to a currency: 4061억원, 3~5억원, 수십억원, 이만칠천원, ₩10,000, 미화 300만 달러, US$ 1.2 million.

A pattern takes the number whole, with the currency beside it; words that only look like an amount (만원 버스,
제1원전, 3불 정책) come out with the name of the guard that stopped them. Neighbours such as `1억원에서 3억원`
become one range.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from gwangju_ai_cli.facts.money import currencies
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Malformed, Number
from gwangju_ai_cli.korean.wordlists import words
from gwangju_ai_cli.model import Span


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as written: its numbers (`first` only of a range), the currency and what belongs to it.

    `factor` is how many base units of the currency one stands for, `addition` what a lesser unit adds
    (20센트), `guard` the name of what forbids to read it as money.
    """

    span: Span
    rule: str
    last: Number | Malformed
    first: Number | Malformed | None = None
    currency: str | None = None
    factor: Decimal = Decimal(1)
    addition: Decimal = Decimal(0)
    approximate: bool = False
    negative: bool = False
    guard: str | None = None
    evidence: tuple[tuple[str, Span], ...] = ()


RANGE = r"(?:[ ]?~[ ]?|[ ]-[ ]|-)"
_LEFT = r"(?<![0-9A-Za-z])(?<![0-9][.,])"
_YEO = r"(?:[ \t]?여)?"
# "5조원대", "7200조 원대": a class of amounts, inside the span; not "만원대여", "원 대신".
_CLASS = re.compile(
    r"[ ]?대(?=$|[\s,.)\]'\"’”·~(]|(?:의|에|를|로|가|는|은|도|까지|인|이|였|다|로까지|에서|보다)(?![가-힣]{2}))"
)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Numbers in figures and in words, two that mean some (2, 3억), the other end of a range, what follows a number."""

    figures: re.Pattern[str]
    words: re.Pattern[str]
    pair: re.Pattern[str]
    rest: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    number = numerals.DIGIT_LED
    spelled = rf"(?:{numerals.VAGUE_LED}|{numerals.SINO_LED})"
    return _Patterns(
        figures=re.compile(rf"{_LEFT}(?P<num>{number}{_YEO})"),
        # "이 만원은" is this amount, not twice it.
        words=re.compile(
            rf"(?<![가-힣A-Za-z0-9])(?![일이삼사오육칠팔구][ ])"
            rf"(?:(?:약|총|매월|단돈|일금|금)(?={spelled})|[월연각](?=[십백천만수]))?"
            rf"(?P<num>{spelled}{_YEO})"
        ),
        pair=re.compile(rf"{_LEFT}(?P<low>[1-9])(?:[ ]?[,·][ ]?)(?P<num>(?=[2-9](?![0-9.])){number}{_YEO})"),
        rest=re.compile(rf"{RANGE}(?:(?:약|최대|최고|많게는)[ ])?(?P<num>(?:{number}|{spelled}){_YEO})"),
        after=re.compile(currencies.after_number()),
    )


@cache
def _symbols() -> re.Pattern[str]:
    """Amounts after a symbol or a code."""
    number = numerals.DIGIT_LED
    scale = r"(?:[ ]?(?i:thousand|million|billion|trillion|[mbt]n|[kmbt])(?![A-Za-z0-9]))?"
    return re.compile(
        rf"{currencies.before_number()}[ ]?"
        rf"(?:(?P<first>{number})(?P<first_scale>{scale}){RANGE}(?:[$₩€£¥]|US\$)?)?"
        rf"(?P<num>{number})(?P<scale>{scale})(?P<yeo>{_YEO})(?:[ ]?(?:원|달러|유로|엔|위안|파운드))?"
    )


_LESSER_HINT = re.compile(r"[ ]?[0-9영일이삼사오육칠팔구십]")


@cache
def _lesser() -> re.Pattern[str]:
    """A lesser unit after an amount: 3달러 50센트, 1130원50전."""
    return re.compile(
        # "150억원이 전액 삭감됐다": 이 is a particle there, no two.
        rf"(?!이[ ])[ ]?(?P<num>{numerals.DIGIT_LED}|{numerals.SINO_LED})[ ]?"
        r"(?P<unit>센트|펜스|페니|전)(?!럴|체|부|국|세)"
    )


# Where a spelled amount may begin; the guard stands after the first character, for speed.
_WORD = re.compile(r"[수몇기십영공일이삼사오육륙칠팔구백천만약총월연각매단금](?<![가-힣A-Za-z0-9][가-힣])")


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Every amount beside a currency, in order, ranges joined; guarded words are among them.

    >>> [amount.span.of("3억원에서 5억원 사이, ₩10,000") for amount in find_amounts("3억원에서 5억원 사이, ₩10,000")]
    ['3억원에서 5억원', '₩10,000']
    """
    patterns = _patterns()
    found = [
        *_beside(text, patterns.figures, numerals.FIGURE, spelled=False),
        *_beside(text, patterns.words, _WORD, spelled=True),
        *_after_symbols(text),
    ]
    return tuple(_join(text, sorted(filter(None, found), key=lambda amount: (amount.span.start, -amount.span.end))))


def _after_amount(text: str, end: int) -> re.Match[str] | None:
    """The lesser unit after an amount that ends at `end`."""
    return _lesser().match(text, end) if _LESSER_HINT.match(text, end) else None


def _beside(text: str, number: re.Pattern[str], hint: re.Pattern[str], *, spelled: bool) -> Iterator[Amount | None]:
    """The amounts whose number `number` matches, where a currency follows it or the other end of its range."""
    patterns = _patterns()
    end = 0
    for start in hint.finditer(text):
        if start.start() < end or (match := number.match(text, start.start())) is None:
            continue
        at = start.start()
        if not spelled and at > 1 and text[at - 1] in _GAPS and text[at - 2 : at - 1].isdigit():
            torn = _torn(text, patterns, start.start())
            if torn is not None:
                end = torn.span.end
                yield torn
                continue
        if not spelled and text[at + 1 : at + 2] in _PAIR_SIGNS and (some := _pair(text, patterns, at)) is not None:
            end = some.span.end
            yield some
            continue
        first = None
        after = patterns.after.match(text, match.end())
        if after is None and (rest := patterns.rest.match(text, match.end())) is not None:
            first, match = match, rest
            after = patterns.after.match(text, rest.end())
        if after is not None:
            end = after.end()
            yield _read(text, first, match, after, spelled=spelled)


# PDF text tears a number: "1,2 00억원", "1 2 0억 원"; at a line end, "모두 1⏎20억원", nobody can tell.
_GAPS = frozenset(" \n")
_TORN = re.compile(
    r"(?<![0-9A-Za-z.,])(?:(?P<group>[0-9]{1,3}(?:,[0-9]{3})*,[0-9]{1,2} )|(?P<letters>[0-9] (?:[0-9] )+)"
    r"|(?P<line>(?<=[가-힣] )[0-9]{1,3}[ ]?\n))$"
)


def _torn(text: str, patterns: _Patterns, start: int) -> Amount | None:
    """The amount of a number that layout tore apart, whole or malformed; its last piece begins at `start`."""
    left = _TORN.search(text, max(0, start - 24), start)
    rest = patterns.figures.match(text, start)
    after = patterns.after.match(text, rest.end()) if left and rest else None
    if left is None or rest is None or after is None:
        return None
    span = Span(left.start(), after.end())
    whole = numerals.parse(re.sub(r"\s", "", left.group()) + rest["num"], left.start())
    if left["line"] or isinstance(whole, Malformed) or (left["letters"] and rest["num"][1:2].isdigit()):
        return Amount(span, "money.krw.malformed", Malformed(span, "numerals.torn", f"{span.of(text)!r} is torn apart"))
    name = after["unit"] or after["rare"] or after["code"] or after["sign"] or "원"
    code = currencies.resolve_code(name, after["country"], text[max(0, span.start - 60) : span.start])
    return Amount(span, rule_of(None, whole, code), replace(whole, span=Span(left.start(), rest.end())), currency=code)


_PAIR_SIGNS = frozenset(" ,·")
_LISTED = re.compile(r"(?:각각?[ ]|[0-9],[ ]?)$")


def _pair(text: str, patterns: _Patterns, start: int) -> Amount | None:
    """`2, 3억 원`: two or three hundred million, where the second figure is the first one and one more."""
    match = patterns.pair.match(text, start)
    if match is None or int(match["num"][0]) != int(match["low"]) + 1:
        return None
    if _LISTED.search(text, max(0, start - 6), start):
        return None  # "각각 3, 4, 5억원"
    after = patterns.after.match(text, match.end())
    amount = _read(text, None, match, after, spelled=False) if after is not None else None
    first = numerals.parse(match["low"], start)
    if (
        amount is None
        or amount.guard
        or isinstance(amount.last, Malformed)
        or (amount.last.scale == 1 and amount.last.low >= 10)
    ):
        return None
    span = Span(start, amount.span.end)
    return replace(amount, span=span, first=first, approximate=True, rule=rule_of(first, amount.last, amount.currency))


def _read(
    text: str, head: re.Match[str] | None, number: re.Match[str], match: re.Match[str], *, spelled: bool
) -> Amount | None:
    """The amount of a number with a currency after it (`match`); None where its words are no number."""
    last = numerals.parse(number["num"], number.start("num"))
    first = numerals.parse(head["num"], head.start("num")) if head else None
    if spelled and (isinstance(last, Malformed) or isinstance(first, Malformed)):
        return None
    name = match["unit"] or match["rare"] or match["code"] or match["sign"] or "원"
    country = match["country"]
    if match["code"] and not currencies.is_code(name):
        return None
    start, end = (first or last).span.start, match.end()
    before = text[max(0, start - 60) : start]
    if match["rare"] and (isinstance(last, Malformed) or (country is None and last.high < 1000)):
        return None
    if currencies.is_common_word(name, country, before):
        return None
    if isinstance(last, Number) and last.style == "sino" and not _is_spelled_amount(text, number["num"], match, name):
        return None
    guard = _guard(text, match, last, name) if first is None and isinstance(last, Number) else None
    code = currencies.resolve_code(name, country, before)
    addition = Decimal(0)
    if name not in currencies.SUB_UNITS and (more := _after_amount(text, end)):
        lesser = numerals.parse(more["num"], more.start("num"))
        if isinstance(lesser, Number) and lesser.value is not None and lesser.value < 100:
            addition, end = lesser.value * currencies.SUB_UNITS[more["unit"]], more.end()
    level = _CLASS.match(text, end)
    end = level.end() if level else end
    start, negative = _prefix(text, start, end, code)
    return Amount(
        Span(start, end),
        rule_of(first, last, code),
        last,
        first,
        code,
        addition=addition,
        approximate=level is not None,
        negative=negative,
        guard=guard,
    )


def rule_of(first: Number | Malformed | None, last: Number | Malformed, code: str | None) -> str:
    """The id of the rule that an amount was read by: its currency's family and the number's shape."""
    family = "krw" if code == "KRW" else "foreign"
    if first is not None:
        return f"money.{family}.range"
    if isinstance(last, Malformed):
        return f"money.{family}.malformed"
    shapes = {"digits": "plain", "mixed": "scaled", "sino": "words", "native": "words", "vague": "vague"}
    return f"money.{family}.{shapes[last.style]}"


_UNIT_CHARS = set("십백천만억조경")


def _letter(text: str, at: int) -> bool:
    return "가" <= text[at : at + 1] <= "힣"


@cache
def _particle() -> re.Pattern[str]:
    return re.compile(words("particle_after_currency"))


def _is_spelled_amount(text: str, num: str, match: re.Match[str], name: str) -> bool:
    """Whether Sino-Korean words before a currency are a number: not 구원, 사원, 천사원, 이유로."""
    num = num.removesuffix("여").rstrip()
    if name == "원":
        if len(num) == 1 and match["won"] and _letter(text, match.end()) and not _particle().match(text, match.end()):
            return False  # "천원섭 국장", "만원재 팀장"
        return num[-1] in _UNIT_CHARS and num != "구조"
    if set(num) & _UNIT_CHARS:
        # "천불이 난다", "신만이 불로": a spelled number that ends in a figure stands glued to its unit.
        glued = match.start() == max(match.start("unit"), match.start("rare"))
        closed = num[-1] in _UNIT_CHARS or glued or name == "달러"
        return closed and num != "만이" and not (name == "불" and num == "천")
    # "이유로", "이 달러는", "오엔": only glued, and only where no other word is made.
    if match["unit"] is None or match.start() != match.start("unit"):
        return False
    return (
        name in ("달러", "센트", "파운드", "루피")
        or bool(set(num) & set("점쩜"))
        or (name == "불" and _after_amount(text, match.end()) is not None)
    )


# A triangle is a minus in accounts (전년 대비 △250백만원, △4.1조원 순감) and a bullet in news.
_PREFIX = re.compile(
    r"(?:(?P<usd>미화)[ ]?|(?P<minus>(?<![0-9가-힣A-Za-z)~])(?:-|마이너스[ ])"
    r"|(?<=대비[ ])△|(?<=[(|:])△|(?<=[|:][ ])△|(?P<bullet>△)))$"
)
_LESSENED = re.compile(r"(?:을|를|이|가)?[ ]?(?:순감|감소|감액|삭감|적자|감(?![가-힣])|줄었|줄어|줄인|줄이)")


def _prefix(text: str, start: int, end: int, code: str | None) -> tuple[int, bool]:
    """Where the span begins with what belongs to the amount: 미화 300만 달러, -500만원; and whether it is negative."""
    match = _PREFIX.search(text, max(0, start - 6), start)
    if match is None or (match["usd"] and code != "USD"):
        return start, False
    if match["bullet"] and not _LESSENED.match(text, end):
        return start, False
    return match.start(), match["minus"] is not None


_ARTICLE = re.compile(r"(?:제|후쿠시마)[ ]?$")
# A form to fill in: "총사업비:   백만원", "○○만원", "00만원".
_BLANK = re.compile(
    r"(?:[:：][ \t]{2,}|[ \t]{3,}|[(\[][ \t]{2,}[)\]][ \t]?|_{2,}[ ]?|[○◯〇●□◎]+[ ]?|(?<![A-Za-z])(?:O+|X+)[ ]?)"
    r"[십백천만억조]{1,3}$|(?<![0-9.,])0{2,}[십백천만억조]*$"
)


@cache
def _guards() -> dict[str, re.Pattern[str]]:
    """Patterns of words that stand beside what is no amount, by the guard's name."""
    return {
        # "만원 버스", "객석이 만원을 이뤘다": a full house.
        "full_house": re.compile(
            rf"[ ]?(?:{words('full_house')}|(?:을|를)[ ]?이[루뤄룬뤘룰]|이[ ]?(?:된|되|될|돼|었|라서|다(?![가-힣]))"
            r"|인[ ](?:버스|지하철|객석|좌석|열차|관중석|전철))"
        ),
        "house_before": re.compile(
            rf"(?:연일|초|항상|관중석|경기장|{words('full_house')})(?:은|는|이|가|도)?[ ](?:이미[ ]|벌써[ ])?$"
        ),
        "weight": re.compile(words("weight")),
        "price": re.compile(words("price")),
    }


def _guard(text: str, match: re.Match[str], last: Number, name: str) -> str | None:
    """The name of what forbids to read a number beside a currency's name as money."""
    start, end = last.span.start, match.end()
    num = last.span.of(text)
    guards = _guards()
    before, after = text[max(0, start - 30) : start], text[end : end + 16]
    if name == "원":
        full = guards["full_house"].match(text, end) or guards["house_before"].search(before)
        if num == "만" and full:
            return "full_house"
        if _BLANK.search(before + num):
            return "blank"
        if last.style == "digits" and last.low < 100 and _ARTICLE.search(before):
            return "ordinal"  # "제1원전"
        if match["spaced"] and "\n" in match.group() and num[-1].isdigit():
            return "line_end"
    elif name == "위안" and last.style == "digits" and re.match(r"에[ ]?(?:들|진입|올라|오르|랭크|입상)", after):
        return "rank"  # "4위 안에 들었다" without its space
    elif name == "파운드" and match["country"] is None and guards["weight"].search(before + "|" + after):
        return "weight"
    elif name == "센트" and num == "50" and re.match("[은는이가의와도]", after):
        if not guards["price"].search(before + "|" + after):
            return "name"  # the rapper 50센트
    elif name == "불" and last.style == "digits" and last.low < 10 and re.match(r"[ ]?[가-힣]{2}", after):
        return "noun"  # "3불정책"
    return None


_SIGN = re.compile(r"[A-Z$₩€£¥￥￡₹₽₫฿₱₺₴₪₦₸₮元円](?:(?<![A-Z])|[A-Z]{2}(?=[ ]?[0-9])|(?<=R)s(?=\.?[ ]?[0-9]))")
_LETTERS = re.compile(r"(?<![A-Za-z])(?:USD?|AU?|CA?N?|HK|SG?|NZ|NT|R|MX|CN|JP)$")


def _after_symbols(text: str) -> Iterator[Amount | None]:
    if _SIGN.search(text):
        for match in numerals.matches(_symbols(), _SIGN, text):
            yield _read_symbol(text, match)


def _read_symbol(text: str, match: re.Match[str]) -> Amount | None:
    """The amount after a symbol or a code: $1.2 million, €20~30, KRW 10,000."""
    start, name = match.start(), match["symbol"] or match["prefix"]
    if match["prefix"]:
        glued = start > 0 and text[start - 1].isascii() and text[start - 1].isalnum()
        if glued or not currencies.is_code(match["prefix"], before=True):
            return None
    if match["symbol"] and (letters := _LETTERS.search(text, max(0, start - 4), start)):
        start, name = letters.start(), letters.group() + name
    negative = start > 0 and text[start - 1] == "-" and not text[max(0, start - 2) : start - 1].isalnum()
    start -= negative
    last = _scaled(numerals.parse(match["num"] + match["yeo"], match.start("num")), match["scale"])
    first = None
    if match["first"]:
        first = _scaled(numerals.parse(match["first"], match.start("first")), match["first_scale"] or match["scale"])
    level = _CLASS.match(text, match.end())
    return Amount(
        Span(start, level.end() if level else match.end()),
        ("money.symbol" if match["symbol"] else "money.code") + (".range" if first else ""),
        last,
        first,
        currencies.resolve_code(name, None, ""),
        approximate=level is not None,
        negative=negative,
    )


def _scaled(number: Number | Malformed, word: str) -> Number | Malformed:
    """`number` times the English unit after it."""
    if isinstance(number, Malformed) or not word.strip():
        return number
    scale = Decimal(currencies.SCALES[word.strip().lower()])
    return replace(
        number, low=number.low * scale, high=number.high * scale, unit=number.unit * scale, scale=number.scale * scale
    )


_TILDE = re.compile(r"[ ]?[~-][ ]?(?:약[ ])?")
FROM = re.compile(r"(?:에서|부터|내지)[ ]?(?:(?:약|최대|최고|많게는)[ ])?|[ ]내지[ ]")
"""What joins the ends of a range in words."""
# "2달러에서 8달러로 오른다", "1억원에서 3억원 늘었다": a change, not a range.
CHANGED = re.compile(r"(?:선|대|수준|가량|정도|안팎)?(?:으로|로)(?!서)|[ ](?:늘|증가|인상|올랐|오른|줄|감소|인하)")
"""What follows the second amount where two amounts tell of a change."""


def _join(text: str, found: Iterable[Amount]) -> Iterator[Amount]:
    """Amounts that stand as `A~B` or `A에서 B` become one range; the others are left as they are."""
    held: Amount | None = None
    for amount in found:
        joined = _range_of(text, held, amount) if held is not None else None
        if held is not None and joined is None:
            yield held
        held = joined or amount
    if held is not None:
        yield held


def _range_of(text: str, one: Amount, two: Amount) -> Amount | None:
    if not 0 < two.span.start - one.span.end <= 8 or one.guard or two.guard:
        return None
    gap = text[one.span.end : two.span.start]
    if not _TILDE.fullmatch(gap) and not (FROM.fullmatch(gap) and not CHANGED.match(text, two.span.end)):
        return None
    if one.first is not None or two.first is not None or one.currency != two.currency:
        return None
    if not (isinstance(one.last, Number) and isinstance(two.last, Number)) or one.last.low >= two.last.high:
        return None
    return replace(
        two,
        span=Span(one.span.start, two.span.end),
        rule=rule_of(one.last, two.last, two.currency),
        first=one.last,
        approximate=one.approximate or two.approximate,
    )
