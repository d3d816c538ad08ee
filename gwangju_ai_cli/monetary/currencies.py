"""Names, symbols and codes of currencies: the pattern of what follows or precedes an amount, and its ISO 4217 code."""
from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gwangju_ai_cli.vocab import alternation, load_vocab

_COUNTRY_WINDOW = 60
"""Characters before an amount in which a country decides between currencies of one name."""

_PARTICLE = (
    "은|는|이|가|을|를|과|와|도|만|에|의|로|으로|씩|까지|부터|대|짜리|권|어치|선|정도|가량|안팎|내외|상당|이상|이하|미만|초과|"
    "이내|수준|규모|보다|밖|뿐|쯤|인|이며|이고|이나|이라|이었|이던|였|입니다|이다|임|이지|남짓|나|넘|당|마다|조차|처럼|같|한도|"
    "돌파|화|고|이랑|하고|든|라도|요|지만|지폐|시대|투자|지원|수출|수주|계약|상금|육박|달성|들|꼴|벌금|가까|적자|흑자|매출"
)
# A lone particle after a space and a short name has to end its word: "27 원은 ", not "27 원인 분석".
_ENDING = (
    "은|는|이|가|을|를|과|와|도|만|에|의|로|으로|에서|에게|에는|에도|으로는|씩|까지|부터|짜리|어치|이상|이하|미만|초과|정도|가량|"
    "대|상당|이다|이며|이고|이나|이었다|입니다|이라고|이라는|이란|보다|선|대의|대에|대로|쯤|여|안팎|내외|수준|규모|수준의|규모의|짜리를|"
    "상당의|인데|으로서"
)
# "5원칙", "100원자력", "3원색", "1원화": 원 opens a word of its own.
_NOT_WON = (
    "칙|자력|자폭|자로|자재|자현|색|소(?!득)|리(?![는가])|심|생|천(?!징수)|서동|룸|년|탁|앗|더|어민|격|정대|주시|유(?!로)|형|점|"
    "내대표|피스|동력|인제|두|화|적|양|통|전(?!부|액|체|후|량|자금)|장(?!학|기|비|만)|로(?=원|들)|외(?!에|의|는)|초|대한|대표|대학|"
    "광|불교|서|시(?!대|장|민|설)|본|래|예|산지|고(?!액|가)|숭|님|톤|반|판|킬|터|피|동(?!결)|도심|주민|단(?!위)|활|빈|탄|혜|미"
)
_NOT_AFTER = {
    "유로": "존|파|스타|비전|[ ]?20[0-9][0-9]|컵|화학", "달러": "박스|구트|트리|라이트", "위안": "부|소|거리|처",
    "불": "[ ]?(?:정책|원칙|노선)|교|법|꽃|빛|길|량|씨|이(?!십)|능|가|확|화|명|안|만|편|행|기|소|복|순|신|임|후|우|사|고기|타|켜|낙|참|황",
    "프랑": "스|크", "마르크": "스", "엔": "진|터|드|트|씨|비|카|젤|화|지", "페니": "실|스|키", "센트": "럴|리|릭",
    "리라": "고|는", "라리": "가", "파운드": "리|메", "헤알": "화", "세디": "아", "콜론": "비아", "전": "[가-힣]",
}


@dataclass(frozen=True, slots=True)
class Currency:
    """One row of the vocabulary: a name and the code it stands for, with the countries that tell it from others."""

    name: str
    code: str | None
    kind: str
    countries: tuple[str, ...]


@cache
def currencies() -> tuple[Currency, ...]:
    """Every name, symbol and code of `vocab/currencies.tsv`."""
    return tuple(
        Currency(row["unit"], row["code"] or None, row["kind"], tuple(filter(None, row["countries"].split(","))))
        for row in load_vocab("currencies")
    )


@cache
def _by_name() -> dict[str, tuple[Currency, ...]]:
    table: dict[str, list[Currency]] = {}
    for currency in currencies():
        table.setdefault(currency.name, []).append(currency)
    return {name: tuple(rows) for name, rows in table.items()}


def _names(*kinds: str) -> list[str]:
    return sorted({currency.name for currency in currencies() if currency.kind in kinds})


@cache
def after_number() -> str:
    """The pattern of a currency after its number, with named groups `country`, `unit`, `sign` or `code`.

    It has no left guard and includes the guards on the right: 원 is not found in 5원칙.
    """
    plain = [name for name in _names("word", "country") if name not in _NOT_AFTER and name != "원"]
    rare = sorted(set(_names("rare")) - set(_names("word", "country")))
    countries = sorted({country for currency in currencies() for country in currency.countries})
    guarded = [
        rf"{name}(?!{stop})" + ("" if name == "달러" else rf"(?=화?(?:{_PARTICLE}|[^가-힣A-Za-z]|$))")
        for name, stop in _NOT_AFTER.items()
        if name not in ("전", "센트", "페니")
    ]
    words = "|".join([*guarded, rf"(?:{alternation(plain)})(?=화?(?:{_PARTICLE}|[^가-힣A-Za-z]|$))"])
    sub = rf"(?:센트|펜스|페니)(?!{_NOT_AFTER['센트']}|{_NOT_AFTER['페니']})(?=(?:{_PARTICLE}|[^가-힣A-Za-z]|$))"
    codes = alternation(_names("code", "after"))
    return (
        r"(?:"
        rf"(?P<won>원(?!{_NOT_WON}))"
        rf"|[ \t]?(?:(?P<country>{alternation(countries)})[ \t]?)?(?P<unit>{words}|{sub})(?:화(?![가-힣])|화(?=로|를))?"
        rf"|[ \t]?(?P<qualified>{alternation(countries)})[ \t]?(?P<rare>{alternation(rare)})"
        rf"(?=(?:{_PARTICLE}|[^가-힣]|$))"
        rf"|[ \t]?(?P<spaced>원)(?=(?:{_ENDING})?(?![가-힣A-Za-z0-9]))"
        rf"|[ \t]?(?P<code>{codes})(?![A-Za-z0-9])"
        r"|(?P<sign>[$€£¥₩元円])"
        r")"
    )


@cache
def before_number() -> str:
    """The pattern of a symbol or code before its number, with the named groups `symbol` or `prefix`."""
    return rf"(?:(?P<symbol>{alternation(_names('symbol'))})|(?<![A-Za-z0-9])(?P<prefix>{alternation(_names('code'))}))"


def resolve_code(name: str, country: str | None, before: str) -> str | None:
    """The ISO 4217 code of a currency's name; None where the text does not say which currency is meant.

    A lesser unit alone (50센트) may be of a dozen currencies: None.

    `country` is what qualifies the name (홍콩 of 홍콩달러); `before` is the text before the amount, whose
    nearest country decides between currencies of one name.

    >>> resolve_code("달러", "홍콩", ""), resolve_code("달러", None, ""), resolve_code("페소", None, "필리핀에서 ")
    ('HKD', 'USD', 'PHP')
    >>> resolve_code("페소", None, "") is None
    True
    """
    rows = _by_name().get(name, ())
    if country is not None:
        for row in rows:
            if country in row.countries:
                return row.code
        return None
    if any(row.kind == "country" for row in rows):
        window = before[-_COUNTRY_WINDOW:]
        found = [(window.rfind(c), row.code) for row in rows for c in row.countries if c in window]
        if found:
            return max(found, key=lambda hit: hit[0])[1]
    default = next((row for row in rows if row.kind in ("word", "symbol", "code", "after")), None)
    return default.code if default else None


def is_rare(name: str, country: str | None) -> bool:
    """Whether `name` is a common word too and lacks the country that would make it a currency.

    >>> is_rare("동", None), is_rare("동", "베트남"), is_rare("달러", None)
    (True, False, False)
    """
    rows = _by_name().get(name, ())
    if country is not None and any(country in row.countries for row in rows):
        return False
    return bool(rows) and all(row.kind == "rare" for row in rows)


SUB_UNITS = {"센트": Decimal("0.01"), "펜스": Decimal("0.01"), "페니": Decimal("0.01"), "전": Decimal("0.01")}
"""A hundredth of the main unit, where one stands before it (3달러 50센트)."""

SCALES = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9,
    "b": 10**9, "trillion": 10**12, "tn": 10**12, "t": 10**12,
}
"""English units after a symbol: $1.2 billion, €3m."""
