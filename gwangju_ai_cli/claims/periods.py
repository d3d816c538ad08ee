"""Lengths, phases, anniversaries and ages that a text states of its dates."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.claims.bounds import value_of
from gwangju_ai_cli.claims.model import AgeClaim, AnniversaryClaim, LengthClaim, PhasesClaim
from gwangju_ai_cli.claims.skeleton import ANY_SIGN, COUNT, LENGTH, POINT, RANGE, Skeleton, sentence_skeletons
from gwangju_ai_cli.model import DateFact, Fact, QuantityFact

_WORDS = ANY_SIGN.replace("[", "[^").replace("]", ".!?;\\n]")


_BORN = rf"(?:(?P<born>(?:19|20)[0-9]{{2}})년|(?P<birth>{POINT}))\s?생"
_FOLLOWING = regex.compile(r"이어(?:서)?\s|뒤이어|연이어|곧바로|연속")


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    return {
        # "2025년부터 2029년까지 4년간", "3월 3일~5일(이틀간)", "4년간(2025~2029년)"
        "length.after": regex.compile(
            rf"(?P<period>{RANGE})(?:,|에 걸쳐|의)?\s?[(,]?\s?(?:총\s|모두\s)?(?P<length>{LENGTH})"
        ),
        "length.before": regex.compile(rf"(?P<length>{LENGTH})\s?\((?P<period>{RANGE})\)"),
        # "1단계(2020∼2024년)", "2단계는 2025년부터 2029년까지", "1단계로 2020년부터 2022년까지"
        "phase": regex.compile(
            rf"(?P<number>[1-9])\s?단계(?:는|에는|로|로는|사업은|사업)?\s?\(?\s?(?P<period>{RANGE})"
        ),
        # "1969년 창립한 … 올해 창립 50주년"
        "anniversary": regex.compile(
            rf"(?P<founded>{POINT})(?:에)?\s?(?:설립|창립|개교|창사|창단|창간|개관|개원|개청|출범|건립)(?:된|한|돼|해|했|됐|됐으며)"
            rf"{_WORDS}{{0,30}}?(?:(?P<at>{POINT})(?:로|에|는)?|(?P<now>올해|금년)(?:로)?)\s?"
            rf"{_WORDS}{{0,12}}?(?P<count>[1-9][0-9]{{0,2}})\s?주년"
        ),
        # "1958년생(61세)", "61세(1958년생)"
        "age.after": regex.compile(rf"{_BORN}\s?[(·,]?\s?(?:만\s?)?(?P<age>{COUNT})"),
        "age.before": regex.compile(rf"(?P<age>{COUNT})\s?[(·]\s?{_BORN}"),
    }


def length_claims(analysis: Analysis) -> Iterator[LengthClaim]:
    """Every period with a length stated beside it."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for name in ("length.after", "length.before"):
            for match in skeleton.finditer(_patterns()[name]):
                period, length = skeleton.fact(match, "period"), skeleton.fact(match, "length")
                if isinstance(period, DateFact) and isinstance(length, DateFact):
                    yield LengthClaim(period, length)


def phase_claims(analysis: Analysis) -> Iterator[PhasesClaim]:
    """The numbered phases of each paragraph, where two or more have a period of their own."""
    for _, group in groupby(analysis.memo(sentence_skeletons), key=lambda pair: pair[0].paragraph):
        found: dict[int, DateFact] = {}
        consecutive = False
        for _, skeleton in group:
            for match in skeleton.finditer(_patterns()["phase"]):
                period = skeleton.fact(match, "period")
                if isinstance(period, DateFact):
                    found.setdefault(int(match["number"]), period)
            consecutive = consecutive or _FOLLOWING.search(skeleton.text) is not None
        if len(found) >= 2:
            yield PhasesClaim(tuple(sorted(found.items(), key=lambda item: item[0])), consecutive)


def anniversary_claims(analysis: Analysis) -> Iterator[AnniversaryClaim]:
    """Every anniversary beside the year of the founding."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for match in skeleton.finditer(_patterns()["anniversary"]):
            founded = skeleton.fact(match, "founded")
            year = _year_of(skeleton, match, "at", analysis)
            if isinstance(founded, DateFact) and founded.start_date and year:
                span = skeleton.span(match.start("count"), match.end("count"))
                count = DateFact(
                    source=founded.source, start=span.start, end=span.end, text=span.of(analysis.text),
                    rule="claim.anniversary", type="duration", value=f"P{match['count']}Y",
                )
                yield AnniversaryClaim(founded, count, int(match["count"]), year)


def _year_of(skeleton: Skeleton, match: regex.Match[str], group: str, analysis: Analysis) -> int | None:
    at: Fact | None = skeleton.fact(match, group)
    if isinstance(at, DateFact):
        return at.start_date.year if at.start_date else None
    return analysis.reference_date.year if analysis.reference_date else None


def age_claims(analysis: Analysis) -> Iterator[AgeClaim]:
    """Every age beside a year of birth, where the year of the text is known."""
    if analysis.reference_date is None:
        return
    for _, skeleton in analysis.memo(sentence_skeletons):
        for name in ("age.after", "age.before"):
            for match in skeleton.finditer(_patterns()[name]):
                age, birth = skeleton.fact(match, "age"), skeleton.fact(match, "birth")
                if not isinstance(age, QuantityFact) or age.unit not in ("세", "살") or value_of(age) is None:
                    continue
                if isinstance(birth, DateFact) and birth.start_date:
                    yield AgeClaim(birth.start_date.year, birth.span, age, analysis.reference_date.year)
                elif match["born"]:
                    span = skeleton.span(match.start("born"), match.end("born"))
                    yield AgeClaim(int(match["born"]), span, age, analysis.reference_date.year)
