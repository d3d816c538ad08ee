"""Quantities: counts, measures, shares, ranks and ages with their unit, and the noun counted where the text has it.

Dates, times and money are other kinds: their units are no units here, and what money has claimed is left to it.
Bounds and approximations that follow the unit stand inside the span (50명 이상, 30㎝가량); those before it, and
words such as 을 넘는, stand outside.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.facts.quantities.bare import bare_quantities
from gwangju_ai_cli.facts.quantities.columns import caption_spans, column_quantities
from gwangju_ai_cli.facts.quantities.counted import counted_noun
from gwangju_ai_cli.facts.quantities.quantities import find_quantities
from gwangju_ai_cli.facts.quantities.quantity import Quantity
from gwangju_ai_cli.korean.modifiers import read_around, read_right
from gwangju_ai_cli.korean.numerals import torn_at_line_ends
from gwangju_ai_cli.model import Column, Fact, Mention, Modifier, QuantityFact, Rejection, Span
from gwangju_ai_cli.wording import write_modifier, write_number

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis
    from gwangju_ai_cli.matching import Context

TRIGGER = regex.compile(
    r"[0-9]|절반|갑절|[할분반][ 의]|[수몇십백천만억조][ \t\r\n]?[가-힣]|[한두세네석넉닷엿댓넷셋둘]|다섯|여섯|"
    r"일곱|여덟|아홉|열|"
    r"스물|스무|서른|마흔|쉰|예순|일흔|여든|아흔|하나|서너|여남은|대여|예닐곱|"
    r"[영일이삼사오육칠팔구][ ]?(?:퍼|나|마이|메|기가|테|데|헥|피코|페타|뉴|암페|파스"
    r"|프로|갤|킬|키로|미|센|밀|그램|리터|%|[a-zA-Z㎞㎡㎏])"
)


def _figure(fact: QuantityFact) -> str:
    if fact.value is None:
        return ""
    figure = write_number(fact.value)
    if fact.value_max is not None:
        figure += f"~{write_number(fact.value_max)}"
    return write_modifier(figure + (fact.unit or ""), fact.modifier)


COLUMNS = (
    Column("수량", _figure, "right", 2),
    Column("대상", lambda fact: fact.counted or "", ratio=2),
    Column("원문", lambda fact: fact.text, ratio=3),
)

_INSIDE = frozenset({"이상", "이하", "미만", "초과", "이내", "가량", "정도", "안팎", "내외", "쯤", "남짓", "전후"})
_CLASS = regex.compile(r"대(?=[의를로에가는인 ,.)'\"’”]|$)")
_RANK_CLASS = regex.compile(r"권|급")


def detect(analysis: Analysis) -> Iterable[Mention]:
    """Every quantity that money has not claimed."""
    text = analysis.text
    money = [fact.span for fact in analysis.facts("money")]
    starts = [span.start for span in money]
    torn = {half.start for half in torn_at_line_ends(text)}
    for span in caption_spans(text):
        yield Mention("quantity", span, "quantity.not.unit_line", order=-1, blocker=True)
    for quantity in (*find_quantities(text), *bare_quantities(text), *column_quantities(text)):
        if quantity.span.start in torn:
            yield Mention("quantity", quantity.span, "quantity.not.torn", blocker=True)
            continue
        at = bisect_right(starts, quantity.span.end - 1) - 1
        if at >= 0 and money[at].overlaps(quantity.span):
            continue
        yield Mention("quantity", quantity.span, quantity.rule, reading=quantity)


def normalize(mention: Mention, context: Context) -> Fact | Rejection:
    """The value in the unit that is written; a Rejection for a malformed number."""
    quantity: Quantity = mention.reading
    if quantity.broken is not None:
        return Rejection("quantity", mention.span, quantity.broken.rule, quantity.broken.reason)
    analysis = context.analysis
    text = analysis.text
    span, approximate = _whole(text, quantity)
    around = read_around(
        text, quantity.span.start, quantity.span.end, approximate=approximate, is_range=quantity.is_range
    )
    modifier: Modifier | None = around.modifier
    evidence = around.evidence()
    counted = quantity.counted or counted_noun(text, quantity)
    if counted is not None:
        evidence["counted"] = counted
    value_max = quantity.high if quantity.high != quantity.low else None
    return QuantityFact(
        source=analysis.doc.source,
        start=span.start,
        end=span.end,
        text=span.of(text),
        rule=mention.rule,
        evidence=evidence,
        value=quantity.low,
        value_max=value_max,
        unit=quantity.unit,
        counted=counted.of(text) if counted else None,
        modifier=modifier,
        precision=quantity.precision,
    )


def _whole(text: str, quantity: Quantity) -> tuple[Span, bool]:
    """The span with the bound that follows the unit, and whether what follows makes the value approximate."""
    span, approximate = quantity.span, quantity.approximate
    if quantity.unit in ("%", "%p", "명") and (level := _CLASS.match(text, span.end)) is not None:
        return Span(span.start, level.end()), True
    if quantity.unit == "위" and _RANK_CLASS.match(text, span.end) is not None:
        return span, True
    right = read_right(text, span.end)
    if right.span is not None and right.span.of(text) in _INSIDE and right.span.start <= span.end + 1:
        span = Span(span.start, right.span.end)
    return span, approximate
