"""Changes, shares and conversions that a sentence states of its figures."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.bounds import comparable
from gwangju_ai_cli.checks.claims.model import (
    AdjustedClaim,
    ChangeClaim,
    ConversionClaim,
    Direction,
    PointsClaim,
    ShareClaim,
    StepClaim,
)
from gwangju_ai_cli.checks.claims.skeleton import (
    ANY_SIGN,
    COUNT,
    FIGURE,
    LENGTH,
    MONEY,
    PERCENT,
    POINT,
    WITHIN,
    Skeleton,
    sentence_skeletons,
)
from gwangju_ai_cli.model import Fact, MoneyFact, QuantityFact
from gwangju_ai_cli.vocab import alternation, load_vocab

_PLAIN = rf"[^{MONEY}{COUNT}{PERCENT}.!?;:\"“”'‘’\n]"  # no further figure, no end of a clause
_NO_SIGN = ANY_SIGN.replace("[", "[^").replace("]", ".!?;\\n]")
_ABOUT = r"(?:약\s*|무려\s*|총\s*|각각\s*)?"
_TAX = r"(?:총|모두|올해|내년|지난해)\s"
_TO = r"\s?(?:에서|보다|대비)"
# "100억달러에서 200억달러로 연평균 15% 늘었다": a rate of one year, not of the whole way.
_CLAUSE_ENDS = r"[가-힣]{0,3}(?:고|며|지만|으나|는데|다|자)[\s,]"  # "1500명보다 300명 줄었고 한 주 전 1000명보다 …"
# "310억원보다 25억원 늘어난 규모로, 일반회계는 250억원": the next figure has a theme of its own.
_NEW_THEME = r",|[가-힣](?:은|는|이|가)\s"
# "일반회계가 5632억원, 특별회계는 당초예산 878억원보다 111억원 증액된 989억원": a new theme takes the comparison.
_THEME = r"[가-힣]{2}(?:은|는|이|가)\s"
_COMPARED_TO = regex.compile(rf"{FIGURE}\)?\s?(?:보다|에 비해|에 견줘|대비|에서)")
_YEARLY = regex.compile(r"연평균|매년|해마다|매달|매월|평균|씩|연간|가운데|연 $|월 $|각각|누적")
_LIMITS = regex.compile(r"기준|조건|자격|요건|한도|상한|하한|문턱|제한|이내|적자|손실|순위|등급")
UNSUMMED = frozenset(row["unit"] for row in load_vocab("unsummed_units"))
"""Units of ranks, ages, degrees: figures that do not add up."""
_RATE_OF = r"(?:집행|달성|공정|진척|이행|응답|투표|참여|찬성|보급|가입|처리|이용|가동|점유)[율률]"
_AROUND = r"(?:\s?(?:이나|가량|정도|안팎|가까이|넘게|이|가|을|를))?"


@cache
def _directions() -> dict[str, Direction]:
    return {row["stem"]: "up" if row["direction"] == "up" else "down" for row in load_vocab("change_verbs")}


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    verb = rf"(?P<verb>{alternation(list(_directions()))})"
    rate = rf"{_ABOUT}(?P<rate>{FIGURE}|{PERCENT})(?:\s?\((?P<rate2>{FIGURE}|{PERCENT})\))?(?:(?<={COUNT})로)?{_AROUND}"
    return {
        # "2500억원에서 올해 3000억원으로 20% 늘었다"
        "change.from_to": regex.compile(
            rf"(?P<before>{FIGURE})(?:이던|이었던)?\s?(?:에서|였던 것이|이던 것이){_PLAIN}{{0,25}}?"
            rf"(?P<after>{FIGURE})(?:으로|로)\s?{_PLAIN}{{0,12}}?{rate}\s?(?:더\s|나\s)?{verb}"
        ),
        # "지난해 310억원보다 25억원 늘어난 335억원", "전년(310억원) 대비 8% 증가한 335억원"
        "change.than": regex.compile(
            rf"(?P<before>{FIGURE})\)?\s?(?:보다|에 비해|에 견줘|대비)\s?{_PLAIN}{{0,10}}?{rate}\s?(?:더\s)?{verb}"
            rf"(?!{_CLAUSE_ENDS})[가-힣]{{0,3}}\s(?:(?!{_NEW_THEME}){_PLAIN}){{0,15}}?(?P<after>{FIGURE})"
        ),
        # "지난해 310억원이던 예산은 올해 25억원 늘어 335억원이 됐다", "480억원에서 40억원 늘린 520억원"
        "change.by": regex.compile(
            rf"(?P<before>{FIGURE})(?:에서\s|이던\s|였던\s|이었던\s|짜리(?:\s[가-힣 ]{{1,10}}?)?[을를]\s)"
            rf"{_PLAIN}{{0,14}}?{rate}\s?(?:더\s)?{verb}(?![가-힣]{{0,2}}(?:고|며)[\s,])"
            rf"[가-힣]{{0,3}},?\s(?:{_TAX})?(?P<after>{FIGURE})(?!{_TO}|(?:이|가)\s(?:떠|나갔|빠|그만|퇴|사라|숨|줄))"
        ),
        # "지난해 310억원이던 예산은 올해 335억원으로 8% 늘었다"
        "change.was_to": regex.compile(
            rf"(?P<before>{FIGURE})(?:이던|였던|이었던)\s{_PLAIN}{{0,18}}?(?P<after>{FIGURE})(?:으로|로)\s?"
            rf"{_PLAIN}{{0,12}}?{rate}\s?(?:더\s)?{verb}"
        ),
        # "지난해 2400명, 올해 2280명으로 5% 감소했다"
        "change.by_years": regex.compile(
            rf"(?<!{FIGURE},\s){POINT}(?:에는|에|은|는)?\s(?P<before>{FIGURE})(?:에서|,|이었고|이었으나|이던 것이)\s"
            rf"{POINT}(?:에는|에|은|는)?\s(?P<after>{FIGURE})(?:으로|로)\s(?:(?!{LENGTH}){_PLAIN}){{0,6}}?{rate}\s?(?:더\s)?{verb}"
        ),
        # "올해 예산은 335억원으로 지난해 310억원보다 25억원 늘었다", "335억원은 지난해 310억원보다 8% 많다"
        "change.after_first": regex.compile(
            rf"(?P<after>{FIGURE})(?:으로|로|이며|은|는|,)\s?,?(?:(?!{_THEME}){_PLAIN}){{0,25}}?(?P<before>{FIGURE})\)?\s?"
            rf"(?:보다|에 비해|에 견줘|대비)\s?{_PLAIN}{{0,10}}?{rate}\s?(?:더\s)?{verb}(?!\S{{0,3}}\s{_ABOUT}{FIGURE})"
        ),
        # "1조2500억원으로 편성했다. 본예산 1조1800억원보다 700억원 증가했다": the theme is the sentence before
        "change.next": regex.compile(
            rf"(?:이는\s|이\s)?(?:(?!{_THEME}){_PLAIN}){{0,16}}?(?P<before>{FIGURE})\)?(?:보다|에 비해|\s?대비)\s?"
            rf"{_PLAIN}{{0,6}}?{rate}\s?(?:더\s)?{verb}[가-힣]{{0,4}}(?:다|규모다|수치다|금액이다)?\.?$"
        ),
        # "500억 원에서 20억 원을 감액하고 30억 원을 증액한 510억 원"
        "adjusted": regex.compile(
            rf"(?P<before>{FIGURE})(?:에서|으로부터|중)\s{_PLAIN}{{0,12}}?(?P<first>{FIGURE})[을를]?\s?(?P<verb1>감액|삭감|증액|줄|늘|깎|뺀|더)"
            rf"[가-힣]{{0,3}}[고며]\s?,?\s?{_PLAIN}{{0,10}}?(?P<second>{FIGURE})[을를]?\s?(?P<verb2>감액|삭감|증액|줄|늘|깎|더)[가-힣]{{0,3}}\s"
            rf"{_PLAIN}{{0,12}}?(?P<after>{FIGURE})"
        ),
        # "전날보다 1200원(1.7%) 오른 7만1800원"
        "step": regex.compile(
            rf"(?P<difference>{FIGURE})\s?\((?P<rate>{PERCENT})\)\s?{verb}[가-힣]{{0,2}}\s(?:약\s)?(?P<after>{FIGURE})(?!{_TO})"
        ),
        # "450억원으로 지난해보다 50억원(12.5%) 늘었다"
        "step.after_first": regex.compile(
            rf"(?P<after>{FIGURE})(?:으로|로|이며|이고|,)\s?,?(?:(?!{_NEW_THEME}){_PLAIN}){{1,16}}?"
            rf"(?<!{FIGURE}\)?)(?:보다|대비|에 비해)\s"
            rf"{_PLAIN}{{0,6}}?(?P<difference>{FIGURE})\s?\((?P<rate>{PERCENT})\)(?:이|가|나|을|를)?\s?(?:더\s)?{verb}"
        ),
        # "320억원에서 280억원으로 늘었다"
        "direction": regex.compile(
            rf"(?P<before>{FIGURE})에서\s(?:(?!{_NEW_THEME}){_PLAIN}){{0,10}}?(?P<after>{FIGURE})(?:으로|로)\s(?:크게\s|다소\s|소폭\s|대폭\s)?"
            r"(?P<verb>늘(?=[었어렸려린릴리린])|증가|증액|인상|줄(?=[었어였여인일이])|감소|감액|인하|삭감)(?![가-힣]{0,2}지\s|[가-힣]{0,2}\s?대신)"
        ),
        # "매출 1200억원에 영업이익 180억원으로 영업이익률 15%"
        "share.margin": regex.compile(
            rf"매출(?:액)?(?:은|는|이|을|를)?\s{_PLAIN}{{0,6}}?(?P<whole>{MONEY}){_PLAIN}{{0,10}}(?P<kind>영업|순)이익(?:은|이|을|를)?\s"
            rf"{_PLAIN}{{0,6}}?(?P<part>{MONEY}){_PLAIN}{{0,12}}(?P=kind)이익률(?:은|이|을)?\s(?:약\s)?(?P<rate>{PERCENT})"
        ),
        # "5만명 중 65세 이상은 1만8천명으로 36%를 차지한다"
        "share.takes": regex.compile(
            rf"(?P<whole>{FIGURE})(?:의)?{WITHIN}(?:{COUNT}\s?(?:이상|이하|미만|초과)?\s?)?{_NO_SIGN}{{1,14}}?(?P<part>{FIGURE})"
            rf"(?:으로|로|이며|,)\s?(?:전체의\s|약\s)?(?P<rate>{PERCENT})(?:를|을)?\s?(?:차지|이다|였|에\s이른|에\s달)"
        ),
        # "400억원 중 120억원을 집행해 집행률 30%를 기록했다"
        "share.rate_after": regex.compile(
            rf"(?P<whole>{FIGURE})(?:의)?{WITHIN}{_NO_SIGN}{{0,12}}?(?P<part>{FIGURE})[을를이가]\s{_NO_SIGN}{{1,14}}?"
            rf"{_RATE_OF}(?:은|이|을|를)?\s(?:약\s)?(?P<rate>{PERCENT})"
        ),
        # "집행률은 75%로, 예산 200억원 가운데 150억원을 썼다"
        "share.rate_first": regex.compile(
            rf"{_RATE_OF}(?:은|이)?\s(?P<rate>{PERCENT})(?:로|으로|이며|다\.|,),?\s{_NO_SIGN}{{0,12}}?(?P<whole>{FIGURE})(?:의)?{WITHIN}"
            rf"{_NO_SIGN}{{0,8}}?(?P<part>{FIGURE})(?=[을를이가])"
        ),
        # "60%에서 66%로 6%포인트 올랐다"
        "points": regex.compile(
            rf"(?P<before>{PERCENT})에서\s{_PLAIN}{{0,12}}?(?P<after>{PERCENT})(?:으로|로)\s?{_ABOUT}(?P<points>{PERCENT})"
            rf"{_AROUND}\s?{verb}"
        ),
        # "전체 1000명의 30%인 300명", "예산 500억원의 20%에 해당하는 100억원"
        "share.of": regex.compile(
            rf"(?P<whole>{FIGURE})(?:의\s?|{WITHIN}){_ABOUT}(?P<rate>{PERCENT})"
            rf"(?:인|에 해당하는|에 해당되는|를 차지하는|에 달하는|에 이르는)\s?{_ABOUT}(?P<part>{FIGURE})"
        ),
        # "300억원은 전체 예산 1000억원의 30%"
        "share.is": regex.compile(
            rf"(?P<part>{FIGURE})(?:은|는|으로|로)\s?{_NO_SIGN}{{0,12}}?(?P<whole>{FIGURE})의\s?{_ABOUT}(?P<rate>{PERCENT})"
            r"(?!\s?(?:를|을)?\s?(?:넘|웃|밑|이상|이하|초과|미만))"
        ),
        # "응답자 500명 중 230명(46%)이 찬성했고 150명(30%)이 반대했다"
        "share.list": regex.compile(
            rf"(?P<whole>{FIGURE}){WITHIN}(?:{_NO_SIGN}{{0,20}}?{FIGURE}(?=[^(]){_NO_SIGN}{{1,20}}?)?"
            rf"(?:{_NO_SIGN}{{0,20}}?(?P<part>{FIGURE})\s?\((?P<rate>{PERCENT})\)(?:이|가|은|는|만|,|과|와|으로|이고|로)?)+"
        ),
        # "4억2000만달러(약 5500억원)"
        "conversion": regex.compile(
            rf"(?P<foreign>{MONEY})\s?\((?:약|(?:한화|우리\s?돈|원화)(?:으로|로)?)?\s?(?:약\s?)?(?P<won>{MONEY})\)"
        ),
    }


_CHANGES = ("change.from_to", "change.than", "change.by", "change.was_to", "change.after_first", "change.by_years")


# "일반회계 640억원과 특별회계 218억원으로 편성해 본예산보다 113억원(15.2%) 늘었다": what has changed is their sum.
_COORDINATED = regex.compile(rf"{FIGURE}\)?(?:과|와|,|·|및|에)\s[^{MONEY}{COUNT}.!?;]{{1,20}}$")
_AFTER_FIRST = frozenset({"change.after_first", "step.after_first"})


def _is_of_all(skeleton: Skeleton, match: regex.Match[str], name: str) -> bool:
    """Whether the figure that a change led to is the last of several, so that the change may be of them all."""
    return name in _AFTER_FIRST and _COORDINATED.search(skeleton.text, 0, match.start("after")) is not None


def change_claims(analysis: Analysis) -> Iterator[ChangeClaim]:
    """Every stated change from one figure to another by a rate or a difference."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for name in _CHANGES:
            for match in skeleton.finditer(_patterns()[name]):
                if not _YEARLY.search(match.group()) and not _is_of_all(skeleton, match, name):
                    yield from _change(skeleton, match)
        for match in skeleton.finditer(_patterns()["direction"]):
            before, after = skeleton.fact(match, "before"), skeleton.fact(match, "after")
            # "다자녀 기준을 3명에서 2명으로 낮춰 대상이 늘었다", "5위에서 3위로": fewer is more.
            turned = _LIMITS.search(skeleton.text) or getattr(before, "unit", None) in UNSUMMED
            if before and after and comparable(before, after) and not turned and not _YEARLY.search(match.group()):
                yield ChangeClaim(before, after, _directions()[match["verb"]])


def next_claims(analysis: Analysis) -> Iterator[ChangeClaim]:
    """Every change of the one figure of a sentence that the next sentence tells, without naming it again."""
    pattern = _patterns()["change.next"]
    before: tuple[int, Skeleton] | None = None
    for sentence, skeleton in analysis.memo(sentence_skeletons):
        match = skeleton.match(pattern)
        if match is not None and before is not None and before[0] == sentence.index - 1:
            stated = skeleton.fact(match, "before")
            fit = [fact for fact in before[1].facts.values() if stated is not None and comparable(fact, stated)]
            if len(fit) == 1 and not _YEARLY.search(match.group()):
                yield from _change(skeleton, match, fit[0])
        before = (sentence.index, skeleton)


def adjusted_claims(analysis: Analysis) -> Iterator[AdjustedClaim]:
    """Every figure that is told to come of another one by a cut and a rise."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for match in skeleton.finditer(_patterns()["adjusted"]):
            facts = [skeleton.fact(match, group) for group in ("before", "first", "second", "after")]
            known = [fact for fact in facts if fact is not None and comparable(fact, facts[0] or fact)]
            if len(known) == len(facts):
                ups = tuple(match[verb] in ("증액", "늘", "더") for verb in ("verb1", "verb2"))
                yield AdjustedClaim(known[0], tuple(zip(known[1:3], ups, strict=True)), known[3])


def _change(skeleton: Skeleton, match: regex.Match[str], to: Fact | None = None) -> Iterator[ChangeClaim]:
    before, after = skeleton.fact(match, "before"), to or skeleton.fact(match, "after")
    if before is None or after is None or not comparable(before, after):
        return
    direction = _directions()[match["verb"]]
    rate: QuantityFact | None = None
    difference: Fact | None = None
    times: QuantityFact | None = None
    for group in ("rate", "rate2"):
        stated = skeleton.fact(match, group)
        if isinstance(stated, QuantityFact) and stated.unit == "%":
            rate = stated
        elif isinstance(stated, QuantityFact) and stated.unit == "배":
            times = stated
        elif stated is not None and comparable(before, stated):
            difference = stated
        elif stated is not None and group == "rate":
            return
    if rate or difference or times:
        yield ChangeClaim(before, after, direction, rate, difference, times)


def step_claims(analysis: Analysis) -> Iterator[StepClaim]:
    """Every change with its rate that has led to a figure, the figure before it unsaid."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        found = ((name, m) for name in ("step", "step.after_first") for m in skeleton.finditer(_patterns()[name]))
        for name, match in found:
            if _is_of_all(skeleton, match, name):
                continue
            difference, rate, after = (skeleton.fact(match, group) for group in ("difference", "rate", "after"))
            # "9620원보다 240원(2.5%) 오른 9860원": a change from a stated figure, read above.
            compared = _COMPARED_TO.search(skeleton.text, max(0, match.start() - 16), match.start())
            if compared or not (isinstance(rate, QuantityFact) and rate.unit == "%"):
                continue
            if difference and after and comparable(difference, after):
                yield StepClaim(difference, rate, after, _directions()[match["verb"]])


def points_claims(analysis: Analysis) -> Iterator[PointsClaim]:
    """Every change of a percentage by points of percent."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for match in skeleton.finditer(_patterns()["points"]):
            before, after, points = (skeleton.fact(match, group) for group in ("before", "after", "points"))
            if not (isinstance(before, QuantityFact) and isinstance(after, QuantityFact)):
                continue
            # "60%에서 66%로 10% 올랐다" may be a tenth of the sixty.
            if isinstance(points, QuantityFact) and (before.unit, after.unit, points.unit) == ("%", "%", "%p"):
                yield PointsClaim(before, after, points, _directions()[match["verb"]])


def share_claims(analysis: Analysis) -> Iterator[ShareClaim]:
    """Every stated share: a part, its whole and the percentage."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for name in ("share.of", "share.is", "share.margin", "share.takes", "share.rate_after", "share.rate_first"):
            for match in skeleton.finditer(_patterns()[name]):
                part, whole, rate = (skeleton.fact(match, group) for group in ("part", "whole", "rate"))
                yield from _share(skeleton, part, whole, rate)
        for match in skeleton.finditer(_patterns()["share.list"]):
            whole = skeleton.fact(match, "whole")
            pairs = zip(skeleton.captured(match, "part"), skeleton.captured(match, "rate"), strict=True)
            for part, rate in pairs:
                yield from _share(skeleton, part, whole, rate)


def _share(skeleton: Skeleton, part: Fact | None, whole: Fact | None, rate: Fact | None) -> Iterator[ShareClaim]:
    if part and whole and isinstance(rate, QuantityFact) and rate.unit == "%" and comparable(part, whole):
        others = (fact for fact in skeleton.facts.values() if fact.start < part.start and fact is not whole)
        yield ShareClaim(part, whole, rate, tuple(fact for fact in others if comparable(part, fact)))


def conversion_claims(analysis: Analysis) -> Iterator[ConversionClaim]:
    """Every foreign amount with its worth in won beside it."""
    for _, skeleton in analysis.memo(sentence_skeletons):
        for match in skeleton.finditer(_patterns()["conversion"]):
            foreign, won = skeleton.fact(match, "foreign"), skeleton.fact(match, "won")
            if not isinstance(foreign, MoneyFact) or not isinstance(won, MoneyFact):
                continue
            if foreign.currency != won.currency == "KRW":
                yield ConversionClaim(foreign, won)
