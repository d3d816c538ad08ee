"""Who a noun phrase names: a person, an organization and its people, or somebody without a name."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import regex

from gwangju_ai_cli.coreference import mentions
from gwangju_ai_cli.facts.quotes.words import subject_kinds
from gwangju_ai_cli.model import PersonFact, Span
from gwangju_ai_cli.names.shape import is_org_like, surnames
from gwangju_ai_cli.vocab import load_vocab

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

Sort = Literal["person", "org", "human", "pronoun", "plain", "issued", "never"]

_PAREN = regex.compile(r"\s?\([^()]*\)")
_RELATED = regex.compile(
    r"^(?:\s?[가-힣]{1,4})?(?:\s?씨|\s?[가-힣]{0,8})?(?:의|\s)\s?(?P<who>(?:유?가?족|아들|딸|부인|아내|남편|어머니|아버지|부모|측근|지인|동료|친구"
    r"|대변인실|변호인단?|법률대리인|대리인|보좌관|비서|지지자|팬|소속사|매니저|캠프|선거캠프|유족)(?:들)?(?:\s(?:측|관계자))?)$"
)
_SIDE_PEOPLE = regex.compile(r"(?:\s?씨)?(?:\s[가-힣]{1,8})?\s?측\s(?:관계자|인사|핵심 관계자|고위 관계자|대변인)$")
_SIDE = regex.compile(r"(?:\s?씨)?(?:\s[가-힣]{1,8})?\s?측$")
_HONORIFIC = regex.compile(r"^(?:모\s?)?(?:\s?씨|\s?양|\s?군|\s?옹)(?![가-힣])")
_NAME = regex.compile(r"[가-힣]{2,4}")
_LEADING = regex.compile(
    r"^(?:(?:이날|지난|오전|오후|당시|현장|앞서|이어|이에|한편|특히|또한?|반면|그러나|하지만|그러자|다만|현재|최근|결국|직후|이후)\s)+"
    r"|^(?:\d{1,4}[년월일시분]\s)+"
)
_EVERYBODY = regex.compile(r"(?:들|명)$")
_AROUND = 4
_NAME_BEFORE = 3
"""Words before a title among which its owner's name is looked for."""
LONGEST_PLAIN = 4
"""Words that the name of somebody without one may have."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody a phrase names: the name to show, where it stands, and what sort of a phrase it was."""

    name: str
    span: Span
    sort: Sort

    @property
    def speaks(self) -> bool:
        """Whether this is somebody who may say something, by the words alone."""
        return self.sort in ("person", "org", "human")


@cache
def _titles() -> frozenset[str]:
    return frozenset(row["title"] for row in load_vocab("titles") if row["after"] or row["kind"] == "title")


@dataclass(frozen=True, slots=True)
class Name:
    """One mention of a person or organization."""

    name: str
    span: Span
    person: bool


def names(analysis: Analysis) -> tuple[Name, ...]:
    """All mentions of people and organizations in order."""
    return analysis.memo(_names)


def _names(analysis: Analysis) -> tuple[Name, ...]:
    return tuple(Name(one.name, one.span, one.kind == "person") for one in mentions(analysis).named)


def names_in(analysis: Analysis, span: Span) -> list[Name]:
    """The mentions that stand in a stretch."""
    found, starts = names(analysis), analysis.memo(_starts)
    first = bisect_left(starts, span.start)
    return [found[at] for at in range(first, bisect_left(starts, span.end)) if found[at].span.end <= span.end]


def name_around(analysis: Analysis, offset: int) -> Name | None:
    """The mention that begins before `offset` and ends after it."""
    found, last = names(analysis), bisect_left(analysis.memo(_starts), offset)
    return next((name for name in found[max(0, last - _AROUND) : last] if name.span.end > offset), None)


def _starts(analysis: Analysis) -> list[int]:
    return [name.span.start for name in names(analysis)]


def read_phrase(analysis: Analysis, span: Span) -> Speaker | None:
    """Who the noun phrase at `span` (without its particle) names; None for an empty one."""
    text = analysis.text
    inside = names_in(analysis, span)
    people = [name for name in inside if name.person]
    orgs = [name for name in inside if not name.person]
    if people:
        found = _person(text, span, people)
        if found is not None:
            return found
    guessed = _guess(analysis, span)
    if guessed is not None:
        return guessed
    if orgs:
        last = max(orgs, key=lambda name: (name.span.end, -name.span.start))
        rest = _rest(text, last.span.end, span.end)
        if not rest or rest == "측" or subject_kinds().get(rest.split()[-1]) == "issued":
            return Speaker(last.name, last.span, "org")  # who issued a report says what it says
        if not _is_never(rest.split()[-1]):
            return Speaker(f"{last.name} {rest}", last.span, "human")
        return Speaker(rest, span, "never")
    return _plain(text, span)


def _rest(text: str, start: int, end: int) -> str:
    """What a phrase says after a name, without marks and parentheses."""
    rest = _PAREN.sub("", text[start:end])
    return regex.sub(r"[\"“”'‘’]", "", rest).strip().removeprefix("의 ").strip()


def _person(text: str, span: Span, people: list[Name]) -> Speaker | None:
    """The last person of a phrase, or those who belong to that person (…의 변호인, … 의원 측)."""
    last = people[-1]
    rest = _PAREN.sub("", text[last.span.end : span.end])
    related = _RELATED.match(rest) if rest else None
    if related is not None or _SIDE_PEOPLE.fullmatch(rest) is not None:
        begin = min(span.start, last.span.start)
        return Speaker(_PAREN.sub("", text[begin : span.end]).strip(), span, "human")
    if rest and _SIDE.fullmatch(rest) is not None:
        return Speaker(f"{last.name} 측", last.span, "person")
    if "의 " in rest and _HONORIFIC.match(rest) is None and not _is_human(rest.split()[-1]):
        return Speaker(rest, span, "never" if _is_never(rest.split()[-1]) else "plain")
    return Speaker(last.name, last.span, "person")


def _guess(analysis: Analysis, span: Span) -> Speaker | None:
    """A name that no rule for people saw, before the title that ends a phrase: 빙유나 예산결산특별위원장.

    The analyser takes such a name apart (빙/유/나), so that the phrase may begin after it.
    """
    text = analysis.text
    last = regex.compile(r"\S+$").search(text, span.start, span.end)
    if last is None:
        return None
    named = regex.fullmatch(r"(?P<name>[가-힣]{3,4})씨", last.group())
    if named is not None:
        return Speaker(named["name"], Span(last.start(), last.start() + len(named["name"])), "person")
    if not _is_title(last.group()) and last.group() != "씨":
        return None
    begin = text.rfind("\n", 0, span.start) + 1
    before = [match.span() for match in regex.compile(r"\S+").finditer(text, max(begin, span.start - 24), last.start())]
    for start, end in reversed(before[-_NAME_BEFORE:]):
        at = Span(start, end)
        if any(name.span.overlaps(at) and name.span != at for name in names(analysis)):
            continue
        if like_name(analysis, at):
            return Speaker(at.of(text), at, "person")
        if end <= span.start:
            break
    return None


def like_name(analysis: Analysis, at: Span) -> bool:
    """Whether a word of the shape of a name is no word that the analyser knows."""
    word = at.of(analysis.text)
    size = 2 if word[:2] in surnames() else 1
    tokens = [token for token in analysis.tokens(analysis.sentence_at(at.start)) if at.covers(token.span)]
    if _NAME.fullmatch(word) is None or len(word) < 3 or not tokens or is_org_like(word):
        return False
    if len(tokens) == 1:
        return tokens[0].guessed or (tokens[0].tag == "NNP" and word[:size] in surnames())
    if len(word) != size + 2 or word[:size] not in surnames():
        return False
    whole = len(tokens) == 2 and tokens[1].tag in ("NNG", "NNP") and len(tokens[1].form) == 2
    return tokens[0].form == word[:1] and not whole and tokens[0].tag[0] in "NMX"


def _is_title(word: str) -> bool:
    return any(word[start:] in _titles() for start in range(max(0, len(word) - 5), len(word) - 1))


def _is_never(word: str) -> bool:
    return subject_kinds().get(word) == "never"


def _is_human(word: str) -> bool:
    bare = word.removesuffix("들").removesuffix("측")
    kinds = subject_kinds()
    if kinds.get(word) == "human" or kinds.get(bare) == "human" or word in _titles() or bare in _titles():
        return True
    if len(bare) < 3:
        return False
    if is_org_like(bare):
        return True
    return (
        word.endswith("들")
        or _is_title(bare)
        or any(kinds.get(bare[start:]) == "human" for start in range(1, len(bare) - 1))
    )


def _plain(text: str, span: Span) -> Speaker | None:
    """Somebody without a name, told by the last words of a phrase: 한 주민, 익명의 관계자."""
    said = _LEADING.sub("", regex.sub(r"[\"“”'‘’]", "", _PAREN.sub("", text[span.start : span.end])).strip()).strip()
    words = said.split()
    if not words:
        return None
    head = words[-1]
    kinds = subject_kinds()
    kind = kinds.get(head)
    if kind == "pronoun" and len(words) == 1:
        return Speaker(head, span, "pronoun")
    if words[0] in ("이", "그", "해당") and len(words) == 2 and (_is_human(head) or kind == "human"):
        return Speaker(said, span, "pronoun")
    if kind == "never" or (kind == "issued"):
        return Speaker(said, span, "never" if kind == "never" else "issued")
    while len(words) > 1 and words[0] in _titles() and not _is_human(words[-1]):
        words = words[1:]  # 사회학자 잠 드베르
    if words[0] == "다른" and text[: span.start].endswith("또 "):
        words.insert(0, "또")
    whole = words[0] in ("한", "또", "어느", "일부") or any(word.endswith("의") for word in words[:-1])
    name = " ".join(words if whole else words[-LONGEST_PLAIN:])
    return Speaker(name, span, "human" if _is_human(head) or _EVERYBODY.search(head) else "plain")


def person_facts(analysis: Analysis) -> tuple[PersonFact, ...]:
    """The people of the document."""
    return tuple(fact for fact in analysis.facts("person") if isinstance(fact, PersonFact))
