"""What stands around a word and tells that it names a person: titles, honorifics, ages, spellings, kin."""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

import regex

from gwangju_ai_cli.model import Span, Token
from gwangju_ai_cli.vocab import load_vocab

NOUNISH = frozenset({"NNG", "NNP", "NNB", "SL", "SH", "SN", "XSN", "XPN", "XR", "NR", "MM", "SO", "SW", "NP"})
LONGEST_TITLE = 7


@dataclass(frozen=True, slots=True)
class Word:
    """One stretch between spaces: its span, where its leading noun part ends, and its tokens."""

    span: Span
    noun_end: int
    tokens: tuple[Token, ...]

    @property
    def is_noun(self) -> bool:
        """Whether nothing but noun material stands in the word."""
        return self.noun_end == self.span.end


_WORD = regex.compile(r"\S+")


def read_words(text: str, span: Span, tokens: tuple[Token, ...]) -> list[Word]:
    """The words of a sentence, each with its tokens."""
    starts = [token.span.start for token in tokens]
    words: list[Word] = []
    for match in _WORD.finditer(text, span.start, span.end):
        begin, end = match.span()
        inside = tokens[bisect_left(starts, begin) : bisect_left(starts, end)]
        noun_end = begin
        for token in inside:
            if token.tag not in NOUNISH or token.span.start > noun_end:
                break
            noun_end = max(noun_end, min(token.span.end, end))
        words.append(Word(Span(begin, end), noun_end, inside))
    return words


@cache
def titles_after() -> dict[str, str]:
    """Titles that follow a name, with how much they tell."""
    return {row["title"]: row["after"] for row in load_vocab("titles") if row["after"]}


@cache
def titles_before() -> dict[str, tuple[str, str]]:
    """Titles that stand before a name: how much they tell, and their kind."""
    return {row["title"]: (row["before"], row["kind"]) for row in load_vocab("titles") if row["before"]}


# "발사장", "정류장", "전통시장", "교통사고 경위": words that end like a title. With these a word has to be the
# title alone, or to part before it.
_WHOLE = frozenset("사장 반장 조장 주장 기장 대장 차장 소장 경위 경사 이사 감사 기사 의사 검사 판사 역장 점장 통장 이장 면장 동장 서장 관장 부장 과장 회원 단원 당원 부원 위원 간사 상사 원사 중사 하사 강사 교사 약사 목사 대사 영사 공사 대표 대리 책임 선임 주임 프로 배우 모델 스타 학생 작가 감독 코치 주석 주교 장로 신부 후보 수석 사서 왕자 공주 대위 중위 소위 소령 중령 대령 준장 중장 여사 선수 심판 지사 총재 경장 순경 경감 경정".split())
_CITIES = frozenset("서울 서울특별 부산 부산광역 대구 대구광역 인천 인천광역 광주 광주광역 대전 대전광역 울산 울산광역 세종 세종특별자치 수원 성남 의정부 안양 부천 광명 평택 동두천 안산 고양 과천 구리 남양주 오산 시흥 군포 의왕 하남 용인 파주 이천 안성 김포 화성 양주 포천 여주 춘천 원주 강릉 동해 태백 속초 삼척 청주 충주 제천 천안 공주 보령 아산 서산 논산 계룡 당진 전주 군산 익산 정읍 남원 김제 목포 여수 순천 나주 광양 포항 경주 김천 안동 구미 영주 영천 상주 문경 경산 창원 진주 통영 사천 김해 밀양 거제 양산 제주 서귀포 마산 진해 뉴욕 런던 도쿄 파리 베이징 오사카 베를린 시카고 로스앤젤레스 샌프란시스코 보스턴 시애틀".split())


def title_ending(word: str, titles: dict[str, str], cuts: frozenset[int] | None = None) -> str | None:
    """The longest title that `word` ends with; `cuts` are the places in it where Kiwi parts it.

    >>> title_ending("광주광역시장", {"시장": "strong"}), title_ending("전통시장", {"시장": "strong"})
    ('시장', None)
    >>> title_ending("발사장", {"사장": "strong"}, frozenset({2})), title_ending("부사장", {"사장": "strong"}, frozenset({1}))
    (None, '사장')
    """
    for length in range(min(LONGEST_TITLE, len(word)), 0, -1):
        found = word[-length:]
        if found not in titles:
            continue
        head = word[:-length]
        if head and found == "시장" and head not in _CITIES:
            return None
        if head and found in _WHOLE and cuts is not None and len(head) not in cuts:
            return None
        return found
    return None


@dataclass(frozen=True, slots=True)
class Title:
    """A title beside a name: its own span, the span from its first modifier on, and how much it tells."""

    span: Span
    phrase: Span
    strength: str
    kind: str = "title"
    former: bool = False
    copula: bool = False


_FORMER = frozenset({"전", "前", "현", "現", "신임", "당시", "차기", "초대", "고", "역대"})
_DAN = regex.compile(r"(?:[1-9]단|초단|[1-9]급)(?=$|[^가-힣0-9]|[은는이가을를의와과도])")
_MODIFIERS = 6


def title_after(text: str, at: int, words: list[Word], starts: list[int]) -> Title | None:
    """The title phrase that begins with the word after `at`: ‘황○○ 새누리당 대표’, ‘정○○ 전 통일부 장관’.

    Only noun words may stand between the name and the title's own word.
    """
    index = bisect_left(starts, at)
    if index >= len(words) or text[at : words[index].span.start].strip():
        return None
    first = words[index].span.start
    former = False
    for step, word in enumerate(words[index : index + _MODIFIERS + 1]):
        noun = text[word.span.start : word.noun_end]
        dan = _DAN.match(text, word.span.start) if step == 0 else None
        if dan:
            return Title(Span(*dan.span()), Span(first, dan.end()), "strong")
        cuts = frozenset(token.span.start - word.span.start for token in word.tokens)
        found = title_ending(noun, titles_after(), cuts) or _shorter_title(noun, cuts)
        if found == "경위" and step:
            return None
        if found and not (found == "경" or (len(found) == 1)):
            strength = titles_after()[found]
            if step and strength == "weak":
                return None
            end = word.noun_end if noun.endswith(found) else word.span.start + noun.rindex(found) + len(found)
            begin = word.span.start
            # "박○○ 진주의료원장 직무대행": a second title word belongs to the first.
            follow = words[index + step + 1] if index + step + 1 < len(words) and word.is_noun else None
            if follow is not None and text[follow.span.start : follow.noun_end] in _SECOND:
                end = follow.noun_end
            return Title(Span(begin, end), Span(first, end), strength if step < 2 or former else "medium", former=former)
        if noun in _FORMER:
            former = True
        elif not word.is_noun or not noun or word.span.end - first > 45:
            return None
    return None


_SECOND = frozenset("직무대행 권한대행 대행 후보 후보자 당선인 당선자 내정자 대변인 예비후보 지명자 비서관 직무대리".split())
_TAIL_AFTER_TITLE = regex.compile(r"(?:님|들|직|실|급|은|는|이|가|을|를|의|와|과|도|에|에게|로|께|께서|측|부부|등)*$")


def _shorter_title(noun: str, cuts: frozenset[int]) -> str | None:
    """A title with what clings to it: 의원님, 의원실, 대표직."""
    for cut in (1, 2):
        if len(noun) > cut + 1 and noun[-cut:] in ("님", "실", "측", "직", "상", "들", "님들", "부부"):
            return title_ending(noun[:-cut], titles_after(), cuts)
    return None


_OPENERS = "'\"‘“([<〈《「『"
_JOIN = regex.compile(r"[\s'\"‘“’”(]*$")


def title_before(text: str, at: int, words: list[Word], starts: list[int]) -> Title | None:
    """The title whose word ends right before `at`: ‘배우 한○○’, ‘해금연주자 김○○’, ‘이사장 김○○’.

    A copula may stand between: ‘최고경영자인 딕 ○○○’.
    """
    index = bisect_right(starts, at) - 1
    if index < 0:
        return None
    word = words[index]
    if word.span.start < at:
        begin = word.span.start
        head = text[begin:at].rstrip("'\"‘“")
        if head.endswith("(") or not head.strip(_OPENERS):
            # the name opens the word (or its parenthesis): the title is the word before
            if head.endswith("(") and len(head) > 1:
                return None
            index -= 1
            if index < 0:
                return None
            word = words[index]
        else:
            return None
    else:
        index -= 1
        if index < 0:
            return None
        word = words[index]
    surface = text[word.span.start : word.span.end]
    core = surface.strip("'\"‘“’”()")
    offset = word.span.start + surface.find(core)
    copula = False
    noun = core
    if word.noun_end < offset + len(core):
        rest = text[word.noun_end : offset + len(core)]
        if rest not in ("인", "이자", "이었던", "였던", "출신"):
            return None
        copula = True
        noun = text[offset : word.noun_end]
    table = titles_before()
    for length in range(min(LONGEST_TITLE, len(noun)), 0, -1):
        found = noun[-length:]
        if found in table:
            strength, kind = table[found]
            if copula:
                strength = "medium" if strength == "strong" else "weak"
            span = Span(offset, offset + len(noun))
            first = index
            # "광주시장 인공지능 기술고문인 김○○": the role begins with the first noun word before the copula.
            while first > 0 and index - first < 4 and words[first - 1].is_noun and _gap(text, words, first) and (
                not title_ending(text[words[first - 1].span.start : words[first - 1].span.end], titles_after())
                or index - first < 2
            ):
                first -= 1
            phrase = Span(words[first].span.start if first < index else offset, span.end)
            if noun in COMPLEMENT:
                span = phrase
            return Title(span, phrase, strength, kind, copula=copula)
    return None


COMPLEMENT = frozenset("전문가 권위자 연구자 담당자 책임자 관계자 대가".split())


def _gap(text: str, words: list[Word], index: int) -> bool:
    """Whether nothing but a space parts a word from the one before it."""
    return text[words[index - 1].span.end : words[index].span.start] == " " and text[words[index - 1].span.end - 1] not in ",.)\"'’”"


AGE = regex.compile(r"\((?:여|남)?[·,]?\s?\d{1,3}\s?(?:세|살)?(?:\s?[·,.]\s?[^()\n]{1,20})?\)")
GENDER = regex.compile(r"\((?:여|남|여성|남성|가명|익명|신원미상)\)")
HANJA = regex.compile(r"\(\s?(?P<hanja>[\p{Han}々]{2,6})(?:\s?[·.,\-]\s?[^()\n]{0,20})?\)")
LATIN = regex.compile(r"\(\s?(?P<latin>\p{Lu}[\p{Latin}.'’\-]*(?:\s+(?:\p{Lu}[\p{Latin}.'’\-]*|de|van|von|der|la|di|da|bin|al|el))+)"
                      r"(?:\s?[·,]\s?[^()\n]{0,24})?\)")
ANY_PAREN = regex.compile(r"\([^()\n]{1,60}\)")
HONORIFIC = regex.compile(
    r"(?:\s?씨|\s군|\s양|\s옹|\s여사|군|양|님)(?=$|[^가-힣0-9A-Za-z]|(?:은|는|이|가|을|를|의|와|과|도|에|에게|에겐|에게는|만|로|께|측|네|랑|라|"
    r"부부|가족|등|역|처럼|보다|이라|이라고|라고|라는|이라는|인|이며|이고|이다|였다|이었다|한테|까지|부터)(?:$|[^가-힣]|[은는도의가를만]))"
)
DECEASED = regex.compile(r"(?:고\s?\(\s?故\s?\)|\(故\)|故|(?<![가-힣])고)\s?['\"‘“]?$")
