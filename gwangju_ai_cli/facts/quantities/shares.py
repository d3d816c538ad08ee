"""Quantities that carry no counter: 절반, 3분의 2, 3할 2푼, 반 리터, 규모 7.8의 강진, 섭씨 20.3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gwangju_ai_cli.facts.quantities import units
from gwangju_ai_cli.facts.quantities.quantity import Quantity
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Number
from gwangju_ai_cli.model import Span

_END = r"(?=[^가-힣]|$|은|는|이|가|을|를|의|에|로|도|만|씩|까지|보다|밖|정도|가량|수준|이상|이하|미만|쯤|꼴|인|과|와)"
_FRACTION = re.compile(
    rf"(?<![0-9A-Za-z가-힣.,])(?P<den>{numerals.DIGIT_LED}|{numerals.SINO_LED})[ ]?분의[ ]?"
    rf"(?P<num>[1-9][0-9]{{0,3}}|[일이삼사오육칠팔구])(?![0-9])(?![.,][0-9]){_END}"
)
_HALF = re.compile(r"(?<![가-힣])절반")
_TENTHS = re.compile(
    r"(?<![0-9A-Za-z.,])(?P<hal>[1-9])[ ]?할(?:[ ]?(?P<pun>[0-9])[ ]?푼)?"
    r"(?:[ ]?(?P<ri>[0-9])[ ]?[리이](?=[^가-힣]|$|[를을의로에가는은도]))?"
    r"(?=[^가-힣]|$|은|는|이|가|을|를|의|에|로|대|도|만|이상|정도|가량)"
)
_PART_OF_UNIT = re.compile(
    r"(?<![0-9/.])(?P<num>[1-9])/(?P<den>[2-9])[ ]?"
    r"(?P<unit>컵|큰술|작은술|스푼|티스푼|테이블스푼|리터|인치|마일|갤런|파운드|통|개|마리|봉지)"
    r"(?=[^가-힣]|$|[을를이가의은는도만씩])"
)
_TWOFOLD = re.compile(rf"(?<![가-힣])(?:두[ ]?)?갑절{_END}")
_HALF_UNIT = re.compile(
    r"(?<![가-힣])반[ ](?P<unit>리터|미터|킬로|평|되|근|톤|갤런|마일|잔|컵|병|그릇|통|스푼)"
    r"(?=[^가-힣]|$|의|은|이|를|을|에)"
)
_MAGNITUDE = re.compile(r"규모[ ]?(?P<num>[1-9]\.[0-9])(?![0-9.%])(?=[^가-힣A-Za-z]|의|으로|로|인|에|을|를|짜리|$)")
_TEMPERATURE = re.compile(
    rf"(?P<scale>섭씨|화씨)[ ]?(?P<minus>마이너스[ ]|영하[ ]|-)?"
    rf"(?:(?P<num>{numerals.DIGITS})(?:[ ]?도(?!로|청)|°)?|(?P<word>{numerals.SINO_LED})(?=[ ]?도)[ ]?도)"
)


def shares(text: str) -> Iterator[Quantity]:
    """Shares without a percent sign, half a unit, and numbers whose unit stands before them.

    >>> [(quantity.low, quantity.unit) for quantity in shares("절반, 4분의 1, 3할 2푼, 규모 6.5의 지진")]
    [(Decimal('50'), '%'), (Decimal('25'), '%'), (Decimal('32'), '%'), (Decimal('6.5'), '규모')]
    """
    if "절반" in text:
        for match in _HALF.finditer(text):
            yield Quantity(Span(*match.span()), "quantity.half", Decimal(50), Decimal(50), "%")
    if "분의" in text:
        for match in _FRACTION.finditer(text):
            whole, part = numerals.parse(match["den"]), numerals.parse(match["num"])
            if isinstance(whole, Number) and isinstance(part, Number) and whole.value and part.value:
                share = part.value * 100 / whole.value
                share = share.to_integral_value() if share == share.to_integral_value() else share
                yield Quantity(Span(*match.span()), "quantity.fraction", share, share, "%")
    if "갑절" in text:
        for match in _TWOFOLD.finditer(text):
            yield Quantity(Span(*match.span()), "quantity.twofold", Decimal(2), Decimal(2), "배")
    if "할" in text:
        for match in _TENTHS.finditer(text):
            share = Decimal(match["hal"]) * 10 + Decimal(match["pun"] or 0) + Decimal(match["ri"] or 0) / 10
            precision = Decimal("0.1") if match["ri"] else Decimal(1 if match["pun"] else 10)
            yield Quantity(Span(*match.span()), "quantity.tenths", share, share, "%", precision)
    if "/" in text:
        for match in _PART_OF_UNIT.finditer(text):
            piece = Decimal(match["num"]) / Decimal(match["den"])
            named = units.units().get(match["unit"])
            name = named.unit if named else match["unit"]
            yield Quantity(Span(*match.span()), "quantity.part", piece, piece, name, piece)
    if "반 " in text:
        for match in _HALF_UNIT.finditer(text):
            half, unit = Decimal("0.5"), units.units().get(match["unit"])
            name = unit.unit if unit else match["unit"]
            yield Quantity(Span(*match.span()), "quantity.half_unit", half, half, name, half)
    if "규모" in text:
        for match in _MAGNITUDE.finditer(text):
            value = Decimal(match["num"])
            yield Quantity(Span(*match.span()), "quantity.magnitude", value, value, "규모", Decimal("0.1"))
    if "섭씨" in text or "화씨" in text:
        for match in _TEMPERATURE.finditer(text):
            number = numerals.parse(match["num"] or match["word"])
            if isinstance(number, Number):
                value = -number.low if match["minus"] else number.low
                unit_name = "℃" if match["scale"] == "섭씨" else "℉"
                yield Quantity(Span(*match.span()), "quantity.temperature", value, value, unit_name, number.unit)
