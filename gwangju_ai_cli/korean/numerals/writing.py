"""How numbers are written: fragments for patterns, and the native numerals."""

from __future__ import annotations

from collections.abc import Iterator

UNIT = "[십백천만억조경]"
# "4061 억원", "2345억\n6000만": layouts put a space or a line end inside a number.
GAP = r"(?:[ \t]?\r?\n[ \t]?|[ \t])"
DIGITS = r"[0-9]++(?:[.,][0-9]++)*+"
"""A run of figures with commas and dots, whether well grouped or not; `parse` tells."""

_SINO_DIGIT = "[일이삼사오육륙칠팔구]"
# "50 조지아 라리", "3 조각": 조 opens a word.
UNITS = rf"{UNIT}++(?!(?<= 조)(?:지아|각|직|합|건|항|례|카))(?:여{GAP}?{UNIT}++)?"
_SCALED = rf"{DIGITS}(?:여{GAP}?|{GAP})?{UNITS}"
# "29만 천 890 톤", "2만 오천 원"; not the 조 of "2백만 조회" or the 천 of "100만 천안 시민".
_LONE = (
    rf"{GAP}{_SINO_DIGIT}?[십백천][십백천만억]*+(?![가-힣])"
    rf"|{GAP}{_SINO_DIGIT}?[십백천]{{1,3}}+(?=[만억원달유엔위파불명개톤미킬건곳])"
    rf"|{GAP}[만억](?=여?[ \t]?(?:명|원|달러|유로|엔|위안|파운드|톤|마리))"
)
# "3억 몇천만 원": some tens of millions beside the three hundred.
PIECE = rf"(?:{GAP}?{_SCALED}|{GAP}?[몇수]{UNITS}|{_SINO_DIGIT}?{UNITS}|{_LONE})"
DIGIT_LED = rf"{DIGITS}(?:(?:여{GAP}?|{GAP})?{UNITS}{PIECE}{{0,15}}(?:{GAP}?{DIGITS})?)?"
"""A number that begins with figures, with any units: 4061억, 1조 2345억 6000만, 3만5000, 8억3000여만."""

SINO_CHAR = "[영공일이삼사오육륙칠팔구십백천만억조경]"
SINO_LED = (
    rf"(?:[십백천만]{{1,3}}+[ \t]?{_SCALED}{PIECE}{{0,4}}"
    rf"|{SINO_CHAR}++(?:[ \t]{SINO_CHAR}++){{0,12}}(?:[점쩜][영공일이삼사오육륙칠팔구]++)?)"
)
"""A number in Sino-Korean words: 이천만, 삼백오십억, 일억 이천만, 일점이삼, 만 6천. Check what stands before it."""

VAGUE_LED = rf"(?:(?:십수|수|몇){GAP}?|기(?=[십백천][만억])){UNIT}++(?:{GAP}{UNIT}++)?"
"""A number without an exact value: 수십억, 몇백만, 수 천만, 십수만, 기백만."""

YEO = r"(?:[ \t]?여(?![가-힣])|여(?![성객당행야자의론유권력러신관기동]))"
"""여 after a number (20여 개, 50억여원), not the first syllable of a word (3여성)."""

NATIVE_ONES = {
    "하나": 1,
    "한": 1,
    "둘": 2,
    "두": 2,
    "셋": 3,
    "세": 3,
    "석": 3,
    "서": 3,
    "넷": 4,
    "네": 4,
    "넉": 4,
    "너": 4,
    "다섯": 5,
    "닷": 5,
    "여섯": 6,
    "엿": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
}
NATIVE_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
NATIVE_BOUNDS = {
    "한둘": (1, 2),
    "한두": (1, 2),
    "두셋": (2, 3),
    "두세": (2, 3),
    "두서너": (2, 4),
    "두어": (2, 3),
    "서넛": (3, 4),
    "서너": (3, 4),
    "너댓": (4, 5),
    "네댓": (4, 5),
    "네다섯": (4, 5),
    "너더댓": (4, 5),
    "대여섯": (5, 6),
    "대엿": (5, 6),
    "예닐곱": (6, 7),
    "일고여덟": (7, 8),
    "일여덟": (7, 8),
    "엳아홉": (8, 9),
    "여남은": (10, 13),
}


def _alternation(words: Iterator[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


ONES = _alternation(iter([*NATIVE_ONES, *NATIVE_BOUNDS]))
NATIVE = rf"(?:(?:{'|'.join(NATIVE_TENS)})(?:{ONES})?|{ONES})"
"""A native numeral below 100, free or before a noun: 하나, 두, 스물다섯, 서너. Check what stands on both sides."""
