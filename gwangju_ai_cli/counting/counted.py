"""The noun that a quantity counts, found by its place beside the number: 직원 50명, 3대의 차량, 16개 농장."""
from __future__ import annotations

import re

from gwangju_ai_cli.counting.quantities import Quantity
from gwangju_ai_cli.model import Span

_COUNTERS = frozenset({"명", "개", "대", "곳", "마리", "건", "장", "편", "채", "척", "가지", "종", "권", "점", "동", "개소", "기"})
_AFTER = re.compile(r"(?:[ ](?:이상|이하|미만|초과|가량|정도|안팎|내외|남짓)|이상|가량|정도)?의[ ](?P<word>[가-힣A-Za-z·]{2,14})")
_NEXT = re.compile(r"[ ](?P<word>[가-힣A-Za-z]{2,12})")
_BEFORE = re.compile(r"(?P<word>[가-힣A-Za-z]{2,14})[ ]?(?:\([^()\n]{1,10}\)[ ]?)?(?:(?:총|약|모두|각|무려)[ ]){0,2}$")
_PARTICLE = re.compile(
    r"(?:으로부터|에게서|들에게|으로서|에서는|에서|에게|으로|까지|부터|들이|들을|들은|들의|들과|을|를|이|가|은|는|과|와|도|로|에|의|만|들)$"
)
_NO_NOUN = re.compile(
    r"(?:등|등이|등을|등의|총|약|모두|이들|나머지|또|각각|최대|최소|지난|오는|올해|지난해|작년|내년|현재|당시|이날|이후|이전|오전|오후|전체|전국|"
    r"매년|매월|하루|한해|한국|미국|중국|일본|국내|세계|사상|역대|평균|누적|무려|불과|가운데|중에|같은|다른|이중|이상|이하|그중|여기|거기|그러나|그리고|"
    r"대해|위해|따라|통해|대한|관한|위한|있는|없는|하는|되는|많은|새로운|여러|어느|이번|다음|지금|최근|처음|다시|약간|추가|혐의|등에|에서|으로|까지|부터|"
    r"[가-힣]+(?:에서|에게|으로|까지|부터|에는|했고|했으며|하고|하며|한|된|될|할|던|려고|면서|지만|는데|어서|아서|은|는|을|를|의|에|와|과|도|고|며|서|로|게|히))$"
)


def counted_noun(text: str, quantity: Quantity) -> Span | None:
    """Where the noun stands that a counter counts; None where its place does not tell.

    >>> from gwangju_ai_cli.counting.quantities import find_quantities
    >>> [counted_noun(t, find_quantities(t)[0]).of(t) for t in ("소방관 50명이", "3대의 차량을", "16개 농장에서")]
    ['소방관', '차량', '농장']
    """
    if quantity.unit not in _COUNTERS:
        return None
    start, end = quantity.span.start, quantity.span.end
    if (match := _AFTER.match(text, end)) is not None:
        return _bare(text, match)
    if quantity.unit in ("개", "가지", "종") and (match := _NEXT.match(text, end)) is not None:
        span = _bare(text, match)
        return span if span and not _NO_NOUN.fullmatch(span.of(text)) else None
    match = _BEFORE.search(text, max(0, start - 24), start)
    if match is None or _NO_NOUN.fullmatch(match["word"]):
        return None
    return Span(*match.span("word"))


def _bare(text: str, match: re.Match[str]) -> Span | None:
    """The word of a match without its particle."""
    start, end = match.span("word")
    word = match["word"]
    particle = _PARTICLE.search(word)
    if particle is not None and particle.start() >= 2:
        end = start + particle.start()
    return Span(start, end) if not _NO_NOUN.fullmatch(text[start:end]) else None
