"""How much a word looks like a person's name: Korean by surname and syllables, foreign by known parts."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import regex

from gwangju_ai_cli.names.gazetteer import load_gazetteer
from gwangju_ai_cli.names.regions import load_regions
from gwangju_ai_cli.vocab import alternation, load_vocab

SURNAME_WEIGHT = {"1": 3, "2": 0, "3": -6}
"""Half bits for a surname's rank: what its frequency adds to the evidence of the syllables."""
UNSEEN_SYLLABLE = -9
_UNSEEN = (UNSEEN_SYLLABLE, UNSEEN_SYLLABLE)
NATIVE_GIVEN = 3
"""Half bits for a given name that is a native word: 누리, 하늘."""


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    return {row["set"]: frozenset(row["words"].split()) for row in load_vocab("person_words")}


@cache
def word_set(name: str) -> frozenset[str]:
    """One of the small closed sets of vocab/person_words.tsv."""
    return _word_sets()[name]


@cache
def artists() -> re.Pattern[str]:
    """What only artists are called, as one pattern; a list of words: half the time of `regex`."""
    return re.compile(alternation(sorted(word_set("artist"))))


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
def known_names() -> dict[str, tuple[str, bool]]:
    """Names known to all that no shape gives away (stage names, statesmen): kind, and whether doubtful."""
    return {row["name"]: (row["kind"], row["doubtful"] == "yes") for row in load_vocab("person_known")}


@cache
def group_names() -> frozenset[str]:
    """Names of pop groups that are nothing else."""
    return frozenset(name for name, known in known_names().items() if known in (("group", False), ("latin", False)))


@cache
def name_heads() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """What may begin a name: the first syllables of surnames, the first two of foreign names and of known ones."""
    return (
        frozenset(name[0] for name in surnames()),
        frozenset(word[:2] for word in foreign_words()) | word_set("short_given") | word_set("link"),
        frozenset(name.split(" ")[0][:2] for name in known_names()),
    )


def may_open_foreign(word: str) -> bool:
    """Whether a word is one that opens foreign names, or begins with a known part of such names."""
    words = foreign_words()
    return (
        any(word[:length] in words for length in range(1, len(word) + 1))
        or word in word_set("short_given")
        or word in word_set("link")
        or known_names().get(word) == ("foreign", False)
    )


@cache
def thing_words() -> frozenset[str]:
    """Words that names of works, clubs, firms and places are made of: ‘시티’, ‘트리뷴’."""
    return frozenset(word for row in load_vocab("person_things") for word in row["words"].split())


@cache
def known_phrases() -> dict[str, tuple[str, ...]]:
    """The known names of several words by their first word, longest first."""
    out: dict[str, list[str]] = {}
    for name in sorted(known_names(), key=len, reverse=True):
        if " " in name and "가" <= name[0] <= "힣":
            out.setdefault(name.split(" ")[0], []).append(name)
    return {first: tuple(names) for first, names in out.items()}


@cache
def latin_heads() -> frozenset[str]:
    """The signs that stage names and groups in Latin letters begin with."""
    return frozenset(name[0] for name, (kind, _) in known_names().items() if kind == "latin")


@cache
def known_latin() -> regex.Pattern[str]:
    """Stage names and groups in Latin letters, as one pattern."""
    names = [name for name, (kind, _) in known_names().items() if kind == "latin"]
    return regex.compile(rf"(?<![A-Za-z0-9가-힣.])(?:{alternation(names)})(?![A-Za-z0-9])")


@cache
def not_names() -> dict[str, str]:
    """Words that have the shape of a name and name something else, with what: place, org or word.

    To the list of its own come all unambiguous names of organizations and regions.
    """
    out = {surface: "org" for surface, entry in load_gazetteer().entries.items() if not entry.ambiguous}
    out |= {surface: "place" for surface, region in load_regions().items() if not region.ambiguous}
    return out | {row["word"]: row["kind"] for row in load_vocab("person_not")}


@cache
def last_words() -> frozenset[str]:
    """The second words of names of two words that are no names of people."""
    return frozenset(word.partition(" ")[2] for word in not_names() if word.count(" ") == 1)


@cache
def _org_heads() -> dict[int, frozenset[str]]:
    out: dict[int, set[str]] = {}
    for row in load_vocab("org_heads"):
        if row["strength"] != "weak" and len(row["head"]) >= 2:
            out.setdefault(len(row["head"]), set()).add(row["head"])
    return {length: frozenset(heads) for length, heads in out.items()}


@cache
def _no_orgs() -> frozenset[str]:
    """Words with the head of a name that name none: 시중은행, 대형병원."""
    return frozenset(row["word"] for row in load_vocab("org_blockers") if row["kind"] == "word")


@lru_cache(maxsize=1 << 14)
def is_org_like(word: str) -> bool:
    """Whether a word is the name of an organization or ends as one does.

    >>> is_org_like("누리시의회"), is_org_like("라온바이오"), is_org_like("의회"), is_org_like("홍길동")
    (True, True, False, False)
    """
    if not_names().get(word) == "org":
        return True
    if word in foreign_words() or word in _no_orgs():
        return False
    return any(len(word) > length and word[-length:] in heads for length, heads in _org_heads().items())


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


@lru_cache(maxsize=1 << 15)
def korean_score(name: str) -> int | None:
    """How name-like a word is, in half bits above any other proper noun; None without a surname.

    >>> korean_score("이용섭") > 5 > korean_score("이마트")
    True
    >>> korean_score("크림") is None
    True
    """
    parts = split_korean(name)
    return None if parts is None or len(parts[1]) > 2 else _whole_score(*parts)


@cache
def _surname_scores() -> dict[str, int]:
    return {name: SURNAME_WEIGHT[rank] + (6 if len(name) == 2 else 0) for name, rank in surnames().items()}


def _whole_score(surname: str, given: str) -> int:
    """How name-like a surname with one or two more syllables is."""
    syllables, score = _syllables(), _surname_scores()[surname]
    if len(given) == 1:
        return score + max(syllables.get(given, _UNSEEN)) - 4
    seen = syllables.get(given[0], _UNSEEN)[0] + syllables.get(given[1], _UNSEEN)[1]
    return score + (max(NATIVE_GIVEN, seen) if given in word_set("native_given") else max(UNSEEN_SYLLABLE * 2, seen))


def korean_scores(word: str) -> list[tuple[str, int]]:
    """The stretches of two to four syllables that a word begins with and that have a surname, with their scores.

    >>> [name for name, _ in korean_scores("이용섭은")], korean_scores("크림은")
    (['이용', '이용섭'], [])
    """
    known, length = _surname_scores(), len(word)
    surname, out = word[0], []
    if length >= 2 and surname in known:
        out.append((word[:2], _whole_score(surname, word[1])))
    if length >= 3 and word[:2] in known:
        out.append((word[:3], _whole_score(word[:2], word[2])))
        if length >= 4:
            out.append((word[:4], _whole_score(word[:2], word[2:4])))
    elif length >= 3 and surname in known:
        out.append((word[:3], _whole_score(surname, word[1:3])))
    return out


def given_score(name: str) -> int:
    """How much a word of two syllables looks like a given name, in half bits.

    >>> given_score("민혁") > 6 > given_score("구청")
    True
    """
    if len(name) != 2:
        return UNSEEN_SYLLABLE
    unseen = (UNSEEN_SYLLABLE, UNSEEN_SYLLABLE)
    return _syllables().get(name[0], unseen)[0] + _syllables().get(name[1], unseen)[1]


# Syllables that transliterations are full of and Sino-Korean words all but lack.
_FOREIGN_SYLLABLES = frozenset(
    "가간갈감강개거건걸게겐겔고곤골공과괴교구군굴귀그글기긴길까나난날남낭내냐너넌널네넨넬넷녜노논놀뇌뇨누뉘뉴느니닉닌닐닝다단달담당대"
    "댕더던덜덤데덴델도돈돌동두둘뒤듀드든들디딕딘딜딩라락란랄람랍랏랑래랙랜램랭랴러런럴럼레렉렌렐렘렛렝로록론롤롬롭롯롱뢰룀료루룩룬룰"
    "룸뤼류르른를름리릭린릴림립릿링마막만말망매맥맨맬맹머먼멀메멘멜모몬몰몽뫼무문물뮈뮐뮤므믈미민밀밍바박반발방배백밴밸뱅버번벌베벡벤"
    "벨벵보본볼봉뵈부분불뷔브븐블비빅빈빌빙사삭산살삼상새샌생샤샨샬샹서선설섬세센셀셈셔셰셴셸소손솔송쇠쇼수숙순술쉐쉬쉴슈슌슐스슨슬시"
    "식신실심싱쓰씨아악안알암압앙애앤앨앵야얀얄양어언얼엄에엔엘엠엥여영예옌옐오옥온올옹와완왈왓왕외요용우운울움워원월웨웬웰위윅윈윌유"
    "율은을음응의이익인일임잇잉자작잔잘잠장재저전제젠젤조존졸종죠주준줄쥐쥬즈즐지진질징차찬찰채처천체첸첼초추츠츨치친칠카칸칼캄캉캐캔"
    "캘캠커컨컬컴케켄켈켐코콕콘콜콤콥콩콰쾨쿄쿠쿤쿨퀘퀴퀸큐크클키킨킬킴킹타탄탈탐탕태탠탱터턴털테텐텔템토톤톨톰통퇴투툰툴튀튜트튼틀티"
    "틴틸팅파판팔팡패팽퍼펀펄페펜펠포폰폴퐁푀푸풀퓌프플피핀필핑하한할함해핸햄허헌헤헨헬호혼홀화회후휘휴흐흘히힌힐"
    # of Vietnam, Thailand, China, Tibet
    "꺼껀꼬꽌꽝꾸꾼뀌끄끼따딴땀땅떤또똔뚜뜨뜩띠띤빠빤빼뻬뽀뿌쁘쁭삐싸쌈쌩쏘쏨쏭쑤쑨쑹쓴짜쩌쩐쩡쭈쭝쯔쯩찌찐툽"
)
_MARKERS = frozenset(
    "갤겐겔그글긴까꼬넬뉴느닉닌델뒤드들딘딜랄랜러런레렌렐렝로론롤룬룰뤼르른를릭릴릿맥먼멀멘멜몬몰뮈뮐뮤므믈밀밍벤벨벵볼뵈뷔브블빌빙뻬"
    "뽀뿌샌섀셀셰셴셸쇼쉬슈스슨싱앤앨얀엔엘옐웨웬웰윅윈윌으잭쟈젠젤죠줄쥐즈즐챈첸첼츠칸칼캐캔캘커컨컬케켄켈코콘콜쿠쿤쿨퀘퀴퀸크클키킨"
    "킬킴타탄탈탠터턴테텐텔토톤톨튀튜트틀티틴틸팅팜팡팬퍼펀페펜펠폰폴퐁푸퓨프플핀핑핸헤헨헬흐히힌힐"
    "꺼껀꽌꽝꾸꾼뀌끄딴땀땅떤똔뚜뜨뜩띠띤빠빤빼쁘쁭삐쌈쌩쏘쏨쏭쑤쑨쑹쓰쓴쩌쩐쩡쭈쭝쯔쯩찌찐툽"
)


@lru_cache(maxsize=1 << 14)
def looks_foreign(word: str) -> bool:
    """Whether a word could be a transliteration: only such syllables, and one that native words lack.

    >>> looks_foreign("몰렌코프"), looks_foreign("위원장")
    (True, False)
    """
    return 2 <= len(word) <= 8 and all(s in _FOREIGN_SYLLABLES for s in word) and any(s in _MARKERS for s in word)


def looks_chinese(word: str) -> bool:
    """Whether a word reads as a Chinese name: surname, given syllables, one of them found in hardly anything else.

    >>> looks_chinese("장저후이"), looks_chinese("장바구니")
    (True, False)
    """
    if not 3 <= len(word) <= 5:
        return False
    given, marks = word_set("chinese_given"), word_set("chinese_mark")
    for length in (1, 2):
        rest = word[length:]
        if word[:length] in word_set("chinese_surname") and rest and _splits(rest, given):
            return any(mark in rest for mark in marks)
    return False


def _splits(word: str, pieces: frozenset[str]) -> bool:
    return not word or any(word[:n] in pieces and _splits(word[n:], pieces) for n in (1, 2) if n <= len(word))


def ends_like_family(word: str) -> bool:
    """Whether a word of four syllables or more ends as family names abroad do: ‘…코프’, ‘…비치’, ‘…야마’."""
    return len(word) >= 4 and looks_foreign(word) and word.endswith(tuple(word_set("family_ending")))


def may_be_foreign(word: str) -> bool:
    """Whether every syllable occurs in transliterations: weaker than `looks_foreign`."""
    return 2 <= len(word) <= 8 and all(s in _FOREIGN_SYLLABLES for s in word)
