"""Amounts whose currency is named before them, with none after: 엔화 3000만, 대만달러 2억 5000만, 원화 30억."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gwangju_ai_cli.facts.money import currencies
from gwangju_ai_cli.facts.money.amounts import Amount
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Number
from gwangju_ai_cli.korean.wordlists import words
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.vocab import alternation

# "위안화 7선", "엔화 150엔대로": a rate, not an amount; only figures in 만 and more are read.
_END = r"(?=(?:을|를|의|이|은|는|도|으로|로|과|와)?(?:[^가-힣A-Za-z0-9%]|$)|[ ]?(?:규모|상당|어치|여|이상|가량))"


@cache
def _pattern() -> re.Pattern[str]:
    rows = [row for row in currencies.currencies() if row.kind in ("word", "country", "rare")]
    named = alternation(sorted({row.name for row in rows}))
    units = alternation(sorted({row.name for row in rows if row.kind != "rare"}))
    countries = alternation(sorted({country for row in rows for country in row.countries}))
    return re.compile(
        rf"(?<![가-힣A-Za-z0-9])(?:(?P<us>미화)|(?P<country>{countries})[ ]?(?P<named>{named})화?|(?P<unit>{units})화)"
        rf"[ ](?:약[ ])?(?P<num>{numerals.DIGIT_LED})(?![ ]?(?:{words('counter_after_number')})){_END}"
    )


def named_amounts(text: str) -> Iterator[Amount]:
    """The numbers in 만, 억 or 조 right after a currency's name.

    >>> text = "엔화 3000만을 예치했다"
    >>> [(amount.span.of(text), amount.currency) for amount in named_amounts(text)]
    [('엔화 3000만', 'JPY')]
    """
    if not re.search(r"(?:화|달러|페소|루피|프랑|크로네|크로나|동|바트|링깃)[ ](?:약[ ])?[0-9]", text):
        return
    for match in _pattern().finditer(text):
        number = numerals.parse(match["num"], match.start("num"))
        if not isinstance(number, Number) or not set(match["num"]) & set("만억조") or number.low < 10**4:
            continue
        name = match["named"] or match["unit"] or "달러"
        code = currencies.resolve_code(name, match["country"], "")
        if code is not None:
            yield Amount(Span(*match.span()), "money.named", number, None, code)
