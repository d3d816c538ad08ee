"""Words, or their beginnings, that name a place: known names, names that end as places do, addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from gwangju_ai_cli.names.chunks import Word
from gwangju_ai_cli.names.regions import LOCAL_GOVERNMENT_KINDS, Region, load_landmarks
from gwangju_ai_cli.vocab import load_vocab

_RESTS = frozenset(
    (
        "산",
        "발",
        "행",
        "내",
        "서",
        "시각",
        "시간",
        "지역",
        "일대",
        "전역",
        "권",
        "현지",
        "남부",
        "북부",
        "동부",
        "서부",
        "쪽",
        "계",
        "시내",
        "지방",
        "인근",
        "일원",
        "앞바다",
        "해상",
    )
)
_ADDRESS_ENDS = "역동읍산강섬항도궁시구로"
_PROPER = frozenset({"NNP", "SL", "SH", "NR", "NNB"})
_SEATS = "갑을병정무"
_HOMONYMS = frozenset({"city", "county", "district", "island"})
"""Kinds of regions whose short names are common words as well: 진도, 장성, 함양."""
LONGEST_HEAD = 8
LONGEST_NAME = 9
_RUN = regex.compile("[가-힣]+")
_PARTICLES = frozenset(
    (
        "에서",
        "에",
        "으로",
        "로",
        "을",
        "를",
        "은",
        "는",
        "이",
        "가",
        "의",
        "와",
        "과",
        "까지",
        "부터",
        "도",
        "에는",
        "에서는",
    )
)
VAST = frozenset({"country", "continent"})
"""Kinds that stand within no other place, and after which a sort of building names none."""
# "선양(瀋陽)시", "구이런(歸仁)구": the head behind the spelling
_SPELLED = regex.compile(
    r"\(\p{Han}{1,8}\)(?:특별시|자치구|자치주|지구|시|성|현|구|군|주|진|향|촌|섬|산|강|만)(?![가-힣]{3})"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A word, or its beginning, that names a place."""

    start: int
    end: int
    index: int
    rule: str
    region: Region | None
    first: int = -1
    """The word where it begins, where that is not `index`."""
    sure: bool = True
    """Whether it names a place without another one beside it."""
    common: bool = False
    """Whether Kiwi reads it as a common word: only a list of places makes a place of it."""


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the small closed sets of vocab/place_words.tsv."""
    return frozenset(word for row in load_vocab("place_words") if row["set"] == name for word in row["words"].split())


@cache
def heads() -> dict[str, str]:
    """The last parts of names of places, with their strength."""
    return {row["head"]: row["strength"] for row in load_vocab("place_heads")}


@cache
def _homonyms() -> dict[str, tuple[str, str]]:
    return {row["surface"]: (row["before"], row["after"]) for row in load_vocab("place_homonyms")}


@cache
def _other_sense(surface: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What stands before and after the name of a place that is a common word there: 2차 대전, 전주보다."""
    before, after = _homonyms()[surface]
    return regex.compile(f"(?:{before or '(?!)'})$"), regex.compile(after or "(?!)")


def parts(document: tuple[Word, ...], text: str) -> Iterator[Part]:
    """Every part in order; `text` is the view."""
    regions = load_landmarks()
    last: Part | None = None
    covered = 0
    for word in document:
        if word.span.start < covered:
            continue
        region = regions.get(word.text)
        part: Part | None = None
        after = _after(document, word)
        if heads().get(word.text) == "strong":
            part = _bare(document, word, last)
        elif region is not None:
            if not _common_use(region, word, text):
                sure = not region.ambiguous or _shown(word, after)
                part = Part(word.span.start, word.span.end, word.index, "place.region", region, sure=sure)
            else:
                part = Part(word.span.start, word.span.end, word.index, "place.region", region, sure=False, common=True)
        else:
            part = (
                _misread(word, text, regions)
                or _before_rest(word, text, regions)
                or _seat(word, last, regions)
                or _headed(word, text, last, after)
                or _around(document, word, last, after)
            )
        spelled = _SPELLED.match(text, word.span.end) if text.startswith("(", word.span.end) else None
        if spelled is not None:
            part = Part(word.span.start, spelled.end(), word.index, "place.spelled", None)
        if part is not None:
            last = part
            covered = part.end
            yield part


def _misread(word: Word, text: str, regions: dict[str, Region]) -> Part | None:
    """A known name that Kiwi parts or takes together with its particle: `가지안테프에서/NNP`."""
    run = _RUN.match(text, word.span.start)
    if run is None or text[word.span.start - 1 : word.span.start].isalnum():
        return None
    said = run[0]
    if said == word.text and len(word.tokens) == 1 and not word.tokens[0].guessed:
        return None  # "그리스도", "남대문로"
    for length in range(min(len(said), LONGEST_NAME), 2, -1):
        region = regions.get(said[:length])
        if region is not None and not region.ambiguous and (length == len(said) or said[length:] in _PARTICLES):
            return Part(word.span.start, word.span.start + length, word.index, "place.region", region)
    return None


def _after(document: tuple[Word, ...], word: Word) -> str:
    """The word right after one without a particle, or ""."""
    if word.tail or word.index + 1 >= len(document):
        return ""
    after = document[word.index + 1]
    return after.text if after.left == " " and after.sentence == word.sentence else ""


def _bare(document: tuple[Word, ...], word: Word, last: Part | None) -> Part | None:
    """A head by itself after a place or a proper noun: `샌프란시스코 공항`, `필립스 스타디움`."""
    before = document[word.index - 1] if word.index and word.left == " " else None
    if before is None or before.tail or before.sentence != word.sentence:
        return None
    if last is not None and last.index == before.index and last.end == before.span.end:
        if last.region is not None and last.region.kind in VAST and word.text not in word_set("bare"):
            return None  # "케냐 쇼핑몰": any of its sort
        return Part(word.span.start, word.span.end, word.index, "place.head.strong", None)
    if before.tokens[-1].guessed and before.text[-1] in "와과":
        return None  # a name that Kiwi does not know, with its particle
    if all(token.guessed or token.tag in ("NNP", "SL") for token in before.tokens):
        return Part(before.span.start, word.span.end, word.index, "place.head.strong", None, before.index)
    return None


def _shown(word: Word, after: str) -> bool:
    """Whether an ambiguous surface stands as places do: `구리에서`, `진도 앞바다`."""
    return after in word_set("around") or (bool(word.tail) and word.tail[0].form in ("에서", "까지", "부터"))


def _common_use(region: Region, word: Word, text: str) -> bool:
    """Whether a surface is read as a common word by Kiwi or by what follows (구리, 공주, 장성한, 인도를 걷다)."""
    if region.ambiguous and any(token.tag != "NNP" for token in word.tokens):
        return True
    if word.text in _homonyms():
        before, after = _other_sense(word.text)
        if after.match(text, word.span.end) or before.search(text, max(0, word.span.start - 8), word.span.start):
            return True
    short = len(word.text) == 2 and region.kind in _HOMONYMS
    token = word.tokens[0]
    return short and len(word.tokens) == 1 and token.tag == "NNG" and not token.guessed


def _before_rest(word: Word, text: str, regions: dict[str, Region]) -> Part | None:
    """`미국산`, `인천행`, `서울지역`: the region before what is glued to it."""
    for token in word.tokens[:-1]:
        end = token.end
        surface = text[word.span.start : end]
        region = regions.get(surface)
        rest = text[end : word.span.end]
        if (
            region is not None
            and not region.ambiguous
            and rest in _RESTS
            and (
                rest != "권" or region.kind != "district"  # "서구권" is the West
            )
        ):
            return Part(word.span.start, end, word.index, "place.region", region)
    if len(word.tokens) == 1 and word.text.endswith(("지역", "지방", "시내")):
        region = regions.get(word.text[:-2])
        if region is not None and not region.ambiguous:
            return Part(word.span.start, word.span.end - 2, word.index, "place.region", region)
    return None


def _seat(word: Word, last: Part | None, regions: dict[str, Region]) -> Part | None:
    """The district of a constituency after its province: `광주 북구갑`, `서울 강서을`."""
    name = word.text[:-1] if word.text[-1] in _SEATS else word.text
    if last is None or last.region is None or last.region.kind != "province" or not _next(word, last):
        return None
    region = regions.get(name) or regions.get(name + "구")
    if region is None or region.kind not in LOCAL_GOVERNMENT_KINDS or len(name) < 2:
        return None
    end = word.span.start + len(name)
    return Part(word.span.start, end, word.index, "place.region", region)


def _next(word: Word, last: Part | None) -> bool:
    """Whether a word stands right after the last part."""
    return last is not None and last.index == word.index - 1 and word.left == " "


def _around(document: tuple[Word, ...], word: Word, last: Part | None, after: str) -> Part | None:
    """One or two proper nouns before what only stands at places: `사당골 일대`, `한빛 나래마당 인근`."""
    if after not in word_set("around_sure") or len(word.text) < 2 or word.text[0].isdigit():
        return None
    if any(token.tag != "NNP" for token in word.tokens):
        return None
    before = document[word.index - 1] if word.index and word.left == " " else None
    if (
        before is not None
        and before.sentence == word.sentence
        and not before.tail
        and not _next(word, last)
        and all(token.tag in ("NNP", "SL") for token in before.tokens)
    ):
        return Part(before.span.start, word.span.end, word.index, "place.around", None, before.index)
    return Part(word.span.start, word.span.end, word.index, "place.around", None)


def _headed(word: Word, text: str, last: Part | None, after: str) -> Part | None:
    """A name that ends as places do."""
    size = len(word.text)
    if word.text[0].isdigit() or word.text in word_set("generic"):
        return _dated(word, text)
    for length in range(min(LONGEST_HEAD, size - 1), 0, -1):
        head = word.text[-length:]
        strength = heads().get(head)
        if strength is None:
            continue
        # "만종분기점" may be read as a number and a counter before its head.
        proper = word.mixed or any(token.guessed or token.tag in _PROPER for token in word.tokens) or _spelt_out(word)
        follows = _next(word, last)
        single = len(word.tokens) == 1 and word.tokens[0].tag == "NNP"
        if length == 1 and not (single and not word.tokens[0].guessed) and word.text.endswith(not_endings()):
            return None
        if strength == "name":
            if not single or size < 3:
                return None
        elif strength == "address":
            # "원천동": one proper noun for Kiwi, or whatever stands after a region ("광주시 퇴촌면").
            known = (
                single
                and word.text[-1] in _ADDRESS_ENDS
                and (_is_street(word, after) if head == "로" else head not in ("시", "도") or _is_visited(word, after))
            )
            beside = follows and (proper or head in ("역", "동", "읍", "면"))
            if size < 3 or not (known or beside or _is_quarter(word, head, after) or _is_station(word, head, after)):
                return None
        elif not proper and not follows:
            return None
        return Part(word.span.start, word.span.end, word.index, f"place.head.{strength}", None)
    return _market(word, after)


def _dated(word: Word, text: str) -> Part | None:
    """A place named after a day: `5·18민주광장`."""
    if text[word.span.start - 2 : word.span.start - 1].isdigit() and text[word.span.start - 1 : word.span.start] == "·":
        for length in range(min(LONGEST_HEAD, len(word.text) - 3), 1, -1):
            if heads().get(word.text[-length:]) == "strong":
                return Part(word.span.start - 2, word.span.end, word.index, "place.head.strong", None)
    return None


@cache
def not_endings() -> tuple[str, ...]:
    """Common nouns that end as a unit of an address does: 활동, 방면."""
    return tuple(word_set("not_ending"))


def _is_street(word: Word, after: str) -> bool:
    """Whether a proper noun in 로 is a street by what stands around it: `금남로 일대`, `상무대로에서`."""
    if word.text.endswith("대로") and len(word.text) > 3:
        return True
    return after in word_set("around") or after[:1].isdigit() or (bool(word.tail) and word.tail[0].form == "에서")


def _is_visited(word: Word, after: str) -> bool:
    """Whether a proper noun in 시 or 도 stands as places do, not as 갤럭시 and 심전도: `병풍도에서`, `쿤산시 인근`."""
    said = word.tail[0].form if word.tail else ""
    return said in ("에서", "에", "로", "까지", "부터", "의") or after in word_set("around")


def _is_quarter(word: Word, head: str, after: str) -> bool:
    """Whether a 동, 읍 or 면 that Kiwi does not know is one: `봉선동 집값`, `압해읍에`."""
    if head not in ("동", "읍", "면") or not 3 <= len(word.text) <= 4 or word.tokens[-1].form != head:
        return False
    stem = word.tokens[:-1]
    if any(token.guessed or token.tag == "NNP" for token in stem) and head in ("읍", "동"):
        return True
    return after in word_set("quarter")


def _spelt_out(word: Word) -> bool:
    """Whether Kiwi reads a name it does not know syllable by syllable: `백/NNG 운/NNG 광장/NNG`."""
    stem = word.tokens[:-1]
    return len(stem) == 2 and all(len(token.form) == 1 and token.tag == "NNG" for token in stem)


def _is_station(word: Word, head: str, after: str) -> bool:
    """Whether a 역 is a station by its particle or what follows, not a part in a play: `한빛전당역에서`."""
    if head != "역" or not any(token.guessed or token.tag == "NNP" for token in word.tokens[:-1]):
        return False
    said = word.tail[0].form if word.tail else ""
    return said in ("에서", "까지", "부터") or after in word_set("around") | {"앞", "방향", "승강장", "광장", "출구"}


def _market(word: Word, after: str) -> Part | None:
    """A market, not a mayor and not a market of goods: `양동시장 상인`, `남대문시장에`."""
    if not word.text.endswith("시장") or len(word.text) < 4 or word.text[:-1] in load_landmarks():
        return None
    if word.text[:-2] in load_landmarks() and load_landmarks()[word.text[:-2]].kind != "quarter":
        return None
    if not any(token.guessed or token.tag == "NNP" for token in word.tokens):
        return None
    said = word.tail[0].form if word.tail else ""
    if said in ("에서", "에", "을", "까지") or after in word_set("around") | {"상인", "상인들", "상인회", "입구", "안"}:
        return Part(word.span.start, word.span.end, word.index, "place.head.market", None)
    return None
