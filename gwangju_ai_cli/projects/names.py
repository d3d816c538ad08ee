"""Names of projects: what of a name tells its project from others, and whether two names are of one project.

A name is compared by its core: its words without the place's own name, without who founded the house, without the
doing that brings it about (조성, 건립) and what only says that it is a project (사업), each in one writing (AI is
인공지능). Each verdict over two names carries the id of a rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gwangju_ai_cli.projects import vocabulary
from gwangju_ai_cli.projects.vocabulary import words

_MARKS = re.compile(r"[\s'\"‘’“”「」『』<>〈〉《》·ㆍ,()\[\]~∼-]+")
_NUMBERED = re.compile(r"제?(\d+)(호선|지구|단지|공구|구역|권역|생활권|블록|기|차|호|회|공단|산단|부두|전시관|캠퍼스)?")
_ORDINAL = re.compile(r"제\d+")
_PLACE = re.compile(r"[가-힣0-9]{1,6}(?:읍|면|동|리|지구|구역|권역|권|역|마을)$|[가-힣]{2,4}(?:시|군|구|도)$")
_UNIT = re.compile(r"^(?:(?:특별자치시|특별자치도|광역시|특별시)|[시군구도]$)")
_BEFORE_TILDE = re.compile(r"(?<=[가-힣]{2})[시군구](?=~)")
_FOUNDED = re.compile(r"[시군구도]립")
_FOUNDED_BY = re.compile(r"([가-힣]{2,4})(?=[시군구도]립)")
_PLACE_UNITS = "읍면동리역천산호만항구군시"


@dataclass(frozen=True, slots=True)
class Name:
    """A project's name: as it is written, and what it is compared by.

    `core` is its content without spaces, `pieces` the morphemes of that. `build` says that a doing was dropped,
    `change` which doings it keeps, `programme` that it is one. `place` is the municipality that the name itself says.
    """

    text: str
    core: str
    pieces: tuple[str, ...]
    build: bool = False
    change: frozenset[str] = frozenset()
    programme: bool = False
    founder: str | None = None
    place: str | None = None

    @property
    def runs(self) -> bool:
        """Whether it is a programme that runs year by year, and no work on one place (들말면 농촌중심지 활성화사업)."""
        return self.programme and not any(_PLACE.fullmatch(piece) for piece in self.pieces)

    @property
    def numbers(self) -> dict[str, str]:
        """Its numbers by what they count: lines, districts, rounds."""
        return {match[2] or "": match[1] for match in _NUMBERED.finditer(self.core)}

    @property
    def distinctive(self) -> bool:
        """Whether some piece is none that many towns' projects have."""
        return any(not is_common(piece) for piece in self.pieces)

    @property
    def size(self) -> tuple[int, int]:
        """How full the name is: its content, then its length as written."""
        return len(self.core), len(self.text)


@lru_cache(maxsize=1 << 14)
def is_common(piece: str) -> bool:
    """Whether a piece of a name is one that many projects have.

    >>> is_common("도서관"), is_common("해양생태")
    (True, False)
    """
    common = words("common") | words("generic") | words("founder")
    return piece in common or (len(piece) == 1 and not piece.isdigit())


def is_place(piece: str) -> bool:
    """Whether a piece of a name says where a project lies within its town.

    >>> is_place("들말면"), is_place("도서관")
    (True, False)
    """
    return _PLACE.fullmatch(piece) is not None


def compared(word: str) -> str:
    """A word as it is compared: without marks, in one writing.

    >>> compared("AI집적단지"), compared("2호선"), compared("국가산단")
    ('인공지능집적단지', '2호선', '국가산업단지')
    """
    plain = _MARKS.sub("", word)
    known = vocabulary.synonyms()
    if plain.lower() in known:
        return known[plain.lower()]
    latin = re.match(r"[A-Za-z&+-]+", plain)
    if latin and latin[0].lower() in known:
        return known[latin[0].lower()] + compared(plain[latin.end() :])
    for size in range(len(plain) - 1, 1, -1):  # 첨단산단: the end of a word has another writing as well
        if plain[-size:].lower() in known:
            return plain[:-size] + known[plain[-size:].lower()]
    return plain


def parse(text: str, parts: Sequence[tuple[str, tuple[str, ...]]], places: Sequence[str] = ()) -> Name | None:
    """The name that words make, each given with its morphemes; None where nothing is left that names.

    `places` are the stems of the municipalities that the document speaks of: the name begins with one, or not.

    >>> words = [("새벽시립", ()), ("별빛도서관", ("도서관",)), ("건립사업", ())]
    >>> name = parse("새벽시립 별빛도서관 건립사업", words, ["새벽"])
    >>> name.core, name.build, name.founder, name.place
    ('별빛도서관', True, '시립', '새벽')
    """
    kept = [(word, pieces) for word, pieces in parts if _MARKS.sub("", word) and word != "및"]
    if len(kept) > 1 and kept[-1][0].endswith("청사"):
        kept = [part for part in kept if part[0] not in ("시청", "군청", "구청", "도청")]
    kept = _as_railway(kept)
    place, kept = _without_place(kept, places)
    founder, kept = _without_founder(kept)
    if founder and place is None:
        place, kept = _without_place(kept, places)  # 시립 새벽박물관
    whole = [compared(word) for word, _ in kept]
    build, kept = _without_doing(kept)
    core = [compared(word) for word, _ in kept]
    if not any(core):
        return None
    change = frozenset(end for word in core if (end := vocabulary.longest_end(word, "change")))
    programme = not change and bool(vocabulary.longest_end(core[-1], "programme"))
    joined = "".join(core)
    if joined in words("generic") and "".join(whole) in words("generic"):
        return None
    pieces = tuple(piece for word, found in kept for piece in _pieces(compared(word), found))
    return Name(text, joined, pieces, build, change, programme, founder, place)


def _as_railway(parts: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, tuple[str, ...]]]:
    """A line by the ends of its route as the railway that it is: 새벽~한빛선, 새벽~한빛선 철도."""
    out = [(_BEFORE_TILDE.sub("", word), pieces) for word, pieces in parts]
    for index, (word, pieces) in enumerate(out):
        if "~" in word and word.endswith("선") and not word.endswith("호선"):
            railway = any(other.endswith(("철도", "전철")) for other, _ in parts[index + 1 :])
            out[index] = word[:-1] + ("" if railway else "철도"), (*pieces, "철도")
    return out


def _without_place(
    parts: list[tuple[str, tuple[str, ...]]], places: Sequence[str]
) -> tuple[str | None, list[tuple[str, tuple[str, ...]]]]:
    """The municipality that opens a name, and the rest: 새벽시 트램, 새벽트램."""
    place = None
    while parts:
        word, pieces = parts[0]
        founded = _FOUNDED_BY.match(word)
        stem = next((stem for stem in places if word.startswith(stem)), founded[1] if founded else None)
        if stem is None:
            break
        rest = _UNIT.sub("", word[len(stem) :])
        if rest.startswith("~"):
            break  # 새벽~한빛 철도: a route is named by both its ends
        if rest and rest[0] in _PLACE_UNITS and not _FOUNDED.match(rest) and not _is_thing(rest):
            break  # 들말읍, 새벽역: a place of its own
        if not rest and len(parts) == 1:
            break
        place = stem
        if not rest:
            parts = parts[1:]
            continue
        if len(rest) < 2:
            break
        return place, [(rest, tuple(p for p in pieces if p in rest and p != stem)), *parts[1:]]
    return place, parts


def _is_thing(rest: str) -> bool:
    return len(rest) > 2 and vocabulary.is_head(rest)


def _without_founder(
    parts: list[tuple[str, tuple[str, ...]]],
) -> tuple[str | None, list[tuple[str, tuple[str, ...]]]]:
    if not parts:
        return None, parts
    word, pieces = parts[0]
    founder = next((found for found in sorted(words("founder")) if word.startswith(found)), None)
    if founder is None or founder in ("공공", "시민") or (word == founder and len(parts) == 1):
        return None, parts
    if word == founder:
        return founder, parts[1:]
    rest = word[len(founder) :]
    return founder, [(rest, tuple(p for p in pieces if p in rest)), *parts[1:]]


def _without_doing(parts: list[tuple[str, tuple[str, ...]]]) -> tuple[bool, list[tuple[str, tuple[str, ...]]]]:
    """The words without 사업 and the doing that ends them, and without such doings between them."""
    build = False
    while parts:
        word, pieces = parts[-1]
        end = vocabulary.longest_end(word, "tail") or vocabulary.longest_end(word, "build")
        if not end or (len(parts) == 1 and len(word) <= len(end)):
            break
        build = build or end in words("build")
        rest = word[: -len(end)].rstrip("·및 ")
        parts = [*parts[:-1], (rest, tuple(p for p in pieces if p in rest))] if len(rest) > 1 else parts[:-1]
    inner = [part for part in parts[1:] if part[0] not in words("build")]
    return build or len(inner) < len(parts) - 1, [*parts[:1], *inner]


def _pieces(word: str, found: tuple[str, ...]) -> list[str]:
    """The morphemes of a word as it is compared; what they leave out, and single syllables, join a neighbour."""
    known = vocabulary.synonyms()
    found = (*found, *(known[piece.lower()] for piece in found if piece.lower() in known))
    ending = vocabulary.longest_end(word, "common") or vocabulary.longest_end(word, "facility")
    if 1 < len(ending) < len(word) - 1:
        found = (*found, ending)
    out: list[str] = []
    at = 0
    while at < len(word):
        piece = next((p for p in found if len(p) > 1 and word.startswith(p, at)), None)
        number = re.match(r"제?\d+[가-힣]{0,3}", word[at:])
        if number:
            piece = number[0]
        if piece is None:
            end = at + 1
            while end < len(word) and not any(len(p) > 1 and word.startswith(p, end) for p in found):
                end += 1
            piece = word[at:end]
        at += len(piece)
        if out and len(piece) == 1:
            out[-1] += piece
        else:
            out.append(piece)
    if len(out) > 1 and len(out[0]) == 1:
        out[:2] = [out[0] + out[1]]
    return out


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two names are of one project, the rule that says so, and what the shorter leaves out."""

    same: bool
    rule: str
    dropped: tuple[str, ...] = ()


def compare(one: Name, other: Name, *, beside: bool = False) -> Verdict:
    """The verdict over two names of one place and payer, by what they say alone.

    Two names `beside` each other in one document may leave out more: 이자 지원 after 소상공인 이자 지원.

    >>> words = [("인공지능", ()), ("산업융합", ("산업", "융합")), ("집적단지", ("집적", "단지")), ("조성사업", ())]
    >>> full = parse("인공지능 산업융합 집적단지 조성사업", words)
    >>> compare(parse("AI집적단지", [("AI집적단지", ("인공지능", "집적", "단지"))]), full)
    Verdict(same=True, rule='project.name.shorter', dropped=('산업', '융합'))
    >>> line = lambda n: parse(f"도시철도 {n}호선", [("도시철도", ("도시", "철도")), (f"{n}호선", ())])
    >>> compare(line(1), line(2)).rule
    'project.apart.number'
    """
    apart = _conflict(one, other)
    if apart:
        return Verdict(False, apart)
    if one.core == other.core:
        return Verdict(True, "project.name.equal")
    if sorted(one.pieces) == sorted(other.pieces):
        return Verdict(True, "project.name.order")
    short, long = sorted((one, other), key=lambda name: name.size)
    dropped = _left_out(short, long)
    if dropped is None:
        return Verdict(False, "project.apart.words")
    if not dropped:
        return Verdict(True, "project.name.order")
    places = all(_PLACE.fullmatch(piece) for piece in dropped)
    if long.programme or short.programme:
        # 청년도전 (창업)지원: what stands before such a doing says what the programme is.
        if not places and not _drops_doing(short, long) and not (beside and long.core.endswith(short.core)):
            return Verdict(False, "project.apart.programme", dropped)
    elif not (long.change and not short.change) and not _same_end(short, long) and not _are_doings(dropped):
        # 도서관 and 도서관 주차장: the longer name is of something else.
        return Verdict(False, "project.apart.head", dropped)
    return Verdict(True, "project.name.place" if places else "project.name.shorter", dropped)


def _are_doings(pieces: Sequence[str]) -> bool:
    """Whether all that is left out are doings: 하수처리장 이전 (및 현대화)."""
    return all(any(piece in words(name) for name in ("build", "change")) for piece in pieces)


def _drops_doing(short: Name, long: Name) -> bool:
    """Whether the shorter leaves out no more than the doing at the end: 이차보전 (지원)."""
    return long.core.startswith(short.core) and long.core[len(short.core) :] in words("programme")


def may_be_one(one: Name, other: Name) -> bool:
    """Whether a headline's name and the story's may be of one thing: they end alike, and nothing is against it."""
    if _conflict(one, other) or compare(one, other).rule in ("project.apart.programme", "project.apart.number"):
        return False
    return other.core.endswith(one.pieces[-1]) or one.core.endswith(other.pieces[-1])


def _conflict(one: Name, other: Name) -> str | None:
    numbers, others = one.numbers, other.numbers
    if any(others.get(unit, number) != number for unit, number in numbers.items()):
        return "project.apart.number"
    if bool(_ORDINAL.search(one.core)) != bool(_ORDINAL.search(other.core)):
        return "project.apart.number"
    if one.founder and other.founder and one.founder != other.founder:
        return "project.apart.founder"
    if one.change != other.change and not (one.change & other.change):
        plain = other if one.change else one
        if (one.change and other.change) or plain.build:
            return "project.apart.doing"
    return None


def _left_out(short: Name, long: Name) -> tuple[str, ...] | None:
    """The pieces of the longer name that the shorter leaves out; None where the shorter has some of its own."""
    rest = long.core
    for piece in sorted(short.pieces, key=len, reverse=True):
        at = _find(piece, rest)
        if at < 0:
            return None
        rest = rest[:at] + "\0" + rest[at + len(piece) :]
    left = "".join(rest.split("\0"))
    if not left:
        return ()
    pieces = [piece for piece in long.pieces if piece in rest]
    return tuple(pieces) or (left,)


def _find(piece: str, core: str) -> int:
    at = core.find(piece)
    while at > 0 and piece[0].isdigit() and core[at - 1].isdigit():
        at = core.find(piece, at + 1)
    return at


def _same_end(short: Name, long: Name) -> bool:
    """Whether the longer name ends in what the shorter ends in, or the shorter ends in a number of a line or place."""
    return long.core.endswith(short.pieces[-1]) or bool(re.search(r"\d+(?:호선|지구|단지|공구|구역)$", short.core))
