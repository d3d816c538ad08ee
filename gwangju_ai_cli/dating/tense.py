"""Whether what happens at a date is past or to come, told by verb endings alone.

The predicate that a date belongs to stands behind it. A date with an adnominal right behind it (6일 열린 회의) goes
with that; otherwise the end of the sentence decides where it reports (… 고 밝혔다), else the nearest ending.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

Tense = Literal["past", "future"]

_PAST_FINAL = 20  # the final consonant ㅆ of 했, 됐, 왔
_PRESENT = "있겠"  # they end in ㅆ too, and tell nothing of the past


@cache
def _past_syllables() -> str:
    """Every syllable that ends in ㅆ (했, 았, 됐 …) but 있 and 겠."""
    return "".join(
        chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 == _PAST_FINAL and chr(code) not in _PRESENT
    )


@cache
def _polite_syllables() -> str:
    """Every syllable that ends in ㅂ (합, 됩, 납 of 떠납니다) but 습 and 입."""
    return "".join(
        chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 == 17 and chr(code) not in "습입"
    )


_NOT_VERB = "(?<![위대관의통향반인또])"  # 위한, 대한, 관한, 의한, 통한: they have become particles


@cache
def _cues() -> re.Pattern[str]:
    past = _past_syllables()
    return re.compile(
        rf"(?P<future>예정|계획(?!위|서|안|에\s따라)|방침|전망|앞두|[할될갈올릴칠질설낼볼킬줄들]\s(?:것|예정|계획|방침|전망|듯|가능성|수\s있도록)|겠(?:다|습|고|지)|ㄹ게|[할될갈올릴칠질설낼볼게]게요|거야|겁니다|거예요|건가요|려고|[기키]로\s(?:[했하결]|한\s)|"
        rf"[{_polite_syllables()}](?:니다|시다)|(?:하|주|보|오|가)(?:세요|십시오|시겠)|[가-힣]\s줘|만나자|"
        rf"(?:한|된|난|린|친|진|선|연|온|간|킨|운|춘|른|싼|낸|본|준)다(?=[.\s고는며\"”’']|$))"
        rf"|(?P<past>[{past}](?:다|고|으며|으나|지만|는데|던|습|기|을|음|어|네)|[가-힣]{_NOT_VERB}(?:한|된|린|진|친|난|던|간|온|킨|낸)(?=\s)|따르면|(?:자료|통계|결과|보고서)[을를]\s보면|고\s있(?:는|다|습)|[받맺맡찾얻잡]은(?=\s)|[가-힣](?:했|됐)다)"
        rf"|(?P<present>(?:하|되|리|지|치|나|서|여|오|가)는(?=\s))"
    )


_REPORT = re.compile(
    r"(?:다|라|자)(?:고|며|면서)\s[^.\"”]{0,40}?(?:밝혔|말했|전했|설명했|강조했|보도했|발표했|덧붙였|주장했|알렸|지적했|당부했|답했|요구했|촉구했|밝힌|전한|말한)"
    r"|(?:밝혔|말했|전했|보도했|발표했|알려졌|나타났|드러났|파악됐|조사됐|집계됐|확인됐)(?:다|습니다|고)"
)
_ADNOMINAL = re.compile(
    rf"(?:에|에는|부터|까지|께|쯤|경|날|자|\s)*\s?(?:[가-힣]+(?:에서|에|로|으로|과|와|을|를)\s){{0,2}}[가-힣]*?"
    rf"(?:(?P<past>(?:[가-힣]{_NOT_VERB}(?:한|된|린|진|친|난)|던|간|온)(?=\s))|(?P<future>(?:[할될릴칠질설갈올낼볼](?=\s)|(?:하|되|리|지|치)는(?=\s))))"
)
_EARLIEST = re.compile(r"(?:이르면|빠르면|늦어도|늦으면)\s[^.]{0,14}$")  # "이르면 30일"
_NOW = re.compile(r"\s?(?:\([^()]{1,8}\))?\s?현재")  # "29일 오후 4시 현재"
_TOPIC = re.compile(r"[은는이가]\s")


@cache
def _direct() -> re.Pattern[str]:
    return re.compile(
        rf"\s?(?:에|에는|께|쯤|경|날)?\s?(?:[가-힣]{{1,8}}(?:을|를|에|에서)?\s)?[가-힣]{{0,6}}[{_past_syllables()}](?:다|고|으며|지만|습니다)"
    )


def tense_after(text: str, begin: int, end: int, start: int) -> Tense | None:
    """The tense of what a date that ends at `begin` belongs to; its sentence runs from `start` to `end`.

    >>> text = "시는 6일 열린 회의에서 사업을 추진할 예정이라고 밝혔다."
    >>> tense_after(text, 5, len(text), 0)
    'past'
    >>> text = "이 시장은 8일 뉴욕에서 전문가를 만날 예정이다."
    >>> tense_after(text, 8, len(text), 0)
    'future'
    """
    if _EARLIEST.search(text, max(start, begin - 30), begin):
        return "future"
    if _NOW.match(text, begin, end):
        return "past"
    near = _ADNOMINAL.match(text, begin, min(end, begin + 28))
    if near:
        return "past" if near["past"] else "future"
    if _direct().match(text, begin, min(end, begin + 24)):
        return "past"
    quoted = _open_quote(text, start, begin)
    if not quoted and (report := _REPORT.search(text, begin, end)):
        # "11일 시는 … 추진한다고 밝혔다": the day is that of the report when it opens the sentence or stands by the speaker.
        opening = begin - start <= 24 or _TOPIC.search(text, max(start, begin - 8), begin) is not None
        quote = min((at for mark in '"“' if (at := text.find(mark, begin, report.start())) >= 0), default=-1)
        if opening or quote >= 0:
            return "past"
    for match in _cues().finditer(text, begin, min(end, begin + 160)):
        kind = match.lastgroup
        if kind == "present":
            continue
        return "past" if kind == "past" else "future"
    return None


def _open_quote(text: str, start: int, at: int) -> bool:
    """Whether a quotation is open at `at`."""
    if text.rfind("“", start, at) > text.rfind("”", start, at):
        return True
    return text.count('"', start, at) % 2 == 1
