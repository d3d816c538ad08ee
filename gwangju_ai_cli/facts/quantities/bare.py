"""Large numbers without a counter that are a quantity: 5억 인구, 조회수 1200만, 관객 100만을 돌파."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gwangju_ai_cli.facts.quantities.quantity import Quantity
from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Malformed, Number
from gwangju_ai_cli.korean.wordlists import words
from gwangju_ai_cli.model import Span

_NUMBER = re.compile(
    rf"(?<![0-9A-Za-z])(?<![0-9][.,])(?P<num>{numerals.DIGIT_LED})(?P<yeo>[ ]?여)?(?=[^0-9A-Za-z%㎡㎞㎏]|$)"
)
_SPELLED = re.compile(r"(?<![가-힣0-9A-Za-z])[이삼사오육칠팔구]?[백천]만(?=[ ])")
# The number has to end its word: 500만을, 1200만(21일 기준), 360만 이상.
_END = re.compile(
    r"(?:[ ]?(?:이상|이하|미만|가까이|가량|정도|안팎))?(?:을|를|이|의|에|도|은|만|으로|로|까지)?(?=[ ,.()]|$)"
)
_FILL = r"(?:(?:총|약|무려|누적|월|하루|현재|모두|최대)[ ]){0,2}"
_LINK = (
    "(?:여|에 달하는|이 넘는|을 넘는|을 돌파한|을 넘긴|에 가까운|에 육박하는|의)?[ ]?"
    "(?:(?:현지|전국|전|한국|우리|도시|해외|국내)[ ])?"
)


@cache
def _context() -> tuple[re.Pattern[str], re.Pattern[str]]:
    before = re.compile(rf"(?:{words('counted_mass')})(?:은|는|이|가|만|도|을|를)?[ ]{_FILL}$")
    return before, re.compile(rf"{_LINK}(?P<noun>{words('mass_noun')})")


def bare_quantities(text: str) -> Iterator[Quantity]:
    """Numbers in 만 or 억 beside a word for those whom they count; the caller drops what money has claimed.

    >>> text = "5억 인구의 시장"
    >>> [(q.span.of(text), int(q.low), q.counted.of(text)) for q in bare_quantities(text)]
    [('5억', 500000000, '인구')]
    """
    before, after = _context()
    for match in _SPELLED.finditer(text) if "만 " in text else ():  # "천만 관객"
        mass = after.match(text, match.end())
        number = numerals.parse(match.group(), match.start())
        if mass is not None and isinstance(number, Number):
            whom = Span(*mass.span("noun"))
            yield Quantity(
                Span(*match.span()), "quantity.bare", number.low, number.high, None, number.unit, False, whom
            )
    for match in numerals.matches(_NUMBER, numerals.FIGURE, text):
        surface = match["num"]
        if surface[-1] not in "만억천" or not set(surface) & set("만억"):
            continue
        start, end = match.span()
        noun = after.match(text, end)
        if noun is None and not (before.search(text, max(0, start - 24), start) and _END.match(text, end)):
            continue
        number = numerals.parse(surface + (match["yeo"] or ""), start)
        if not isinstance(number, Malformed):
            counted = Span(*noun.span("noun")) if noun else None
            yield Quantity(
                Span(start, end), "quantity.bare", number.low, number.high, None, number.unit, number.approx, counted
            )
