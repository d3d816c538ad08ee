"""Nominal words and chunks: what the layers of names (organizations, people, places) stand on.

A word is the nominal part of one stretch between spaces and signs: `광주시는` gives the word `광주시` with the
tail `는`. A chunk is a run of words parted by single spaces only, with no particle between them:
`뉴욕대학교 제임스 랜디 물릭`. Names are sub-sequences of a chunk, or of the morphemes in one of its words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from gwangju_ai_cli.model import Span, Token
from gwangju_ai_cli.names.regions import load_regions

if TYPE_CHECKING:
    from gwangju_ai_cli.analysis import Analysis

NOMINAL = frozenset({"NNG", "NNP", "NNB", "NR", "SN", "SL", "SH", "XPN", "XSN", "XR", "SB", "W_SERIAL", "W_HASHTAG"})
"""Tags of morphemes that may stand in a name."""

_MISREAD = frozenset({"NP", "VV", "VA", "VX", "MAG", "MM", "IC", "XSV", "VCP", "JKS", "EC"})
_LOCAL = frozenset("시군구도")
_GLUED = regex.compile(r"(?:은|는|이|가|을|를|에|에서|와|과|의|도)(?![가-힣])")
_CASES = frozenset({"JKS", "JKO", "JKB", "JKG", "JX", "JC"})
_PARTICLES = {"은": "JX", "는": "JX", "이": "JKS", "가": "JKS", "을": "JKO", "를": "JKO"}
_ENDS = (
    "진흥원",
    "연구원",
    "연구소",
    "위원회",
    "협의회",
    "연합회",
    "협회",
    "재단",
    "공단",
    "공사",
    "센터",
    "대학교",
    "고등학교",
    "초등학교",
    "중학교",
    "병원",
    "의료원",
    "교육청",
    "경찰서",
    "소방서",
    "은행",
    "그룹",
    "건설",
    "산업",
    "생태원",
    "박물관",
    "미술관",
    "도서관",
    "법인",
    "조합",
)
"""Ends of names that Kiwi does not know and may read together with a particle."""
_SIGNS = frozenset({"SF", "SP", "SS", "SSO", "SSC", "SE", "SO", "SW"})


@dataclass(slots=True, unsafe_hash=True)
class Word:
    """The nominal part of a stretch without spaces or signs.

    `tail` holds the morphemes glued to its right (particles, copula, verbal suffixes) and `particle` is their
    text; `left` is the text between the end of the word before (with its tail) and this word, "" at the start
    of the sentence.
    """

    span: Span
    text: str
    tokens: tuple[Token, ...]
    tail: tuple[Token, ...]
    particle: str
    left: str
    sentence: int
    index: int

    @property
    def tail_tag(self) -> str:
        """The tag of the first morpheme of the tail, or ""."""
        return self.tail[0].tag if self.tail else ""

    @property
    def mixed(self) -> bool:
        """Whether it holds what no common noun does, a determiner or an adnominal form (`정의로운보수당`)."""
        return any(token.tag not in NOMINAL and token.tag != "ETN" for token in self.tokens[:-1])

    @property
    def end(self) -> int:
        """Where the word ends, its tail included."""
        return max(self.span.end, self.tail[-1].end) if self.tail else self.span.end


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words in a row, parted by single spaces, without a particle but after the last."""

    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """From the first word to the last, without the tail."""
        return Span(self.words[0].span.start, self.words[-1].span.end)


def words(analysis: Analysis) -> tuple[Word, ...]:
    """All nominal words of a document, in order; ask for them with `analysis.memo(words)`."""
    out: list[Word] = []
    for sentence in analysis.sentences:
        _split(analysis.text, sentence.span.start, sentence.index, analysis.tokens(sentence), out)
    return tuple(out)


def chunks(analysis: Analysis) -> tuple[Chunk, ...]:
    """All chunks of a document, in order; ask for them with `analysis.memo(chunks)`."""
    out: list[Chunk] = []
    run: list[Word] = []
    for word in analysis.memo(words):
        if run and (word.left != " " or run[-1].tail or run[-1].sentence != word.sentence):
            out.append(Chunk(tuple(run)))
            run = []
        run.append(word)
    if run:
        out.append(Chunk(tuple(run)))
    return tuple(out)


def _split(text: str, begin: int, sentence: int, tokens: tuple[Token, ...], out: list[Word]) -> None:
    """Appends the words of one sentence."""
    last_end = begin  # end of the word before, its tail included
    first = True
    at = 0
    count = len(tokens)
    while at < count:
        if tokens[at].tag not in NOMINAL:
            misread = _misread(text, tokens, at) if tokens[at].tag in _MISREAD else None
            if misread is not None:
                name, particle, at = misread
                out.append(
                    Word(
                        name.span,
                        name.form,
                        (name,),
                        particle,
                        text[name.span.end : particle[-1].end],
                        "" if first and name.span.start == begin else text[last_end : name.span.start],
                        sentence,
                        len(out),
                    )
                )
                first = False
                last_end = particle[-1].end
                continue
            stop = (
                _nominalised(tokens, at) or _adnominal(tokens, at) or _adverbs(tokens, at) or _bare_copula(tokens, at)
            )
            if not stop:
                at += 1
                continue
        else:
            stop = at + 1
        start, end = tokens[at].start, tokens[stop - 1].end
        while True:
            while stop < count and tokens[stop].tag in NOMINAL and tokens[stop].start <= end:
                end = max(end, tokens[stop].end)
                stop += 1
            if stop < count and (
                (tokens[stop].tag == "MAG" and _adverb_in_name(tokens, stop))
                or (tokens[stop].form == "과" and _section(tokens, stop))
            ):
                end = tokens[stop].end
                stop += 1
            tail = stop
            tail_end = end
            while tail < count and tokens[tail].tag not in _SIGNS and tokens[tail].start <= tail_end:
                if tokens[tail].tag in NOMINAL and tokens[tail].start == tail_end:
                    break
                tail_end = max(tail_end, tokens[tail].end)
                tail += 1
            # "정의로운보수당": after an adnominal ending there is a space, unless it stands inside a name.
            if not (
                stop < tail < count
                and tokens[tail - 1].tag in ("ETM", "MM")
                and tokens[tail].tag in NOMINAL
                and tokens[tail].start == tail_end
            ):
                break
            stop, end = tail, tail_end
        inner, rest = tokens[at:stop], tokens[stop:tail]
        if not rest and inner[-1].guessed and (swallowed := _swallowed(inner[-1])) is not None:
            inner, rest = (*inner[:-1], swallowed[0]), (swallowed[1],)
            end = swallowed[0].span.end
        out.append(
            Word(
                Span(start, end),
                text[start:end],
                inner,
                rest,
                text[end:tail_end],
                "" if first and start == begin else text[last_end:start],
                sentence,
                len(out),
            )
        )
        first = False
        last_end = tail_end
        at = tail


def _adnominal(tokens: tuple[Token, ...], at: int) -> int:
    """The index of the noun to which a determiner or adnominal form at `at` is glued, or 0.

    An invented name is often read so: `새/MM 별/NNG 교육청/NNG`, `푸르/VA ㄴ/ETM 솔/NNG`, `하/VV 어/EC 맑/VA 은/ETM`.
    """
    stop = at
    while stop < len(tokens) and stop < at + 5:
        tag = tokens[stop].tag
        if stop > at and tokens[stop].start > tokens[stop - 1].end:
            return 0
        if tag in NOMINAL:
            return stop + 1 if stop > at and tokens[stop - 1].tag in ("ETM", "MM", "MAG") else 0
        if tag not in ("MM", "MAG", "VA", "VA-I", "VA-R", "VV", "VV-I", "VV-R", "XSA", "XSA-I", "ETM", "EC"):
            return 0
        stop += 1
    return 0


def _bare_copula(tokens: tuple[Token, ...], at: int) -> int:
    """The index after the noun to which an ending is glued whose copula nobody wrote, or 0: `라온셀/이 라 온 셀`.

    Such a copula may follow a noun (광주라서), but it cannot open a word.
    """
    token = tokens[at]
    if token.tag != "VCP" or token.start < token.end or at + 2 >= len(tokens):
        return 0
    if at and tokens[at - 1].end == token.start:
        return 0
    ending, noun = tokens[at + 1 : at + 3]
    return at + 3 if ending.tag == "EC" and noun.tag in NOMINAL and noun.start == ending.end else 0


def _misread(text: str, tokens: tuple[Token, ...], at: int) -> tuple[Token, tuple[Token, ...], int] | None:
    """A local government that Kiwi reads as a verb (`나/NP 주/VV 시/EP 는/ETM`): name, particle, the token after."""
    start = tokens[at].start
    if at and tokens[at - 1].end == start:
        return None
    for size in (3, 4):
        if text[start + size - 1 : start + size] not in _LOCAL:
            continue
        region = load_regions().get(text[start : start + size])
        particle = _GLUED.match(text, start + size) if region is not None else None
        if particle is None:
            continue
        end = particle.end()
        after = at
        while after < len(tokens) and tokens[after].start < end:
            after += 1
        tail = Token(particle[0], _PARTICLES.get(particle[0], "JKB"), start + size, end)
        return Token(text[start : start + size], "NNP", start, start + size), (tail,), after
    return None


def _adverb_in_name(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether an adverb at `at` that is glued to nouns takes a case particle, which adverbs do not: `한상가득은`."""
    if not 0 < at < len(tokens) - 1 or tokens[at].start != tokens[at - 1].end:
        return False
    after = tokens[at + 1]
    return len(tokens[at].form) > 1 and after.tag in _CASES and after.start == tokens[at].end


def _swallowed(token: Token) -> tuple[Token, Token] | None:
    """A guessed noun parted from the particle that it has swallowed: `새별진흥원이/NNG`."""
    form = token.form
    tag = _PARTICLES.get(form[-1])
    if tag is None or len(form) < 5 or not form[:-1].endswith(_ENDS):
        return None
    open_syllable = (ord(form[-2]) - 0xAC00) % 28 == 0
    if open_syllable != (form[-1] in "가는를"):
        return None
    end = token.end - 1
    name = Token(form[:-1], token.tag, token.start, end, True)
    return name, Token(form[-1], tag, end, end + 1)


def _section(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether `과` at `at` is a section and no particle, since another follows: `관광과가`, `총무과를`."""
    if not 0 < at < len(tokens) - 1 or tokens[at].start != tokens[at - 1].end:
        return False
    after = tokens[at + 1]
    return after.start == tokens[at].end and (after.form in "가를와" or after.form in ("에", "에서"))


def _adverbs(tokens: tuple[Token, ...], at: int) -> int:
    """The index after two adverbs with a case particle, or 0: only as a name do they take one (`바로번쩍에서`)."""
    stop = at
    while (
        stop < len(tokens) and tokens[stop].tag == "MAG" and (stop == at or tokens[stop].start == tokens[stop - 1].end)
    ):
        stop += 1
    if stop - at < 2 or stop == len(tokens) or tokens[stop].tag not in _CASES:
        return 0
    return stop if tokens[stop].start == tokens[stop - 1].end else 0


def _nominalised(tokens: tuple[Token, ...], at: int) -> int:
    """The index after `동사 + 기/음` that begins at `at` and ends a stretch without particle, or 0."""
    if tokens[at].tag not in ("VV", "VA", "VV-R", "VV-I"):
        return 0
    stop = at + 1
    while stop < len(tokens) and stop < at + 4 and tokens[stop].start <= tokens[stop - 1].end:
        if tokens[stop].tag == "ETN":
            following = tokens[stop + 1] if stop + 1 < len(tokens) else None
            glued = following is not None and following.span.start <= tokens[stop].end
            return 0 if glued and following is not None and following.tag not in NOMINAL else stop + 1
        stop += 1
    return 0
