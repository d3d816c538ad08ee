"""The noun that a quantity counts, found by its place beside the number: 소방관 50명, 3대의 차량, 16개 농장.

Without morphemes only safe places are read: a noun of people before 명, a noun without a particle before another
counter, the noun after 의 or after 개. Where the place does not tell, nothing is said.
"""

from __future__ import annotations

import re
from functools import cache

from gwangju_ai_cli.facts.quantities.quantity import Quantity
from gwangju_ai_cli.korean.wordlists import words
from gwangju_ai_cli.model import Span

_PEOPLE = frozenset({"명"})
_THINGS = frozenset(
    {"개", "대", "곳", "마리", "건", "장", "편", "채", "척", "가지", "종", "권", "동", "개소", "기", "그루", "병"}
)
_BOUND = r"(?:[ ]?(?:이상|이하|미만|초과|가량|정도|안팎|내외|남짓))?"
_AFTER = re.compile(rf"{_BOUND}의[ ](?P<phrase>(?:[가-힣A-Za-z·]{{2,12}}[ ]){{0,2}}[가-힣A-Za-z·]{{2,14}})")
_NEXT = re.compile(r"[ ](?P<phrase>(?:[가-힣A-Za-z]{2,12}[ ]){0,2}[가-힣A-Za-z]{2,12})")
_BEFORE = re.compile(
    r"(?<![가-힣A-Za-z0-9])(?P<word>[가-힣A-Za-z]{2,14})[ ]?(?:\([^()\n]{1,10}\)[ ]?)?"
    r"(?:(?:총|약|모두|각|무려)[ ]){0,2}$"
)
_PARTICLE = re.compile(
    r"(?:들?(?:보다|이었다|입니다|이다|이며|였다|별로|으로부터|에게서|으로서|에서는|에서|에게|으로|까지|부터|이나|을|를|이|가|은|는|과|와|도|로|에|의|만)|들)$"
)
_VERBAL = re.compile(
    r"(?:[은는을를만해여아어고며서운의로게도에와과된될한할던데때째라야면자돼됐져켜춰눠꿔둬줘놔]|[가-힣][가이]|까지|부터|마다|조차)$"
)


@cache
def _lists() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Nouns of people by their end, words that are nothing counted, nouns in 이."""
    return (
        re.compile(rf"(?:{words('person_head')})들?$"),
        re.compile(rf"(?:{words('no_thing')})"),
        re.compile(rf"(?:{words('noun_in_i')})$"),
    )


def counted_noun(text: str, quantity: Quantity) -> Span | None:
    """Where the noun stands that a counter counts; None where its place does not tell.

    >>> from gwangju_ai_cli.facts.quantities.quantities import find_quantities
    >>> [counted_noun(t, find_quantities(t)[0]).of(t) for t in ("소방관 50명이", "3대의 차량을", "16개 농장에서")]
    ['소방관', '차량', '농장']
    """
    start, end = quantity.span.start, quantity.span.end
    people = quantity.unit in _PEOPLE
    if quantity.rule == "quantity.scale":
        match = _NEXT.match(text, end)
        return _head(match, people=False) if match else None
    if not people and quantity.unit not in _THINGS:
        return None
    if quantity.unit in ("개", "가지", "종") and (match := _NEXT.match(text, end)) is not None:
        found = _head(match, people=False)
        if found is not None:
            return found
    match = _BEFORE.search(text, max(0, start - 24), start)
    if match is not None and not _lists()[1].fullmatch(match["word"]):
        word = match["word"]
        fits = _lists()[0].search(word) is not None or not people
        if fits and not _is_inflected(word, people=people) and not _is_verb(text, match.start("word"), word):
            return Span(*match.span("word"))
    if quantity.unit != "곳" and (match := _AFTER.match(text, end)) is not None:
        return _head(match, people=people)
    return None


# "버스를 늘려 모두 15대": what follows an object and ends like a verb that goes on is one.
_OBJECT = re.compile(r"(?:[을를]|에서|으로|[가-힣]로)[ ]$")
_GOES_ON = re.compile(r"[려쳐켜져겨혀텨펴러해여어아워와춰꿔둬줘눠써터커퍼떠고며면니자게서된린친낸은는던]$")


def _is_verb(text: str, start: int, word: str) -> bool:
    return _GOES_ON.search(word) is not None and _OBJECT.search(text, max(0, start - 6), start) is not None


def _is_inflected(word: str, *, people: bool) -> bool:
    """Whether a word ends like a particle or a verb: 사망자만, 포함해, 한국이; not 고양이, 작가."""
    if _lists()[2].search(word):
        return False
    if people and word[-1] in "가자":
        return len(word) < 2
    return _VERBAL.search(word) is not None


def _head(match: re.Match[str], *, people: bool) -> Span | None:
    """The head of a noun phrase: its last noun, up to the first particle (우수 중소기업을 → 중소기업).

    For people the first noun of people that a particle closes.
    """
    pos = match.start("phrase")
    head: Span | None = None
    for word in match["phrase"].split(" "):
        found = _noun(word, pos, people=people)
        closed = found is not None and found.end - found.start < len(word)
        if people:
            if closed:
                return found
        elif found is None:
            return head
        else:
            head = found
            if closed:
                return head
        pos += len(word) + 1
    return head


def _noun(word: str, start: int, *, people: bool) -> Span | None:
    """A word without its particle, where it is a noun that may be counted."""
    particle = _PARTICLE.search(word)
    end = len(word)
    if particle is not None and particle.start() >= 2 and not _lists()[2].search(word):
        end = particle.start()
    bare = word[:end]
    if _lists()[1].fullmatch(bare) or (people and not _lists()[0].search(bare)):
        return None
    if not people and end == len(word) and _is_inflected(bare, people=False):
        return None
    return Span(start, start + end)
