"""Names, symbols and codes of currencies: the pattern of what follows or precedes an amount, and its ISO 4217 code."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gwangju_ai_cli.korean.wordlists import words
from gwangju_ai_cli.vocab import alternation, load_vocab

_COUNTRY_WINDOW = 60
"""Characters before an amount in which a country decides between currencies of one name."""

_GUARDED = ("유로", "달러", "위안", "불", "프랑", "마르크", "엔", "리라", "라리", "파운드", "헤알", "세디", "콜론")
"""Names that open words of their own; `not_after_…` lists these."""


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
    """The pattern of a currency after its number, in the groups `unit`, `rare`, `won`, `spaced`, `sign` or `code`.

    It has no left guard and includes the guards on the right: 원 is not found in 5원칙. Any three capitals are
    a `code`: ask `is_code`.
    """
    rare = sorted(set(_names("rare")) - set(_names("word", "country")))
    countries = alternation(sorted({country for currency in currencies() for country in currency.countries}))
    boundary = rf"(?={words('particle_after_currency')}|[^가-힣A-Za-z]|$)"
    plain = [name for name in _names("word", "country") if name not in (*_GUARDED, "원")]
    guarded = "|".join(
        rf"{name}(?!{words(f'not_after_{name}')})" for name in (*_GUARDED, "센트", "페니") if name != "달러"
    )
    # "달러" is no part of other words but these; the others need a particle or the end of their word.
    units = rf"달러(?!{words('not_after_달러')})|(?:{guarded}|펜스|{alternation(plain)})(?=화?{boundary})"
    return (
        r"(?:"
        rf"(?P<won>(?:(?<=[십백천만억조여])(?:[ \t]|[ ]?\r?\n))?원(?!{words('not_won')}))"
        rf"|[ \t]?(?:(?P<country>{countries})[ \t]?)?(?:(?P<unit>{units})(?:화(?![가-힣])|화(?=로|를))?"
        rf"|(?P<rare>{alternation(rare)}){boundary})"
        rf"|(?:[ \t]|[ ]?\r?\n)?(?P<spaced>원)(?=(?:{words('ending_after_spaced_won')})?(?![가-힣A-Za-z0-9]))"
        r"|[ \t]?(?P<code>[A-Z]{3})(?![A-Za-z0-9])"
        r"|[ ]?(?P<sign>[$€£¥₩￥￡元円])"
        r")"
    )


@cache
def before_number() -> str:
    """The pattern of a symbol or code before its number, in the groups `symbol` or `prefix`.

    It has no left guard, and the letters of US$ and HK$ are left out: a pattern that begins with one of few
    characters is searched for at a multiple of the speed.
    """
    signs = "".join(name for name in _names("symbol") if len(name) == 1)
    return rf"(?:(?P<symbol>[{signs}]|Rs\.?)|(?P<prefix>[A-Z]{{3}}))"


def is_code(name: str, *, before: bool = False) -> bool:
    """Whether three capitals are the code of a currency; `before` asks for one that may stand before its number.

    >>> is_code("USD"), is_code("TRY"), is_code("TRY", before=True), is_code("ABC")
    (True, True, False, False)
    """
    kinds = ("code",) if before else ("code", "after")
    return any(row.kind in kinds for row in _by_name().get(name, ()))


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
    if any(row.kind == "country" for row in rows) or all(row.kind == "rare" for row in rows):
        window = before[-_COUNTRY_WINDOW:]
        found = [(window.rfind(c), row.code) for row in rows for c in row.countries if c in window]
        if found:
            return max(found, key=lambda hit: hit[0])[1]
    default = next((row for row in rows if row.kind in ("word", "symbol", "code", "after")), None)
    return default.code if default else None


def is_common_word(name: str, country: str | None, before: str = "") -> bool:
    """Whether `name` is a common word too (동, 솔, 숨) and no country beside it or `before` makes it a currency.

    >>> is_common_word("동", None), is_common_word("동", "베트남"), is_common_word("동", None, "베트남에서는 ")
    (True, False, False)
    """
    rows = _by_name().get(name, ())
    if country is not None and any(country in row.countries for row in rows):
        return False
    window = before[-_COUNTRY_WINDOW:]
    if any(place in window for row in rows for place in row.countries):
        return False
    return bool(rows) and all(row.kind == "rare" for row in rows)


SUB_UNITS = {"센트": Decimal("0.01"), "펜스": Decimal("0.01"), "페니": Decimal("0.01"), "전": Decimal("0.01")}
"""A hundredth of the main unit, where one stands before it (3달러 50센트)."""

SCALES = {
    "thousand": 10**3,
    "k": 10**3,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
    "t": 10**12,
}
"""English units after a symbol: $1.2 billion, €3m."""
