"""Words around a number that make it approximate or a bound: 약, 최대, 가량, 이상, 을 넘는, 수준 …

Shared by every fact type that carries a number. A bound outweighs an approximation: `약 100억원 이상` is at
least 100억. Patterns are anchored at the number and bounded, so that no text can stall them.
"""

from __future__ import annotations

from dataclasses import dataclass

from gwangju_ai_cli.model import Modifier, Span
from gwangju_ai_cli.patterns import pattern

_WINDOW = 24
"""Characters before a number in which such words are looked for."""

_ABOUT = "약|대략|대충|얼추|어림잡아|어림|줄잡아|거의|근"
_TOTAL = "총|모두|도합|합계|합쳐|통틀어|전체|총액|무려|불과|고작|단돈|겨우|자그마치"
_MOST = "최대|최고|최다|많게는|많아야|길게는|크게는"
_LEAST = "최소한|최소|최저|적게는|적어도|못해도|짧게는"
# "사상 최대 500억원" ranks the amount, it sets no bound.
_RANKED = pattern(r"(?:사상|역대|국내|세계|단일|업계|전국|창사|이래|아시아|자체|개인|시즌|연중|올해)\s?$")
_LEFT = pattern(
    rf"(?:(?<![가-힣])|(?<=[가-힣]\s))(?:(?P<about>{_ABOUT})|(?P<most>{_MOST})|(?P<least>{_LEAST})|(?P<total>{_TOTAL}))"
    r"(?P<gap>[ \t]{0,2})$"
)
_MORE = r"초과(?!\s?학점|이[익윤득]|수익|근무|세수|공급|수요|인출|사망)"
_SPACE = r"[ \t]?(?:\([^()\n]{1,30}\)[ \t]?)?"  # "1000만달러(약 119억원) 이상"
_RIGHT = pattern(
    rf"{_SPACE}(?:"
    r"(?P<equal_or_more>이상(?![한하적형스훈]|기[후온류]|현상|행동|징후|증[세상]|반응|동기|[고저]온|민(?![가-힣]{2})))"
    r"|(?P<equal_or_less>이하|이내(?!에서는)|한도(?=[ 로에내의])"
    r"|(?:을|를)?\s?(?:넘지|초과하지|넘어서지)\s?(?:않|못|말))"
    r"|(?P<less_than>미만|(?:에|에도|엔)?\s?(?:못\s?미치|못\s?미쳤|못\s?미친|못미|미치지\s?못|미달|조금\s?못)"
    r"|(?:을|를)?\s?(?:밑도|밑돌|밑돈|하회))"
    rf"|(?P<more_than>{_MORE}|(?:을|를)\s?넘겨(?!받|주|줬|준)|(?:을|를|도|이|가)?\s?(?:훌쩍\s?|훨씬\s?|크게\s?|조금\s?|약간\s?|이미\s?)?"
    rf"(?:넘는|넘은|넘게|넘긴|넘을|넘어(?!가는|져|지)|넘었|넘고|넘으|넘겼|넘길|넘나|뛰어넘|웃도|웃돌|웃돈|상회|{_MORE}|돌파))"
    r"|(?P<approx>가량(?!비)|안팎|내외(?!국인|신[ 이을의]|빈|경제|부(?![가-힣]))|정도(?![전영경언령])|쯤|남짓"
    r"|전후(?!방|복구|세대)|수준(?![급별높낮있])|가까이|가까운|선(?=[ 에을으이까,.)]|$)|언저리"
    r"|(?:에|에만|의)?\s?(?:육박|가까운|가까이|가깝|근접))"
    r")"
)


@dataclass(frozen=True, slots=True)
class Modified:
    """What the words around a number say: the modifier, where it stands, and 총, 모두 or 단돈 before it."""

    modifier: Modifier | None = None
    span: Span | None = None
    prefix: Span | None = None

    def evidence(self) -> dict[str, Span]:
        """The spans by slot name, for a fact."""
        slots = {"modifier": self.span, "prefix": self.prefix}
        return {name: span for name, span in slots.items() if span is not None}


def read_left(text: str, start: int) -> Modified:
    """The words before a number that begins at `start`, nearest first: `최대 약`, `총`.

    >>> text = "총 약 300억원"
    >>> found = read_left(text, 4)
    >>> found.modifier, found.span.of(text), found.prefix.of(text)
    ('approx', '약', '총')
    """
    modifier: Modifier | None = None
    span = prefix = None
    for _ in range(3):
        low = max(0, start - _WINDOW)
        window = text[low:start]
        match = _LEFT.search(window)
        if match is None:
            break
        word = Span(low + match.start(), low + match.end() - len(match["gap"]))
        if match["total"]:
            prefix = prefix or word
        elif match["about"]:
            modifier, span = modifier or "approx", span or word
        elif match["least"]:
            modifier, span = "equal_or_more", word
        elif not _RANKED.search(window[: match.start()]):
            modifier, span = "equal_or_less", word
        start = word.start
    return Modified(modifier, span, prefix)


def read_right(text: str, end: int) -> Modified:
    """The words after a number or its unit that ends at `end`.

    >>> [read_right(text, 3).modifier for text in ("3억원을 넘는", "3억원 이상", "3억원짜리")]
    ['more_than', 'equal_or_more', None]
    """
    match = _RIGHT.match(text, end)
    if match is None or match.lastgroup is None:
        return Modified()
    name = match.lastgroup
    modifier: Modifier
    if name == "equal_or_more":
        modifier = "equal_or_more"
    elif name == "equal_or_less":
        modifier = "equal_or_less"
    elif name == "less_than":
        modifier = "less_than"
    elif name == "more_than":
        modifier = "more_than"
    else:
        modifier = "approx"
    return Modified(modifier, Span(*match.span(name)))


def read_around(text: str, start: int, end: int, *, approximate: bool = False, is_range: bool = False) -> Modified:
    """What stands before `start` and after `end` together; `approximate` tells of 여, 수 or 대 inside.

    The ends of a range take 최소 and 최대 for themselves: `최소 3억원에서 최대 5억원` has no modifier.

    >>> read_around("약 100억원 이상", 2, 7).modifier, read_around("50억여원", 0, 5, approximate=True).modifier
    ('equal_or_more', 'approx')
    """
    left, right = read_left(text, start), read_right(text, end)
    if is_range and left.modifier in ("equal_or_more", "equal_or_less"):
        left = Modified(None, None, left.prefix)
    if right.modifier not in (None, "approx"):
        return Modified(right.modifier, right.span, left.prefix)
    if left.modifier is not None:
        return left
    if right.modifier is not None:
        return Modified(right.modifier, right.span, left.prefix)
    return Modified("approx" if approximate else None, None, left.prefix)
