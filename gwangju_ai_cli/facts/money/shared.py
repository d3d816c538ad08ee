"""Bare figures that take their unit from an amount near them: breakdowns in a parenthesis, lists that end in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

from gwangju_ai_cli.facts.money.amounts import Amount
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Malformed, Number
from gwangju_ai_cli.korean.wordlists import words

_BREAKDOWN = re.compile(r"[ ]?\((?P<items>[^()\n]{3,120})\)")


@cache
def _item() -> re.Pattern[str]:
    return re.compile(rf"(?:{words('funding_item')})[ :]{{0,2}}(?P<num>{numerals.DIGITS})(?=[ ]?(?:[,·/+)]|$))")


def breakdowns(text: str, known: Sequence[Amount]) -> Iterator[Amount]:
    """Bare figures that break the amount before their parenthesis down: 4,116억원(국비 2,880, 시비 936, 민자 300).

    They count the amount's own unit; where they add up to more than the amount, nothing is read.
    """
    for total in known:
        if total.first is not None or total.guard or isinstance(total.last, Malformed) or total.last.value is None:
            continue
        match = _BREAKDOWN.match(text, total.span.end)
        if match is None:
            continue
        # The amount's last unit: 억 of 4,116억원 and 3천억원, 백만 of 500백만원, 1 of 27,000원.
        scale = total.last.scale
        if total.last.unit > scale and total.last.value >= 10 * total.last.unit:
            scale = total.last.unit
        parts = []
        for item in _item().finditer(text, match.start("items"), match.end()):
            number = numerals.parse(item["num"], item.start("num"))
            if isinstance(number, Number):
                parts.append(number)
        if parts and sum(part.low for part in parts) * scale <= total.last.value * Decimal("1.01"):
            for part in parts:
                yield Amount(
                    part.span,
                    "money.shared",
                    part,
                    None,
                    total.currency,
                    factor=scale,
                    evidence=(("currency", total.span),),
                )


_ITEM = re.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣A-Za-z·]{2,12}(?:[ ][가-힣]{1,8}){0,2})[ ]"
    r"(?P<num>[0-9][0-9,.]*(?:천[0-9]{0,3})?)[ ]?(?P<joint>[,·/]|[과와](?=[ ]))[ ]?$"
)
_OWN_NAME = re.compile(
    r"(?:(?<=[,·/(])|(?<=[,·/(과와][ ])|(?<=[,·]\n))"
    r"(?P<name>[가-힣A-Za-z·]{2,12}(?:[ ][가-힣]{1,8}){0,2})[ ](?:등[ ])?$"
)
_LIST_SIGNS = frozenset(",·/(과와")
_EACH = re.compile(r"각각?[ ](?P<items>(?:[0-9][0-9,.]*(?:천[0-9]{0,3})?(?:,[ ]|[ ]?·[ ]?|[과와][ ]))+)$")
_EACH_ITEM = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:천[0-9]{0,3})?")
_YEAR_FIGURE = re.compile(r"(?:19|20)[0-9]{2}$")
_TELLING = re.compile(r"[.,천]|[0-9]{3}")


def shared_units(text: str, known: Sequence[Amount]) -> Iterator[Amount]:
    """Bare figures of a list that leave their unit to its last one: 경남 1천402, 경북 431억원; 각각 3.4, 2.1조원.

    Every figure stands behind a name of its own, or all behind 각각; two items need more than a figure of two digits.
    """
    for amount in known:
        if amount.first is not None or amount.guard or isinstance(amount.last, Malformed) or amount.last.scale == 1:
            continue
        found = _each_before(text, amount) or _named_before(text, amount)
        for number in found:
            yield Amount(
                number.span,
                "money.shared",
                number,
                None,
                amount.currency,
                factor=amount.last.scale,
                evidence=(("currency", amount.span),),
            )


def _each_before(text: str, amount: Amount) -> list[Number]:
    low = max(0, amount.span.start - 60)
    match = _EACH.search(text, low, amount.span.start) if "각" in text[low : amount.span.start] else None
    if match is None:
        return []
    items = _EACH_ITEM.finditer(text, match.start("items"), match.end("items"))
    numbers = [numerals.parse(item.group(), item.start()) for item in items]
    return [number for number in numbers if isinstance(number, Number)]


def _named_before(text: str, amount: Amount) -> list[Number]:
    low = max(0, amount.span.start - 40)
    listed = not _LIST_SIGNS.isdisjoint(text[low : amount.span.start])
    own = _OWN_NAME.search(text, low, amount.span.start) if listed else None
    found: list[Number] = []
    at = own.start("name") if own else 0
    while own is not None and (item := _ITEM.search(text, max(0, at - 60), at)) is not None:
        number = numerals.parse(item["num"], item.start("num"))
        if not isinstance(number, Number) or _YEAR_FIGURE.match(item["num"]):
            break
        found.append(number)
        at = item.start("name")
    telling = len(found) > 1 or (found and _TELLING.search(found[0].span.of(text)))
    return found[::-1] if telling else []
