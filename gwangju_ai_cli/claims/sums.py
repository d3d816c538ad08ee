"""Sums that a text states: which amounts or counts make up which total."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.claims.bounds import comparable
from gwangju_ai_cli.claims.model import SumClaim
from gwangju_ai_cli.claims.skeleton import ANY_SIGN, FIGURE, WITHIN, sentence_skeletons
from gwangju_ai_cli.model import Fact, QuantityFact
from gwangju_ai_cli.vocab import alternation, load_vocab

Match = regex.Match[str]
Parts = tuple[Fact, ...]

_LABEL = ANY_SIGN.replace("[", "[^").replace("]", ".,!?;()\\n]")  # the words that name a part
_WORDS = ANY_SIGN.replace("[", "[^").replace("]", ".!?;()\\n]")
_TOTAL = r"(?:총|모두|도합|합계|전체|합쳐|다 합쳐|합해|통틀어)"
_ABOUT = r"(?:약\s?|각각\s?)?"


@cache
def funding_sources() -> str:
    """A pattern of the names of money's origin, which as a list are disjoint and complete (국비, 시비, 민자)."""
    return alternation([row["surface"] for row in load_vocab("budget_funding")])


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    item = rf"{_LABEL}{{0,15}}?{_ABOUT}(?P<part>{FIGURE})"
    join = r"(?:\s?(?:,|과|와|·|및|이고|이며|/|,\s?그리고)\s?|\s(?=(?:국|도|시|군|구)비))"
    listed = rf"{item}(?:(?:이|원)?{join}{item})+"
    return {
        # "총사업비 480억원(국비 240억원, 시비 200억원, 민자 40억원)"
        "sum.parenthesis": regex.compile(
            rf"(?P<cue>{_LABEL}{{0,14}})(?P<total>{FIGURE})\s?\((?P<list>{_LABEL}{{0,15}}?(?P<part>{FIGURE})"
            rf"(?:\s?[,·/+과와]?\s?{_LABEL}{{0,15}}?(?P<part>{FIGURE}))+\s?{_LABEL}{{0,6}})\)"
        ),
        # "국비 30억원과 시비 20억원을 합쳐 총 50억원", "A 3명, B 2명 등 모두 5명"
        "sum.list_first": regex.compile(
            rf"{listed}(?P<between>(?:을|를)?,?\s?{_LABEL}{{0,14}}?){_TOTAL}\s?"
            rf"{_LABEL}{{0,8}}?(?P<total>{FIGURE})"
        ),
        # "총 480억원 가운데 국비가 240억원이고 나머지 240억원은 시비다"
        "sum.rest": regex.compile(
            rf"(?P<total>{FIGURE})(?:의)?{WITHIN}(?:{_LABEL}{{0,20}}?(?P<part>{FIGURE})"
            rf"{_WORDS}{{0,20}}?)+?나머지(?:는|인)?\s?{_LABEL}{{0,12}}?(?P<part>{FIGURE})"
        ),
        # "480억원 가운데 국비는 500억원": a part above its whole
        "sum.within": regex.compile(
            rf"(?P<total>{FIGURE})(?:의)?{WITHIN}{_LABEL}{{0,20}}?(?P<part>{FIGURE})"
        ),
        # "총사업비는 480억원으로 국비 240억원, 시비 240억원이 투입된다"
        "sum.total_first": regex.compile(
            rf"(?:총|전체|사업비|예산){_LABEL}{{0,10}}?(?P<total>{FIGURE})(?:으로|로|이며|이고|은|는|을|를|,)\s?{_LABEL}{{0,10}}?,?\s?"
            rf"(?P<list>(?:{funding_sources()})\s?(?:가|이|는|은)?\s?{_ABOUT}(?P<part>{FIGURE})"
            rf"(?:(?:이|원)?{join}(?:{funding_sources()})\s?(?:가|이|는|은)?\s?{_ABOUT}(?P<part>{FIGURE}))+)(?P<after>{_LABEL}{{0,6}})"
        ),
    }


_RATE = regex.compile(r"평균|[가-힣]당\s|중위|최대|최소|연봉|월급|연간|매년|매월|해마다")
_PLACES = frozenset(row["unit"] for row in load_vocab("unsummed_units"))
_OPEN = regex.compile(r"등|포함|비롯|이 (?:중|가운데)|이상|씩")
_SHARE_OF = regex.compile(r"(?:중|가운데)[^,]{0,20}$")
_MERGED = regex.compile(r"합쳐|합해|합하|합친|합한|더해|더하|더한")
_PARTITION = regex.compile(r"남|여|남성|여성|국내|국외|해외|찬성|반대|기권|무효")
_FIRM = regex.compile(r"(?:총|모두|합계|도합)\s?(?:약\s?)?$|총[가-힣]{1,4}(?:은|는)?\s?$")
_CUE = regex.compile(r"총|전체|모두|합계|사업비|예산|도합|규모")


def sum_claims(analysis: Analysis) -> Iterator[SumClaim]:
    """Every total of the document with the parts that its sentence gives it."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        claimed: set[int] = set()
        for name, read in _READERS.items():
            for match in skeleton.finditer(_patterns()[name]):
                total = skeleton.fact(match, "total")
                parts = tuple(part for part in skeleton.captured(match, "part") if part is not total)
                if total is None or total.start in claimed or not all(comparable(part, total) for part in parts):
                    continue
                # "남성은 8.4켤레, 여성은 13.7켤레로 전체 평균 11.6켤레": averages and ranks do not add up.
                if _RATE.search(match.group()) or not _additive(total):
                    continue
                for claim in read(match, total, parts):
                    claimed.add(total.start)
                    yield claim


def _additive(total: Fact) -> bool:
    """Whether figures of this kind can be summed: money and counts of things, not ranks, ages or degrees."""
    return not isinstance(total, QuantityFact) or total.unit not in _PLACES


def _parenthesis(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    listed = match["list"]
    # "입장료 2만원(청소년 1만원, 어린이 5000원)": prices beside a price are no parts of it.
    named = len(regex.findall(funding_sources(), listed)) >= len(parts)
    partition = isinstance(total, QuantityFact) and len(_PARTITION.findall(listed)) >= len(parts)
    if _OPEN.search(listed) or not (named or partition or _CUE.search(match["cue"])):
        return
    yield SumClaim(total, parts, complete=True, certain=named or partition or _FIRM.search(match["cue"]) is not None)


def _list_first(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    between = match["between"]
    # "이 가운데 …": what stands before belongs to another total.
    if _SHARE_OF.search(match.string, 0, match.start()) or "씩" in match.group():
        return
    merged = bool(_MERGED.search(match.group()[match.end("part") - match.start() :]))
    complete = merged or not _OPEN.search(between)
    yield SumClaim(total, parts, complete=complete)
    if not complete:
        yield SumClaim(total, parts, complete=True, certain=False)


def _rest(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    yield SumClaim(total, parts, complete=True)


def _within(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    yield SumClaim(total, parts, complete=False)


def _total_first(match: Match, total: Fact, parts: Parts) -> Iterator[SumClaim]:
    yield SumClaim(total, parts, complete=not _OPEN.search(match["after"]))


_READERS = {
    "sum.rest": _rest,
    "sum.parenthesis": _parenthesis,
    "sum.list_first": _list_first,
    "sum.total_first": _total_first,
    "sum.within": _within,
}
