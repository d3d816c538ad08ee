"""Counts with the names of what they count: in brackets, before 등, or in a list of marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.vocab import alternation, load_vocab

MOST = 20
"""Counts above this are not held against a list: it names a few."""
_NATIVE = {"두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10}
_OPEN = regex.compile(r"(?<![가-힣])등(?![가-힣])|외|[~∼～]|이상|이하|포함|제외|…|각각|[:=]|[0-9]|→|\n")
_MARKS = "△▲▶▷◆■○●◇□∙•ㆍ①②③④⑤⑥⑦⑧⑨"


@dataclass(frozen=True, slots=True)
class CountClaim:
    """`count`, written at `number`, is said of the `names` listed at `listed`; `open` where more may be unnamed."""

    count: int
    number: Span
    listed: Span
    names: tuple[str, ...]
    open: bool = False


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    noun = rf"(?:{alternation([row['noun'] for row in load_vocab('counted_places')])})"
    number = r"(?<![0-9.,∼~-])(?P<count>[1-9][0-9]?|두|세|네|다섯|여섯|일곱|여덟|아홉|열)"
    counted = rf"{number}(?:\s?(?:개\s?(?:[가-힣]{{1,4}}\s)?{noun}|곳|개소|개교)|(?<=[가-힣])\s{noun})"
    name = r"[가-힣A-Za-z][가-힣A-Za-z ]{0,14}"
    return {
        # "도서관 5곳(가람, 나래, 다온, 라온, 마루)"
        "brackets": regex.compile(rf"{counted}\s?[(（](?P<list>[^()（）]{{3,160}})[)）]"),
        # "가람시·나래시·다온군 등 3개 시군"
        "etc": regex.compile(
            rf"(?P<list>(?:[가-힣A-Za-z]{{2,10}}·){{1,15}}[가-힣A-Za-z]{{2,10}}|(?:[가-힣A-Za-z]{{2,10}},\s){{1,15}}[가-힣A-Za-z]{{2,10}})\s등\s{counted}"
        ),
        # "4개 분야는 △환경 △교육 △복지 △문화다"
        "marks": regex.compile(
            rf"{counted}(?:[은는]|으로|로|을|를)?,?\s?(?:[가-힣]{{1,6}}\s)?(?P<list>(?P<mark>[{_MARKS}])\s?{name}(?:[,\s]\s?[{_MARKS}]\s?{name}){{1,15}})"
        ),
        # "두 시는 가람시, 나래시다"
        "are": regex.compile(rf"{counted}[은는]\s(?P<list>{name}(?:(?:,\s|·){name}){{1,15}})(?:이다|다|입니다)\.?$"),
    }


def count_claims(analysis: Analysis) -> Iterator[CountClaim]:
    """Every count of a document that stands with a list of names, each once."""
    for sentence in analysis.sentences:
        for form, pattern in _patterns().items():
            for match in analysis.finditer(pattern, sentence.span):
                claim = _claim(form, match)
                if claim is not None:
                    yield claim


def _claim(form: str, match: regex.Match[str]) -> CountClaim | None:
    written = match["count"]
    count = _NATIVE.get(written) or int(written)
    listed = match["list"]
    if not 2 <= count <= MOST or _OPEN.search(listed):
        return None
    names = _split(listed, count, marks=form == "marks")
    if names is None or len(names) < 2:
        return None
    return CountClaim(count, Span(*match.span("count")), Span(*match.span("list")), names, form == "etc")


def _split(listed: str, count: int, *, marks: bool) -> tuple[str, ...] | None:
    """The names of a list by its widest separator; by the narrower one where that makes the count.

    >>> _split("가람·나래, 다온", 3, marks=False)
    ('가람', '나래', '다온')
    """
    if marks:
        return tuple(name.strip(" ,") for name in regex.split(f"[{_MARKS}]", listed) if name.strip(" ,"))
    wide = tuple(name.strip() for name in regex.split(r",|、|;", listed) if name.strip())
    narrow = tuple(name.strip() for name in regex.split(r",|、|;|·|/|(?<=[가-힣])[과와]\s", listed) if name.strip())
    if count in (len(wide), len(narrow)):
        return wide if len(wide) == count else narrow
    if len(wide) > 1 and len(narrow) > len(wide):
        return None  # "문화·관광, 환경, 복지": what is one name, and what are two, is open
    return narrow
