"""What stands around a word and tells that it names a person: titles, honorifics, ages, spellings, kin."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from gwangju_ai_cli.model import Span, Token
from gwangju_ai_cli.names.regions import load_regions
from gwangju_ai_cli.names.shape import is_org_like, word_set
from gwangju_ai_cli.vocab import load_vocab

NOUNISH = frozenset({"NNG", "NNP", "NNB", "SL", "SH", "SN", "XSN", "XPN", "XR", "NR", "MM", "SO", "SW", "NP"})
"""Tags of morphemes that may stand between a name and its title."""
LONGEST_TITLE = 7
MOST_MODIFIERS = 6
LONGEST_PHRASE = 45
LONG_GUESS = 5
"""From this length on a word that Kiwi does not know is a compound."""


@dataclass(slots=True)
class Word:
    """One stretch between spaces: where it stands, and its tokens."""

    start: int
    end: int
    sentence: tuple[Token, ...]
    starts: list[int]
    """Where the sentence's tokens begin."""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The tokens that begin in it: looked for when asked, as most words never are."""
        return self.sentence[bisect_left(self.starts, self.start) : bisect_left(self.starts, self.end)]

    @property
    def noun_end(self) -> int:
        """Where the nouns end that the word begins with."""
        stop = self.start
        for token in self.tokens:
            if token.tag not in NOUNISH or token.start > stop:
                break
            stop = max(stop, min(token.end, self.end))
        return stop

    @property
    def is_noun(self) -> bool:
        """Whether nothing but noun material stands in the word."""
        return self.noun_end == self.end

    @property
    def cuts(self) -> frozenset[int]:
        """Where Kiwi parts the word, counted from its start; it may be anywhere in what it does not know."""
        tokens = self.tokens
        out = {token.start - self.start for token in tokens}
        for token in tokens:
            if token.guessed and token.end - token.start >= LONG_GUESS:
                # "기업지원과장" as one unknown proper noun: the 과장 of a section
                out.add(token.end - self.start - 2)
        return frozenset(out)


_WORD = re.compile(r"\S+")


def read_words(text: str, span: Span, tokens: tuple[Token, ...]) -> list[Word]:
    """The words of a sentence, each with its tokens."""
    starts = [token.start for token in tokens]
    return [Word(*match.span(), tokens, starts) for match in _WORD.finditer(text, span.start, span.end)]


@cache
def titles_after() -> dict[str, str]:
    """Titles that follow a name, with how much they tell."""
    return {row["title"]: row["after"] for row in load_vocab("titles") if row["after"]}


@cache
def title_kinds() -> dict[str, str]:
    """The kind of each title: title, kin, or role where it is none to keep (할머니, 멤버)."""
    return {row["title"]: row["kind"] for row in load_vocab("titles")}


@cache
def titles_before() -> dict[str, tuple[str, str]]:
    """Titles that stand before a name: how much they tell, and their kind."""
    return {row["title"]: (row["before"], row["kind"]) for row in load_vocab("titles") if row["before"]}


def is_title(word: str) -> bool:
    """Whether a word is a title itself, so that it names nobody."""
    return word in titles_after() or word in titles_before()


def title_ending(word: str, cuts: frozenset[int] | None = None) -> str | None:
    """The longest title that `word` ends with; `cuts` are the places in it where Kiwi parts it.

    >>> title_ending("광주광역시장"), title_ending("전통시장")
    ('시장', None)
    >>> title_ending("발사장", frozenset({0, 2})), title_ending("국회의원")
    (None, '국회의원')
    """
    found = _title_ending(word)
    if found is None or cuts is None or found not in word_set("whole") or found == word:
        return found
    if len(word) - len(found) not in cuts and (
        # 헌법재판소|장 is the head of a 재판소, 발사|장 a place to launch from
        found not in ("소장", "부장", "관장", "서장") or len(word) - 1 not in cuts
    ):
        return None
    return found


@lru_cache(maxsize=1 << 15)
def holds_title(word: str) -> bool:
    """Whether a word has a title in it, or begins as a rank of players does.

    >>> holds_title("광주시장은"), holds_title("9단"), holds_title("광주시는")
    (True, True, False)
    """
    titles, size = titles_after(), len(word)
    if word[1:2] in ("단", "급") and word[0] in "123456789초":
        return True
    return any(
        word[begin:end] in titles
        for begin in range(size - 1)
        for end in range(begin + 2, min(begin + LONGEST_TITLE, size) + 1)
    )


@lru_cache(maxsize=1 << 14)
def _title_ending(word: str) -> str | None:
    titles = titles_after()
    for length in range(min(LONGEST_TITLE, len(word)), 1, -1):
        found = word[-length:]
        if found not in titles:
            continue
        head = word[:-length]
        # "전통시장", "주식시장": a market; "수원시장" is the head of a city.
        if found == "시장" and head in word_set("market") and f"{head}시" not in load_regions():
            return None
        return found
    return None


def _shorter_title(noun: str, word: Word) -> str | None:
    """A title with what clings to it: 의원님, 의원실, 대표직."""
    for cut in (1, 2):
        if len(noun) > cut + 1 and noun[-cut:] in ("님", "실", "측", "직", "상", "들", "님들", "부부"):
            return title_ending(noun[:-cut], word.cuts)
    return None


@dataclass(frozen=True, slots=True)
class Title:
    """A title beside a name: its own word, the whole phrase with its modifiers, and how much it tells.

    `kind` is title, kin or role; `former` says that 전 stood in the phrase, `copula` that 인 parted it from the name.
    `frame` names the place that asks for a name after it: paren, list, former or present; role is a title inside one.
    """

    span: Span
    phrase: Span
    strength: str
    kind: str = "title"
    former: bool = False
    copula: bool = False
    frame: str = ""

    @property
    def beside(self) -> bool:
        """Whether the title's own word stands next to the name."""
        return self.span.start == self.phrase.start


_SIGN = regex.compile(r"[^\p{L}\p{N}·&]")
_DAN = regex.compile(r"(?:[1-9]단|초단|[1-9]급)(?=$|[^가-힣0-9]|[은는이가을를의와과도])")


def title_after(text: str, at: int, words: list[Word], starts: list[int]) -> Title | None:
    """The title phrase that begins with the word after `at`: ‘황○○ 새누리당 대표’, ‘정○○ 전 통일부 장관’.

    Only noun words may stand between the name and the title's own word.
    """
    index = bisect_left(starts, at)
    if index >= len(words) or text[at : words[index].start].strip():
        return None
    first = words[index].start
    dan = _DAN.match(text, first)  # "이○○ 9단"
    if dan:
        return Title(Span(*dan.span()), Span(*dan.span()), "strong")
    former = False
    for step, word in enumerate(words[index : index + MOST_MODIFIERS + 1]):
        noun_end = word.noun_end
        whole = noun_end == word.start and _is_noun(text, word)
        noun = text[word.start : word.end if whole else noun_end]
        noun = noun.removeprefix("㈜").removesuffix("㈜") or noun
        parted = None if noun.isalnum() else _SIGN.search(noun)  # "대통령-부시 전 대통령"
        if parted:
            noun = noun[: parted.start()]
        found = (title_ending(noun) and title_ending(noun, word.cuts)) or _shorter_title(noun, word)
        if found == "경위" and step:
            return None  # "교통사고 경위": how it came about
        if found and found != noun and is_org_like(noun) and _title_follows(text, words, index + step):
            continue  # "편○○ 한국전기연구원 본부장": a body, though it ends as a title does
        if found:
            strength = titles_after()[found]
            if step and found in ("이장", "통장") and text[: words[index + step - 1].end].endswith(_VILLAGES):
                strength = "strong"  # "대리마을 이장"
            if step and strength == "weak":
                return None
            end = word.start + noun.rindex(found) + len(found)
            begin = word.start
            # "박○○ 진주의료원장 직무대행": a second title word belongs to the first.
            follow = words[index + step + 1] if index + step + 1 < len(words) and end == word.end else None
            if follow is not None and text[follow.start : follow.noun_end] in word_set("second"):
                end = follow.noun_end
            near = step < 2 or former
            strength = strength if near else "medium"
            return Title(Span(begin, end), Span(first, end), strength, title_kinds()[found], former)
        if noun in word_set("time"):
            former = former or noun in ("전", "前")
        elif (spelled := _BODY_SPELLED.fullmatch(text, word.start, word.end)) and is_org_like(spelled["body"]):
            continue  # "석○○ 울산테크노파크(UTP) 원장"
        elif parted or not noun or word.end - first > LONGEST_PHRASE or not _is_noun(text, word):
            return None
    return None


_VILLAGES = ("마을", "리", "동", "통", "읍", "면")
_BODY_SPELLED = regex.compile(r"(?P<body>[가-힣A-Za-z·]+)\([A-Za-z가-힣&·]{2,12}\)")


def _title_follows(text: str, words: list[Word], index: int) -> bool:
    """Whether the word after `index` is or ends in a title, so that this one is what the title is of."""
    whole = index + 1 < len(words) and words[index].noun_end == words[index].end
    spelled = index + 1 < len(words) and _BODY_SPELLED.fullmatch(text, words[index].start, words[index].end)
    if not whole and not spelled:
        return False
    after = words[index + 1]
    noun = text[after.start : after.noun_end]
    return title_ending(noun) is not None and title_kinds().get(str(title_ending(noun))) == "title"


def _is_noun(text: str, word: Word) -> bool:
    """Whether a word is a noun, or an organization's name that Kiwi misreads: 다/MAG 사/VV ᆫ/ETM 증권/NNG."""
    if word.is_noun:
        return True
    tokens = word.tokens
    tail = tokens[-1] if tokens else None
    whole = tail is not None and tail.tag in NOUNISH and tail.end == word.end
    return whole and is_org_like(text[word.start : word.end])


_NOUN_AT_END = regex.compile(r"(?P<noun>[\p{Hangul}A-Za-z0-9·]+)['\"‘“’”)]*$")
_COPULAS = ("인", "이자", "이었던", "였던", "출신")
_OPENERS = "'\"‘“([<〈《「『"


def title_before(text: str, at: int, words: list[Word], starts: list[int]) -> Title | None:
    """The title whose word ends right before `at`: ‘배우 한○○’, ‘해금연주자 김○○’, ‘이사장 김○○’.

    A copula may stand between: ‘최고경영자인 딕 ○○○’.
    """
    index = bisect_right(starts, at) - 1
    if index < 0:
        return None
    if words[index].start < at and text[words[index].start : at].strip(_OPENERS):
        return None  # the name begins within a word
    index -= 1
    if index < 0:
        return None
    word = words[index]
    ending = _noun_at_end(text[word.start : word.end])
    if ending is None:
        return None
    noun, begin, copula, found = ending
    begin += word.start
    end = begin + len(noun)
    if found is None and title_ending(noun, word.cuts):
        found = ("strong", "title")  # "시장 과학기술 자문관인 송○○"
    if found is None:
        return None
    strength, kind = found
    if copula:
        strength = "medium" if strength == "strong" else "weak"
    opened = begin > word.start and text[begin - 1] == "("
    phrase = Span(begin if opened else _phrase_start(text, words, index, begin), end)
    return Title(phrase if noun in word_set("complement") else Span(begin, end), phrase, strength, kind, copula=copula)


@lru_cache(maxsize=1 << 15)
def _noun_at_end(word: str) -> tuple[str, int, bool, tuple[str, str] | None] | None:
    """The noun a word ends with where it may be a title: the noun, its start, whether a copula follows, what it tells.

    What it tells is what the longest title before names tells that it ends with; None after a copula, which any title
    may precede.
    """
    match = _NOUN_AT_END.search(word)
    if match is None:
        return None
    noun, copula = match["noun"], False
    for tail in _COPULAS if noun.endswith(_COPULAS) else ():
        if noun.endswith(tail) and not title_kinds().get(noun):
            noun, copula = noun[: -len(tail)], True
            break
    titles = titles_before()
    endings = (noun[-length:] for length in range(min(LONGEST_TITLE, len(noun)), 0, -1))
    found = next((titles[ending] for ending in endings if ending in titles), None)
    return (noun, match.start("noun"), copula, found) if copula or found is not None else None


def _phrase_start(text: str, words: list[Word], index: int, begin: int) -> int:
    """Where the noun phrase before a name begins: ‘광주시장 인공지능 기술고문인 김○○’."""
    first = index
    while first > 0 and index - first < 4 and words[first - 1].is_noun:
        left = words[first - 1]
        gap, word = text[left.end : words[first].start], text[left.start : left.end]
        if word in word_set("when"):
            break
        if gap != " " or word[-1] in ",.)\"'’”" or (index - first >= 2 and title_ending(word)):
            break
        first -= 1
    return words[first].start if first < index else begin


AGE = regex.compile(r"\((?:여|남)?[·,]?\s?\d{1,3}\s?(?:세|살)?(?:\s?[·,.]\s?[^()\n]{1,20})?\)")
GENDER = regex.compile(r"\((?:여|남|여성|남성|가명|익명|신원미상)\)")
HANJA = regex.compile(r"\(\s?(?P<hanja>[\p{Han}々]{2,6})(?:\s?[·.,\-]\s?[^()\n]{0,20})?\)")
LATIN = regex.compile(
    r"\(\s?(?P<latin>\p{Lu}[\p{Latin}.'’\-]*(?:\s+(?:\p{Lu}[\p{Latin}.'’\-]*|de|van|von|der|la|di|da|bin|al|el))+)"
    r"(?:\s?[·,]\s?[^()\n]{0,24})?\)"
)
ANY_PAREN = regex.compile(r"\([^()\n]{1,60}\)")
ROLE_NOTE = regex.compile(r"\s?\((?P<note>(?:전|현|前|現|당시)\s[^()\n]{2,60})\)")
HONORIFIC = regex.compile(
    r"(?:\s?씨|\s군|\s양|\s옹|\s여사|군|양|님)(?=$|[^가-힣0-9A-Za-z]|(?:은|는|이|가|을|를|의|와|과|도|에|에게|에겐|에게는|만|로|"
    r"께|측|네|랑|라|부부|가족|등|역|처럼|보다|이라|이라고|라고|라는|이라는|인|이며|이고|이다|다|였다|이었다|한테|까지|부터)"
    r"(?:$|[^가-힣]|[은는도의가를만]))"
)
DECEASED = regex.compile(r"(?:고\s?\(\s?故\s?\)|\(故\)|故|(?<![가-힣])고)\s?['\"‘“]?$")
PARTICLE = regex.compile(
    r"(?:은|는|이|가|을|를|의|에|에게|에게는|에게도|에겐|에게서|께|께서|께서는|와|과|와의|과의|와는|과는|도|만|만이|만의|로|으로|"
    r"로서|으로서|로부터|으로부터|라고|이라고|이라는|라는|이다|다|였다|이었다|인|한테|보다|처럼|같은|하고|이나|나|부터|까지|이며|며|"
    r"이고|고|야|아|이여|여|측|측은|측이|뿐|조차|마저|이란|란|이라며|라며|씨|씨의|이라면|라면|이자|자|일|이었던|였던|이라|라|호|"
    r"표|답다|식|님|들|간|네|입니다|이에요|예요|인데|이지만|이가|이는|이의|이를|이와|이도|"
    r"(?:에게|에게서|한테|한테서|께|께서|로서|으로서|로부터|으로부터|까지|보다|마저|조차|처럼|와|과|하고|만|뿐|로|으로)(?:은|는|도|만|의|이|을|를)|"
    r"한테서|이랑|랑|대로|밖에|이라도|라도|이든|든|이야말로|야말로|치고|더러|뿐만|에의)"
)
"""What may cling to a name: particles, the copula, 호 and 측, and 이 after a name of a child."""
_HANGUL_RUN = re.compile("[가-힣]*")
_HONORIFIC_HEADS = frozenset("씨군양옹여")


def glued_after(text: str, at: int) -> str:
    """The Hangul that clings to what ends at `at`, "" where none does."""
    match = _HANGUL_RUN.match(text, at)
    return match[0] if match else ""


@lru_cache(maxsize=1 << 14)
def is_particle(word: str) -> bool:
    """Whether a word is a particle, or what else may cling to a name."""
    return PARTICLE.fullmatch(word) is not None


def has_honorific(text: str, at: int) -> bool:
    """Whether an honorific follows at `at`: 씨, ‘ 군’, 님."""
    head = text[at : at + 1]
    if head.isspace():
        head = text[at + 1 : at + 2]
        return head in _HONORIFIC_HEADS and HONORIFIC.match(text, at) is not None
    return head in ("씨", "군", "양", "님") and HONORIFIC.match(text, at) is not None


_GLUED_TITLE = regex.compile(
    r"(?:의원|의사|교수|장관|대표|위원장|총리|대통령|감독|선수|기자|작가|회장|사장|변호사)(?![가-힣]{3})"
)


def glued_title(text: str, at: int) -> bool:
    """Whether a title clings to what ends at `at`: ‘안중○의사의’."""
    return _GLUED_TITLE.match(text, at) is not None


def title_glued(text: str, at: int) -> Title | None:
    """The title that clings to what ends at `at`."""
    match = _GLUED_TITLE.match(text, at)
    return Title(Span(*match.span()), Span(*match.span()), "strong") if match is not None else None


def after_quote(text: str, at: int) -> bool:
    """Whether a plain quotation mark closes right before `at`: what follows is a particle. ‘'○○○'이’."""
    return at >= 2 and text[at - 1] in "'\"" and text[at - 2] not in " \n([{<" and text[at - 2] not in "'\""


def closes(text: str, at: int) -> bool:
    """Whether a name may end at `at`: nothing clings to it but particles or an honorific."""
    glued = glued_after(text, at)
    return not glued or is_particle(glued) or has_honorific(text, at)
