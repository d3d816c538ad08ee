"""Lists that part a figure without saying 총: "예산 700억 원을 쓴다. 올해 150억, 내년 260억, 2028년 310억 원이다".

A run of figures of one kind, each with a name before it, makes a list. Its whole stands before it: in the same
sentence (공사비 152억원은 건축 98억원, …) or as the one figure of the sentence before. What a list leaves out, and
whether its parts overlap, is told by words (`vocab/list_words.tsv`); what remains open counts only where the parts come
near their whole, since a list of something else hardly would.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import value_of
from gwangju_ai_cli.checks.claims.changes import UNSUMMED
from gwangju_ai_cli.checks.claims.model import SumClaim
from gwangju_ai_cli.checks.claims.skeleton import FIGURE, POINT, RANGE, Skeleton, sentence_skeletons
from gwangju_ai_cli.checks.claims.sums import SURPASSED, funding_sources
from gwangju_ai_cli.model import DateFact, Fact, MoneyFact, QuantityFact, Sentence
from gwangju_ai_cli.vocab import load_vocab

NEAR = Decimal("0.75"), Decimal("1.4")
"""Between which shares of the whole its parts are held for all of it, where only their place says that they are."""
FIRM = Decimal("0.2"), Decimal(5)
"""The same where the grammar tells it: "공사비 152억원은 건축 98억원, 토목 31억원이다"."""
LONGEST_HEAD = 34
"""Characters before the first figure of a list that opens a sentence."""

_JOINED = regex.compile(
    r"\)?(?:을|를|이|가|씩|원)?(?:\s[가-힣]{1,8}(?:고|며))?"
    r"(?:\s?(?:,|과|와|·|및|이고,?|이며,?|고,|며,|/|그리고|[△▲▶▷◆■○●◇□∙•ㆍ-])\s?|\s)"
    r"(?P<name>[^.!?;:]{1,34}?)\s?\(?"
)
_NAMED = regex.compile(r"[가-힣A-Za-z\ue001\ue003\ue004]")
_OF_WHOLE = regex.compile(r"\)?(?:은|는|으로|로|인데|이며|이고|을|를|,|:|(?P<within>\s?(?:중|가운데)(?=[\s,])))")
_BY = regex.compile(
    r"(?:[가-힣]{1,6}별(?:로는?|로 (?:보면|살펴보면)|\s?[가-힣]{1,6}[은는])?|세부(?:적으로는?| 내역은))"
)
_OTHER_BY = regex.compile(r"[가-힣]별로")
_CLOSED = regex.compile(
    r"\)?(?:(?:이|가)?\s?[가-힣]{0,12})?(?:다|니다)?\.?\s*$|\)?(?:이다|입니다|이었다|였다|으로|로|을|를|이|가|다)"
)
# "분야별로는 복지 1800억원, 교육 700억원, 교통 600억원이다": often only the greatest.
_GREATEST = regex.compile(
    r"(?:분야|부문|항목|기능|품목|지역|국가|나라|업종|직종|사업|종목|과목|연령|나이|부서|시군|구군)별"
)
_COPULA = regex.compile(
    r"\)?(?:이다|입니다|이었다|였다|다\.?$|으로 (?:구성|나뉘|나뉜|이뤄|이루|집계|나타)|로 (?:구성|나뉘|나뉜|이뤄|이루))"
)
_TOPIC = regex.compile(r"\)?(?:은|는|으로|로)\s")
_DIVIDED = regex.compile(r"구성[됐돼된되]|나뉘|나뉜|나눠|나누|이뤄|이루")
_OTHER_TIME = regex.compile(rf"[{POINT}{RANGE}](?:은|는|에는|엔|에)\s")
_YEARS = regex.compile(r"P(\d+)Y")
_BRACKETS = regex.compile(r"\([^()]*\)")


@cache
def _words(name: str) -> regex.Pattern[str]:
    return regex.compile("|".join(row["surface"] for row in load_vocab("list_words") if row["set"] == name))


@cache
def _total_before() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_words('total').pattern})\s?[가-힣]{{0,6}}\s?$")


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure of a sentence: its offset in the skeleton, and whether brackets hold it alone (하천 정비(9억원))."""

    at: int
    fact: Fact
    alone: bool


@dataclass(frozen=True, slots=True)
class _Listing:
    """A run of figures of one kind. `before` are the figures of the kind that stand before it in its sentence."""

    places: tuple[_Place, ...]
    before: tuple[_Place, ...]
    head: str
    tail: str
    gaps: str

    @property
    def heads(self) -> tuple[str, ...]:
        """The last word before each figure, without its particle: 농가, 농가, 농가."""
        names = [self.head, *regex.split(f"[{FIGURE[1:-1]}]", self.gaps)]
        words = [(name.rstrip(" (").split() or [""])[-1] for name in names]
        return tuple(regex.sub(r"(?<=[가-힣]{2})[은는이가]$", "", word) for word in words)

    @property
    def parts(self) -> tuple[Fact, ...]:
        """Its figures in order."""
        return tuple(place.fact for place in self.places)


def list_claims(analysis: Analysis) -> Iterator[SumClaim]:
    """Every figure that a list after it parts, where the list can be held for all of it or goes beyond it."""
    skeletons = analysis.memo(sentence_skeletons)
    for number, (sentence, skeleton) in enumerate(skeletons):
        for listing in _listings(skeleton):
            whole, within = _whole_of(listing), False
            if whole is None:
                whole = _whole_before(listing, sentence, skeletons[number - 1]) if number else None
            else:
                within = _is_within(listing)
            reach = _reach(listing, whole, skeletons, number) if whole is not None else NEAR
            if whole is not None and _near(whole, listing.parts, reach) and not _surpassed(analysis, whole):
                yield from _claim(whole, listing, within, skeletons, number)


def _next(skeletons: tuple[tuple[Sentence, Skeleton], ...], number: int) -> Skeleton | None:
    if number + 1 < len(skeletons) and skeletons[number + 1][0].index == skeletons[number][0].index + 1:
        return skeletons[number + 1][1]
    return None


def _surpassed(analysis: Analysis, whole: Fact) -> bool:
    """Whether the whole is only aimed at (정원 40명): more may come."""
    return SURPASSED.search(analysis.text, max(0, whole.start - 12), whole.start) is not None


def _claim(
    whole: Fact, listing: _Listing, within: bool, skeletons: tuple[tuple[Sentence, Skeleton], ...], number: int
) -> Iterator[SumClaim]:
    following = _next(skeletons, number)
    said = f"{listing.head} {listing.gaps}"
    opened = within or _words("open").search(said) is not None or _words("open").match(listing.tail.lstrip(") "))
    goes_on = following is not None and any(_kind(fact) == _kind(whole) for fact in following.facts.values())
    closed = not opened and _CLOSED.match(listing.tail) is not None and not _lacks_years(listing, skeletons, number)
    disjoint = _BY.search(listing.head) is not None or len(listing.parts) >= 3 or closed
    if within:  # "전체 1200명 가운데 여성은 700명이고 60세 이상은 400명": of some, and they overlap
        disjoint = len(set(listing.heads)) == 1 and len(listing.parts) >= 3
    if closed and not goes_on and (len(listing.parts) >= 3 or _firm(listing, whole)):
        yield SumClaim(whole, listing.parts, complete=True)
    elif disjoint and not _words("open").search(said):
        yield SumClaim(whole, listing.parts, complete=False)


def _lacks_years(listing: _Listing, skeletons: tuple[tuple[Sentence, Skeleton], ...], number: int) -> bool:
    """Whether a list by years has fewer of them than its whole is for: "5년간 940억원 … 올해 190억, 내년 350억"."""
    if not regex.search(f"[{POINT}]", listing.gaps):
        return False
    near = [fact for _, skeleton in skeletons[max(0, number - 1) : number + 1] for fact in skeleton.facts.values()]
    for fact in near:
        length = _YEARS.fullmatch(fact.value or "") if isinstance(fact, DateFact) else None
        if length is not None and int(length[1]) != len(listing.parts):
            return True
        if isinstance(fact, DateFact) and fact.type == "range" and fact.grain == "year":
            dated = fact.start_date and fact.end_date
            return not dated or fact.end_date.year - fact.start_date.year + 1 != len(listing.parts)  # type: ignore[union-attr]
    return False


def _firm(listing: _Listing, whole: Fact) -> bool:
    """Whether two parts may be all of a whole: its kind counts people or is money in one sentence with them."""
    funded = len(regex.findall(funding_sources(), f"{listing.head}{listing.gaps}")) >= 2
    counted = isinstance(whole, QuantityFact) and whole.unit in ("명", "곳", "건", "대", "가구", "개")
    return funded or counted


def _kind(fact: Fact) -> tuple[str, str] | None:
    if isinstance(fact, MoneyFact) and fact.currency and fact.amount is not None and fact.amount_max is None:
        return "money", fact.currency
    if isinstance(fact, QuantityFact) and fact.unit and fact.value is not None and fact.value_max is None:
        summed = fact.unit == "대" or fact.unit not in UNSUMMED  # 대 is of cars and machines beside a count of them
        return ("count", fact.unit) if summed and fact.unit not in ("%", "%p", "배") else None
    return None


def _places(skeleton: Skeleton) -> dict[tuple[str, str], list[_Place]]:
    """The figures of a sentence by kind: those outside brackets, and those that brackets hold alone."""
    out: dict[tuple[str, str], list[_Place]] = {}
    text = skeleton.text
    for at, fact in skeleton.facts.items():
        kind = _kind(fact)
        if kind is None:
            continue
        opened = text.rfind("(", 0, at)
        closed = text.find(")", opened) if opened >= 0 else -1
        inside = opened >= 0 and closed > at
        alone = inside and len(text[opened + 1 : closed].strip()) <= 4
        if not inside or alone:
            out.setdefault(kind, []).append(_Place(at, fact, alone))
    return out


def _listings(skeleton: Skeleton) -> Iterator[_Listing]:
    for places in _places(skeleton).values():
        run: list[int] = []
        for index in range(len(places)):
            if run and _joins(skeleton.text, places[index - 1], places[index]):
                run.append(index)
                continue
            yield from _made(skeleton, places, run)
            run = [index]
        yield from _made(skeleton, places, run)


def _joins(text: str, left: _Place, right: _Place) -> bool:
    gap = _BRACKETS.sub("", text[left.at + 1 : right.at])
    match = _JOINED.fullmatch(gap)
    return (
        match is not None
        and left.alone == right.alone
        and _NAMED.search(match["name"]) is not None
        and _words("break").search(gap) is None
        and _OTHER_BY.search(gap) is None
    )


def _made(skeleton: Skeleton, places: list[_Place], run: list[int]) -> Iterator[_Listing]:
    if len(run) < 2:
        return
    text = skeleton.text
    first, last = places[run[0]], places[run[-1]]
    before = tuple(places[: run[0]])
    begins = before[-1].at + 1 if before else 0
    gaps = text[first.at + 1 : last.at]
    members = tuple(places[index] for index in run)
    head = text[begins : first.at]
    # "총 700억원, 올해 150억원, …": what is told as all of it is no part.
    if not before and len(members) >= 3 and _total_before().search(head):
        yield _Listing(members[1:], members[:1], text[first.at + 1 : members[1].at], text[last.at + 1 :], gaps)
        return
    yield _Listing(members, before, head, text[last.at + 1 :], gaps)


def _whole_of(listing: _Listing) -> Fact | None:
    """The figure of the same sentence that the list parts: the one before it, which leads to it."""
    if len(listing.before) != 1 or not _OF_WHOLE.match(listing.head):
        return None
    if _words("compared").match(listing.head) or _words("break").search(listing.head.replace("가운데", "")):
        return None
    return listing.before[0].fact if len(listing.head) <= LONGEST_HEAD + 10 else None


def _is_within(listing: _Listing) -> bool:
    match = _OF_WHOLE.match(listing.head)
    return match is not None and match["within"] is not None


def _whole_before(listing: _Listing, sentence: Sentence, previous: tuple[Sentence, Skeleton]) -> Fact | None:
    """The one figure of the sentence before that a list at the head of this one may part."""
    before, skeleton = previous
    if listing.before or before.index != sentence.index - 1 or before.paragraph < sentence.paragraph - 1:
        return None
    head = listing.head.strip()
    # "지난해 300억원을 썼다. 올해는 국비 150억원과 …": of another year.
    if _OTHER_TIME.search(head):
        return None
    if len(head) > LONGEST_HEAD or _words("compared").search(head) or _words("break").search(head):
        return None
    places = _places(skeleton).get(_kind(listing.parts[0]) or ("", ""), [])
    runs = {place.at for other in _listings(skeleton) for place in other.places if len(other.places) >= 2}
    fit = [
        place
        for place in places
        if place.at not in runs and not place.alone and not _words("compared").match(skeleton.text, place.at + 1)
    ]
    if len(fit) > 1:
        told = [place for place in fit if _total_before().search(skeleton.text, 0, place.at)]
        greatest = max(fit, key=lambda place: value_of(place.fact) or Decimal(0))
        fit = told if len(told) == 1 else [greatest] if greatest is fit[0] else []
    return fit[0].fact if fit else None


def _near(whole: Fact, parts: tuple[Fact, ...], reach: tuple[Decimal, Decimal]) -> bool:
    """Whether the parts come near enough to the whole."""
    stated, values = value_of(whole), [value_of(part) for part in parts]
    known = [value for value in values if value is not None]
    if not stated or len(known) < len(values):
        return False
    # "40명으로 남성 25명, 여성 15명이며 30대가 20명", "결산 60억, 세입 36억, 세출 24억": some of it makes a whole.
    sums = [sum(known[:end], Decimal(0)) for end in range(2, len(known))]
    if stated in sums or (len(known) > 2 and known[0] * 2 == sum(known, Decimal(0))):
        return False
    return stated * reach[0] <= sum(known, Decimal(0)) <= stated * reach[1]


def _reach(
    listing: _Listing, whole: Fact, skeletons: tuple[tuple[Sentence, Skeleton], ...], number: int
) -> tuple[Decimal, Decimal]:
    if not _leads(listing, whole, skeletons, number):
        return NEAR
    return (NEAR[0], FIRM[1]) if _GREATEST.match(listing.head.strip()) else FIRM


def _leads(listing: _Listing, whole: Fact, skeletons: tuple[tuple[Sentence, Skeleton], ...], number: int) -> bool:
    """Whether the grammar makes the list parts of the whole: no figure of their kind stands beside these."""
    closed = _COPULA.match(listing.tail) is not None
    if listing.before:  # "공사비 152억원은 건축 …이다", "16명으로 구성됐다"
        return closed and _TOPIC.match(listing.head) is not None and len(listing.parts) >= 3
    kinds = [_kind(fact) for fact in skeletons[number - 1][1].facts.values()]
    alone = kinds.count(_kind(whole)) == 1 and len(listing.parts) + 1 == 1 + sum(
        _kind(fact) == _kind(whole) for fact in skeletons[number][1].facts.values()
    )
    divided = _BY.match(listing.head.strip()) is not None or _DIVIDED.search(skeletons[number - 1][1].text) is not None
    return alone and ((closed and len(listing.parts) >= 3) or divided)
