"""Lengths, phases, anniversaries and ages that a text states of its dates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import groupby

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import value_of
from gwangju_ai_cli.checks.claims.model import (
    AfterClaim,
    AgeClaim,
    AnniversaryClaim,
    LengthClaim,
    OrderClaim,
    PhasesClaim,
    SinceClaim,
    WeekdayClaim,
)
from gwangju_ai_cli.checks.claims.skeleton import (
    ANY_SIGN,
    CLOCK,
    COUNT,
    LENGTH,
    POINT,
    RANGE,
    Skeleton,
    sentence_skeletons,
)
from gwangju_ai_cli.model import DateFact, Fact, QuantityFact, Span

_WORDS = ANY_SIGN.replace("[", "[^").replace("]", ".!?;\\n]")


_FOUNDING = r"(?:설립|창립|개교|창사|창단|창간|개관|개원|개청|출범|건립)"
_BORN = rf"(?:(?P<born>(?:19|20)[0-9]{{2}})년|(?P<birth>{POINT}))\s?생"
_YEARS = regex.compile(r"P(\d+)Y")
_FOLLOWING = regex.compile(r"이어(?:서)?\s|뒤이어|연이어|곧바로|연속")
# "1단계(2015~2019년)에 이어 예비타당성조사를 거쳐 2단계(2021~2025년)": a hole that the text accounts for.
_BETWEEN = regex.compile(r"거쳐|거친|준비|공백|[년월]\s?(?:뒤|후)|함께|동시|병행")
# What is planned is told by whole years; what lasted or changed, by the time that went by.
_PROJECT = regex.compile(
    r"투입|투자|사업|추진|조성|건설|지원|편성|공급|확충|정비|시행|진행|들[인여]|설치|보급|짓|벌[이인]|실시|적용|개최|운영|"
    r"모집|접수|전시|집행|육성|개발|연다|열린다|열리|지급|시범|계획|개년"
)
_ELAPSED = regex.compile(
    r"임기|재임|재직|지[낸냈]|역임|근무|연평균|늘|줄|증가|감소|성장|하락|상승|오르|올랐|떨어|전쟁|사이|만에|유학|복무|혐의|징역|수감"
)
_SPEECH = regex.compile(r"(?:밝|말|설명|전|강조|발표|덧붙)(?:혔|했|였)다")
_INTENDED = regex.compile(r"계획|예정|방침|기로|목표|[ㄱ-힣]키로")
_PAST = regex.compile(r"[았었했였됐갔났왔졌렸웠겼쳤샀썼냈랐혔뒀뤘](?:다|으며|고|는데|지만|습니다|던)")
# "6월 3일부터 14일까지 평일 10일간": days that are not counted.
# "오전 9시부터 오후 6시까지 8시간 근무한다": less an hour for lunch.
_AT_WORK = regex.compile(r"근무|일[하한했해]|노동|점심|휴게|휴식")
_HOUR = regex.compile(r"[0-9]\s?시|[0-9]:|자정|정오")
_SOME_DAYS = regex.compile(r"주말|평일|휴일|공휴일|근무일|영업일|휴무|제외|빼고|뺀|격일|격주|매주|요일마다")


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    return {
        # "2025년부터 2029년까지 4년간", "3월 3일~5일(이틀간)", "4년간(2025~2029년)"
        "length.after": regex.compile(
            # "3일부터 5일까지 하루 3시간씩": a length of something else; "이틀간은": of the first days.
            rf"(?P<period>[{RANGE}{CLOCK}])(?:,|에 걸쳐|의)?\s?[(,]?\s?(?:총\s|모두\s)?(?P<length>{LENGTH})"
            rf"(?!\s?{ANY_SIGN}씩|(?:은|는|만|씩|마다)[\s,]|\s?(?:평균|이내|이상|이하|안에|(?:뒤|후|전|중)[\s,에])|에\s?[한두세])"
        ),
        "length.before": regex.compile(rf"(?P<length>{LENGTH})\s?\((?P<period>{RANGE})\)"),
        # "1단계(2020∼2024년)", "2단계는 2025년부터 2029년까지", "1단계로 2020년부터 2022년까지"
        "phase": regex.compile(
            rf"(?P<number>[1-9])\s?단계(?:는|에는|로|로는|\s?사업(?:은|을|으로|에)?)?\s?\(?\s?(?P<period>{RANGE})"
        ),
        # "2025년 착공해 2027년 준공한다"
        "order": regex.compile(
            rf"(?P<start>{POINT})(?:에)?\s(?:공사를\s)?(?:착공|첫\s?삽|착수|시작|개시)(?:을|를)?\s?(?:해|하여|해서|한\s?(?:뒤|후)|돼|떠)\s?,?\s?"
            rf"{_WORDS}{{0,8}}?(?P<end>[{POINT}{RANGE}])(?:에|까지|쯤)?\s{_WORDS}{{0,6}}?(?:준공|완공|완료|마무리|마친|마칠|마쳤|개통|개관|개장|끝)"
        ),
        # "2020년 3월 시작한 공사는 44개월 만인 2023년 11월에 끝났다"
        "after": regex.compile(
            rf"(?P<start>{POINT})(?:에)?\s(?:시작|착공|출범|개통|개관|설립|창단|첫\s?삽|착수|문을\s연)[가-힣]{{0,3}}\s{_WORDS}{{0,10}}?"
            rf"(?P<length>{LENGTH})\s?만인\s(?P<end>{POINT})"
        ),
        # "1969년 창립한 … 올해 창립 50주년"
        "anniversary": regex.compile(
            rf"(?P<founded>{POINT})(?:에)?\s?(?:{_FOUNDING}(?:된|한|돼|해|했|됐|됐으며)|문을\s연)"
            rf"(?:(?!달리|전신|자회사|모회사|모기업|이어받|에서 갈라){_WORDS}){{0,30}}?"
            rf"(?:(?P<at>{POINT})(?:로|에|는)?)\s?"
            rf"{_WORDS}{{0,12}}?(?P<count>[1-9][0-9]{{0,2}})\s?주년"
        ),
        # "올해 창립 50주년을 맞은 이 회사는 1969년 설립됐다", "창립 50주년(1969년 창립)을 맞은 올해"
        "anniversary.before": regex.compile(
            rf"(?:(?P<at>{POINT})(?:로)?\s)?{_FOUNDING}\s?(?P<count>[1-9][0-9]{{0,2}})\s?주년(?:을|이)?\s?"
            rf"(?:[(](?P<founded>{POINT})\s?{_FOUNDING}[)]을?\s?맞은\s(?P<at>{POINT})"
            rf"|맞은\s(?:[가-힣]+\s){{0,2}}?[가-힣]+[은는]\s(?P<founded>{POINT})(?:에)?\s?{_FOUNDING}(?:됐|했|돼|되))"
        ),
        # "2014년 이후 10년 만에", "2014년에 이어 10년 만에"
        "since": regex.compile(
            rf"(?:(?P<since>{RANGE})|(?P<since>{POINT})(?:에 이어|\s?이래))\s?(?:무려\s|꼭\s)?(?P<length>{LENGTH})"
            r"\s?만[에의이]"
        ),
        # "5월 18일은 토요일이었다", "수요일인 5월 24일"
        "weekday.after": regex.compile(rf"(?P<day>{POINT})[은는이]\s(?P<weekday>{POINT})(?:이|인|로|다|이었|이며)"),
        "weekday.before": regex.compile(rf"(?P<weekday>{POINT})인\s(?P<day>{POINT})"),
        # "1958년에 태어나 올해 66세인 그"
        "age.as": regex.compile(rf"{_BORN}(?:으로|인\s그는|인)\s(?P<at>{POINT})\s(?:만\s)?(?P<age>{COUNT})"),
        "age.born": regex.compile(rf"(?P<birth>{POINT})(?:에)?\s태어나\s(?P<at>{POINT})\s(?:만\s)?(?P<age>{COUNT})"),
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
                if not isinstance(period, DateFact) or not isinstance(length, DateFact):
                    continue
                # "3일부터 5일까지 하루 300명이 찾았다": a rate.
                # "2018년부터 올해까지 6년째": counted by some from the second year.
                if length.text.startswith("하루") or length.text.endswith("째"):
                    continue
                # "매일 아침 한 시간": no hours to count from; "1시간 간격으로", "총 4시간 교육": not all of them.
                if period.start_time and not ("동안" in length.text and _HOUR.search(period.text)):
                    continue
                if period.start_time and _AT_WORK.search(skeleton.text):
                    continue
                if period.grain != "day" or not _SOME_DAYS.search(skeleton.text):
                    yield LengthClaim(period, length, _counts_whole(skeleton.text, period, analysis))


def _counts_whole(text: str, period: DateFact, analysis: Analysis) -> bool:
    """Whether a sentence speaks of a plan, whose years and months all count."""
    if _ELAPSED.search(text) or not _PROJECT.search(text):
        return False
    ahead = period.end_date and analysis.reference_date and period.end_date > analysis.reference_date
    return bool(ahead or _INTENDED.search(text) or not _PAST.search(_SPEECH.sub("", text)))


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
            said = _FOLLOWING.search(skeleton.text) and not _BETWEEN.search(skeleton.text)
            consecutive = consecutive or bool(said)
        if len(found) >= 2:
            yield PhasesClaim(tuple(sorted(found.items(), key=lambda item: item[0])), consecutive)


_NAMES_YEAR = regex.compile(r"[0-9]{4}|[0-9]{2}년|올|내년|내후년|지난해|작년|이듬해")


def order_claims(analysis: Analysis) -> Iterator[OrderClaim]:
    """Every work with the dates of its beginning and its end, both of a stated year."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for match in skeleton.finditer(_patterns()["order"]):
            start, end = skeleton.fact(match, "start"), skeleton.fact(match, "end")
            if not isinstance(start, DateFact) or not isinstance(end, DateFact):
                continue
            # "12월 착공해 6월 준공": of the next year, though it goes without saying.
            if _NAMES_YEAR.search(start.text) and _NAMES_YEAR.search(end.text):
                yield OrderClaim(start, end)


def after_claims(analysis: Analysis) -> Iterator[AfterClaim]:
    """Every end that is told to come so long after its beginning."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for match in skeleton.finditer(_patterns()["after"]):
            start, length, end = (skeleton.fact(match, group) for group in ("start", "length", "end"))
            if not isinstance(start, DateFact) or not isinstance(length, DateFact) or not isinstance(end, DateFact):
                continue
            if _NAMES_YEAR.search(start.text) and _NAMES_YEAR.search(end.text):
                yield AfterClaim(start, length, end)


def anniversary_claims(analysis: Analysis) -> Iterator[AnniversaryClaim]:
    """Every anniversary beside the year of the founding."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        names = ("anniversary", "anniversary.before")
        for match in (match for name in names for match in skeleton.finditer(_patterns()[name])):
            founded = skeleton.fact(match, "founded")
            year = _year_of(skeleton, match)
            if isinstance(founded, DateFact) and founded.start_date and year:
                span = skeleton.span(match.start("count"), match.end("count"))
                count = DateFact(
                    source=founded.source,
                    start=span.start,
                    end=span.end,
                    text=span.of(analysis.text),
                    rule="claim.anniversary",
                    type="duration",
                    value=f"P{match['count']}Y",
                )
                yield AnniversaryClaim(founded, count, int(match["count"]), year)


def _year_of(skeleton: Skeleton, match: regex.Match[str]) -> int | None:
    at: Fact | None = skeleton.fact(match, "at")
    return at.start_date.year if isinstance(at, DateFact) and at.start_date else None


def since_claims(analysis: Analysis) -> Iterator[SinceClaim]:
    """Every "for the first time in so many years" of a sentence that speaks of the year of the text."""
    if analysis.reference_date is None:
        return
    year = analysis.reference_date.year
    for _, skeleton in analysis.memo(sentence_skeletons):
        for match in skeleton.finditer(_patterns()["since"]):
            since, length = skeleton.fact(match, "since"), skeleton.fact(match, "length")
            if not isinstance(since, DateFact) or not isinstance(length, DateFact):
                continue
            years = [
                fact.start_date.year
                for fact in skeleton.facts.values()
                if isinstance(fact, DateFact) and fact is not since and fact.start_date
            ]
            count = _YEARS.fullmatch(length.value or "")
            # "2010년 대회는 1998년 이후 12년 만이었다": a sentence of another year.
            if count and since.start_date and years and all(one == year for one in years):
                yield SinceClaim(since, length, int(count[1]), year)


def weekday_claims(analysis: Analysis) -> Iterator[WeekdayClaim]:
    """Every day with its weekday told in another word (5월 18일은 토요일이었다)."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for name in ("weekday.after", "weekday.before"):
            for match in skeleton.finditer(_patterns()[name]):
                day, weekday = skeleton.fact(match, "day"), skeleton.fact(match, "weekday")
                if isinstance(day, DateFact) and weekday and weekday.text.endswith("요일") and len(weekday.text) == 3:
                    yield WeekdayClaim(day, weekday.span)


def age_claims(analysis: Analysis) -> Iterator[AgeClaim]:
    """Every age beside a year of birth, in the year that stands with it or else that of the text."""
    today = analysis.reference_date.year if analysis.reference_date else None
    for _, skeleton in analysis.memo(sentence_skeletons):
        for name in ("age.after", "age.before", "age.as", "age.born"):
            for match in skeleton.finditer(_patterns()[name]):
                age, birth = skeleton.fact(match, "age"), skeleton.fact(match, "birth")
                # "1958년생으로 2010년 52세의 나이에": the age of that year.
                year = _year_of(skeleton, match) if match.groupdict().get("at") else today
                if year is None or not isinstance(age, QuantityFact) or age.unit not in ("세", "살"):
                    continue
                if value_of(age) is None:
                    continue
                if isinstance(birth, DateFact) and birth.start_date:
                    yield AgeClaim(birth.start_date.year, birth.span, age, year)
                elif match.groupdict().get("born"):
                    span = skeleton.span(match.start("born"), match.end("born"))
                    yield AgeClaim(int(match["born"]), span, age, year)


# "1980년생인 김가람(46) 씨"
_BORN_NAMED = regex.compile(
    r"(?P<born>(?:19|20)[0-9]{2})년\s?생(?:인|으로)?\s(?:[가-힣]{1,8}\s)?[가-힣]{2,4}\((?P<age>[0-9]{1,3})\)"
)


def named_ages(analysis: Analysis) -> Iterator[AgeClaim]:
    """Every year of birth before a name with an age in brackets."""
    if analysis.reference_date is None:
        return
    for sentence in analysis.sentences:
        for match in analysis.finditer(_BORN_NAMED, sentence.span):
            place = Span(*match.span("age"))
            age = QuantityFact(
                source=analysis.doc.source,
                start=place.start,
                end=place.end,
                text=match["age"],
                rule="claim.age",
                value=Decimal(match["age"]),
                unit="세",
            )
            yield AgeClaim(int(match["born"]), Span(*match.span("born")), age, analysis.reference_date.year)


_DATED = regex.compile(r"월\s?[0-9]|(?<![0-9.])[0-9]{4}\s?[./-]\s?(?:0?[1-9]|1[0-2])(?![0-9])")
_SERIAL = regex.compile(r"[.-]?[0-9]|\s?호")
_BEFORE_SERIAL = regex.compile(r"[0-9.-]$|(?:제|버전|번호|v|V|ver\.?)\s?$")


def meant_as_date(text: str, start: int, end: int) -> bool:
    """Whether what reads as a date that does not exist was meant as one: no version, address or file number.

    "10.12.34.56 서버", "macOS 10.13.6", "공고 제2024-2-35호" are none.
    """
    written = text[start:end]
    serial = _SERIAL.match(text, end) or _BEFORE_SERIAL.search(text, max(0, start - 5), start)
    return serial is None and _DATED.search(written) is not None


_FALLING = regex.compile(r"내[려렸리린]|떨어|하락|인하|할인|낮[아추췄춰]|줄|싸[게지]|급락|폭락")


def falls(sentence: str) -> bool:
    """Whether a sentence tells of something that fell, so that a range may fall too (100만~80만원 선까지 내렸다)."""
    return _FALLING.search(sentence) is not None
