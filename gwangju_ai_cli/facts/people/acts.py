"""What is said of a word that only people do or have: ‘○○는 결혼했다’, ‘○○의 아내’, ‘○○를 체포했다’."""

from __future__ import annotations

import re
from bisect import bisect_left

from gwangju_ai_cli.facts.people import context as ctx
from gwangju_ai_cli.facts.people.candidates import Candidate, SentenceReading
from gwangju_ai_cli.model import Token
from gwangju_ai_cli.names import shape
from gwangju_ai_cli.names.gazetteer import load_gazetteer
from gwangju_ai_cli.names.shape import word_set

ACT = 6
"""Half bits for what only people do, have or suffer."""
SAYING = 4
"""Half bits for what firms, offices and clubs do too."""
BESIDE = 4
"""Half bits for a noun of people right after the bare name."""
SOONEST = 4
FARTHEST = 14
"""How many tokens after a name the act may be looked for, where no other subject comes between."""
_TOPIC = frozenset(("은", "는", "도"))
_SUBJECT = frozenset(("이", "가", "께서", "이가", "이는", "은", "는", "도"))
_OBJECT = frozenset(("을", "를", "이를"))
_OF = frozenset(("의", "이의"))
_WITH = frozenset(("와", "과", "이와", "랑"))
_ORDINAL = re.compile(r" (?:[1-9]|1\d)세(?:[는가의와를]|\s|$)")
_BEGINS = frozenset(("SF", "SP", "SSO", "SSC", "SS", "MAG", "MAJ", "JX", "JKB", "EC"))
"""Tags after which a phrase begins."""
_VERBAL = frozenset(("XSV", "XSA"))


def act_evidence(reading: SentenceReading, candidate: Candidate) -> int:
    """Half bits that what follows a name tells: its predicate as subject or object, or what is said to be its own."""
    tail = ctx.glued_after(reading.text, candidate.span.end)
    grade = shape.foreign_words().get(candidate.text, "")
    if candidate.text in load_gazetteer().entries and not grade.endswith("_common"):
        return 0  # "4번 타자가 빠진 빙그레는": a club's name that is a word too
    tokens = reading.tokens
    own = bisect_left(reading.starts, candidate.span.start)
    if (
        tokens[own].tag == "NNG"
        and not tokens[own].guessed
        and (
            # "자신의 머리를": a family name elsewhere; a stage name that is a word too only where its phrase begins
            candidate.form != "stage" or tail not in _SUBJECT or (own and tokens[own - 1].tag not in _BEGINS)
        )
    ):
        return 0
    if own and tokens[own - 1].end == candidate.span.start - 1 and _is_name(tokens[own - 1]):
        return 0  # "극장 체인 ○○ 시네마스는": the end of a longer name
    first = bisect_left(reading.starts, candidate.span.end + len(tail))
    if not tail:
        return BESIDE if _of_own(reading, candidate.span.end, first) else 0
    if tail in _SUBJECT:
        found = _of_subject(tokens, first)
        if tail in _TOPIC and found < ACT:
            found = max(found, _weight(_last_predicate(tokens)))
        # What firms and clubs do too is done by people where the word has the shape of a Korean name.
        return ACT if found and candidate.form == "full" else found
    if tail in _OF:
        for token, after in zip(tokens[first : first + 2], tokens[first + 1 : first + 3], strict=False):
            compound = after.start == token.end and after.tag in ("NNG", "XSN")  # "○○의 전기차"
            if token.form in word_set("of_person") and token.tag == "NNG" and not compound:
                return ACT
        return 0
    names = "act_object" if tail in _OBJECT else "with_person" if tail in _WITH else ""
    if not names:
        return 0
    for token in tokens[first : first + SOONEST]:
        if token.tag[0] == "J" or token.tag in ("EF", "SF"):
            return 0
        if token.form in word_set(names) and token.tag in ("NNG", "VV"):
            return ACT
        if token.tag == "VV":
            return 0
    return 0


def _of_own(reading: SentenceReading, at: int, first: int) -> bool:
    """Whether what a person has or does follows the bare name: ‘○○ 인터뷰’, ‘○○ 역시’, ‘○○ 2세’."""
    if reading.text[at : at + 1] != " " or first >= len(reading.tokens):
        return False
    token = reading.tokens[first]
    if _ORDINAL.match(reading.text, at):
        return True
    return token.start == at + 1 and token.form in word_set("beside_person")


def _of_subject(tokens: tuple[Token, ...], first: int) -> int:
    """What the predicates tell that stand before the next subject."""
    best = 0
    for index, token in enumerate(tokens[first : first + FARTHEST], first + 1):
        if token.tag == "JKS" or (token.tag == "JX" and token.form in ("은", "는")):
            break
        if token.tag == "VV" or (token.tag == "NNG" and not _is_passive(tokens, index)):
            best = max(best, _weight(token.form))
    return best


def _is_name(token: Token) -> bool:
    return token.tag in ("NNP", "SL") or (token.guessed and token.tag == "NNG")


def _is_passive(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether what follows makes a noun a verb of things: ‘언급되다’."""
    return index < len(tokens) and tokens[index].tag == "XSV" and tokens[index].form == "되"


def _last_predicate(tokens: tuple[Token, ...]) -> str:
    """The verb that the sentence ends with, or the noun that makes it: ‘결혼/NNG 하/XSV’."""
    for index in range(len(tokens) - 1, max(-1, len(tokens) - 8), -1):
        token = tokens[index]
        if token.tag == "VV":
            return token.form
        if token.tag in _VERBAL and index:
            return tokens[index - 1].form
    return ""


def _weight(form: str) -> int:
    return ACT if form in word_set("act_subject") else SAYING if form in word_set("firm_subject") else 0
