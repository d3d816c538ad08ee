"""The vocabulary of spending, ready for look-up."""

from __future__ import annotations

from functools import cache
from typing import cast

import regex

from gwangju_ai_cli.model import BudgetStatus
from gwangju_ai_cli.text import BULLETS
from gwangju_ai_cli.vocab import alternation, load_vocab

BULLET = regex.compile(rf"\s*[{BULLETS}]")
"""What opens an item of an outline."""
FUNDS = ("기금", "특별회계", "적립금", "교부금")
"""Heads of funds: any of them may be a source of money."""


@cache
def role(name: str) -> frozenset[str]:
    """The words of budget_words.tsv that play a part: measure, modifier, anaphor …

    >>> "총" in role("measure"), "사업" in role("anaphor")
    (True, True)
    """
    return frozenset(row["word"] for row in load_vocab("budget_words") if row["role"] == name)


def ends_in(word: str, name: str) -> bool:
    """Whether a word of that part ends `word`."""
    return word.endswith(tuple(role(name)))


@cache
def noun_classes() -> dict[str, str]:
    """budget, weak or none for each noun of budget_nouns.tsv."""
    return {row["noun"]: row["class"] for row in load_vocab("budget_nouns")}


@cache
def noun_class(word: str) -> str | None:
    """The class of the longest noun that ends `word`; None where no known noun does.

    >>> noun_class("도서관건립비"), noun_class("총매출액"), noun_class("바다")
    ('budget', 'none', None)
    """
    classes = noun_classes()
    if word in sources():
        return "budget"
    for start in range(len(word)):
        found = classes.get(word[start:])
        # "준비", "국시": a noun of one syllable, or a levy that is also a quarrel (시비), must be the whole word.
        if found and (start == 0 or len(word) - start > 1) and not (start and word[start:] in _whole_sources()):
            return found
    # "개설비", "구입비": the cost of any doing.
    if word.endswith("비") and len(word) > 2 and project_class(word[:-1]) == "purpose":
        return "budget"
    return "weak" if is_cost(word) else None


def is_cost(word: str) -> bool:
    """Whether a word in 비 is a cost: 건조비, not 장비.

    >>> is_cost("건조비"), is_cost("정비")
    (True, False)
    """
    if not word.endswith("비") or len(word) <= 2:
        return False
    return not word.endswith(_NO_COSTS) or project_class(word[:-1]) == "purpose"


_NO_COSTS = (
    "장비", "설비", "준비", "소비", "낭비", "대비", "정비", "경비", "수비", "구비", "겸비", "무비",
    "로비", "굴비", "나비", "제비",
)  # fmt: skip


@cache
def predicates() -> dict[str, tuple[str, BudgetStatus | None]]:
    """Class and status of each stem of budget_predicates.tsv."""
    return {
        row["stem"]: (row["class"], cast("BudgetStatus", row["status"]) if row["status"] else None)
        for row in load_vocab("budget_predicates")
    }


def predicate_class(stem: str) -> str | None:
    """spend, weak, change or none; None for every other stem."""
    found = predicates().get(stem)
    return found[0] if found else None


@cache
def sources() -> dict[str, str]:
    """The canonical source of each surface of budget_funding.tsv."""
    return {row["surface"]: row["source"] for row in load_vocab("budget_funding")}


@cache
def _whole_sources() -> frozenset[str]:
    return frozenset(row["surface"] for row in load_vocab("budget_funding") if row["whole"])


@cache
def source_pattern() -> regex.Pattern[str]:
    """Every source of money in a text; 시비 and its like only as a word of their own."""
    whole = _whole_sources()
    loose = alternation([surface for surface in sources() if surface not in whole])
    strict = alternation(list(whole))
    return regex.compile(
        rf"(?:{loose})(?!카드)|(?<![가-힣])(?:{strict})(?=[^가-힣]|$|[은는이가을를로와과도의만에]|으로|인데)"
    )


@cache
def project_heads() -> dict[str, str]:
    """named, facility or purpose for each head of budget_projects.tsv."""
    return {row["head"]: row["class"] for row in load_vocab("budget_projects")}


_BODIES = ("대행사", "시행사", "여행사")  # not 행사


@cache
def project_class(word: str) -> str | None:
    """The class of the longest project head that ends `word`.

    >>> project_class("조성사업"), project_class("국립도서관"), project_class("서울")
    ('named', 'facility', None)
    """
    heads = project_heads()
    if word.endswith(_BODIES):
        return None
    return next((heads[word[start:]] for start in range(len(word)) if word[start:] in heads), None)


@cache
def cue_pattern() -> regex.Pattern[str]:
    """What a document must hold for any budget: a noun of spending, a source, or a verb that takes an amount."""
    nouns = [noun for noun, kind in noun_classes().items() if kind != "none"]
    stems = [stem for stem, (kind, _) in predicates().items() if kind in ("spend", "weak") and len(stem) > 1]
    short = _minimal([*nouns, *sources(), *stems])
    # Stems of one syllable show in many forms (들여, 써, 받은); any cost ends in 비.
    forms = "들[여인일이]|들어|[쓰쓴쓸써썼쏟받따딴잡담든들드]|세[우운울워]|가져[오온올와왔]|쏟아|[가-힣]{2}비"
    forms += r"|[업사역자] {1,3}비|예 {1,3}산|[억조](?: ?원)?(?:을|를)? (?:푼|풀)"
    # "전남도, 어업인 정착에 36억원": a headline may end on its amount.
    headline = r"에 (?:[가-힣]{1,2} )?\d[\d,.조억천백만여 ]*원?(?=\s*(?:$|[…‥⋯”’\"']|\.\.))"
    return regex.compile("|".join([*(regex.escape(word) for word in short), forms, headline]), regex.MULTILINE)


def _minimal(words: list[str]) -> list[str]:
    """`words` without those that contain another one: the same documents match."""
    out: list[str] = []
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        if not any(known in word for known in out):
            out.append(word)
    return out
