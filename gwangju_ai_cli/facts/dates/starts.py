"""Where a time expression can begin: one scan over a text, then one look at the place."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from gwangju_ai_cli.facts.dates.lexicon import WEEKDAYS, word_at, word_candidates
from gwangju_ai_cli.korean.numerals import NATIVE
from gwangju_ai_cli.korean.numerals.writing import NATIVE_BOUNDS, NATIVE_ONES, NATIVE_TENS
from gwangju_ai_cli.patterns import pattern
from gwangju_ai_cli.vocab import load_vocab

_NATIVE_COUNTS = (*NATIVE_ONES, *NATIVE_TENS, *NATIVE_BOUNDS)
_FRAMED = (
    r"\s?(?:\d|수|몇|한\s|두\s|세\s|네\s|(?:한두|두세|두어|석|넉|서너|너댓|네댓|열|스무|다섯|여섯|일곱|여덟|아홉)\s?(?:달|해|시간|주|분기)|하루|이틀|사흘|나흘|닷새|엿새|열흘|보름|일주|반년|며칠|여러"
    r"|[이삼사]\s?[년분초])"
)


FIGURES = frozenset("0123456789'’‘")
"""With what a number begins; a figure stands behind a sign, as `start_pattern` sees to."""

# What an expression can begin with besides a figure or a word: kind, its first letter or two, pattern. What is none
# is thrown out by the parser. These go before words of time ...
_BEFORE_WORDS = (
    (
        "every",
        ("매", "해마", "달마", "주", "날마", "격", "하루", "연", "월"),
        pattern(
            r"매[년해월달주일]|매\s?분기|매\s?학기|해마다|달마다|주마다|날마다|격[월주년]|하루\s?(?:\d{1,2}|한|두|세|네)\s?(?:회|차례|번)(?!째)(?![가-힣]{2})|연\s?\d{1,2}\s?(?:회|차례)|[월주]\s?\d\s?회"
        ),
    ),
    (
        "blocked",
        ("하루", "주", "오늘", "오일", "올해", "올리", "이달", "내일", "칠일", "삼일"),
        pattern(
            r"하루(?:아침|\s평균)|주(?:말\s(?:부부|농장|드라마|연속극|예능)|\s?[1-7]일(?=\s?(?:근무|수업|운영|이상|,|\)|$)))"
            r"|오늘(?:의\s?(?:집|운세)|날)|올(?:해의\s?(?:선수|감독|신인|골키퍼|골|인물|작가|가수|앨범|아티스트|영화|브랜드|광고|발명|상)"
            r"(?![황반태])|리브)|이달의\s?소녀|내일(?:채움|배움|신문)|오일장|[칠삼]일장"
        ),
    ),
    (
        "frame",
        ("최근", "과거", "향후", "앞으", "다가", "오는", "다음", "지난"),
        pattern(rf"(?:최근|과거|향후|앞으로|다가오는|오는|다음|지난)(?={_FRAMED})"),
    ),
)
# ... and these behind them.
_BEHIND_WORDS = (
    ("mixed", ("천",), pattern(r"천(?=\s?[1-9]백)")),
    (
        "lead",
        ("지난", "오는", "다가", "돌아", "올", "이번", "다음", "저번"),
        pattern(
            r"(?:지난|오는|다가오는|돌아오는|올|이번|다음|저번)"
            r"(?=\s{0,2}['’‘\d초상하봄여가겨주달분해화수목금토일월추설광들연한아저어크성식제개스삼현부단핼정석학])"
        ),
    ),
    ("lunar", ("음", "윤"), pattern(r"음력|음(?=\s?\d{1,2}(?:월|\.\s?\d))|윤(?=\s?\d{1,2}월)")),
    ("fiscal", ("FY",), pattern(r"FY(?=\s?['’‘]?(?:20)?\d\d(?!\d))")),
    (
        "weekdays",
        ("평일", *WEEKDAYS),
        pattern(
            r"평일(?=[\s,·)]|$|에|은|의|과|도|보다|이나)|[월화수목금토일](?:\s?[~·,]\s?[월화수목금토일])+(?:요일)?(?=\s|요일|에|은|[,)]|$)"
        ),
    ),
    ("weekday", tuple(WEEKDAYS), pattern(r"[월화수목금토일]요일")),
    (
        "nth",
        ("첫", "둘", "셋", "넷", "마지", "두", "세"),
        pattern(r"(?:첫|둘|셋|넷|마지막|두\s번|세\s번)(?=\s?째|\s?주|\s?날|\s번째|\s[월화수목금토일]요)"),
    ),
    (
        "vague",
        ("수", "몇", "여러"),
        pattern(r"(?:수십|수백|수(?!해)|몇|여러)(?=\s?(?:년|달|개월|해|시간|주|일|분|초))"),
    ),
    (
        "native",
        tuple(_NATIVE_COUNTS),
        pattern(rf"(?![서너]해){NATIVE}(?=\s?(?:달|해|시|주|개월|개?\s?분기|여\s?(?:달|해)|분|살))"),
    ),
    (
        "sino",
        tuple("일이삼사오육칠팔구십유시백천"),
        pattern(r"[일이삼사오육칠팔구십유시백천][일이삼사오육칠팔구십천백]*\s?(?=년|월|일|분기|시간|주|개월|초|분)"),
    ),
)
_Head = tuple[str, re.Pattern[str]]
Heads = tuple[tuple[_Head, ...], bool, tuple[_Head, ...]]
"""What goes before words of time (kinds and patterns), whether such a word is possible, what goes behind them."""


@lru_cache(maxsize=8192)
def heads_of(three: str) -> Heads | None:
    """What expressions can begin with three characters of which the first is no figure; None where none can."""
    allowed = second_letters().get(three[0])
    if allowed is not None and three[1:2] not in allowed:
        return None
    before, behind = (
        tuple((kind, sought) for kind, begins, sought in kinds if three.startswith(begins))
        for kinds in (_BEFORE_WORDS, _BEHIND_WORDS)
    )
    worded = bool(word_candidates(three))
    return (before, worded, behind) if before or worded or behind else None


def head_at(text: str, at: int, limit: int, heads: Heads) -> tuple[str, int] | None:
    """What kind of expression begins at a place that `start_pattern` found, and where its head ends.

    >>> [head_at(text, 0, len(text), heads_of(text[:3])) for text in ("매주 월요일", "지난해", "지난 3년")]
    [('every', 2), ('word', 3), ('frame', 2)]
    """
    before, worded, behind = heads
    for kind, sought in before:
        if match := sought.match(text, at, limit):
            return kind, match.end()
    if worded and (word := word_at(text, at, limit)):
        return "word", word[1]
    for kind, sought in behind:
        if match := sought.match(text, at, limit):
            return kind, match.end()
    return None


# Second letters of what `head_at` knows besides the vocabularies' own words.
_MORE_STARTS = {
    "매": "년해월달주일분학 ", "해": "마", "달": "마", "주": "마0123456789 요", "날": "마", "격": "월주년",
    "연": "0123456789 ", "월": "0123456789 요", "하": "루반", "오": "늘일는", "내": "일", "칠": "일", "삼": "일",
    "올": "리 '’‘0123456789초상하봄여가겨추설광한연들", "최": "근", "과": "거", "향": "후", "앞": "으", "다": "가음",
    "지": "난", "돌": "아", "이": "번", "저": "번",
    "음": "력0123456789 ", "윤": "0123456789 ", "F": "Y", "화": "요", "수": "요십백년달개해시주일분초 ",
    "목": "요", "금": "요", "토": "요", "일": "요", "마": "지", "두": "번", "세": "번", "몇": "년달개해시주일분초 ",
    "여": "러", "평": "일", "천": "1234567890구 ",
}  # fmt: skip
_SINO_LETTERS = "일이삼사오육칠팔구십"


@cache
def second_letters() -> dict[str, frozenset[str] | None]:
    """What the second letter of an expression can be, by its first; None where a first letter stands alone."""
    seconds: dict[str, set[str]] = {first: set(more) for first, more in _MORE_STARTS.items()}
    alone: set[str] = set("첫둘셋넷")
    rows = [row["surface"] for name in ("time_words", "holidays") for row in load_vocab(name)]
    for surface in rows:
        if surface[0].isdigit():
            continue  # 3·1절: figures are looked at wherever they stand
        if len(surface) == 1:
            alone.add(surface)
        else:
            seconds.setdefault(surface[0], set()).update(surface[1], surface.replace(" ", "")[1])
            if surface[1] == " ":
                seconds[surface[0]].add("\n")
    for count in _NATIVE_COUNTS:
        seconds.setdefault(count[0], set()).update(count[1] if len(count) > 1 else " \n달해시주개여분살기")
    for letter in WEEKDAYS:
        seconds.setdefault(letter, set()).update("~·,")
    for letter in _SINO_LETTERS + "유시백":
        seconds.setdefault(letter, set()).update(_SINO_LETTERS + "천백년월분시주초개 ")
    return {
        first: None if first in alone else frozenset(letters) for first, letters in seconds.items()
    } | dict.fromkeys(alone)


@cache
def component_letters() -> frozenset[str]:
    """The letters with which a further component of a date can begin."""
    return frozenset(second_letters()) | frozenset("의분인첫둘셋넷다마두세네한열여일아오새낮저밤점늦이정자말들학")


@cache
def start_pattern() -> re.Pattern[str]:
    """The one scan over a text: a figure that begins a number, or the first letter of a time word where a word
    begins. A set of letters comes first, for that is what the engine skips to fastest."""
    seconds = second_letters()
    letters = "".join(sorted(seconds))
    alone = "".join(sorted(letter for letter, allowed in seconds.items() if allowed is None))
    # What cannot stand second behind any of them ends the search here: half of the places, before Python sees them.
    second = re.escape("".join(sorted(frozenset().union(*(allowed for allowed in seconds.values() if allowed)))))
    return re.compile(
        rf"[0-9'’‘{letters}](?:(?<=[0-9])(?<![0-9A-Za-z'’‘].)(?<![0-9][.,\-].)(?<![A-Za-z]-.)"
        rf"|(?<=['’‘])(?=[0-9])|(?<![0-9'’‘])(?<![가-힣A-Za-z0-9].)"
        rf"(?:(?<=[{alone}])|(?=[{second}])))"
    )
