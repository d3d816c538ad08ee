"""How much a word looks like a person's name: Korean by surname and syllables, foreign by known parts."""
from __future__ import annotations

from functools import cache

from gwangju_ai_cli.vocab import load_vocab

SURNAME_WEIGHT = {"1": 3, "2": 0, "3": -6}
"""Half bits for a surname's rank: what its frequency adds to the evidence of the syllables."""
UNSEEN_SYLLABLE = -9


@cache
def surnames() -> dict[str, str]:
    """Every surname with its rank: 1 frequent, 2 common, 3 rare."""
    return {row["surname"]: row["rank"] for row in load_vocab("surnames")}


@cache
def _syllables() -> dict[str, tuple[int, int]]:
    return {row["syllable"]: (int(row["first"]), int(row["last"])) for row in load_vocab("given_syllables")}


@cache
def foreign_words() -> dict[str, str]:
    """Words of foreign names in Hangul with their class: given, family or either, `_doubtful` or not."""
    return {word: row["class"] for row in load_vocab("person_foreign") for word in row["words"].split()}


@cache
def known_names() -> dict[str, str]:
    """Names known to all that no shape gives away (stage names, statesmen), with their kind."""
    return {row["name"]: row["kind"] for row in load_vocab("person_known")}


@cache
def not_names() -> frozenset[str]:
    """Words that have the shape of a Korean name and are none."""
    return frozenset(row["word"] for row in load_vocab("person_not"))


def split_korean(name: str) -> tuple[str, str] | None:
    """Surname and given name of a word of two to four syllables, or None.

    >>> split_korean("황보관"), split_korean("이용섭"), split_korean("크림")
    (('황보', '관'), ('이', '용섭'), None)
    """
    known = surnames()
    if len(name) >= 3 and name[:2] in known:
        return name[:2], name[2:]
    if 2 <= len(name) <= 3 and name[0] in known:
        return name[0], name[1:]
    return None


def korean_score(name: str) -> int | None:
    """How name-like a word is, in half bits above any other proper noun; None without a surname.

    >>> korean_score("이용섭") > 5 > korean_score("이마트")
    True
    >>> korean_score("크림") is None
    True
    """
    parts = split_korean(name)
    if parts is None:
        return None
    surname, given = parts
    syllables = _syllables()
    unseen = (UNSEEN_SYLLABLE, UNSEEN_SYLLABLE)
    score = SURNAME_WEIGHT[surnames()[surname]] + (6 if len(surname) == 2 else 0)
    if len(given) == 1:
        return score + max(syllables.get(given, unseen)) - 4
    if len(given) == 2:
        return score + syllables.get(given[0], unseen)[0] + syllables.get(given[1], unseen)[1]
    return None


# Syllables that transliterations are full of and Sino-Korean words all but lack.
_FOREIGN_SYLLABLES = frozenset(
    "가갈강겐고골구그글긴까꼬나너네넬노누뉴느니닉닌다달더데델도돈두뒤드들디딘딜라랄람랑래랜러런레렌렐로론롤루룬룰류르른를리린릭릴림"
    "마만말매맥머먼메멘멜모몬몰무뮐뮤므미밀바반발버번베벤벨보본볼부뷔브블비빈빌뻬뽀뿌사산살샤샬섀서세센셀셰셴소손솔쇼수슈스슨슬시신실싱"
    "아안알암애앤앨야얀에엔엘예오온올와왈왕요우운울워웨웰위윈윌유율으이인일자잔잭쟈저제젠젤조존주죠줄즈지진질차찬챈체첸첼초추츠치친칠"
    "카칸칼캐캔캘커컨컬케켄켈코콘콜쿠쿤쿨퀘퀸크클키킨킬킴타탄탈태탠터턴테텐텔토톤톨투튀트틀티틴틸파판팔패팬퍼펀페펜펠포폰폴푸풀퓨프플피핀필"
    "하한할해핸허헌헤헨헬호혼홀후훈훌흐히힌힐"
)
_MARKERS = frozenset("갤겐겔그글긴까꼬넬뉴느닉닌델뒤드들딘딜랄랜러런렌렐론롤룬룰르른를릭릴맥먼멘멜몬몰뮐뮤므벤벨볼뷔브블빌뻬뽀뿌섀셀셰셴쇼슈스슨즐싱앤앨얀엔웨웰윈윌"
                     "으쟈잭젠젤죠즈챈첸첼츠칸칼캐캔캘커컨컬케켄켈코콘콜쿠쿤쿨퀘퀸크클키킨킬킴타탄탈탠터턴테텐텔토톤톨튀트틀티틴틸팬퍼펀페펜펠폰폴푸풀퓨프플피핀핸헨헬힌힐흐히")


def looks_foreign(word: str) -> bool:
    """Whether a word could be a transliteration: only such syllables, and one that native words lack.

    >>> looks_foreign("몰렌코프"), looks_foreign("위원장")
    (True, False)
    """
    return 2 <= len(word) <= 8 and all(s in _FOREIGN_SYLLABLES for s in word) and any(s in _MARKERS for s in word)
