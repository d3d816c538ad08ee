"""Candidates for whole names: Korean ones by shape, and names known to all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from gwangju_ai_cli.facts.people import context as ctx
from gwangju_ai_cli.facts.people.candidates import BEFORE, Candidate, SentenceReading, is_proper
from gwangju_ai_cli.model import Span, Token
from gwangju_ai_cli.names import shape
from gwangju_ai_cli.names.shape import word_set

MOST_OF_SHAPE = 12
ALIAS = 20
LEAST_SHAPE = -18
COMMON_NOUN = -16
LIKELY = 5
"""From this shape on a word that Kiwi takes for a common noun may be a name it does not know."""
LONGEST_KNOWN = 9


def korean(reading: SentenceReading, begin: int, end: int) -> Iterator[Candidate]:
    """Korean names of two to four syllables that begin a stretch of Hangul, with what Kiwi thinks of them."""
    text, token = reading.text, reading.first.get(begin)
    if token is not None and token.tag == "NNG" and not token.guessed and token.end >= begin + 3:
        # a common noun of three syllables or more that Kiwi knows; only a later surname may make a name of it
        if end - begin != 3 or text[end : end + 1] not in (" ", "("):
            return
        name = text[begin:end]
        if not _is_none(name) and (shape.korean_score(name) or COMMON_NOUN) > COMMON_NOUN // 2:
            yield Candidate(Span(begin, end), name, "full", COMMON_NOUN)
        return
    for name, score in korean_shapes(text[begin:end]):
        length = len(name)
        stop = begin + length
        tail = text[stop:end]
        if not tail and text[stop : stop + 1].isascii() and text[stop : stop + 1].isalnum():
            continue  # "한누리TV"
        if tail and not ctx.is_particle(tail):
            if not reading.is_cut(stop):
                continue
            if not ctx.has_honorific(text, stop) and ctx.title_ending(tail) is None:
                score -= 8
        common = token is not None and token.tag == "NNG" and token.end == stop
        unknown = (
            length == 3
            and score >= (LIKELY if common else 0)
            and not reading.is_proper(begin, stop)
            and all(inner.tag in ctx.NOUNISH or _is_syllable(inner) for inner in reading.tokens_between(begin, stop))
        )
        score = min(score, MOST_OF_SHAPE) + _reading_of(reading, begin, stop, bool(tail))
        if length == 2:
            score -= 8
        if name in shape.not_names():
            score -= 8
        if score >= LEAST_SHAPE:
            yield Candidate(Span(begin, stop), name, "full", score, unknown=unknown)


@lru_cache(maxsize=1 << 15)
def hopes(word: str) -> tuple[bool, bool, bool]:
    """Whether a stretch may begin a Korean name, one of foreign names, or one that all know, by its own letters."""
    surname_heads, foreign_heads, known_heads = shape.name_heads()
    return (
        word[0] in surname_heads and bool(korean_shapes(word)),
        (word[:2] in foreign_heads or word in shape.known_names()) and shape.may_open_foreign(word),
        word in shape.known_phrases() or ((word[:2] in known_heads or word[0] in known_heads) and _may_be_known(word)),
    )


def _may_be_known(word: str) -> bool:
    """Whether a word begins with a name that all know."""
    names = shape.known_names()
    return any(word[:length] in names for length in range(1, min(LONGEST_KNOWN, len(word)) + 1))


@lru_cache(maxsize=1 << 15)
def korean_shapes(word: str) -> tuple[tuple[str, int], ...]:
    """The Korean names that a stretch may begin with by their shape alone, with its score; none for most words."""
    return tuple(
        [(name, score) for name, score in shape.korean_scores(word) if score >= LEAST_SHAPE and not _is_none(name)]
    )


@lru_cache(maxsize=1 << 15)
def _is_none(name: str) -> bool:
    """Whether a word of a name's shape is known to be something else."""
    if shape.not_names().get(name) in ("place", "org") or ctx.is_title(name) or name[-2:] in word_set("company"):
        return True
    if len(name) == 2 and name[1] == "모":
        return True  # "이모(33)씨" is an anonymous 이
    if name[-1] in "당팀측청" or (name[-1] == "회" and (shape.korean_score(name) or 0) < LIKELY):
        return True  # 상인회, 민주당: given names all but never end so
    # "강서갑(구○○)": a constituency
    return name[-1] in "갑을병정" and shape.not_names().get(name[:-1]) == "place"


def _is_syllable(token: Token) -> bool:
    """Whether a contracted particle is a name's syllable: 하지/NNG 후/NNG ᆫ/JX, as news does not contract 는."""
    return token.form == "ᆫ" and token.tag == "JX"


def _reading_of(reading: SentenceReading, begin: int, stop: int, tail: bool) -> int:
    """Half bits for Kiwi's reading of a name: one proper noun, other nouns, or something that is no noun."""
    token = reading.first.get(begin)
    proper = token is not None and token.tag == "NNP"
    clings = tail and stop - begin == 3 and proper and ctx.is_particle(ctx.glued_after(reading.text, stop))
    score = 2 if clings else 0
    if token is not None and token.end == stop:
        if is_proper(token):
            return score + (8 if token.tag == "NNP" else 6)
        return score - (8 if token.tag == "NNG" else 6 if token.tag in ctx.NOUNISH else 14)
    inside = reading.tokens_between(begin, stop)
    if stop not in reading.ends or not inside:
        # 장종훈이/NNG: Kiwi does not know the name and takes the particle with it
        unknown = stop - begin == 3 and token is not None and token.guessed and token.end == stop + 1 and tail
        return score + 4 if unknown and reading.text[stop] in "이가은는을를의" else score - 6
    score += 1
    surname = proper and token is not None and token.end == begin + (2 if stop - begin == 4 else 1)
    if proper:
        score += 3 if surname else 1  # 김/NNP 형/NNG 수/NNG: Kiwi knew the surname, if not the name
    if (inside[-1].tag == "XSN" and not surname) or inside[-1].tag == "NNB":
        score -= 6  # 주민/NNG 들/XSN, 고민/NNG 중/NNB
    verbal = [inner for inner in inside if inner.tag not in ctx.NOUNISH and not _is_syllable(inner)]
    if verbal:
        # "최○만 선수": the name's last syllable was read as a particle; "고은훈": its first ones as an adjective;
        # "이한결": adverbs are syllables of names too; but "이용한" is a verb.
        particle = not tail and verbal == [inside[-1]] and inside[-1].form in ("만", "도", "아", "야")
        # 명재/NNP 이/VCP ᆫ/ETM: names end in 인 too
        particle = particle or (proper and not tail and [inner.tag for inner in verbal] == ["VCP", "ETM"])
        adverb = all(inner.tag in ("MAG", "MAJ", "IC") for inner in verbal)
        score -= 5 if particle or adverb else 7 if inside[-1].tag in ctx.NOUNISH else 12
    return score


def known(reading: SentenceReading, begin: int, end: int) -> Iterator[Candidate]:
    """A name known to all, before a particle or a title: ‘싸이의’."""
    text = reading.text
    for phrase in shape.known_phrases().get(text[begin:end], ()):
        stop = begin + len(phrase)
        if text.startswith(phrase, begin) and ctx.closes(text, stop):
            yield Candidate(Span(begin, stop), phrase, "foreign", 20)
    token = reading.first.get(begin)
    for length in range(min(LONGEST_KNOWN, end - begin), 0, -1):
        stop = begin + length
        found = shape.known_names().get(text[begin:stop])
        if found is None or not ctx.closes(text, stop):
            continue
        kind, doubtful = found
        if (
            token is not None
            and token.tag[0] in "VEM"
            and length <= 3
            and not (
                # 박/차/ㄴ/숙 of a whole name that all know; ‘EXID 하니’
                (kind == "public" and not doubtful and stop in reading.ends) or reading.after_group(begin)
            )
        ):
            continue  # "축조양식으로 보아"
        proper = reading.is_proper(begin, stop)
        if not proper and length <= 2 and stop != end and not reading.is_cut(stop):
            continue
        score = 14
        if doubtful:
            clings = proper and stop != end and text[begin:stop] not in shape.not_names()
            score = 9 if clings and ctx.is_particle(text[stop:end]) else 6
        # 말랄라가/NNP: a name that Kiwi does not know, together with its particle
        swallowed = token is not None and token.guessed and token.end == end and not doubtful
        # 이종/석이: what all know outweighs Kiwi's reading
        public = kind == "public" and not doubtful and length == 3 and stop != end
        score += 3 if proper else 0 if swallowed or stop in reading.ends else -2 if public else -6
        score -= 4 if length == 1 else 0
        form = "full" if kind == "public" else kind
        yield Candidate(Span(begin, stop), text[begin:stop], form, score - 2, [(2, f"person.known.{kind}")])


def introduced(reading: SentenceReading, begin: int, end: int) -> Iterator[Candidate]:
    """A proper noun right after what only artists are called: ‘가수 ○○’, ‘걸그룹 ○○’; a given name after a group."""
    if reading.after_group(begin):
        stop = begin + 2
        name = reading.text[begin:stop]
        if reading.is_proper(begin, stop) and name not in shape.not_names() and ctx.closes(reading.text, stop):
            yield Candidate(Span(begin, stop), name, "stage", 4)
        return
    token = reading.first.get(begin)
    if token is None or not is_proper(token) or token.end - begin < 2:
        return
    if not ctx.closes(reading.text, token.end):
        return
    name = reading.text[begin : token.end]
    before = reading.title_before(begin)
    if before is None or before.copula or before.span.of(reading.text) not in word_set("artist"):
        return
    if name not in shape.not_names() and not ctx.is_title(name) and not name.endswith(tuple(word_set("org_ending"))):
        yield Candidate(Span(begin, token.end), name, "stage", 12 - BEFORE[before.strength])


_ALIAS = re.compile(
    r"\((?:\d{1,2}세?[·,] ?)?(?:본명|예명|활동명|필명|한국명|중국명|일본명|미국명|영어명|러시아명|태명|개명 전)"
    r"[ :]{0,2}['‘]?(?P<inner>(?:[가-힣]{2,6}(?: (?!씨)[가-힣]{1,6}){0,2}(?=['’)·,(]| 씨))?)(?=[가-힣A-Z'’)·,(])"
)
_STAGED = re.compile(r"(?<![가-힣A-Za-z0-9])(?P<name>[가-힣]{2,6})\((?P<full>[가-힣]{2,4})[·,] ?\d{2}세?\)")
_ALIASED = re.compile(r"(?<![가-힣A-Za-z0-9])[가-힣]{2,6}$")
_MEMBERS = re.compile(
    r"(?:그룹|밴드|듀오|트리오) ['\"‘“]?[가-힣A-Za-z0-9]{1,12}['\"’”]?\("
    r"(?=(?P<names>[가-힣]{2,4}(?:(?:, ?|·)[가-힣]{2,4}){1,12})\))"
)
_MEMBER = re.compile("[가-힣]+")
_PART = re.compile(
    r"['\"‘“](?P<quoted>[가-힣]{2,4})['\"’”] ?역(?:을|의|으로|에|이|$)"
    r"|(?<![가-힣A-Za-z0-9])(?P<bare>[가-힣]{2,6}) 역(?=의 |을 맡|을 연기|으로 출연|을 소화|에 캐스팅|으로 캐스팅)"
)


def aliased(reading: SentenceReading) -> Iterator[Candidate]:
    """Names by their parenthesis: ‘래퍼 칼날(29·본명 이○○)’, ‘(러시아명 빅토르 ○)’, ‘밴드 소나기(가람, 누리)’."""
    text, span = reading.text, reading.span
    for match in _ALIAS.finditer(text, span.start, span.end) if "명" in reading.said else ():
        if match["inner"]:
            form = "full" if shape.split_korean(match["inner"]) else "foreign"
            yield Candidate(Span(*match.span("inner")), match["inner"], form, 0, [(ALIAS, "person.alias")])
        outer = _ALIASED.search(text, max(span.start, match.start() - 8), match.start())
        if outer is not None and outer[0] not in shape.not_names() and not ctx.is_title(outer[0]):
            yield Candidate(Span(*outer.span()), outer[0], "stage", 0, [(ALIAS, "person.alias")])
    for match in _STAGED.finditer(text, span.start, span.end) if "(" in reading.said else ():
        name, full = match["name"], match["full"]
        likely = len(full) == 3 and (shape.korean_score(full) or 0) > 0 and full not in shape.not_names()
        if likely and name not in shape.not_names() and not ctx.title_ending(name) and not shape.is_org_like(name):
            # "수지(배○○·21)": a stage name and the name behind it
            yield Candidate(Span(*match.span("name")), name, "stage", 0, [(ALIAS, "person.alias")])
            yield Candidate(Span(*match.span("full")), full, "full", 0, [(ALIAS, "person.alias")])
    for match in _MEMBERS.finditer(text, span.start, span.end) if "(" in reading.said else ():
        members = [(match.start("names") + m.start(), m[0]) for m in _MEMBER.finditer(match["names"])]
        if any(said in shape.not_names() or ctx.is_title(said) or shape.is_org_like(said) for _, said in members):
            continue  # "밴드 소나기(보컬, 드럼)"
        for begin, said in members:
            yield Candidate(Span(begin, begin + len(said)), said, "stage", 0, [(ALIAS, "person.member")])


def known_latin(reading: SentenceReading) -> Iterator[Candidate]:
    """Stage names and groups in Latin letters."""
    if shape.latin_heads().isdisjoint(reading.said):
        return
    for match in shape.known_latin().finditer(reading.text, reading.span.start, reading.span.end):
        yield Candidate(Span(*match.span()), match[0], "latin", 14, [(2, "person.known.latin")])


def parts(reading: SentenceReading) -> Iterator[Candidate]:
    """Parts in a play: ‘‘선○’ 역을 맡았다’, ‘아이언○ 역의’."""
    if "역" not in reading.said or not any(mark in reading.said for mark in (" 역", "'역", "’역")):
        return
    for match in _PART.finditer(reading.text, reading.span.start, reading.span.end):
        name = match["quoted"] or match["bare"]
        begin = match.start("quoted") if match["quoted"] else match.start("bare")
        likely = shape.given_score(name) >= 3 or (shape.korean_score(name) or 0) > 0
        if not likely and (match["quoted"] or not reading.is_proper(begin, begin + len(name))):
            continue
        if name not in shape.not_names() and not ctx.is_title(name):
            yield Candidate(Span(begin, begin + len(name)), name, "given", 0, [(ALIAS, "person.part")])
