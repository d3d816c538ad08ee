"""Sums that a text states: which amounts or counts make up which total."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import comparable, value_of
from gwangju_ai_cli.checks.claims.complete import cover_of
from gwangju_ai_cli.checks.claims.model import SumClaim
from gwangju_ai_cli.checks.claims.skeleton import (
    ANY_SIGN,
    COUNT,
    FIGURE,
    LENGTH,
    MONEY,
    PERCENT,
    POINT,
    RANGE,
    WITHIN,
    Skeleton,
    sentence_skeletons,
)
from gwangju_ai_cli.model import DateFact, Fact, MoneyFact, QuantityFact
from gwangju_ai_cli.vocab import alternation, load_vocab

LONGEST_LIST = 40
"""Parts after the first: the cities of a province are 31, and every stretch of a longer list would be tried as one."""
MEANT = Decimal("0.35")
"""How far, as a share of the total, a list without known names may miss it and still be held for all of it."""

Match = regex.Match[str]
Parts = tuple[Fact, ...]

_LABEL = ANY_SIGN.replace("[", "[^").replace("]", ".,!?;()\\n]")  # the words that name a part
_WORDS = ANY_SIGN.replace("[", "[^").replace("]", ".!?;()\\n]")
_TOTAL = r"(?:총|모두|도합|합계|전체|합쳐|다 합쳐|합해|합한|합친|더한|통틀어)"
_GIVEN = "(?:공급|배정|배치|지급|배분|할당|나눠)"
_ABOUT = r"(?:약\s?|각각\s?)?"


@cache
def funding_sources() -> str:
    """A pattern of the names of money's origin, which as a list are disjoint and complete (국비, 시비, 민자)."""
    return alternation([row["surface"] for row in load_vocab("budget_funding")])


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    # An item ends at its figure however its words are shared out: without `(?>` a list of n items that has no total
    # would be tried in 2**n ways.
    item = rf"(?>{_LABEL}{{0,15}}?{_ABOUT}(?P<part>{FIGURE})(?:\s?\({PERCENT}\))?)"
    join = r"(?>\s?(?:,|과|와|·|및|이고|이며|/|,\s?그리고)\s?|\s(?=(?:국|도|시|군|구)비))"
    listed = rf"{item}(?:(?:이|원)?{join}{item}){{1,{LONGEST_LIST}}}"
    return {
        # "총사업비 480억원(국비 240억원, 시비 200억원, 민자 40억원)"
        "sum.parenthesis": regex.compile(
            rf"(?P<cue>{_LABEL}{{0,14}})(?P<total>{FIGURE})(?:의\s[가-힣]{{1,8}})?\s?\((?P<list>{_LABEL}{{0,15}}?(?P<part>{FIGURE})"
            rf"(?>\s?[,·/+과와]?\s?{_LABEL}{{0,15}}?(?P<part>{FIGURE}))+\s?{_LABEL}{{0,6}})\)"
        ),
        # "국비 30억원과 시비 20억원을 합쳐 총 50억원", "A 3명, B 2명 등 모두 5명"
        "sum.list_first": regex.compile(
            rf"{listed}(?P<between>(?:을|를)?,?\s?{_LABEL}{{0,14}}?){_TOTAL}\s?"
            rf"{_LABEL}{{0,8}}?(?P<total>{FIGURE})"
        ),
        # "국비 30억원에 시비 20억원을 더해 총 50억원"
        "sum.added": regex.compile(
            rf"{item}에\s?{item}(?:{join}{item})*(?:을|를)?\s?(?:더해|보태|합쳐|합해|더하면|합하면|합치면)\s?"
            rf"(?:{_TOTAL}\s?)?{_LABEL}{{0,8}}?(?P<total>{FIGURE})"
        ),
        # "국비 240억원과 지방비 240억원 등 480억원"
        "sum.list_etc": regex.compile(rf"{listed}\s?등\s?(?P<total>{FIGURE})"),
        # "응답자 1000명 가운데 찬성 620명, 반대 310명", "299명이 표결에 참여해 찬성 234명, 반대 56명"
        "sum.within_list": regex.compile(
            rf"(?P<total>{FIGURE})(?:의)?(?:{WITHIN}|(?:이|가)\s(?:모두\s)?[가-힣]{{0,6}}\s?(?:참여|참석|투표|출석)해,?\s)"
            rf"{listed}(?P<after>{_LABEL}{{0,12}})"
        ),
        # "모집 인원은 40명으로 일반 30명, 장애인 5명, 저소득층 5명이다", "전체 24곳은 초등학교 12곳, 중학교 12곳이다"
        "sum.is_list": regex.compile(
            rf"(?P<cue>(?:총|전체|모두|정원|인원|사업비|예산|상금|사상자|참가자|응시자|응답자){_LABEL}{{0,8}})(?P<total>{FIGURE})"
            rf"(?:으로|로|이며|이고|은|는|가운데),?\s{listed}(?P<after>이다|이었다|였다|으로|이며|이고|로\s(?:집계|나타|조사|파악))"
        ),
        # "12명을 붙잡아 5명을 구속하고 나머지 7명을 불구속 입건했다"
        "sum.caught": regex.compile(
            rf"(?P<total>{FIGURE})(?:을|를)\s{_LABEL}{{1,10}}?(?:해|아|어|워|려|여)\s(?:이\s(?:중|가운데)\s|그중\s)?"
            rf"{_LABEL}{{0,8}}?(?P<part>{FIGURE})[을를은는이가]\s{_LABEL}{{0,14}}?(?:하고|고|며),?\s나머지\s(?P<part>{FIGURE})"
        ),
        # "50억원에서 30억원을 쓰고 남은 20억원"
        "sum.left": regex.compile(
            rf"(?P<total>{FIGURE})에서\s{_LABEL}{{0,8}}?(?P<part>{FIGURE})(?:을|를)\s{_LABEL}{{0,8}}?(?:쓰|뺀|빼|제하)[가-힣]{{0,2}}\s"
            rf"(?:남은|나머지)\s(?P<part>{FIGURE})"
        ),
        # "총 480억원 가운데 국비가 240억원이고 나머지 240억원은 시비다"
        "sum.rest": regex.compile(
            rf"(?P<total>{FIGURE})(?:의)?{WITHIN}{_LABEL}{{0,20}}?(?P<part>{FIGURE})"
            rf"(?>{_WORDS}{{0,20}}?{_LABEL}{{0,20}}?(?P<part>{FIGURE}))*?{_WORDS}{{0,20}}?나머지(?:는|인)?\s?{_LABEL}{{0,12}}?(?P<part>{FIGURE})"
        ),
        # "480억원 가운데 국비는 500억원": a part above its whole
        "sum.within": regex.compile(rf"(?P<total>{FIGURE})(?:의)?{WITHIN}{_LABEL}{{0,20}}?(?P<part>{FIGURE})"),
        # "수출은 563억달러, 수입은 557억달러로 6억달러 흑자"
        "sum.surplus": regex.compile(
            rf"(?:^|[{POINT}{RANGE}]\s?|(?:[,.]|전체|총)\s)수출(?:액)?[은이]\s(?P<total>{MONEY})(?:[^{MONEY}{COUNT}.]{{0,24}}?)(?<=[고며,어해]\s)수입(?:액)?[은이]\s(?P<part>{MONEY})"
            rf"(?:[^{MONEY}{COUNT}.]{{0,24}}?)(?P<part>{MONEY})(?:의|가량의?)?\s(?:무역\s|무역수지\s)?흑자"
        ),
        "sum.deficit": regex.compile(
            rf"(?:^|[{POINT}{RANGE}]\s?|(?:[,.]|전체|총)\s)수출(?:액)?[은이]\s(?P<part>{MONEY})(?:[^{MONEY}{COUNT}.]{{0,24}}?)(?<=[고며,어해]\s)수입(?:액)?[은이]\s(?P<total>{MONEY})"
            rf"(?:[^{MONEY}{COUNT}.]{{0,24}}?)(?P<part>{MONEY})(?:의|가량의?)?\s(?:무역\s|무역수지\s)?적자"
        ),
        # "전체 300가구 가운데 180가구는 청년에게, 150가구는 신혼부부에게 공급한다"
        "sum.allotted": regex.compile(
            rf"(?P<total>{FIGURE}){WITHIN}(?:{_LABEL}{{0,4}}?(?P<part>{FIGURE})[은는을를]\s{_LABEL}{{1,14}}?(?:에게|에|으로|로),?\s){{2,}}"
            rf"(?:우선\s|각각\s)?{_GIVEN}"
        ),
        # "1분기 120억원, 2분기 130억원으로 상반기 합계 250억원", "2022년 30억원, 2023년 45억원으로 2년간 75억원"
        "sum.dated": regex.compile(
            rf"(?:(?>(?P<when>{POINT})(?:에|에는|은|는)?\s?{_LABEL}{{0,6}}?(?P<part>{MONEY}))(?:,|·|과|와|이고|이며|을|를)?\s){{1,11}}"
            rf"(?P<when>{POINT})(?:에|에는|은|는)?\s?{_LABEL}{{0,6}}?(?P<part>{MONEY})(?:으로|로|등|을|를|이)?,?\s{_LABEL}{{0,4}}?"
            rf"(?:(?P<over>[{POINT}{RANGE}{LENGTH}])|연간|한\s?해)(?:\s?동안)?\s?(?:{_TOTAL}\s|합계\s|누적\s|{_LABEL}{{0,5}}?)(?P<total>{MONEY})"
            r"(?!씩|보다|에서|\s?(?:이|가|을|를|나)?\s?(?:늘|줄|증가|감소|올랐|올라|내렸|내려|많|적))"
        ),
        # "총사업비는 480억원으로 국비 240억원, 시비 240억원이 투입된다"
        "sum.total_first": regex.compile(
            rf"(?:총|전체|사업비|예산)(?P<lead>{_LABEL}{{0,10}}?)(?P<total>{FIGURE})(?:으로|로|이며|이고|은|는|을|를|,)\s?{_LABEL}{{0,10}}?,?\s?"
            rf"(?P<list>(?:{funding_sources()})\s?(?:가|이|는|은)?\s?{_ABOUT}(?P<part>{FIGURE})"
            rf"(?:(?:이|원)?{join}(?:{funding_sources()})\s?(?:가|이|는|은)?\s?{_ABOUT}(?P<part>{FIGURE}))+)(?P<after>{_LABEL}{{0,6}})"
        ),
    }


# Every stretch of a long list would be tried as the parts of a total that does not come.
_NEEDED = {
    "sum.list_first": regex.compile(_TOTAL),
    "sum.list_etc": regex.compile("등"),
    "sum.allotted": regex.compile(_GIVEN),
}
_OPEN_PLACES = frozenset({"대"})  # "20대"
# "모금 목표 10억원 중 12억원": what is aimed at may be surpassed; what is denied need not add up.
SURPASSED = regex.compile(r"목표|정원|계획|당초|예정|모집")
_DENIED = regex.compile(r"주장|사실이 아니|아니라|잘못")
_RATE = regex.compile(r"평균|[가-힣]당\s|중위|최대|최소|연봉|월급|연간|매년|매월|해마다")
_PLACES = frozenset(row["unit"] for row in load_vocab("unsummed_units"))
_OPEN = regex.compile(r"(?<![0-9])등(?=[\s,.)을으의이도에과]|$)|포함|비롯|이 (?:중|가운데)|이상|씩")
_SHARE_OF = regex.compile(r"(?:중|가운데)[^,]{0,20}$")
_MERGED = regex.compile(r"합쳐|합해|합하|합친|합한|더해|더하|더한")
_PARTITION = regex.compile(r"남|여|남성|여성|국내|국외|해외|찬성|반대|기권|무효")
_FIRM = regex.compile(r"(?:총|모두|합계|도합)\s?(?:약\s?)?$|총[가-힣]{1,4}(?:은|는)?\s?$")
_COPULA = regex.compile(r"이다|이었다|였다|으로|이며|이고|로\s(?:집계|나타|조사|파악|가결|부결)")
_ATTENDED = regex.compile(r"재석|참여해|참석해|투표해")
_CUE = regex.compile(r"총|전체|모두|합계|사업비|예산|도합|규모")


def sum_claims(analysis: Analysis) -> Iterator[SumClaim]:
    """Every total of the document with the parts that its sentence gives it."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        claimed: set[int] = set()
        for name, read in _READERS.items():
            if name in _NEEDED and not _NEEDED[name].search(skeleton.text):
                continue
            for match in skeleton.finditer(_patterns()[name]):
                total = skeleton.fact(match, "total")
                parts = tuple(part for part in skeleton.captured(match, "part") if part is not total)
                if total is None or total.start in claimed:
                    continue
                if not all(comparable(part, total) for part in parts) and not _votes(total, parts):
                    continue
                # "1반은 3.2권, 2반은 5.1권으로 전체 평균 4.3권": averages and ranks do not add up.
                if _RATE.search(match.group()) or not _additive(total):
                    continue
                if name == "sum.dated" and not _covers_time(skeleton, match):
                    continue
                for claim in read(match, total, parts):
                    claimed.add(total.start)
                    yield claim


def _votes(total: Fact, parts: Parts) -> bool:
    """Whether votes are parted among those who cast them: "재석 의원 25명 가운데 찬성 17표, 반대 8표"."""
    units = {part.unit for part in parts if isinstance(part, QuantityFact)}
    return isinstance(total, QuantityFact) and total.unit == "명" and units == {"표"}


def _additive(total: Fact) -> bool:
    """Whether figures of this kind can be summed: money and counts of things, not ranks, ages or degrees."""
    if not isinstance(total, QuantityFact) or total.unit not in _PLACES:
        return True
    # "20대": an age up to ninety, cars or machines otherwise.
    return total.unit in _OPEN_PLACES and total.value is not None and (total.value >= 100 or total.value % 10 > 0)


def _parenthesis(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    listed = match["list"]
    # "입장료 2만원(청소년 1만원, 어린이 5000원)": prices beside a price are no parts of it.
    named = len(regex.findall(funding_sources(), listed)) >= len(parts)
    partition = isinstance(total, QuantityFact) and len(_PARTITION.findall(listed)) >= len(parts)
    cover = cover_of(match)
    if _OPEN.search(listed) or not (named or partition or cover.complete or _CUE.search(match["cue"])):
        return
    firm = _FIRM.search(match["cue"]) is not None and nearly(total, parts)
    yield SumClaim(total, parts, complete=True, certain=named or partition or cover.complete or firm)


def _list_first(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    between = match["between"]
    # "이 가운데 …": what stands before belongs to another total.
    if _SHARE_OF.search(match.string, 0, match.start()) or "씩" in match.group():
        return
    cover = cover_of(match)
    closed = cover.complete or _slipped(match, total, parts)
    merged = closed or bool(_MERGED.search(match.group()[match.end("part") - match.start() :]))
    complete = merged or not _OPEN.search(between)
    yield SumClaim(total, parts, complete=complete)
    if not complete:
        yield SumClaim(total, parts, complete=True, certain=False)


def _rest(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    yield SumClaim(total, parts, complete=True)


def _within(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    surpassed = SURPASSED.search(match.string, max(0, match.start() - 12), match.start())
    if not surpassed and not _DENIED.search(match.string):
        yield SumClaim(total, parts, complete=False)


def _within_list(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    cover = cover_of(match)
    funded = isinstance(total, MoneyFact) and len(regex.findall(funding_sources(), match.group())) >= len(parts)
    if _OPEN.search(match.group()) or not (cover.disjoint or funded):
        return
    yield SumClaim(total, parts, complete=False)
    # "150명 가운데 남성 80명, 여성 60명이 완주했다": some of each; "… 60명이다": all of them.
    attended = _ATTENDED.search(match.string, 0, match.start("part"))
    if cover.complete and (attended or _COPULA.match(match["after"])):
        yield SumClaim(total, parts, complete=True)


def _allotted(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    yield SumClaim(total, parts, complete=False)


# What stands at a day does not add up over days.
_STOCK = regex.compile(r"잔액|부채|채무|자산|누계|보유|평균|시총|시가총액|인구|재고|값|가격|평가")
_YEARS = regex.compile(r"P(\d+)Y")


def _covers_time(skeleton: Skeleton, match: Match) -> bool:
    """Whether the times of a list are all of the time of its total, each once: two quarters of a half-year."""
    over = skeleton.fact(match, "over")
    times = sorted(
        (fact.start_date, fact.end_date)
        for fact in skeleton.captured(match, "when")
        if isinstance(fact, DateFact) and fact.start_date and fact.end_date
    )
    if len(times) != len(match.captures("part")) or _STOCK.search(match.string):
        return False
    if any(end + timedelta(days=1) != start for (_, end), (start, _) in pairwise(times)):
        return False
    if not isinstance(over, DateFact):
        return over is None and (times[0][0] + timedelta(days=364)).year == times[-1][1].year == times[0][0].year
    length = _YEARS.fullmatch(over.value or "")
    if over.type == "duration":
        return length is not None and int(length[1]) == len(times) == times[-1][1].year - times[0][0].year + 1
    return (over.start_date, over.end_date) == (times[0][0], times[-1][1])


def _is_list(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    if _OPEN.search(match.group()) or len(parts) < 2:
        return
    cover = cover_of(match)
    yield SumClaim(total, parts, complete=False)
    yield SumClaim(total, parts, complete=True, certain=cover.complete)


def _list_etc(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    cover = cover_of(match)
    if cover.disjoint and not _SHARE_OF.search(match.string, 0, match.start()):
        yield SumClaim(total, parts, complete=cover.complete)


def _slipped(match: Match, total: Fact, parts: Parts) -> bool:
    """Whether the total of a list of funding sources looks like the sum with one digit wrong.

    "국비 409억원과 자부담 92억원 등 총 601억원": a source left unsaid would hardly be round where the others are not.
    """
    funded = len(regex.findall(funding_sources(), match.group())) >= len(parts)
    whole, values = value_of(total), [value_of(part) for part in parts]
    if not (isinstance(total, MoneyFact) and funded and whole) or None in values:
        return False
    added = sum(value for value in values if value is not None)
    one, other = (str(int(value / total.unit)) for value in (whole, added))
    wrong = [i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    return len(one) == len(other) >= 3 and wrong in ([0], [1]) and wrong[0] < len(one) - 2 and one[-2:].strip("0") != ""


def nearly(total: Fact, parts: Parts) -> bool:
    """Whether the parts come close enough to the total to have been meant as all of it."""
    whole, values = value_of(total), [value_of(part) for part in parts]
    added = sum(value for value in values if value is not None)
    return whole is not None and abs(added - whole) <= whole * MEANT


def _total_first(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    # "사업비 가운데 국비는 320억원, 도비 75억원 …": the first figure is a part itself.
    if _names_a_part().search(match["lead"]):
        return
    # "… 시비 175억원이며 나머지는 공사가 부담한다": there is more to come.
    rest = match.string[match.end("list") :]
    yield SumClaim(total, parts, complete=not (_OPEN.search(match["after"]) or "나머지" in rest))


@cache
def _names_a_part() -> regex.Pattern[str]:
    return regex.compile(rf"가운데|\s중|{funding_sources()}")


_READERS = {
    "sum.rest": _rest,
    "sum.caught": _rest,
    "sum.left": _rest,
    "sum.added": _rest,
    "sum.parenthesis": _parenthesis,
    "sum.list_first": _list_first,
    "sum.surplus": _rest,
    "sum.deficit": _rest,
    "sum.allotted": _allotted,
    "sum.dated": _rest,
    "sum.total_first": _total_first,
    "sum.list_etc": _list_etc,
    "sum.within_list": _within_list,
    "sum.is_list": _is_list,
    "sum.within": _within,
}
