"""Shares of the answers to one question: they make up a hundred, and the mild and the strong add up."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from gwangju_ai_cli.analysis import Analysis
from gwangju_ai_cli.checks.claims.model import AnswersClaim
from gwangju_ai_cli.checks.claims.skeleton import ANY_SIGN, PERCENT, Skeleton, sentence_skeletons
from gwangju_ai_cli.model import QuantityFact
from gwangju_ai_cli.vocab import alternation, load_vocab

_LABEL = ANY_SIGN.replace("[", "[^").replace("]", ".!?;()\\n]")
_MARK = "['\"‘’“”]"
# More than one answer a head, so that the shares may come to more than all.
_SEVERAL = regex.compile(r"(?:복수|중복|다중)\s?(?:응답|선택|집계|허용)|여러 (?:개|가지)|모두 고르")
# "찬성 60%, 반대 50% 늘었다", "찬성 60%에서 50%로": shares of other wholes, or of other times.
_MOVED = regex.compile(
    rf"늘(?!었다|린다|리겠다)|줄(?!었다|인다|이겠다)|증가|감소|상승|하락|올랐|올라|내렸|포인트|{PERCENT}(?:에서|보다)"
    rf"|지난|당시|이전|의\s{PERCENT}"
)
_TELLS = regex.compile(r"\s(?:비율|비중)|(?:으?로|였|이었|이다|다|를|을|라|인데|이고|이며|씩)|\s?[,.)]|\s?$")
_AGAINST = regex.compile(r"못|불|전혀|별로|아니|않|반대|나쁘|나빠")
_SCALE = regex.compile(r"매우|아주|대체로|다소|약간|조금|어느\s?정도|전혀|별로|편이?다|편|적극|강하게")


@cache
def _rows() -> tuple[tuple[regex.Pattern[str], ...], ...]:
    return tuple(
        tuple(
            # "찬성 60%", "찬성한다는 응답이 60%", "‘찬성’ 의견은 60%"
            regex.compile(
                rf"{_MARK}?(?:{alternation(member.replace('_', ' ').split('/'))})(?:한다|률|율)?{_MARK}?"
                r"(?:고|는|은|이|가)?(?:\s(?:답한\s)?(?:의견|응답|응답자|답변|답|비율|여론|평가|쪽|입장)(?:은|는|이|가)?)?\s?"
            )
            for member in row["members"].split(" ")
        )
        for row in load_vocab("answer_lists")
    )


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    item = rf"(?P<name>{_LABEL}{{1,18}}?)(?P<part>{PERCENT})"
    join = r"(?:,|·|과|와|이고|이며|로,?|,\s?그리고)\s"
    return (
        regex.compile(rf"{item}(?:{join}{item})+"),
        # "'매우 만족' 40%, '만족' 35% 등 만족한다는 응답이 75%"
        regex.compile(
            rf"{item}(?:{join}{item})+(?P<how>으?로,?|\s?등|(?:을|를)?\s?(?:합한|합친|합치면|합하면|더한|더하면|합쳐|합해|더해),?)\s"
            rf"{_LABEL}{{0,18}}?(?P<total>{PERCENT})(?!에서|보다)"
        ),
    )


def answers_claims(analysis: Analysis) -> Iterator[AnswersClaim]:
    """Every list of shares of answers that exclude each other, and every sum of mild and strong ones."""
    several = None
    for _, skeleton in analysis.memo(sentence_skeletons):
        if skeleton.text.count(PERCENT) < 2:
            continue
        if several is None:
            several = _SEVERAL.search(analysis.text) is not None
        if several or _MOVED.search(skeleton.text):
            continue
        whole, summed = _patterns()
        for match in skeleton.finditer(summed):
            # "'매우 잘함' 12%, '매우 못함' 30%로 부정 평가는 …": of the other side.
            sides = {_AGAINST.search(name) is not None for name in match.captures("name")}
            scaled = any(_SCALE.search(name) for name in match.captures("name"))
            if scaled and (len(sides) == 1 or "합" in match["how"]):
                total = skeleton.fact(match, "total")
                yield from _claim(skeleton, match, total if isinstance(total, QuantityFact) else None)
        for match in skeleton.finditer(whole):
            if _TELLS.match(skeleton.text, match.end()) and _exclude_each_other(match):
                yield from _claim(skeleton, match, None)


def _claim(skeleton: Skeleton, match: regex.Match[str], total: QuantityFact | None) -> Iterator[AnswersClaim]:
    parts = tuple(fact for fact in skeleton.captured(match, "part") if isinstance(fact, QuantityFact))
    facts = (*parts, total) if total else parts
    if len(parts) >= 2 and all(fact.unit == "%" and fact.value is not None and not fact.modifier for fact in facts):
        yield AnswersClaim(parts, total)


def _exclude_each_other(match: regex.Match[str]) -> bool:
    """Whether every name is an answer of one row; only the first may have words before it.

    "A안은 찬성 60%, B안은 반대 50%" are answers to two questions.
    """
    first, *others = match.captures("name")
    for row in _rows():
        known = [_place(row, first, opens=True), *(_place(row, name) for name in others)]
        if None not in known and len(set(known)) == len(known):
            return True
    return False


def _place(row: tuple[regex.Pattern[str], ...], name: str, *, opens: bool = False) -> int | None:
    """Which answer of a row a name is; one that opens a list may have words before it."""
    for at, member in enumerate(row):
        if member.fullmatch(name) or (opens and regex.search(rf"(?:^|\s){member.pattern}$", name)):
            return at
    return None
