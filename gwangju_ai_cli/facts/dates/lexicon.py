"""The patterns of time expressions, built once from the vocabularies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from gwangju_ai_cli.korean.numerals import NATIVE
from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.vocab import Row, load_vocab

WEEKDAYS = "월화수목금토일"
# What may follow a time word that could be the beginning of another word: nothing, or a particle.
_PARTICLES = (
    "까지|부터|에서|에는|에도|에만|에야|에선|에게|에|엔|의|은|는|이란|이라|이었|이며|이면|이다|이자|이나|이|가|을|를|과|와|로서|으로|로|도|만|"
    "께|경|쯤|께서|보다|처럼|인|이후|이전|이래|중|내|간|동안|째|치|분|여|전|후|뒤|오전|오후|새벽|아침|저녁|밤|낮|자|기준|현재|말|초|중순|마다|대비|"
    r"당시|하루|안|씩|짜리|만에|사이|차|한|무렵|입니|였|임|라|든|야|요|날|같은|점심|(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열)[한두]?\s?시"
)
WORD_END = rf"(?![가-힣])|(?={_PARTICLES})"
STRICT_END = r"(?![가-힣])|(?=(?:까지|부터|에는|에도|에|의|은|는|을)(?![가-힣]))"
PARTICLE_END = (
    r"(?:(?![가-힣])|(?=(?:까지|부터|에서|에는|에도|에|엔|의|은|는|이|이면|이나|을|를|과|와|로|도|만|께|경|쯤|보다|인|이다|이며|이후|이전|기준|현재|사이|무렵|에야|마다)"
    r"(?:[^가-힣]|$|는|도|만|의))|(?=입니다|이었|였))"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of time: what it fixes and how."""

    role: str
    value: str


def _loose(surface: str) -> str:
    """The surface with its spaces optional."""
    return re.escape(surface).replace("\\ ", r"\s?")


def grouped(words: list[str]) -> str:
    """An alternation of the words, longest first, grouped by first letter so that it fails fast."""
    groups: dict[str, list[str]] = {}
    for surface in words:
        groups.setdefault(surface[0], []).append(surface)
    out = []
    for first, members in sorted(groups.items()):
        members.sort(key=lambda member: (-len(member), member))
        out.append(first + "(?:" + "|".join(_loose(surface[1:]) for surface in members) + ")")
    return "(?:" + "|".join(out) + ")"


PLAIN_END = (
    r"(?=(?:에|에는|에서|부터|까지|동안|에도|엔|철|사이|중|이다|이었다)?(?![가-힣]))"
    r"|(?=에만|부터는|까지는|과\s(?:여름|가을|겨울|낮|밤)|(?:한|두|세|네|열|다섯|여섯|일곱|여덟|아홉)[한두]?\s?시)"
)
# What only days have behind them: 우수, 한식, 하지, 대한 are other words too.
_TERM_END = (
    r"(?=(?:날|에|인|까지|부터|전|이다|이던)(?![가-힣]{2})|\s?\(\d|[,.)\]·]|$"
    r"|\s(?:절기|무렵|전후|전날|당일|이튿날|다음))"
)
_RIGHT = {
    "plain": f"(?:{PLAIN_END})",
    "word": f"(?:{WORD_END})",
    "strict": f"(?:{STRICT_END})",
    "sober": (
        rf"(?!\s?(?:캠페인|금연|구역|클리닉|운동|상담|교육|홍보|문화|조례|결심|정책|예방|치료|·|및))(?:{STRICT_END})"
    ),
    "weekly": r"(?=\s?(?:[월화수목금토일]요일|[중초말](?![가-힣])|[중초말](?=에|까지|부터|의)|주말|안에|내에))",
    "until": r"(?=까지(?![가-힣]))",
    "lunar": r"(?=\s?(?:초[하이사나닷엿여아열]|보름|그믐|대보름|열|스무|\d))",
    "compared": r"(?=\s?(?:대비|보다\s?\d|에\s비해))",
    "free": "",
}


@cache
def time_words() -> dict[str, Word]:
    """Each time word without spaces, and what it fixes."""
    words = {row["surface"].replace(" ", ""): Word(row["role"], row["value"]) for row in load_vocab("time_words")}
    return words | {surface: Word("holiday", surface) for surface in holidays()}


@cache
def holidays() -> dict[str, Row]:
    """Each holiday's name without spaces, and its row."""
    return {row["surface"].replace(" ", ""): row for row in load_vocab("holidays")}


_Candidate = tuple[str | re.Pattern[str], int, re.Pattern[str], Word]
"""A surface (a pattern where it has spaces, which are optional), its length, what may follow it, the word."""


@cache
def _by_letter() -> dict[str, tuple[tuple[str, _Candidate], ...]]:
    """The words by first letter, each with its letters: holidays first, then by what may follow, the longest first."""
    ends = {"holiday": pattern(PARTICLE_END), "term": pattern(_TERM_END)} | {
        right: pattern(end) for right, end in _RIGHT.items()
    }
    surfaces: dict[str, list[str]] = {
        kind: [row["surface"] for row in load_vocab("holidays") if (row["needs"] == "year") == (kind == "term")]
        for kind in ("holiday", "term")
    }
    for right in _RIGHT:
        surfaces[right] = [row["surface"] for row in load_vocab("time_words") if row["right"] == right]
    out: dict[str, list[tuple[str, _Candidate]]] = {}
    for right, members in surfaces.items():
        for surface in sorted(members, key=lambda member: (-len(member), member)):
            sought = pattern(_loose(surface)) if " " in surface else surface
            word = time_words()[surface.replace(" ", "")]
            candidate = sought, len(surface), ends[right], word
            out.setdefault(surface[0], []).append((surface.replace(" ", ""), candidate))
    return {letter: tuple(members) for letter, members in out.items()}


@lru_cache(maxsize=8192)
def word_candidates(three: str) -> tuple[_Candidate, ...]:
    """The words that can begin with three characters of a text, in the order in which they are tried."""
    letters = "".join(three.split())
    return tuple(
        candidate
        for surface, candidate in _by_letter().get(three[:1], ())
        if surface.startswith(letters) or letters.startswith(surface)
    )


def word_at(text: str, at: int, limit: int) -> tuple[Word, int] | None:
    """The time word or holiday that begins at `at`, with its end; None where none does.

    Three letters tell nearly all apart, so that one or two surfaces are compared: the alternation of all words took
    18 ms to compile, twice.

    >>> word_at("지난해 가을", 0, 6)
    (Word(role='year', value='-1'), 3)
    """
    for surface, length, follows, word in word_candidates(text[at : at + 3]):
        if isinstance(surface, str):
            if not text.startswith(surface, at, limit):
                continue
            end = at + length
        else:
            match = surface.match(text, at, limit)
            if match is None:
                continue
            end = match.end()
        if follows.match(text, end, limit) is not None:
            return word, end
    return None


# Numbers as they stand before a unit: one, a range or a list. A comma before three figures groups thousands.
_NUM = r"\d{1,4}"
_TAG = rf"(?:\s?\([{WEEKDAYS}](?:요일)?\))?"
NUMS = rf"['’‘]?{_NUM}(?:{_TAG}\s?[~\-]\s?['’‘]?{_NUM}(?!\d)|,\s?(?!\d{{3}}\b){_NUM}(?!\d)|\s?·\s?{_NUM}(?!\d)){{0,5}}"

# 일 is also the head of words that follow figures: 3일장, 1일자리, 8일반; 월 of 3월드, 5월세.
DATE_UNITS = (
    r"회계연도|학년도|년도|년대|년(?!간|여\s?(?:간|동안|만|전|에|의|째|\b))|월(?![드요세급계수]|회(?![의계]))|"
    r"일(?!\s(?:때(?![문아])|경우|수\s[있없]|것|뿐))(?![반정상제괄단류등곱체환본몫컵품당침]|자리|부(?!터|로(?![가-힣]))|\s?간(?![가-힣])|간(?:의|은|에|을|만|이)|여\b)|"
    r"세기(?![가-힣])|세기(?=에|의|는|를|와|말|초|중|후|전|부터|까지|형|판|들어|가)|Q(?![A-Za-z0-9])|사분기|/4\s?분기|·4\s?분기|분기"
)
CLOCK_WORDS = "오전|오후|새벽|아침|낮|저녁|밤|점심"
NATIVE_HOURS = {
    "한": 1,
    "두": 2,
    "세": 3,
    "네": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열한": 11,
    "열두": 12,
    "열": 10,
}

# What makes a year of two figures: 17년도, 17년 3월, 17년 말.
SHORT_YEAR_TAIL = (
    r"도(?![가-힣])|\s?(?:\d{1,2}월|[1-4]/?4?\s?분기|상반기|하반기|[말초](?![가-힣])|[말초](?=까지|에|부터))"
)

_SHORT_YEAR = r"(?<![\d.,])(?:1[5-9]|[2-4]\d)"
FULL_DATE = pattern(
    r"(?P<q>['’‘])?(?P<y>(?:1[0-9]|20|21)\d\d|(?<=['’‘])\d\d|\d\d(?=[./]\d\d[./]\d\d(?!\d))"
    rf"|{_SHORT_YEAR}(?=\s?\.\s?\d{{1,2}}\s?\.\s?\d{{1,2}}\.?\s?\([{WEEKDAYS}][),]|\.\s\d{{1,2}}\.\s\d{{1,2}}\.(?!\s?\d)))"
    r"(?:\s?(?P<sep>[.])\s?(?P<m>\d{1,2})\s?\.\s?(?P<d>\d{1,2})(?!\d)(?:일(?=\s|에|[,)]|$)|\.?)(?![\d%]|[가-힣]*원\b)"
    r"|(?P<sep2>[-/])(?P<m2>\d{1,2})(?P=sep2)(?P<d2>\d{1,2})(?![\d/-]))"
)
YEAR_MONTH = pattern(
    r"(?P<y>(?:19|20)\d\d|['’‘]\d\d)\s?\.\s?(?P<m>0?[1-9]|1[0-2])"
    r"(?:\.(?!\d)|(?=\s?[~)\]]|\s?$|\s(?:현재|기준)))(?!\d)"
)
MONTH_DAY = pattern(r"(?P<m>0?[1-9]|1[0-2])\s?[./]\s?(?P<d>0?[1-9]|[12]\d|3[01])(?!\d)\.?(?!\d)")
DOTTED_DAY = pattern(
    r"(?P<m>0?[1-9]|1[0-2])\.(?P<d>0?[1-9]|[12]\d|3[01])일(?![가-힣])|"
    r"(?P<m2>0?[1-9]|1[0-2])\.(?P<d2>0?[1-9]|[12]\d|3[01])일(?=에|은|부터|까지|자|의|과|도)"
)
FOREIGN_DATE = pattern(r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d)(?!\d)(?![./-]\d)")
CLOCK = pattern(
    r"(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::[0-5]\d)?(?![:\d])(?:\s?(?P<ap>[aApP])\.?[mM]?\.?(?![a-zA-Z]))?"
    r"|(?P<h12>1[0-2]|0?[1-9])\s?(?P<ap12>[aApP])\.?[mM]\b\.?"
)

# "'19. 10월", "2019. 상반기"; without the dot only four figures name a year: "2019 하반기".
YEAR_DOT = pattern(
    r"(?P<y>(?:19|20)\d\d(?=\s)|(?:19|20)\d\d(?=\s?\.)|['’‘]\d\d(?=\s?\.)|(?<![\d.,])(?:1[5-9]|[2-4]\d)(?=\s?\.\s?\d{1,2}월))"
    r"(?:\s?\.\s?|\s)(?=\d{1,2}(?:\s?[~·,]\s?\d{1,2})?월|[1-4]분기|[상하]반기|(?:봄|여름|가을|겨울)(?![가-힣]))"
)
QUOTED_YEARS = pattern(r"['’‘](?P<a>\d\d)\.?\s?~\s?['’‘](?P<b>\d\d)(?:\.(?!\s?\d))?(?![\d년.]|\s?[가-힣]*년)")
# "2019. ~ 2022.": years with the stop of tables.
DOTTED_YEARS = pattern(r"(?P<a>(?:19|20)\d\d)\.?\s?~\s?(?P<b>(?:19|20)\d\d)\.(?!\s?\d)")
# "공고일: 20240305", "기간: 3.5~3.9": figures that only their label makes a date.
LABELLED = pattern(r"(?:기간|일시|일자|일정|기한|시기|접수|신청|[고성급행정]일)\s?:\s?$")
EIGHT_FIGURES = pattern(r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![\d.,-])")
SHORT_RANGE = pattern(
    r"\s?~\s?(?:0?[1-9]|1[0-2])\.(?:0?[1-9]|[12]\d|3[01])(?![\d.]|\s?(?:%|배|[점도명조억만원위]|km|m\b|㎞))"
)
HALVES = pattern(r"상\s?[·,]\s?하반기")
# The commonest writing, looked at first: 2019년, 8~9월, 6일.
SIMPLE = pattern(r"(?P<a>\d{1,4})(?:\s?~\s?\d{1,4})?\s?(?P<unit>[년월일])(?!\s?여)")
# "2천19년", "1천9백87년", "천9백년": as broadcasters write a year; not 2천년간, 1천2백년 된.
MIXED_YEAR = pattern(
    r"(?P<words>(?:[12]천|(?<![가-힣0-9])천)\s?(?:\d{1,3}|[1-9]백\s?\d{0,2}|구백\s?\d{0,2})|2천)\s?년(?P<tail>도|대)?"
    r"(?!간|여|\s?(?:전|후|뒤|동안|만에|째|된\s|넘|가까이|이상|역사|전통|세월))"
)
# "25년 예산 대비", "26년 장비 구매", "24년 30억, 25년 40억": two figures that no sign marks as a year.
BARE_YEAR_TAIL = pattern(
    r"도?\s?(?:[가-힣]{2,6}\s)?(?:예산|본예산|추경|결산|국비|세입|세출|수능|회계|실적)(?![가-힣]{3})|도?\s?(?:대비|기준)(?![가-힣])"
    r"|산(?=[\s의을이은]|$)(?!\s?(?:위스키|스카치|브랜디|코냑|양주|몰트|와인|포도주|간장|된장|보이차))"
    r"|\s(?:약\s)?\d[\d,.]*\s?(?:천|백)?(?:조|억|만|천만|백만)"
    r"|\s(?:[가-힣]{2,6}(?:을|를)?\s){1,2}(?:구매|구입|착공|준공|완공|개통|개원|개관|설치|시행|발주|편성|반영|투입|이전|입주|수상|선정)(?![가-힣]{3})"
)
BARE_YEARS = range(10, 50)
"""Two figures that may name a year of this century: no life, lease or service that a text counts ends there often."""
NUM_UNIT = pattern(rf"(?P<nums>{NUMS})\s?(?P<unit>{DATE_UNITS})")
# 시 is also a city (3시 5군, 시장, 시민) and the head of many words (10시간, 시즌): what follows rules them out.
HOUR = pattern(
    rf"(?P<h>\d{{1,2}}(?:\s?[~\-]\s?\d{{1,2}})?|{'|'.join(sorted(NATIVE_HOURS, key=len, reverse=True))})\s?시"
    r"(?!간|민|장(?!\s)|군|험|즌|리즈|대(?![가-힣])|위|내|립|청|범|의회|흥|점|급|속|설|작|도(?![가-힣])|의원)"
    r"(?:\s?(?P<m>[0-5]?\d|[이삼사오]?십[일이삼사오육칠팔구]?|[일이삼사오육칠팔구])\s?분(?!의)|\s?(?P<half>반)(?![가-힣])|\s?(?P<half2>반)(?=에|까지|부터|께|쯤|경|입|이))?"
    r"(?:\s?\d{1,2}초)?(?:\s?정각)?"
)
DAYPART_LETTERS = frozenset("늦이" + "".join(word[0] for word in CLOCK_WORDS.split("|")))
HOUR_LETTERS = frozenset(word[0] for word in NATIVE_HOURS)
"""With what DAYPART begins, and HOUR but for figures."""
DAYPART = pattern(rf"(?:늦은\s|이른\s)?(?P<part>{CLOCK_WORDS})")
SPACE = pattern(r"\s{0,2}")
WEEKDAY = pattern(
    rf"(?:,?\s?(?P<word>[{WEEKDAYS}])요일|\s?\((?P<paren>[{WEEKDAYS}])(?:요일)?\)"
    rf"|\s?(?=\((?P<open>[{WEEKDAYS}])(?:요일)?[,·\s]))"
)
WEEKDAY_WORD = pattern(rf"(?P<word>[{WEEKDAYS}])요일")
PART = pattern(
    r"\s?(?:(?P<both>(?:초|중)\s?[·~]\s?(?:중순|하순))|(?P<start>초순|상순|초반|초)|(?P<mid>중순|중반)|(?P<end>하순|후반|막판|말))"
    rf"(?:{PARTICLE_END}|(?=[ ]?[,)~]))"
)
PART_KIND = {
    "초순": "start",
    "상순": "start",
    "초반": "start",
    "초": "start",
    "중순": "mid",
    "중반": "mid",
    "하순": "end",
    "후반": "end",
    "막판": "end",
    "말": "end",
}
LEADS = {
    "지난": "past",
    "지나간": "past",
    "저번": "past",
    "오는": "next",
    "다가오는": "next",
    "돌아오는": "next",
    "올": "this",
    "이번": "this",
    "다음": "next",
}
LEAD = pattern(r"(?P<lead>지난|오는|다가오는|돌아오는|올|이번|다음|저번)\s{0,2}")
NTH = pattern(
    r"(?P<nth>첫|둘|셋|넷|다섯|마지막|첫\s?번|두\s?번|세\s?번|네\s?번|[1-5]\s?번|[1-5]|[1-5]?\d(?=\s?주차))\s?(?:째\s?)?"
    r"(?:(?P<week>주차|주)(?!말|년|[가-힣]*식)(?:\s?(?P<wd1>[월화수목금토일])요일)?|(?P<wd2>[월화수목금토일])요일|(?P<day>날)(?![개갯씨]))"
    r"|(?P<end>말일)(?![가-힣])|(?P<end2>말일)(?=까지|에|부터|의|은|이)"
)
NTH_LETTERS = frozenset("첫둘셋넷다마두세네말")
"""With what NTH begins where it begins with no figure."""
NTH_VALUE = {"첫": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "마지막": -1}

# Lengths. A unit that is also something else (주, 분, 초, 해) needs a word behind it that tells.
_MIXED = (  # 1천788시간, 1만2천 시간
    r"\d{1,4}[만천](?:\d{1,4}|\s\d{1,4}(?=\s?시간))(?=\s?여?\s?(?:시간|년|개월))"
    r"|\d{1,4}만\s?\d천(?=\s?여?\s?시간)"
)
_TENS = "[이삼사오육칠팔구]?십[일이삼사오육칠팔구]?"
_SINO_COUNT = rf"{_TENS}|[이삼사오육칠팔구]?백(?:{_TENS})?|천|[일이삼사오육칠팔구]"
_COUNT = (
    rf"{_MIXED}|(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?(?:\s?[~\-]\s?\d+)?"
    rf"|수십|수백|수천|수|몇|여러|{NATIVE}|{_SINO_COUNT}"
)
LENGTH_UNITS = {
    "년": "year",
    "개년": "year",
    "해": "year",
    "개월": "month",
    "개분기": "quarter",
    "분기": "quarter",
    "달": "month",
    "주일": "week",
    "주": "week",
    "일": "day",
    "영업일": "day",
    "시간": "hour",
    "분": "minute",
    "초": "second",
}
LENGTH_PIECE = pattern(
    rf"(?P<count>{_COUNT})\s?(?P<scale>[만천백억]\s?)?(?P<yeo>여\s?)?"
    r"(?P<unit>개년|개월|개?\s?분기(?!별)|시간(?!표|대(?![가-힣])|당)|영업일|주일|년|달(?!러|성|걀|라|빛)|해|주|일|분(?![기의위야석쟁실])"
    r"|초(?![등대과중청]))(?:(?<=\d초)(?P<hundredths>\d\d|\s\d\d(?=에|로|을|의|,|\)|$))(?!\d|[명개번건회일분]))?(?P<yeo2>여(?![가-힣])|여(?=간|동안|만|에|의|째|\s))?"
    r"(?P<half>\s?반(?![가-힣])|\s?반(?=동안|간|만|이|을|가량|안에?(?![가-힣])|내에?(?![가-힣])))?"
)
_AFTER = (
    r"\s?(?:동안|만에|만의|만이|만인|째|씩|짜리|치\b|연속|내내|가량|정도|이상|이하|이내|미만|안에|안팎|에\s걸[쳐친]|내에|내로|내(?![가-힣])|넘게|넘는|새\s|차\s|차이|앞두|앞선|남짓|더\s|지나"
    r"|걸려|걸쳐|걸리|"
    r"간격|단위|분량|가까이|이\s?넘|이\s?지나|이\s?걸|이\s?채|[을를]\s?넘|[을를]\s?앞|[을를]\s?맞|[을를]\s?남|밖에|뿐|빠[르른]|늦(?:[게어]|은(?!\s(?:오전|오후|새벽|아침|낮|저녁|밤|점심|봄|여름|가을|겨울)))|앞당|길[어고]|짧[아고은]|기한|시한|유예|이\s?흐|이나\s(?:지나|지났|걸[려렸]|남|흘|더\s|앞|늦|빨))"
)
LENGTH_AFTER = pattern(
    rf"{_AFTER}|\s?간(?![가-힣])|간(?=의|은|에|을|만|이|도|씩|과)|여(?![가-힣])|\s?(?:전(?!\s거래일|\s영업일)|후|뒤)(?=[^가-힣]|$|에|부터|의|만|보다|인|엔|까지|쯤|께)"
    # "각각 22일, 20일간"
    r"|(?:(?<=각각 \d일)|(?<=각각 \d\d일))(?:,\s?|·|[과와]\s)\d{1,3}일\s?(?:간(?![가-힣])|동안)"
)
# "1일 8천300㎥", "1일 평균 300명": so much a day.
A_DAY = pattern(
    r"\s(?:평균|최대|최소|총|약\s)?\s?[\d천백만,.]+\s?(?:여\s?)?(?:㎥|m3|㎡|톤|t\b|명|건|회|원|개|대|kg|kW|MW|리터|l\b|L\b|㎘|끼|잔|상자|가구)"
    r"|\s(?:평균|최대)\s"
)
LENGTH_BEFORE = pattern(
    r"(?:약|총|최대|최소|단|겨우|불과|무려|하루|생후|연|향후|앞으로|최근|꼬박|만(?<![가-힣]만)|무박|징역|금고|유예|구류|데뷔)\s?$"
)
LENGTH_SUFFIX = pattern(
    r"(?:여\s?)?\s?(?:동안|내내|간(?![가-힣])|간(?=의|은|에|을|만|이|도|씩|과)|째(?![가-힣])|째(?=를|인|에|이|가))"
)
DIRECTION = pattern(
    r"\s?(?:(?P<past>이전|전(?!\s?·|\s거래일|\s영업일))|(?P<next>이후|뒤|후)|(?P<within>이내|안에|안(?![가-힣])|내(?!도록|내)에?))"
    r"(?=[^가-힣]|$|에|부터|의|만|보다|인|엔|까지|쯤|께|로|으로|이|과|와|를|가|는|도)"
)
FRAMES = {
    "최근": "past",
    "지난": "past",
    "과거": "past",
    "향후": "next",
    "다음": "next",
    "앞으로": "next",
    "다가오는": "next",
    "오는": "next",
}
FRAME = pattern(
    r"(?P<frame>최근|지난|과거|향후|앞으로|다가오는|오는|다음)\s?(?=\d|[수몇한두세네]|(?:한두|두세|두어|석|넉|서너|너댓|네댓|열|스무|다섯|여섯|일곱|여덟|아홉)\s?(?:달|해|시간|주|분기)|하루|이틀|사흘|나흘|닷새|엿새|열흘|보름|일주|반년|며칠|여러|[이삼사]\s?[년분초])"
)

LOCAL = pattern(
    r"\s?\((?:[월화수목금토일](?:요일)?,?\s?)?(?:이하\s|이상\s)?(?:현지|한국|미국|우리|중국|일본|유럽|이하)[^()\n]{0,14}\)"
)
FROM = pattern(r"\s?(?:부터(?:는|의)?|에서(?:부터)?)(?=[^가-힣]|$|[가-힣])")
FROM_ONLY = pattern(r"\s?부터")
TILDE = pattern(r"\s?~\s?|\s-\s|-(?=\d)")
UNTIL = pattern(r"\s?(?:현재\s?)?까지")
AFTER = pattern(r"\s?(?:이후|이래|또는 그 이후|그리고 그 이후)(?=[^가-힣]|$|에|부터|로|의|엔|까지|는|로는|가|이|도)")
# "15일 전·현직 회장이", "2월 전 국회의원 김씨가", "올해 전 세계에서": a former one, or all of them.
_FORMER_OR_ALL = (
    r"\s(?:거래일|영업일|세계|국민|직원|임직원|교직원|직종|구간|지역|국토|과정|품목|노선|학년|종목|계층|부처|구성원|세대|시민|좌석|회원|부문|분야|산업|업종|매장"
    r"|남편|부인|아내|여자\s?친구|남자\s?친구|애인|소속사"
    r"|(?:[가-힣]{2,8}\s)?[가-힣]{0,6}(?:대통령|총리|장관|차관|의원|회장|대표|감독|사장|시장|도지사|지사|군수|구청장|위원장|총장|원장|검사|검사장|판사"
    r"|비서관|수석|실장|청장|국장|총재|이사|이사장|교수|대변인|선수|코치|대사|사령관|보좌관|행정관|경찰관|조합장|후보)(?![가-힣]{3}))"
)
BEFORE = pattern(rf"\s?(?:이전|전(?!\s전\s|\s?·|{_FORMER_OR_ALL})|또는 그 이전)(?=[^가-힣]|$|에|까지|의(?![가-힣]))")
BETWEEN = pattern(r"\s?(?:과|와|에서)\s")
BETWEEN_END = pattern(r"\s?사이")
EVERY = pattern(r"매년|매해|해마다|매월|매달|달마다|매주|주마다|매일|날마다|격월|격주|격년|매\s?분기|매\s?학기|연례")
EVERY_VALUE = {
    "매년": "P1Y",
    "매해": "P1Y",
    "해마다": "P1Y",
    "연례": "P1Y",
    "매월": "P1M",
    "매달": "P1M",
    "달마다": "P1M",
    "매주": "P1W",
    "주마다": "P1W",
    "매일": "P1D",
    "날마다": "P1D",
    "격월": "P2M",
    "격주": "P2W",
    "격년": "P2Y",
    "매분기": "P3M",
    "매학기": "P6M",
}
TIMES_A = pattern(r"(?P<per>연|월|주|하루|일)\s?(?P<n>\d{1,2}|한|두|세|네)(?:~\d{1,2})?\s?(?:회|차례|번)(?![가-힣]{2})")
