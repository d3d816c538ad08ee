"""All stretches of a document that may name an organization, each with its rule, type and first weight."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import regex

from gwangju_ai_cli.facts.orgs.by_gazetteer import country, headed_by, institution, known, local_government, pairs
from gwangju_ai_cli.facts.orgs.by_head import headed, last_signs
from gwangju_ai_cli.facts.orgs.by_mark import marked, quoted
from gwangju_ai_cli.facts.orgs.clubs import club, named_clubs
from gwangju_ai_cli.facts.orgs.lexicon import load_lexicon
from gwangju_ai_cli.facts.orgs.reader import BLOCK, NO_NAME, STOCK, Candidate, Reader
from gwangju_ai_cli.names.chunks import Word
from gwangju_ai_cli.names.heads import PROPER, head_of, opens_with_brand

_VERBAL = frozenset({"XSV", "XSA", "XSA-I", "XSA-R"})
_COUNTING = frozenset({"NNB", "SN", "NR"})
_NAMED = PROPER | {"SN"}
_LED = regex.compile(r"\((?:공동)?대표(?:이사)?\s[가-힣]{2,4}[)·,]")
_LIKE_REGIONS = frozenset("시군구도측전")
"""How local governments and countries end that are in no list, or have 측 and 전 after them."""
_CAMEL = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+")
_NO_NOUNS = frozenset({"MAG", "XR", "IC"})
_REPORTERS = frozenset({"은", "는", "이", "가", "에", "와의", "과의"})


def candidates(reader: Reader) -> Iterator[Candidate]:
    """Every candidate, overlapping or not."""
    yield from marked(reader)
    yield from quoted(reader)
    yield from pairs(reader)
    offices = tuple(headed_by(reader))
    yield from offices
    headed_words = {office.last for office in offices}
    own = reader.lexicon.bodies
    not_orgs, regions, bodies, ends = reader.lexicon.not_orgs, reader.regions, _institution_heads(), last_signs()
    matches = reader.has_match
    clubs = named_clubs(reader) if matches else {}
    for index, word in enumerate(reader.words):
        text = word.text
        if (word.tail and word.tail[0].tag in _VERBAL) or (text[0].isdigit() and word.tokens[-1].tag in _COUNTING):
            continue  # "추진하고", "100명": no name, and nearly a third of all words
        if word.left[-1:] == "◀" or index in headed_words:
            continue  # "◀ANC▶": a broadcaster's cue
        if text in not_orgs:
            yield reader.candidate(index, index, word.span.end, "other", f"{BLOCK}.word", 0)
        if text in own and (text != "당국" or not reader.joins(index)):
            # "대책본부는 … 밝혔다": the one of which the text tells
            yield reader.candidate(index, index, word.span.end, own[text], "org.body", 7)
        names = tuple(known(reader, index, word))
        yield from names
        if text[:2] in bodies:
            yield from institution(reader, index, word)
        if text[-1] in ends:
            yield from headed(reader, index, word)
        if matches:
            yield from club(reader, index, word, clubs)
        if not names:
            if text in regions or text[-1] in _LIKE_REGIONS:
                yield from local_government(reader, index, word)
                yield from country(reader, index, word)
            found = _unknown(reader, index, word)
            if found is not None:
                yield found


@cache
def _institution_heads() -> frozenset[str]:
    """How the words for institutions begin: 경찰, 정부."""
    return frozenset(word[:2] for word in load_lexicon().institutions)


def _named_medium(reader: Reader, index: int, word: Word) -> bool:
    """`영국 매체 메트로에 따르면`: after a medium's class noun even a common noun is its name (before `_REPORTERS`)."""
    lexicon = reader.lexicon
    if not reader.joins(index) or len(word.tokens) > 1 or word.text[0].isdigit():
        return False  # "지상파 3사"
    cue = lexicon.class_noun(reader.words[index - 1].text)
    return (
        cue is not None
        and cue[1] == "media"
        and not (word.text in lexicon.generic or word.text in lexicon.next or word.text in lexicon.stops)
    )


def _introduced(reader: Reader, index: int) -> bool:
    """Whether a class noun stands right before (업체, 업체인): what follows it is a name, however Kiwi cuts it."""
    if not index or reader.words[index].left != " ":
        return False
    before = reader.words[index - 1]
    if before.tail and before.particle != "인":
        return False
    return before.sentence == reader.words[index].sentence and reader.lexicon.class_noun(before.text) is not None


def _is_listed(reader: Reader, word: Word) -> bool:
    """Whether the number of a listed stock follows: `노바나인[091230]`."""
    end = word.span.end
    return reader.text[end : end + 1] in ("[", "(") and STOCK.match(reader.text, end) is not None


def _unknown(reader: Reader, index: int, word: Word) -> Candidate | None:
    """Proper nouns that nothing knows: only their context can make them organizations."""
    lexicon = reader.lexicon
    text = word.text
    if len(text) < 2 or reader.person(index) is not None:
        return None
    if text in reader.regions:
        if word.left == "(" and reader.sports(word.sentence):
            # "박종우(부산)": a team by its city
            return reader.candidate(index, index, word.span.end, "sports", "org.sports", 4)
        return None
    if text in lexicon.not_orgs or text in lexicon.titles or text in lexicon.generic:
        return None
    if word.particle in _REPORTERS and _named_medium(reader, index, word):
        return reader.candidate(index, index, word.span.end, "media", "org.unknown", 0)
    tokens = word.tokens
    proper = sum([token.guessed or token.tag in _NAMED for token in tokens])
    if not proper and not word.mixed:
        if len(tokens) == 1:
            return None  # 누리꾼: one word that Kiwi knows
        led = reader.text[word.span.end : word.span.end + 1] == "("
        if (
            led
            and _LED.match(reader.text, word.span.end)
            and not reader.joins(index)
            and (text not in lexicon.words["bare"] and head_of(word) is None)
        ):
            # "번개배송(대표 김하늘)"
            return reader.candidate(index, index, word.span.end, "other", "org.unknown", 3)
        # "라온셀/라 온 셀": in pieces of one syllable, or with an adverb in it, a word is no compound of nouns
        if not (opens_with_brand(text) or _is_listed(reader, word)):
            pieces = (len(tokens) > 2 and len(text) == len(tokens)) or not _NO_NOUNS.isdisjoint(t.tag for t in tokens)
            if not (pieces and _introduced(reader, index)):
                return None
    elif not (proper == len(tokens) or word.mixed or _introduced(reader, index)):
        return None
    weight = 3
    if text[0].isdigit():
        return None
    if NO_NAME.search(text):
        if text[-1] != "인" or not (_introduced(reader, index) or _is_listed(reader, word)):
            return None
        weight = 1  # "게임사 노바나인": it ends as a people does
    elif opens_with_brand(text[:-1]) or (text[0] <= "Z" and _CAMEL.fullmatch(text)):
        weight = (
            6  # "라온넥스트": whose name opens as those of firms do needs less; so does what is written as DeepRoot
        )
    if reader.joins(index) and reader.plain_proper(index - 1):
        return None  # the word before has made the candidate that covers this one
    last = index
    while reader.joins(last + 1) and last - index < 3 and reader.plain_proper(last + 1):
        last += 1
    if last > index and NO_NAME.search(reader.words[last].text):
        return None  # "새벽 광역철도"
    # "KTLA가 전했다": no person is written in capitals only.
    capitals = last == index and len(text) > 2 and text.isascii() and text.isalpha() and text.isupper()
    end = reader.words[last].span.end
    return reader.candidate(index, last, end, "other", "org.unknown", 7 if capitals else weight)
