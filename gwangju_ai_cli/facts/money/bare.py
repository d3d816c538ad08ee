"""Whether a number in 억 or 조 is money though neither a currency nor a word says so: 소비쿠폰 318억, 휴양소에 3억."""

from __future__ import annotations

import re
from functools import cache

from gwangju_ai_cli.korean import numerals
from gwangju_ai_cli.korean.numerals import Number
from gwangju_ai_cli.korean.wordlists import words
from gwangju_ai_cli.vocab import alternation, load_vocab


@cache
def _counters() -> str:
    """What counts or measures right behind a number, as a pattern: 24억 갤런, 3억 병을."""
    measures = [row["surface"] for row in load_vocab("units")]
    counters = [row["surface"] for row in load_vocab("counters") if row["when"] in ("always", "large")]
    end = rf"(?![가-힣A-Za-z])|(?=(?:{words('particle_after_unit')})(?![가-힣]))"
    return rf"(?:{alternation([*measures, *counters])})(?:{end})"


@cache
def _machines() -> re.Pattern[str]:
    """What stands before a number of machines: 대 counts these, and is no class of amounts."""
    named = [
        word
        for row in load_vocab("counter_context")
        if row["counter"] == "대" and row["side"] == "left"
        for word in row["words"].split(",")
        if word != "총"
    ]
    return re.compile(rf"(?:{alternation(named)})(?:은|는|이|가|을|를|만|도|의)?[ ](?:(?:총|약|모두|무려|누적)[ ])?$")


@cache
def _masses() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a bare number of hundreds of millions counts besides money, before it and behind it."""
    before = re.compile(
        rf"(?:{words('counted_mass')})[은는이가만도을를]?[ ](?:(?:총|약|무려|누적|월|하루|현재|모두|최대)[ ]){{0,2}}$"
    )
    after = re.compile(
        r"(?:여|에 달하는|이 넘는|을 넘는|을 돌파한|을 넘긴|에 가까운|에 육박하는|의)?"
        rf"(?:[ ]?(?:[가-힣]{{1,4}}[ ])?(?:{words('mass_noun')})|[ ](?:{words('counted_by_the_million')})"
        rf"|[ ]?{_counters()})"
    )
    return before, after


# "형법 250조", "제12조": an article of a law is no sum of money. Whole billions of 조 need more digits or a word.
_ARTICLE = re.compile(r"(?:제|법|령|조례|규칙|규정|헌법|협약|부칙|약관|정관)[ ]?$")
_SUM_OF_TRILLIONS = re.compile(r"[ ]?(?:돌파|시대|클럽|달성|대(?![가-힣])|규모|넘|육박)|를[ ](?:넘|돌파|웃)|원")


def stands_alone(text: str, start: int, end: int, last: Number, surface: str) -> bool:
    """Whether a number in 억 or 조 is money though no word says so: 소비쿠폰 318억, 휴양소에 3억, 예산 첫 100조 돌파.

    Nothing that is counted may stand beside it (구독자 1억, 14억 인구), and a number in 조 may be no article of a law.
    """
    if last.low < 10**8 or not set(surface) & set("억조"):
        return False
    whole = numerals.read(text, start)
    if whole is None or whole.span.end > end:
        return False  # "2억 5천만 년 전": a piece of a longer number
    if text.startswith("대", end) and _machines().search(text, max(0, start - 20), start):
        return False  # "기기 2억대에 깔렸다"
    before, after = _masses()
    if before.search(text, max(0, start - 24), start) or after.match(text, end):
        return False
    if "억" in surface or "." in surface or re.search(r"조[ ]?[0-9]", surface):
        return True
    if _ARTICLE.search(text, max(0, start - 4), start):
        return False
    return _SUM_OF_TRILLIONS.match(text, end) is not None
