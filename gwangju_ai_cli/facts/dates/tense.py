"""Whether what happens at a date is past or to come, told by verb endings alone.

The predicate that a date belongs to stands behind it. A date with an adnominal right behind it (6일 열린 회의)
goes with that; a date that opens a report (11일 시는 … 추진한다고 밝혔다) goes with the report; else the nearest
ending tells.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, cast

from gwangju_ai_cli.patterns import pattern

Tense = Literal["past", "report", "present", "future", "plan"]
"""`present` is the plain ending (연다, 추진한다), which announces and reports alike; `report` is a report's day;
`plan` is a verb in the past that settles what is to come (멈추기로 했다, 31일까지 늘렸다, 비가 예보됐다)."""

FINAL_N, _FINAL_L, _FINAL_B, _FINAL_SS = 4, 8, 17, 20
"""Numbers of the final consonants ㄴ, ㄹ, ㅂ and ㅆ in Unicode's order."""


def ending_in(final: int, but: str) -> str:
    """Every syllable with that final consonant, but those given.

    >>> "했" in ending_in(20, "있겠"), "있" in ending_in(20, "있겠")
    (True, False)
    """
    return "".join(
        chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 == final and chr(code) not in but
    )


_PAST = ending_in(_FINAL_SS, "있겠")  # 했, 됐, 왔; 있 and 겠 tell nothing of the past
# 위한, 대한, 관한, 의한, 통한, 또한 have become particles; 강한, 흐린, 습한 are adjectives; 일간, 기간 are nouns.
_ADJECTIVES = (  # 다양한 tells nothing of the past
    "다양|중요|필요|가능|심각|유명|특별|안전|정확|강력|건강|우수|적절|충분|유일|동일|거대|상당|일정|활발|복잡|간단|신속|철저|투명|공정"
    "|행복|편리|쾌적|풍부|저렴|참신|신선|화려|소중|훌륭|풍성|깨끗|따뜻|친절|완벽|확실|분명|적합|유사|비슷|편안|엄격|치열|뚜렷|새로"
    "|극심|급격|요란|포근|쌀쌀|선선|온화|화창|건조"
)
# Nouns that end like a participle: 북한, 어린, 모친, 청춘, 역할; of those in 진, 난, 꾼, 질, 설 (추진, 재난, 일꾼,
# 시설) there are so many that the verbs are named instead.
_NOT_HAN = (
    "(?<!(?<![가-힣])(?:북한|남한|기한|시한|권한|제한|무한|유한|방한|내한|주한|상한|하한|극한|혹한|원한))"
    "(?<!최소한|최대한)"
)
_ADNOMINAL_PAST = (
    rf"[가-힣](?<![위대관의통향반인또강흐습])(?<!{_ADJECTIVES})"
    rf"(?:한{_NOT_HAN}|된|린(?<!어린|그린|기린|마린|를린)|친(?<!모친|부친|여친|남친|절친)|킨|낸|룬|힌|쓴|춘(?<!청춘))"
    r"|[어아여려겨러빠터꺼커던퍼쳐혀켜라해춰워뤄뜨번차깨뒤가숨처]진|[어러끝만떠빛혼태깨]난|[바가]꾼"
    r"|(?:오|치|부|지|모|흐|따)른|\s된|던|[아어]온|나온|[려져해]온|[나어]간|[받맺맡찾얻잡]은"
)
_ADNOMINAL_FUTURE = (
    r"할(?<!역할|분할|관할)|[될릴칠낼볼룰]|[어여려가빠던터뤄쳐해]질|[나어맞]설|갈(?<!공갈)|[나아돌려]올"
    r"|(?:하|되|[열걸내올늘]리|[어여려쳐해뤄]지|[마펼]치|[어나]서|(?<![가-힣])여)는"
)


# "멈추기로 했다", "열기로 뜻을 모았다", "가지려 했으나", "비가 예보됐다"; 계기로, 위기로, 경기로 are nouns.
_PLAN = (
    r"(?:[가-힣](?<![계경위무전행단장초정동시자분후])기|키)로\s(?:[했하]|한\s|결정|합의|의결|확정|정[했하한]|뜻을|약속|가닥|의견을|입장을|방침을|최종|잠정|전격)"
    r"|예정이(?:던|었)|[가-힣]려\s?(?:했|하다|던\s)|(?:예보|예상|전망|관측|예정|예고)(?:됐|돼|된|했다)|내다봤"
)
# What sets a day: with 로, 까지, 부터, 을 at the date it tells of the day set, not of the day of setting.
_SETS = pattern(
    r"(?:늦[췄춘]|늦춰[졌진]|미[뤘룬]|미뤄[졌진]|연기(?:했|됐|한|된)|연장(?:했|됐|한|된)|늘[렸린]|늘어났|앞당[겼긴]|앞당겨[졌진]|옮[겼긴]|변경(?:했|됐|한|된)"
    r"|바[꿨뀌뀐]|잡[았혔힌은]|정[했한]|정해[졌진]|확정(?:했|됐|한|된)|결정(?:했|됐|한|된)|지정(?:했|됐|한|된)|예약|유예(?:했|됐)|조정(?:했|됐)|못\s?박)"
)
_SET_ENDS = ("까지", "부터")
_SET_PARTICLE = pattern(r"(?:(?:으?로|을|를)\s|까지|부터)")
# "연다고 했다", "마치겠다고 했다", "열기로 했다": what is said is not yet done.
_SAID_OR_MEANT = pattern(r"[다라자]고\s|로\s|려고?\s")


@cache
def _cues() -> re.Pattern[str]:
    future = (
        # Nouns are no tense: "변경계획을 냈다", "예정지를 둘러봤다".
        r"목표로|예정(?=이다|이[며고라지어에]|입|인[\s데]|임|으로|[된돼되](?!어|었)|[.)\"”'’]|\s*$)"
        r"|(?:계획|방침|전망)(?=이다|이[며고라지어에]|입|인[\s데]|임|으로|된다|됩|[.)\"”'’]|\s*$)|앞두"
        rf"|[{ending_in(_FINAL_L, '')}]\s(?:것|예정|계획|방침|전망|듯|가능성|수\s있도록)"
        r"|겠(?:다|습|고|지)|[할될갈올릴칠질설낼볼게]게요|거야|겁니다|거예요|건가요|려고|[가-힣]자(?=['’\"”]{1,2}고?[\s.,]|고\s)"
        r"|(?:하|주|보|오|가)(?:세요|십시오|시겠)|[가-힣]\s줘|만나자"
    )
    past = (
        rf"[{_PAST}](?:다|고|으며|으나|지만|는데|던|습|기|을|음|어|네)|(?:{_ADNOMINAL_PAST})(?=\s(?!가운데|채\s|상태))|따르면"
        r"|(?:자료|통계|결과|보고서)[을를]\s보면|종합하면|고\s있(?:는|다|습)"
        r"|(?:전문|사진|영상|동영상|모습|장면|내용|캡처|이미지|글|말)(?:이다|입니다|인데요|이에요)"
    )
    present = rf"[{ending_in(FINAL_N, '')}]다(?=[.\s고는며\"”’']|$)|[{ending_in(_FINAL_B, '습입')}](?:니다|시다)"
    return re.compile(f"(?P<future>{future})|(?P<plan>{_PLAN})|(?P<past>{past})|(?P<present>{present})")


_SAID = "밝혔|말했|전했|설명했|강조했|보도했|발표했|덧붙였|주장했|알렸|지적했|당부했|답했|요구했|촉구했|밝힌|전한|말한"
_REPORT = pattern(
    rf"(?:다|라|자)(?:고|며|면서)\s[^.\"”]{{0,40}}?(?:{_SAID})"
    r"|(?:밝혔|말했|전했|보도했|발표했|알려졌|나타났|드러났|파악됐|조사됐|집계됐|확인됐)(?:다|습니다|고)"
)
_OTHER_SPEAKER = pattern(r"[다라자]고\s(?:[가-힣A-Za-z]+\s){0,3}[가-힣A-Za-z]+(?:이|가|은|는)\s")
_OTHER_TIME = pattern(r"작년|지난|올해|내년|어제|당시|\d[년월일]")
_ADNOMINAL = pattern(
    r"(?:에|에는|부터|까지|께|쯤|경|날|자|\s)*\s?(?:[가-힣]+(?:에서|에|로|으로|과|와|을|를)\s){0,2}[가-힣]*?"
    rf"(?:(?P<past>(?:{_ADNOMINAL_PAST})(?=\s(?!가운데|채\s|상태)))|(?P<future>(?:{_ADNOMINAL_FUTURE})(?=\s)))"
)
_DIRECT = pattern(
    r"\s?(?:에|에는|께|쯤|경|날)?\s?(?:[가-힣]{1,8}(?:을|를|에|에서)?\s)?"
    rf"[가-힣]{{0,6}}[{_PAST}](?:다|고|으며|지만|습니다)"
)
_EARLIEST = pattern(r"(?:이르면|빠르면|늦어도|늦으면)\s[^.]{0,14}$")  # "이르면 30일"
_JUST_BEFORE = pattern(rf"(?:{_ADNOMINAL_PAST})\s$")  # "상처가 발견된 22일"
_GOES_ON = pattern(r"[^.]{1,40}?고\s있(?:다|는(?!\s것으로\s예)|어|으며|습|지만)")
_NOW = pattern(r"\s?(?:\([^()]{1,8}\))?\s?(?:현재|기준)(?:(?![가-힣])|(?=으로|까지|로\s|의\s|이다|입니다))")
_TOPIC = pattern(r"[은는이가]\s")


_SPOKE = pattern(rf"(?:{_SAID})")
_PLANNED = pattern(r"(?:예정|예고|예보|예상|전망|연기|확정)[된됐했]|미뤄진|늦춰진|정해진|잡힌|앞당겨진")


def tense_after(text: str, begin: int, end: int, start: int, shown: int | None = None) -> Tense | None:
    """The tense of what a date that ends at `begin` belongs to; its sentence runs from `start` to `end`.

    `shown` is where the date begins, for what stands before it (이르면 30일).

    >>> text = "시는 6일 열린 회의에서 사업을 추진할 예정이라고 밝혔다."
    >>> tense_after(text, 5, len(text), 0)
    'past'
    >>> text = "이 시장은 8일 뉴욕에서 전문가를 만날 예정이다."
    >>> tense_after(text, 8, len(text), 0)
    'future'
    """
    if _EARLIEST.search(text, max(start, (shown or begin) - 16), begin):
        return "future"
    if _NOW.match(text, begin, end):
        return "report"
    if text.endswith("부터", 0, begin) and _GOES_ON.match(text, begin, end):
        return "past"  # "8일부터 눈이 내리고 있어"
    if shown is not None and _JUST_BEFORE.search(text, max(start, shown - 8), shown):
        return "past"
    near = _ADNOMINAL.match(text, begin, min(end, begin + 28))
    # "10월 17일에 작년에 등재된 산성에서 진행될 예정": the participle belongs to the other date.
    nested = near is not None and _OTHER_TIME.search(near.group()) is not None
    if near and not nested:
        return "plan" if _PLANNED.search(near.group()) else "past" if near["past"] else "future"
    if text.endswith(_SET_ENDS, 0, begin) or _SET_PARTICLE.match(text, begin):
        told = _cues().search(text, begin, min(end, begin + 60))
        if told is not None and told["past"] and _SETS.search(text, begin, told.end()):
            return "plan"  # "기한을 31일까지 늘렸다", "개관을 20일로 늦췄다"
    direct = _DIRECT.match(text, begin, min(end, begin + 24))
    if direct and not _SAID_OR_MEANT.search(direct.group()) and not _PLANNED.search(direct.group()):
        return "report" if _SPOKE.search(direct.group()) else "past"
    quoted = _open_quote(text, start, begin)
    report = None if quoted else _REPORT.search(text, begin, end)
    # "20일 체결을 발표할 것이라고 방송이 보도했다": another one reports, so that the date is not the report's.
    if report and not _OTHER_SPEAKER.match(report.group()):
        # The day is that of the report when it opens the sentence or stands by the speaker.
        opening = begin - start <= 24 or _TOPIC.search(text, max(start, begin - 8), begin) is not None
        quote = min((at for mark in '"“' if (at := text.find(mark, begin, report.start())) >= 0), default=-1)
        if opening or quote >= 0:
            return "report"
    cue = _cues().search(text, near.end() if near and nested else begin, min(end, begin + 160))
    return cast(Tense, cue.lastgroup) if cue else None


def _open_quote(text: str, start: int, at: int) -> bool:
    """Whether a quotation is open at `at`."""
    if text.rfind("“", start, at) > text.rfind("”", start, at):
        return True
    return text.count('"', start, at) % 2 == 1
